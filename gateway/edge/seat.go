package edge

import (
	"sync"

	"berth/shared/order"
)

// What an order may have open at a time.
const (
	maxStreams = 16 // of logs
	maxShells  = 4  // as many as the keeper lets be
	// seatWait is in how many seconds to come again where there is no seat.
	seatWait = 5
)

// seats bounds how many of something long each order has open.
type seats struct {
	most int

	mu    sync.Mutex
	taken map[order.ID]int
}

func newSeats(most int) *seats { return &seats{most: most, taken: map[order.ID]int{}} }

// take takes one for an order, to be given back.
func (s *seats) take(id order.ID) (back func(), err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.taken[id] >= s.most {
		return nil, tooMany(seatWait)
	}
	s.taken[id]++
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.taken[id]--; s.taken[id] == 0 {
			delete(s.taken, id)
		}
	}, nil
}
