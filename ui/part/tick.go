package part

import (
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/text"
)

// Tick is a text that is a function of the time and is written anew each second. It changes its own text node only, so
// that a page with many of them stays still. It is not read out as it changes.
type Tick struct {
	app.Compo

	Class string
	Test  string
	Skew  time.Duration // added to the browser's clock: chain time less browser time
	Say   func(now time.Time) string
	Share func(now time.Time) float64 // what the style --share of the element is kept at, from 0 to 1; nil: it has none

	stop chan struct{}
}

// OnMount implements app.Mounter.
func (c *Tick) OnMount(ctx app.Context) {
	stop := make(chan struct{})
	c.stop = stop
	c.share()
	ctx.Async(func() {
		ticker := time.NewTicker(time.Second)
		defer ticker.Stop()
		for {
			select {
			case <-stop:
				return
			case <-ticker.C:
				ctx.Dispatch(func(ctx app.Context) {
					ctx.PreventUpdate()
					if node := c.JSValue().Get("firstChild"); node.Truthy() {
						node.Set("nodeValue", c.now())
					}
					c.share()
				})
			}
		}
	})
}

// OnDismount implements app.Dismounter.
func (c *Tick) OnDismount() {
	if c.stop != nil {
		close(c.stop)
		c.stop = nil
	}
}

func (c *Tick) share() {
	if style := c.JSValue().Get("style"); c.Share != nil && style.Truthy() {
		style.Call("setProperty", "--share", c.Share(time.Now().Add(c.Skew)))
	}
}

// now is never empty: an element without a text node could not be written to.
func (c *Tick) now() string {
	if s := c.Say(time.Now().Add(c.Skew)); s != "" {
		return s
	}
	return "\u00a0"
}

// Render implements app.Composer.
func (c *Tick) Render() app.UI {
	s := app.Span().Class("tick num " + c.Class).Text(c.now())
	if c.Test != "" {
		s = s.DataSet("test", c.Test)
	}
	return s
}

// Countdown is the time left until a moment, to the second; 00:00 once it has passed.
func Countdown(t text.T, until time.Time, skew time.Duration, test string) app.UI {
	return &Tick{Test: test, Skew: skew, Say: func(now time.Time) string { return t.Clock(until.Sub(now)) }}
}

// Ago is how long ago something was, kept up to date.
func Ago(t text.T, at time.Time) app.UI {
	return &Tick{Class: "plain", Say: func(now time.Time) string { return t.Ago(at, now) }}
}

// CostNow is what an order has cost so far, ticking while it is active. Skew is chain time less browser time.
func CostNow(t text.T, token wire.Token, o order.Order, skew time.Duration, test string) app.UI {
	return &Tick{Test: test, Skew: skew, Say: func(now time.Time) string { return steady(t, o, token, now) }}
}

// Meter is the live meter of an order: what it has cost so far, at what rate, and when it ends. Skew is chain time less
// browser time.
func Meter(t text.T, token wire.Token, o order.Order, skew time.Duration) app.UI {
	facts := []app.UI{fact(t.Say(text.MeterRate), app.Span().Class("num").Text(t.RateMonth(o.Rate, token)))}
	if o.State == order.Active {
		facts = append(facts,
			fact(t.Say(text.MeterLeft), Countdown(t, o.EndsAt(), skew, "time-left")),
			fact(t.Say(text.MeterEnds), app.Time().Class("num").DateTime(o.EndsAt().UTC().Format(time.RFC3339)).Text(t.Date(o.EndsAt()))),
		)
	}
	name := text.MeterCost
	if !o.State.Live() {
		name = text.MeterCostAll
	}
	body := []app.UI{
		app.P().Class("meter-name").Text(t.Say(name)),
		app.P().Class("meter-figure").Body(
			&Tick{Test: "cost-so-far", Skew: skew, Say: func(now time.Time) string { return steady(t, o, token, now) }},
			app.Span().Class("meter-unit").Text(t.Say(text.MeterOf, fixed(t, o.Deposit(), token, places(o.Rate, token)))),
		),
	}
	if o.State == order.Active && o.Probation > 0 {
		body = append(body, &Tick{Class: "meter-free", Skew: skew, Say: func(now time.Time) string {
			if left := o.PaidFrom().Sub(now); left > 0 {
				return t.Say(text.MeterFree, t.Clock(left))
			}
			return ""
		}})
	}
	return app.Section().Class("meter").Aria("label", t.Say(name)).Body(append(body, app.Dl().Class("facts").Body(facts...))...)
}

// Cost is what an order has cost by a moment, with as many digits as do not jump about while it ticks.
func Cost(t text.T, o order.Order, token wire.Token, now time.Time) string {
	return steady(t, o, token, now)
}

// steady is the cost with as many digits after the point as one second's cost needs, so that the figure does not jump
// about while it ticks.
func steady(t text.T, o order.Order, token wire.Token, now time.Time) string {
	return fixed(t, o.Earned(now), token, places(o.Rate, token))
}

// places is how many digits after the point one second's cost needs.
func places(rate amount.Nano, token wire.Token) int {
	whole, frac, _ := strings.Cut(rate.Units(token.Decimals), ".")
	n := 2
	if whole == "0" {
		n = len(frac) - len(strings.TrimLeft(frac, "0")) + 1
	}
	return min(max(n, 2), 8, max(token.Decimals, 2))
}

// fixed is an amount cut to so many digits after the point.
func fixed(t text.T, a amount.Amount, token wire.Token, places int) string {
	whole, frac, _ := strings.Cut(a.Units(token.Decimals), ".")
	for len(frac) < places {
		frac += "0"
	}
	return t.Symbol(whole+"."+frac[:places], token)
}

// fact is a line of a list of names and values.
func fact(name string, value app.UI) app.UI {
	return app.Div().Class("fact").Body(app.Dt().Text(name), app.Dd().Body(value))
}

// Fact is a line of a list of facts: put several into Facts.
func Fact(name string, value app.UI) app.UI { return fact(name, value) }

// Facts is a list of names and values.
func Facts(lines ...app.UI) app.UI { return app.Dl().Class("facts").Body(lines...) }

// Skew is how far the chain's clock is ahead of the browser's. A chain that makes blocks only when there is something
// to put in is often behind, but its next block will not be, so it never counts as behind.
func Skew(chain time.Time) time.Duration {
	if chain.IsZero() {
		return 0
	}
	return max(time.Until(chain), 0)
}
