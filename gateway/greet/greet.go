// Package greet answers offers: accept, counter or reject, with a quote signed by the operator key. Everything that it
// needs is in memory; a greeting costs two hashes and a signature and never waits for the chain or the disk.
package greet

import (
	"crypto/ecdsa"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"berth/gateway/lease"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// Facts is what is known of the node and its orders; *lease.Keeper has it.
type Facts interface {
	Facts() lease.Facts
	Live(user eth.Address) order.ID
	Served(user eth.Address) bool
	Replaceable(user eth.Address, id order.ID, want resource.Resources) (holds resource.Resources, short []resource.Short, ok bool)
}

// Nonces gives each quote its number; *ledger.Ledger does.
type Nonces interface{ NextNonce() (uint64, error) }

// Terms are what the node's owner has set.
type Terms struct {
	Price       wire.Price
	Probation   uint32 // seconds
	MinDuration uint32 // seconds
	MaxDuration uint32 // seconds
	MaxQuotes   int    // live at a time
}

const (
	// Validity is how long a quote is good: long enough for a wallet's prompts, short enough not to hold resources.
	Validity = 2 * time.Minute
	// fresh is how old the chain's facts may be.
	fresh = 2 * time.Minute
)

// Desk is where offers are answered. It is safe for concurrent use.
type Desk struct {
	node   eth.Address
	key    *ecdsa.PrivateKey
	domain typed.Domain
	terms  Terms
	facts  Facts
	nonces Nonces
	now    func() time.Time

	mu     sync.Mutex
	quotes map[eth.Address]quoted // the live ones, by user
}

// quoted is a live quote with what it holds back: all that it is for, or what it adds to the order that it is to replace.
type quoted struct {
	order.Quote
	holds resource.Resources
}

// New makes a desk; the key is the operator's.
func New(node eth.Address, key *ecdsa.PrivateKey, domain typed.Domain, terms Terms, facts Facts, nonces Nonces, now func() time.Time) *Desk {
	return &Desk{node: node, key: key, domain: domain, terms: terms, facts: facts, nonces: nonces, now: now, quotes: map[eth.Address]quoted{}}
}

// Headroom is what can be quoted now: the lesser of what the runtime can give and what the registry says, without what
// is reserved on chain and what is quoted.
func (d *Desk) Headroom() resource.Resources {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.headroom(d.facts.Facts(), eth.Address{}, d.now())
}

// headroom leaves one user's own quote out. The caller holds mu.
func (d *Desk) headroom(f lease.Facts, user eth.Address, now time.Time) resource.Resources {
	if !f.Registered || f.Paused {
		return resource.Resources{}
	}
	free := least(f.Capacity, f.Total).Sub(f.Reserved)
	for u, q := range d.quotes {
		switch {
		case now.After(q.ValidUntil):
			delete(d.quotes, u)
		case u != user:
			free = free.Sub(q.holds)
		}
	}
	return free
}

func least(runtime, total resource.Resources) resource.Resources {
	model := total.GPUModel
	if runtime.GPU == 0 || total.GPU == 0 {
		model = ""
	}
	return resource.Resources{
		CPUMilli: min(runtime.CPUMilli, total.CPUMilli), MemoryMiB: min(runtime.MemoryMiB, total.MemoryMiB),
		DiskMiB: min(runtime.DiskMiB, total.DiskMiB), TrafficMiB: min(runtime.TrafficMiB, total.TrafficMiB),
		GPU: min(runtime.GPU, total.GPU), GPUModel: model,
	}
}

// Live is the number of quotes that are good now.
func (d *Desk) Live() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.quotes)
}

// Spent forgets a user's quote: it has become an order, which the chain counts now.
func (d *Desk) Spent(user eth.Address) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.quotes, user)
}

// Greet answers an offer. Its errors are problems with the request itself; what speaks against a deal is a reject.
func (d *Desk) Greet(g wire.Greet) (wire.Greeting, error) {
	if err := d.check(g); err != nil {
		return wire.Greeting{}, err
	}
	now := d.now()
	f := d.facts.Facts()
	why, has := d.against(g, f, now)
	if len(why) > 0 {
		return wire.Greeting{Kind: wire.Reject, Reasons: why}, nil
	}
	list := d.terms.Price.Rate(g.Resources, g.Duration)
	if list.IsZero() {
		list = amount.Of(1) // the market refuses a rate of nothing
	}
	kind, rate := wire.Accept, g.Rate
	if g.Rate.Cmp(list) < 0 {
		kind, rate = wire.Counter, list
	}
	if rate.Bits() > 96 {
		return wire.Greeting{}, problem.Field("rate", "below 2^96")
	}
	q := order.Quote{
		Node: d.node, User: g.User, Resources: g.Resources, Rate: rate, MinDuration: d.terms.MinDuration, MaxDuration: d.terms.MaxDuration,
		Probation: d.terms.Probation, ValidUntil: now.Add(Validity).UTC().Truncate(time.Second),
	}
	if g.Resources.TrafficMiB > 0 {
		// The traffic's price is spread over the duration: a shorter one would not pay for it.
		q.MinDuration = g.Duration
	}
	if g.Replaces != 0 || d.facts.Served(g.User) {
		q.Probation = 0
	}
	if why := d.hold(&q, has, f, now); len(why) > 0 {
		return wire.Greeting{Kind: wire.Reject, Reasons: why}, nil
	}
	sig, err := eip712.Sign(d.key, typed.Quote(d.domain, q))
	if err != nil {
		return wire.Greeting{}, fmt.Errorf("sign quote: %w", err)
	}
	return wire.Greeting{Kind: kind, Quote: &q, Signature: sig}, nil
}

func (d *Desk) check(g wire.Greet) error {
	switch {
	case g.User.IsZero():
		return problem.Field("user", "the address of who rents")
	case g.Duration == 0:
		return problem.Field("duration", "seconds, at least 1")
	case g.Rate.Bits() > 96:
		return problem.Field("rate", "token units a second, below 2^96")
	}
	var wrong *resource.FieldError
	if err := g.Resources.Validate(); errors.As(err, &wrong) {
		return problem.Field("resources."+wrong.Field, "%s", wrong.Remedy)
	}
	return nil
}

// against lists what speaks against a deal, apart from the room for it. has is what the order has that is to be replaced.
func (d *Desk) against(g wire.Greet, f lease.Facts, now time.Time) (why []wire.Why, has resource.Resources) {
	if g.ChainID != d.domain.ChainID || g.Market != d.domain.Contract {
		return []wire.Why{{
			Code: "wrong-chain", Wanted: fmt.Sprintf("%d %s", g.ChainID, g.Market), Free: fmt.Sprintf("%d %s", d.domain.ChainID, d.domain.Contract),
			Text: "this node takes orders of another chain or market",
		}}, has
	}
	if f.Polled.IsZero() || now.Sub(f.Polled) > fresh {
		return []wire.Why{{Code: "chain", Text: "the node cannot reach the chain now"}}, has
	}
	if !f.Registered || f.Paused {
		return []wire.Why{{Code: "paused", Text: "the node takes no new orders now"}}, has
	}
	if id := d.facts.Live(g.User); id != 0 && id != g.Replaces {
		why = append(why, wire.Why{Code: "live-order", Wanted: id.String(), Text: "you already have order " + id.String() + " with this node: extend, replace or cancel it"})
	}
	if g.Replaces != 0 && len(why) == 0 {
		holds, short, ok := d.facts.Replaceable(g.User, g.Replaces, g.Resources)
		if !ok {
			why = append(why, wire.Why{Code: "not-active", Wanted: g.Replaces.String(), Text: "order " + g.Replaces.String() + " is none of yours that runs here now"})
		}
		has = holds
		for _, s := range short {
			why = append(why, wire.Why{
				Code: string(problem.DoesNotFit), Dimension: s.Dimension, Wanted: strconv.FormatUint(s.Wanted, 10), Free: strconv.FormatUint(s.Free, 10),
				Text: "what runs for the order does not fit: it needs " + strconv.FormatUint(s.Wanted, 10) + " of " + string(s.Dimension),
			})
		}
	}
	if g.Duration < d.terms.MinDuration {
		why = append(why, wire.Why{Code: "duration", Wanted: dec(g.Duration), Free: dec(d.terms.MinDuration), Text: "at least " + dec(d.terms.MinDuration) + " seconds"})
	}
	if g.Duration > d.terms.MaxDuration {
		why = append(why, wire.Why{Code: "duration", Wanted: dec(g.Duration), Free: dec(d.terms.MaxDuration), Text: "at most " + dec(d.terms.MaxDuration) + " seconds"})
	}
	return why, has
}

// hold makes a quote the user's one live quote, with a number, if there is room for it beside what the user has already.
func (d *Desk) hold(q *order.Quote, has resource.Resources, f lease.Facts, now time.Time) []wire.Why {
	d.mu.Lock()
	defer d.mu.Unlock()
	free := d.headroom(f, q.User, now).Add(has)
	if short := free.Lacks(q.Resources); len(short) > 0 {
		why := make([]wire.Why, len(short))
		for i, s := range short {
			why[i] = wire.Why{Code: string(s.Dimension), Wanted: strconv.FormatUint(s.Wanted, 10), Free: strconv.FormatUint(s.Free, 10), Text: "not that much is free"}
			if s.Dimension == resource.GPUModel {
				why[i].Wanted, why[i].Free, why[i].Text = q.Resources.GPUModel, free.GPUModel, "another model"
			}
		}
		return why
	}
	if _, mine := d.quotes[q.User]; !mine && len(d.quotes) >= d.terms.MaxQuotes {
		return []wire.Why{{Code: "busy", Text: "too many quotes are open; try again in a minute"}}
	}
	n, err := d.nonces.NextNonce()
	if err != nil {
		return []wire.Why{{Code: "busy", Text: "the node cannot write its quotes down now"}}
	}
	q.Nonce = n
	d.quotes[q.User] = quoted{*q, q.Resources.Sub(has)}
	return nil
}

func dec(n uint32) string { return strconv.FormatUint(uint64(n), 10) }
