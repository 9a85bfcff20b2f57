package agent

import (
	"strings"
	"testing"
	"time"

	"berth/shared/amount"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/text"
)

var (
	at  = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	usd = wire.Token{Symbol: "dUSD", Decimals: 6, Dollar: true}
)

func TestWords(t *testing.T) {
	time.Local = time.UTC
	say := text.In(text.EN)
	for _, c := range []struct {
		name string
		got  []string
		want string
	}{
		{"only cancels", may(say, usd, at, amount.Amount{}), "It cannot pay for more time."},
		{"spends", may(say, usd, at, amount.Of(5_000_000)), "Pay for more time of them out of your wallet: $5.00 dUSD at most in all, and no order beyond that time."},
		{"takes nothing", may(say, usd, at, amount.Of(5_000_000)), "It can take nothing for itself"},
		{"until", may(say, usd, at, amount.Of(5_000_000)), "Until 20 Nov 2026, 12:00 the platform's agent can do this, for all your orders:"},
		{"little is allowed", wants(say, usd, facts{budget: amount.Of(5e6), allowed: amount.Of(1e6), have: amount.Of(9e6)}), "The market may take only $1.00 dUSD of yours"},
		{"little is there", wants(say, usd, facts{budget: amount.Of(5e6), allowed: amount.Of(5e6), have: amount.Of(2e6)}), "You have only $2.00 dUSD in your wallet"},
		{"waits", cares(say, wire.Care{State: wire.CareWaits, RenewsAt: at}), "It is extended about 20 Nov 2026, 12:00."},
		{"cannot", cares(say, wire.Care{State: wire.CareCannot, Why: "announced"}), "It will not be extended: the node has announced its end."},
		{"cannot, of a newer platform", cares(say, wire.Care{State: wire.CareCannot, Why: "moon"}), "It will not be extended: the platform does not say why."},
		{"away", cares(say, wire.Care{State: wire.CareOff, AwaySince: at, CancelsAt: at.Add(time.Hour)}),
			"The platform cannot reach its node since 20 Nov 2026, 12:00.|If that stays so, the order is cancelled at 20 Nov 2026, 13:00."},
		{"away, and bound", cares(say, wire.Care{AwaySince: at, Waits: "commitment", CancelsAt: at}), "you would pay more than by waiting.|If that"},
		{"away, and in doubt", cares(say, wire.Care{AwaySince: at, Waits: "offline"}), "reaches too few nodes to be sure of itself."},
	} {
		if got := strings.Join(c.got, "|"); !strings.Contains(got, c.want) {
			t.Errorf("%s: got %q, want %q in it", c.name, got, c.want)
		}
	}
	if all := wants(say, usd, facts{}); len(all) != 0 {
		t.Errorf("an agent that spends nothing wants %q", all)
	}
	if all := cares(say, wire.Care{State: wire.CareOff}); len(all) != 0 {
		t.Errorf("nothing is wanted: %q", all)
	}
}

func TestAgain(t *testing.T) {
	rate := amount.NanoOf(3_444_444_445)
	for _, c := range []struct {
		o       order.Order
		seconds uint32
		cost    uint64
	}{
		{order.Order{Rate: rate, Duration: 3600, MaxDuration: 86_400}, 3600, 12_400},
		{order.Order{Rate: rate, Duration: 3600, MaxDuration: 5400}, 1800, 6200},
		{order.Order{Rate: rate, Duration: 3600, MaxDuration: 3600}, 0, 0},
		{order.Order{}, 0, 0},
	} {
		if seconds, cost := again(c.o); seconds != c.seconds || cost != amount.Of(c.cost) {
			t.Errorf("%+v: got %d for %s", c.o, seconds, cost)
		}
	}
}
