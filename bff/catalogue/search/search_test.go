package search

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"berth/shared/eth"
	"berth/shared/wire"
)

// doc is a document that knows what its row was.
type doc struct{ row *Row[*doc] }

var testSchema = Schema{Numbers: 3, Terms: 2, Flags: 4, Tokens: 2, Shape: [Units]float64{1, 0, 1, 1, 1}}

var words3 = []string{"north", "south", "east", "west", "", "north-east"}

// random makes a row: of few values or of many, so that ranges are met at their ends and within.
func random(rnd *rand.Rand, key eth.Address) Row[*doc] {
	number := func() uint64 {
		switch rnd.IntN(4) {
		case 0:
			return 0
		case 1:
			return uint64(rnd.IntN(5)) * 1000
		case 2:
			return uint64(rnd.IntN(100_000))
		}
		return 4000
	}
	r := Row[*doc]{Key: key, Numbers: [MaxNumbers]uint64{number(), Float(rnd.NormFloat64()), number()}, Flags: rnd.Uint32N(16)}
	r.Terms = [MaxTerms]string{words3[rnd.IntN(len(words3))], fmt.Sprint("t", rnd.IntN(1+rnd.IntN(400)))}
	r.Text = fmt.Sprintf("%s\n%s\nn%d.example", r.Terms[0], r.Terms[1], rnd.IntN(1000))
	if rnd.IntN(8) > 0 {
		r.Prices = make([]Price, 2)
		for t := range r.Prices {
			if rnd.IntN(4) == 0 {
				continue
			}
			p := Price{Has: true, Whole: float64(rnd.IntN(50))}
			for u := range p.Unit {
				p.Unit[u] = float64(rnd.IntN(1 + rnd.IntN(100)))
			}
			if rnd.IntN(3) == 0 {
				p.Discounts = []wire.Discount{{From: 3600, Percent: 1 + rnd.Uint32N(30)}, {From: 7200, Percent: 31 + rnd.Uint32N(30)}}
			}
			r.Prices[t] = p
		}
	}
	r.Doc = &doc{}
	own := r
	r.Doc.row = &own
	return r
}

func keyOf(n int) eth.Address {
	var a eth.Address
	binary.BigEndian.PutUint64(a[:], uint64(n)*0x9E3779B97F4A7C15>>40) // some begin alike
	binary.BigEndian.PutUint32(a[16:], uint32(n))
	return a
}

// randomQuery makes a query with some conditions of each kind.
func randomQuery(rnd *rand.Rand) Query[*doc] {
	q := Query[*doc]{
		Token: rnd.IntN(4) - 1, Whole: rnd.IntN(3) == 0, Duration: []uint32{60, 3600, 8000}[rnd.IntN(3)], Limit: 1 + rnd.IntN(30),
		ByRate: rnd.IntN(2) == 0, By: rnd.IntN(3), Turned: rnd.IntN(2) == 0,
	}
	for u := range q.Amounts {
		q.Amounts[u] = float64(rnd.IntN(4))
	}
	for range rnd.IntN(5) {
		var c Condition
		switch rnd.IntN(6) {
		case 0:
			c = AtLeast(rnd.IntN(3), []uint64{0, 1, 1000, 3999, 4000, 4001, 50_000, Float(0.5), math.MaxUint64}[rnd.IntN(9)])
		case 1:
			c = Is(rnd.IntN(2), []string{"north", "t1", "t300", "nowhere", ""}[rnd.IntN(5)])
		case 2:
			c = Any(rnd.Uint32N(16))
		case 3:
			c = Not(rnd.Uint32N(16))
		case 4:
			c = Takes(rnd.Uint32N(4))
		case 5:
			c = RateAtMost(float64(rnd.IntN(300)), rnd.Uint32N(4))
		}
		q.Conditions = append(q.Conditions, c)
	}
	without := func() int { return rnd.IntN(len(q.Conditions)+1) - 1 }
	q.Facets = []Facet{{Attribute: 0, Without: without()}, {Attribute: 1, Without: without()}, {Flags: true, Without: without()}}
	if rnd.IntN(3) == 0 {
		q.Text = []string{"th\nt1", "ample", "n7", "n77", "e", "7", "t-", "h\n", "x", "qq", "north-east", "nothing like it"}[rnd.IntN(12)]
	}
	if rnd.IntN(6) == 0 {
		for range 1 + rnd.IntN(9) {
			q.Only = append(q.Only, keyOf(rnd.IntN(4000)))
		}
	}
	return q
}

// plainRate reckons as a price says, with the units one by one.
func plainRate(q *Query[*doc], r *Row[*doc]) (float64, bool) {
	if q.Token < 0 || q.Token >= len(r.Prices) || !r.Prices[q.Token].Has {
		return 0, false
	}
	p := r.Prices[q.Token]
	rate := p.Whole
	if !q.Whole {
		rate = 0
		for u, a := range q.Amounts {
			rate += a * p.Unit[u]
		}
	}
	return rate * (float64(100-wire.Longest(p.Discounts, q.Duration).Percent) / 100), true
}

func plainMeets(q *Query[*doc], c Condition, r *Row[*doc]) bool {
	rate, has := plainRate(q, r)
	switch c.kind {
	case atLeast:
		return r.Numbers[c.column] >= c.least
	case hasTerm:
		return c.term != "" && r.Terms[c.column] == c.term
	case anyFlag:
		return r.Flags&c.flags != 0
	case noFlag:
		return r.Flags&c.flags == 0
	case takes:
		return has || r.Flags&c.flags == 0
	}
	if !has {
		return r.Flags&c.flags != 0
	}
	return rate <= c.most
}

// plain answers a query by looking at every row.
func plain(all map[eth.Address]*Row[*doc], q *Query[*doc], terms [2][]string) (r Result[*doc]) {
	r.Out = make([]int, len(q.Conditions))
	r.Counts = [][]int{make([]int, len(terms[0])), make([]int, len(terms[1])), make([]int, 4)}
	only := map[eth.Address]bool{}
	for _, a := range q.Only {
		only[a] = true
	}
	for _, row := range all {
		if !strings.Contains(row.Text, q.Text) || len(only) > 0 && !only[row.Key] {
			continue
		}
		var fails []int
		for i, c := range q.Conditions {
			if !plainMeets(q, c, row) {
				r.Out[i]++
				fails = append(fails, i)
			}
		}
		for f, facet := range q.Facets {
			if len(fails) > 1 || len(fails) == 1 && fails[0] != facet.Without {
				continue
			}
			if f == 2 {
				for i := range 4 {
					r.Counts[f][i] += int(row.Flags >> i & 1)
				}
			} else if i := slices.Index(terms[f], row.Terms[f]); i >= 0 {
				r.Counts[f][i]++
			}
		}
		if len(fails) > 0 {
			continue
		}
		r.Total++
		sort := ^row.Numbers[q.By]
		if q.Turned {
			sort = row.Numbers[q.By]
		}
		if q.ByRate {
			rate, has := plainRate(q, row)
			if q.Turned {
				rate = -rate
			}
			if sort = unpriced; has {
				sort = Float(rate)
			}
		}
		r.Items = append(r.Items, Item[*doc]{Position{sort, row.Key}, row.Doc})
	}
	slices.SortFunc(r.Items, func(a, b Item[*doc]) int {
		if a.Sort != b.Sort {
			if a.Sort < b.Sort {
				return -1
			}
			return 1
		}
		return slices.Compare(a.Key[:], b.Key[:])
	})
	return r
}

// against holds every page of a search against what looking at every row gives.
func against(t *testing.T, s *Snapshot[*doc], all map[eth.Address]*Row[*doc], q Query[*doc], r *Result[*doc]) {
	t.Helper()
	want := plain(all, &q, [2][]string{s.Terms(0), s.Terms(1)})
	at := 0
	for {
		s.search(&q, r, 1+(len(all)+at)%3)
		if r.Total != want.Total || !slices.Equal(r.Out, want.Out) || !slices.EqualFunc(r.Counts, want.Counts, slices.Equal) {
			t.Fatalf("%+v\ngot  %d %v %v\nwant %d %v %v", q, r.Total, r.Out, r.Counts, want.Total, want.Out, want.Counts)
		}
		n := min(q.Limit, len(want.Items)-at)
		if !slices.Equal(r.Items, want.Items[at:at+n]) {
			t.Fatalf("%+v\nfrom %d on: got %v\nwant %v", q, at, r.Items, want.Items[at:at+n])
		}
		if at += n; n == 0 || at > 4*q.Limit && at < len(want.Items)-2*q.Limit {
			return
		}
		q.After = &Position{r.Items[n-1].Sort, r.Items[n-1].Key}
	}
}

// Whatever was put and dropped in which steps, a search gives what looking at every row gives.
func TestAgainstPlain(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(seed, 7))
			x, all, r := New[*doc](testSchema), map[eth.Address]*Row[*doc]{}, &Result[*doc]{}
			for step := range 24 {
				var changed []Row[*doc]
				var gone []eth.Address
				n := 1 + rnd.IntN(60)
				if step%8 == 0 {
					n = 1 + rnd.IntN(2500) // segments are filled, and built anew
				}
				for _, k := range rnd.Perm(4000)[:n] {
					a := keyOf(k)
					if all[a] != nil && rnd.IntN(3) == 0 {
						gone = append(gone, a)
						delete(all, a)
						continue
					}
					row := random(rnd, a)
					changed = append(changed, row)
					all[a] = row.Doc.row
				}
				s := x.Apply(changed, gone)
				if s.Len() != len(all) || s != x.Snapshot() {
					t.Fatalf("%d rows, want %d", s.Len(), len(all))
				}
				for a, row := range all {
					if d, ok := s.Get(a); !ok || d != row.Doc {
						t.Fatalf("%v: got %v, %v", a, d, ok)
					}
				}
				for range 40 {
					against(t, s, all, randomQuery(rnd), r)
				}
			}
		})
	}
}

// A snapshot stays what it was while others are made; readers see one or the other as a whole.
func TestWhileChanging(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 1))
	x := New[*doc](testSchema)
	var first []Row[*doc]
	for k := range 3000 {
		first = append(first, random(rnd, keyOf(k)))
	}
	x.Apply(first, nil)
	done := make(chan struct{})
	var readers sync.WaitGroup
	for seed := range uint64(3) {
		readers.Go(func() {
			rnd, r, seen := rand.New(rand.NewPCG(seed, 2)), &Result[*doc]{}, uint64(0)
			for {
				select {
				case <-done:
					return
				default:
				}
				s := x.Snapshot()
				if s.Version < seen {
					t.Error("an older snapshot after a newer one")
				}
				seen = s.Version
				all := map[eth.Address]*Row[*doc]{}
				for d := range s.Docs {
					all[d.row.Key] = d.row
				}
				for range 3 {
					against(t, s, all, randomQuery(rnd), r)
				}
			}
		})
	}
	for range 60 {
		var changed []Row[*doc]
		var gone []eth.Address
		for _, k := range rnd.Perm(4000)[:1+rnd.IntN(300)] {
			if _, ok := x.Snapshot().Get(keyOf(k)); ok && rnd.IntN(4) == 0 {
				gone = append(gone, keyOf(k))
			} else {
				changed = append(changed, random(rnd, keyOf(k)))
			}
		}
		x.Apply(changed, gone)
	}
	close(done)
	readers.Wait()
}

// FuzzAgainstPlain takes the seeds of rows, changes and queries.
func FuzzAgainstPlain(f *testing.F) {
	f.Add(uint64(1), uint64(2), uint16(70), uint16(9))
	f.Add(uint64(3), uint64(4), uint16(1500), uint16(600))
	f.Fuzz(func(t *testing.T, rows, query uint64, n, changes uint16) {
		rnd := rand.New(rand.NewPCG(rows, 1))
		x, all := New[*doc](testSchema), map[eth.Address]*Row[*doc]{}
		for _, count := range []int{int(n % 4000), int(changes % 1000)} {
			var changed []Row[*doc]
			for _, k := range rnd.Perm(4000)[:count] {
				row := random(rnd, keyOf(k))
				changed = append(changed, row)
				all[row.Key] = row.Doc.row
			}
			x.Apply(changed, nil)
		}
		against(t, x.Snapshot(), all, randomQuery(rand.New(rand.NewPCG(query, 1))), &Result[*doc]{})
	})
}

// What has been found before costs no memory to find again.
func TestNoAllocations(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 5))
	x := New[*doc](testSchema)
	var all []Row[*doc]
	for k := range 5000 {
		all = append(all, random(rnd, keyOf(k)))
	}
	s := x.Apply(all, nil)
	q := Query[*doc]{
		Conditions: []Condition{AtLeast(0, 1000), Is(0, "north"), Not(1), RateAtMost(200, 0)}, Facets: []Facet{{Attribute: 0, Without: 1}, {Attribute: 1, Without: -1}, {Flags: true, Without: -1}},
		Amounts: [Units]float64{1, 2, 3, 0, 1}, Duration: 60, ByRate: true, Limit: 20,
	}
	r := &Result[*doc]{}
	s.Search(&q, r)
	if n := testing.AllocsPerRun(50, func() { s.Search(&q, r) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// Where floats are too close to tell, the document is asked.
func TestExact(t *testing.T) {
	x := New[*doc](testSchema)
	row := Row[*doc]{Key: keyOf(1), Doc: &doc{}, Prices: []Price{{Has: true, Unit: [Units]float64{100}}}}
	s := x.Apply([]Row[*doc]{row}, nil)
	for _, tc := range []struct {
		most  float64
		exact bool
		total int
	}{{100, true, 1}, {100, false, 0}, {97, true, 1}, {110, false, 1}, {90, true, 0}} {
		q := Query[*doc]{Conditions: []Condition{RateAtMost(tc.most, 0)}, Amounts: [Units]float64{1}, Exact: func(*doc) bool { return tc.exact }}
		var r Result[*doc]
		if s.Search(&q, &r); r.Total != tc.total {
			t.Errorf("at most %v, exactly %v: %d found", tc.most, tc.exact, r.Total)
		}
	}
}

func TestFloat(t *testing.T) {
	all := []float64{math.Inf(-1), -1e300, -2, -1e-300, 0, 1e-300, 1, 2, 1e300, math.Inf(1)}
	for i := 1; i < len(all); i++ {
		if Float(all[i-1]) >= Float(all[i]) {
			t.Errorf("%v is not before %v", all[i-1], all[i])
		}
	}
	if Float(math.Copysign(0, -1)) != Float(0) {
		t.Error("the two zeros differ")
	}
}

// Of terms that nobody could choose from the most common ones are listed.
func TestManyTerms(t *testing.T) {
	x := New[*doc](testSchema)
	var all []Row[*doc]
	for k := range 3000 {
		r := random(rand.New(rand.NewPCG(uint64(k), 1)), keyOf(k))
		r.Terms[0] = fmt.Sprint("rare", k)
		if k%3 == 0 {
			r.Terms[0] = "common"
		}
		all = append(all, r)
	}
	s := x.Apply(all, nil)
	if got := s.Terms(0); len(got) != MaxListed || got[0] != "common" || !slices.IsSorted(got) {
		t.Errorf("got %d: %v", len(got), got)
	}
	q := Query[*doc]{Conditions: []Condition{Is(0, "rare2999")}, Facets: []Facet{{Attribute: 0, Without: 0}}}
	var r Result[*doc]
	if s.Search(&q, &r); r.Total != 1 || r.Counts[0][0] != 1000 {
		t.Errorf("got %d, %v", r.Total, r.Counts[0][:3])
	}
}

// Rows are found by a unit price that they do not lie by as by looking at every row: the dearest, the cheapest, and those that ask a rate at most, whether
// that price decides alone or with others, before and after changes.
func TestByUnitPrice(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 9))
	x, all, r := New[*doc](testSchema), map[eth.Address]*Row[*doc]{}, &Result[*doc]{}
	put := func(from, to int) {
		var rows []Row[*doc]
		for i := from; i < to; i++ {
			row := random(rnd, keyOf(i))
			for t := range row.Prices {
				row.Prices[t].Unit[1] = float64(rnd.IntN(1 + rnd.IntN(1_000_000)))
			}
			kept := row
			row.Doc.row = &kept
			rows, all[row.Key] = append(rows, row), &kept
		}
		x.Apply(rows, nil)
	}
	ask := func() {
		s := x.Snapshot()
		for range 60 {
			q := Query[*doc]{
				Facets: []Facet{{Attribute: 0, Without: -1}, {Attribute: 1, Without: -1}, {Flags: true, Without: -1}},
				Token:  rnd.IntN(2), Duration: []uint32{60, 3600, 7200}[rnd.IntN(3)], ByRate: true, Turned: rnd.IntN(2) == 0, Limit: 1 + rnd.IntN(30),
			}
			if q.Amounts[1] = float64(1 + rnd.IntN(3)); rnd.IntN(2) == 0 {
				q.Amounts[0], q.Amounts[2] = float64(rnd.IntN(2000)), float64(rnd.IntN(2000))
			}
			if rnd.IntN(3) > 0 {
				row := all[keyOf(rnd.IntN(3000))]
				if rate, has := plainRate(&q, row); has { // just what somebody asks
					q.Conditions = append(q.Conditions, RateAtMost(rate, 0))
				}
			}
			q.Exact = func(d *doc) bool {
				rate, has := plainRate(&q, d.row)
				return has && rate <= q.Conditions[0].most
			}
			against(t, s, all, q, r)
		}
	}
	put(0, 5000)
	ask()
	put(1000, 1400) // few enough to be put in their places
	ask()
}
