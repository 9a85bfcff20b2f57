package gateway

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/certs"
	"berth/shared/server/certs/certstest"
	"berth/shared/wire"
)

// secured speaks TLS wherever the world's tests write http.
type secured struct{ *http.Transport }

func (s secured) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme = "https"
	return s.Transport.RoundTrip(r)
}

// authority has the world's gateway get certificates of an authority, in one way or in any.
func (w *world) authority(way string) (*certstest.CA, *certstest.Zone, func(*Config)) {
	w.t.Helper()
	_, port, _ := strings.Cut(w.addr, ":")
	w.domain = "n1.example:" + port
	w.http.Transport = secured{&http.Transport{DialContext: w.dial, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, ForceAttemptHTTP2: true}}
	zone := certstest.NewZone(w.t, "n1.example")
	plain, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { plain.Close() })
	o := certstest.Options{HTTPPort: plain.Addr().(*net.TCPAddr).Port, DNS: zone.Addr}
	if _, err := fmt.Sscan(port, &o.TLSPort); err != nil {
		w.t.Fatal(err)
	}
	if way == "HTTP-01" {
		o.TLSPort = freePort(w.t) // nobody is there
	}
	ca := certstest.NewCA(w.t, o)
	return ca, zone, func(c *Config) {
		c.Domain, c.Scheme, c.HTTPListener = w.domain, "https", plain
		c.TLS = certs.Settings{Agree: true, Directory: ca.Directory, Roots: ca.Roots}
		switch way {
		case "TLS-ALPN-01":
			c.HTTPListener, c.ListenHTTP = nil, ""
		case "DNS-01":
			secret := filepath.Join(w.t.TempDir(), "key")
			if err := os.WriteFile(secret, []byte(certstest.Secret), 0o600); err != nil {
				w.t.Fatal(err)
			}
			c.TLS.DNS, c.TLS.DNSServer, c.TLS.DNSKeyName, c.TLS.DNSSecret, c.TLS.DNSResolvers = certs.RFC2136, zone.Addr, certstest.KeyName, secret, []string{zone.Addr}
		}
	}
}

// TestHTTPS: an order's whole way over TLS and HTTP/2, with certificates got in each of the ways.
func TestHTTPS(t *testing.T) {
	for _, way := range []string{"HTTP-01", "TLS-ALPN-01", "DNS-01"} {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			ca, _, change := w.authority(way)
			g, _ := w.start(change)
			within(t, 20*time.Second, "the gateway's own certificate", func() bool { return !g.certs.State("n1.example").NotAfter.IsZero() })
			if way == "DNS-01" {
				within(t, 20*time.Second, "the wildcard", func() bool { return !g.certs.State("x.n1.example").NotAfter.IsZero() })
			}
			id, _, url := w.serving(echoManifest, "echo")
			if want := fmt.Sprintf("https://echo-%s.%s", id, w.domain); url != want {
				t.Errorf("got %s, want %s", url, want)
			}
			if code, body := w.visit(url + "/"); code != 200 || !strings.Contains(body, "<h1>Echo</h1>") {
				t.Errorf("with a cookie: %d %s", code, body)
			}
			var card wire.Card
			if _, p := w.call("GET", "/.well-known/berth", "", nil, &card); p != nil || card.Plain || card.Domain != w.domain {
				t.Errorf("card: %v %+v", p, card)
			}
			res, err := w.http.Get("http://" + w.domain + "/.well-known/berth")
			if err != nil {
				t.Fatal(err)
			}
			io.Copy(io.Discard, res.Body)
			res.Body.Close()
			if res.ProtoMajor != 2 || res.Header.Get("Strict-Transport-Security") == "" {
				t.Errorf("%s, HSTS %q", res.Proto, res.Header.Get("Strict-Transport-Security"))
			}
			if n := ca.Orders(); way != "HTTP-01" && n != 2 {
				t.Errorf("%d orders", n)
			}
			page := func(path string) string {
				rec := httptest.NewRecorder()
				g.Metrics().ServeHTTP(rec, httptest.NewRequest("GET", path, nil))
				return rec.Body.String()
			}
			if got := page("/metrics"); !strings.Contains(got, `berth_certificates{state="good"} 2`) || !strings.Contains(got, `berth_certificate_orders_total{result="got"} 2`) {
				t.Errorf("metrics: %s", got)
			}
			if got := page("/status"); !strings.Contains(got, `"issuer": "Pebble`) {
				t.Errorf("status: %s", got)
			}

			if got := g.owner(strings.Split(strings.TrimPrefix(url, "https://"), ":")[0]); got != address(w.user).String() {
				t.Errorf("the owner of the service's name: %q", got)
			}

			// The certificate goes with the order: none is got any more.
			if err := g.ours(strings.Split(strings.TrimPrefix(url, "https://"), ":")[0]); err != nil {
				t.Error(err)
			}
			if _, err := w.rent.Cancel(t.Context(), id, order.UserLeft); err != nil {
				t.Fatal(err)
			}
			within(t, 5*time.Second, "stop", func() bool {
				return g.ours(strings.Split(strings.TrimPrefix(url, "https://"), ":")[0]) != nil
			})
			if code, _ := w.visit(url + "/"); code != 410 {
				t.Errorf("an order that is over: %d", code)
			}
		})
	}
}

// TestMisdirected: a connection is for the hosts that its certificate is for.
func TestMisdirected(t *testing.T) {
	w := newWorld(t)
	_, _, change := w.authority("TLS-ALPN-01")
	g, _ := w.start(change)
	within(t, 20*time.Second, "the gateway's own certificate", func() bool { return !g.certs.State("n1.example").NotAfter.IsZero() })
	for _, c := range []struct {
		sni, host string
		code      int
	}{
		{"n1.example", "n1.example", 200}, {"", "n1.example", 200}, {"", "127.0.0.1", 200}, {"", "echo-1.n1.example", 421},
		{"n1.example", "echo-1.n1.example", 421}, {"n1.example", "evil.example", 421}, {"n1.example", "127.0.0.1", 421}, {"n1.example", "N1.EXAMPLE.", 200},
	} {
		conn, err := tls.Dial("tcp", w.addr, &tls.Config{ServerName: c.sni, InsecureSkipVerify: true})
		if err != nil {
			t.Fatal(err)
		}
		_, port, _ := strings.Cut(w.addr, ":")
		fmt.Fprintf(conn, "GET /.well-known/berth HTTP/1.1\r\nHost: %s:%s\r\nConnection: close\r\n\r\n", c.host, port)
		b, err := io.ReadAll(conn)
		conn.Close()
		if err != nil || !strings.HasPrefix(string(b), fmt.Sprintf("HTTP/1.1 %d ", c.code)) {
			t.Errorf("%q asks for %s: %v %.100s", c.sni, c.host, err, b)
		}
		if c.code == 421 && !strings.Contains(string(b), problem.ContentType) {
			t.Errorf("no problem document: %s", b)
		}
	}
}

// TestSchemes: a gateway that is told https and has no way to a certificate does not start.
func TestSchemes(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		name   string
		change func(*Config)
		want   string // flag; "": it starts
	}{
		{"no way", func(*Config) {}, "scheme"},
		{"agreed", func(c *Config) { c.TLS.Agree = true }, ""},
		{"behind a proxy", func(c *Config) { c.BehindProxy, c.Proxies = true, []string{"127.0.0.1"} }, ""},
		{"behind nobody", func(c *Config) { c.BehindProxy = true }, "behind-proxy"},
		{"both", func(c *Config) { c.BehindProxy, c.Proxies, c.TLS.Agree = true, []string{"127.0.0.1"}, true }, "behind-proxy"},
		{"plain with certificates", func(c *Config) { c.Scheme, c.TLS.Agree = "http", true }, "scheme"},
		{"no file", func(c *Config) { c.TLS.Cert, c.TLS.Key = "/none", "/none" }, "tls-cert"},
		{"half a pair", func(c *Config) { c.TLS.Cert = "/none" }, "tls-cert"},
		{"not agreed", func(c *Config) { c.TLS.Email = "ops@example.org" }, "tls-agree"},
	} {
		cfg := w.config()
		cfg.Scheme = "https"
		c.change(&cfg)
		err := cfg.Validate()
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), "--"+c.want+":")) {
			t.Errorf("%s: got %v", c.name, err)
		}
		if c.name == "no way" && (err == nil || !strings.Contains(err.Error(), "--tls-agree") || !strings.Contains(err.Error(), "--tls-cert") || !strings.Contains(err.Error(), "--behind-proxy")) {
			t.Errorf("it does not say what the ways are: %v", err)
		}
	}
}
