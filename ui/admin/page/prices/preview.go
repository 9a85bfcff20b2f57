package prices

import (
	"strconv"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/admin/view"
	"berth/ui/part"
	"berth/ui/text"
)

// firstOffers is how many offers are shown at first.
const firstOffers = 8

// renderPreview is how the last offers were answered, and how they would have been with the changes.
func (p *Page) renderPreview() app.UI {
	t := p.T
	body := []app.UI{app.H2().Text(t.Say(text.AdminPreview))}
	if p.dirty() && p.checked == p.edits && p.checked > 0 {
		body = append(body, p.check.Show(t, text.AdminChecking, func(c wire.AdminCheck) []app.UI { return p.previewed(c.Preview, true) })...)
	} else {
		body = append(body, p.offers.Show(t, text.AdminAsking, func(x wire.AdminPreview) []app.UI { return p.previewed(x, false) })...)
	}
	return app.Section().Class("panel").DataSet("test", "preview").Body(body...)
}

// summary are the counts of answers, as they were and as they would have been.
func (p *Page) summary(x wire.AdminPreview) app.UI {
	t := p.T
	if len(x.Offers) == 0 {
		return app.P().Class("muted").Text(t.Say(text.AdminPreviewNone))
	}
	words := t.Say(text.AdminPreviewSame, len(x.Offers))
	if x.Changed > 0 {
		words = t.Count(text.AdminPreviewOther, x.Changed, len(x.Offers))
	}
	return app.Div().Class("stack-tight").DataSet("test", "preview-counts").Body(
		part.Facts(
			part.Fact(t.Say(text.AdminPreviewWas), app.Span().Class("num").Text(counts(t, x.Was))),
			part.Fact(t.Say(text.AdminPreviewWould), app.Span().Class("num").Text(counts(t, x.Would))),
		),
		app.P().Class("consequence").Text(words),
	)
}

func (p *Page) previewed(x wire.AdminPreview, would bool) []app.UI {
	t := p.T
	if len(x.Offers) == 0 {
		return []app.UI{app.P().Class("muted").Text(t.Say(text.AdminPreviewNone))}
	}
	var out []app.UI
	if would {
		out = append(out, p.summary(x))
	} else {
		out = append(out, app.P().Class("num").Text(counts(t, x.Was)))
	}
	offers := x.Offers
	if would { // what changes comes first
		offers = nil
		for _, other := range []bool{true, false} {
			for _, o := range x.Offers {
				if changes(o) == other {
					offers = append(offers, o)
				}
			}
		}
	}
	var more app.UI
	if len(offers) > firstOffers && !p.allSeen {
		more = app.Div().Body(&part.Button{
			Label: t.Say(text.AdminOffersMore, len(offers)), Kind: part.Quiet, Test: "offers-all", OnClick: func(app.Context, app.Event) { p.allSeen = true },
		})
		offers = offers[:firstOffers]
	}
	var items []app.UI
	for _, o := range offers {
		items = append(items, p.offer(o))
	}
	out = append(out, app.Ul().Class("entries").Body(items...), more)
	if would {
		out = append(out, app.P().Class("small muted").Text(t.Say(text.AdminPreviewHelp)))
	}
	return out
}

// changes reports whether an offer would be answered otherwise.
func changes(o wire.AdminOffer) bool {
	return o.Would != nil && (o.Would.Kind != o.Was.Kind || o.Would.Rate.Cmp(o.Was.Rate) != 0)
}

func (p *Page) offer(o wire.AdminOffer) app.UI {
	t, token := p.T, p.visit.Token(o.Token)
	answers := []app.UI{answer(t, token, o.Was)}
	if changes(o) {
		answers = append(answers, app.Span().Class("muted").Aria("hidden", "true").Text("→"), app.Span().Class("sr").Text(t.Say(text.AdminPreviewWould)), answer(t, token, *o.Would))
	}
	return app.Li().Class("entry").DataSet("test", "offer").DataSet("kind", string(o.Was.Kind)).DataSet("changes", strconv.FormatBool(changes(o))).Body(
		app.Div().Class("spread").Body(view.UserLink(o.User, "offer-user"), view.Stamp(o.At, t.Moment(o.At, time.Now()))),
		app.P().Class("small").Text(t.Resources(o.Resources)),
		app.P().Class("small muted num").Text(t.Say(text.AdminOffered, t.Rate(o.Rate, token), t.Span(o.Duration))),
		app.Div().Class("entry-tags").Body(answers...),
	)
}

// history is what was saved before.
func (p *Page) history() app.UI {
	t, chain := p.T, p.visit.Chain()
	body := []app.UI{app.H2().Text(t.Say(text.AdminVersions))}
	return app.Section().Class("panel").DataSet("test", "versions").Body(append(body, p.versions.Show(t, text.AdminAsking, func(b view.Batch[wire.AdminVersion]) []app.UI {
		if len(b.Items) == 0 {
			return []app.UI{app.P().Class("muted").Text(t.Say(text.AdminVersionsNone))}
		}
		var items []app.UI
		for _, v := range b.Items {
			var now, note app.UI
			if v.Version == p.policy.Data.Version {
				now = part.Badge(part.Running, t.Say(text.AdminVersionNow))
			}
			if v.Note != "" {
				note = app.P().Text(v.Note)
			}
			items = append(items, app.Li().Class("entry").DataSet("test", "version").Body(
				app.Div().Class("spread").Body(app.Div().Class("row").Body(app.Span().Class("strong").Text(t.Say(text.AdminVersion, v.Version)), now), view.Stamp(v.At, t.Date(v.At))),
				note, app.Div().Class("entry-tags").Body(&part.Chip{T: t, Address: v.By, Plain: true}, app.Span().Class("small muted").Text(view.Role(t, v.Role))),
				diffs(t, chain, v.Diff),
			))
		}
		return []app.UI{app.Ul().Class("entries").Body(items...), p.versions.More(t, text.AdminShowMore)}
	})...)...)
}
