package catalogue

import (
	"testing"
	"time"

	"berth/bff/dossier"
	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/wire"
)

// lists reports whether lists show a node; by its address it has to be there either way.
func lists(t *testing.T, c *Catalogue, a eth.Address) (bool, wire.Unlisted) {
	t.Helper()
	c.Publish()
	l, err := c.Search(wire.NodeQuery{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	n, ok := c.Node(a)
	if !ok {
		t.Fatal("by its address it is not there")
	}
	if (l.Total == 1) != (n.Unlisted == "") {
		t.Errorf("lists show %d, it is unlisted for %q", l.Total, n.Unlisted)
	}
	return l.Total == 1, n.Unlisted
}

// TestHides: lists hide what has not answered for long, and bring it back by themselves once it has answered for a while; what comes and
// goes stays as it was, so that it does not flicker.
func TestHides(t *testing.T) {
	a, t0 := eth.Address{1}, time.Unix(100_000, 0).UTC()
	policy := Policy{HideAfter: 10 * time.Minute, ShowAfter: 2 * time.Minute}
	c := New()
	c.SetPolicy(policy)
	c.Put(chain.Node{Address: a, RegisteredAt: t0})
	card := &wire.Card{Node: a, Name: "n"}
	for i, s := range []struct {
		at      time.Duration
		answers bool
		shown   bool
	}{
		{0, true, true},
		{time.Minute, false, true}, // away since here
		{5 * time.Minute, false, true},
		{10*time.Minute + 59*time.Second, false, true},
		{11 * time.Minute, false, false},                // ten minutes in a row
		{12 * time.Minute, true, false},                 // one answer is not enough
		{13 * time.Minute, true, false},                 //
		{13*time.Minute + 30*time.Second, false, false}, // and it is away again
		{14 * time.Minute, true, false},                 // it begins anew
		{15*time.Minute + 59*time.Second, true, false},
		{16 * time.Minute, true, true}, // two minutes of answers alone
		{17 * time.Minute, false, true},
		{26 * time.Minute, false, true},
		{26*time.Minute + 30*time.Second, true, true}, // who is shown needs one answer to stay
		{27 * time.Minute, false, true},               // away since here
		{36 * time.Minute, false, true},
		{37 * time.Minute, false, false},
	} {
		got := card
		if !s.answers {
			got = nil
		}
		c.SetCard(a, got, "no answer in time", t0.Add(s.at))
		shown, why := lists(t, c, a)
		if shown != s.shown || !shown && why != wire.Away {
			t.Errorf("step %d, after %s: shown %v (%q), want %v", i, s.at, shown, why, s.shown)
		}
	}
	// A restart does not forget it, nor since when it has been away.
	add, _ := c.Unwritten(10, 10, -1)
	if len(add) != 1 || !add[0].Hidden || !add[0].AwaySince.Equal(t0.Add(27*time.Minute)) {
		t.Fatalf("what is written: %+v", add)
	}
	again := New()
	again.SetPolicy(policy)
	again.Learn(add...)
	if shown, why := lists(t, again, a); shown || why != wire.Away {
		t.Errorf("after a restart: shown %v, %q", shown, why)
	}
	for at, want := range []bool{false, false, true} {
		again.SetCard(a, card, "", t0.Add(40*time.Minute+time.Duration(at)*time.Minute))
		if shown, _ := lists(t, again, a); shown != want {
			t.Errorf("after a restart, %d minutes of answers: shown %v", at, shown)
		}
	}
}

// TestFinal: a node is listed once its registration is final, even if its wallet enlisted it before; and one that was registered anew
// after a reorganisation waits again.
func TestFinal(t *testing.T) {
	a, t0 := eth.Address{1}, time.Unix(100_000, 0).UTC()
	c := New()
	c.SetPolicy(Policy{Final: true, Enlisted: true})
	expect := func(what string, want wire.Unlisted) {
		t.Helper()
		if _, why := lists(t, c, a); why != want {
			t.Errorf("%s: %q, want %q", what, why, want)
		}
	}
	c.Put(chain.Node{Address: a, RegisteredAt: t0})
	expect("registered", wire.NotEnlisted)
	c.SetEnlisting(dossier.Enlisting{Slot: 1, Node: a, Listed: true, At: t0})
	expect("enlisted", wire.NotFinal)
	if !c.Pending() {
		t.Error("nobody waits for what is final")
	}
	c.SetFinal(t0.Add(-time.Second))
	expect("a block before is final", wire.NotFinal)
	c.SetFinal(t0)
	expect("final", "")
	if c.Pending() {
		t.Error("somebody waits though all is final")
	}
	// The chain goes back, and has the registration in a later block.
	c.Put(chain.Node{Address: a})
	c.Publish()
	if _, ok := c.Node(a); ok {
		t.Error("it is there though the chain has it no more")
	}
	c.Put(chain.Node{Address: a, RegisteredAt: t0.Add(time.Minute)})
	expect("registered anew", wire.NotFinal)
	c.SetFinal(t0.Add(-time.Minute)) // what an endpoint says that is behind takes nothing back
	expect("an endpoint that is behind", wire.NotFinal)
	c.SetFinal(t0.Add(time.Minute))
	expect("final again", "")
	c.SetEnlisting(dossier.Enlisting{Slot: 2, Node: a, At: t0.Add(2 * time.Minute)})
	expect("taken off", wire.TakenOff)
}
