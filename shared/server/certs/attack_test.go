package certs

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"berth/shared/attacktest"
	"berth/shared/server/certs/certstest"
)

// hammer makes a handshake for each of many names, some at a time, and gives how many had a certificate.
func (s *server) hammer(names []string) (shown int) {
	var mu sync.Mutex
	var all sync.WaitGroup
	turn := make(chan struct{}, 16)
	for _, name := range names {
		turn <- struct{}{}
		all.Go(func() {
			defer func() { <-turn }()
			if _, err := s.shake(name); err == nil {
				mu.Lock()
				shown++
				mu.Unlock()
			}
		})
	}
	all.Wait()
	return shown
}

func TestAttackUnknownNames(t *testing.T) {
	t.Parallel()
	a := attacktest.Begin(t, "handshakes for names that are not ours become orders at the authority")
	began := time.Now()
	// As they come from one network, its handshakes are bounded, too; here they are to arrive.
	s := start(t, scene{crowd: true})
	until(t, "a certificate", func() bool { return s.has(host) })
	before := s.ca.Orders()
	names := []string{"localhost", "n1.example.evil.example", "xn1.example", "*." + host, "a.b.c." + host, strings.Repeat("a", 63) + "." + host, "xweb-1." + host, "N1.EXAMPLE.org"}
	for i := range 1000 {
		names = append(names, fmt.Sprintf("%d.evil.example", i))
	}
	if n := s.hammer(names); n > 0 {
		a.Tried(true, "%d of them were shown a certificate", n)
	}
	for range names {
		a.Tried(false, "a name")
	}
	a.Tried(s.ca.Orders() != before, "%d orders", s.ca.Orders()-before)
	s.m.mu.Lock()
	kept := len(s.m.names)
	s.m.mu.Unlock()
	a.Tried(kept > 1, "%d of the names are kept", kept)
	// Nor by the plain listener, which is no open redirect either.
	for _, evil := range []string{"evil.example", "evil.example:443", "n1.example.evil.example"} {
		req, err := http.NewRequest("GET", "http://"+s.http+"//evil.example/", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = evil
		res, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		a.Tried(res.StatusCode != 421 || res.Header.Get("Location") != "", "%s is sent to %s", evil, res.Header.Get("Location"))
	}
	for _, target := range []string{"//evil.example/", "/\\evil.example", "http://evil.example/", "/%0d%0aX-Evil:1", "/x?next=//evil.example", "*"} {
		c, err := net.Dial("tcp", s.http)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", target, host)
		b, _ := io.ReadAll(c)
		c.Close()
		to := ""
		for _, line := range strings.Split(string(b), "\r\n") {
			if v, ok := strings.CutPrefix(line, "Location: "); ok {
				to = v
			}
		}
		a.Tried(to != "" && !strings.HasPrefix(to, "https://"+host+"/") || strings.Contains(string(b), "\r\nX-Evil"), "%s leads to %q", target, to)
	}
	outcome(t, began, "%d unknown names, %d orders", len(names), s.ca.Orders()-before)
}

func TestAttackFailingNames(t *testing.T) {
	t.Parallel()
	a := attacktest.Begin(t, "names that are ours, and for which none can be got, become an order each")
	began := time.Now()
	patience := impatient
	patience.wait = 20 * time.Millisecond
	s := start(t, scene{crowd: true, pace: patience, ca: certstest.Options{Denies: "web-"}})
	until(t, "a certificate", func() bool { return s.has(host) })
	var names []string
	for i := range 1000 {
		names = append(names, fmt.Sprintf("web-%d.%s", i+1, host))
	}
	s.hammer(names)
	until(t, "they are done with", func() bool {
		s.m.mu.Lock()
		defer s.m.mu.Unlock()
		for _, n := range s.m.names {
			if n.ready != nil {
				return false
			}
		}
		return true
	})
	s.hammer(names[:100])
	for range names {
		a.Tried(false, "a name")
	}
	asked := s.ca.Asked()
	a.Tried(asked > orderBurst+2, "%d orders were asked for", asked)
	if _, err := s.shake(host); err != nil {
		a.Tried(true, "others: %v", err)
	}
	a.Note("1,000 names, %d orders asked for", asked)
	outcome(t, began, "1,000 failing names, %d orders asked for", asked)
}

func TestAttackChallenges(t *testing.T) {
	t.Parallel()
	a := attacktest.Begin(t, "a stranger learns of, or answers for, another's challenge")
	s := start(t, scene{})
	until(t, "a certificate", func() bool { return s.has(host) })
	for _, path := range []string{challengePath, challengePath + "x", challengePath + "../x", challengePath + strings.Repeat("y", 4000)} {
		res, err := http.Get("http://" + s.http + path)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(res.Body)
		res.Body.Close()
		a.Tried(err != nil || res.StatusCode == 200, "%s: %d %s", path, res.StatusCode, b)
	}
	a.Tried(s.m.challenges.certificate(host) != nil, "a challenge is left behind")
	s.m.challenges.mu.Lock()
	left := len(s.m.challenges.http) + len(s.m.challenges.tls)
	s.m.challenges.mu.Unlock()
	a.Tried(left > 0, "%d challenges are left behind", left)
}
