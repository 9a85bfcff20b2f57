// Package activity is the order's tab with what happened to its deployment.
package activity

import (
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

const (
	happeningsFirst = 50
	happeningsMore  = 100
	happeningsEvery = 30 * time.Second // a happening that goes on has a higher count only
)

// Panel lists what happened to an order's deployment, the newest first.
type Panel struct {
	app.Compo

	T       text.T
	Gateway func() (api.Gateway, bool)
	Heard   func(error) error
	Order   order.ID
	Last    uint64 // Seq of the newest one, as far as the deployment's stream has told

	life   life.Life // each order is a run of its own
	shown  order.ID
	seen   uint64
	limit  int
	asking bool
	again  bool // something happened while it was asked
	list   state.Of[[]wire.Happening]
	stale  error
}

// OnMount implements app.Mounter.
func (c *Panel) OnMount(ctx app.Context) {
	c.life.Begin(ctx)
	c.start()
}

// OnUpdate implements app.Updater.
func (c *Panel) OnUpdate(app.Context) {
	switch {
	case c.shown != c.Order:
		c.start()
	case c.Last > c.seen:
		c.load()
	}
}

// OnDismount implements app.Dismounter.
func (c *Panel) OnDismount() { c.life.End() }

func (c *Panel) start() {
	run := c.life.Renew()
	c.shown, c.seen, c.limit, c.asking, c.again, c.stale = c.Order, 0, happeningsFirst, false, false, nil
	c.list = state.Of[[]wire.Happening]{Status: state.Loading}
	c.load()
	run.Every(happeningsEvery, func(app.Context) { c.load() })
}

// load asks for the newest ones. Each is asked for again, since one that goes on keeps its place and counts.
func (c *Panel) load() {
	c.seen = max(c.seen, c.Last)
	if c.asking {
		c.again = true
		return
	}
	g, ok := c.Gateway()
	if !ok {
		return
	}
	c.asking, c.again = true, false
	run, id, limit := c.life.Run(), c.Order, c.limit
	run.Go(func() {
		list, err := g.Happenings(run, id, limit)
		if !run.On() {
			return
		}
		err = c.Heard(err)
		run.Do(func(app.Context) {
			c.asking = false
			switch {
			case err == nil:
				c.list, c.stale = state.Of[[]wire.Happening]{Status: state.Ready, Data: list}, nil
			case c.list.Status == state.Ready:
				c.stale = err
			default:
				c.list = state.Of[[]wire.Happening]{Status: state.Failed, Err: err}
			}
			if c.again {
				c.load()
			}
		})
	})
}

func (c *Panel) doOlder(app.Context, app.Event) {
	c.limit += happeningsMore
	c.load()
}

func (c *Panel) doRetry(app.Context, app.Event) {
	c.list.Status = state.Loading
	c.load()
}

// Render implements app.Composer.
func (c *Panel) Render() app.UI {
	t := c.T
	body := []app.UI{app.H2().Text(t.Say(text.ActivityTitle))}
	switch {
	case c.list.Status == state.Failed:
		body = append(body, part.Trouble(t, c.list.Err, &part.Button{Label: t.Say(text.Retry), Test: "activity-retry", OnClick: c.doRetry}))
	case c.list.Status != state.Ready:
		body = append(body, part.Wait(t.Say(text.ActivityLoading)))
	case len(c.list.Data) == 0:
		body = append(body, app.P().Class("muted").Text(t.Say(text.ActivityEmpty)))
	default:
		body = append(body, c.renderDays()...)
		if len(c.list.Data) >= c.limit {
			body = append(body, app.Div().Class("row").Body(&part.Button{Label: t.Say(text.ActivityOlder), Busy: c.asking, Test: "activity-older", OnClick: c.doOlder}))
		}
	}
	if c.stale != nil {
		body = append(body, part.Trouble(t, c.stale))
	}
	return app.Section().Class("panel").DataSet("test", "happenings").Body(body...)
}

// renderDays groups what happened by day.
func (c *Panel) renderDays() (days []app.UI) {
	t, now := c.T, time.Now()
	var items []app.UI
	day := ""
	end := func() {
		if len(items) > 0 {
			days = append(days, app.Div().Class("stack-tight").Body(app.H3().Class("day").Text(day), app.Ul().Class("happenings").Body(items...)))
		}
		items = nil
	}
	for _, h := range c.list.Data {
		if d := t.Day(h.At, now); d != day {
			end()
			day = d
		}
		items = append(items, renderHappening(t, h))
	}
	end()
	return days
}

// toneOf is how a happening is marked: what is wrong, what is good news, and all the rest.
func toneOf(h wire.Happening) part.Tone {
	switch {
	case h.Bad:
		return part.Bad
	case h.Code == wire.HappenedReady:
		return part.Running
	}
	return part.Neutral
}

func renderHappening(t text.T, h wire.Happening) app.UI {
	words := t.Happening(h)
	line := []app.UI{}
	if h.Bad {
		line = append(line, app.Span().Class("happening-bad").Text(t.Say(text.ActivityBad)))
	}
	line = append(line, app.Span().Text(words))
	if h.Count > 1 {
		line = append(line, app.Span().Class("tag num").Title(t.Count(text.ActivityOften, h.Count)).DataSet("test", "happening-count").
			Text(t.Say(text.ActivityTimes, h.Count)))
	}
	body := []app.UI{app.P().Class("happening-words").Body(line...)}
	if h.Service != "" && !strings.Contains(words, h.Service) {
		body = append(body, app.P().Class("small muted").Text(h.Service))
	}
	return app.Li().Class("happening").DataSet("test", "happening").DataSet("code", h.Code).DataSet("seq", h.Seq).Body(
		app.Time().Class("small muted").DateTime(h.At.UTC().Format(time.RFC3339)).Title(t.Date(h.At)).Text(h.At.Local().Format("15:04:05")),
		part.Shape(toneOf(h)),
		app.Div().Body(body...),
	)
}
