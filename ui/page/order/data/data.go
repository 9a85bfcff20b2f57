// Package data is the order's tab with what is on its disks: snapshots that the node keeps, restores from them, from the user's files,
// from other orders and from backups, and the plan by which the node backs the disks up into a bucket of the user's own.
package data

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/life"
	"berth/ui/state"
	"berth/ui/text"
)

// Desk is what is kept of an order's data while its tab is not shown. It is for the UI goroutine only.
type Desk struct {
	list   state.Listed[wire.Disks]
	backup state.Listed[wire.Backup]

	act    string // what the node is asked for now; empty: nothing
	actErr error
	making string // disk of which a snapshot is to be made
	larger string // disk that is to be made larger
	stop   string // how: live or stop
	gone   string // snapshot that is asked about before it is deleted

	restore restore
	plan    planForm
	ending  bool // it is asked whether backups are to end
	found   found
}

// Panel shows an order's data.
type Panel struct {
	app.Compo

	T       text.T
	Desk    *Desk
	Run     life.Run // of the order that is shown
	Gateway func() (api.Gateway, bool)
	Heard   func(error) error
	Order   order.ID
	Over    bool // the order has ended: what is kept can be fetched, and nothing be put back
	Enter   func(app.Context, wire.OrderView) (api.Gateway, error)

	OnOrder func(app.Context) // leads to where the order's size is changed; nil: it cannot be
	OnFile  func(app.Context) // to the file that is deployed

	life life.Life
	next time.Time
}

// How often it is asked how things are, while something goes on and else.
const (
	soon  = 2 * time.Second
	later = 20 * time.Second
)

// OnMount implements app.Mounter.
func (c *Panel) OnMount(ctx app.Context) {
	c.life.Begin(ctx)
	c.load(false)
	c.life.Run().Every(soon, func(app.Context) {
		if time.Now().After(c.next) {
			c.load(false)
		}
	})
}

// OnDismount implements app.Dismounter.
func (c *Panel) OnDismount() { c.life.End() }

func (c *Panel) load(again bool) {
	g, ok := c.Gateway()
	d := c.Desk
	if !ok || d.list.Asking {
		return
	}
	d.list.Begin(again)
	d.backup.Begin(again)
	run, id, heard := c.Run, c.Order, c.Heard
	run.Go(func() {
		list, err := g.Disks(run, id)
		plan, planErr := g.Backup(run, id)
		if !run.On() {
			return
		}
		err = heard(err)
		run.Do(func(app.Context) {
			d.list.Came(list, err)
			d.backup.Came(plan, planErr)
			c.next = time.Time{}
			if !d.moving() {
				c.next = time.Now().Add(later)
			}
		})
	})
}

// moving reports whether something goes on at the node.
func (d *Desk) moving() bool {
	for _, s := range d.list.Data.Snapshots {
		if s.State == wire.SnapshotMaking || s.State == wire.SnapshotFetching {
			return true
		}
	}
	for _, r := range d.list.Data.Restores {
		if r.State == wire.RestoreRunning {
			return true
		}
	}
	return d.backup.Data.Doing != nil
}

// do asks the node for something, one thing at a time, and looks then how things are.
func (c *Panel) do(what string, ask func(run life.Run, g api.Gateway) error, then func()) {
	d := c.Desk
	g, ok := c.Gateway()
	if !ok || d.act != "" {
		return
	}
	d.act, d.actErr = what, nil
	run, heard := c.Run, c.Heard
	run.Go(func() {
		err := ask(run, g)
		if !run.On() {
			return
		}
		err = heard(err)
		run.Do(func(app.Context) {
			if d.act, d.actErr = "", err; err == nil && then != nil {
				then()
			}
			c.load(false)
		})
	})
}

func (c *Panel) again(app.Context, app.Event) { c.load(true) }
func key(ctx app.Context) string              { return ctx.JSSrc().Get("dataset").Get("key").String() }

func (c *Panel) askSnapshot(ctx app.Context, _ app.Event) {
	c.Desk.making, c.Desk.stop, c.Desk.actErr = key(ctx), "live", nil
}

func (c *Panel) askLarger(ctx app.Context, _ app.Event) { c.Desk.larger = key(ctx) }

func (c *Panel) makeSnapshot(app.Context, app.Event) {
	d, id := c.Desk, c.Order
	disk, stop := d.making, d.stop == "stop"
	c.do("snapshot", func(run life.Run, g api.Gateway) error {
		return g.MakeSnapshot(run, id, disk, wire.SnapshotRequest{Stop: stop})
	}, func() { d.making = "" })
}

func (c *Panel) askRemove(ctx app.Context, _ app.Event) {
	c.Desk.gone, c.Desk.actErr = key(ctx), nil
}

func (c *Panel) remove(app.Context, app.Event) {
	d, id, name := c.Desk, c.Order, c.Desk.gone
	c.do("remove", func(run life.Run, g api.Gateway) error { return g.RemoveSnapshot(run, id, name) }, func() { d.gone = "" })
}

// saveSnapshot has the browser download a snapshot, by a link that is good once.
func (c *Panel) saveSnapshot(ctx app.Context, _ app.Event) {
	id, name := c.Order, key(ctx)
	c.do("get-"+name, func(run life.Run, g api.Gateway) error {
		link, err := g.SnapshotLink(run, id, name)
		if err != nil {
			return err
		}
		return fetch(g, link.URL)
	}, nil)
}

// backUp has a backup made now.
func (c *Panel) backUp(app.Context, app.Event) {
	d, id := c.Desk, c.Order
	c.do("backup", func(run life.Run, g api.Gateway) error {
		b, err := g.BackUp(run, id)
		if err == nil {
			run.Do(func(app.Context) { d.backup.Came(b, nil) })
		}
		return err
	}, nil)
}

func (c *Panel) endBackups(app.Context, app.Event) {
	d, id := c.Desk, c.Order
	c.do("end", func(run life.Run, g api.Gateway) error { return g.DropBackup(run, id) }, func() { d.ending, d.found = false, found{} })
}
