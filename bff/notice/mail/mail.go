// Package mail sends mails by an SMTP server of the platform's operator.
package mail

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"os"
	"strconv"
	"strings"
	"time"

	smtp "github.com/wneessen/go-mail"

	"berth/bff/notice"
)

// Settings are flags.
type Settings struct {
	Server   string `name:"server" env:"BERTH_SMTP_SERVER" placeholder:"HOST:PORT" help:"SMTP server by which notices are mailed to users who confirmed an address; without it none are."`
	From     string `name:"from" env:"BERTH_SMTP_FROM" placeholder:"ADDRESS" help:"Whom mails are from, such as Berth <notices@example.org>."`
	User     string `name:"user" env:"BERTH_SMTP_USER" help:"User name at the SMTP server; empty: no log-in."`
	Password string `name:"password" env:"BERTH_SMTP_PASSWORD" placeholder:"TEXT" help:"Password there: a text, or @ and the path of a file whose first line it is."`
	TLS      string `name:"tls" env:"BERTH_SMTP_TLS" default:"starttls" enum:"starttls,tls,none" help:"starttls and tls are encrypted or nothing is sent; none is for a server on this machine alone."`

	Roots *x509.CertPool `kong:"-"` // nil: the system's
}

const timeout = 12 * time.Second // for a mail, from the connection to the last word

// On reports whether mails are sent at all.
func (s Settings) On() bool { return s.Server != "" }

// Check says what is wrong with settings: which, and why.
func (s Settings) Check() error {
	if !s.On() {
		return nil
	}
	host, port, err := net.SplitHostPort(s.Server)
	if n, bad := strconv.Atoi(port); err != nil || host == "" || bad != nil || n < 1 || n > 65535 {
		return fmt.Errorf("smtp-server: %q must be a host and a port, such as smtp.example.org:587", s.Server)
	}
	if a, err := mail.ParseAddress(s.From); err != nil {
		return fmt.Errorf("smtp-from: %q must be an address of e-mail, such as Berth <notices@example.org>", s.From)
	} else if _, why := notice.CheckAddress(a.Address); why != "" && s.TLS != "none" {
		return fmt.Errorf("smtp-from: %q must be %s", s.From, why)
	}
	if s.TLS == "none" {
		if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			return fmt.Errorf("smtp-tls: none is for a server on this machine alone, and %s is not", host)
		}
	}
	if (s.User == "") != (s.Password == "") {
		return errors.New("smtp-user: needs smtp-password, and the other way round")
	}
	_, err = s.secret()
	return err
}

// secret is the password.
func (s Settings) secret() (string, error) {
	path, file := strings.CutPrefix(s.Password, "@")
	if !file {
		return s.Password, nil
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("smtp-password: %w", err)
	}
	line, _, _ := strings.Cut(string(raw), "\n")
	return strings.TrimSuffix(line, "\r"), nil
}

// Sender sends mails. It is safe for concurrent use: each has a connection of its own.
type Sender struct {
	set     Settings
	host    string
	options []smtp.Option
	from    *mail.Address
}

var _ notice.Mailer = (*Sender)(nil)

// New makes a Sender of settings that were checked.
func New(s Settings) (*Sender, error) {
	host, port, err := net.SplitHostPort(s.Server)
	if err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	x := &Sender{set: s, host: host}
	if x.from, err = mail.ParseAddress(s.From); err != nil {
		return nil, fmt.Errorf("mail: from: %w", err)
	}
	_, home, _ := strings.Cut(x.from.Address, "@")
	x.options = []smtp.Option{
		smtp.WithPort(n), smtp.WithTimeout(timeout), smtp.WithHELO(home), smtp.WithTLSConfig(&tls.Config{ServerName: host, MinVersion: tls.VersionTLS12, RootCAs: s.Roots}),
	}
	switch s.TLS {
	case "tls":
		x.options = append(x.options, smtp.WithSSL())
	case "none":
		x.options = append(x.options, smtp.WithTLSPolicy(smtp.NoTLS))
	default:
		x.options = append(x.options, smtp.WithTLSPolicy(smtp.TLSMandatory))
	}
	if s.User != "" {
		password, err := s.secret()
		if err != nil {
			return nil, fmt.Errorf("mail: %w", err)
		}
		x.options = append(x.options, smtp.WithSMTPAuth(smtp.SMTPAuthAutoDiscover), smtp.WithUsername(s.User), smtp.WithPassword(password))
	}
	return x, nil
}

// Send implements notice.Mailer. ErrGone is an address that its server has not; ErrNever a mail that is refused for good.
func (s *Sender) Send(ctx context.Context, l notice.Letter) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	m := smtp.NewMsg(smtp.WithNoDefaultUserAgent())
	m.FromMailAddress(s.from)
	if err := m.To(l.To); err != nil {
		return fmt.Errorf("mail: %w: %w", notice.ErrNever, err)
	}
	m.Subject(l.Subject)
	m.SetDate()
	// The same in each attempt: who gets it twice sees it once.
	sum := sha256.Sum256([]byte(l.ID + "\n" + l.To))
	_, home, _ := strings.Cut(s.from.Address, "@")
	m.SetMessageIDWithValue(hex.EncodeToString(sum[:16]) + "@" + home)
	m.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834
	m.SetGenHeader("X-Auto-Response-Suppress", "All")
	if l.Stop != "" { // RFC 8058
		m.SetGenHeaderPreformatted(smtp.HeaderListUnsubscribe, "<"+l.Stop+">")
		m.SetGenHeader(smtp.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
	}
	m.SetBodyString(smtp.TypeTextPlain, l.Text)
	c, err := smtp.NewClient(s.host, s.options...)
	if err != nil {
		return fmt.Errorf("mail: %w: %w", notice.ErrNever, err)
	}
	if err := c.DialAndSendWithContext(ctx, m); err != nil {
		return sorted(err)
	}
	return nil
}

// sorted says what to make of an error. What it says itself may have the address in it, which is for nobody's log.
func sorted(err error) error {
	var e *smtp.SendError
	if !errors.As(err, &e) {
		return errors.New("mail: the server cannot be reached, or does not take what it is offered")
	}
	told := fmt.Errorf("mail: %s (%d)", e.Reason, e.ErrorCode())
	switch code := e.ErrorCode(); {
	case e.Reason == smtp.ErrSMTPRcptTo && (code == 550 || code == 551 || code == 553):
		return fmt.Errorf("%w: %w", notice.ErrGone, told)
	case code >= 500 && code < 600:
		return fmt.Errorf("%w: %w", notice.ErrNever, told)
	}
	return told
}
