// Package catalogue knows the nodes: what the registry says of each, the card that its gateway signed, and the record
// that its orders have made. Searches run on a snapshot in memory that is replaced as a whole, so that reading takes no
// lock and a page sees one state.
package catalogue

import (
	"slices"
	"sync"
	"time"

	"berth/bff/catalogue/search"
	"berth/bff/dossier"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/registry"
	"berth/shared/resource"
	"berth/shared/wire"
)

// DefaultDuration is what traffic is spread over where a query names no duration: a day, in seconds.
const DefaultDuration = 24 * 3600

// Catalogue is the set of nodes. It is safe for concurrent use; what it gives out nobody may change.
type Catalogue struct {
	tokens  []eth.Address // that the platform accepts; the first is the default
	index   *search.Index[*wire.Node]
	finders sync.Pool // of *finder

	mu      sync.Mutex
	at      map[eth.Address]*entry
	changed map[eth.Address]bool // since the last snapshot; some may be gone

	policy    Policy
	final     time.Time                         // registrations until then are final
	enlisted  map[eth.Address]dossier.Enlisting // what wallets said, of nodes that are not known, too
	unwritten map[eth.Address]bool              // nodes of which something may be to be written down
	left      map[eth.Address]string            // stamps of what is written of nodes that are gone

	watches watches
}

// entry is a node's newest state; node is replaced, never changed.
type entry struct {
	chain  chain.Node
	card   *wire.Card
	seenAt time.Time
	err    string
	sight  sight
	record wire.Record
	score  float64             // what the record is worth
	found  *wire.Certification // nil: nothing

	presence
	firstSeen time.Time
	about     *dossier.About // nil: its metadata was not looked at
	pending   bool           // its registration is not final
	written   *dossier.Node  // what is written down of it; nil: nothing

	node *wire.Node // as of the last snapshot
}

// New makes an empty catalogue of a platform that accepts these tokens, MaxTokens at most; the first is the default.
func New(tokens ...eth.Address) *Catalogue {
	return &Catalogue{
		tokens: tokens, index: search.New[*wire.Node](schema(len(tokens))), at: map[eth.Address]*entry{}, changed: map[eth.Address]bool{},
		enlisted: map[eth.Address]dossier.Enlisting{}, unwritten: map[eth.Address]bool{}, left: map[eth.Address]string{},
	}
}

// Default is the token that prices are in where none is named; zero: there is none.
func (c *Catalogue) Default() eth.Address {
	if len(c.tokens) == 0 {
		return eth.Address{}
	}
	return c.tokens[0]
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
			e = &entry{firstSeen: time.Now().UTC()}
			c.at[n.Address] = e
		} else if e.chain.Endpoint != n.Endpoint || e.chain.Operator != n.Operator {
			e.card, e.err = nil, "" // it was another gateway's
		}
		if e.about != nil && e.about.URI != n.MetadataURI {
			e.about = nil
		}
		e.chain = n
		c.changed[n.Address], c.unwritten[n.Address] = true, true
	}
}

// Keep takes out every node that is not in the list.
func (c *Catalogue) Keep(nodes []chain.Node) {
	have := make(map[eth.Address]bool, len(nodes))
	for _, n := range nodes {
		have[n.Address] = true
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for a := range c.at {
		if !have[a] {
			c.drop(a)
		}
	}
}

func (c *Catalogue) drop(a eth.Address) {
	if e := c.at[a]; e != nil {
		if e.written != nil {
			c.left[a] = e.written.Stamp
		}
		delete(c.at, a)
		c.changed[a], c.unwritten[a] = true, true
	}
}

// SetCard says what came of asking a node's gateway: its card, or why there is none.
func (c *Catalogue) SetCard(a eth.Address, card *wire.Card, why string, at time.Time) {
	c.change(a, func(e *entry) {
		if card != nil {
			why = ""
		}
		e.sight.see(why, at)
		e.presence.see(card != nil, at, c.policy)
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

// SetCertification sets what was found out about a node, without what lists have no room for.
func (c *Catalogue) SetCertification(a eth.Address, found wire.Certification) {
	found.Checks, found.Incidents, found.Days, found.Prices = nil, nil, nil, nil
	c.change(a, func(e *entry) { e.found = &found })
}

// All are the nodes as of the last snapshot, in no order.
func (c *Catalogue) All() []*wire.Node {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := make([]*wire.Node, 0, len(c.at))
	for _, e := range c.at {
		if e.node != nil {
			all = append(all, e.node)
		}
	}
	return all
}

func (c *Catalogue) change(a eth.Address, f func(*entry)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.at[a]
	if e == nil {
		return
	}
	f(e)
	c.changed[a], c.unwritten[a] = true, true
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
	if len(c.changed) == 0 {
		return
	}
	var gone []eth.Address
	rows := make([]search.Row[*wire.Node], 0, len(c.changed))
	var seen Change
	for a := range c.changed {
		e := c.at[a]
		if e == nil {
			gone = append(gone, a)
			seen.gone(a)
			continue
		}
		was := e.node
		e.build(c.tokens)
		e.node.Unlisted = c.unlisted(e)
		seen.differ(was, e.node)
		rows = append(rows, e.rowOf(c.tokens))
	}
	c.index.Apply(rows, gone)
	c.changed = map[eth.Address]bool{}
	c.watches.tell(seen)
}

// Node is a node with its card; false: it is not known.
func (c *Catalogue) Node(a eth.Address) (wire.Node, bool) {
	n, ok := c.index.Snapshot().Get(a)
	if !ok {
		return wire.Node{}, false
	}
	return *n, true
}

// Version changes whenever an answer could.
func (c *Catalogue) Version() uint64 { return c.index.Snapshot().Version }

// Len is how many nodes are known.
func (c *Catalogue) Len() int { return c.index.Snapshot().Len() }

// Known is how many nodes there are, in the last snapshot or not.
func (c *Catalogue) Known() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.at)
}

// Reachable is how many nodes gave a card when they were asked last.
func (c *Catalogue) Reachable() int { return c.index.Snapshot().Flagged(flagReachable) }

// Health is how many nodes have given a card since a time, and how many of those did not when they were asked last.
func (c *Catalogue) Health(since time.Time) (known, away int) {
	for n := range c.index.Snapshot().Docs {
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

// build makes the node out of the rest. Of a card's prices those in tokens that the platform does not accept are dropped.
func (e *entry) build(tokens []eth.Address) {
	n := &wire.Node{
		Address: e.chain.Address, Operator: e.chain.Operator, Endpoint: e.chain.Endpoint, URL: URL(e.chain.Endpoint),
		Name: e.chain.Address.Short(), Total: e.chain.Total, Reserved: e.chain.Reserved, Free: e.chain.Free(),
		Paused: e.chain.Paused, RegisteredAt: e.chain.RegisteredAt, MinStake: e.chain.MinStake, Epoch: e.chain.Epoch,
		SeenAt: e.seenAt, Error: e.err, Record: e.record, Card: e.card, Certification: e.found,
	}
	if e.about != nil {
		n.Description = e.about.Said.Description
	} else if about, ok := registry.ReadAbout(e.chain.MetadataURI); ok {
		n.Description = about.Description
	}
	if c := e.card; c != nil {
		for _, p := range c.Prices {
			if slices.Contains(tokens, p.Token) {
				n.Prices = append(n.Prices, p)
			}
		}
		n.Name, n.Region, n.Probation, n.Notice, n.Maintenance = c.Name, c.Region, c.Probation, c.Notice, c.Maintenance
		n.Root, n.Reachable = c.Root, e.err == ""
		n.Free = lesser(n.Free, c.Headroom)
	}
	e.node = n
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
	Price wire.Price // its list price in the token
}

// Rate is the node's list price for an order in the token that was asked for, a second.
func (f Fit) Rate(want resource.Resources, duration uint32) amount.Nano {
	return f.Price.Rate(want, duration)
}

// Fits are the nodes that an order fits on, which are open, can be reached, take the token (zero: the default) and meet what
// it needs: the cheapest first. Where only names any, no other is looked at. excluded says what keeps the others out.
func (c *Catalogue) Fits(want resource.Resources, token eth.Address, duration uint32, needs order.Need, only []eth.Address) (fits []Fit, excluded map[resource.Dimension]int) {
	f := c.newFinder()
	defer c.release(f)
	f.want(want, token, duration)
	f.fits()
	f.meets(needs)
	f.open()
	f.unless("token", search.Takes(1<<flagCard))
	f.query.Only, f.query.ByRate, f.query.Limit = only, true, f.snap.Len()
	f.snap.Search(&f.query, &f.result)
	for _, it := range f.result.Items {
		price, _ := wire.PriceIn(it.Doc.Prices, f.token)
		fits = append(fits, Fit{it.Doc, price})
	}
	return fits, f.excluded(&Page{})
}

// Workload is what a service of the platform's catalogue asks of a node, resources aside.
type Workload struct {
	Images []string
	Needs  order.Need
}

// Able counts for each workload the nodes that are open, can be reached and can run it: those that name no images of their own
// have any.
func (c *Catalogue) Able(all []Workload) []int {
	counts := make([]int, len(all))
	anyImage := map[order.Features]int{} // nodes that have any image, by what they offer
	for n := range c.index.Snapshot().Docs {
		features := n.Root.Features()
		switch {
		case n.Paused || !n.Reachable || n.Card == nil:
		case len(n.Card.Images) == 0:
			anyImage[features]++
		default:
			for k, w := range all {
				if Runs(n.Card, w.Images) && w.Needs.Met(features) {
					counts[k]++
				}
			}
		}
	}
	for k, w := range all {
		for features, n := range anyImage {
			if w.Needs.Met(features) {
				counts[k] += n
			}
		}
	}
	return counts
}

// Runs reports whether a node has all of some images, or runs any.
func Runs(card *wire.Card, images []string) bool {
	lacks := func(image string) bool { return !slices.Contains(card.Images, image) }
	return len(card.Images) == 0 || !slices.ContainsFunc(images, lacks)
}
