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

// Log keeps what was read: the newest blocks, which a reorganisation could take away, and of all before them what they come to. Both
// count once the checkpoint is set that is written next, and with that one alone: what a crash has left there of others does not. Of
// a thing's folds the newest counts.
type Log interface {
	AddBlocks(context.Context, []Block) error // one that is there already stays as it is
	AddFolds(context.Context, []Fold) error
	RemoveBlocks(ctx context.Context, numbers []uint64) error // that are settled or gone
	Read(context.Context) ([]Fold, []Block, error)            // all that counts: folds in no order, blocks rising
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

// Load reads the log into the index, in place of what is there. It comes before Run.
func (s *Syncer) Load(ctx context.Context) error {
	folds, blocks, err := s.cfg.Log.Read(ctx)
	if err != nil {
		return fmt.Errorf("index: %w", err)
	}
	cp, err := s.cfg.Checkpoints.Checkpoint(ctx)
	if err != nil {
		return fmt.Errorf("index: %w", err)
	}
	s.dirty, s.unsure = nil, false
	s.forget = !cp.Origin.IsZero() && len(cp.Tail) == 0
	if len(cp.Tail) == 0 {
		folds = nil
	}
	s.checkpoint, s.recent = cp, nil
	for _, b := range blocks {
		switch {
		case len(cp.Tail) > 0 && b.Number >= cp.Tail[0].Number && b.Number <= cp.Head().Number:
			s.recent = append(s.recent, b)
		case !s.forget:
			s.dirty = append(s.dirty, b.Number)
		}
	}
	fresh, none := NewIndex(s.cfg.Index.coins), newChanges()
	fresh.take(folds, settledBelow(cp), &none)
	fresh.add(s.recent, cp.Head())
	s.cfg.Index.tail.set(cp.Tail)
	s.cfg.Index.become(fresh)
	s.start()
	return nil
}

// settledBelow is the first block that a reorganisation may take away: those before it are settled.
func settledBelow(cp follow.Checkpoint) uint64 {
	if len(cp.Tail) == 0 {
		return 0
	}
	return cp.Tail[0].Number
}

func (s *Syncer) start() {
	s.follower = follow.New(follow.Config[Block]{
		Blocks: s.cfg.Blocks, Logs: s.cfg.Events, Heads: s.cfg.Heads, Sink: s, First: s.cfg.First, Every: s.cfg.Every, Heard: s.heard, Failed: s.fail,
	}, s.checkpoint)
}

// Run follows the chain until ctx ends. It goes on from where Load or Take came to.
func (s *Syncer) Run(ctx context.Context) error {
	s.start()
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
	// The checkpoint first: blocks above it do not count, whenever we stop.
	if len(to.Tail) == 0 {
		s.cfg.Logger.Warn("another chain, or one that has changed further back than the index can follow: starting afresh")
	} else {
		s.cfg.Logger.Info("the chain was reorganised", "from", s.checkpoint.Head().Number, "to", to.Head().Number)
	}
	if err := s.mark(ctx, to); err != nil {
		return err
	}
	s.back()
	return nil
}

// back takes out of the index what the checkpoint no longer covers.
func (s *Syncer) back() {
	if len(s.checkpoint.Tail) == 0 {
		// A checkpoint without blocks says that the log is to be forgotten, until it is.
		s.forget, s.recent, s.dirty = true, nil, nil
		s.cfg.Index.tail.set(nil)
		s.cfg.Index.become(NewIndex(s.cfg.Index.coins))
		s.cfg.Changed(nil)
		return
	}
	head := s.checkpoint.Head()
	at := len(s.recent)
	for at > 0 && s.recent[at-1].Number > head.Number {
		at--
	}
	gone := s.recent[at:]
	for _, b := range gone {
		s.dirty = append(s.dirty, b.Number)
	}
	s.recent = s.recent[:at:at]
	s.cfg.Index.tail.set(s.checkpoint.Tail)
	s.tell(s.cfg.Index.rollback(gone, head))
}

// Extend implements follow.Sink.
func (s *Syncer) Extend(ctx context.Context, span follow.Span[Block]) error {
	if err := s.clean(ctx); err != nil {
		return err
	}
	// What is settled already is kept as what it comes to, and never as blocks.
	below := settledBelow(span.Checkpoint)
	fresh := countBelow(span.Events, below)
	folds := s.cfg.Index.folds(slices.Concat(s.recent[:countBelow(s.recent, below)], span.Events[:fresh]), span.From)
	for _, b := range span.Events[fresh:] {
		s.dirty = append(s.dirty, b.Number)
	}
	if err := s.cfg.Log.AddFolds(ctx, folds); err != nil {
		return err
	}
	if err := s.cfg.Log.AddBlocks(ctx, span.Events[fresh:]); err != nil {
		return err
	}
	if err := s.mark(ctx, span.Checkpoint); err != nil {
		return err
	}
	s.dirty = nil
	for _, b := range s.recent[:countBelow(s.recent, below)] {
		s.dirty = append(s.dirty, b.Number)
	}
	s.extend(span.Events)
	return nil
}

// countBelow is how many of some rising blocks are below one.
func countBelow(blocks []Block, below uint64) int {
	n, _ := slices.BinarySearchFunc(blocks, below, func(b Block, n uint64) int { return cmp.Compare(b.Number, n) })
	return n
}

// extend takes blocks into the index, up to the checkpoint.
func (s *Syncer) extend(blocks []Block) {
	recent := append(slices.Clone(s.recent), blocks...)
	old := countBelow(recent, settledBelow(s.checkpoint))
	s.recent = slices.Clone(recent[old:])
	s.cfg.Index.tail.set(s.checkpoint.Tail)
	s.tell(s.cfg.Index.add(blocks, s.checkpoint.Head()))
	s.cfg.Index.settle(recent[:old])
}

// Take takes over what another replica has written to the log: where it is now, the folds that it was to be told, and the blocks that
// came. It is not to be called while Run or Step is.
func (s *Syncer) Take(to follow.Checkpoint, folds []Fold, blocks []Block) {
	was := s.checkpoint.Head()
	s.checkpoint = to
	switch head := to.Head(); {
	case len(to.Tail) == 0, head.Number < was.Number, head.Number == was.Number && head.Hash != was.Hash:
		s.back()
	case head != was:
		s.forget, s.dirty = false, nil
		c := newChanges()
		s.cfg.Index.take(folds, settledBelow(to), &c)
		s.tell(c)
		s.extend(blocks)
	}
	s.failed.Store(nil)
}

// Synced says that what was taken over is all that there is.
func (s *Syncer) Synced() { s.synced.Store(true) }

func (s *Syncer) tell(c changes) {
	s.cfg.Index.publish(c)
	if len(c.entries) > 0 {
		s.cfg.Changed(sortedKeys(c.entries))
	}
	if len(c.nodes) > 0 {
		s.cfg.Recorded(sortedKeys(c.nodes))
	}
}
