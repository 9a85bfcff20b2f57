package indexer

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"berth/contracts/chain"
	"berth/contracts/chain/follow"
	"berth/shared/eth"
)

// Log keeps the blocks that were read. Those above the checkpoint's head may be left there by a crash and do not count.
type Log interface {
	AddBlocks(context.Context, []Block) error // one that is there already stays as it is
	RemoveBlocks(ctx context.Context, numbers []uint64) error
	Blocks(context.Context) ([]Block, error) // all, rising
}

// Checkpoints keeps how far the log is.
type Checkpoints interface {
	Checkpoint(context.Context) (follow.Checkpoint, error) // the zero Checkpoint where there is none
	SetCheckpoint(context.Context, follow.Checkpoint) error
	Forget(context.Context) error // everything of this chain, the checkpoint last
}

// Config is what a Syncer works with.
type Config struct {
	Index       *Index
	Log         Log
	Checkpoints Checkpoints

	Blocks follow.Blocks
	Events follow.Logs[Block]
	Heads  follow.Heads  // nil: there is no subscription
	First  uint64        // block before which there is no event
	Every  time.Duration // between two looks at the head

	// Changed is told which nodes' entries in the registry may have changed (nil: all), Recorded of which what their orders
	// came to or hold did. They must not block.
	Changed  func(nodes []eth.Address)
	Recorded func(nodes []eth.Address)
	Logger   *slog.Logger
}

// Syncer keeps an Index up with a chain. Load comes first, then Run or Step; these three are not safe for concurrent use.
type Syncer struct {
	cfg      Config
	follower *follow.Follower[Block]

	synced atomic.Bool
	lag    atomic.Uint64
	failed atomic.Pointer[error]

	// The follower's own, like all that it calls.
	checkpoint follow.Checkpoint
	unsure     bool     // the log's checkpoint may be another one
	forget     bool     // the log is another chain's
	recent     []Block  // with events, within the checkpoint's tail
	dirty      []uint64 // blocks in the log that the checkpoint may not cover
}

var _ follow.Sink[Block] = (*Syncer)(nil)

// NewSyncer makes a Syncer.
func NewSyncer(cfg Config) *Syncer { return &Syncer{cfg: cfg} }

// Ready is nil once the index has been at the chain's head, and while the chain can be read.
func (s *Syncer) Ready() error {
	if err := s.failed.Load(); err != nil {
		return fmt.Errorf("index: %w", *err)
	}
	if !s.synced.Load() {
		return fmt.Errorf("index: %d blocks behind", s.lag.Load())
	}
	return nil
}

// Lag is how many blocks the index is behind the chain.
func (s *Syncer) Lag() uint64 { return s.lag.Load() }

// Load reads the log into the index. It comes before Run.
func (s *Syncer) Load(ctx context.Context) error {
	cp, err := s.cfg.Checkpoints.Checkpoint(ctx)
	if err != nil {
		return fmt.Errorf("index: %w", err)
	}
	blocks, err := s.cfg.Log.Blocks(ctx)
	if err != nil {
		return fmt.Errorf("index: %w", err)
	}
	if s.forget = !cp.Origin.IsZero() && len(cp.Tail) == 0; s.forget {
		blocks = nil
	}
	head := cp.Head()
	cut := len(blocks)
	for cut > 0 && (blocks[cut-1].Number > head.Number || len(cp.Tail) == 0) {
		cut--
		s.dirty = append(s.dirty, blocks[cut].Number)
	}
	blocks = blocks[:cut]
	s.checkpoint, s.recent = cp, nil
	if len(cp.Tail) > 0 {
		from, _ := slices.BinarySearchFunc(blocks, cp.Tail[0].Number, func(b Block, n uint64) int { return cmp.Compare(b.Number, n) })
		s.recent = slices.Clone(blocks[from:])
	}
	s.cfg.Index.add(blocks, head)
	s.cfg.Index.settle(blocks[:len(blocks)-len(s.recent)])
	s.follower = follow.New(follow.Config[Block]{
		Blocks: s.cfg.Blocks, Logs: s.cfg.Events, Heads: s.cfg.Heads, Sink: s, First: s.cfg.First, Every: s.cfg.Every, Heard: s.heard, Failed: s.fail,
	}, cp)
	return nil
}

// Run follows the chain until ctx ends.
func (s *Syncer) Run(ctx context.Context) error {
	_ = s.follower.Run(ctx) // gives ctx's error and no other
	return nil
}

// Step reads the next blocks; more tells that there are still others. It is exported for tests and measurements.
func (s *Syncer) Step(ctx context.Context) (more bool, err error) { return s.follower.Step(ctx) }

// heard notes how far the index is.
func (s *Syncer) heard(_ context.Context, head chain.Block) error {
	s.failed.Store(nil)
	if last := s.checkpoint.Head(); head.Number >= last.Number {
		s.lag.Store(head.Number - last.Number)
		if head.Hash == last.Hash {
			s.synced.Store(true)
		}
	}
	return nil
}

func (s *Syncer) fail(err error) {
	if s.failed.Swap(&err) == nil {
		s.cfg.Logger.Warn("the chain or the database cannot be read; trying on", "err", err)
	}
}

// clean removes blocks from the log that a call which broke off has left there.
func (s *Syncer) clean(ctx context.Context) error {
	if s.unsure {
		// Blocks that the log's checkpoint covers must be there, so it has to be put back first.
		if err := s.mark(ctx, s.checkpoint); err != nil {
			return err
		}
	}
	if s.forget {
		if err := s.cfg.Checkpoints.Forget(ctx); err != nil {
			return err
		}
		s.forget = false
	}
	if len(s.dirty) == 0 {
		return nil
	}
	if err := s.cfg.Log.RemoveBlocks(ctx, s.dirty); err != nil {
		return err
	}
	s.dirty = nil
	return nil
}

// mark sets the log's checkpoint.
func (s *Syncer) mark(ctx context.Context, cp follow.Checkpoint) error {
	s.unsure = true
	if err := s.cfg.Checkpoints.SetCheckpoint(ctx, cp); err != nil {
		return err
	}
	s.unsure = false
	s.checkpoint = cp
	return nil
}

// RollBack implements follow.Sink.
func (s *Syncer) RollBack(ctx context.Context, to follow.Checkpoint) error {
	if len(to.Tail) == 0 {
		s.cfg.Logger.Warn("another chain, or one that has changed further back than the index can follow: starting afresh")
		return s.restart(ctx, to)
	}
	head := to.Head()
	s.cfg.Logger.Info("the chain was reorganised", "from", s.checkpoint.Head().Number, "to", head.Number)
	at := len(s.recent)
	for at > 0 && s.recent[at-1].Number > head.Number {
		at--
	}
	gone := s.recent[at:]
	// The checkpoint first: blocks above it do not count, whenever we stop.
	if err := s.mark(ctx, to); err != nil {
		return err
	}
	for _, b := range gone {
		s.dirty = append(s.dirty, b.Number)
	}
	s.recent = s.recent[:at:at]
	s.tell(s.cfg.Index.rollback(gone, head))
	return nil
}

// restart begins anew. A checkpoint without blocks says that the log is to be forgotten, until it is.
func (s *Syncer) restart(ctx context.Context, to follow.Checkpoint) error {
	if err := s.mark(ctx, to); err != nil {
		return err
	}
	s.forget, s.recent, s.dirty = true, nil, nil
	s.cfg.Index.mu.Lock()
	s.cfg.Index.clear()
	s.cfg.Index.mu.Unlock()
	s.cfg.Changed(nil)
	return nil
}

// Extend implements follow.Sink.
func (s *Syncer) Extend(ctx context.Context, span follow.Span[Block]) error {
	if err := s.clean(ctx); err != nil {
		return err
	}
	blocks := span.Events
	for _, b := range blocks {
		s.dirty = append(s.dirty, b.Number)
	}
	if err := s.cfg.Log.AddBlocks(ctx, blocks); err != nil {
		return err
	}
	if err := s.mark(ctx, span.Checkpoint); err != nil {
		return err
	}
	s.dirty = nil
	recent := append(slices.Clone(s.recent), blocks...)
	old := 0
	for old < len(recent) && recent[old].Number < s.checkpoint.Tail[0].Number {
		old++
	}
	s.recent = slices.Clone(recent[old:])
	s.tell(s.cfg.Index.add(blocks, s.checkpoint.Head()))
	s.cfg.Index.settle(recent[:old])
	return nil
}

func (s *Syncer) tell(c changes) {
	s.cfg.Index.publish(c)
	if len(c.entries) > 0 {
		s.cfg.Changed(sortedKeys(c.entries))
	}
	if len(c.nodes) > 0 {
		s.cfg.Recorded(sortedKeys(c.nodes))
	}
}
