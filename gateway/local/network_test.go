package local

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/cluster/clustertest"
	"berth/gateway/manifest"
	"berth/shared/attacktest"
	"berth/shared/order"
	"berth/shared/wire"
)

// TestAttackNetwork: over its order's network a service reaches the order's other services, and nothing else: not the machine,
// and no other order.
func TestAttackNetwork(t *testing.T) {
	a := attacktest.Begin(t, "a service reaches the machine or another order by a name")
	r, l := open(t, t.TempDir()), &clustertest.Log{}
	r.Observe(l.Note, l.Happen)
	for _, id := range []order.ID{7, 8} {
		w := clustertest.Stateless(id, 1, "berth/hello")
		if id == 8 {
			w.Manifest.Services[0].Name = "private"
		}
		if err := r.Apply(t.Context(), w); err != nil {
			t.Fatal(err)
		}
		l.Await(t, id, 1, wire.PhaseReady)
	}
	machine := httptest.NewServer(http.NotFoundHandler())
	defer machine.Close()
	port := machine.Listener.Addr().(*net.TCPAddr).Port
	r.mu.Lock()
	path := r.networks[7].path()
	r.mu.Unlock()
	c, err := dialNetwork(t.Context(), path, "web", 8080)
	if err != nil {
		t.Fatal(err)
	}
	c.Close()
	for _, name := range []string{"private", "8", "8/private", "../8/private", "127.0.0.1", "localhost", "::1", "", "web.", "WEB", "web\nprivate", "web 8080\nprivate"} {
		for _, p := range []int{8080, port, 80, 0, -1, 70000} {
			c, err := dialNetwork(t.Context(), path, name, p)
			if err == nil && name != "web 8080\nprivate" { // the first line counts, and that is its own
				c.Close()
			}
			a.Tried(err == nil && name != "web 8080\nprivate", "%q %d", name, p)
		}
	}
	c, err = dialNetwork(t.Context(), path, "web", port)
	if err == nil {
		c.Close()
	}
	a.Tried(err == nil, "a port of the machine's by the name of a service")
}

// TestAttackFetch: what is asked to fetch another service's page asks for nothing else.
func TestAttackFetch(t *testing.T) {
	a := attacktest.Begin(t, "berth/echo fetches what is no service of its order")
	machine := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the machine was asked") }))
	defer machine.Close()
	_, port, err := net.SplitHostPort(machine.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{
		"http://127.0.0.1:" + port, "http://localhost:" + port, "http://[::1]:" + port, "http://[::ffff:127.0.0.1]:" + port, "http://2130706433.:" + port, "http://me@127.0.0.1:" + port,
		"file:///etc/passwd", "gopher://store:1/", "https://store:" + port, "//127.0.0.1:" + port, "", "http://", "http://kubernetes.default:443", "http://169.254.169.254/latest",
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		status, _, err := fetch(ctx, settings{}, address)
		cancel()
		a.Tried(err == nil, "%s: %d", address, status)
	}
}

// TestOnceAfterARestart: what has ended well does not run again with another gateway.
func TestOnceAfterARestart(t *testing.T) {
	dir := t.TempDir()
	w := clustertest.Chain(7, 1, "berth/hello", "berth/task")
	up := func() (*Runtime, *clustertest.Log) {
		r, l := open(t, dir), &clustertest.Log{}
		r.Observe(l.Note, l.Happen)
		if err := r.Apply(t.Context(), w); err != nil {
			t.Fatal(err)
		}
		l.Await(t, 7, w.Revision, wire.PhaseDone)
		return r, l
	}
	saw := func(l *clustertest.Log, phase wire.Phase) bool {
		return l.Saw(func(e cluster.Event) bool { return e.Service == "seed" && e.Phase == phase })
	}
	r, l := up()
	if !saw(l, wire.PhaseStarting) {
		t.Error("it never ran")
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	r, l = up()
	if saw(l, wire.PhaseStarting) {
		t.Error("it ran again")
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	w.Revision++
	w.Manifest.Services[1].After = []manifest.After{{Service: "store", Until: manifest.Running}}
	if _, l = up(); !saw(l, wire.PhaseStarting) {
		t.Error("it did not run in the next revision")
	}
}
