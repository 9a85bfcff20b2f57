package web

import (
	"strconv"
	"testing"
	"time"
)

func TestLimiter(t *testing.T) {
	const maxKeys = 100_000
	l := NewLimiter[string](Limits{PerSecond: 3. / 60, Burst: 3, Keys: maxKeys})
	now := time.Unix(1000, 0)
	for range 3 {
		if _, ok := l.Take("a", now); !ok {
			t.Fatal("refused within the limit")
		}
	}
	if wait, ok := l.Take("a", now); ok || wait.Round(time.Microsecond) != 20*time.Second {
		t.Errorf("got %v, %v, want a wait of 20 s", wait, ok)
	}
	if _, ok := l.Take("b", now); !ok {
		t.Error("one key takes from another")
	}
	if _, ok := l.Take("a", now.Add(20*time.Second)); !ok {
		t.Error("refused after the wait")
	}
	if _, ok := l.Take("a", now.Add(20*time.Second)); ok {
		t.Error("a refused one has given something back")
	}
	for i := range maxKeys + 10 {
		l.Take(strconv.Itoa(i)+"x", now)
	}
	if n := len(l.keys); n > maxKeys {
		t.Errorf("%d keys are remembered", n)
	}
	if wait, ok := l.Take("late", now); ok || wait != fullWait {
		t.Errorf("one key too many: %v, %v", wait, ok)
	}
	// Those who have been quiet make room.
	if _, ok := l.Take("late", now.Add(time.Minute)); !ok || len(l.keys) > 2 {
		t.Errorf("%d keys after a minute", len(l.keys))
	}
	forgets := NewLimiter[int](Limits{PerSecond: 1, Burst: 1, Keys: 2, Forget: true})
	for i := range 5 {
		if _, ok := forgets.Take(i, now); !ok || len(forgets.keys) > 2 {
			t.Errorf("key %d: %v, %d remembered", i, ok, len(forgets.keys))
		}
	}
}
