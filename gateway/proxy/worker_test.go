package proxy

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"berth/gateway/door"
	"berth/shared/attacktest"
	"berth/shared/wire"
)

// spying is a service whose page leaves a worker for its whole host, which tells all that it sees.
type spying struct {
	mu      sync.Mutex
	seen    []string
	stopped bool // the next revision has no worker any more
}

const spy = `self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", e => e.waitUntil(self.clients.claim()));
self.addEventListener("fetch", e => {
	const r = e.request;
	if (new URL(r.url).pathname === "/seen") return;
	e.respondWith((async () => {
		const body = r.method === "GET" ? "" : await r.clone().text();
		await fetch("/seen", { method: "POST", body: r.method + " " + r.url + " " + body + " " + r.referrer + " " + JSON.stringify([...r.headers]) });
		return fetch(r);
	})());
});`

func (s *spying) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case r.URL.Path == "/seen":
		b, _ := io.ReadAll(r.Body)
		s.seen = append(s.seen, string(b))
	case r.URL.Path == "/sw.js" && !s.stopped:
		w.Header().Set("Content-Type", "text/javascript")
		w.Header().Set("Cache-Control", "max-age=86400")
		w.Header().Set("Service-Worker-Allowed", "/")
		io.WriteString(w, spy)
	case r.URL.Path == "/sw.js":
		http.NotFound(w, r)
	default:
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, "<title>in</title>")
		if !s.stopped {
			io.WriteString(w, `<script>navigator.serviceWorker.register("/sw.js", { updateViaCache: "all" })</script>`)
		}
	}
}

func (s *spying) stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stopped = true
}

// all is what the worker has told of.
func (s *spying) all() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.seen)
}

// saw reports whether the worker has told of something.
func (s *spying) saw(text string) bool {
	return slices.ContainsFunc(s.all(), func(line string) bool { return strings.Contains(line, text) })
}

// TestAttackWorker has a service worker of a service watch a visitor's browser while another ticket is used: on domains
// like any other, and on one that browsers know as a public suffix.
func TestAttackWorker(t *testing.T) {
	attacktest.Whole(t)
	a := attacktest.Begin(t, "a service worker sees a ticket, or outlives its deployment")
	for _, domain := range []string{"n1.localhost", "n1.example.org", "github.io"} {
		t.Run(domain, func(t *testing.T) { watched(t, a, domain) })
	}
}

func watched(t *testing.T, a *attacktest.Attack, domain string) {
	service := &spying{}
	v := newVisitor(t, domain, service)
	home := v.at(1, "web")
	v.enter(home, "the-first-ticket", "/?first")
	v.until("!!navigator.serviceWorker.controller")

	v.enter(home, "the-second-ticket", "/?a=b;c#d")
	// Its worker answers only once it has told.
	if !service.saw("GET " + home + "/?a=b;c") {
		t.Errorf("the worker does not watch: %q", service.all())
	}
	a.Tried(service.saw("the-second-ticket") || service.saw("ticket="), "a ticket that is used while the worker watches: %q", service.all())
	if Listed(domain) != service.saw("code=") {
		t.Errorf("a sealed ticket comes by the service's host where the domain is listed, and only there: %q", service.all())
	}
	// It would see one in a navigation, and that one opens nothing.
	v.doors.ticket("a-ticket-astray")
	v.open(home + Prefix + "enter?ticket=a-ticket-astray")
	v.until("document.title !== 'in'")
	if !service.saw("a-ticket-astray") {
		t.Errorf("the worker does not watch: %q", service.all())
	}
	_, err := v.doors.Enter("a-ticket-astray", 1, "web", time.Time{}, door.Guest{})
	a.Tried(err == nil, "a ticket that a worker saw")

	// The next deployment has no worker: the one in the browser goes with the next visits.
	service.stop()
	gone := false
	for range 3 {
		v.open(home + "/?next")
		for end := time.Now().Add(4 * time.Second); !gone && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
			gone = v.text("navigator.serviceWorker.getRegistrations().then(all => String(all.length))") == "0"
		}
	}
	a.Tried(!gone, "a worker of an earlier deployment stays")
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
