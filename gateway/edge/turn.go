package edge

import (
	"context"
	"slices"
	"sync"
	"time"

	"berth/shared/eth"
	"berth/shared/problem"
)

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
	// turnAgain is how long to wait where there is no turn.
	turnAgain = 5 * time.Second
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
		return nil, problem.TooOften(turnAgain)
	}
	began := time.Now()
	return func() {
		<-t.slots
		time.AfterFunc(min(turnRest*time.Since(began), turnRestMost), func() { t.next(user) })
	}, nil
}

// wait waits until no other request of a user has the turn.
func (t *turns) wait(ctx context.Context, user eth.Address) error {
	mine := t.line(user)
	if mine == nil {
		return nil
	}
	select {
	case ok := <-mine:
		if !ok {
			return problem.TooOften(turnAgain)
		}
		return nil
	case <-ctx.Done():
	}
	if !t.unline(user, mine) && <-mine {
		t.next(user) // it was told meanwhile
	}
	return problem.TooOften(turnAgain)
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
