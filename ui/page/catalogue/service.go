package catalogue

import (
	"path"
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/life"
	"berth/ui/outside"
	"berth/ui/part"
	"berth/ui/part/entry"
	"berth/ui/part/shelf"
	"berth/ui/state"
	"berth/ui/text"
)

// priceFor is how long a price is asked for: a day, over which the traffic is spread.
const priceFor = 24 * 3600

// Service is the page of one, by the end of its address.
type Service struct {
	app.Compo

	T text.T

	service entry.Service
	info    state.Of[wire.Info]
	prices  map[string]wire.PriceHint // of it, by size
	token   eth.Address               // that they are in
	life    life.Life
}

// OnMount implements app.Mounter.
func (p *Service) OnMount(ctx app.Context) {
	p.life.Begin(ctx)
	state.Info.Observe(ctx, &p.info).OnChange(p.price)
}

// OnDismount implements app.Dismounter.
func (p *Service) OnDismount() { p.life.End() }

// OnNav implements app.Navigator.
func (p *Service) OnNav(ctx app.Context) {
	if app.IsServer {
		return
	}
	id := path.Base(ctx.Page().URL().Path)
	if id != p.service.ID {
		p.life.Renew()
		p.prices, p.token = nil, eth.Address{}
	}
	p.service.Need(p.life.Run(), id, p.price)
}

func (p *Service) retry(app.Context, app.Event) {
	p.service.Again()
	p.service.Need(p.life.Run(), p.service.ID, p.price)
}

// price asks what each size costs today, unless that is known.
func (p *Service) price() {
	run, token, id := p.life.Run(), p.info.Data.Chain.Default().Address, p.service.ID
	if token.IsZero() || token == p.token || p.service.Status != state.Ready || !run.On() {
		return
	}
	p.token, p.prices = token, map[string]wire.PriceHint{}
	var needs order.Need
	if p.service.Data.Root {
		needs = order.NeedRoot
	}
	for _, b := range p.service.Data.Bundles {
		run.Go(func() {
			hint, err := api.Price(run, b.Resources, priceFor, token, needs)
			if err != nil {
				return // the way to rent tells what is wrong
			}
			run.Do(func(app.Context) {
				if p.service.ID == id && p.token == token {
					p.prices[b.Size] = hint
				}
			})
		})
	}
}

// renderService is a service's page: what it is, what it needs for which load and what that costs today, how it is reached.
// Render implements app.Composer.
func (p *Service) Render() app.UI {
	t, s := p.T, p.service
	crumb := part.Link("/catalogue").Class("crumb").DataSet("test", "back").Body(part.Icon(part.GlyphBack), app.Span().Text(t.Say(text.ShelfTitle)))
	if s.Status != state.Ready {
		head := app.Header().Class("page-head").Body(crumb, app.H1().Text(t.Say(text.ServicePage)))
		if s.Status == state.Failed {
			f := t.Fault(s.Err)
			return app.Div().Class("page").Body(head, part.Failure(f.What, f.Do,
				&part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "retry", OnClick: p.retry}))
		}
		return app.Div().Class("page").Body(head, part.Wait(t.Say(text.RentLoading)), app.Div().Class("panel").Body(part.Skeleton(6)))
	}
	tpl := s.Data
	return app.Div().Class("page").DataSet("test", "service-page").DataSet("template", tpl.ID).Body(
		app.Header().Class("page-head").Body(crumb, app.Div().Class("row shelf-head").Body(
			shelf.Sign(t, tpl.TemplateBrief), app.Div().Class("stack-tight").Body(app.H1().Text(t.Pick(tpl.Name)), app.P().Class("lead").Text(t.Pick(tpl.Summary))),
		)),
		nowhere(t, tpl),
		app.Div().Class("columns").Body(
			app.Div().Class("stack").Body(p.needs(t, tpl), reach(t, tpl)),
			app.Div().Class("stack").Body(about(t, tpl), settings(t, tpl)),
		),
		app.Div().Class("act act-top").Body(&part.Button{Label: t.Say(text.ServiceRent), Kind: part.Primary, Href: "/rent?template=" + tpl.ID, Test: "service-rent"}),
	)
}

// nowhere says that no node can run it now; nil: some can.
func nowhere(t text.T, tpl wire.Template) app.UI {
	if tpl.Nodes > 0 {
		return nil
	}
	return app.Div().DataSet("test", "service-nowhere").Body(part.Note(part.Waiting, t.Say(text.ShelfNowhere), app.P().Class("small").Text(t.Say(text.ShelfAwayText))))
}

// needs are the sizes, with the load that each is for, its price today and where its figures come from.
func (p *Service) needs(t text.T, tpl wire.Template) app.UI {
	token := p.info.Data.Chain.Default()
	var sizes []app.UI
	for _, b := range tpl.Bundles {
		price := app.Span().Class("muted").Text(t.Say(text.ServiceNoPrice))
		if h, ok := p.prices[b.Size]; !ok {
			price = app.Span().Class("muted").Text("…")
		} else if h.Recommended != nil {
			price = app.Span().Body(app.Span().Class("num strong").Text(t.Hour(h.Recommended.Rate, token)), app.Span().Class("small muted").Text(" "+t.Say(text.DialHour)))
		}
		sizes = append(sizes, app.Li().Class("shelf-size").DataSet("test", "bundle-"+b.Size).Body(
			app.Div().Class("spread").Body(app.Strong().Text(b.Size+" · "+t.Pick(b.For)), price),
			app.Span().Class("num").Text(t.Resources(b.Resources)),
			shelf.Source(t, b.Source),
		))
	}
	return app.Section().Class("panel").Body(
		app.H2().Text(t.Say(text.ServiceNeeds)), app.Ul().Class("shelf-sizes").Body(sizes...), app.P().Class("small muted").Text(t.Say(text.ServiceTraffic)),
	)
}

// reach is how its services are reached, and what to do first.
func reach(t text.T, tpl wire.Template) app.UI {
	var ways []app.UI
	for _, x := range tpl.Ports {
		words := text.ReachForward
		if x.Speaks == "http" {
			words = text.ReachWeb
		}
		ways = append(ways, app.Li().Body(part.Mono(x.Service+":"+strconv.Itoa(x.Port)), app.Text(" – "+t.Say(words))))
	}
	return app.Section().Class("panel").Body(app.H2().Text(t.Say(text.ServiceReach)), app.Ul().Class("reasons").Body(ways...), shelf.First(t, tpl))
}

// about is whose it is, and how it runs.
func about(t text.T, tpl wire.Template) app.UI {
	runs := text.RunsPlain
	if tpl.Root {
		runs = text.RunsRooted
	}
	facts := []app.UI{
		part.Fact(t.Say(text.ShelfKind), app.Span().Text(t.Category(tpl.Category))),
		part.Fact(t.Say(text.ServiceRuns), app.Span().DataSet("test", "service-runs").Text(t.Say(runs))),
	}
	for _, image := range tpl.Images {
		facts = append(facts, part.Fact(t.Say(text.PlanImage), part.Mono(image)))
	}
	if tpl.Version != "" {
		facts = append(facts, part.Fact(t.Say(text.ServiceVersion), app.Span().Class("num").Text(tpl.Version)), part.Fact(t.Say(text.ServiceLicence), app.Span().Text(tpl.License)))
	}
	for _, x := range []struct {
		name text.Text
		link string
	}{{text.ServiceHome, tpl.Homepage}, {text.ServiceDocs, tpl.Docs}} {
		if x.link != "" {
			facts = append(facts, part.Fact(t.Say(x.name), part.Link(x.link).Class("break").Text(outside.Text(x.link))))
		}
	}
	return app.Section().Class("panel").Body(app.H2().Text(t.Say(text.ServiceAbout)), part.Facts(facts...))
}

// settings are what is asked for when it is deployed; nil: nothing.
func settings(t text.T, tpl wire.Template) app.UI {
	if len(tpl.Params) == 0 {
		return nil
	}
	var items []app.UI
	for _, x := range tpl.Params {
		words := t.Pick(x.Name)
		switch {
		case x.Generate != nil:
			words += " – " + t.Say(text.SettingMade)
		case x.Fill != nil:
			words += " – " + t.Say(text.SettingFilled)
		}
		items = append(items, app.Li().Text(words))
	}
	return app.Section().Class("panel").Body(app.H2().Text(t.Say(text.ServiceSettings)), app.Ul().Class("reasons").Body(items...))
}
