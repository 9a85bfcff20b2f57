package proxy

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"berth/shared/attacktest"
	"berth/shared/eth"
)

// hosts are users' own.
type hosts map[string]Place

func (h hosts) Lookup(name string) (Place, bool) {
	p, ok := h[name]
	return p, ok
}

// owned has the house's service at app.example.org, and another user's at shop.example.org.
func owned(c *Config) {
	c.Hosts = hosts{
		"app.example.org": {Order: 1, Service: "web"}, "api.example.org": {Order: 1, Service: "api"},
		"shop.example.org": {Order: 2, Service: "web"}, "old.example.org": {Order: 1, Service: "web", User: eth.Address{7}},
	}
}

func TestOwnHost(t *testing.T) {
	var got *http.Request
	_, ask := newHouse(t, func(w http.ResponseWriter, r *http.Request) { got = r; w.Header().Set("Location", "/next") }, owned)
	for _, host := range []string{"app.example.org", "APP.Example.org", "app.example.org:443"} {
		got = nil
		if r := ask("GET", "/a?b=c", with("Host", host)...); r.StatusCode != 200 || got == nil || got.Host != "app.example.org" || got.Header.Get("X-Forwarded-Host") != "app.example.org" || got.RequestURI != "/a?b=c" {
			t.Errorf("%s: %d, the service saw %+v", host, r.StatusCode, got)
		} else if s := r.Header.Get("Strict-Transport-Security"); s == "" || strings.Contains(s, "includeSubDomains") {
			t.Errorf("%s: HSTS %q: it is the user's, with other hosts below it", host, s)
		}
	}
	if r := ask("GET", "/a?b=c", with("Host", "app.example.org.")...); r.StatusCode != 308 || r.Header.Get("Location") != "https://app.example.org/a?b=c" {
		t.Errorf("with a dot: %d to %s", r.StatusCode, r.Header.Get("Location"))
	}
	if r := ask("GET", "/", "Host", "app.example.org"); r.StatusCode != 401 {
		t.Errorf("without the cookie: %d", r.StatusCode)
	}
	// Its own pages, and those of the order's other services by either of their hosts, may ask.
	for origin, want := range map[string]int{
		"https://app.example.org": 200, "https://web-1.n1.localhost": 200, "https://api.example.org": 200, "https://api-1.n1.localhost": 200,
		"https://shop.example.org": 403, "https://web-2.n1.localhost": 403, "https://example.org": 403, "http://app.example.org": 403, "https://app.example.org:444": 403, "https://n1.localhost": 403,
	} {
		if r := ask("POST", "/", with("Host", "app.example.org", "Origin", origin)...); r.StatusCode != want {
			t.Errorf("from %s: %d, want %d", origin, r.StatusCode, want)
		}
	}
	if r := ask("POST", "/", with("Origin", "https://app.example.org")...); r.StatusCode != 200 {
		t.Errorf("from its own host to the usual one: %d", r.StatusCode)
	}
}

// A host of the user's own is another site than the gateway: tickets are handed in sealed.
func TestEnterOwnHost(t *testing.T) {
	_, ask := newHouse(t, func(http.ResponseWriter, *http.Request) {}, owned)
	link := EnterURL("https://web-1.n1.localhost", "https://app.example.org", "good", "/x")
	if link != "https://n1.localhost/.berth/enter/app.example.org?ticket=good&to=%2Fx" {
		t.Fatalf("link: %s", link)
	}
	if got := EnterURL("https://web-1.n1.localhost:9100", "https://web-1.n1.localhost:9100", "T", "/"); !strings.Contains(got, "/enter/web-1?") {
		t.Errorf("at its usual host: %s", got)
	}
	u, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	r := ask("GET", u.RequestURI(), "Host", "n1.localhost")
	if to := r.Header.Get("Location"); r.StatusCode != 303 || !strings.HasPrefix(to, "https://app.example.org/.berth/enter?") {
		t.Errorf("no browser: %d to %s", r.StatusCode, to)
	}
	r = ask("GET", u.RequestURI(), "Host", "n1.localhost", "Accept", "text/html", "Sec-Fetch-Mode", "navigate")
	if csp := r.Header.Get("Content-Security-Policy"); r.StatusCode != 200 || !strings.Contains(csp, "connect-src https://app.example.org;") || !strings.Contains(csp, "form-action https://app.example.org;") {
		t.Errorf("the door: %d, %s", r.StatusCode, csp)
	}
	for name, site := range map[string][]string{"says so": {"Sec-Fetch-Site", "cross-site"}, "does not say": nil} {
		h := append([]string{"Host", "app.example.org", "Origin", "https://n1.localhost", "Content-Type", "application/x-www-form-urlencoded", "Body", "ticket=good&to=%2Fx"}, site...)
		r = ask("POST", "/.berth/enter", h...)
		if r.StatusCode != 200 || len(r.Cookies()) != 0 {
			t.Errorf("a browser that %s: %d, %v", name, r.StatusCode, r.Cookies())
		}
	}
	for _, path := range []string{"/.berth/enter/else.example.org?ticket=good", "/.berth/enter/?ticket=good", "/.berth/enter/app.example.org:444?ticket=good", "/.berth/enter/app.example.org/x?ticket=good"} {
		if r := ask("GET", path, "Host", "n1.localhost", "Accept", "text/html"); r.StatusCode != 404 {
			t.Errorf("%s: %d", path, r.StatusCode)
		}
	}
}

func TestAttackOwnHosts(t *testing.T) {
	a := attacktest.Begin(t, "by a host of some user's own a request reaches another's service, or a service sets what reaches another's")
	reached := ""
	_, ask := newHouse(t, func(w http.ResponseWriter, r *http.Request) {
		reached = r.Host
		w.Header()["Set-Cookie"] = []string{"a=1; Domain=example.org", "b=2; domain=.example.org; Path=/", Cookie + "=stolen; Path=/; Secure"}
		w.Header().Set("Strict-Transport-Security", "max-age=1; includeSubDomains")
	}, owned)
	for _, host := range []string{
		"app.example.org:444", "app.example.org:80", "app.example.org:443:443", "app.example.org@n1.localhost", "app.example.org..", ".app.example.org", "x.app.example.org",
		"example.org", "app.example.org:x", "[app.example.org]", "app.example.org%00", "app.example.org,web-1.n1.localhost", "app_example_org", "app.example.org.n1.localhost", "web-1.app.example.org",
		"shop.example.org", "old.example.org", "nobody.example.org",
	} {
		reached = ""
		r := ask("GET", "/", with("Host", host)...)
		a.Tried(reached != "" || r.StatusCode == 200, "by Host %q: %d, the service saw %q", host, r.StatusCode, reached)
	}
	r := ask("GET", "/", with("Host", "app.example.org")...)
	for _, line := range r.Header["Set-Cookie"] {
		a.Tried(strings.Contains(strings.ToLower(line), "domain") || strings.HasPrefix(line, Cookie), "the cookie %q", line)
	}
	a.Tried(strings.Contains(r.Header.Get("Strict-Transport-Security"), "includeSubDomains"), "a service binds its user's other hosts: %s", r.Header.Get("Strict-Transport-Security"))
	// A ticket that was sealed for one host is none on another, not even of the same service.
	who, s := netip.MustParseAddr("198.51.100.1"), newSeal()
	for _, host := range []string{"web-1.n1.localhost", "api.example.org", "app.example.org:444", "APP.example.org"} {
		ticket, _ := s.open(s.close("good", "/", "app.example.org", who), host, who)
		a.Tried(ticket != "", "sealed for app.example.org, and opened for %s", host)
	}
}
