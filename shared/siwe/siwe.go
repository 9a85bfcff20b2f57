// Package siwe reads and writes the messages of EIP-4361, "Sign-In with Ethereum". It has no cryptography: who signed
// a message, and whether its account is written with the right EIP-55 checksum, is for the server to check.
//
// Parsing is strict: a message that is not byte for byte what String makes out of what was read is refused, so that a
// wallet, a person and the server cannot read the same text differently.
package siwe

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"berth/shared/eth"
)

// MaxLength is the most bytes that Parse looks at.
const MaxLength = 4096

// ErrFormat is a text that is not a message of EIP-4361; the wrapping text says where.
var ErrFormat = errors.New("not an EIP-4361 message")

// Message is a message of EIP-4361. Times have whole seconds and are UTC.
type Message struct {
	Scheme    string // of the origin that asks; may be empty
	Domain    string // host and port that asks
	Account   string // as written: 0x and 40 hex digits in EIP-55's case
	Statement string // may be empty
	URI       string
	ChainID   uint64
	Nonce     string // at least 8 letters and digits
	IssuedAt  time.Time
	Expires   time.Time // zero: absent
	NotBefore time.Time // zero: absent
	RequestID string    // may be empty
	Resources []string
}

const intro = " wants you to sign in with your Ethereum account:"

// Address is the account as an address; the zero address where it is not one.
func (m Message) Address() eth.Address {
	a, _ := eth.ParseAddress(m.Account)
	return a
}

// String is the text to be signed.
func (m Message) String() string {
	var b strings.Builder
	if m.Scheme != "" {
		b.WriteString(m.Scheme + "://")
	}
	b.WriteString(m.Domain + intro + "\n" + m.Account + "\n\n")
	if m.Statement != "" {
		b.WriteString(m.Statement + "\n")
	}
	fmt.Fprintf(&b, "\nURI: %s\nVersion: 1\nChain ID: %d\nNonce: %s\nIssued At: %s", m.URI, m.ChainID, m.Nonce, stamp(m.IssuedAt))
	if !m.Expires.IsZero() {
		b.WriteString("\nExpiration Time: " + stamp(m.Expires))
	}
	if !m.NotBefore.IsZero() {
		b.WriteString("\nNot Before: " + stamp(m.NotBefore))
	}
	if m.RequestID != "" {
		b.WriteString("\nRequest ID: " + m.RequestID)
	}
	if len(m.Resources) > 0 {
		b.WriteString("\nResources:")
		for _, r := range m.Resources {
			b.WriteString("\n- " + r)
		}
	}
	return b.String()
}

// Parse reads a message. Every error wraps ErrFormat.
func Parse(s string) (Message, error) {
	var m Message
	if len(s) > MaxLength {
		return m, fmt.Errorf("%w: longer than %d bytes", ErrFormat, MaxLength)
	}
	for i := range len(s) {
		if c := s[i]; (c < 0x20 && c != '\n') || c >= 0x7f {
			return m, fmt.Errorf("%w: byte %d is not printable ASCII", ErrFormat, i)
		}
	}
	l := lines{rest: s}
	if err := m.read(&l); err != nil {
		return Message{}, err
	}
	if m.String() != s {
		return Message{}, fmt.Errorf("%w: not in the one form that it can have", ErrFormat)
	}
	return m, nil
}

func (m *Message) read(l *lines) (err error) {
	head, ok := strings.CutSuffix(l.next(), intro)
	if !ok {
		return fmt.Errorf("%w: line 1 must be the domain and %q", ErrFormat, intro)
	}
	m.Domain = head
	if scheme, domain, ok := strings.Cut(head, "://"); ok {
		m.Scheme, m.Domain = scheme, domain
		if scheme == "" || strings.Trim(scheme, "abcdefghijklmnopqrstuvwxyz0123456789+-.") != "" {
			return fmt.Errorf("%w: scheme", ErrFormat)
		}
	}
	if !isAuthority(m.Domain) {
		return fmt.Errorf("%w: domain", ErrFormat)
	}
	m.Account = l.next()
	if _, err := eth.ParseAddress(m.Account); err != nil {
		return fmt.Errorf("%w: %v", ErrFormat, err)
	}
	if l.next() != "" {
		return fmt.Errorf("%w: line 3 must be empty", ErrFormat)
	}
	if m.Statement = l.next(); m.Statement != "" && l.next() != "" {
		return fmt.Errorf("%w: an empty line must follow the statement", ErrFormat)
	}
	if m.URI, err = l.field("URI: "); err != nil {
		return err
	}
	if !isURI(m.URI) {
		return fmt.Errorf("%w: URI", ErrFormat)
	}
	version, err := l.field("Version: ")
	if err != nil {
		return err
	}
	if version != "1" {
		return fmt.Errorf("%w: version must be 1", ErrFormat)
	}
	chain, err := l.field("Chain ID: ")
	if err != nil {
		return err
	}
	if m.ChainID, err = strconv.ParseUint(chain, 10, 64); err != nil {
		return fmt.Errorf("%w: chain id must be a number", ErrFormat)
	}
	if m.Nonce, err = l.field("Nonce: "); err != nil {
		return err
	}
	if len(m.Nonce) < 8 || !isAlnum(m.Nonce) {
		return fmt.Errorf("%w: nonce must be at least 8 letters and digits", ErrFormat)
	}
	issued, err := l.field("Issued At: ")
	if err != nil {
		return err
	}
	if m.IssuedAt, err = parseStamp(issued); err != nil {
		return err
	}
	return m.readOptional(l)
}

func (m *Message) readOptional(l *lines) (err error) {
	if v, ok := l.optional("Expiration Time: "); ok {
		if m.Expires, err = parseStamp(v); err != nil {
			return err
		}
	}
	if v, ok := l.optional("Not Before: "); ok {
		if m.NotBefore, err = parseStamp(v); err != nil {
			return err
		}
	}
	if v, ok := l.optional("Request ID: "); ok {
		if m.RequestID = v; v == "" {
			return fmt.Errorf("%w: empty request id", ErrFormat)
		}
	}
	if v, ok := l.optional("Resources:"); ok {
		if v != "" {
			return fmt.Errorf("%w: resources", ErrFormat)
		}
		for !l.done {
			r, ok := strings.CutPrefix(l.next(), "- ")
			if !ok || !isURI(r) {
				return fmt.Errorf("%w: a resource must be \"- \" and a URI", ErrFormat)
			}
			m.Resources = append(m.Resources, r)
		}
	}
	if !l.done {
		return fmt.Errorf("%w: %.40q is not a known line here", ErrFormat, l.next())
	}
	return nil
}

// lines hands out a text line by line; past the end every line is empty and done is set.
type lines struct {
	rest string
	done bool
}

func (l *lines) next() string {
	line, rest, more := strings.Cut(l.rest, "\n")
	l.rest, l.done = rest, !more
	return line
}

func (l *lines) field(name string) (string, error) {
	if v, ok := l.optional(name); ok {
		return v, nil
	}
	return "", fmt.Errorf("%w: there must be a line %q", ErrFormat, name)
}

func (l *lines) optional(name string) (string, bool) {
	if l.done || !strings.HasPrefix(l.rest, name) {
		return "", false
	}
	return l.next()[len(name):], true
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

func parseStamp(s string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("%w: time %.40q must have the form 2006-01-02T15:04:05Z", ErrFormat, s)
	}
	if t = t.UTC().Truncate(time.Second); t.IsZero() {
		return time.Time{}, fmt.Errorf("%w: time %.40q", ErrFormat, s)
	}
	return t, nil
}

func isAlnum(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !('0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z') {
			return false
		}
	}
	return true
}

// isAuthority reports whether s is a host with or without a port, and without user info.
func isAuthority(s string) bool {
	if s == "" || strings.ContainsAny(s, "/?#@\\ \n") {
		return false
	}
	u, err := url.Parse("x://" + s)
	return err == nil && u.Host == s && u.Hostname() != ""
}

func isURI(s string) bool {
	if s == "" || strings.ContainsAny(s, " \n\"<>\\^`{|}") {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && u.IsAbs()
}
