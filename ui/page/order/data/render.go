package data

import (
	"slices"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// Render implements app.Composer.
func (c *Panel) Render() app.UI {
	t, d := c.T, c.Desk
	out := []app.UI{app.Section().Class("panel").DataSet("test", "disks").Body(c.renderDisks()...)}
	if d.list.Status == state.Ready && d.list.Data.Limits.Able {
		if d.list.Data.Limits.Snapshots > 0 {
			out = append(out, c.renderSnapshots())
		}
		if !c.Over || d.backup.Data.Plan != nil {
			out = append(out, c.renderBackup())
		}
	}
	return app.Div().Class("stack").DataSet("test", "data").Body(append(out, c.renderMake(), c.renderLarger(), c.renderRestore(), c.renderRemove(), c.renderEnd(), app.If(d.list.Stale != nil, func() app.UI {
		return app.P().Class("small muted").Role("status").Text(t.Say(text.DataStale, t.Moment(d.list.At, time.Now())))
	}))...)
}

func (c *Panel) renderDisks() []app.UI {
	t, d := c.T, c.Desk
	body := []app.UI{app.H2().Text(t.Say(text.DataTitle))}
	list := d.list.Data
	switch {
	case d.list.Status == state.Failed:
		return append(body, part.Trouble(t, d.list.Err, &part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "data-again", OnClick: c.again}))
	case d.list.Status != state.Ready:
		return append(body, part.Wait(t.Say(text.DataLoading)), part.Skeleton(4))
	case len(list.Disks) == 0:
		return append(body, app.Div().Class("none").DataSet("test", "disks-none").Body(app.H3().Text(t.Say(text.DataEmpty)), app.P().Class("muted").Text(t.Say(text.DataEmptyDo))))
	}
	var items []app.UI
	for _, x := range list.Disks {
		items = append(items, c.renderDisk(x))
	}
	body = append(body, app.Ul().Class("entries entries-wide").Body(items...))
	if !list.Limits.Able {
		body = append(body, part.Note(part.Waiting, t.Say(text.DataUnable)))
	}
	for _, r := range list.Restores {
		body = append(body, c.renderRestored(r))
	}
	if d.act == "" && d.actErr != nil && d.making == "" && d.restore.disk == "" && d.gone == "" && !d.plan.open && !d.ending {
		body = append(body, part.Trouble(t, d.actErr))
	}
	return body
}

// renderDisk is a disk with what can be done with it.
func (c *Panel) renderDisk(x wire.Disk) app.UI {
	t := c.T
	size, words := uint64(x.SizeMiB), t.Say(text.DiskSize, t.Size(uint64(x.SizeMiB)))
	if x.UsedMiB > 0 {
		words = t.Say(text.DiskOf, t.Size(uint64(x.UsedMiB)), t.Size(size))
	}
	body := []app.UI{
		app.Div().Class("entry-head").Body(app.Strong().Class("entry-name").Text(x.Name), app.Span().Class("num small").Text(words)),
	}
	if x.UsedMiB > 0 {
		body = append(body, part.Share(float64(x.UsedMiB)/float64(max(size, 1))))
	}
	if len(x.Services) > 0 {
		body = append(body, app.P().Class("small muted").Text(t.Say(text.DiskUsedBy, strings.Join(x.Services, ", "))))
	}
	if x.Busy {
		body = append(body, part.Wait(t.Say(text.DiskBusy)))
	}
	limits := c.Desk.list.Data.Limits
	var buttons []app.UI
	if limits.Able {
		if limits.Snapshots > 0 {
			buttons = append(buttons, &part.Button{Label: t.Say(text.SnapshotMake), Test: "snapshot-make", Key: x.Name, Disabled: x.Busy, OnClick: c.askSnapshot})
		}
		if !c.Over {
			buttons = append(buttons, &part.Button{Kind: part.Quiet, Label: t.Say(text.RestoreButton), Test: "disk-restore", Key: x.Name, Disabled: x.Busy, OnClick: c.askRestore})
		}
	}
	if limits.Grows && !c.Over && c.OnFile != nil {
		buttons = append(buttons, &part.Button{Kind: part.Quiet, Label: t.Say(text.DiskGrow), Test: "disk-grow", Key: x.Name, Disabled: x.Busy, OnClick: c.askLarger})
	}
	if len(buttons) > 0 {
		body = append(body, app.Div().Class("row").Body(buttons...))
	}
	return app.Li().Class("entry").DataSet("test", "disk").DataSet("name", x.Name).Body(body...)
}

// renderRestored is what came of a restore.
func (c *Panel) renderRestored(r wire.Restore) app.UI {
	t := c.T
	switch r.State {
	case wire.RestoreRunning:
		return part.Wait(t.Say(text.RestoreBegun, r.Disk, t.Bytes(r.Bytes), t.Bytes(r.Of)))
	case wire.RestoreDone:
		return app.P().Class("small").Role("status").DataSet("test", "restored").DataSet("disk", r.Disk).Body(part.Badge(part.Running, t.Say(text.RestoreDone, r.Disk, t.Ago(r.EndedAt, time.Now()))))
	}
	after := text.RestoreLost
	if r.Kept {
		after = text.RestoreKept
	}
	return part.Note(part.Bad, t.Say(text.RestoreFailed, r.Disk, r.Error), app.P().Text(t.Say(after)))
}

func (c *Panel) renderSnapshots() app.UI {
	t, list := c.T, c.Desk.list.Data
	l := list.Limits
	body := []app.UI{app.H2().Text(t.Say(text.SnapshotsTitle))}
	if len(list.Snapshots) == 0 {
		body = append(body, app.P().Class("muted").DataSet("test", "snapshots-none").Text(t.Say(text.SnapshotsNone)))
	}
	var items []app.UI
	for _, s := range list.Snapshots {
		items = append(items, c.renderSnapshot(s))
	}
	return app.Section().Class("panel").DataSet("test", "snapshots").Body(append(body, app.Ul().Class("entries entries-wide").Body(items...),
		app.P().Class("small muted").Text(t.Say(text.SnapshotsKept, len(list.Snapshots), l.Snapshots, t.Bytes(l.Kept), t.Bytes(l.Bytes), t.About(time.Duration(l.Seconds)*time.Second))))...)
}

// snapshotName is how a snapshot is called: by its disk and when it was made.
func snapshotName(t text.T, s wire.Snapshot) string {
	disk := s.Disk
	if disk == "" {
		disk = t.Say(text.SnapshotCame)
	}
	return disk + ", " + t.Moment(s.MadeAt, time.Now())
}

func (c *Panel) renderSnapshot(s wire.Snapshot) app.UI {
	t := c.T
	ready := s.State == wire.SnapshotReady
	name := snapshotName(t, s)
	how := t.Say(text.SnapshotStates[s.State])
	if s.State != wire.SnapshotFailed {
		size := t.Bytes(s.Bytes)
		if s.Of > s.Bytes {
			size += " / " + t.Bytes(s.Of)
		}
		how = t.Say(text.SnapshotStates[s.State], size)
	}
	tone := part.Waiting
	switch s.State {
	case wire.SnapshotReady:
		tone = part.Neutral
	case wire.SnapshotFailed:
		tone = part.Bad
	}
	notes := []string{t.Say(text.SnapshotUntil, t.Date(s.Until))}
	if s.Skipped > 0 {
		notes = append(notes, t.Say(text.SnapshotSkipped, s.Skipped))
	}
	if s.Changed > 0 {
		notes = append(notes, t.Say(text.SnapshotChanged, s.Changed))
	}
	if s.Error != "" {
		notes = []string{s.Error}
	}
	var buttons []app.UI
	if ready {
		buttons = append(buttons, &part.Button{Glyph: part.GlyphDownload, Label: t.Say(text.SnapshotGet), Test: "snapshot-get", Key: s.ID, Busy: c.Desk.act == "get-"+s.ID, OnClick: c.saveSnapshot})
	}
	buttons = append(buttons, &part.Button{Kind: part.Quiet, Label: t.Say(text.SnapshotRemove), Test: "snapshot-remove", Key: s.ID, OnClick: c.askRemove})
	return app.Li().Class("entry").DataSet("test", "snapshot").DataSet("state", string(s.State)).DataSet("disk", s.Disk).Body(
		app.Div().Class("entry-head").Body(app.Strong().Class("entry-name").Text(name), part.Badge(tone, how)),
		app.P().Class("small muted").Text(strings.Join(notes, " · ")),
		app.Div().Class("row").Body(buttons...),
	)
}

// renderMake asks how a snapshot is to be made.
func (c *Panel) renderMake() app.UI {
	t, d := c.T, c.Desk
	s := &part.Sheet{ID: "snapshot-sheet", T: t, Title: t.Say(text.SnapshotMakeOf, d.making), Open: d.making != "", Locked: d.act != "", Test: "snapshot-sheet",
		OnClose: func(app.Context) { d.making = "" }}
	if s.Open {
		s.Content = []app.UI{
			&part.Choice{Name: "snapshot-how", Legend: t.Say(text.SnapshotHow), Value: d.stop, Test: "snapshot-how", Options: []part.Option{
				{Value: "live", Label: t.Say(text.SnapshotLive), Note: t.Say(text.SnapshotLiveNote)},
				{Value: "stop", Label: t.Say(text.SnapshotStop), Note: t.Say(text.SnapshotStopNote)},
			}, OnPick: func(_ app.Context, v string) { d.stop = v }},
			part.Trouble(t, d.actErr),
		}
		s.Actions = []app.UI{&part.Button{Kind: part.Primary, Label: t.Say(text.SnapshotBegin), Busy: d.act != "", Test: "snapshot-go", OnClick: c.makeSnapshot}}
	}
	return s
}

// renderLarger says in which of two ways a disk is made larger, and leads there.
func (c *Panel) renderLarger() app.UI {
	t, d := c.T, c.Desk
	s := &part.Sheet{ID: "disk-grow-sheet", T: t, Title: t.Say(text.DiskGrowOf, d.larger), Open: d.larger != "", Test: "disk-grow-sheet",
		OnClose: func(app.Context) { d.larger = "" }}
	i := slices.IndexFunc(d.list.Data.Disks, func(x wire.Disk) bool { return x.Name == d.larger })
	if !s.Open || i < 0 {
		return s
	}
	lead := func(to func(app.Context)) app.EventHandler {
		return func(ctx app.Context, _ app.Event) { d.larger = ""; to(ctx) }
	}
	s.Content = []app.UI{app.P().Text(t.Say(text.DiskGrowNow, t.Size(uint64(d.list.Data.Disks[i].SizeMiB))))}
	if c.OnOrder != nil {
		s.Content = append(s.Content, app.P().Text(t.Say(text.DiskGrowOrder)))
		s.Actions = append(s.Actions, &part.Button{Kind: part.Primary, Label: t.Say(text.DiskGrowByOrder), Test: "grow-order", OnClick: lead(c.OnOrder)})
	}
	s.Content = append(s.Content, app.P().Text(t.Say(text.DiskGrowFile)))
	s.Actions = append(s.Actions, &part.Button{Label: t.Say(text.DiskGrowByFile), Test: "grow-file", OnClick: lead(c.OnFile)})
	return s
}

func (c *Panel) renderRemove() app.UI {
	d := c.Desk
	return c.sure("snapshot-gone", d.gone != "", text.SnapshotGone, text.SnapshotGoneDo, text.DataDelete, c.remove, func() { d.gone = "" })
}

func (c *Panel) renderEnd() app.UI {
	d := c.Desk
	return c.sure("backup-end", d.ending, text.BackupEndIt, text.BackupEndDo, text.BackupEnd, c.endBackups, func() { d.ending = false })
}

// sure asks before something is done that cannot be undone.
func (c *Panel) sure(id string, open bool, title, words, do text.Text, act app.EventHandler, leave func()) app.UI {
	t, d := c.T, c.Desk
	s := &part.Sheet{ID: id, T: t, Title: t.Say(title), Open: open, Locked: d.act != "", Test: id, OnClose: func(app.Context) { leave() }}
	if open {
		s.Content = []app.UI{app.P().Class("consequence").Text(t.Say(words)), part.Trouble(t, d.actErr)}
		s.Actions = []app.UI{
			&part.Button{Kind: part.Danger, Label: t.Say(do), Busy: d.act != "", Test: id + "-go", OnClick: act},
			&part.Button{Kind: part.Quiet, Label: t.Say(text.DataKeep), Disabled: d.act != "", OnClick: func(app.Context, app.Event) { leave() }},
		}
	}
	return s
}

// number is a field for one.
func number(id, label, value, unit, wrong string, on func(string)) app.UI {
	return &part.Field{ID: id, Label: label, Value: value, Unit: unit, Mode: "numeric", Max: 4, Error: wrong, Test: id, OnInput: func(_ app.Context, v string) { on(v) }}
}

func orderNumber(t text.T, v wire.OrderView) string {
	name := v.NodeName
	if name == "" {
		name = v.Order.Node.String()
	}
	return t.Say(text.OrderAt, uint64(v.ID), name)
}
