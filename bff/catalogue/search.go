package catalogue

import (
	"encoding/base64"
	"encoding/binary"
	"math"
	"slices"
	"strings"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Limits of a query.
const (
	DefaultLimit = 20
	MaxLimit     = 100
)

// MaxTokens is how many tokens a platform can accept: a cursor has so much room.
const MaxTokens = 16

// Sorts are the orders that a search knows. Price rises; the others fall, since more is better; a minus in front turns
// each round. Nodes without a price come last where the price rises.
var Sorts = []string{"price", "cpu", "memory", "disk", "record"}

// Search answers a query. Paused and unreachable nodes are left out where resources or a price are asked for, since
// they could not be had; a query without them lists every node. It gives a problem that names the field.
func (c *Catalogue) Search(q wire.NodeQuery, duration uint32) (wire.NodeList, error) {
	s := c.snap.Load()
	f, err := s.filter(q, duration)
	if err != nil {
		return wire.NodeList{}, err
	}
	if q.Limit == 0 {
		q.Limit = DefaultLimit
	}
	if q.Limit < 1 || q.Limit > MaxLimit {
		return wire.NodeList{}, problem.Field("limit", "from 1 to %d", MaxLimit)
	}
	out := newExcluded()
	page := newTop(q.Limit + 1)
	total := 0
	rows := s.all()
	if f.text != "" {
		rows = s.having(f.text)
	}
	for i := range rows {
		r, p := &s.rows[i], f.priced(i)
		m := f.mask(r, p, s.nodes[i])
		if m != 0 {
			out.add(m)
			continue
		}
		total++
		k := f.key(r, p)
		if f.after != nil && !f.after.before(k, i) {
			continue
		}
		page.offer(item{k, i})
	}
	list := wire.NodeList{All: len(s.rows), Excluded: out.counts(), Regions: s.regions, Models: s.models}
	list.Total = total
	list.Items = make([]wire.Node, 0, q.Limit)
	items := page.sorted()
	for n, it := range items {
		if n == q.Limit {
			list.Next = encodeCursor(f.sort, items[n-1].key, s.nodes[items[n-1].row].Address)
			break
		}
		list.Items = append(list.Items, f.show(s.nodes[it.row]))
	}
	return list, nil
}

type filter struct {
	want
	max      amount.Nano
	maxF     float64
	region   int32
	byRegion bool
	text     string
	sort     byte // place in Sorts, eight times that of the token, and 0x80 where it is turned round
	after    *after
	strict   bool // leave out what could not be had
	byToken  bool // leave out what does not take the token
	seconds  uint32
}

func (s *snapshot) filter(q wire.NodeQuery, duration uint32) (*filter, error) {
	if duration == 0 {
		duration = DefaultDuration
	}
	f := &filter{
		want: s.want(q.Resources, q.Token, duration), max: q.MaxRate, maxF: float(q.MaxRate), byRegion: q.Region != "", region: place(s.regions, q.Region),
		text: strings.ToLower(strings.TrimSpace(q.Text)), strict: !q.Resources.IsZero() || !q.MaxRate.IsZero(), seconds: duration,
	}
	if f.place < 0 && !q.Token.IsZero() {
		return nil, problem.Field("token", "one that this platform accepts: see the tokens of GET /api/info")
	}
	f.byToken = f.strict || !q.Token.IsZero()
	name, turned := strings.CutPrefix(q.Sort, "-")
	if name == "" {
		name = Sorts[0]
	}
	i := slices.Index(Sorts, name)
	if i < 0 {
		return nil, problem.Field("sort", "one of %s, with or without a minus in front", strings.Join(Sorts, ", "))
	}
	f.sort = byte(i) | byte(max(f.place, 0))<<3
	if turned {
		f.sort |= 0x80
	}
	if q.Cursor != "" {
		sort, key, address, ok := decodeCursor(q.Cursor)
		if !ok || sort != f.sort {
			return nil, problem.Field("cursor", "send the \"next\" of the page before, with the same query; or none for the first page")
		}
		place, found := slices.BinarySearchFunc(s.nodes, address, func(n *wire.Node, a eth.Address) int { return slices.Compare(n.Address[:], a[:]) })
		f.after = &after{key, place, found}
	}
	return f, nil
}

func (f *filter) mask(r *row, p *priced, n *wire.Node) mask {
	m := f.lacks(r)
	if f.byRegion && (f.region < 0 || r.region != f.region) {
		m |= otherRegion
	}
	if f.strict {
		m |= r.closed()
	}
	switch {
	case p.has:
		if f.maxF > 0 && f.tooDear(p, n) {
			m |= tooDear
		}
	case r.hasCard && f.byToken:
		m |= noToken
	case f.maxF > 0:
		m |= tooDear
	}
	return m
}

// tooDear compares as floats, and exactly where those are too close to tell: the exact one is rounded up up to three times.
func (f *filter) tooDear(p *priced, n *wire.Node) bool {
	rate := f.rate(p)
	if math.Abs(rate-f.maxF) > 4+1e-9*f.maxF {
		return rate > f.maxF
	}
	exact, _ := wire.PriceIn(n.Prices, f.token)
	return exact.Rate(f.asked(n), f.seconds).Cmp(f.max) > 0
}

// asked is what a node's price is for.
func (f *filter) asked(n *wire.Node) resource.Resources {
	if f.none {
		return whole(n.Total)
	}
	return f.resources
}

// show is a node as the page gets it.
func (f *filter) show(n *wire.Node) wire.Node {
	c := *n
	c.Card, c.Description = nil, ""
	if p, ok := wire.PriceIn(c.Prices, f.token); ok {
		rate := p.Rate(f.asked(n), f.seconds)
		c.Rate = &rate
	}
	return c
}

// key is what a row is sorted by, rising.
func (f *filter) key(r *row, p *priced) float64 {
	var k float64
	switch f.sort & 7 {
	case 0:
		if !p.has {
			return math.Inf(1)
		}
		k = f.rate(p)
	case 1:
		k = -float64(r.cpu)
	case 2:
		k = -float64(r.memory)
	case 3:
		k = -float64(r.disk)
	case 4:
		k = -r.score
	}
	if f.sort&0x80 != 0 {
		return -k
	}
	return k
}

// after is the last node of the page before. place is its row, or where it would be.
type after struct {
	key   float64
	place int
	found bool
}

// before reports whether a row comes behind the cursor.
func (a *after) before(key float64, i int) bool {
	if key != a.key {
		return key > a.key
	}
	return i > a.place || i == a.place && !a.found
}

func encodeCursor(sort byte, key float64, a eth.Address) string {
	b := append([]byte{sort}, binary.BigEndian.AppendUint64(nil, math.Float64bits(key))...)
	return base64.RawURLEncoding.EncodeToString(append(b, a[:]...))
}

func decodeCursor(s string) (sort byte, key float64, a eth.Address, ok bool) {
	if len(s) > 64 {
		return 0, 0, a, false
	}
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || len(b) != 1+8+len(a) {
		return 0, 0, a, false
	}
	key = math.Float64frombits(binary.BigEndian.Uint64(b[1:]))
	copy(a[:], b[9:])
	return b[0], key, a, !math.IsNaN(key)
}

// item is a row with its key.
type item struct {
	key float64
	row int
}

func (a item) less(b item) bool { return a.key < b.key || a.key == b.key && a.row < b.row }

// top keeps the first n of all items that it is offered, as a heap with the last of them on top.
type top struct {
	n    int
	heap []item
}

func newTop(n int) *top { return &top{n, make([]item, 0, n)} }

func (t *top) offer(it item) {
	if len(t.heap) < t.n {
		t.heap = append(t.heap, it)
		for i := len(t.heap) - 1; i > 0; {
			p := (i - 1) / 2
			if !t.heap[p].less(t.heap[i]) {
				break
			}
			t.heap[p], t.heap[i] = t.heap[i], t.heap[p]
			i = p
		}
		return
	}
	if !it.less(t.heap[0]) {
		return
	}
	t.heap[0] = it
	for i := 0; ; {
		c := 2*i + 1
		if c >= len(t.heap) {
			break
		}
		if c+1 < len(t.heap) && t.heap[c].less(t.heap[c+1]) {
			c++
		}
		if !t.heap[i].less(t.heap[c]) {
			break
		}
		t.heap[i], t.heap[c] = t.heap[c], t.heap[i]
		i = c
	}
}

func (t *top) sorted() []item {
	slices.SortFunc(t.heap, func(a, b item) int {
		if a.less(b) {
			return -1
		}
		return 1
	})
	return t.heap
}
