package pen

import (
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"berth/shared/eth"
)

// Pass lets so much time pass on the chain.
func (p *Pen) Pass(t *testing.T, d time.Duration) {
	t.Helper()
	must(t, p.client.sim.AdjustTime(d))
}

// Estimate is the gas that a transaction of the user's takes by the newest block, as a wallet asks for it.
func (p *Pen) Estimate(t *testing.T, to eth.Address, data eth.Bytes) uint64 {
	t.Helper()
	at := common.Address(to)
	gas, err := p.client.EstimateGas(t.Context(), ethereum.CallMsg{From: common.Address(p.User), To: &at, Data: data})
	must(t, err)
	return gas
}

// Spend sends a transaction of the user's with a limit of gas, and reports whether it succeeded.
func (p *Pen) Spend(t *testing.T, to eth.Address, data eth.Bytes, limit uint64) bool {
	t.Helper()
	ctx := t.Context()
	nonce, err := p.client.PendingNonceAt(ctx, common.Address(p.User))
	must(t, err)
	head, err := p.client.HeaderByNumber(ctx, nil)
	must(t, err)
	at, id := common.Address(to), new(big.Int).SetUint64(p.Truth.ID)
	tx, err := types.SignNewTx(p.key, types.LatestSignerForChainID(id), &types.DynamicFeeTx{
		ChainID: id, Nonce: nonce, GasTipCap: big.NewInt(1e9), GasFeeCap: new(big.Int).Add(head.BaseFee, big.NewInt(2e9)), Gas: limit, To: &at, Data: data,
	})
	must(t, err)
	must(t, p.client.SendTransaction(ctx, tx))
	r, err := p.client.TransactionReceipt(ctx, tx.Hash())
	must(t, err)
	return r.Status == types.ReceiptStatusSuccessful
}
