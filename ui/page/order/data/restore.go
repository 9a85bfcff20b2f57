package data

import (
	"slices"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/life"
	"berth/ui/state"
)

// By what a disk can be restored.
const (
	bySnapshot = "snapshot"
	byFile     = "file"
	byOrder    = "order"
	byBackup   = "backup"
)

// restore is the sheet in which a disk's content is replaced, with what is entered in it.
type restore struct {
	disk    string // empty: it is not open
	by      string
	which   string // snapshot
	inPlace bool

	file      app.Value
	name      string
	size      int64
	summed    int64
	sent      int64
	got, of   uint64 // of what is fetched from elsewhere
	orders    state.Of[[]wire.OrderView]
	other     string // order's number
	snapshots state.Of[[]wire.Snapshot]
	from      api.Gateway

	path     string // of a backup
	in       string // disk in it
	identity string
	tried    bool
}

// found are the backups that were looked for.
type found struct {
	list  state.Of[[]wire.BackupEntry]
	next  string
	at    *wire.Bucket // in another bucket than the plan's; nil: in that
	other bucketForm
	shown bool // the form of another bucket
}

func (c *Panel) askRestore(ctx app.Context, _ app.Event) {
	c.Desk.restore, c.Desk.actErr = restore{disk: key(ctx), by: bySnapshot, which: first(c.ready())}, nil
	if len(c.ready()) == 0 {
		c.Desk.restore.by = byFile
	}
}

func (c *Panel) closeRestore(app.Context) {
	if c.Desk.act == "" {
		c.Desk.restore = restore{}
	}
}

// ready are the snapshots by which a disk can be restored.
func (c *Panel) ready() (all []wire.Snapshot) {
	for _, s := range c.Desk.list.Data.Snapshots {
		if s.State == wire.SnapshotReady {
			all = append(all, s)
		}
	}
	return all
}

func first(all []wire.Snapshot) string {
	if len(all) == 0 {
		return ""
	}
	return all[0].ID
}

func (c *Panel) pickBy(_ app.Context, by string) {
	r := &c.Desk.restore
	r.by, c.Desk.actErr = by, nil
	switch {
	case by == bySnapshot:
		r.which = first(c.ready())
	case by == byOrder && r.orders.Status == state.Idle:
		c.loadOrders()
	case by == byBackup && c.Desk.backup.Data.Plan != nil && c.Desk.found.list.Status == state.Idle:
		c.find(nil, "")
	}
}

// loadOrders asks the platform for the user's other orders.
func (c *Panel) loadOrders() {
	r, id, run := &c.Desk.restore, c.Order, c.Run
	r.orders.Status = state.Loading
	run.Go(func() {
		page, err := api.Orders(run, "live", "", 50)
		run.Do(func(app.Context) {
			if err != nil {
				r.orders = state.Of[[]wire.OrderView]{Status: state.Failed, Err: err}
				return
			}
			all := slices.DeleteFunc(page.Items, func(v wire.OrderView) bool { return v.ID == id || v.State != order.Active })
			r.orders = state.Of[[]wire.OrderView]{Status: state.Ready, Data: all}
			if len(all) > 0 {
				r.other = all[0].ID.String()
			}
		})
	})
}

func (r *restore) view() (wire.OrderView, bool) {
	i := slices.IndexFunc(r.orders.Data, func(v wire.OrderView) bool { return v.ID.String() == r.other })
	if i < 0 {
		return wire.OrderView{}, false
	}
	return r.orders.Data[i], true
}

// look asks the node of another order for its snapshots; a wallet may be asked to sign for that.
func (c *Panel) look(app.Context, app.Event) {
	r, run, enter := &c.Desk.restore, c.Run, c.Enter
	v, ok := r.view()
	if !ok || r.snapshots.Status == state.Loading {
		return
	}
	r.snapshots = state.Of[[]wire.Snapshot]{Status: state.Loading}
	run.Go(func() {
		g, err := enter(run.Own(), v)
		var have wire.Disks
		if err == nil {
			have, err = g.Disks(run, v.ID)
		}
		run.Do(func(app.Context) {
			if err != nil {
				r.snapshots = state.Of[[]wire.Snapshot]{Status: state.Failed, Err: err}
				return
			}
			all := slices.DeleteFunc(have.Snapshots, func(s wire.Snapshot) bool { return s.State != wire.SnapshotReady })
			r.snapshots, r.from, r.which = state.Of[[]wire.Snapshot]{Status: state.Ready, Data: all}, g, first(all)
		})
	})
}

func (c *Panel) chooseFile(ctx app.Context, _ app.Event) {
	files := ctx.JSSrc().Get("files")
	if files.Get("length").Int() == 0 {
		return
	}
	r := &c.Desk.restore
	r.file = files.Index(0)
	r.name, r.size, r.summed, r.sent = r.file.Get("name").String(), int64(r.file.Get("size").Float()), 0, 0
	c.Desk.actErr = nil
}

// find looks for backups in a bucket, or in the plan's.
func (c *Panel) find(at *wire.Bucket, before string) {
	f := &c.Desk.found
	g, ok := c.Gateway()
	if !ok || f.list.Status == state.Loading {
		return
	}
	f.list.Status, f.at = state.Loading, at
	run, id, heard := c.Run, c.Order, c.Heard
	run.Go(func() {
		page, err := g.FindBackups(run, id, wire.BackupSearch{Bucket: at, Before: before})
		if !run.On() {
			return
		}
		err = heard(err)
		run.Do(func(app.Context) {
			if err != nil {
				f.list = state.Of[[]wire.BackupEntry]{Status: state.Failed, Err: err}
				return
			}
			if before != "" {
				page.Backups = append(slices.Clone(f.list.Data), page.Backups...)
			}
			f.list, f.next, f.shown = state.Of[[]wire.BackupEntry]{Status: state.Ready, Data: page.Backups}, page.Next, f.shown && at == nil
			c.Desk.restore.take(page.Backups)
		})
	})
}

// take chooses the newest backup that is whole, where none is chosen.
func (r *restore) take(all []wire.BackupEntry) {
	if i := slices.IndexFunc(all, func(e wire.BackupEntry) bool { return e.Whole && len(e.Disks) > 0 }); i >= 0 {
		r.path = all[i].Path
		r.inside(all[i])
	}
}

// inside chooses the disk of a backup that is named like the one that is restored, or its first.
func (r *restore) inside(e wire.BackupEntry) {
	r.in = e.Disks[0].Disk
	for _, d := range e.Disks {
		if d.Disk == r.disk {
			r.in = d.Disk
		}
	}
}

// can reports whether what is entered is enough to begin.
func (r *restore) can() bool {
	switch r.by {
	case byFile:
		return r.file != nil && r.size > 0
	case byBackup:
		return r.path != "" && r.in != ""
	}
	return r.which != ""
}

// begin replaces the disk's content.
func (c *Panel) begin(app.Context, app.Event) {
	d, id := c.Desk, c.Order
	r := &d.restore
	if r.tried = true; !r.can() || r.by == byBackup && !isKey(strings.TrimSpace(r.identity), "age-secret-key-") {
		return
	}
	x := *r
	at := d.found.at
	done := func() {
		if d.restore.disk == x.disk {
			d.restore = restore{}
		}
	}
	c.do("restore", func(run life.Run, g api.Gateway) (err error) {
		which := x.which
		switch x.by {
		case byFile:
			which, err = upload(run, g, id, x.file, func(summed, sent int64) {
				run.Do(func(app.Context) { r.summed, r.sent = summed, sent })
			})
		case byOrder:
			v, _ := x.view()
			which, err = bring(run, x.from, g, v.ID, id, snapshot(x.snapshots.Data, x.which), func(got, of uint64) {
				run.Do(func(app.Context) { r.got, r.of = got, of })
			})
		case byBackup:
			return g.RestoreBackup(run, id, wire.BackupRestore{
				Bucket: at, Path: x.path, Disks: map[string]string{x.in: x.disk}, InPlace: x.inPlace, Identity: strings.TrimSpace(x.identity),
			})
		}
		if err != nil {
			return err
		}
		return g.RestoreDisk(run, id, x.disk, wire.RestoreRequest{Snapshot: which, InPlace: x.inPlace})
	}, done)
}

func snapshot(all []wire.Snapshot, name string) wire.Snapshot {
	if i := slices.IndexFunc(all, func(s wire.Snapshot) bool { return s.ID == name }); i >= 0 {
		return all[i]
	}
	return wire.Snapshot{}
}
