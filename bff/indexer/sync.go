package indexer

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"berth/shared/eth"
)

// Log keeps the events that were read. Blocks above the checkpoint's head may be left there by a crash and do not
// count.
type Log interface {
	Checkpoint(context.Context) (Checkpoint, error) // the zero Checkpoint where there is none
	SetCheckpoint(context.Context, Checkpoint) error
	AddBlocks(context.Context, []Block) error // one that is there already stays as it is
	RemoveBlocks(ctx context.Context, numbers []uint64) error
	Blocks(context.Context) ([]Block, error) // all, rising
	Forget(context.Context) error            // everything of this chain
}

// Source is a chain to read.
type Source interface {
	Head(context.Context) (Header, error)
	HeaderAt(ctx context.Context, number uint64) (Header, error)
	Blocks(ctx context.Context, from, to uint64) ([]Block, error) // those that have events; headers without parents
}

// Sizes of the work.
const (
	tailLength = 128  // blocks that can be rolled back
	batch      = 2000 // blocks in one step
	readers    = 8    // headers asked for side by side
	slowest    = 15 * time.Second
)

// errMoved: the chain changed while it was read; the next try will see it as it is then.
var errMoved = errors.New("the chain moved while it was read")

// Syncer keeps an Index up with a chain. Run is its only method that may not be called twice.
type Syncer struct {
	index   *Index
	log     Log
	source  Source
	first   uint64 // block before which there is no event
	every   time.Duration
	changed func(nodes []eth.Address)
	logger  *slog.Logger

	synced atomic.Bool
	lag    atomic.Uint64
	failed atomic.Pointer[error]

	// Run's own.
	checkpoint Checkpoint
	recent     []Block  // with events, within the checkpoint's tail
	dirty      []uint64 // blocks in the log that the checkpoint may not cover
}

// NewSyncer makes a Syncer; changed is told which nodes' entries or records may have changed (nil: all), and must not block.
func NewSyncer(x *Index, l Log, s Source, first uint64, every time.Duration, changed func([]eth.Address), logger *slog.Logger) *Syncer {
	return &Syncer{index: x, log: l, source: s, first: first, every: every, changed: changed, logger: logger}
}

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
	origin, err := s.origin(ctx)
	if err != nil {
		return fmt.Errorf("index: %w", err)
	}
	cp, err := s.log.Checkpoint(ctx)
	if err != nil {
		return fmt.Errorf("index: %w", err)
	}
	if cp.Origin != "" && cp.Origin != origin {
		s.logger.Warn("another chain: the index starts afresh")
		return s.restart(ctx, origin)
	}
	blocks, err := s.log.Blocks(ctx)
	if err != nil {
		return fmt.Errorf("index: %w", err)
	}
	head := cp.Head()
	cut := len(blocks)
	for cut > 0 && (blocks[cut-1].Number > head.Number || len(cp.Tail) == 0) {
		cut--
		s.dirty = append(s.dirty, blocks[cut].Number)
	}
	blocks = blocks[:cut]
	cp.Origin = origin
	s.checkpoint, s.recent = cp, nil
	if len(cp.Tail) > 0 {
		from, _ := slices.BinarySearchFunc(blocks, cp.Tail[0].Number, func(b Block, n uint64) int { return int(int64(b.Number) - int64(n)) })
		s.recent = slices.Clone(blocks[from:])
	}
	s.index.add(blocks, head)
	s.index.settle(blocks[:len(blocks)-len(s.recent)])
	return nil
}

// origin names the chain: the hash of the block in which the contracts were deployed, which no other chain has.
func (s *Syncer) origin(ctx context.Context) (string, error) {
	h, err := s.source.HeaderAt(ctx, s.first)
	return h.Hash.String(), err
}

func (s *Syncer) restart(ctx context.Context, origin string) error {
	if err := s.log.Forget(ctx); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	s.checkpoint, s.recent, s.dirty = Checkpoint{Origin: origin}, nil, nil
	s.index.mu.Lock()
	s.index.clear()
	s.index.mu.Unlock()
	s.changed(nil)
	return nil
}

// Run follows the chain until ctx ends.
func (s *Syncer) Run(ctx context.Context) error {
	wait := s.every
	for {
		switch more, err := s.Step(ctx); {
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, errMoved):
			wait = s.every
		case err != nil:
			wait = min(max(2*wait, s.every), slowest)
			if s.failed.Swap(&err) == nil {
				s.logger.Warn("the chain or the database cannot be read; trying on", "err", err)
			}
		default:
			s.failed.Store(nil)
			if wait = s.every; more {
				wait = 0
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
	}
}

// Step reads the next blocks; more tells that there are still others. It is exported for tests and measurements.
func (s *Syncer) Step(ctx context.Context) (more bool, err error) {
	if err := s.clean(ctx); err != nil {
		return false, err
	}
	head, err := s.source.Head(ctx)
	if err != nil {
		return false, err
	}
	last := s.checkpoint.Head()
	if len(s.checkpoint.Tail) > 0 && head.Hash == last.Hash {
		s.lag.Store(0)
		s.synced.Store(true)
		return false, nil
	}
	if err := s.reconcile(ctx, head); err != nil {
		return false, err
	}
	next := s.first
	if len(s.checkpoint.Tail) > 0 {
		next = s.checkpoint.Head().Number + 1
	}
	if head.Number < next {
		return false, nil // the chain is shorter now, or has not come to our first block
	}
	s.lag.Store(head.Number - next + 1)
	to := min(head.Number, next+batch-1)
	if err := s.extend(ctx, next, to, head); err != nil {
		return false, err
	}
	s.lag.Store(head.Number - to)
	if to == head.Number {
		s.synced.Store(true)
	}
	return to < head.Number, nil
}

// clean removes blocks from the log that a step which broke off has left there.
func (s *Syncer) clean(ctx context.Context) error {
	if len(s.dirty) == 0 {
		return nil
	}
	if err := s.log.RemoveBlocks(ctx, s.dirty); err != nil {
		return err
	}
	s.dirty = nil
	return nil
}

// reconcile rolls the index back to where it and the chain part.
func (s *Syncer) reconcile(ctx context.Context, head Header) error {
	tail := s.checkpoint.Tail
	if len(tail) == 0 {
		return nil
	}
	keep := len(tail)
	for keep > 0 {
		h := tail[keep-1]
		if h.Number <= head.Number {
			now := head
			if h.Number != head.Number {
				var err error
				if now, err = s.source.HeaderAt(ctx, h.Number); err != nil {
					return err
				}
			}
			if now.Hash == h.Hash {
				break
			}
		}
		keep--
	}
	switch {
	case keep == len(tail):
		return nil
	case tail[keep].Number > head.Number && keep > 0:
		return nil // the endpoint lags behind what another one has told us; nothing says that our blocks are gone
	case tail[keep].Number > head.Number:
		if origin, err := s.origin(ctx); err != nil || origin == s.checkpoint.Origin {
			return err
		}
	}
	if keep == 0 {
		s.logger.Warn("the chain has changed further back than the index can follow: starting afresh", "from", tail[0].Number)
		origin, err := s.origin(ctx)
		if err != nil {
			return err
		}
		return s.restart(ctx, origin)
	}
	to := tail[keep-1]
	s.logger.Info("the chain was reorganised", "from", tail[len(tail)-1].Number, "to", to.Number)
	at := len(s.recent)
	for at > 0 && s.recent[at-1].Number > to.Number {
		at--
	}
	gone := s.recent[at:]
	// The checkpoint first: blocks above it do not count, whenever we stop.
	cp := Checkpoint{Origin: s.checkpoint.Origin, Tail: slices.Clone(tail[:keep])}
	if err := s.log.SetCheckpoint(ctx, cp); err != nil {
		return err
	}
	for _, b := range gone {
		s.dirty = append(s.dirty, b.Number)
	}
	s.checkpoint, s.recent = cp, s.recent[:at:at]
	s.tell(s.index.rollback(gone, to))
	return s.clean(ctx)
}

// extend reads the blocks next to to and adds them.
func (s *Syncer) extend(ctx context.Context, next, to uint64, head Header) error {
	blocks, err := s.source.Blocks(ctx, next, to)
	if err != nil {
		return err
	}
	from := next
	if head.Number-next >= tailLength {
		from = max(next, min(to, head.Number-tailLength+1))
	}
	headers, err := s.headers(ctx, from, to, head)
	if err != nil {
		return err
	}
	if !s.connected(headers, blocks) {
		return errMoved
	}
	for _, b := range blocks {
		s.dirty = append(s.dirty, b.Number)
	}
	if err := s.log.AddBlocks(ctx, blocks); err != nil {
		return err
	}
	tail := headers
	if old := s.checkpoint.Tail; len(old) > 0 && old[len(old)-1].Number+1 == from {
		tail = append(slices.Clone(old), headers...)
	}
	tail = tail[max(0, len(tail)-tailLength):]
	cp := Checkpoint{Origin: s.checkpoint.Origin, Tail: tail}
	if err := s.log.SetCheckpoint(ctx, cp); err != nil {
		return err
	}
	s.dirty, s.checkpoint = nil, cp
	recent := append(slices.Clone(s.recent), blocks...)
	old := 0
	for old < len(recent) && recent[old].Number < tail[0].Number {
		old++
	}
	s.recent = slices.Clone(recent[old:])
	s.tell(s.index.add(blocks, cp.Head()))
	s.index.settle(recent[:old])
	return nil
}

// headers reads the headers from and to, both included.
func (s *Syncer) headers(ctx context.Context, from, to uint64, head Header) ([]Header, error) {
	headers := make([]Header, to-from+1)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(readers)
	for i := range headers {
		n := from + uint64(i)
		if n == head.Number {
			headers[i] = head
			continue
		}
		g.Go(func() (err error) {
			headers[i], err = s.source.HeaderAt(ctx, n)
			return err
		})
	}
	return headers, g.Wait()
}

// connected tells whether headers follow on each other and on the checkpoint, and events are in these very blocks.
func (s *Syncer) connected(headers []Header, blocks []Block) bool {
	last := s.checkpoint.Head()
	if len(s.checkpoint.Tail) > 0 && last.Number+1 == headers[0].Number && headers[0].Parent != last.Hash {
		return false
	}
	for i := 1; i < len(headers); i++ {
		if headers[i].Parent != headers[i-1].Hash {
			return false
		}
	}
	first := headers[0].Number
	for _, b := range blocks {
		if b.Number >= first && b.Hash != headers[b.Number-first].Hash {
			return false
		}
	}
	return true
}

func (s *Syncer) tell(c changes) {
	s.index.publish(c)
	if len(c.nodes) > 0 {
		nodes := make([]eth.Address, 0, len(c.nodes))
		for n := range c.nodes {
			nodes = append(nodes, n)
		}
		s.changed(nodes)
	}
}
