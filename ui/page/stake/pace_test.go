package stake

import (
	"math"
	"testing"
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/stake"
	"berth/shared/wire"
	"berth/ui/text"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func TestChart(t *testing.T) {
	pace := func(from, to time.Duration, year float64, ahead bool) stake.Pace {
		return stake.Pace{From: noon.Add(from), To: noon.Add(to), Year: year, Ahead: ahead}
	}
	const h = time.Hour
	to := pace(0, 12*h, 0.3, true)
	for _, c := range []struct {
		name      string
		paces     []stake.Pace
		ok        bool
		top       float64
		low, high float64
		to        time.Duration
		past      string
	}{
		{"nothing", nil, false, 0, 0, 0, 0, ""},
		{"only what is to come", []stake.Pace{to}, false, 0, 0, 0, 0, ""},
		{"a past", []stake.Pace{pace(-4*h, -2*h, 0.1, false), pace(-2*h, 0, 0.4, false), to}, true, 0.5, 0.1, 0.4, 4 * h, "M0.0 80.0H250.0V20.0H500.0"},
		{"with a gap", []stake.Pace{pace(-4*h, -2*h, 0.1, false), pace(-h, 0, 0.4, false), to}, true, 0.5, 0.1, 0.4, 4 * h, "M0.0 80.0H250.0M375.0 20.0H500.0"},
		{"with a blip, which is cut", []stake.Pace{pace(-4*h, -12*time.Second, 0.1, false), pace(-12*time.Second, 0, 900, false), to}, true, 0.5, 0.1, 0.1, 4 * h, "M0.0 80.0H499.6V0.0H500.0"},
		{"of a minute", []stake.Pace{pace(-time.Minute, 0, 0.1, false), to}, true, 0.5, 0.1, 0.1, 10 * time.Minute, "M0.0 80.0H90.9"},
		{"that yielded nothing", []stake.Pace{pace(-h, 0, 0, false), pace(0, 12*h, 0, true)}, true, 1e-6, 0, 0, h, "M0.0 100.0H500.0"},
		{"longer than what is to come", []stake.Pace{pace(-48*h, 0, 1, false), to}, true, 1, 1, 1, 12 * h, "M0.0 0.0H800.0"},
	} {
		got, ok := chartOf(c.paces, noon)
		if ok != c.ok {
			t.Errorf("%s: %v", c.name, ok)
		}
		if !ok || !c.ok {
			continue
		}
		past, _, _ := got.paths()
		if math.Abs(got.top-c.top) > 1e-9 || got.low != c.low || got.high != c.high || !got.to.Equal(noon.Add(c.to)) || past != c.past {
			t.Errorf("%s: got top %g, from %g to %g, until %s, %s", c.name, got.top, got.low, got.high, got.to.Sub(noon), past)
		}
	}
}

// What is staked and taken back is said with what it does to what counts, as the contract does it.
func TestConsequences(t *testing.T) {
	time.Local = time.UTC
	brt := wire.Token{Symbol: "BRT", Decimals: 18}
	n := func(x uint64) amount.Amount { return amount.Of(x).Mul(1e18) }
	say := text.In(text.EN)
	f := facts{
		user: eth.Address{1}, pool: stake.Pool{Total: n(1000), YearlyYield: amount.Of(1e17), Maturity: 8 * stake.Day},
		mine: stake.Position{Amount: n(100), Counting: n(60), Held: n(10), Since: noon, Earned: n(3)}, have: n(50),
	}
	for _, c := range []struct {
		name string
		got  []string
		want []string
	}{
		{"a part that is too young", unstakes(say, brt, f, n(30)), []string{
			"30 BRT go back to your wallet; 70 BRT stay staked.",
			"What you take back stops earning and counting at once. Staked again, it counts after another 8 days.",
			"What is too young to count is taken first: 60 BRT go on counting for a probation.",
			"10 BRT are locked for a probation and stay.",
			"What you have earned (3 BRT) stays yours and can be paid at any time.",
		}},
		{"more than that", unstakes(say, brt, f, n(70)), []string{
			"70 BRT go back to your wallet; 30 BRT stay staked.", "", "What is too young to count is taken first: 20 BRT go on counting for a probation.", "", "",
		}},
		{"all", unstakes(say, brt, facts{pool: f.pool, mine: stake.Position{Amount: n(5)}}, n(5)), []string{"All of it, 5 BRT, goes back to your wallet; your position ends.", ""}},
	} {
		if len(c.got) != len(c.want) {
			t.Errorf("%s: got %q", c.name, c.got)
			continue
		}
		for i, w := range c.want {
			if w != "" && c.got[i] != w {
				t.Errorf("%s: got %q, want %q", c.name, c.got[i], w)
			}
		}
	}
	got := stakes(say, brt, f, n(1000))
	if got[0] != "It earns from its block on: about 50 BRT a year at the pace that there is then (5\u00a0%)." || len(got) != 4 ||
		got[2] != "So does what is too young to count now (30 BRT): adding to it starts its time anew." {
		t.Errorf("got %q", got)
	}
	if got := stakes(say, brt, facts{pool: stake.Pool{Total: n(1)}}, n(1)); got[0] != say.Say(text.StakeThenNothing) || len(got) != 3 {
		t.Errorf("without a yield: %q", got)
	}
}
