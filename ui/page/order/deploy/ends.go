package deploy

import (
	"slices"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// ending is a service that runs and is not in what is about to be deployed, with its disks where they are known.
type ending struct {
	name  string
	disks []string
}

// endings are the services that would end. now is the version that runs, of which the disks are known; none: it was not asked for.
func endings(runs []wire.Service, now wire.Revision, next []wire.ServicePlan) (all []ending) {
	for _, s := range runs {
		if slices.ContainsFunc(next, func(p wire.ServicePlan) bool { return p.Name == s.Name }) {
			continue
		}
		p, _ := find(now.Services, s.Name)
		all = append(all, ending{s.Name, p.Volumes})
	}
	return all
}

// renderEnds says which services would end, and what becomes of their disks.
func (f *Form) renderEnds(a wire.ManifestCheck) app.UI {
	d := f.Course.Deployment
	if !a.OK || len(a.Services) == 0 || d.Revision == 0 {
		return nil
	}
	t := f.T
	now, _ := f.Desk.versions.find(d.Revision)
	var notes []app.UI
	for _, e := range endings(d.Services, now, a.Services) {
		words := t.Say(text.CheckEndsText)
		if len(e.disks) > 0 {
			words = t.Say(text.CheckEndsDisk, strings.Join(e.disks, ", "))
		}
		notes = append(notes, app.Div().DataSet("test", "check-ends").DataSet("name", e.name).Body(part.Note(part.Waiting, t.Say(text.CheckEnds, e.name), app.P().Class("small").Text(words))))
	}
	if len(notes) == 0 {
		return nil
	}
	return app.Div().Class("stack-tight").Body(notes...)
}
