package relay

import (
	"context"
	"errors"
	"slices"

	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/clip"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// check looks at all that can be known of an order without running it, from what costs least to what costs most, and gives what is to
// be sent and how its user stands today.
func (r *Relay) check(ctx context.Context, user eth.Address, e Entry, req wire.RelayRequest) (x chain.Relayed, s standing, err error) {
	q := req.Quote
	deposit := q.Deposit(req.Duration)
	switch left := q.ValidUntil.Sub(r.cfg.Now()); {
	case q.User != user:
		return x, s, problem.New(403, problem.NotYours, "the quote is for %s", q.User)
	case q.Referrer != r.cfg.Referrer || q.ReferrerShare != r.cfg.Share:
		return x, s, declined(wire.RelayReferrer)
	case !slices.Contains(r.cfg.Tokens, q.Token):
		return x, s, declined(wire.RelayToken)
	case req.Duration < q.MinDuration || req.Duration > q.MaxDuration || deposit.IsZero():
		return x, s, problem.Field("duration", "%d to %d seconds, and not for nothing", q.MinDuration, q.MaxDuration)
	case left < leastLife:
		return x, s, problem.New(409, problem.Expired, "the quote has run out").Remedy("ask the node again")
	case left > order.QuoteLife:
		return x, s, problem.Field("quote.validUntil", "an hour from now at most")
	case req.Deadline.Before(r.cfg.Now().Add(leastLife)) || req.Deadline.After(q.ValidUntil):
		return x, s, problem.Field("deadline", "from %s on, and no later than the quote is good for", leastLife)
	}
	x = chain.Relayed{Quote: q, Signature: req.Signature, Duration: req.Duration, Nonce: req.Nonce, Deadline: req.Deadline, Owner: req.Owner}
	signer, err := r.signatures(x, user, deposit)
	if err != nil {
		return x, s, err
	}
	if r.had(user) >= r.cfg.Limits.Orders {
		return x, s, declined(wire.RelayOrders)
	}
	if s, err = r.ledger.stand(ctx, r.cfg.Limits, e); err != nil {
		return x, s, err
	}
	if s.why != "" {
		return x, s, declined(s.why)
	}
	if err := r.onChain(ctx, &x, req.Approval, signer, deposit); err != nil {
		return x, s, err
	}
	return x, s, nil
}

// signatures checks what the user signed, and gives who signed the quote. Each is a key's: what a contract says of a signature can
// be another thing when it counts than when it was tried.
func (r *Relay) signatures(x chain.Relayed, user eth.Address, deposit amount.Amount) (signer eth.Address, err error) {
	digest, err := chain.HashQuote(r.cfg.Addresses.Domain(), x.Quote)
	if err != nil {
		return signer, problem.Field("quote", "numbers that the market takes").Because(err)
	}
	if signer, err = eip712.RecoverHash(digest, x.Signature); err != nil {
		return signer, declined(wire.RelayContract).Because(err)
	}
	by, err := eip712.Recover(typed.OrderTransfer{
		Token: x.Quote.Token, Amount: deposit, Market: r.cfg.Addresses.Market, Nonce: x.Nonce, Deadline: x.Deadline, Quote: digest, Duration: x.Duration,
	}.Data(r.cfg.Addresses.ChainID, r.cfg.Addresses.Permit2), x.Owner)
	if err != nil || by != user {
		return signer, problem.New(400, problem.BadSignature, "the order is not signed by %s as it is", user).Remedy("sign exactly this quote, duration, nonce and deadline").Because(err)
	}
	return signer, nil
}

// onChain checks what the chain has to say before an order is run.
func (r *Relay) onChain(ctx context.Context, x *chain.Relayed, approval *wire.RelayApproval, signer eth.Address, deposit amount.Amount) error {
	q := x.Quote
	node, err := r.cfg.Chain.Node(ctx, q.Node)
	if err != nil {
		return unavailable(err)
	}
	if signer != node.Operator && signer != q.Node {
		return declined(wire.RelayContract)
	}
	for _, a := range []eth.Address{q.User, signer} {
		plain, err := r.cfg.Chain.Plain(ctx, a)
		if err != nil {
			return unavailable(err)
		}
		if !plain {
			return declined(wire.RelayContract)
		}
	}
	f, err := r.cfg.Chain.Funds(ctx, q.User, q.Token)
	switch {
	case err != nil:
		return unavailable(err)
	case f.Balance.Cmp(deposit) < 0:
		return declined(wire.RelayRefused).With("balance", f.Balance.String()).With("deposit", deposit.String())
	case f.Allowance.Cmp(deposit) >= 0:
		return nil // whoever has seen to it: a permit that was handed in by somebody else is as good
	case approval == nil || f.Permits.Name == "" && f.Permits.Contract.IsZero():
		return problem.Field("approval", "a permit of the token by which Permit2 may take %s units", deposit)
	case approval.Value.Cmp(deposit) < 0:
		return problem.Field("approval.value", "%s at least, which is the deposit", deposit)
	case approval.Deadline.Before(r.cfg.Now().Add(leastLife)):
		return problem.Field("approval.deadline", "a time that is not over yet")
	}
	by, err := eip712.Recover(typed.Permit(f.Permits, q.User, r.cfg.Addresses.Permit2, approval.Value, f.Nonce, approval.Deadline), approval.Signature)
	if err != nil || by != q.User {
		return problem.New(400, problem.BadSignature, "the permit is not signed by %s as it is", q.User).Remedy("sign the token's next permit").Because(err)
	}
	x.Approval = &chain.Permission{Value: approval.Value, Deadline: approval.Deadline, Signature: approval.Signature}
	return nil
}

// try runs an order on the newest state, which must have a block in it: what was sent for the wallet before.
func (r *Relay) try(ctx context.Context, x chain.Relayed, block uint64) (gas uint64, err error) {
	head, err := r.cfg.Chain.Head(ctx)
	switch {
	case err != nil:
		return 0, unavailable(err)
	case head.Number < block:
		return 0, declined(wire.RelayBusy)
	}
	gas, err = r.cfg.Sender.TryRelay(ctx, x, mostGas)
	var refused *chain.RevertError
	switch {
	case errors.As(err, &refused):
		p := declined(wire.RelayRefused).Because(err)
		p.With("error", clip.To(refused.Name, 60)).Remedy("%s", clip.To(refused.Error(), 300))
		return 0, p
	case err != nil:
		return 0, unavailable(err)
	}
	return gas, nil
}
