package calldata

import (
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"berth/contracts/bind"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
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
		RegisteredAt: big.NewInt(6), Endpoint: "n1.example:8443", MetadataURI: "https://n1.example/about",
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
	node.RegisteredAt = new(big.Int)
	if _, ok, err := Endpoint(pack("Registry", "node", node)); ok || err != nil {
		t.Errorf("a node that is not there: %v, %v", ok, err)
	}

	rate, _ := amount.Parse("79228162514264337593543950335")
	at := time.Unix(1<<40-1, 0).UTC()
	want := order.Order{
		ID: 7, User: addr(1), Node: addr(0x80), Rate: rate, Duration: 3600, MaxDuration: 1<<32 - 1, Probation: 60, State: order.Active, ActivatedAt: at, Settled: rate.Mul(30),
		Resources: resource.Resources{CPUMilli: 1<<32 - 1, MemoryMiB: 2, DiskMiB: 3, TrafficMiB: 1<<40 - 1, GPU: 65535},
	}
	o := bind.IMarketOrder{
		User: common.Address(want.User), Node: common.Address(want.Node), Rate: big256(rate), Since: big.NewInt(at.Unix()), Duration: 3600, MaxDuration: 1<<32 - 1, Probation: 60, SettledSeconds: 30,
		State: uint8(order.Active), Resources: bind.Resources{CpuMilli: 1<<32 - 1, MemoryMiB: 2, DiskMiB: 3, TrafficMiB: big.NewInt(1<<40 - 1), Gpu: 65535},
	}
	if got, err := Terms(7, pack("Market", "order", o)); err != nil || got != want {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
	for _, bad := range []eth.Bytes{nil, make(eth.Bytes, 32), make(eth.Bytes, 32*14), make(eth.Bytes, 32*16)} {
		if _, err := Terms(7, bad); err == nil {
			t.Errorf("%d bytes: no error", len(bad))
		}
	}
	if got, err := Text(pack("Token", "symbol", "BRTH")); err != nil || got != "BRTH" {
		t.Errorf("symbol: %q, %v", got, err)
	}
	if got, err := Address(pack("Market", "token", common.Address{9})); err != nil || got != (eth.Address{9}) {
		t.Errorf("token: %v, %v", got, err)
	}
	if _, err := Address(make(eth.Bytes, 31)); err == nil {
		t.Error("no address of 31 bytes")
	}
}
