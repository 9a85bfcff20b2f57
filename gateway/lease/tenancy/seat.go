package tenancy

import (
	"strconv"
	"time"

	"berth/gateway/lease/book"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/web"
)

// seats are how many of something may be open at a time: for a chain of orders, for a user, and in all.
type seats struct {
	what  string
	each  int
	users *web.Seats[eth.Address]
	all   *web.Seats[struct{}]
}

// mostUsers bounds the users who have something open: each of them has paid for an order.
const mostUsers = 10_000

func newSeats(what string, each, user, all int) *seats {
	return &seats{what: what, each: each, users: web.NewSeats[eth.Address](user, mostUsers), all: web.NewSeats[struct{}](all, 1)}
}

// full is what somebody gets who has as many open as may be.
func (s *seats) full(whose string, n int) error {
	return problem.New(429, problem.TooMany, "%s has %d %s open already", whose, n, s.what).Remedy("close one of them").With("retryAfter", "1")
}

// seat takes one for an order's service, for the user whose the order is now, to be given back. An order has as many as taken
// says.
func (v *Viewer) seat(id order.ID, service string, s *seats, taken func(*book.Order) *int) (workload order.ID, user eth.Address, back func(), err error) {
	now := v.now()
	if workload, _, err = running(v.book, id, now); err != nil {
		return 0, user, nil, err
	}
	v.book.Change(id, func(o *book.Order) {
		user = o.Rec.Order.User
		first := o.First()
		if err = hasService(o, user, service, now); err != nil {
			return
		}
		n := taken(first)
		switch {
		case *n >= s.each:
			err = s.full("order "+id.String(), s.each)
		case !s.users.Take(user):
			err = s.full("its user", *n)
		case !s.all.Take(struct{}{}):
			s.users.Give(user)
			err = problem.New(503, problem.Unavailable, "this node has as many %s open as it can", s.what).Again(later)
		default:
			workload = first.Rec.Order.ID
			*n++
		}
	})
	return workload, user, func() {
		v.book.Change(workload, func(o *book.Order) { *taken(o)-- })
		s.users.Give(user)
		s.all.Give(struct{}{})
	}, err
}

// traffic is nil while an order may move anything.
func (v *Viewer) traffic(workload order.ID, service string) error {
	t := v.book.Target(workload, service)
	switch {
	case !t.Found || t.Meter.Load() < t.Traffic.Load():
		return nil
	case t.Opens.IsZero():
		return problem.New(509, problem.TrafficUsedUp, "the traffic that was bought is used up").Remedy("replace the order by one with more")
	}
	at := t.Opens.UTC().Format(time.RFC3339)
	return problem.New(509, problem.TrafficNotOpen, "the traffic that is open so far is used up; more opens at %s", at).
		Remedy("wait until then, or extend the order").With("at", at).With("bytes", strconv.FormatUint(t.More, 10)).
		With("retryAfter", strconv.Itoa(max(int(t.Opens.Sub(v.now())/time.Second)+1, 1)))
}
