package earn

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/contracts/chain/follow/followtest"
	"berth/gateway/ledger"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// use is the accounts on a ledger whose writes can fail.
type use struct {
	chain *followtest.Chain
	store *store
	a     *Accounts
}

// store fails where write says so: before a transaction, which is then none, and after it where the process dies there. One that
// is refused is not done, since it is one write.
type store struct {
	ledger.Accounts
	write func() error
}

func (s *store) Update(f func(*ledger.Sheet) error) error {
	if err := s.write(); err != nil {
		return err
	}
	if err := s.Accounts.Update(f); err != nil {
		return err
	}
	if err := s.write(); errors.Is(err, followtest.ErrCrash) {
		return err
	}
	return nil
}

func open(t *testing.T) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Open(filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func (u *use) Start(t *testing.T) {
	t.Helper()
	if u.store.Accounts == (ledger.Accounts{}) {
		u.store.Accounts = open(t).Accounts()
	}
	a, err := New(Config{
		Node: followtest.Node, Tokens: []wire.Coin{{Address: eth.Address{7}}}, From: followtest.First, Every: time.Second, Chain: u.chain, Store: u.store,
		Log: slog.New(slog.DiscardHandler), Now: time.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	u.a = a
}

func (u *use) Step(ctx context.Context) (bool, error) { return u.a.follow.Step(ctx) }

func (u *use) State(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	if _, err := u.a.Entries("", func(e wire.AdminEntry) bool {
		fmt.Fprintln(&b, e.Cursor, e.Kind, e.Tx, e.Token, e.Amount, e.Order, e.User)
		return true
	}); err != nil {
		t.Fatal(err)
	}
	for n := range 255 {
		for _, user := range []eth.Address{{byte(n)}, {0xa, byte(n)}, {0x05, byte(n)}, {byte(n), 1}} {
			if err := u.store.Deals(user, func(d ledger.Deal) bool { fmt.Fprintf(&b, "%+v\n", d); return true }); err != nil {
				t.Fatal(err)
			}
		}
	}
	for n := range 255 {
		e, err := u.a.Earned(eth.Address{byte(n)})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&b, e.All, e.Fees, e.Forfeited, e.Withdrawn)
	}
	return fmt.Sprintf("%x", sha256.Sum256([]byte(b.String())))
}

// What the accounts have is what the chain has, whatever happens to either.
func TestFollows(t *testing.T) {
	followtest.Run(t, func(_ *testing.T, c *followtest.Chain, write func() error) followtest.Use {
		return &use{chain: c, store: &store{write: write}}
	})
}

var (
	node, other = eth.Address{0xe}, eth.Address{0xf}
	user        = eth.Address{1}
	dollar      = eth.Address{7}
	at          = time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)
)

// book is accounts that are given events by hand.
type book struct {
	*Accounts
	t     *testing.T
	chain *followtest.Chain
	now   time.Time
}

func newBook(t *testing.T) *book {
	b := &book{t: t, chain: followtest.NewChain(3), now: at}
	b.chain.Clock(func() time.Time { return b.now })
	a, err := New(Config{
		Node: node, Tokens: []wire.Coin{{Address: dollar}}, From: followtest.First, Every: time.Second, Chain: b.chain, Store: open(t).Accounts(),
		Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return b.now },
	})
	if err != nil {
		t.Fatal(err)
	}
	b.Accounts = a
	return b
}

// add makes a block of events and takes it in.
func (b *book) add(events ...chain.Event) {
	b.t.Helper()
	b.chain.Add(events...)
	for more := true; more; {
		var err error
		if more, err = b.follow.Step(b.t.Context()); err != nil {
			b.t.Fatal(err)
		}
	}
}

func created(id order.ID, at, token eth.Address) chain.OrderCreated {
	return chain.OrderCreated{ID: id, User: user, Node: at, Quote: order.Quote{Token: token, Rate: amount.Of(10).Nano()}, Duration: 3600, Deposit: amount.Of(36_000)}
}

func TestRecord(t *testing.T) {
	for _, c := range []struct {
		name   string
		events []chain.Event
		want   wire.Record
	}{
		{"nothing", nil, wire.Record{}},
		{"it runs", []chain.Event{created(9, node, dollar), chain.OrderActivated{ID: 9}, chain.OrderSettled{ID: 9, Amount: amount.Of(50), PaidSoFar: amount.Of(50)}},
			wire.Record{SecondsPaid: 5, Partners: 1, Paid: []wire.Money{{Token: dollar, Amount: amount.Of(50)}}}},
		{"it ran to its end", []chain.Event{created(9, node, dollar), chain.OrderActivated{ID: 9}, chain.OrderCompleted{ID: 9, Paid: amount.Of(36_000), SecondsServed: 3660}},
			wire.Record{Completed: 1, SecondsServed: 3660, SecondsPaid: 3600, Partners: 1, Paid: []wire.Money{{Token: dollar, Amount: amount.Of(36_000)}}}},
		{"extended", []chain.Event{created(9, node, dollar), chain.OrderExtended{ID: 9, AddedSeconds: 100}, chain.OrderCompleted{ID: 9, Paid: amount.Of(37_000), SecondsServed: 3700}},
			wire.Record{Completed: 1, SecondsServed: 3700, SecondsPaid: 3700, Partners: 1, Paid: []wire.Money{{Token: dollar, Amount: amount.Of(37_000)}}}},
		{"the user left, and had committed to more", []chain.Event{created(9, node, dollar), chain.OrderActivated{ID: 9},
			chain.OrderCancelled{ID: 9, User: user, By: user, Paid: amount.Of(1000), Unserved: amount.Of(400), SecondsServed: 60}},
			wire.Record{CancelledLater: 1, SecondsServed: 60, SecondsPaid: 60, Partners: 1, Paid: []wire.Money{{Token: dollar, Amount: amount.Of(600)}}}},
		{"the node left", []chain.Event{created(9, node, dollar), chain.OrderActivated{ID: 9}, chain.OrderCancelled{ID: 9, User: user, By: node, Forfeited: amount.Of(30), SecondsServed: 3}},
			wire.Record{EndedByOther: 1, SecondsServed: 3, Forfeited: []wire.Money{{Token: dollar, Amount: amount.Of(30)}}}},
		{"in probation", []chain.Event{created(9, node, dollar), chain.OrderActivated{ID: 9}, chain.OrderCancelled{ID: 9, User: user, By: user, InProbation: true, SecondsServed: 30}},
			wire.Record{CancelledInProbation: 1, SecondsServed: 30}},
		{"it never began", []chain.Event{created(9, node, dollar), chain.OrderCancelled{ID: 9, User: user}}, wire.Record{NotActivated: 1}},
		{"taken back before that", []chain.Event{created(9, node, dollar), chain.OrderCancelled{ID: 9, User: user, By: user}}, wire.Record{}},
		{"a token that anybody can make", []chain.Event{created(9, node, eth.Address{8}), chain.OrderActivated{ID: 9}, chain.OrderCompleted{ID: 9, Paid: amount.Of(36_000), SecondsServed: 3600}},
			wire.Record{Completed: 1, SecondsServed: 3600}},
		{"two nodes", []chain.Event{created(9, node, dollar), created(10, other, dollar), chain.OrderCompleted{ID: 9, Paid: amount.Of(10), SecondsServed: 1}, chain.OrderCompleted{ID: 10, Paid: amount.Of(20), SecondsServed: 2}},
			wire.Record{Completed: 2, SecondsServed: 3, SecondsPaid: 3, Partners: 2, Paid: []wire.Money{{Token: dollar, Amount: amount.Of(30)}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBook(t)
			if _, known := b.Record(user); known {
				t.Error("it is known before anything was read")
			}
			for _, ev := range c.events {
				b.add(ev) // a record that was asked for in between is none that stays
				b.Record(user)
			}
			b.add()
			got, known := b.Record(user)
			if !known || fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestEarned(t *testing.T) {
	b := newBook(t)
	b.now = time.Date(2026, 2, 28, 23, 59, 0, 0, time.UTC)
	b.add(created(9, node, dollar), created(10, other, dollar))
	b.add(chain.OrderSettled{ID: 9, Amount: amount.Of(100), Fee: amount.Of(3), ToReferrer: amount.Of(7), PaidSoFar: amount.Of(100)}, chain.OrderSettled{ID: 10, Amount: amount.Of(999), PaidSoFar: amount.Of(999)})
	b.now = at
	b.add(chain.OrderSettled{ID: 9, Amount: amount.Of(50), PaidSoFar: amount.Of(150)})
	b.now = at.AddDate(0, 0, 4)
	b.add(chain.OrderSettled{ID: 9, Amount: amount.Of(25), PaidSoFar: amount.Of(175)}, chain.OrderCancelled{ID: 9, User: user, By: node, Paid: amount.Of(175), Forfeited: amount.Of(11)},
		chain.Withdrawn{Account: node, Token: dollar, To: node, Amount: amount.Of(60)}, chain.Withdrawn{Account: other, Token: dollar, Amount: amount.Of(1)})
	e, err := b.Earned(dollar)
	want := wire.AdminEarned{
		Token: dollar, Today: amount.Of(25), Month: amount.Of(75), All: amount.Of(165), Fees: amount.Of(3), Referrers: amount.Of(7), Forfeited: amount.Of(11), Withdrawn: amount.Of(60),
	}
	if err != nil || e != want {
		t.Errorf("got %+v, want %+v, %v", e, want, err)
	}
	var kinds []string
	more, err := b.Entries("", func(e wire.AdminEntry) bool {
		kinds = append(kinds, e.Kind)
		return true
	})
	if err != nil || more || fmt.Sprint(kinds) != "[withdrawn forfeited settled settled settled]" {
		t.Errorf("got %v, %v", kinds, err)
	}
	u, err := b.User(user)
	if err != nil || u.Here != 1 || !u.Since.Equal(time.Date(2026, 2, 28, 23, 59, 0, 0, time.UTC)) {
		t.Errorf("got %+v, %v", u, err)
	}
}
