package chain

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"

	"berth/contracts/bind"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
)

// ErrRange is a value that the contracts' types cannot hold.
var ErrRange = errors.New("value out of the contract's range")

func unix(s uint64) time.Time { return time.Unix(int64(s), 0).UTC() }

func unixBig(s *big.Int) time.Time { return unix(s.Uint64()) }

func toAmount(b *big.Int) amount.Amount {
	var w [32]byte
	b.FillBytes(w[:])
	return amount.FromWord(w)
}

func toBig(a amount.Amount) *big.Int {
	w := a.Word()
	return new(big.Int).SetBytes(w[:])
}

func toNano(b *big.Int) amount.Nano {
	var w [32]byte
	b.FillBytes(w[:])
	return amount.NanoFromWord(w)
}

func nanoBig(n amount.Nano) *big.Int {
	w := n.Word()
	return new(big.Int).SetBytes(w[:])
}

// maybe is a time; zero: none.
func maybe(s *big.Int) time.Time {
	if s.Sign() == 0 {
		return time.Time{}
	}
	return unixBig(s)
}

func idBig(id order.ID) *big.Int { return new(big.Int).SetUint64(uint64(id)) }

func toResources(r bind.Resources) resource.Resources {
	return resource.Resources{
		CPUMilli: r.CpuMilli, MemoryMiB: r.MemoryMiB, DiskMiB: r.DiskMiB, TrafficMiB: r.TrafficMiB.Uint64(),
		GPU: r.Gpu, GPUModel: resource.ModelFromWord(r.GpuModel),
	}
}

func fromResources(r resource.Resources) (bind.Resources, error) {
	if r.TrafficMiB > resource.MaxTraffic || len(r.GPUModel) > resource.MaxModel {
		return bind.Resources{}, fmt.Errorf("resources: %w", ErrRange)
	}
	return bind.Resources{
		CpuMilli: r.CPUMilli, MemoryMiB: r.MemoryMiB, DiskMiB: r.DiskMiB, TrafficMiB: new(big.Int).SetUint64(r.TrafficMiB),
		Gpu: r.GPU, GpuModel: r.ModelWord(),
	}, nil
}

func fromQuote(q order.Quote) (bind.IMarketTypesQuote, error) {
	r, err := fromResources(q.Resources)
	if err != nil {
		return bind.IMarketTypesQuote{}, err
	}
	until := q.ValidUntil.Unix()
	if q.Rate.Bits() > 96 || q.MinStake.Bits() > 96 || until < 0 || until >= 1<<40 {
		return bind.IMarketTypesQuote{}, fmt.Errorf("quote: %w", ErrRange)
	}
	return bind.IMarketTypesQuote{
		Node: common.Address(q.Node), User: common.Address(q.User), Token: common.Address(q.Token), Resources: r, Rate: nanoBig(q.Rate),
		MinDuration: q.MinDuration, MaxDuration: q.MaxDuration, Committed: q.Committed, Notice: q.Notice,
		Probation: q.Probation, MinStake: toBig(q.MinStake), Referrer: common.Address(q.Referrer), ReferrerShare: q.ReferrerShare,
		Features: uint16(q.Features), Epoch: q.Epoch, ValidUntil: big.NewInt(until), Nonce: q.Nonce,
	}, nil
}

func toQuote(q bind.IMarketTypesQuote) order.Quote {
	return order.Quote{
		Node: eth.Address(q.Node), User: eth.Address(q.User), Token: eth.Address(q.Token), Resources: toResources(q.Resources), Rate: toNano(q.Rate),
		MinDuration: q.MinDuration, MaxDuration: q.MaxDuration, Committed: q.Committed, Notice: q.Notice,
		Probation: q.Probation, MinStake: toAmount(q.MinStake), Referrer: eth.Address(q.Referrer), ReferrerShare: q.ReferrerShare,
		Features: order.Features(q.Features), Epoch: q.Epoch, ValidUntil: unixBig(q.ValidUntil), Nonce: q.Nonce,
	}
}

func toOrder(id order.ID, o bind.IMarketTypesOrder) order.Order {
	rate := toNano(o.Rate)
	r := order.Order{
		ID: id, User: eth.Address(o.User), Node: eth.Address(o.Node), Token: eth.Address(o.Token), Resources: toResources(o.Resources), Rate: rate,
		Duration: o.Duration, MaxDuration: o.MaxDuration, Committed: o.Committed, Notice: o.Notice, Probation: o.Probation,
		Referrer: eth.Address(o.Referrer), ReferrerShare: o.ReferrerShare, State: order.State(o.State), StakeHeld: o.StakeHeld,
		AnnouncedAt: maybe(o.AnnouncedAt), AnnouncedEnd: maybe(o.AnnouncedEnd), Settled: rate.Cost(uint64(o.SettledSeconds)),
	}
	// The contract keeps one time; of an order that ended before it was activated this is the creation's, and such
	// an order has never settled anything, but neither has one that ended within its probation.
	switch r.State {
	case order.Created:
		r.CreatedAt = unixBig(o.Since)
	case order.Active, order.Completed, order.Replaced:
		r.ActivatedAt = unixBig(o.Since)
	}
	return r
}

func toAmountWord(b []byte) amount.Amount { return amount.FromWord([32]byte(b)) }

// timeText is the RFC 3339 form of decimal Unix seconds, where they can be read as that.
func timeText(s string) string {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n >= 1<<40 {
		return s
	}
	return time.Unix(n, 0).UTC().Format(time.RFC3339)
}

func callMsg(from eth.Address, code []byte) ethereum.CallMsg {
	return ethereum.CallMsg{From: common.Address(from), Data: code}
}
