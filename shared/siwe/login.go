package siwe

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"berth/shared/eth"
)

// Statement is what every message by which people log in says, and nothing else: a platform has no words of its own in
// what a wallet shows.
const Statement = "Log in. This costs nothing and allows no payment."

// NonceLength is how many characters of 0-9 and a-f a nonce has.
const NonceLength = 32

// Bounds of times. A person's clock may be wrong by some minutes, which must not keep anybody out.
const (
	LoginLife = 10 * time.Minute // from issued at to expiration, at most
	Drift     = 10 * time.Minute // that issued at may be away from now
)

// Site is where people log in.
type Site struct {
	Scheme  string // http or https
	Domain  string // host, with the port if it is not the scheme's own
	ChainID uint64
}

// Login is the message by which an account logs in. The account is written with its EIP-55 checksum.
func (s Site) Login(account, nonce string, issued, expires time.Time) Message {
	return Message{
		Scheme: s.Scheme, Domain: s.Domain, Account: account, Statement: Statement, URI: s.Scheme + "://" + s.Domain + "/", ChainID: s.ChainID,
		Nonce: nonce, IssuedAt: issued, Expires: expires,
	}
}

// Wrong is a message that is not the one of this site, account and time. Field is scheme, domain, address, statement, uri,
// chain, nonce, time, or extra for a line that no such message has.
type Wrong struct {
	Field     string
	Got, Want string
}

func (w *Wrong) Error() string {
	return fmt.Sprintf("login message: %s is %.100q, must be %q", w.Field, w.Got, w.Want)
}

// Check is nil for a message that this very site gives that account now, and *Wrong, or an error that wraps ErrFormat,
// for any other text. It is for who is about to sign it.
func (s Site) Check(text string, account eth.Address, now time.Time) error {
	m, err := Parse(text)
	if err != nil {
		return err
	}
	want := s.Login(m.Account, m.Nonce, m.IssuedAt, m.Expires)
	life := m.Expires.Sub(m.IssuedAt)
	for _, c := range []struct {
		field     string
		ok        bool
		got, want string
	}{
		{"domain", m.Domain == want.Domain, m.Domain, want.Domain},
		{"scheme", m.Scheme == want.Scheme, m.Scheme, want.Scheme},
		{"uri", m.URI == want.URI, m.URI, want.URI},
		{"address", m.Address() == account && !account.IsZero(), m.Account, account.String()},
		{"chain", m.ChainID == want.ChainID, strconv.FormatUint(m.ChainID, 10), strconv.FormatUint(want.ChainID, 10)},
		{"statement", m.Statement == Statement, m.Statement, Statement},
		{"nonce", len(m.Nonce) == NonceLength && strings.Trim(m.Nonce, "0123456789abcdef") == "", m.Nonce, "32 hex digits"},
		{"time", m.IssuedAt.Sub(now).Abs() <= Drift, stamp(m.IssuedAt), stamp(now)},
		{"time", !m.Expires.IsZero() && life > 0 && life <= LoginLife, stamp(m.Expires), stamp(m.IssuedAt.Add(LoginLife))},
		{"extra", m.String() == want.String(), extra(m), ""},
	} {
		if !c.ok {
			return &Wrong{c.field, c.got, c.want}
		}
	}
	return nil
}

// extra is what of a message no login has.
func extra(m Message) string {
	var all []string
	if !m.NotBefore.IsZero() {
		all = append(all, stamp(m.NotBefore))
	}
	if m.RequestID != "" {
		all = append(all, m.RequestID)
	}
	return strings.Join(append(all, m.Resources...), ", ")
}
