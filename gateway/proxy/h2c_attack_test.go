package proxy

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"berth/gateway/manifest"
	"berth/shared/attacktest"
)

// TestAttackToHTTP2: requests in HTTP/1.1 that would be other ones, or more than one, to a service that speaks HTTP/2.
func TestAttackToHTTP2(t *testing.T) {
	a := attacktest.Begin(t, "a request in HTTP/1.1 becomes another one, or more than one, in HTTP/2")
	seen := make(chan *http.Request, 10)
	up := httptest.NewUnstartedServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		r.Header["Body"] = []string{string(b)}
		seen <- r
	}))
	up.Config.Protocols = new(http.Protocols)
	up.Config.Protocols.SetUnencryptedHTTP2(true)
	up.Start()
	t.Cleanup(up.Close)
	h := newRaw(t, func(c *Config) {
		c.Orders = speaking{c.Orders.(*house), manifest.Service{Name: "web", Port: 8080, Protocol: manifest.H2C}}
	})
	h.addr = up.Listener.Addr().String()
	const hidden = "GET /hidden HTTP/1.1\r\nHost: web-1.n1.localhost\r\n\r\n"
	for name, request := range map[string]string{
		"plain":                    get("/ok"),
		"a pseudo-header":          get("/ok", ":path: /hidden", ":authority: evil.example", ":method: DELETE"),
		"spaces for one":           get("/ok", " :path: /hidden"),
		"fields of the connection": get("/ok", "Keep-Alive: 5", "Proxy-Connection: x", "TE: gzip, trailers;q=0.5", "Connection: X-Named", "X-Named: y"),
		"an upgrade":               get("/ok", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__", "Connection: Upgrade, HTTP2-Settings"),
		"another host":             get("/ok", "Host: evil.example"),
		"a host in the target":     get("http://evil.example/hidden"),
		"a host with a user":       get("http://evil.example@web-1.n1.localhost/ok"),
		"a line end in a value":    get("/ok", "X: y\rX-Evil: z", "X: y\nX-Evil: z"),
		"a length and an encoding": "POST /ok HTTP/1.1\r\nHost: web-1.n1.localhost\r\nCookie: " + Cookie + "=" + cookie + "\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden,
		"two lengths":              "POST /ok HTTP/1.1\r\nHost: web-1.n1.localhost\r\nCookie: " + Cookie + "=" + cookie + "\r\nContent-Length: 0\r\nContent-Length: 9\r\n\r\n" + hidden,
		"a length in a trailer":    "POST /ok HTTP/1.1\r\nHost: web-1.n1.localhost\r\nCookie: " + Cookie + "=" + cookie + "\r\nConnection: close\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n0\r\nContent-Length: 9\r\n:path: /hidden\r\nX: y\r\n\r\n",
		"a preface":                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + hidden,
	} {
		c, err := net.Dial("tcp", h.front)
		if err != nil {
			t.Fatal(err)
		}
		c.SetDeadline(time.Now().Add(time.Second)) // a connection that stays says no more than what it has said
		// Each says which it is: what the service has of one that was refused may come late.
		mark := "case=" + url.QueryEscape(name)
		if _, err := io.WriteString(c, strings.Replace(request, "/ok ", "/ok?"+mark+" ", 1)); err != nil {
			t.Fatal(err)
		}
		answer, _ := io.ReadAll(c)
		c.Close()
		if name == "plain" && !strings.HasPrefix(string(answer), "HTTP/1.1 200 ") {
			t.Fatalf("a request that is all right: %q", answer)
		}
		n, own := len(seen), 0
		var all []*http.Request
		for range n {
			r := <-seen
			if all = append(all, r); r.URL.RawQuery == mark {
				own++
			}
		}
		a.Tried(own > 1 || own == 0 && strings.HasPrefix(string(answer), "HTTP/1.1 2"), "%s: %d requests, %q", name, own, answer)
		for _, r := range all {
			bad := r.Host != "web-1.n1.localhost" || r.URL.Path != "/ok" || strings.Contains(r.Header.Get("Body"), "GET")
			for field := range r.Header {
				switch field {
				case "Connection", "Keep-Alive", "Proxy-Connection", "Transfer-Encoding", "Upgrade", "Http2-Settings", "X-Named", "X-Evil", "Cookie", "Host":
					bad = true
				case "Te":
					bad = bad || r.Header.Get(field) != "trailers"
				}
				bad = bad || strings.HasPrefix(field, ":")
			}
			for field := range r.Trailer {
				bad = bad || field != "X"
			}
			a.Tried(bad, "%s: %s %s %s %v %v", name, r.Method, r.Host, r.RequestURI, r.Header, r.Trailer)
		}
	}
}
