// Package overview is the page of how a node stands, and what of it needs its operator first.
package overview

import (
	"strconv"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/admin/ask"
	"berth/ui/admin/view"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/text"
)

const (
	lookEvery = 5 * time.Second
	certEvery = time.Minute
)

// Page is how the node stands.
type Page struct {
	app.Compo

	T text.T

	visit view.Visit
	node  view.Source[wire.AdminOverview]
	certs view.Source[wire.AdminCertificates]
	found view.Source[wire.AdminCertification]
}

// OnMount implements app.Mounter.
func (p *Page) OnMount(ctx app.Context) {
	p.visit.Begin(ctx, func(run life.Run) {
		p.node.Start(run, lookEvery, ask.Overview, nil)
		p.certs.Start(run, certEvery, ask.Certificates, nil)
		p.found.Start(run, certEvery, ask.Certification, nil)
	})
}

// OnDismount implements app.Dismounter.
func (p *Page) OnDismount() { p.visit.End() }

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t := p.T
	return p.visit.Page(t, text.AdminNavOverview, text.AdminOverviewLead, func() []app.UI {
		return p.node.Show(t, text.AdminAsking, p.content)
	})
}

func (p *Page) content(o wire.AdminOverview) []app.UI {
	return []app.UI{
		p.attention(o),
		app.Div().Class("columns").Body(
			app.Div().Class("stack").Body(p.earnings(o), p.orders(o)),
			app.Div().Class("stack").Body(p.room(o), p.health(o), p.certification(), p.certificates()),
		),
	}
}

// state is whether the node takes orders, in a badge.
func (p *Page) state(o wire.AdminOverview) app.UI {
	t := p.T
	switch {
	case o.Ready != "yes":
		return part.Badge(part.Bad, t.Say(text.AdminNotReady))
	case o.Closed != "":
		return part.Badge(part.Waiting, t.Say(text.AdminTakesNone, t.Closed(o.Closed)))
	}
	return part.Badge(part.Running, t.Say(text.AdminTakesOrders))
}

var levels = map[string]struct {
	tone part.Tone
	word text.Text
}{
	"error": {part.Bad, text.AdminLevelError}, "warning": {part.Waiting, text.AdminLevelWarning}, "note": {part.Neutral, text.AdminLevelNote},
}

func (p *Page) attention(o wire.AdminOverview) app.UI {
	t := p.T
	head := app.Div().Class("panel-head").Body(app.H2().Text(t.Say(text.AdminAttentionTitle)), app.Div().DataSet("test", "node-state").Body(p.state(o)))
	body := []app.UI{head}
	if o.Ready != "yes" && o.Ready != "" && len(o.Attention) == 0 {
		body = append(body, part.Note(part.Bad, t.Say(text.AdminNotReady), app.P().Class("small").Text(o.Ready)))
	}
	for _, a := range o.Attention {
		l, ok := levels[a.Level]
		if !ok {
			l = levels["note"]
		}
		f := t.Attention(a, p.visit.Chain().Native)
		inside := []app.UI{app.P().Class("small muted").Text(t.Say(l.word)), app.P().Text(f.Do)}
		if a.Order != 0 {
			inside = append(inside, app.P().Body(part.Link("/admin/orders/"+a.Order.String()).Text(t.Say(text.OrderNo, a.Order))))
		}
		body = append(body, app.Div().DataSet("test", "attention").DataSet("code", a.Code).Body(part.Note(l.tone, f.What, inside...)))
	}
	if len(o.Attention) == 0 && o.Ready == "yes" {
		body = append(body, part.Note(part.Running, t.Say(text.AdminAttentionNone), app.P().Class("small").Text(t.Say(text.AdminAttentionFine))))
	}
	if role := p.visit.Who().Role; role != "" {
		body = append(body, app.P().Class("small muted").DataSet("test", "role").Text(t.Say(text.AdminAs, view.Role(t, role), p.visit.Who().Address.Short())))
	}
	return app.Section().Class("panel").DataSet("test", "attentions").Body(body...)
}

// room is what the node can give, and what of it is taken by what.
func (p *Page) room(o wire.AdminOverview) app.UI {
	t := p.T
	quotes := app.Span().Class("small muted").Text(t.Count(text.AdminOpenQuotes, o.Quotes))
	body := []app.UI{app.Div().Class("panel-head").Body(app.H2().Text(t.Say(text.AdminRoomTitle)), quotes)}
	total := o.Total
	if total.IsZero() {
		total = o.Capacity
	}
	var bars []app.UI
	for _, d := range resource.Dimensions {
		all := total.Of(d)
		if all == 0 || d == resource.Traffic {
			continue
		}
		reserved, quoted, free := o.Reserved.Of(d), o.Quoted.Of(d), min(o.Free.Of(d), all)
		bars = append(bars, app.Div().Class("bar").DataSet("test", "room-"+string(d)).Body(
			app.Div().Class("bar-words").Body(
				app.Span().Class("bar-name").Text(t.Dimension(d)), app.Span().Class("bar-value num").Text(t.Say(text.FreeOf, t.Of(d, free, all))),
			),
			part.TriBar(reserved, quoted, free, all),
			app.P().Class("small muted num").Text(t.Say(text.AdminRoomWords, t.Quantity(d, reserved), t.Quantity(d, quoted), t.Quantity(d, free))),
		))
	}
	if len(bars) == 0 {
		body = append(body, app.P().Class("muted").Text(t.Say(text.AdminRoomNone)))
	} else {
		body = append(body, app.Div().Class("bars").Body(bars...), legend(t))
	}
	lines := []app.UI{part.Fact(t.Say(text.AdminPromised), app.Span().Text(orNone(t.Resources(o.Total))))}
	if !o.Capacity.IsZero() {
		measured := o.Capacity
		measured.TrafficMiB = 0 // nobody measures what a line can carry
		lines = append(lines, part.Fact(t.Say(text.AdminMeasured), app.Span().Text(t.Resources(measured))))
	}
	lines = append(lines, part.RootWords(t, &o.Root))
	lines = append(lines, part.Fact(t.Say(text.AdminLoad), app.Span().Class("num").Text(t.Say(text.AdminLoadWords, t.Percent(float64(o.Load.Most())/1000)))))
	return app.Section().Class("panel").DataSet("test", "room").Body(append(body, part.Facts(lines...))...)
}

func legend(t text.T) app.UI {
	item := func(class string, words text.Text) app.UI {
		return app.Span().Body(app.I().Class(class).Aria("hidden", "true"), app.Span().Text(t.Say(words)))
	}
	return app.P().Class("legend").Body(item("is-used", text.AdminReserved), item("is-quoted", text.AdminQuoted), item("is-free", text.AdminFree))
}

func orNone(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func (p *Page) orders(o wire.AdminOverview) app.UI {
	t := p.T
	count := func(key string) app.UI { return app.Span().Class("num").Text(o.Orders[key]) }
	lines := []app.UI{
		part.Fact(t.Say(text.StateActive), app.Span().Class("num strong").DataSet("test", "orders-active").Text(o.Orders["active"])),
		part.Fact(t.Say(text.StateCreated), count("created")),
		part.Fact(t.Say(text.StateCompleted), count("completed")),
		part.Fact(t.Say(text.StateCancelled), count("cancelled")),
		part.Fact(t.Say(text.AdminTraffic), app.Span().Class("num").Text(t.Bytes(o.Traffic))),
		part.Fact(t.Say(text.AdminGreetedTitle), app.Span().Class("num").Text(strings.Join([]string{
			t.Say(text.AdminAccepted) + " " + number(o.Greeted["accept"]), t.Say(text.AdminCountered) + " " + number(o.Greeted["counter"]),
			t.Say(text.AdminRejected) + " " + number(o.Greeted["reject"]),
		}, " · "))),
	}
	hosts := 0
	for _, n := range o.Hosts {
		hosts += n
	}
	if hosts > 0 {
		lines = append(lines, part.Fact(t.Say(text.AdminOwnHosts), app.Span().Class("num").Text(hosts)))
	}
	return app.Section().Class("panel").Body(
		app.Div().Class("panel-head").Body(app.H2().Text(t.Say(text.AdminOrdersTitle)), &part.Button{
			Label: t.Say(text.AdminSeeOrders), Kind: part.Quiet, Href: "/admin/orders", Test: "see-orders",
		}),
		part.Facts(lines...),
	)
}

func number(n uint64) string { return strconv.FormatUint(n, 10) }

func (p *Page) earnings(o wire.AdminOverview) app.UI {
	t := p.T
	body := []app.UI{app.Div().Class("panel-head").Body(
		app.H2().Text(t.Say(text.AdminEarnedTitle)), &part.Button{Label: t.Say(text.AdminSeeMoney), Kind: part.Quiet, Href: "/admin/money", Test: "see-money"})}
	if len(o.Earnings) == 0 {
		body = append(body, app.P().Class("muted").Text(t.Say(text.AdminEarnedNone)))
	}
	for _, e := range o.Earnings {
		token := p.visit.Token(e.Token)
		cell := func(name text.Text, test, words string) app.UI {
			return app.Div().Body(app.Dt().Class("small muted").Text(t.Say(name)), app.Dd().Class("figure num").DataSet("test", test).Text(words))
		}
		body = append(body, app.Div().Class("stack-tight").DataSet("test", "earned").DataSet("token", token.Symbol).Body(
			app.H3().Text(part.TokenWords(token)),
			app.Dl().Class("figures").Body(
				cell(text.AdminToday, "earned-today", t.Amount(e.Today, token)), cell(text.AdminThisMonth, "earned-month", t.Amount(e.Month, token)),
				cell(text.AdminInAll, "earned-all", t.Amount(e.All, token)), cell(text.AdminRunning, "earned-running", t.Amount(e.Running, token)),
			),
		))
	}
	body = append(body, app.P().Class("small muted").Text(t.Say(text.AdminEarnedHelp)))
	if c := o.Counted; c.Block < c.Head {
		body = append(body, app.P().Class("small").Text(t.Say(text.AdminBehind, c.Block, c.Head)))
	}
	return app.Section().Class("panel").DataSet("test", "earnings").Body(body...)
}

func (p *Page) health(o wire.AdminOverview) app.UI {
	t := p.T
	var lines []app.UI
	for _, h := range o.Health {
		tone, word := part.Running, text.AdminFine
		if !h.OK {
			tone, word = part.Bad, text.AdminTroubled
		}
		inside := []app.UI{part.Badge(tone, t.Say(word))}
		if words := t.Health(h); words != "" {
			inside = append(inside, app.P().Class("small muted").Text(words))
		}
		lines = append(lines, part.Fact(t.HealthName(h.What), app.Div().DataSet("test", "health-"+h.What).Body(inside...)))
	}
	if !o.Started.IsZero() {
		lines = append(lines, part.Fact(t.Say(text.AdminUp), app.Span().Text(t.Date(o.Started))))
	}
	return app.Section().Class("panel").DataSet("test", "health").Body(app.H2().Text(t.Say(text.AdminHealthTitle)), part.Facts(lines...))
}

func (p *Page) certificates() app.UI {
	t := p.T
	body := []app.UI{app.H2().Text(t.Say(text.AdminCertTitle))}
	return app.Section().Class("panel").DataSet("test", "certificates").Body(append(body, p.certs.Show(t, text.AdminAsking, func(c wire.AdminCertificates) []app.UI {
		switch {
		case !c.Own && len(c.Certificates) == 0:
			return []app.UI{app.P().Class("muted").Text(t.Say(text.AdminCertProxy))}
		case len(c.Certificates) == 0:
			return []app.UI{app.P().Class("muted").Text(t.Say(text.AdminCertNone))}
		}
		var lines []app.UI
		for _, k := range c.Certificates {
			lines = append(lines, part.Fact(k.Name, certificate(t, k)))
		}
		return []app.UI{part.Facts(lines...)}
	})...)...)
}

func certificate(t text.T, k wire.AdminCertificate) app.UI {
	var badge app.UI
	switch {
	case k.Error != "":
		badge = part.Badge(part.Bad, t.Say(text.AdminTroubled))
	case k.Busy:
		badge = part.Badge(part.Waiting, t.Say(text.AdminCertBusy))
	case k.NotAfter.IsZero():
		badge = part.Badge(part.Waiting, t.Say(text.AdminCertAbsent))
	default:
		badge = part.Badge(part.Running, t.Say(text.AdminFine))
	}
	inside := []app.UI{badge}
	small := func(words string) { inside = append(inside, app.P().Class("small muted break").Text(words)) }
	if !k.NotAfter.IsZero() {
		small(t.Say(text.AdminCertUntil, t.Date(k.NotAfter)))
	}
	if k.Error != "" {
		small(k.Error)
	}
	if k.Error != "" && !k.Next.IsZero() {
		small(t.Say(text.AdminCertNext, t.Date(k.Next)))
	}
	return app.Div().Body(inside...)
}
