// Package follow is the one way in which Berth's servers keep up with the chain: it reads block after block, notices
// when blocks were reorganised away, and tells a consumer what to add and how far to go back. The consumer keeps how far
// it is, so that nothing is lost or taken twice whenever it stops.
package follow

import (
	"context"
	"errors"
	"time"

	"berth/contracts/chain"
	"berth/shared/eth"
)

const (
	// TailLength is how many of the newest blocks' headers are kept: a reorganisation that goes less deep is rolled
	// back to the very block at which the chains part.
	TailLength = 128
	span       = 2000
	readers    = 8 // headers asked for side by side
)

// ErrMoved is a chain that changed while it was read; the next step sees it as it is then.
var ErrMoved = errors.New("the chain moved while it was read")

// Event is what the consumer wants of the blocks: one event, or a block's events in one. Of its place only block and
// hash are looked at.
type Event interface{ At() chain.Place }

// Blocks is the chain as a sequence of blocks. It is asked for several at a time. *chain.Client implements it.
type Blocks interface {
	Head(context.Context) (chain.Block, error)
	// BlockAt is the block of that number in the chain as it is now; ethereum.NotFound is wrapped where there is none.
	BlockAt(ctx context.Context, number uint64) (chain.Block, error)
	// Finalized is the last block that cannot be reorganised away; an error where the endpoint knows of none.
	Finalized(context.Context) (chain.Block, error)
}

// Logs gives the events of the blocks from and to, both included, in the chain's order. *chain.Client implements it for
// chain.Event.
type Logs[E Event] interface {
	Logs(ctx context.Context, from, to uint64) ([]E, error)
}

// Heads tells of new heads, where the connection can. *chain.Client implements it.
type Heads interface {
	// Heads gives a channel that gets a value soon after each new head, and is closed when the subscription breaks or
	// ctx ends. errors.ErrUnsupported is wrapped where there will never be one.
	Heads(ctx context.Context) (<-chan struct{}, error)
}

// Checkpoint is how far a consumer is. Whoever keeps all of it across restarts can be rolled back to where the chains
// part. Whoever keeps less, at least the newest header (a Tail of one), is right as well, but begins anew if just that
// block was reorganised away meanwhile.
type Checkpoint struct {
	Origin eth.Hash `json:"origin,omitzero"` // of the block with which it begins: names the chain; zero: not known
	// Tail has the newest blocks that are in, rising, without gaps but for the first: that is the newest final one, where
	// finality is further behind than the others. Empty: nothing is in.
	Tail []chain.Block `json:"tail"`
}

// Head is the newest block that is in; zero where none is.
func (c Checkpoint) Head() chain.Block {
	if len(c.Tail) == 0 {
		return chain.Block{}
	}
	return c.Tail[len(c.Tail)-1]
}

// Span is what is to be added: the events of the blocks from From to Checkpoint's head, both included. The first follows
// on the consumer's newest block. Checkpoint is where the consumer is once they are in.
type Span[E Event] struct {
	From       uint64
	Events     []E
	Checkpoint Checkpoint
}

// Sink is the consumer. It keeps its checkpoint together with what it makes of the events, so that a crash leaves both
// or neither, or what is left half done is put right by the next call. An error of either method means that nothing has
// happened: the next step begins again at the checkpoint before, perhaps with other blocks. Both are called by the
// goroutine that steps; what they get is theirs to keep and nobody's to change.
type Sink[E Event] interface {
	Extend(context.Context, Span[E]) error
	// RollBack takes out what is of blocks above to's head: the chain no longer has them. That is the last block of the
	// tail that the chain has. With an empty tail all goes, and the blocks come again from the first.
	RollBack(ctx context.Context, to Checkpoint) error
}

// Config says what is followed, by whom and how.
type Config[E Event] struct {
	Blocks Blocks
	Logs   Logs[E]
	Heads  Heads // nil: the head is looked at every Every
	Sink   Sink[E]

	First   uint64        // the block with which it begins: that of the contracts
	Every   time.Duration // between two looks at the head
	Slowest time.Duration // the longest pause between attempts while steps fail; 0: 15 s
	Span    uint64        // how many blocks are handed over at once while catching up, at most; 0: 2000

	// Heard is told of each look at the head after which the consumer has all that there was to take (up to the head,
	// or a span while catching up); nil: nobody. With a head below the consumer's, the endpoint merely lags behind.
	// An error makes the step fail.
	Heard func(ctx context.Context, head chain.Block) error
	// Failed is told why a step of Run failed, each time; nil: nobody. It will be tried again.
	Failed func(error)
}

// Follower follows a chain for one consumer. It is for one goroutine.
type Follower[E Event] struct {
	cfg Config[E]
	cp  Checkpoint

	sure  bool   // that cp is of this chain, and not of another one with the same contracts' place
	final uint64 // the newest block known to be final
	asked uint64 // the head when that was asked last
}

// New makes a follower of what the consumer has kept.
func New[E Event](cfg Config[E], kept Checkpoint) *Follower[E] {
	if cfg.Slowest == 0 {
		cfg.Slowest = slowest
	}
	if cfg.Span == 0 {
		cfg.Span = span
	}
	return &Follower[E]{cfg: cfg, cp: kept}
}

// Checkpoint is how far the consumer is.
func (f *Follower[E]) Checkpoint() Checkpoint { return f.cp }

// Step looks at the head once and makes at most one call of the consumer; more: there may be another at once.
func (f *Follower[E]) Step(ctx context.Context) (more bool, err error) {
	head, err := f.cfg.Blocks.Head(ctx)
	if err != nil {
		return false, err
	}
	switch where, keep, err := f.compare(ctx, head); {
	case err != nil:
		return false, err
	case where == parted:
		return true, f.rollBack(ctx, keep)
	case where == level && f.next() <= head.Number:
		if err := f.extend(ctx, head); err != nil {
			return false, err
		}
	}
	if f.cfg.Heard != nil {
		if err := f.cfg.Heard(ctx, head); err != nil {
			return false, err
		}
	}
	return f.next() <= head.Number, nil
}

// next is the block that comes next.
func (f *Follower[E]) next() uint64 {
	if len(f.cp.Tail) == 0 {
		return f.cfg.First
	}
	return f.cp.Head().Number + 1
}
