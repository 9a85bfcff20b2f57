package relay

import (
	"context"
	"crypto/ecdsa"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/bff/indexer"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// TestAttackRelayChanged: what a user has signed is changed on its way, or is none of the platform's business. Nothing is sent.
func TestAttackRelayChanged(t *testing.T) {
	a := attacktest.Begin(t, "the platform sends, or pays for, an order that its user has not signed as it is, or that it is not to pay for")
	w := newWorld(t)
	w.tokens = append(w.tokens, burner)
	r := w.relayer()
	user, other := w.person(100), w.person(100)
	again := func(req *wire.RelayRequest) { w.sign(user, req) }
	node := func(req *wire.RelayRequest, by *ecdsa.PrivateKey) {
		sig, err := chain.SignQuote(by, w.at.Domain(), req.Quote)
		if err != nil {
			t.Fatal(err)
		}
		req.Signature = sig
	}
	for _, c := range []struct {
		name   string
		change func(*wire.RelayRequest)
	}{
		{"a dearer quote", func(q *wire.RelayRequest) { q.Quote.Rate = q.Quote.Rate.Mul(2); node(q, operatorKey) }},
		{"a dearer quote that nobody signed", func(q *wire.RelayRequest) { q.Quote.Rate = q.Quote.Rate.Mul(2) }},
		{"less for it", func(q *wire.RelayRequest) { q.Quote.Resources.CPUMilli--; node(q, operatorKey) }},
		{"more committed to", func(q *wire.RelayRequest) { q.Quote.Committed = hour; node(q, operatorKey) }},
		{"another node", func(q *wire.RelayRequest) { q.Quote.Node = addr(richKey); node(q, richKey) }},
		{"another node, signed for by the user", func(q *wire.RelayRequest) { q.Quote.Node = addr(richKey); node(q, richKey); again(q) }},
		{"another recipient", func(q *wire.RelayRequest) { q.Quote.User = addr(other); node(q, operatorKey) }},
		{"longer", func(q *wire.RelayRequest) { q.Duration++ }},
		{"longer, with a permit for more", func(q *wire.RelayRequest) {
			signed := *q
			q.Duration *= 2
			w.sign(user, q)
			q.Owner = signed.Owner
		}},
		{"shorter than the quote allows", func(q *wire.RelayRequest) { q.Duration = 1; again(q) }},
		{"another nonce", func(q *wire.RelayRequest) { q.Nonce = q.Nonce.Add(amount.Of(1)) }},
		{"a later deadline", func(q *wire.RelayRequest) { q.Deadline = q.Deadline.Add(-time.Second) }},
		{"a deadline behind the quote's end", func(q *wire.RelayRequest) { q.Deadline = q.Quote.ValidUntil.Add(time.Second); again(q) }},
		{"a deadline that is over", func(q *wire.RelayRequest) { q.Deadline = w.now().Add(-time.Second); again(q) }},
		{"a quote that is over", func(q *wire.RelayRequest) {
			q.Quote.ValidUntil = w.now().Add(-time.Second)
			q.Deadline = q.Quote.ValidUntil
			node(q, operatorKey)
			again(q)
		}},
		{"a quote for ever", func(q *wire.RelayRequest) {
			q.Quote.ValidUntil = w.now().Add(48 * time.Hour)
			node(q, operatorKey)
			again(q)
		}},
		{"a smaller permit", func(q *wire.RelayRequest) { q.Approval.Value = q.Approval.Value.Sub(amount.Of(1)) }},
		{"a larger permit", func(q *wire.RelayRequest) { q.Approval.Value = q.Approval.Value.Add(amount.Of(1)) }},
		{"a permit of another's", func(q *wire.RelayRequest) {
			theirs := *q
			w.sign(other, &theirs)
			q.Approval = theirs.Approval
		}},
		{"signed by another", func(q *wire.RelayRequest) { w.sign(other, q) }},
		{"another referrer", func(q *wire.RelayRequest) { q.Quote.Referrer = eth.Address{0xee}; node(q, operatorKey); again(q) }},
		{"no referrer", func(q *wire.RelayRequest) { q.Quote.Referrer = eth.Address{}; node(q, operatorKey); again(q) }},
		{"another share", func(q *wire.RelayRequest) { q.Quote.ReferrerShare = 100; node(q, operatorKey); again(q) }},
		{"a token that nobody named", func(q *wire.RelayRequest) { q.Quote.Token = w.at.Token; node(q, operatorKey); again(q) }},
		{"a fake token", func(q *wire.RelayRequest) { q.Quote.Token = eth.Address{0xfa}; node(q, operatorKey); again(q) }},
		{"a token that burns gas, though the operator named it", func(q *wire.RelayRequest) { q.Quote.Token = burner; node(q, operatorKey); again(q) }},
		{"a quote of a stranger's", func(q *wire.RelayRequest) { node(q, richKey) }},
		{"a quote of a former epoch", func(q *wire.RelayRequest) { q.Quote.Epoch = 9; node(q, operatorKey); again(q) }},
		{"more than the node has", func(q *wire.RelayRequest) { q.Quote.Resources.CPUMilli = 1 << 31; node(q, operatorKey); again(q) }},
		{"more than the wallet has", func(q *wire.RelayRequest) { q.Quote.Rate = q.Quote.Rate.Mul(1000); node(q, operatorKey); again(q) }},
		{"for nothing", func(q *wire.RelayRequest) { q.Quote.Rate = amount.NanoOf(1); node(q, operatorKey); again(q) }},
		{"a long signature", func(q *wire.RelayRequest) { q.Owner = append(q.Owner, 0) }},
		{"no signature", func(q *wire.RelayRequest) { q.Owner = nil }},
		{"a signature that is the node's contract's", func(q *wire.RelayRequest) { q.Signature = make(eth.Bytes, 65) }},
	} {
		req := w.asks(user)
		c.change(&req)
		coins, orders := w.coins(), w.count()
		x, err := w.send(r, user, "home", req)
		a.Tried(err == nil || w.coins() != coins || w.count() != orders, "%s: %+v, %v", c.name, x, err)
	}
	// The whole, by somebody who is logged in as another.
	req := w.asks(user)
	_, err := w.send(r, other, "home", req)
	a.Tried(err == nil, "another's order")
	// A wallet that is a contract could say another thing when it counts, and so could a node's operator.
	req = w.asks(user, func(q *order.Quote) { q.User = wallet })
	x, err := r.Send(t.Context(), wallet, "home", req)
	a.Tried(err == nil, "a contract's wallet: %+v", x)
	if _, err := w.sender(nodeKey).SetOperator(t.Context(), wallet); err != nil {
		t.Fatal(err)
	}
	req = w.asks(user, func(q *order.Quote) { q.Epoch = 2 })
	x, err = w.send(r, user, "home", req)
	a.Tried(err == nil, "a node whose operator is a contract: %+v", x)
}

// TestAttackRelayTwice: two replicas and many requests at once get one order of a wallet sent, once; so does all of it again, and the
// same quote or the same nonce in another dress.
func TestAttackRelayTwice(t *testing.T) {
	a := attacktest.Begin(t, "one order is sent twice, or two of a wallet at once")
	w := newWorld(t)
	replicas := []*Relay{w.relayer(), w.relayer()}
	rounds := 4
	for round := range rounds {
		user := w.person(100)
		first, second := w.asks(user), w.asks(user)
		twin := first // another nonce for the same quote
		twin.Nonce = amount.Of(77)
		w.sign(user, &twin)
		before, orders := len(w.b.Sent()), w.count()
		var wg sync.WaitGroup
		for i := range 12 {
			wg.Go(func() {
				_, _ = replicas[i%2].Send(t.Context(), addr(user), "home", []wire.RelayRequest{first, second, twin}[i%3]) // the chain says what came of it
			})
		}
		wg.Wait()
		for _, r := range replicas {
			r.flights.Wait()
		}
		sent, made := len(w.b.Sent())-before, w.count()-orders
		a.Tried(sent > 1 || made != 1, "round %d: %d transactions, %d orders", round, sent, made)
		for _, req := range []wire.RelayRequest{first, second, twin} {
			coins := w.coins()
			_, _ = w.send(replicas[1], user, "home", req)
			a.Tried(w.coins() != coins || w.count() != orders+1, "round %d: sent again", round)
		}
		// A nonce that is used, for another quote.
		other := w.asks(user)
		other.Nonce = first.Nonce
		w.sign(user, &other)
		coins := w.coins()
		_, _ = w.send(replicas[0], user, "home", other)
		a.Tried(w.coins() != coins, "round %d: a nonce for two quotes", round)
	}
}

// TestAttackRelayReverts: somebody empties the wallet after the last try, so that what is sent reverts. What it costs is bounded,
// counts, and is told; and a node whose orders do that is soon sent none.
func TestAttackRelayReverts(t *testing.T) {
	a := attacktest.Begin(t, "orders that are made to revert cost the platform more than its operator set")
	w := newWorld(t)
	var drain func()
	r := w.relayer(func() { drain() })
	var worst amount.Amount
	for round := range nodeFaults + 2 {
		user := w.person(10)
		if _, err := w.rich.Pay(t.Context(), addr(user), amount.Of(1e16)); err != nil { // who attacks has coin of their own
			t.Fatal(err)
		}
		req := w.asks(user)
		drain = func() {
			if _, err := w.sender(user).Transfer(t.Context(), w.dollar, addr(richKey), w.balance(addr(user))); err != nil {
				t.Error(err)
			}
		}
		before := w.coins()
		x, err := w.send(r, user, fmt.Sprint("home ", round), req)
		cost := before.Sub(w.coins())
		if cost.Cmp(worst) > 0 {
			worst = cost
		}
		if round >= nodeFaults {
			a.Tried(why(err) != string(wire.RelayNode) || !cost.IsZero(), "round %d: still sent: %+v, %v", round, x, err)
			continue
		}
		a.Tried(err != nil || x.State != wire.RelayFailed || cost.Cmp(w.limits.Price.Mul(mostGas)) > 0, "round %d: %+v, %v, cost %s", round, x, err, cost)
		s, err := r.ledger.look(t.Context(), w.now())
		a.Tried(err != nil || s.spent.Cmp(cost) < 0, "round %d: it does not count: %+v, %v", round, s, err)
	}
	a.Tried(!w.log.has("has reverted") || metric(t, r, "berth_relay_orders_total", "reverted") != nodeFaults, "it is not told")
	a.Note("%s wei at most for one that reverts", worst)
}

// TestAttackRelayOvertaken: somebody sends the same order before: the user has it, and is told so.
func TestAttackRelayOvertaken(t *testing.T) {
	a := attacktest.Begin(t, "a user whose order somebody else has sent is told that there is none, or gets two")
	w := newWorld(t)
	user := w.person(10)
	req := w.asks(user)
	p := chain.Relayed{
		Quote: req.Quote, Signature: req.Signature, Duration: req.Duration, Nonce: req.Nonce, Deadline: req.Deadline, Owner: req.Owner,
		Approval: &chain.Permission{Value: req.Approval.Value, Deadline: req.Approval.Deadline, Signature: req.Approval.Signature},
	}
	r := w.relayer(func() {
		if _, _, err := w.rich.Relay(t.Context(), p, mostGas); err != nil {
			t.Error(err)
		}
	})
	x, err := w.send(r, user, "home", req)
	a.Tried(err != nil || x.State != wire.RelayDone || x.Order != 1 || w.count() != 1, "%+v, %v", x, err)
}

// paper is a chain on paper: each order costs all that it may.
type paper struct {
	limits Limits
	sent   atomic.Int64
	mu     sync.Mutex
	spent  amount.Amount
	head   uint64
	next   order.ID
}

func (p *paper) Head(context.Context) (chain.Block, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return chain.Block{Number: p.head}, nil
}
func (p *paper) Node(_ context.Context, a eth.Address) (chain.Node, error) {
	return chain.Node{Address: a, Operator: addr(operatorKey)}, nil
}
func (p *paper) Plain(context.Context, eth.Address) (bool, error) { return true, nil }
func (p *paper) Gas(context.Context) (amount.Amount, error)       { return p.limits.Price, nil }
func (p *paper) Coins(context.Context, eth.Address) (amount.Amount, error) {
	return ether.Mul(1000), nil
}
func (p *paper) Funds(context.Context, eth.Address, eth.Address) (Funds, error) {
	return Funds{Balance: ether, Allowance: ether}, nil
}
func (p *paper) Address() eth.Address { return eth.Address{0x9a} }
func (p *paper) TryRelay(context.Context, chain.Relayed, uint64) (uint64, error) {
	return usualGas, nil
}
func (p *paper) Relay(_ context.Context, _ chain.Relayed, gas uint64) (order.ID, chain.Receipt, error) {
	p.sent.Add(1)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.head++
	p.next++
	fee := p.limits.Price.Mul(gas)
	p.spent = p.spent.Add(fee)
	return p.next, chain.Receipt{Tx: eth.Hash{1}, Block: p.head, Fee: fee}, nil
}
func (p *paper) Orders(eth.Address, func(order.State) bool, order.ID, int) ([]indexer.Order, int, bool) {
	return nil, 0, false
}

// TestAttackRelayFlood: a flood of fresh wallets, from one network and from many, at three replicas at once, and on the next day. Each
// limit holds to the last order and the last wei.
func TestAttackRelayFlood(t *testing.T) {
	a := attacktest.Begin(t, "a flood of fresh wallets has the platform send or spend more in a day than its operator set")
	at := chain.Addresses{ChainID: 1, Market: eth.Address{1}, Registry: eth.Address{2}, Token: eth.Address{3}, Permit2: eth.Address{4}}
	dollar := eth.Address{5}
	clock := time.Date(2026, 5, 6, 12, 0, 0, 0, time.UTC)
	wallets := make([]*ecdsa.PrivateKey, 60)
	for i := range wallets {
		k, err := crypto.GenerateKey()
		if err != nil {
			t.Fatal(err)
		}
		wallets[i] = k
	}
	price := amount.Of(1e9)
	each := price.Mul(usualGas)
	for _, c := range []struct {
		name   string
		from   func(i int) string
		limits Limits
		want   int64
	}{
		{"one network", func(int) string { return "home" }, Limits{Orders: 3, Address: 5, Day: 1000, Spend: ether, Price: price}, 5},
		{"many networks", func(i int) string { return fmt.Sprint(i) }, Limits{Orders: 3, Address: 5, Day: 12, Spend: ether, Price: price}, 12},
		{"little to spend", func(i int) string { return fmt.Sprint(i) }, Limits{Orders: 3, Address: 5, Day: 1000, Spend: each.Mul(7).Add(each.Div(2)), Price: price}, 7},
	} {
		store, now := newMemory(), clock
		p := &paper{limits: c.limits}
		var replicas []*Relay
		for range 3 {
			r := New(Config{
				Addresses: at, Tokens: []eth.Address{dollar}, Referrer: platform, Limits: c.limits, Chain: p, Sender: p, Orders: p, Ready: func() error { return nil },
				Store: store, Secret: []byte("s"), Now: func() time.Time { return now }, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
			})
			if err := r.Look(t.Context()); err != nil {
				t.Fatal(err)
			}
			replicas = append(replicas, r)
		}
		for day := range 2 {
			before := p.sent.Load()
			p.mu.Lock()
			p.spent = amount.Amount{}
			p.mu.Unlock()
			var wg sync.WaitGroup
			for i, k := range wallets {
				q := order.Quote{
					Node: addr(nodeKey), User: addr(k), Token: dollar, Rate: amount.NanoOf(1e12), MinDuration: 60, MaxDuration: 7200, Referrer: platform, Epoch: 1,
					ValidUntil: now.Add(10 * time.Minute), Nonce: uint64(day*1000 + i + 1),
				}
				req := wire.RelayRequest{Quote: q, Duration: hour, Nonce: amount.Of(q.Nonce), Deadline: q.ValidUntil}
				digest, err := chain.HashQuote(at.Domain(), q)
				if err == nil {
					req.Signature, err = eip712.SignHash(operatorKey, digest)
				}
				if err == nil {
					req.Owner, err = eip712.Sign(k, typed.OrderTransfer{
						Token: dollar, Amount: q.Deposit(hour), Market: at.Market, Nonce: req.Nonce, Deadline: req.Deadline, Quote: digest, Duration: hour,
					}.Data(at.ChainID, at.Permit2))
				}
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range replicas {
					wg.Go(func() { _, _ = r.Send(t.Context(), addr(k), c.from(i), req) }) // most are declined
				}
			}
			wg.Wait()
			for _, r := range replicas {
				r.flights.Wait()
			}
			sent := p.sent.Load() - before
			a.Tried(sent > c.want || p.spent.Cmp(c.limits.Spend) > 0, "%s, day %d: %d sent, %d may be; %s wei of %s", c.name, day, sent, c.want, p.spent, c.limits.Spend)
			if sent != c.want {
				t.Errorf("%s, day %d: %d sent, %d could be", c.name, day, sent, c.want)
			}
			now = now.Add(24 * time.Hour)
		}
	}
	// The database is away: nothing is sent.
	store := newMemory()
	store.err = fmt.Errorf("away")
	r := New(Config{
		Addresses: at, Tokens: []eth.Address{dollar}, Limits: Limits{Orders: 3, Address: 5, Day: 5, Spend: ether, Price: price}, Ready: func() error { return nil },
		Orders: &paper{}, Store: store, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: func() time.Time { return clock },
	})
	_, err := r.Offer(t.Context(), addr(wallets[0]), "home")
	a.Tried(err == nil, "without a ledger")
}
