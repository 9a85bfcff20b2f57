package gateway

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"berth/shared/order"
	"berth/shared/wire"
)

// An order is replaced on the real market: its process goes on, and so does a connection to it.
func TestReplaceOnTheLocalRuntime(t *testing.T) {
	w := newWorld(t)
	_, stop := w.start()
	id, bearer, url := w.serving(echoManifest, "echo")
	header := http.Header{}
	for _, c := range w.cookies(url) {
		header.Add("Cookie", c.String())
	}
	d := websocket.Dialer{NetDialContext: w.dial, HandshakeTimeout: 5 * time.Second}
	conn, _, err := d.DialContext(t.Context(), strings.Replace(url, "http://", "ws://", 1)+"/ws", header)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	says := func(text string) {
		t.Helper()
		conn.SetReadDeadline(time.Now().Add(5 * time.Second))
		if err := conn.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
			t.Fatal(err)
		}
		for {
			_, b, err := conn.ReadMessage()
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(b), text) {
				return
			}
		}
	}
	says("before")
	before := w.deployment(id, bearer)

	if _, err := w.rent.Extend(t.Context(), id, 600); err != nil {
		t.Fatal(err)
	}
	g := w.offer(units(1e15))
	g.Replaces = id + 1
	var a wire.Greeting
	if w.call("POST", "/v1/greet", "", g, &a); a.Kind != wire.Reject || a.Reasons[0].Code != "live-order" {
		t.Errorf("another order: %+v", a)
	}
	a, g.Rate = wire.Greeting{}, units(1e16)
	g.Replaces, g.Resources.MemoryMiB, g.Resources.CPUMilli = id, 4096, 4000 // all that the node has: the old order's own is in it
	if _, p := w.call("POST", "/v1/greet", "", g, &a); p != nil || a.Kind != wire.Accept || a.Quote.Probation != 0 {
		t.Fatalf("greet: %v %+v", p, a)
	}
	next, _, err := w.rent.Replace(t.Context(), id, *a.Quote, a.Signature, 3600)
	if err != nil {
		t.Fatal(err)
	}
	within(t, 10*time.Second, "the new order's deployment", func() bool {
		var d wire.Deployment
		_, p := w.call("GET", "/v1/orders/"+next.String()+"/deployment", bearer, nil, &d)
		return p == nil && d.Phase == wire.PhaseReady
	})
	after := w.deployment(next, bearer)
	if after.Revision != 1 || len(after.Steps) != len(before.Steps) || !after.ReadyAt.Equal(before.ReadyAt) || after.Services[0].URL != before.Services[0].URL {
		t.Errorf("got %+v, was %+v", after, before)
	}
	says("after")
	if again := w.open(next, bearer, "echo"); again != url {
		t.Errorf("a ticket for the new order leads to %s, want %s", again, url)
	}
	if steps := w.deploy(bearer, w.deployRequest(next, 2, echoManifest, w.user)); steps[len(steps)-1].Phase != wire.PhaseReady {
		t.Errorf("another revision: %+v", steps)
	}

	stop()
	w.start()
	within(t, 10*time.Second, "the service after a restart", func() bool {
		code, _ := w.visit(url + "/")
		return code == 200
	})
	if _, err := w.rent.Cancel(t.Context(), next, order.UserLeft); err != nil {
		t.Fatal(err)
	}
	within(t, 10*time.Second, "the end", func() bool {
		code, _ := w.visit(url + "/")
		return code == 410
	})
}
