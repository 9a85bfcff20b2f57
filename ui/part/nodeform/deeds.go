package nodeform

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/ui/part"
	"berth/ui/text"
)

// Deeds are what a node's wallet can do besides writing its entry: pause and open, name another operator key, void all
// quotes, and leave. It shows nothing of a node that is not registered.
type Deeds struct {
	app.Compo

	T    text.T
	Host Host

	typed string // the new operator key
	plan  *plan
}

func (d *Deeds) close(ctx app.Context) {
	d.plan = nil
	d.Host.hold(ctx, false)
}

// does begins one of them.
func (d *Deeds) does(p func() *plan) app.EventHandler {
	return func(ctx app.Context, _ app.Event) {
		d.plan = p()
		d.Host.hold(ctx, true)
	}
}

// operator is what is entered; wrong: what is wrong with it.
func (d *Deeds) operator() (a eth.Address, wrong string) {
	a, err := address(d.typed)
	switch {
	case err != nil:
		wrong = d.T.Say(text.EntryIsAddress)
	case a == d.Host.Node:
		wrong = d.T.Say(text.EntryIsItself)
	}
	return a, wrong
}

// Render implements app.Composer.
func (d *Deeds) Render() app.UI {
	t, is := d.T, d.Host.Entry
	if !is.Registered() && d.plan != nil {
		is = d.plan.was // it has just left, and that is being looked at
	}
	if !is.Registered() {
		return app.Div()
	}
	deed := func(words string, body ...app.UI) app.UI {
		return app.Div().Class("deed stack-tight").Body(append([]app.UI{app.P().Class("small muted").Text(words)}, body...)...)
	}
	button := func(label text.Text, kind part.Kind, test string, off bool, p func() *plan) app.UI {
		return app.Div().Body(&part.Button{Label: t.Say(label), Kind: kind, Test: test, Disabled: off, OnClick: d.does(p)})
	}
	pause, words := text.DeedPause, text.PauseText
	if is.Paused {
		pause, words = text.DeedOpen, text.OpenText
	}
	operator, wrong := d.operator()
	leave := t.Say(text.LeaveText)
	if is.Live > 0 {
		leave = t.Count(text.LeaveLive, int(is.Live))
	}
	return app.Section().Class("panel").DataSet("test", "node-deeds").Body(
		app.H2().Text(t.Say(text.DeedsTitle)),
		app.Div().Class("stack").Body(
			deed(t.Say(words), button(pause, part.Plain, "deed-pause", false, func() *plan { return toPause(is) })),
			deed(t.Say(text.KeyText),
				&part.Field{
					ID: "deed-operator", Label: t.Say(text.EntryOperator), Value: d.typed, Placeholder: is.Operator.String(), Help: t.Say(text.NoKeyText), Error: wrong, Max: 42, Test: "deed-key",
					OnInput: func(_ app.Context, v string) { d.typed = v },
				},
				button(text.DeedOperator, part.Plain, "deed-operator", wrong != "" || operator == is.Operator, func() *plan { return toName(is, operator) }),
			),
			deed(t.Say(text.VoidText), button(text.DeedVoid, part.Plain, "deed-void", false, func() *plan { return toVoid(is) })),
			deed(leave, button(text.DeedLeave, part.Danger, "deed-leave", is.Live > 0, func() *plan { return toLeave(is) })),
		),
		&sheet{ID: "deed-sheet", T: t, Host: d.Host, Plan: d.plan, OnClose: d.close},
	)
}
