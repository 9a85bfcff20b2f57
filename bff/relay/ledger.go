package relay

import (
	"context"
	"errors"
	"sync"
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// Entry is one line of a day's ledger: an order that was taken on, or what became of an earlier one. Lines are numbered from 0 and are
// never changed. Whoever writes the next one has read all before it, and loses where another replica was faster: so a limit that
// is looked at before holds, however many write at once.
type Entry struct {
	At time.Time `json:"at"`

	// An order that is taken on.
	User    eth.Address   `json:"user,omitzero"`
	Node    eth.Address   `json:"node,omitzero"`
	Epoch   uint32        `json:"epoch,omitempty"` // of the quote, with Quote its name
	Quote   uint64        `json:"quote,omitempty"` // nonce
	From    string        `json:"from,omitempty"`  // the network that asks, under the secret
	Nonce   amount.Amount `json:"nonce,omitzero"`  // Permit2's
	Request eth.Hash      `json:"request,omitzero"`
	Hold    amount.Amount `json:"hold,omitzero"` // wei that it may cost at most

	// What became of one.
	Ends  *int          `json:"ends,omitempty"` // its number
	Tx    *eth.Hash     `json:"tx,omitempty"`
	Order order.ID      `json:"order,omitempty"`
	Block uint64        `json:"block,omitempty"`
	Fee   amount.Amount `json:"fee,omitzero"` // wei
	Why   wire.RelayWhy `json:"why,omitempty"`
}

// Store keeps ledgers, a day's each.
type Store interface {
	// AddRelay writes line n of a day; false: there is one already.
	AddRelay(ctx context.Context, day string, n int, e Entry) (bool, error)
	// Relay reads line n of a day; false: there is none yet.
	Relay(ctx context.Context, day string, n int) (Entry, bool, error)
}

// ledger is the ledgers of today and of the day before, as far as they were read.
type ledger struct {
	store Store

	mu   sync.Mutex
	days map[string]*book
}

// book is a day's ledger with what its lines come to.
type book struct {
	day string

	mu    sync.Mutex
	lines []Entry
	ended map[int]int // line that was ended to the line that says so
	tally tally
}

// tally is what a day comes to.
type tally struct {
	orders  int
	wallets map[eth.Address]int
	from    map[string]int
	faults  map[eth.Address]int // of nodes: orders that reverted
	spent   amount.Amount       // wei; of what is under way all that it may cost
	flying  map[eth.Address]int // of users: the order that is under way, if it is not forgotten
	blocks  map[eth.Address]uint64
	nonces  map[nonce]int // the order that a nonce of Permit2's is in
}

// nonce is one of Permit2's.
type nonce struct {
	user  eth.Address
	value amount.Amount
}

// dayOf is the day that a time is counted to.
func dayOf(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// book is a day's, without what was written since it was read last.
func (l *ledger) book(day string) *book {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.days[day]
	if b == nil {
		b = &book{day: day, ended: map[int]int{}, tally: tally{
			wallets: map[eth.Address]int{}, from: map[string]int{}, faults: map[eth.Address]int{}, flying: map[eth.Address]int{}, blocks: map[eth.Address]uint64{},
			nonces: map[nonce]int{},
		}}
		l.days[day] = b
	}
	return b
}

// keep lets go of all days but two.
func (l *ledger) keep(now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for day := range l.days {
		if day != dayOf(now) && day != dayOf(now.Add(-24*time.Hour)) {
			delete(l.days, day)
		}
	}
}

// catchUp reads what was written since; mu is held.
func (b *book) catchUp(ctx context.Context, s Store) error {
	for {
		e, ok, err := s.Relay(ctx, b.day, len(b.lines))
		if err != nil || !ok {
			return err
		}
		b.add(e)
	}
}

// add takes a line in; mu is held.
func (b *book) add(e Entry) {
	n, t := len(b.lines), &b.tally
	b.lines = append(b.lines, e)
	if e.Ends == nil {
		t.orders++
		t.wallets[e.User]++
		t.from[e.From]++
		t.spent = t.spent.Add(e.Hold)
		t.flying[e.User], t.nonces[nonce{e.User, e.Nonce}] = n, n
		return
	}
	of := *e.Ends
	if _, twice := b.ended[of]; twice || of < 0 || of >= n || b.lines[of].Ends != nil {
		return
	}
	b.ended[of] = n
	taken := b.lines[of]
	t.spent = t.spent.Sub(taken.Hold).Add(e.Fee)
	if t.flying[taken.User] == of {
		delete(t.flying, taken.User)
	}
	t.blocks[taken.User] = max(t.blocks[taken.User], e.Block)
	if e.Why != "" && !e.Fee.IsZero() {
		t.faults[taken.Node]++
	}
}

// why is why an order may not be taken on; "": it may. mu is held.
func (b *book) why(l Limits, e Entry) wire.RelayWhy {
	t := &b.tally
	n, flies := t.flying[e.User]
	_, known := t.nonces[nonce{e.User, e.Nonce}]
	switch {
	case known && !e.Node.IsZero():
		return wire.RelayBusy
	case flies && e.At.Sub(b.lines[n].At) < forget:
		return wire.RelayBusy
	case t.wallets[e.User] >= l.Orders:
		return wire.RelayWallet
	case t.from[e.From] >= l.Address:
		return wire.RelayAddress
	case t.orders >= l.Day, t.spent.Add(e.Hold).Cmp(l.Spend) > 0:
		return wire.RelayDay
	case !e.Node.IsZero() && t.faults[e.Node] >= nodeFaults:
		return wire.RelayNode
	}
	return ""
}

// standing is what a wallet and its network have had in a day.
type standing struct {
	why     wire.RelayWhy // why the next may not be taken on; "": it may
	wallet  int
	spent   amount.Amount
	holding amount.Amount // wei that may be spent yet
	block   uint64        // of the wallet's newest order that was sent
}

// look is what today comes to.
func (l *ledger) look(ctx context.Context, now time.Time) (standing, error) {
	return l.stand(ctx, Limits{}, Entry{At: now})
}

// stand is what an order would find.
func (l *ledger) stand(ctx context.Context, limits Limits, e Entry) (standing, error) {
	b := l.book(dayOf(e.At))
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.catchUp(ctx, l.store); err != nil {
		return standing{}, err
	}
	l.keep(e.At)
	s := standing{why: b.why(limits, e), wallet: b.tally.wallets[e.User], spent: b.tally.spent, block: b.tally.blocks[e.User]}
	for n, line := range b.lines {
		if _, ended := b.ended[n]; line.Ends == nil && !ended && e.At.Sub(line.At) < forget {
			s.holding = s.holding.Add(line.Hold)
		}
	}
	return s, nil
}

// take writes an order down, if it may be taken on, and gives its number.
func (l *ledger) take(ctx context.Context, limits Limits, e Entry) (n int, why wire.RelayWhy, err error) {
	b := l.book(dayOf(e.At))
	b.mu.Lock()
	defer b.mu.Unlock()
	for {
		if err := b.catchUp(ctx, l.store); err != nil {
			return 0, "", err
		}
		if why := b.why(limits, e); why != "" {
			return 0, why, nil
		}
		n = len(b.lines)
		won, err := l.store.AddRelay(ctx, b.day, n, e)
		if err != nil {
			return 0, "", err
		}
		if won {
			b.add(e)
			return n, "", nil
		}
	}
}

// end writes down what became of an order of a day.
func (l *ledger) end(ctx context.Context, day string, e Entry) error {
	b := l.book(day)
	b.mu.Lock()
	defer b.mu.Unlock()
	for {
		if err := b.catchUp(ctx, l.store); err != nil {
			return err
		}
		won, err := l.store.AddRelay(ctx, b.day, len(b.lines), e)
		if err != nil {
			return err
		}
		if won {
			b.add(e)
			return nil
		}
	}
}

var errNoLine = errors.New("no such order")

// line is an order of a day with what became of it; end is nil: nothing is known yet.
func (l *ledger) line(ctx context.Context, day string, n int) (taken Entry, end *Entry, err error) {
	b := l.book(day)
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, ended := b.ended[n]; !ended {
		if err := b.catchUp(ctx, l.store); err != nil {
			return taken, nil, err
		}
	}
	if n < 0 || n >= len(b.lines) || b.lines[n].Ends != nil {
		return taken, nil, errNoLine
	}
	if of, ended := b.ended[n]; ended {
		e := b.lines[of]
		end = &e
	}
	return b.lines[n], end, nil
}

// find is the order that a nonce of a user's is in, today or the day before.
func (l *ledger) find(ctx context.Context, now time.Time, user eth.Address, value amount.Amount) (day string, n int, ok bool, err error) {
	for _, day := range []string{dayOf(now), dayOf(now.Add(-24 * time.Hour))} {
		b := l.book(day)
		b.mu.Lock()
		err := b.catchUp(ctx, l.store)
		n, ok := b.tally.nonces[nonce{user, value}]
		b.mu.Unlock()
		if ok || err != nil {
			return day, n, ok, err
		}
	}
	return "", 0, false, nil
}
