package data

import (
	"slices"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// renderRestore is the sheet in which a disk's content is replaced.
func (c *Panel) renderRestore() app.UI {
	t, d := c.T, c.Desk
	r := &d.restore
	s := &part.Sheet{ID: "restore-sheet", T: t, Title: t.Say(text.RestoreOf, r.disk), Open: r.disk != "", Locked: d.act != "", Test: "restore-sheet", OnClose: c.closeRestore}
	if !s.Open {
		return s
	}
	options := []part.Option{
		{Value: bySnapshot, Label: t.Say(text.RestoreSnapshot)}, {Value: byFile, Label: t.Say(text.RestoreFile)},
		{Value: byOrder, Label: t.Say(text.RestoreOrder)}, {Value: byBackup, Label: t.Say(text.RestoreBackup)},
	}
	s.Content = []app.UI{app.Div().Class("choice-one").Body(&part.Choice{Name: "restore-by", Legend: t.Say(text.RestoreFrom), Options: options, Value: r.by, Test: "restore-by", OnPick: c.pickBy})}
	switch r.by {
	case bySnapshot:
		s.Content = append(s.Content, c.renderWhich(c.ready()))
	case byFile:
		s.Content = append(s.Content, c.renderChosen())
	case byOrder:
		s.Content = append(s.Content, c.renderOther()...)
	case byBackup:
		s.Content = append(s.Content, c.renderFrom()...)
	}
	s.Content = append(s.Content,
		&part.Tickbox{Label: t.Say(text.RestoreInPlace), Note: t.Say(text.RestoreInNote), On: r.inPlace, Disabled: d.act != "", Test: "restore-in-place", OnTick: func(_ app.Context, on bool) { r.inPlace = on }},
		app.P().Class("consequence").Text(t.Say(text.RestoreDo, r.disk)),
		c.renderProgress(), part.Trouble(t, d.actErr),
	)
	s.Actions = []app.UI{&part.Button{Kind: part.Danger, Label: t.Say(text.RestoreGo), Busy: d.act != "", Disabled: !r.can(), Test: "restore-go", OnClick: c.begin}}
	return s
}

// renderWhich is the choice of a snapshot.
func (c *Panel) renderWhich(all []wire.Snapshot) app.UI {
	t, r := c.T, &c.Desk.restore
	if len(all) == 0 {
		return app.P().Class("muted").Text(t.Say(text.RestoreNone))
	}
	var options []part.Option
	for _, s := range all {
		options = append(options, part.Option{Value: s.ID, Label: snapshotName(t, s) + ", " + t.Bytes(s.Bytes)})
	}
	return &part.Field{ID: "restore-which", Label: t.Say(text.RestoreWhich), Value: r.which, Options: options, Test: "restore-which", OnChange: func(_ app.Context, v string) { r.which = v }}
}

// renderChosen is the choice of a file.
func (c *Panel) renderChosen() app.UI {
	t, r := c.T, &c.Desk.restore
	name := app.UI(app.Text(""))
	if r.file != nil {
		name = app.P().Class("mono small break").Text(r.name + ", " + t.Bytes(uint64(r.size)))
	}
	return app.Div().Class("stack-tight").Body(
		app.Label().Class("btn btn-plain file").Body(
			app.Input().Class("sr").Type("file").Accept(".zst,.tar.zst").Disabled(c.Desk.act != "").DataSet("test", "restore-file").OnChange(c.chooseFile),
			app.Span().Text(t.Say(text.RestoreChoose)),
		), name, app.P().Class("small muted").Text(t.Say(text.RestoreResumes)),
	)
}

// renderOther is the choice of another order and of a snapshot of it.
func (c *Panel) renderOther() []app.UI {
	t, r := c.T, &c.Desk.restore
	switch {
	case r.orders.Status == state.Failed:
		return []app.UI{part.Trouble(t, r.orders.Err)}
	case r.orders.Status != state.Ready:
		return []app.UI{part.Skeleton(1)}
	case len(r.orders.Data) == 0:
		return []app.UI{app.P().Class("muted").Text(t.Say(text.OtherNone))}
	}
	var options []part.Option
	for _, v := range r.orders.Data {
		options = append(options, part.Option{Value: v.ID.String(), Label: orderNumber(t, v)})
	}
	body := []app.UI{
		&part.Field{ID: "restore-order", Label: t.Say(text.OtherOrder), Value: r.other, Options: options, Test: "restore-order", OnChange: func(_ app.Context, v string) {
			r.other, r.which, r.snapshots = v, "", state.Of[[]wire.Snapshot]{}
		}},
	}
	switch r.snapshots.Status {
	case state.Ready:
		return append(body, c.renderWhich(r.snapshots.Data))
	case state.Failed:
		body = append(body, part.Trouble(t, r.snapshots.Err))
	}
	return append(body, &part.Button{Label: t.Say(text.OtherLook), Busy: r.snapshots.Status == state.Loading, Test: "restore-look", OnClick: c.look})
}

// renderFrom is the choice of a backup, of a disk in it, and the key that opens it.
func (c *Panel) renderFrom() []app.UI {
	t, d := c.T, c.Desk
	r, f := &d.restore, &d.found
	var body []app.UI
	if d.backup.Data.Plan == nil || f.shown {
		body = append(body, app.Div().Class("inset stack-tight").Body(c.renderBucket("from", &f.other, false), &part.Button{
			Label: t.Say(text.BackupFind), Busy: f.list.Status == state.Loading, Test: "backup-find", OnClick: c.findElse,
		}))
	} else {
		body = append(body, &part.Button{Kind: part.Quiet, Label: t.Say(text.BackupElse), Test: "backup-else", OnClick: func(app.Context, app.Event) { f.shown = true }})
	}
	switch {
	case f.list.Status == state.Failed:
		return append(body, part.Trouble(t, f.list.Err))
	case f.list.Status == state.Loading:
		return append(body, part.Skeleton(1))
	case f.list.Status != state.Ready:
		return body
	case len(f.list.Data) == 0:
		return append(body, app.P().Class("muted").Text(t.Say(text.BackupsNone)))
	}
	var options, disks []part.Option
	for _, e := range f.list.Data {
		if e.Whole {
			options = append(options, part.Option{Value: e.Path, Label: t.Date(e.At) + " (" + e.Path + ")"})
		}
		if e.Path == r.path {
			for _, x := range e.Disks {
				disks = append(disks, part.Option{Value: x.Disk, Label: x.Disk + ", " + t.Bytes(uint64(x.Bytes))})
			}
		}
	}
	wrong := ""
	if r.tried && !isKey(r.identity, "age-secret-key-") {
		wrong = t.Say(text.BackupIdentBad)
	}
	return append(body,
		&part.Field{ID: "restore-backup", Label: t.Say(text.BackupWhich), Value: r.path, Options: options, Test: "restore-backup", OnChange: func(_ app.Context, v string) {
			if i := slices.IndexFunc(f.list.Data, func(e wire.BackupEntry) bool { return e.Path == v && len(e.Disks) > 0 }); i >= 0 {
				r.path = v
				r.inside(f.list.Data[i])
			}
		}},
		&part.Field{ID: "restore-disk", Label: t.Say(text.BackupDisk), Value: r.in, Options: disks, Test: "restore-disk", OnChange: func(_ app.Context, v string) { r.in = v }},
		&part.Field{ID: "restore-identity", Label: t.Say(text.BackupIdentity), Value: r.identity, Type: "password", Help: t.Say(text.BackupIdentFor), Error: wrong, Max: 100, Test: "restore-identity",
			OnInput: func(_ app.Context, v string) { r.identity = v }},
	)
}

// renderProgress is how far the way to the node is.
func (c *Panel) renderProgress() app.UI {
	t, r := c.T, &c.Desk.restore
	switch {
	case c.Desk.act != "restore":
		return app.Text("")
	case r.by == byFile && r.sent > 0:
		return app.Div().Class("stack-tight").Body(part.Wait(t.Say(text.RestoreSending, t.Bytes(uint64(r.sent)), t.Bytes(uint64(r.size)))), part.Share(float64(r.sent)/float64(r.size)))
	case r.by == byFile:
		return part.Wait(t.Say(text.RestoreSumming, t.Percent(float64(r.summed)/float64(max(r.size, 1)))))
	case r.by == byOrder && r.of > 0:
		return app.Div().Class("stack-tight").Body(part.Wait(t.Say(text.RestoreFetching, t.Bytes(r.got), t.Bytes(r.of))), part.Share(float64(r.got)/float64(r.of)))
	}
	return part.Wait(t.Say(text.RestoreAsking))
}
