package rental

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// replica has a manager's calls of the world pass a gate, before each and after it.
type replica struct {
	*world
	gate func() error
}

func (r replica) manager() *Manager {
	return New(Config{Now: func() time.Time { return r.now }}, r, r, r, r, quiet)
}

func (r replica) Rental(ctx context.Context, u eth.Address) (x wire.Rental, err error) {
	if err = r.gate(); err == nil {
		if x, err = r.world.Rental(ctx, u); err == nil {
			err = r.gate()
		}
	}
	return x, err
}

func (r replica) PutRental(ctx context.Context, u eth.Address, x wire.Rental, expires time.Time) (err error) {
	if err = r.gate(); err == nil {
		if err = r.world.PutRental(ctx, u, x, expires); err == nil {
			err = r.gate()
		}
	}
	return err
}

func (r replica) One(ctx context.Context, u, node eth.Address, q wire.OfferRequest) (wire.Answer, error) {
	if r.asking++; r.asking > 1 {
		r.bothAsk++
	}
	defer func() { r.asking-- }()
	if err := r.gate(); err != nil {
		return wire.Answer{}, err
	}
	a, err := r.world.One(ctx, u, node, q)
	if err == nil {
		err = r.gate()
	}
	return a, err
}

func (r replica) Owed(ctx context.Context, a, token eth.Address) (amount.Amount, error) {
	if err := r.gate(); err != nil {
		return amount.Amount{}, err
	}
	return r.world.Owed(ctx, a, token)
}

var errKilled = errors.New("killed")

// A replica that is killed before or after any of its calls loses nothing: another goes on, and what comes is the same.
func TestKilledAtEachStep(t *testing.T) {
	faults := []string{"declines", "never activates", "breaks", ""}
	const want = "declined/never-left not-activated/back broke/back serves/held"
	kills := 0
	for at := 1; ; at++ {
		w := newWorld(t, faults...)
		n := 0
		first := replica{w, func() error {
			if n++; n >= at {
				return errKilled
			}
			return nil
		}}
		managers := []*Manager{first.manager(), w.manager()}
		start(t, w, managers[1])
		r := w.tabs(managers)
		if n < at {
			break // it has come to its end alive
		}
		kills++
		if r.State != wire.RentalServes || outcomes(r) != want || w.mostOwed > 1 {
			t.Errorf("killed at %d: %s: %s, %d orders held money at a time", at, r.State, outcomes(r), w.mostOwed)
		}
		if len(w.asked) > len(faults)+1 {
			t.Errorf("killed at %d: asked %v", at, w.asked)
		}
	}
	if kills < 60 {
		t.Errorf("only %d kills", kills)
	}
	t.Logf("%d kills", kills)
}

// tabs is page of a user whose requests come to the first manager for as long as that lives.
func (w *world) tabs(managers []*Manager) wire.Rental {
	w.t.Helper()
	for range 1000 {
		r, err := managers[0].Get(w.t.Context(), user)
		if err == nil && r.State.Over() {
			return r
		}
		if err == nil {
			err = w.act(managers[0], r)
		}
		if err != nil {
			if len(managers) == 1 {
				w.t.Fatal(err)
			}
			managers = managers[1:]
		}
	}
	w.t.Fatal("it does not end")
	return wire.Rental{}
}

// act does the one thing that a page does for a rental as it saw it. The chain takes a quote once, and only until it ends.
func (w *world) act(m *Manager, r wire.Rental) error {
	report := func(p wire.RentalReport) error {
		p.Try = len(r.Tries) - 1
		_, err := m.Report(w.t.Context(), user, p)
		return err
	}
	if len(r.Tries) == 0 {
		return nil
	}
	t := r.Tries[len(r.Tries)-1]
	fault := w.fault[t.Node.Address]
	switch r.State {
	case wire.RentalCheck:
		return report(wire.RentalReport{Do: "fits"})
	case wire.RentalPay:
		q := *t.Answer.Quote
		if w.now.After(q.ValidUntil) {
			return report(wire.RentalReport{Do: "again"})
		}
		if err := report(wire.RentalReport{Do: "sent", Tx: &eth.Hash{1}}); err != nil {
			return err
		}
		used := false
		for _, o := range w.orders {
			used = used || o.Nonce == q.Nonce
		}
		if !used && !w.now.After(q.ValidUntil) {
			w.pay(q)
		}
	case wire.RentalDeploy:
		if fault == "breaks" {
			return report(wire.RentalReport{Do: "broke", Text: "it does not fit after all"})
		}
		return report(wire.RentalReport{Do: "runs"})
	case wire.RentalReturn:
		if o := &w.orders[t.Order-1]; o.State.Live() {
			o.State, o.Refunded, w.owed = order.Cancelled, amount.Of(100), amount.Of(100)
		} else {
			w.owed = amount.Amount{}
		}
	default:
		if w.asking > 0 {
			return nil // that takes less than what a replica gives itself for it
		}
		w.now = w.now.Add(5 * time.Second)
	}
	return nil
}

// Two replicas move one rental, each for a page of its user's, and their calls come in any order, some of them killed in the middle:
// no node is asked by both, no two orders hold money, and no page sees a version older than one before.
func TestTwoReplicas(t *testing.T) {
	most, kills := 400, 0
	if testing.Short() {
		most = 50
	}
	races := 0
	for seed := range most {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			random := rand.New(rand.NewPCG(uint64(seed), 7))
			faults := []string{"declines", "never activates", "breaks", "dearer", "lies", "cancels"}
			random.Shuffle(len(faults), func(i, j int) { faults[i], faults[j] = faults[j], faults[i] })
			faults = append(faults[:random.IntN(5)], "")
			w := newWorld(t, faults...)
			start(t, w, w.manager())

			// Each page is a goroutine that runs only when it is its turn.
			type page struct {
				turn chan bool // false: die
				here chan bool // it is at a gate; closed: over
			}
			pages := make([]page, 2)
			var last wire.Rental
			for i := range pages {
				p := page{make(chan bool), make(chan bool)}
				pages[i] = p
				go func() {
					defer close(p.here) // only one runs at a time
					gate := func() error {
						p.here <- true
						if !<-p.turn {
							return errKilled
						}
						return nil
					}
					process := func() *Manager { // one that knows only what was kept
						dead := false
						return replica{w, func() error {
							if !dead {
								dead = gate() != nil
							}
							if dead {
								return errKilled
							}
							return nil
						}}.manager()
					}
					m := process()
					seen := uint64(0)
					for range 2000 {
						if gate() != nil {
							continue
						}
						r, err := m.Get(t.Context(), user)
						if err == nil && r.Version < seen {
							t.Errorf("version %d after %d", r.Version, seen)
						}
						if err == nil {
							seen = r.Version
							if r.State.Over() {
								last = r
								return
							}
							err = w.act(m, r)
						}
						if err != nil {
							m = process()
						}
					}
					t.Error("it does not end")
				}()
			}
			for _, p := range pages {
				<-p.here
			}
			for len(pages) > 0 {
				i := random.IntN(len(pages))
				kill := seed%2 == 1 && random.IntN(30) == 0
				if kill {
					kills++
				}
				pages[i].turn <- !kill
				if !<-pages[i].here {
					pages = slices.Delete(pages, i, i+1)
				}
			}
			if last.State != wire.RentalServes || !strings.HasSuffix(outcomes(last), "serves/held") {
				t.Errorf("got %s: %s", last.State, outcomes(last))
			}
			if w.mostOwed > 1 || w.bothAsk > 0 {
				t.Errorf("%d orders held money at a time, two replicas asked at a time %d times", w.mostOwed, w.bothAsk)
			}
			races += w.races
		})
	}
	if races < most || kills < most/4 {
		t.Errorf("only %d races and %d kills", races, kills)
	}
	t.Logf("%d races, %d kills in %d runs", races, kills, most)
}
