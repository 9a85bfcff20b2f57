// Package tenancy is what an order's user may do with it and see of it: deploy, stop, start, roll back, look, and open a
// shell. Who calls has made sure that it is the user's wish.
package tenancy

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/isolation"
	"berth/gateway/lease/book"
	"berth/gateway/lease/diary"
	"berth/gateway/ledger"
	"berth/gateway/manifest"
	"berth/gateway/volume"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/phrase"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Store has what was deployed; *ledger.Ledger does.
type Store interface {
	Revision(id order.ID, n uint64) (ledger.Revision, error)
	Revisions(id order.ID, before uint64, limit int) (all []ledger.Revision, more bool, err error)
}

// Place is where workloads run.
type Place struct {
	Node   eth.Address
	Region string
}

// Deployer deploys. It is safe for concurrent use.
type Deployer struct {
	place Place
	book  *book.Book
	store Store
	judge cluster.Judge
	disks cluster.Sizer
	kinds isolation.Chooser
	add   func(order.ID) // has an order worked on
	now   func() time.Time
}

// NewDeployer makes a Deployer. It tells add which orders have something to be done.
func NewDeployer(p Place, b *book.Book, s Store, j cluster.Judge, v cluster.Sizer, c isolation.Chooser, add func(order.ID), now func() time.Time) *Deployer {
	return &Deployer{place: p, book: b, store: s, judge: j, disks: v, kinds: c, add: add, now: now}
}

// running is the workload of an order that may be deployed to now, and what that may have.
func running(b *book.Book, id order.ID, now time.Time) (workload order.ID, bought resource.Resources, err error) {
	found := b.Look(id, func(o *book.Order) {
		workload, bought, err = o.First().Rec.Order.ID, o.Rec.Order.Resources, mayDeploy(o, now)
	})
	if !found {
		err = unknown(id)
	}
	if err != nil {
		return 0, resource.Resources{}, err
	}
	return workload, bought, nil
}

// mayDeploy is nil for an order that may be deployed to.
func mayDeploy(o *book.Order, now time.Time) error {
	x := &o.Rec.Order
	switch {
	case x.State == order.Created:
		return notActive(x.ID)
	case x.State == order.Active && !now.Before(x.EndsAt()) && !o.TimeUp(now):
		return notYet("the time of order %s is up unless it was extended, which this node has not seen yet", x.ID)
	case !x.State.Live() || !now.Before(x.EndsAt()):
		return over(x.ID)
	}
	return nil
}

// Deploy accepts a revision that its caller has verified to be the user's, and has it applied. It returns once the
// revision is durable; Viewer.View tells what comes of it. Where the new revision has no room beside what runs, and rev does
// not say that a short stop is agreed to, it is refused. Just before it is written down it asks hold, unless that is nil, for
// leave, and calls done once it is.
func (d *Deployer) Deploy(id order.ID, rev ledger.Revision, m manifest.Manifest, hold func() (done func(), err error)) error {
	workload, bought, err := running(d.book, id, d.now())
	if err != nil {
		return err
	}
	if err := m.Fit(bought); err != nil {
		return err
	}
	if err := d.keeps(id); err != nil {
		return err
	}
	if m, err = d.settle(m); err != nil {
		return err
	}
	if err := volume.Judge(m, bought, d.disks.Disks(workload)).Cannot; err != nil {
		return err
	}
	if err := d.wiped(workload); err != nil {
		return err
	}
	if rev.Outline, err = outline(rev, m); err != nil {
		return fmt.Errorf("deploy order %s: %w", id, err)
	}
	rev.At = d.now()
	said := phrase.Form("signed by the order's user").Text()
	if rev.Access != nil {
		said = phrase.Form("signed by the user's access key %q").Text(rev.Access.Access.Name)
	}
	if rev.From > 0 {
		said = phrase.Form("revision %d again, %v").Text(rev.From, said)
	}
	steps := []wire.Progress{{Phase: wire.PhaseAccepted, At: rev.At, Text: said}}
	if hold != nil {
		done, err := hold()
		if err != nil {
			return err
		}
		defer done()
	}
	err = d.book.Revise(workload, func(r *ledger.Record) (ledger.Revision, error) {
		if rev.Number != r.Revision+1 {
			return rev, problem.New(409, problem.WrongRevision, "revision %d is not the next one", rev.Number).
				Remedy("sign again with revision %d", r.Revision+1).With("want", strconv.FormatUint(r.Revision+1, 10))
		}
		if kind, err := d.Update(id, m); err != nil {
			return rev, err
		} else if kind == wire.UpdateShortStop && !rev.ShortStop {
			return rev, noRoom(id)
		}
		r.Asleep = nil
		r.Revision, r.Stopped, r.DeployedAt, r.ReadyAt, r.Steps = rev.Number, false, rev.At, time.Time{}, steps
		return rev, nil
	}, func(o *book.Order) {
		o.Happened(diary.Deployed(rev.Number, rev.From))
		o.Rec.Revision, o.Rec.Stopped, o.Rec.DeployedAt, o.Rec.ReadyAt = rev.Number, false, rev.At, time.Time{}
		o.Rec.Again = nil
		o.Begin(steps)
		o.RouseAll()
		o.Deploy(m)
		o.Note()
	})
	if errors.Is(err, book.ErrReissued) {
		return unknown(id)
	}
	if err != nil {
		return err
	}
	d.add(workload)
	return nil
}

// wiped makes sure that the ledger has nothing of another user's order with this number.
func (d *Deployer) wiped(id order.ID) error {
	reissued := false
	d.book.Look(id, func(o *book.Order) { reissued = o.Reissued() })
	if !reissued {
		return nil
	}
	return d.book.Save(id)
}

// settle chooses how each service of a manifest is kept apart, and gives a problem for what the runtime cannot do of it.
func (d *Deployer) settle(m manifest.Manifest) (manifest.Manifest, error) {
	if err := d.judge.Check(m); err != nil {
		return m, err
	}
	return d.kinds.Settle(m)
}

// keeps is nil where the node has all that an order was promised. Else its services might be run in another way than was
// agreed on.
func (d *Deployer) keeps(id order.ID) error {
	var promised order.Features
	d.book.Look(id, func(o *book.Order) { promised = o.Last().Rec.Order.Features })
	if lost := promised &^ d.kinds.Runtime.Offers().Features(); lost != 0 {
		return brokenPromise(id, lost)
	}
	return nil
}

// Check gives a manifest as it would be run, what its order may have, and a problem for what the runtime cannot do of it. It
// changes nothing.
func (d *Deployer) Check(id order.ID, m manifest.Manifest) (settled manifest.Manifest, bought resource.Resources, cannot, err error) {
	if _, bought, err = running(d.book, id, d.now()); err != nil {
		return m, bought, nil, err
	}
	settled, cannot = d.settle(m)
	if lost := d.keeps(id); lost != nil {
		cannot = lost
	}
	return settled, bought, cannot, nil
}

// Disks plans the volumes of a manifest, beside the disks that its order has.
func (d *Deployer) Disks(id order.ID, m manifest.Manifest) (volume.Plan, error) {
	workload, bought, err := running(d.book, id, d.now())
	if err != nil {
		return volume.Plan{}, err
	}
	return volume.Judge(m, bought, d.disks.Disks(workload)), nil
}

// Able gives a manifest as it would be run, and a problem for what the runtime cannot do of it.
func (d *Deployer) Able(m manifest.Manifest) (settled manifest.Manifest, cannot error) {
	return d.settle(m)
}

// Notes are what of a manifest makes no difference on this node.
func (d *Deployer) Notes(m manifest.Manifest) []manifest.Note {
	return slices.Concat(m.Notes(), d.judge.Notes(m), d.kinds.Notes(m))
}

// Update is how a revision would take the place of what runs for an order now.
func (d *Deployer) Update(id order.ID, m manifest.Manifest) (wire.UpdateKind, error) {
	workload, bought, err := running(d.book, id, d.now())
	if err != nil {
		return "", err
	}
	old := cluster.Workload{Order: workload, Node: d.place.Node, Region: d.place.Region, Resources: bought}
	runs := false
	d.book.Look(workload, func(o *book.Order) {
		old.Revision, old.Restart, old.Manifest = o.Rec.Revision, o.Rec.Restarts, o.Manifest
		if o.Told().Runs() {
			old.Resources = o.Told().Bought
		}
		runs = o.Rec.Revision > 0 && !o.Rec.Stopped && !o.Down()
	})
	next := old
	next.Revision, next.Resources, next.Manifest = old.Revision+1, bought, m
	switch {
	case !runs:
		return wire.UpdateFirst, nil
	case d.judge.Beside(old, next):
		return wire.UpdateBeside, nil
	}
	return wire.UpdateShortStop, nil
}

// Power is what a user may do to a deployment without a new signature.
type Power string

// The powers.
const (
	Stop    Power = "stop"
	Start   Power = "start"
	Restart Power = "restart"
)

// Switch stops, starts or restarts what is deployed.
func (d *Deployer) Switch(id order.ID, p Power) error {
	workload, _, err := running(d.book, id, d.now())
	if err != nil {
		return err
	}
	moved := false
	d.book.Change(workload, func(o *book.Order) {
		if o.Rec.Revision == 0 {
			err = notDeployed(id)
			return
		}
		if moved = p == Restart || o.Rec.Stopped != (p == Stop) || p == Start && len(o.Rec.Asleep) > 0; moved { // else it is so already, or is on its way
			d.power(o, p)
		}
	})
	if err != nil || !moved {
		return err
	}
	if err := d.book.Save(workload); err != nil {
		return err
	}
	d.add(workload)
	return nil
}

// Again starts one service of what is deployed anew, without a new signature; the others run on.
func (d *Deployer) Again(id order.ID, service string) error {
	workload, _, err := running(d.book, id, d.now())
	if err != nil {
		return err
	}
	d.book.Change(workload, func(o *book.Order) {
		switch {
		case o.Rec.Revision == 0:
			err = notDeployed(id)
		case !o.Has(service):
			err = problem.New(404, problem.NotFound, "order %s has no service %.40s", id, service)
		case o.Rec.Stopped:
			err = problem.New(409, problem.ServiceStopped, "order %s is stopped", id).Remedy("start it first")
		default:
			o.Again(service)
		}
	})
	if err != nil {
		return err
	}
	if err := d.book.Save(workload); err != nil {
		return err
	}
	d.add(workload)
	return nil
}

func (d *Deployer) power(o *book.Order, p Power) {
	switch p {
	case Stop:
		o.Happened(diary.Did(wire.HappenedStopped, "stopped by the order's user"))
		o.Rec.Stopped = true
	case Start:
		o.Happened(diary.Did(wire.HappenedStarted, "started by the order's user"))
		o.Rec.Stopped = false
	case Restart:
		o.Happened(diary.Did(wire.HappenedRestarted, "restarted by the order's user"))
		o.Rec.Stopped = false
		o.Rec.Restarts++
		o.Rec.Again = nil
	}
	o.RouseAll()
	if now := d.now(); !o.Rec.Stopped && o.Told() != o.Wants(now) {
		o.Rec.ReadyAt = time.Time{}
		o.SetAll(wire.PhaseAccepted, "")
		o.Step(wire.Progress{Phase: wire.PhaseAccepted, At: now, Text: phrase.Form("%s asked for").Text(string(p))})
	}
	o.Note()
}
