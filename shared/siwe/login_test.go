package siwe

import (
	"errors"
	"strings"
	"testing"
	"time"

	"berth/shared/eth"
)

func TestCheck(t *testing.T) {
	site := Site{"https", "berth.example:8443", 31337}
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	owner, err := eth.ParseAddress(account)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		change func(*Message)
		field  string // "": it is right
	}{
		{"as it is", func(*Message) {}, ""},
		{"a clock that is behind", func(m *Message) { m.IssuedAt, m.Expires = m.IssuedAt.Add(9*time.Minute), m.Expires.Add(9*time.Minute) }, ""},
		{"another site", func(m *Message) { m.Domain, m.URI = "evil.example", "https://evil.example/" }, "domain"},
		{"the host without its port", func(m *Message) { m.Domain = "berth.example" }, "domain"},
		{"a name that begins alike", func(m *Message) { m.Domain = "berth.example.evil.example:8443" }, "domain"},
		{"in capitals", func(m *Message) { m.Domain = "Berth.example:8443" }, "domain"},
		{"http", func(m *Message) { m.Scheme = "http" }, "scheme"},
		{"no scheme", func(m *Message) { m.Scheme = "" }, "scheme"},
		{"another page", func(m *Message) { m.URI += "x" }, "uri"},
		{"another site's URI", func(m *Message) { m.URI = "https://evil.example/" }, "uri"},
		{"another account", func(m *Message) { m.Account = "0x000000000000000000000000000000000000dEaD" }, "address"},
		{"another chain", func(m *Message) { m.ChainID = 1 }, "chain"},
		{"other words", func(m *Message) { m.Statement = "I give all that I have to evil.example." }, "statement"},
		{"no words", func(m *Message) { m.Statement = "" }, "statement"},
		{"words that begin alike", func(m *Message) { m.Statement += " And it allows withdrawals." }, "statement"},
		{"a nonce with a message in it", func(m *Message) { m.Nonce = "IgiveAllThatIHave" }, "nonce"},
		{"a nonce of another site", func(m *Message) { m.Nonce = "0123456789abcdef" }, "nonce"},
		{"issued long ago", func(m *Message) { m.IssuedAt = m.IssuedAt.Add(-time.Hour) }, "time"},
		{"issued in the future", func(m *Message) { m.IssuedAt, m.Expires = m.IssuedAt.Add(time.Hour), m.Expires.Add(time.Hour) }, "time"},
		{"for ever", func(m *Message) { m.Expires = time.Time{} }, "time"},
		{"for long", func(m *Message) { m.Expires = m.Expires.AddDate(50, 0, 0) }, "time"},
		{"over before it begins", func(m *Message) { m.Expires = m.IssuedAt.Add(-time.Second) }, "time"},
		{"not before", func(m *Message) { m.NotBefore = m.IssuedAt }, "extra"},
		{"a request id", func(m *Message) { m.RequestID = "transfer-all" }, "extra"},
		{"resources", func(m *Message) { m.Resources = []string{"https://evil.example/terms"} }, "extra"},
	} {
		m := site.Login(account, strings.Repeat("0a", 16), now, now.Add(5*time.Minute))
		c.change(&m)
		err := site.Check(m.String(), owner, now)
		var w *Wrong
		if c.field == "" && err != nil || c.field != "" && (!errors.As(err, &w) || w.Field != c.field) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.field)
		}
	}
	for _, text := range []string{"", "Send all to 0x1", site.Login(account, strings.Repeat("0a", 16), now, now.Add(time.Minute)).String() + "\n"} {
		if err := site.Check(text, owner, now); !errors.Is(err, ErrFormat) {
			t.Errorf("%q: got %v", text, err)
		}
	}
}
