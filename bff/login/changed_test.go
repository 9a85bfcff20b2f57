package login

import (
	"sync"
	"testing"
	"time"

	"berth/shared/attacktest"
	"berth/shared/server/eip712"
	"berth/shared/siwe"
)

// The owner's wallet has signed, and what it signed is not what the platform asked for.
func TestAttackChangedLogin(t *testing.T) {
	a := attacktest.Begin(t, "a signed login message other than the one that was issued logs in, or the same one twice")
	k, account := newKey(t)
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	store := newMemStore()
	s := New(Config{Scheme: "https", Domain: "berth.example", ChainID: 1337}, store, store, nil, func() time.Time { return now })
	issue := func() string {
		t.Helper()
		text, err := s.Challenge(t.Context(), account, "203.0.113.1/32")
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	login := func(text string) error {
		sig, err := eip712.SignHash(k, eip712.PersonalHash([]byte(text)))
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = s.Login(t.Context(), text, sig)
		return err
	}
	for name, change := range map[string]func(*siwe.Message){
		"scheme":                  func(m *siwe.Message) { m.Scheme = "http" },
		"no scheme":               func(m *siwe.Message) { m.Scheme = "" },
		"domain":                  func(m *siwe.Message) { m.Domain = "evil.example" },
		"domain with a port":      func(m *siwe.Message) { m.Domain += ":443" },
		"domain in capitals":      func(m *siwe.Message) { m.Domain = "BERTH.example" },
		"statement":               func(m *siwe.Message) { m.Statement = "I agree to everything." },
		"no statement":            func(m *siwe.Message) { m.Statement = "" },
		"longer statement":        func(m *siwe.Message) { m.Statement += " " },
		"URI":                     func(m *siwe.Message) { m.URI = "https://evil.example/" },
		"URI's path":              func(m *siwe.Message) { m.URI += "x" },
		"chain":                   func(m *siwe.Message) { m.ChainID = 1 },
		"issued earlier":          func(m *siwe.Message) { m.IssuedAt = m.IssuedAt.Add(-time.Second) },
		"issued later":            func(m *siwe.Message) { m.IssuedAt = m.IssuedAt.Add(time.Second) },
		"good for less":           func(m *siwe.Message) { m.Expires = m.Expires.Add(-time.Second) },
		"good for longer":         func(m *siwe.Message) { m.Expires = m.Expires.Add(time.Second) },
		"good for ever":           func(m *siwe.Message) { m.Expires = time.Time{} },
		"not before":              func(m *siwe.Message) { m.NotBefore = m.IssuedAt.Add(-time.Hour) },
		"request id":              func(m *siwe.Message) { m.RequestID = "1" },
		"resources":               func(m *siwe.Message) { m.Resources = []string{"https://evil.example/"} },
		"nonce":                   func(m *siwe.Message) { m.Nonce = m.Nonce[1:] + "0" },
		"nonce in capitals":       func(m *siwe.Message) { m.Nonce = "ABCDEF" + m.Nonce[6:] },
		"account without its sum": func(m *siwe.Message) { m.Account = account.String() },
	} {
		text := issue()
		m, err := siwe.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		change(&m)
		a.Tried(login(m.String()) == nil, "%s", name)
		if issued, err := siwe.Parse(text); err != nil || issued.Nonce == m.Nonce {
			a.Tried(login(text) == nil, "%s, and then as it was issued", name)
		}
	}
	for name, text := range map[string]string{"space before": " " + issue(), "line behind": issue() + "\n", "twice": issue() + "\n" + issue(), "carriage return": issue() + "\r"} {
		a.Tried(login(text) == nil, "%s", name)
	}
	// One message, many at the same time.
	text := issue()
	var wg sync.WaitGroup
	got := make([]bool, 20)
	for i := range got {
		wg.Go(func() { got[i] = login(text) == nil })
	}
	wg.Wait()
	n := 0
	for _, in := range got {
		if in {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d logins by one message, want 1", n)
	}
	for range got[1:] {
		a.Tried(n > 1, "the same message side by side")
	}
	late := issue()
	now = now.Add(5 * time.Minute)
	a.Tried(login(late) == nil, "after its time")
}
