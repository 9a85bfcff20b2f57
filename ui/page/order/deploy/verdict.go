package deploy

import (
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/fault"
	"berth/ui/part"
	"berth/ui/part/site"
	"berth/ui/text"
)

// renderCheck is what the node makes of what is in the form. What it said last stays while it is asked anew.
func (f *Form) renderCheck() app.UI {
	t, c := f.T, &f.Desk.check
	if c.stage == checkNone {
		return nil
	}
	// Only what came of a check is told to screen readers, not that there is one with each pause.
	var said string
	busy := app.Span().Class("check-busy").Aria("hidden", "true")
	switch {
	case c.busy():
		busy = busy.Body(app.Span().Class("spin"), app.Text(t.Say(text.CheckBusy)))
	case c.stage == checkFailed && f.Course.Err != nil:
		return nil // that is told beside the button
	case c.stage == checkFailed && fault.Is(c.err, site.AccessOver):
		return part.Trouble(t, c.err, f.enter(text.ServiceSignAgain))
	case c.stage == checkFailed:
		return part.Trouble(t, c.err, &part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "check-again", OnClick: f.checkAgain})
	}
	if f.Desk.form.Format == formatTemplate && c.answer.OK {
		// What it runs with is no news to who chose it in the catalogue.
		return f.renderEnds(c.answer)
	}
	tone := part.Running
	switch n := len(c.answer.Problems); {
	case c.had == "":
	case n > 0:
		tone, said = part.Bad, t.Count(text.CheckProblems, n)
	default:
		said = t.Say(text.CheckFine)
	}
	state := "known"
	if c.busy() {
		state = "waits"
	}
	head := app.P().Class("check-said").DataSet("test", "check-said")
	if said != "" {
		head = head.Body(part.Badge(tone, said))
	}
	return app.Div().Class("check stack").DataSet("test", "check").DataSet("state", state).Body(
		app.Div().Class("check-head").Body(app.Div().Aria("live", "polite").Body(head), busy),
		f.renderProblems(c.answer), f.renderEnds(c.answer), renderWorth(t, c.answer), renderIgnored(t, c.answer), renderPlan(t, c.answer),
	)
}

func (f *Form) checkAgain(app.Context, app.Event) {
	f.Desk.check.retry()
	f.recheck()
}

// renderProblems are what must be mended. A problem with a line leads there.
func (f *Form) renderProblems(a wire.ManifestCheck) app.UI {
	t := f.T
	if len(a.Problems) == 0 {
		return nil
	}
	var items []app.UI
	for i, x := range a.Problems {
		var head []app.UI
		if x.Line > 0 {
			head = append(head, app.Span().Class("problem-line num").Text(t.Say(text.CheckLine, x.Line)))
		}
		if x.Path != "" {
			head = append(head, part.Mono(x.Path))
		}
		body := []app.UI{app.Span().Class("problem-head").Body(head...), app.Span().Class("break").Text(t.Flaw(x))}
		li := app.Li().Class("problem").DataSet("test", "problem").DataSet("line", x.Line).DataSet("path", x.Path)
		if x.Line > 0 && f.Desk.form.Format != formatTemplate {
			items = append(items, li.Body(app.Button().Type("button").Class("problem-do").DataSet("line", x.Line).DataSet("test", "problem-"+strconv.Itoa(i+1)).
				Body(body...).OnClick(f.toLine)))
		} else {
			items = append(items, li.Body(app.Div().Class("problem-do").Body(body...)))
		}
	}
	list := app.Ol().Class("problems").DataSet("test", "deploy-problems").Body(items...)
	if t.Lang != text.ZH || !slices.ContainsFunc(a.Problems, func(x wire.ManifestProblem) bool { return x.Dimension == "" && !chinese(x.Text) }) {
		return list
	}
	return app.Div().Class("stack-tight").Body(app.P().Class("small muted").Text(t.Say(text.CheckEnglish)), list)
}

// chinese reports whether there is a Han character in a text.
func chinese(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x4e00 && r <= 0x9fff })
}

func (f *Form) toLine(ctx app.Context, _ app.Event) {
	line, err := strconv.Atoi(ctx.JSSrc().Get("dataset").Get("line").String())
	if err == nil {
		showLine(codeID, f.Desk.form.Text(), line)
	}
}
