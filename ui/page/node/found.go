package node

import (
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/life"
	"berth/ui/outside"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// lookAgain is how often it is asked for again.
const lookAgain = 30 * time.Second

// found is what the platform has found out about a node: its level, how often it answered, the checks, and how to repeat them.
type found struct {
	app.Compo

	T     text.T
	Node  wire.Node
	Demo  bool
	Token wire.Token // in which prices are kept: the platform's default

	of   eth.Address
	none bool // the platform certifies no nodes
	is   state.Of[wire.Certification]
	list state.Of[wire.Page[wire.EvidenceBrief]]
	all  bool // the list is shown
	life life.Life
}

// OnMount implements app.Mounter.
func (f *found) OnMount(ctx app.Context) {
	f.life.Begin(ctx)
	f.load()
}

// OnUpdate implements app.Updater: the page asks for the node again and again.
func (f *found) OnUpdate(app.Context) {
	if f.of != f.Node.Address {
		f.is, f.list, f.all = state.Of[wire.Certification]{}, state.Of[wire.Page[wire.EvidenceBrief]]{}, false
		f.load()
	}
}

// OnDismount implements app.Dismounter.
func (f *found) OnDismount() { f.life.End() }

// load asks, and again after a while.
func (f *found) load() {
	run, node := f.life.Renew(), f.Node.Address
	f.of = node
	run.Go(func() {
		c, ok, err := api.Certification(run, node)
		run.Do(func(app.Context) {
			f.none = err == nil && !ok
			if err == nil || f.is.Status != state.Ready {
				f.is = state.Came(c, err)
			}
			run.After(lookAgain, func(app.Context) { f.load() })
		})
	})
}

// more asks for the first page of all evidence, or for the next.
func (f *found) more(app.Context, app.Event) {
	f.all = true
	run, node, cursor := f.life.Run(), f.Node.Address, f.list.Data.Next
	f.list.Status = state.Loading
	run.Go(func() {
		page, err := api.Evidence(run, node, cursor)
		run.Do(func(app.Context) {
			if err != nil {
				f.list.Status, f.list.Err = state.Failed, err
				return
			}
			page.Items = append(append([]wire.EvidenceBrief(nil), f.list.Data.Items...), page.Items...)
			f.list = state.Of[wire.Page[wire.EvidenceBrief]]{Status: state.Ready, Data: page}
		})
	})
}

// Render implements app.Composer.
func (f *found) Render() app.UI {
	t, c := f.T, f.is.Data
	body := []app.UI{app.H2().Text(t.Say(text.CertTitle))}
	switch {
	case f.none:
		body = append(body, app.P().Class("muted").DataSet("test", "cert-none").Text(t.Say(text.CertNone)))
	case f.is.Status == state.Failed:
		body = append(body, part.Trouble(t, f.is.Err))
	case f.is.Status != state.Ready:
		body = append(body, part.Skeleton(4))
	default:
		body = append(body, f.level(t, c), f.uptime(t, c), f.prices(t, c), measured(t, c), f.checks(t, c), f.repeat(t, c))
	}
	return app.Section().Class("panel stack-tight").DataSet("test", "node-found").Body(body...)
}

// level says how far the node was looked at, since when, and until when that is good.
func (f *found) level(t text.T, c wire.Certification) app.UI {
	name, means := t.Level(c.Level)
	facts := []app.UI{}
	if since, ok := c.Since[c.Level]; ok {
		facts = append(facts, part.Fact(t.Say(text.CertSince), app.Span().Class("num").DataSet("test", "cert-since").Text(t.Date(since))))
	}
	if !c.Until.IsZero() {
		facts = append(facts, part.Fact(t.Say(text.CertUntil), app.Span().Text(t.Say(text.CertUntilIs, t.Moment(c.Until, time.Now())))))
	}
	return app.Div().Class("stack-tight").Body(
		app.P().DataSet("test", "cert-level").DataSet("level", string(c.Level)).Body(part.Badge(part.LevelTone(c.Level), name)),
		app.P().Class("small").Text(means),
		app.If(f.Node.Total.GPU > 0, func() app.UI { return app.P().Class("small").DataSet("test", "cert-gpu").Text(t.Say(text.CertGPU)) }),
		app.If(f.Demo, func() app.UI { return app.P().Class("small muted").Text(t.Say(text.CertDemo)) }),
		app.If(len(facts) > 0, func() app.UI { return part.Facts(facts...) }),
	)
}

// uptime is how often it answered, by the day too, and when it did not.
func (f *found) uptime(t text.T, c wire.Certification) app.UI {
	var bars []app.UI
	var words []string
	for _, d := range c.Days {
		class := "up-bar"
		switch {
		case d.Asked == 0:
		case d.Answered == d.Asked:
			class += " up-good"
		case d.Answered*10 >= d.Asked*9:
			class += " up-some"
		default:
			class += " up-bad"
		}
		line := t.Say(text.UptimeOne, d.Date, d.Answered, d.Asked)
		words = append(words, line)
		bars = append(bars, app.Span().Class(class).Title(line))
	}
	var away []app.UI
	const shown = 5
	for i, a := range c.Incidents {
		if i == shown {
			away = append(away, app.Span().Class("line muted").Text(t.Say(text.IncidentsMore, len(c.Incidents)-shown)))
			break
		}
		until := t.Say(text.SightNow)
		if !a.To.IsZero() {
			until = t.Moment(a.To, time.Now())
		}
		away = append(away, app.Span().Class("line num").Text(t.Moment(a.From, time.Now())+" – "+until+": "+outside.Text(a.Why)))
	}
	if len(away) == 0 {
		away = []app.UI{app.Span().Text(t.Say(text.IncidentsNone))}
	}
	share := func(name text.Text, n int) app.UI {
		return part.Fact(t.Say(name), app.Span().Class("num").Text(t.Uptime(n)))
	}
	return app.Div().Class("stack-tight").DataSet("test", "node-uptime").Body(
		app.H3().Text(t.Say(text.UptimeTitle)),
		app.If(len(bars) > 0, func() app.UI {
			return app.Div().Class("up-bars").Role("img").Aria("label", t.Say(text.UptimeBars, strings.Join(words, "; "))).Body(bars...)
		}),
		part.Facts(
			share(text.UptimeDay, c.Uptime.Day), share(text.UptimeWeek, c.Uptime.Week), share(text.UptimeMonth, c.Uptime.Month),
			part.Fact(t.Say(text.IncidentsTitle), app.Span().DataSet("test", "node-incidents").Body(away...)),
		),
	)
}

// checks are the newest of each kind, and the list of all where it is wanted.
func (f *found) checks(t text.T, c wire.Certification) app.UI {
	var lines []app.UI
	for _, x := range c.Checks {
		lines = append(lines, f.check(t, x.Name, x.Passed, x.At, x.Why, x.Evidence, x.Verifier))
	}
	body := []app.UI{app.H3().Text(t.Say(text.ChecksTitle)), app.Ul().Class("checks").DataSet("test", "node-checks").Body(lines...)}
	if !f.all {
		return app.Div().Class("stack-tight").Body(append(body, app.Div().Class("row").Body(
			&part.Button{Label: t.Say(text.ChecksShow), Kind: part.Quiet, Test: "evidence-show", OnClick: f.more},
		))...)
	}
	var all []app.UI
	for _, e := range f.list.Data.Items {
		all = append(all, f.check(t, e.Check, e.Passed, e.At, "", e.ID, e.Verifier))
	}
	body = append(body, app.H3().Text(t.Say(text.ChecksAll)), app.Ul().Class("checks").DataSet("test", "evidence").Body(all...))
	switch {
	case f.list.Status == state.Failed:
		body = append(body, part.Trouble(t, f.list.Err))
	case f.list.Status == state.Loading && len(all) == 0:
		body = append(body, part.Skeleton(3))
	case f.list.Data.Next != "":
		body = append(body, app.Div().Class("row").Body(
			&part.Button{Label: t.Say(text.ChecksOlder), Kind: part.Quiet, Busy: f.list.Waiting(), Test: "evidence-older", OnClick: f.more},
		))
	}
	return app.Div().Class("stack-tight").Body(body...)
}

func (f *found) check(t text.T, name string, passed bool, at time.Time, why, id string, verifier eth.Address) app.UI {
	tone, word := part.Running, t.Say(text.CheckPassed)
	if !passed {
		tone, word = part.Bad, t.Say(text.CheckFailed)
	}
	return app.Li().DataSet("check", name).Body(
		app.Div().Class("spread").Body(
			app.Span().Text(t.Check(name)),
			part.Badge(tone, word),
		),
		app.P().Class("small muted").Body(
			app.Span().Class("num").Text(t.Moment(at, time.Now())+" · "+t.Say(text.CheckBy, verifier.Short())+" "),
			part.Link(api.EvidencePath(id)).Target("_blank").Class("check-raw").DataSet("test", "evidence-raw").Text(t.Say(text.CheckRaw)),
		),
		app.If(why != "", func() app.UI { return app.P().Class("small break").Text(outside.Text(why)) }),
	)
}

// repeat says how anyone does it again, and what it cannot show.
func (f *found) repeat(t text.T, c wire.Certification) app.UI {
	if c.Command == "" {
		return nil
	}
	command := outside.Text(c.Command)
	return app.Div().Class("stack-tight").Body(
		app.P().Class("small").Text(t.Say(text.ChecksRepeat)),
		app.Div().Class("row").Body(
			app.Code().Class("small mono break").DataSet("test", "cert-command").Text(command),
			&part.Copy{T: t, Value: command, What: t.Say(text.ChecksCopy), Test: "cert-copy"},
		),
		app.P().Class("small muted").DataSet("test", "cert-limits").Text(t.Say(text.ChecksLimits)),
	)
}
