package store

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"berth/bff/rental"
	"berth/shared/eth"
	"berth/shared/wire"
)

func rentalContract(t *testing.T, s *Store, clock *time.Time) {
	ctx, a, b := t.Context(), eth.Address{1}, eth.Address{2}
	put := func(v uint64, state wire.RentalState) error {
		return s.Rentals.PutRental(ctx, a, wire.Rental{Version: v, State: state, Tries: []wire.RentalTry{{Order: 7, Money: "held"}}}, clock.Add(time.Minute))
	}
	is := func(v uint64, state wire.RentalState) {
		t.Helper()
		got, err := s.Rentals.Rental(ctx, a)
		if err != nil || got.Version != v || got.State != state || len(got.Tries) != 1 || got.Tries[0].Order != 7 {
			t.Errorf("got %+v, %v, want version %d, %s", got, err, v, state)
		}
	}
	if _, err := s.Rentals.Rental(ctx, a); !errors.Is(err, rental.ErrNone) {
		t.Errorf("there is none: %v", err)
	}
	for v := range uint64(3) {
		if err := put(v+1, wire.RentalPay); err != nil {
			t.Fatal(err)
		}
		is(v+1, wire.RentalPay)
	}
	for v := range uint64(3) { // whoever goes on from what has been gone on from already
		if err := put(v+1, wire.RentalStopped); !errors.Is(err, rental.ErrChanged) {
			t.Errorf("version %d was written twice: %v", v+1, err)
		}
		is(3, wire.RentalPay)
	}
	if err := put(0, wire.RentalPay); err == nil {
		t.Error("a version that there is not")
	}
	if _, err := s.Rentals.Rental(ctx, b); !errors.Is(err, rental.ErrNone) {
		t.Errorf("another user's: %v", err)
	}

	// Many go on from the same version at the same moment: one does.
	for v := uint64(4); v < 8; v++ {
		var won atomic.Int64
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				switch err := put(v, wire.RentalCheck); {
				case err == nil:
					won.Add(1)
				case !errors.Is(err, rental.ErrChanged):
					t.Error(err)
				}
			})
		}
		all.Wait()
		if won.Load() != 1 {
			t.Errorf("%d have written version %d", won.Load(), v)
		}
		is(v, wire.RentalCheck)
	}

	// Killed after the place was written: nothing has changed, and others go on.
	place := func(at int64) {
		t.Helper()
		if err := s.docs.Put(ctx, rentals, a.String(), placeDoc{a.String(), at, clock.Add(placeKept)}); err != nil {
			t.Fatal(err)
		}
	}
	place(7)
	is(7, wire.RentalCheck)
	// Killed after the version was: it stands, though the one before has kept its content.
	if won, err := s.docs.Insert(ctx, rentals, offerDoc{rentalKey(a, 8), a.String(), `{"version":8,"state":"deploy","tries":[{"order":7}]}`, clock.Add(time.Minute)}); err != nil || !won {
		t.Fatal(won, err)
	}
	is(8, wire.RentalDeploy)
	if err := put(9, wire.RentalServes); err != nil {
		t.Fatal(err)
	}
	// A place of one who was slow and has lost is behind: the newest is found all the same.
	for _, at := range []int64{3, 0, 8} {
		place(at)
		is(9, wire.RentalServes)
	}

	// Past its time it is gone, and the next one's versions go on from there.
	*clock = clock.Add(2 * time.Minute)
	if r, err := s.Rentals.Rental(ctx, a); !errors.Is(err, rental.ErrNone) || r.Version != 9 {
		t.Errorf("past its time: %+v, %v", r, err)
	}
	if err := put(1, wire.RentalAsking); !errors.Is(err, rental.ErrChanged) {
		t.Errorf("a version was written again: %v", err)
	}
	if err := s.SweepOnce(ctx); err != nil {
		t.Fatal(err)
	}
	place(9)
	if r, err := s.Rentals.Rental(ctx, a); !errors.Is(err, rental.ErrNone) || r.Version != 9 {
		t.Errorf("swept: %+v, %v", r, err)
	}
	if err := put(10, wire.RentalAsking); err != nil {
		t.Error(err)
	}
	is(10, wire.RentalAsking)
}
