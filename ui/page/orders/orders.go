// Package orders is the page with the list of the user's orders.
package orders

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/js"
	"berth/ui/life"
	"berth/ui/live"
	"berth/ui/part"
	"berth/ui/part/agent"
	"berth/ui/part/credit"
	"berth/ui/part/named"
	"berth/ui/pay"
	"berth/ui/receipt"
	"berth/ui/state"
	"berth/ui/text"
)

// perPage is how many orders are fetched at once.
const perPage = 24

// The two lists, as in ?state= of the address.
const (
	running = "live" // not in the address
	past    = "ended"
)

// Page is the list of the user's orders, kept up to date by the platform's stream.
type Page struct {
	app.Compo

	T text.T

	which   string // running or past
	list    state.Of[wire.Page[wire.OrderView]]
	more    bool
	wide    bool
	session state.Of[wire.Session]
	info    state.Of[wire.Info]
	catalog state.Of[[]wire.TemplateBrief]
	credit  []wire.Money // that can be withdrawn
	call    pay.Call
	agent   agent.Entry
	life    life.Life // each list is a run of its own

	search string
	filled bool  // there are no more orders to be searched, or as many as are at most
	saving bool  // all orders are being collected
	failed error // why they could not be
}

// searched is how many orders of a list are looked through at most, and written down.
const searched = 1000

// atOnce is how many of them are asked for at a time: as many as the platform gives.
const atOnce = 100

// First is the request for the list as it is without a search.
func First() string { return "/api/orders?limit=" + strconv.Itoa(perPage) + "&state=" + running }

// OnInit implements app.Initializer: the page begins with what it was painted with before the app was there.
func (p *Page) OnInit() {
	p.which = running
	if list, ok := state.Early[wire.Page[wire.OrderView]](First()); ok {
		p.list.Data, p.wide = list, part.WideNow()
	}
}

// OnMount implements app.Mounter.
func (p *Page) OnMount(ctx app.Context) {
	p.life.Begin(ctx)
	state.EarlySession(ctx)
	state.Info.Observe(ctx, &p.info).OnChange(p.readCredit)
	state.Templates.Observe(ctx, &p.catalog)
	state.LoadTemplates(ctx)
	state.Session.Observe(ctx, &p.session).OnChange(p.start)
	p.OnResize(ctx)
}

// OnResize implements app.Resizer.
func (p *Page) OnResize(ctx app.Context) {
	p.wide = part.Wide(ctx)
}

// OnDismount implements app.Dismounter.
func (p *Page) OnDismount() { p.life.End() }

// OnNav implements app.Navigator.
func (p *Page) OnNav(ctx app.Context) {
	if app.IsServer {
		return
	}
	p.which = running
	if ctx.Page().URL().Query().Get("state") == past {
		p.which = past
	}
	p.start()
}

// start loads the list of whoever is logged in and follows its changes.
func (p *Page) start() {
	run := p.life.Renew()
	p.filled, p.saving, p.failed = false, false, nil
	if p.session.Data.Address.IsZero() {
		if p.session.Waiting() {
			return // what the page was painted with stays
		}
		p.list = state.Of[wire.Page[wire.OrderView]]{}
		return
	}
	p.list.Status, p.credit = state.Loading, nil
	p.load(run)
	p.readCredit()
	live.Follow(p.life.Own(), run, live.Want{
		Topics: []wire.Topic{wire.TopicOrders},
		Order:  func(_ app.Context, o wire.OrderView) { p.put(o) },
		Fresh:  func(app.Context) { p.load(run) },
	})
}

// load asks for the list; what is shown stays until it is there.
func (p *Page) load(run life.Run) {
	which := p.which
	run.Go(func() {
		page, err := api.Orders(run, which, "", perPage)
		run.Do(func(ctx app.Context) {
			if err != nil {
				state.SessionLost(ctx, err)
				p.list.Status, p.list.Err = state.Failed, err
				return
			}
			p.list = state.Of[wire.Page[wire.OrderView]]{Status: state.Ready, Data: page}
			p.mark()
		})
	})
}

// find searches the list by what is typed. What is searched is all of it, so that is fetched first.
func (p *Page) find(_ app.Context, v string) {
	p.search = v
	if v == "" || p.filled || p.list.Status != state.Ready {
		return
	}
	p.filled = true
	run, which, cursor, n := p.life.Run(), p.which, p.list.Data.Next, len(p.list.Data.Items)
	run.Go(func() {
		for cursor != "" && n < searched {
			page, err := api.Orders(run, which, cursor, atOnce)
			if err != nil {
				run.Do(func(app.Context) { p.filled = false })
				return
			}
			cursor, n = page.Next, n+len(page.Items)
			run.Do(func(app.Context) {
				page.Items = append(slices.Clone(p.list.Data.Items), page.Items...)
				p.list.Data = page
			})
		}
	})
}

// shown are the orders of the list that are searched for.
func (p *Page) shown() []wire.OrderView {
	if strings.TrimSpace(p.search) == "" {
		return p.list.Data.Items
	}
	var out []wire.OrderView
	for _, v := range p.list.Data.Items {
		if named.Fits(p.T, p.catalog.Data, v, p.search) {
			out = append(out, v)
		}
	}
	return out
}

// saveAll has the browser save all of the user's orders, those that have ended too.
func (p *Page) saveAll(app.Context, app.Event) {
	if p.saving {
		return
	}
	p.saving, p.failed = true, nil
	t, run, chain, catalogue := p.T, p.life.Run(), p.info.Data.Chain, p.catalog.Data
	run.Go(func() {
		var rows []receipt.Row
		cursor := ""
		for {
			page, err := api.Orders(run, "", cursor, atOnce)
			if err != nil {
				run.Do(func(app.Context) { p.saving, p.failed = false, err })
				return
			}
			for _, v := range page.Items {
				rows = append(rows, receipt.Row{Name: named.Order(t, catalogue, v), Tags: state.LabelOf(v).Tags, View: v})
			}
			if cursor = page.Next; cursor == "" || len(rows) >= searched {
				break
			}
		}
		run.Do(func(app.Context) {
			p.saving, p.failed = false, js.SaveText("berth-orders-"+time.Now().UTC().Format("2006-01-02")+".csv", receipt.CSV(rows, chain, time.Now()))
		})
	})
}

// put takes a changed order into the list, or out of it where it does not belong there any more.
func (p *Page) put(o wire.OrderView) {
	items := slices.Clone(p.list.Data.Items)
	i := slices.IndexFunc(items, func(x wire.OrderView) bool { return x.ID == o.ID })
	belongs := o.State.Live() == (p.which == running)
	switch {
	case i >= 0 && belongs:
		items[i] = o
	case i >= 0:
		p.readCredit()
		items = slices.Delete(items, i, i+1)
		p.list.Data.Total--
	case belongs:
		items = slices.Insert(items, 0, o)
		p.list.Data.Total++
	}
	p.list.Data.Items = items
	p.mark()
}

// mark shows on the app's icon how many of the live orders want attention.
func (p *Page) mark() {
	if p.which != running || p.list.Status != state.Ready {
		return
	}
	n, now := 0, time.Now()
	for _, o := range p.list.Data.Items {
		if attention(o, state.LastOf(o.User, o.ID).Deployment.Phase, now) {
			n++
		}
	}
	js.Badge(n)
}

// soon is how long before its end an order wants attention.
const soon = 6 * time.Hour

// attention reports whether there is something that an order's user should look at: it is about to end, its node leaves, or what runs for
// it failed when this device last saw it.
func attention(o wire.OrderView, last wire.Phase, now time.Time) bool {
	if o.State != order.Active {
		return false
	}
	return !o.AnnouncedAt.IsZero() || o.EndsAt().Sub(now) < min(soon, time.Duration(o.Duration)*time.Second/10) || last == wire.PhaseFailed
}

// readCredit reads what the user may withdraw.
func (p *Page) readCredit() {
	run, who, chain := p.life.Run(), p.session.Data.Address, p.info.Data.Chain
	if who.IsZero() || chain.ID == 0 || !run.On() {
		return
	}
	run.Go(func() {
		if owed, err := credit.Read(run, chain, who, eth.Address{}); err == nil {
			run.Do(func(app.Context) { p.credit = owed })
		}
	})
}

func (p *Page) pick(ctx app.Context, v string) {
	if v == past {
		ctx.Navigate("/orders?state=ended")
		return
	}
	ctx.Navigate("/orders")
}

func (p *Page) logIn(ctx app.Context, _ app.Event) { part.AskLogin(ctx) }
func (p *Page) retry(app.Context, app.Event)       { p.start() }

func (p *Page) loadMore(app.Context, app.Event) {
	run, which, cursor := p.life.Run(), p.which, p.list.Data.Next
	p.more = true
	run.Go(func() {
		page, err := api.Orders(run, which, cursor, perPage)
		run.Do(func(ctx app.Context) {
			p.more = false
			if err != nil {
				part.Say(ctx, part.Bad, p.T.Fault(err).One())
				return
			}
			page.Items = append(slices.Clone(p.list.Data.Items), page.Items...)
			p.list.Data = page
		})
	})
}

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t := p.T
	return app.Div().Class("page").Body(
		app.Header().Class("page-head").Body(app.H1().Text(t.Say(text.NavOrders)), app.P().Class("lead").Text(t.Say(text.OrdersLead))),
		app.Div().Class("stack").Body(append(p.content(t), p.renderAgent())...),
	)
}

// renderAgent is what the platform's agent may do for all of the user's orders.
func (p *Page) renderAgent() app.UI {
	info, who := p.info.Data, p.session.Data.Address
	if info.Agent.IsZero() || who.IsZero() || p.which != running {
		return nil
	}
	return app.Div().Class("flow-narrow").Body(&agent.Panel{T: p.T, Entry: &p.agent, Run: p.life.Run(), Info: info, User: who})
}

func (p *Page) content(t text.T) []app.UI {
	switch {
	case p.session.Data.Address.IsZero() && p.session.Waiting():
		return []app.UI{app.P().Class("muted small").Role("status").Text(t.Say(text.OrdersLoading)), part.SkeletonCards(2)}
	case p.session.Data.Address.IsZero():
		return []app.UI{part.Empty(t.Say(text.OrdersLogin), t.Say(text.LoginText),
			&part.Button{Label: t.Say(text.LogIn), Kind: part.Primary, Glyph: part.GlyphWallet, Test: "orders-login", OnClick: p.logIn})}
	}
	out := []app.UI{app.Div().Class("narrow").Body(&part.Choice{
		Name: "which", Legend: t.Say(text.OrdersWhich), Hide: true, Value: p.which, Test: "orders", OnPick: p.pick,
		Options: []part.Option{{Value: running, Label: t.Say(text.OrdersLive)}, {Value: past, Label: t.Say(text.OrdersEnded)}},
	})}
	items := p.shown()
	if len(p.credit) > 0 {
		out = append(out, app.Div().Class("flow-narrow").Body(&credit.Owed{T: t, Call: &p.call, Run: p.life.Run(), Chain: p.info.Data.Chain, Credit: p.credit, OnDone: p.readCredit}))
	}
	switch {
	case p.list.Status == state.Failed && len(p.list.Data.Items) == 0:
		f := t.Fault(p.list.Err)
		return append(out, part.Failure(f.What, f.Do, &part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "retry", OnClick: p.retry}))
	case p.list.Waiting() && len(p.list.Data.Items) == 0:
		return append(out, app.P().Class("muted small").Role("status").Text(t.Say(text.OrdersLoading)), part.SkeletonCards(2))
	case len(items) == 0 && len(p.list.Data.Items) > 0:
		return append(out, p.renderFind(t), part.Empty(t.Say(text.OrdersNoneFit), t.Say(text.OrdersNoneDo)))
	case len(items) == 0 && p.which == past:
		return append(out, part.Empty(t.Say(text.NoEndedTitle), t.Say(text.NoEndedText)))
	case len(items) == 0:
		return append(out, part.Empty(t.Say(text.NoOrdersTitle), t.Say(text.NoOrdersText),
			&part.Button{Label: t.Say(text.RentCompute), Kind: part.Primary, Href: "/rent", Test: "rent"}))
	}
	if p.list.Status == state.Failed {
		out = append(out, part.Note(part.Waiting, t.Fault(p.list.Err).What, app.P().Class("small").Text(t.Say(text.ShownIsOld))))
	}
	out = append(out, p.renderFind(t))
	if p.wide {
		out = append(out, p.table(t, items))
	} else {
		var cards []app.UI
		for _, o := range items {
			cards = append(cards, p.card(t, o))
		}
		out = append(out, app.Ul().Class("cards").DataSet("test", "order-list").Body(cards...))
	}
	if p.search != "" && p.list.Data.Next != "" && len(p.list.Data.Items) >= searched {
		out = append(out, app.P().Class("small muted").Text(t.Say(text.OrdersFindOnly, len(p.list.Data.Items))))
	}
	if p.list.Data.Next != "" && p.search == "" {
		label := t.Say(text.OrdersMore)
		if p.more {
			label = t.Say(text.OrdersLoading)
		}
		out = append(out, app.Div().Class("row").Body(&part.Button{Label: label, Busy: p.more, Test: "show-more", OnClick: p.loadMore}))
	}
	label := t.Say(text.ReceiptAll)
	if p.saving {
		label = t.Say(text.ReceiptBusy)
	}
	return append(out, app.Div().Class("stack-tight").Body(part.Trouble(t, p.failed),
		app.Div().Class("row").Body(&part.Button{Label: label, Glyph: part.GlyphDownload, Busy: p.saving || p.info.Data.Chain.ID == 0, Test: "orders-csv", OnClick: p.saveAll})))
}

// renderFind is the field in which orders are searched for.
func (p *Page) renderFind(t text.T) app.UI {
	return app.Div().Class("narrow").Body(&part.Field{
		ID: "orders-find", Label: t.Say(text.OrdersFind), Type: "search", Value: p.search, Max: 120, Help: t.Say(text.OrderOnlyHere), Test: "orders-find", OnInput: p.find,
	})
}

// token is that which an order is paid in.
func (p *Page) token(o wire.OrderView) wire.Token { return p.info.Data.Chain.TokenOf(o.Token) }
