package rental

import (
	"context"
	"errors"
	"time"

	"berth/bff/indexer"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// maxMoves is how many steps are made for one request: asking takes seconds, and who waits for it wants to see how far it is.
const maxMoves = 3

// move makes the steps that the platform can make by itself.
func (m *Manager) move(ctx context.Context, user eth.Address, r *wire.Rental) error {
	for range maxMoves {
		moved, err := m.step(ctx, user, r)
		if err != nil || !moved {
			return err
		}
		if err := m.save(ctx, user, r); err != nil {
			return err
		}
		if r.State.Over() {
			m.asker.Release(user)
		}
	}
	return nil
}

func (m *Manager) step(ctx context.Context, user eth.Address, r *wire.Rental) (moved bool, err error) {
	if r.State == wire.RentalAsking {
		if m.cfg.Now().Before(r.Until) {
			return false, nil // another replica asks
		}
		return m.next(ctx, user, r)
	}
	if r.State.Over() || len(r.Tries) == 0 {
		return false, nil
	}
	t := &r.Tries[len(r.Tries)-1]
	now := m.cfg.Now()
	switch r.State {
	case wire.RentalCheck, wire.RentalPay:
		o, ok := m.paid(user, t)
		if !ok {
			return false, nil
		}
		t.Order, t.Money = o.ID, held
		r.State, r.Until = wire.RentalActivating, now.Add(m.cfg.Activate).UTC()
		return true, nil
	case wire.RentalActivating:
		switch o, ok := m.orders.Order(t.Order); {
		case !ok: // it was reorganised away
			return false, nil
		case o.State == order.Active && r.Request.Runs:
			r.State, r.Until = wire.RentalDeploy, now.Add(m.cfg.Run).UTC()
		case o.State == order.Active:
			t.Outcome, r.State, r.Until = "serves", wire.RentalServes, time.Time{}
		case !o.State.Live():
			m.fail(r, "ended", "")
		case now.After(r.Until):
			m.fail(r, "not-activated", "")
		default:
			return false, nil
		}
		return true, nil
	case wire.RentalDeploy:
		switch o, ok := m.orders.Order(t.Order); {
		case ok && !o.State.Live():
			m.fail(r, "ended", "")
		case now.After(r.Until):
			m.fail(r, "late", "")
		default:
			return false, nil
		}
		return true, nil
	case wire.RentalReturn:
		return m.returned(ctx, user, r, t)
	}
	return false, nil
}

// paid is the order that a try's quote has become.
func (m *Manager) paid(user eth.Address, t *wire.RentalTry) (indexer.Order, bool) {
	if t.Answer == nil || t.Answer.Quote == nil {
		return indexer.Order{}, false
	}
	q := t.Answer.Quote
	page, _, _ := m.orders.Orders(user, func(order.State) bool { return true }, 0, maxTries)
	for _, o := range page {
		if o.Node == q.Node && o.Epoch == q.Epoch && o.Nonce == q.Nonce {
			return o, true
		}
	}
	return indexer.Order{}, false
}

// returned goes on once a failed order has ended and what came back was withdrawn: no two of them are paid for at a time.
func (m *Manager) returned(ctx context.Context, user eth.Address, r *wire.Rental, t *wire.RentalTry) (moved bool, err error) {
	o, ok := m.orders.Order(t.Order)
	if !ok || o.State.Live() {
		return false, nil
	}
	owed, err := m.purse.Owed(ctx, user, r.Request.Token)
	if err != nil || !owed.IsZero() {
		return false, err
	}
	t.Money, t.Returned = back, wire.Money{Token: r.Request.Token, Amount: o.Refunded}
	r.State, r.Until = wire.RentalAsking, time.Time{}
	return true, nil
}

// next asks the next node, or the last one anew where its quote has run out. That it is about to is a version of its own.
func (m *Manager) next(ctx context.Context, user eth.Address, r *wire.Rental) (moved bool, err error) {
	q := r.Request.OfferRequest
	for i, t := range r.Tries {
		if o, ok := m.paid(user, &t); ok && t.Order == 0 {
			// It was paid after all, by a page that could not say so: that comes before anything else.
			t.Outcome, t.Text, t.Order, t.Money = "", "", o.ID, held
			r.Tries = append(append(r.Tries[:i:i], r.Tries[i+1:]...), t)
			r.State, r.Until = wire.RentalActivating, m.cfg.Now().Add(m.cfg.Activate).UTC()
			return true, nil
		}
	}
	again := len(r.Tries) > 0 && r.Tries[len(r.Tries)-1].Outcome == ""
	list, dearer := m.ranked(user, r)
	if !again {
		if len(list) == 0 || len(r.Tries) >= maxTries {
			r.State, r.Until, r.Left, r.Dearer = wire.RentalNobody, time.Time{}, len(list), dearer
			return true, nil
		}
		r.Tries = append(r.Tries, wire.RentalTry{Node: list[0].AskedNode, Money: neverLeft})
		list = list[1:]
	}
	r.Left = min(len(list), maxTries-len(r.Tries))
	t := &r.Tries[len(r.Tries)-1]
	t.At = m.cfg.Now().UTC()
	r.Until = t.At.Add(m.cfg.Ask)
	if err := m.save(ctx, user, r); err != nil {
		return false, err
	}
	left := r.Until.Sub(m.cfg.Now())
	if left <= 0 {
		return false, nil // that took so long that another may ask by now
	}
	asking, stop := context.WithTimeout(ctx, left)
	a, err := m.asker.One(asking, user, t.Node.Address, q)
	stop()
	r.Until = time.Time{}
	switch {
	case err != nil && ctx.Err() == nil: // it is gone, or hangs
		m.log.Info("a node could not be asked", "node", t.Node.Address, "err", err)
		m.fail(r, "silent", "")
		return true, nil
	case err != nil:
		undo, cancel := context.WithTimeout(context.WithoutCancel(ctx), undoTime)
		defer cancel()
		return false, errors.Join(err, m.save(undo, user, r)) // so that others need not wait until it is over
	}
	t.Answer = &a
	if a.Kind == wire.Accept && a.Quote != nil && a.Quote.Rate.Cmp(q.Rate) <= 0 {
		r.State, r.Until = wire.RentalPay, a.Quote.ValidUntil
		if r.Request.Runs {
			r.State = wire.RentalCheck
		}
		return true, nil
	}
	outcome := "silent"
	switch a.Kind {
	case wire.Counter:
		outcome = "dearer"
	case wire.Reject:
		outcome = "declined"
	case wire.NoAnswer:
		if len(a.Reasons) > 0 && a.Reasons[0].Code == "bad-answer" {
			outcome = "bad-answer"
		}
	}
	t.Why = a.Reasons[:min(len(a.Reasons), maxWhy)]
	m.fail(r, outcome, "")
	return true, nil
}

// undoTime is how long it may take to say that a node is not asked after all.
const undoTime = 2 * time.Second
