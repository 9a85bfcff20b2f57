package proxy

import (
	"strings"
	"testing"

	"berth/shared/attacktest"
)

// asked are Origin, Sec-Fetch-Site, Sec-Fetch-Mode and Sec-Fetch-Dest, "" for none.
func asked(method, origin, site, mode, dest string, more ...string) string {
	lines := more
	for name, value := range map[string]string{"Origin": origin, "Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest} {
		if value != "" {
			lines = append(lines, name+": "+value)
		}
	}
	return strings.Replace(get("/x", lines...), "GET", method, 1)
}

// TestSiblings: two services of one order may call each other.
func TestSiblings(t *testing.T) {
	h := newRaw(t)
	const app = "https://app-1.n1.localhost"
	for name, request := range map[string]string{
		"a page's read":                asked("GET", app, "same-site", "cors", "empty"),
		"a page's write":               asked("PUT", app, "same-site", "cors", "empty"),
		"its form":                     asked("POST", app, "same-site", "navigate", "document"),
		"its WebSocket":                asked("GET", app, "same-site", "websocket", "empty", "Upgrade: websocket"),
		"where the domain is listed":   asked("GET", app, "cross-site", "cors", "empty"),
		"an old browser's":             asked("POST", app, "", "", ""),
		"its own form, without a name": asked("POST", "null", "same-origin", "navigate", "document"),
		"its own":                      asked("POST", "https://web-1.n1.localhost", "same-origin", "cors", "empty"),
	} {
		if seen, answer := h.send(request); !strings.Contains(seen, " /x HTTP/1.1\r\n") {
			t.Errorf("%s: got %.100q", name, answer)
		}
	}
	h.answer = []byte("HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: " + app + "\r\nAccess-Control-Allow-Methods: POST\r\nVary: Origin\r\nX-Secret: s\r\nSet-Cookie: a=1\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret")
	before := h.meter.Load()
	preflight := "OPTIONS /x?y;z HTTP/1.1\r\nHost: web-1.n1.localhost\r\nConnection: close\r\nOrigin: " + app + "\r\nAccess-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: x-a\r\nX-Other: o\r\nCookie: a=1\r\nAuthorization: Bearer x\r\n\r\n"
	seen, answer := h.send(preflight)
	if !strings.HasPrefix(seen, "OPTIONS /x?y;z HTTP/1.1\r\n") || !strings.Contains(seen, "\r\nOrigin: "+app+"\r\n") || !strings.Contains(seen, "\r\nAccess-Control-Request-Headers: x-a\r\n") ||
		strings.Contains(seen, "Cookie") || strings.Contains(seen, "Other") || strings.Contains(seen, "Authorization") {
		t.Errorf("the service saw %q", seen)
	}
	if !strings.HasPrefix(answer, "HTTP/1.1 200 OK\r\n") || !strings.Contains(answer, "\r\nAccess-Control-Allow-Origin: "+app+"\r\n") ||
		!strings.Contains(answer, "\r\nVary: Origin\r\n") || strings.Contains(strings.ToLower(answer), "secret") || strings.Contains(answer, "Cookie") {
		t.Errorf("the page got %q", answer)
	}
	if h.meter.Load() != before {
		t.Error("who has no cookie runs up the order's traffic")
	}
}

// TestAttackCrossSite asks for a private service from pages that are none of its order's, and asks without the cookie.
func TestAttackCrossSite(t *testing.T) {
	a := attacktest.Begin(t, "another user's page uses a visitor's cookie, or somebody without one gets anything of a service")
	h := newRaw(t)
	origins := []string{
		"https://app-2.n1.localhost", "http://app-1.n1.localhost", "http://web-1.n1.localhost", "https://web-1.n1.localhost:8443",
		"https://app-1.n1.localhost:9100", "https://n1.localhost", "https://app-1.n2.localhost",
		"https://app-1.n1.localhost.evil.example", "https://evil.example", "https://app-1.n1.localhost.", "https://x.app-1.n1.localhost",
		"https://app-01.n1.localhost", "https://1.n1.localhost", "https://-1.n1.localhost", "null", "file://", "https://",
		"https://app-1.n1.localhost, https://evil.example", "https://app-1.n1.localhost/", "https://user@app-1.n1.localhost", "web-1.n1.localhost",
		"//web-1.n1.localhost", "https:web-1.n1.localhost", "chrome-extension://web-1.n1.localhost", "https://app-1n1.localhost",
	}
	for _, origin := range origins {
		for _, site := range []string{"same-site", "cross-site", "", "nonsense"} {
			for _, method := range []string{"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"} {
				for _, mode := range []string{"cors", "no-cors", "navigate"} {
					seen, _ := h.send(asked(method, origin, site, mode, "document"))
					a.Tried(seen != "", "%s %s %s %s", method, origin, site, mode)
				}
			}
			seen, _ := h.send(strings.Replace(asked("GET", origin, site, "websocket", "", "Upgrade: websocket"), "Connection: close", "Connection: Upgrade, close", 1))
			a.Tried(seen != "", "WebSocket %s %s", origin, site)
		}
		seen, _ := h.send(asked("POST", origin, "same-origin", "cors", "empty"))
		a.Tried(seen != "" && origin != "null", "a browser that contradicts itself: %s", origin)
		// The question before, from others' pages.
		seen, _ = h.send("OPTIONS /x HTTP/1.1\r\nHost: web-1.n1.localhost\r\nConnection: close\r\nOrigin: " + origin + "\r\nAccess-Control-Request-Method: POST\r\n\r\n")
		a.Tried(seen != "", "a preflight from %s", origin)
	}
	for _, dest := range []string{"iframe", "frame", "object", "embed", "image", "script", "style", "empty", ""} {
		for _, site := range []string{"same-site", "cross-site"} {
			for _, mode := range []string{"navigate", "no-cors"} {
				seen, answer := h.send(asked("GET", "", site, mode, dest))
				if mode == "navigate" && dest == "empty" {
					// The service's own worker passes a visit on, perhaps to a frame.
					a.Tried(!strings.Contains(answer, "\r\nContent-Security-Policy: frame-ancestors 'self'\r\n"), "a frame behind a worker: %q", answer)
					continue
				}
				a.Tried(seen != "", "%s from %s as %s", mode, site, dest)
			}
		}
	}
	for _, request := range []string{
		asked("GET", "https://web-1.n1.localhost", "same-origin", "cors", "", "Sec-Fetch-Site: cross-site"),
		asked("POST", "https://web-1.n1.localhost", "", "", "", "Origin: https://evil.example"),
	} {
		seen, _ := h.send(request)
		a.Tried(seen != "", "%q", request)
	}
	// Without the cookie, in the name of the order's own page.
	const app = "Origin: https://app-1.n1.localhost"
	for name, lines := range map[string][]string{
		"no method":          {app},
		"two methods":        {app, "Access-Control-Request-Method: GET", "Access-Control-Request-Method: POST"},
		"no method's name":   {app, "Access-Control-Request-Method: a b"},
		"a body":             {app, "Access-Control-Request-Method: POST", "Content-Length: 1"},
		"a body in chunks":   {app, "Access-Control-Request-Method: POST", "Transfer-Encoding: chunked"},
		"an upgrade":         {app, "Access-Control-Request-Method: POST", "Upgrade: websocket"},
		"two origins":        {app, "Access-Control-Request-Method: POST", "Origin: https://evil.example"},
		"a long header":      {app, "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: " + strings.Repeat("x-a,", 2000)},
		"its own, not asked": {"Origin: https://web-1.n1.localhost", "Access-Control-Request-Method: POST"},
	} {
		seen, _ := h.send("OPTIONS /x HTTP/1.1\r\nHost: web-1.n1.localhost\r\nConnection: close\r\n" + strings.Join(lines, "\r\n") + "\r\n\r\n1\r\nx\r\n0\r\n\r\n")
		a.Tried(seen != "", "a preflight with %s", name)
	}
	for _, method := range []string{"GET", "HEAD", "POST", "options", "TRACE", "CONNECT"} {
		seen, _ := h.send(method + " /x HTTP/1.1\r\nHost: web-1.n1.localhost\r\nConnection: close\r\n" + app + "\r\nAccess-Control-Request-Method: POST\r\n\r\n")
		a.Tried(seen != "", "%s without a cookie", method)
	}
	// A service that answers each request with its page.
	h.answer = []byte("HTTP/1.1 404 Not Found\r\nX-Secret: s\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret")
	through, refused := 0, 0
	for range 2 * preflightPerIP.Burst {
		_, answer := h.send("OPTIONS /x HTTP/1.1\r\nHost: web-1.n1.localhost\r\nConnection: close\r\n" + app + "\r\nAccess-Control-Request-Method: POST\r\n\r\n")
		switch {
		case strings.Contains(answer, "ecret") || strings.Contains(answer, "404"):
			through++
		case strings.HasPrefix(answer, "HTTP/1.1 429"):
			refused++
		}
	}
	a.Tried(through > 0, "%d answers with what the service says to no page", through)
	a.Tried(refused == 0, "all of many preflights")
}
