package own

import (
	"context"
	"errors"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/registry"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/js"
	"berth/ui/outside"
	"berth/ui/part"
	"berth/ui/part/nodeform"
	"berth/ui/state"
	"berth/ui/text"
	"berth/ui/trust"
)

// become is the way to a node, a panel for each step.
func (p *Page) become() []app.UI {
	out := []app.UI{app.Div().Class("columns").Body(p.needs(), p.runs())}
	switch {
	case p.who().IsZero() && p.session.Waiting():
		return append(out, part.Skeleton(4))
	case p.who().IsZero():
		return append(out, part.Empty(p.T.Say(text.AskLogin), p.T.Say(text.AskPreview),
			&part.Button{Label: p.T.Say(text.LogIn), Kind: part.Primary, Glyph: part.GlyphWallet, Test: "own-login", OnClick: p.logIn}))
	}
	return append(out, p.asks(), &nodeform.Form{T: p.T, Host: p.host(), Measured: p.asked.Data}, p.enlists())
}

// enlists is the last step: the wallet's word that lists are to show the node, which the platform is given as soon as it has read the registration.
func (p *Page) enlists() app.UI {
	t := p.T
	return app.Section().Class("panel stack-tight").DataSet("test", "own-enlists").Body(
		app.H2().Text(t.Say(text.ListingTitle)), app.P().Class("small muted").Text(t.Say(text.ListingAhead)), p.wish(), app.P().Class("small muted").Text(t.Say(text.ListingText)),
	)
}

func step(t text.T, n string, title text.Text, body ...app.UI) app.UI {
	return app.Section().Class("panel stack-tight").Body(append([]app.UI{app.H2().Text(n + " · " + t.Say(title))}, body...)...)
}

func (p *Page) needs() app.UI {
	t, c := p.T, p.info.Data.Chain
	items := []app.UI{app.Li().Text(t.Say(text.NeedHost))}
	if c.ID != 0 {
		items = append(items, app.Li().Text(t.Say(text.NeedWallet, c.Currency, c.Name)), app.Li().Text(t.Say(text.NeedCost, c.Native.Symbol, part.Bps(c.FeeBps))))
	}
	return step(t, "1", text.NeedTitle, app.Ul().Class("reasons").Body(items...))
}

// commands are what is run on the machine.
func (p *Page) commands() string {
	wallet := "0x…"
	if !p.who().IsZero() {
		wallet = p.who().String()
	}
	platform := "https://…"
	if scheme, host := js.Origin(); host != "" {
		platform = scheme + "://" + host
	}
	return "berth-gateway init --node " + wallet + " --addresses " + platform + "\nexport BERTH_CONFIG=berth-gateway.yaml\nberth-gateway doctor\nberth-gateway run"
}

func (p *Page) runs() app.UI {
	t := p.T
	var lines []app.UI
	for line := range strings.Lines(p.commands()) {
		lines = append(lines, app.Div().Text(line))
	}
	var hint app.UI
	if p.who().IsZero() {
		hint = app.P().Class("small muted").Text(t.Say(text.RunWallet))
	}
	return step(t, "2", text.RunTitle, app.P().Class("small muted").Text(t.Say(text.RunText)),
		app.Div().Class("mono small commands").DataSet("test", "own-commands").Body(lines...),
		app.Div().Body(&part.Copy{T: t, Value: p.commands(), What: t.Say(text.RunCopy), Kind: part.Quiet}), hint)
}

func (p *Page) enter(_ app.Context, v string) { p.typed, p.asked.Err = v, nil }

// ask asks the gateway that is named for its card.
func (p *Page) ask(app.Context, app.Event) {
	run, chain, who, typed := p.life.Run(), p.info.Data.Chain, p.who(), strings.TrimSpace(p.typed)
	if p.asked.Status == state.Loading {
		return
	}
	p.asked.Status, p.asked.Err = state.Loading, nil
	run.Go(func() {
		m, err := measure(run, chain, who, typed)
		run.Do(func(app.Context) {
			if err != nil {
				p.asked.Status, p.asked.Err = state.Failed, err
				return
			}
			p.asked = state.Came(m, nil)
		})
	})
}

// measure is what a gateway says of itself, if it is one for that node.
func measure(ctx context.Context, c wire.Chain, node eth.Address, at string) (m nodeform.Measured, err error) {
	e, err := endpoint.Parse(at)
	if err != nil {
		return m, problem.Field(string(registry.Endpoint), "a host, or a host and a port")
	}
	card, err := api.Card(ctx, e)
	if err != nil {
		return m, err
	}
	// Which operator key it has is for the owner to see and sign.
	if err := trust.Agrees(card, c, node, registry.Entry{Endpoint: at}, e); err != nil {
		return m, err
	}
	if m = measured(card, at); m.Total.TrafficMiB == 0 {
		m.Total.TrafficMiB = usualTraffic
	}
	return m, nil
}

// usualTraffic is what a node may begin with whose runtime knows no bound, in MiB: without any it could serve nobody.
const usualTraffic = 1 << 20

// measured is what of a card goes into an entry. Traffic without a bound is none that was measured.
func measured(card wire.Card, at string) nodeform.Measured {
	m := nodeform.Measured{
		Endpoint: at, Operator: card.Operator, Total: card.Capacity, About: registry.About{Name: outside.Text(card.Name), Region: outside.Text(card.Region)},
	}
	if m.Total.TrafficMiB >= registry.TrafficLimit {
		m.Total.TrafficMiB = 0
	}
	return m
}

// check holds an entry against its gateway.
func (p *Page) check() func(context.Context, registry.Entry) error {
	chain, who := p.info.Data.Chain, p.who()
	return func(ctx context.Context, e registry.Entry) error { return trust.Card(ctx, chain, who, e) }
}

func (p *Page) asks() app.UI {
	t := p.T
	wrong := ""
	var bad *problem.Problem
	if errors.As(p.asked.Err, &bad) && bad.Code == problem.BadField {
		wrong = t.Say(text.EntryIsForm)
	}
	label := text.AskDo
	if p.asked.Status == state.Loading {
		label = text.AskAsks
	}
	body := []app.UI{
		app.P().Class("small muted").Text(t.Say(text.AskText)),
		&part.Field{ID: "own-host", Label: t.Say(text.EntryEndpoint), Help: t.Say(text.EntryEndpointHelp), Value: p.typed, Error: wrong, Max: registry.EndpointLimit, Test: "own-host", OnInput: p.enter},
		app.Div().Body(&part.Button{Label: t.Say(label), Test: "own-ask", Busy: p.asked.Status == state.Loading, Disabled: strings.TrimSpace(p.typed) == "", OnClick: p.ask}),
	}
	switch {
	case p.asked.Status == state.Failed && wrong == "":
		body = append(body, part.Trouble(t, p.asked.Err))
	case p.asked.Status == state.Ready:
		body = append(body, app.Div().DataSet("test", "own-answers").Body(part.Note(part.Running, t.Say(text.AskGood, p.asked.Data.Endpoint))))
	}
	return step(t, "3", text.AskTitle, body...)
}
