package registry

import (
	"context"
	"sync"
)

// gate lets so many in at a time, and of one so many. It is safe for concurrent use.
type gate struct {
	slots chan struct{}
	each  int

	mu  sync.Mutex
	who map[string]*queue // of those who are in, or wait
}

// queue is one's places, and for how many it is kept.
type queue struct {
	slots chan struct{}
	users int
}

func newGate(all, each int) *gate {
	return &gate{slots: make(chan struct{}, all), each: each, who: map[string]*queue{}}
}

// enter waits for a place until ctx ends; leave gives it back.
func (g *gate) enter(ctx context.Context, who string) (leave func(), err error) {
	q := g.join(who)
	select {
	case q.slots <- struct{}{}:
	case <-ctx.Done():
		g.part(who)
		return nil, ctx.Err()
	}
	select {
	case g.slots <- struct{}{}:
	case <-ctx.Done():
		<-q.slots
		g.part(who)
		return nil, ctx.Err()
	}
	return func() {
		<-g.slots
		<-q.slots
		g.part(who)
	}, nil
}

func (g *gate) join(who string) *queue {
	g.mu.Lock()
	defer g.mu.Unlock()
	q := g.who[who]
	if q == nil {
		q = &queue{slots: make(chan struct{}, g.each)}
		g.who[who] = q
	}
	q.users++
	return q
}

func (g *gate) part(who string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if q := g.who[who]; q.users == 1 {
		delete(g.who, who)
	} else {
		q.users--
	}
}
