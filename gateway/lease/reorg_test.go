package lease

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/contracts/chain/follow"
	"berth/contracts/chain/follow/followtest"
	"berth/gateway/cluster"
	"berth/gateway/lease/book"
	"berth/gateway/ledger"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// The gateway follows reorganisations as the platform does.
func TestFollows(t *testing.T) { followtest.Run(t, newUse) }

// use is a keeper that follows and reads, and does nothing else.
type use struct {
	chain  *truth
	disk   *disk
	keeper *Keeper
	follow *follower
}

// truth is a chain whose orders are what its events come to.
type truth struct{ *followtest.Chain }

func (c truth) Node(context.Context, eth.Address) (chain.Node, error) {
	return chain.Node{Address: followtest.Node, RegisteredAt: time.Unix(1, 0)}, nil
}

func (c truth) Order(_ context.Context, id order.ID) (order.Order, error) {
	return asRead(c.Orders()[id]), nil
}

func (c truth) OrderCount(context.Context) (order.ID, error) { return 0, errors.New("not asked") }

func (c truth) LiveOrder(context.Context, eth.Address, eth.Address) (order.ID, error) {
	return 0, errors.New("not asked")
}

// asRead is an order as the contract tells it, which keeps no times of one that was cancelled.
func asRead(o order.Order) order.Order {
	if o.State == order.Cancelled {
		o.ActivatedAt = time.Time{}
	}
	return o
}

func (c truth) FinalOrder(context.Context, order.ID) (order.Order, error) {
	return order.Order{}, errors.New("not asked")
}

func (c truth) Activate(context.Context, order.ID) error { return errors.New("not asked") }
func (c truth) Settle(context.Context, order.ID) error   { return errors.New("not asked") }

func (c truth) AnnounceEnd(context.Context, order.ID, time.Time) error {
	return errors.New("not asked")
}

func (c truth) Entitled(context.Context, eth.Address, eth.Address) (chain.Entitled, error) {
	return chain.Entitled{}, errors.New("not asked")
}

func (c truth) Cancel(context.Context, order.ID, order.Reason) error { return errors.New("not asked") }

// disk is a store in memory whose writes may fail before or after they happen.
type disk struct {
	Store // what is not asked here

	write func() error

	mu      sync.Mutex
	records map[order.ID]ledger.Record
	cp      follow.Checkpoint
}

func (d *disk) put(f func()) error {
	if err := d.write(); err != nil {
		return err
	}
	d.mu.Lock()
	f()
	d.mu.Unlock()
	return d.write()
}

func (d *disk) PutOrder(r ledger.Record) error { return d.put(func() { d.records[r.Order.ID] = r }) }

func (d *disk) Clear(records []ledger.Record, _ ...ledger.Diary) error {
	return d.put(func() {
		for _, r := range records {
			d.records[r.Order.ID] = r
		}
	})
}

func (d *disk) SetCheckpoint(cp follow.Checkpoint) error { return d.put(func() { d.cp = cp }) }

func (d *disk) Checkpoint() (follow.Checkpoint, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.cp, nil
}

func (d *disk) Orders() ([]ledger.Record, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Collect(maps.Values(d.records)), nil
}

func (d *disk) Served() ([]eth.Address, error)                     { return nil, nil }
func (d *disk) Happenings() (map[order.ID][]wire.Happening, error) { return nil, nil }

func newUse(_ *testing.T, c *followtest.Chain, write func() error) followtest.Use {
	return &use{chain: &truth{c}, disk: &disk{write: write, records: map[order.ID]ledger.Record{}}}
}

func (u *use) Start(t *testing.T) {
	k, err := New(Config{
		Node: followtest.Node, URL: func(order.ID, string) string { return "" }, Grace: time.Hour, From: followtest.First, PollEvery: time.Second,
		Chain: u.chain, Cluster: &fakeCluster{runs: map[order.ID]cluster.Workload{}}, Store: u.disk, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	u.keeper, u.follow = k, newFollower(k)
}

// Step looks at the chain, and reads as the reconciler does what events have spoken of.
func (u *use) Step(ctx context.Context) (more bool, err error) {
	more, err = u.follow.Step(ctx)
	if err != nil || more {
		return more, err
	}
	orders := u.chain.Orders()
	var stale []order.ID
	u.keeper.Book.Each(func(o *book.Order) {
		if o.Stale() {
			stale = append(stale, o.Rec.Order.ID)
		}
	})
	for _, id := range stale {
		u.keeper.Book.Change(id, (*book.Order).Reading)
		if !u.keeper.Book.Take(id, asRead(orders[id])) {
			continue
		}
		if err := u.keeper.Book.Save(id); err != nil {
			return false, err
		}
	}
	return false, nil
}

// State has the orders that there are.
func (u *use) State(t *testing.T) string {
	all := map[order.ID]string{}
	u.keeper.Book.Each(func(o *book.Order) {
		if x := o.Rec.Order; !o.Rec.Gone {
			all[x.ID] = fmt.Sprintf("%s %s of %s: %s, %d s, %v, from %d", x.ID, x.State, x.User, x.Rate, x.Duration, x.Resources, x.ActivatedAt.Unix())
		}
	})
	var b strings.Builder
	for _, id := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintln(&b, all[id])
	}
	return b.String()
}
