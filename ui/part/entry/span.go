package entry

import (
	"slices"
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/ui/part"
	"berth/ui/text"
)

// maxSpan is the longest duration that can be entered, in seconds.
const maxSpan = 5 * 365 * 86400

// Presets are the durations offered, in seconds.
var Presets = []uint32{3600, 6 * 3600, 86400, 7 * 86400, 30 * 86400}

// Span is a duration that is chosen among a few or entered.
type Span struct {
	Seconds uint32 // 0: what is entered cannot be read

	free       bool // it is entered by hand
	span, unit string
}

// SpanOf is a duration as it is before anything is entered.
func SpanOf(seconds uint32) Span {
	e := Span{Seconds: seconds}
	e.span, e.unit = WriteSpan(seconds)
	return e
}

func (e *Span) read() {
	s, ok := ReadSpan(e.span, e.unit)
	if e.Seconds = s; !ok {
		e.Seconds = 0
	}
}

// SpanFields choose a duration; changed hears of each change. name is unique on the page.
func SpanFields(t text.T, name string, legend text.Text, e *Span, offered []part.Option, changed func(app.Context)) app.UI {
	value := strconv.Itoa(int(e.Seconds))
	if e.free || !slices.ContainsFunc(offered, func(o part.Option) bool { return o.Value == value }) {
		value = Custom
	}
	offered = append(offered, part.Option{Value: Custom, Label: t.Say(text.RentOther)})
	body := []app.UI{&part.Choice{
		Name: name, Legend: t.Say(legend), Options: offered, Value: value, Test: name + "-time",
		OnPick: func(ctx app.Context, v string) {
			e.free = v == Custom
			if s, err := strconv.ParseUint(v, 10, 32); err == nil {
				*e = SpanOf(uint32(s))
			}
			changed(ctx)
		},
	}}
	if value == Custom {
		wrong := ""
		if e.Seconds == 0 {
			wrong = t.Say(text.RentBadSpan)
		}
		body = append(body, app.Div().Class("fields").Body(
			&part.Field{
				ID: name + "-span", Label: t.Say(text.RentSpan), Value: e.span, Mode: "decimal", Error: wrong, Max: 12, Test: name + "-span",
				OnInput: func(ctx app.Context, v string) {
					e.span, e.free = v, true
					e.read()
					changed(ctx)
				},
			},
			&part.Field{
				ID: name + "-unit", Label: t.Say(text.RentUnit), Value: e.unit, Test: name + "-unit", Options: Units(t),
				OnChange: func(ctx app.Context, v string) {
					e.unit, e.free = v, true
					e.read()
					changed(ctx)
				},
			},
		))
	}
	return app.Div().Class("stack").Body(body...)
}

// ReadSpan reads "1.5" of a unit of so many seconds.
func ReadSpan(s, unit string) (seconds uint32, ok bool) {
	u, err := strconv.ParseUint(unit, 10, 32)
	if err != nil {
		return 0, false
	}
	n, err := amount.ParseUnits(point(s), 6)
	if err != nil || n.Bits() > 64 {
		return 0, false
	}
	v := small(n.MulDiv(u, 1e6), 1<<40)
	return uint32(min(v, maxSpan)), v > 0 && v <= maxSpan
}

// WriteSpan is a duration in the largest unit that it is a whole number of.
func WriteSpan(seconds uint32) (s, unit string) {
	for _, u := range []uint32{86400, 3600} {
		if seconds%u == 0 {
			return strconv.Itoa(int(seconds / u)), strconv.Itoa(int(u))
		}
	}
	return amount.Of(uint64(seconds) * 1e6 / 60).Units(6), "60"
}

// Units are what a duration may be entered in, each with its seconds as value.
func Units(t text.T) []part.Option {
	return []part.Option{{Value: "60", Label: t.Say(text.Minutes)}, {Value: "3600", Label: t.Say(text.Hours)}, {Value: "86400", Label: t.Say(text.Days)}}
}
