// Package catalogue knows the nodes: what the registry says of each, the card that its gateway signed, and the record
// that its orders have made. Searches run on a snapshot in memory that is replaced as a whole, so that reading takes no
// lock and a page sees one state.
package catalogue

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
)

// DefaultDuration is what traffic is spread over where a query names no duration: a day, in seconds.
const DefaultDuration = 24 * 3600

// Catalogue is the set of nodes. It is safe for concurrent use; what it gives out nobody may change.
type Catalogue struct {
	snap atomic.Pointer[snapshot]

	mu      sync.Mutex
	entries []*entry // by address
	at      map[eth.Address]*entry
	changed bool
	moved   bool // nodes came or went
	renamed bool // a text has changed
}

// entry is a node's newest state; node and row are replaced, never changed.
type entry struct {
	chain  chain.Node
	card   *wire.Card
	seenAt time.Time
	err    string
	record wire.Record

	node      *wire.Node
	row       row
	text      string
	discounts string // in words, to tell them apart; empty: none
}

// New makes an empty catalogue.
func New() *Catalogue {
	c := &Catalogue{at: map[eth.Address]*entry{}}
	c.snap.Store(&snapshot{at: map[eth.Address]int{}})
	return c
}

// Put enters a node as the registry has it; one that is not registered is taken out.
func (c *Catalogue) Put(nodes ...chain.Node) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, n := range nodes {
		if !n.Registered() {
			c.drop(n.Address)
			continue
		}
		e := c.at[n.Address]
		if e == nil {
			e = &entry{}
			c.at[n.Address] = e
			c.entries = append(c.entries, e)
			c.moved = true
		} else if e.chain.Endpoint != n.Endpoint || e.chain.Operator != n.Operator {
			e.card, e.err = nil, "" // it was another gateway's
		}
		e.chain = n
		c.build(e)
	}
	c.changed = true
}

// Keep takes out every node that is not in the list.
func (c *Catalogue) Keep(nodes []chain.Node) {
	have := make(map[eth.Address]bool, len(nodes))
	for _, n := range nodes {
		have[n.Address] = true
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, e := range slices.Clone(c.entries) {
		if !have[e.chain.Address] {
			c.drop(e.chain.Address)
		}
	}
	c.changed = true
}

func (c *Catalogue) drop(a eth.Address) {
	if c.at[a] == nil {
		return
	}
	delete(c.at, a)
	c.moved = true
	c.entries = slices.DeleteFunc(c.entries, func(e *entry) bool { return e.chain.Address == a })
}

// SetCard says what came of asking a node's gateway: its card, or why there is none.
func (c *Catalogue) SetCard(a eth.Address, card *wire.Card, why string, at time.Time) {
	c.change(a, func(e *entry) {
		if card == nil {
			e.err = why
			return
		}
		e.card, e.err, e.seenAt = card, "", at
	})
}

// SetRecord sets a node's record.
func (c *Catalogue) SetRecord(a eth.Address, r wire.Record) {
	c.change(a, func(e *entry) { e.record = r })
}

func (c *Catalogue) change(a eth.Address, f func(*entry)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.at[a]
	if e == nil {
		return
	}
	f(e)
	c.build(e)
	c.changed = true
}

func (c *Catalogue) build(e *entry) {
	text := e.text
	e.build()
	c.renamed = c.renamed || e.text != text
}

// Entry is what the registry says of a node.
func (c *Catalogue) Entry(a eth.Address) (chain.Node, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.at[a]; e != nil {
		return e.chain, true
	}
	return chain.Node{}, false
}

// Publish makes a new snapshot if anything has changed.
func (c *Catalogue) Publish() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.changed {
		return
	}
	if c.moved {
		slices.SortFunc(c.entries, byAddress)
	}
	c.snap.Store(newSnapshot(c.entries, c.snap.Load(), !c.moved, !c.renamed))
	c.changed, c.moved, c.renamed = false, false, false
}

func byAddress(a, b *entry) int { return slices.Compare(a.chain.Address[:], b.chain.Address[:]) }

// Node is a node with its card; false: it is not known.
func (c *Catalogue) Node(a eth.Address) (wire.Node, bool) {
	s := c.snap.Load()
	i, ok := s.at[a]
	if !ok {
		return wire.Node{}, false
	}
	n := *s.nodes[i]
	return n, true
}

// Version changes whenever an answer could.
func (c *Catalogue) Version() uint64 { return c.snap.Load().version }

// Len is how many nodes are known.
func (c *Catalogue) Len() int { return len(c.snap.Load().rows) }

// Reachable is how many nodes gave a card when they were asked last.
func (c *Catalogue) Reachable() (n int) {
	rows := c.snap.Load().rows
	for i := range rows {
		if rows[i].reachable {
			n++
		}
	}
	return n
}

// build makes node and row out of the rest.
func (e *entry) build() {
	n := &wire.Node{
		Address: e.chain.Address, Operator: e.chain.Operator, Endpoint: e.chain.Endpoint, URL: URL(e.chain.Endpoint),
		Name: e.chain.Address.Short(), Total: e.chain.Total, Reserved: e.chain.Reserved, Free: e.chain.Free(),
		Paused: e.chain.Paused, RegisteredAt: e.chain.RegisteredAt, MinStake: e.chain.MinStake,
		SeenAt: e.seenAt, Error: e.err, Record: e.record, Card: e.card,
	}
	e.discounts = ""
	if c := e.card; c != nil {
		price := c.Price
		n.Price, n.Name, n.Region, n.Probation = &price, c.Name, c.Region, c.Probation
		n.Reachable = e.err == ""
		if len(c.Price.Discounts) > 0 {
			e.discounts = fmt.Sprint(c.Price.Discounts)
		}
		n.Free = lesser(n.Free, c.Headroom)
	}
	e.node = n
	e.row = rowOf(n)
	e.text = strings.ToLower(strings.Join([]string{n.Name, n.Region, n.Endpoint, n.Address.String()}, "\n"))
}

func lesser(a, b resource.Resources) resource.Resources {
	return resource.Resources{
		CPUMilli: min(a.CPUMilli, b.CPUMilli), MemoryMiB: min(a.MemoryMiB, b.MemoryMiB), DiskMiB: min(a.DiskMiB, b.DiskMiB),
		TrafficMiB: min(a.TrafficMiB, b.TrafficMiB), GPU: min(a.GPU, b.GPU), GPUModel: a.GPUModel,
	}
}

// URL is where a gateway is that has registered an endpoint; empty where that is none.
func URL(at string) string {
	e, err := endpoint.Parse(at)
	if err != nil {
		return ""
	}
	return e.URL()
}

// Fit is a node that an order would fit on now.
type Fit struct {
	Node *wire.Node
	rate float64
}

// Rate is the node's list price for an order, a second.
func (f Fit) Rate(want resource.Resources, duration uint32) amount.Amount {
	return f.Node.Price.Rate(want, duration)
}

// Fits are the nodes that an order fits on, which are open and can be reached: the cheapest first. Where only names
// any, no other is looked at. excluded says what keeps the others out.
func (c *Catalogue) Fits(want resource.Resources, duration uint32, only []eth.Address) (fits []Fit, excluded map[resource.Dimension]int) {
	s := c.snap.Load()
	w := s.want(want, duration)
	out := newExcluded()
	look := func(i int) {
		r := &s.rows[i]
		m := w.lacks(r) | r.closed()
		if m != 0 {
			out.add(m)
			return
		}
		fits = append(fits, Fit{s.nodes[i], w.rate(r)})
	}
	if len(only) == 0 {
		for i := range s.rows {
			look(i)
		}
	} else {
		seen := map[int]bool{}
		for _, a := range only {
			if i, ok := s.at[a]; ok && !seen[i] {
				seen[i] = true
				look(i)
			}
		}
	}
	slices.SortFunc(fits, func(a, b Fit) int {
		return cmp.Or(cmp.Compare(a.rate, b.rate), slices.Compare(a.Node.Address[:], b.Node.Address[:]))
	})
	return fits, out.counts()
}
