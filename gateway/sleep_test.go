package gateway

import (
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"berth/shared/problem"
	"berth/shared/wire"
)

// TestSleep: what a user stored is there after the service slept and the gateway was started anew meanwhile, and many who come at once
// are all served. It says how long a visitor waits, which is no check: it is what the machine is.
func TestSleep(t *testing.T) {
	w := newWorld(t)
	var ahead atomic.Int64 // of the clock
	clock := func(c *Config) {
		c.Now = func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	}
	g, stop := w.start(clock)
	id, bearer, url := w.serving(notesManifest, "notes")
	at := "/v1/orders/" + id.String() + "/services/notes/sleep"
	for body, code := range map[string]problem.Code{`{"after":30}`: problem.BadField, `{"after":-1}`: problem.BadRequest} {
		req, err := http.NewRequestWithContext(t.Context(), "PUT", "http://"+w.domain+at, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+bearer)
		resp, err := w.http.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode/100 != 4 {
			t.Errorf("%s: %d, want %s", body, resp.StatusCode, code)
		}
	}
	if _, p := w.call("PUT", at, bearer, wire.Sleep{After: 60}, nil); p != nil {
		t.Fatal(p)
	}
	before, page := w.visit(url + "/")
	if before != 200 {
		t.Fatalf("before: %d", before)
	}
	asleep := func() {
		t.Helper()
		within(t, 5*time.Second, "its visitor was seen", func() bool { return !g.keeper.Book.Target(id, "notes").Visits.Came() })
		ahead.Add(int64(62 * time.Second))
		within(t, 10*time.Second, "it sleeps", func() bool { return w.deployment(id, bearer).Services[0].Phase == wire.PhaseAsleep })
	}
	asleep()
	began := time.Now()
	code, after := w.visit(url + "/")
	took := time.Since(began)
	if code != 200 || after != page {
		t.Errorf("the visitor who woke it got %d", code)
	}
	t.Logf("a visitor waited %s until the service was awake and had answered", took)
	asleep()
	stop()
	w.start(clock)
	if d := w.deployment(id, bearer); d.Services[0].Phase != wire.PhaseAsleep || d.Services[0].Sleep != 60 {
		t.Errorf("after a restart: %+v", d.Services)
	}
	var all sync.WaitGroup
	for range 40 {
		all.Go(func() {
			if code, _ := w.visit(url + "/"); code != 200 {
				t.Errorf("one of many got %d", code)
			}
		})
	}
	all.Wait()
}
