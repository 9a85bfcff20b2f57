package proxy

import (
	"strings"
	"testing"
)

// TestByteForByte: path and query reach the service as they came, with a WebSocket, too.
func TestByteForByte(t *testing.T) {
	h := newRaw(t)
	for _, target := range []string{
		"/headers?p=proj.git;a=summary", "/headers?a=1;b=2&c=3", "/headers?q=100%", "/headers?q=50%25&x=%zz&y=1", "/?", "/?&&;;==", "/?a=%00%ff+%20",
		"/?%", "/?a=b?c=d", "/?q=%E4%BD%A0", "/?x=[1]&y={2}|3^`\"<>'", "/x?#y",
		"/?" + strings.Repeat("a=1&", 12000) + "z", "/a%2Fb", "/a%2fb", "//", "//a//b", "///x", "/a//b/../c/./d", "/..", "/%2e%2e/x", "/a;b=c/d",
		"/%00", "/%7Euser/~user", "/a|b", "/a[1]/{2}^`'()!*", "/a+b%20c", "/%E4%BD%A0",
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
		"N1.Example.org.": "n1.example.org", "n1.example.org:443": "n1.example.org", "n1.example.org.:9100": "n1.example.org:9100",
		"münchen.example": "xn--mnchen-3ya.example", "[::1]:443": "[::1]", "[::1]": "[::1]",
	} {
		if got := Canonical("https", in); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

// TestListed: what browsers take for a public suffix.
func TestListed(t *testing.T) {
	for domain, want := range map[string]bool{
		"github.io": true, "GitHub.io.:443": true, "co.uk": true, "n1.github.io": false, "n1.example.org": false, "example.org": false,
		"localhost": false, "n1.localhost:9101": false, "org": true, "nosuchtld": false,
	} {
		if got := Listed(domain); got != want {
			t.Errorf("%s: got %t", domain, got)
		}
	}
}

// TestRequestsAsTheyAre: what a client asks for arrives byte for byte, whatever a URL parser would make of it, and what proves a client
// to the service goes along, and what only a proxy says does not.
func TestRequestsAsTheyAre(t *testing.T) {
	h := newRaw(t)
	for _, query := range []string{
		"p=proj.git;a=summary", "a=1;b=2&c=3", "q=100%", "q=50%25&x=%zz&y=1", // as people have them
		"", "&&=&", "a=b=c", "x=%", "x=%2", "x=%u4e2d", "a+b;c", ";", "q[]=1&q[]=2", "q={a}|b^c`d", "//?/..", "a=%00", "?x",
	} {
		if seen, answer := h.send(get("/headers?" + query)); !strings.HasPrefix(seen, "GET /headers?"+query+" HTTP/1.1\r\n") {
			t.Errorf("?%s arrived as %.80q (%.60q)", query, seen, answer)
		}
	}
	for line, arrives := range map[string]bool{
		"X-Auth-Token: t1": true, "X-User-Id: 7": true, "X-Api-Key: k1": true, "X-Auth-Client: c": true, "X-Session-Token: s": true,
		"X-Auth-Request-User: root": false, "X-Auth-Request-Email: a@b.c": false, "Remote-User: root": false, "X-Forwarded-User: root": false, "X-Forwarded-Host: evil.example": false,
		"X-Remote-User: root": false, "X-User-Email: a@b.c": false,
	} {
		if seen, _ := h.send(get("/", line)); strings.Contains(strings.ToLower(seen), strings.ToLower("\r\n"+line+"\r\n")) != arrives {
			t.Errorf("%s: arrives %t: %q", line, !arrives, seen)
		}
	}
}
