package life

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func TestWait(t *testing.T) {
	for _, c := range []struct {
		name     string
		d, until time.Duration // until the context ends
		want     error
		took     time.Duration
	}{
		{"its time", time.Second, time.Minute, nil, time.Second},
		{"the context ends first", time.Minute, time.Second, context.Canceled, time.Second},
		{"the context has ended", time.Minute, 0, context.Canceled, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, stop := context.WithCancel(t.Context())
				defer stop()
				if c.until == 0 {
					stop()
				}
				time.AfterFunc(c.until, stop)
				began := time.Now()
				if err := Wait(ctx, c.d); !errors.Is(err, c.want) {
					t.Errorf("got %v, want %v", err, c.want)
				}
				if took := time.Since(began); took != c.took {
					t.Errorf("it took %s, want %s", took, c.took)
				}
			})
		})
	}
}

func TestRunIsOver(t *testing.T) {
	if (Run{}).On() {
		t.Error("the zero Run is under way")
	}
	ctx, stop := context.WithCancel(t.Context())
	whole := Run{Context: ctx}
	part, end := whole.Part()
	end()
	if part.On() || !whole.On() {
		t.Errorf("a part that has ended: part %v, whole %v", part.On(), whole.On())
	}
	part, end = whole.Part()
	defer end()
	stop()
	if part.On() || whole.On() {
		t.Errorf("the whole has ended: part %v, whole %v", part.On(), whole.On())
	}
}
