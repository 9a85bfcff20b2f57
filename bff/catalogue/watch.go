package catalogue

import (
	"reflect"
	"sync"
	"time"

	"berth/shared/eth"
	"berth/shared/wire"
)

// mostChanged is of how many nodes a Watch remembers that they changed; of more it knows that some have.
const mostChanged = 1000

// Watch collects what changes in a catalogue that pages could show. It never blocks the catalogue.
type Watch struct {
	of   *watches
	wake chan struct{}

	mu     sync.Mutex
	change Change
}

// Change is what is different in a newer snapshot.
type Change struct {
	Nodes  map[eth.Address]bool // that came, went or changed; nil: none
	Many   bool                 // more than those
	Prices bool                 // a list price changed, or who has one
}

// Any reports whether anything is.
func (c Change) Any() bool { return len(c.Nodes) > 0 || c.Many || c.Prices }

func (c *Change) add(d Change) {
	c.Prices, c.Many = c.Prices || d.Prices, c.Many || d.Many
	for a := range d.Nodes {
		c.node(a)
	}
}

func (c *Change) node(a eth.Address) {
	if len(c.Nodes) >= mostChanged && !c.Nodes[a] {
		c.Many = true
		return
	}
	if c.Nodes == nil {
		c.Nodes = map[eth.Address]bool{}
	}
	c.Nodes[a] = true
}

// Wake gets a value when Take has something.
func (w *Watch) Wake() <-chan struct{} { return w.wake }

// Take is what has changed since the last Take.
func (w *Watch) Take() Change {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.change
	w.change = Change{}
	return c
}

// Close ends the watch.
func (w *Watch) Close() {
	w.of.mu.Lock()
	defer w.of.mu.Unlock()
	delete(w.of.all, w)
}

type watches struct {
	mu  sync.Mutex
	all map[*Watch]bool
}

// Watch tells of changes until Close.
func (c *Catalogue) Watch() *Watch {
	w := &Watch{of: &c.watches, wake: make(chan struct{}, 1)}
	c.watches.mu.Lock()
	defer c.watches.mu.Unlock()
	if c.watches.all == nil {
		c.watches.all = map[*Watch]bool{}
	}
	c.watches.all[w] = true
	return w
}

func (ws *watches) tell(c Change) {
	if !c.Any() {
		return
	}
	ws.mu.Lock()
	defer ws.mu.Unlock()
	for w := range ws.all {
		w.mu.Lock()
		w.change.add(c)
		w.mu.Unlock()
		select {
		case w.wake <- struct{}{}:
		default:
		}
	}
}

// differ notes what of a node pages could see change: not that it was asked once more. was is nil where it is new.
func (c *Change) differ(was, is *wire.Node) {
	if was == nil {
		c.Prices = true
		c.node(is.Address)
		return
	}
	a, b := *was, *is
	a.Card, b.Card, a.SeenAt, b.SeenAt = nil, nil, time.Time{}, time.Time{}
	if reflect.DeepEqual(a, b) {
		return
	}
	c.Prices = c.Prices || a.Reachable != b.Reachable || a.Paused != b.Paused || !reflect.DeepEqual(a.Prices, b.Prices)
	c.node(b.Address)
}

// gone notes that a node is there no more.
func (c *Change) gone(a eth.Address) {
	c.Prices = true
	c.node(a)
}
