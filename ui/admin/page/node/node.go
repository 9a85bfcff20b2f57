// Package node is the page of a node's entry in the registry: what is there beside what the gateway measured, and the forms by
// which the node's wallet changes it.
package node

import (
	"context"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/registry"
	"berth/shared/wire"
	"berth/ui/admin/ask"
	"berth/ui/admin/view"
	"berth/ui/api"
	"berth/ui/js"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/part/nodeform"
	"berth/ui/state"
	"berth/ui/text"
	"berth/ui/trust"
)

const lookEvery = 5 * time.Second

// Page is the node's entry in the registry.
type Page struct {
	app.Compo

	T text.T

	visit  view.Visit
	site   view.Source[wire.AdminSite]
	node   view.Source[wire.AdminNode]
	wallet state.Of[state.Connection]
	joined view.Act
}

// OnMount implements app.Mounter.
func (p *Page) OnMount(ctx app.Context) {
	state.Wallet.Observe(ctx, &p.wallet)
	p.visit.Begin(ctx, func(run life.Run) {
		p.site.Start(run, 0, ask.Site, nil)
		p.node.Start(run, lookEvery, ask.Node, nil)
	})
}

// OnDismount implements app.Dismounter.
func (p *Page) OnDismount() { p.visit.End() }

// connect has the wallet let the page read the chain through it.
func (p *Page) connect(app.Context, app.Event) {
	own := p.visit.Run().Own()
	p.joined.Do(p.visit.Run(), "connect", func(context.Context) error {
		_, err := state.NeedSigner(own)
		return err
	}, func(app.Context) {})
}

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t := p.T
	return p.visit.Page(t, text.AdminNavNode, text.AdminNodeLead, func() []app.UI {
		return p.node.Show(t, text.AdminAsking, func(n wire.AdminNode) []app.UI {
			return append([]app.UI{p.entry(n)}, p.forms(n)...)
		})
	})
}

// entry is what is on chain, beside what the gateway would write.
func (p *Page) entry(n wire.AdminNode) app.UI {
	t, e, s := p.T, n.Entry, n.Suggested
	s.Total.TrafficMiB = e.Total.TrafficMiB // nobody measures what a line can carry
	body := []app.UI{app.Div().Class("panel-head").Body(app.H2().Text(t.Say(text.AdminNodeTitle)), p.badge(n))}
	if n.Seen == 0 {
		return app.Section().Class("panel").Body(append(body, app.P().Class("muted").Text(t.Say(text.AdminNodeUnseen)))...)
	}
	if len(n.Differs) > 0 {
		var names []string
		for _, f := range n.Differs {
			names = append(names, t.EntryField(f))
		}
		body = append(body, app.Div().DataSet("test", "entry-differs").Body(part.Note(part.Waiting, t.Say(text.AdminNodeDiffers, strings.Join(names, ", ")))))
	}
	differs := func(field string) bool {
		for _, f := range n.Differs {
			if f == field {
				return true
			}
		}
		return false
	}
	line := func(field, is, ours string) app.UI {
		value := []app.UI{app.Span().Class("num break").Text(is)}
		if ours != "" && (ours != is || differs(field)) {
			value = append(value, app.P().Class("small muted break").Text(t.Say(text.AdminNodeOurs, ours)))
		}
		return part.Fact(t.EntryField(field), app.Div().DataSet("test", "entry-is-"+field).Body(value...))
	}
	native := p.visit.Chain().Native
	lines := []app.UI{
		line("operator", e.Operator.String(), s.Operator.String()), line("endpoint", e.Endpoint, s.Endpoint),
		line("total", t.Resources(e.Total), t.Resources(s.Total)), line("minStake", t.Exact(e.MinStake, native), t.Exact(s.MinStake, native)),
	}
	if about, ok := registry.ReadAbout(e.MetadataURI); ok {
		lines = append(lines, part.Fact(t.EntryField("metadataURI"), app.Span().Text(strings.Join(words(about.Name, about.Region, about.Description), " · "))))
	} else if e.MetadataURI != "" {
		lines = append(lines, line("metadataURI", e.MetadataURI, ""))
	}
	if !e.RegisteredAt.IsZero() {
		lines = append(lines, part.Fact(t.Say(text.AdminNodeSince), app.Span().Text(t.Date(e.RegisteredAt))))
	}
	lines = append(lines,
		part.Fact(t.Say(text.AdminNodeLive), app.Span().Class("num").Text(e.Live)), part.Fact(t.Say(text.AdminNodeEpoch), app.Span().Class("num").Text(e.Epoch)),
		part.Fact(t.Say(text.AdminGasLeft), app.Span().Class("num").Text(text.Coin(n.Balance))),
		part.Fact(t.Say(text.AdminNodeSeen), app.Span().Class("num").Text(t.Say(text.AdminNodeBlock, n.Seen))),
	)
	terms := app.P().Class("small muted").Body(app.Text(t.Say(text.AdminNodeTerms)+" "), part.Link("/admin/prices").DataSet("test", "entry-terms").Text(t.Say(text.AdminNavPrices)))
	return app.Section().Class("panel").DataSet("test", "entry").Body(append(body, part.Facts(lines...), terms)...)
}

func words(all ...string) (out []string) {
	for _, w := range all {
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}

func (p *Page) badge(n wire.AdminNode) app.UI {
	t := p.T
	switch {
	case n.Seen == 0:
		return nil
	case !n.Registered:
		return part.Badge(part.Bad, t.Say(text.AdminNodeNot))
	case n.Entry.Paused:
		return part.Badge(part.Waiting, t.Say(text.Paused))
	}
	return part.Badge(part.Running, t.Say(text.AdminNodeIn))
}

// forms are those that the node's wallet signs; whoever is another sees why there are none.
func (p *Page) forms(n wire.AdminNode) []app.UI {
	t := p.T
	switch {
	case p.site.Status != state.Ready || n.Seen == 0:
		return nil
	case p.visit.Who().Address != p.site.Data.Node:
		return []app.UI{part.Note(part.Neutral, t.Say(text.AdminNodeOwnerTitle), app.P().Class("small").Text(t.Say(text.AdminNodeOwner, p.site.Data.Node.Short())))}
	case p.wallet.Status != state.Ready:
		return []app.UI{app.Section().Class("panel").Body(
			app.H2().Text(t.Say(text.AdminNodeChange)), app.P().Class("muted").Text(t.Say(text.AdminNodeConnect)), p.joined.Render(t, "connect"),
			app.Div().Body(&part.Button{
				Label: t.Say(text.AdminNodeConnectDo), Kind: part.Primary, Glyph: part.GlyphWallet, Busy: p.joined.Doing("connect"), Test: "connect", OnClick: p.connect,
			}),
		)}
	}
	h := p.host(n)
	return []app.UI{&nodeform.Form{T: t, Host: h, Measured: p.measured(n)}, &nodeform.Deeds{T: t, Host: h}}
}

func (p *Page) host(n wire.AdminNode) nodeform.Host {
	e, chain, node, via := n.Entry, p.visit.Chain(), p.site.Data.Node, p.wallet.Data.Provider
	_, home := js.Origin()
	return nodeform.Host{
		Chain: chain, Via: via, Node: node, Home: home, Signer: state.NeedSigner,
		Entry: registry.Entry{
			Operator: e.Operator, Total: e.Total, Reserved: e.Reserved, MinStake: e.MinStake, Endpoint: e.Endpoint, Metadata: e.MetadataURI,
			Paused: e.Paused, Epoch: e.Epoch, Live: e.Live, RegisteredAt: e.RegisteredAt,
		},
		Check: func(ctx context.Context, now registry.Entry) error { return trust.Card(ctx, chain, node, now) },
		Done:  func(app.Context, api.Receipt, registry.Entry) { p.node.Load(false) },
	}
}

// measured is what the gateway would write.
func (p *Page) measured(n wire.AdminNode) nodeform.Measured {
	s := n.Suggested
	s.Total.TrafficMiB = 0 // not known
	return nodeform.Measured{Endpoint: s.Endpoint, Operator: s.Operator, Total: s.Total, About: registry.About{Name: p.site.Data.Name}}
}
