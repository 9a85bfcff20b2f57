package bff

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http/httptest"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"berth/bff/catalogue"
	"berth/bff/dossier"
	"berth/bff/indexer"
	"berth/bff/journal"
	"berth/bff/store"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
)

// fill enters n nodes into a catalogue, each with a card of the size that cards have.
func fill(c *catalogue.Catalogue, n int) {
	rnd := rand.New(rand.NewPCG(1, 2))
	at := time.Unix(1_700_000_000, 0).UTC()
	for i := range n {
		var a, operator eth.Address
		for j := 0; j < len(a); j += 4 {
			binary.LittleEndian.PutUint32(a[j:], rnd.Uint32())
			binary.LittleEndian.PutUint32(operator[j:], rnd.Uint32())
		}
		total := resource.Resources{CPUMilli: (1 + rnd.Uint32N(64)) * 1000, MemoryMiB: (1 + rnd.Uint32N(256)) * 1024, DiskMiB: rnd.Uint32N(1000) * 1024, TrafficMiB: rnd.Uint64N(1 << 24)}
		if i%4 == 0 {
			total.GPU, total.GPUModel = uint16(1+rnd.Uint32N(8)), "h100"
		}
		c.Put(chain.Node{
			Address: a, Operator: operator, MinStake: amount.Of(100), Total: total, RegisteredAt: at, Epoch: 1, Endpoint: fmt.Sprintf("n%d.example:443", i),
			MetadataURI: `data:application/json,{"description":"a node of many"}`,
		})
		price := func(token eth.Address) wire.Price {
			unit := func(base uint64) amount.Nano { return amount.NanoOf(base + rnd.Uint64N(base)) }
			return wire.Price{Token: token, CoreHour: unit(1e16), GPUHour: unit(1e18), MemoryHour: unit(1e15), DiskHour: unit(1e13), TrafficGiB: unit(1e15), Discounts: []wire.Discount{{From: 86400, Percent: 5}, {From: 2592000, Percent: 12}}}
		}
		signature := make(eth.Bytes, 65)
		for j := range signature {
			signature[j] = byte(rnd.Uint32())
		}
		c.SetCard(a, &wire.Card{
			Node: a, Operator: operator, ChainID: 1, Market: benchMarket, Version: "1.0.0", Name: fmt.Sprint("Node ", i), Region: []string{"eu-west", "us-east", "ap-east"}[i%3], Runtime: "kube",
			Domain: fmt.Sprintf("n%d.example", i), Prices: []wire.Price{price(benchDollar), price(eth.Address{0xbe})}, Headroom: total, Capacity: total, Probation: 300, Notice: 86400, MinDuration: 60,
			MaxDuration: 31536000, Limits: wire.Limits{BodyBytes: 1 << 30, ManifestBytes: 1 << 18, BundleBytes: 1 << 20, IdleSeconds: 600, GraceSeconds: 86400, HeadBytes: 1 << 15, HeadSeconds: 10, AnswerSeconds: 600, AnswerHeadBytes: 1 << 17},
			Root: &wire.Root{UserNS: true}, IssuedAt: at, Signature: signature,
		}, "", at)
	}
}

// filler is a platform that leads once, until a chain and a catalogue are in its database.
type filler struct {
	*indexer.Syncer
	keeper *catalogue.Keeper
	done   func()
}

// Take implements journal.Member.
func (filler) Take(context.Context, journal.Change) error { return nil }

// Lead implements journal.Member.
func (f filler) Lead(ctx context.Context) error {
	defer f.done()
	for {
		if more, err := f.Step(ctx); err != nil {
			return err
		} else if !more {
			break
		}
	}
	for {
		if put, gone := f.keeper.Catalogue.Unwritten(1, 1, -1); len(put)+len(gone) == 0 {
			break
		}
		if err := f.keeper.Write(ctx); err != nil {
			return err
		}
	}
	for range dossier.Sheets { // as long as it takes until each has had its turn
		if err := f.keeper.Write(ctx); err != nil {
			return err
		}
	}
	return nil
}

// used is the processor's time that this process has had.
func used() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u) // cannot fail for oneself
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkColdStart is a platform that starts with so many nodes and orders in its embedded database, until all is read
// and can be searched. cpu-ms is the processor's time of it, on however many cores; the chain is not waited for.
func BenchmarkColdStart(b *testing.B) {
	for _, size := range []struct{ nodes, orders int }{{1_000, 1_000}, {100_000, 10_000}} {
		b.Run(fmt.Sprintf("nodes=%d/orders=%d", size.nodes, size.orders), func(b *testing.B) {
			quiet := slog.New(slog.DiscardHandler)
			c := newCannedChain(b, size.orders/10+1, 10)
			rpc := httptest.NewServer(c)
			defer rpc.Close()
			addresses := chain.Addresses{ChainID: 1, Market: benchMarket, Registry: benchRegistry, Token: eth.Address{0xbe}, Staking: eth.Address{0xac}, Tokens: []wire.Coin{{Address: benchDollar, Symbol: "USD", Decimals: 6, Dollar: true}}}
			data := b.TempDir()
			write(b, data, rpc.URL, addresses, size.nodes)
			var all, cpu time.Duration
			var bytes uint64
			for b.Loop() {
				b.StopTimer()
				before := heap()
				b.StartTimer()
				start, worked := time.Now(), used()
				s, err := New(b.Context(), Config{Listen: "localhost:0", Data: data, RPC: []string{rpc.URL}, PublicURL: "http://localhost:8080", Contracts: addresses, Log: quiet})
				if err != nil {
					b.Fatal(err)
				}
				if err := s.read(b.Context()); err != nil {
					b.Fatal(err)
				}
				s.catalogue.Publish()
				all += time.Since(start)
				cpu += used() - worked
				b.StopTimer()
				if s.catalogue.Len() != size.nodes || s.index.Count() != size.orders {
					b.Fatalf("%d nodes, %d orders", s.catalogue.Len(), s.index.Count())
				}
				bytes = heap() - before
				s.Close()
				b.StartTimer()
			}
			b.ReportMetric(float64(all.Milliseconds())/float64(b.N), "all-ms")
			b.ReportMetric(float64(cpu.Milliseconds())/float64(b.N), "cpu-ms")
			b.ReportMetric(float64(bytes)/float64(size.nodes+size.orders), "B/thing")
		})
	}
}

// write makes a database of a canned chain and so many nodes.
func write(b *testing.B, data, rpc string, addresses chain.Addresses, nodes int) {
	b.Helper()
	quiet := slog.New(slog.DiscardHandler)
	db, err := store.OpenEmbedded(b.Context(), filepath.Join(data, "db"), quiet)
	if err != nil {
		b.Fatal(err)
	}
	client, err := chain.Dial(b.Context(), rpc, addresses)
	if err != nil {
		b.Fatal(err)
	}
	defer client.Close()
	row := journal.New(db.Journal, journal.Times{Alone: true}, func() error { return nil }, quiet)
	syncer := indexer.NewSyncer(indexer.Config{
		Index: indexer.NewIndex(addresses.Tokens), Log: row, Checkpoints: row, Blocks: client, Events: indexer.Reader{Events: client}, Every: time.Second,
		Changed: func([]eth.Address) {}, Recorded: func([]eth.Address) {}, Logger: quiet,
	})
	cat := catalogue.New(benchDollar)
	fill(cat, nodes)
	keeper := &catalogue.Keeper{Catalogue: cat, Dossiers: db.Catalogue, Tell: row.Changed, Failed: func(err error) { b.Error(err) }}
	ctx, done := context.WithCancel(b.Context())
	start := time.Now()
	if err := row.Run(ctx, filler{syncer, keeper, done}); err != nil && !errors.Is(err, context.Canceled) {
		b.Fatal(err)
	}
	b.Logf("written in %s", time.Since(start).Round(time.Millisecond))
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
}
