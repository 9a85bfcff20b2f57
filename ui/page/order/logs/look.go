package logs

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/part"
	"berth/ui/text"
)

// Signs of the bar above a log.
const (
	glyphPause part.Glyph = `<path d="M7 4.5v11M13 4.5v11"/>`
	glyphPlay  part.Glyph = `<path d="M6.5 4.2 15 10l-8.5 5.8z"/>`
	glyphWrap  part.Glyph = `<path d="M3 5h14M3 10h11.5a2.5 2.5 0 0 1 0 5H10m0 0 2-2m-2 2 2 2M3 15h3.5"/>`
	glyphBroom part.Glyph = `<path d="M5 6h10l-.8 11H5.8zM3.5 6h13M8 6V3.5h4V6"/>`
	glyphUp    part.Glyph = `<path d="m4.5 12 5.5-5.5 5.5 5.5"/>`
)

// Render implements app.Composer.
func (c *Panel) Render() app.UI {
	t := c.T
	if len(c.Services) == 0 {
		return app.Section().Class("panel").DataSet("test", "logs").Body(app.H2().Text(t.Say(text.Tabs["logs"])), app.P().Class("muted").Text(t.Say(text.WatchNone)))
	}
	class := "log-box"
	if !c.wrap {
		class += " is-long"
	}
	if c.only && c.told.searching {
		class += " is-only"
	}
	live := "polite"
	if c.told.flooding {
		live = "off"
	}
	body := []app.UI{
		app.Div().Class("panel-head").Body(app.H2().Text(t.Say(text.Tabs["logs"])), c.renderLink()),
		app.Div().Class("log-top").Body(part.ServiceField(t, "logs-service", c.Services, c.service, c.pickService), c.renderSearch()),
		c.renderTools(),
		app.Div().Class("log-frame").Body(
			app.Div().Class(class).ID(boxID).Role("log").Aria("label", t.Say(text.LogsBox, c.service)).Aria("live", live).TabIndex(0).
				DataSet("test", "log-box").OnKeyDown(c.boxKey),
			app.If(c.link == linkLive, func() app.UI { // shown where the list has nothing
				words := text.LogsEmpty
				if c.Over {
					words = text.LogsKept
				}
				return app.P().Class("log-empty").DataSet("test", "logs-empty").Text(t.Say(words))
			}),
			c.renderNew(),
		),
	}
	if c.told.lines >= mostShown {
		body = append(body, app.P().Class("small muted").Text(t.Say(text.LogsMost, mostShown)))
	}
	switch {
	case c.link == linkFailed && c.err != nil:
		body = append(body, part.Trouble(t, c.err, &part.Button{Label: t.Say(text.Retry), Test: "logs-retry", OnClick: c.doRetry}))
	case c.link == linkLost:
		body = append(body, app.P().Class("small muted").Text(t.Say(text.LogsLostDo)))
	}
	if c.saveErr != nil {
		body = append(body, part.Trouble(t, c.saveErr))
	}
	return app.Section().Class("panel logs").DataSet("test", "logs").DataSet("link", linkNames[c.link]).Body(body...)
}

var linkNames = [...]string{"connecting", "live", "lost", "failed"}

func (c *Panel) renderLink() app.UI {
	t := c.T
	tone, words := part.Waiting, text.LogsConnecting
	switch {
	case c.link == linkLive && c.Over:
		tone, words = part.Neutral, text.WatchEnded
	case c.link == linkLive && c.told.frozen:
		tone, words = part.Neutral, text.LogsPaused
	case c.link == linkLive:
		tone, words = part.Running, text.LogsLive
	case c.link == linkLost:
		words = text.LogsLost
	case c.link == linkFailed:
		return nil
	}
	return app.Span().Role("status").DataSet("test", "logs-state").Body(part.Badge(tone, t.Say(words)))
}

func (c *Panel) renderSearch() app.UI {
	t := c.T
	found := ""
	switch {
	case !c.told.searching:
	case c.told.hits == 0:
		found = t.Say(text.LogsNoHits)
	case c.told.at >= 0:
		found = t.Say(text.LogsHits, c.told.at+1, c.told.hits)
	default:
		found = t.Count(text.LogsHitCount, c.told.hits)
	}
	none := c.told.hits == 0
	return app.Div().Class("log-search").OnKeyDown(c.searchKey).Body(
		&part.Field{
			ID: searchID, Label: t.Say(text.LogsSearch), HideLabel: true, Placeholder: t.Say(text.LogsSearch), Type: "search", Value: c.needle,
			Unit: found, Max: 200, Test: "logs-search", OnInput: c.typeSearch,
		},
		&part.Button{Glyph: glyphUp, Hidden: t.Say(text.LogsPrevious), Test: "logs-previous", Disabled: none, OnClick: c.doPrevious},
		&part.Button{Glyph: part.GlyphDown, Hidden: t.Say(text.LogsNext), Test: "logs-next", Disabled: none, OnClick: c.doNext},
		app.Span().Class("sr").Role("status").DataSet("test", "logs-found").Text(found),
	)
}

func (c *Panel) renderTools() app.UI {
	t := c.T
	pressed := func(on bool) string {
		if on {
			return "true"
		}
		return "false"
	}
	pause := &part.Button{Glyph: glyphPause, Label: t.Say(text.LogsPause), Test: "logs-pause", OnClick: c.doPause}
	if c.paused {
		pause.Glyph, pause.Label = glyphPlay, t.Say(text.LogsGoOn)
	}
	save := &part.Button{Glyph: part.GlyphDownload, Label: t.Say(text.LogsDownload), Test: "logs-download", Busy: c.saving, OnClick: c.doSave}
	if c.saving {
		save.Label = t.Say(text.LogsSaving)
	}
	tools := []app.UI{
		pause,
		&part.Button{Glyph: glyphWrap, Label: t.Say(text.LogsWrap), Test: "logs-wrap", Pressed: pressed(c.wrap), OnClick: c.doWrap},
		&part.Button{
			Glyph: part.GlyphFilter, Label: t.Say(text.LogsOnly), Test: "logs-only", Pressed: pressed(c.only), Disabled: !c.told.searching, OnClick: c.doOnly,
		},
		&part.Button{Glyph: glyphBroom, Label: t.Say(text.LogsClear), Test: "logs-clear", OnClick: c.doClear},
		save,
	}
	return app.Div().Class("log-tools").Body(tools...)
}

// renderNew is the way back to the newest lines while the list stands still.
func (c *Panel) renderNew() app.UI {
	t := c.T
	if !c.told.frozen || c.told.lines == 0 {
		return nil
	}
	label := t.Say(text.LogsToEnd)
	if c.told.waiting > 0 {
		label = t.Count(text.LogsNew, c.told.waiting)
	}
	return app.Div().Class("log-new").Body(&part.Button{Glyph: part.GlyphDown, Label: label, Test: "logs-new", OnClick: c.doBottom})
}
