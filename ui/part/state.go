package part

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/ui/text"
)

// Tone is a state's colour, which always comes with a shape and a word.
type Tone string

// The tones.
const (
	Neutral Tone = "neutral" // ring: nothing to see to
	Running Tone = "running" // disc: works
	Waiting Tone = "waiting" // half disc: somebody's turn
	Bad     Tone = "bad"     // triangle: broken or ended badly
)

var shapes = map[Tone]string{
	Neutral: `<circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" stroke-width="1.6"/>`,
	Running: `<circle cx="6" cy="6" r="5" fill="currentColor"/>`,
	Waiting: `<circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M6 1.8a4.2 4.2 0 0 1 0 8.4z" fill="currentColor"/>`,
	Bad:     `<path d="M6 .8 11.6 11H.4z" fill="currentColor"/>`,
}

// Shape is a tone's shape alone; a word must stand beside it.
func Shape(tone Tone) app.UI {
	return app.Raw(`<svg class="shape tone-` + string(tone) + `" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">` + shapes[tone] + `</svg>`)
}

// Badge is a state: its shape and its word.
func Badge(tone Tone, word string) app.UI {
	return app.Span().Class("badge").Body(Shape(tone), app.Span().Text(word))
}

// StateBadge is an order's state. runs and leaves are the words for one that is active, the latter where its node has announced that
// it ends it.
func StateBadge(t text.T, o order.Order, runs, leaves text.Text) app.UI {
	switch o.State {
	case order.Created:
		return Badge(Waiting, t.Say(text.StateCreated))
	case order.Active:
		if !o.AnnouncedAt.IsZero() {
			return Badge(Waiting, t.Say(leaves))
		}
		return Badge(Running, t.Say(runs))
	case order.Completed:
		return Badge(Neutral, t.Say(text.StateCompleted))
	case order.Cancelled:
		return Badge(Neutral, t.Say(text.StateCancelled))
	case order.Replaced:
		return Badge(Neutral, t.Say(text.StateReplaced))
	}
	return Badge(Neutral, o.State.String())
}

// Note is a box with something to know, marked by tone. Body comes below the title.
func Note(tone Tone, title string, body ...app.UI) app.UI {
	inside := []app.UI{app.P().Class("note-title").Body(Shape(tone), app.Span().Text(title))}
	return app.Div().Class("note note-" + string(tone)).Body(append(inside, body...)...)
}

// headingID is where a step begins.
const headingID = "step-heading"

// Heading is the heading of a step of a path. A page shows one at a time.
func Heading(words string) app.UI {
	return app.H2().ID(headingID).TabIndex(-1).DataSet("test", "step-heading").Text(words)
}

// ToHeading has the eye and the keyboard begin at the step that is shown now: what is new is there.
func ToHeading() {
	if app.IsServer {
		return
	}
	ToTop()
	if h := app.Window().GetElementByID(headingID); h.Truthy() {
		h.Call("focus", map[string]any{"preventScroll": true})
	}
}

// Told is what was declined or failed, beside the control that caused it: it comes into view, and the keyboard is there.
type Told struct {
	app.Compo

	T       text.T
	Err     error // nil: nothing
	Actions []app.UI

	last error
}

// toldID is where what happened stands; a page tells one thing at a time.
const toldID = "told"

// OnMount implements app.Mounter.
func (c *Told) OnMount(ctx app.Context) { c.OnUpdate(ctx) }

// OnUpdate implements app.Updater.
func (c *Told) OnUpdate(ctx app.Context) {
	if c.Err == c.last {
		return
	}
	if c.last = c.Err; c.Err == nil {
		return
	}
	ctx.Defer(func(app.Context) {
		if e := app.Window().GetElementByID(toldID); e.Truthy() {
			e.Call("focus", map[string]any{"preventScroll": true})
			e.Call("scrollIntoView", map[string]any{"block": "nearest"})
		}
	})
}

// Render implements app.Composer.
func (c *Told) Render() app.UI {
	return app.Div().Class("told").ID(toldID).TabIndex(-1).DataSet("test", "told").Body(Trouble(c.T, c.Err, c.Actions...))
}

// Empty is what a list shows that has nothing in it: why, and what to do.
func Empty(title, words string, actions ...app.UI) app.UI {
	return app.Div().Class("empty").DataSet("test", "empty").Body(
		Mark(), app.H2().Text(title), app.P().Class("muted").Text(words), row(actions),
	)
}

// Failure is what a place shows whose data could not be had: what happened, what it means, and the next step.
func Failure(title, words string, actions ...app.UI) app.UI {
	return app.Div().Class("empty failure").DataSet("test", "failure").Role("alert").Body(
		Shape(Bad), app.H2().Text(title), app.P().Class("muted").Text(words), row(actions),
	)
}

func row(actions []app.UI) app.UI {
	if len(actions) == 0 {
		return nil
	}
	return app.Div().Class("row").Body(actions...)
}

// Skeleton is so many lines of the shape of text to come. The place around it should say what is loading.
func Skeleton(lines int) app.UI {
	var body []app.UI
	for range lines {
		body = append(body, app.Span().Class("bone"))
	}
	return app.Div().Class("skeleton").Aria("hidden", "true").Body(body...)
}

// SkeletonCards is so many cards to come.
func SkeletonCards(n int) app.UI {
	var body []app.UI
	for range n {
		body = append(body, app.Div().Class("card").Body(Skeleton(4)))
	}
	return app.Div().Class("cards").Aria("hidden", "true").Body(body...)
}
