// Package own is the page of one's own node: how to become one for who has none, and what comes of it for who has.
package own

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/registry"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/js"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/part/credit"
	"berth/ui/part/nodeform"
	"berth/ui/pay"
	"berth/ui/state"
	"berth/ui/text"
)

// readAgain is how often chain and platform are asked while the page is seen.
const readAgain = 15 * time.Second

// perPage is how many running orders are shown.
const perPage = 10

// Page is the page of one's own node.
type Page struct {
	app.Compo

	T text.T

	info    state.Of[wire.Info]
	session state.Of[wire.Session]
	life    life.Life // each account's node is a run of its own

	entry    state.Of[registry.Entry] // by the chain
	node     state.Of[wire.Node]      // by the platform
	business state.Of[wire.Business]
	found    state.Of[*wire.Certification] // nil: the platform certifies none
	listing  state.Of[wire.Listing]
	wants    bool  // it is to be enlisted once the platform has read its registration
	lists    bool  // its wallet's word is on its way
	refused  error // why it did not come
	orders   state.Of[wire.Page[wire.OrderView]]
	list     state.Of[[]wire.Node]
	owed     state.Of[[]wire.Money]
	held     *bool       // whether it counts as registered while its owner looks at a change; nil: as the chain has it
	token    eth.Address // that prices are compared in; zero: the default
	call     pay.Call

	typed string // the gateway's host, before it is registered
	asked state.Of[nodeform.Measured]
}

// OnMount implements app.Mounter.
func (p *Page) OnMount(ctx app.Context) {
	p.life.Begin(ctx)
	was, who := uint64(0), eth.Address{}
	changed := func() {
		if p.info.Data.Chain.ID != was || p.session.Data.Address != who {
			was, who = p.info.Data.Chain.ID, p.session.Data.Address
			p.begin()
		}
	}
	state.Info.Observe(ctx, &p.info).OnChange(changed)
	state.Session.Observe(ctx, &p.session).OnChange(changed)
	changed()
}

// OnDismount implements app.Dismounter.
func (p *Page) OnDismount() { p.life.End() }

// begin begins with an account's node from nothing.
func (p *Page) begin() {
	run := p.life.Renew()
	p.entry, p.node, p.business, p.orders = state.Of[registry.Entry]{}, state.Of[wire.Node]{}, state.Of[wire.Business]{}, state.Of[wire.Page[wire.OrderView]]{}
	p.listing, p.wants, p.lists, p.refused, p.found = state.Of[wire.Listing]{}, false, false, nil, state.Of[*wire.Certification]{}
	p.owed, p.asked, p.typed, p.held = state.Of[[]wire.Money]{}, state.Of[nodeform.Measured]{}, "", nil
	if p.who().IsZero() || p.info.Data.Chain.ID == 0 {
		return
	}
	p.read()
	run.Every(readAgain, func(app.Context) { p.read() })
}

// who is the account that is logged in.
func (p *Page) who() eth.Address { return p.session.Data.Address }

func (p *Page) logIn(ctx app.Context, _ app.Event) { part.AskLogin(ctx) }

func (p *Page) retry(app.Context, app.Event) {
	if p.info.Data.Chain.ID == 0 {
		state.LoadInfo(p.life.Own())
		return
	}
	p.begin()
}

// read asks the chain for the node's entry, and the platform for what it knows of the node if there is one.
func (p *Page) read() {
	run, chain, who := p.life.Run(), p.info.Data.Chain, p.who()
	run.Go(func() {
		entry, err := api.Chain{Chain: chain}.Entry(run, who)
		run.Do(func(app.Context) {
			if err != nil && p.entry.Status == state.Ready {
				return // what is shown is not old enough to matter
			}
			if p.entry = state.Came(entry, err); entry.Registered() {
				p.follow()
			}
		})
	})
}

// follow asks the platform.
func (p *Page) follow() {
	run, chain, who := p.life.Run(), p.info.Data.Chain, p.who()
	fetch(run, &p.node, func() (wire.Node, error) { return api.Node(run, who) })
	fetch(run, &p.business, func() (wire.Business, error) { return api.Business(run, who) })
	run.Go(func() {
		l, err := api.Listing(run, who)
		run.Do(func(ctx app.Context) {
			if err == nil || p.listing.Status != state.Ready {
				p.listing = state.Came(l, err)
			}
			if err == nil && p.wants {
				p.say(true)(ctx, app.Event{})
			}
		})
	})
	fetch(run, &p.found, func() (*wire.Certification, error) {
		c, ok, err := api.Certification(run, who)
		if !ok {
			return nil, err
		}
		return &c, err
	})
	fetch(run, &p.orders, func() (wire.Page[wire.OrderView], error) { return api.NodeOrders(run, perPage) })
	fetch(run, &p.owed, func() ([]wire.Money, error) { return credit.Read(run, chain, who, eth.Address{}) })
	fetch(run, &p.list, func() ([]wire.Node, error) {
		l, err := api.Nodes(run, wire.NodeQuery{Limit: 100})
		return l.Items, err
	})
}

// fetch has a value come; what was there stays where the new one does not.
func fetch[T any](run life.Run, to *state.Of[T], f func() (T, error)) {
	run.Go(func() {
		v, err := f()
		run.Do(func(app.Context) {
			if err == nil || to.Status != state.Ready {
				*to = state.Came(v, err)
			}
		})
	})
}

// registered reports whether the page is that of a node.
func (p *Page) registered() bool {
	if p.held != nil {
		return *p.held
	}
	return p.entry.Data.Registered()
}

// host is what the forms need.
func (p *Page) host() nodeform.Host {
	_, home := js.Origin()
	return nodeform.Host{
		Chain: p.info.Data.Chain, Node: p.who(), Entry: p.entry.Data, Home: home, Signer: state.NeedSigner, Check: p.check(),
		Held: func(_ app.Context, held bool) {
			if is := p.registered(); held {
				p.held = &is
			} else {
				p.held = nil
			}
		},
		Done: func(_ app.Context, _ api.Receipt, e registry.Entry) {
			p.entry = state.Came(e, nil)
			run := p.life.Run()
			// The public RPC may be a block behind the wallet's.
			run.After(3*time.Second, func(app.Context) { p.read() })
		},
	}
}

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t := p.T
	title, lead := text.OwnBecome, text.OwnBecomeLead
	if p.registered() {
		title, lead = text.OwnTitle, text.OwnLead
	}
	return app.Div().Class("page").DataSet("test", "own").Body(
		app.Header().Class("page-head").Body(app.H1().Text(t.Say(title)), app.P().Class("lead").Text(t.Say(lead))),
		app.Div().Class("stack").Body(p.content()...),
	)
}

func (p *Page) content() []app.UI {
	t, retry := p.T, &part.Button{Label: p.T.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "retry", OnClick: p.retry}
	switch known := p.info.Data.Chain.ID != 0; {
	case !known && p.info.Status == state.Failed:
		return []app.UI{part.Broke(t, p.info.Err, retry)}
	case known && p.entry.Status == state.Failed:
		return []app.UI{part.Broke(t, p.entry.Err, retry)}
	case known && !p.who().IsZero() && p.entry.Waiting():
		return []app.UI{part.Wait(t.Say(text.OwnLoading)), app.Section().Class("panel").Body(part.Skeleton(6))}
	case p.registered():
		return p.mine()
	}
	return p.become()
}
