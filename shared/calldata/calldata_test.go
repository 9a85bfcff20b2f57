package calldata

import (
	"bytes"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"berth/contracts/bind"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/registry"
	"berth/shared/resource"
	"berth/shared/wire"
)

func addr(b byte) (a eth.Address) {
	for i := range a {
		a[i] = b + byte(i)
	}
	return a
}

func big256(a amount.Amount) *big.Int { w := a.Word(); return new(big.Int).SetBytes(w[:]) }

func bigNano(n amount.Nano) *big.Int { w := n.Word(); return new(big.Int).SetBytes(w[:]) }

func theirs(q order.Quote) bind.IMarketTypesQuote {
	r := q.Resources
	return bind.IMarketTypesQuote{
		Node: common.Address(q.Node), User: common.Address(q.User), Token: common.Address(q.Token),
		Resources: bind.Resources{
			CpuMilli: r.CPUMilli, MemoryMiB: r.MemoryMiB, DiskMiB: r.DiskMiB, TrafficMiB: new(big.Int).SetUint64(r.TrafficMiB),
			Gpu: r.GPU, GpuModel: r.ModelWord(),
		},
		Rate: bigNano(q.Rate), MinDuration: q.MinDuration, MaxDuration: q.MaxDuration, Committed: q.Committed, Notice: q.Notice,
		Probation: q.Probation, MinStake: big256(q.MinStake), Referrer: common.Address(q.Referrer), ReferrerShare: q.ReferrerShare, Features: uint16(q.Features), Epoch: q.Epoch,
		ValidUntil: big.NewInt(q.ValidUntil.Unix()), Nonce: q.Nonce,
	}
}

func TestCalls(t *testing.T) {
	rate, _ := amount.ParseNano("79228162514264337593543950335")
	quotes := []order.Quote{
		{},
		{
			Node: addr(1), User: addr(0xe0), Token: addr(0x30), Rate: rate, Committed: 7, Notice: 1<<22 - 1, MinStake: amount.Of(1 << 63),
			Referrer: addr(0x55), ReferrerShare: 3000, Features: 1<<16 - 1, Epoch: 1<<32 - 1, MinDuration: 60, MaxDuration: 1<<32 - 1, Probation: 300,
			ValidUntil: time.Unix(1<<40-1, 0), Nonce: 1<<64 - 1,
			Resources: resource.Resources{CPUMilli: 1<<32 - 1, MemoryMiB: 2048, DiskMiB: 7, TrafficMiB: 1<<40 - 1, GPU: 65535, GPUModel: "a100-80gb-xx"},
		},
	}
	quotes[0].ValidUntil = time.Unix(0, 0)
	value, _ := amount.Parse("115792089237316195423570985008687907853269984665640564039457584007913129639935")
	p := Permit{Value: value, Deadline: time.Unix(1_900_000_000, 0), V: 28, R: eth.Hash{1, 2, 31: 9}, S: eth.Hash{0xff, 31: 0xee}}
	entry := registry.Entry{
		Operator: addr(7), MinStake: amount.Of(1 << 62), Total: quotes[1].Resources, Endpoint: "n1.example.org:8443", Metadata: strings.Repeat("https://m/", 33),
	}
	abis := contracts(t)

	type pair struct {
		contract, name string
		got            eth.Bytes
		args           []any
	}
	pairs := []pair{
		{"Market", "selfPermit", SelfPermit(addr(3), p), []any{common.Address(addr(3)), big256(value), big.NewInt(p.Deadline.Unix()), p.V, [32]byte(p.R), [32]byte(p.S)}},
		{"Market", "cancel", Cancel(7, order.TermsBroken), []any{big.NewInt(7), uint8(4)}},
		{"Market", "settle", Settle(9), []any{big.NewInt(9)}},
		{"Market", "extend", Extend(9, 3600), []any{big.NewInt(9), uint32(3600)}},
		{"Market", "withdraw", Withdraw(addr(5), addr(3)), []any{common.Address(addr(5)), common.Address(addr(3))}},
		{"Market", "owed", Owed(addr(3), addr(5)), []any{common.Address(addr(3)), common.Address(addr(5))}},
		{"Market", "setAgent", SetAgent(addr(3), time.Time{}, nil), []any{common.Address(addr(3)), new(big.Int), []common.Address{}, []*big.Int{}}},
		{"Market", "setAgent", SetAgent(addr(3), p.Deadline, []wire.Money{{Token: addr(5), Amount: value}, {Token: addr(6)}}), []any{
			common.Address(addr(3)), big.NewInt(p.Deadline.Unix()), []common.Address{common.Address(addr(5)), common.Address(addr(6))}, []*big.Int{big256(value), new(big.Int)},
		}},
		{"Market", "probationOf", ProbationOf(addr(3), addr(4)), []any{common.Address(addr(3)), common.Address(addr(4))}},
		{"Market", "agentUntil", AgentUntil(addr(3), addr(4)), []any{common.Address(addr(3)), common.Address(addr(4))}},
		{"Market", "hashQuote", HashQuote(quotes[1]), []any{theirs(quotes[1])}},
		{"Market", "agentBudget", AgentBudget(addr(3), addr(4), addr(5)), []any{common.Address(addr(3)), common.Address(addr(4)), common.Address(addr(5))}},
		{"Market", "isListed", IsListed(addr(5)), []any{common.Address(addr(5))}},
		{"Market", "views", MarketViews(), nil},
		{"Market", "permit2", MarketPermit2(), nil},
		{"Staking", "stake", Stake(value), []any{big256(value)}},
		{"Staking", "stakeWithPermit", StakeWithPermit(p), []any{big256(value), big.NewInt(p.Deadline.Unix()), p.V, [32]byte(p.R), [32]byte(p.S)}},
		{"Staking", "unstake", Unstake(value, addr(3)), []any{big256(value), common.Address(addr(3))}},
		{"Staking", "claim", Claim(addr(3)), []any{common.Address(addr(3))}},
		{"Staking", "position", Position(addr(3)), []any{common.Address(addr(3))}},
		{"Staking", "held", Held(7), []any{big.NewInt(7)}},
		{"Market", "multicall", Multicall(), []any{[][]byte{}}},
		{"Market", "multicall", Multicall(Settle(1), eth.Bytes{}, bytes.Repeat([]byte{5}, 64)), []any{[][]byte{Settle(1), {}, bytes.Repeat([]byte{5}, 64)}}},
		{"Market", "multicall", Multicall(SelfPermit(addr(3), p), Extend(9, 3600)), []any{[][]byte{SelfPermit(addr(3), p), Extend(9, 3600)}}},
		{"Market", "multicall", Multicall(SelfPermit(addr(3), p), ReplaceOrder(3, quotes[1], bytes.Repeat([]byte{0xab}, 65), 86400)), []any{[][]byte{SelfPermit(addr(3), p), ReplaceOrder(3, quotes[1], bytes.Repeat([]byte{0xab}, 65), 86400)}}},
		{"Token", "approve", Approve(addr(8), value), []any{common.Address(addr(8)), big256(value)}},
		{"Token", "balanceOf", BalanceOf(addr(8)), []any{common.Address(addr(8))}},
		{"Token", "allowance", Allowance(addr(8), addr(9)), []any{common.Address(addr(8)), common.Address(addr(9))}},
		{"Market", "order", Order(7), []any{big.NewInt(7)}},
		{"Market", "nativeToken", MarketNative(), nil},
		{"Market", "registry", MarketRegistry(), nil},
		{"Market", "staking", MarketStaking(), nil},
		{"Registry", "node", Node(addr(3)), []any{common.Address(addr(3))}},
		{"Registry", "market", RegistryMarket(), nil},
		{"Registry", "register", Register(registry.Entry{}), []any{common.Address{}, bind.Resources{TrafficMiB: new(big.Int)}, new(big.Int), "", ""}},
		{"Registry", "register", Register(entry), []any{
			common.Address(entry.Operator), theirs(quotes[1]).Resources, big256(entry.MinStake), entry.Endpoint, entry.Metadata,
		}},
		{"Registry", "setOperator", SetOperator(addr(3)), []any{common.Address(addr(3))}},
		{"Registry", "setPaused", SetPaused(true), []any{true}},
		{"Registry", "setPaused", SetPaused(false), []any{false}},
		{"Registry", "voidQuotes", VoidQuotes(), nil},
		{"Registry", "deregister", Deregister(), nil},
		{"Token", "decimals", Decimals(), nil},
		{"Token", "symbol", Symbol(), nil},
		{"Token", "name", Name(), nil},
		{"Token", "nonces", Nonces(addr(8)), []any{common.Address(addr(8))}},
	}
	for i, name := range []string{"totalStaked", "poolLeft", "emissionPerSecond", "yearlyYield", "stream", "mintPerMille", "maturity"} {
		pairs = append(pairs, pair{"Staking", name, PoolViews()[i], nil})
	}
	for _, q := range quotes {
		for _, n := range []int{0, 1, 31, 32, 33, 65, 300} {
			sig := bytes.Repeat([]byte{0xab}, n)
			pairs = append(pairs,
				pair{"Market", "createOrder", CreateOrder(q, sig, 86400), []any{theirs(q), sig, uint32(86400)}},
				pair{"Market", "replaceOrder", ReplaceOrder(3, q, sig, 86400), []any{big.NewInt(3), theirs(q), sig, uint32(86400)}},
			)
		}
	}
	seen := map[string]bool{}
	for _, c := range pairs {
		seen[c.name] = true
		want, err := abis[c.contract].Pack(c.name, c.args...)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if !bytes.Equal(c.got, want) {
			t.Errorf("%s:\ngot  %x\nwant %x", c.name, []byte(c.got), want)
		}
	}
	for _, names := range calls {
		for _, n := range names {
			if !seen[n] {
				t.Errorf("%s is not compared", n)
			}
		}
	}
}

func TestRevert(t *testing.T) {
	abis := contracts(t)
	e := abis["Market"].Errors["Market_QuoteExpired"]
	args, err := e.Inputs.Pack(big.NewInt(100), big.NewInt(200))
	if err != nil {
		t.Fatal(err)
	}
	got := ReadRevert(append(e.ID[:4:4], args...))
	if got.Name != "Market_QuoteExpired" || got.Args["validUntil"] != "100" || got.Args["nowAt"] != "200" {
		t.Errorf("got %+v", got)
	}
	text := append(append([]byte{}, selError[:]...), newCall([4]byte{}).bytes([]byte("no luck")).encode()[4:]...)
	if got := ReadRevert(text); got.Name != "Error" || got.Text != "no luck" {
		t.Errorf("got %+v", got)
	}
	for _, bad := range []eth.Bytes{nil, {1}, {1, 2, 3, 4}, text[:40], append(text[:36:36], bytes.Repeat([]byte{0xff}, 32)...), e.ID[:4]} {
		_ = ReadRevert(bad).String() // must not panic
	}
}

func TestCreatedID(t *testing.T) {
	if id, user, err := CreatedID([]eth.Hash{topicOrderCreated, {31: 42}, {12: 7}, {}}); err != nil || id != 42 || user != (eth.Address{7}) {
		t.Errorf("got %v of %v, %v; want 42", id, user, err)
	}
	for _, bad := range [][]eth.Hash{nil, {topicOrderCreated, {31: 42}}, {{1}, {31: 42}, {12: 7}}} {
		if _, _, err := CreatedID(bad); err == nil {
			t.Errorf("%v: want an error", bad)
		}
	}
}

func TestSplit(t *testing.T) {
	sig := append(bytes.Repeat([]byte{1}, 32), append(bytes.Repeat([]byte{2}, 32), 1)...)
	p, err := Permit{}.Split(sig)
	if err != nil || p.V != 28 || p.R[0] != 1 || p.S[31] != 2 {
		t.Errorf("got %+v, %v", p, err)
	}
	if _, err := (Permit{}).Split(sig[:64]); err == nil {
		t.Error("want an error for 64 bytes")
	}
}
