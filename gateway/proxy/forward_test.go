package proxy

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"berth/shared/attacktest"
	"berth/shared/wire"
)

// TestByteForByte: path and query reach the service as they came, with a WebSocket, too.
func TestByteForByte(t *testing.T) {
	h := newRaw(t)
	for _, target := range []string{
		"/headers?p=proj.git;a=summary", "/headers?a=1;b=2&c=3", "/headers?q=100%", "/headers?q=50%25&x=%zz&y=1", "/?", "/?&&;;==", "/?a=%00%ff+%20", "/?%", "/?a=b?c=d", "/?q=%E4%BD%A0", "/?x=[1]&y={2}|3^`\"<>'", "/x?#y",
		"/?" + strings.Repeat("a=1&", 12000) + "z", "/a%2Fb", "/a%2fb", "//", "//a//b", "///x", "/a//b/../c/./d", "/..", "/%2e%2e/x", "/a;b=c/d", "/%00", "/%7Euser/~user", "/a|b", "/a[1]/{2}^`'()!*", "/a+b%20c", "/%E4%BD%A0",
		"/\xe4\xbd\xa0", "/?\xe4\xbd\xa0", "/a:b@c", "/a=b&c", "/x\"y<z>", "/.berth", "/a/.berth/enter", "//.berth/enter", "/http://other/x",
	} {
		for _, lines := range [][]string{nil, {"Upgrade: websocket"}} {
			request := get(target, lines...)
			if lines != nil {
				request = strings.Replace(request, "Connection: close", "Connection: Upgrade, close", 1)
			}
			seen, answer := h.send(request)
			if got, _, _ := strings.Cut(seen, "\r\n"); got != "GET "+target+" HTTP/1.1" {
				t.Errorf("%.100s %v arrived as %.100q (%.200q)", target, lines, got, answer)
			}
		}
	}
	if seen, _ := h.send(get("http://web-1.n1.localhost/a|b?c;d")); !strings.HasPrefix(seen, "GET /a%7Cb?c;d HTTP/1.1\r\n") {
		t.Errorf("a whole address arrived as %.60q", seen)
	}
}

func TestHosts(t *testing.T) {
	h := newRaw(t)
	https := func(c *Config) { c.Domain = "n1.example.org" }
	example := newRaw(t, https)
	for _, c := range []struct {
		on       *rawHouse
		host     string
		code     string
		location string
	}{
		{h, "web-1.n1.localhost", "200", ""},
		{h, "WEB-1.N1.LocalHost", "200", ""},
		{h, "web-1.n1.localhost:443", "200", ""}, // https's own
		{h, "web-1.n1.localhost:0443", "200", ""},
		{h, "web-1.n1.localhost:", "200", ""},
		{h, "web-1.n1.localhost.", "308", "https://web-1.n1.localhost/a%2F?b;c=%"},
		{h, "Web-1.N1.localhost.:443", "308", "https://web-1.n1.localhost/a%2F?b;c=%"},
		{h, "n1.localhost.", "308", "https://n1.localhost/a%2F?b;c=%"},
		{h, "web-1.n1.localhost..", "404", ""},
		{h, "web-1.n1.localhost:80", "404", ""},
		{h, "web-1.n1.localhost.evil.example", "404", ""},
		{h, "web-1..n1.localhost", "404", ""},
		{h, "x.web-1.n1.localhost", "404", ""},
		{example, "web-1.n1.example.org", "200", ""},
		{example, "web-1.n1.example.org.", "308", "https://web-1.n1.example.org/a%2F?b;c=%"},
	} {
		seen, answer := c.on.send(strings.Replace(get("/a%2F?b;c=%"), "web-1.n1.localhost", c.host, 1))
		location := ""
		if i := strings.Index(answer, "Location: "); i >= 0 {
			location, _, _ = strings.Cut(answer[i+len("Location: "):], "\r\n")
		}
		if !strings.HasPrefix(answer, "HTTP/1.1 "+c.code) || location != c.location {
			t.Errorf("%s: got %.30q to %q", c.host, answer, location)
		}
		if c.code == "200" && !strings.Contains(seen, "\r\nHost: "+strings.TrimRight(strings.ToLower(c.host), ":043")+"\r\n") {
			t.Errorf("%s: the service saw %q", c.host, seen)
		}
	}
	for in, want := range map[string]string{
		"N1.Example.org.": "n1.example.org", "n1.example.org:443": "n1.example.org", "n1.example.org.:9100": "n1.example.org:9100", "münchen.example": "xn--mnchen-3ya.example", "[::1]:443": "[::1]", "[::1]": "[::1]",
	} {
		if got := Canonical("https", in); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

// TestListed: what browsers take for a public suffix.
func TestListed(t *testing.T) {
	for domain, want := range map[string]bool{
		"github.io": true, "GitHub.io.:443": true, "co.uk": true, "n1.github.io": false, "n1.example.org": false, "example.org": false, "localhost": false, "n1.localhost:9101": false, "org": true, "nosuchtld": false,
	} {
		if got := Listed(domain); got != want {
			t.Errorf("%s: got %t", domain, got)
		}
	}
}

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
	if !strings.HasPrefix(answer, "HTTP/1.1 200 OK\r\n") || !strings.Contains(answer, "\r\nAccess-Control-Allow-Origin: "+app+"\r\n") || !strings.Contains(answer, "\r\nVary: Origin\r\n") || strings.Contains(strings.ToLower(answer), "secret") || strings.Contains(answer, "Cookie") {
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
		"https://app-2.n1.localhost", "http://app-1.n1.localhost", "http://web-1.n1.localhost", "https://web-1.n1.localhost:8443", "https://app-1.n1.localhost:9100", "https://n1.localhost", "https://app-1.n2.localhost",
		"https://app-1.n1.localhost.evil.example", "https://evil.example", "https://app-1.n1.localhost.", "https://x.app-1.n1.localhost", "https://app-01.n1.localhost", "https://1.n1.localhost", "https://-1.n1.localhost", "null", "file://", "https://",
		"https://app-1.n1.localhost, https://evil.example", "https://app-1.n1.localhost/", "https://user@app-1.n1.localhost", "web-1.n1.localhost", "//web-1.n1.localhost", "https:web-1.n1.localhost", "chrome-extension://web-1.n1.localhost", "https://app-1n1.localhost",
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

// TestAttackTickets uses tickets in ways in which a service that sees them, or a page of somebody else's, would.
func TestAttackTickets(t *testing.T) {
	a := attacktest.Begin(t, "a ticket that a service's own pages or workers could have seen opens it")
	h := newRaw(t, func(c *Config) { c.Domain = "n1.localhost" })
	enter := func(method, target, body string, lines ...string) (code, setCookie, text string) {
		t.Helper()
		if body != "" {
			lines = append(lines, "Content-Type: application/x-www-form-urlencoded", fmt.Sprintf("Content-Length: %d", len(body)))
		}
		_, answer := h.send(method + " " + target + " HTTP/1.1\r\nHost: web-1.n1.localhost\r\nConnection: close\r\n" + strings.Join(append(lines, "\r\n"), "\r\n") + body)
		head, text, _ := strings.Cut(answer, "\r\n\r\n")
		for line := range strings.SplitSeq(head, "\r\n") {
			if v, ok := strings.CutPrefix(line, "Set-Cookie: "); ok {
				setCookie = v
			}
		}
		return strings.Fields(head)[1], setCookie, text
	}
	const at = "/.berth/enter"
	browser := []string{"Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document", "Accept: text/html"}
	for name, try := range map[string]func() (string, string, string){
		"a navigation with it": func() (string, string, string) { return enter("GET", at+"?ticket=good", "", browser...) },
		"a worker's fetch of it": func() (string, string, string) {
			return enter("GET", at+"?ticket=good", "", "Sec-Fetch-Mode: cors", "Sec-Fetch-Site: same-origin")
		},
		"the service's own page": func() (string, string, string) {
			return enter("POST", at, "ticket=good", "Origin: https://web-1.n1.localhost", "Sec-Fetch-Mode: cors")
		},
		"a neighbour's page": func() (string, string, string) {
			return enter("POST", at, "ticket=good", "Origin: https://web-2.n1.localhost", "Sec-Fetch-Mode: cors")
		},
		"another scheme's": func() (string, string, string) {
			return enter("POST", at, "ticket=good", "Origin: http://n1.localhost", "Sec-Fetch-Mode: cors")
		},
		"another port's": func() (string, string, string) {
			return enter("POST", at, "ticket=good", "Origin: https://n1.localhost:1", "Sec-Fetch-Mode: cors")
		},
		"no page": func() (string, string, string) { return enter("POST", at, "ticket=good") },
		"the gateway's, as a form": func() (string, string, string) {
			return enter("POST", at, "ticket=good", "Origin: https://n1.localhost", "Sec-Fetch-Mode: navigate")
		},
		"a ticket that is none": func() (string, string, string) {
			return enter("POST", at, "ticket=bad", "Origin: https://n1.localhost", "Sec-Fetch-Mode: cors")
		},
		"a code that is none": func() (string, string, string) { return enter("POST", at, "code=good", browser...) },
		"a ticket in the address": func() (string, string, string) {
			return enter("POST", at+"?ticket=good", "x=1", "Origin: https://n1.localhost", "Sec-Fetch-Mode: cors")
		},
		"a very long form": func() (string, string, string) {
			return enter("POST", at, "x="+strings.Repeat("y", 10<<10)+"&ticket=good", "Origin: https://n1.localhost", "Sec-Fetch-Mode: cors")
		},
	} {
		code, set, _ := try()
		a.Tried(set != "" || code < "400", "%s: %s %s", name, code, set)
	}

	// As it is meant: the page on the gateway's own host hands it in.
	code, set, text := enter("POST", at, "ticket=good&to=/a%3Bb", "Origin: https://n1.localhost", "Sec-Fetch-Mode: cors", "Sec-Fetch-Site: same-site")
	if code != "200" || !strings.HasPrefix(set, Cookie+"="+cookie+"; Path=/; Expires=") || text != `{"url":"https://web-1.n1.localhost/a;b"}` {
		t.Errorf("got %s %s %s", code, set, text)
	}
	// To a browser that keeps the two hosts apart it gives what is good for that visitor on that host, and for a moment.
	code, set, text = enter("POST", at, "ticket=good&to=/a", "Origin: https://n1.localhost", "Sec-Fetch-Mode: cors", "Sec-Fetch-Site: cross-site")
	var sealed struct{ Code string }
	if err := json.Unmarshal([]byte(text), &sealed); err != nil || code != "200" || sealed.Code == "" {
		t.Fatalf("got %s %s %v", code, text, err)
	}
	a.Tried(set != "" || strings.Contains(text, "good"), "a cookie or the ticket itself to a page on another site: %s %s", set, text)
	s := newSeal()
	who := netip.MustParseAddr("192.0.2.1")
	good := s.close("good", "/a", "web-1.n1.localhost", who)
	if ticket, to := s.open(good, "web-1.n1.localhost", who); ticket != "good" || to != "/a" {
		t.Errorf("got %q %q", ticket, to)
	}
	for name, got := range map[string]func() (string, string){
		"from elsewhere":   func() (string, string) { return s.open(good, "web-1.n1.localhost", netip.MustParseAddr("192.0.2.2")) },
		"from nowhere":     func() (string, string) { return s.open(good, "web-1.n1.localhost", netip.Addr{}) },
		"for another host": func() (string, string) { return s.open(good, "web-2.n1.localhost", who) },
		"of another run":   func() (string, string) { return newSeal().open(good, "web-1.n1.localhost", who) },
		"changed":          func() (string, string) { return s.open(good[:20]+"A"+good[21:]+"A", "web-1.n1.localhost", who) },
	} {
		ticket, _ := got()
		a.Tried(ticket != "", "a sealed ticket %s", name)
	}
	code, set, _ = enter("POST", at, url.Values{"code": {sealed.Code}}.Encode(), append(browser, "Origin: https://n1.localhost")...)
	if code != "303" || !strings.HasPrefix(set, Cookie+"="+cookie) {
		t.Errorf("got %s %s", code, set)
	}
}

// TestDoor: what the link of a ticket leads to.
func TestDoor(t *testing.T) {
	_, ask := newHouse(t, func(http.ResponseWriter, *http.Request) {})
	if got := EnterURL("https://web-1.n1.localhost:9101", "T", "/x?a=b;c"); got != "https://n1.localhost:9101/.berth/enter/web-1?ticket=T&to=%2Fx%3Fa%3Db%3Bc" {
		t.Errorf("got %s", got)
	}
	resp := ask("GET", "/.berth/enter/web-1?ticket=T&to=/x", "Host", "n1.localhost")
	if to := resp.Header.Get("Location"); resp.StatusCode != 303 || to != "https://web-1.n1.localhost/.berth/enter?ticket=T&to=%2Fx" {
		t.Errorf("without a browser: got %d %s", resp.StatusCode, to)
	}
	for accept, want := range map[string]string{"en": "The service is being opened", "zh": "正在打开服务"} {
		resp = ask("GET", `/.berth/enter/web-1?ticket="><script>&to=/x`, "Host", "n1.localhost", "Accept", "text/html", "Accept-Language", accept)
		b, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != 200 || !bytes.Contains(b, []byte(want)) || !bytes.Contains(b, []byte(`data-at="https://web-1.n1.localhost/.berth/enter" data-ticket="&#34;&gt;&lt;script&gt;"`)) {
			t.Errorf("a browser: got %d %s", resp.StatusCode, b)
		}
		if p := resp.Header.Get("Content-Security-Policy"); !strings.Contains(p, doorHash) || !strings.Contains(p, "connect-src https://web-1.n1.localhost;") {
			t.Errorf("policy: %s", p)
		}
	}
	for path, want := range map[string]int{
		"/.berth/enter/web-1?failed=401": 401, "/.berth/enter/web-1?failed=410": 410, "/.berth/enter/web-1?failed=404": 404, "/.berth/enter/web-1?failed=0": 502, "/.berth/enter/web": 404, "/.berth/enter": 404, "/.berth/": 404,
		"/.berth/enter/evil.example%2F-1": 404, "/.berth/enter/a.b-1": 404,
	} {
		if resp := ask("GET", path, "Host", "n1.localhost", "Accept", "text/html"); resp.StatusCode != want {
			t.Errorf("%s: got %d, want %d", path, resp.StatusCode, want)
		}
	}
}

// TestWorkerScript: a service worker lives as long as the service has its script.
func TestWorkerScript(t *testing.T) {
	h := newRaw(t)
	for _, c := range []struct {
		answer, phase string
		ends          bool
	}{
		{"200 OK\r\nContent-Type: text/javascript\r\nCache-Control: max-age=86400", "", false},
		{"200 OK\r\nContent-Type: Application/JavaScript; charset=utf-8", "", false},
		{"200 OK\r\nContent-Type: text/html", "", true},
		{"200 OK", "", true},
		{"404 Not Found\r\nContent-Type: text/javascript", "", true},
		{"302 Found\r\nLocation: /login", "", true},
		{"403 Forbidden", "", true},
		{"500 Internal Server Error", "", false},
		{"503 Service Unavailable", "", false},
		{"304 Not Modified", "", false},
		{"", string(wire.PhaseEnded), true},
		{"", string(wire.PhaseStarting), false},
	} {
		h.phase = wire.PhaseReady
		if c.phase != "" {
			h.phase = wire.Phase(c.phase)
		}
		h.answer = []byte("HTTP/1.1 " + c.answer + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\n//")
		_, got := h.send(get("/sw.js", "Service-Worker: script"))
		ends := strings.HasSuffix(got, farewell) && strings.HasPrefix(got, "HTTP/1.1 200 OK\r\n") && strings.Contains(got, "\r\nContent-Type: text/javascript\r\n")
		if ends != c.ends || strings.Contains(got, "max-age=86400") {
			t.Errorf("%+v: got %q", c, got)
		}
		if _, got := h.send(get("/sw.js")); strings.Contains(got, farewell) {
			t.Errorf("%+v: a page's own request got %q", c, got)
		}
	}
}
