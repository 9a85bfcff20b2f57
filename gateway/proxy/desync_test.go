package proxy

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"berth/shared/attacktest"
)

// poison is a service that answers the first request of each connection with bytes that want to be another's answer too.
type poison struct {
	ln     net.Listener
	answer atomic.Pointer[string]
	behind atomic.Pointer[string] // comes a moment later
	marked string
	held   chan struct{} // a connection waits to send what is behind
	sent   chan struct{} // and has sent it
}

func newPoison(t *testing.T) *poison {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close() })
	p := &poison{ln: ln, marked: "poisoned", held: make(chan struct{}), sent: make(chan struct{})}
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			go p.serve(c)
		}
	}()
	return p
}

func (p *poison) serve(c net.Conn) {
	defer c.Close()
	c.SetDeadline(time.Now().Add(10 * time.Second))
	in := bufio.NewReader(c)
	for {
		r, err := http.ReadRequest(in)
		if err != nil {
			return
		}
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			return
		}
		if r.URL.Path != "/attack" {
			fmt.Fprintf(c, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", len(r.URL.Path), r.URL.Path)
			continue
		}
		answer, late := *p.answer.Load(), *p.behind.Load() // those of this request
		io.WriteString(c, answer)
		if late != "" {
			p.held <- struct{}{} // until the answer has been read
			io.WriteString(c, late)
			p.sent <- struct{}{}
		}
	}
}

// TestAttackPoisonedConnections has a hostile service put bytes behind its answers, and say in two ways where they end: who
// comes next on the same connection must get the answer to its own request.
func TestAttackPoisonedConnections(t *testing.T) {
	if wayUnderTest == UpstreamStandard {
		t.Skip("net/http looks into a connection beside its use: what comes late may be seen too late")
	}
	a := attacktest.Begin(t, "a service's answer to one request is taken for the answer to another")
	p := newPoison(t)
	h := newRaw(t)
	h.addr = p.ln.Addr().String()
	evil := "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\npoisoned"
	heads := []string{
		"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 304 Not Modified\r\nContent-Length: 40\r\n\r\n",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "HTTP/1.1 204 No Content\r\nContent-Length: 40\r\n\r\n",
		"HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 42\r\n\r\nok",
		"HTTP/1.1 200 OK\r\nContent-Length: 2, 42\r\n\r\nok", "HTTP/1.1 200 OK\r\nContent-Length : 2\r\nContent-Length: 42\r\n\r\nok", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n 2\r\n\r\nok",
		"HTTP/1.1 200 OK\nContent-Length: 2\n\nok", "HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
		"HTTP/1.1 103 Early Hints\r\nContent-Length: 2\r\n\r\nok", "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
		"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
	}
	for _, head := range heads {
		for _, late := range []bool{false, true} {
			answer, behind := head+evil+evil, ""
			if late {
				if strings.HasSuffix(head, "0\r\n") {
					continue // it is not whole, and waited for
				}
				answer, behind = head, evil+evil
			}
			p.answer.Store(&answer)
			p.behind.Store(&behind)
			for _, method := range []string{"GET", "HEAD", "POST"} {
				attack := strings.Replace(get("/attack"), "GET", method, 1)
				h.send(attack)
				if late {
					<-p.held
					<-p.sent
				}
				for i := range 3 {
					path := fmt.Sprintf("/%d/%s", i, method)
					_, got := h.send(get(path))
					ok := strings.HasPrefix(got, "HTTP/1.1 200 ") && strings.HasSuffix(got, "\r\n\r\n"+path) || strings.HasPrefix(got, "HTTP/1.1 502 ")
					a.Tried(!ok || strings.Contains(got, p.marked), "%q, late %t, %s: the next has got %q", head, late, method, got)
				}
			}
		}
	}
}
