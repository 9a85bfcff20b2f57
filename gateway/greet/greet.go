// Package greet answers offers: accept, counter or reject, with a quote signed by the operator key. What it needs is in
// memory; a greeting costs two hashes and a signature. It waits for the chain only where a newcomer's stake decides on the
// probation, and then not for long.
package greet

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"berth/contracts/chain"
	"berth/gateway/lease"
	"berth/gateway/lease/book"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/typed"
	"berth/shared/wire"
)

// Facts is what is known of the node; *lease.Keeper has it.
type Facts interface{ Facts() lease.Facts }

// Orders is what is known of users' orders; *lease.Keeper has it.
type Orders interface {
	Live(user eth.Address) order.ID
	Served(user eth.Address) bool
	// Recheck has one of a user's orders read from the chain again, and reports whether it may still come to be known.
	Recheck(user eth.Address, id order.ID) (mayCome bool)
	Replaceable(user eth.Address, id order.ID, want resource.Resources) (book.Replaceable, bool)
}

// Stakes knows what decides on a user's probation with this node; *lease.Keeper's roster does.
type Stakes interface {
	Entitled(ctx context.Context, user eth.Address) (chain.Entitled, error)
}

// Records knows what users' orders with any node came to; *earn.Accounts does. known: as far as the chain goes.
type Records interface {
	Record(user eth.Address) (r wire.Record, known bool)
}

// Nonces gives each quote its number; *ledger.Ledger does.
type Nonces interface{ NextNonce() (uint64, error) }

// Terms are what the node's owner has set.
type Terms struct {
	Price       Policy
	Probation   uint32        // seconds
	MinStake    amount.Amount // that a user needs for it, units of the native token
	Notice      uint32        // seconds
	MinDuration uint32        // seconds
	MaxDuration uint32        // seconds
	MaxQuotes   int           // live at a time
	// QuoteShare is the percent of what is free, and of MaxQuotes, that quotes of users may take who never had an order
	// here. With 100 every quote is held in full; with less, those of newcomers beyond it are promised without being held.
	QuoteShare    uint32
	ReferrerShare uint16                 // basis points, the most that a referrer may ask for
	NoReferrers   []eth.Address          // the contracts, which the market takes for none
	Blocked       func(eth.Address) bool // whose offers are rejected; nil: nobody's
	Serve         wire.AdminServe        // what is asked of a user at all
	Maintenance   *wire.Maintenance      // announced: every offer is rejected; nil: none is
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
	key    func() *ecdsa.PrivateKey
	domain typed.Domain
	terms  atomic.Pointer[Terms]
	facts  Facts
	orders Orders
	stakes Stakes
	nonces Nonces
	record Records // nil: nobody's record is known
	now    func() time.Time

	mu     sync.Mutex
	quotes quotes
	lately map[eth.Address]time.Time // users and when they were quoted last

	load   atomic.Pointer[wire.Load] // as it was reckoned last
	recent recent
}

// New makes a desk; the key is the operator's, which may come to be another one.
func New(
	node eth.Address, key func() *ecdsa.PrivateKey, domain typed.Domain, terms Terms, facts Facts, orders Orders, stakes Stakes, nonces Nonces,
	records Records, now func() time.Time,
) *Desk {
	d := &Desk{
		node: node, key: key, domain: domain, facts: facts, orders: orders, stakes: stakes, nonces: nonces, record: records, now: now,
		quotes: quotes{}, lately: map[eth.Address]time.Time{},
	}
	d.SetTerms(terms)
	d.load.Store(&wire.Load{})
	return d
}

// SetTerms has the desk answer on other terms from now on. Quotes that it gave before are good until their own end.
func (d *Desk) SetTerms(t Terms) { d.terms.Store(&t) }

// Greet answers an offer that came from somewhere, the zero prefix: nobody knows where. Its errors are problems with the
// request itself; what speaks against a deal is a reject.
func (d *Desk) Greet(ctx context.Context, g wire.Greet, from netip.Prefix) (wire.Greeting, error) {
	if err := d.check(g); err != nil {
		return wire.Greeting{}, err
	}
	now := d.now()
	t := d.terms.Load()
	f := d.facts.Facts()
	seen := Offer{At: now.UTC().Truncate(time.Second), Greet: g, Load: *d.load.Load()}
	why, old := d.against(ctx, t, g, f, now)
	if len(why) > 0 {
		d.recall(seen, wire.AdminAnswer{Kind: wire.Reject, Why: why})
		return wire.Greeting{Kind: wire.Reject, Reasons: why}, nil
	}
	features, w := promise(g, old.Features, f.Offers.Features())
	if w.Code != "" {
		d.recall(seen, wire.AdminAnswer{Kind: wire.Reject, Why: []wire.Why{w}})
		return wire.Greeting{Kind: wire.Reject, Reasons: []wire.Why{w}}, nil
	}
	served := g.Replaces != 0 || d.orders.Served(g.User)
	q := order.Quote{
		Node: d.node, User: g.User, Token: g.Token, Resources: g.Resources, MinDuration: t.MinDuration, MaxDuration: t.MaxDuration,
		Notice: t.Notice, Features: features, Epoch: f.Epoch, ValidUntil: now.Add(Validity).UTC().Truncate(time.Second),
	}
	q.Referrer, q.ReferrerShare = g.Referrer, g.ReferrerShare // one may be named for nothing: so that it is known whose user this is
	free := d.probation(ctx, t, g)
	if free != nil && free.Seconds > 0 {
		q.Probation, q.MinStake = free.Seconds, free.MinStake
	}
	kind, why, err := d.hold(t, &q, g, quoted{holds: g.Resources.Sub(old.Holds), newcomer: !served, from: from}, old, f, now, &seen.Load)
	if err != nil {
		return wire.Greeting{}, err
	}
	if len(why) > 0 {
		d.recall(seen, wire.AdminAnswer{Kind: wire.Reject, Why: why})
		return wire.Greeting{Kind: wire.Reject, Reasons: why}, nil
	}
	sig, err := chain.SignQuote(d.key(), d.domain, q)
	if err != nil {
		return wire.Greeting{}, fmt.Errorf("sign quote: %w", err)
	}
	d.recall(seen, wire.AdminAnswer{Kind: kind, Rate: q.Rate})
	return wire.Greeting{Kind: kind, Quote: &q, Signature: sig, Probation: free}, nil
}

func (d *Desk) check(g wire.Greet) error {
	switch {
	case g.User.IsZero():
		return problem.Field("user", "the address of who rents")
	case g.Duration == 0:
		return problem.Field("duration", "seconds, at least 1")
	case g.Rate.Bits() > 96:
		return problem.Field("rate", "10^-9 token units a second, below 2^96")
	}
	if err := needs(g); err != nil {
		return err
	}
	var wrong *resource.FieldError
	if err := g.Resources.Validate(); errors.As(err, &wrong) {
		return problem.Field("resources."+wrong.Field, "%s", wrong.Remedy)
	}
	return nil
}

// against lists what speaks against a deal, apart from the room for it. old is the order that is to be replaced.
func (d *Desk) against(ctx context.Context, t *Terms, g wire.Greet, f lease.Facts, now time.Time) (why []wire.Why, old book.Replaceable) {
	if g.ChainID != d.domain.ChainID || g.Market != d.domain.Contract {
		return []wire.Why{{
			Code: "wrong-chain", Wanted: fmt.Sprintf("%d %s", g.ChainID, g.Market), Free: fmt.Sprintf("%d %s", d.domain.ChainID, d.domain.Contract),
			Text: "this node takes orders of another chain or market",
		}}, old
	}
	if w := closed(t, f, now); w.Code != "" {
		return []wire.Why{w}, old
	}
	if t.Blocked != nil && t.Blocked(g.User) {
		return []wire.Why{blocked()}, old
	}
	id := d.orders.Live(g.User)
	if id != 0 && id != g.Replaces {
		// The user may have ended it a moment ago.
		d.orders.Recheck(g.User, id)
		id = d.orders.Live(g.User)
	}
	if id != 0 && id != g.Replaces {
		text := "you already have order " + id.String() + " with this node: extend, replace or cancel it"
		why = append(why, wire.Why{Code: "live-order", Wanted: id.String(), Text: text})
	}
	if g.Replaces != 0 && len(why) == 0 {
		var ok, mayCome bool
		if old, ok = d.orders.Replaceable(g.User, g.Replaces, g.Resources); !ok {
			mayCome = d.orders.Recheck(g.User, g.Replaces)
			old, ok = d.orders.Replaceable(g.User, g.Replaces, g.Resources)
		}
		switch id := g.Replaces.String(); {
		case !ok && mayCome:
			why = append(why, wire.Why{Code: string(problem.NotYet), Wanted: id, Text: "order " + id + " is not active here yet; ask again in a few seconds"})
		case !ok:
			why = append(why, wire.Why{Code: "not-active", Wanted: id, Text: "order " + id + " is none of yours that runs here now"})
		case old.Token != g.Token:
			why = append(why, wire.Why{Code: "token", Wanted: g.Token.String(), Free: old.Token.String(), Text: "order " + id + " is paid in another token, and so is what replaces it"})
		}
		for _, s := range old.Short {
			why = append(why, wire.Why{
				Code: string(problem.DoesNotFit), Dimension: s.Dimension, Wanted: strconv.FormatUint(s.Wanted, 10), Free: strconv.FormatUint(s.Free, 10),
				Text: "what runs for the order does not fit: it needs " + strconv.FormatUint(s.Wanted, 10) + " of " + string(s.Dimension),
			})
		}
	}
	for _, w := range t.against(g) {
		if !slices.ContainsFunc(why, func(x wire.Why) bool { return x.Code == w.Code && w.Code == "token" }) {
			why = append(why, w)
		}
	}
	if len(why) == 0 {
		why = d.serves(ctx, t, g)
	}
	return why, old
}

func blocked() wire.Why {
	return wire.Why{Code: "blocked", Text: "the node takes no orders of this account"}
}

// hold prices a quote and makes it its holder's one live quote, with a number, if there is room for it beside what the user
// has already. Price and room are of the same moment.
func (d *Desk) hold(
	t *Terms, q *order.Quote, g wire.Greet, as quoted, old book.Replaceable, f lease.Facts, now time.Time, load *wire.Load,
) (wire.AnswerKind, []wire.Why, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	r := d.quotes.room(t, f, holderOf(g), as.from, old.Holds, now)
	// What is known of a user speaks for one quote. Whoever else names the same user is as good as a stranger.
	as.newcomer = as.newcomer || r.named
	*load = r.load
	d.load.Store(&r.load)
	if short := r.free.Lacks(q.Resources); len(short) > 0 {
		why := make([]wire.Why, len(short))
		for i, s := range short {
			why[i] = wire.Why{
				Code: string(s.Dimension), Text: "not that much is free",
				Wanted: strconv.FormatUint(s.Wanted, 10), Free: strconv.FormatUint(s.Free, 10),
			}
			if s.Dimension == resource.GPUModel {
				why[i].Wanted, why[i].Free, why[i].Text = q.Resources.GPUModel, r.free.GPUModel, "another model"
			}
		}
		return "", why, nil
	}
	deal := t.price(g, r.load)
	q.Committed, q.MinDuration, q.Rate = deal.committed, deal.least, deal.rate
	kind := deal.kind
	if q.Rate.Bits() > 96 {
		return "", nil, problem.Field("rate", "below 2^96")
	}
	if q.Rate.Cost(uint64(g.Duration)).Cmp(old.Rest) < 0 {
		return "", []wire.Why{{
			Code: "duration", Wanted: dec(g.Duration), Text: "what is left of what you committed to with order " + g.Replaces.String() + " is worth more than this: take it for longer",
		}}, nil
	}
	h := holderOf(g)
	if _, mine := d.quotes[h]; !mine {
		// Newcomers leave places to those who are known here, and those of one origin half of theirs to those of others.
		places := max(t.MaxQuotes*int(t.QuoteShare)/100, 1)
		full := as.newcomer && (r.newcomers >= places || as.from.IsValid() && r.same >= max(places/2, 1))
		if full || len(d.quotes) >= t.MaxQuotes {
			return "", []wire.Why{{Code: "busy", Text: "too many quotes are open; try again in a minute"}}, nil
		}
	}
	n, err := d.nonces.NextNonce()
	if err != nil {
		return "", []wire.Why{{Code: "busy", Text: "the node cannot write its quotes down now"}}, nil
	}
	q.Nonce = n
	if h.secret.IsZero() {
		// Nobody can take its place: whoever names this user next may be somebody else.
		h.nonce = n
	}
	as.Quote = *q
	d.quotes[h] = &as
	d.note(q.User, now, t.MaxQuotes)
	return kind, nil, nil
}

func dec(n uint32) string { return strconv.FormatUint(uint64(n), 10) }
