package agree

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"berth/shared/attacktest"
)

// end is an endpoint: what it says, and when.
type end struct {
	says  string
	err   error
	after time.Duration
	panic bool
}

func (e end) ask(ctx context.Context) (string, error) {
	if e.panic {
		panic("an answer like no other")
	}
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case <-time.After(e.after):
		return e.says, e.err
	}
}

func TestMost(t *testing.T) {
	away := errors.New("connection refused")
	for _, c := range []struct {
		name  string
		ends  []end
		want  string
		err   error
		takes time.Duration
	}{
		{"one", []end{{says: "a"}}, "a", nil, 0},
		{"one that is away", []end{{err: away}}, "", away, 0},
		{"two that agree", []end{{says: "a"}, {says: "a", after: time.Second}}, "a", nil, time.Second},
		{"two that do not", []end{{says: "a"}, {says: "b"}}, "", ErrDispute, 0},
		{"one of two is away", []end{{err: away}, {says: "b"}}, "b", nil, 0},
		{"one of two is silent", []end{{after: time.Hour}, {says: "b"}}, "b", nil, patience},
		{"the first of three lies", []end{{says: "lie"}, {says: "a"}, {says: "a"}}, "a", nil, 0},
		{"the last of three lies", []end{{says: "a"}, {says: "a"}, {says: "lie"}}, "a", nil, 0},
		{"one of three lies and is the first to answer", []end{{says: "lie"}, {says: "a", after: time.Second}, {says: "a", after: 2 * time.Second}}, "a", nil, 2 * time.Second},
		{"one lies, one is away", []end{{says: "lie"}, {err: away}, {says: "a"}}, "", ErrDispute, 0},
		{"one panics", []end{{panic: true}, {says: "a"}, {says: "a"}}, "a", nil, 0},
		{"all differ", []end{{says: "a"}, {says: "b"}, {says: "c"}}, "", ErrDispute, 0},
		{"two are not waited for", []end{{after: time.Hour}, {says: "a"}, {says: "a"}}, "a", nil, 0},
		{"all are away", []end{{err: away}, {err: away}, {err: away}}, "", away, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				got, err := most(t.Context(), c.ends, func(ctx context.Context, e end) (string, error) { return e.ask(ctx) })
				if got != c.want || !errors.Is(err, c.err) || (err == nil) != (c.err == nil) || time.Since(began) != c.takes {
					t.Errorf("got %q, %v after %s, want %q, %v after %s", got, err, time.Since(began), c.want, c.err, c.takes)
				}
			})
		})
	}
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := most(ctx, []end{{after: time.Hour}, {after: time.Hour}}, func(ctx context.Context, e end) (string, error) { return e.ask(ctx) })
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("nobody answers: %v", err)
		}
	})
}

// TestAttackLyingState: an endpoint that tells of another state than the others gets nothing believed, whichever of three it is and however quick.
func TestAttackLyingState(t *testing.T) {
	a := attacktest.Begin(t, "an endpoint that lies about the chain's state is believed")
	for liar := range 3 {
		synctest.Test(t, func(t *testing.T) {
			ends := make([]end, 3)
			for i := range ends {
				ends[i] = end{says: "true", after: time.Second}
			}
			ends[liar] = end{says: "lie"}
			got, err := most(t.Context(), ends, func(ctx context.Context, e end) (string, error) { return e.ask(ctx) })
			a.Tried(got == "lie", "endpoint %d: %q, %v", liar, got, err)
		})
	}
}
