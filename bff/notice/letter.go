package notice

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/mail"
	"strconv"
	"strings"
	"time"

	"berth/assets/words"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/server/steady"
	"berth/shared/server/web"
	"berth/shared/wire"
)

// Mailer sends mails; package mail has it.
type Mailer interface {
	Send(ctx context.Context, l Letter) error
}

// Letter is a mail.
type Letter struct {
	ID            string // the same in each attempt
	To            string
	Subject, Text string
	Stop          string // URL that ends such mails by a POST (RFC 8058)
}

// Mailbox is an address that a user named for notices. Nothing is sent to it, but the question whether that is wanted, until who reads there has said yes.
type Mailbox struct {
	wire.MailTarget
	ID   string
	User eth.Address
	Lang string // en, zh
}

// Mailboxes keeps them. Those that are not confirmed expire.
type Mailboxes interface {
	Mailbox(ctx context.Context, user eth.Address) (Mailbox, error)   // ErrNone
	MailboxByID(ctx context.Context, id string) (Mailbox, error)      // ErrNone
	PutMailbox(ctx context.Context, m Mailbox, until time.Time) error // in the place of another one of the user's
	RemoveMailbox(ctx context.Context, m Mailbox) error
}

// How many mails are sent, and how long addresses are kept.
const (
	askedFor      = 24 * time.Hour       // an address that is not confirmed is kept
	boxKept       = 400 * 24 * time.Hour // after the last mail
	asksAddress   = 2                    // questions to one address a day, whoever wants that
	asksUser      = 5                    // questions of one user a day
	asksHour      = 60                   // questions in all, of each replica
	lettersDay    = 24                   // notices to one user a day, of each replica
	closedFor     = 180 * 24 * time.Hour // to who wants no questions
	lettersAtOnce = 12
)

// CheckAddress gives an address of e-mail in the one form that is sent to, or says what it has to be.
func CheckAddress(raw string) (address, why string) {
	const wants = "an address of e-mail such as me@example.org"
	a := strings.TrimSpace(raw)
	if len(a) > 254 {
		return "", wants + ", of 254 characters at most"
	}
	parsed, err := mail.ParseAddress(a)
	if err != nil || parsed.Name != "" || parsed.Address != a {
		return "", wants
	}
	local, host, _ := strings.Cut(a, "@")
	for _, r := range a {
		if r <= ' ' || r > '~' || strings.ContainsRune(`"(),:;<>[\]%`, r) { // % and ! once had mails passed on
			return "", wants + ", of plain letters, digits and signs"
		}
	}
	if len(local) > 64 || strings.Contains(local, "!") || !strings.Contains(host, ".") || strings.HasSuffix(host, ".") || strings.ContainsAny(host, "@_") {
		return "", wants
	}
	labels := strings.Split(strings.ToLower(host), ".")
	if last := labels[len(labels)-1]; strings.Trim(last, "0123456789") == "" || last == "localhost" || last == "local" || last == "internal" {
		return "", "an address of e-mail at a host that others can reach"
	}
	return local + "@" + strings.ToLower(host), ""
}

// tokens of mails are for one thing.
const (
	forYes  = "yes"
	forStop = "stop"
)

// seal makes the links in mails.
type seal struct {
	secret []byte
	origin string
}

// token is what a link in a mail has: which mailbox, and that the platform made it for one thing.
func (s seal) token(id, what string) string {
	h := hmac.New(sha256.New, s.secret)
	h.Write([]byte(what + "\n" + id))
	return what + "-" + id + "-" + hex.EncodeToString(h.Sum(nil)[:16])
}

// read gives what a token is for; false: the platform did not make it.
func (s seal) read(token string) (id, what string, ok bool) {
	what, rest, _ := strings.Cut(token, "-")
	id, _, _ = strings.Cut(rest, "-")
	if len(token) > 200 || what != forYes && what != forStop {
		return "", "", false
	}
	return id, what, hmac.Equal([]byte(token), []byte(s.token(id, what)))
}

func (s seal) link(id, what string) string {
	return s.origin + "/api/notices/mail/" + s.token(id, what)
}

// errNoMail is a platform that sends no mails.
func errNoMail() error {
	return problem.New(404, problem.NotFound, "this platform sends no mails")
}

// sum is an address where only that it is the same matters.
func sum(address string) string {
	h := sha256.Sum256([]byte(strings.ToLower(address)))
	return hex.EncodeToString(h[:16])
}

// claim takes one of so many places for a while, which all replicas share.
func claim(ctx context.Context, c Claims, name string, most int, d time.Duration) (bool, error) {
	for i := range most {
		won, _, err := c.Claim(ctx, name+" "+strconv.Itoa(i), d)
		if won || err != nil {
			return won, err
		}
	}
	return false, nil
}

// AddMail asks an address whether it wants a user's notices, in the place of any other address of the user's. What the user is told is always the
// same: whether others have named the address, and what who reads there has said to them, is not the user's business.
func (s *Service) AddMail(ctx context.Context, user eth.Address, r wire.MailRequest) (wire.MailTarget, error) {
	var none wire.MailTarget
	if s.cfg.Mailer == nil {
		return none, errNoMail()
	}
	address, why := CheckAddress(r.Address)
	if why != "" {
		return none, problem.Field("address", "%s", why)
	}
	if r.Lang != "en" && r.Lang != "zh" {
		return none, problem.Field("lang", "en or zh")
	}
	old, err := s.cfg.Store.Mailbox(ctx, user)
	if err != nil && !errors.Is(err, ErrNone) {
		return none, err
	}
	if err == nil && old.Address == address && !old.ConfirmedAt.IsZero() {
		return old.MailTarget, nil
	}
	if ok, err := claim(ctx, s.cfg.Store, "mail of "+user.String(), asksUser, 24*time.Hour); err != nil {
		return none, err
	} else if !ok {
		return none, problem.TooOften(time.Hour)
	}
	if wait, ok := s.asks.Take(struct{}{}, time.Now()); !ok {
		return none, problem.TooOften(wait)
	}
	now := time.Now().UTC().Truncate(time.Second)
	var id [16]byte
	rand.Read(id[:]) // never fails
	m := Mailbox{MailTarget: wire.MailTarget{Address: address, AddedAt: now}, ID: hex.EncodeToString(id[:]), User: user, Lang: r.Lang}
	if err := s.cfg.Store.PutMailbox(ctx, m, now.Add(askedFor)); err != nil {
		return none, err
	}
	may, err := claim(ctx, s.cfg.Store, "mail to "+sum(address), asksAddress, 24*time.Hour)
	if err != nil || !may {
		return m.MailTarget, err
	}
	// A claim that lasts is one of who closed the address to such questions.
	_, until, err := s.cfg.Store.Claim(ctx, "mail closed "+sum(address), time.Millisecond)
	if err != nil || time.Until(until) > time.Minute {
		return m.MailTarget, err
	}
	title, text := words.Say(m.Lang, "mail:confirm", "wallet", user.Short(), "platform", s.cfg.Origin, "link", s.seal.link(m.ID, forYes), "stop", s.seal.link(m.ID, forStop))
	go ask(context.WithoutCancel(ctx), s.cfg, Letter{ID: "confirm " + m.ID, To: address, Subject: title, Text: text, Stop: s.seal.link(m.ID, forStop)})
	return m.MailTarget, nil
}

// ask sends a question. One that does not arrive is asked again by its user.
func ask(ctx context.Context, cfg Config, l Letter) {
	defer steady.Log(cfg.Log, "a question by mail")
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	if err := cfg.Mailer.Send(ctx, l); err != nil {
		cfg.Log.Info("a mail could not be sent", "err", err)
	}
}

// RemoveMail forgets a user's address.
func (s *Service) RemoveMail(ctx context.Context, user eth.Address) error {
	m, err := s.cfg.Store.Mailbox(ctx, user)
	if errors.Is(err, ErrNone) {
		return nil
	}
	if err == nil {
		err = s.cfg.Store.RemoveMailbox(ctx, m)
	}
	return err
}

// Mailed says what a link in a mail does, for who has come by it: what, and in which language. It changes nothing, since programs that look for
// dangerous links open all of them.
func (s *Service) Mailed(ctx context.Context, token string) (what, lang string, err error) {
	id, what, ok := s.seal.read(token)
	if !ok || s.cfg.Mailer == nil {
		return "", "", badLink()
	}
	m, err := s.cfg.Store.MailboxByID(ctx, id)
	if errors.Is(err, ErrNone) {
		if what == forStop { // it is stopped already
			return what, "en", nil
		}
		return "", "", badLink()
	}
	return what, m.Lang, err
}

func badLink() error {
	return problem.New(404, problem.NotFound, "this link is not good any more").Remedy("add the address again in the app, under Notices")
}

// Mail does what a link in a mail is for. To stop where nothing is confirmed closes the address to further questions.
func (s *Service) Mail(ctx context.Context, token string) (what, lang string, err error) {
	what, lang, err = s.Mailed(ctx, token)
	if err != nil {
		return what, lang, err
	}
	id, _, _ := s.seal.read(token)
	m, err := s.cfg.Store.MailboxByID(ctx, id)
	if errors.Is(err, ErrNone) {
		return what, lang, nil
	}
	if err != nil {
		return what, lang, err
	}
	now := time.Now().UTC().Truncate(time.Second)
	if what == forYes {
		if m.ConfirmedAt.IsZero() {
			m.ConfirmedAt = now
			err = s.cfg.Store.PutMailbox(ctx, m, now.Add(boxKept))
		}
		return what, lang, err
	}
	if m.ConfirmedAt.IsZero() {
		if err := s.cfg.Store.Keep(ctx, "mail closed "+sum(m.Address), closedFor); err != nil {
			return what, lang, err
		}
	}
	return what, lang, s.cfg.Store.RemoveMailbox(ctx, m)
}

// mail sends a notice to its user's address.
func (s *Service) mail(ctx context.Context, t Task) error {
	m, err := s.cfg.Store.MailboxByID(ctx, t.Mail)
	if err != nil || m.ConfirmedAt.IsZero() || m.User != t.User || s.cfg.Mailer == nil {
		if err == nil {
			err = ErrNone
		}
		return err
	}
	if t.Attempts == 1 {
		if wait, ok := s.letters.Take(m.User, time.Now()); !ok {
			return &Later{After: wait, Err: errors.New("so many mails were sent to its user")}
		}
	}
	settings, err := s.cfg.Store.Settings(ctx, t.User)
	if err != nil {
		return err
	}
	title, text := letter(m.Lang, t.Notice, settings.Quiet)
	where := s.cfg.Origin + "/notices"
	if t.Notice.Order != 0 {
		where = s.cfg.Origin + "/orders/" + t.Notice.Order.String()
	}
	_, foot := words.Say(m.Lang, "mail:foot", "wallet", m.User.Short(), "platform", s.cfg.Origin, "stop", s.seal.link(m.ID, forStop))
	err = s.cfg.Mailer.Send(ctx, Letter{ID: t.Notice.ID, To: m.Address, Subject: title, Text: text + "\n\n" + where + "\n\n-- \n" + foot, Stop: s.seal.link(m.ID, forStop)})
	switch {
	case errors.Is(err, ErrGone):
		if err := s.cfg.Store.RemoveMailbox(ctx, m); err != nil {
			return err
		}
	case err == nil:
		return s.cfg.Store.PutMailbox(ctx, m, time.Now().Add(boxKept))
	}
	return err
}

// letter is a notice in words. What a node calls itself is its own choice, and stays out of a mail that is the platform's: it is named by its address.
func letter(lang string, n wire.Notice, quiet *wire.Quiet) (title, text string) {
	zone := time.UTC
	if quiet != nil {
		if z, err := time.LoadLocation(quiet.Zone); err == nil {
			zone = z
		}
	}
	what := string(n.Kind)
	if words.Has(what + ":" + n.Why) {
		what += ":" + n.Why
	}
	return words.Say(lang, what, "order", n.Order.String(), "node", n.Node.Short(), "time", n.Moment().In(zone).Format("2006-01-02 15:04 MST"))
}

func newAsks() *web.Limiter[struct{}] {
	return web.NewLimiter[struct{}](web.Limits{PerSecond: asksHour / 3600.0, Burst: asksHour, Keys: 1})
}

func newLetters() *web.Limiter[eth.Address] {
	return web.NewLimiter[eth.Address](web.Limits{PerSecond: lettersDay / 86400.0, Burst: lettersAtOnce, Keys: 100_000, Forget: true})
}
