package catalogue

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"berth/bff/catalogue/search"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/registry"
	"berth/shared/resource"
	"berth/shared/wire"
)

var (
	dollar = eth.Address{0xd0}
	native = eth.Address{0xbe}
)

var regions = []string{"eu-west", "eu-north", "us-east", "us-west", "ap-east", ""}

// filled is a catalogue of n nodes of all sorts.
func filled(n int) *Catalogue {
	rnd := rand.New(rand.NewPCG(1, 2))
	c := New(dollar, native)
	nodes := make([]chain.Node, n)
	for i := range nodes {
		var a eth.Address
		for j := range a {
			a[j] = byte(rnd.Uint32())
		}
		total := resource.Resources{
			CPUMilli: uint32(rnd.IntN(64)+1) * 1000, MemoryMiB: uint32(rnd.IntN(256)+1) * 1024, DiskMiB: uint32(rnd.IntN(1000)) * 1024, TrafficMiB: uint64(rnd.IntN(1 << 24)),
		}
		if rnd.IntN(4) == 0 {
			total.GPU, total.GPUModel = uint16(1+rnd.IntN(8)), []string{"l4", "h100", "a100"}[rnd.IntN(3)]
		}
		nodes[i] = chain.Node{Address: a, Operator: a, Total: total, Paused: rnd.IntN(20) == 0, RegisteredAt: time.Unix(1, 0), Endpoint: fmt.Sprintf("n%d.example:443", i)}
	}
	c.Put(nodes...)
	for i, n := range nodes {
		if i%25 == 24 {
			continue // never gave a card
		}
		unit := func(base uint64) amount.Nano { return amount.NanoOf(base + rnd.Uint64N(base)) }
		var off []wire.Discount
		if i%3 == 0 {
			off = []wire.Discount{{From: 3600, Percent: uint32(i%20) + 1}, {From: 7200, Percent: uint32(i%20) + 11}, {From: 7201, Percent: 50}}
		}
		c.SetCard(n.Address, &wire.Card{
			Node: n.Address, Name: fmt.Sprintf("Node %d", i), Region: regions[rnd.IntN(len(regions))], Headroom: n.Total,
			Prices: []wire.Price{{Token: dollar, CoreHour: unit(1e16), GPUHour: unit(1e18), MemoryHour: unit(1e15), DiskHour: unit(1e13), TrafficGiB: unit(1e15), Discounts: off}},
		}, "", time.Unix(2, 0))
		if i%25 == 23 {
			c.SetCard(n.Address, nil, "no answer in time", time.Unix(3, 0))
		}
		c.SetRecord(n.Address, wire.Record{Completed: rnd.IntN(100)}, rnd.Float64()*100-10, resource.Resources{})
	}
	c.Publish()
	return c
}

// Every page of a search, put together, is what filtering and sorting all nodes plainly gives.
func TestSearchAgainstPlain(t *testing.T) {
	c := filled(700)
	queries := []wire.NodeQuery{
		{}, {Sort: "-price"}, {Sort: "cpu"}, {Sort: "-memory"}, {Sort: "disk"}, {Sort: "record"}, {Region: "eu-west"}, {Region: "nowhere"},
		{Text: "node 1"}, {Text: "n12.EXAMPLE"}, {Resources: resource.Resources{CPUMilli: 8000, MemoryMiB: 16384}},
		{Resources: resource.Resources{CPUMilli: 100, MemoryMiB: 64, TrafficMiB: 1 << 20, DiskMiB: 1000}, MaxRate: amount.NanoOf(2e13)},
		{Resources: resource.Resources{GPU: 2, GPUModel: "h100"}}, {Resources: resource.Resources{GPUModel: "none"}}, {MaxRate: amount.NanoOf(1e14)},
	}
	for _, q := range queries {
		for _, limit := range []int{7, 100} {
			q.Limit, q.Cursor = limit, ""
			t.Run(fmt.Sprintf("%+v", q), func(t *testing.T) {
				const duration = 7200
				var want []*wire.Node
				for n := range c.index.Snapshot().Docs {
					ok := q.Region == "" || n.Region == q.Region
					ok = ok && n.Free.Lacks(q.Resources) == nil && (q.Resources.GPUModel == "" || n.Total.GPUModel == q.Resources.GPUModel)
					ok = ok && contains(n, q.Text)
					if !q.Resources.IsZero() || !q.MaxRate.IsZero() {
						ok = ok && !n.Paused && n.Reachable
					}
					if ok && !q.MaxRate.IsZero() {
						rate, takes := listRate(n, q, duration)
						ok = takes && rate.Cmp(q.MaxRate) <= 0
					}
					if ok {
						want = append(want, n)
					}
				}
				var got []*wire.Node
				for {
					list, err := c.Search(q, duration)
					if err != nil {
						t.Fatal(err)
					}
					if list.Total != len(want) || list.All != 700 {
						t.Fatalf("total %d of %d, want %d", list.Total, list.All, len(want))
					}
					for _, n := range list.Items {
						known, _ := c.index.Snapshot().Get(n.Address)
						got = append(got, known)
						if n.Card != nil {
							t.Fatal("a list has whole cards")
						}
					}
					if q.Cursor = list.Next; q.Cursor == "" {
						break
					}
				}
				for i := 1; i < len(got); i++ {
					a, b := sortKey(c, got[i-1], q, duration), sortKey(c, got[i], q, duration)
					if a > b+4+1e-9*math.Abs(b) {
						t.Fatalf("%d: %v at %v is before %v at %v", i, got[i-1].Address, a, got[i].Address, b)
					}
				}
				byAddress := func(a, b *wire.Node) int { return slices.Compare(a.Address[:], b.Address[:]) }
				slices.SortFunc(got, byAddress)
				slices.SortFunc(want, byAddress)
				if !slices.Equal(got, want) {
					t.Errorf("got %d, want %d", len(got), len(want))
				}
			})
		}
	}
}

func listRate(n *wire.Node, q wire.NodeQuery, duration uint32) (amount.Nano, bool) {
	asked := q.Resources
	if asked.IsZero() {
		asked = whole(n.Total)
	}
	price, takes := wire.PriceIn(n.Prices, dollar)
	return price.Rate(asked, duration), takes
}

// sortKey is what a node is sorted by, rising, but for what rates are rounded by.
func sortKey(c *Catalogue, n *wire.Node, q wire.NodeQuery, duration uint32) float64 {
	name, turned := strings.CutPrefix(q.Sort, "-")
	k := 0.0
	switch name {
	case "cpu":
		k = -float64(n.Free.CPUMilli)
	case "memory":
		k = -float64(n.Free.MemoryMiB)
	case "disk":
		k = -float64(n.Free.DiskMiB)
	case "record":
		k = -c.at[n.Address].score
	default:
		rate, ok := listRate(n, q, duration)
		if !ok {
			return math.Inf(1)
		}
		k = float(rate)
	}
	if turned {
		return -k
	}
	return k
}

func contains(n *wire.Node, q string) bool {
	all := strings.ToLower(strings.Join([]string{n.Name, n.Region, n.Endpoint, n.Address.String()}, "\n"))
	return strings.Contains(all, strings.ToLower(q))
}

// The price in order is the price that is shown.
func TestPriceSort(t *testing.T) {
	c := filled(500)
	q := wire.NodeQuery{Resources: resource.Resources{CPUMilli: 500, MemoryMiB: 512, DiskMiB: 100, TrafficMiB: 1000}, Limit: 100}
	list, err := c.Search(q, 3600)
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(list.Items); i++ {
		if a, b := list.Items[i-1].Rate, list.Items[i].Rate; a.Cmp(b.Add(amount.NanoOf(2))) > 0 {
			t.Fatalf("%s is before %s", a, b)
		}
	}
	last := list.Items[len(list.Items)-1]
	q.MaxRate = *last.Rate
	if got, err := c.Search(q, 3600); err != nil || got.Total < 99 || got.Total > 101 {
		t.Errorf("at most the 100th price: got %d, %v", got.Total, err)
	}
}

func TestExcluded(t *testing.T) {
	c := New(dollar, native)
	node := func(b byte, total resource.Resources, paused, card bool) {
		n := chain.Node{Address: eth.Address{b}, Total: total, Paused: paused, RegisteredAt: time.Unix(1, 0), Endpoint: "x.example:443"}
		c.Put(n)
		if card {
			c.SetCard(n.Address, &wire.Card{Name: "n", Region: "eu", Headroom: total, Prices: []wire.Price{{Token: dollar, CoreHour: amount.NanoOf(3600e3)}}}, "", time.Now())
		}
	}
	node(1, resource.Resources{CPUMilli: 1000, MemoryMiB: 1000}, false, true)
	node(2, resource.Resources{CPUMilli: 100, MemoryMiB: 100}, false, true)
	node(3, resource.Resources{CPUMilli: 1000, MemoryMiB: 1000}, true, true)
	node(4, resource.Resources{CPUMilli: 1000, MemoryMiB: 1000}, false, false)
	node(5, resource.Resources{CPUMilli: 4000, MemoryMiB: 1000, GPU: 1, GPUModel: "l4"}, false, true)
	c.Publish()
	want := resource.Resources{CPUMilli: 500, MemoryMiB: 500}
	list, err := c.Search(wire.NodeQuery{Resources: want}, 0)
	if err != nil || list.Total != 2 || fmt.Sprint(list.Excluded) != fmt.Sprint(map[resource.Dimension]int{"cpuMilli": 1, "memoryMiB": 1, "paused": 1, "unreachable": 1}) {
		t.Errorf("got %d, %v, %v", list.Total, list.Excluded, err)
	}
	fits, excluded := c.Fits(resource.Resources{CPUMilli: 500, MemoryMiB: 500, GPU: 1, GPUModel: "h100"}, eth.Address{}, 0, "", nil)
	if len(fits) != 0 || excluded["gpuModel"] != 5 || excluded["gpu"] != 4 {
		t.Errorf("got %v, %v", fits, excluded)
	}
	if fits, excluded = c.Fits(want, dollar, 0, "", []eth.Address{{1}, {1}, {2}, {9}}); len(fits) != 1 || excluded["cpuMilli"] != 1 {
		t.Errorf("only some: got %v, %v", fits, excluded)
	}
	if fits, _ = c.Fits(want, dollar, 0, "", nil); len(fits) != 2 || fits[0].Rate(want, 60).IsZero() {
		t.Errorf("got %v", fits)
	}
}

func TestPutAndDrop(t *testing.T) {
	c := New(dollar, native)
	n := chain.Node{Address: eth.Address{1}, Operator: eth.Address{2}, Total: resource.Resources{CPUMilli: 1000}, RegisteredAt: time.Unix(1, 0), Endpoint: "a.example:443"}
	c.Put(n)
	c.SetCard(n.Address, &wire.Card{Name: "A", Headroom: resource.Resources{CPUMilli: 300}}, "", time.Now())
	c.Publish()
	if got, _ := c.Node(n.Address); got.Free.CPUMilli != 300 || !got.Reachable || got.Name != "A" || got.URL != "https://a.example" {
		t.Errorf("got %+v", got)
	}
	for uri, want := range map[string]string{registry.About{Name: "B", Description: "Green & quiet"}.URI(): "Green & quiet", "https://a.example/about.json": "", "data:application/json,{": ""} {
		n.MetadataURI = uri
		c.Put(n)
		c.Publish()
		if got, _ := c.Node(n.Address); got.Description != want || got.Name != "A" {
			t.Errorf("%s: described as %q, named %q", uri, got.Description, got.Name)
		}
	}
	if list, err := c.Search(wire.NodeQuery{}, 0); err != nil || list.Items[0].Description != "" {
		t.Errorf("a list: %+v, %v", list.Items, err)
	}
	c.SetRecord(n.Address, wire.Record{}, 0, resource.Resources{CPUMilli: 900})
	c.Publish()
	if got, _ := c.Node(n.Address); got.Free.CPUMilli != 100 || !got.Reachable {
		t.Errorf("the lesser of both: got %+v", got)
	}
	n.Endpoint = "b.example:8443"
	c.Put(n)
	c.Publish()
	if got, _ := c.Node(n.Address); got.Reachable || got.Card != nil || got.URL != "https://b.example:8443" {
		t.Errorf("another gateway keeps the card of the last: %+v", got)
	}
	c.Keep(nil)
	c.Publish()
	if _, ok := c.Node(n.Address); ok || c.Len() != 0 {
		t.Error("still there")
	}
}

func TestURL(t *testing.T) {
	for endpoint, want := range map[string]string{
		"n1.localhost:9101": "http://n1.localhost:9101", "a.example:443": "https://a.example", "A.example:8443": "https://a.example:8443",
		"a.example/x?": "", "me@a.example": "", "": "",
	} {
		if got := URL(endpoint); got != want {
			t.Errorf("%s: got %s, want %s", endpoint, got, want)
		}
	}
}

func TestBadQueries(t *testing.T) {
	c := filled(30)
	first, err := c.Search(wire.NodeQuery{Limit: 5}, 0)
	if err != nil {
		t.Fatal(err)
	}
	for field, q := range map[string]wire.NodeQuery{
		"sort": {Sort: "name"}, "limit": {Limit: 101}, "cursor": {Cursor: "?"},
	} {
		var p *problem.Problem
		if _, err := c.Search(q, 0); !errors.As(err, &p) || p.Field != field {
			t.Errorf("%s: got %v", field, err)
		}
	}
	if _, err := c.Search(wire.NodeQuery{Sort: "-"}, 0); err == nil {
		t.Error("a minus alone is a sort")
	}
	if _, err := c.Search(wire.NodeQuery{Sort: "cpu", Cursor: first.Next}, 0); err == nil {
		t.Error("a cursor of another sort is taken")
	}
}

func FuzzCursor(f *testing.F) {
	f.Add(encodeCursor(0x81, 0, search.Position{Sort: 7, Key: eth.Address{1}}), "-cpu")
	f.Add("", "price")
	c := filled(50)
	f.Fuzz(func(t *testing.T, cursor, sort string) {
		list, err := c.Search(wire.NodeQuery{Cursor: cursor, Sort: sort, Limit: 3}, 0)
		var p *problem.Problem
		if err != nil && !errors.As(err, &p) || len(list.Items) > 3 {
			t.Errorf("got %v, %v", list, err)
		}
		if s, token, at, ok := decodeCursor(cursor); ok {
			if s2, token2, at2, ok := decodeCursor(encodeCursor(s, token, at)); !ok || s2 != s || token2 != token || at2 != at {
				t.Error("a cursor does not come back")
			}
		}
	})
}

// BenchmarkSearch is a page of the cheapest that fit, with what each condition keeps out and what each choice would leave; it
// reports the median, and the slowest of 100, too. BERTH_BENCH_MILLION asks a million nodes as well.
func BenchmarkSearch(b *testing.B) {
	sizes := []int{100_000}
	if os.Getenv("BERTH_BENCH_MILLION") != "" {
		sizes = append(sizes, 1_000_000)
	}
	usual := resource.Resources{CPUMilli: 4000, MemoryMiB: 8192, DiskMiB: 10240, TrafficMiB: 1024}
	for _, n := range sizes {
		before := heap()
		c := filled(n)
		each := float64(heap()-before) / float64(n)
		for _, q := range []struct {
			name string
			wire.NodeQuery
		}{
			{"all", wire.NodeQuery{}},
			{"fit", wire.NodeQuery{Resources: usual}},
			{"fit-rate", wire.NodeQuery{Resources: usual, MaxRate: amount.NanoOf(2e13), Region: "eu-west"}},
			{"fit-record", wire.NodeQuery{Resources: usual, Sort: "record"}},
			{"gpu", wire.NodeQuery{Resources: resource.Resources{GPU: 2, GPUModel: "h100"}, Sort: "-price", Limit: 100}},
			{"gpu-rate", wire.NodeQuery{Resources: resource.Resources{CPUMilli: 4000, MemoryMiB: 8192, GPU: 1, GPUModel: "h100"}, MaxRate: amount.NanoOf(4e14)}},
			{"text", wire.NodeQuery{Text: "node 777"}},
			{"short-text", wire.NodeQuery{Text: "77"}},
		} {
			b.Run(fmt.Sprintf("%d/%s", n, q.name), func(b *testing.B) {
				var times []time.Duration
				var page Page
				for b.Loop() {
					start := time.Now()
					if err := c.Find(&page, q.NodeQuery, 3600); err != nil {
						b.Fatal(err)
					}
					times = append(times, time.Since(start))
				}
				slices.Sort(times)
				b.ReportMetric(float64(times[len(times)/2])/1e6, "median-ms")
				b.ReportMetric(float64(times[len(times)*99/100])/1e6, "p99-ms")
				b.ReportMetric(each, "B/node")
			})
		}
	}
}

// A page that is used again has what a new one has, after longer ones and shorter ones, and gives nothing of them.
func TestPageAgain(t *testing.T) {
	c := filled(700)
	var page Page
	rnd := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		q := wire.NodeQuery{Limit: 1 + rnd.IntN(100), Sort: []string{"", "-price", "cpu", "record"}[rnd.IntN(4)], Text: []string{"", "", "node 1", "nothing like it"}[rnd.IntN(4)]}
		want, err := c.Search(q, 3600)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Find(&page, q, 3600); err != nil || !reflect.DeepEqual(page.NodeList, want) {
			t.Fatalf("%+v: %v\ngot %+v\nwant %+v", q, err, page.NodeList, want)
		}
	}
	if err := c.Find(&page, wire.NodeQuery{Sort: "luck"}, 3600); err == nil || len(page.Items) > 0 || page.Total > 0 {
		t.Errorf("a query that cannot be: %v, %d of %d", err, len(page.Items), page.Total)
	}
	for _, n := range page.Items[:cap(page.Items)] {
		if n.Name != "" {
			t.Fatalf("%s is kept", n.Name)
		}
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkPublish is the next snapshot of 100,000 nodes after 200 have changed: a second's cards.
func BenchmarkPublish(b *testing.B) {
	c := filled(100_000)
	all := slices.Collect(c.index.Snapshot().Docs)
	rnd := rand.New(rand.NewPCG(3, 4))
	for b.Loop() {
		for range 200 {
			n := all[rnd.IntN(len(all))]
			if n.Card == nil {
				continue
			}
			card := *n.Card
			card.Headroom.CPUMilli = uint32(rnd.IntN(64_000))
			card.Prices = slices.Clone(card.Prices)
			card.Prices[0].CoreHour = amount.NanoOf(1e16 + rnd.Uint64N(1e16))
			c.SetCard(n.Address, &card, "", time.Unix(4, 0))
		}
		c.Publish()
	}
}

// What a node asks is in its own tokens: those of the platform alone are looked at, each by itself.
func TestTokens(t *testing.T) {
	third := eth.Address{0x33}
	c := New(dollar, native)
	total := resource.Resources{CPUMilli: 4000, MemoryMiB: 4000}
	price := func(token eth.Address, core uint64, off ...wire.Discount) wire.Price {
		return wire.Price{Token: token, CoreHour: amount.NanoOf(core), Discounts: off}
	}
	for b, prices := range map[byte][]wire.Price{
		1: {price(dollar, 3600e3), price(native, 3600e6)},
		2: {price(native, 3600e3, wire.Discount{From: 7200, Percent: 50}), price(third, 1)},
		3: {price(third, 1), price(dollar, 7200e3, wire.Discount{From: 3600, Percent: 25})},
		4: {price(third, 1)},
		5: nil, // no card
	} {
		n := chain.Node{Address: eth.Address{b}, Total: total, RegisteredAt: time.Unix(1, 0), Endpoint: "x.example:443"}
		c.Put(n)
		if prices != nil {
			c.SetCard(n.Address, &wire.Card{Name: "n", Headroom: total, Prices: prices}, "", time.Now())
		}
	}
	c.Publish()
	want := resource.Resources{CPUMilli: 1000, MemoryMiB: 64}
	for _, tc := range []struct {
		name     string
		q        wire.NodeQuery
		duration uint32
		nodes    []byte
		rates    []uint64
		excluded string
	}{
		{"the default, for an hour", wire.NodeQuery{Resources: want}, 3600, []byte{1, 3}, []uint64{1000, 1500}, "map[token:2 unreachable:1]"},
		{"the default by name", wire.NodeQuery{Resources: want, Token: dollar}, 60, []byte{1, 3}, []uint64{1000, 2000}, "map[token:2 unreachable:1]"},
		{"the second", wire.NodeQuery{Resources: want, Token: native}, 7200, []byte{2, 1}, []uint64{500, 1_000_000}, "map[token:2 unreachable:1]"},
		{"the second, cheap", wire.NodeQuery{Resources: want, Token: native, MaxRate: amount.NanoOf(500)}, 7200, []byte{2}, []uint64{500}, "map[maxRate:2 token:2 unreachable:1]"},
		{"the second, too cheap", wire.NodeQuery{Resources: want, Token: native, MaxRate: amount.NanoOf(499)}, 7200, nil, nil, "map[maxRate:3 token:2 unreachable:1]"},
		{"dear first", wire.NodeQuery{Resources: want, Token: native, Sort: "-price"}, 60, []byte{1, 2}, []uint64{1_000_000, 1000}, "map[token:2 unreachable:1]"},
		{"all, the default", wire.NodeQuery{}, 60, []byte{1, 3, 2, 4, 5}, []uint64{4000, 8000, 0, 0, 0}, "map[]"},
		{"all that take the second", wire.NodeQuery{Token: native}, 60, []byte{2, 1, 5}, []uint64{4000, 4_000_000, 0}, "map[token:2]"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			list, err := c.Search(tc.q, tc.duration)
			if err != nil {
				t.Fatal(err)
			}
			var nodes []byte
			var rates []uint64
			for _, n := range list.Items {
				nodes = append(nodes, n.Address[0])
				var r amount.Nano
				if n.Rate != nil {
					r = *n.Rate
				}
				rates = append(rates, uint64(float(r)))
				for _, p := range n.Prices {
					if p.Token == third {
						t.Error("a price in a token that is not the platform's")
					}
				}
			}
			if !slices.Equal(nodes, tc.nodes) || !slices.Equal(rates, tc.rates) || fmt.Sprint(list.Excluded) != tc.excluded {
				t.Errorf("got %v at %v, without %v", nodes, rates, list.Excluded)
			}
			if tc.q.Resources.IsZero() || !tc.q.MaxRate.IsZero() {
				return
			}
			fits, excluded := c.Fits(tc.q.Resources, tc.q.Token, tc.duration, "", nil)
			if len(fits) != len(tc.nodes) || fmt.Sprint(excluded) != tc.excluded {
				t.Errorf("fits: got %d, without %v", len(fits), excluded)
			}
			for _, f := range fits {
				if i := slices.Index(tc.nodes, f.Node.Address[0]); f.Rate(want, tc.duration) != amount.NanoOf(tc.rates[i]) {
					t.Errorf("node %d: rate %s", f.Node.Address[0], f.Rate(want, tc.duration))
				}
			}
		})
	}
	var p *problem.Problem
	if _, err := c.Search(wire.NodeQuery{Token: third}, 0); !errors.As(err, &p) || p.Field != "token" {
		t.Errorf("a token that is not the platform's: %v", err)
	}
	first, err := c.Search(wire.NodeQuery{Token: dollar, Limit: 1}, 0)
	if err != nil || first.Next == "" {
		t.Fatalf("got %+v, %v", first, err)
	}
	if _, err := c.Search(wire.NodeQuery{Token: native, Limit: 1, Cursor: first.Next}, 0); !errors.As(err, &p) || p.Field != "cursor" {
		t.Errorf("a cursor of another token: %v", err)
	}
	if n, _ := c.Node(eth.Address{3}); len(n.Prices) != 1 || len(n.Card.Prices) != 2 {
		t.Errorf("the node's own page: %+v", n)
	}
}

// A market without a node that takes anything, and one without tokens, answer all the same.
func TestNoTokens(t *testing.T) {
	c := New()
	c.Put(chain.Node{Address: eth.Address{1}, RegisteredAt: time.Unix(1, 0), Endpoint: "x.example:443"})
	c.SetCard(eth.Address{1}, &wire.Card{Name: "n", Prices: []wire.Price{{Token: dollar}}}, "", time.Now())
	c.Publish()
	if list, err := c.Search(wire.NodeQuery{}, 0); err != nil || list.Total != 1 || list.Items[0].Prices != nil {
		t.Errorf("got %+v, %v", list, err)
	}
}

// What counts as known are nodes that answered lately.
func TestHealth(t *testing.T) {
	c, now := New(dollar), time.Now()
	for b, seen := range map[byte]time.Duration{1: time.Minute, 2: time.Hour, 3: 48 * time.Hour} {
		c.Put(chain.Node{Address: eth.Address{b}, RegisteredAt: time.Unix(1, 0), Endpoint: "x.example:443"})
		c.SetCard(eth.Address{b}, &wire.Card{Name: "n"}, "", now.Add(-seen))
	}
	c.SetCard(eth.Address{2}, nil, "away", now)
	c.SetCard(eth.Address{3}, nil, "away", now)
	c.Put(chain.Node{Address: eth.Address{4}, RegisteredAt: time.Unix(1, 0), Endpoint: "x.example:443"})
	c.Publish()
	if known, away := c.Health(now.Add(-24 * time.Hour)); known != 2 || away != 1 {
		t.Errorf("got %d, %d", known, away)
	}
}
