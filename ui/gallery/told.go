package main

import (
	"errors"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/problem"
	"berth/ui/js"
	"berth/ui/part"
	"berth/ui/part/chart"
	"berth/ui/part/entry"
	"berth/ui/text"
	"berth/ui/wallet"
)

// told are the parts that stand over a page or tell what happened, and those that others are made of.
func told(t text.T, act func() app.UI) []shown {
	words := t.Say(text.LoginText)
	declined := problem.New(0, wallet.Declined, "you declined in the wallet")
	down := problem.New(0, js.Offline, "n1.example cannot be reached").With("host", "n1.example")
	sheet := func(s part.Sheet) app.UI {
		s.T, s.Open = t, true
		return framed(&s)
	}
	month := chart.Column{Name: "2026-12", Words: "$3.00", Value: 1, Faint: true}
	columns := func(c ...chart.Column) app.UI {
		return chart.Columns(t, "chart", c, text.SpendTable, text.SpendMonth, text.SpendSum)
	}
	size := func(s entry.Size) app.UI { return entry.SizeFields(t, "size-", &s, large, func() {}) }
	span := func(seconds uint32) app.UI {
		e := entry.SpanOf(seconds)
		return entry.SpanFields(t, "span", text.RentSpan, &e, []part.Option{{Value: "3600", Label: t.Span(3600)}, {Value: "86400", Label: t.Span(86400)}}, func(app.Context) {})
	}
	return []shown{
		{"Sheet", []app.UI{
			sheet(part.Sheet{ID: "s1", Title: t.Say(text.Notices), Content: []app.UI{app.P().Text(words)}, Actions: []app.UI{&part.Button{Kind: part.Primary, Label: t.Say(text.LogIn)}, &part.Button{Label: t.Say(text.Close)}}}),
			sheet(part.Sheet{ID: "s2", Title: words, Locked: true, Said: part.Trouble(t, declined), Content: []app.UI{app.P().Text(strings.Repeat(words+" ", 40))},
				Actions: []app.UI{&part.Button{Kind: part.Danger, Label: t.Say(text.LoggingOut), Busy: true}}}),
			sheet(part.Sheet{ID: "s3", Title: t.Say(text.Notices), Content: []app.UI{part.Skeleton(3)}}),
		}},
		{"Told", []app.UI{&part.Told{T: t}, &part.Told{T: t, Err: declined}, &part.Told{T: t, Err: down, Actions: []app.UI{act()}}}},
		{"Trouble", []app.UI{part.Trouble(t, down, act()), part.Trouble(t, errors.New("a fault that nobody has words for"))}},
		{"Broke", []app.UI{part.Broke(t, down, act())}},
		{"Toasts", []app.UI{framed(part.Toasts([]part.Toast{{ID: 1, Tone: part.Neutral, Text: t.Say(text.LoggedOut)}, {ID: 2, Tone: part.Bad, Text: words}}))}},
		{"Heading", []app.UI{part.Heading(words)}},
		{"ServiceField", []app.UI{part.ServiceField(t, "one", []string{"web"}, "web", nil), part.ServiceField(t, "two", []string{"web", long}, long, nil)}},
		{"NeedField", []app.UI{part.NeedField(t, "rooted", true, order.NeedUserNS, nil), part.NeedField(t, "any", false, "", nil)}},
		{"Columns", []app.UI{columns(chart.Column{Name: "2026-10", Words: "$0"}, chart.Column{Name: "2026-11", Words: "$1.20", Value: .4}, month), columns(month)}},
		{"SizeFields", []app.UI{size(entry.SizeOf(small)), size(entry.Size{CPU: "x", Memory: "256", Disk: "0", GPU: "2", Model: "!"})}},
		{"SpanFields", []app.UI{span(86400), span(5400)}},
	}
}

// framed holds what stands at an edge of the window in a box of its own.
func framed(of app.UI) app.UI { return app.Div().Class("gallery-frame").Body(of) }
