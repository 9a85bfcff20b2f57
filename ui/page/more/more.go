// Package more is the page with the account and the wallet, the language and the theme, and what this platform is.
package more

import (
	"slices"
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/part/looks"
	"berth/ui/state"
	"berth/ui/text"
)

// Page has what does not belong to a node or an order.
type Page struct {
	app.Compo

	T text.T

	looks       looks.Panel
	installable bool
	apple       bool
	info        state.Of[wire.Info]
	session     state.Of[wire.Session]
	wallet      state.Of[state.Connection]
	life        life.Life
}

// OnMount implements app.Mounter.
func (p *Page) OnMount(ctx app.Context) {
	p.life.Begin(ctx)
	p.looks.Begin()
	state.Info.Observe(ctx, &p.info)
	state.Session.Observe(ctx, &p.session)
	state.Wallet.Observe(ctx, &p.wallet)
	p.OnAppInstallChange(ctx)
}

// OnDismount implements app.Dismounter.
func (p *Page) OnDismount() { p.life.End() }

// OnAppInstallChange implements app.AppInstaller.
func (p *Page) OnAppInstallChange(ctx app.Context) {
	p.installable, p.apple = ctx.IsAppInstallable(), ctx.IsAppleBrowser()
}

func (p *Page) logIn(ctx app.Context, _ app.Event)   { part.AskLogin(ctx) }
func (p *Page) retry(app.Context, app.Event)         { state.LoadInfo(p.life.Own()) }
func (p *Page) install(ctx app.Context, _ app.Event) { ctx.ShowAppInstallPrompt() }

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t := p.T
	return app.Div().Class("page").Body(
		app.Header().Class("page-head").Body(app.H1().Text(t.Say(text.NavMore)), app.P().Class("lead").Text(t.Say(text.MoreLead))),
		app.Div().Class("columns").Body(
			app.Div().Class("stack").Body(p.account(t), p.notices(t), p.looks.Render(t), p.app(t)),
			app.Div().Class("stack").Body(p.help(t), p.provide(t), p.platform(t)),
		),
	)
}

func (p *Page) account(t text.T) app.UI {
	body := []app.UI{app.H2().Text(t.Say(text.YourAccount))}
	who := p.session.Data.Address
	switch {
	case who.IsZero() && p.session.Waiting():
		body = append(body, part.Skeleton(5))
	case who.IsZero():
		body = append(body,
			app.P().Class("muted").Text(t.Say(text.LoginText)),
			app.Div().Body(&part.Button{Label: t.Say(text.LogIn), Kind: part.Primary, Glyph: part.GlyphWallet, Test: "more-login", OnClick: p.logIn}),
		)
	default:
		// Its money, sessions and keys have a page of their own.
		body = append(body,
			part.Facts(part.Fact(t.Say(text.Account), &part.Chip{T: t, Address: who, Explorer: p.info.Data.Chain.Explorer}), part.Fact(t.Say(text.Wallet), p.walletLine(t, who))),
			app.Div().Body(&part.Button{Label: t.Say(text.AccountSee), Href: "/account", Test: "more-account"}),
		)
	}
	return app.Section().Class("panel").Body(body...)
}

func (p *Page) walletLine(t text.T, who eth.Address) app.UI {
	c := p.wallet.Data
	switch {
	case p.wallet.Status != state.Ready:
		return part.Badge(part.Neutral, t.Say(text.WalletApart))
	case c.Account() != who:
		return part.Badge(part.Waiting, t.Say(text.WalletOther, c.Provider.Name, c.Account().Short()))
	case p.info.Status == state.Ready && c.Chain != 0 && c.Chain != p.info.Data.Chain.ID:
		return part.Badge(part.Waiting, t.Say(text.WalletChain, c.Provider.Name, c.Chain))
	}
	return part.Badge(part.Running, c.Provider.Name)
}

func (p *Page) app(t text.T) app.UI {
	if !p.installable {
		return nil
	}
	how := app.Div().Body(&part.Button{Label: t.Say(text.Install), Glyph: part.GlyphDownload, Test: "install", OnClick: p.install})
	if p.apple {
		how = app.Div().Body(app.P().Text(t.Say(text.InstallApple)))
	}
	return app.Section().Class("panel").Body(app.H2().Text(t.Say(text.InstallTitle)), app.P().Class("muted").Text(t.Say(text.InstallText)), how)
}

// notices leads to what there is to tell, and where it is sent.
func (p *Page) notices(t text.T) app.UI {
	return app.Section().Class("panel").Body(
		app.H2().Text(t.Say(text.Notices)), app.P().Class("muted").Text(t.Say(text.NoticesLead)),
		app.Div().Body(&part.Button{Label: t.Say(text.NoticesSee), Href: "/notices", Test: "more-notices"}),
	)
}

// help leads to what people ask first.
func (p *Page) help(t text.T) app.UI {
	return app.Section().Class("panel").Body(
		app.H2().Text(t.Say(text.Help)), app.P().Class("muted").Text(t.Say(text.HelpLead)),
		app.Div().Body(&part.Button{Label: t.Say(text.HelpSee), Href: "/help", Test: "more-help"}),
	)
}

// provide leads to one's own node, or to becoming one.
func (p *Page) provide(t text.T) app.UI {
	return app.Section().Class("panel").Body(
		app.H2().Text(t.Say(text.OwnTitle)), app.P().Class("muted").Text(t.Say(text.OwnBecomeLead)),
		app.Div().Body(&part.Button{Label: t.Say(text.OwnSee), Href: "/node", Test: "more-node"}),
	)
}

func (p *Page) platform(t text.T) app.UI {
	head := app.H2().Text(t.Say(text.Platform))
	switch {
	case p.info.Data.Chain.ID == 0 && p.info.Status == state.Failed:
		f := t.Fault(p.info.Err)
		return app.Section().Class("panel").Body(head, part.Failure(f.What, f.Do,
			&part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "retry", OnClick: p.retry}))
	case p.info.Data.Chain.ID == 0:
		return app.Section().Class("panel").Body(head, part.Skeleton(7))
	}
	i := p.info.Data
	chip := func(a eth.Address) app.UI { return &part.Chip{T: t, Address: a, Explorer: i.Chain.Explorer} }
	lines := []app.UI{
		part.Fact(t.Say(text.PlatformName), app.Span().Text(i.Name)),
		part.Fact(t.Say(text.Version), app.Span().Class("mono").Text(i.Version)),
		part.Fact(t.Say(text.Network), app.Span().Text(i.Chain.Name+" ("+strconv.FormatUint(i.Chain.ID, 10)+")")),
		part.Fact("RPC", app.Span().Class("mono break").Text(i.Chain.RPC)),
		part.Fact(t.Say(text.Market), chip(i.Chain.Market)),
		part.Fact(t.Say(text.Registry), chip(i.Chain.Registry)),
	}
	for _, token := range i.Chain.Tokens {
		lines = append(lines, part.Fact(t.Say(text.TokenName, token.Symbol), chip(token.Address)))
	}
	if !slices.Contains(i.Chain.Tokens, i.Chain.Native) {
		lines = append(lines, part.Fact(t.Say(text.TokenName, i.Chain.Native.Symbol), chip(i.Chain.Native.Address)))
	}
	if !i.Chain.Staking.IsZero() {
		lines = append(lines, part.Fact(t.Say(text.Staking), chip(i.Chain.Staking)))
	}
	return app.Section().Class("panel").Body(head, app.P().Class("muted").Text(t.Say(text.PlatformText)), part.Facts(lines...))
}
