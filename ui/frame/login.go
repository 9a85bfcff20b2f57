package frame

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/clip"
	"berth/shared/wire"
	"berth/ui/fault"
	"berth/ui/js"
	"berth/ui/life"
	"berth/ui/outside"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
	"berth/ui/wallet"
)

// maxName is how much of a wallet's name is shown, in bytes.
const maxName = 60

// login is the sheet in which a wallet is chosen and a login signed. The shell has the one there is.
type login struct {
	app.Compo

	T       text.T
	Words   LoginWords
	Open    bool
	OnClose func(app.Context)

	wallets state.Of[[]wallet.Provider]
	info    state.Of[wire.Info]
	uri     string // of WalletConnect, to be scanned
	asking  string // id of the wallet that is being asked
	err     error
	life    life.Life // each try is a run of its own: an answer to one that was given up is not heard
}

// OnMount implements app.Mounter.
func (l *login) OnMount(ctx app.Context) {
	l.life.Begin(ctx)
	state.Wallets.Observe(ctx, &l.wallets)
	state.Info.Observe(ctx, &l.info)
}

// OnDismount implements app.Dismounter.
func (l *login) OnDismount() { l.life.End() }

func (l *login) pick(ctx app.Context, _ app.Event) {
	if l.asking != "" {
		return
	}
	id := ctx.JSSrc().Get("dataset").Get("wallet").String()
	if id == wallet.ConnectID {
		l.far()
		return
	}
	for _, p := range l.wallets.Data {
		if p.ID == id {
			l.ask(p)
			return
		}
	}
}

func (l *login) ask(p wallet.Provider) {
	l.try(p.ID, func(life.Run) (wallet.Provider, error) { return p, nil })
}

// try logs in with a wallet that is to be found first.
func (l *login) try(id string, find func(life.Run) (wallet.Provider, error)) {
	l.asking, l.err, l.uri = id, nil, ""
	run := l.life.Renew()
	run.Go(func() {
		p, err := find(run)
		if err == nil {
			err = state.Login(run.Own(), p)
		}
		run.Do(func(ctx app.Context) {
			l.asking, l.uri = "", ""
			if err != nil {
				l.err = err
				return
			}
			part.Say(ctx, part.Running, l.T.Say(text.LoggedIn, state.Session.Get(ctx).Data.Address.Short()))
			l.close(ctx)
			// The button that opened the sheet may be gone, and the focus with it.
			part.FocusLost(ctx, "#main h1")
		})
	})
}

func (l *login) close(ctx app.Context) {
	l.life.End()
	l.asking, l.err, l.uri = "", nil, ""
	if l.OnClose != nil {
		l.OnClose(ctx)
	}
}

func (l *login) again(app.Context, app.Event) { wallet.Ask() }

// Render implements app.Composer.
func (l *login) Render() app.UI {
	return &part.Sheet{
		ID: "login", T: l.T, Title: l.T.Say(text.LoginTitle), Open: l.Open, Test: "login-sheet", OnClose: l.close, Content: l.content(),
	}
}

func (l *login) content() []app.UI {
	t := l.T
	body := []app.UI{app.P().Class("muted").Text(t.Say(l.Words.Text))}
	phone := js.Phone()
	if len(l.wallets.Data) == 0 {
		again := &part.Button{Label: t.Say(text.LookAgain), Glyph: part.GlyphRefresh, Test: "wallets-again", OnClick: l.again}
		if phone { // the way to one comes first
			body = append(body, app.Div().Class("row").Body(app.Span().Class("small").Text(t.Say(text.NoWalletPhone)), again))
		} else {
			body = append(body, part.Empty(t.Say(text.NoWalletTitle), t.Say(text.NoWalletText), again))
		}
	}
	var items []app.UI
	for _, p := range l.found() {
		sign := part.Icon(part.GlyphWallet)
		if icon := part.Picture(p.Icon, 28); icon != nil {
			sign = icon
		}
		inside := []app.UI{sign, app.Span().Class("wallet-name").Text(outside.Text(clip.Dots(p.Name, maxName)))}
		b := app.Button().Type("button").Class("wallet").DataSet("wallet", p.ID).DataSet("test", "wallet").OnClick(l.pick, app.EventScope(p.ID))
		if l.asking == p.ID {
			inside = append(inside, app.Span().Class("spin").Aria("hidden", "true"))
			b = b.Aria("busy", "true")
		} else {
			inside = append(inside, part.Icon(part.GlyphNext))
		}
		items = append(items, app.Li().Body(b.Body(inside...)))
	}
	if len(items) > 0 {
		body = append(body, app.Ul().Class("wallets").Body(items...))
	}
	status := app.Div().Role("status").Class("stack-tight")
	switch {
	case l.uri != "":
	case l.asking != "":
		status = status.Body(part.Note(part.Waiting, t.Say(text.ConfirmInWallet), app.P().Class("small muted").Text(t.Say(text.ConfirmInWalletText))))
	case l.err != nil:
		f, tone := t.Fault(l.err), part.Bad
		if fault.Is(l.err, wallet.Declined) {
			tone = part.Neutral
		}
		status = status.Body(part.Note(tone, f.What, app.P().Class("small").DataSet("test", "login-error").Text(f.Do)))
	}
	if l.uri != "" {
		body = append(body, l.scan(phone))
	}
	body = append(append(body, status), l.elsewhere(phone)...)
	return append(body, app.P().Class("small muted").Text(t.Say(l.Words.Safe)))
}
