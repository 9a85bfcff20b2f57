package beside

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"berth/shared/server/steady"
)

// end is an endpoint: what it says, and when; deaf ones do not hear that nobody waits any more.
type end struct {
	says        string
	err         error
	after       time.Duration
	panic, deaf bool
}

func (e end) ask(ctx context.Context) (string, error) {
	if e.panic {
		panic("an answer like no other")
	}
	done := ctx.Done()
	if e.deaf {
		done = nil
	}
	select {
	case <-done:
		return "", ctx.Err()
	case <-time.After(e.after):
		return e.says, e.err
	}
}

func TestAsk(t *testing.T) {
	away := errors.New("connection refused")
	const patience = 3 * time.Second
	for _, c := range []struct {
		name   string
		ends   []end
		enough int // good answers; 0: never
		lasts  time.Duration
		want   []string // in the order of the ends; empty: an error
		takes  time.Duration
	}{
		{"none", nil, 0, time.Minute, nil, 0},
		{"one", []end{{says: "a", after: time.Second}}, 0, time.Minute, []string{"a"}, time.Second},
		{"one that panics", []end{{panic: true}}, 0, time.Minute, []string{""}, 0},
		{"both", []end{{says: "a", after: 2 * time.Second}, {says: "b"}}, 0, time.Minute, []string{"a", "b"}, 2 * time.Second},
		{"one is slow", []end{{says: "a", after: time.Hour}, {says: "b", after: time.Second}}, 0, time.Minute, []string{"", "b"}, time.Second + patience},
		{"one is slow and deaf", []end{{says: "a", after: 10 * time.Second, deaf: true}, {says: "b"}}, 0, time.Minute, []string{"", "b"}, patience},
		{"one is away, and that is no answer", []end{{err: away}, {says: "b", after: 5 * time.Second}}, 0, time.Minute, []string{"", "b"}, 5 * time.Second},
		{"one panics", []end{{panic: true}, {says: "b", after: time.Second}}, 0, time.Minute, []string{"", "b"}, time.Second},
		{"two are enough", []end{{says: "a"}, {says: "b", after: time.Hour}, {says: "c", after: time.Second}}, 2, time.Minute, []string{"a", "", "c"}, time.Second},
		{"none before the end", []end{{after: 10 * time.Second, deaf: true}, {after: time.Hour}}, 0, time.Second, []string{"", ""}, time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), c.lasts)
				defer cancel()
				began := time.Now()
				got := Ask(ctx, c.ends, patience, func(ctx context.Context, e end) (string, error) { return e.ask(ctx) }, func(all []Answer[end, string]) bool {
					good := slices.DeleteFunc(slices.Clone(all), func(a Answer[end, string]) bool { return a.Err != nil })
					return len(good) == c.enough
				})
				if took := time.Since(began); took != c.takes || len(got) != len(c.ends) {
					t.Errorf("%d answers after %v, want %v", len(got), took, c.takes)
				}
				for _, a := range got {
					if a.Who != c.ends[a.From] || a.Value != c.want[a.From] || (a.Err != nil) != (a.Value == "") {
						t.Errorf("answer %+v", a)
					}
					if panicked := new(steady.Panic); errors.As(a.Err, &panicked) != a.Who.panic {
						t.Errorf("answer %+v", a)
					}
				}
				time.Sleep(time.Minute) // until the deaf ones are done, too
			})
		})
	}
}
