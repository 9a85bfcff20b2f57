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

// AnnounceEnd says when the node will end an order, as the node or its operator.
func (s *Sender) AnnounceEnd(ctx context.Context, id order.ID, end time.Time) (Receipt, error) {
	return s.Transact(ctx, s.c.a.Market, market.PackAnnounceEnd(idBig(id), big.NewInt(end.Unix())))
}

// Settle credits an order's node with what it has earned; anyone may.
func (s *Sender) Settle(ctx context.Context, id order.ID) (Receipt, error) {
	return s.Transact(ctx, s.c.a.Market, market.PackSettle(idBig(id)))
}

// Expire ends an order that its node did not activate in time; anyone may.
func (s *Sender) Expire(ctx context.Context, id order.ID) (Receipt, error) {
	return s.Transact(ctx, s.c.a.Market, market.PackExpire(idBig(id)))
}

// Withdraw pays all that the sender is owed in tokens to an address, in one transaction.
func (s *Sender) Withdraw(ctx context.Context, to eth.Address, tokens ...eth.Address) (Receipt, error) {
	return s.each(ctx, tokens, func(t common.Address) []byte { return market.PackWithdraw(t, common.Address(to)) })
}

// WithdrawFor pays all that a node is owed in tokens to the node, as its operator, in one transaction.
func (s *Sender) WithdrawFor(ctx context.Context, node eth.Address, tokens ...eth.Address) (Receipt, error) {
	return s.each(ctx, tokens, func(t common.Address) []byte { return market.PackWithdrawFor(common.Address(node), t) })
}

func (s *Sender) each(ctx context.Context, tokens []eth.Address, pack func(common.Address) []byte) (Receipt, error) {
	return s.Transact(ctx, s.c.a.Market, all(tokens, pack))
}

// all is one call of the market for each token, in one.
func all(tokens []eth.Address, pack func(common.Address) []byte) []byte {
	calls := make([][]byte, len(tokens))
	for i, t := range tokens {
		calls[i] = pack(common.Address(t))
	}
	if len(calls) == 1 {
		return calls[0]
	}
	return market.PackMulticall(calls)
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

// CreateOrderWithPermit is CreateOrder together with a permit of the deposit by the sender's key, in one transaction. A token
// that takes none is approved in one before.
func (s *Sender) CreateOrderWithPermit(ctx context.Context, q order.Quote, sig []byte, duration uint32) (order.ID, Receipt, error) {
	bq, err := fromQuote(q)
	if err != nil {
		return 0, Receipt{}, err
	}
	r, err := s.withPermit(ctx, q.Token, q.Deposit(duration), market.PackCreateOrder(bq, sig, duration))
	return createdIn(r), r, err
}

// Extend adds paid seconds to a running order of the sender; the deposit for them comes with a permit.
func (s *Sender) Extend(ctx context.Context, id order.ID, seconds uint32) (Receipt, error) {
	o, err := s.c.Order(ctx, id)
	if err != nil {
		return Receipt{}, err
	}
	return s.withPermit(ctx, o.Token, extension(o, seconds), market.PackExtend(idBig(id), seconds))
}

// extension is what so many more seconds of an order cost.
func extension(o order.Order, seconds uint32) amount.Amount {
	return o.Rate.Cost(uint64(o.Duration) + uint64(seconds)).Sub(o.Deposit())
}

// ExtendFor adds paid seconds to a running order as an agent of its user, who pays.
func (s *Sender) ExtendFor(ctx context.Context, id order.ID, seconds uint32) (Receipt, error) {
	return s.Transact(ctx, s.c.a.Market, market.PackExtendFor(idBig(id), seconds))
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
	r, err := s.withPermit(ctx, q.Token, q.Deposit(duration).Sub(left), market.PackReplaceOrder(idBig(id), bq, sig, duration))
	return createdIn(r), r, err
}

// Approve allows a spender to take so many of the sender's tokens.
func (s *Sender) Approve(ctx context.Context, in, spender eth.Address, value amount.Amount) (Receipt, error) {
	return s.Transact(ctx, in, token.PackApprove(common.Address(spender), toBig(value)))
}

// Transfer sends tokens.
func (s *Sender) Transfer(ctx context.Context, in, to eth.Address, value amount.Amount) (Receipt, error) {
	return s.Transact(ctx, in, token.PackTransfer(common.Address(to), toBig(value)))
}

// Mint makes new tokens, as a minter.
func (s *Sender) Mint(ctx context.Context, in, to eth.Address, value amount.Amount) (Receipt, error) {
	return s.Transact(ctx, in, token.PackMint(common.Address(to), toBig(value)))
}

// A permit is a signed allowance.
type permit struct {
	value, deadline *big.Int
	v               uint8
	r, s            [32]byte
}

// permit signs an allowance of a token; ErrNoPermit: the token takes none.
func (s *Sender) permit(ctx context.Context, in, spender eth.Address, value amount.Amount) (permit, error) {
	domain := s.c.a.NativeDomain()
	if in != s.c.a.Token {
		f, err := s.c.Token(in).Facts(ctx)
		if err != nil {
			return permit{}, err
		}
		if !f.Permit {
			return permit{}, ErrNoPermit
		}
		domain = f.Domain
	}
	nonce, err := s.c.Token(in).PermitNonce(ctx, s.from)
	if err != nil {
		return permit{}, err
	}
	head, err := s.c.Head(ctx)
	if err != nil {
		return permit{}, err
	}
	deadline := head.Time.Add(permitLife)
	sig, err := eip712.Sign(s.key, typed.Permit(domain, s.from, spender, value, nonce, deadline))
	if err != nil {
		return permit{}, err
	}
	return permit{toBig(value), big.NewInt(deadline.Unix()), sig[64], [32]byte(sig[:32]), [32]byte(sig[32:64])}, nil
}

// ErrNoPermit is a token that takes no EIP-2612 permits.
var ErrNoPermit = errors.New("the token takes no permits")

// withPermit calls the market after a permit, in one transaction, unless the allowance is there already. A token that takes no
// permits is approved in a transaction before.
func (s *Sender) withPermit(ctx context.Context, in eth.Address, value amount.Amount, data []byte) (Receipt, error) {
	has, err := s.c.Token(in).Allowance(ctx, s.from, s.c.a.Market)
	if err != nil {
		return Receipt{}, err
	}
	if has.Cmp(value) >= 0 {
		return s.Transact(ctx, s.c.a.Market, data)
	}
	p, err := s.permit(ctx, in, s.c.a.Market, value)
	if errors.Is(err, ErrNoPermit) {
		if !has.IsZero() { // some tokens change no allowance that is not zero
			if _, err := s.Approve(ctx, in, s.c.a.Market, amount.Amount{}); err != nil {
				return Receipt{}, err
			}
		}
		if _, err := s.Approve(ctx, in, s.c.a.Market, value); err != nil {
			return Receipt{}, err
		}
		return s.Transact(ctx, s.c.a.Market, data)
	}
	if err != nil {
		return Receipt{}, err
	}
	return s.Transact(ctx, s.c.a.Market,
		market.PackMulticall([][]byte{market.PackSelfPermit(common.Address(in), p.value, p.deadline, p.v, p.r, p.s), data}))
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
