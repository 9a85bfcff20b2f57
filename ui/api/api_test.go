package api

import (
	"encoding/json"
	"testing"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

func TestNodeValues(t *testing.T) {
	got := NodeValues(wire.NodeQuery{
		Resources: resource.Resources{CPUMilli: 500, GPU: 1, GPUModel: "l4"}, MaxRate: amount.NanoOf(12), Token: eth.Address{19: 7}, Region: "eu", Needs: order.NeedRoot, Text: "a b", Sort: "-price", Limit: 20,
	}).Encode()
	want := "cpuMilli=500&gpu=1&gpuModel=l4&limit=20&maxRate=12&needs=root&q=a+b&region=eu&sort=-price&token=0x0000000000000000000000000000000000000007"
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := query(NodeValues(wire.NodeQuery{})); got != "" {
		t.Errorf("got %q, want nothing", got)
	}
}

func TestQuantity(t *testing.T) {
	for in, want := range map[string]string{`"0x0"`: "0", `"0x1"`: "1", `"0xde0b6b3a7640000"`: "1000000000000000000", `"0x"`: "0", `1337`: "1337", `null`: "0"} {
		var q quantity
		if err := json.Unmarshal([]byte(in), &q); err != nil || amount.Amount(q).String() != want {
			t.Errorf("%s: got %v, %v; want %s", in, amount.Amount(q), err, want)
		}
	}
	for _, in := range []string{`"0xzz"`, `-1`, `1.5`, `true`, `{}`} {
		var q quantity
		if err := json.Unmarshal([]byte(in), &q); err == nil {
			t.Errorf("%s: want an error", in)
		}
	}
}

func TestRPCError(t *testing.T) {
	for _, c := range []struct {
		name          string
		code          int
		message, data string
		want, errName string
	}{
		{"plain text", 3, "execution reverted: no", `"0x08c379a0000000000000000000000000000000000000000000000000000000000000002000000000000000000000000000000000000000000000000000000000000000026e6f000000000000000000000000000000000000000000000000000000000000"`, "reverted", "Error"},
		{"wrapped by a wallet", -32603, "Internal JSON-RPC error.", `{"originalError":{"code":3,"data":"0x4e487b710000000000000000000000000000000000000000000000000000000000000011"}}`, "reverted", "Panic"},
		{"no data", 3, "execution reverted", "", "reverted", ""},
		{"something else", -32005, "limit exceeded", "", "rpc", ""},
	} {
		p := RPCError(c.code, c.message, c.data)
		if string(p.Code) != c.want || p.Figures["error"] != c.errName {
			t.Errorf("%s: got %s %v", c.name, p.Code, p.Figures)
		}
	}
}
