package proxy

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"berth/gateway/manifest"
	"berth/shared/attacktest"
	"berth/shared/order"
)

// within has the addresses of service web of order 1.
type within map[string]bool

func (w within) Has(id order.ID, name string, ip netip.Addr) bool {
	return id == 1 && name == "web" && w[ip.String()]
}

// leading is a passage of a service that listens at 8080, is reached at 80, and is called shop, too.
func leading(scheme, host string) *passage {
	return &passage{
		p:       &Proxy{cfg: Config{Scheme: scheme, Addresses: within{"10.1.0.7": true, "fd00::7": true, "10.0.0.1": true}}},
		to:      service{order: 1, name: "web"},
		host:    host,
		service: &manifest.Service{Name: "web", Aliases: []string{"shop"}, Port: 8080, Ports: []manifest.Port{{Port: 80, Target: 8080}, {Port: 9090, Target: 9090}, {Port: 53, Target: 8080, UDP: true}}},
	}
}

func TestReference(t *testing.T) {
	const out = "https://web-1.n1.example"
	for _, x := range []struct{ from, want string }{
		// By what the process knows of itself.
		{"http://localhost:8080/a?b=c#d", out + "/a?b=c#d"},
		{"HTTP://LocalHost:8080/a", out + "/a"},
		{"https://localhost:8080/a", out + "/a"},
		{"//localhost:8080/a", out + "/a"},
		{"http://localhost:08080/a", out + "/a"},
		{"http://localhost:8080", out},
		{"http://localhost:8080?a", out + "?a"},
		{"http://localhost:8080#a", out + "#a"},
		{"http://localhost.:8080/", out + "/"},
		{"http://127.0.0.1:8080/", out + "/"},
		{"http://127.9.9.9:8080/", out + "/"},
		{"http://0.0.0.0:8080/", out + "/"},
		{"http://[::1]:8080/", out + "/"},
		{"http://[::]:8080/", out + "/"},
		{"http://[::ffff:127.0.0.1]:8080/", out + "/"},
		{"http://web/", out + "/"},
		{"http://web:80/", out + "/"},
		{"http://web:8080/", out + "/"},
		{"http://shop/", out + "/"},
		{"http://web.berth-1.svc:8080/", out + "/"},
		{"http://web.berth-1.svc.cluster.local/", out + "/"},
		{"http://10.1.0.7:8080/", out + "/"},
		{"http://10.0.0.1/", out + "/"},
		{"http://[fd00::7]:8080/", out + "/"},
		{"http://localhost:8080//evil.example/", out + "//evil.example/"},
		// By its host as visitors know it, in another way than theirs.
		{"http://web-1.n1.example/a", out + "/a"},
		{"http://WEB-1.n1.example/a", out + "/a"},
		{"http://web-1.n1.example:8080/a", out + "/a"},
		{"https://web-1.n1.example:8080/a", out + "/a"},
		{"http://web-1.n1.example:443/a", out + "/a"},
		{"//web-1.n1.example/a", out + "/a"},
		// What is right, and what leads elsewhere.
		{"", ""},
		{"/", "/"}, {"/a//b", "/a//b"}, {"a", "a"}, {"?a=http://localhost:8080/", "?a=http://localhost:8080/"}, {"/x//localhost:8080/", "/x//localhost:8080/"},
		{"https://web-1.n1.example/a", "https://web-1.n1.example/a"},
		{"https://web-1.n1.example:443/a", "https://web-1.n1.example:443/a"},
		{"http://web-1.n1.example:9090/", "http://web-1.n1.example:9090/"},
		{"http://example.org/", "http://example.org/"}, {"https://example.org:8080/", "https://example.org:8080/"}, {"//example.org/", "//example.org/"},
		{"http://localhost/callback", "http://localhost/callback"},
		{"http://localhost:3000/callback", "http://localhost:3000/callback"},
		{"http://127.0.0.1:9090/", "http://127.0.0.1:9090/"},
		{"http://web:9090/", "http://web:9090/"}, {"http://web:53/", "http://web:53/"}, {"http://db:8080/", "http://db:8080/"},
		{"https://web/", "https://web/"},
		{"http://web.example/", "http://web.example/"}, {"http://web.svc/", "http://web.svc/"}, {"http://web.a.svc.example/", "http://web.a.svc.example/"},
		{"http://10.1.0.8:8080/", "http://10.1.0.8:8080/"}, {"http://192.168.1.1:8080/", "http://192.168.1.1:8080/"}, {"http://10.1.0.7:9090/", "http://10.1.0.7:9090/"},
		{"http://api-1.n1.example/", "http://api-1.n1.example/"}, {"http://web-2.n1.example/", "http://web-2.n1.example/"},
		{"ws://localhost:8080/", "ws://localhost:8080/"}, {"mailto:a@localhost:8080", "mailto:a@localhost:8080"}, {"app://localhost:8080/", "app://localhost:8080/"},
		// What is read in more than one way.
		{"http://localhost:8080@evil.example/", "http://localhost:8080@evil.example/"},
		{"http://evil.example@localhost:8080/", "http://evil.example@localhost:8080/"},
		{"http://localhost:8080\\@evil.example/", "http://localhost:8080\\@evil.example/"},
		{"http://localhost:8080%2f@evil.example/", "http://localhost:8080%2f@evil.example/"},
		{"http:/localhost:8080/", "http:/localhost:8080/"}, {"http:localhost:8080", "http:localhost:8080"}, {"http:///localhost:8080/", "http:///localhost:8080/"},
		{"http:\\\\localhost:8080/", "http:\\\\localhost:8080/"}, {"http://localhost:8080\t/", "http://localhost:8080\t/"},
		{"http://localhost:808a/", "http://localhost:808a/"}, {"http://localhost:080800000/", "http://localhost:080800000/"}, {"http://::1:8080/", "http://::1:8080/"},
	} {
		if got := leading("https", "web-1.n1.example").reference(x.from); got != x.want {
			t.Errorf("%q: got %q, want %q", x.from, got, x.want)
		}
	}
	for _, x := range []struct{ scheme, host, from, want string }{
		{"http", "web-1.n1.localhost:8000", "http://web-1.n1.localhost/a", "http://web-1.n1.localhost:8000/a"},
		{"http", "web-1.n1.localhost:8000", "http://web-1.n1.localhost:8080/a", "http://web-1.n1.localhost:8000/a"},
		{"http", "web-1.n1.localhost:8000", "http://localhost:8080/a", "http://web-1.n1.localhost:8000/a"},
		{"http", "web-1.n1.localhost:8000", "https://web-1.n1.localhost:8000/a", "https://web-1.n1.localhost:8000/a"}, // or it would go round
		{"http", "web-1.n1.localhost:8000", "http://web-1.n1.localhost:8000/a", "http://web-1.n1.localhost:8000/a"},
		{"https", "app.example.org", "http://app.example.org/a", "https://app.example.org/a"},
		{"https", "app.example.org", "http://localhost:8080/a", "https://app.example.org/a"},
		{"https", "app.example.org", "http://web-1.n1.example/a", "http://web-1.n1.example/a"},
	} {
		if got := leading(x.scheme, x.host).reference(x.from); got != x.want {
			t.Errorf("%s://%s, %q: got %q, want %q", x.scheme, x.host, x.from, got, x.want)
		}
	}
	bare := leading("https", "web-1.n1.example")
	bare.service, bare.p.cfg.Addresses = nil, nil
	for _, from := range []string{"http://localhost:8080/", "http://web/", "http://10.1.0.7:8080/"} {
		if got := bare.reference(from); got != from {
			t.Errorf("of a service of which nothing is known, %q: %q", from, got)
		}
	}
}

func TestRefresh(t *testing.T) {
	v := leading("https", "web-1.n1.example")
	for _, x := range []struct{ from, want string }{
		{"5", "5"}, {"", ""}, {"0; url=/a", "0; url=/a"}, {"0;url=https://example.org/", "0;url=https://example.org/"},
		{"0; url=http://localhost:8080/a", "0; url=https://web-1.n1.example/a"},
		{"0;URL = 'http://localhost:8080/a'", "0;URL = 'https://web-1.n1.example/a'"},
		{`3, url="http://web/a" x`, `3, url="https://web-1.n1.example/a" x`},
		{"3;http://web/a", "3;https://web-1.n1.example/a"},
		{"3; url='http://web/a", "3; url='https://web-1.n1.example/a"},
		{"3; url=", "3; url="}, {"3; url", "3; url"}, {"3; url='", "3; url='"}, {"3;", "3;"},
		{"3; urlhttp://web/a", "3; urlhttp://web/a"},
	} {
		if got := refresh(x.from, v.reference); got != x.want {
			t.Errorf("%q: got %q, want %q", x.from, got, x.want)
		}
	}
}

func TestOutward(t *testing.T) {
	_, do := newHouse(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "http://localhost:8080/a")
		w.Header().Set("Content-Location", "http://web-1.n1.localhost/b")
		w.Header().Set("Refresh", "5; url=http://web:8080/c")
		w.Header().Set("URI", "http://example.org/")
		w.WriteHeader(http.StatusFound)
	}, func(c *Config) { c.Orders = speaking{c.Orders.(*house), manifest.Service{Name: "web", Port: 8080}} })
	resp := do("GET", "/", pass...)
	for name, want := range map[string]string{
		"Location": "https://web-1.n1.localhost/a", "Content-Location": "https://web-1.n1.localhost/b", "Refresh": "5; url=https://web-1.n1.localhost/c",
		"Uri": "http://example.org/",
	} {
		if got := resp.Header.Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// TestAttackRedirects: answers that would have the gateway write another host than the one that was asked into them.
func TestAttackRedirects(t *testing.T) {
	a := attacktest.Begin(t, "the gateway makes an answer lead to another order's host, or to one that the service does not name")
	v := leading("https", "web-1.n1.example")
	for _, host := range append([]string{
		"web-2.n1.example", "api-1.n1.example", "n1.example", "web-1.n1.example.evil.example", "evil.example", "localhost:8080.evil.example", "web:8080.evil.example",
		"localhost:8080:80", "web-2.berth-2.svc:8080", "10.1.0.8:8080", "169.254.169.254:8080", "[fd00::8]:8080", "127.1:8080", "0x7f000001:8080", "2130706433:8080",
		"localhost%00:8080", "localhost\u3002:8080", "ｌocalhost:8080", "web-1.n1.example%2eevil.example", "web-1.n1.example\\.evil.example", "a@web-1.n1.example", "web-1.n1.example@evil.example",
		"web-1.n1.example:443@evil.example", "web-1.n1.example:80:evil.example",
	}, corpus...) {
		for _, ref := range []string{"http://" + host + "/x", "https://" + host + "/x", "//" + host + "/x", host} {
			got := v.reference(ref)
			a.Tried(got != ref, "%q: %q", ref, got)
		}
	}
}

func FuzzReference(f *testing.F) {
	for _, ref := range append([]string{"http://localhost:8080/a", "//web/a", "http://web-1.n1.example:8080?x", "http://[::1]:8080#a"}, corpus...) {
		f.Add(ref)
	}
	v := leading("https", "web-1.n1.example")
	f.Fuzz(func(t *testing.T, ref string) {
		got := v.reference(ref)
		if got == ref {
			return
		}
		u, err := url.Parse(got)
		if err != nil && strings.Contains(ref, "%") {
			return // its encoding was wrong before
		}
		if err != nil || u.Scheme != "https" || u.Host != "web-1.n1.example" || u.User != nil || !strings.HasSuffix(ref, strings.TrimPrefix(got, "https://web-1.n1.example")) {
			t.Fatalf("%q: %q (%v)", ref, got, err)
		}
		if again := v.reference(got); again != got {
			t.Fatalf("%q: %q, and then %q", ref, got, again)
		}
	})
}

func FuzzRefresh(f *testing.F) {
	for _, line := range []string{"0; url=http://localhost:8080/a", `3, url="http://web/a" x`, "3;", "3; url='"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if got := refresh(line, func(ref string) string { return ref }); got != line {
			t.Fatalf("%q: %q", line, got)
		}
	})
}

// TestTenantsCookies: a service's cookies stay on its own host, whatever host it believes to have.
func TestTenantsCookies(t *testing.T) {
	for _, x := range []struct{ from, want string }{
		{"a=b", "a=b"},
		{"a=b; Path=/x; Secure; HttpOnly; SameSite=None; Partitioned", "a=b; Path=/x; Secure; HttpOnly; SameSite=None; Partitioned"},
		{"a=b; Domain=n1.example", "a=b"},
		{"a=b; domain=.n1.example; Path=/", "a=b; Path=/"},
		{"a=b; Path=/; DOMAIN = web-1.n1.example ; Secure", "a=b; Path=/; Secure"},
		{"a=b; Domain=localhost; Max-Age=0", "a=b; Max-Age=0"},
		{"a=b;Domain", "a=b"},
		{"a=b;domain=;Domain=n1.example;Path=/", "a=b;Path=/"},
		{"a=b; Domain=evil.example; Domain=n1.example", "a=b"},
		{"a=domain=x; X-Domain=y", "a=domain=x; X-Domain=y"},
		{"__Host-id=b; Domain=n1.example; Path=/; Secure", "__Host-id=b; Path=/; Secure"},
		{"a=b; \tDomain\t=n1.example", "a=b"},
	} {
		if got, ok := cleanSetCookie(x.from); !ok || got != x.want {
			t.Errorf("%q: got %q %v, want %q", x.from, got, ok, x.want)
		}
	}
	for _, from := range []string{"__Host-berth=x; Path=/", "__host-BERTH=x", "a=b\x00; Domain=n1.example", "a=b; Domain=n1.example\r\nSet-Cookie: c=d", "__Host-berth", "=__Host-berth=x"} {
		if got, ok := cleanSetCookie(from); ok {
			t.Errorf("%q: %q is taken", from, got)
		}
	}
}
