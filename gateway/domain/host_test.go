package domain

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/net/idna"

	"berth/shared/problem"
)

func TestHosts(t *testing.T) {
	r := newRules("n1.berth.example:9100", "App.Berth.Example")
	long := strings.Repeat("a", 63)
	for in, want := range map[string]string{
		"app.example.org":                     "app.example.org",
		"APP.Example.ORG":                     "app.example.org",
		"app.example.org.":                    "app.example.org",
		"example.org":                         "example.org",
		"münchen.example":                     "xn--mnchen-3ya.example",
		"MÜNCHEN.example":                     "xn--mnchen-3ya.example",
		"xn--mnchen-3ya.example":              "xn--mnchen-3ya.example",
		"例え.example":                          "xn--r8jz45g.example",
		"例え。example":                          "xn--r8jz45g.example", // IDEOGRAPHIC FULL STOP is a dot (UTS 46)
		"straße.example":                      "xn--strae-oqa.example",
		"a.b.c.d.example":                     "a.b.c.d.example",
		"1.example.org":                       "1.example.org",
		"a--b.example.org":                    "a--b.example.org",
		"user.github.io":                      "user.github.io",
		"berth.example":                       "berth.example", // above the node's: its owner may prove it
		"xapp.berth.example":                  "xapp.berth.example",
		long + ".example.org":                 long + ".example.org",
		strings.Repeat("a.", 117) + "example": strings.Repeat("a.", 117) + "example",
	} {
		got, err := r.parse(in)
		if want != got || err != nil {
			t.Errorf("%.40q: got %.40q %v, want %.40q", in, got, err, want)
		}
	}
	for _, in := range []string{
		"", ".", "..", "localhost", "app", "app.localhost", "APP.LOCALHOST.", "printer.local", "x.internal", "x.onion", "x.alt", "1.0.0.127.in-addr.arpa", "x.invalid",
		"127.0.0.1", "1.2.3", "0x7f.1", "0x7f.0x1", "app.example.0x1f", "1.2.3.4.", "::1", "[::1]", "app.123",
		"*.example.org", "*", "app.*.org", "http://app.example.org", "app.example.org:443", "app.example.org/x", "u@app.example.org",
		"n1.berth.example", "web-1.n1.berth.example", "N1.Berth.Example.", "a.b.n1.berth.example", "app.berth.example", "x.app.berth.example",
		"org", "co.uk", "github.io", "com.", "xn--p1ai",
		"-a.example.org", "a-.example.org", "a_b.example.org", "_berth.example.org", "a b.example.org", "a\x00.example.org", "a\n.example.org", "app..example.org", ".example.org",
		long + "a.example.org", strings.Repeat("a.", 130) + "example", strings.Repeat("x", 5000), "xn--a.example.org", "xn--\u00fc.example.org", "a\u200db.example.org", "a%2eb.example.org",
		"\u202eapp.example.org", "app.example.org..", "ａ。", "１２７.０.０.１", "app．localhost", "n1.berth。example",
	} {
		got, err := r.parse(in)
		var p *problem.Problem
		if !errors.As(err, &p) || p.Field != "host" || p.Detail == "" {
			t.Errorf("%.40q: got %q %v, want a problem of the field host", in, got, err)
		}
	}
}

// A host that is taken is in the one form in which it is looked up, and stays so.
func FuzzHosts(f *testing.F) {
	for _, s := range []string{"app.example.org", "MÜNCHEN.example.", "xn--mnchen-3ya.example", "127.1", "*.example.org", "a。b.example", "app．localhost"} {
		f.Add(s)
	}
	r := newRules("n1.berth.example")
	f.Fuzz(func(t *testing.T, s string) {
		host, err := r.parse(s)
		if err != nil {
			return
		}
		again, err := r.parse(host)
		if err != nil || again != host || !isName(host) || len(host) > 246 || !strings.Contains(host, ".") || within(host, "n1.berth.example") || within(host, "localhost") {
			t.Errorf("%q: %q, then %q %v", s, host, again, err)
		}
		if text, err := idna.Lookup.ToUnicode(host); err != nil || text == "" {
			t.Errorf("%q: %v", host, err)
		}
	})
}
