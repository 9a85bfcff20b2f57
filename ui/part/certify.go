package part

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/outside"
	"berth/ui/text"
)

// Certification is what a platform has found out about a node: how far it has looked and since when, how often it was answered, and
// which checks the node did not pass. way leads to the evidence.
func Certification(t text.T, c wire.Certification, way app.UI) []app.UI {
	name, means := t.Level(c.Level)
	share := func(name text.Text, n int) app.UI {
		return Fact(t.Say(name), app.Span().Class("num").Text(t.Uptime(n)))
	}
	badge := app.Span().DataSet("test", "certification-level").DataSet("level", string(c.Level)).Body(Badge(LevelTone(c.Level), name))
	facts := []app.UI{Fact(t.Say(text.LevelName), badge)}
	if since, ok := c.Since[c.Level]; ok {
		facts = append(facts, Fact(t.Say(text.CertSince), app.Span().Class("num").Text(t.Date(since))))
	}
	if !c.Until.IsZero() {
		facts = append(facts, Fact(t.Say(text.CertUntil), app.Span().Class("num").Text(t.Moment(c.Until, time.Now()))))
	}
	lines := []app.UI{app.P().Class("small muted").Text(means), Facts(append(facts, share(text.UptimeDay, c.Uptime.Day), share(text.UptimeMonth, c.Uptime.Month))...)}
	for _, x := range c.Checks {
		if !x.Passed {
			lines = append(lines, Note(Bad, t.Check(x.Name)+": "+t.Say(text.CheckFailed), app.P().Class("small break").Text(outside.Text(x.Why))))
		}
	}
	return append(lines, app.P().Body(way))
}

// LevelTone is the tone of a level.
func LevelTone(l wire.Level) Tone {
	switch l {
	case wire.Certified:
		return Running
	case wire.Verified:
		return Waiting
	}
	return Neutral
}

// LevelTag says how far a platform has looked at a node; nil: no further than that it answers.
func LevelTag(t text.T, c *wire.Certification) app.UI {
	if c == nil || c.Level != wire.Verified && c.Level != wire.Certified {
		return nil
	}
	name, _ := t.Level(c.Level)
	return app.Span().Class("tag").DataSet("test", "level-tag").DataSet("level", string(c.Level)).Text(name)
}
