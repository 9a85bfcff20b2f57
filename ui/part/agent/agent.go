// Package agent is what the platform's agent may do for a user who is away, as the chain has it, the sheet in which that is
// allowed or taken back, and what the user wants of it for one order.
package agent

import (
	"context"
	"sync"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// Entry is what is known and entered. The page keeps it, since the panel's place may be made anew.
type Entry struct {
	about about // that facts are of
	facts state.Of[facts]
	run   life.Run // that they are read in
	sheet sheet
	care  *wire.Care // newer than the order's; nil: none
	wish  bool       // is being sent
	err   error      // of the wish
}

// about is whose mandate is shown, and in which token.
type about struct {
	user, agent, token eth.Address
}

// facts are what the chain says of a mandate.
type facts struct {
	until   time.Time // zero: there never was one, or it was taken back
	budget  amount.Amount
	allowed amount.Amount // that the market may take
	have    amount.Amount
}

// on reports whether the agent may act.
func (f facts) on(now time.Time) bool { return now.Before(f.until) }

func readFacts(ctx context.Context, c api.Chain, a about) (f facts, err error) {
	errs := make([]error, 4)
	var wg sync.WaitGroup
	wg.Go(func() { f.until, errs[0] = c.AgentUntil(ctx, a.user, a.agent) })
	wg.Go(func() { f.budget, errs[1] = c.AgentBudget(ctx, a.user, a.agent, a.token) })
	wg.Go(func() { f.allowed, errs[2] = c.Allowance(ctx, a.token, a.user, c.Market) })
	wg.Go(func() { f.have, errs[3] = c.Balance(ctx, a.token, a.user) })
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return facts{}, err
		}
	}
	return f, nil
}

// Shown reports whether the sheet is open.
func (e *Entry) Shown() bool { return e.sheet.open }

// Panel is what the agent may do, and the ways to change that. It is for who the platform has an agent for.
type Panel struct {
	app.Compo

	T     text.T
	Entry *Entry
	Run   life.Run // that it is shown in
	Info  wire.Info
	User  eth.Address
	Order *wire.OrderView // one of the user's that lives; nil: it is about all of them
}

// OnMount implements app.Mounter.
func (c *Panel) OnMount(app.Context) { c.open() }

// OnUpdate implements app.Updater.
func (c *Panel) OnUpdate(app.Context) { c.open() }

// open reads the chain for what is shown, unless that was done.
func (c *Panel) open() {
	a := about{c.User, c.Info.Agent, c.token().Address}
	if a.user.IsZero() || a.agent.IsZero() || !c.Run.On() {
		return
	}
	if c.Entry.about == a {
		if c.Entry.facts.Status == state.Loading && !c.Entry.run.On() {
			c.read() // the page began anew before they came
		}
		return
	}
	*c.Entry = Entry{about: a, sheet: c.Entry.sheet}
	c.read()
}

func (c *Panel) read() {
	e, run, a, chain := c.Entry, c.Run, c.Entry.about, api.Chain{Chain: c.Info.Chain}
	if e.facts.Status == state.Idle {
		e.facts.Status = state.Loading
	}
	e.run = run
	run.Go(func() {
		f, err := readFacts(run, chain, a)
		run.Do(func(app.Context) {
			if e.about == a {
				e.facts = state.Came(f, err)
			}
		})
	})
}

// token is that in which the agent's sum is shown: the order's, or the one that was chosen.
func (c *Panel) token() wire.Token {
	switch {
	case c.Order != nil:
		return c.Info.Chain.TokenOf(c.Order.Token)
	case !c.Entry.sheet.token.IsZero():
		return c.Info.Chain.TokenOf(c.Entry.sheet.token)
	}
	return c.Info.Chain.Default()
}

// order is the order that it is about; a zero one: none.
func (c *Panel) order() (o order.Order) {
	if c.Order != nil {
		o = c.Order.Order
	}
	return o
}

func (c *Panel) retry(app.Context, app.Event) {
	c.Entry.facts.Status = state.Idle
	c.read()
}

// Render implements app.Composer.
func (c *Panel) Render() app.UI {
	t, e := c.T, c.Entry
	body := []app.UI{app.H2().Text(t.Say(text.AgentTitle))}
	f, now := e.facts.Data, time.Now()
	switch {
	case e.facts.Status == state.Failed:
		body = append(body, app.P().Class("muted").Text(t.Say(text.AgentUnread)),
			part.Trouble(t, e.facts.Err, &part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "agent-retry", OnClick: c.retry}))
	case e.facts.Waiting():
		body = append(body, part.Wait(t.Say(text.AgentRead)))
	case !f.on(now):
		words := t.Say(text.AgentNone)
		if !f.until.IsZero() {
			words = t.Say(text.AgentWas, t.Date(f.until))
		}
		body = append(body, app.P().Class("muted").DataSet("test", "agent-none").Text(words),
			app.Div().Body(&part.Button{Label: t.Say(text.AgentName), Test: "agent-open", OnClick: c.openSheet}))
	default:
		body = append(body, c.named(f)...)
	}
	on := "no"
	if f.on(now) {
		on = "yes"
	}
	return app.Section().Class("panel").DataSet("test", "agent").DataSet("named", on).Body(append(body, c.renderSheet())...)
}

// named is what an agent that may act does.
func (c *Panel) named(f facts) []app.UI {
	t, token := c.T, c.token()
	budget := t.Say(text.AgentBudgetNo)
	if !f.budget.IsZero() {
		budget = t.Named(f.budget, token)
	}
	body := []app.UI{
		app.P().Class("muted").Text(t.Say(text.AgentIs, c.Info.Name, t.Date(f.until))),
		part.Facts(
			part.Fact(t.Say(text.AgentMayUntil), app.Span().Class("num").DataSet("test", "agent-until").Text(t.Date(f.until))),
			part.Fact(t.Say(text.AgentBudget), app.Span().DataSet("test", "agent-budget").Text(budget)),
		),
	}
	for _, w := range wants(t, token, f) {
		body = append(body, app.P().Class("field-error").DataSet("test", "agent-want").Text(w))
	}
	if c.Order != nil {
		body = append(body, c.renderCare()...)
	}
	return append(body, app.Div().Class("row").Body(
		&part.Button{Label: t.Say(text.AgentChange), Test: "agent-open", OnClick: c.openSheet},
		&part.Button{Kind: part.Quiet, Label: t.Say(text.AgentTake), Test: "agent-take", Busy: c.Entry.sheet.busy() && !c.Entry.sheet.open, OnClick: c.take},
	), c.progress())
}

// wants are what is in the way of what the agent may spend.
func wants(t text.T, token wire.Token, f facts) (all []string) {
	if f.budget.IsZero() {
		return nil
	}
	if f.allowed.Cmp(f.budget) < 0 {
		all = append(all, t.Say(text.AgentAllowed, t.Named(f.allowed, token)))
	}
	if f.have.Cmp(f.budget) < 0 {
		all = append(all, t.Say(text.AgentPoor, t.Named(f.have, token)))
	}
	return all
}
