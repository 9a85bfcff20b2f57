package chain

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/core/vm"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
)

// Relayed is an order that its user has signed for Permit2, to be sent by anybody (Market.createOrderWithPermit2).
type Relayed struct {
	Quote     order.Quote
	Signature eth.Bytes // the node's
	Duration  uint32    // paid seconds
	Nonce     amount.Amount
	Deadline  time.Time
	Owner     eth.Bytes   // the user's signature of typed.OrderTransfer
	Approval  *Permission // nil: Permit2 may take the tokens already
}

// Permission is an EIP-2612 permit by which Permit2 may take the user's tokens.
type Permission struct {
	Value     amount.Amount
	Deadline  time.Time
	Signature eth.Bytes // 65 bytes
}

// relay is what is sent: a call of the market or, where the permit has to be handed in before, code that makes both calls and leaves
// no contract behind (to is nil). So it is one transaction in any case, and the second call is tried and paid for only with the first.
func (c *Client) relay(r Relayed) (to *common.Address, data []byte, err error) {
	q, err := fromQuote(r.Quote)
	if err != nil {
		return nil, nil, err
	}
	at := common.Address(c.a.Market)
	create := market.PackCreateOrderWithPermit2(q, r.Signature, r.Duration, toBig(r.Nonce), big.NewInt(r.Deadline.Unix()), r.Owner)
	if r.Approval == nil {
		return &at, create, nil
	}
	p := r.Approval
	if len(p.Signature) != 65 {
		return nil, nil, fmt.Errorf("permit: a signature has 65 bytes, not %d", len(p.Signature))
	}
	v := p.Signature[64]
	if v < 27 {
		v += 27
	}
	permit := token.PackPermit(common.Address(r.Quote.User), common.Address(c.a.Permit2), toBig(p.Value), big.NewInt(p.Deadline.Unix()), v,
		[32]byte(p.Signature[:32]), [32]byte(p.Signature[32:64]))
	return nil, both(common.Address(r.Quote.Token), permit, at, create), nil
}

// both is creation code that makes two calls and creates nothing. The first may fail, as a permit does that somebody else has handed
// in already; where the second fails it reverts with the second's reason.
func both(first common.Address, a []byte, second common.Address, b []byte) []byte {
	const head, tail = 2 * 49, 16 // bytes of the two calls, and behind them
	var code []byte
	op := func(o vm.OpCode, operand ...byte) { code = append(append(code, byte(o)), operand...) }
	number := func(n int) []byte { return binary.BigEndian.AppendUint32(nil, uint32(n)) }
	call := func(to common.Address, data []byte, at int) {
		op(vm.PUSH4, number(len(data))...)
		op(vm.PUSH4, number(at)...)
		op(vm.PUSH1, 0)
		op(vm.CODECOPY)
		op(vm.PUSH1, 0) // of the answer
		op(vm.PUSH1, 0)
		op(vm.PUSH4, number(len(data))...)
		op(vm.PUSH1, 0)
		op(vm.PUSH1, 0) // wei
		op(vm.PUSH20, to[:]...)
		op(vm.GAS)
		op(vm.CALL)
	}
	call(first, a, head+tail)
	op(vm.POP)
	call(second, b, head+tail+len(a))
	op(vm.PUSH1, head+tail-2)
	op(vm.JUMPI)
	op(vm.RETURNDATASIZE)
	op(vm.PUSH1, 0)
	op(vm.PUSH1, 0)
	op(vm.RETURNDATACOPY)
	op(vm.RETURNDATASIZE)
	op(vm.PUSH1, 0)
	op(vm.REVERT)
	op(vm.JUMPDEST)
	op(vm.STOP)
	return append(append(code, a...), b...)
}

// TryRelay runs what Relay would send, on the newest state and with a limit of gas, and gives the gas that it takes with some to
// spare. A refusal is a *RevertError.
func (s *Sender) TryRelay(ctx context.Context, r Relayed, limit uint64) (gas uint64, err error) {
	to, data, err := s.c.relay(r)
	if err != nil {
		return 0, err
	}
	ctx, cancel := context.WithTimeout(ctx, CallTimeout)
	defer cancel()
	msg := ethereum.CallMsg{From: common.Address(s.from), To: to, Data: data, Gas: limit}
	if _, err := s.c.b.CallContract(ctx, msg, nil); err != nil {
		return 0, reverted(err)
	}
	if gas, err = s.c.b.EstimateGas(ctx, msg); err != nil {
		if r := reverted(err); r != err {
			return 0, r
		}
		return 0, fmt.Errorf("chain: estimate gas: %w", err)
	}
	return min(gas+gas/8+20_000, limit), nil
}

// Relay sends an order that its user has signed, with so much gas at most. Where it reverts the receipt says all the same what it
// has cost.
func (s *Sender) Relay(ctx context.Context, r Relayed, gas uint64) (order.ID, Receipt, error) {
	to, data, err := s.c.relay(r)
	if err != nil {
		return 0, Receipt{}, err
	}
	nonce, err := s.submit(ctx, func(nonce uint64, tip, most *big.Int) *types.DynamicFeeTx {
		return &types.DynamicFeeTx{
			ChainID: new(big.Int).SetUint64(s.c.a.ChainID), Nonce: nonce, GasTipCap: tip, GasFeeCap: most, Gas: gas, To: to, Data: data,
		}
	})
	if err != nil {
		return 0, Receipt{}, err
	}
	mined, err := s.wait(ctx, nonce)
	if err != nil {
		return 0, Receipt{}, err
	}
	out, err := s.receipt(ctx, mined)
	if mined.Status != types.ReceiptStatusSuccessful {
		return 0, out, s.why(ctx, ethereum.CallMsg{From: common.Address(s.from), To: to, Data: data}, mined, gas)
	}
	return createdIn(out), out, err
}

// Plain reports whether an account has no code: what it signs is then for its key alone to say.
func (c *Client) Plain(ctx context.Context, account eth.Address) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, CallTimeout)
	defer cancel()
	code, err := c.b.CodeAt(ctx, common.Address(account), c.at)
	if err != nil {
		return false, fmt.Errorf("code of %s: %w", account, err)
	}
	return len(code) == 0, nil
}
