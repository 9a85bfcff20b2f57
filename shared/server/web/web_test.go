package web

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"berth/shared/problem"
)

func FuzzLanguage(f *testing.F) {
	f.Add("zh-CN,zh;q=0.9,en;q=0.8")
	f.Add("en;q=x,zh;q=NaN,;;,")
	f.Fuzz(func(t *testing.T, s string) { PrefersChinese(s) })
}

func TestLanguage(t *testing.T) {
	for accept, want := range map[string]bool{
		"": false, "zh": true, "zh-Hans-CN": true, "en": false, "en,zh": false, "zh;q=0.1": true, "en;q=0.5,zh;q=0.6": true,
		"fr,zh;q=0.3": true, "zh;q=0": false, "ZH-tw": true, "de": false, "zhx": false, "zh-CN,zh;q=0.9,en;q=0.8": true, "en-US,zh;q=0.5": false,
	} {
		if got := PrefersChinese(accept); got != want {
			t.Errorf("%q: got %t", accept, got)
		}
	}
}

func TestClient(t *testing.T) {
	for _, c := range []struct{ proxies, remote, header, want string }{
		{"", "8.8.8.8", "", "8.8.8.8"},
		{"", "8.8.8.8", "1.2.3.4", "8.8.8.8"},
		{"10.0.0.0/8", "10.0.0.1", "1.2.3.4", "1.2.3.4"},
		{"10.0.0.0/8", "::ffff:10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2", "1.2.3.4"},
		{"10.0.0.1", "10.0.0.1", "nonsense", "10.0.0.1"},
		{"10.0.0.1", "10.0.0.2", "1.2.3.4", "10.0.0.2"},
		{"10.0.0.1", "10.0.0.1", "2606:4700::1", "2606:4700::1"},
		{"10.0.0.1", "10.0.0.1", "[2606:4700::1]", "2606:4700::1"},
		{"10.0.0.1", "10.0.0.1", "[2606:4700::1]:80", "2606:4700::1"},
		{"10.0.0.1", "10.0.0.1", "6.6.6.6, 1.2.3.4:80", "1.2.3.4"},
		{"10.0.0.1", "10.0.0.1", "1.2.3.4, ", "10.0.0.1"},
		// However much a client has written itself, what the proxy has added at the end counts.
		{"10.0.0.1", "10.0.0.1", strings.Repeat("6.6.6.6, ", 500) + "1.2.3.4", "1.2.3.4"},
		{"10.0.0.1", "10.0.0.1", strings.Repeat("6", 5000) + ", 1.2.3.4", "1.2.3.4"},
	} {
		p, err := ParseProxies(strings.Fields(c.proxies))
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Client(netip.MustParseAddr(c.remote), c.header).String(); got != c.want {
			t.Errorf("%+v: got %s", c, got)
		}
	}
	if _, err := ParseProxies([]string{"10.0.0.0/8", "proxy"}); err == nil {
		t.Error("a name is a proxy")
	}
}

func TestCustomer(t *testing.T) {
	for ip, want := range map[string]string{"1.2.3.4": "1.2.3.4/32", "::ffff:1.2.3.4": "1.2.3.4/32", "2606:4700::1": "2606:4700::/64", "fe80::1%eth0": "fe80::/64"} {
		if got := Customer(netip.MustParseAddr(ip)).String(); got != want {
			t.Errorf("%s: got %s, want %s", ip, got, want)
		}
	}
	if Customer(netip.Addr{}).IsValid() {
		t.Error("nobody has a network")
	}
}

func TestDecode(t *testing.T) {
	for raw, ok := range map[string]bool{`{"a":1}`: true, ` {"a":1} ` + "\n": true, `{"a":1}{}`: false, `{"a":1},`: false, `{"b":1}`: false, ``: false, `{"a":"x"}`: false} {
		var v struct {
			A int `json:"a"`
		}
		if err := Decode([]byte(raw), &v); (err == nil) != ok {
			t.Errorf("%q: got %v", raw, err)
		}
	}
	if err := Decode([]byte("{}{}"), &struct{}{}); !errors.Is(err, ErrMore) {
		t.Errorf("got %v, want %v", err, ErrMore)
	}
}

func TestProblem(t *testing.T) {
	h := http.Header{}
	body := string(Problem(problem.Field("rate", "more than 0").Because(errors.New("a secret")), h.Set))
	if want := `{"status":400,"code":"bad-field","title":"a field is not right","detail":"more than 0","field":"rate"}` + "\n"; body != want {
		t.Errorf("got %s", body)
	}
	for key, want := range map[string]string{"Content-Type": problem.ContentType, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"} {
		if got := h.Get(key); got != want {
			t.Errorf("%s: got %q, want %q", key, got, want)
		}
	}
}

func TestOperations(t *testing.T) {
	ready := errors.New("not yet")
	mux := Operations(func() error { return ready }, "ready", http.NotFoundHandler())
	ask := func(path string, code int, text string) {
		t.Helper()
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != code || w.Body.String() != text {
			t.Errorf("%s: got %d %q", path, w.Code, w.Body)
		}
	}
	ask("/livez", 200, "ok\n")
	ask("/readyz", 503, "not yet\n")
	ready = nil
	ask("/readyz", 200, "ready\n")
	ask("/metrics", 404, "404 page not found\n")
}

func TestClientOfRequest(t *testing.T) {
	p, err := ParseProxies([]string{"10.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		remote string
		lines  []string
		want   string
	}{
		{"10.0.0.1:5", []string{"1.2.3.4"}, "1.2.3.4"},
		{"10.0.0.1:5", []string{"6.6.6.6", "1.2.3.4"}, "1.2.3.4"}, // a client's own line, and the proxy's
		{"10.0.0.2:5", []string{"1.2.3.4"}, "10.0.0.2"},
		{"[::ffff:10.0.0.1]:5", []string{"6.6.6.6, 1.2.3.4"}, "1.2.3.4"},
		{"@", []string{"1.2.3.4"}, "invalid IP"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr, r.Header[ForwardedFor] = c.remote, c.lines
		if got := Client(p.Tell(r)).String(); got != c.want {
			t.Errorf("%+v: got %s", c, got)
		}
		if got := Client(r).String(); c.remote == "10.0.0.1:5" && got != "10.0.0.1" {
			t.Errorf("%+v: nobody is believed, and got %s", c, got)
		}
	}
}
