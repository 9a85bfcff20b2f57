package indexer

import (
	"maps"
	"slices"
	"sync"

	"berth/shared/eth"
	"berth/shared/order"
)

// Subscription collects the orders that changed. It never blocks the index and never forgets an order.
type Subscription struct {
	hub  *hub
	user eth.Address
	wake chan struct{}

	mu      sync.Mutex
	changed map[order.ID]bool
}

// Wake gets a value when Take has something.
func (s *Subscription) Wake() <-chan struct{} { return s.wake }

// Take gives the orders that changed since the last Take, rising.
func (s *Subscription) Take() []order.ID {
	s.mu.Lock()
	defer s.mu.Unlock()
	ids := slices.Sorted(maps.Keys(s.changed))
	clear(s.changed)
	return ids
}

// Close ends the subscription.
func (s *Subscription) Close() { s.hub.remove(s) }

type hub struct {
	mu   sync.Mutex
	subs map[eth.Address]map[*Subscription]bool
}

func (h *hub) add(user eth.Address) *Subscription {
	s := &Subscription{hub: h, user: user, wake: make(chan struct{}, 1), changed: map[order.ID]bool{}}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.subs == nil {
		h.subs = map[eth.Address]map[*Subscription]bool{}
	}
	if h.subs[user] == nil {
		h.subs[user] = map[*Subscription]bool{}
	}
	h.subs[user][s] = true
	return s
}

func (h *hub) remove(s *Subscription) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.subs[s.user], s)
	if len(h.subs[s.user]) == 0 {
		delete(h.subs, s.user)
	}
}

func (h *hub) tell(user eth.Address, id order.ID) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.subs[user] {
		s.mu.Lock()
		s.changed[id] = true
		s.mu.Unlock()
		select {
		case s.wake <- struct{}{}:
		default:
		}
	}
}
