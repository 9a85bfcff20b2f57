package money

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/admin/ask"
	"berth/ui/admin/view"
	"berth/ui/part"
	"berth/ui/text"
)

// payoutEvery is how often it is asked how far a payout is.
const payoutEvery = time.Second

// sheet is the payout that is being made up.
type sheet struct {
	open bool
	what string // both, settle, withdraw
	gas  view.Source[wire.AdminGas]
	act  view.Act
}

func (s *sheet) request() wire.AdminPayoutRequest {
	return wire.AdminPayoutRequest{NoSettle: s.what == "withdraw", NoWithdraw: s.what == "settle"}
}

func running(x *wire.AdminPayout) bool { return x != nil && x.Ended.IsZero() }

func (p *Page) open(ctx app.Context, _ app.Event) {
	p.sheet = sheet{open: true}
	p.pickWhat(ctx, "both")
}

func (p *Page) close(app.Context) { p.sheet.open = false }

// pickWhat has the gas of another payout reckoned.
func (p *Page) pickWhat(_ app.Context, v string) {
	p.sheet.what = v
	r := p.sheet.request()
	p.sheet.gas.Start(p.visit.Run(), 0, func(ctx context.Context) (wire.AdminGas, error) { return ask.Estimate(ctx, r) }, nil)
}

func (p *Page) send(app.Context, app.Event) {
	t, run, r := p.T, p.visit.Run(), p.sheet.request()
	p.sheet.act.Do(run, "payout", func(ctx context.Context) error {
		_, err := ask.PayOut(ctx, r)
		return err
	}, func(ctx app.Context) {
		p.sheet.open = false
		part.Say(ctx, part.Running, t.Say(text.AdminPayBegun))
		p.money.Load(false)
		p.watch()
	})
}

// watch follows a payout until it has ended.
func (p *Page) watch() {
	run := p.visit.Run()
	run.Go(func() {
		x, err := ask.Payout(run)
		run.Do(func(app.Context) {
			if err == nil {
				p.money.Data.Payout = &x
			}
			if err == nil && !running(&x) {
				p.money.Load(false)
				p.list.Refresh()
				return
			}
			run.After(payoutEvery, func(app.Context) { p.watch() })
		})
	})
}

func (p *Page) renderSheet() app.UI {
	t, s := p.T, &p.sheet
	out := &part.Sheet{ID: "payout-sheet", T: t, Title: t.Say(text.AdminPayTitle), Open: s.open, Locked: s.act.Doing(""), Test: "payout-sheet", OnClose: p.close}
	if !s.open {
		return out
	}
	out.Content = []app.UI{
		app.P().Class("muted").Text(t.Say(text.AdminPayText)),
		&part.Choice{Name: "payout-what", Legend: t.Say(text.AdminPayWhich), Value: s.what, Test: "payout-what", OnPick: p.pickWhat, Options: []part.Option{
			{Value: "both", Label: t.Say(text.AdminPayBoth)}, {Value: "settle", Label: t.Say(text.AdminPaySettle)}, {Value: "withdraw", Label: t.Say(text.AdminPayDraw)},
		}},
	}
	out.Content = append(out.Content, s.gas.Show(t, text.AdminPayCounting, p.estimate)...)
	out.Content = append(out.Content, s.act.Render(t, "payout"))
	g := s.gas.Data
	out.Actions = []app.UI{&part.Button{
		Kind: part.Primary, Wide: true, Label: t.Say(text.AdminPayDo), Busy: s.act.Doing("payout"), Test: "payout-confirm",
		Disabled: s.gas.Waiting() || s.gas.Err != nil || len(g.Steps) == 0 || !g.Enough, OnClick: p.send,
	}}
	return out
}

// estimate is what a payout does and costs.
func (p *Page) estimate(g wire.AdminGas) []app.UI {
	t := p.T
	if len(g.Steps) == 0 {
		return []app.UI{app.P().Class("consequence").DataSet("test", "payout-nothing").Text(t.Say(text.AdminPayNothing))}
	}
	out := []app.UI{
		p.steps(g.Steps),
		app.P().Class("consequence num").DataSet("test", "payout-gas").Text(
			t.Count(text.AdminPaySteps, len(g.Steps)) + " · " + t.Say(text.AdminPayGas, text.Group(int(g.Gas)), text.Coin(g.Cost)) + " " + t.Say(text.AdminCoin)),
	}
	if !g.Enough {
		out = append(out, part.Note(part.Bad, t.Say(text.AdminPayPoor, text.Coin(g.Balance))))
	}
	if g.More > 0 {
		out = append(out, app.P().Class("small").Text(t.Count(text.AdminPayMore, g.More)))
	}
	return out
}

// payout is the one that runs, or ran last.
func (p *Page) payout(x *wire.AdminPayout) app.UI {
	if x == nil {
		return nil
	}
	t := p.T
	state := part.Badge(part.Waiting, t.Say(text.AdminPayRuns))
	title := text.AdminPayTitle
	if !running(x) {
		title = text.AdminPayLast
		state = app.Span().Class("small muted").Text(t.Say(text.AdminPayEnded, t.Date(x.Ended)))
	}
	return app.Section().Class("panel").DataSet("test", "payout-state").DataSet("running", strconv.FormatBool(running(x))).Body(
		app.Div().Class("panel-head").Body(app.H2().Text(t.Say(title)), state), p.steps(x.Steps),
	)
}

var stepStates = map[string]struct {
	tone part.Tone
	word text.Text
}{
	"waiting": {part.Neutral, text.AdminStepWaiting}, "sending": {part.Waiting, text.AdminStepSending},
	"done": {part.Running, text.AdminStepDone}, "failed": {part.Bad, text.AdminStepFailed},
}

func (p *Page) steps(all []wire.AdminStep) app.UI {
	t := p.T
	var items []app.UI
	for _, s := range all {
		var badge, trouble, tx app.UI
		if x, ok := stepStates[s.State]; ok {
			badge = part.Badge(x.tone, t.Say(x.word))
		}
		if s.Error != "" {
			trouble = app.P().Class("small break").Text(s.Error)
		}
		if s.Tx != (wire.AdminStep{}).Tx {
			tx = part.Tx(t, s.Tx, p.visit.Chain().Explorer)
		}
		items = append(items, app.Li().Class("entry").DataSet("test", "step").DataSet("state", s.State).Body(
			app.Div().Class("spread").Body(app.Span().Text(p.stepWords(s)), badge), app.Div().Class("spread small").Body(tx, trouble),
		))
	}
	return app.Ul().Class("entries").Body(items...)
}

// stepWords are what a step does, with about what it brings where that is known.
func (p *Page) stepWords(s wire.AdminStep) string {
	t := p.T
	if s.Act == "settle" {
		return t.Say(text.AdminStepSettle, s.Order)
	}
	var names []string
	for _, a := range s.Tokens {
		token := p.visit.Token(a)
		if len(s.Tokens) == 1 && !s.Amount.IsZero() {
			names = append(names, t.Named(s.Amount, token))
		} else {
			names = append(names, token.Symbol)
		}
	}
	return t.Say(text.AdminStepWithdraw, strings.Join(names, ", "))
}
