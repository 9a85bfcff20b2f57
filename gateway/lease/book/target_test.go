package book

import (
	"testing"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/ledger"
	"berth/gateway/manifest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// bare is a book without a ledger.
func bare() *Book {
	return &Book{now: time.Now, shelf: shelf{
		orders: map[order.ID]*Order{}, live: map[eth.Address]order.ID{}, served: map[eth.Address]bool{}, came: make(chan struct{}), now: time.Now,
		url: func(order.ID, string) string { return "" },
	}}
}

func BenchmarkTarget(b *testing.B) {
	k := bare()
	for id := order.ID(1); id <= 1000; id++ {
		o := k.shelf.add(ledger.Record{Revision: 1, Order: order.Order{ID: id, State: order.Active, ActivatedAt: time.Now(), Duration: 1e6}}, nil)
		o.services = []wire.Service{{Name: "web", Phase: wire.PhaseReady}}
	}
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if !k.Target(500, "web").Found {
				b.Error("not found")
			}
		}
	})
}

// TestTargetSpeaks: while a revision starts beside the one before, a service is spoken to as that one is.
func TestTargetSpeaks(t *testing.T) {
	k := bare()
	o := k.shelf.add(ledger.Record{Revision: 1, Order: order.Order{ID: 1, State: order.Active, ActivatedAt: time.Now(), Duration: 1e6}}, nil)
	deploy := func(revision uint64, p manifest.Protocol) {
		o.Rec.Revision = revision
		o.Deploy(manifest.Manifest{Services: []manifest.Service{{Name: "db"}, {Name: "web", Port: 80, Protocol: p}}})
	}
	ready := func(revision uint64) {
		o.observe(cluster.Event{Order: 1, Revision: revision, Service: "web", Phase: wire.PhaseReady, At: time.Now()})
	}
	for _, step := range []struct {
		name  string
		do    func()
		want  manifest.Protocol
		stood bool
	}{
		{"it starts", func() { deploy(1, manifest.HTTP1) }, manifest.HTTP1, false},
		{"it answers", func() { ready(1) }, manifest.HTTP1, true},
		{"another starts", func() { deploy(2, manifest.H2C) }, manifest.HTTP1, true},
		{"the old one is told of", func() { ready(1) }, manifest.HTTP1, true},
		{"the other answers", func() { ready(2) }, manifest.H2C, true},
		{"and is stopped, and one starts", func() { o.Tell(Stopped); deploy(3, manifest.HTTP1) }, manifest.HTTP1, false},
	} {
		step.do()
		if got := k.Target(1, "web"); got.Service == nil || got.Service.Protocol != step.want || got.Stood != step.stood {
			t.Errorf("%s: got %+v and %v, want %q and %v", step.name, got.Service, got.Stood, step.want, step.stood)
		}
	}
	if got := k.Target(1, "other"); got.Service != nil {
		t.Errorf("a service that is not there: %+v", got.Service)
	}
}
