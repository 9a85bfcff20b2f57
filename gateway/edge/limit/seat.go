package limit

import (
	"context"
	"slices"
	"sync"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
)

// Quota is how many of something long may be open at a time.
type Quota struct{ Order, User int }

// errGaveWay is why something that is open ends for a newer one.
var errGaveWay = problem.New(409, problem.GaveWay, "it was the oldest of too many that were open, and made room for a newer one").
	Remedy("close another one first")

// Seats hold who has something open to a quota of each order and each user. Nobody is refused: the oldest gives way, so that
// what is forgotten somewhere keeps nobody out. It is safe for concurrent use.
type Seats struct {
	quota Quota

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

// NewSeats makes seats that are all free.
func NewSeats(q Quota) *Seats {
	return &Seats{quota: q, orders: map[order.ID][]*seat{}, users: map[eth.Address][]*seat{}}
}

// Take takes one for a workload and its user, to be given back. The context ends when it has to give way, for that reason.
func (s *Seats) Take(ctx context.Context, id order.ID, user eth.Address) (mine context.Context, back func()) {
	mine, end := context.WithCancelCause(ctx)
	x := &seat{id, user, end}
	s.mu.Lock()
	defer s.mu.Unlock()
	if all := s.orders[id]; len(all) >= s.quota.Order {
		s.leave(all[0], errGaveWay)
	}
	if all := s.users[user]; len(all) >= s.quota.User {
		s.leave(all[0], errGaveWay)
	}
	s.orders[id], s.users[user] = append(s.orders[id], x), append(s.users[user], x)
	return mine, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.leave(x, nil)
	}
}

func (s *Seats) leave(x *seat, why error) {
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

// Held tells how many are taken: in all, by the order that has the most, and by the user who has.
func (s *Seats) Held() (all, mostOrder, mostUser int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, x := range s.orders {
		all, mostOrder = all+len(x), max(mostOrder, len(x))
	}
	for _, x := range s.users {
		mostUser = max(mostUser, len(x))
	}
	return all, mostOrder, mostUser
}
