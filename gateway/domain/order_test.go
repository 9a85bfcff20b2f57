package domain

import (
	"slices"
	"sync"
	"testing"
	"time"

	"berth/gateway/lease/book"
	"berth/gateway/ledger"
	"berth/shared/order"
	"berth/shared/wire"
)

// Who has a name keeps it while its proof is there; with both there, the other is told why it does not get it.
func TestTwoOrders(t *testing.T) {
	w := newTown(t)
	w.ready(alice, 1, app)
	w.claim(bob, 3, app)
	w.look(time.Minute)
	if d := w.is(3, app, wire.DomainProof); d.Error != "" {
		t.Errorf("without a proof of its own it is told %q", d.Error)
	}
	w.dns.set("_berth."+app, "TXT", w.proof(1), w.proof(3))
	w.look(time.Minute)
	if d := w.is(3, app, wire.DomainProof); d.Error == "" || !d.Proof.OK {
		t.Errorf("with both proofs there: %+v", d)
	}
	w.is(1, app, wire.DomainReady)
	w.dns.set("_berth."+app, "TXT", w.proof(3))
	w.look(time.Hour)
	w.is(1, app, wire.DomainProof)
	w.is(3, app, wire.DomainReady)
	want := []string{"1 domain-ready " + app, "1 domain-lost " + app + " taken", "3 domain-ready " + app}
	if !slices.Equal(w.told, want) {
		t.Errorf("told %q, want %q", w.told, want)
	}
	w.restart()
	w.is(3, app, wire.DomainReady)
	w.is(1, app, wire.DomainProof)
}

// A user moves a name to another order of theirs: by another record, or by taking it away from the first.
func TestMoveBetweenOrders(t *testing.T) {
	w := newTown(t)
	w.ready(alice, 1, app)
	w.claim(alice, 2, app)
	w.dns.set("_berth."+app, "TXT", w.proof(1), w.proof(2))
	w.look(time.Minute)
	w.is(1, app, wire.DomainReady)
	if err := w.Release(1, app); err != nil {
		t.Fatal(err)
	}
	if _, ok := w.Lookup(app); ok {
		t.Error("it leads to the order that it was taken away from")
	}
	w.look(0)
	w.is(2, app, wire.DomainReady)
}

func TestOrderEnds(t *testing.T) {
	w := newTown(t)
	w.ready(alice, 1, app)
	w.orders.set(1, book.Tenure{User: alice, Over: true})
	w.Ended(1)
	if _, ok := w.Lookup(app); ok || w.Proven(app) {
		t.Error("it is served after the order's end")
	}
	if d := w.is(1, app, wire.DomainProof); d.Error != "the order has ended" {
		t.Errorf("got %+v", d)
	}
	w.restart()
	w.look(25 * time.Hour)
	w.is(1, app, wire.DomainProof)

	// The end is reorganised away.
	w.orders.set(1, book.Tenure{User: alice})
	w.look(2 * time.Minute)
	w.is(1, app, wire.DomainReady)

	w.orders.set(1, book.Tenure{User: alice, Over: true, Gone: true})
	w.look(2 * time.Minute)
	if all := w.Domains(1); len(all.Domains) != 0 || len(w.hosts)+len(w.users)+len(w.Names.orders) != 0 {
		t.Errorf("after its data was collected: %+v", all)
	}
	if all, err := w.store.Domains(); err != nil || len(all) != 0 {
		t.Errorf("the ledger has %+v %v", all, err)
	}
}

// After a reorganisation the number is another user's order, which has none of the names of the one before.
func TestNumberIsAnothers(t *testing.T) {
	w := newTown(t)
	w.ready(alice, 1, app)
	w.orders.set(1, book.Tenure{User: bob})
	if err := w.store.Close(); err != nil {
		t.Fatal(err)
	}
	w.open()
	if _, ok := w.Lookup(app); ok || len(w.Domains(1).Domains) != 0 {
		t.Error("another user has it")
	}
}

// The first that proves a name has it, and it is one alone, whatever happens at the same time.
func TestRaceForAName(t *testing.T) {
	for range 20 {
		w := newTown(t, func(c *Config) { c.Happened = func(order.ID, wire.Happening) {}; c.Changed = func(order.ID) {} })
		w.dns.set("_berth."+app, "TXT", w.proof(1), w.proof(2), w.proof(3))
		w.dns.set(app, "A", here4)
		var all sync.WaitGroup
		for id, user := range map[order.ID]int{1: 1, 2: 1, 3: 2} {
			all.Go(func() {
				u := alice
				if user == 2 {
					u = bob
				}
				if _, err := w.Claim(u, id, "web", app); err != nil {
					t.Error(err)
				}
				for _, x := range w.take() {
					w.check(t.Context(), x)
				}
			})
		}
		all.Wait()
		w.look(time.Minute)
		n := 0
		for _, id := range []order.ID{1, 2, 3} {
			if w.domain(id, app).State == wire.DomainReady {
				n++
			}
		}
		stored, err := w.store.Domains()
		held := len(slices.DeleteFunc(stored, func(d ledger.Domain) bool { return d.State == wire.DomainProof }))
		if n != 1 || held != 1 || err != nil {
			t.Fatalf("%d orders have it, %d by the ledger, %v", n, held, err)
		}
	}
}

// What was written is the same after a kill in any state.
func TestRestartInEachState(t *testing.T) {
	w := newTown(t)
	w.claim(alice, 1, app)
	w.look(0)
	w.restart()
	w.is(1, app, wire.DomainProof)
	w.dns.set("_berth."+app, "TXT", w.proof(1))
	w.look(time.Minute)
	w.restart()
	w.is(1, app, wire.DomainAddress)
	w.dns.set(app, "AAAA", here6)
	w.look(time.Minute)
	w.restart()
	w.is(1, app, wire.DomainReady)
	w.clock.Pass(time.Minute)
	if d := w.domain(1, app); !d.CheckedAt.IsZero() || d.NextCheck.Sub(w.clock.Now()) > afterStart {
		t.Errorf("after a restart it is looked up soon: %+v", d)
	}
}
