package node

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/part/chart"
	"berth/ui/text"
)

// pastDays is how many days a node's prices are shown of.
const pastDays = 30

// prices is how its list price moved, by the day.
func (f *found) prices(t text.T, c wire.Certification) app.UI {
	days := daily(c.Prices, time.Now())
	if len(days) == 0 || f.Token.Address.IsZero() {
		return nil
	}
	var columns []chart.Column
	for _, d := range days {
		words := t.Hour(d.Last, f.Token)
		if d.Low != d.High {
			words = t.Say(text.PricePastSpan, t.Hour(d.Low, f.Token), t.Hour(d.High, f.Token))
		}
		columns = append(columns, chart.Column{Name: d.Date, Words: words, Value: d.Last.Over(days[0].Last)})
	}
	now := days[len(days)-1]
	low, high := now.Low, now.High
	for _, d := range days {
		if d.Low.Cmp(low) < 0 {
			low = d.Low
		}
		if d.High.Cmp(high) > 0 {
			high = d.High
		}
	}
	return app.Div().Class("stack-tight").Body(
		app.H3().Text(t.Say(text.PricePast)),
		app.P().Class("small").DataSet("test", "node-price-past").Text(t.Say(text.PricePastIs, t.Hour(now.Last, f.Token), t.Hour(low, f.Token), t.Hour(high, f.Token))),
		chart.Columns(t, "node-prices-past", columns, text.PricePastTable, text.DayColumn, text.PriceColumn),
		app.P().Class("small muted").Text(t.Say(text.PricePastFor, t.Resources(wire.PricedSize()))),
	)
}

// daily is a price for each of the last days of which one is known: an entry counts until the next.
func daily(all []wire.PriceDay, now time.Time) (days []wire.PriceDay) {
	i := -1
	for back := pastDays - 1; back >= 0; back-- {
		date := now.UTC().AddDate(0, 0, -back).Format(time.DateOnly)
		for i+1 < len(all) && all[i+1].Date <= date {
			i++
		}
		if i < 0 {
			continue
		}
		d := all[i]
		if d.Date != date { // as it was at the end of that day
			d.Date, d.Low, d.High = date, d.Last, d.Last
		}
		days = append(days, d)
	}
	return days
}

// measured is what the newest check of capacity found.
func measured(t text.T, c wire.Certification) app.UI {
	var newest wire.Finding
	for _, x := range c.Checks {
		if x.Measured != nil && x.At.After(newest.At) {
			newest = x
		}
	}
	m := newest.Measured
	if m == nil {
		return nil
	}
	fact := func(name text.Text, value string) app.UI {
		return part.Fact(t.Say(name), app.Span().Class("num").Text(value))
	}
	mib := func(n int64) string { return t.Say(text.ASecond, t.Bytes(uint64(max(n, 0))<<20)) }
	kib := func(n int64) string { return t.Say(text.ASecond, t.Bytes(uint64(max(n, 0))<<10)) }
	return app.Div().Class("stack-tight").DataSet("test", "node-measured").Body(
		app.H3().Text(t.Say(text.MeasuredTitle)),
		app.P().Class("small muted").Text(t.Say(text.MeasuredOf, t.Resources(m.Size), t.Moment(newest.At, time.Now()))),
		part.Facts(
			fact(text.MeasuredCores, t.Cores(uint64(max(m.Cores, 0)))), fact(text.MeasuredSpeed, mib(m.Speed)), fact(text.MeasuredDisk, mib(m.Disk)),
			fact(text.MeasuredUp, kib(m.Up)), fact(text.MeasuredDown, kib(m.Down)), fact(text.MeasuredTrip, t.Say(text.Millis, m.RoundTrip)),
		),
	)
}
