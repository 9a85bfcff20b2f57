package greet

import (
	"net/netip"
	"time"

	"berth/gateway/lease"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// quoted is a live quote with what it holds back: all that it is for, or what it adds to the order that it is to replace.
type quoted struct {
	order.Quote
	holds    resource.Resources
	newcomer bool // its user never had an order here
	from     netip.Prefix
	spent    bool   // it has become an order
	head     uint64 // where the chain was then: with the next block the order is in what is reserved
}

// holder is whose quote it is. A greeting only claims to be for a user, and anybody may claim that: a quote is let go of for
// the next one of who knows the secret that came with it, and of nobody else.
type holder struct {
	user   eth.Address
	secret eth.Hash
	nonce  uint64 // of a quote without a secret, which nothing takes the place of
}

func holderOf(g wire.Greet) holder { return holder{user: g.User, secret: g.Hold} }

// quotes are the live ones, by holder: what a desk's lock guards.
type quotes map[holder]*quoted

// room is what a node has at one moment, as one user meets it: what that user has already, an own quote and an order
// that is to be replaced, is in nobody's way.
type room struct {
	free      resource.Resources // can be quoted
	quoted    resource.Resources // held by quotes
	load      wire.Load
	newcomers int  // quotes of theirs
	same      int  // of them, those of the same origin
	named     bool // somebody else has a quote for the same user, as one who is known here
}

// closed says why nothing at all can be quoted; an empty Code: it can.
func closed(t *Terms, f lease.Facts, now time.Time) wire.Why {
	switch {
	case f.Polled.IsZero() || now.Sub(f.Polled) > fresh:
		return wire.Why{Code: "chain", Text: "the node cannot reach the chain now"}
	case !f.Registered || f.Paused:
		return wire.Why{Code: "paused", Text: "the node takes no new orders now"}
	case t.Maintenance != nil:
		return wire.Why{Code: "maintenance", Text: "the node is about to be maintained and takes no new orders"}
	case f.Capacity.IsZero() || now.Sub(f.Measured) > fresh:
		return wire.Why{Code: "runtime", Text: "the node's runtime does not say now what it can give"}
	}
	return wire.Why{}
}

// room forgets what is over, and gives what a node has for a user who has so much already.
//
// What quotes of newcomers hold is counted up to a percent, QuoteShare, of what is free without quotes: a new address costs
// nothing, so that somebody with many of them could otherwise quote a node empty, and move its price. Past that share
// newcomers may be promised more than there is; the registry then lets the first who pays have it and the others keep
// their money.
func (qs quotes) room(t *Terms, f lease.Facts, who holder, from netip.Prefix, has resource.Resources, now time.Time) room {
	all := least(f.Capacity, f.Total)
	var known, newcomers tally
	r := room{}
	for h, q := range qs {
		switch {
		case now.After(q.ValidUntil) || q.Epoch != f.Epoch || q.spent && q.head != f.Head:
			delete(qs, h)
		case h == who && !h.secret.IsZero():
		case q.newcomer:
			r.newcomers++
			if q.from == from {
				r.same++
			}
			newcomers.add(q.holds)
		default:
			r.named = r.named || h.user == who.user
			known.add(q.holds)
		}
	}
	reserved := f.Reserved.Sub(has)
	unreserved := all.Sub(f.Reserved)
	var held tally
	for i, dim := range resource.Dimensions {
		held[i] = min(known[i]+min(newcomers[i], unreserved.Of(dim)*uint64(t.QuoteShare)/100), all.Of(dim))
	}
	r.quoted = held.resources()
	if closed(t, f, now).Code == "" {
		r.free = unreserved.Sub(r.quoted).Add(has)
		if piece := f.Piece.Add(has); !f.Piece.IsZero() {
			// A replica runs on one machine: what is free on several of them only in sum cannot be scheduled.
			r.free.CPUMilli = min(r.free.CPUMilli, piece.CPUMilli)
			r.free.MemoryMiB = min(r.free.MemoryMiB, piece.MemoryMiB)
			r.free.GPU = min(r.free.GPU, piece.GPU)
		}
	}
	r.load = wire.Load{
		CPU: share(uint64(reserved.CPUMilli)+held[0], uint64(all.CPUMilli)), Memory: share(uint64(reserved.MemoryMiB)+held[1], uint64(all.MemoryMiB)),
		Disk: share(uint64(reserved.DiskMiB)+held[2], uint64(all.DiskMiB)), Traffic: share(reserved.TrafficMiB+held[3], all.TrafficMiB),
		GPU: share(uint64(reserved.GPU)+held[4], uint64(all.GPU)),
	}
	return r
}

// share is used of all in thousandths. Of what there is none, nothing is taken, unless more was promised.
func share(used, all uint64) uint16 {
	switch {
	case used == 0:
		return 0
	case used >= all:
		return 1000
	}
	return uint16(used * 1000 / all)
}

// tally is a sum of resources that cannot overflow, in the order of resource.Dimensions.
type tally [len(resource.Dimensions)]uint64

func (t *tally) add(r resource.Resources) {
	for i, d := range resource.Dimensions {
		t[i] += r.Of(d)
	}
}

// resources is the tally as resources, whose units it has to fit.
func (t *tally) resources() resource.Resources {
	return resource.Resources{CPUMilli: uint32(t[0]), MemoryMiB: uint32(t[1]), DiskMiB: uint32(t[2]), TrafficMiB: t[3], GPU: uint16(t[4])}
}

// least is what a node can give in all: the lesser of what the runtime has and what the registry says.
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

// State is what a desk says of its node at one moment, to somebody who has nothing there.
type State struct {
	Headroom   resource.Resources // can be quoted now: what the node can give, less what is reserved and what is quoted
	Quoted     resource.Resources // held by live quotes; those of newcomers count up to their share
	Load       wire.Load
	Prices     []wire.Price
	PriceRange *wire.PriceRange
	Quotes     int    // live
	Closed     string // code of the reason why nothing can be quoted; empty: it can
}

// State tells how things stand.
func (d *Desk) State() State {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.now()
	t := d.terms.Load()
	f := d.facts.Facts()
	r := d.quotes.room(t, f, holder{}, netip.Prefix{}, resource.Resources{}, now)
	d.load.Store(&r.load)
	s := State{Headroom: r.free, Quoted: r.quoted, Load: r.load, Prices: t.Price.At(r.load), PriceRange: t.Price.Range(), Closed: closed(t, f, now).Code}
	for _, q := range d.quotes {
		if !q.spent {
			s.Quotes++
		}
	}
	return s
}

// Headroom is what can be quoted now.
func (d *Desk) Headroom() resource.Resources { return d.State().Headroom }

// Live is the number of quotes that are good now.
func (d *Desk) Live() int { return d.State().Quotes }

// seenBy is after how long an order that was made with a quote has been seen, however far behind the chain's endpoint is.
const seenBy = 10 * time.Minute

// note notes that a user was quoted. Of those there are as many as there can be quotes, a few times over.
func (d *Desk) note(user eth.Address, now time.Time, most int) {
	d.lately[user] = now
	if len(d.lately) <= 8*most {
		return
	}
	for u, at := range d.lately {
		if now.Sub(at) > seenBy {
			delete(d.lately, u)
		}
	}
	if len(d.lately) > 8*most {
		clear(d.lately)
		d.lately[user] = now
	}
}

// Expects reports whether a user was quoted lately, and so may have an order that this node has not seen yet.
func (d *Desk) Expects(user eth.Address) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	at, ok := d.lately[user]
	return ok && d.now().Sub(at) <= seenBy
}

// Void says that the node took back what it quoted a user up to a nonce of an epoch.
func (d *Desk) Void(user eth.Address, epoch uint32, nonce uint64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for h, q := range d.quotes {
		if h.user == user && q.Epoch == epoch && q.Nonce <= nonce {
			delete(d.quotes, h)
		}
	}
}

// Spent says that a user's quote has become an order. What it holds is held until the chain's next facts are in, which
// count the order. All others for the user, who has an order now, hold nothing any more.
func (d *Desk) Spent(user eth.Address, epoch uint32, nonce uint64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for h, q := range d.quotes {
		switch {
		case h.user != user:
		case q.Epoch == epoch && q.Nonce == nonce:
			if !q.spent {
				q.spent, q.head = true, d.facts.Facts().Head
			}
		case !q.spent:
			delete(d.quotes, h)
		}
	}
}

// Release lets go of what the quotes of a user hold that were given for a secret. Who does not know it lets go of nothing. A
// quote that was given is good until its end all the same.
func (d *Desk) Release(user eth.Address, secret eth.Hash) {
	d.mu.Lock()
	defer d.mu.Unlock()
	h := holder{user: user, secret: secret}
	if q, ok := d.quotes[h]; ok && !secret.IsZero() && !q.spent {
		delete(d.quotes, h)
	}
}
