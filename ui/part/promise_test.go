package part

import (
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/text"
)

// TestPromises: what a quote binds to is said with its figures, and nothing is promised that the quote does not grant.
func TestPromises(t *testing.T) {
	const week = 7 * 86400
	usd := wire.Token{Address: eth.Address{2}, Symbol: "dUSD", Name: "Demo USD (worth nothing)", Decimals: 6, Dollar: true}
	chain := wire.Chain{ID: 1, Native: brt, Tokens: []wire.Token{usd, brt}}
	hour, err := amount.ParseNanoUnits("0.0124", 6)
	if err != nil {
		t.Fatal(err)
	}
	stake := func(n uint64) amount.Amount { return amount.Of(n).Mul(1e18) }
	base := order.Quote{Token: usd.Address, Rate: hour.DivUp(3600)}
	for _, c := range []struct {
		name     string
		change   func(*order.Quote)
		duration uint32
		why      *wire.Probation
		en, zh   []string
		not      []string
	}{
		{"nothing", func(*order.Quote) {}, week, nil,
			[]string{"You can leave at any time", "The node may leave at any moment", "No free time: you pay from the first second."},
			[]string{"你可以随时退出", "节点随时可能退出", "没有免费试用，从第一秒起计费。"}, []string{"at least", "referrer", "Traffic", "stake"}},
		{"a week of four", func(q *order.Quote) { q.Committed = week }, 4 * week, nil,
			[]string{"You pay for at least 7 days = $2.08 dUSD, even if you leave earlier. If the node ends the order or says that it will, you pay for what was served; if it never starts it, nothing. A node that merely falls silent does not free you."},
			[]string{"至少要付 7 天的费用，即 $2.08 dUSD"}, []string{"You can leave at any time", "free time at the start"}},
		{"more than all of it", func(q *order.Quote) { q.Committed = 2 * week }, week, nil,
			[]string{"You pay for all of 7 days = $2.08 dUSD"}, []string{"要付全部 7 天的费用，即 $2.08 dUSD"}, []string{"14 days", "$4"}},
		{"free time comes first", func(q *order.Quote) { q.Committed, q.Probation = week, 3600 }, 4 * week, nil,
			[]string{"In the free time at the start (1 hour) you can still leave for nothing.", "It is free for you at first (1 hour)"},
			[]string{"（1 小时）内，仍可退出", "你最初免费试用 1 小时"}, []string{"stake"}},
		{"a stake is held", func(q *order.Quote) { q.Probation, q.MinStake = 3600, stake(100) }, week, nil,
			[]string{"100 BRT of your stake is locked for that."}, []string{"锁定你质押的 100 BRT"}, nil},
		{"notice", func(q *order.Quote) { q.Notice = 86400 }, week, nil,
			[]string{"The node announces its leaving 1 day before.", "up to $0.2976 of what it earned"}, []string{"提前 1 天通知", "最多 $0.2976"}, []string{"at any moment"}},
		{"more notice than order", func(q *order.Quote) { q.Notice = 86400 }, 3600, nil, []string{"up to $0.0124 of"}, []string{"最多 $0.0124"}, nil},
		{"not the first order", func(*order.Quote) {}, week, &wire.Probation{Why: "not-first"},
			[]string{"No free time for you: the node gives it to new users, and an order of yours ran here before."}, []string{"而你在这里有过订单"}, nil},
		{"too little stake", func(*order.Quote) {}, week, &wire.Probation{Why: "stake", MinStake: stake(100), Stake: stake(40)},
			[]string{"asks for a stake of 100 BRT, and you have 40 BRT that counts"}, []string{"要求质押 100 BRT，而你计入的质押只有 40 BRT"}, nil},
		{"the node does not know", func(*order.Quote) {}, week, &wire.Probation{Why: "unknown"}, []string{"could not look up your stake"}, []string{"暂时查不到你的质押"}, nil},
		{"the node says so, but its quote does not", func(*order.Quote) {}, week, &wire.Probation{Seconds: 3600}, []string{"No free time"}, []string{"没有免费试用"}, []string{"It is free"}},
		{"root in a user namespace", func(q *order.Quote) { q.Features = order.UserNS }, week, nil,
			[]string{"Images may start as root, in a user namespace: the node has signed that."}, []string{"镜像可以用 root 启动（用户命名空间），节点已签名承诺。"}, []string{"sandbox"}},
		{"root in either", func(q *order.Quote) { q.Features = order.UserNS | order.Sandbox }, week, nil,
			[]string{"in a user namespace, or in a sandbox:"}, []string{"用户命名空间或沙箱"}, nil},
		{"a promise that nobody knows", func(q *order.Quote) { q.Features = 1 << 9 }, week, nil, nil, nil, []string{"root"}},
		{"a referrer", func(q *order.Quote) { q.Referrer, q.ReferrerShare = eth.Address{0xab}, 125 }, week, nil,
			[]string{"0xab00…0000 gets 1.25\u00a0% of what the node earns."}, []string{"节点收入的 1.25\u00a0% 归 0xab00…0000"}, nil},
		{"traffic", func(q *order.Quote) { q.Resources = resource.Resources{TrafficMiB: 10240} }, week, nil,
			[]string{"Traffic opens with the time that is paid for, an hour ahead, and at once for what you commit to: after half of the time, half of 10 GiB."}, []string{"可用 10 GiB 的一半"}, nil},
		{"in Berth's own token", func(q *order.Quote) { q.Token, q.Committed, q.Rate = brt.Address, week, q.Rate.Mul(1e12) }, 4 * week, nil,
			[]string{"7 days = 2.083 BRT, even"}, []string{"即 2.083 BRT"}, []string{"$"}},
	} {
		q := base
		c.change(&q)
		html := func(l text.Lang) string {
			return app.HTMLString(PromiseList(text.In(l), Promises(text.In(l), chain, q, c.duration, c.why)))
		}
		for l, want := range map[text.Lang][]string{text.EN: c.en, text.ZH: c.zh} {
			got := strings.ReplaceAll(html(l), "&#39;", "'")
			for _, w := range want {
				if !strings.Contains(got, w) {
					t.Errorf("%s: %q is not in %s", c.name, w, got)
				}
			}
		}
		for _, w := range c.not {
			if got := html(text.EN); strings.Contains(got, w) {
				t.Errorf("%s: %q is in %s", c.name, w, got)
			}
		}
	}
}

func TestBps(t *testing.T) {
	for share, want := range map[uint16]string{1: "0.01\u00a0%", 10: "0.1\u00a0%", 100: "1\u00a0%", 105: "1.05\u00a0%", 150: "1.5\u00a0%", 3000: "30\u00a0%"} {
		if got := Bps(share); got != want {
			t.Errorf("%d: got %q, want %q", share, got, want)
		}
	}
}
