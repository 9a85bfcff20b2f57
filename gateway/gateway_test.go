package gateway

import (
	"bufio"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

func TestOrderToService(t *testing.T) {
	w := newWorld(t)
	w.start()
	began := time.Now()
	id := w.order()
	t.Logf("rented and activated in %s", time.Since(began))
	bearer := w.access(id)
	began = time.Now()
	steps := w.deploy(bearer, w.deployRequest(id, 1, echoManifest, w.user))
	if n := len(steps); n < 3 || steps[0].Phase != wire.PhaseAccepted || steps[n-1].Phase != wire.PhaseReady {
		t.Fatalf("progress: %+v", steps)
	}
	t.Logf("deployed in %s", time.Since(began))

	var d wire.Deployment
	if _, p := w.call("GET", fmt.Sprintf("/v1/orders/%s/deployment", id), bearer, nil, &d); p != nil {
		t.Fatal(p)
	}
	if d.Phase != wire.PhaseReady || d.Revision != 1 || len(d.Services) != 1 || d.AuthorisedAt.IsZero() || d.ReadyAt.IsZero() {
		t.Fatalf("deployment: %+v", d)
	}
	url := d.Services[0].URL
	if want := fmt.Sprintf("http://echo-%s.%s", id, w.domain); url != want {
		t.Fatalf("url: got %s, want %s", url, want)
	}

	if code, body := w.visit(url + "/"); code != 401 || !strings.Contains(body, "This service is private") {
		t.Fatalf("without a cookie: %d %s", code, body)
	}
	var ticket wire.Ticket
	if _, p := w.call("POST", fmt.Sprintf("/v1/orders/%s/tickets", id), bearer, wire.TicketRequest{Service: "echo", To: "/?a=b"}, &ticket); p != nil {
		t.Fatal(p)
	}
	if to := w.enter(ticket.URL); to != "/?a=b" {
		t.Fatalf("landed on %q", to)
	}
	if code, body := w.visit(url + "/"); code != 200 || !strings.Contains(body, "<h1>Echo</h1>") || strings.Contains(body, "__Host-berth") {
		t.Fatalf("with a cookie: %d %s", code, body)
	}
	resp, err := w.http.Get(ticket.URL)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != 401 {
		t.Errorf("a used ticket: got %d, want 401", resp.StatusCode)
	}
	w.socket(url)
	w.sse(url)

	began = time.Now()
	if _, err := w.rent.Cancel(t.Context(), id, order.UserLeft); err != nil {
		t.Fatal(err)
	}
	within(t, 5*time.Second, "stop", func() bool {
		code, _ := w.visit(url + "/")
		return code == 410
	})
	t.Logf("stopped %s after the cancellation", time.Since(began))
	if _, p := w.call("GET", fmt.Sprintf("/v1/orders/%s/deployment", id), bearer, nil, &d); p != nil || d.Phase != wire.PhaseEnded || d.GraceUntil.IsZero() {
		t.Fatalf("after the end: %v %+v", p, d)
	}
	if _, p := w.call("POST", fmt.Sprintf("/v1/orders/%s/restart", id), bearer, nil, nil); p == nil || p.Code != problem.OrderEnded {
		t.Errorf("restart after the end: %v", p)
	}
}

// socket checks that a WebSocket passes.
func (w *world) socket(url string) {
	w.t.Helper()
	h := http.Header{"Origin": {url}}
	for _, c := range w.cookies(url) {
		h.Add("Cookie", c.String())
	}
	d := websocket.Dialer{NetDialContext: w.dial, HandshakeTimeout: 5 * time.Second}
	c, _, err := d.Dial(strings.Replace(url, "http://", "ws://", 1)+"/ws", h)
	if err != nil {
		w.t.Fatal(err)
	}
	defer c.Close()
	if err := c.WriteMessage(websocket.TextMessage, []byte("over the bridge")); err != nil {
		w.t.Fatal(err)
	}
	if _, b, err := c.ReadMessage(); err != nil || string(b) != "over the bridge" {
		w.t.Fatalf("echo: %q %v", b, err)
	}
	h.Set("Origin", "http://evil-2."+w.domain)
	if _, resp, err := d.Dial(strings.Replace(url, "http://", "ws://", 1)+"/ws", h); err == nil || resp == nil || resp.StatusCode != 403 {
		w.t.Errorf("a socket from another service's page: %v, want 403", resp)
	}
}

// sse checks that events arrive as they happen.
func (w *world) sse(url string) {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), "GET", url+"/events", nil)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, c := range w.cookies(url) {
		req.AddCookie(c)
	}
	began := time.Now()
	resp, err := w.http.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	s := bufio.NewScanner(resp.Body)
	if !s.Scan() || s.Text() != "event: clock" || time.Since(began) > 10*time.Second {
		w.t.Fatalf("events: %q after %s", s.Text(), time.Since(began))
	}
}
