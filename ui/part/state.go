package part

import "github.com/maxence-charriere/go-app/v10/pkg/app"

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

// Note is a box with something to know, marked by tone. Body comes below the title.
func Note(tone Tone, title string, body ...app.UI) app.UI {
	inside := []app.UI{app.P().Class("note-title").Body(Shape(tone), app.Span().Text(title))}
	return app.Div().Class("note note-" + string(tone)).Body(append(inside, body...)...)
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
