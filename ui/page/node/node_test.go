package node

import (
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/text"
)

func TestANodeThatPromisesTooMuch(t *testing.T) {
	total := resource.Resources{CPUMilli: 16_000, MemoryMiB: 65_536, DiskMiB: 1024, TrafficMiB: 1 << 20, GPU: 2, GPUModel: "l4"}
	for _, c := range []struct {
		name     string
		lang     text.Lang
		capacity resource.Resources
		want     []string
	}{
		{"nothing is known", text.EN, resource.Resources{}, nil},
		{"as it promises", text.EN, total, nil},
		{"more than it promises", text.EN, resource.Resources{CPUMilli: 32_000, MemoryMiB: 1 << 20, DiskMiB: 1 << 20, TrafficMiB: 1 << 30, GPU: 9}, nil},
		{"half of the cores", text.EN, resource.Resources{CPUMilli: 8000, MemoryMiB: 65_536, DiskMiB: 1024, TrafficMiB: 1 << 20, GPU: 2},
			[]string{"promises 16 cores; its machines can give 8 cores now", "short-cpuMilli"}},
		{"no GPU", text.ZH, resource.Resources{CPUMilli: 16_000, MemoryMiB: 65_536, DiskMiB: 1024, TrafficMiB: 1 << 20},
			[]string{"承诺的资源比现有的多", "机器现在只能给出 0", "short-gpu"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, n := &Page{}, wire.Node{Total: total, Card: &wire.Card{Capacity: c.capacity}}
			html := app.HTMLString(p.resources(text.In(c.lang), n))
			if got := strings.Contains(html, "node-short"); got != (c.want != nil) {
				t.Errorf("shown: %t in %s", got, html)
			}
			for _, want := range c.want {
				if !strings.Contains(html, want) {
					t.Errorf("%q is not in %s", want, html)
				}
			}
			if strings.Count(html, `"short-`) > 1 {
				t.Errorf("more than what is missing: %s", html)
			}
		})
	}
	if html := app.HTMLString((&Page{}).resources(text.In(text.EN), wire.Node{Total: total})); strings.Contains(html, "node-short") {
		t.Error("told of a node whose gateway gave no card")
	}
}

func TestPricesThatMove(t *testing.T) {
	n := wire.Node{Prices: make([]wire.Price, 1), Card: &wire.Card{}}
	html := func(l text.Lang) string { return app.HTMLString((&Page{}).prices(text.In(l), n)) }
	if got := html(text.EN); strings.Contains(got, "node-price-range") || strings.Contains(got, "node-discounts") {
		t.Errorf("a price that does not move: %s", got)
	}
	n.Card.PriceRange = &wire.PriceRange{Floor: 80, Ceiling: 160}
	n.Prices[0].Discounts = []wire.Discount{{From: 7 * 86400, Percent: 5}, {From: 30 * 86400, Percent: 12}}
	for l, want := range map[text.Lang][]string{
		text.EN: {"80\u00a0% of the usual price", "160\u00a0% with all taken", "Long orders cost less: 5\u00a0% off from 7 days · 12\u00a0% off from 30 days."},
		text.ZH: {"基准价的 80\u00a0%", "长租优惠：满 7 天减 5\u00a0% · 满 30 天减 12\u00a0%。"},
	} {
		got := html(l)
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%q is not in %s", w, got)
			}
		}
	}
}

func TestLimits(t *testing.T) {
	l := wire.Limits{
		BodyBytes: 1 << 30, IdleSeconds: 600, HeadBytes: 64 << 10, HeadSeconds: 10, AnswerSeconds: 300, AnswerHeadBytes: 256 << 10,
		OpenPerOrder: 4096, PublicPerMinute: 60000, Connections: 16384, ConnectionsEach: 2048,
	}
	for lang, want := range map[text.Lang][]string{
		text.EN: {"1 GiB", "64 KiB in a request, 256 KiB in an answer", "5 minutes", "10 minutes", "4096 of an order, any number of a visitor", "60\u2009000", "16\u2009384, of one network 2048"},
		text.ZH: {"请求 64 KiB，响应 256 KiB", "每个订单 4096，每位访客 不限"},
	} {
		html := app.HTMLString(limits(text.In(lang), l))
		for _, w := range want {
			if !strings.Contains(html, w) {
				t.Errorf("%q is not in %s", w, html)
			}
		}
	}
	// A gateway of an earlier version has not said what it does not know.
	html := app.HTMLString(limits(text.In(text.EN), wire.Limits{BodyBytes: 1 << 20, IdleSeconds: 60}))
	if !strings.Contains(html, "1 MiB") || strings.Contains(html, "any number") || strings.Contains(html, "0 B") {
		t.Errorf("an earlier version: %s", html)
	}
}

// TestBeforeTheTokenIsKnown: a node can be there before it is known what its prices are in.
func TestBeforeTheTokenIsKnown(t *testing.T) {
	dollar := eth.Address{1}
	n := wire.Node{
		Prices: []wire.Price{{Token: dollar, CoreHour: amount.NanoOf(7_777_777), MemoryHour: amount.NanoOf(7_777_777), DiskHour: amount.NanoOf(7_777_777)}},
		Record: wire.Record{Paid: []wire.Money{{Amount: amount.Of(7_777_777), Token: dollar}}},
	}
	p := &Page{}
	html := app.HTMLString(p.prices(text.In(text.EN), n)) + app.HTMLString(p.record(text.In(text.EN), n))
	if strings.Contains(html, "777") || strings.Contains(html, "0x") || strings.Contains(html, text.NodeNoPrice.EN) {
		t.Errorf("a price of nobody knows what: %s", html)
	}
	p.info.Data.Chain = wire.Chain{ID: 1, Tokens: []wire.Token{{Address: dollar, Symbol: "dUSD", Decimals: 6, Dollar: true}}}
	if html := app.HTMLString(p.record(text.In(text.EN), n)); !strings.Contains(html, "$7.77 dUSD") {
		t.Errorf("no price: %s", html)
	}
}
