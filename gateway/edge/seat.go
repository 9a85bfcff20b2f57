package edge

import (
	"context"
	"slices"
	"sync"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
)

// quota is how many of something long may be open at a time.
type quota struct{ order, user int }

// What may be open at a time; one more ends the oldest.
var (
	eventQuota  = quota{16, 32} // streams of a deployment
	logQuota    = quota{16, 32} // logs that are followed
	fileQuota   = quota{2, 4}   // logs that are read as files: as fast as they are taken
	shellQuota  = quota{4, 8}
	deployQuota = quota{4, 8} // answers to a deployment, of which each is sent as it comes
	bodyQuota   = quota{4, 8} // manifests that are received
)

// errGaveWay is why something that is open ends for a newer one.
var errGaveWay = problem.New(409, problem.GaveWay, "it was the oldest of too many that were open, and made room for a newer one").
	Remedy("close another one first")

// seats hold who has something open to a quota of each order and each user. Nobody is refused: the oldest gives way, so that
// what is forgotten somewhere keeps nobody out. It is safe for concurrent use.
type seats struct {
	quota quota

	mu     sync.Mutex
	orders map[order.ID][]*seat // the oldest first
	users  map[eth.Address][]*seat
}

// seat is one that is taken.
type seat struct {
	order order.ID
	user  eth.Address
	end   context.CancelCauseFunc
}

func newSeats(q quota) *seats {
	return &seats{quota: q, orders: map[order.ID][]*seat{}, users: map[eth.Address][]*seat{}}
}

// take takes one for a workload and its user, to be given back. The context ends when it has to give way, for that reason.
func (s *seats) take(ctx context.Context, id order.ID, user eth.Address) (mine context.Context, back func()) {
	mine, end := context.WithCancelCause(ctx)
	x := &seat{id, user, end}
	s.mu.Lock()
	defer s.mu.Unlock()
	if all := s.orders[id]; len(all) >= s.quota.order {
		s.leave(all[0], errGaveWay)
	}
	if all := s.users[user]; len(all) >= s.quota.user {
		s.leave(all[0], errGaveWay)
	}
	s.orders[id], s.users[user] = append(s.orders[id], x), append(s.users[user], x)
	return mine, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.leave(x, nil)
	}
}

func (s *seats) leave(x *seat, why error) {
	x.end(why)
	drop(s.orders, x.order, x)
	drop(s.users, x.user, x)
}

func drop[K comparable](all map[K][]*seat, key K, x *seat) {
	left := slices.DeleteFunc(all[key], func(y *seat) bool { return y == x })
	if all[key] = left; len(left) == 0 {
		delete(all, key)
	}
}
