package catalogue

import (
	"iter"
	"slices"
	"strings"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
)

// snapshot is one state of all nodes, in the order of their addresses. It never changes.
type snapshot struct {
	rows    []row
	nodes   []*wire.Node
	text    string // of all rows, one behind the other, each with an end of its own
	ends    []int  // of each row's text
	at      map[eth.Address]int
	regions []string
	models  []string
	version uint64

	tokens    []eth.Address
	prices    [][]priced        // of each token, of each row; nil where nobody takes it
	discounts [][]wire.Discount // all that there are, each once; the first is none
}

// row is what a search looks at, close together in memory.
type row struct {
	traffic                    uint64
	score                      float64
	cpu, memory, disk          uint32
	region, model              int32
	gpu                        uint16
	paused, reachable, hasCard bool
}

func rowOf(n *wire.Node, score float64) row {
	return row{
		cpu: n.Free.CPUMilli, memory: n.Free.MemoryMiB, disk: n.Free.DiskMiB, traffic: n.Free.TrafficMiB, gpu: n.Free.GPU,
		paused: n.Paused, reachable: n.Reachable, hasCard: n.Card != nil, score: score,
	}
}

// priced are a row's prices in one token, beside the rows since a search needs those of one token alone. The floats are for
// comparing only: every price that somebody sees is computed anew with integers.
type priced struct {
	unit      [5]float64 // 10^-9 token units a second: a milli-core, a GPU, a MiB of memory, of disk; a MiB of traffic in all
	whole     float64    // a second of all that the node has, traffic aside, without a discount
	discounts int32      // place of them in the snapshot's
	has       bool       // the node takes the token
}

func pricedOf(p wire.Price, total resource.Resources) priced {
	plain := p
	plain.Discounts = nil
	return priced{
		has: true, whole: float(plain.Rate(whole(total), DefaultDuration)),
		unit: [5]float64{
			float(p.CoreHour) / 1000 / 3600, float(p.GPUHour) / 3600, float(p.MemoryHour) / 1024 / 3600,
			float(p.DiskHour) / 1024 / 3600, float(p.TrafficGiB) / 1024,
		},
	}
}

// whole is what a node's price is quoted for where a query asks for nothing: all that it has, traffic aside.
func whole(r resource.Resources) resource.Resources {
	r.TrafficMiB = 0
	return r
}

func float(a amount.Nano) float64 { return a.Over(amount.NanoOf(1)) }

// textEnd stands between the texts of two rows; a query that has it finds nothing.
const textEnd = "\x00"

// newSnapshot makes the next snapshot; what last has and has not changed is taken over from it.
func newSnapshot(tokens []eth.Address, entries []*entry, last *snapshot, sameNodes, sameTexts bool) *snapshot {
	s := &snapshot{tokens: tokens, rows: make([]row, len(entries)), nodes: make([]*wire.Node, len(entries)), version: last.version + 1}
	if sameNodes {
		s.at = last.at
	} else {
		s.at = make(map[eth.Address]int, len(entries))
		for i, e := range entries {
			s.at[e.chain.Address] = i
		}
	}
	if sameNodes && sameTexts {
		s.text, s.ends = last.text, last.ends
	} else {
		s.joinTexts(entries)
	}
	regions, models := map[string]int32{}, map[string]int32{}
	for i, e := range entries {
		s.rows[i], s.nodes[i] = e.row, e.node
		s.rows[i].region = number(regions, e.node.Region)
		s.rows[i].model = number(models, e.node.Total.GPUModel)
	}
	s.joinPrices(entries)
	s.regions, s.models = names(regions), names(models)
	// The numbers become places in the sorted lists, with -1 for none.
	rplace, mplace := places(regions, s.regions), places(models, s.models)
	for i := range s.rows {
		s.rows[i].region, s.rows[i].model = rplace[s.rows[i].region], mplace[s.rows[i].model]
	}
	return s
}

func (s *snapshot) joinPrices(entries []*entry) {
	discounts := map[string]int32{"": 0}
	s.discounts = [][]wire.Discount{nil}
	s.prices = make([][]priced, len(s.tokens))
	for t, token := range s.tokens {
		if !slices.ContainsFunc(entries, func(e *entry) bool { return e.priced[t].has }) {
			continue
		}
		all := make([]priced, len(entries))
		for i, e := range entries {
			all[i] = e.priced[t]
			if e.off[t] == "" {
				continue
			}
			place := number(discounts, e.off[t])
			if int(place) == len(s.discounts) {
				p, _ := wire.PriceIn(e.node.Prices, token)
				s.discounts = append(s.discounts, p.Discounts)
			}
			all[i].discounts = place
		}
		s.prices[t] = all
	}
}

func (s *snapshot) joinTexts(entries []*entry) {
	n := 0
	for _, e := range entries {
		n += len(e.text) + len(textEnd)
	}
	var b strings.Builder
	b.Grow(n)
	s.ends = make([]int, len(entries))
	for i, e := range entries {
		b.WriteString(e.text)
		b.WriteString(textEnd)
		s.ends[i] = b.Len()
	}
	s.text = b.String()
}

// having gives the rows whose text has a part, rising.
func (s *snapshot) having(part string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for at := 0; ; {
			i := strings.Index(s.text[at:], part)
			if i < 0 {
				return
			}
			row, _ := slices.BinarySearch(s.ends, at+i+1)
			if !yield(row) {
				return
			}
			at = s.ends[row]
		}
	}
}

// all gives every row.
func (s *snapshot) all() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range s.rows {
			if !yield(i) {
				return
			}
		}
	}
}

func number(m map[string]int32, name string) int32 {
	n, ok := m[name]
	if !ok {
		n = int32(len(m))
		m[name] = n
	}
	return n
}

func names(m map[string]int32) []string {
	list := make([]string, 0, len(m))
	for n := range m {
		if n != "" {
			list = append(list, n)
		}
	}
	slices.Sort(list)
	return list
}

func places(m map[string]int32, sorted []string) []int32 {
	p := make([]int32, len(m))
	for name, n := range m {
		p[n] = place(sorted, name)
	}
	return p
}

func place(sorted []string, name string) int32 {
	if i, ok := slices.BinarySearch(sorted, name); ok {
		return int32(i)
	}
	return -1
}

// mask is a set of the reasons that keep a node out.
type mask uint16

const (
	noCPU mask = 1 << iota
	noMemory
	noDisk
	noTraffic
	noGPU
	noModel
	noToken
	tooDear
	otherRegion
	isPaused
	unreachable
	reasons = iota
)

var reasonNames = [reasons]resource.Dimension{
	resource.CPU, resource.Memory, resource.Disk, resource.Traffic, resource.GPU, resource.GPUModel,
	"token", "maxRate", "region", "paused", "unreachable",
}

// excluded counts how often each set of reasons came.
type excluded struct{ sets [1 << reasons]int32 }

func newExcluded() *excluded { return &excluded{} }

func (x *excluded) add(m mask) { x.sets[m]++ }

// counts is how many nodes each reason keeps out, alone or with others.
func (x *excluded) counts() map[resource.Dimension]int {
	var n [reasons]int
	for m, count := range x.sets {
		if count == 0 {
			continue
		}
		for i := range n {
			if m&(1<<i) != 0 {
				n[i] += int(count)
			}
		}
	}
	var c map[resource.Dimension]int
	for i, count := range n {
		if count > 0 {
			if c == nil {
				c = map[resource.Dimension]int{}
			}
			c[reasonNames[i]] = count
		}
	}
	return c
}

// want is what a query asks for, ready to be held against rows.
type want struct {
	resources resource.Resources
	none      bool // nothing is asked for
	model     int32
	anyModel  bool
	duration  float64
	left      []float64 // of a rate, after each of the snapshot's discounts
	token     eth.Address
	place     int      // of the token among the platform's; -1: it is none of them
	prices    []priced // in it, of each row; nil: nobody has any
}

// want takes the platform's first token for the zero one.
func (s *snapshot) want(r resource.Resources, token eth.Address, duration uint32) want {
	if duration == 0 {
		duration = DefaultDuration
	}
	if token.IsZero() && len(s.tokens) > 0 {
		token = s.tokens[0]
	}
	left := make([]float64, len(s.discounts))
	for i, all := range s.discounts {
		left[i] = float64(100-wire.Longest(all, duration).Percent) / 100
	}
	w := want{
		left: left, resources: r, none: r.IsZero(), model: place(s.models, r.GPUModel), anyModel: r.GPUModel == "", duration: float64(duration),
		token: token, place: slices.Index(s.tokens, token),
	}
	if w.place >= 0 {
		w.prices = s.prices[w.place]
	}
	return w
}

// unpriced are the prices of who has none.
var unpriced priced

// priced is a row's prices in the token.
func (w *want) priced(i int) *priced {
	if w.prices == nil {
		return &unpriced
	}
	return &w.prices[i]
}

func (w *want) lacks(r *row) (m mask) {
	q := &w.resources
	if q.CPUMilli > r.cpu {
		m |= noCPU
	}
	if q.MemoryMiB > r.memory {
		m |= noMemory
	}
	if q.DiskMiB > r.disk {
		m |= noDisk
	}
	if q.TrafficMiB > r.traffic {
		m |= noTraffic
	}
	if q.GPU > r.gpu {
		m |= noGPU
	}
	if !w.anyModel && w.model != r.model {
		m |= noModel
	}
	if !w.anyModel && w.model < 0 {
		m |= noModel
	}
	return m
}

// rate is the list price a second, for comparing: wire.Price.Rate in floats.
func (w *want) rate(p *priced) float64 {
	if w.none {
		return p.whole * w.left[p.discounts]
	}
	q := &w.resources
	rate := p.unit[0]*float64(q.CPUMilli) + p.unit[1]*float64(q.GPU) + p.unit[2]*float64(q.MemoryMiB) +
		p.unit[3]*float64(q.DiskMiB) + p.unit[4]*float64(q.TrafficMiB)/w.duration
	return rate * w.left[p.discounts]
}

// closed says why a node takes no order now.
func (r *row) closed() (m mask) {
	if r.paused {
		m |= isPaused
	}
	if !r.reachable {
		m |= unreachable
	}
	return m
}
