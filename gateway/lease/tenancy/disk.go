package tenancy

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"berth/gateway/archive"
	"berth/gateway/cluster"
	"berth/gateway/lease/book"
	"berth/gateway/manifest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

const (
	// copiesAtOnce is how many disks of all orders are copied or replaced at a time. Of one order it is one.
	copiesAtOnce = 4
	// stillWait is how long what mounts a disk has to end.
	stillWait = 2 * time.Minute
)

// Disks copies and replaces what is on orders' disks. It is safe for concurrent use.
type Disks struct {
	place   Place
	book    *book.Book
	runtime cluster.Disker // nil: there is none
	add     func(order.ID)
	now     func() time.Time

	mu   sync.Mutex
	busy map[order.ID]string // workloads, and the disk of theirs
}

// NewDisks makes a Disks. It tells add which orders have something to be done.
func NewDisks(p Place, b *book.Book, r cluster.Disker, add func(order.ID), now func() time.Time) *Disks {
	return &Disks{place: p, book: b, runtime: r, add: add, now: now, busy: map[order.ID]string{}}
}

// Able reports whether disks can be copied here at all.
func (d *Disks) Able() bool { return d.runtime != nil && d.runtime.HasDisks() }

// Whose is the workload of an order whose data is kept, and whose that is. Its errors are problems.
func (d *Disks) Whose(id order.ID) (workload order.ID, user eth.Address, err error) {
	err = unknown(id)
	d.book.Look(id, func(o *book.Order) {
		switch first := o.First(); {
		case first.Rec.Collected:
			err = problem.New(410, problem.OrderEnded, "the data of order %s was deleted", id)
		case o != o.Last():
			// What it had is another order's now.
			err = problem.New(409, problem.OrderEnded, "order %s was replaced", id).Remedy("ask for order %s", o.Last().Rec.Order.ID)
		default:
			workload, user, err = first.Rec.Order.ID, o.Rec.Order.User, nil
		}
	})
	return workload, user, err
}

// List are the disks of what is deployed for an order. Its errors are problems.
func (d *Disks) List(id order.ID) ([]wire.Disk, error) {
	workload, _, err := d.Whose(id)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	busy := d.busy[workload]
	d.mu.Unlock()
	all := []wire.Disk{}
	d.book.Look(id, func(o *book.Order) {
		first := o.First()
		m := first.Manifest
		shares, _ := m.Share(o.Rec.Order.Resources)
		used := map[string]uint32{}
		if first.Usage != nil {
			for _, u := range first.Usage.Services() {
				used[u.Name] = u.DiskMiB
			}
		}
		for i, v := range m.Volumes {
			x := wire.Disk{Name: v.Name, SizeMiB: shares.Volumes[i], Services: []string{}, Busy: busy == v.Name}
			for _, s := range m.Services {
				if !slices.Contains(s.Disks(), v.Name) {
					continue
				}
				x.Services = append(x.Services, s.Name)
				if len(s.Disks()) == 1 { // else nobody knows on which
					x.UsedMiB = max(x.UsedMiB, used[s.Name])
				}
			}
			all = append(all, x)
		}
	})
	return all, nil
}

// Bought is how large all disks of an order are together, in bytes.
func (d *Disks) Bought(id order.ID) (bytes uint64) {
	d.book.Look(id, func(o *book.Order) { bytes = uint64(o.Last().Rec.Order.Resources.DiskMiB) << 20 })
	return bytes
}

// Happened notes something in an order's diary.
func (d *Disks) Happened(id order.ID, h wire.Happening) {
	d.book.Change(id, func(o *book.Order) { o.Happened(h) })
}

// Moved counts bytes as an order's traffic. It is a problem where that is used up. Of an order that has ended, and whose traffic opens no
// more, as much again may be moved as its disks have twice: its user is to get the data.
func (d *Disks) Moved(id order.ID, bytes uint64) error {
	var err error
	d.book.Look(id, func(o *book.Order) {
		first, last := o.First(), o.Last()
		most := first.Traffic.Load()
		if !last.Runs(d.now()) {
			most += 2 * uint64(last.Rec.Order.Resources.DiskMiB) << 20
		}
		if first.Meter.Add(bytes) > most {
			err = problem.New(509, problem.TrafficUsedUp, "the traffic of order %s that is open is used up", id).Remedy("wait until more opens, or replace the order by one with more")
		}
	})
	return err
}

// Copied is what Pack made.
type Copied struct {
	archive.Content
	Stopped bool // nothing that mounts the disk ran meanwhile
}

// Pack writes what is on a disk of an order, live or ended, as an archive: see archive.Pack. With stop the services that mount it
// end before and start again after it; what sleeps goes on sleeping, and what its user had stopped is stopped still. Without it they
// go on, and its files may be of different moments. An archive is whole only where there is no error. Its errors are problems.
func (d *Disks) Pack(ctx context.Context, id order.ID, disk string, stop bool, to io.Writer) (Copied, error) {
	w, back, err := d.begin(ctx, id, disk, stop)
	if err != nil {
		return Copied{}, err
	}
	defer back()
	still := stop || d.off(w.Order)
	c, err := d.runtime.Pack(ctx, w, disk, still, to)
	if err != nil {
		return Copied{}, copying(err)
	}
	return Copied{c, stop || still && d.off(w.Order)}, nil
}

// Unpack replaces what is on a disk of a live order by an archive: see archive.Unpack. The services that mount it end before and
// start again after it, as with Pack. Its errors are problems; errors.Is tells archive.ErrLost where the disk has not
// its old content any more.
func (d *Disks) Unpack(ctx context.Context, id order.ID, disk string, how archive.How, from io.Reader) (archive.Content, error) {
	if _, _, err := running(d.book, id, d.now()); err != nil {
		return archive.Content{}, err
	}
	w, back, err := d.begin(ctx, id, disk, true)
	if err != nil {
		return archive.Content{}, err
	}
	defer back()
	c, err := d.runtime.Unpack(ctx, w, disk, how, from)
	return c, copying(err)
}

// begin takes an order's turn at one of its disks, and waits until nothing that mounts it runs if that is wanted.
func (d *Disks) begin(ctx context.Context, id order.ID, disk string, still bool) (w cluster.Workload, back func(), err error) {
	if !d.Able() {
		return w, nil, problem.New(501, problem.NoDisks, "this node does not copy disks").Remedy("copy the data by a shell, or take another node")
	}
	workload, _, err := d.Whose(id)
	if err != nil {
		return w, nil, err
	}
	if err := d.take(workload, disk); err != nil {
		return w, nil, err
	}
	leave := func() { d.give(workload) }
	// The book's manifest is without what is in files and variables, which disks do not need.
	d.book.Look(id, func(o *book.Order) {
		first := o.First()
		w = cluster.Workload{
			Order: workload, Node: d.place.Node, Region: d.place.Region, Revision: first.Rec.Revision, Restart: first.Rec.Restarts,
			Resources: o.Rec.Order.Resources, Manifest: first.Manifest,
		}
	})
	if !slices.ContainsFunc(w.Manifest.Volumes, func(v manifest.Volume) bool { return v.Name == disk }) {
		leave()
		return w, nil, problem.New(404, problem.NotFound, "order %s has no disk %.40s", id, disk)
	}
	if !still {
		return w, leave, nil
	}
	d.book.Change(workload, func(o *book.Order) { o.Freeze(disk) })
	d.add(workload)
	back = func() {
		d.book.Change(workload, func(o *book.Order) { o.Thaw(disk) })
		d.add(workload)
		leave()
	}
	if err := d.still(ctx, workload, disk); err != nil {
		back()
		return w, nil, err
	}
	return w, back, nil
}

// take takes a workload's turn.
func (d *Disks) take(workload order.ID, disk string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, busy := d.busy[workload]; busy {
		return problem.New(409, problem.Busy, "a disk of this order is being copied or replaced").Remedy("try again when that is done").Again(later)
	}
	if len(d.busy) >= copiesAtOnce {
		return problem.New(503, problem.Unavailable, "this node copies as many disks as it can").Again(later)
	}
	d.busy[workload] = disk
	return nil
}

func (d *Disks) give(workload order.ID) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.busy, workload)
}

// still waits until the runtime was told that nothing that mounts a disk is to run.
func (d *Disks) still(ctx context.Context, workload order.ID, disk string) error {
	ctx, cancel := context.WithTimeout(ctx, stillWait)
	defer cancel()
	for {
		var done bool
		var changed <-chan struct{}
		known := d.book.Look(workload, func(o *book.Order) {
			done = o.Still(disk)
			changed, _ = o.Changed()
		})
		switch {
		case !known:
			return unknown(workload)
		case done:
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return problem.New(503, problem.Unavailable, "what uses the disk %s could not be stopped in time", disk).Again(later).Because(context.Cause(ctx))
		}
	}
}

// off reports whether nothing runs for a workload, by its user's wish or since it has ended.
func (d *Disks) off(workload order.ID) (off bool) {
	d.book.Look(workload, func(o *book.Order) { off = o.Told() == book.Stopped })
	return off
}

// copying makes a problem of a runtime's error.
func copying(err error) error {
	var known *problem.Problem
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case errors.Is(err, cluster.ErrNoDisker):
		return problem.New(501, problem.NoDisks, "this node does not copy disks").Because(err)
	case errors.Is(err, cluster.ErrNoDisk):
		return problem.New(404, problem.NotFound, "there is no such disk").Because(err)
	case errors.Is(err, cluster.ErrInUse):
		return problem.New(409, problem.Busy, "something still uses the disk").Remedy("stop the services that mount it, or wait for those that run once, and try again").Because(err)
	case errors.Is(err, cluster.ErrNoDiskPlace):
		return problem.New(503, problem.Unavailable, "the node's machine has no room for what copies disks").Again(later).Because(err)
	case errors.Is(err, archive.ErrFull):
		return problem.New(409, problem.NoSpace, "the disk has no room for it").Remedy("restore in place, which deletes what is on it first").Because(err)
	case errors.Is(err, archive.ErrOver):
		return problem.New(422, problem.DoesNotFit, "%s", told(err, archive.ErrOver)).Remedy("restore it to a larger disk").Because(err)
	case errors.Is(err, archive.ErrBad):
		return problem.New(422, problem.BadRequest, "%s", told(err, archive.ErrBad)).Because(err)
	}
	return fmt.Errorf("copy a disk: %w", err)
}

// told is what an error says from the words of another one on, that it wraps, in one line: what comes before is for the log.
func told(err, from error) string {
	text := err.Error()
	if _, after, found := strings.Cut(text, from.Error()); found {
		text = from.Error() + after
	}
	text, _, _ = strings.Cut(text, "\n")
	return text
}
