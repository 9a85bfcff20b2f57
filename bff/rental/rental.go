// Package rental finds the first node that serves: it asks one after the other, and has each tried out by the user's page, which
// holds the wallet. The platform proposes and watches the chain; the page pays, deploys, takes money back and says what came of it.
// What a page says decides about its own user's rental alone; whether something was paid, runs on, or came back is the chain's to
// say. A rental outlives a reload, a lost connection and a restart: nothing of it is in memory.
//
// Each change is a version, which one replica alone can write (ErrChanged): who comes too late reads anew and sees what there is to
// do then. A node is asked by the one replica that has said so in a version before, until the time that it gave itself is over. What
// others notice, as that holds are let go of, comes after the version that it belongs to.
package rental

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"berth/bff/catalogue"
	"berth/bff/indexer"
	"berth/bff/negotiate"
	"berth/bff/recommend"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/clip"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// ErrNone is a user without a rental.
var ErrNone = errors.New("none")

// ErrChanged is a version that was written already.
var ErrChanged = errors.New("somebody else has changed it")

// Asker asks one node for a quote; *negotiate.Manager does.
type Asker interface {
	One(ctx context.Context, user, node eth.Address, r wire.OfferRequest) (wire.Answer, error)
	Candidates(user eth.Address, r wire.OfferRequest) []catalogue.Fit
	Release(user eth.Address, but ...negotiate.Node)
}

// Orders are those on chain, as far as they were read; *indexer.Index has them.
type Orders interface {
	Order(id order.ID) (indexer.Order, bool)
	Orders(user eth.Address, keep func(order.State) bool, before order.ID, limit int) (page []indexer.Order, total int, more bool)
	Head() chain.Block
}

// Purse tells what an account can withdraw from the market; *chain.Client does.
type Purse interface {
	Owed(ctx context.Context, account, token eth.Address) (amount.Amount, error)
}

// Store keeps each user's one rental, for all replicas.
type Store interface {
	// Rental gives the newest version. What is missing or has expired is ErrNone, with the last version that there was.
	Rental(ctx context.Context, user eth.Address) (wire.Rental, error)
	// PutRental writes a version, the one after that which was read. Of all who write the same one succeeds; the others get ErrChanged.
	PutRental(ctx context.Context, user eth.Address, r wire.Rental, expires time.Time) error
}

// Config sets a Manager's times.
type Config struct {
	Activate time.Duration // that a node may take to activate an order; 0: 90 s
	Run      time.Duration // that what is deployed may take to run; 0: 10 minutes
	Keep     time.Duration // of a rental in the store; 0: 7 days
	Ask      time.Duration // after which a replica that asks a node is taken to have died; 0: 10 s
	Now      func() time.Time
}

// Limits of a rental.
const (
	maxTries = 20
	maxText  = 500 // bytes
	maxWhy   = 16
	maxRaces = 8 // versions that others wrote first, for one request
)

// Manager runs rentals. It is safe for concurrent use, and so are several of them, in replicas on one store.
type Manager struct {
	cfg    Config
	asker  Asker
	orders Orders
	purse  Purse
	store  Store
	log    *slog.Logger

	mu    sync.Mutex
	turns map[eth.Address]*turn
}

// turn has one request at a time move a user's rental.
type turn struct {
	mu   sync.Mutex
	wait int // requests that have it or wait for it
}

// New makes a Manager.
func New(cfg Config, asker Asker, orders Orders, purse Purse, store Store, log *slog.Logger) *Manager {
	if cfg.Activate == 0 {
		cfg.Activate = 90 * time.Second
	}
	if cfg.Run == 0 {
		cfg.Run = 10 * time.Minute
	}
	if cfg.Keep == 0 {
		cfg.Keep = 7 * 24 * time.Hour
	}
	if cfg.Ask == 0 {
		cfg.Ask = 10 * time.Second
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Manager{cfg: cfg, asker: asker, orders: orders, purse: purse, store: store, log: log, turns: map[eth.Address]*turn{}}
}

// take waits for a user's turn; back gives it on.
func (m *Manager) take(user eth.Address) (back func()) {
	m.mu.Lock()
	t := m.turns[user]
	if t == nil {
		t = &turn{}
		m.turns[user] = t
	}
	t.wait++
	m.mu.Unlock()
	t.mu.Lock()
	return func() {
		t.mu.Unlock()
		m.mu.Lock()
		defer m.mu.Unlock()
		if t.wait--; t.wait == 0 {
			delete(m.turns, user)
		}
	}
}

// Start begins a rental in the place of one that is over, or holds no money. The request was checked.
func (m *Manager) Start(ctx context.Context, user eth.Address, r wire.RentalRequest) (wire.Rental, error) {
	defer m.take(user)()
	var x wire.Rental
	err := race(func() error {
		old, err := m.store.Rental(ctx, user)
		if err != nil && !errors.Is(err, ErrNone) {
			return err
		}
		if err == nil && !old.State.Over() && pending(old, m.cfg.Now()) {
			return problem.New(409, problem.Full, "your last search for a node has money under way").With("most", "1").Remedy("finish or stop it first: GET /api/rental")
		}
		x = wire.Rental{Request: r, Version: old.Version, StartedAt: m.cfg.Now().UTC(), State: wire.RentalAsking, Tries: []wire.RentalTry{}}
		return m.save(ctx, user, &x)
	})
	return x, err
}

// race does something anew for as long as others are faster.
func race(f func() error) error {
	for range maxRaces {
		if err := f(); !errors.Is(err, ErrChanged) {
			return err
		}
	}
	return problem.New(503, problem.Unavailable, "the search was changed too often at the same moment").Remedy("try again in a moment")
}

// pending reports whether a try may have cost something, or still may.
func pending(r wire.Rental, now time.Time) bool {
	if len(r.Tries) == 0 {
		return false
	}
	t := r.Tries[len(r.Tries)-1]
	return t.Money == held || t.Tx != nil && t.Order == 0 && t.Outcome == "" && now.Before(t.At.Add(order.QuoteLife))
}

// Where a try's money is.
const (
	neverLeft = "never-left"
	held      = "held"
	back      = "back"
)

// Get is a user's rental, moved on as far as it goes by itself.
func (m *Manager) Get(ctx context.Context, user eth.Address) (wire.Rental, error) {
	return m.change(ctx, user, func(*wire.Rental) (bool, error) { return false, nil })
}

// Stop ends a rental. An order that is live goes on: it is the user's.
func (m *Manager) Stop(ctx context.Context, user eth.Address) (wire.Rental, error) {
	return m.change(ctx, user, func(r *wire.Rental) (bool, error) {
		if r.State.Over() {
			return false, nil
		}
		r.State, r.Until = wire.RentalStopped, time.Time{}
		return true, nil
	})
}

// change does something to a rental once, keeps it, and moves it on. f says whether it has changed anything.
func (m *Manager) change(ctx context.Context, user eth.Address, f func(*wire.Rental) (bool, error)) (wire.Rental, error) {
	defer m.take(user)()
	var r wire.Rental
	saved := false
	err := race(func() (err error) {
		if r, err = m.store.Rental(ctx, user); err != nil {
			return err
		}
		was := r.Version
		if !saved {
			changed, err := f(&r)
			if err != nil {
				return err
			}
			if changed {
				if err := m.save(ctx, user, &r); err != nil {
					return err
				}
			}
			saved = changed
		}
		switch err := m.move(ctx, user, &r); {
		case errors.Is(err, ErrChanged), err != nil && r.Version == was:
			return err
		case err != nil:
			m.log.Warn("a rental could not be moved on", "err", err)
		}
		return nil
	})
	return r, err
}

// save writes a rental as its next version.
func (m *Manager) save(ctx context.Context, user eth.Address, r *wire.Rental) error {
	r.Version++
	err := m.store.PutRental(ctx, user, *r, m.cfg.Now().Add(m.cfg.Keep))
	if err != nil && !errors.Is(err, ErrChanged) {
		r.Version--
		err = problem.New(503, problem.Unavailable, "the search could not be kept").Remedy("try again in a moment").Because(err)
	}
	return err
}

// Report takes in what a page did.
func (m *Manager) Report(ctx context.Context, user eth.Address, p wire.RentalReport) (wire.Rental, error) {
	return m.change(ctx, user, func(r *wire.Rental) (bool, error) {
		if p.Try < 0 || p.Try != len(r.Tries)-1 {
			return false, nil // of a page that has fallen behind: it gets the rental as it is
		}
		t := &r.Tries[p.Try]
		switch {
		case p.Do == "fits" && r.State == wire.RentalCheck:
			r.State = wire.RentalPay
		case p.Do == "unfit" && r.State == wire.RentalCheck:
			m.fail(r, "unfit", p.Text)
		case p.Do == "sent" && r.State == wire.RentalPay && p.Tx != nil:
			t.Tx = p.Tx
		case p.Do == "skip" && (r.State == wire.RentalCheck || r.State == wire.RentalPay) && t.Tx == nil:
			m.fail(r, "skipped", "")
		case p.Do == "again" && (r.State == wire.RentalCheck || r.State == wire.RentalPay) && m.unpaid(t):
			t.Answer, t.Tx, r.State = nil, nil, wire.RentalAsking
		case p.Do == "runs" && r.State == wire.RentalDeploy:
			t.Outcome, r.State, r.Until = "serves", wire.RentalServes, time.Time{}
		case p.Do == "broke" && r.State == wire.RentalDeploy:
			m.fail(r, "broke", p.Text)
		case p.Do == "skip" && r.State == wire.RentalDeploy:
			m.fail(r, "skipped", "")
		case !slices.Contains([]string{"fits", "unfit", "sent", "again", "skip", "runs", "broke"}, p.Do):
			return false, problem.Field("do", "fits, unfit, sent, again, skip, runs or broke")
		default:
			return false, nil // the rental has moved on
		}
		return true, nil
	})
}

// unpaid reports whether a try's quote can become an order no more, and has not: the market takes none after its end, by the time of
// the block. Where no transaction was told of, so long after it stands for a block that may not come. A node has one live order of a
// user at most, so that asking the same one anew is never paid twice.
func (m *Manager) unpaid(t *wire.RentalTry) bool {
	if t.Answer == nil || t.Answer.Quote == nil {
		return true
	}
	end := t.Answer.Quote.ValidUntil
	return t.Tx == nil && m.cfg.Now().After(end) || m.orders.Head().Time.After(end)
}

// fail ends a try; money that has left comes back first.
func (m *Manager) fail(r *wire.Rental, outcome, text string) {
	t := &r.Tries[len(r.Tries)-1]
	t.Outcome, t.Text, r.Until = outcome, clip.To(text, maxText), time.Time{}
	r.State = wire.RentalAsking
	if t.Money == held {
		r.State = wire.RentalReturn
	}
}

// ranked are the nodes that could be tried yet, the best first; dearer is how many are not among them for asking for more than is paid at most.
func (m *Manager) ranked(user eth.Address, r *wire.Rental) (list []wire.RankedNode, dearer int) {
	q := r.Request.OfferRequest
	fits := slices.DeleteFunc(m.asker.Candidates(user, q), func(f catalogue.Fit) bool {
		if slices.ContainsFunc(r.Tries, func(t wire.RentalTry) bool { return t.Node.Address == f.Node.Address }) {
			return true
		}
		if f.Rate(q.Resources, q.Duration).Cmp(q.Rate) > 0 {
			dearer++
			return true
		}
		return false
	})
	list = recommend.Rank(fits, q.Resources, q.Duration, r.Request.RTT)
	if len(q.Nodes) > 0 {
		slices.SortStableFunc(list, func(a, b wire.RankedNode) int {
			return slices.Index(q.Nodes, a.Address) - slices.Index(q.Nodes, b.Address)
		})
	}
	return list, dearer
}
