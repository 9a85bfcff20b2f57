package own

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/fault"
	"berth/ui/js"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// enlisted says whether the platform's lists show the node, and lets its wallet say whether they are to. The login was the one
// signature that it takes.
func (p *Page) enlisted() app.UI {
	t, l := p.T, p.listing.Data
	body := []app.UI{app.H2().Text(t.Say(text.ListingTitle))}
	switch {
	case p.listing.Status == state.Failed && unlisted(p.listing.Err):
		body = append(body, part.Wait(t.Say(text.OwnUnlisted)), p.wish())
	case p.listing.Status == state.Failed:
		body = append(body, part.Trouble(t, p.listing.Err))
	case p.listing.Waiting():
		body = append(body, part.Skeleton(2))
	default:
		words, mood := text.ListingShown, part.Running
		switch l.Unlisted {
		case wire.NotEnlisted:
			words, mood = text.ListingNot, part.Waiting
		case wire.TakenOff:
			words, mood = text.ListingOff, part.Waiting
		case wire.NotFinal:
			words, mood = text.ListingPending, part.Waiting
		case wire.Away:
			words, mood = text.ListingAway, part.Bad
		}
		body = append(body, app.Div().DataSet("test", "own-listing-state").DataSet("why", string(l.Unlisted)).Body(part.Note(mood, t.Say(words))))
		if l.Undescribed != "" {
			body = append(body, app.Div().DataSet("test", "own-undescribed").DataSet("why", string(l.Undescribed)).Body(
				part.Note(part.Waiting, t.Say(text.UndescribedTitle), app.P().Class("small").Text(t.Undescribed(l.Undescribed)), app.P().Class("small muted").Text(t.Say(text.UndescribedAgain))),
			))
		}
		on := l.Listed != nil && *l.Listed || l.Listed == nil && l.Unlisted != wire.NotEnlisted
		b := &part.Button{Label: t.Say(text.ListingDo), Kind: part.Primary, Busy: p.lists, Test: "own-enlist", OnClick: p.say(true)}
		if on {
			b = &part.Button{Label: t.Say(text.ListingUndo), Busy: p.lists, Test: "own-delist", OnClick: p.say(false)}
		}
		if p.lists {
			b.Label = t.Say(text.ListingDoes)
		}
		body = append(body, app.Div().Class("row").Body(b))
		if p.refused != nil {
			body = append(body, part.Trouble(t, p.refused))
		}
	}
	return app.Section().Class("panel stack-tight").DataSet("test", "own-listing").Body(
		append(body, app.P().Class("small muted").Text(t.Say(text.ListingText)))...)
}

// wish lets the wallet say so before the platform knows of the node.
func (p *Page) wish() app.UI {
	t := p.T
	if !p.wants {
		return app.Div().Class("row").Body(&part.Button{Label: t.Say(text.ListingDo), Test: "own-wish", OnClick: p.want(true)})
	}
	return app.Div().Class("stack-tight").DataSet("test", "own-wished").Body(
		part.Note(part.Waiting, t.Say(text.ListingWished)),
		app.Div().Class("row").Body(&part.Button{Label: t.Say(text.ListingUnwish), Kind: part.Quiet, Test: "own-unwish", OnClick: p.want(false)}),
	)
}

func (p *Page) want(is bool) app.EventHandler {
	return func(app.Context, app.Event) { p.wants = is }
}

// say gives the wallet's word to the platform.
func (p *Page) say(listed bool) app.EventHandler {
	return func(app.Context, app.Event) {
		if p.lists {
			return
		}
		p.lists, p.refused = true, nil
		run, who := p.life.Run(), p.who()
		run.Go(func() {
			l, err := api.List(run, who, listed)
			run.Do(func(app.Context) {
				p.lists, p.refused = false, err
				p.wants = p.wants && fault.Is(err, js.Offline) // said again as its registration is read again
				if err == nil {
					p.listing = state.Came(l, nil)
				}
			})
		})
	}
}
