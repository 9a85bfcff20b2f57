package prices

import (
	"encoding/json"
	"maps"
	"testing"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/wire"
)

var (
	dollar = wire.Token{Address: eth.Address{1}, Symbol: "dUSD", Decimals: 6, Dollar: true}
	own    = wire.Token{Address: eth.Address{2}, Symbol: "BRT", Decimals: 18}
	chain  = wire.Chain{ID: 1, Native: own, Tokens: []wire.Token{dollar, own}}
	limits = wire.AdminLimits{MaxDiscount: 90, MaxCeiling: 10_000, MaxReferrerShare: 3000, MaxOrigins: 4}
)

func some[T any](v T) *T { return &v }

func full() wire.AdminSettings {
	n := amount.Of(8000).Nano()
	return wire.AdminSettings{
		Prices: []wire.Price{{Token: dollar.Address, CoreHour: n, MemoryHour: n.Div(3), DiskHour: amount.NanoOf(1), TrafficGiB: n.Mul(7)}, {Token: own.Address, CoreHour: n}},
		Range:  &wire.PriceRange{Floor: 80, Ceiling: 160}, Discounts: &[]wire.Discount{{From: 86400, Percent: 5}, {From: 90, Percent: 12}},
		Serve:     &wire.AdminServe{MinStake: amount.Of(5), MinCompleted: 2, MinSecondsPaid: 3600, MinPartners: 1},
		Probation: some[uint32](0), ProbationStake: some(amount.Of(1e12)), Notice: some[uint32](3600), MinDuration: some[uint32](61), MaxDuration: some[uint32](86400),
		ReferrerShare: some[uint16](150), Origins: &[]string{"https://a.example", "https://b.example"},
	}
}

// TestDraft: what is written in the fields is what it came of, to the last unit.
func TestDraft(t *testing.T) {
	for _, from := range []string{"admin", "flag"} {
		p := wire.AdminPolicy{Effective: full(), Sources: map[string]string{}}
		for _, f := range all {
			p.Sources[f] = from
		}
		d := draftOf(p, chain)
		got, bad := d.settings(chain, limits)
		if len(bad) > 0 {
			t.Errorf("%s: cannot be read: %v", from, bad)
		}
		want := full()
		if from == "flag" {
			want = wire.AdminSettings{} // nothing is to be saved that the configuration says anyway
		}
		a, _ := json.Marshal(got)
		b, _ := json.Marshal(want)
		if string(a) != string(b) {
			t.Errorf("%s: got %s\nwant %s", from, a, b)
		}
	}
}

// TestDraftBad: each field that cannot be read is told by its path.
func TestDraftBad(t *testing.T) {
	for name, c := range map[string]struct {
		write func(*draft)
		want  string
	}{
		"a word for a price":       {func(d *draft) { d.prices[1].disk = "much" }, "prices[1].diskHour"},
		"a negative price":         {func(d *draft) { d.prices[0].core = "-1" }, "prices[0].coreHour"},
		"finer than can be":        {func(d *draft) { d.prices[0].core = "0.0000000000000001" }, "prices[0].coreHour"},
		"a ceiling below":          {func(d *draft) { d.ceiling = "20" }, "range.ceiling"},
		"a ceiling that is absurd": {func(d *draft) { d.ceiling = "99999" }, "range.ceiling"},
		"a discount of all":        {func(d *draft) { d.discounts[0].percent = "100" }, "discounts[0].percent"},
		"a discount from never":    {func(d *draft) { d.discounts[1].from.n = "soon" }, "discounts[1].from"},
		"half an order":            {func(d *draft) { d.completed = "0.5" }, "serve.minCompleted"},
		"a share beyond":           {func(d *draft) { d.referrer = "31" }, "referrerShare"},
		"a share too fine":         {func(d *draft) { d.referrer = "1.005" }, "referrerShare"},
		"too many origins":         {func(d *draft) { d.origins = "a b c d e" }, "origins"},
		"a notice in words":        {func(d *draft) { d.notice.n = "x" }, "notice"},
	} {
		p := wire.AdminPolicy{Effective: full(), Sources: map[string]string{}}
		for _, f := range all {
			p.Sources[f] = "admin"
		}
		d := draftOf(p, chain)
		c.write(&d)
		if _, bad := d.settings(chain, limits); !maps.Equal(bad, map[string]bool{c.want: true}) {
			t.Errorf("%s: got %v, want %s", name, bad, c.want)
		}
	}
}

// TestChanged: what was only looked at is not changed, and taking the configuration's value is a change.
func TestChanged(t *testing.T) {
	p := wire.AdminPolicy{Effective: full(), Sources: map[string]string{fPrices: "admin"}}
	was := draftOf(p, chain)
	d := was.clone()
	if d.changed(&was) {
		t.Error("nothing was changed")
	}
	d.prices[0].core = "1"
	if !d.changed(&was) || was.prices[0].core == "1" {
		t.Error("a price was changed")
	}
	d = was.clone()
	if d.own[fPrices] = false; !d.changed(&was) {
		t.Error("the configuration's prices were taken")
	}
}
