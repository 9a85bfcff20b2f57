package certify

import (
	"context"
	"errors"
	"log/slog"
	"net/netip"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/bff/certify/probe"
	"berth/bff/dossier"
	"berth/shared/eth"
	"berth/shared/wire"
)

// scheduled is a certifier whose nodes nobody can reach, so that nothing is found but what is told.
func scheduled(t *testing.T, m *memory, f *fleet) *Certifier {
	t.Helper()
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	return New(Config{
		Key: key, Domain: domain, Store: m, Nodes: f, Watch: f.watch, Registry: m, Every: Every{Free: time.Hour, Paid: 48 * time.Hour}, Log: slog.New(slog.DiscardHandler),
		Prober: &probe.Prober{Domain: domain, Lookup: func(context.Context, string, string) ([]netip.Addr, error) { return nil, errors.New("no") }},
	})
}

// running runs it in a bubble, and gives what ends it.
func running(t *testing.T, c *Certifier) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- c.Run(ctx) }()
	return func() {
		t.Helper()
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func shown(a eth.Address, at time.Time) dossier.Certificate {
	return dossier.Certificate{
		Node: a, Level: wire.Verified, Checks: []wire.Finding{{Name: "key", Passed: true, At: at, Good: at}, {Name: "place", Passed: true, At: at, Good: at}},
		Uptime: wire.Uptime{Day: -1, Week: -1, Month: -1},
	}
}

// TestLevelsEnd: a level ends at its time though nothing is found and nobody asks; a node that is away loses it after five minutes, and has it
// again when it answers; one that comes later is told what was found of it before.
func TestLevelsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, f := newMemory(), newFleet()
		one, two, three := eth.Address{1}, eth.Address{2}, eth.Address{3}
		for _, a := range []eth.Address{one, two, three} {
			m.certs[a] = shown(a, time.Now())
		}
		f.put(wire.Node{Address: one, Reachable: true}, wire.Node{Address: two, Reachable: true})
		c := scheduled(t, m, f)
		if err := c.Load(t.Context()); err != nil {
			t.Fatal(err)
		}
		stop := running(t, c)
		rest := func(d time.Duration) { time.Sleep(d); synctest.Wait() }
		expect := func(what string, a eth.Address, want wire.Level) {
			t.Helper()
			if got := f.level(a); got != want {
				t.Errorf("%s: %q, want %q", what, got, want)
			}
		}
		rest(2 * time.Second)
		expect("from before", one, wire.Verified)
		c.Probed(dossier.Probe{Node: two, At: time.Now(), Why: "no answer in time"})
		f.put(wire.Node{Address: two})
		rest(4 * time.Minute)
		expect("four minutes away", two, wire.Verified)
		rest(2 * time.Minute)
		expect("six minutes away", two, wire.NoLevel)
		c.Probed(dossier.Probe{Node: two, At: time.Now()})
		f.put(wire.Node{Address: two, Reachable: true})
		rest(2 * time.Second)
		expect("back", two, wire.Verified)
		f.mu.Lock()
		delete(f.told, three)
		f.mu.Unlock()
		f.put(wire.Node{Address: three, Reachable: true})
		rest(2 * time.Second)
		expect("one that comes", three, wire.Verified)
		f.drop(three)
		rest(3*time.Hour + 30*time.Minute)
		expect("some time before its end", one, wire.Verified)
		before := f.count()
		rest(30 * time.Minute)
		expect("after its end", one, wire.Reachable)
		expect("of one that is gone nothing is told", three, wire.Verified)
		if f.count() == before {
			t.Error("nobody was told")
		}
		stop()
		if m.certs[one].Level != wire.Reachable {
			t.Errorf("written as %q", m.certs[one].Level)
		}
	})
}

// TestWrites: what changes is written, once, and told; what alone was counted together with others' and later; what cannot be written is
// written when it can; and what was not yet is at the end.
func TestWrites(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, f := newMemory(), newFleet()
		var mu sync.Mutex
		var told [][]eth.Address
		c := scheduled(t, m, f)
		c.cfg.Tell = func(_ context.Context, all []eth.Address) error {
			mu.Lock()
			defer mu.Unlock()
			told = append(told, slices.Clone(all))
			return nil
		}
		names := func() [][]eth.Address { mu.Lock(); defer mu.Unlock(); return slices.Clone(told) }
		for i := range byte(20) {
			f.put(wire.Node{Address: eth.Address{i + 1}})
		}
		stop := running(t, c)
		rest := func(d time.Duration) { time.Sleep(d); synctest.Wait() }
		rest(1500 * time.Millisecond)
		for range 60 {
			for i := range byte(20) {
				c.Probed(dossier.Probe{Node: eth.Address{i + 1}, At: time.Now()})
			}
			rest(10 * time.Second)
		}
		rest(2 * time.Minute)
		if !slices.Equal(m.writes(), []int{20}) || len(names()) != 1 || len(names()[0]) != 20 {
			t.Errorf("counts of ten minutes: written %v at a time, told %d times", m.writes(), len(names()))
		}
		m.mu.Lock()
		m.broken = true
		m.mu.Unlock()
		f.put(wire.Node{Address: eth.Address{1}, Reachable: true}) // its level changes
		rest(time.Minute)
		if len(m.writes()) != 1 || len(names()) != 1 {
			t.Errorf("while it cannot be: written %v, told %d times", m.writes(), len(names()))
		}
		m.mu.Lock()
		m.broken = false
		m.mu.Unlock()
		rest(15 * time.Second)
		if !slices.Equal(m.writes(), []int{20, 1}) || len(names()) != 2 || m.certs[eth.Address{1}].Level != wire.Reachable {
			t.Errorf("once it can be: written %v, told %d times", m.writes(), len(names()))
		}
		c.Probed(dossier.Probe{Node: eth.Address{2}, At: time.Now()})
		stop()
		if !slices.Equal(m.writes(), []int{20, 1, 1}) {
			t.Errorf("at the end: written %v at a time", m.writes())
		}
	})
}

// TestLearn: a replica that follows has what the leader wrote of the nodes that it names, and no other.
func TestLearn(t *testing.T) {
	m, f := newMemory(), newFleet()
	f.put(wire.Node{Address: eth.Address{1}}, wire.Node{Address: eth.Address{2}})
	c := scheduled(t, m, f)
	c.Learn(shown(eth.Address{1}, time.Now()))
	if f.level(eth.Address{1}) != wire.Verified || f.level(eth.Address{2}) != wire.NoLevel || c.Certification(eth.Address{1}).Level != wire.Verified {
		t.Errorf("%+v", f.told)
	}
}
