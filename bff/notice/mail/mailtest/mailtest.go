// Package mailtest has an SMTP server for tests, which keeps what it gets.
package mailtest

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/mail"
	"slices"
	"sync"
	"testing"
	"time"

	"berth/shared/server/certs/certstest"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Got is a mail that came.
type Got struct {
	From, To string // of the envelope
	Header   mail.Header
	Raw      []byte
	TLS      bool
	User     string // who has logged in
}

// Server is a server on this machine.
type Server struct {
	Address string
	Roots   *x509.CertPool

	mu      sync.Mutex
	got     []Got
	refuses map[string]*smtp.SMTPError // by address
	user    string
	word    string
}

// Option is how a Server is.
type Option func(*Server, *smtp.Server)

// Plain is a server without TLS.
func Plain(_ *Server, s *smtp.Server) { s.TLSConfig = nil }

// Login has it take mails from one user alone.
func Login(user, password string) Option {
	return func(x *Server, _ *smtp.Server) { x.user, x.word = user, password }
}

// Start starts one, with STARTTLS.
func Start(t testing.TB, with ...Option) *Server {
	t.Helper()
	cert, roots := certstest.Alone(t, time.Now().Add(time.Hour), "localhost")
	x := &Server{Roots: roots, refuses: map[string]*smtp.SMTPError{}}
	s := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{server: x, conn: c}, nil }))
	s.Domain, s.ReadTimeout, s.WriteTimeout = "localhost", 10*time.Second, 10*time.Second
	s.TLSConfig = &tls.Config{Certificates: []tls.Certificate{cert}}
	for _, f := range with {
		f(x, s)
	}
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	x.Address = net.JoinHostPort("localhost", portOf(l))
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := s.Serve(l); err != nil && !errors.Is(err, smtp.ErrServerClosed) {
			t.Errorf("smtp: %v", err)
		}
	}()
	t.Cleanup(func() {
		_ = s.Close() // what was open is gone with the test
		<-done
	})
	return x
}

func portOf(l net.Listener) string {
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

// Refuse has it refuse an address with a code; 0: it takes it again.
func (x *Server) Refuse(address string, code int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.refuses[address] = nil; code != 0 {
		x.refuses[address] = &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 1, 1}, Message: "no"}
	}
}

// All are the mails that came.
func (x *Server) All() []Got {
	x.mu.Lock()
	defer x.mu.Unlock()
	return slices.Clone(x.got)
}

type session struct {
	server   *Server
	conn     *smtp.Conn
	from, to string
	user     string
}

func (s *session) Reset()        { s.from, s.to = "", "" }
func (s *session) Logout() error { return nil }

func (s *session) AuthMechanisms() []string {
	if s.server.user == "" {
		return nil
	}
	return []string{sasl.Plain}
}

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != s.server.user || password != s.server.word {
			return smtp.ErrAuthFailed
		}
		s.user = user
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if s.server.user != "" && s.user == "" {
		return smtp.ErrAuthRequired
	}
	s.from = from
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	if err := s.server.refuses[to]; err != nil {
		return err
	}
	s.to = to
	return nil
}

func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	_, secure := s.conn.TLSConnectionState()
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	s.server.got = append(s.server.got, Got{s.from, s.to, m.Header, raw, secure, s.user})
	return nil
}
