package pricing

import (
	"math"
	"slices"
	"strconv"
	"sync"
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Heard is what a node answered to an offer.
type Heard struct {
	Node, User eth.Address
	At         time.Time
	Resources  resource.Resources
	Duration   uint32      // seconds
	Price      wire.Price  // the node's list price then
	Load       *wire.Load  // that it came of; nil: not known
	Offered    amount.Nano // rate
	Answer     wire.Greeting
}

// Model is what greets have taught about the rates that nodes take. Nodes are told apart by what an offer is mostly for and by how
// much of that they have left; of each such class a few numbers are kept, however many answers there were. What one node and one
// user can add is bounded, and old evidence fades. It is safe for concurrent use.
type Model struct {
	now func() time.Time

	syncing sync.Mutex // one Sync at a time

	mu sync.Mutex
	state
	untold []evidence         // heard here, and not in the store yet
	fitted map[string]density // until something is heard; "" is that of all classes
}

// state is what is known.
type state struct {
	at      time.Time          // up to when everything has faded
	all     counts             // of all classes
	classes map[string]*counts // by class
	nodes   sources
	users   sources
}

func newState(at time.Time) state {
	return state{at: at, classes: map[string]*counts{}, nodes: newSources(nodeCap), users: newSources(userCap)}
}

// evidence is what an answer says of a node's threshold. What it weighs is found where it is added, by what the others have said there.
type evidence struct {
	node, user eth.Address
	class      string
	kind       kind
	place      int // of a bin, or an edge
}

// kind is which of counts is meant.
type kind uint8

const (
	exact kind = iota
	below
	above
)

func (c *counts) add(e evidence, w float64) {
	switch e.kind {
	case exact:
		c.Exact[e.place] += w
	case below:
		c.Below[e.place] += w
	case above:
		c.Above[e.place] += w
	}
}

const (
	// halfLife is after how long evidence counts half.
	halfLife = 7 * 24 * time.Hour
	// nodeCap and userCap are the weight that all answers of one node, and those to one user, have together at most; an answer of
	// who has said nothing lately has 1.
	nodeCap, userCap = 5.0, 5.0
	// beliefWeight is how much the belief weighs that a class is like all others, and pooledWeight that nodes take their list price.
	beliefWeight, pooledWeight = 12.0, 4.0
	// enough is the weight of answers from which on a chance is told; it is more than one node can give.
	enough = 1.5 * nodeCap
	// mostChance is the most that is ever promised.
	mostChance = 0.99
)

// NewModel makes a model that has heard nothing.
func NewModel(now func() time.Time) *Model {
	return &Model{now: now, state: newState(now()), fitted: map[string]density{}}
}

// own are the reasons that are about the user or the offer's terms, not about the node or its price: they teach nothing.
var own = []string{"live-order", "blocked", "stake", "record", "token", "referrer", "duration", "root", "wrong-chain", "not-active", "not-yet", "does-not-fit", "gpuModel"}

// Hear takes an answer in.
func (m *Model) Hear(h Heard) {
	list := h.Price.Rate(h.Resources, h.Duration)
	if list.IsZero() || h.Offered.IsZero() {
		return
	}
	offered := h.Offered.Over(list)
	e := evidence{node: h.Node, user: h.User}
	switch a := h.Answer; a.Kind {
	case wire.Accept:
		if a.Quote == nil {
			return
		}
		if r := a.Quote.Rate.Over(list); a.Quote.Rate.Cmp(h.Offered) < 0 {
			e.kind, e.place = exact, binOf(r) // it says what it would have asked for
		} else {
			e.kind, e.place = below, edgeOf(offered)
		}
	case wire.Counter:
		if a.Quote == nil {
			return
		}
		r := a.Quote.Rate.Over(list)
		e.kind, e.place = exact, binOf(r)
	case wire.Reject:
		if slices.ContainsFunc(a.Reasons, func(w wire.Why) bool { return slices.Contains(own, w.Code) }) {
			return
		}
		if slices.ContainsFunc(a.Reasons, func(w wire.Why) bool { return w.Code == "price" }) {
			e.kind, e.place = above, edgeOf(offered)
			break
		}
		e.kind, e.place = exact, bins-1
	default:
		e.kind, e.place = exact, bins-1
	}
	e.class = classOf(h.Resources, h.Duration, h.Price, h.Load)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fade(m.now())
	if !m.add(e) {
		return
	}
	clear(m.fitted)
	if len(m.untold) < maxUntold {
		m.untold = append(m.untold, e)
	}
}

// least is the weight below which an answer is not added: of who floods no more than some dozens are.
const least = 0.01

// add takes evidence in, with the weight that its node and its user have left, and reports whether that was anything.
func (s *state) add(e evidence) bool {
	w := s.nodes.left(e.node) * s.users.left(e.user)
	if w < least {
		return false
	}
	s.nodes.spend(e.node, w)
	s.users.spend(e.user, w)
	c := s.classes[e.class]
	if c == nil {
		c = &counts{}
		s.classes[e.class] = c
	}
	c.add(e, w)
	s.all.add(e, w)
	return true
}

// fadeEvery is how seldom evidence is made to fade.
const fadeEvery = time.Hour

// fade lets evidence age.
func (s *state) fade(now time.Time) {
	past := now.Sub(s.at)
	if past < fadeEvery {
		return
	}
	by := math.Exp2(-float64(past) / float64(halfLife))
	s.at = now
	s.all.scale(by)
	for _, c := range s.classes {
		c.scale(by)
	}
	s.nodes.fade(by)
	s.users.fade(by)
}

// Knows reports whether so much was heard that a chance can be told.
func (m *Model) Knows() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fade(m.now())
	return m.all.weight() >= enough
}

// curve is how the chance of a class rises with the ratio of a rate to the list price.
func (m *Model) curve(class string) density {
	m.mu.Lock()
	defer m.mu.Unlock()
	if d, ok := m.fitted[class]; ok {
		return d
	}
	pooled, ok := m.fitted[""]
	if !ok {
		pooled = fit(&m.all, prior, pooledWeight)
		m.fitted[""] = pooled
	}
	d := pooled
	if c := m.classes[class]; c != nil {
		d = fit(c, pooled, beliefWeight)
	}
	m.fitted[class] = d
	return d
}

// classOf is what an offer is mostly for, by its list price, and how much of that the node has given away.
func classOf(r resource.Resources, duration uint32, p wire.Price, l *wire.Load) string {
	dim, most := resource.CPU, amount.Nano{}
	p.Discounts = nil
	for _, d := range [...]struct {
		dim resource.Dimension
		of  resource.Resources
	}{
		{resource.CPU, resource.Resources{CPUMilli: r.CPUMilli}}, {resource.Memory, resource.Resources{MemoryMiB: r.MemoryMiB}},
		{resource.Disk, resource.Resources{DiskMiB: r.DiskMiB}}, {resource.Traffic, resource.Resources{TrafficMiB: r.TrafficMiB}},
		{resource.GPU, resource.Resources{GPU: r.GPU}},
	} {
		if c := p.Rate(d.of, duration); c.Cmp(most) > 0 {
			dim, most = d.dim, c
		}
	}
	if l == nil {
		return string(dim)
	}
	load := map[resource.Dimension]uint16{
		resource.CPU: l.CPU, resource.Memory: l.Memory, resource.Disk: l.Disk, resource.Traffic: l.Traffic, resource.GPU: l.GPU,
	}[dim]
	return string(dim) + " " + strconv.Itoa(int(min(load, 999))/250)
}
