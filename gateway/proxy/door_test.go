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
)

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
	if got := EnterURL("https://web-1.n1.localhost:9101", "", "T", "/x?a=b;c"); got != "https://n1.localhost:9101/.berth/enter/web-1?ticket=T&to=%2Fx%3Fa%3Db%3Bc" {
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
		"/.berth/enter/web-1?failed=expired": 401, "/.berth/enter/web-1?failed=order-ended": 410, "/.berth/enter/web-1?failed=not-found": 404,
		"/.berth/enter/web-1?failed=0": 502, "/.berth/enter/web-1?failed=link-expired": 401, "/.berth/enter/web-1": 200, "/.berth/enter/web": 404, "/.berth/enter": 404, "/.berth/": 404,
		"/.berth/enter/evil.example%2F-1": 404, "/.berth/enter/a.b-1": 404,
	} {
		if resp := ask("GET", path, "Host", "n1.localhost", "Accept", "text/html"); resp.StatusCode != want {
			t.Errorf("%s: got %d, want %d", path, resp.StatusCode, want)
		}
	}
}
