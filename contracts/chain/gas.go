package chain

import (
	"context"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
)

// GasPrice is the most that a unit of gas costs whoever sends now, in wei: room for the base fee to double is in it.
func (s *Sender) GasPrice(ctx context.Context) (amount.Amount, error) {
	_, most, err := s.fees(ctx)
	if err != nil {
		return amount.Amount{}, err
	}
	return toAmount(most), nil
}

// SettleGas is about the gas that Settle takes, with plenty to spare.
func (s *Sender) SettleGas(ctx context.Context, id order.ID) (uint64, error) {
	return s.gas(ctx, market.PackSettle(idBig(id)))
}

// WithdrawForGas is about the gas that WithdrawFor takes, with plenty to spare.
func (s *Sender) WithdrawForGas(ctx context.Context, node eth.Address, tokens ...eth.Address) (uint64, error) {
	return s.gas(ctx, all(tokens, func(t common.Address) []byte { return market.PackWithdrawFor(common.Address(node), t) }))
}

func (s *Sender) gas(ctx context.Context, data []byte) (uint64, error) {
	to := common.Address(s.c.a.Market)
	return s.estimate(ctx, ethereum.CallMsg{From: common.Address(s.from), To: &to, Data: data})
}
