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
	"berth/shared/registry"
	"berth/shared/resource"
	"berth/shared/wire"
)

// DefaultDuration is what traffic is spread over where a query names no duration: a day, in seconds.
const DefaultDuration = 24 * 3600

// Catalogue is the set of nodes. It is safe for concurrent use; what it gives out nobody may change.
type Catalogue struct {
	tokens []eth.Address // that the platform accepts; the first is the default
	snap   atomic.Pointer[snapshot]

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
	sight  sight
	record wire.Record
	score  float64 // what the record is worth

	node   *wire.Node
	row    row
	priced []priced // one for each of the catalogue's tokens
	off    []string // and the discounts in words, to tell them apart; empty: none
	text   string
}

// New makes an empty catalogue of a platform that accepts these tokens, MaxTokens at most; the first is the default.
func New(tokens ...eth.Address) *Catalogue {
	c := &Catalogue{tokens: tokens, at: map[eth.Address]*entry{}}
	c.snap.Store(newSnapshot(tokens, nil, &snapshot{at: map[eth.Address]int{}}, true, false))
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
		if card != nil {
			why = ""
		}
		e.sight.see(why, at)
		if card == nil {
			e.err = why
			return
		}
		e.card, e.err, e.seenAt = card, "", at
	})
}

// SetRecord sets what a node's orders came to: its record, what that is worth for sorting, and what the live ones hold.
func (c *Catalogue) SetRecord(a eth.Address, r wire.Record, score float64, reserved resource.Resources) {
	c.change(a, func(e *entry) {
		e.record, e.score = r, score
		reserved.GPUModel = e.chain.Total.GPUModel
		e.chain.Reserved = reserved
	})
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
	e.build(c.tokens)
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
	c.snap.Store(newSnapshot(c.tokens, c.entries, c.snap.Load(), !c.moved, !c.renamed))
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

// Health is how many nodes have given a card since a time, and how many of those did not when they were asked last.
func (c *Catalogue) Health(since time.Time) (known, away int) {
	for _, n := range c.snap.Load().nodes {
		switch {
		case n.Reachable:
			known++
		case n.SeenAt.After(since):
			known++
			away++
		}
	}
	return known, away
}

// build makes node, row and prices out of the rest. Of a card's prices those in tokens that the platform does not accept are
// dropped.
func (e *entry) build(tokens []eth.Address) {
	n := &wire.Node{
		Address: e.chain.Address, Operator: e.chain.Operator, Endpoint: e.chain.Endpoint, URL: URL(e.chain.Endpoint),
		Name: e.chain.Address.Short(), Total: e.chain.Total, Reserved: e.chain.Reserved, Free: e.chain.Free(),
		Paused: e.chain.Paused, RegisteredAt: e.chain.RegisteredAt, MinStake: e.chain.MinStake, Epoch: e.chain.Epoch,
		SeenAt: e.seenAt, Error: e.err, Record: e.record, Card: e.card,
	}
	if about, ok := registry.ReadAbout(e.chain.MetadataURI); ok {
		n.Description = about.Description
	}
	e.priced, e.off = make([]priced, len(tokens)), make([]string, len(tokens))
	if c := e.card; c != nil {
		for _, p := range c.Prices {
			if i := slices.Index(tokens, p.Token); i >= 0 {
				n.Prices = append(n.Prices, p)
				e.priced[i] = pricedOf(p, n.Total)
				if len(p.Discounts) > 0 {
					e.off[i] = fmt.Sprint(p.Discounts)
				}
			}
		}
		n.Name, n.Region, n.Probation, n.Notice = c.Name, c.Region, c.Probation, c.Notice
		n.Reachable = e.err == ""
		n.Free = lesser(n.Free, c.Headroom)
	}
	e.node = n
	e.row = rowOf(n, e.score)
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
	Node  *wire.Node
	price wire.Price
	rate  float64
}

// Rate is the node's list price for an order in the token that was asked for, a second.
func (f Fit) Rate(want resource.Resources, duration uint32) amount.Nano {
	return f.price.Rate(want, duration)
}

// Fits are the nodes that an order fits on, which are open, can be reached and take the token (zero: the default): the
// cheapest first. Where only names any, no other is looked at. excluded says what keeps the others out.
func (c *Catalogue) Fits(want resource.Resources, token eth.Address, duration uint32, only []eth.Address) (fits []Fit, excluded map[resource.Dimension]int) {
	s := c.snap.Load()
	w := s.want(want, token, duration)
	out := newExcluded()
	look := func(i int) {
		r, p := &s.rows[i], w.priced(i)
		m := w.lacks(r) | r.closed()
		if r.hasCard && !p.has {
			m |= noToken
		}
		if m != 0 {
			out.add(m)
			return
		}
		price, _ := wire.PriceIn(s.nodes[i].Prices, w.token)
		fits = append(fits, Fit{s.nodes[i], price, w.rate(p)})
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
