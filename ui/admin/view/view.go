// Package view is what the admin pages have in common: who looks at them, what they ask their gateway for again and again, and
// how they show that it loads, failed or is old.
package view

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/admin/ask"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// me is who is logged in, and as what.
const me state.Key[wire.AdminSession] = "berth.admin.me"

// Visit is a page's: who looks at it, and what it has under way for them. A page keeps it in an unexported field.
type Visit struct {
	T text.T

	session state.Of[wire.Session]
	me      state.Of[wire.AdminSession]
	info    state.Of[wire.Info]
	start   func(life.Run)
	who     eth.Address // start was called for
	life    life.Life
}

// Begin is for OnMount. start is called once it is known who is logged in and on which chain the node is, now or later; what runs
// in its run ends with that.
func (v *Visit) Begin(ctx app.Context, start func(life.Run)) {
	v.start = start
	v.life.Begin(ctx)
	state.Info.Observe(ctx, &v.info).OnChange(v.changed)
	me.Observe(ctx, &v.me)
	state.Session.Observe(ctx, &v.session).OnChange(v.changed)
	v.changed()
}

// End is for OnDismount.
func (v *Visit) End() { v.life.End() }

// Again has start called anew, for a page that stays while what it is about changes.
func (v *Visit) Again() {
	if v.who.IsZero() || v.start == nil {
		return
	}
	v.start(v.life.Renew())
}

// Moved is for OnNav of a page that stays while what it is about changes: where reads that out of the address, and start is called
// anew if it is something else than before.
func Moved[T comparable](ctx app.Context, v *Visit, what *T, where func(app.Context)) {
	if was := *what; app.IsClient {
		if where(ctx); *what != was {
			v.Again()
		}
	}
}

func (v *Visit) changed() {
	who := v.session.Data.Address
	if v.info.Data.Chain.ID == 0 {
		who = eth.Address{} // amounts could not be read
	}
	if v.who == who {
		return
	}
	v.who = who
	run := v.life.Renew()
	if who.IsZero() {
		me.Put(run.Own(), wire.AdminSession{})
		return
	}
	if v.me.Data.Address != v.who {
		me.Load(run.Own(), ask.Session)
	}
	v.start(run)
}

// Run is what is under way for who looks at the page.
func (v *Visit) Run() life.Run { return v.life.Run() }

// Who is logged in, and as what.
func (v *Visit) Who() wire.AdminSession { return v.me.Data }

// May reports whether who looks at the page may change anything.
func (v *Visit) May() bool { return v.me.Data.Role.MayChange() }

// Chain is the one that the node is on.
func (v *Visit) Chain() wire.Chain { return v.info.Data.Chain }

// Info is what the gateway says of itself to anybody.
func (v *Visit) Info() wire.Info { return v.info.Data }

// Token is that with an address.
func (v *Visit) Token(a eth.Address) wire.Token { return v.info.Data.Chain.TokenOf(a) }

func (v *Visit) logIn(ctx app.Context, _ app.Event) { part.AskLogin(ctx) }
func (v *Visit) again(ctx app.Context, _ app.Event) {
	state.LoadInfo(v.life.Own())
	state.LoadSession(v.life.Own())
}

// Page is a page around its content, or the way to log in.
func (v *Visit) Page(t text.T, title, lead text.Text, content func() []app.UI) app.UI {
	v.T = t
	return app.Div().Class("page").Body(
		app.Header().Class("page-head").Body(app.H1().Text(t.Say(title)), app.P().Class("lead").Text(t.Say(lead))),
		app.Div().Class("stack").Body(v.Let(t, content)...),
	)
}

// Let is what is for who is logged in only; else the way to log in.
func (v *Visit) Let(t text.T, content func() []app.UI) []app.UI {
	v.T = t
	switch known := v.info.Data.Chain.ID != 0; {
	case !known && v.info.Status == state.Failed:
		return []app.UI{part.Broke(t, v.info.Err, Retry(t, v.again))}
	case v.session.Data.Address.IsZero() && v.session.Status == state.Failed:
		return []app.UI{part.Broke(t, v.session.Err, Retry(t, v.again))}
	case !known, v.session.Data.Address.IsZero() && v.session.Waiting():
		return Bones(t, text.AdminAsking)
	case v.session.Data.Address.IsZero():
		return []app.UI{part.Empty(t.Say(text.AdminLogInTitle, v.info.Data.Name), t.Say(text.AdminLogInText),
			&part.Button{Label: t.Say(text.LogIn), Kind: part.Primary, Glyph: part.GlyphWallet, Test: "admin-login", OnClick: v.logIn})}
	}
	out := content()
	if v.me.Data.Role != "" && !v.May() {
		note := part.Note(part.Neutral, t.Say(text.AdminViewerTitle), app.P().Class("small").Text(t.Say(text.AdminViewerText)))
		out = append([]app.UI{app.Div().DataSet("test", "viewer").Body(note)}, out...)
	}
	return out
}

// roles are what somebody may do.
var roles = map[wire.AdminRole]text.Text{wire.AdminOwner: text.AdminOwner, wire.AdminOperator: text.AdminOperator, wire.AdminViewer: text.AdminViewer}

// Role is what somebody may do, in a word; empty: it is not known.
func Role(t text.T, r wire.AdminRole) string {
	if x, ok := roles[r]; ok {
		return t.Say(x)
	}
	return string(r)
}

// Stamp is when something was, in small words.
func Stamp(at time.Time, words string) app.UI {
	return app.Time().Class("small muted num").DateTime(at.UTC().Format(time.RFC3339)).Text(words)
}

// Bones are what stands where something is being loaded.
func Bones(t text.T, words text.Text) []app.UI {
	return []app.UI{app.P().Class("muted small").Role("status").Text(t.Say(words)), app.Section().Class("panel").Body(part.Skeleton(6))}
}

// Retry is a button that tries again.
func Retry(t text.T, f app.EventHandler) app.UI {
	return &part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "retry", OnClick: f}
}

// Source is something that a page asks for, once or again and again. It is for the UI goroutine only.
type Source[T any] struct {
	state.Listed[T]

	run life.Run
	ask func(context.Context) (T, error)
	got func(T)
}

// Start asks for it now and then every so often (0: no more). got, which may be nil, hears of each answer.
func (s *Source[T]) Start(run life.Run, every time.Duration, ask func(context.Context) (T, error), got func(T)) {
	*s = Source[T]{run: run, ask: ask, got: got}
	s.Load(true)
	if every > 0 {
		run.Every(every, func(app.Context) { s.Load(false) })
	}
}

// Load asks for it; after a failure that is shown as loading only where the user asked.
func (s *Source[T]) Load(asked bool) {
	if !s.run.On() || s.Asking {
		return
	}
	s.Begin(asked)
	run, ask := s.run, s.ask
	run.Go(func() {
		v, err := ask(run)
		run.Do(func(ctx app.Context) {
			if err != nil && state.SessionLost(ctx, err) {
				return
			}
			if s.Came(v, err); err == nil && s.got != nil {
				s.got(v)
			}
		})
	})
}

// Again is Load for a button.
func (s *Source[T]) Again(app.Context, app.Event) { s.Load(true) }

// Show is what there is: the content, with a note above where it is old; else that it loads, or failed.
func (s *Source[T]) Show(t text.T, loading text.Text, content func(T) []app.UI) []app.UI {
	switch {
	case s.Status == state.Failed:
		return []app.UI{part.Broke(t, s.Err, Retry(t, s.Again))}
	case s.Status != state.Ready:
		return Bones(t, loading)
	}
	// Its place is there before it is, so that nothing below is built anew when it comes: what is being written would go.
	place := app.Div().Class("place").Role("status")
	if s.Stale != nil {
		words := app.P().Class("small").Body(app.Text(t.Say(text.ShownIsOld)+t.Space()), part.Ago(t, s.At))
		place = place.DataSet("test", "stale").Body(part.Note(part.Waiting, t.Fault(s.Stale).What, words))
	}
	return append([]app.UI{place}, content(s.Data)...)
}
