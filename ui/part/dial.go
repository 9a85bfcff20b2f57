package part

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/wire"
	"berth/ui/text"
)

// Dial sets the most that is paid: three marks (low, recommended, fast) over the curve of how likely a node takes what, a slider
// under the curve and a number to enter freely. What it comes to for the whole time stands first. Where no node fits, only the
// number is left.
type Dial struct {
	app.Compo

	T      text.T
	Token  wire.Token
	Hint   wire.PriceHint
	Rate   amount.Nano // 10^-9 token units a second
	Error  string      // from outside, about the rate
	Bare   bool        // without the figure, which stands elsewhere (DialFigure)
	Alone  bool        // one node is asked, so that the others' prices say nothing
	OnRate func(ctx app.Context, rate amount.Nano)

	typed  string // what stands in the number field while it is being written
	typing bool
	bad    bool // it is not a number
	sent   amount.Nano
}

// learned is the source of a hint whose chances are known.
const learned = "greets"

// steps is how finely the slider divides the range of prices.
const steps = 1000

// OnUpdate implements app.Updater: a rate that was set from outside replaces what was typed.
func (d *Dial) OnUpdate(app.Context) {
	if d.typing && d.Rate.Cmp(d.sent) != 0 {
		d.typing, d.bad = false, false
	}
}

func (d *Dial) send(ctx app.Context, r amount.Nano) {
	d.sent = r
	if d.OnRate != nil {
		d.OnRate(ctx, r)
	}
}

// span is the range of the slider: from a bit below the cheapest node to a bit above the dearest, with the rate inside.
func (d *Dial) span() (lo, hi amount.Nano) {
	first, last := d.Hint.Curve[0].Rate, d.Hint.Curve[len(d.Hint.Curve)-1].Rate
	lo, hi = first.MulDiv(6, 10), last.MulDiv(12, 10)
	if hi.Cmp(lo) <= 0 {
		hi = lo.Add(amount.NanoOf(steps))
	}
	return lo, hi
}

// at is where a rate is in the span, 0 to steps.
func at(r, lo, hi amount.Nano) int {
	return int(min(max(r.Sub(lo).Over(hi.Sub(lo)), 0), 1)*steps + 0.5)
}

// slide is the rate at a place of the slider; close to a mark it is the mark's.
func (d *Dial) slide(place int) amount.Nano {
	lo, hi := d.span()
	for _, m := range d.marks() {
		if p := at(m.rate, lo, hi); place-p < 12 && p-place < 12 {
			return m.rate
		}
	}
	return lo.Add(hi.Sub(lo).MulDiv(uint64(place), steps))
}

type mark struct {
	key  string
	name text.Text
	rate amount.Nano
}

func (d *Dial) marks() []mark {
	var m []mark
	add := func(key string, name text.Text, p *wire.PricePoint) {
		if p != nil {
			m = append(m, mark{key, name, p.Rate})
		}
	}
	add("low", text.DialLow, d.Hint.Low)
	add("recommended", text.DialMiddle, d.Hint.Recommended)
	add("fast", text.DialFast, d.Hint.Fast)
	return m
}

// known is what is known of a rate: of how many nodes it meets the list price, and how likely one takes it, 0 where nobody knows.
func (d *Dial) known(r amount.Nano) (nodes int, chance float64) {
	for _, p := range d.Hint.Curve {
		if p.Rate.Cmp(r) <= 0 {
			nodes, chance = max(nodes, p.Nodes), max(chance, p.Chance)
		}
	}
	return nodes, chance
}

func (d *Dial) drag(ctx app.Context, _ app.Event) {
	place, err := strconv.Atoi(ctx.JSSrc().Get("value").String())
	if err != nil || len(d.Hint.Curve) == 0 {
		return
	}
	d.typing, d.bad = false, false
	d.send(ctx, d.slide(min(max(place, 0), steps)))
}

func (d *Dial) pickMark(ctx app.Context, key string) {
	for _, m := range d.marks() {
		if m.key == key {
			d.typing, d.bad = false, false
			d.send(ctx, m.rate)
		}
	}
}

func (d *Dial) typeIn(ctx app.Context, v string) {
	d.typing, d.typed = true, v
	hour, err := amount.ParseNanoUnits(strings.ReplaceAll(strings.TrimSpace(v), ",", "."), d.Token.Decimals)
	d.bad = err != nil
	if err == nil {
		d.send(ctx, hour.DivUp(3600))
	}
}

func (d *Dial) leave(ctx app.Context, v string) {
	d.typeIn(ctx, v)
	d.typing = d.bad
}

// DialFigure is what a rate comes to for the whole time, the rate below it, and a warning where it is far above the list price.
func DialFigure(t text.T, token wire.Token, h wire.PriceHint, rate amount.Nano) []app.UI {
	dear := h.Warn != nil && h.List != nil && rate.Cmp(*h.Warn) > 0
	return []app.UI{
		app.P().Class("dial-figure").DataSet("test", "dial-rate").Body(
			app.Span().Class("num").DataSet("test", "dial-total").Text(t.Amount(rate.Cost(uint64(h.Duration)), token)),
			app.Span().Class("dial-unit").Text(t.Say(text.DialTotal, t.Span(h.Duration))),
			app.Span().Class("dial-month num").Text(t.Hour(rate, token)+" "+t.Say(text.DialHour)+" · "+t.Say(text.MonthShort, t.Month(rate, token))),
		),
		// Its place is there in any case: a field below is written in while it comes and goes.
		app.Div().Body(app.If(dear, func() app.UI {
			return app.P().Class("field-error").Role("alert").DataSet("test", "dial-warn").Body(Icon(GlyphWarn), app.Span().Text(t.Say(text.DialWarn, t.Rate(*h.List, token))))
		})),
	}
}

// Render implements app.Composer.
func (d *Dial) Render() app.UI {
	t := d.T
	var body []app.UI
	if !d.Bare {
		body = DialFigure(t, d.Token, d.Hint, d.Rate)
	}
	if len(d.Hint.Curve) > 0 {
		body = append(body, d.scale()...)
	} else if !d.Alone {
		body = append(body, app.P().Class("muted").Text(t.Say(text.DialNoFit)))
	}
	entry := d.typed
	if !d.typing {
		entry = d.T.HourEntry(d.Rate, d.Token)
	}
	err := d.Error
	if d.bad {
		err = t.Say(text.DialBad, t.Unit(d.Token))
	}
	body = append(body, &Field{
		ID: "dial-entry", Label: t.Say(text.DialEntry), Mode: "decimal", Unit: t.Say(text.DialUnit, t.Unit(d.Token)), Value: entry,
		Error: err, Max: 40, Test: "dial-entry", OnInput: d.typeIn, OnChange: d.leave,
	})
	return app.Div().Class("dial").DataSet("test", "dial").Body(body...)
}

func (d *Dial) scale() []app.UI {
	t := d.T
	lo, hi := d.span()
	place := at(d.Rate, lo, hi)
	n, chance := d.known(d.Rate)
	taught := d.Hint.Source == learned
	takes, tone := t.Say(text.DialUnknown, n, d.Hint.Nodes), Neutral
	switch {
	case taught && chance > 0:
		takes, tone = t.Say(text.DialChance, int(chance*100+0.5)), Running
	case n == 0:
		takes, tone = t.Say(text.DialNone), Waiting
	}
	var options []Option
	value := ""
	for _, m := range d.marks() {
		options = append(options, Option{Value: m.key, Label: t.Say(m.name), Note: t.Hour(m.rate, d.Token)})
		// Where marks fall together the recommended one is it.
		if m.rate.Cmp(d.Rate) == 0 && (value == "" || m.key == "recommended") {
			value = m.key
		}
	}
	source := text.DialSource
	if taught {
		source = text.DialLearned
	}
	return []app.UI{
		app.Div().Class("dial-chance").Aria("live", "polite").DataSet("test", "dial-chance").Body(Badge(tone, takes)),
		app.Div().Class("dial-scale").Body(
			d.curve(lo, hi, place),
			app.Input().Class("dial-range").ID("dial-range").Type("range").Min(0).Max(steps).Step(1).Value(place).
				Aria("label", t.Say(text.DialSlider)).Aria("valuetext", t.Rate(d.Rate, d.Token)+". "+takes).
				DataSet("test", "dial-range").OnInput(d.drag),
		),
		&Choice{Name: "dial-mark", Legend: t.Say(text.DialTitle), Hide: true, Options: options, Value: value, Test: "dial", OnPick: d.pickMark},
		app.P().Class("small muted").Text(t.Say(source)),
	}
}

// curve draws the chance of a rate or, where nobody knows that, the share of nodes that list no more, a step up at each point, with
// the marks and the place.
func (d *Dial) curve(lo, hi amount.Nano, place int) app.UI {
	const height = 100
	line := fmt.Sprintf("M0 %d", height-2)
	for _, p := range d.Hint.Curve {
		part := p.Chance
		if d.Hint.Source != learned {
			part = float64(p.Nodes) / float64(max(d.Hint.Nodes, 1))
		}
		y := height - 2 - int(min(max(part, 0), 1)*(height-10))
		line += fmt.Sprintf("H%dV%d", at(p.Rate, lo, hi), y)
	}
	line += fmt.Sprintf("H%d", steps)
	var s strings.Builder
	fmt.Fprintf(&s, `<svg class="dial-curve" viewBox="0 0 %d %d" preserveAspectRatio="none" role="img" aria-label="%s">`, steps, height, d.T.Say(text.DialCurve))
	fmt.Fprintf(&s, `<path class="dial-area" d="%sV%dH0z"/>`, line, height)
	for _, m := range d.marks() {
		x := at(m.rate, lo, hi)
		fmt.Fprintf(&s, `<path class="dial-mark" d="M%d 0V%d"/>`, x, height)
	}
	fmt.Fprintf(&s, `<path class="dial-line" d="%s"/><path class="dial-place" d="M%d 0V%d"/></svg>`, line, place, height)
	return app.Raw(s.String())
}
