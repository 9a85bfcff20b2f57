package store

import (
	"fmt"
	"testing"
	"time"

	"berth/bff/indexer"
	"berth/bff/journal"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
)

// BenchmarkAddBlocks writes events as the index does while it catches up: 100 blocks of 50 events at a time.
func BenchmarkAddBlocks(b *testing.B) {
	s, err := OpenEmbedded(b.Context(), b.TempDir(), quietLog)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	n := uint64(0)
	for b.Loop() {
		blocks := make([]journal.Block, 100)
		for i := range blocks {
			n++
			blocks[i] = journal.Block{Key: fmt.Sprint(n), Block: indexer.Block{Block: chain.Block{Number: n, Hash: eth.Hash{byte(n)}, Time: time.Unix(1, 0)}, Events: make([]indexer.Event, 50)}}
			for j := range blocks[i].Events {
				blocks[i].Events[j] = indexer.Event{Kind: indexer.Created, Block: n, Index: uint(j), Order: order.ID(n), New: &order.Order{ID: order.ID(n), User: eth.Address{1}, Node: eth.Address{2}, Rate: amount.NanoOf(1), Duration: 3600}}
			}
		}
		if err := s.Journal.AddBlocks(b.Context(), blocks); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*5000/b.Elapsed().Seconds(), "events/s")
}
