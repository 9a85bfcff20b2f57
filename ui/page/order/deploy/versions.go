package deploy

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/part/entry"
	"berth/ui/state"
	"berth/ui/text"
)

// versionsAtOnce is how many versions are asked for at a time.
const versionsAtOnce = 10

// versions are the newest of an order's revisions that were asked for.
type versions struct {
	list state.Of[[]wire.Revision]
	more bool   // there are older ones
	busy bool   // they are being asked for
	of   uint64 // the newest revision when the list was asked for
}

// take puts a page of revisions behind the list, or begins it anew where that page is the newest one.
func (v *versions) take(page wire.Revisions, before uint64) {
	v.busy, v.more = false, page.More
	list := page.Revisions
	if before > 0 {
		// Only what is older: a page that overlaps would show a version twice.
		list = slices.Clone(v.list.Data)
		for _, r := range page.Revisions {
			if len(list) == 0 || r.Number < list[len(list)-1].Number {
				list = append(list, r)
			}
		}
	}
	v.list = state.Of[[]wire.Revision]{Status: state.Ready, Data: list}
}

// find is a version of the list.
func (v versions) find(number uint64) (wire.Revision, bool) {
	i := slices.IndexFunc(v.list.Data, func(r wire.Revision) bool { return r.Number == number })
	if i < 0 {
		return wire.Revision{}, false
	}
	return v.list.Data[i], true
}

// History is the list of the versions that there were, with the sheet in which one is taken again.
type History struct {
	app.Compo
	About
}

// OnMount implements app.Mounter.
func (c *History) OnMount(app.Context) { c.read() }

// OnUpdate implements app.Updater.
func (c *History) OnUpdate(app.Context) { c.read() }

// read asks for the versions where the list is not of what is deployed now.
func (c *History) read() {
	newest := c.Course.Deployment.Revision
	if newest == 0 || c.Desk.versions.of == newest {
		return
	}
	c.Desk.versions.of = newest
	c.fetch(0)
}

func (c *History) fetch(before uint64) {
	run, s, v := c.Run, c.Site, &c.Desk.versions
	g, ok := s.Known()
	if !ok {
		return
	}
	v.busy = true
	if len(v.list.Data) == 0 {
		v.list.Status = state.Loading
	}
	of := v.of
	run.Go(func() {
		page, err := g.Revisions(run, s.Order.ID, before, versionsAtOnce)
		err = s.Heard(err)
		run.Do(func(app.Context) {
			if of != v.of {
				return
			}
			if err != nil {
				v.busy, v.list.Status, v.list.Err = false, state.Failed, err
				return
			}
			v.take(page, before)
		})
	})
}

func (c *History) older(app.Context, app.Event) {
	if n := len(c.Desk.versions.list.Data); n > 0 && !c.Desk.versions.busy {
		c.fetch(c.Desk.versions.list.Data[n-1].Number)
	}
}

func (c *History) again(app.Context, app.Event) { c.fetch(0) }

// Render implements app.Composer.
func (c *History) Render() app.UI {
	t, v := c.T, &c.Desk.versions
	body := []app.UI{app.H2().Text(t.Say(text.Versions))}
	var items []app.UI
	for _, r := range v.list.Data {
		items = append(items, c.renderVersion(r))
	}
	switch {
	case v.list.Status == state.Failed:
		body = append(body, part.Trouble(t, v.list.Err, &part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "versions-again", OnClick: c.again}))
	case v.list.Status != state.Ready:
		body = append(body, part.Wait(t.Say(text.VersionsLoading)))
	case len(items) == 0:
		body = append(body, app.P().Class("muted").Text(t.Say(text.VersionsNone)))
	}
	body = append(body, c.renderCompare())
	if len(items) > 0 {
		body = append(body, app.Ol().Class("versions").Body(items...))
	}
	if v.more && v.list.Status == state.Ready {
		body = append(body, app.Div().Class("row").Body(&part.Button{Label: t.Say(text.VersionsOlder), Busy: v.busy, Test: "versions-older", OnClick: c.older}))
	}
	return app.Section().Class("panel").DataSet("test", "versions").Body(append(body, c.rollbackSheet())...)
}

// renderVersion is one version of the list.
func (c *History) renderVersion(r wire.Revision) app.UI {
	t := c.T
	number := strconv.FormatUint(r.Number, 10)
	head := []app.UI{app.Strong().Class("num").Text(t.Say(text.VersionNo, r.Number))}
	current := r.Number == c.Course.Deployment.Revision
	if current {
		head = append(head, part.Badge(part.Running, t.Say(text.VersionNow)))
	}
	head = append(head, app.Time().Class("small muted num version-at").DateTime(r.At.UTC().Format("2006-01-02T15:04:05Z")).Text(t.Moment(r.At, c.Course.Now)))
	format := r.Format
	if r.Inside != "" {
		format = r.Inside
	}
	about := []string{t.Say(text.Formats[format])}
	if tpl, ok := entry.Find(c.Templates.Data, r.Template); ok {
		about = append(about, t.Pick(tpl.Name))
	}
	if r.From > 0 {
		about = append(about, t.Say(text.VersionFrom, r.From))
	}
	about = append(about, signedBy(t, r))
	var services []app.UI
	for _, s := range r.Services {
		words := s.Image
		if s.Replicas > 1 {
			words += " × " + strconv.Itoa(s.Replicas)
		}
		services = append(services, app.Li().Body(app.Span().Text(s.Name+" "), part.Mono(words)))
	}
	body := []app.UI{
		app.Div().Class("version-head").Body(head...),
		app.P().Class("small muted").Text(strings.Join(about, " · ")),
		app.Ul().Class("version-runs").Body(services...),
		renderAlong(t, r),
	}
	words, saving := text.VersionProof, c.Desk.proof == r.Number
	if saving {
		words = text.VersionProofOf
	}
	body = append(body, app.Div().Class("row").Body(
		app.If(!current, func() app.UI {
			return &part.Button{Label: t.Say(text.RollbackOpen), Test: "rollback-" + number, Key: number, OnClick: c.openRollback}
		}),
		&part.Button{
			Kind: part.Quiet, Glyph: part.GlyphDownload, Label: t.Say(words), Hidden: t.Say(text.VersionProof) + ". " + t.Say(text.VersionProofFor, r.Number), Busy: saving,
			Test: "proof-" + number, Key: number, OnClick: c.saveProof,
		},
	))
	if c.Desk.proofErr != nil && c.Desk.proofOf == r.Number {
		body = append(body, part.Trouble(t, c.Desk.proofErr))
	}
	return app.Li().Class("version").DataSet("test", "version-"+number).DataSet("format", r.Format).DataSet("from", r.From).Body(body...)
}

// renderAlong is what came along with a version, by name.
func renderAlong(t text.T, r wire.Revision) app.UI {
	var body []app.UI
	for _, x := range []struct {
		name text.Text
		list []string
	}{{text.VersionValues, r.Values}, {text.VersionFiles, r.Files}} {
		if len(x.list) > 0 {
			body = append(body, app.P().Class("small").Body(app.Span().Class("muted").Text(t.Say(x.name)+": "), names(x.list)))
		}
	}
	if len(body) == 0 {
		return nil
	}
	return app.Div().DataSet("test", "version-along").Body(body...)
}

// signedBy is whose signature a version has.
func signedBy(t text.T, r wire.Revision) string {
	switch {
	case r.KeyName != "":
		return t.Say(text.VersionBy, r.KeyName)
	case r.Key != "":
		return t.Say(text.VersionBy, r.Key)
	}
	return t.Say(text.VersionByWallet)
}

// proofBy is how long a proof may take to be fetched.
const proofBy = 30 * time.Second

// saveProof has the browser save the signatures from the wallet to a version.
func (c *History) saveProof(ctx app.Context, _ app.Event) {
	n, err := strconv.ParseUint(ctx.JSSrc().Get("dataset").Get("key").String(), 10, 64)
	run, s, desk := c.Run, c.Site, c.Desk
	g, ok := s.Known()
	if err != nil || !ok || desk.proof != 0 {
		return
	}
	desk.proof, desk.proofErr = n, nil
	run.Go(func() {
		limited, cancel := context.WithTimeout(run, proofBy)
		defer cancel()
		err := g.SaveProof(limited, s.Order.ID, n, fmt.Sprintf("order-%d-version-%d-proof.json", s.Order.ID, n))
		if !run.On() {
			return
		}
		err = s.Heard(err)
		run.Do(func(app.Context) { desk.proof, desk.proofOf, desk.proofErr = 0, n, err })
	})
}
