// Package rig is what the suites of e2e have in common: a user without a browser, an HTTP client that treats localhost as
// browsers do, free ports, waits, and the end of a program's log.
package rig

import (
	"context"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// Client keeps cookies, takes http on localhost for secure, finds every name under localhost here, and follows no
// redirect.
func Client(timeout time.Duration) *http.Client {
	jar, _ := cookiejar.New(nil) // never fails
	return &http.Client{
		Jar: secureJar{jar}, Transport: &http.Transport{DialContext: Dial}, Timeout: timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// secureJar treats http on localhost as secure, as browsers do.
type secureJar struct{ http.CookieJar }

func (j secureJar) SetCookies(u *url.URL, c []*http.Cookie) { j.CookieJar.SetCookies(https(u), c) }
func (j secureJar) Cookies(u *url.URL) []*http.Cookie       { return j.CookieJar.Cookies(https(u)) }

func https(u *url.URL) *url.URL {
	c := *u
	c.Scheme = "https"
	return &c
}

// Dial finds every name under localhost here, as browsers do.
func Dial(ctx context.Context, network, addr string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	if strings.HasSuffix(host, ".localhost") {
		addr = net.JoinHostPort("127.0.0.1", port)
	}
	return (&net.Dialer{Timeout: 5 * time.Second}).DialContext(ctx, network, addr)
}

// FreePorts are n ports on which nothing listened just now. They lie below those that systems give to connections, which
// would take one away before its program listens, or while that is down.
func FreePorts(t *testing.T, n int) []int {
	t.Helper()
	var ports []int
	for range 1000 {
		port := 10000 + rand.IntN(20000)
		l, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(port))
		if err != nil {
			continue
		}
		defer l.Close() // only in the end, so that none is given twice
		if ports = append(ports, port); len(ports) == n {
			return ports
		}
	}
	t.Fatalf("%d of %d ports are free", len(ports), n)
	return nil
}

// Tail keeps the last 64 KiB of what is written to it. It is safe for concurrent use.
type Tail struct {
	mu sync.Mutex
	b  []byte
}

func (t *Tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.b = append(t.b, p...)
	if over := len(t.b) - 64<<10; over > 0 {
		t.b = t.b[over:]
	}
	return len(p), nil
}

func (t *Tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.b)
}
