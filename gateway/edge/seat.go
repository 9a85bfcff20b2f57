package edge

import (
	"context"
	"slices"
	"sync"
	"time"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
)

// quota is how many of something long may be open at a time.
type quota struct{ order, user int }

// What may be open at a time; one more ends the oldest.
var (
	eventQuota  = quota{16, 32} // streams of a deployment
	logQuota    = quota{16, 32} // logs that are read
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

// Turns at what costs the processor's time.
const (
	// turnWaits is how many of a user's requests may wait; one more ends the oldest.
	turnWaits = 3
	// turnTime is how long one waits.
	turnTime = 15 * time.Second
	// turnRest is how much longer than a turn took its user has no other, and turnRestMost the most of it: one user has a
	// quarter of one processor.
	turnRest     = 3
	turnRestMost = time.Second
)

// turns share out what costs the processor's time: so many turns at a time in all, in the order of asking, and of them each
// user has one. Whoever asks much waits for oneself. It is safe for concurrent use.
type turns struct {
	slots chan struct{} // who waits to send comes in the order of waiting

	mu    sync.Mutex
	users map[eth.Address]*queue // of those who have a turn, or have to rest
}

// queue is a user's requests that wait for the one that has the turn, the oldest first.
type queue struct{ waiting []chan bool } // each is told once: whether it is its turn, or has to give way

func newTurns(most int) *turns {
	return &turns{slots: make(chan struct{}, max(most, 1)), users: map[eth.Address]*queue{}}
}

// take waits for a user's turn, which is to be given back.
func (t *turns) take(ctx context.Context, user eth.Address) (back func(), err error) {
	ctx, cancel := context.WithTimeout(ctx, turnTime)
	defer cancel()
	if err := t.wait(ctx, user); err != nil {
		return nil, err
	}
	select {
	case t.slots <- struct{}{}:
	case <-ctx.Done():
		t.next(user)
		return nil, tooMany(seatWait)
	}
	began := time.Now()
	return func() {
		<-t.slots
		time.AfterFunc(min(turnRest*time.Since(began), turnRestMost), func() { t.next(user) })
	}, nil
}

// seatWait is in how many seconds to come again where there is no turn.
const seatWait = 5

// wait waits until no other request of a user has the turn.
func (t *turns) wait(ctx context.Context, user eth.Address) error {
	mine := t.line(user)
	if mine == nil {
		return nil
	}
	select {
	case ok := <-mine:
		if !ok {
			return tooMany(seatWait)
		}
		return nil
	case <-ctx.Done():
	}
	if !t.unline(user, mine) && <-mine {
		t.next(user) // it was told meanwhile
	}
	return tooMany(seatWait)
}

// line has a request wait, unless the turn is its user's.
func (t *turns) line(user eth.Address) chan bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	q := t.users[user]
	if q == nil {
		t.users[user] = &queue{}
		return nil
	}
	if len(q.waiting) >= turnWaits {
		q.waiting[0] <- false
		q.waiting = q.waiting[1:]
	}
	mine := make(chan bool, 1)
	q.waiting = append(q.waiting, mine)
	return mine
}

// unline reports whether a request was still waiting; now it is not.
func (t *turns) unline(user eth.Address, mine chan bool) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	q := t.users[user]
	if q == nil {
		return false
	}
	n := len(q.waiting)
	q.waiting = slices.DeleteFunc(q.waiting, func(c chan bool) bool { return c == mine })
	return len(q.waiting) < n
}

// next gives the turn to a user's next request.
func (t *turns) next(user eth.Address) {
	t.mu.Lock()
	defer t.mu.Unlock()
	q := t.users[user]
	if len(q.waiting) == 0 {
		delete(t.users, user)
		return
	}
	q.waiting[0] <- true
	q.waiting = q.waiting[1:]
}
