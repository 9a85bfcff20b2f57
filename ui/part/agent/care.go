package agent

import (
	"slices"
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// careNow is what the platform says that it does for the order: by its answer to a wish, as long as the order's own is older.
func (c *Panel) careNow() *wire.Care {
	if c.Entry.care != nil {
		return c.Entry.care
	}
	return c.Order.Care
}

// renderCare is what the user wants of the agent for this order, and what comes of it.
func (c *Panel) renderCare() []app.UI {
	t, e, care := c.T, c.Entry, c.careNow()
	if care == nil {
		return nil
	}
	choice := func(name string, legend text.Text, on bool, set func(*wire.CareWish, bool)) app.UI {
		value := "no"
		if on {
			value = "yes"
		}
		return &part.Choice{
			Name: name, Legend: t.Say(legend), Value: value, Test: name, OnPick: func(_ app.Context, v string) {
				w := care.CareWish
				set(&w, v == "yes")
				c.want(w)
			},
			Options: []part.Option{{Value: "yes", Label: t.Say(text.CareOn), Disabled: e.wish}, {Value: "no", Label: t.Say(text.CareOff), Disabled: e.wish}},
		}
	}
	body := []app.UI{
		choice("care-renew", text.CareRenew, care.Renew, func(w *wire.CareWish, on bool) { w.Renew = on }),
		choice("care-guard", text.CareGuard, care.Guard, func(w *wire.CareWish, on bool) { w.Guard = on }),
	}
	if care.Guard {
		options := []part.Option{{Value: "0", Label: t.Say(text.CareAfterUsual)}}
		times := []uint32{600, 1800, 7200, 21_600, wire.MostAway}
		if care.After != 0 && !slices.Contains(times, care.After) {
			times = append(times, care.After)
		}
		for _, after := range times {
			options = append(options, part.Option{Value: strconv.FormatUint(uint64(after), 10), Label: t.Span(after)})
		}
		body = append(body, &part.Field{
			ID: "care-after", Label: t.Say(text.CareAfter), Value: strconv.FormatUint(uint64(care.After), 10), Options: options, Test: "care-after",
			OnChange: func(_ app.Context, v string) {
				after, err := strconv.ParseUint(v, 10, 32)
				if err != nil || e.wish {
					return
				}
				w := care.CareWish
				w.After = uint32(after)
				c.want(w)
			},
		})
	}
	var items []app.UI
	for _, w := range cares(t, *care) {
		items = append(items, app.Li().Text(w))
	}
	if len(items) > 0 {
		body = append(body, app.Ul().Class("reasons").DataSet("test", "care").Body(items...))
	}
	return append(body, part.Trouble(t, e.err))
}

// cares are what the platform does for an order, and why not.
func cares(t text.T, c wire.Care) (all []string) {
	switch c.State {
	case wire.CareWaits:
		if c.RenewsAt.IsZero() {
			all = append(all, t.Say(text.CareWaits))
		} else {
			all = append(all, t.Say(text.CareRenews, t.Date(c.RenewsAt)))
		}
	case wire.CareWorks:
		all = append(all, t.Say(text.CareWorks))
	case wire.CareCannot:
		why, ok := text.CareWhy[c.Why]
		if !ok {
			why = text.CareWhy[""]
		}
		all = append(all, t.Say(text.CareCannot, t.Say(why)))
	}
	if c.AwaySince.IsZero() {
		return all
	}
	all = append(all, t.Say(text.CareAway, t.Date(c.AwaySince)))
	switch c.Waits {
	case "commitment":
		all = append(all, t.Say(text.CareLongest))
	case "offline":
		all = append(all, t.Say(text.CareDoubts))
	}
	if !c.CancelsAt.IsZero() {
		all = append(all, t.Say(text.CareCancels, t.Date(c.CancelsAt)))
	}
	return all
}

// want tells the platform what the user wants.
func (c *Panel) want(w wire.CareWish) {
	e, run, id, a := c.Entry, c.Run, c.Order.ID, c.Entry.about
	e.wish, e.err = true, nil
	run.Go(func() {
		care, err := api.Wish(run, id, w)
		run.Do(func(ctx app.Context) {
			if e.about != a {
				return
			}
			if e.wish, e.err = false, err; err != nil {
				state.SessionLost(ctx, err)
				return
			}
			e.care = &care
		})
	})
}

// ask asks the platform what it does for the order, once the agent was named: the order's view may be older.
func (c *Panel) ask() {
	if c.Order == nil {
		return
	}
	e, run, id, a := c.Entry, c.Run, c.Order.ID, c.Entry.about
	run.Go(func() {
		// Without an answer the order's own is shown.
		if care, err := api.Care(run, id); err == nil {
			run.Do(func(app.Context) {
				if e.about == a {
					e.care = &care
				}
			})
		}
	})
}
