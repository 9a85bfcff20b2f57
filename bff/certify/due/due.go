// Package due says what is to be done next, of any number of things of which each has a time: a heap, so that finding what is due costs
// nothing for all that is not.
package due

import (
	"container/heap"
	"time"
)

// Queue is a set of things by the time at which each is due. The zero value is empty. It is not safe for concurrent use.
type Queue[K comparable] struct {
	list list[K]
	at   map[K]*item[K]
}

type item[K comparable] struct {
	key   K
	time  time.Time
	place int // in the list
}

// Set says when a thing is due, whether or not it was in the queue.
func (q *Queue[K]) Set(k K, at time.Time) {
	if i := q.at[k]; i != nil {
		i.time = at
		heap.Fix(&q.list, i.place)
		return
	}
	if q.at == nil {
		q.at = map[K]*item[K]{}
	}
	i := &item[K]{key: k, time: at}
	q.at[k] = i
	heap.Push(&q.list, i)
}

// Sooner is Set, unless the thing is due before that already.
func (q *Queue[K]) Sooner(k K, at time.Time) {
	if i := q.at[k]; i == nil || at.Before(i.time) {
		q.Set(k, at)
	}
}

// Remove takes a thing out, if it is there.
func (q *Queue[K]) Remove(k K) {
	if i := q.at[k]; i != nil {
		heap.Remove(&q.list, i.place)
		delete(q.at, k)
	}
}

// First is what is due first, at or before now; false: nothing is. It stays in the queue.
func (q *Queue[K]) First(now time.Time) (k K, ok bool) {
	if len(q.list) == 0 || q.list[0].time.After(now) {
		return k, false
	}
	return q.list[0].key, true
}

// Next is when the first thing is due; false: there is none.
func (q *Queue[K]) Next() (at time.Time, ok bool) {
	if len(q.list) == 0 {
		return at, false
	}
	return q.list[0].time, true
}

// Take is First, taken out.
func (q *Queue[K]) Take(now time.Time) (k K, ok bool) {
	if k, ok = q.First(now); ok {
		q.Remove(k)
	}
	return k, ok
}

// Len is how many things there are.
func (q *Queue[K]) Len() int { return len(q.list) }

// list implements heap.Interface.
type list[K comparable] []*item[K]

func (l list[K]) Len() int           { return len(l) }
func (l list[K]) Less(i, j int) bool { return l[i].time.Before(l[j].time) }

func (l list[K]) Swap(i, j int) {
	l[i], l[j] = l[j], l[i]
	l[i].place, l[j].place = i, j
}

func (l *list[K]) Push(x any) {
	i := x.(*item[K])
	i.place = len(*l)
	*l = append(*l, i)
}

func (l *list[K]) Pop() any {
	last := len(*l) - 1
	i := (*l)[last]
	(*l)[last] = nil
	*l = (*l)[:last]
	return i
}
