package follow

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"
)

const (
	backoff     = 250 * time.Millisecond // the shortest pause after a failure
	slowest     = 15 * time.Second
	subscribing = 15 * time.Second // how often the head is looked at although a subscription is there
)

// Run steps until ctx ends, and gives its error. It looks at the head as soon as that moves, by subscription where
// there is one, else every Every. What fails is tried again with growing pauses.
func (f *Follower[E]) Run(ctx context.Context) error {
	heads := heads{from: f.cfg.Heads}
	defer heads.stop()
	pause := time.Duration(0)
	for {
		more, err := f.Step(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		wait := f.cfg.Every
		switch {
		case errors.Is(err, ErrMoved):
			wait = min(wait, backoff)
		case err != nil:
			pause = min(max(2*pause, f.cfg.Every, backoff), f.cfg.Slowest)
			wait = pause + rand.N(pause/4+1)
			if f.cfg.Failed != nil {
				f.cfg.Failed(err)
			}
		case more:
			pause = 0
			continue
		default:
			pause = 0
			if heads.subscribe(ctx) {
				wait = max(wait, subscribing)
			}
		}
		// While steps fail a new head is no reason to hurry.
		var news <-chan struct{}
		if pause == 0 {
			news = heads.ch
		}
		t := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			t.Stop()
			return ctx.Err()
		case _, open := <-news:
			t.Stop()
			if !open {
				heads.stop()
			}
		case <-t.C:
		}
	}
}

// heads is a subscription to new heads, which may not be there.
type heads struct {
	from   Heads // nil: never
	ch     <-chan struct{}
	cancel context.CancelFunc
}

// subscribe makes sure that there is a subscription, if that can be had.
func (h *heads) subscribe(ctx context.Context) bool {
	if h.ch != nil {
		return true
	}
	if h.from == nil {
		return false
	}
	ctx, cancel := context.WithCancel(ctx)
	ch, err := h.from.Heads(ctx)
	if err != nil {
		cancel()
		if errors.Is(err, errors.ErrUnsupported) {
			h.from = nil
		}
		return false
	}
	h.ch, h.cancel = ch, cancel
	return true
}

func (h *heads) stop() {
	if h.ch != nil {
		h.cancel()
		h.ch, h.cancel = nil, nil
	}
}
