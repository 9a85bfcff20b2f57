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

// Bounds of a quote, beyond which no honest node goes. (The market takes a probation of seven days at most.)
const (
	quoteLife = time.Hour         // that it is good for, at most
	quoteFree = uint32(24 * 3600) // seconds of probation
	quoteRate = 96
)

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
	case q.Rate.IsZero() || q.Rate.Bits() > quoteRate:
		return bad("rate", q.Rate.String(), "")
	case w.Kind != wire.Accept && w.Kind != wire.Counter:
		return bad("kind", string(w.Kind), string(wire.Accept))
	case w.Kind == wire.Accept && q.Rate.Cmp(w.Offered) > 0:
		return bad("rate", q.Rate.String(), w.Offered.String())
	case q.MinDuration > w.Duration || q.MaxDuration < w.Duration || w.Duration == 0:
		return bad("duration", strconv.FormatUint(uint64(q.MinDuration), 10)+"–"+strconv.FormatUint(uint64(q.MaxDuration), 10), strconv.FormatUint(uint64(w.Duration), 10))
	case q.Deposit(w.Duration) != w.Deposit:
		return bad("deposit", q.Deposit(w.Duration).String(), w.Deposit.String())
	case q.Probation > quoteFree:
		return bad("probation", strconv.FormatUint(uint64(q.Probation), 10), strconv.FormatUint(uint64(quoteFree), 10))
	case q.ValidUntil.After(now.Add(quoteLife)) || q.ValidUntil.Nanosecond() != 0:
		return bad("validUntil", until, now.Add(quoteLife).UTC().Format(time.RFC3339))
	}
	return nil
}
