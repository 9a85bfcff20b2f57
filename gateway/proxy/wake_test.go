package proxy

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"berth/gateway/lease/book"
	"berth/shared/attacktest"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// sleeper is a house whose service sleeps until somebody wakes it.
type sleeper struct {
	*house
	visits book.Visits
	woken  atomic.Int64
	wakes  wire.Phase    // what becomes of it then
	takes  time.Duration // until it does

	mu    sync.Mutex
	rests bool
}

func (s *sleeper) Target(id order.ID, name string) book.Target {
	t := s.house.Target(id, name)
	s.mu.Lock()
	defer s.mu.Unlock()
	t.Visits, t.Rests = &s.visits, s.rests
	return t
}

func (s *sleeper) Wake(ctx context.Context, _ order.ID, _ string) error {
	s.woken.Add(1)
	select {
	case <-ctx.Done():
		return problem.New(503, problem.Starting, "not yet")
	case <-time.After(s.takes):
	}
	s.house.set(s.wakes)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rests = false
	return nil
}

// newSleeper gives the house, with the service's first visitor still to come. Its visits say that it sleeps as the book's do.
func newSleeper(t *testing.T, wakes wire.Phase, takes time.Duration) (*sleeper, func(method, path string, header ...string) *http.Response) {
	s := &sleeper{wakes: wakes, takes: takes, rests: true}
	s.visits.Rest(true)
	h, ask := newHouse(t, func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		io.WriteString(w, "awake "+string(b))
	}, func(c *Config) { c.Orders, c.Waker, c.AnswerTime = s, s, time.Second })
	h.phase = wire.PhaseAsleep
	s.house = h
	return s, ask
}

func TestWake(t *testing.T) {
	s, ask := newSleeper(t, wire.PhaseReady, 50*time.Millisecond)
	resp := ask("POST", "/", with("Body", "what was sent")...)
	if b, _ := io.ReadAll(resp.Body); resp.StatusCode != 200 || string(b) != "awake what was sent" || s.woken.Load() != 1 {
		t.Errorf("got %d %q", resp.StatusCode, b)
	}

	for _, x := range []struct {
		wakes wire.Phase
		takes time.Duration
		says  string
		code  int
	}{
		{wire.PhaseFailed, 0, "The service does not start", 503},
		{wire.PhaseStopped, 0, "This service is stopped", 503},
		{wire.PhaseReady, time.Hour, "The service is asleep", 503},
	} {
		_, ask := newSleeper(t, x.wakes, x.takes)
		resp := ask("GET", "/", with("Accept", "text/html")...)
		if b, _ := io.ReadAll(resp.Body); resp.StatusCode != x.code || !strings.Contains(string(b), x.says) {
			t.Errorf("%s: got %d %s", x.says, resp.StatusCode, b)
		}
	}
}

// TestAttackWakeFromOutside: what is refused anyway neither wakes a service nor keeps it awake, and traffic that is used up
// wakes nothing.
func TestAttackWakeFromOutside(t *testing.T) {
	a := attacktest.Begin(t, "strangers keep a service awake, or wake it")
	s, ask := newSleeper(t, wire.PhaseReady, 0)
	for _, header := range [][]string{
		nil, {"Accept", "text/html"}, {"Cookie", Cookie + "=" + strings.Repeat("x", 43)}, {"Authorization", "Bearer bl_" + strings.Repeat("x", 43)},
		{"Authorization", "Basic YTpi"}, {"Connection", "Upgrade", "Upgrade", "websocket"}, with("Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"),
		{"Origin", "https://evil.example", "Access-Control-Request-Method", "PUT"}, {"Service-Worker", "script"},
	} {
		for _, method := range []string{"GET", "POST", "OPTIONS", "HEAD", "CONNECT"} {
			for _, path := range []string{"/", Prefix, Prefix + "enter", "/?" + wire.LinkQuery + "=bl_" + strings.Repeat("x", 43)} {
				resp := ask(method, path, header...)
				a.Tried(s.woken.Load() > 0 || s.visits.Came(), "%s %s %v: %d", method, path, header, resp.StatusCode)
			}
		}
	}
	s.bought.Store(0)
	resp := ask("GET", "/", pass...)
	a.Tried(s.woken.Load() > 0 || resp.StatusCode != 509, "with no traffic left: %d", resp.StatusCode)
	s.bought.Store(1 << 40)
	if resp := ask("GET", "/", pass...); resp.StatusCode != 200 || s.woken.Load() != 1 {
		t.Errorf("who is let in gets %d, and it was woken %d times", resp.StatusCode, s.woken.Load())
	}
}
