package domains

import (
	"strings"
	"testing"

	"berth/ui/text"
)

func TestRead(t *testing.T) {
	ascii := func(s string) string {
		return map[string]string{"bücher.example": "xn--bcher-kva.example", "例子.example": "xn--fsqu00a.example"}[s]
	}
	theirs, have := []string{"n1.node.net", ""}, []string{"app.example.org"}
	for _, c := range []struct {
		in, host string
		why      *text.Text
	}{
		{"shop.example.org", "shop.example.org", nil},
		{" Shop.Example.ORG. ", "shop.example.org", nil},
		{"https://shop.example.org/", "shop.example.org", nil},
		{"a-b.c0.example", "a-b.c0.example", nil},
		{"bücher.example", "xn--bcher-kva.example", nil},
		{"例子.example", "xn--fsqu00a.example", nil},
		{"xn--bcher-kva.example", "xn--bcher-kva.example", nil},
		{"", "", &text.DomainMissing},
		{"   ", "", &text.DomainMissing},
		{"https://", "", &text.DomainMissing},
		{"https://shop.example.org/cart", "shop.example.org/cart", &text.DomainPath},
		{"me@example.org", "me@example.org", &text.DomainPath},
		{"shop.example.org:8080", "shop.example.org:8080", &text.DomainPort},
		{"*.example.org", "*.example.org", &text.DomainStar},
		{"192.0.2.7", "192.0.2.7", &text.DomainNumber},
		{"192.0.2.7:80", "192.0.2.7:80", &text.DomainNumber},
		{"2001:db8::1", "2001:db8::1", &text.DomainNumber},
		{"[2001:db8::1]", "[2001:db8::1]", &text.DomainNumber},
		{"example.123", "example.123", &text.DomainNumber},
		{"shop", "shop", &text.DomainDot},
		{"sh op.example.org", "sh op.example.org", &text.DomainLetters},
		{"-shop.example.org", "-shop.example.org", &text.DomainLetters},
		{"shop-.example.org", "shop-.example.org", &text.DomainLetters},
		{"shop..example.org", "shop..example.org", &text.DomainLetters},
		{"sh_op.example.org", "sh_op.example.org", &text.DomainLetters},
		{"\u202egro.example", "\u202egro.example", &text.DomainLetters},
		{strings.Repeat("x", 64) + ".example.org", strings.Repeat("x", 64) + ".example.org", &text.DomainLong},
		{strings.Repeat("x.", 130) + "org", strings.Repeat("x.", 130) + "org", &text.DomainLong},
		{"localhost", "localhost", &text.DomainLocal},
		{"printer.local", "printer.local", &text.DomainLocal},
		{"n1.node.net", "n1.node.net", &text.DomainTheirs},
		{"web-3.n1.node.net", "web-3.n1.node.net", &text.DomainTheirs},
		{"App.example.org", "app.example.org", &text.DomainHave},
	} {
		host, why := read(c.in, ascii, theirs, have)
		if host != c.host || why != c.why {
			t.Errorf("%q: %q, %v", c.in, host, why)
		}
	}
}

func TestHostOf(t *testing.T) {
	for in, want := range map[string]string{"http://Web-1.n1.localhost:9001/x": "web-1.n1.localhost", "https://n1.example": "n1.example", "": ""} {
		if got := hostOf(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}
