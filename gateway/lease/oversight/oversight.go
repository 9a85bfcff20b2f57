// Package oversight is what a node's operator may see of orders and do with them. It is less than their users may see: names
// and phases of services, and nothing that was deployed, written or kept by them.
package oversight

import (
	"cmp"
	"slices"
	"time"

	"berth/gateway/lease/book"
	"berth/gateway/lease/diary"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/phrase"
	"berth/shared/problem"
	"berth/shared/wire"
)

// slack is how much longer before than it must a notice is given: until the announcement is on the chain.
const slack = 2 * time.Minute

// Desk is safe for concurrent use.
type Desk struct {
	book *book.Book
	add  func(order.ID)
	now  func() time.Time
}

// New makes a Desk. It tells add which orders are to be looked at.
func New(b *book.Book, add func(order.ID), now func() time.Time) *Desk {
	return &Desk{book: b, add: add, now: now}
}

// List is a page of orders, the newest first: those before a number, 0: the newest; live, ended or all; of a user, or of all.
func (d *Desk) List(state string, user eth.Address, before order.ID, limit int) wire.AdminOrders {
	now := d.now()
	var ids []order.ID
	d.book.Each(func(o *book.Order) {
		x := &o.Rec.Order
		if (before == 0 || x.ID < before) && (user.IsZero() || x.User == user) && (state == "all" || (state == "live") == isLive(x, now)) {
			ids = append(ids, x.ID)
		}
	})
	slices.SortFunc(ids, func(a, b order.ID) int { return cmp.Compare(b, a) })
	page := wire.AdminOrders{Orders: []wire.AdminOrder{}, More: len(ids) > limit}
	for _, id := range ids[:min(len(ids), limit)] {
		d.book.Look(id, func(o *book.Order) { page.Orders = append(page.Orders, d.head(o, now)) })
	}
	return page
}

// isLive reports whether an order holds resources now. One whose time is up does not, though nobody may have settled it yet.
func isLive(x *order.Order, now time.Time) bool {
	return x.State == order.Created || x.State == order.Active && now.Before(x.EndsAt())
}

func (d *Desk) head(o *book.Order, now time.Time) wire.AdminOrder {
	x := o.Rec.Order
	h := wire.AdminOrder{
		Order: x, EndsAt: x.EndsAt(), Phase: o.Phase(now), Earned: x.Earned(now), TrafficMiB: o.UsedTraffic() >> 20,
		GraceUntil: o.Rec.GraceUntil, Collected: o.Rec.Collected, Replaces: o.Rec.Replaces, ReplacedBy: o.ReplacedBy(),
	}
	if h.Phase == wire.PhaseFailed {
		h.Error = o.First().Failure()
	}
	return h
}

// View shows one order. Whose record it is, what was paid and what an end costs is added by others.
func (d *Desk) View(id order.ID) (v wire.AdminOrderView, err error) {
	now := d.now()
	found := d.book.Look(id, func(o *book.Order) {
		first := o.First()
		v.AdminOrder = d.head(o, now)
		v.Revision, v.Shells, v.Ports, v.LastEvent = first.Rec.Revision, first.Shells, first.Ports, first.LastEvent()
		v.Services = []wire.AdminService{}
		for _, s := range first.Services() {
			if v.Phase == wire.PhaseEnded || v.Phase == wire.PhaseStopped {
				s.Phase = v.Phase
			}
			v.Services = append(v.Services, wire.AdminService{Name: s.Name, Phase: s.Phase})
		}
	})
	if !found {
		return v, unknown(id)
	}
	v.Payments = []wire.AdminEntry{}
	if c, err := d.EndCost(id); err == nil {
		v.End = c
	}
	return v, nil
}

// EndCost tells what an end by the node costs.
func (d *Desk) EndCost(id order.ID) (c wire.AdminEndCost, err error) {
	now := d.now()
	var x order.Order
	if !d.book.Look(id, func(o *book.Order) { x = o.Rec.Order }) {
		return c, unknown(id)
	}
	if !isLive(&x, now) {
		return c, problem.New(409, problem.OrderEnded, "order %s has ended", id)
	}
	return cost(x, now), nil
}

// cost reckons with the market's own arithmetic (berth/shared/order).
func cost(x order.Order, now time.Time) wire.AdminEndCost {
	c := wire.AdminEndCost{At: now.UTC().Truncate(time.Second), Token: x.Token}
	c.Keeps, c.Refunds = x.NodeLeaves(now)
	c.Forfeits = x.Earned(now).Sub(c.Keeps)
	if x.State == order.Created {
		return c
	}
	if x.AnnouncedEnd.After(now) {
		c.Announced = x.AnnouncedEnd
	}
	c.Earliest = Earliest(x, now)
	c.NoticeKept = x.Rate.Cost(uint64(x.PaidSeconds(c.Earliest)))
	c.NoticeBack = x.Deposit().Sub(c.NoticeKept)
	return c
}

// Restart has the services of an order started anew.
func (d *Desk) Restart(id order.ID) error {
	now := d.now()
	var workload order.ID
	err := error(unknown(id))
	d.book.Change(d.book.Workload(id), func(o *book.Order) {
		workload = o.Rec.Order.ID
		switch {
		case !o.Last().Runs(now):
			err = problem.New(409, problem.OrderEnded, "order %s does not run", id)
		case o.Rec.Revision == 0:
			err = problem.New(409, problem.NotDeployed, "nothing is deployed for order %s", id)
		case o.Rec.Stopped:
			err = problem.New(409, problem.ServiceStopped, "the user of order %s has stopped it", id)
		default:
			err = nil
			o.Happened(diary.Did(wire.HappenedNodeRestart, "restarted by the node"))
			o.Rec.Restarts++
			o.Rec.ReadyAt = time.Time{}
			o.RouseAll()
			o.SetAll(wire.PhaseAccepted, "")
			o.Step(wire.Progress{Phase: wire.PhaseAccepted, At: now, Text: phrase.Form("restarted by the node").Text()})
			o.Note()
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

// Collect has the data of an order that has ended deleted as soon as its end is final, though its user was promised more time.
func (d *Desk) Collect(id order.ID) (c wire.AdminCollect, err error) {
	now := d.now()
	var first, last order.ID
	if !d.book.Look(id, func(o *book.Order) { first, last = o.First().Rec.Order.ID, o.Last().Rec.Order.ID }) {
		return c, unknown(id)
	}
	d.book.Change(last, func(o *book.Order) {
		x := &o.Rec.Order
		c = wire.AdminCollect{Order: id, Promised: o.Rec.GraceUntil, Bought: x.Resources}
		switch {
		case !o.Over():
			err = problem.New(409, problem.NotYet, "order %s has not ended", last).Remedy("end it first")
		case o.Rec.GraceUntil.After(now):
			o.Rec.GraceUntil = now
		}
	})
	if err != nil {
		return c, err
	}
	if err := d.book.Save(last); err != nil {
		return c, err
	}
	d.add(first)
	return c, nil
}

func unknown(id order.ID) *problem.Problem {
	return problem.New(404, problem.NotFound, "there is no order %s on this node", id).Remedy("GET /admin/api/orders lists what there is")
}
