package page

import (
	"slices"
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// renderCheck is what the node makes of what is in the form. What it said last stays while it is asked anew.
func (p *Order) renderCheck() app.UI {
	t, c := p.T, &p.check
	if c.stage == checkNone {
		return nil
	}
	// Only what came of a check is told to screen readers, not that there is one with each pause.
	var said string
	busy := app.Span().Class("check-busy").Aria("hidden", "true")
	switch {
	case c.busy():
		busy = busy.Body(app.Span().Class("spin"), app.Text(t.Say(text.CheckBusy)))
	case c.stage == checkFailed && coded(c.err, accessOver):
		return trouble(t, c.err, p.authorise(text.ServiceSignAgain))
	case c.stage == checkFailed:
		return trouble(t, c.err, &part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "check-again", OnClick: p.checkAgain})
	}
	if p.form.Format == formatTemplate && c.answer.OK {
		// What it runs with is no news to who chose it in the catalogue.
		return nil
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
		p.renderProblems(c.answer), renderIgnored(t, c.answer), renderPlan(t, c.answer),
	)
}

func (p *Order) checkAgain(app.Context, app.Event) {
	p.check.retry()
	p.recheck()
}

// renderProblems are what must be mended. A problem with a line leads there.
func (p *Order) renderProblems(a wire.ManifestCheck) app.UI {
	t := p.T
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
			head = append(head, mono(x.Path))
		}
		body := []app.UI{app.Span().Class("problem-head").Body(head...), app.Span().Class("break").Text(problemWords(t, x))}
		li := app.Li().Class("problem").DataSet("test", "problem").DataSet("line", x.Line).DataSet("path", x.Path)
		if x.Line > 0 && p.form.Format != formatTemplate {
			items = append(items, li.Body(app.Button().Type("button").Class("problem-do").DataSet("line", x.Line).DataSet("test", "problem-"+strconv.Itoa(i+1)).Body(body...).OnClick(p.toLine)))
		} else {
			items = append(items, li.Body(app.Div().Class("problem-do").Body(body...)))
		}
	}
	list := app.Ol().Class("problems").DataSet("test", "deploy-problems").Body(items...)
	if t.Lang != text.ZH || !slices.ContainsFunc(a.Problems, func(x wire.ManifestProblem) bool { return x.Dimension == "" }) {
		return list
	}
	return app.Div().Class("stack-tight").Body(app.P().Class("small muted").Text(t.Say(text.CheckEnglish)), list)
}

// problemWords is a problem in the viewer's language where the page has the words, and else in the node's.
func problemWords(t text.T, x wire.ManifestProblem) string {
	if x.Code != problem.DoesNotFit || x.Dimension == "" {
		return x.Text
	}
	return t.Fault(problem.New(422, x.Code, "%s", x.Text).With("dimension", string(x.Dimension)).With("wanted", x.Wanted).With("free", x.Free)).What
}

func (p *Order) toLine(ctx app.Context, _ app.Event) {
	line, err := strconv.Atoi(ctx.JSSrc().Get("dataset").Get("line").String())
	if err == nil {
		showLine(codeID, p.form.text(), line)
	}
}

// renderIgnored is what makes no difference, folded.
func renderIgnored(t text.T, a wire.ManifestCheck) app.UI {
	if len(a.Ignored) == 0 {
		return nil
	}
	var items []app.UI
	for _, x := range a.Ignored {
		body := []app.UI{mono(x.Path), app.Text(" – " + x.Text)}
		if x.Line > 0 {
			body = append([]app.UI{app.Span().Class("num muted").Text(t.Say(text.CheckLine, x.Line) + " · ")}, body...)
		}
		items = append(items, app.Li().Class("small").Body(body...))
	}
	return app.Details().Class("details").DataSet("test", "deploy-ignored").Body(
		app.Summary().Text(t.Count(text.CheckIgnored, len(a.Ignored))), app.Ul().Class("reasons").Body(items...),
	)
}

// renderPlan is what would run: its services and disks, with what each gets of the order.
func renderPlan(t text.T, a wire.ManifestCheck) app.UI {
	if len(a.Services) == 0 {
		return nil
	}
	return app.Section().Class("stack-tight").DataSet("test", "deploy-plan").Body(app.H3().Text(t.Say(text.CheckPlan)), planCards(t, a.Services, a.Volumes))
}

// planCards are the cards of a plan.
func planCards(t text.T, services []wire.ServicePlan, volumes []wire.VolumePlan) app.UI {
	var cards []app.UI
	for _, s := range services {
		port := app.Span().Text(t.Say(text.PlanNoPort))
		if s.Port > 0 {
			port = app.Span().Class("num").Text(s.Port)
		}
		facts := []app.UI{
			part.Fact(t.Say(text.PlanImage), mono(s.Image)),
			part.Fact(t.Say(text.PlanPort), port),
		}
		each := ""
		if s.Replicas > 1 {
			facts = append(facts, part.Fact(t.Say(text.PlanReplicas), app.Span().Class("num").Text(s.Replicas)))
			each = " " + t.Say(text.PlanEach)
		}
		for _, d := range []resource.Dimension{resource.CPU, resource.Memory, resource.GPU} {
			n := s.Share.Of(d)
			if n == 0 {
				continue
			}
			facts = append(facts, part.Fact(t.Dimension(d), share(t, t.Quantity(d, n)+each, slices.Contains(s.Asked, string(d)))))
		}
		for _, x := range []struct {
			name text.Text
			list []string
		}{{text.PlanVariables, s.Env}, {text.PlanSecrets, s.Secrets}, {text.PlanFiles, s.Files}} {
			if len(x.list) > 0 {
				facts = append(facts, part.Fact(t.Say(x.name), names(x.list)))
			}
		}
		for _, v := range s.Volumes {
			i := slices.IndexFunc(volumes, func(x wire.VolumePlan) bool { return x.Name == v })
			if i >= 0 {
				facts = append(facts, part.Fact(t.Say(text.PlanVolumes), share(t, v+" · "+t.Size(uint64(volumes[i].SizeMiB)), volumes[i].Asked)))
			}
		}
		cards = append(cards, app.Li().Class("plan-card").DataSet("test", "plan-service").DataSet("name", s.Name).Body(app.P().Class("service-name").Text(s.Name), part.Facts(facts...)))
	}
	return app.Ul().Class("plan").Body(cards...)
}

// mono is a name or path as it stands in a file.
func mono(s string) app.UI { return app.Span().Class("mono small break").Text(s) }

// share is a quantity with whose wish it is.
func share(t text.T, quantity string, asked bool) app.UI {
	by := text.PlanDealt
	if asked {
		by = text.PlanAsked
	}
	return app.Span().Body(app.Span().Class("num").Text(quantity), app.Span().Class("small muted").Text(" · "+t.Say(by)))
}

// names are a few names, and how many more there are.
func names(list []string) app.UI {
	const most = 6
	var out []app.UI
	for i, x := range list {
		if i == most {
			out = append(out, app.Span().Class("num").Text(" + "+strconv.Itoa(len(list)-most)))
			break
		}
		if i > 0 {
			out = append(out, app.Text(", "))
		}
		out = append(out, mono(x))
	}
	return app.Span().Body(out...)
}

// renderUpdate is what becomes of what runs now.
func (p *Order) renderUpdate() app.UI {
	t := p.T
	switch {
	case p.deployed.Status != state.Ready || p.deployed.Data.Revision == 0:
		return nil
	case p.shortStop():
		return app.Div().Role("status").DataSet("test", "deploy-update").DataSet("update", string(wire.UpdateShortStop)).Body(
			part.Note(part.Waiting, t.Say(text.UpdateShortStop), app.P().Class("small").Text(t.Say(text.UpdateData))))
	case p.check.stage == checkKnown && p.check.answer.OK && p.check.answer.Update == wire.UpdateBeside:
		return app.Div().Class("small muted").DataSet("test", "deploy-update").DataSet("update", string(wire.UpdateBeside)).Body(app.P().Text(t.Say(text.UpdateBeside)), app.P().Text(t.Say(text.UpdateData)))
	}
	return nil
}

// shortStop tells whether what is in the form can only be deployed with a short stop.
func (p *Order) shortStop() bool {
	return p.short || p.check.stage == checkKnown && p.check.answer.OK && p.check.answer.Update == wire.UpdateShortStop
}
