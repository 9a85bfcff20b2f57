package greet

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"net/netip"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/contracts/chain"
	"berth/gateway/lease"
	"berth/gateway/lease/book"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// known is what the keeper would tell.
type known struct {
	facts  lease.Facts
	live   order.ID
	ended  bool // which is only seen when the chain is asked again
	served bool
	old    book.Replaceable // order 7

	entitled chain.Entitled
	away     error // the chain, to who asks for a stake
	asked    int   // how often that was

	records map[eth.Address]wire.Record // nil: they are not counted yet
}

func (k *known) Facts() lease.Facts           { return k.facts }
func (k *known) Live(eth.Address) order.ID    { return k.live }
func (k *known) Served(user eth.Address) bool { return k.served }

func (k *known) Recheck(_ eth.Address, id order.ID) (mayCome bool) {
	if k.ended {
		k.live = 0
	}
	return id == 8
}

func (k *known) Replaceable(_ eth.Address, id order.ID, _ resource.Resources) (book.Replaceable, bool) {
	return k.old, id == 7
}

func (k *known) Entitled(ctx context.Context, user eth.Address) (chain.Entitled, error) {
	k.asked++
	return k.entitled, k.away
}

func (k *known) Record(user eth.Address) (wire.Record, bool) {
	return k.records[user], k.records != nil
}

type counter struct {
	atomic.Uint64
	err error
}

func (c *counter) NextNonce() (uint64, error) { return c.Add(1), c.err }

var (
	key, _ = crypto.ToECDSA(append(make([]byte, 31), 1))
	node   = eth.Address{9}
	domain = typed.Berth(1, eth.Address{8})
	dollar = eth.Address{7}
	ten    = resource.Resources{CPUMilli: 10_000, MemoryMiB: 10_000, DiskMiB: 10_000, TrafficMiB: 1e6, GPU: 2, GPUModel: "h100"}
	price  = wire.Price{Token: dollar, CoreHour: units(3_600_000), TrafficGiB: units(1024)}
)

// units are so many whole units, as a rate or a price.
func units(n uint64) amount.Nano { return amount.Of(n).Nano() }

// fixed is a price that does not move.
func fixed(p wire.Price) Policy { return Policy{Base: []wire.Price{p}, Floor: 100, Ceiling: 100} }

func desk(change ...func(*known, *Terms, *time.Time)) (*Desk, *known, *time.Time) {
	now := time.Unix(1_700_000_000, 5e8)
	k := &known{facts: lease.Facts{Registered: true, Total: ten, Capacity: ten, Polled: now, Measured: now}}
	terms := Terms{Price: fixed(price), Probation: 60, MinDuration: 60, MaxDuration: 86400, MaxQuotes: 3, QuoteShare: 100}
	for _, f := range change {
		f(k, &terms, &now)
	}
	return New(node, func() *ecdsa.PrivateKey { return key }, domain, terms, k, k, k, &counter{}, k, func() time.Time { return now }), k, &now
}

func offer(user byte, rate uint64, cpu uint32) wire.Greet {
	return wire.Greet{ChainID: 1, Market: eth.Address{8}, User: eth.Address{user}, Hold: eth.Hash{user}, Resources: resource.Resources{CPUMilli: cpu, MemoryMiB: 64}, Token: dollar, Rate: units(rate), Duration: 3600}
}

// What memory says no to for what may have happened on the chain meanwhile is asked once more.
func TestAnswersWhatIsNotSeenYet(t *testing.T) {
	d, k, _ := desk()
	greet := func(replaces order.ID) wire.Greeting {
		t.Helper()
		g := offer(1, 1<<40, 100)
		g.Replaces = replaces
		a, err := d.Greet(context.Background(), g, netip.Prefix{})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	k.live = 5
	if a := greet(0); a.Kind != wire.Reject || a.Reasons[0].Code != "live-order" {
		t.Errorf("an order that is live: %+v", a)
	}
	k.ended = true
	if a := greet(0); a.Kind != wire.Accept {
		t.Errorf("one that has ended meanwhile: %+v", a)
	}
	if a := greet(8); a.Kind != wire.Reject || a.Reasons[0].Code != "not-yet" {
		t.Errorf("one that may come: %+v", a)
	}
	if a := greet(9); a.Kind != wire.Reject || a.Reasons[0].Code != "not-active" {
		t.Errorf("one that never comes: %+v", a)
	}
	if !d.Expects(eth.Address{1}) || d.Expects(eth.Address{2}) {
		t.Error("who was quoted may have an order, and nobody else")
	}
}

func TestAnswers(t *testing.T) {
	for _, c := range []struct {
		name    string
		change  func(*known, *Terms, *time.Time)
		offer   func(*wire.Greet)
		kind    wire.AnswerKind
		rate    uint64
		reasons []string
	}{
		{"more than the list price", nil, func(g *wire.Greet) { g.Rate = units(1500) }, wire.Accept, 1000, nil},
		{"the list price", nil, nil, wire.Accept, 1000, nil},
		{"one unit less", nil, func(g *wire.Greet) { g.Rate = units(999) }, wire.Counter, 1000, nil},
		{"nothing", nil, func(g *wire.Greet) { g.Rate = amount.Nano{} }, wire.Counter, 1000, nil},
		{"traffic costs", nil, func(g *wire.Greet) { g.Resources.TrafficMiB = 3600 }, wire.Counter, 1001, nil},
		{"too much of two", nil, func(g *wire.Greet) { g.Resources.CPUMilli, g.Resources.MemoryMiB = 10_001, 20_000 }, wire.Reject, 0, []string{"cpuMilli", "memoryMiB"}},
		{"less runtime than registry", func(k *known, _ *Terms, _ *time.Time) { k.facts.Capacity.CPUMilli = 999 }, nil, wire.Reject, 0, []string{"cpuMilli"}},
		{"reserved", func(k *known, _ *Terms, _ *time.Time) { k.facts.Reserved.CPUMilli = 9_001 }, nil, wire.Reject, 0, []string{"cpuMilli"}},
		{"another model", nil, func(g *wire.Greet) { g.Resources.GPU, g.Resources.GPUModel = 1, "a100" }, wire.Reject, 0, []string{"gpuModel"}},
		{"paused", func(k *known, _ *Terms, _ *time.Time) { k.facts.Paused = true }, nil, wire.Reject, 0, []string{"paused"}},
		{"not registered", func(k *known, _ *Terms, _ *time.Time) { k.facts.Registered = false }, nil, wire.Reject, 0, []string{"paused"}},
		{"no chain yet", func(k *known, _ *Terms, _ *time.Time) { k.facts.Polled = time.Time{} }, nil, wire.Reject, 0, []string{"chain"}},
		{"no chain for long", func(k *known, _ *Terms, now *time.Time) { *now = now.Add(3 * time.Minute) }, nil, wire.Reject, 0, []string{"chain"}},
		{"a live order, too long", func(k *known, _ *Terms, _ *time.Time) { k.live = 7 }, func(g *wire.Greet) { g.Duration = 90000 }, wire.Reject, 0, []string{"live-order", "duration"}},
		{"another market", nil, func(g *wire.Greet) { g.Market = eth.Address{7} }, wire.Reject, 0, []string{"wrong-chain"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var d *Desk
			if c.change != nil {
				d, _, _ = desk(c.change)
			} else {
				d, _, _ = desk()
			}
			o := offer(1, 1000, 1000)
			if c.offer != nil {
				c.offer(&o)
			}
			a, err := d.Greet(context.Background(), o, netip.Prefix{})
			if err != nil || a.Kind != c.kind {
				t.Fatalf("got %+v, %v", a, err)
			}
			var got []string
			for _, w := range a.Reasons {
				got = append(got, w.Code)
			}
			if len(got) != len(c.reasons) {
				t.Fatalf("reasons: got %v, want %v", got, c.reasons)
			}
			for i := range got {
				if got[i] != c.reasons[i] {
					t.Errorf("reasons: got %v, want %v", got, c.reasons)
				}
			}
			if c.kind == wire.Reject {
				if a.Quote != nil || a.Signature != nil {
					t.Error("a reject with a quote")
				}
				return
			}
			q := a.Quote
			if q.Rate != units(c.rate) || q.User != o.User || q.Node != node || q.Resources != o.Resources || q.MaxDuration != 86400 || q.Probation != 60 ||
				!q.ValidUntil.Equal(time.Unix(1_700_000_120, 0)) || q.Nonce == 0 {
				t.Errorf("quote: %+v", q)
			}
			if want := uint32(60); o.Resources.TrafficMiB > 0 && q.MinDuration != o.Duration || o.Resources.TrafficMiB == 0 && q.MinDuration != want {
				t.Errorf("least duration: %d", q.MinDuration)
			}
			by, err := eip712.Recover(typed.Quote(domain, *q), a.Signature)
			if err != nil || by != eth.Address(crypto.PubkeyToAddress(key.PublicKey)) {
				t.Errorf("signed by %s, %v", by, err)
			}
		})
	}
}

func TestBadOffers(t *testing.T) {
	d, _, _ := desk()
	for field, change := range map[string]func(*wire.Greet){
		"user":                func(g *wire.Greet) { g.User = eth.Address{} },
		"duration":            func(g *wire.Greet) { g.Duration = 0 },
		"rate":                func(g *wire.Greet) { g.Rate = amount.NanoOf(1 << 63).Mul(1 << 63) },
		"resources.cpuMilli":  func(g *wire.Greet) { g.Resources.CPUMilli = 0 },
		"resources.memoryMiB": func(g *wire.Greet) { g.Resources.MemoryMiB = 1 },
		"resources.gpuModel":  func(g *wire.Greet) { g.Resources.GPUModel = "H 100" },
	} {
		g := offer(1, 1000, 1000)
		change(&g)
		_, err := d.Greet(context.Background(), g, netip.Prefix{})
		var p *problem.Problem
		if !errors.As(err, &p) || p.Code != problem.BadField || p.Field != field {
			t.Errorf("%s: got %v", field, err)
		}
	}
}

func TestQuotesHoldRoom(t *testing.T) {
	d, k, now := desk()
	greet := func(user byte, cpu uint32) wire.Greeting {
		t.Helper()
		a, err := d.Greet(context.Background(), offer(user, 100_000, cpu), netip.Prefix{})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	greet(1, 6000)
	if free := d.Headroom().CPUMilli; free != 4000 {
		t.Errorf("headroom: %d", free)
	}
	if a := greet(2, 6000); a.Kind != wire.Reject || a.Reasons[0].Free != "4000" {
		t.Errorf("more than is left: %+v", a)
	}
	last := greet(1, 9000)
	if last.Kind != wire.Accept || d.Live() != 1 {
		t.Fatalf("a new quote in the place of the old: %+v", last)
	}
	d.Spent(eth.Address{1}, last.Quote.Epoch, last.Quote.Nonce)
	if free := d.Headroom().CPUMilli; free != 1000 || d.Live() != 0 {
		t.Errorf("headroom before the chain counts the order: %d, %d quotes", free, d.Live())
	}
	k.facts.Head++
	k.facts.Reserved.CPUMilli = 9000
	if free := d.Headroom().CPUMilli; free != 1000 {
		t.Errorf("headroom once it does: %d", free)
	}
	k.facts.Reserved.CPUMilli = 0
	if free := d.Headroom().CPUMilli; free != 10_000 {
		t.Errorf("headroom after the order: %d", free)
	}
	greet(1, 100)
	greet(2, 100)
	greet(3, 100)
	if a := greet(4, 100); a.Kind != wire.Reject || a.Reasons[0].Code != "busy" {
		t.Errorf("a fourth quote: %+v", a)
	}
	*now = now.Add(Validity + time.Second)
	if a := greet(4, 100); a.Kind != wire.Reject || a.Reasons[0].Code != "chain" {
		t.Errorf("with a chain that is silent: %+v", a)
	}
	if d.Live() != 0 {
		t.Errorf("quotes that have ended: %d", d.Live())
	}
	k.facts.Polled, k.facts.Measured = *now, *now
	if a := greet(4, 100); a.Kind != wire.Accept {
		t.Errorf("after they ended: %+v", a)
	}
	if free := d.Headroom().CPUMilli; free < 9900 {
		t.Errorf("headroom after they ended: %d", free)
	}
}

func TestReplacing(t *testing.T) {
	greet := func(t *testing.T, d *Desk, id order.ID, cpu uint32) wire.Greeting {
		t.Helper()
		o := offer(1, 100_000, cpu)
		o.Replaces = id
		a, err := d.Greet(context.Background(), o, netip.Prefix{})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	mine := func(k *known, _ *Terms, _ *time.Time) {
		k.live, k.old = 7, book.Replaceable{Token: dollar, Holds: resource.Resources{CPUMilli: 9000, MemoryMiB: 1000}}
		k.facts.Reserved = resource.Resources{CPUMilli: 9500, MemoryMiB: 1000}
	}
	t.Run("its own resources are in nobody's way", func(t *testing.T) {
		d, _, _ := desk(mine)
		a := greet(t, d, 7, 9500)
		if a.Kind != wire.Accept || a.Quote.Probation != 0 {
			t.Fatalf("got %+v", a)
		}
		if free := d.Headroom().CPUMilli; free != 0 {
			t.Errorf("headroom %d beside a quote that adds 500 to the 9000 it has", free)
		}
		if a := greet(t, d, 7, 1000); a.Kind != wire.Accept || d.Headroom().CPUMilli != 500 {
			t.Errorf("a smaller one: %+v, headroom %d", a, d.Headroom().CPUMilli)
		}
		if a := greet(t, d, 7, 9501); a.Kind != wire.Reject || a.Reasons[0].Code != "cpuMilli" || a.Reasons[0].Free != "9500" {
			t.Errorf("one too many: %+v", a)
		}
	})
	t.Run("another order is live", func(t *testing.T) {
		d, _, _ := desk(mine)
		if a := greet(t, d, 6, 100); a.Kind != wire.Reject || a.Reasons[0].Code != "live-order" || a.Reasons[0].Wanted != "7" {
			t.Errorf("got %+v", a)
		}
	})
	t.Run("none is live", func(t *testing.T) {
		d, _, _ := desk()
		if a := greet(t, d, 6, 100); a.Kind != wire.Reject || a.Reasons[0].Code != "not-active" {
			t.Errorf("got %+v", a)
		}
	})
	t.Run("what runs needs more", func(t *testing.T) {
		d, k, _ := desk(mine)
		k.old.Short = []resource.Short{{Dimension: resource.Disk, Wanted: 64, Free: 0}}
		a := greet(t, d, 7, 100)
		if a.Kind != wire.Reject || len(a.Reasons) != 1 || a.Reasons[0].Code != "does-not-fit" || a.Reasons[0].Dimension != resource.Disk || a.Reasons[0].Wanted != "64" || a.Reasons[0].Free != "0" {
			t.Errorf("got %+v", a)
		}
	})
}

func TestNoProbationTheSecondTime(t *testing.T) {
	d, _, _ := desk(func(k *known, _ *Terms, _ *time.Time) { k.served = true })
	if a, err := d.Greet(context.Background(), offer(1, 1000, 1000), netip.Prefix{}); err != nil || a.Quote.Probation != 0 {
		t.Errorf("got %+v, %v", a.Quote, err)
	}
}

func BenchmarkGreet(b *testing.B) {
	d, _, _ := desk(func(_ *known, t *Terms, _ *time.Time) { t.MaxQuotes = 1 << 20 })
	g := offer(1, 1000, 1000)
	for b.Loop() {
		if _, err := d.Greet(context.Background(), g, netip.Prefix{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkGreetAmongMany is a greeting with as many quotes open as there may be.
func BenchmarkGreetAmongMany(b *testing.B) {
	d, _, now := desk(func(k *known, t *Terms, _ *time.Time) { t.MaxQuotes, k.served = 4096, true })
	for n := range 4095 {
		u := eth.Address{1, byte(n), byte(n >> 8)}
		d.quotes[holder{user: u}] = &quoted{Quote: order.Quote{User: u, ValidUntil: now.Add(time.Minute)}, holds: resource.Resources{CPUMilli: 1}}
	}
	g := offer(9, 1000, 1000)
	for b.Loop() {
		if a, err := d.Greet(context.Background(), g, netip.Prefix{}); err != nil || a.Kind != wire.Accept {
			b.Fatal(a, err)
		}
	}
}
