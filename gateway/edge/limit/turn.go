package limit

import (
	"context"
	"slices"
	"sync"
	"time"

	"berth/shared/problem"
)

// Turns at what costs the processor's time.
const (
	// TurnWaits is how many of a user's requests may wait; one more ends the oldest.
	TurnWaits = 3
	// turnTime is how long one waits.
	turnTime = 15 * time.Second
	// turnRest is how much longer than a turn took its user has no other, and TurnRestMost the most of it: one user has a
	// quarter of one processor.
	turnRest     = 3
	TurnRestMost = time.Second
	// Again is how long who asks again is to wait where there is no turn.
	Again = 5 * time.Second
)

// Turns share out what costs the processor's time: so many turns at a time in all, in the order of asking, and of them each
// user has one. Whoever asks much waits for oneself. It is safe for concurrent use.
type Turns[K comparable] struct {
	slots chan struct{} // who waits to send comes in the order of waiting

	mu    sync.Mutex
	users map[K]*queue // of those who have a turn, or have to rest
}

// queue is a user's requests that wait for the one that has the turn, the oldest first.
type queue struct{ waiting []chan bool } // each is told once: whether it is its turn, or has to give way

// NewTurns makes turns of which so many are taken at a time.
func NewTurns[K comparable](most int) *Turns[K] {
	return &Turns[K]{slots: make(chan struct{}, max(most, 1)), users: map[K]*queue{}}
}

// Take waits for a user's turn, which is to be given back.
func (t *Turns[K]) Take(ctx context.Context, user K) (back func(), err error) {
	ctx, cancel := context.WithTimeout(ctx, turnTime)
	defer cancel()
	if err := t.wait(ctx, user); err != nil {
		return nil, err
	}
	select {
	case t.slots <- struct{}{}:
	case <-ctx.Done():
		t.next(user)
		return nil, problem.TooOften(Again)
	}
	began := time.Now()
	return func() {
		<-t.slots
		time.AfterFunc(min(turnRest*time.Since(began), TurnRestMost), func() { t.next(user) })
	}, nil
}

// wait waits until no other request of a user has the turn.
func (t *Turns[K]) wait(ctx context.Context, user K) error {
	mine := t.line(user)
	if mine == nil {
		return nil
	}
	select {
	case ok := <-mine:
		if !ok {
			return problem.TooOften(Again)
		}
		return nil
	case <-ctx.Done():
	}
	if !t.unline(user, mine) && <-mine {
		t.next(user) // it was told meanwhile
	}
	return problem.TooOften(Again)
}

// line has a request wait, unless the turn is its user's.
func (t *Turns[K]) line(user K) chan bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	q := t.users[user]
	if q == nil {
		t.users[user] = &queue{}
		return nil
	}
	if len(q.waiting) >= TurnWaits {
		q.waiting[0] <- false
		q.waiting = q.waiting[1:]
	}
	mine := make(chan bool, 1)
	q.waiting = append(q.waiting, mine)
	return mine
}

// unline reports whether a request was still waiting; now it is not.
func (t *Turns[K]) unline(user K, mine chan bool) bool {
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
func (t *Turns[K]) next(user K) {
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

// Waiting tells how many of a user's requests wait for their turn, and how many users there are who have one or have to rest.
func (t *Turns[K]) Waiting(user K) (waiting, users int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if q := t.users[user]; q != nil {
		waiting = len(q.waiting)
	}
	return waiting, len(t.users)
}
