package proxy

import (
	"net/http"
	"strings"
	"testing"

	"berth/gateway/lease/book"
	"berth/gateway/manifest"
	"berth/gateway/secret"
	"berth/shared/attacktest"
	"berth/shared/order"
)

// speaking has a house's service be as a manifest says.
type speaking struct {
	*house
	as manifest.Service
}

func (s speaking) Target(id order.ID, name string) book.Target {
	t := s.house.Target(id, name)
	t.Service = &s.as
	return t
}

// trailed is what a service sees of a request in chunks: its head, and the lines behind its body.
func trailed(t *testing.T, announce string, lines ...string) (head, behind string) {
	t.Helper()
	seen, answer := newRaw(t).send("POST / HTTP/1.1\r\nHost: web-1.n1.localhost\r\nCookie: " + Cookie + "=" + cookie + "\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n" +
		announce + "\r\n3\r\nabc\r\n0\r\n" + strings.Join(append(lines, "", ""), "\r\n"))
	if !strings.HasPrefix(answer, "HTTP/1.1 200 ") {
		t.Errorf("%q with %q: %q", announce, lines, answer)
	}
	head, body, _ := strings.Cut(seen, "\r\n\r\n")
	_, behind, ok := strings.Cut(body, "\r\n0\r\n")
	if !ok {
		t.Errorf("%q with %q: no end in %q", announce, lines, seen)
	}
	return head, behind
}

func TestRequestTrailers(t *testing.T) {
	head, behind := trailed(t, "Trailer: X-Checksum, Server-Timing\r\n", "X-Checksum: 1234", "X-Other: 5", "Server-Timing: a")
	for _, name := range []string{"X-Checksum", "Server-Timing"} {
		if !strings.Contains(head, name) {
			t.Errorf("%s is not announced: %q", name, head)
		}
	}
	if !strings.Contains(behind, "X-Checksum: 1234\r\n") || !strings.Contains(behind, "Server-Timing: a\r\n") || strings.Contains(behind, "X-Other") {
		t.Errorf("got %q", behind)
	}
	if head, behind = trailed(t, "", "X-Checksum: 1234"); strings.Contains(head, "Trailer") || behind != "\r\n" {
		t.Errorf("that nobody announced: %q, %q", head, behind)
	}
	if _, behind = trailed(t, "Trailer: X-Checksum\r\n"); behind != "\r\n" {
		t.Errorf("that does not come: %q", behind)
	}
}

// TestAttackRequestTrailers: what no header may say does not get through as a trailer.
func TestAttackRequestTrailers(t *testing.T) {
	a := attacktest.Begin(t, "a service hears in a trailer what is kept out of headers")
	link := "bl_" + strings.Repeat("a", secret.Size)
	for _, line := range []string{
		"Cookie: " + Cookie + "=" + cookie, "Authorization: Bearer x", "X-Forwarded-For: 6.6.6.6", "X_Forwarded_For: 6.6.6.6", "Forwarded: for=6.6.6.6", "X-Real-Ip: 6.6.6.6",
		"Remote-User: root", "Host: evil.example", "Content-Length: 0", "Content-Type: text/html", "Transfer-Encoding: chunked", "Trailer: X", "Connection: close", "Te: x",
		"Expect: 100-continue", "Upgrade: h2c", "Range: bytes=0-", "If-Match: x", "Origin: https://evil.example", "Referer: https://evil.example", "Sec-Fetch-Site: same-origin",
		"Cache-Control: no-store", "Proxy-Authorization: x", "X-Berth-User: x", "Max-Forwards: 0", "Keep-Alive: x", "X-HTTP-Method-Override: DELETE", "Content_Length: 0",
		"X-Note: " + cookie, "X-Note: " + link, "X-Note: bt_" + strings.Repeat("b", secret.Size),
	} {
		name, value, _ := strings.Cut(line, ": ")
		for _, spelt := range []string{name, strings.ToUpper(name)} {
			switch http.CanonicalHeaderKey(spelt) {
			case "Content-Length", "Transfer-Encoding", "Trailer":
				continue // net/http refuses the announcement
			}
			head, behind := trailed(t, "Trailer: "+spelt+"\r\n", spelt+": "+value)
			announced := strings.Contains(strings.ToLower(head), "\r\ntrailer: "+strings.ToLower(name)) && name != "X-Note"
			a.Tried(announced || behind != "\r\n", "%s: %q, %q", spelt, head, behind)
		}
		_, behind := trailed(t, "", line)
		a.Tried(behind != "\r\n", "%s, not announced: %q", line, behind)
	}
	for _, names := range []string{"X: y", "a b", "x\ty", "é", "x,,y\x80", "\"x\"", "X-Ok, Set-Cookie"} {
		head, behind := trailed(t, "Trailer: "+names+"\r\n")
		a.Tried(strings.Contains(head, names) || behind != "\r\n", "%q: %q, %q", names, head, behind)
	}
}

func FuzzTrailers(f *testing.F) {
	f.Add("X-Checksum", "1234")
	f.Add("Cookie", "a=b")
	f.Add("x: y\r\nSet-Cookie", "a\r\nb")
	f.Fuzz(func(t *testing.T, name, value string) {
		said := http.Header{name: {value}}
		out := announced(http.Header{name: nil})
		secrets{cookies: []string{cookie}}.fill(out, said)
		var b strings.Builder
		if err := out.Write(&b); err != nil {
			t.Fatal(err)
		}
		if text := b.String(); len(out) > 1 || strings.Count(text, "\n") > 1 || strings.Contains(text, cookie) || verdictOf(name).asserted && text != "" {
			t.Fatalf("%q: %q", name, text)
		}
	})
}
