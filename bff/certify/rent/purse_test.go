package rent

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"berth/bff/dossier"
	"berth/shared/amount"
)

// noon is when the tests begin.
var noon = time.Date(2026, 5, 6, 12, 0, 0, 0, time.UTC)

// TestPurse: what is held counts as spent until it is known what was; a new day begins with nothing spent; and another process, or
// the same one started anew, has spent what this one did.
func TestPurse(t *testing.T) {
	now := noon.Add(11 * time.Hour)
	clock := func() time.Time { return now }
	ledger := &Slate{}
	p := &Purse{Daily: amount.Of(100), Ledger: ledger, Now: clock}
	take := func(p *Purse, n uint64, want error) func(uint64) {
		t.Helper()
		settle, err := p.take(t.Context(), amount.Of(n))
		if !errors.Is(err, want) {
			t.Fatalf("taking %d: %v, want %v", n, err, want)
		}
		return func(n uint64) {
			t.Helper()
			if err := settle(t.Context(), amount.Of(n)); err != nil {
				t.Error(err)
			}
		}
	}
	first := take(p, 60, nil)
	take(p, 41, ErrSpent)
	other := &Purse{Daily: amount.Of(100), Ledger: ledger, Now: clock} // a replica, or this one after a restart
	take(other, 41, ErrSpent)
	second := take(other, 40, nil)
	take(p, 1, ErrSpent)
	first(5) // of the 60 that were held
	take(p, 56, ErrSpent)
	take(other, 56, ErrSpent)
	third := take(p, 55, nil)
	second(400) // more than was held gives nothing back
	take(p, 1, ErrSpent)
	take(other, 1, ErrSpent)

	now = now.Add(2 * time.Hour)
	take(p, 100, nil)
	third(0) // of the day before
	take(p, 1, ErrSpent)
	take(other, 1, ErrSpent)
	again := &Purse{Daily: amount.Of(100), Ledger: ledger, Now: clock}
	take(again, 1, ErrSpent)
	take(&Purse{Daily: amount.Of(150), Ledger: ledger, Now: clock}, 50, nil) // its operator allows more
	now = now.Add(-2 * time.Hour)
	take(again, 55, nil) // a clock that goes back finds that day as it was

	none := &Purse{Ledger: &Slate{}, Now: clock}
	take(none, 1, ErrSpent)
}

// TestPurseOfMany: replicas that take at the same moment never take more than there is together, and take all of it.
func TestPurseOfMany(t *testing.T) {
	ledger := &Slate{}
	var taken atomic.Uint64
	var wg sync.WaitGroup
	for range 8 {
		p := &Purse{Daily: amount.Of(1000), Ledger: ledger, Now: func() time.Time { return noon }}
		for range 4 {
			wg.Go(func() {
				for i := range 100 {
					settle, err := p.take(t.Context(), amount.Of(7))
					if errors.Is(err, ErrSpent) {
						return
					}
					if err != nil {
						t.Error(err)
						return
					}
					paid := uint64(7)
					if i%3 == 0 {
						paid = 2
					}
					if err := settle(t.Context(), amount.Of(paid)); err != nil {
						t.Error(err)
					}
					taken.Add(paid)
				}
			})
		}
	}
	wg.Wait()
	if got := taken.Load(); got > 1000 || got < 1000-7*32 {
		t.Errorf("%d of 1000 were spent", got)
	}
}

// away is a ledger that does not answer.
type away struct {
	Slate
	reads, writes bool
}

var errAway = errors.New("the database does not answer")

func (a *away) AddSpending(ctx context.Context, x dossier.Spending) (dossier.Spending, error) {
	if a.writes {
		return x, errAway
	}
	return a.Slate.AddSpending(ctx, x)
}

func (a *away) Spending(ctx context.Context, day string, slot int) (dossier.Spending, bool, error) {
	if a.reads {
		return dossier.Spending{}, false, errAway
	}
	return a.Slate.Spending(ctx, day, slot)
}

// TestPurseAway: what cannot be read or written down may not be spent, and says nothing of the node.
func TestPurseAway(t *testing.T) {
	for name, l := range map[string]*away{"it cannot be read": {reads: true}, "it cannot be written": {writes: true}} {
		p := &Purse{Daily: amount.Of(100), Ledger: l, Now: func() time.Time { return noon }}
		if _, err := p.take(t.Context(), amount.Of(1)); !errors.Is(err, ErrOurs) || !errors.Is(err, errAway) {
			t.Errorf("%s: %v", name, err)
		}
		l.reads, l.writes = false, false
		if _, err := p.take(t.Context(), amount.Of(100)); err != nil {
			t.Errorf("%s, and then it can: %v", name, err)
		}
	}
}
