package node

import (
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/state"
	"berth/ui/text"
)

// TestForYou: free time is promised to who gets it only.
func TestForYou(t *testing.T) {
	brt := wire.Token{Symbol: "BRT", Decimals: 18}
	units := func(n uint64) amount.Amount { return amount.Of(n).Mul(1e18) }
	for _, c := range []struct {
		name   string
		is     api.Entitled
		en, zh string
	}{
		{"new", api.Entitled{First: true}, "the first 1 hour", "最初 1 小时"},
		{"new, with a stake", api.Entitled{First: true, Free: units(9), MinStake: units(9)}, "the first 1 hour; holds 9 BRT of your stake", "锁定质押 9 BRT"},
		{"a unit too little", api.Entitled{First: true, Free: units(9).Sub(amount.Of(1)), MinStake: units(9)}, "nothing: needs a stake of 9 BRT, you have 8.999 BRT", "需质押 9 BRT，你计入的只有 8.999 BRT"},
		{"not new", api.Entitled{Free: units(9), MinStake: units(9)}, "nothing: not your first order here", "你在此有过订单"},
	} {
		e := entitled{user: eth.Address{1}, is: state.Of[api.Entitled]{Status: state.Ready, Data: c.is}}
		for l, want := range map[text.Lang]string{text.EN: c.en, text.ZH: c.zh} {
			if got := app.HTMLString(e.forYou(text.In(l), wire.Node{Probation: 3600}, brt)); !strings.Contains(got, want) {
				t.Errorf("%s: %q is not in %s", c.name, want, got)
			}
		}
		if e.forYou(text.T{}, wire.Node{}, brt) != nil {
			t.Errorf("%s: of a node that gives none", c.name)
		}
	}
	if (entitled{}).forYou(text.T{}, wire.Node{Probation: 1}, brt) != nil {
		t.Error("nobody is logged in")
	}
}
