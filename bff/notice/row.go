package notice

import (
	"context"
	"errors"
	"sync"
	"time"

	"berth/shared/eth"
	"berth/shared/wire"
)

const (
	remembered = 2000 // entries of the row
	look       = time.Second
	aRound     = 500 // entries read in one look
)

// row is the end of the row of all notices, as this replica has read it.
type row struct {
	mu      sync.Mutex
	entries []Entry // rising, without gaps
	newest  uint64
	changed chan struct{} // closed with the next entry
	now     chan struct{} // look at once
}

func (r *row) poke() {
	select {
	case r.now <- struct{}{}:
	default:
	}
}

// Newest implements live.Notices.
func (s *Service) Newest() (uint64, <-chan struct{}) {
	s.row.mu.Lock()
	defer s.row.mu.Unlock()
	return s.row.newest, s.row.changed
}

// After implements live.Notices.
func (s *Service) After(user eth.Address, number uint64) (out []wire.Notice, ok bool) {
	r := &s.row
	r.mu.Lock()
	defer r.mu.Unlock()
	if number < r.newest && (len(r.entries) == 0 || number+1 < r.entries[0].Number) {
		return nil, false
	}
	for _, e := range r.entries {
		if e.Number > number && e.User == user {
			out = append(out, e.Notice)
		}
	}
	return out, true
}

// Read follows the row until ctx ends.
func (s *Service) Read(ctx context.Context) {
	s.row.poke()
	t := time.NewTicker(look)
	defer t.Stop()
	began, said := false, false
	for {
		var err error
		if !began {
			began, err = s.start(ctx)
		}
		if err == nil {
			err = s.read(ctx)
		}
		if err != nil && ctx.Err() == nil && !said {
			s.cfg.Log.Warn("the row of notices cannot be read; trying on", "err", err)
		}
		said = err != nil
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		case <-s.row.now:
		}
	}
}

// start finds the end of the row, and goes back so far that who comes from another replica can go on here.
func (s *Service) start(ctx context.Context) (bool, error) {
	last, err := s.cfg.Store.Last(ctx)
	if err != nil {
		return false, err
	}
	var back []Entry
	for n := last; n > 0 && len(back) < aRound; n-- {
		e, err := s.cfg.Store.Entry(ctx, n)
		if errors.Is(err, ErrNone) {
			break // it was so long ago that it is gone
		}
		if err != nil {
			return false, err
		}
		back = append(back, e)
	}
	r := &s.row
	r.mu.Lock()
	defer r.mu.Unlock()
	r.newest = last
	for i := len(back) - 1; i >= 0; i-- {
		r.entries = append(r.entries, back[i])
	}
	return true, nil
}

// read takes what has come.
func (s *Service) read(ctx context.Context) error {
	r := &s.row
	for range aRound {
		r.mu.Lock()
		next := r.newest + 1
		r.mu.Unlock()
		e, err := s.cfg.Store.Entry(ctx, next)
		if errors.Is(err, ErrNone) {
			return nil
		}
		if err != nil {
			return err
		}
		r.mu.Lock()
		r.newest = next
		r.entries = append(r.entries, e)
		if len(r.entries) > remembered {
			r.entries = append([]Entry(nil), r.entries[len(r.entries)-remembered/2:]...)
		}
		close(r.changed)
		r.changed = make(chan struct{})
		r.mu.Unlock()
	}
	return nil
}
