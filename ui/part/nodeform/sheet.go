package nodeform

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/fault"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/pay"
	"berth/ui/state"
	"berth/ui/text"
)

// finalAgain is how often it is looked whether a change is final.
const finalAgain = 4 * time.Second

// sheet is where a plan is looked at, signed and followed.
type sheet struct {
	app.Compo

	ID      string
	T       text.T
	Host    Host
	Plan    *plan // nil: it is closed
	OnClose func(app.Context)

	of   *plan // that the rest is about
	now  progress
	life life.Life
}

// progress is what is known of a plan, and how far it is.
type progress struct {
	fee    state.Of[amount.Amount]
	check  state.Of[bool] // what the gateway says; Ready with false: nobody is asked
	anyway bool           // the owner signs whatever it says
	stage  pay.Stage
	err    error
	tx     eth.Hash
	got    api.Receipt
	lasts  api.Lasting
}

// OnMount implements app.Mounter.
func (s *sheet) OnMount(ctx app.Context) {
	s.life.Begin(ctx)
	s.follow()
}

// OnUpdate implements app.Updater.
func (s *sheet) OnUpdate(app.Context) { s.follow() }

// OnDismount implements app.Dismounter.
func (s *sheet) OnDismount() { s.life.End() }

// follow begins with another plan: what it costs is asked, and what the gateway says of it.
func (s *sheet) follow() {
	if s.Plan == s.of {
		return
	}
	run := s.life.Renew()
	p, h := s.Plan, s.Host
	s.of, s.now = p, progress{check: state.Of[bool]{Status: state.Ready}}
	if p == nil {
		return
	}
	run.Go(func() {
		fee, err := h.chain().Fee(run, h.Node, h.Chain.Registry, p.call)
		run.Do(func(app.Context) { s.now.fee = state.Came(fee, err) })
	})
	if h.Check == nil || p.becomes.Endpoint == "" || p.becomes.Endpoint == p.was.Endpoint && p.becomes.Operator == p.was.Operator {
		return
	}
	s.now.check.Status = state.Loading
	run.Go(func() {
		limited, cancel := context.WithTimeout(run, 10*time.Second)
		defer cancel()
		err := h.Check(limited, p.becomes)
		run.Do(func(app.Context) { s.now.check = state.Came(true, err) })
	})
}

func (s *sheet) busy() bool { return s.now.stage != pay.Idle && s.now.stage != pay.Done }

func (s *sheet) close(ctx app.Context) { s.OnClose(ctx) }

func (s *sheet) agree(app.Context, app.Event) { s.now.anyway = true }

// sign has the wallet send it, and follows it until it is final.
func (s *sheet) sign(app.Context, app.Event) {
	if s.busy() || s.of == nil {
		return
	}
	run, p, h := s.life.Run(), s.of, s.Host
	s.now.err, s.now.stage, s.now.tx = nil, pay.Ready, eth.Hash{}
	d := pay.Entering{
		T: s.T, Node: h.Node, Was: p.was, Call: p.call, Signer: h.Signer,
		Stage: func(at pay.Stage) { run.Do(func(app.Context) { s.now.stage = at }) },
		Sent:  func(tx eth.Hash) { run.Do(func(app.Context) { s.now.tx = tx }) },
	}
	run.Go(func() {
		r, err := d.Do(run.Own())
		run.Do(func(ctx app.Context) {
			if s.now.stage, s.now.err = pay.Idle, err; err != nil {
				return
			}
			s.now.stage, s.now.got = pay.Done, r
			p.becomes.RegisteredAt = p.registered(time.Now())
			if h.Done != nil {
				h.Done(ctx, r, p.becomes)
			}
			run.Go(func() { s.watch(run, r) })
		})
	})
}

// watch looks whether the change is final, as long as the sheet is about it.
func (s *sheet) watch(run life.Run, r api.Receipt) {
	for {
		lasts, err := s.Host.chain().Lasts(run, r)
		if err == nil && lasts != api.Mined {
			run.Do(func(app.Context) { s.now.lasts = lasts })
			return
		}
		if life.Wait(run, finalAgain) != nil {
			return
		}
	}
}

// Render implements app.Composer.
func (s *sheet) Render() app.UI {
	out := &part.Sheet{ID: s.ID, T: s.T, Open: s.Plan != nil, Locked: s.busy(), Test: s.ID, OnClose: s.close}
	if s.Plan == nil || s.Plan != s.of {
		return out
	}
	out.Title = s.T.Say(s.of.title)
	out.Content, out.Actions = s.content(), s.actions()
	return out
}

func (s *sheet) content() []app.UI {
	t, p := s.T, s.of
	var body []app.UI
	if s.now.stage == pay.Done || !s.now.tx.IsZero() && s.now.err == nil {
		body = append(body, s.course())
	}
	body = append(body, changes(t, p, s.Host.Chain.Native))
	var then []app.UI
	for _, x := range p.then {
		then = append(then, app.Li().Text(t.Say(x)))
	}
	body = append(body, app.Ul().Class("reasons").DataSet("test", "entry-then").Body(then...))
	if s.now.stage == pay.Done {
		return body
	}
	body = append(body, part.Facts(part.Fact(t.Say(text.FeeIs), s.cost()), part.Fact(t.Say(text.CallContact), &part.Chip{T: t, Address: s.Host.Chain.Registry, Explorer: s.Host.Chain.Explorer})))
	switch c := s.now.check; {
	case c.Status == state.Loading:
		body = append(body, part.Wait(t.Say(text.CheckRuns)))
	case c.Status == state.Failed:
		f := t.Fault(c.Err)
		note := part.Note(part.Bad, t.Say(text.CheckBad), app.P().Text(f.What), app.P().Class("small").Text(f.Do),
			app.Div().Body(&part.Button{Kind: part.Quiet, Label: t.Say(text.CheckAnyway), Test: "entry-anyway", Disabled: s.now.anyway, OnClick: s.agree}))
		body = append(body, app.Div().DataSet("test", "entry-check-bad").Body(note))
	case c.Data:
		body = append(body, app.Div().DataSet("test", "entry-check-good").Body(part.Note(part.Running, t.Say(text.CheckGood))))
	}
	switch {
	case s.now.err != nil:
		body = append(body, part.Trouble(t, s.now.err))
	case !s.now.tx.IsZero(): // how far it is stands above
	case s.busy():
		words := text.PayReady
		if s.now.stage == pay.Send {
			words = text.TopUpSend
		}
		body = append(body, part.Wait(t.Say(words)))
	default:
		body = append(body, app.P().Class("small muted").Text(t.Say(text.SignOnce)))
	}
	return body
}

func (s *sheet) cost() app.UI {
	words := s.T.Say(text.FeeUnknown)
	switch s.now.fee.Status {
	case state.Ready:
		words = s.T.Amount(s.now.fee.Data, wire.Token{Symbol: s.Host.Chain.Currency, Decimals: 18})
	case state.Failed:
		if fault.Is(s.now.fee.Err, api.Reverted) {
			words = s.T.Fault(s.now.fee.Err).One()
		}
	default:
		words = "…"
	}
	return app.Span().DataSet("test", "entry-fee").Text(words)
}

// course is how far the transaction is.
func (s *sheet) course() app.UI {
	t := s.T
	sent := part.Step{Key: "sent", Name: t.Say(text.TxSent), Stage: part.Done, Detail: part.Tx(t, s.now.tx, s.Host.Chain.Explorer)}
	block := part.Step{Key: "block", Name: t.Say(text.TxBlock), Stage: part.Now}
	final := part.Step{Key: "final", Name: t.Say(text.TxFinal)}
	if s.now.stage == pay.Done {
		block.Stage, block.Note = part.Done, t.Say(text.TxBlockIs, s.now.got.Block)
		switch final.Stage, final.Note = part.Now, t.Say(text.TxFinalWait); s.now.lasts {
		case api.Final:
			final.Stage, final.Note = part.Done, ""
		case api.Gone:
			final.Stage, final.Note = part.Broken, t.Say(text.TxGone)
		}
	}
	return part.Timeline(t, time.Now(), []part.Step{sent, block, final})
}

func (s *sheet) actions() []app.UI {
	t := s.T
	if s.now.stage == pay.Done {
		return []app.UI{&part.Button{Kind: part.Primary, Wide: true, Label: t.Say(text.Close), Test: "entry-close", OnClick: func(ctx app.Context, _ app.Event) { s.close(ctx) }}}
	}
	kind := part.Primary
	if s.of.danger {
		kind = part.Danger
	}
	waits := s.now.check.Status == state.Loading || s.now.check.Status == state.Failed && !s.now.anyway
	return []app.UI{&part.Button{
		Kind: kind, Wide: true, Label: t.Say(text.SignIn), Test: "entry-sign", Busy: s.busy(), OnClick: s.sign,
		Disabled: waits || fault.Is(s.now.err, pay.SentUnknown) || fault.Is(s.now.fee.Err, api.Reverted),
	}}
}

// changes is what a plan changes, each as it was and as it will be.
func changes(t text.T, p *plan, token wire.Token) app.UI {
	var items []app.UI
	for _, c := range p.changes(t, token) {
		if c.was == "" {
			c.was = t.Say(text.ChangeNone)
		}
		if c.becomes == "" {
			c.becomes = t.Say(text.ChangeNone)
		}
		items = append(items, app.Div().Class("change").DataSet("test", "change-"+c.key).Body(
			app.Dt().Text(c.name), app.Dd().Body(
				app.Span().Class("muted break").Text(c.was), app.Span().Class("muted").Text("→"), app.Span().Class("strong break").Text(c.becomes),
			),
		))
	}
	return app.Div().Class("stack-tight").Body(app.H3().Text(t.Say(text.ChangeIs)), app.Dl().Class("changes").DataSet("test", "entry-changes").Body(items...))
}
