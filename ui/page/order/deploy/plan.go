package deploy

import (
	"slices"
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// renderIgnored is what makes no difference, folded.
func renderIgnored(t text.T, a wire.ManifestCheck) app.UI {
	if len(a.Ignored) == 0 {
		return nil
	}
	return app.Details().Class("details").DataSet("test", "deploy-ignored").Body(
		app.Summary().Text(t.Count(text.CheckIgnored, len(a.Ignored))), renderNotes(t, a.Ignored),
	)
}

// renderWorth is what is worth knowing of images before they run.
func renderWorth(t text.T, a wire.ManifestCheck) app.UI {
	if len(a.Notes) == 0 {
		return nil
	}
	return app.Section().Class("stack-tight").DataSet("test", "deploy-notes").Body(app.H3().Text(t.Say(text.CheckNotes)), renderNotes(t, a.Notes))
}

// renderNotes are notes with their places.
func renderNotes(t text.T, notes []wire.ManifestNote) app.UI {
	var items []app.UI
	for _, x := range notes {
		body := []app.UI{part.Mono(x.Path), app.Text(" – " + x.Text)}
		if x.Line > 0 {
			body = append([]app.UI{app.Span().Class("num muted").Text(t.Say(text.CheckLine, x.Line) + " · ")}, body...)
		}
		items = append(items, app.Li().Class("small").Body(body...))
	}
	return app.Ul().Class("reasons").Body(items...)
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
			part.Fact(t.Say(text.PlanImage), part.Mono(s.Image)),
			part.Fact(t.Say(text.PlanPort), port),
		}
		facts = append(facts, isolation(t, s)...)
		if x := s.Facts; x != nil {
			facts = append(facts, part.Fact(t.Say(text.PlanFetched), fetched(t, x)))
		}
		each := ""
		if s.Replicas > 1 {
			facts = append(facts, part.Fact(t.Say(text.PlanReplicas), app.Span().Class("num").Text(s.Replicas)))
			each = " " + t.Say(text.PlanEach)
		}
		if s.Once {
			facts = append(facts, part.Fact(t.Say(text.PlanRuns), app.Span().Text(t.Say(text.PlanOnce))))
		}
		for _, a := range s.After {
			if words, known := text.PlanAwaited[a.Until]; known {
				facts = append(facts, part.Fact(t.Say(text.PlanAfter), app.Span().DataSet("test", "plan-after").Text(t.Say(words, a.Service))))
			}
		}
		for _, d := range []resource.Dimension{resource.CPU, resource.Memory, resource.GPU} {
			n := s.Share.Of(d)
			if n == 0 {
				continue
			}
			facts = append(facts, part.Fact(t.Dimension(d), share(t, t.Quantity(d, n)+each, slices.Contains(s.Asked, string(d)))))
		}
		if n := s.Share.DiskMiB; n > 0 {
			facts = append(facts, part.Fact(t.Say(text.PlanOwnDisk), share(t, t.Size(uint64(n))+each, slices.Contains(s.Asked, string(resource.Disk)))))
		}
		for _, x := range []struct {
			name text.Text
			list []string
		}{{text.PlanBefore, s.Before}, {text.PlanBeside, s.Beside}, {text.PlanVariables, s.Env}, {text.PlanSecrets, s.Secrets}, {text.PlanFiles, s.Files}} {
			if len(x.list) > 0 {
				facts = append(facts, part.Fact(t.Say(x.name), names(x.list)))
			}
		}
		for _, v := range s.Volumes {
			i := slices.IndexFunc(volumes, func(x wire.VolumePlan) bool { return x.Name == v })
			if i >= 0 {
				facts = append(facts, part.Fact(t.Say(text.PlanVolumes), share(t, v+" · "+diskSize(t, volumes[i]), volumes[i].Asked)))
			}
		}
		cards = append(cards, app.Li().Class("plan-card").DataSet("test", "plan-service").DataSet("name", s.Name).
			Body(app.P().Class("service-name").Text(s.Name), part.Facts(facts...)))
	}
	return app.Ul().Class("plan").Body(cards...)
}

// diskSize is how large a disk will be, and how large it is where it grows.
func diskSize(t text.T, v wire.VolumePlan) string {
	if v.HasMiB > 0 && v.HasMiB < v.SizeMiB {
		return t.Say(text.PlanGrows, t.Size(uint64(v.SizeMiB)), t.Size(uint64(v.HasMiB)))
	}
	return t.Size(uint64(v.SizeMiB))
}

// fetched is what an image's registry says of it: how much is fetched, as whom it starts, and what its name leads to.
func fetched(t text.T, x *wire.ImageFacts) app.UI {
	if x.BuiltIn {
		return app.Span().Text(t.Say(text.PlanBuiltIn))
	}
	user := x.User
	if user == "" {
		user = "root"
	}
	return app.Span().Title(x.Digest).Body(app.Span().Class("num").Text(t.Size(uint64(x.SizeMiB))), app.Text(" · "+t.Say(text.PlanStartsAs)+" "), part.Mono(user))
}

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
		out = append(out, part.Mono(x))
	}
	return app.Span().Body(out...)
}
