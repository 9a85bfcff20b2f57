package deploy

import (
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// change is one thing that two versions have differently: of a service, or of all of it where that is empty.
type change struct {
	of   string
	what string
	was  string // empty: it was not there
	is   string // empty: it is there no more
}

// changes are what differs between two versions, as far as a node tells of them: it does not give out their files again.
func changes(t text.T, from, to wire.Revision) (all []change) {
	add := func(of, what, was, is string) {
		if was != is {
			all = append(all, change{of, what, was, is})
		}
	}
	for _, name := range both(from.Services, to.Services, func(s wire.ServicePlan) string { return s.Name }) {
		a, was := find(from.Services, name)
		b, is := find(to.Services, name)
		switch {
		case !was:
			all = append(all, change{of: name, is: b.Image})
			continue
		case !is:
			all = append(all, change{of: name, was: a.Image})
			continue
		}
		add(name, t.Say(text.PlanImage), a.Image, b.Image)
		add(name, t.Say(text.PlanPort), positive(a.Port), positive(b.Port))
		add(name, t.Say(text.PlanReplicas), strconv.Itoa(max(a.Replicas, 1)), strconv.Itoa(max(b.Replicas, 1)))
		for _, d := range []resource.Dimension{resource.CPU, resource.Memory, resource.GPU, resource.Disk} {
			add(name, t.Dimension(d), quantity(t, d, a.Share), quantity(t, d, b.Share))
		}
		add(name, t.Say(text.PlanRuns), once(t, a), once(t, b))
		for _, x := range []struct {
			what    text.Text
			was, is []string
		}{
			{text.PlanBefore, a.Before, b.Before}, {text.PlanBeside, a.Beside, b.Beside}, {text.PlanVariables, a.Env, b.Env}, {text.PlanSecrets, a.Secrets, b.Secrets},
			{text.PlanFiles, a.Files, b.Files}, {text.PlanVolumes, a.Volumes, b.Volumes}, {text.PlanAfter, awaited(a), awaited(b)},
		} {
			add(name, t.Say(x.what), less(x.was, x.is), less(x.is, x.was))
		}
	}
	for _, name := range both(from.Volumes, to.Volumes, func(v wire.VolumePlan) string { return v.Name }) {
		add("", t.Say(text.DiffDisk, name), disk(t, from.Volumes, name), disk(t, to.Volumes, name))
	}
	add("", t.Say(text.VersionValues), less(from.Values, to.Values), less(to.Values, from.Values))
	add("", t.Say(text.VersionFiles), less(from.Files, to.Files), less(to.Files, from.Files))
	if from.ManifestHash != to.ManifestHash {
		add("", t.Say(text.DiffFile), sizeOf(t, from), sizeOf(t, to))
	}
	return all
}

// sizeOf is a version's file, told apart by its hash: two of one length may differ.
func sizeOf(t text.T, r wire.Revision) string {
	return t.Say(text.DiffFileSize, r.Size) + " (" + r.ManifestHash.String()[:10] + "…)"
}

// both are the names that are in either list, in the order of the newer one.
func both[T any](from, to []T, name func(T) string) (names []string) {
	for _, x := range slices.Concat(to, from) {
		if n := name(x); !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names
}

func find(list []wire.ServicePlan, name string) (wire.ServicePlan, bool) {
	i := slices.IndexFunc(list, func(s wire.ServicePlan) bool { return s.Name == name })
	if i < 0 {
		return wire.ServicePlan{}, false
	}
	return list[i], true
}

func disk(t text.T, list []wire.VolumePlan, name string) string {
	i := slices.IndexFunc(list, func(v wire.VolumePlan) bool { return v.Name == name })
	if i < 0 {
		return ""
	}
	return t.Size(uint64(list[i].SizeMiB))
}

func quantity(t text.T, d resource.Dimension, r resource.Resources) string {
	if r.Of(d) == 0 {
		return ""
	}
	return t.Quantity(d, r.Of(d))
}

func positive(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func once(t text.T, s wire.ServicePlan) string {
	if !s.Once {
		return ""
	}
	return t.Say(text.PlanOnce)
}

func awaited(s wire.ServicePlan) (names []string) {
	for _, a := range s.After {
		names = append(names, a.Service)
	}
	return names
}

// less is what is in a list and not in another.
func less(list, other []string) string {
	var only []string
	for _, x := range list {
		if !slices.Contains(other, x) {
			only = append(only, x)
		}
	}
	return strings.Join(only, ", ")
}

// compare is the two versions that are looked at beside each other; 0: the newest, and the one before it.
type compare struct{ from, to uint64 }

// pair are the two versions, of those that are listed.
func (v versions) pair(c compare) (from, to wire.Revision, ok bool) {
	if len(v.list.Data) < 2 {
		return from, to, false
	}
	to, from = v.list.Data[0], v.list.Data[1]
	if r, found := v.find(c.to); found {
		to = r
	}
	if r, found := v.find(c.from); found {
		from = r
	}
	return from, to, true
}

// renderCompare has what differs between two versions.
func (c *History) renderCompare() app.UI {
	t, desk := c.T, c.Desk
	from, to, ok := desk.versions.pair(desk.compare)
	if !ok {
		return nil
	}
	var options []part.Option
	for _, r := range desk.versions.list.Data {
		options = append(options, part.Option{Value: strconv.FormatUint(r.Number, 10), Label: t.Say(text.VersionNo, r.Number)})
	}
	field := func(id string, label text.Text, value uint64, set func(uint64)) app.UI {
		return &part.Field{ID: id, Label: t.Say(label), Value: strconv.FormatUint(value, 10), Options: options, Test: id, OnChange: func(_ app.Context, v string) {
			if n, err := strconv.ParseUint(v, 10, 64); err == nil {
				set(n)
			}
		}}
	}
	body := []app.UI{
		app.Summary().Text(t.Say(text.DiffTitle)),
		app.Div().Class("fields").Body(
			field("diff-from", text.DiffFrom, from.Number, func(n uint64) { desk.compare.from = n }),
			field("diff-to", text.DiffTo, to.Number, func(n uint64) { desk.compare.to = n }),
		),
	}
	all := changes(t, from, to)
	if len(all) == 0 {
		body = append(body, app.P().Class("muted").DataSet("test", "diff-none").Text(t.Say(text.DiffNone)))
	}
	var rows []app.UI
	for _, x := range all {
		rows = append(rows, renderChange(t, x))
	}
	if len(rows) > 0 {
		body = append(body, app.Ul().Class("diff").DataSet("test", "diff").DataSet("from", from.Number).DataSet("to", to.Number).Body(rows...))
	}
	return app.Details().Class("details").DataSet("test", "versions-compare").Body(body...)
}

// renderChange is one change. What was and what is are told by words, not by colour alone.
func renderChange(t text.T, x change) app.UI {
	head := []string{}
	for _, s := range []string{x.of, x.what} {
		if s != "" {
			head = append(head, s)
		}
	}
	side := func(class string, word text.Text, s string) app.UI {
		if s == "" {
			return nil
		}
		return app.P().Class("diff-"+class).Body(app.Span().Class("small muted").Text(t.Say(word)+" "), part.Mono(s))
	}
	was, is := text.DiffFrom, text.DiffTo
	switch {
	case x.was == "":
		is = text.DiffAdded
	case x.is == "":
		was = text.DiffGone
	}
	return app.Li().DataSet("test", "diff-line").DataSet("of", x.of).Body(
		app.P().Class("strong").Text(strings.Join(head, " · ")), side("was", was, x.was), side("is", is, x.is),
	)
}
