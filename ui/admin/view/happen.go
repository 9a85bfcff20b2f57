package view

import (
	"slices"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// Happenings are what happened to an order, the newest first.
func Happenings(t text.T, all []wire.Happening) app.UI {
	all, now := slices.Clone(all), time.Now()
	slices.SortFunc(all, func(a, b wire.Happening) int { return int(int64(b.Seq) - int64(a.Seq)) })
	var items []app.UI
	for _, h := range all {
		tone, class := part.Neutral, "happening-words"
		if h.Bad {
			tone, class = part.Bad, "happening-words happening-bad"
		}
		words := []app.UI{app.Span().Text(t.Happening(h))}
		if h.Count > 1 {
			words = append(words, app.Span().Class("small muted").Text(t.Say(text.ActivityTimes, h.Count)))
		}
		items = append(items, app.Li().Class("happening happening-dated").DataSet("test", "happening").Body(
			Stamp(h.At, t.Moment(h.At, now)), part.Shape(tone), app.P().Class(class).Body(words...),
		))
	}
	return app.Ul().Class("happenings").Body(items...)
}

var levels = map[string]part.Tone{"warn": part.Waiting, "error": part.Bad}

// LogLines are lines of the gateway's own log.
func LogLines(t text.T, all []wire.AdminLine) app.UI {
	now := time.Now()
	var items []app.UI
	for _, l := range all {
		tone := levels[l.Level]
		if tone == "" {
			tone = part.Neutral
		}
		words := []app.UI{app.Span().Text(l.Text)}
		for _, key := range sortedKeys(l.Attrs) {
			if l.Attrs[key] == "<nil>" || key == "order" && l.Order != 0 {
				continue // it says nothing more
			}
			words = append(words, app.Span().Class("mono small muted").Text(key+"="+l.Attrs[key]))
		}
		items = append(items, app.Li().Class("happening happening-dated").DataSet("test", "log-line").Body(
			Stamp(l.At, t.Moment(l.At, now)), part.Shape(tone), app.P().Class("happening-words").Body(words...),
		))
	}
	return app.Ul().Class("happenings").Body(items...)
}

func sortedKeys(m map[string]string) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
