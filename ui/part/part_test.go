package part

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/text"
)

var brt = wire.Token{Address: eth.Address{1}, Symbol: "BRT", Decimals: 18}

func units(t *testing.T, s string) amount.Nano {
	t.Helper()
	a, err := amount.ParseNanoUnits(s, 18)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func hint(t *testing.T, hourly ...string) wire.PriceHint {
	t.Helper()
	h := wire.PriceHint{Nodes: len(hourly), Source: "list-prices"}
	for i, s := range hourly {
		h.Curve = append(h.Curve, wire.PricePoint{Rate: units(t, s).DivUp(3600), Chance: float64(i+1) / float64(len(hourly)), Nodes: i + 1})
	}
	if n := len(h.Curve); n > 0 {
		h.Low, h.Recommended, h.Fast = &h.Curve[0], &h.Curve[n/2], &h.Curve[n-1]
	}
	return h
}

func TestDial(t *testing.T) {
	d := &Dial{Token: brt, Hint: hint(t, "0.03", "0.042", "0.07")}
	lo, hi := d.span()
	if lo.Cmp(d.Hint.Low.Rate) >= 0 || hi.Cmp(d.Hint.Fast.Rate) <= 0 {
		t.Errorf("span %s to %s does not hold the marks", lo, hi)
	}
	for _, m := range d.marks() {
		place := at(m.rate, lo, hi)
		for _, near := range []int{place - 5, place, place + 5} {
			if got := d.slide(near); got.Cmp(m.rate) != 0 {
				t.Errorf("at %d: got %s, want the mark %s, %s", near, got, m.key, m.rate)
			}
		}
	}
	if got := d.slide(0); got.Cmp(lo) != 0 {
		t.Errorf("at the left end: got %s, want %s", got, lo)
	}
	if got := d.slide(steps); got.Cmp(hi) != 0 {
		t.Errorf("at the right end: got %s, want %s", got, hi)
	}
	for place := 0; place <= steps; place += 50 {
		if r := d.slide(place); r.Cmp(lo) < 0 || r.Cmp(hi) > 0 {
			t.Errorf("at %d: %s is outside", place, r)
		}
	}
	for s, want := range map[string]int{"0.01": 0, "0.03": 1, "0.05": 2, "9": 3} {
		if got, _ := d.known(units(t, s).DivUp(3600)); got != want {
			t.Errorf("%s an hour: it meets %d list prices, want %d", s, got, want)
		}
	}
}

// What nobody has taught is not told as a chance, and what is far above the list is warned of.
func TestDialSaysWhatItKnows(t *testing.T) {
	h := hint(t, "0.03")
	h.Duration, h.Curve[0].Chance = 86400, 0
	h.List, h.Warn = &h.Curve[0].Rate, &h.Curve[0].Rate
	draw := func(rate string) string {
		return app.HTMLString(&Dial{T: text.In("en"), Token: brt, Hint: h, Rate: units(t, rate).DivUp(3600)})
	}
	if html := draw("0.03"); strings.Contains(html, "%") || !strings.Contains(html, "only list prices") || !strings.Contains(html, "0.72") || strings.Contains(html, "dial-warn") {
		t.Errorf("nothing learned: %s", html)
	}
	h.Source, h.Curve[0].Chance = "greets", 0.87
	if html := draw("0.05"); !strings.Contains(html, "About 87\u00a0% likely") || !strings.Contains(html, "dial-warn") {
		t.Errorf("learned: %s", html)
	}
}

// TestDialEdges draws the dial where there is little to draw.
func TestDialEdges(t *testing.T) {
	free := wire.PriceHint{Nodes: 1, Curve: []wire.PricePoint{{Chance: 1, Nodes: 1}}}
	free.Low, free.Recommended, free.Fast = &free.Curve[0], &free.Curve[0], &free.Curve[0]
	broken := hint(t, "0.03")
	broken.Curve[0].Chance = math.NaN()
	for name, h := range map[string]wire.PriceHint{"no node": {}, "one node": hint(t, "0.03"), "a free node": free, "no chance": broken} {
		t.Run(name, func(t *testing.T) {
			for _, l := range text.Langs {
				html := app.HTMLString(&Dial{T: text.In(l), Token: brt, Hint: h, Rate: units(t, "0.03").DivUp(3600)})
				if !strings.Contains(html, `data-test="dial"`) {
					t.Error("it is not there")
				}
			}
		})
	}
}

func TestBar(t *testing.T) {
	tests := []struct {
		name                 string
		first, last, total   uint64
		used, free, anything string
	}{
		{"half", 5, 5, 10, `class="bar-used" width="500"`, `class="bar-free" x="500" width="500"`, ""},
		{"held between", 2, 5, 10, `class="bar-used" width="200"`, `class="bar-free" x="500" width="500"`, ""},
		{"more than there is", 20, 20, 10, `class="bar-used" width="1000"`, ``, ""},
		{"nothing", 0, 0, 0, ``, ``, "bar-all"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			html := app.HTMLString(Bar(tt.first, tt.last, tt.total))
			for _, want := range []string{tt.used, tt.free, tt.anything} {
				if !strings.Contains(html, want) {
					t.Errorf("got %s, want %s in it", html, want)
				}
			}
		})
	}
}

func TestSteady(t *testing.T) {
	start := time.Unix(1_000_000, 0)
	o := order.Order{State: order.Active, Rate: units(t, "0.042").DivUp(3600), Duration: 86400, Probation: 60, ActivatedAt: start}
	for after, want := range map[time.Duration]string{
		0: "0.00000 BRT", 60 * time.Second: "0.00000 BRT", 61 * time.Second: "0.00001 BRT", time.Hour + time.Minute: "0.04200 BRT", 48 * time.Hour: "1.00800 BRT",
	} {
		if got := steady(text.T{}, o, brt, start.Add(after)); got != want {
			t.Errorf("after %s: got %s, want %s", after, got, want)
		}
	}
	o.Rate = amount.Nano{}
	if got := steady(text.T{}, o, brt, start.Add(time.Hour)); !strings.HasPrefix(got, "0.00") {
		t.Errorf("free: got %s", got)
	}
}

func TestIdenticon(t *testing.T) {
	a, b := eth.Address{1, 2, 3, 5, 7}, eth.Address{1, 2, 3, 5, 8}
	if app.HTMLString(Identicon(a)) == app.HTMLString(Identicon(b)) {
		t.Error("two addresses look the same")
	}
	if first, second := app.HTMLString(Identicon(a)), app.HTMLString(Identicon(a)); first != second {
		t.Error("an address does not look the same twice")
	}
}

func TestNodeCard(t *testing.T) {
	price := wire.Price{Token: brt.Address, CoreHour: units(t, "0.01")}
	n := wire.Node{
		Address: eth.Address{1}, Name: "Quay", Total: resource.Resources{CPUMilli: 4000, GPU: 1, GPUModel: "l4"}, Free: resource.Resources{CPUMilli: 2000},
		Reachable: true, Prices: []wire.Price{price}, Probation: 60,
	}
	tests := []struct {
		name   string
		change func(*wire.Node)
		want   []string
	}{
		{"as it is", func(*wire.Node) {}, []string{"Quay", "Online", "L4", "2 of 4 cores free", "first 60 seconds free", "0.02"}},
		{"paused", func(n *wire.Node) { n.Paused = true }, []string{"Paused"}},
		{"away", func(n *wire.Node) { n.Reachable, n.Prices = false, nil }, []string{"Unreachable", "No price"}},
		{"nameless", func(n *wire.Node) { n.Name = "" }, []string{n.Address.Short()}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n := n
			tt.change(&n)
			html := app.HTMLString(NodeCard(text.In(text.EN), brt, n, resource.Resources{CPUMilli: 2000}))
			for _, want := range tt.want {
				if !strings.Contains(html, want) {
					t.Errorf("%q is not in %s", want, html)
				}
			}
		})
	}
}

func TestSkew(t *testing.T) {
	if got := Skew(time.Time{}); got != 0 {
		t.Errorf("no chain time: got %s", got)
	}
	if got := Skew(time.Now().Add(-time.Hour)); got != 0 {
		t.Errorf("an old block: got %s, want 0", got)
	}
	if got := Skew(time.Now().Add(time.Minute)); got < 59*time.Second || got > time.Minute {
		t.Errorf("a chain that is ahead: got %s", got)
	}
}
