package rent

import (
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/state"
	"berth/ui/text"
)

// TestOneNodesPrice: who asks one node sees nothing of what others take: no marks, no count of nodes, no curve.
func TestOneNodesPrice(t *testing.T) {
	token := wire.Token{Address: eth.Address{1}, Symbol: "dUSD", Decimals: 6, Dollar: true}
	at := &wire.PricePoint{Rate: amount.NanoOf(5_000_000_000), Nodes: 1}
	hint := wire.PriceHint{
		Nodes: 2, Duration: 86400, Low: at, Recommended: at, Fast: at,
		Curve: []wire.PricePoint{*at, {Rate: amount.NanoOf(6_000_000_000), Nodes: 2}},
	}
	one := wire.Node{Address: eth.Address{7}, Name: "North Quay", Prices: []wire.Price{{Token: token.Address, CoreHour: amount.NanoOf(9_000_000_000_000)}}}
	for _, c := range []struct {
		name  string
		node  eth.Address
		alone bool
	}{{"any node", eth.Address{}, false}, {"one node", one.Address, true}} {
		for _, lang := range text.Langs {
			d := draft{Token: token.Address, Duration: 86400, Rate: amount.NanoOf(5_000_000_000), Node: c.node}
			d.Resources.CPUMilli = 1000
			p := &price{T: text.In(lang), Draft: &d}
			p.Info.Data.Chain = wire.Chain{ID: 1, Tokens: []wire.Token{token}}
			p.Hint = state.Of[wire.PriceHint]{Status: state.Ready, Data: hint}
			if c.alone {
				p.Node = one
			}
			html := app.HTMLString(p.renderTotal())
			for _, others := range []string{"dial-chance", "dial-curve", "dial-range"} {
				if strings.Contains(html, others) == c.alone {
					t.Errorf("%s, %s: %s in it: %v: %s", c.name, lang, others, !c.alone, html)
				}
			}
		}
	}
}
