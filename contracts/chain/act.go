package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/server/eip712"
	"berth/shared/typed"
)

// Entry is what a node says of itself in the registry.
type Entry struct {
	Operator    eth.Address // zero: only the node's own wallet
	Total       resource.Resources
	MinStake    amount.Amount // below 2^96
	Endpoint    string        // host:port
	MetadataURI string
}

// Register enters the sender as a node, or updates its entry.
func (s *Sender) Register(ctx context.Context, e Entry) (Receipt, error) {
	r, err := fromResources(e.Total)
	if err == nil && e.MinStake.Bits() > 96 {
		err = fmt.Errorf("minStake: %w", ErrRange)
	}
	if err != nil {
		return Receipt{}, err
	}
	return s.Transact(ctx, s.c.a.Registry,
		registry.PackRegister(common.Address(e.Operator), r, toBig(e.MinStake), e.Endpoint, e.MetadataURI))
}

// SetOperator names another operator key for the sender's node; zero: none.
func (s *Sender) SetOperator(ctx context.Context, operator eth.Address) (Receipt, error) {
	return s.Transact(ctx, s.c.a.Registry, registry.PackSetOperator(common.Address(operator)))
}

// SetPaused closes the sender's node for new orders, or opens it.
func (s *Sender) SetPaused(ctx context.Context, paused bool) (Receipt, error) {
	return s.Transact(ctx, s.c.a.Registry, registry.PackSetPaused(paused))
}

// Activate starts an order's clock, as its node or operator.
func (s *Sender) Activate(ctx context.Context, id order.ID) (Receipt, error) {
	return s.Transact(ctx, s.c.a.Market, market.PackActivate(idBig(id)))
}

// Cancel ends an order, as its user, node or operator. One whose time is up is completed instead.
func (s *Sender) Cancel(ctx context.Context, id order.ID, reason order.Reason) (Receipt, error) {
	return s.Transact(ctx, s.c.a.Market, market.PackCancel(idBig(id), uint8(reason)))
}

// CancelAndWithdraw ends an order and pays the sender all that it is then owed, in one transaction.
func (s *Sender) CancelAndWithdraw(ctx context.Context, id order.ID, reason order.Reason) (Receipt, error) {
	return s.Transact(ctx, s.c.a.Market, market.PackMulticall([][]byte{
		market.PackCancel(idBig(id), uint8(reason)), market.PackWithdraw(common.Address(s.from)),
	}))
}

// Settle credits an order's node with what it has earned; anyone may.
func (s *Sender) Settle(ctx context.Context, id order.ID) (Receipt, error) {
	return s.Transact(ctx, s.c.a.Market, market.PackSettle(idBig(id)))
}

// Expire ends an order that its node did not activate in time; anyone may.
func (s *Sender) Expire(ctx context.Context, id order.ID) (Receipt, error) {
	return s.Transact(ctx, s.c.a.Market, market.PackExpire(idBig(id)))
}

// Withdraw pays all that the sender is owed to an address.
func (s *Sender) Withdraw(ctx context.Context, to eth.Address) (Receipt, error) {
	return s.Transact(ctx, s.c.a.Market, market.PackWithdraw(common.Address(to)))
}

// CreateOrder makes an order out of a quote for the sender; the market must be allowed to take the deposit.
func (s *Sender) CreateOrder(ctx context.Context, q order.Quote, sig []byte, duration uint32) (order.ID, Receipt, error) {
	bq, err := fromQuote(q)
	if err != nil {
		return 0, Receipt{}, err
	}
	r, err := s.Transact(ctx, s.c.a.Market, market.PackCreateOrder(bq, sig, duration))
	return createdIn(r), r, err
}

// permitLife is how long a permit is good that is used at once.
const permitLife = time.Hour

// CreateOrderWithPermit is CreateOrder together with a permit of the deposit by the sender's key, in one transaction.
func (s *Sender) CreateOrderWithPermit(ctx context.Context, q order.Quote, sig []byte, duration uint32) (order.ID, Receipt, error) {
	bq, err := fromQuote(q)
	if err != nil {
		return 0, Receipt{}, err
	}
	p, err := s.permit(ctx, s.c.a.Market, q.Deposit(duration))
	if err != nil {
		return 0, Receipt{}, err
	}
	r, err := s.Transact(ctx, s.c.a.Market,
		market.PackCreateOrderWithPermit(bq, sig, duration, p.value, p.deadline, p.v, p.r, p.s))
	return createdIn(r), r, err
}

// Extend adds paid seconds to a running order of the sender; the deposit for them comes with a permit.
func (s *Sender) Extend(ctx context.Context, id order.ID, seconds uint32) (Receipt, error) {
	o, err := s.c.Order(ctx, id)
	if err != nil {
		return Receipt{}, err
	}
	return s.withPermit(ctx, o.Rate.Mul(uint64(seconds)), market.PackExtend(idBig(id), seconds))
}

// Replace moves a running order of the sender to a new quote of the same node; what the new deposit needs beyond the
// old one's rest comes with a permit.
func (s *Sender) Replace(ctx context.Context, id order.ID, q order.Quote, sig []byte, duration uint32) (order.ID, Receipt, error) {
	bq, err := fromQuote(q)
	if err != nil {
		return 0, Receipt{}, err
	}
	o, err := s.c.Order(ctx, id)
	if err != nil {
		return 0, Receipt{}, err
	}
	// By the time that it is mined the old order has used up more: let the permit cover a good while of that.
	left := o.Deposit().Sub(o.Earned(time.Now().Add(permitLife)))
	r, err := s.withPermit(ctx, q.Deposit(duration).Sub(left), market.PackReplaceOrder(idBig(id), bq, sig, duration))
	return createdIn(r), r, err
}

// VoidQuote takes one of a node's quotes back, as the node or its operator.
func (s *Sender) VoidQuote(ctx context.Context, node eth.Address, nonce uint64) (Receipt, error) {
	return s.Transact(ctx, s.c.a.Market, market.PackVoidQuote(common.Address(node), nonce))
}

// VoidQuotesBelow takes all of a node's quotes below a nonce back, as the node or its operator.
func (s *Sender) VoidQuotesBelow(ctx context.Context, node eth.Address, nonce uint64) (Receipt, error) {
	return s.Transact(ctx, s.c.a.Market, market.PackVoidQuotesBelow(common.Address(node), nonce))
}

// Approve allows a spender to take so many of the sender's tokens.
func (s *Sender) Approve(ctx context.Context, spender eth.Address, value amount.Amount) (Receipt, error) {
	return s.Transact(ctx, s.c.a.Token, token.PackApprove(common.Address(spender), toBig(value)))
}

// Transfer sends tokens.
func (s *Sender) Transfer(ctx context.Context, to eth.Address, value amount.Amount) (Receipt, error) {
	return s.Transact(ctx, s.c.a.Token, token.PackTransfer(common.Address(to), toBig(value)))
}

// Mint makes new tokens, as a minter.
func (s *Sender) Mint(ctx context.Context, to eth.Address, value amount.Amount) (Receipt, error) {
	return s.Transact(ctx, s.c.a.Token, token.PackMint(common.Address(to), toBig(value)))
}

// A permit is a signed allowance.
type permit struct {
	value, deadline *big.Int
	v               uint8
	r, s            [32]byte
}

func (s *Sender) permit(ctx context.Context, spender eth.Address, value amount.Amount) (permit, error) {
	nonce, err := s.c.PermitNonce(ctx, s.from)
	if err != nil {
		return permit{}, err
	}
	head, err := s.c.Head(ctx)
	if err != nil {
		return permit{}, err
	}
	deadline := head.Time.Add(permitLife)
	sig, err := eip712.Sign(s.key, typed.Permit(s.c.a.TokenDomain(), s.from, spender, value, nonce, deadline))
	if err != nil {
		return permit{}, err
	}
	return permit{toBig(value), big.NewInt(deadline.Unix()), sig[64], [32]byte(sig[:32]), [32]byte(sig[32:64])}, nil
}

// withPermit calls the market after a permit, in one transaction, unless the allowance is there already.
func (s *Sender) withPermit(ctx context.Context, value amount.Amount, data []byte) (Receipt, error) {
	has, err := s.c.Allowance(ctx, s.from, s.c.a.Market)
	if err != nil {
		return Receipt{}, err
	}
	if has.Cmp(value) >= 0 {
		return s.Transact(ctx, s.c.a.Market, data)
	}
	p, err := s.permit(ctx, s.c.a.Market, value)
	if err != nil {
		return Receipt{}, err
	}
	return s.Transact(ctx, s.c.a.Market,
		market.PackMulticall([][]byte{market.PackSelfPermit(p.value, p.deadline, p.v, p.r, p.s), data}))
}

// createdIn is the order that a transaction made, 0 if none.
func createdIn(r Receipt) order.ID {
	for _, e := range r.Events {
		if c, ok := e.(OrderCreated); ok {
			return c.ID
		}
	}
	return 0
}

// IsRevert reports whether err is a contract's refusal with one of these custom errors; without names, any refusal.
func IsRevert(err error, names ...string) bool {
	var r *RevertError
	if !errors.As(err, &r) {
		return false
	}
	for _, n := range names {
		if n == r.Name {
			return true
		}
	}
	return len(names) == 0
}
