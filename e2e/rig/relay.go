package rig

import (
	"crypto/ecdsa"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"berth/contracts/bind"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/server/eip712"
	"berth/shared/typed"
)

// Relay is a call of Market.createOrderWithPermit2, by which anybody can make the order of a quote's user and pay the gas:
// the user's key signs a transfer of exactly the deposit to the market, good for that quote and duration (Uniswap's Permit2,
// PermitWitnessTransferFrom). The nonce is Permit2's, used once in any order.
func Relay(key *ecdsa.PrivateKey, at chain.Addresses, q order.Quote, signature eth.Bytes, seconds uint32, nonce uint64, deadline time.Time) (eth.Bytes, error) {
	digest, err := chain.HashQuote(at.Domain(), q)
	if err != nil {
		return nil, err
	}
	owner, err := eip712.Sign(key, typed.OrderTransfer{
		Token: q.Token, Amount: q.Deposit(seconds), Market: at.Market, Nonce: amount.Of(nonce), Deadline: deadline, Quote: digest, Duration: seconds,
	}.Data(at.ChainID, at.Permit2))
	if err != nil {
		return nil, err
	}
	r := q.Resources
	return bind.NewMarket().PackCreateOrderWithPermit2(bind.IMarketTypesQuote{
		Node: common.Address(q.Node), User: common.Address(q.User), Token: common.Address(q.Token), Rate: number(q.Rate.Word()),
		Resources: bind.Resources{
			CpuMilli: r.CPUMilli, MemoryMiB: r.MemoryMiB, DiskMiB: r.DiskMiB, TrafficMiB: new(big.Int).SetUint64(r.TrafficMiB), Gpu: r.GPU, GpuModel: r.ModelWord(),
		},
		MinDuration: q.MinDuration, MaxDuration: q.MaxDuration, Committed: q.Committed, Notice: q.Notice,
		Probation: q.Probation, MinStake: number(q.MinStake.Word()), Referrer: common.Address(q.Referrer), ReferrerShare: q.ReferrerShare,
		Features: uint16(q.Features), Epoch: q.Epoch, ValidUntil: big.NewInt(q.ValidUntil.Unix()), Nonce: q.Nonce,
	}, signature, seconds, new(big.Int).SetUint64(nonce), big.NewInt(deadline.Unix()), owner), nil
}

func number(word [32]byte) *big.Int { return new(big.Int).SetBytes(word[:]) }
