package oversight

import (
	"cmp"
	"slices"
	"time"

	"berth/gateway/lease/book"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// Due is what a running order has earned that is not settled yet, before fee and referrer's share.
type Due struct {
	Order      order.ID
	Token      eth.Address
	Settleable amount.Amount // can be settled now
	Held       amount.Amount // is kept back for the notice until the order's end
}

// Due are the running orders that have earned something that is not settled, by number.
func (d *Desk) Due() (all []Due) {
	now := d.now()
	d.book.Each(func(o *book.Order) {
		x := &o.Rec.Order
		if x.State != order.Active {
			return
		}
		paid := x.PaidSeconds(now)
		if now.Before(x.EndsAt()) {
			paid -= min(x.Notice, paid)
		}
		u := Due{Order: x.ID, Token: x.Token, Settleable: x.Rate.Cost(uint64(paid)).Sub(x.Settled)}
		if u.Held = x.Earned(now).Sub(x.Settled).Sub(u.Settleable); !u.Settleable.IsZero() || !u.Held.IsZero() {
			all = append(all, u)
		}
	})
	slices.SortFunc(all, func(a, b Due) int { return cmp.Compare(a.Order, b.Order) })
	return all
}

// Live is a page of the orders that hold resources now, by number: those after one; more: there are further ones.
func (d *Desk) Live(after order.ID, limit int) (page []order.Order, more bool) {
	now := d.now()
	d.book.Each(func(o *book.Order) {
		if x := &o.Rec.Order; x.ID > after && isLive(x, now) {
			page = append(page, *x)
		}
	})
	slices.SortFunc(page, func(a, b order.Order) int { return cmp.Compare(a.ID, b.ID) })
	if more = limit > 0 && len(page) > limit; more {
		page = page[:limit]
	}
	return page, more
}

// Tell has something told to the users of all live orders.
func (d *Desk) Tell(h wire.Happening) {
	now := d.now()
	d.book.ChangeEach(func(o *book.Order) {
		if isLive(&o.Rec.Order, now) {
			o.Happened(h)
		}
	})
}

// Earliest is when an order can end by its node without forfeiting anything: at the order's own end at the latest, and at once
// where nothing runs yet.
func Earliest(x order.Order, now time.Time) time.Time {
	at := now.UTC().Truncate(time.Second)
	switch {
	case x.State != order.Active:
		return at
	case x.AnnouncedEnd.After(now):
		at = x.AnnouncedEnd
	case x.Notice > 0:
		at = at.Add(time.Duration(x.Notice)*time.Second + slack)
	}
	if ends := x.EndsAt(); at.After(ends) {
		return ends
	}
	return at
}
