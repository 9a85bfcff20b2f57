package certify

import (
	"encoding/binary"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/bff/dossier"
	"berth/shared/eth"
	"berth/shared/wire"
)

// BenchmarkSecond is what a second of the scheduler costs with 100,000 nodes, of which two hundred have just been asked for their
// cards, as many as a platform asks in a second at most; and with none asked. What each check itself costs is not in it.
func BenchmarkSecond(b *testing.B) {
	const n = 100_000
	for name, asked := range map[string]int{"quiet": 0, "asked": 200} {
		b.Run(name, func(b *testing.B) {
			key, err := crypto.GenerateKey()
			if err != nil {
				b.Fatal(err)
			}
			now := time.Now().UTC().Truncate(time.Second)
			m, f := newMemory(), newFleet()
			node := func(i uint32) (a eth.Address) {
				binary.BigEndian.PutUint32(a[:], i%n+1)
				return a
			}
			for i := range uint32(n) {
				a := node(i)
				f.put(wire.Node{Address: a, Reachable: true})
				m.certs[a] = dossier.Certificate{Node: a, Checks: []wire.Finding{{Name: "key", Passed: true, At: now, Good: now}, {Name: "place", Passed: true, At: now, Good: now}}}
			}
			f.Take()
			c := New(Config{
				Key: key, Domain: domain, Store: m, Nodes: f, Watch: f.watch, Every: Every{Free: time.Hour, Paid: 48 * time.Hour}, Log: slog.New(slog.DiscardHandler),
				Now: func() time.Time { return now },
			})
			if err := c.Load(b.Context()); err != nil {
				b.Fatal(err)
			}
			for i := range uint32(n) {
				for k := range 60 {
					c.Probed(dossier.Probe{Node: node(i), At: now.Add(-time.Duration(k) * time.Minute / 2)})
				}
			}
			var wg sync.WaitGroup
			none := make(slots) // no check is begun
			c.meet(f.All())
			c.rate()
			c.start(b.Context(), &wg, none, none)
			c.flush(b.Context(), true)
			next := uint32(0)
			for b.Loop() {
				now = now.Add(time.Second)
				for range asked {
					c.Probed(dossier.Probe{Node: node(next), At: now})
					next++
				}
				c.follow(f)
				c.rate()
				c.start(b.Context(), &wg, none, none)
				c.flush(b.Context(), false)
			}
		})
	}
}
