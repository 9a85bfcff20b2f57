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

	discounts [][]wire.Discount // all that there are, each once; the first is none
}

// row is what a search looks at, close together in memory. The floats are for comparing only: every price that
// somebody sees is computed anew with integers.
type row struct {
	traffic                      uint64
	price                        [5]float64 // token units a second: a milli-core, a GPU, a MiB of memory, of disk; a MiB of traffic in all
	whole                        float64    // a second of all that the node has, traffic aside, without a discount
	score                        float64
	cpu, memory, disk            uint32
	region, model                int32
	discounts                    int32 // place of them in the snapshot's
	gpu                          uint16
	paused, reachable, hasPrices bool
}

func rowOf(n *wire.Node) row {
	r := row{
		cpu: n.Free.CPUMilli, memory: n.Free.MemoryMiB, disk: n.Free.DiskMiB, traffic: n.Free.TrafficMiB, gpu: n.Free.GPU,
		paused: n.Paused, reachable: n.Reachable, hasPrices: n.Price != nil, score: score(n.Record),
	}
	if p := n.Price; p != nil {
		r.price = [5]float64{
			float(p.CoreHour) / 1000 / 3600, float(p.GPUHour) / 3600, float(p.MemoryHour) / 1024 / 3600,
			float(p.DiskHour) / 1024 / 3600, float(p.TrafficGiB) / 1024,
		}
		plain := *p
		plain.Discounts = nil
		r.whole = float(plain.Rate(whole(n.Total), DefaultDuration))
	}
	return r
}

// whole is what a node's price is quoted for where a query asks for nothing: all that it has, traffic aside.
func whole(r resource.Resources) resource.Resources {
	r.TrafficMiB = 0
	return r
}

func float(a amount.Amount) float64 { return a.Over(amount.Of(1)) }

// score orders nodes by their record: the share of orders brought to their end, drawn towards a half where there are
// few.
func score(r wire.Record) float64 {
	return (float64(r.Completed) + 1) / (float64(r.Completed+r.CancelledLater) + 2)
}

// textEnd stands between the texts of two rows; a query that has it finds nothing.
const textEnd = "\x00"

// newSnapshot makes the next snapshot; what last has and has not changed is taken over from it.
func newSnapshot(entries []*entry, last *snapshot, sameNodes, sameTexts bool) *snapshot {
	s := &snapshot{rows: make([]row, len(entries)), nodes: make([]*wire.Node, len(entries)), version: last.version + 1}
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
	discounts := map[string]int32{"": 0}
	s.discounts = [][]wire.Discount{nil}
	for i, e := range entries {
		s.rows[i], s.nodes[i] = e.row, e.node
		s.rows[i].region = number(regions, e.node.Region)
		s.rows[i].model = number(models, e.node.Total.GPUModel)
		if e.discounts != "" {
			place := number(discounts, e.discounts)
			if int(place) == len(s.discounts) {
				s.discounts = append(s.discounts, e.node.Price.Discounts)
			}
			s.rows[i].discounts = place
		}
	}
	s.regions, s.models = names(regions), names(models)
	// The numbers become places in the sorted lists, with -1 for none.
	rplace, mplace := places(regions, s.regions), places(models, s.models)
	for i := range s.rows {
		s.rows[i].region, s.rows[i].model = rplace[s.rows[i].region], mplace[s.rows[i].model]
	}
	return s
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
	tooDear
	otherRegion
	isPaused
	unreachable
	reasons = iota
)

var reasonNames = [reasons]resource.Dimension{
	resource.CPU, resource.Memory, resource.Disk, resource.Traffic, resource.GPU, resource.GPUModel,
	"maxRate", "region", "paused", "unreachable",
}

// excluded counts how often each set of reasons came.
type excluded struct{ sets [1 << reasons]int32 }

func newExcluded() *excluded { return &excluded{} }

func (x *excluded) add(m mask) { x.sets[m]++ }

// counts is how many nodes each reason keeps out, alone or with others.
func (x *excluded) counts() map[resource.Dimension]int {
	var n [reasons]int
	for m, count := range x.sets {
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
}

func (s *snapshot) want(r resource.Resources, duration uint32) want {
	if duration == 0 {
		duration = DefaultDuration
	}
	left := make([]float64, len(s.discounts))
	for i, all := range s.discounts {
		left[i] = float64(100-wire.Longest(all, duration).Percent) / 100
	}
	return want{
		left: left, resources: r, none: r.IsZero(), model: place(s.models, r.GPUModel), anyModel: r.GPUModel == "", duration: float64(duration),
	}
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
func (w *want) rate(r *row) float64 {
	if w.none {
		return r.whole * w.left[r.discounts]
	}
	q := &w.resources
	rate := r.price[0]*float64(q.CPUMilli) + r.price[1]*float64(q.GPU) + r.price[2]*float64(q.MemoryMiB) +
		r.price[3]*float64(q.DiskMiB) + r.price[4]*float64(q.TrafficMiB)/w.duration
	return rate * w.left[r.discounts]
}

// closed says why a node takes no order now.
func (r *row) closed() (m mask) {
	if r.paused {
		m |= isPaused
	}
	if !r.reachable || !r.hasPrices {
		m |= unreachable
	}
	return m
}
