package api

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"berth/shared/problem"
)

func TestPatience(t *testing.T) {
	ready := errors.New("another error")
	later := func(after string) error {
		p := problem.New(425, problem.NotYet, "not yet")
		if after != "" {
			p.With("retryAfter", after)
		}
		return p
	}
	for _, c := range []struct {
		name   string
		answer func(try int) error
		end    time.Duration // of the context; 0: none
		want   error
		took   time.Duration
		tries  int
		told   string
	}{
		{"at once", func(int) error { return nil }, 0, nil, 0, 1, ""},
		{"another error", func(int) error { return ready }, 0, ready, 0, 1, ""},
		{"in a moment", func(n int) error { return map[bool]error{true: later("2")}[n < 3] }, 0, nil, 4 * time.Second, 3, "not-yet,done,"},
		{"without a time", func(n int) error { return map[bool]error{true: later("")}[n < 3] }, 0, nil, time.Second, 3, "not-yet,done,"},
		{"nonsense for a time", func(n int) error { return map[bool]error{true: later("-9e99")}[n < 2] }, 0, nil, time.Second / 2, 2, "not-yet,done,"},
		{"far too long a time", func(n int) error { return map[bool]error{true: later("3600")}[n < 2] }, 0, nil, 10 * time.Second, 2, "not-yet,done,"},
		{"never", func(int) error { return later("9") }, 0, later("9"), 45 * time.Second, 6, "not-yet,done,"},
		{"nobody waits any more", func(int) error { return later("5") }, 7 * time.Second, context.DeadlineExceeded, 7 * time.Second, 2, "not-yet,done,"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx := t.Context()
				if c.end > 0 {
					var cancel context.CancelFunc
					ctx, cancel = context.WithTimeout(ctx, c.end)
					defer cancel()
				}
				began, tries, told := time.Now(), 0, ""
				err := patiently(Telling(ctx, func(err error) {
					var p *problem.Problem
					word := "done"
					if errors.As(err, &p) {
						word = string(p.Code)
					}
					told += word + ","
				}), func() error { tries++; return c.answer(tries) })
				if fmt.Sprint(err) != fmt.Sprint(c.want) || time.Since(began) != c.took || tries != c.tries || told != c.told {
					t.Errorf("got %v after %s and %d tries, told %q; want %v, %s, %d, %q", err, time.Since(began), tries, told, c.want, c.took, c.tries, c.told)
				}
			})
		})
	}
}
