//go:build !wasm

package home

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/part"
	"berth/ui/text"
)

// services is for how many services room is kept.
const services = 6

// body is the page as it stands in the site. The elements with data-home are those that the script fills.
func body(t text.T) []app.UI {
	return []app.UI{top(t), figures(t), steps(t), tries(t), safe(t), more(t)}
}

func top(t text.T) app.UI {
	return app.Header().Class("home-top").Body(
		app.H1().Body(app.Text(t.Say(text.HomeTitle)), app.Text(" "), app.Span().Class("home-from num").DataSet("home", "from").Text(t.Say(text.HomePaid))),
		app.P().Class("small muted home-small").DataSet("home", "small").Text("\u00a0"),
		app.P().Class("lead").Text(t.Say(text.HomeLead)),
		app.Div().Class("row").Body(
			part.Link("/rent").Class("btn btn-primary").DataSet("test", "home-rent").Text(t.Say(text.HomeStart)),
			part.Link("/explore").Class("btn btn-plain").DataSet("test", "home-explore").Text(t.Say(text.HomeNodes)),
			part.Link("/orders").Class("home-mine").DataSet("home", "mine").DataSet("test", "home-orders").Hidden(true).Text("\u00a0"),
		),
	)
}

func figures(t text.T) app.UI {
	figure := func(name text.Text, key string) app.UI {
		return app.Div().Body(app.Dt().Class("small muted").Text(t.Say(name)), app.Dd().Class("figure num strong").DataSet("home", key).Text("–"))
	}
	return app.Section().Class("panel").Aria("label", t.Say(text.HomeFigures)).Body(
		app.Dl().Class("figures").DataSet("test", "home-figures").Body(
			figure(text.FigNodes, "nodes"), figure(text.FigCores, "cores"), figure(text.FigRegions, "regions"), figure(text.FigOrders, "orders"),
		),
		app.P().Class("small").Role("status").DataSet("home", "away").Hidden(true).Text(t.Say(text.HomeAway)),
	)
}

func steps(t text.T) app.UI {
	var all []app.UI
	for i, x := range text.HomeWays {
		all = append(all, app.Li().Class("panel").Body(
			app.Span().Class("home-no num").Aria("hidden", "true").Text(strconv.Itoa(i+1)), app.H3().Text(t.Say(x.What)), app.P().Text(t.Say(x.Words)),
		))
	}
	return app.Section().Class("stack").Body(app.H2().Text(t.Say(text.HomeSteps)), app.Ol().Class("home-steps").Body(all...))
}

// tries are services with a price; until the script has them their places are kept.
func tries(t text.T) app.UI {
	var room []app.UI
	for range services {
		room = append(room, app.Li().Class("home-room").Aria("hidden", "true"))
	}
	return app.Section().Class("stack").Body(
		app.Div().Class("spread").Body(
			app.H2().Text(t.Say(text.HomeTry)), part.Link("/catalogue").Class("home-link").DataSet("test", "home-catalogue").Text(t.Say(text.HomeAll)),
		),
		app.P().Class("muted").Text(t.Say(text.HomeTried)),
		app.Ul().Class("shelf-list").DataSet("home", "services").DataSet("test", "home-services").Body(room...),
	)
}

func safe(t text.T) app.UI {
	var all []app.UI
	for _, x := range text.HomeSafe {
		all = append(all, app.Li().Class("panel").Body(app.H3().Text(t.Say(x.What)), app.P().Text(t.Say(x.Words))))
	}
	return app.Section().Class("stack").Body(app.H2().Text(t.Say(text.HomeMoney)), app.Ul().Class("home-safe").Body(all...))
}

func more(t text.T) app.UI {
	var words []app.UI
	for _, id := range text.HomeTerms {
		for _, x := range text.Glossary {
			if x.ID == id {
				words = append(words, app.Li().Body(part.Link("/help#"+id).Class("home-word").Text(t.Say(x.What))))
			}
		}
	}
	return app.Div().Class("home-more").Body(
		app.Section().Class("panel home-who").Body(
			app.H2().Text(t.Say(text.HomeWho)), app.P().Text(t.Say(text.HomeWhoIs)), app.P().Class("muted").Text(t.Say(text.HomeSecret)),
			app.Div().Body(part.Link("/help#certified").Class("home-link").Text(t.Say(text.HomeWhoSee))),
		),
		app.Section().Class("panel").Body(
			app.H2().Text(t.Say(text.HomeHelp)), app.P().Text(t.Say(text.HomeHelpIs)), app.Ul().Class("home-words").Body(words...),
			app.Div().Body(part.Link("/help").Class("btn btn-plain").DataSet("test", "home-help").Text(t.Say(text.HomeHelpSee))),
		),
		app.Section().Class("panel").Body(
			app.H2().Text(t.Say(text.HomeOwn)), app.P().Text(t.Say(text.HomeOwnIs)),
			app.Div().Body(part.Link("/node").Class("btn btn-plain").DataSet("test", "home-node").Text(t.Say(text.HomeOwnSee))),
		),
	)
}
