package measure

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"berth/bff/certify/evidence"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/server/capacity"
)

const mib = 1 << 20

// claimed is what the tests' nodes sell, and plan what is asked of that: little, since all is really computed.
var (
	claimed = resource.Resources{CPUMilli: 4000, MemoryMiB: 256, DiskMiB: 512, TrafficMiB: 1024}
	plan    = Plan{Lanes: 4, Memory: 4 * mib, Disk: mib, Transfer: 256 << 10}
	node    = eth.Address{7}
	rules   = Rules{Cores: 70, Speed: 1, DiskSpeed: 1, Transfer: 64}
)

// honest is a prover on a machine of so many cores: two megabytes of a table take a second on one of them.
func honest(t *testing.T, cores int) *prover {
	p := &prover{machine: &machine{cores: cores, perSecond: 2048}, real: capacity.NewProver(t.TempDir()), disk: 100 * time.Millisecond, wire: 100 * time.Millisecond}
	t.Cleanup(p.real.Close)
	return p
}

// judge measures a node, and gives what is wrong with it.
func judge(t *testing.T, p *prover, plan Plan) (c evidence.CapacityFound, err error) {
	m := &Measurer{Verifier: eth.Address{9}}
	c, err = m.Capacity(t.Context(), Service{HTTP: &http.Client{Transport: p}, URL: "http://prover"}, node, 1, claimed, plan)
	if err == nil {
		err = rules.Judge(c, plan)
	}
	return c, err
}

func TestHonest(t *testing.T) {
	p := honest(t, 4)
	synctest.Test(t, func(t *testing.T) {
		c, err := judge(t, p, plan)
		if err != nil {
			t.Fatal(err)
		}
		if c.Cores < 3900 || c.Cores > 4100 || c.Speed != 1 {
			t.Errorf("four cores of 2 MiB/s are %d thousandths of %d MiB/s", c.Cores, c.Speed)
		}
		if c.DiskSpeed != 9 || c.Up != 2560 || c.Down != 2560 {
			t.Errorf("the disk is %d MiB/s, the network %d and %d KiB/s", c.DiskSpeed, c.Up, c.Down)
		}
	})
}

// TestAttackCapacity: nodes that claim what they have not, and provers that do not do what they are asked.
func TestAttackCapacity(t *testing.T) {
	a := attacktest.Begin(t, "a node is certified for cores, memory or disk that it does not have")
	var last []byte // what an honest prover answered to the asks of another node
	for _, c := range []struct {
		name   string
		change func(p *prover)
		want   string
	}{
		{"half of the cores", func(p *prover) { p.cores = 2 }, "cores that work at once"},
		{"one core", func(p *prover) { p.cores = 1 }, "cores that work at once"},
		{"slow cores", func(p *prover) { p.perSecond = 512 }, "one core"},
		{"half of the memory, recomputed by one core", func(p *prover) { p.swap = onlyFor("/tables/all", func() { p.extra = 2 }) }, "cores that work at once"},
		{"memory on a disk, read too late", func(p *prover) { p.slow = 20 * time.Second }, "time left"},
		{"a slow disk", func(p *prover) { p.disk = 10 * time.Second }, "the disk"},
		{"a slow network", func(p *prover) { p.wire = 10 * time.Second }, "the network"},
		{"no disk", func(p *prover) { p.real = capacity.NewProver("") }, "no disk"},
		{"a root without a table", func(p *prover) { p.drops = rootOnly }, "status 404"},
		{"a smaller table", func(p *prover) { p.swap = smaller }, "status 422"},
		{"a table of another seed, made before", func(p *prover) { p.swap = reseeded }, "does not hold"},
		{"another node's openings", func(p *prover) { p.change = replayed(&last) }, "does not hold"},
		{"openings with a lie", func(p *prover) { p.change = lying }, "does not hold"},
		{"fewer openings", func(p *prover) { p.change = fewer }, "does not hold"},
		{"it forgets what was sent", func(p *prover) { p.drops = forgets }, "has not got"},
		{"it sends something else", func(p *prover) { p.drops = babbles }, "has not sent"},
		{"it never says that it is done", func(p *prover) { p.drops = mumbles }, "ends before"},
		{"it answers without end", func(p *prover) { p.drops = endless }, "too long"},
	} {
		before := honest(t, 4)
		before.change = func(path string, b []byte) []byte {
			if strings.HasSuffix(path, "/all/open") {
				last = b
			}
			return b
		}
		p := honest(t, 4)
		synctest.Test(t, func(t *testing.T) {
			if _, err := judge(t, before, plan); err != nil {
				t.Fatalf("an honest one: %v", err)
			}
			c.change(p)
			_, err := judge(t, p, plan)
			a.Tried(err == nil, "%s", c.name)
			if err != nil && !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: it says %q, want something of %q", c.name, err, c.want)
			}
		})
	}
}

func onlyFor(path string, do func()) func(*http.Request, []byte) []byte {
	return func(r *http.Request, b []byte) []byte {
		if r.URL.Path == path {
			do()
		}
		return b
	}
}

func rootOnly(r *http.Request) *httptest.ResponseRecorder {
	if r.URL.Path != "/tables/all" || r.Method != http.MethodPost {
		return nil
	}
	time.Sleep(time.Second)
	w := httptest.NewRecorder()
	_ = json.NewEncoder(w).Encode(capacity.Line{Root: eth.Hash{1}})
	return w
}

func smaller(r *http.Request, b []byte) []byte {
	var ask capacity.Ask
	if r.URL.Path != "/tables/all" || json.Unmarshal(b, &ask) != nil {
		return b
	}
	ask.Blocks /= 2
	b, _ = json.Marshal(ask)
	return b
}

func reseeded(r *http.Request, b []byte) []byte {
	var ask capacity.Ask
	if r.URL.Path != "/tables/all" || json.Unmarshal(b, &ask) != nil {
		return b
	}
	ask.Seed = eth.Hash{1}
	b, _ = json.Marshal(ask)
	return b
}

func replayed(last *[]byte) func(string, []byte) []byte {
	return func(path string, b []byte) []byte {
		if strings.HasSuffix(path, "/all/open") {
			return *last
		}
		return b
	}
}

func opened(path string, b []byte, change func([]capacity.Opening) []capacity.Opening) []byte {
	var list []capacity.Opening
	if !strings.HasSuffix(path, "/all/open") || json.Unmarshal(b, &list) != nil {
		return b
	}
	b, _ = json.Marshal(change(list))
	return b
}

func lying(path string, b []byte) []byte {
	return opened(path, b, func(l []capacity.Opening) []capacity.Opening { l[5].Ref[7] ^= 1; return l })
}

func fewer(path string, b []byte) []byte {
	return opened(path, b, func(l []capacity.Opening) []capacity.Opening { return l[1:] })
}

func forgets(r *http.Request) *httptest.ResponseRecorder {
	if r.URL.Path != "/bytes" || r.Method != http.MethodPost {
		return nil
	}
	w := httptest.NewRecorder()
	_ = json.NewEncoder(w).Encode(eth.Hash{1})
	return w
}

func babbles(r *http.Request) *httptest.ResponseRecorder {
	if r.URL.Path != "/bytes" || r.Method != http.MethodGet {
		return nil
	}
	w := httptest.NewRecorder()
	_, _ = w.Write(make([]byte, plan.Transfer))
	return w
}

func mumbles(r *http.Request) *httptest.ResponseRecorder {
	if r.URL.Path != "/tables/all" || r.Method != http.MethodPost {
		return nil
	}
	w := httptest.NewRecorder()
	_ = json.NewEncoder(w).Encode(capacity.Line{})
	return w
}

func endless(r *http.Request) *httptest.ResponseRecorder {
	if r.URL.Path != "/tables/all" || r.Method != http.MethodPost {
		return nil
	}
	w := httptest.NewRecorder()
	_, _ = io.CopyN(w, strings.NewReader(strings.Repeat("x", 2*maxLines)), 2*maxLines)
	return w
}

// TestAttackSharedMachine: two nodes that are one machine, challenged at the same instant; and two that are not.
func TestAttackSharedMachine(t *testing.T) {
	a := attacktest.Begin(t, "two nodes on one machine each sell all of it")
	for _, c := range []struct {
		name   string
		cores  int // of the machine of both; 0: each has its own
		lanes  int // that each claims
		shared bool
	}{
		{"each sells all of it", 4, 4, true}, {"each sells a half", 8, 4, false}, {"a machine each", 0, 4, false}, {"one core, sold twice", 1, 1, true},
	} {
		one, two := honest(t, 4), honest(t, 4)
		if c.cores > 0 {
			both := &machine{cores: c.cores, perSecond: 2048}
			one.machine, two.machine = both, both
		}
		synctest.Test(t, func(t *testing.T) {
			side := func(p *prover, n eth.Address) Side {
				return Side{
					Service: Service{HTTP: &http.Client{Transport: p}, URL: "http://prover"}, Node: n, Params: capacity.Params{Lanes: c.lanes, Blocks: 512},
				}
			}
			m := &Measurer{Verifier: eth.Address{9}}
			f, err := m.Apart(t.Context(), side(one, eth.Address{1}), side(two, eth.Address{2}), 3)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%s: %d %%, %+v", c.name, f.Ratio, f.Rounds)
			if found := f.Ratio >= SharedFrom; c.shared {
				a.Tried(!found, "%s: at once it takes %d %% of the time alone", c.name, f.Ratio)
			} else if found {
				t.Errorf("%s: at once it takes %d %% of the time alone", c.name, f.Ratio)
			}
		})
	}
}

func TestPlan(t *testing.T) {
	for _, c := range []struct {
		r    resource.Resources
		b    Budget
		want Plan
	}{
		{claimed, Budget{}, Plan{Lanes: 4, Memory: 256*mib*85/100 - spare, Disk: 256*mib*85/100 - spare, Transfer: 128 * mib}},
		{claimed, Budget{Memory: mib, Disk: mib, Transfer: mib}, Plan{Lanes: 4, Memory: mib, Disk: mib, Transfer: mib}},
		{resource.Resources{CPUMilli: 100, MemoryMiB: 64}, Budget{}, Plan{Lanes: 1, Memory: 32 * mib}},
		{resource.Resources{CPUMilli: 1001, MemoryMiB: 1 << 20, DiskMiB: 10, TrafficMiB: 1 << 30}, Budget{}, Plan{Lanes: 2, Memory: (1<<20)*mib*85/100 - spare, Disk: 10 * mib * 45 / 100, Transfer: capacity.MaxTransfer}},
	} {
		if got := PlanFor(c.r, c.b); got != c.want {
			t.Errorf("of %+v with %+v:\n got %+v\nwant %+v", c.r, c.b, got, c.want)
		}
	}
}
