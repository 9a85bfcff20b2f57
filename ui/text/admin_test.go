package text

import (
	"strings"
	"testing"

	"berth/shared/wire"
)

var native = wire.Token{Symbol: "BRT", Decimals: 18}

// TestAttention: each code of wire.AdminAttention has words in both languages, with its figures for people; where a figure is
// missing it is what the gateway says.
func TestAttention(t *testing.T) {
	figures := map[string]map[string]string{
		"not-registered": nil, "operator-differs": {"registry": "0x01", "own": "0x02"}, "paused": nil, "chain-away": nil, "runtime-away": nil,
		"promises-too-much": {"dimension": "memoryMiB", "total": "4096", "capacity": "2048"}, "certificate": {"host": "n1.example", "error": "no record", "until": "2026-12-01T00:00:00Z"},
		"disk-low": {"free": "1048576"}, "clock-behind": {"seconds": "90"}, "gas-low": {"balance": "1", "orders": "12"}, "endpoint-differs": {"registry": "a.example", "own": "b.example"},
		"stake-differs": {"registry": "1000000000000000000", "own": "2000000000000000000"}, "earnings-behind": {"blocks": "7"}, "public-suffix": nil, "no-probation-stake": nil, "maintenance": nil,
		"cluster-no-pods": {"why": "ImagePullBackOff"}, "cluster-no-fence": nil, "cluster-no-disks": nil, "cluster-no-userns": nil, "cluster-no-root": nil, "cluster-no-figures": nil,
	}
	for code := range attentions {
		if _, ok := figures[code]; !ok {
			t.Errorf("%s has words and is no code", code)
		}
	}
	for code, f := range figures {
		for _, l := range Langs {
			a := wire.AdminAttention{Code: code, Text: "plain English", Remedy: "plain remedy", Figures: f}
			got := In(l).Attention(a, native)
			if got.What == a.Text || got.What == "" || got.Do == "" || strings.ContainsAny(got.One(), "{}") {
				t.Errorf("%s in %s: %q", code, l, got.One())
			}
			if a.Figures = nil; len(f) > 0 && In(l).Attention(a, native).What != a.Text {
				t.Errorf("%s in %s without its figures: not what the gateway says", code, l)
			}
		}
	}
	if got := In(EN).Attention(wire.AdminAttention{Code: "promises-too-much", Figures: figures["promises-too-much"]}, native).What; got != "The registry promises more memory than there is: 4 GiB promised, 2 GiB measured." {
		t.Errorf("got %q", got)
	}
	if got := In(ZH).Attention(wire.AdminAttention{Code: "stake-differs", Figures: figures["stake-differs"]}, native).What; !strings.Contains(got, "1 BRT") || !strings.Contains(got, "2 BRT") {
		t.Errorf("got %q", got)
	}
}

// TestHealth: what a gateway depends on has words with its figures, and none where they are missing.
func TestHealth(t *testing.T) {
	for _, c := range []struct {
		h    wire.AdminHealth
		want string
	}{
		{wire.AdminHealth{What: "chain", Figures: map[string]string{"head": "12", "age": "2.4"}}, "block 12, 2 seconds ago"},
		{wire.AdminHealth{What: "disk", Figures: map[string]string{"free": "1073741824", "total": "4294967296"}}, "1 GiB of 4 GiB free"},
		{wire.AdminHealth{What: "clock", Figures: map[string]string{"ahead": "0"}}, ""},
		{wire.AdminHealth{What: "clock", Figures: map[string]string{"ahead": "30"}}, "the chain's newest block is 30 seconds ahead of it"},
		{wire.AdminHealth{What: "runtime", Text: "it does not answer"}, "it does not answer"},
		{wire.AdminHealth{What: "chain", Text: "it does not answer"}, "it does not answer"},
	} {
		if got := In(EN).Health(c.h); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.h, got, c.want)
		}
	}
}
