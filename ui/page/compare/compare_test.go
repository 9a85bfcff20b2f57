package compare

import (
	"net/url"
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/state"
	"berth/ui/text"
)

func TestRead(t *testing.T) {
	a, b := eth.Address{1}.String(), eth.Address{2}.String()
	columns, want := read(url.Values{"nodes": {strings.Join([]string{a, "nonsense", b, a, eth.Address{3}.String(), eth.Address{4}.String(), eth.Address{5}.String()}, ",")}, "cpuMilli": {"500"}, "memoryMiB": {"-1"}})
	if len(columns) != most || columns[1].address != (eth.Address{2}) || want != (resource.Resources{CPUMilli: 500}) {
		t.Errorf("%d columns, %+v", len(columns), want)
	}
	if columns, want := read(url.Values{}); len(columns) != 0 || want != usual() {
		t.Errorf("of nothing: %d columns, %+v", len(columns), want)
	}
}

func TestTable(t *testing.T) {
	coin := eth.Address{9}
	p := Page{want: resource.Resources{CPUMilli: 1000}}
	p.info.Data.Chain.Tokens = []wire.Token{{Address: coin, Symbol: "USDX", Decimals: 6, Dollar: true}}
	for i, core := range []uint64{7_200_000_000_000, 3_600_000_000_000} {
		p.columns = append(p.columns, column{address: eth.Address{byte(i + 1)}, farIs: state.Ready, far: uint32(10 + i), node: state.Of[wire.Node]{Status: state.Ready, Data: wire.Node{
			Address: eth.Address{byte(i + 1)}, Reachable: true, Region: "eu", Prices: []wire.Price{{Token: coin, CoreHour: amount.NanoOf(core)}}, Card: &wire.Card{SSH: &wire.SSH{}},
		}}})
	}
	p.columns = append(p.columns, column{address: eth.Address{3}, node: state.Of[wire.Node]{Status: state.Loading}})
	chain := p.info.Data.Chain
	p.info.Data.Chain = wire.Chain{} // the nodes can be there before it is known what their prices are in
	if html := app.HTMLString(p.table(text.In(text.EN))); strings.Contains(html, "compare-tag") || strings.Contains(html, text.NodeNoPrice.EN) || !strings.Contains(html, "\u2007…") {
		t.Errorf("before the token is known: %s", html)
	}
	p.info.Data.Chain = chain
	for lang, want := range map[text.Lang][]string{text.EN: {"lowest", "10 ms", "11 ms", "SSH", "Rent here"}, text.ZH: {"最低", "11 毫秒", "租用此节点"}} {
		html := app.HTMLString(p.table(text.In(lang)))
		for _, w := range want {
			if !strings.Contains(html, w) {
				t.Errorf("%s: %q is not in %s", lang, w, html)
			}
		}
		if n := strings.Count(html, "compare-tag"); n != 1 {
			t.Errorf("%d are the cheapest", n)
		}
		if n := strings.Count(html, `"compare-rent"`); n != 2 {
			t.Errorf("%d can be rented", n)
		}
	}
}
