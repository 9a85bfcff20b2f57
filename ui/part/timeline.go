package part

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/text"
)

// Stage is how far a step is.
type Stage uint8

// The stages.
const (
	Todo   Stage = iota
	Now          // under way
	Done         //
	Broken       // it failed: Note says why and Remedy is the one thing to do
)

// Step is one step of an order's timeline or of a path that the user goes.
type Step struct {
	Key    string // data-step; the test reads it together with data-stage
	Name   string
	Stage  Stage
	At     time.Time
	Note   string // what is happening, or why it failed
	Detail app.UI // a transaction's link, say
	Remedy app.UI
}

var stageNames = [...]string{"todo", "now", "done", "broken"}

func (s Stage) String() string { return stageNames[s] }

func (s Stage) words(t text.T) string {
	return t.Say([...]text.Text{text.StageTodo, text.StageNow, text.StageDone, text.StageBroken}[s])
}

var stageShapes = [...]string{
	Todo: `<circle cx="10" cy="10" r="7" fill="none" stroke="currentColor" stroke-width="1.6"/>`,
	Now: `<circle cx="10" cy="10" r="7" fill="none" stroke="currentColor" stroke-width="1.6"/>` +
		`<circle class="pulse" cx="10" cy="10" r="3.4" fill="currentColor"/>`,
	Done: `<circle cx="10" cy="10" r="8" fill="currentColor"/>` +
		`<path class="stage-tick" d="m6.4 10.3 2.5 2.5 4.8-5.3" fill="none" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>`,
	Broken: `<path d="M10 1.8 18.8 17.5H1.2z" fill="currentColor"/>` +
		`<path class="stage-tick" d="M10 7.5v4.5M10 14.6v.1" fill="none" stroke-width="1.8" stroke-linecap="round"/>`,
}

// Timeline shows the steps that something goes through from top to bottom, each with its shape, word and time.
func Timeline(t text.T, now time.Time, steps []Step) app.UI {
	var items []app.UI
	for _, s := range steps {
		head := []app.UI{app.Span().Class("step-name").Text(s.Name), app.Span().Class("sr").Text(s.Stage.words(t))}
		if !s.At.IsZero() {
			head = append(head, app.Time().Class("step-time num").DateTime(s.At.UTC().Format(time.RFC3339)).Text(t.Moment(s.At, now)))
		}
		body := []app.UI{app.Div().Class("step-head").Body(head...)}
		if s.Note != "" {
			body = append(body, app.P().Class("step-note").Text(s.Note))
		}
		if s.Detail != nil {
			body = append(body, app.Div().Class("step-detail").Body(s.Detail))
		}
		if s.Remedy != nil {
			body = append(body, app.Div().Class("step-remedy").Body(s.Remedy))
		}
		li := app.Li().Class("step step-"+s.Stage.String()).DataSet("step", s.Key).DataSet("stage", s.Stage.String()).Body(
			app.Raw(`<svg class="step-shape" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">`+stageShapes[s.Stage]+`</svg>`),
			app.Div().Class("step-body").Body(body...),
		)
		if s.Stage == Now {
			li = li.Aria("current", "step")
		}
		items = append(items, li)
	}
	return app.Ol().Class("timeline").DataSet("test", "timeline").Body(items...)
}

// Stepper is the row of steps at the top of a path. Steps that are done can be gone back to.
type Stepper struct {
	app.Compo

	T      text.T
	Label  string
	Steps  []Step // Key, Name and Stage are used
	OnPick func(ctx app.Context, key string)
}

func (s *Stepper) pick(ctx app.Context, _ app.Event) {
	if s.OnPick != nil {
		s.OnPick(ctx, ctx.JSSrc().Get("dataset").Get("key").String())
	}
}

// Render implements app.Composer.
func (s *Stepper) Render() app.UI {
	var items []app.UI
	for i, st := range s.Steps {
		number := app.Span().Class("stepper-no num").Aria("hidden", "true").Text(i + 1)
		if st.Stage == Done {
			number = app.Span().Class("stepper-no").Aria("hidden", "true").Body(Icon(GlyphCheck))
		}
		inside := []app.UI{number, app.Span().Class("stepper-name").Text(st.Name), app.Span().Class("sr").Text(st.Stage.words(s.T))}
		li := app.Li().Class("stepper-item stepper-" + st.Stage.String())
		if st.Stage == Now {
			li = li.Aria("current", "step")
		}
		if st.Stage == Done && s.OnPick != nil {
			li = li.Body(app.Button().Type("button").Class("stepper-do").DataSet("key", st.Key).DataSet("test", "step-"+st.Key).Body(inside...).OnClick(s.pick))
		} else {
			li = li.Body(app.Span().Class("stepper-do").Body(inside...))
		}
		items = append(items, li)
	}
	return app.Nav().Class("stepper").Aria("label", s.Label).Body(app.Ol().Body(items...))
}
