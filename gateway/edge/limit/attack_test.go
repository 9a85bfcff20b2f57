package limit

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"berth/shared/attacktest"
	"berth/shared/eth"
)

// Turns go round by users, however many requests one of them has.
func TestAttackTurns(t *testing.T) {
	a := attacktest.Begin(t, "one user takes all turns at what costs the processor's time")
	synctest.Test(t, func(t *testing.T) {
		turns := NewTurns[eth.Address](1)
		back, err := turns.Take(t.Context(), eth.Address{9})
		if err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		var came []int
		refused := 0
		ask := func(user int) {
			back, err := turns.Take(t.Context(), eth.Address{byte(user)})
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				refused++
				return
			}
			came = append(came, user)
			back()
		}
		var all sync.WaitGroup
		for range 50 {
			all.Go(func() { ask(1) })
		}
		synctest.Wait() // one of them for its turn, and some behind it
		mu.Lock()
		a.Tried(refused != 50-1-TurnWaits, "%d gave way", refused)
		mu.Unlock()
		all.Go(func() { ask(2) })
		all.Go(func() { ask(3) })
		synctest.Wait()
		back()
		all.Wait()
		if len(came) != 2+1+TurnWaits {
			t.Fatalf("turns: %v", came)
		}
		for i, user := range came[:3] {
			a.Tried(i > 0 && user == 1, "turn %d is the first user's again: %v", i, came)
		}
		time.Sleep(2 * TurnRestMost)
		turns.mu.Lock()
		defer turns.mu.Unlock()
		a.Tried(len(turns.users) > 0, "%d users are remembered who have nothing", len(turns.users))
	})
}
