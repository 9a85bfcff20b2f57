// Package shelf shows the catalogue of services: as a list to search in, and what is to be known of each.
package shelf

import (
	"slices"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// Shelf is the list of services, with a search in it. Those that no node can run now come last.
type Shelf struct {
	app.Compo

	T      text.T
	All    state.Of[[]wire.TemplateBrief]
	OnPick func(ctx app.Context, id string) // nil: an entry leads to its page

	words, category string
}

func (s *Shelf) retry(ctx app.Context, _ app.Event) { state.Templates.Load(ctx, api.Templates) }

func (s *Shelf) pick(ctx app.Context, _ app.Event) {
	s.OnPick(ctx, ctx.JSSrc().Get("dataset").Get("key").String())
}

func (s *Shelf) clear(app.Context, app.Event) { s.words, s.category = "", "" }

// Render implements app.Composer.
func (s *Shelf) Render() app.UI {
	t := s.T
	switch {
	case s.All.Status == state.Failed && len(s.All.Data) == 0:
		return part.Broke(t, s.All.Err, &part.Button{Label: t.Say(text.Retry), Test: "retry", OnClick: s.retry})
	case s.All.Waiting() && len(s.All.Data) == 0:
		return app.Div().Class("stack").Body(part.Wait(t.Say(text.RentLoading)), part.SkeletonCards(3))
	}
	var here, away []app.UI
	for _, b := range s.All.Data {
		switch {
		case s.category != "" && b.Category != s.category || !Matches(t, b, s.words):
		case b.Nodes > 0:
			here = append(here, s.entry(b))
		default:
			away = append(away, s.entry(b))
		}
	}
	body := []app.UI{s.search(), app.P().Class("small muted").Role("status").DataSet("test", "shelf-count").Text(t.Count(text.ShelfCount, len(here)+len(away)))}
	if len(here)+len(away) == 0 {
		body = append(body, part.Empty(t.Say(text.ShelfNone), t.Say(text.ShelfNoneDo), &part.Button{Label: t.Say(text.ClearFilters), Test: "shelf-clear", OnClick: s.clear}))
	}
	if len(here) > 0 {
		body = append(body, app.Ul().Class("shelf-list").DataSet("test", "shelf").Body(here...))
	}
	if len(away) > 0 {
		body = append(body, app.Div().Class("stack-tight").DataSet("test", "shelf-away").Body(
			app.H2().Text(t.Say(text.ShelfAway)), app.P().Class("small muted").Text(t.Say(text.ShelfAwayText)), app.Ul().Class("shelf-list").Body(away...),
		))
	}
	return app.Div().Class("stack").Body(body...)
}

func (s *Shelf) search() app.UI {
	t := s.T
	options := []part.Option{{Label: t.Say(text.ShelfAll)}}
	for _, c := range text.Categories {
		if slices.ContainsFunc(s.All.Data, func(b wire.TemplateBrief) bool { return b.Category == c.Key }) {
			options = append(options, part.Option{Value: c.Key, Label: t.Say(c.Name)})
		}
	}
	return app.Div().Class("shelf-top").Body(
		&part.Field{
			ID: "shelf-q", Label: t.Say(text.Search), HideLabel: true, Type: "search", Placeholder: t.Say(text.ShelfHint), Value: s.words, Max: 100, Test: "shelf-q",
			OnInput: func(_ app.Context, v string) { s.words = v },
		},
		&part.Field{
			ID: "shelf-category", Label: t.Say(text.ShelfKind), HideLabel: true, Value: s.category, Options: options, Test: "shelf-category",
			OnChange: func(_ app.Context, v string) { s.category = v },
		},
	)
}

func (s *Shelf) entry(b wire.TemplateBrief) app.UI {
	t := s.T
	inside := []app.UI{
		Sign(t, b),
		app.Span().Class("shelf-words").Body(
			app.Span().Class("shelf-name").Body(
				app.Span().Text(t.Pick(b.Name)), app.If(b.Root, func() app.UI { return app.Span().Class("tag").Text(t.Say(text.ShelfRoot)) }),
			),
			app.Span().Class("small muted").Text(t.Pick(b.Summary)),
			app.Span().Class("small num shelf-needs").Text(t.Say(text.ShelfFrom, Needs(t, b.Least))),
		),
	}
	if s.OnPick != nil {
		return app.Li().Body(app.Button().Type("button").Class("shelf-entry").DataSet("key", b.ID).DataSet("test", "template-"+b.ID).OnClick(s.pick).Body(inside...))
	}
	return app.Li().Body(part.Link("/catalogue/"+b.ID).Class("shelf-entry").DataSet("test", "template-"+b.ID).Body(inside...))
}

// Matches reports whether a service has all of some words in its name, summary, images or kind.
func Matches(t text.T, b wire.TemplateBrief, words string) bool {
	in := strings.ToLower(strings.Join(append([]string{
		b.ID, b.Name["en"], b.Name["zh"], b.Summary["en"], b.Summary["zh"], t.Category(b.Category),
	}, b.Images...), "\n"))
	for w := range strings.FieldsSeq(strings.ToLower(words)) {
		if !strings.Contains(in, w) {
			return false
		}
	}
	return true
}

// Sign is a service's mark: the first letters of its name, and no logo of anybody's.
func Sign(t text.T, b wire.TemplateBrief) app.UI {
	return app.Span().Class("shelf-sign").Aria("hidden", "true").Text(letters(t.Pick(b.Name)))
}

// letters are two that stand for a name: of its first two words, or of the only one.
func letters(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' || r == '.' || r == '+' })
	var out []rune
	for _, w := range words {
		if out = append(out, []rune(w)[0]); len(out) == 2 {
			return string(out)
		}
	}
	if len(words) == 1 {
		first := []rune(words[0])
		return string(first[:min(len(first), 2)])
	}
	return string(out)
}

// Needs are the CPU, memory, disk and GPUs of a size.
func Needs(t text.T, r resource.Resources) string {
	parts := []string{t.Quantity(resource.CPU, uint64(r.CPUMilli)), t.Quantity(resource.Memory, uint64(r.MemoryMiB)), t.Quantity(resource.Disk, uint64(r.DiskMiB))}
	if r.GPU > 0 {
		parts = append(parts, t.Quantity(resource.GPU, uint64(r.GPU)))
	}
	return strings.Join(parts, " · ")
}

// Runs reports whether a node that has only some images, all where there are none, can run others.
func Runs(has, wants []string) bool {
	return len(has) == 0 || !slices.ContainsFunc(wants, func(image string) bool { return !slices.Contains(has, image) })
}

// First is what to do first once a service runs; nil: nothing.
func First(t text.T, tpl wire.Template) app.UI {
	if len(tpl.First) == 0 {
		return nil
	}
	return app.P().Class("small").DataSet("test", "template-first").Body(app.Strong().Text(t.Say(text.ShelfFirst)+" "), app.Text(t.Pick(tpl.First)))
}

// Source says where a bundle's figures come from.
func Source(t text.T, s wire.Source) app.UI {
	switch s.Kind {
	case "docs":
		return app.Span().Class("small muted").Body(app.Text(t.Say(text.SourceDocs)+" "), part.Link(s.URL).Text(t.Say(text.SourceLink)), app.Text(": "), app.Span().Lang("en").Text(s.Says))
	case "measured":
		return app.Span().Class("small muted").Body(app.Text(t.Say(text.SourceMeasured)+" "), app.Span().Lang("en").Text(s.Says))
	}
	return app.Span().Class("small muted").Text(t.Say(text.SourceEstimate))
}
