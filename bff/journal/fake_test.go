package journal

import (
	"cmp"
	"context"
	"errors"
	"io"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"berth/bff/indexer"
	"berth/contracts/chain/follow/followtest"
	"berth/shared/eth"
)

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// memory is a database that replicas share.
type memory struct {
	mu      sync.Mutex
	entries map[uint64]Entry
	terms   map[uint64]string
	starts  map[uint64]uint64
	beats   map[uint64]Beat
	blocks  map[string]Block
	folds   map[FoldKey]Fold
}

func newMemory() *memory {
	return &memory{entries: map[uint64]Entry{}, terms: map[uint64]string{}, starts: map[uint64]uint64{}, beats: map[uint64]Beat{}, blocks: map[string]Block{}, folds: map[FoldKey]Fold{}}
}

// handle is one replica's connection. gate is passed before each call that changes something, and after; it may wait or fail.
type handle struct {
	*memory
	gate func(op string, after bool) error
}

var _ Store = (*handle)(nil)

func (h *handle) do(op string, f func()) error {
	if h.gate != nil {
		if err := h.gate(op, false); err != nil {
			return err
		}
	}
	h.mu.Lock()
	f()
	h.mu.Unlock()
	if h.gate != nil {
		return h.gate(op, true)
	}
	return nil
}

func (h *handle) AddEntry(_ context.Context, e Entry) error {
	return h.do("entry", func() {
		if _, there := h.entries[e.Slot]; !there {
			h.entries[e.Slot] = e
		}
	})
}

func got[K comparable, V any](h *handle, m map[K]V, k K) (V, error) {
	var v V
	var there bool
	if err := h.do("read", func() { v, there = m[k] }); err != nil {
		return v, err
	}
	if !there {
		return v, ErrNone
	}
	return v, nil
}

func (h *handle) Entry(_ context.Context, slot uint64) (Entry, error) { return got(h, h.entries, slot) }

func (h *handle) Entries(context.Context) (all []Entry, err error) {
	err = h.do("read", func() {
		all = slices.SortedFunc(maps.Values(h.entries), func(a, b Entry) int { return cmp.Compare(a.Slot, b.Slot) })
	})
	return all, err
}

func (h *handle) RemoveEntries(_ context.Context, slots []uint64) error {
	return h.do("trim", func() {
		for _, s := range slots {
			delete(h.entries, s)
		}
	})
}

func (h *handle) AddTerm(_ context.Context, term uint64, mark string) error {
	return h.do("term", func() {
		if _, there := h.terms[term]; !there {
			h.terms[term] = mark
		}
	})
}

func (h *handle) Term(_ context.Context, term uint64) (string, error) { return got(h, h.terms, term) }

func (h *handle) AddStart(_ context.Context, term, slot uint64) error {
	return h.do("start", func() {
		if _, there := h.starts[term]; !there {
			h.starts[term] = slot
		}
	})
}

func (h *handle) Starts(context.Context) (all map[uint64]uint64, err error) {
	err = h.do("read", func() { all = maps.Clone(h.starts) })
	return all, err
}

func (h *handle) PutBeat(_ context.Context, term uint64, b Beat) error {
	return h.do("beat", func() { h.beats[term] = b })
}

func (h *handle) Beat(_ context.Context, term uint64) (Beat, error) { return got(h, h.beats, term) }

func (h *handle) AddBlocks(_ context.Context, all []Block) error {
	for _, b := range all { // any of them may be the last
		if err := h.do("block", func() { h.blocks[b.Key] = b }); err != nil {
			return err
		}
	}
	return nil
}

func (h *handle) Block(_ context.Context, key string) (indexer.Block, error) {
	b, err := got(h, h.blocks, key)
	return b.Block, err
}

func (h *handle) Blocks(context.Context) (all []Block, err error) {
	err = h.do("read", func() { all = slices.Collect(maps.Values(h.blocks)) })
	return all, err
}

func (h *handle) RemoveBlocks(_ context.Context, keys []string) error {
	for _, k := range keys {
		if err := h.do("unblock", func() { delete(h.blocks, k) }); err != nil {
			return err
		}
	}
	return nil
}

func (h *handle) AddFolds(_ context.Context, all []Fold) error {
	if len(all) == 0 {
		return nil
	}
	// The call before one that fails may have had a part of them written.
	for _, part := range [][]Fold{all[:len(all)/2], all[len(all)/2:]} {
		if err := h.do("fold", func() {
			for _, f := range part {
				if _, there := h.folds[f.Key()]; !there {
					h.folds[f.Key()] = f
				}
			}
		}); err != nil {
			return err
		}
	}
	return nil
}

func (h *handle) Fold(_ context.Context, k FoldKey) (indexer.Fold, error) {
	f, err := got(h, h.folds, k)
	return f.Fold, err
}

func (h *handle) Folds(context.Context) (all []Fold, err error) {
	err = h.do("read", func() { all = slices.Collect(maps.Values(h.folds)) })
	return all, err
}

func (h *handle) RemoveFolds(_ context.Context, keys []FoldKey) error {
	if len(keys) == 0 {
		return nil
	}
	return h.do("unfold", func() {
		for _, k := range keys {
			delete(h.folds, k)
		}
	})
}

func (h *handle) Forget(context.Context) error { return h.do("forget", func() {}) }

// replica is an index that is kept up by a journal, on the suite's chain.
type replica struct {
	*Journal
	index  *indexer.Index
	syncer *indexer.Syncer
	seen   []eth.Address
	found  []eth.Address // nodes that changed
}

func newReplica(store Store, c *followtest.Chain) *replica {
	r := &replica{index: indexer.NewIndex(nil)}
	r.Journal = New(store, Times{}, func() error { return r.syncer.Ready() }, quiet)
	r.syncer = indexer.NewSyncer(indexer.Config{
		Index: r.index, Log: r.Journal, Checkpoints: r.Journal, Blocks: c, Events: indexer.Reader{Events: c}, First: followtest.First,
		Every: 100 * time.Millisecond, Changed: func([]eth.Address) {}, Recorded: func([]eth.Address) {}, Logger: quiet,
	})
	return r
}

var _ Member = (*replica)(nil)

func (r *replica) Load(ctx context.Context) error { return r.syncer.Load(ctx) }

func (r *replica) Take(_ context.Context, c Change) error {
	if c.Checkpoint != nil {
		r.syncer.Take(*c.Checkpoint, c.Folds, c.Blocks)
	}
	if c.Kind == Found {
		r.found = append(r.found, c.Found...)
		return nil
	}
	r.seen = append(r.seen, c.Nodes...)
	return nil
}

func (r *replica) Lead(ctx context.Context) error {
	if err := r.Sweep(ctx); err != nil {
		return err
	}
	return r.syncer.Run(ctx)
}

// become makes a replica the leader, whoever was.
func (r *replica) become(ctx context.Context) error {
	for {
		won, err := r.stand(ctx, r)
		if err == nil && won {
			err = r.Sweep(ctx)
		}
		if err != nil || won {
			return err
		}
	}
}

// catchUp steps until nothing is left; a chain that moves while it is read is read again.
func (r *replica) catchUp(ctx context.Context) error {
	for range 1000 {
		more, err := r.syncer.Step(ctx)
		if err != nil {
			return err
		}
		if !more {
			return nil
		}
	}
	return errors.New("never came to the head")
}
