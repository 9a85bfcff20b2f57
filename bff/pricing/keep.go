package pricing

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"berth/shared/eth"
)

// Store keeps what was learned over a restart and for all replicas, as JSON of at most maxKept bytes; nil: nothing was. A name is
// claimed by one of them at a time.
type Store interface {
	Learned(context.Context) ([]byte, error)
	PutLearned(context.Context, []byte) error
	Claim(ctx context.Context, name string, d time.Duration) (won bool, until time.Time, err error)
	Release(ctx context.Context, name string, before time.Time) error
}

const (
	syncEvery = 30 * time.Second
	syncTime  = 20 * time.Second // that a Sync may take
	turnTime  = time.Minute      // for which nobody else adds to what was learned
	turnName  = "prices"
	maxKept   = 4 << 20
	// maxClasses is how many classes there can be, with room to spare.
	maxClasses = 64
	// maxUntold is how many answers wait for the store at most; what comes then is this replica's alone.
	maxUntold = 20_000
)

// kept is what is known as the store has it.
type kept struct {
	At      time.Time               `json:"at"`
	Edges   []float64               `json:"edges"`
	All     counts                  `json:"all"`
	Classes map[string]*counts      `json:"classes"`
	Nodes   map[eth.Address]float64 `json:"nodes"`
	Users   map[eth.Address]float64 `json:"users"`
}

// parse reads what the store has. What was learned with other edges, or cannot be, is nothing.
func parse(b []byte, now time.Time) (state, error) {
	s := newState(now)
	if b == nil {
		return s, nil
	}
	k := kept{}
	if len(b) > maxKept {
		return s, fmt.Errorf("pricing: what was kept is longer than %d bytes", maxKept)
	}
	if err := json.Unmarshal(b, &k); err != nil {
		return s, fmt.Errorf("pricing: %w", err)
	}
	if len(k.Edges) != len(edges) || [len(edges)]float64(k.Edges) != edges || !k.All.valid() || len(k.Classes) > maxClasses {
		return s, nil
	}
	for _, c := range k.Classes {
		if c == nil || !c.valid() {
			return s, nil
		}
	}
	s.all = k.All
	if k.At.Before(now) {
		s.at = k.At
	}
	for key, c := range k.Classes {
		s.classes[key] = c
	}
	for a, v := range k.Nodes {
		s.nodes.spent[a] = min(max(v, 0), nodeCap)
	}
	for a, v := range k.Users {
		s.users.spent[a] = min(max(v, 0), userCap)
	}
	s.fade(now)
	return s, nil
}

// Sync adds what was heard here to what all replicas have learned, and takes that over: the same answers weigh what they would if one
// replica had heard them all. Where another one does so now, nothing is added, and it is read alone. A kill loses what was heard since
// the last one.
func (m *Model) Sync(ctx context.Context, s Store) error {
	m.syncing.Lock()
	defer m.syncing.Unlock()
	m.mu.Lock()
	mine := slices.Clone(m.untold)
	m.mu.Unlock()
	if len(mine) > 0 {
		won, _, err := s.Claim(ctx, turnName, turnTime)
		if err != nil {
			return err
		}
		if won {
			defer func() { _ = s.Release(ctx, turnName, m.now().Add(turnTime)) }() // else it ends by itself
		} else {
			mine = nil
		}
	}
	b, err := s.Learned(ctx)
	if err != nil {
		return err
	}
	known, err := parse(b, m.now())
	if err != nil && len(mine) == 0 {
		return err
	}
	if len(mine) > 0 { // what cannot be read is learned anew
		for _, e := range mine {
			known.add(e)
		}
		b, err := json.Marshal(kept{known.at, edges[:], known.all, known.classes, known.nodes.spent, known.users.spent})
		if err != nil {
			return fmt.Errorf("pricing: %w", err)
		}
		if err := s.PutLearned(ctx, b); err != nil {
			return err
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.untold = slices.Clone(m.untold[len(mine):])
	for _, e := range m.untold {
		known.add(e)
	}
	m.state = known
	clear(m.fitted)
	return nil
}

// Run syncs now and then until ctx ends, and once more then.
func (m *Model) Run(ctx context.Context, s Store, log *slog.Logger) {
	t := time.NewTicker(syncEvery)
	defer t.Stop()
	for over := false; !over; {
		select {
		case <-ctx.Done():
			over = true
		case <-t.C:
		}
		call, cancel := context.WithTimeout(context.WithoutCancel(ctx), syncTime)
		if err := m.Sync(call, s); err != nil {
			log.Warn("what greets taught about prices could not be shared", "err", err)
		}
		cancel()
	}
}
