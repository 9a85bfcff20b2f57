package due

import (
	"math/rand/v2"
	"testing"
	"time"
)

// TestQueue: whatever is set, moved and taken out at random, what comes out is what a plain walk over all finds.
func TestQueue(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	t0 := time.Unix(1000, 0)
	var q Queue[int]
	plain := map[int]time.Time{}
	for step := range 20_000 {
		k, at := r.IntN(200), t0.Add(time.Duration(r.IntN(1_000_000))*time.Millisecond)
		switch r.IntN(5) {
		case 0:
			q.Remove(k)
			delete(plain, k)
		case 1, 2:
			q.Set(k, at)
			plain[k] = at
		case 3:
			q.Sooner(k, at)
			if was, there := plain[k]; !there || at.Before(was) {
				plain[k] = at
			}
		case 4:
			got, ok := q.Take(at)
			least := time.Time{}
			for _, x := range plain {
				if !x.After(at) && (least.IsZero() || x.Before(least)) {
					least = x
				}
			}
			if ok == least.IsZero() || ok && !plain[got].Equal(least) {
				t.Fatalf("step %d: got %d of %s, %v; the first is of %s", step, got, plain[got], ok, least)
			}
			if ok {
				delete(plain, got)
			}
		}
		if q.Len() != len(plain) {
			t.Fatalf("step %d: %d are there, want %d", step, q.Len(), len(plain))
		}
	}
}
