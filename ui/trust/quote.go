package trust

import (
	"strconv"
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// rateBits is how many bits of a rate the market takes.
const rateBits = 96

// Wish is what the user has asked for and seen.
type Wish struct {
	Node      eth.Address
	User      eth.Address
	Resources resource.Resources
	Duration  uint32        // seconds
	Offered   amount.Amount // rate, token units a second
	Kind      wire.AnswerKind
	Deposit   amount.Amount // that the page shows
}

// Quote is nil for a quote that is what the user has asked for and seen. That the node signed it is the market's to say.
func Quote(q order.Quote, w Wish, now time.Time) error {
	bad := func(what, said, want string) error {
		return differs(QuoteDiffers, "the quote is not for what was asked", what, said, want)
	}
	got := q.Resources
	if w.Resources.GPU > 0 && w.Resources.GPUModel == "" && resource.ValidModel(got.GPUModel) {
		got.GPUModel = "" // the node may name it
	}
	until := q.ValidUntil.UTC().Format(time.RFC3339)
	switch {
	case q.Node != w.Node:
		return bad("node", q.Node.String(), w.Node.String())
	case q.User != w.User:
		return bad("user", q.User.String(), w.User.String())
	case got != w.Resources:
		return bad("resources", "", "")
	case q.Rate.IsZero() || q.Rate.Bits() > rateBits:
		return bad("rate", q.Rate.String(), "")
	case w.Kind != wire.Accept && w.Kind != wire.Counter:
		return bad("kind", string(w.Kind), string(wire.Accept))
	case w.Kind == wire.Accept && q.Rate.Cmp(w.Offered) > 0:
		return bad("rate", q.Rate.String(), w.Offered.String())
	case q.MinDuration > w.Duration || q.MaxDuration < w.Duration || w.Duration == 0:
		return bad("duration", dec(q.MinDuration)+"–"+dec(q.MaxDuration), dec(w.Duration))
	case q.Deposit(w.Duration) != w.Deposit:
		return bad("deposit", q.Deposit(w.Duration).String(), w.Deposit.String())
	case q.Probation > order.QuoteFree:
		return bad("probation", dec(q.Probation), strconv.Itoa(order.QuoteFree))
	case q.ValidUntil.After(now.Add(order.QuoteLife)) || q.ValidUntil.Nanosecond() != 0:
		return bad("validUntil", until, now.Add(order.QuoteLife).UTC().Format(time.RFC3339))
	}
	return nil
}

func dec(n uint32) string { return strconv.FormatUint(uint64(n), 10) }
