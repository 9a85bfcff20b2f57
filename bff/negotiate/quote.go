package negotiate

import (
	"context"
	"slices"
	"time"

	"berth/contracts/chain"
	"berth/shared/clip"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/server/eip712"
	"berth/shared/wire"
)

// Bounds of what a node may say.
const (
	leastValidity = 5 * time.Second // less is no use to a person
	saneRate      = 1000            // times the greater of the offered and the list rate
	maxReasons    = 16              //
	maxReasonText = 200             // bytes
	maxSignature  = 4096            // bytes; a contract's may be longer than a key's 65
	maxNotice     = 1 << 22         // seconds; the market takes less
)

// checkGreeting says what is wrong with a node's answer; "" means that it can be shown and used, if its quote is signed.
func checkGreeting(n Node, g wire.Greet, a *wire.Greeting, now time.Time) string {
	switch a.Kind {
	case wire.Reject:
		a.Quote, a.Signature, a.Probation = nil, nil, nil
		a.Reasons = a.Reasons[:min(len(a.Reasons), maxReasons)]
		for i := range a.Reasons {
			r := &a.Reasons[i]
			for _, s := range []*string{&r.Code, &r.Wanted, &r.Free, &r.Text, (*string)(&r.Dimension)} {
				*s = clip.To(*s, maxReasonText)
			}
		}
		return ""
	case wire.Accept, wire.Counter:
		a.Reasons = nil
	default:
		return "the answer is neither accept, counter nor reject"
	}
	if a.Quote == nil {
		return "the answer has no quote"
	}
	q := *a.Quote
	most := g.Rate
	if n.Rate.Cmp(most) > 0 {
		most = n.Rate
	}
	switch {
	case len(a.Signature) > maxSignature:
		return "the quote's signature is beyond all reason"
	case q.Node != n.Address:
		return "the quote is for another node"
	case q.User != g.User:
		return "the quote is for another user"
	case !sameResources(q.Resources, g.Resources):
		return "the quote is for other resources"
	case q.Token != g.Token:
		return "the quote is in another token"
	case q.Rate.IsZero() || q.Rate.Bits() > 96 || q.Deposit(g.Duration).IsZero():
		return "the quote's rate is not one that the market takes"
	case a.Kind == wire.Accept && q.Rate.Cmp(g.Rate) > 0:
		return "the quote is dearer than the offer that it accepts"
	case q.Rate.Cmp(most.Mul(saneRate)) > 0:
		return "the quote's rate is beyond all reason"
	case q.MinDuration > g.Duration || q.MaxDuration < g.Duration:
		return "the quote does not allow the duration that was asked for"
	case q.Committed > g.Duration:
		return "the quote commits the user to more than was asked for"
	case q.Committed > n.committed(g):
		return "the quote commits the user to more than a listed discount is given for"
	case q.Notice >= maxNotice:
		return "the quote's notice is longer than the market takes"
	case q.Probation > order.QuoteFree:
		return "the quote's probation is beyond all reason"
	case q.MinStake.Bits() > 96:
		return "the quote's least stake is not one that the market takes"
	case q.ReferrerShare != g.ReferrerShare || q.Referrer != g.Referrer && (g.ReferrerShare > 0 || !q.Referrer.IsZero()): // older gateways name nobody who gets nothing
		return "the quote gives a referrer another share than was asked for"
	case !g.Needs.Met(q.Features):
		return "the quote does not promise what was needed"
	case q.Epoch == 0 || q.Epoch < n.Epoch:
		return "the quote is of an epoch that is over"
	case a.Probation != nil && a.Probation.Seconds != q.Probation:
		return "the answer promises another probation than its quote"
	case q.ValidUntil.Before(now.Add(leastValidity)):
		return "the quote has expired or is about to"
	case q.ValidUntil.After(now.Add(order.QuoteLife)):
		return "the quote is valid for longer than an hour"
	}
	return ""
}

// committed is the most that a quote may commit a user to: a discount is what is given for it, so what the longest listed one
// asks for. A replacement may carry over what was left of the order before, which the market reckons.
func (n Node) committed(g wire.Greet) uint32 {
	return wire.Longest(n.Discounts, g.Duration).From
}

// checkSignature says what is wrong with a quote's signature, by the rules of the market: it is the operator's or the
// node's key's, or a contract that is one of the two calls it its own (ERC-1271).
func (m *Manager) checkSignature(ctx context.Context, n Node, q order.Quote, signature []byte) string {
	const wrong = "the quote is not signed by the node's operator"
	hash, err := chain.HashQuote(m.cfg.Domain, q)
	if err != nil {
		return wrong
	}
	// The market does not take the other form of v.
	if len(signature) == 65 && signature[64] >= 27 {
		signer, err := eip712.RecoverHash(hash, signature)
		if err == nil && !signer.IsZero() && (signer == n.Operator || signer == n.Address) {
			return ""
		}
	}
	for _, account := range []eth.Address{n.Operator, n.Address} {
		if account.IsZero() {
			continue
		}
		signed, err := m.contracts.Signed(ctx, account, hash, signature)
		if err != nil {
			m.log.Debug("a contract could not be asked about a quote's signature", "account", account, "err", err)
			return "the quote's signature could not be checked"
		}
		if signed {
			return ""
		}
	}
	return wrong
}

// sameResources allows a node to name the GPU's model where the offer left it open.
func sameResources(got, want resource.Resources) bool {
	if want.GPU > 0 && want.GPUModel == "" && resource.ValidModel(got.GPUModel) {
		want.GPUModel = got.GPUModel
	}
	return got == want
}

// QuoteKey tells a quote from all others: a node numbers its quotes to a user anew in each epoch.
type QuoteKey struct {
	Node, User eth.Address
	Epoch      uint32
	Nonce      uint64
}

// KeyOf is a quote's key.
func KeyOf(q order.Quote) QuoteKey { return QuoteKey{q.Node, q.User, q.Epoch, q.Nonce} }

// Quoted remembers which offer a quote came from.
type Quoted struct {
	QuoteKey
	Offer     string
	Template  string
	At        time.Time
	ExpiresAt time.Time // when it may be forgotten; zero: never
}

// Limits of an offer.
const (
	MaxNodes    = 200
	MinDuration = 60              // seconds
	MaxDuration = 366 * 24 * 3600 // seconds
	maxTemplate = 64              // bytes
)

// Check reports whether an offer can be sent to nodes of a platform that accepts tokens; what is wrong is a problem that names
// the field.
func Check(r wire.OfferRequest, tokens []eth.Address) error {
	if !slices.Contains(tokens, r.Token) {
		return problem.Field("token", "one that this platform accepts: see the tokens of GET /api/info")
	}
	if err := r.Resources.Validate(); err != nil {
		if f, ok := err.(*resource.FieldError); ok {
			return problem.Field("resources."+f.Field, "%s", f.Remedy)
		}
		return err
	}
	switch {
	case r.Rate.IsZero():
		return problem.Field("rate", "more than 0, in 10^-9 of the token's smallest units a second")
	case r.Rate.Bits() > 96:
		return problem.Field("rate", "below 2^96")
	case r.Duration < MinDuration || r.Duration > MaxDuration:
		return problem.Field("duration", "between %d and %d seconds", MinDuration, MaxDuration)
	case r.Rate.Cost(uint64(r.Duration)).IsZero():
		return problem.Field("rate", "more: an order of %d seconds would cost nothing", r.Duration)
	case len(r.Nodes) > MaxNodes:
		return problem.Field("nodes", "%d at most", MaxNodes)
	case !r.Needs.Known():
		return problem.Field("needs", "%s", order.NeedsHelp)
	case len(r.Template) > maxTemplate:
		return problem.Field("template", "%d bytes at most", maxTemplate)
	}
	return nil
}
