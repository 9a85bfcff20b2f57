package tenancy

import (
	"context"
	"errors"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Bounds of what those who call can have asked of the chain: its endpoint is the node owner's, and often has a price.
const (
	asksPerSecond = 20
	asksAtOnce    = 40
	// answerHolds is how long an answer is given again, be it yes or no.
	answerHolds = 2 * time.Second
	maxAnswers  = 4096
	// askTime is how long the chain has for an answer.
	askTime = 5 * time.Second
)

// errBusy is a question that was not asked, because too many are.
var errBusy = errors.New("too many questions to the chain")

// asker asks the chain what memory does not know. A question is asked once at a time whoever wants to know it, its answer
// holds for a moment, and there are only so many in all. It is safe for concurrent use.
type asker[K comparable, V any] struct {
	ask   func(context.Context, K) (V, error)
	limit *rate.Limiter // shared by all askers of a chain
	now   func() time.Time

	mu      sync.Mutex
	answers map[K]*answer[V]
}

// answer is one that is there once done is closed.
type answer[V any] struct {
	done  chan struct{}
	value V
	err   error
	until time.Time // zero: it is not there yet
}

func newAsker[K comparable, V any](limit *rate.Limiter, now func() time.Time, ask func(context.Context, K) (V, error)) *asker[K, V] {
	return &asker[K, V]{ask: ask, limit: limit, now: now, answers: map[K]*answer[V]{}}
}

// get is the answer to a question; errBusy where it was not asked.
func (a *asker[K, V]) get(ctx context.Context, key K) (V, error) {
	x, mine, err := a.find(key)
	if err != nil {
		var none V
		return none, err
	}
	if mine {
		go a.fetch(ctx, key, x) // it ends within askTime; who asked may not wait for so long
	}
	select {
	case <-x.done:
		return x.value, x.err
	case <-ctx.Done():
		var none V
		return none, ctx.Err()
	}
}

// find gives the answer to wait for, which is to be fetched by who has it as mine.
func (a *asker[K, V]) find(key K) (x *answer[V], mine bool, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := a.now()
	if x = a.answers[key]; x != nil && (x.until.IsZero() || now.Before(x.until)) {
		return x, false, nil
	}
	if !a.limit.AllowN(now, 1) {
		return nil, false, errBusy
	}
	if len(a.answers) >= maxAnswers {
		clear(a.answers) // those who wait for one have it in their hands
	}
	x = &answer[V]{done: make(chan struct{})}
	a.answers[key] = x
	return x, true, nil
}

// fetch asks. Others may wait for the answer when who asked first has gone.
func (a *asker[K, V]) fetch(ctx context.Context, key K, x *answer[V]) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), askTime)
	defer cancel()
	value, err := a.ask(ctx, key)
	a.mu.Lock()
	defer a.mu.Unlock()
	x.value, x.err, x.until = value, err, a.now().Add(answerHolds)
	close(x.done)
}
