package relay

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/steady"
	"berth/shared/wire"
)

// ErrNone is an order that this user did not ask to have sent.
var ErrNone = errors.New("no such order")

// Offer is whether a user who asks from a network would be paid for now. It promises nothing: the order itself is looked at by Send.
func (r *Relay) Offer(ctx context.Context, user eth.Address, from string) (wire.RelayOffer, error) {
	if err := r.cfg.Ready(); err != nil {
		return wire.RelayOffer{}, unavailable(err)
	}
	now := r.cfg.Now()
	s, err := r.ledger.stand(ctx, r.cfg.Limits, Entry{At: now, User: user, From: r.hide(from)})
	if err != nil {
		return wire.RelayOffer{}, err
	}
	had := r.had(user)
	out := wire.RelayOffer{Left: max(r.cfg.Limits.Orders-max(had, s.wallet), 0), Orders: r.cfg.Limits.Orders, Tokens: r.cfg.Tokens, Why: s.why}
	if had >= r.cfg.Limits.Orders {
		out.Why = wire.RelayOrders
	}
	if out.Why == "" {
		out.Why = r.able(s, usualGas)
	}
	out.Pays = out.Why == ""
	return out, nil
}

// had is how many orders a wallet has had, of whomever it got them.
func (r *Relay) had(user eth.Address) int {
	_, had, _ := r.cfg.Orders.Orders(user, func(order.State) bool { return true }, 0, 0)
	return had
}

// able is why the key could not pay for so much gas as things were when they were looked at last; "": it could.
func (r *Relay) able(s standing, gas uint64) wire.RelayWhy {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.looked.IsZero(), r.price.Cmp(r.cfg.Limits.Price) > 0:
		return wire.RelayGas
	case r.coins.Cmp(s.holding.Add(r.price.Mul(2*gas))) < 0:
		return wire.RelayKey
	}
	return ""
}

// hide is a network's name as it is written down.
func (r *Relay) hide(from string) string {
	m := hmac.New(sha256.New, r.cfg.Secret)
	m.Write([]byte(from))
	return hex.EncodeToString(m.Sum(nil)[:12])
}

// Send sends an order for its user, who asks from a network. It returns once the order is taken on; State tells what becomes of it.
// The same request again gives the same order. Why one is declined is a problem with the code relay-declined and the figure why.
func (r *Relay) Send(ctx context.Context, user eth.Address, from string, req wire.RelayRequest) (wire.Relay, error) {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	digest, err := digestOf(req)
	if err != nil {
		return wire.Relay{}, err
	}
	if had, err := r.again(ctx, user, req.Nonce, digest); err != nil || had.ID != "" {
		return had, err
	}
	if err := r.cfg.Ready(); err != nil {
		return wire.Relay{}, unavailable(err)
	}
	e := Entry{
		At: r.cfg.Now().UTC().Truncate(time.Millisecond), User: user, Node: req.Quote.Node, Epoch: req.Quote.Epoch, Quote: req.Quote.Nonce,
		From: r.hide(from), Nonce: req.Nonce, Request: digest,
	}
	x, s, err := r.check(ctx, user, e, req)
	if err != nil {
		return wire.Relay{}, r.told(err)
	}
	gas, err := r.try(ctx, x, s.block)
	if err != nil {
		return wire.Relay{}, r.told(err)
	}
	if why := r.able(s, gas); why != "" {
		return wire.Relay{}, r.told(declined(why))
	}
	e.Hold = r.cfg.Limits.Price.Mul(gas)
	n, why, err := r.ledger.take(ctx, r.cfg.Limits, e)
	switch {
	case err != nil:
		return wire.Relay{}, err
	case why == wire.RelayBusy: // by the same request, perhaps, of a moment ago
		if had, err := r.again(ctx, user, req.Nonce, digest); err != nil || had.ID != "" {
			return had, err
		}
		fallthrough
	case why != "":
		return wire.Relay{}, r.told(declined(why))
	}
	r.flights.Add(1)
	go func() {
		defer steady.Log(r.cfg.Log, "a relayed order")
		defer r.flights.Done()
		r.fly(context.WithoutCancel(ctx), dayOf(e.At), n, e, x, gas)
	}()
	return wire.Relay{ID: idOf(dayOf(e.At), n), State: wire.RelaySending}, nil
}

// digestOf is what tells a request from another.
func digestOf(req wire.RelayRequest) (eth.Hash, error) {
	b, err := json.Marshal(req)
	if err != nil {
		return eth.Hash{}, fmt.Errorf("relay request: %w", err)
	}
	return sha256.Sum256(b), nil
}

// again is the order that a request was taken on as before; no ID: it was not.
func (r *Relay) again(ctx context.Context, user eth.Address, nonce amount.Amount, digest eth.Hash) (wire.Relay, error) {
	day, n, ok, err := r.ledger.find(ctx, r.cfg.Now(), user, nonce)
	if err != nil || !ok {
		return wire.Relay{}, err
	}
	taken, _, err := r.ledger.line(ctx, day, n)
	if err != nil {
		return wire.Relay{}, err
	}
	if taken.Request != digest {
		return wire.Relay{}, problem.New(409, problem.Used, "another order was sent with this nonce").Remedy("sign again, with another nonce")
	}
	return r.State(ctx, user, idOf(day, n))
}

// fly sends an order that was taken on, if it would succeed still, and writes down what became of it.
func (r *Relay) fly(ctx context.Context, day string, n int, e Entry, x chain.Relayed, gas uint64) {
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	end := Entry{Ends: &n}
	outcome := "sent"
	s, err := r.ledger.stand(ctx, r.cfg.Limits, e)
	if err == nil {
		_, err = r.try(ctx, x, s.block)
	}
	if err != nil {
		end.Why, outcome = wire.RelayRefused, string(wire.RelayRefused)
		r.cfg.Log.Info("an order that was taken on would be refused by now, and is not sent", "user", e.User, "node", e.Node, "err", err)
	} else {
		id, receipt, err := r.relay(ctx, e, x, gas)
		end.Fee, end.Block, end.Order = receipt.Fee, receipt.Block, id
		if receipt.Block != 0 {
			end.Tx = &receipt.Tx
		}
		switch {
		case err == nil:
			r.cfg.Log.Info("paid the gas of an order", "order", id, "user", e.User, "tx", receipt.Tx, "wei", receipt.Fee)
		case receipt.Block != 0 && id != 0: // all but the block's time is known
		case receipt.Block != 0:
			end.Why, outcome = wire.RelayRefused, "reverted"
			r.cfg.Log.Warn("an order that the relayer sent has reverted", "user", e.User, "node", e.Node, "tx", receipt.Tx, "wei", receipt.Fee, "err", err)
		case errors.Is(err, chain.ErrUnknownOutcome):
			r.metrics.orders.WithLabelValues(string(wire.RelayLost)).Inc()
			r.cfg.Log.Warn("what became of an order that the relayer sent is not known", "user", e.User, "node", e.Node, "err", err)
			return // what it may cost stays held back
		case errors.Is(err, chain.ErrFeeTooHigh):
			end.Why, outcome = wire.RelayGas, string(wire.RelayGas)
		default:
			end.Why, outcome = wire.RelayKey, string(wire.RelayKey)
			r.cfg.Log.Warn("the relayer could not send", "err", err)
		}
	}
	r.metrics.orders.WithLabelValues(outcome).Inc()
	r.settle(ctx, day, end)
}

// relay sends an order. A transaction whose nonce another one has will not be mined, so that the order is sent anew if it can be made still. Should both
// be mined after all, after a reorganisation, the second one reverts: a quote is used once.
func (r *Relay) relay(ctx context.Context, e Entry, x chain.Relayed, gas uint64) (order.ID, chain.Receipt, error) {
	for try := 1; ; try++ {
		id, receipt, err := r.cfg.Sender.Relay(ctx, x, gas)
		if !errors.Is(err, chain.ErrNonceUsed) || try == nonceTries {
			return id, receipt, err
		}
		r.cfg.Log.Warn("another transaction of the relayer's key had an order's nonce; the order is sent again", "user", e.User, "node", e.Node, "err", err)
		if _, tried := r.try(ctx, x, 0); tried != nil {
			return 0, chain.Receipt{}, err // it may be there: by its quote it is found
		}
	}
}

// settle writes down what became of an order. Where the database is away what was held back stays so.
func (r *Relay) settle(ctx context.Context, day string, end Entry) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), sendTime)
	defer cancel()
	end.At = r.cfg.Now().UTC().Truncate(time.Millisecond)
	for try := 1; ; try++ {
		err := r.ledger.end(ctx, day, end)
		if err == nil {
			return
		}
		if try == settleTries || ctx.Err() != nil {
			r.cfg.Log.Warn("what became of a relayed order could not be kept: what it may have cost counts as spent", "order", end.Order, "tx", end.Tx, "err", err)
			return
		}
		select {
		case <-time.After(time.Duration(try) * time.Second):
		case <-ctx.Done():
		}
	}
}

// State is what became of an order that a user asked to have sent. One that nobody has written down an end of may be found by the
// order that came of its quote: whoever sent it may be gone, or somebody else may have sent the same.
func (r *Relay) State(ctx context.Context, user eth.Address, id string) (wire.Relay, error) {
	day, n, ok := place(id, r.cfg.Now())
	if !ok {
		return wire.Relay{}, ErrNone
	}
	taken, end, err := r.ledger.line(ctx, day, n)
	if errors.Is(err, errNoLine) || err == nil && taken.User != user {
		return wire.Relay{}, ErrNone
	}
	if err != nil {
		return wire.Relay{}, err
	}
	out := wire.Relay{ID: id, State: wire.RelaySending}
	if end != nil && end.Order != 0 {
		out.State, out.Tx, out.Order = wire.RelayDone, end.Tx, end.Order
		return out, nil
	}
	if o, tx := r.made(taken); o != 0 {
		out.State, out.Tx, out.Order = wire.RelayDone, tx, o
		return out, nil
	}
	switch {
	case end != nil:
		out.State, out.Tx, out.Why = wire.RelayFailed, end.Tx, end.Why
	case r.cfg.Now().Sub(taken.At) >= forget:
		out.State, out.Why = wire.RelayFailed, wire.RelayLost
	}
	return out, nil
}

// recent is how many of a user's newest orders are looked through for the one that came of a quote.
const recent = 20

// made is the order that came of a quote, with the transaction that made it; 0: none, or the index has not seen it yet.
func (r *Relay) made(e Entry) (order.ID, *eth.Hash) {
	page, _, _ := r.cfg.Orders.Orders(e.User, func(order.State) bool { return true }, 0, recent)
	for _, o := range page {
		if o.Node == e.Node && o.Epoch == e.Epoch && o.Nonce == e.Quote {
			if len(o.Steps) > 0 {
				return o.ID, o.Steps[0].Tx
			}
			return o.ID, nil
		}
	}
	return 0, nil
}

// idOf names an order that was taken on.
func idOf(day string, n int) string { return day + "." + strconv.Itoa(n) }

// place reads such a name; not ok: it is of no day that is kept.
func place(id string, now time.Time) (day string, n int, ok bool) {
	day, digits, found := strings.Cut(id, ".")
	n, err := strconv.Atoi(digits)
	if !found || err != nil || n < 0 || day != dayOf(now) && day != dayOf(now.Add(-24*time.Hour)) {
		return "", 0, false
	}
	return day, n, true
}

// told counts what is declined.
func (r *Relay) told(err error) error {
	var p *problem.Problem
	if errors.As(err, &p) && p.Code == problem.RelayDeclined {
		r.metrics.orders.WithLabelValues(p.Figures["why"]).Inc()
	}
	return err
}

// declined is the problem by which an order is declined.
func declined(why wire.RelayWhy) *problem.Problem {
	return problem.New(409, problem.RelayDeclined, "%s", reasons[why]).With("why", string(why)).Remedy("send the order from your own wallet")
}

// reasons are why, in plain English.
var reasons = map[wire.RelayWhy]string{
	wire.RelayOrders:   "this wallet has had as many orders as this platform pays the gas of",
	wire.RelayWallet:   "this wallet has asked as often today as it may",
	wire.RelayAddress:  "as many orders were asked for from your network today as may be",
	wire.RelayDay:      "what this platform spends on gas in a day is spent",
	wire.RelayNode:     "too many orders with this node failed today",
	wire.RelayGas:      "gas costs more now than this platform pays",
	wire.RelayKey:      "this platform has not the coin for gas now",
	wire.RelayBusy:     "an order of this wallet is under way",
	wire.RelayToken:    "this platform does not pay the gas of orders in this token",
	wire.RelayReferrer: "the quote does not name this platform as its referrer",
	wire.RelayContract: "the account, or whoever signed for the node, is a contract",
	wire.RelayRefused:  "the contracts would refuse the order",
}

// unavailable is for what cannot be asked now.
func unavailable(err error) *problem.Problem {
	return problem.New(503, problem.Unavailable, "the chain or the index cannot be asked at this moment").Remedy("try again in a moment").Because(err)
}
