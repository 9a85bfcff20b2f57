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

// Wish is what the user has asked for and seen. Of what binds either side it has the worst that was shown.
type Wish struct {
	Node      eth.Address
	User      eth.Address
	Token     eth.Address // that is paid in
	Resources resource.Resources
	Duration  uint32      // seconds
	Offered   amount.Nano // rate, 10^-9 token units a second
	Needs     order.Need  // what the quote has to promise
	Kind      wire.AnswerKind

	// What the page shows.
	Deposit   amount.Amount
	Committed uint32         // seconds that the user pays for at least
	Notice    uint32         // seconds that the node announces its leaving before
	Probation uint32         // free seconds
	MinStake  amount.Amount  // held for them
	Share     uint16         // of the referrer, basis points
	Features  order.Features // promised by the node
}

// Shows has the wish hold a quote to what a page shows of it.
func (w Wish) Shows(q order.Quote) Wish {
	w.Deposit, w.Committed, w.Notice, w.Probation, w.MinStake, w.Share, w.Features = q.Deposit(w.Duration), q.Committed, q.Notice, q.Probation, q.MinStake, q.ReferrerShare, q.Features
	return w
}

// Bounds of a quote's numbers, beyond which the market does not take it (contracts/src/Market.sol) or no honest node goes.
const (
	spanBits    = 28 // of seconds
	noticeBits  = 22 // of seconds
	wholeShare  = 10_000
	amountsBits = 96 // of minStake
)

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
	case q.Token != w.Token || w.Token.IsZero():
		return bad("token", q.Token.String(), w.Token.String())
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
	case q.Committed > w.Committed || q.Committed >= 1<<spanBits:
		return bad("committed", dec(q.Committed), dec(w.Committed))
	case q.Notice < w.Notice || q.Notice >= 1<<noticeBits:
		return bad("notice", dec(q.Notice), dec(w.Notice))
	case q.Probation > order.QuoteFree:
		return bad("probation", dec(q.Probation), strconv.Itoa(order.QuoteFree))
	case q.Probation < w.Probation:
		return bad("probation", dec(q.Probation), dec(w.Probation))
	case q.MinStake.Cmp(w.MinStake) > 0 || q.MinStake.Bits() > amountsBits:
		return bad("minStake", q.MinStake.String(), w.MinStake.String())
	case q.ReferrerShare > w.Share || q.ReferrerShare > wholeShare || q.ReferrerShare > 0 && q.Referrer.IsZero():
		return bad("referrerShare", dec(uint32(q.ReferrerShare)), dec(uint32(w.Share)))
	case !w.Needs.Met(q.Features):
		return bad("features", q.Features.String(), string(w.Needs))
	case q.Features&w.Features != w.Features:
		return bad("features", q.Features.String(), w.Features.String())
	case q.ValidUntil.After(now.Add(order.QuoteLife)) || q.ValidUntil.Nanosecond() != 0:
		return bad("validUntil", until, now.Add(order.QuoteLife).UTC().Format(time.RFC3339))
	}
	return nil
}

func dec(n uint32) string { return strconv.FormatUint(uint64(n), 10) }
