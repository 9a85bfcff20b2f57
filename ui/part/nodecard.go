package part

import (
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/text"
)

// Health is a node's state in one badge: online, paused or unreachable.
func Health(t text.T, n wire.Node) app.UI {
	switch {
	case n.Paused:
		return Badge(Waiting, t.Say(text.Paused))
	case !n.Reachable:
		return Badge(Bad, t.Say(text.Unreachable))
	case n.Maintenance != nil:
		return Badge(Waiting, t.Say(text.Maintained))
	}
	return Badge(Running, t.Say(text.Reachable))
}

// NodeName is what a node is called; one without a name is called by its address.
func NodeName(t text.T, n wire.Node) string {
	if n.Name == "" {
		return n.Address.Short()
	}
	return n.Name
}

// RegionOf is a node's region, or that it told none.
func RegionOf(t text.T, region string) string {
	if region == "" {
		return t.Say(text.NoRegion)
	}
	return region
}

// RecordLines are a record in short lines: what of it costs to forge comes before what does not, and then what went wrong.
func RecordLines(t text.T, r wire.Record) []string {
	if r.Completed+r.CancelledInProbation+r.CancelledLater+r.EndedByOther+r.NotActivated == 0 {
		return []string{t.Say(text.NodeNew)}
	}
	var lines []string
	if r.Partners > 0 {
		lines = append(lines, t.Count(text.NodePaid, r.Partners, t.About(time.Duration(min(r.SecondsPaid, 1<<33))*time.Second)))
	}
	lines = append(lines, t.Count(text.NodeServed, r.Completed))
	if r.CancelledLater > 0 {
		lines = append(lines, t.Count(text.NodeBroke, r.CancelledLater))
	}
	if r.NotActivated > 0 {
		lines = append(lines, t.Count(text.NodeLet, r.NotActivated))
	}
	return lines
}

// RecordWords is a record in one line.
func RecordWords(t text.T, r wire.Record) string { return strings.Join(RecordLines(t, r), " · ") }

// CardPrice is the list price of resources on a node in a token, if its gateway told one. While the token is not known it is one that cannot be said.
func CardPrice(n wire.Node, token wire.Token, r resource.Resources) (amount.Nano, bool) {
	if n.Rate != nil {
		return *n.Rate, true
	}
	if !token.Known() {
		return amount.Nano{}, len(n.Prices) > 0
	}
	p, ok := wire.PriceIn(n.Prices, token.Address)
	if !ok {
		return amount.Nano{}, false
	}
	return p.Rate(r, uint32(24*time.Hour/time.Second)), true
}

// NodeCard is a node in a list, as one link to its page, with what else can be done with it. The price is for the resources given.
func NodeCard(t text.T, token wire.Token, n wire.Node, priced resource.Resources, more ...app.UI) app.UI {
	price := app.P().Class("card-price muted").Text(t.Say(text.NodeNoPrice))
	if rate, ok := CardPrice(n, token, priced); ok {
		price = app.P().Class("card-price").Body(
			app.Span().Class("num strong").Text(t.Hour(rate, token)),
			app.Span().Class("muted").Text(t.Say(text.DialHour)),
		)
	}
	name := NodeName(t, n)
	var gpu app.UI
	if n.Total.GPUModel != "" && n.Total.GPU > 0 {
		gpu = app.Span().Class("tag").Text(text.Model(n.Total.GPUModel))
	}
	var free app.UI
	if n.Probation > 0 && !n.Paused {
		words := text.Probation
		if !n.MinStake.IsZero() {
			words = text.ProbationFor
		}
		free = app.Span().Class("tag").Text(t.Say(words, t.About(time.Duration(n.Probation)*time.Second)))
	}
	return app.Li().Class("card card-link").DataSet("test", "node-card").DataSet("node", n.Address.String()).Body(
		app.Div().Class("card-head").Body(
			Identicon(n.Address),
			app.Div().Class("card-title").Body(
				app.H2().Body(Link("/nodes/"+n.Address.String()).DataSet("test", "node-link").Text(name)),
				app.P().Class("small muted").Text(RegionOf(t, n.Region)),
			),
			Health(t, n),
		),
		ResourceBars(t, n),
		app.Div().Class("card-foot").Body(
			price,
			app.P().Class("small muted").Text(RecordWords(t, n.Record)),
		),
		app.If(len(more) > 0, func() app.UI { return app.Div().Class("card-more").Body(more...) }),
		app.If(gpu != nil || free != nil || n.Root.Features() != 0 || LevelTag(t, n.Certification) != nil, func() app.UI {
			return app.Div().Class("tags").Body(append([]app.UI{LevelTag(t, n.Certification), gpu, free}, RootTags(t, n.Root)...)...)
		}),
	)
}
