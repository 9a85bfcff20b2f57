package bff_test

import (
	"fmt"
	"strings"
	"testing"

	"berth/bff"
	"berth/contracts/chain"
	"berth/shared/wire"
)

// A node is listed once its registration is so many blocks deep. The chain going back takes it out, and what is registered anew waits anew;
// those that were listed stay.
func TestFinality(t *testing.T) {
	w := newWorldOf(t, func(c *bff.Config) { c.Finality = "3" }, honest)
	c := w.client()
	listed := func(what string, want int) {
		t.Helper()
		w.until(what, func() error {
			if n := get[wire.NodeList](c, "/api/nodes"); n.Total != want {
				return fmt.Errorf("%d nodes are listed, want %d", n.Total, want)
			}
			return nil
		})
	}
	for range 3 {
		w.backend.Commit(1)
	}
	listed("what is three blocks deep", 1)

	parent, err := w.backend.HeaderByNumber(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	g := newGateway(t, w, 40, honest)
	sender := chain.NewSender(chain.New(w.backend, w.addresses), g.node, chain.SenderConfig{})
	entry := chain.Entry{Operator: addr(g.operator), Total: g.total, Endpoint: strings.TrimPrefix(g.srv.URL, "http://")}
	register := func() {
		t.Helper()
		if _, err := sender.Register(t.Context(), entry); err != nil {
			t.Fatal(err)
		}
	}
	path := "/api/nodes/" + addr(g.node).String()
	waits := func(what string) {
		t.Helper()
		w.until(what, func() error {
			var n wire.Node
			if status, b := c.do("GET", path, nil, &n); status != 200 || n.Unlisted != wire.NotFinal {
				return fmt.Errorf("%d %q %.100s", status, n.Unlisted, b)
			}
			return nil
		})
		listed(what+": the list has the other one", 1)
	}
	register()
	waits("registered")
	w.backend.Commit(1)
	w.backend.Commit(1)
	waits("two blocks deep")

	// The chain goes back to before it, and on without it.
	if err := w.backend.Sim.Fork(parent.Hash()); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		w.backend.Commit(1)
	}
	at, err := chain.New(w.backend, w.addresses).Node(t.Context(), addr(g.node))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("after the chain went back: registered %v", at.Registered())
	if !at.Registered() {
		w.until("it is gone", func() error {
			if status, b := c.do("GET", path, nil, nil); status != 404 {
				return fmt.Errorf("%d %.100s", status, b)
			}
			return nil
		})
		listed("the other one stays", 1)
		register()
		waits("registered anew")
		for range 3 {
			w.backend.Commit(1)
		}
	}
	listed("three blocks deep", 2)
}
