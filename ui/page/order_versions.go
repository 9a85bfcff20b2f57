package page

import (
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/part"
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

// readVersions asks for the versions where the list is not of what is deployed now.
func (p *Order) readVersions() {
	newest := p.deployed.Data.Revision
	if p.progress().tab(p.tab) != tabDeploy || newest == 0 || p.versions.of == newest {
		return
	}
	p.versions.of = newest
	p.fetchVersions(0)
}

func (p *Order) fetchVersions(before uint64) {
	ctx, s, life := p.ctx, p.site(), p.life
	g, ok := s.known()
	if !ok {
		return
	}
	p.versions.busy = true
	if len(p.versions.list.Data) == 0 {
		p.versions.list.Status = state.Loading
	}
	of := p.versions.of
	ctx.Async(func() {
		page, err := g.Revisions(life, s.Order.ID, before, versionsAtOnce)
		err = s.heard(err)
		p.mine(ctx, life, func(app.Context) {
			if of != p.versions.of {
				return
			}
			if err != nil {
				p.versions.busy, p.versions.list.Status, p.versions.list.Err = false, state.Failed, err
				return
			}
			p.versions.take(page, before)
		})
	})
}

func (p *Order) olderVersions(app.Context, app.Event) {
	if n := len(p.versions.list.Data); n > 0 && !p.versions.busy {
		p.fetchVersions(p.versions.list.Data[n-1].Number)
	}
}

func (p *Order) versionsAgain(app.Context, app.Event) { p.fetchVersions(0) }

// renderVersions is the form for the next version, and the versions that there were.
func (p *Order) renderVersions(g progress) app.UI {
	body := []app.UI{p.renderDeploy(g)}
	if g.token && p.deployed.Status == state.Ready && g.deployment.Revision > 0 {
		body = append(body, p.renderHistory(g))
	}
	return app.Div().Class("deploy-columns").Body(body...)
}

// renderHistory is the list of versions.
func (p *Order) renderHistory(g progress) app.UI {
	t, v := p.T, &p.versions
	body := []app.UI{app.H2().Text(t.Say(text.Versions))}
	var items []app.UI
	for _, r := range v.list.Data {
		items = append(items, p.renderVersion(g, r))
	}
	switch {
	case v.list.Status == state.Failed:
		body = append(body, trouble(t, v.list.Err, &part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "versions-again", OnClick: p.versionsAgain}))
	case v.list.Status != state.Ready:
		body = append(body, waiting(t.Say(text.VersionsLoading)))
	case len(items) == 0:
		body = append(body, app.P().Class("muted").Text(t.Say(text.VersionsNone)))
	}
	if len(items) > 0 {
		body = append(body, app.Ol().Class("versions").Body(items...))
	}
	if v.more && v.list.Status == state.Ready {
		body = append(body, app.Div().Class("row").Body(&part.Button{Label: t.Say(text.VersionsOlder), Busy: v.busy, Test: "versions-older", OnClick: p.olderVersions}))
	}
	return app.Section().Class("panel").DataSet("test", "versions").Body(append(body, p.rollbackSheet(g))...)
}

// renderVersion is one version of the list.
func (p *Order) renderVersion(g progress, r wire.Revision) app.UI {
	t := p.T
	number := strconv.FormatUint(r.Number, 10)
	head := []app.UI{app.Strong().Class("num").Text(t.Say(text.VersionNo, r.Number))}
	current := r.Number == g.deployment.Revision
	if current {
		head = append(head, part.Badge(part.Running, t.Say(text.VersionNow)))
	}
	head = append(head, app.Time().Class("small muted num version-at").DateTime(r.At.UTC().Format("2006-01-02T15:04:05Z")).Text(t.Moment(r.At, g.now)))
	about := []string{t.Say(text.Formats[r.Format])}
	if tpl, ok := findTemplate(p.templates.Data, r.Template); ok {
		about = append(about, t.Pick(tpl.Name))
	}
	if r.From > 0 {
		about = append(about, t.Say(text.VersionFrom, r.From))
	}
	var services []app.UI
	for _, s := range r.Services {
		words := s.Image
		if s.Replicas > 1 {
			words += " × " + strconv.Itoa(s.Replicas)
		}
		services = append(services, app.Li().Body(app.Span().Text(s.Name+" "), mono(words)))
	}
	body := []app.UI{
		app.Div().Class("version-head").Body(head...),
		app.P().Class("small muted").Text(strings.Join(about, " · ")),
		app.Ul().Class("version-runs").Body(services...),
	}
	if !current {
		body = append(body, app.Div().Body(&part.Button{Label: t.Say(text.RollbackOpen), Test: "rollback-" + number, Key: number, OnClick: p.openRollback}))
	}
	return app.Li().Class("version").DataSet("test", "version-"+number).DataSet("format", r.Format).DataSet("from", r.From).Body(body...)
}

// rollback is the sheet in which an earlier version is taken again.
type rollback struct {
	open  bool
	to    wire.Revision
	short bool               // the node said that there is no room for both
	check wire.ManifestCheck // what the node makes of it now; nothing where it could not be asked
}

func (p *Order) openRollback(ctx app.Context, _ app.Event) {
	n, err := strconv.ParseUint(ctx.JSSrc().Get("dataset").Get("key").String(), 10, 64)
	if r, ok := p.versions.find(n); ok && err == nil {
		p.back = rollback{open: true, to: r}
		p.deployOf = nil
		p.checkRollback(n)
	}
}

// checkRollback asks what a roll back would come to, so that it is known before the wallet is asked. Without an answer the
// node says it in the end.
func (p *Order) checkRollback(n uint64) {
	ctx, s, life := p.ctx, p.site(), p.life
	g, ok := s.known()
	if !ok {
		return
	}
	ctx.Async(func() {
		answer, err := g.Check(life, s.Order.ID, wire.ManifestCheckRequest{From: n})
		if s.heard(err) != nil {
			return
		}
		p.mine(ctx, life, func(app.Context) {
			if p.back.open && p.back.to.Number == n {
				p.back.check, p.back.short = answer, answer.Update == wire.UpdateShortStop
			}
		})
	})
}

func (p *Order) closeRollback(app.Context) {
	if p.doing == deployIdle {
		p.back.open, p.deployOf = false, nil
	}
}

func (p *Order) keepRunning(ctx app.Context, _ app.Event) { p.closeRollback(ctx) }

func (p *Order) rollBack(app.Context, app.Event) {
	p.begin(true, wire.DeployRequest{From: p.back.to.Number, ShortStop: p.back.short}, p.back.to.ManifestHash)
}

func (p *Order) rollbackSheet(g progress) app.UI {
	t, b := p.T, p.back
	sheet := &part.Sheet{ID: "rollback-sheet", T: t, Title: t.Say(text.RollbackTitle, b.to.Number), Open: b.open, Locked: p.doing != deployIdle, Test: "rollback-sheet", OnClose: p.closeRollback}
	if !b.open {
		return sheet
	}
	body := []app.UI{
		app.P().Class("consequence").DataSet("test", "rollback-words").Text(t.Say(text.RollbackWords, b.to.Number, g.deployment.Revision+1)),
		app.P().Class("small muted").Text(t.Say(text.RollbackCost)),
		app.H3().Text(t.Say(text.CheckPlan)),
		planCards(t, b.to.Services, b.to.Volumes),
	}
	label := text.RollbackDo
	if b.short {
		label = text.RollbackShort
		body = append(body, app.Div().Role("alert").DataSet("test", "rollback-short").Body(part.Note(part.Waiting, t.Say(text.UpdateShortStop))))
	}
	if len(b.check.Problems) > 0 {
		var items []app.UI
		for _, x := range b.check.Problems {
			items = append(items, app.Li().Text(problemWords(t, x)))
		}
		body = append(body, app.Div().Role("alert").DataSet("test", "rollback-problems").Body(part.Note(part.Bad, t.Say(text.RollbackCannot), app.Ul().Body(items...))))
	}
	if p.deployOf != nil {
		body = append(body, trouble(t, p.deployOf))
	}
	words := t.Say(label)
	if p.doing != deployIdle {
		words = t.Say(deployWords[p.doing])
	}
	sheet.Content = body
	sheet.Actions = []app.UI{
		&part.Button{Label: t.Say(text.RollbackKeep), Test: "rollback-keep", Disabled: p.doing != deployIdle, OnClick: p.keepRunning},
		&part.Button{Kind: part.Primary, Label: words, Test: "rollback-confirm", Busy: p.doing != deployIdle, Disabled: len(b.check.Problems) > 0, OnClick: p.rollBack},
	}
	return sheet
}
