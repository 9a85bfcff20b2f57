package rig

import (
	"crypto/ecdsa"
	"math/big"
	"strconv"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"berth/contracts/bind"
	"berth/contracts/chain"
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
	until := strconv.FormatInt(deadline.Unix(), 10)
	owner, err := eip712.Sign(key, typed.Data{
		PrimaryType: "PermitWitnessTransferFrom",
		Types: map[string][]typed.Field{
			"EIP712Domain": {{Name: "name", Type: "string"}, {Name: "chainId", Type: "uint256"}, {Name: "verifyingContract", Type: "address"}},
			"PermitWitnessTransferFrom": {
				{Name: "permitted", Type: "TokenPermissions"}, {Name: "spender", Type: "address"}, {Name: "nonce", Type: "uint256"},
				{Name: "deadline", Type: "uint256"}, {Name: "witness", Type: "Order"},
			},
			"TokenPermissions": {{Name: "token", Type: "address"}, {Name: "amount", Type: "uint256"}},
			"Order":            {{Name: "quote", Type: "bytes32"}, {Name: "duration", Type: "uint32"}},
		},
		Domain: map[string]any{"name": "Permit2", "chainId": strconv.FormatUint(at.ChainID, 10), "verifyingContract": at.Permit2.String()},
		Message: map[string]any{
			"permitted": map[string]any{"token": q.Token.String(), "amount": q.Deposit(seconds).String()},
			"spender":   at.Market.String(), "nonce": strconv.FormatUint(nonce, 10), "deadline": until,
			"witness": map[string]any{"quote": digest.String(), "duration": strconv.FormatUint(uint64(seconds), 10)},
		},
	})
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
		Epoch: q.Epoch, ValidUntil: big.NewInt(q.ValidUntil.Unix()), Nonce: q.Nonce,
	}, signature, seconds, new(big.Int).SetUint64(nonce), big.NewInt(deadline.Unix()), owner), nil
}

func number(word [32]byte) *big.Int { return new(big.Int).SetBytes(word[:]) }
