// Package money is the page of what a node has earned: what it is owed, what was paid, and the payout.
package money

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/admin/ask"
	"berth/ui/admin/view"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/text"
)

const (
	lookEvery = 10 * time.Second
	maxDays   = 366
)

// Page is what the node has earned.
type Page struct {
	app.Compo

	T text.T

	visit    view.Visit
	wide     bool
	money    view.Source[wire.AdminMoney]
	list     view.List[wire.AdminEntry]
	kind     string // of the payments that are listed; "": any
	token    string
	from, to string // of the file
	sheet    sheet
}

// OnMount implements app.Mounter.
func (p *Page) OnMount(ctx app.Context) {
	p.OnResize(ctx)
	now := time.Now().UTC()
	p.from, p.to = now.Format("2006-01")+"-01", now.Format(time.DateOnly)
	p.visit.Begin(ctx, func(run life.Run) {
		p.sheet = sheet{}
		p.money.Start(run, lookEvery, ask.Money, nil)
		p.start(run)
	})
}

// OnResize implements app.Resizer.
func (p *Page) OnResize(ctx app.Context) { p.wide = part.Wide(ctx) }

// OnDismount implements app.Dismounter.
func (p *Page) OnDismount() { p.visit.End() }

// start lists the payments of the kind and token that are chosen.
func (p *Page) start(run life.Run) {
	kind, token := p.kind, p.token
	p.list.Start(run, lookEvery, func(ctx context.Context, last wire.AdminEntry) (view.Batch[wire.AdminEntry], error) {
		l, err := ask.Entries(ctx, token, kind, last.Cursor)
		return view.Batch[wire.AdminEntry]{Items: l.Entries, More: l.Next != ""}, err
	})
}

func (p *Page) pickKind(_ app.Context, v string) {
	p.kind = v
	p.visit.Again()
}

func (p *Page) pickToken(_ app.Context, v string) {
	p.token = v
	p.visit.Again()
}

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t := p.T
	return p.visit.Page(t, text.AdminNavMoney, text.AdminMoneyLead, func() []app.UI {
		out := p.money.Show(t, text.AdminAsking, p.content)
		out = append(out, app.Section().Class("stack").Body(append([]app.UI{
			app.H2().Text(t.Say(text.AdminHistory)), p.filters(),
		}, append(p.list.Show(t, text.AdminAsking, p.history), p.file())...)...))
		return append(out, p.renderSheet())
	})
}

func (p *Page) content(m wire.AdminMoney) []app.UI {
	t := p.T
	var purses []app.UI
	for _, x := range m.Tokens {
		purses = append(purses, p.purse(x))
	}
	gas := app.P().Class("small muted num").Text(t.Say(text.AdminGasLeft) + ": " + text.Coin(m.Balance))
	head := []app.UI{app.P().Class("small muted").Text(t.Say(text.AdminHeldHelp)), gas}
	if c := m.Counted; c.Block < c.Head {
		head = append(head, app.P().Class("small").Text(t.Say(text.AdminBehind, c.Block, c.Head)))
	}
	if p.visit.May() {
		head = append(head, app.Div().Body(&part.Button{
			Label: t.Say(text.AdminPayOpen), Kind: part.Primary, Test: "payout", Disabled: running(m.Payout), OnClick: p.open,
		}))
	}
	return []app.UI{
		app.Div().Class("columns").Body(purses...),
		app.Div().Class("stack-tight").Body(head...),
		p.payout(m.Payout),
	}
}

// purse is what there is in one token.
func (p *Page) purse(x wire.AdminPurse) app.UI {
	t, token := p.T, p.visit.Token(x.Token)
	sum := func(name text.Text, test, words string) app.UI {
		return part.Fact(t.Say(name), app.Span().Class("num").DataSet("test", test).Text(words))
	}
	settle := t.Amount(x.Settleable, token)
	if x.Orders > 0 {
		settle += " · " + t.Count(text.AdminOfOrders, x.Orders)
	}
	lines := []app.UI{
		sum(text.AdminSettable, "settleable", settle), sum(text.AdminHeld, "held", t.Amount(x.Held, token)), sum(text.AdminToday, "today", t.Amount(x.Today, token)),
		sum(text.AdminThisMonth, "month", t.Amount(x.Month, token)), sum(text.AdminAllTime, "all", t.Amount(x.All, token)), sum(text.AdminDrawn, "drawn", t.Amount(x.Withdrawn, token)),
	}
	if !x.Fees.IsZero() {
		lines = append(lines, sum(text.AdminFees, "fees", t.Amount(x.Fees, token)))
	}
	if !x.Referrers.IsZero() {
		lines = append(lines, sum(text.AdminShares, "shares", t.Amount(x.Referrers, token)))
	}
	if !x.Forfeited.IsZero() {
		lines = append(lines, sum(text.AdminLost, "lost", t.Amount(x.Forfeited, token)))
	}
	owed := app.P().Class("small muted").Text(t.Say(text.AdminOwed))
	if !x.OwedAt.IsZero() {
		owed = owed.Text(t.Say(text.AdminOwed) + " · " + t.Say(text.AdminOwedAt, t.Moment(x.OwedAt, time.Now())))
	}
	return app.Section().Class("panel").DataSet("test", "purse").DataSet("token", token.Symbol).Body(
		app.H2().Text(part.TokenWords(token)),
		app.Div().Body(owed, app.P().Class("figure num").DataSet("test", "owed").Text(t.Amount(x.Owed, token))),
		part.Facts(lines...),
	)
}

func (p *Page) filters() app.UI {
	t := p.T
	kinds := []part.Option{{Value: "", Label: t.Say(text.AdminAnyKind)}}
	for _, k := range []string{"settled", "forfeited", "withdrawn"} {
		kinds = append(kinds, part.Option{Value: k, Label: view.KindWords(t, k)})
	}
	body := []app.UI{&part.Choice{Name: "kind", Legend: t.Say(text.AdminKind), Hide: true, Options: kinds, Value: p.kind, Test: "kind", OnPick: p.pickKind}}
	if tokens := p.visit.Chain().Tokens; len(tokens) > 1 {
		options := append([]part.Option{{Value: "", Label: t.Say(text.AdminAnyToken)}}, part.Currencies(tokens)...)
		body = append(body, &part.Field{
			ID: "money-token", Label: t.Say(text.AdminTokenFilter), HideLabel: true, Options: options, Value: p.token, Test: "money-token", OnChange: p.pickToken,
		})
	}
	return app.Div().Class("row").Body(body...)
}

func (p *Page) history(b view.Batch[wire.AdminEntry]) []app.UI {
	t := p.T
	if len(b.Items) == 0 {
		return []app.UI{part.Empty(t.Say(text.AdminHistoryNone), t.Say(text.AdminHistoryText))}
	}
	var list app.UI
	if p.wide {
		list = view.EntryTable(t, p.visit.Chain(), b.Items)
	} else {
		list = app.Div().Class("panel").Body(view.EntryCards(t, p.visit.Chain(), b.Items, false))
	}
	return []app.UI{list, p.list.More(t, text.AdminShowMore)}
}

// file is the history as a table for a spreadsheet.
func (p *Page) file() app.UI {
	t := p.T
	day := func(id string, name text.Text, v *string) app.UI {
		return &part.Field{ID: id, Label: t.Say(name), Type: "date", Value: *v, Test: id, OnChange: func(_ app.Context, s string) { *v = s }}
	}
	wrong := ""
	if !days(p.from, p.to) {
		wrong = t.Say(text.AdminFileBad)
	}
	get := app.UI(&part.Button{Label: t.Say(text.AdminFileGet), Glyph: part.GlyphDownload, Disabled: true, Test: "csv"})
	if wrong == "" {
		get = part.Link(ask.EntriesFile(p.from, p.to)).Class("btn btn-plain").Download("berth-"+p.from+"-"+p.to+".csv").DataSet("test", "csv").
			Body(part.Icon(part.GlyphDownload), app.Span().Class("btn-label").Text(t.Say(text.AdminFileGet)))
	}
	return app.Div().Class("panel").Body(
		app.H3().Text(t.Say(text.AdminFile)),
		app.Div().Class("fields narrow-form").Body(day("csv-from", text.AdminFileFrom, &p.from), day("csv-to", text.AdminFileTo, &p.to)),
		app.If(wrong != "", func() app.UI { return app.P().Class("small").Role("alert").Text(wrong) }),
		app.Div().Body(get),
	)
}

// days reports whether a file from one day to another is to be had.
func days(from, to string) bool {
	a, err := time.Parse(time.DateOnly, from)
	b, err2 := time.Parse(time.DateOnly, to)
	return err == nil && err2 == nil && !b.Before(a) && b.Sub(a) < maxDays*24*time.Hour
}
