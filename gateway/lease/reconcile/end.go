package reconcile

import (
	"context"
	"fmt"
	"time"

	"berth/gateway/lease/book"
	"berth/shared/order"
	"berth/shared/problem"
)

// A node that ends an order says so as long before as its quote promised, or forfeits as much of what the order earned last.
// That it was announced is on the chain, whoever did it: so the end comes at that time, whatever happens to this gateway.

const (
	// slack is how much longer before than it must a notice is given: until the announcement is on the chain.
	slack = 2 * time.Minute
	// patience is how long past an announced end, by this machine's clock, the chain's clock is waited for: a chain may make no
	// block while nobody sends anything. To end an order before its announced end costs the whole notice.
	patience = 2 * time.Minute
)

// End is the wish of the node's owner that an order ends.
type End struct {
	At     time.Time    // not before; zero: as soon as costs nothing
	Now    bool         // at once, whatever is forfeited
	Reason order.Reason // told where it ends at once; what was announced is maintenance
}

// End ends an order, or announces its end and gives the time: then the order is cancelled at that time. Its errors are
// problems where the wish cannot be fulfilled. It can be repeated.
func (r *Reconciler) End(ctx context.Context, id order.ID, e End) (at time.Time, err error) {
	if err := r.read(ctx, id); err != nil {
		return at, err
	}
	var x order.Order
	if !r.book.Look(id, func(o *book.Order) { x = o.Rec.Order }) {
		return at, problem.New(404, problem.NotFound, "there is no order %s on this node", id)
	}
	now := r.now()
	announced := x.AnnouncedEnd.After(now)
	earliest := now.Add(time.Duration(x.Notice)*time.Second + slack).Truncate(time.Second)
	if e.At.IsZero() && x.Notice > 0 {
		e.At = earliest
	}
	switch {
	case !x.State.Live() || x.State == order.Active && !now.Before(x.EndsAt()):
		return at, problem.New(409, problem.OrderEnded, "order %s has ended", id)
	case e.Now, x.State == order.Created, x.Notice == 0 && !e.At.After(now):
		return now, r.cancel(ctx, id, e.Reason)
	case announced && !e.At.After(x.AnnouncedEnd.Add(slack)):
		return x.AnnouncedEnd, nil
	case e.At.Before(earliest):
		return at, problem.Field("at", "%s or later: the order has a notice of %s; or now, which forfeits it", earliest.UTC().Format(time.RFC3339), time.Duration(x.Notice)*time.Second)
	case !e.At.Before(x.EndsAt()):
		return at, problem.New(409, problem.OrderEnded, "the time of order %s is up before that, at %s", id, x.EndsAt().UTC().Format(time.RFC3339))
	}
	at = e.At.UTC().Truncate(time.Second)
	send, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	return at, r.sent(ctx, id, "announce the end of", r.cfg.Ends.AnnounceEnd(send, id, at))
}

// cancel ends an order for the node.
func (r *Reconciler) cancel(ctx context.Context, id order.ID, why order.Reason) error {
	send, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	return r.sent(ctx, id, "cancel", r.cfg.Sender.Cancel(send, id, why))
}

// leaves reports whether an order's announced end has come. An announcement counts for a day; one that nobody acted on by then
// is none, and to end the order would cost the notice.
func leaves(x *order.Order, now time.Time) bool {
	return x.State == order.Active && !x.AnnouncedAt.IsZero() && !now.Before(x.AnnouncedEnd) && now.Before(x.AnnouncedEnd.Add(order.AnnouncementLasts-slack))
}

// leave ends an order whose announced end has come, once that is so by the chain's clock, too.
func (r *Reconciler) leave(ctx context.Context, x order.Order) error {
	ask, cancel := context.WithTimeout(ctx, chainTimeout)
	defer cancel()
	head, err := r.cfg.Ends.Head(ask)
	if err != nil {
		return fmt.Errorf("end order %s: %w", x.ID, err)
	}
	if head.Time.Before(x.AnnouncedEnd) && r.now().Before(x.AnnouncedEnd.Add(patience)) {
		return fmt.Errorf("end order %s: the chain's clock is not there yet", x.ID)
	}
	return r.cancel(ctx, x.ID, order.NodeMaintenance)
}
