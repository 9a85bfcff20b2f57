// Package stake is the page of the user's stake: what it is, what it earned and will, what it counts for, and the sheet in
// which it is made larger or smaller or its rewards are paid.
package stake

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// readAgain is how often the chain is read while the page is seen. Between, what is earned ticks on by reckoning.
const readAgain = 30 * time.Second

// Page is the page of the user's stake.
type Page struct {
	app.Compo

	T text.T

	info    state.Of[wire.Info]
	session state.Of[wire.Session]
	life    life.Life // each account's stake is a run of its own

	facts state.Of[facts]
	past  state.Of[past]
	holds []hold
	sheet sheet
}

// OnMount implements app.Mounter.
func (p *Page) OnMount(ctx app.Context) {
	p.life.Begin(ctx)
	was := p.info.Data.Chain.ID
	state.Info.Observe(ctx, &p.info).OnChange(func() {
		if p.info.Data.Chain.ID != was {
			was = p.info.Data.Chain.ID
			p.load()
		}
	})
	who := p.session.Data.Address
	state.Session.Observe(ctx, &p.session).OnChange(func() {
		if p.session.Data.Address != who {
			who = p.session.Data.Address
			p.load()
		}
	})
	was, who = p.info.Data.Chain.ID, p.session.Data.Address
	p.load()
}

// OnDismount implements app.Dismounter.
func (p *Page) OnDismount() { p.life.End() }

// load begins with an account's stake from nothing.
func (p *Page) load() {
	run := p.life.Renew()
	p.facts, p.past, p.holds, p.sheet = state.Of[facts]{}, state.Of[past]{}, nil, sheet{}
	if p.info.Data.Chain.Staking.IsZero() {
		return
	}
	p.read()
	p.look()
	run.Every(readAgain, func(app.Context) { p.read() })
}

func (p *Page) retry(ctx app.Context, _ app.Event) {
	if p.info.Data.Chain.ID == 0 {
		state.LoadInfo(p.life.Own())
		return
	}
	p.load()
}

func (p *Page) logIn(ctx app.Context, _ app.Event) { part.AskLogin(ctx) }

// token is what is staked.
func (p *Page) token() wire.Token { return p.info.Data.Chain.Native }

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t := p.T
	lead := t.Say(text.StakeLeadAny)
	if p.token().Symbol != "" {
		lead = t.Say(text.StakeLead, p.token().Symbol)
	}
	return app.Div().Class("page").DataSet("test", "stake").Body(
		app.Header().Class("page-head").Body(app.H1().Text(t.Say(text.NavStake)), app.P().Class("lead").Text(lead)),
		app.Div().Class("stack").Body(p.content()...),
	)
}

func (p *Page) content() []app.UI {
	t, retry := p.T, &part.Button{Label: p.T.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "retry", OnClick: p.retry}
	switch f := p.facts; {
	case p.info.Data.Chain.ID == 0 && p.info.Status == state.Failed:
		return []app.UI{part.Broke(t, p.info.Err, retry)}
	case p.info.Data.Chain.ID != 0 && p.info.Data.Chain.Staking.IsZero():
		return []app.UI{part.Empty(t.Say(text.StakeNoneTitle), t.Say(text.StakeNoneText),
			&part.Button{Label: t.Say(text.RentCompute), Kind: part.Primary, Href: "/rent", Test: "rent"})}
	case f.Status == state.Failed && f.Data.head.Number == 0:
		return []app.UI{part.Broke(t, f.Err, retry)}
	case f.Status == state.Failed:
		return append([]app.UI{part.Note(part.Waiting, t.Say(text.StakeOld), app.P().Class("small").Text(t.Fault(f.Err).One()))}, p.panels()...)
	case f.Status != state.Ready && f.Data.head.Time.IsZero():
		return []app.UI{part.Wait(t.Say(text.StakeLoading)), app.Div().Class("columns").Body(
			app.Section().Class("panel").Body(part.Skeleton(6)), app.Section().Class("panel").Body(part.Skeleton(8)))}
	}
	return p.panels()
}

func (p *Page) panels() []app.UI {
	return []app.UI{
		app.Div().Class("columns").Body(
			app.Div().Class("stack").Body(p.renderYours(), p.renderEarned(), p.renderCounts()),
			app.Div().Class("stack").Body(p.renderYield(), p.renderPace()),
		),
		p.renderSheet(),
	}
}
