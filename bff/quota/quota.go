// Package quota bounds what a server holds for others: so much for each holder, so much in all. Nobody is refused: the
// oldest gives way, of the holder who has too much, or where all together have too much of the one who has most. So a
// flood ends what the flood itself has begun.
package quota

import (
	"container/list"
	"sync"
)

// Limits are how many are held at most.
type Limits struct {
	Each []int // by the kind of holder, in the order in which Add names them
	All  int
}

// Quota holds things. It is safe for concurrent use.
type Quota struct {
	limits Limits

	mu      sync.Mutex
	all     *list.List              // of *Held, the oldest first
	holders []map[string]*list.List // by kind: of *Held, the oldest first
}

// Held is one thing that is held.
type Held struct {
	quota  *Quota
	names  []string
	places []*list.Element // in the holders' lists
	place  *list.Element   // in the list of all; nil: it is held no more
	end    func()
}

// New makes a Quota.
func New(l Limits) *Quota {
	q := &Quota{limits: l, all: list.New(), holders: make([]map[string]*list.List, len(l.Each))}
	for i := range q.holders {
		q.holders[i] = map[string]*list.List{}
	}
	return q
}

// Add holds one more thing for its holders, one of each kind; where one is "" it counts for none of that kind. end is
// called at most once, if the thing has to give way, on the goroutine of the Add that needs its place: it must not wait.
func (q *Quota) Add(end func(), holders ...string) *Held {
	q.mu.Lock()
	h := &Held{quota: q, names: holders, places: make([]*list.Element, len(holders)), end: end}
	h.place = q.all.PushBack(h)
	for i, name := range holders {
		if name == "" {
			continue
		}
		l := q.holders[i][name]
		if l == nil {
			l = list.New()
			q.holders[i][name] = l
		}
		h.places[i] = l.PushBack(h)
	}
	var gone []*Held
	for i, name := range holders {
		if l := q.holders[i][name]; l != nil && l.Len() > q.limits.Each[i] {
			gone = append(gone, q.drop(l.Front()))
		}
	}
	if q.all.Len() > q.limits.All {
		gone = append(gone, q.drop(q.fullest().Front()))
	}
	q.mu.Unlock()
	for _, g := range gone {
		if g.end != nil {
			g.end()
		}
	}
	return h
}

// fullest is the list of the holder of the last kind, such as an address, who has most; where none has more than one it is
// the list of all.
func (q *Quota) fullest() *list.List {
	most := q.all
	if n := len(q.holders); n > 0 {
		least := 1
		for _, l := range q.holders[n-1] {
			if l.Len() > least {
				most, least = l, l.Len()
			}
		}
	}
	return most
}

// drop takes out what stands at a place of a list.
func (q *Quota) drop(e *list.Element) *Held {
	h := e.Value.(*Held)
	q.all.Remove(h.place)
	h.place = nil
	for i, p := range h.places {
		if p == nil {
			continue
		}
		l := q.holders[i][h.names[i]]
		if l.Remove(p); l.Len() == 0 {
			delete(q.holders[i], h.names[i])
		}
	}
	return h
}

// Release says that the thing is held no more. It may be called more than once, also after the thing has given way.
func (h *Held) Release() {
	h.quota.mu.Lock()
	defer h.quota.mu.Unlock()
	if h.place != nil {
		h.quota.drop(h.place)
	}
}

// Len is how many are held.
func (q *Quota) Len() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.all.Len()
}
