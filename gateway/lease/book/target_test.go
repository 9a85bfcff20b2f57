package book

import (
	"testing"
	"time"

	"berth/gateway/ledger"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

func BenchmarkTarget(b *testing.B) {
	k := &Book{now: time.Now, shelf: shelf{orders: map[order.ID]*Order{}, live: map[eth.Address]order.ID{}, served: map[eth.Address]bool{}, now: time.Now}}
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
