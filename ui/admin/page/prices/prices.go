// Package prices is the page of what a node asks for and whom it serves: a form, what a change would do to the last offers, and
// what was saved before.
package prices

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/admin/ask"
	"berth/ui/admin/view"
	"berth/ui/fault"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/text"
)

const (
	lookEvery = 10 * time.Second
	settles   = 600 * time.Millisecond // after the last change, until it is tried
	maxNote   = 200
)

// Page is what the node asks for and whom it serves.
type Page struct {
	app.Compo

	T text.T

	visit    view.Visit
	policy   view.Source[wire.AdminPolicy]
	node     view.Source[wire.AdminOverview]
	offers   view.Source[wire.AdminPreview]
	market   view.Source[wire.AdminMarket]
	token    eth.Address // of which market shows the place; zero: the first
	versions view.List[wire.AdminVersion]
	blocked  blockedUsers

	draft   draft
	was     draft // the draft before anything was entered
	ready   bool  // both are there
	edits   int
	check   view.Source[wire.AdminCheck]
	checked int // edits that check is about
	sheet   struct {
		open bool
		note string
	}
	act     view.Act
	allSeen bool // all offers are shown
}

// OnMount implements app.Mounter.
func (p *Page) OnMount(ctx app.Context) {
	p.visit.Begin(ctx, func(run life.Run) {
		p.ready, p.sheet.open, p.act = false, false, view.Act{}
		p.policy.Start(run, lookEvery, ask.Policy, p.came)
		p.node.Start(run, lookEvery, ask.Overview, nil)
		p.offers.Start(run, lookEvery, ask.Offers, nil)
		p.market.Start(run, marketEvery, ask.Market, nil)
		p.versions.Start(run, 0, func(ctx context.Context, last wire.AdminVersion) (view.Batch[wire.AdminVersion], error) {
			l, err := ask.Versions(ctx, last.Version)
			return view.Batch[wire.AdminVersion]{Items: l.Versions, More: l.More}, err
		})
		p.blocked.start(run)
	})
}

// OnDismount implements app.Dismounter.
func (p *Page) OnDismount() { p.visit.End() }

// came takes a policy into the form, unless something was entered meanwhile.
func (p *Page) came(now wire.AdminPolicy) {
	if p.ready && (p.dirty() || now.Version == p.draft.base.Version) {
		return
	}
	p.reset(now)
}

func (p *Page) reset(now wire.AdminPolicy) {
	p.was = draftOf(now, p.visit.Chain())
	p.draft, p.ready = p.was.clone(), true
	p.edits, p.checked = 0, 0
}

func (p *Page) dirty() bool { return p.ready && p.draft.changed(&p.was) }

// rebase takes the newest policy under what was entered.
func (p *Page) rebase(app.Context, app.Event) {
	mine, old := p.draft.clone(), p.was.clone()
	p.was = draftOf(p.policy.Data, p.visit.Chain())
	next, chain := p.was.clone(), p.visit.Chain()
	settings, _ := mine.settings(chain, p.policy.Data.Limits)
	for _, f := range all {
		if !mine.differs(&old, f) {
			continue
		}
		next.own[f] = mine.own[f]
		if mine.own[f] {
			next.take(f, settings, chain)
		} else {
			next.take(f, p.policy.Data.Flags, chain)
		}
	}
	p.draft, p.act = next, view.Act{}
	p.edited(f0)
}

// f0 stands for no certain setting.
const f0 = ""

// edited notes that a setting was changed by hand, and has the change tried once nothing more is entered.
func (p *Page) edited(field string) {
	if field != f0 {
		p.draft.own[field] = true
	}
	p.act.Forget()
	p.edits++
	edit, run := p.edits, p.visit.Run()
	run.After(settles, func(app.Context) {
		if edit == p.edits {
			p.try()
		}
	})
}

// try has the gateway say what would come of the change.
func (p *Page) try() {
	s, bad := p.draft.settings(p.visit.Chain(), p.draft.base.Limits)
	if len(bad) > 0 || !p.dirty() {
		return
	}
	p.checked = p.edits
	p.check.Start(p.visit.Run(), 0, func(ctx context.Context) (wire.AdminCheck, error) {
		return ask.Check(ctx, wire.AdminChange{Settings: s})
	}, nil)
}

// config takes the configuration's value of a setting.
func (p *Page) config(field string) {
	p.draft.take(field, p.draft.base.Flags, p.visit.Chain())
	p.draft.own[field] = false
	p.edited(f0)
}

func (p *Page) discard(app.Context, app.Event) { p.reset(p.policy.Data) }

func (p *Page) review(app.Context, app.Event) {
	p.sheet.open, p.act = true, view.Act{}
	if p.checked != p.edits || p.check.Err != nil {
		p.edits++ // the delayed one is not needed any more
		p.try()
	}
}

func (p *Page) close(app.Context) { p.sheet.open = false }

func (p *Page) save(app.Context, app.Event) {
	t, run, version, note := p.T, p.visit.Run(), p.draft.base.Version, p.sheet.note
	s, bad := p.draft.settings(p.visit.Chain(), p.draft.base.Limits)
	if len(bad) > 0 {
		return
	}
	var now wire.AdminPolicy
	p.act.Do(run, "save", func(ctx context.Context) (err error) {
		now, err = ask.Save(ctx, wire.AdminChange{Settings: s, Note: note}, version)
		if fault.Is(err, problem.ChangedMeanwhile) {
			run.Do(func(app.Context) { p.policy.Load(false) })
		}
		return err
	}, func(ctx app.Context) {
		p.sheet.open, p.sheet.note = false, ""
		p.policy.Came(now, nil)
		p.reset(now)
		part.Say(ctx, part.Running, t.Say(text.AdminSaved, now.Version))
		p.versions.Refresh()
		p.node.Load(false)
		p.offers.Load(false)
		p.market.Load(false)
	})
}

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t := p.T
	return p.visit.Page(t, text.AdminNavPrices, text.AdminPricesLead, func() []app.UI {
		return append(p.policy.Show(t, text.AdminAsking, func(wire.AdminPolicy) []app.UI {
			return []app.UI{p.conflict(), app.Div().Class("columns").Body(
				app.Div().Class("stack").Body(p.form(), p.wayOn()),
				app.Div().Class("stack").Body(p.renderPreview(), p.renderMarket(), p.blocked.render(t, p.visit.Run(), p.visit.May()), p.history()),
			)}
		}), p.renderSheet(), p.blocked.sheet(t, p.visit.Run()))
	})
}

// conflict is told where somebody else has saved since.
func (p *Page) conflict() app.UI {
	now, place := p.policy.Data.Version, app.Div().Class("place").Role("alert") // is there before, see view.Source.Show
	if !p.ready || now == p.draft.base.Version {
		return place
	}
	t := p.T
	return place.DataSet("test", "conflict").Body(part.Note(part.Waiting, t.Say(text.AdminConflict, now),
		app.P().Text(t.Say(text.AdminConflictText, p.draft.base.Version)),
		app.Div().Class("row").Body(&part.Button{Label: t.Say(text.AdminConflictTake), Kind: part.Primary, Test: "conflict-take", OnClick: p.rebase},
			&part.Button{Label: t.Say(text.AdminDiscard), Test: "conflict-drop", OnClick: p.discard}),
	))
}

// wayOn is the way to saving, which stays in reach on a phone.
func (p *Page) wayOn() app.UI {
	if !p.visit.May() || !p.ready {
		return nil
	}
	t := p.T
	_, bad := p.draft.settings(p.visit.Chain(), p.draft.base.Limits)
	hint, closed := "", false
	switch {
	case len(bad) > 0:
		hint, closed = t.Say(text.AdminReviewBad), true
	case !p.dirty():
		hint, closed = t.Say(text.AdminReviewNone), true
	case p.policy.Data.Version != p.draft.base.Version:
		hint, closed = t.Say(text.AdminConflict, p.policy.Data.Version), true
	}
	buttons := []app.UI{&part.Button{Label: t.Say(text.AdminReview), Kind: part.Primary, Disabled: closed, Test: "review", OnClick: p.review}}
	if p.dirty() || len(bad) > 0 {
		buttons = append(buttons, &part.Button{Label: t.Say(text.AdminDiscard), Kind: part.Quiet, Test: "discard", OnClick: p.discard})
	}
	return part.WayOn(hint, buttons...)
}

func (p *Page) renderSheet() app.UI {
	t := p.T
	s := &part.Sheet{ID: "save-sheet", T: t, Title: t.Say(text.AdminReviewTitle), Open: p.sheet.open, Locked: p.act.Doing(""), Test: "save-sheet", OnClose: p.close}
	if !s.Open {
		return s
	}
	flawed := true
	s.Content = p.check.Show(t, text.AdminChecking, func(c wire.AdminCheck) []app.UI {
		flawed = len(c.Problems) > 0
		if flawed {
			var lines []app.UI
			for _, f := range c.Problems {
				lines = append(lines, app.P().Class("small").Text(f.Field+": "+f.Remedy))
			}
			return []app.UI{app.Div().DataSet("test", "flaws").Body(part.Note(part.Bad, t.Say(text.AdminFlaws), lines...))}
		}
		return []app.UI{
			diffs(t, p.visit.Chain(), c.Diff), p.summary(c.Preview),
			&part.Field{
				ID: "save-note", Label: t.Say(text.AdminSaveNote), Value: p.sheet.note, Max: maxNote, Test: "save-note", OnInput: func(_ app.Context, v string) { p.sheet.note = v },
			},
		}
	})
	s.Content = append(s.Content, p.act.Render(t, "save"))
	s.Actions = []app.UI{&part.Button{
		Kind: part.Primary, Wide: true, Label: t.Say(text.AdminSave), Busy: p.act.Doing("save"), Test: "save",
		Disabled: flawed || fault.Is(p.act.Err(), problem.ChangedMeanwhile), OnClick: p.save,
	}}
	return s
}
