package calldata

import (
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"berth/contracts/bind"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/registry"
	"berth/shared/resource"
	"berth/shared/stake"
)

// TestReads: what go-ethereum packs as a view's answer is read as it was.
func TestReads(t *testing.T) {
	abis := contracts(t)
	pack := func(contract, view string, v ...any) eth.Bytes {
		t.Helper()
		b, err := abis[contract].Methods[view].Outputs.Pack(v...)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	node := bind.IRegistryNode{
		Operator: common.Address{1}, MinStake: big.NewInt(2), Total: bind.Resources{CpuMilli: 3, TrafficMiB: big.NewInt(4)}, Reserved: bind.Resources{TrafficMiB: big.NewInt(5)},
		RegisteredAt: big.NewInt(6), Live: big.NewInt(7), Epoch: 8, Endpoint: "n1.example:8443", MetadataURI: "https://n1.example/about",
	}
	long := node
	long.Endpoint = "a-name-that-is-longer-than-one-word-of-the-answer.example.org:8443"
	for _, n := range []bind.IRegistryNode{node, long} {
		raw := pack("Registry", "node", n)
		if got, ok, err := Endpoint(raw); err != nil || !ok || got != n.Endpoint {
			t.Errorf("got %q, %v, %v; want %q", got, ok, err, n.Endpoint)
		}
		for i := range raw { // whatever is cut off, nothing panics
			if got, ok, err := Endpoint(raw[:i]); err == nil && ok && got != n.Endpoint {
				t.Errorf("of %d bytes: %q", i, got)
			}
		}
		for i := range raw {
			bad := append(eth.Bytes(nil), raw...)
			bad[i] ^= 0xff
			_, _, _ = Endpoint(bad)
		}
	}
	full := long
	full.Paused, full.MetadataURI = true, registry.About{Name: "世界", Description: "a & b"}.URI()
	full.Total = bind.Resources{CpuMilli: 1<<32 - 1, MemoryMiB: 2, DiskMiB: 3, TrafficMiB: big.NewInt(1<<36 - 1), Gpu: 4, GpuModel: [12]byte{'a', '1', '0', '0'}}
	raw := pack("Registry", "node", full)
	entry, err := NodeEntry(raw)
	if want := (registry.Entry{
		Operator: eth.Address{1}, MinStake: amount.Of(2), Total: resource.Resources{CPUMilli: 1<<32 - 1, MemoryMiB: 2, DiskMiB: 3, TrafficMiB: 1<<36 - 1, GPU: 4, GPUModel: "a100"},
		Reserved: resource.Resources{TrafficMiB: 5}, Paused: true, RegisteredAt: time.Unix(6, 0).UTC(), Live: 7, Epoch: 8, Endpoint: long.Endpoint, Metadata: full.MetadataURI,
	}); err != nil || entry != want {
		t.Errorf("got %+v, %v\nwant %+v", entry, err, want)
	}
	for i := range raw {
		if got, err := NodeEntry(raw[:i]); err == nil && got != entry {
			t.Errorf("of %d bytes: %+v", i, got)
		}
	}
	node.RegisteredAt = new(big.Int)
	if _, ok, err := Endpoint(pack("Registry", "node", node)); ok || err != nil {
		t.Errorf("a node that is not there: %v, %v", ok, err)
	}

	rate, _ := amount.ParseNano("79228162514264337593543950335")
	at := time.Unix(1<<40-1, 0).UTC()
	want := order.Order{
		ID: 7, User: addr(1), Node: addr(0x80), Token: addr(0x31), Rate: rate, Committed: 5, Notice: 1<<22 - 1, StakeHeld: true, Referrer: addr(0x60), ReferrerShare: 30,
		AnnouncedAt: at.Add(-3 * time.Second), AnnouncedEnd: at.Add(-time.Second), Duration: 3600, MaxDuration: 1<<32 - 1, Probation: 60, State: order.Active, ActivatedAt: at, Settled: rate.Cost(30),
		Resources: resource.Resources{CPUMilli: 1<<32 - 1, MemoryMiB: 2, DiskMiB: 3, TrafficMiB: 1<<40 - 1, GPU: 65535},
	}
	o := bind.IMarketTypesOrder{
		User: common.Address(want.User), Node: common.Address(want.Node), Token: common.Address(want.Token), Rate: bigNano(rate), Committed: 5, Notice: 1<<22 - 1, StakeHeld: true,
		Referrer: common.Address(want.Referrer), ReferrerShare: 30, AnnouncedAt: big.NewInt(at.Unix() - 3), AnnouncedEnd: big.NewInt(at.Unix() - 1), Since: big.NewInt(at.Unix()), Duration: 3600, MaxDuration: 1<<32 - 1, Probation: 60, SettledSeconds: 30,
		State: uint8(order.Active), Resources: bind.Resources{CpuMilli: 1<<32 - 1, MemoryMiB: 2, DiskMiB: 3, TrafficMiB: big.NewInt(1<<40 - 1), Gpu: 65535},
	}
	if got, err := Terms(7, pack("Market", "order", o)); err != nil || got != want {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
	for _, bad := range []eth.Bytes{nil, make(eth.Bytes, 32), make(eth.Bytes, 32*22), make(eth.Bytes, 32*24)} {
		if _, err := Terms(7, bad); err == nil {
			t.Errorf("%d bytes: no error", len(bad))
		}
	}
	if got, err := Text(pack("Token", "symbol", "BRTH")); err != nil || got != "BRTH" {
		t.Errorf("symbol: %q, %v", got, err)
	}
	if got, err := Address(pack("Market", "nativeToken", common.Address{9})); err != nil || got != (eth.Address{9}) {
		t.Errorf("token: %v, %v", got, err)
	}
	first, free, least, err := Entitled(pack("Market", "probationOf", true, big.NewInt(5), big.NewInt(6)))
	if err != nil || !first || free != amount.Of(5) || least != amount.Of(6) {
		t.Errorf("entitled: %v, %s, %s, %v", first, free, least, err)
	}
	if got, err := Time(pack("Market", "agentUntil", big.NewInt(at.Unix()))); err != nil || !got.Equal(at) {
		t.Errorf("agent until: %v, %v", got, err)
	}
	if got, err := Time(pack("Market", "agentUntil", new(big.Int))); err != nil || !got.IsZero() {
		t.Errorf("no agent until: %v, %v", got, err)
	}
	if got, err := Bool(pack("Market", "isListed", true)); err != nil || !got {
		t.Errorf("listed: %v, %v", got, err)
	}
	p, err := Staked(pack("Staking", "position", bind.IStakingPosition{
		Amount: big.NewInt(9), Counting: big.NewInt(4), Held: big.NewInt(3), Since: big.NewInt(at.Unix()), Earned: big.NewInt(2),
	}))
	if want := (stake.Position{Amount: amount.Of(9), Counting: amount.Of(4), Held: amount.Of(3), Since: at, Earned: amount.Of(2)}); err != nil || p != want {
		t.Errorf("position %+v, %v", p, err)
	}
	answers := []eth.Bytes{
		pack("Staking", "totalStaked", big.NewInt(1)), pack("Staking", "poolLeft", big.NewInt(2)), pack("Staking", "emissionPerSecond", big.NewInt(3)),
		pack("Staking", "yearlyYield", big.NewInt(4)), pack("Staking", "stream", big.NewInt(5), big.NewInt(6)), pack("Staking", "mintPerMille", big.NewInt(500)),
		pack("Staking", "maturity", big.NewInt(60)),
	}
	whole := stake.Pool{
		Total: amount.Of(1), Left: amount.Of(2), Emission: amount.Of(3), YearlyYield: amount.Of(4), Releasing: amount.Of(5), Waiting: amount.Of(6),
		MintMille: 500, Maturity: time.Minute,
	}
	if got, err := Pool(answers); err != nil || got != whole {
		t.Errorf("pool %+v, %v", got, err)
	}
	for i := range answers {
		short := slices.Clone(answers)
		short[i] = short[i][1:]
		if _, err := Pool(short); err == nil {
			t.Errorf("answer %d is too short", i)
		}
	}
	if _, err := Address(make(eth.Bytes, 31)); err == nil {
		t.Error("no address of 31 bytes")
	}
}

// TestTokenNames: tokens say their names in more than one way.
func TestTokenNames(t *testing.T) {
	if got := Domain(); string(got) != string(crypto.Keccak256([]byte("eip712Domain()"))[:4]) {
		t.Errorf("selector: got %s", got)
	}
	abis := contracts(t)
	text, err := abis["Token"].Methods["symbol"].Outputs.Pack("dUSD")
	if err != nil {
		t.Fatal(err)
	}
	old := make(eth.Bytes, 32)
	copy(old, "MKR")
	for _, c := range []struct {
		raw  eth.Bytes
		want string
	}{{text, "dUSD"}, {old, "MKR"}, {make(eth.Bytes, 32), ""}} {
		if got, err := Text(c.raw); err != nil || got != c.want {
			t.Errorf("got %q, %v; want %q", got, err, c.want)
		}
	}
	if _, err := Text(nil); err == nil {
		t.Error("no answer is a name")
	}

	domain := func(fields byte, name, version string) eth.Bytes {
		raw, err := abis["Market"].Methods["eip712Domain"].Outputs.Pack([1]byte{fields}, name, version, big.NewInt(1), common.Address{2}, [32]byte{}, []*big.Int{})
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	for _, c := range []struct {
		raw           eth.Bytes
		name, version string
	}{{domain(0x0f, "USD Coin", "2"), "USD Coin", "2"}, {domain(0x0d, "Old", "ignored"), "Old", ""}, {domain(0x0e, "ignored", "1"), "", "1"}} {
		name, version, err := DomainNames(c.raw)
		if err != nil || name != c.name || version != c.version {
			t.Errorf("got %q, %q, %v", name, version, err)
		}
		for i := range c.raw {
			_, _, _ = DomainNames(c.raw[:i])
		}
	}
}

// TestStakingEvents: what go-ethereum packs as an event's data is read as it was.
func TestStakingEvents(t *testing.T) {
	staking := contracts(t)["Staking"]
	who := eth.Hash{31: 7}
	for _, c := range []struct {
		event  string
		topics []eth.Hash
		data   []any
		want   stake.Change
		ok     bool
	}{
		{"Accrued", nil, []any{big.NewInt(1), big.NewInt(2), big.NewInt(3), big.NewInt(4)},
			stake.Change{Emitted: amount.Of(1), Released: amount.Of(2), Fees: amount.Of(3), Minted: amount.Of(4)}, true},
		{"Staked", []eth.Hash{who}, []any{big.NewInt(5)}, stake.Change{Account: eth.Address{19: 7}, Added: amount.Of(5)}, true},
		{"Unstaked", []eth.Hash{who}, []any{big.NewInt(6)}, stake.Change{Account: eth.Address{19: 7}, Taken: amount.Of(6)}, true},
		{"Unstaked", nil, []any{big.NewInt(6)}, stake.Change{}, false},
		{"Claimed", []eth.Hash{who, who}, []any{big.NewInt(6)}, stake.Change{}, false},
	} {
		ev := staking.Events[c.event]
		data, err := ev.Inputs.NonIndexed().Pack(c.data...)
		if err != nil {
			t.Fatal(err)
		}
		topics := append([]eth.Hash{eth.Hash(ev.ID)}, c.topics...)
		if got, ok := Change(topics, data); got != c.want || ok != c.ok {
			t.Errorf("%s: got %+v, %v", c.event, got, ok)
		}
		for i := range data { // whatever is cut off, nothing panics
			if _, ok := Change(topics, data[:i]); ok {
				t.Errorf("%s of %d bytes is read", c.event, i)
			}
		}
	}
	if _, ok := Change(nil, nil); ok {
		t.Error("nothing is read")
	}
	out, err := staking.Methods["held"].Outputs.Pack(common.Address{19: 7}, big.NewInt(8), big.NewInt(9))
	if err != nil {
		t.Fatal(err)
	}
	if h, err := Hold(out); err != nil || h != (stake.Hold{Account: eth.Address{19: 7}, Amount: amount.Of(8), Until: time.Unix(9, 0).UTC()}) {
		t.Errorf("got %+v, %v", h, err)
	}
}

// FuzzNodeEntry: whatever an endpoint answers, an entry that is read is one that can be written again.
func FuzzNodeEntry(f *testing.F) {
	f.Add([]byte{})
	f.Add(make([]byte, 32*30))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if e, err := NodeEntry(raw); err == nil && len(Register(e)) < 4+32*12 {
			t.Errorf("%+v", e)
		}
	})
}
