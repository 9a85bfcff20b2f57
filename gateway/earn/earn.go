// Package earn keeps the accounts of one node: what the market paid it, and what each user's orders with any node came to, as
// the market's events tell it. It follows the chain for itself and keeps how far it is together with what it made of it, so
// that nothing is lost or counted twice over restarts and reorganisations.
package earn

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"berth/contracts/chain"
	"berth/contracts/chain/follow"
	"berth/gateway/ledger"
	"berth/shared/eth"
	"berth/shared/wire"
)

// Store keeps the accounts; ledger.Accounts does.
type Store interface {
	Checkpoint() (follow.Checkpoint, error)
	Update(func(*ledger.Sheet) error) error
	Books
}

// Books is what is read of the accounts.
type Books interface {
	Deals(user eth.Address, take func(ledger.Deal) (more bool)) error
	Days(token eth.Address, take func(day time.Time, d ledger.Day)) error
	Entries(before string, take func(wire.AdminEntry) (ok bool)) (more bool, err error)
}

// Chain is what is followed.
type Chain interface {
	follow.Blocks
	follow.Logs[chain.Event]
}

// Config is what Accounts are made of. All of it is needed.
type Config struct {
	Node   eth.Address
	Tokens []wire.Coin // that count in records; what is paid in others could be anybody's own invention
	From   uint64      // block before which there are no events
	Every  time.Duration
	Chain  Chain
	Store  Store
	Log    *slog.Logger
	Now    func() time.Time
}

// Accounts is safe for concurrent use.
type Accounts struct {
	cfg    Config
	follow *follow.Follower[chain.Event]
	saved  uint64 // the block of the checkpoint that the store has; the follower's goroutine's

	mu      sync.Mutex
	counted wire.AdminCounted
	failing bool
	records map[eth.Address]known // that nothing has touched since
	turn    uint64                // goes up with whatever changes the accounts
}

// known is a user's record as it was reckoned last.
type known struct {
	record wire.Record
	orders int
	since  time.Time
}

const (
	// maxRecords bounds how many records are kept reckoned.
	maxRecords = 4096
	// maxDeals is how many of a user's orders are looked at. Each has cost its user a transaction.
	maxDeals = 20_000
	// saveBlocks is after how many blocks without events the checkpoint is written: so many are read once more after a crash.
	saveBlocks = 32
	// slack is how many blocks behind the head the accounts may be and still count as up with it.
	slack = 8
	// retryEvery is the longest pause between attempts while the chain does not answer.
	retryEvery = 15 * time.Second
)

var _ follow.Sink[chain.Event] = (*Accounts)(nil)

// New goes on where the store is.
func New(cfg Config) (*Accounts, error) {
	kept, err := cfg.Store.Checkpoint()
	if err != nil {
		return nil, fmt.Errorf("accounts: %w", err)
	}
	a := &Accounts{cfg: cfg, saved: kept.Head().Number, records: map[eth.Address]known{}}
	a.note(kept, func() {})
	a.follow = follow.New(follow.Config[chain.Event]{
		Blocks: cfg.Chain, Logs: cfg.Chain, Sink: a, First: cfg.From, Every: cfg.Every, Slowest: max(cfg.Every, retryEvery),
		Heard: a.heard, Failed: a.failed,
	}, kept)
	return a, nil
}

// Run follows the chain until ctx ends.
func (a *Accounts) Run(ctx context.Context) { _ = a.follow.Run(ctx) } // it ends with ctx and no sooner

// Counted says how far the accounts are.
func (a *Accounts) Counted() wire.AdminCounted {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.counted
}

// Current reports whether the accounts are up with the chain, as far as that was heard.
func (a *Accounts) Current() bool {
	c := a.Counted()
	return c.Head > 0 && c.Block+slack >= c.Head
}

// note says how far the accounts are now, and has forget forget the records that are other ones by that.
func (a *Accounts) note(cp follow.Checkpoint, forget func()) {
	a.mu.Lock()
	defer a.mu.Unlock()
	forget()
	a.turn++
	head := cp.Head()
	a.counted.Block, a.counted.Time = head.Number, head.Time
	if head.Number == 0 {
		a.counted.Time = time.Time{}
	}
}

func (a *Accounts) heard(_ context.Context, head chain.Block) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.counted.Head = max(head.Number, a.counted.Block)
	a.failing = false
	return nil
}

func (a *Accounts) failed(err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.failing {
		a.failing = true
		a.cfg.Log.Warn("the accounts cannot be kept up with the chain now; it is tried again", "err", err)
	}
}

// Extend implements follow.Sink.
func (a *Accounts) Extend(_ context.Context, s follow.Span[chain.Event]) error {
	head := s.Checkpoint.Head().Number
	if len(s.Events) == 0 && a.saved > 0 && head < a.saved+saveBlocks {
		a.note(s.Checkpoint, func() {})
		return nil
	}
	touched := map[eth.Address]bool{}
	err := a.cfg.Store.Update(func(sheet *ledger.Sheet) error {
		for _, ev := range s.Events {
			user, err := a.take(sheet, ev)
			if err != nil {
				return err
			}
			touched[user] = true
		}
		return sheet.SetCheckpoint(s.Checkpoint)
	})
	if err != nil {
		return fmt.Errorf("accounts: %w", err)
	}
	a.saved = head
	a.note(s.Checkpoint, func() {
		for user := range touched {
			delete(a.records, user)
		}
	})
	return nil
}

// RollBack implements follow.Sink.
func (a *Accounts) RollBack(_ context.Context, to follow.Checkpoint) error {
	err := a.cfg.Store.Update(func(sheet *ledger.Sheet) error {
		undo := func() error { return sheet.RollBack(to.Head().Number) }
		if len(to.Tail) == 0 {
			undo = sheet.Forget
		}
		if err := undo(); err != nil {
			return err
		}
		return sheet.SetCheckpoint(to)
	})
	if err != nil {
		return fmt.Errorf("accounts: %w", err)
	}
	a.saved = to.Head().Number
	a.note(to, func() { clear(a.records) })
	return nil
}
