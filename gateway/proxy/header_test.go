package proxy

import (
	"net/http"
	"strings"
	"testing"
)

func FuzzCookies(f *testing.F) {
	for _, s := range []string{"a=1; __Host-berth=x; b=2", "__host-BERTH=x", " __Host-berth =x", ";;;=;", "__Host-berth", "a=\"__Host-berth=x\"", "a=1;__Host-berth=x;__Host-berth=y"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		h := http.Header{"Cookie": {line}}
		secrets{}.clean(h)
		r := http.Request{Header: h}
		for _, c := range r.Cookies() {
			if strings.EqualFold(c.Name, Cookie) {
				t.Fatalf("%q became %q, which still has the gateway's cookie", line, h)
			}
		}
	})
}

func FuzzSetCookie(f *testing.F) {
	for _, s := range []string{"a=1; Domain=n1.localhost", "__Host-berth=x; Path=/", "a=1;domain=x;DOMAIN=y", "a; domain", "=; Domain =x", "a=1; \tDomain\t=x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		h := http.Header{"Set-Cookie": {line}}
		cleanResponse(h)
		resp := http.Response{Header: h}
		for _, c := range resp.Cookies() {
			if strings.EqualFold(c.Name, Cookie) || c.Domain != "" {
				t.Fatalf("%q became %q", line, h)
			}
		}
	})
}

// FuzzSecrets: whatever else an address says, a token in it does not pass, and one without is left alone.
func FuzzSecrets(f *testing.F) {
	for _, s := range []string{"a=1&b=2;c", "%", "x=%62t_", "//", "a=%25%32%35", "bt_", "=&;="} {
		f.Add(s, "&y=")
	}
	f.Fuzz(func(t *testing.T, before, after string) {
		known := secrets{cookies: []string{cookie}}
		for _, secret := range []string{token, cookie} {
			got := known.query(before + secret + after)
			if known.in(got) || strings.Contains(got, secret) {
				t.Fatalf("%q became %q", before+secret+after, got)
			}
			if got := known.path("/" + before + secret + after); strings.Contains(got, secret) {
				t.Fatalf("%q became %q", before+secret+after, got)
			}
		}
		if text := before + after; !known.in(text) && (known.query(text) != text || known.path(text) != text) {
			t.Fatalf("%q is changed", text)
		}
	})
}
