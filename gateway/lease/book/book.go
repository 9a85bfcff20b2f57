// Package book has the orders of one node: their records, the links between an order and the one that replaced it, what is
// deployed for them and what happened to it. A Book owns the lock; what others get of it are copies, or a look at one order
// while it holds still. It decides nothing: what is to be done for an order is the reconciler's business.
package book

import (
	"fmt"
	"log/slog"
	"sync"
	"time"

	"berth/gateway/isolation"
	"berth/gateway/ledger"
	"berth/gateway/manifest/formats"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// Config is what a Book is made of. All of it is needed.
type Config struct {
	Node  eth.Address
	Grace time.Duration // for which data stays after an order's end
	URL   func(id order.ID, service string) string
	Store Store
	Log   *slog.Logger
	Now   func() time.Time
}

// Book is safe for concurrent use.
type Book struct {
	cfg   Config
	store Store
	log   *slog.Logger
	now   func() time.Time

	diaries sync.Mutex // held while diaries are written or cleared, after Order.saving and before mu

	mu    sync.RWMutex
	shelf shelf
}

// shelf is what the lock guards: whoever has one holds the lock.
type shelf struct {
	orders map[order.ID]*Order
	live   map[eth.Address]order.ID // by user
	served map[eth.Address]bool     // users who have had an activated order here
	came   chan struct{}            // closed when the next order comes, and replaced
	now    func() time.Time
	url    func(id order.ID, service string) string
}

// Open makes a book of what the store has.
func Open(cfg Config) (*Book, error) {
	b := &Book{cfg: cfg, store: cfg.Store, log: cfg.Log, now: cfg.Now}
	b.shelf = shelf{
		orders: map[order.ID]*Order{}, live: map[eth.Address]order.ID{}, served: map[eth.Address]bool{}, came: make(chan struct{}),
		now: b.now, url: cfg.URL,
	}
	records, err := b.store.Orders()
	if err != nil {
		return nil, fmt.Errorf("book: %w", err)
	}
	happened, err := b.store.Happenings()
	if err != nil {
		return nil, fmt.Errorf("book: %w", err)
	}
	served, err := b.store.Served()
	if err != nil {
		return nil, fmt.Errorf("book: %w", err)
	}
	for _, user := range served {
		b.shelf.served[user] = true
	}
	for _, r := range records {
		if err := b.load(r, happened[r.Order.ID]); err != nil {
			return nil, fmt.Errorf("book: %w", err)
		}
	}
	b.shelf.relink()
	return b, nil
}

func (b *Book) load(r ledger.Record, happened []wire.Happening) error {
	o := b.shelf.add(r, happened)
	if r.Revision == 0 || r.Collected {
		return nil
	}
	rev, err := b.store.Revision(r.Order.ID, r.Revision)
	if err != nil {
		return err
	}
	m, err := formats.Parse(rev.Format, rev.Manifest)
	if err != nil {
		return fmt.Errorf("order %s: %w", r.Order.ID, err)
	}
	if m, err = isolation.Recall(m, rev.Outline); err != nil {
		return fmt.Errorf("order %s: %w", r.Order.ID, err)
	}
	o.Deploy(m)
	return nil
}

func (b *Book) look(f func(*shelf)) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	f(&b.shelf)
}

func (b *Book) change(f func(*shelf)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	f(&b.shelf)
}

// Look runs f on an order while nobody changes it, and reports whether there is one. f changes nothing, waits for nothing,
// and keeps nothing of the order that is not a copy.
func (b *Book) Look(id order.ID, f func(*Order)) (found bool) {
	b.look(func(s *shelf) {
		if o := s.orders[id]; o != nil {
			found = true
			f(o)
		}
	})
	return found
}

// Change runs f on an order while nobody else looks at it, and reports whether there is one. f waits for nothing and keeps
// nothing of the order that is not a copy.
func (b *Book) Change(id order.ID, f func(*Order)) (found bool) {
	b.change(func(s *shelf) {
		if o := s.orders[id]; o != nil {
			found = true
			f(o)
		}
	})
	return found
}

// Arrivals is closed when the next order comes in that was not known.
func (b *Book) Arrivals() (c <-chan struct{}) {
	b.look(func(s *shelf) { c = s.came })
	return c
}

// Each is Look for every order.
func (b *Book) Each(f func(*Order)) {
	b.look(func(s *shelf) {
		for _, o := range s.orders {
			f(o)
		}
	})
}

// ChangeEach is Change for every order.
func (b *Book) ChangeEach(f func(*Order)) {
	b.change(func(s *shelf) {
		for _, o := range s.orders {
			f(o)
		}
	})
}
