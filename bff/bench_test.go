package bff

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"net/http"
	"net/http/httptest"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"berth/bff/indexer"
	"berth/bff/journal"
	"berth/bff/store"
	"berth/contracts/bind"
	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/wire"
)

// benchMarket and benchDollar are where the canned chain has its contracts.
var benchMarket, benchRegistry, benchDollar = eth.Address{0xaa}, eth.Address{0xab}, eth.Address{0xd0}

// cannedChain is an RPC endpoint whose answers were written before: so many blocks, each with the whole lives of so many orders.
type cannedChain struct {
	headers []json.RawMessage // by block
	logs    [][]byte          // of each block, with commas between
	events  int
}

// newCannedChain writes the blocks' orders: each is created, activated, settled and completed.
func newCannedChain(b *testing.B, blocks, orders int) *cannedChain {
	b.Helper()
	market, err := bind.MarketMetaData.ParseABI()
	if err != nil {
		b.Fatal(err)
	}
	c := &cannedChain{}
	parent := common.Hash{}
	id := int64(0)
	for n := range blocks {
		h := &types.Header{Number: big.NewInt(int64(n)), ParentHash: parent, Time: uint64(1_700_000_000 + n), Difficulty: new(big.Int), BaseFee: big.NewInt(7)}
		parent = h.Hash()
		raw, err := json.Marshal(h)
		if err != nil {
			b.Fatal(err)
		}
		c.headers = append(c.headers, raw)
		var logs [][]byte
		for range orders {
			if n == 0 {
				break
			}
			id++
			user, node := common.BigToAddress(big.NewInt(id%997+1)), common.BigToAddress(big.NewInt(id%101+5000))
			quote := bind.IMarketTypesQuote{
				Node: node, User: user, Token: common.Address(benchDollar), Rate: big.NewInt(1e9), MaxDuration: 7200, MinStake: new(big.Int), ValidUntil: big.NewInt(1_700_000_000),
				Resources: bind.Resources{CpuMilli: 1000, MemoryMiB: 1024, DiskMiB: 1024, TrafficMiB: big.NewInt(1024)}, Epoch: 1, Nonce: uint64(id),
			}
			for _, e := range []struct {
				name   string
				values map[string]any
			}{
				{"OrderCreated", map[string]any{"quote": quote, "duration": uint32(3600), "deposit": big.NewInt(3600)}},
				{"OrderActivated", map[string]any{"activatedAt": new(big.Int).SetUint64(h.Time), "endsAt": new(big.Int).SetUint64(h.Time + 3600)}},
				{"OrderSettled", map[string]any{"amount": big.NewInt(3600), "paidSoFar": big.NewInt(3600)}},
				{"OrderCompleted", map[string]any{"paid": big.NewInt(3600), "secondsServed": uint64(3600)}},
			} {
				e.values["id"], e.values["user"], e.values["node"] = big.NewInt(id), user, node
				l := writeLog(b, market.Events[e.name], e.values)
				l.Address, l.BlockNumber, l.BlockHash, l.BlockTimestamp, l.Index = common.Address(benchMarket), uint64(n), parent, h.Time, uint(len(logs))
				l.TxHash = common.BigToHash(big.NewInt(id))
				raw, err := json.Marshal(l)
				if err != nil {
					b.Fatal(err)
				}
				logs = append(logs, raw)
			}
		}
		c.events += len(logs)
		c.logs = append(c.logs, bytes.Join(logs, []byte(",")))
	}
	return c
}

// writeLog is an event as a contract emits it. Values that are not named are zero.
func writeLog(b *testing.B, e abi.Event, values map[string]any) types.Log {
	b.Helper()
	l := types.Log{Topics: []common.Hash{e.ID}}
	var data []any
	for _, in := range e.Inputs {
		v := values[in.Name]
		switch t := in.Type.GetType(); {
		case v == nil && in.Type.T == abi.UintTy && in.Type.Size > 64:
			v = new(big.Int)
		case v == nil:
			v = reflect.Zero(t).Interface()
		}
		if !in.Indexed {
			data = append(data, v)
			continue
		}
		topics, err := abi.MakeTopics([]any{v})
		if err != nil {
			b.Fatal(err)
		}
		l.Topics = append(l.Topics, topics[0][0])
	}
	packed, err := e.Inputs.NonIndexed().Pack(data...)
	if err != nil {
		b.Fatalf("%s: %v", e.Name, err)
	}
	l.Data = packed
	return l
}

// ServeHTTP implements http.Handler: JSON-RPC, as much of it as an index asks.
func (c *cannedChain) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var q struct {
		ID     json.RawMessage
		Method string
		Params []json.RawMessage
	}
	if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	number := func(s string) int {
		n, err := strconv.ParseUint(strings.TrimPrefix(s, "0x"), 16, 32)
		if err != nil || n >= uint64(len(c.headers)) {
			return len(c.headers) - 1
		}
		return int(n)
	}
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprintf(w, `{"jsonrpc":"2.0","id":%s,"result":`, q.ID)
	switch q.Method {
	case "eth_getBlockByNumber":
		var at string
		_ = json.Unmarshal(q.Params[0], &at) // the head where it is no number
		w.Write(c.headers[number(at)])
	case "eth_getLogs":
		var filter struct{ FromBlock, ToBlock string }
		_ = json.Unmarshal(q.Params[0], &filter)
		w.Write([]byte("["))
		some := false
		for _, logs := range c.logs[number(filter.FromBlock) : number(filter.ToBlock)+1] {
			if len(logs) == 0 {
				continue
			}
			if some {
				w.Write([]byte(","))
			}
			w.Write(logs)
			some = true
		}
		w.Write([]byte("]"))
	default:
		w.Write([]byte("null"))
	}
	w.Write([]byte("}"))
}

// BenchmarkIndexingFromRPC is a fresh index of 60,000 events: read from an RPC endpoint on this machine over HTTP, decoded,
// folded, and written into the embedded database. The endpoint's own work is in the figure, too.
func BenchmarkIndexingFromRPC(b *testing.B) {
	c := newCannedChain(b, 1501, 10)
	rpc := httptest.NewServer(c)
	defer rpc.Close()
	quiet := slog.New(slog.DiscardHandler)
	addresses := chain.Addresses{ChainID: 1, Market: benchMarket, Registry: benchRegistry, Tokens: []wire.Coin{{Address: benchDollar}}}
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	var each float64
	for b.Loop() {
		b.StopTimer()
		before := heap()
		db, err := store.OpenEmbedded(b.Context(), b.TempDir(), quiet)
		if err != nil {
			b.Fatal(err)
		}
		client, err := chain.Dial(b.Context(), rpc.URL, addresses)
		if err != nil {
			b.Fatal(err)
		}
		index := indexer.NewIndex(addresses.Tokens)
		row := journal.New(db.Journal, journal.Times{Alone: true}, func() error { return nil }, quiet)
		s := indexer.NewSyncer(indexer.Config{
			Index: index, Log: row, Checkpoints: row, Blocks: client, Events: indexer.Reader{Events: client}, Every: time.Second,
			Changed: func([]eth.Address) {}, Recorded: func([]eth.Address) {}, Logger: quiet,
		})
		ctx, done := context.WithCancel(b.Context())
		b.StartTimer()
		if err := row.Run(ctx, lonely{s, done}); err != nil && !errors.Is(err, context.Canceled) {
			b.Fatal(err)
		}
		b.StopTimer()
		if n := index.Count(); n != c.events/4 {
			b.Fatalf("%d orders, want %d", n, c.events/4)
		}
		client.Close()
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
		each = float64(heap()-before) / float64(index.Count())
		runtime.KeepAlive(index)
		runtime.KeepAlive(s)
		b.StartTimer()
	}
	b.ReportMetric(float64(c.events*b.N)/b.Elapsed().Seconds(), "events/s")
	b.ReportMetric(each, "B/order")
}

// lonely is a platform without replicas that reads what there is of the chain, and ends.
type lonely struct {
	*indexer.Syncer
	done func()
}

// Take implements journal.Member.
func (lonely) Take(context.Context, journal.Change) error { return nil }

// Lead implements journal.Member.
func (l lonely) Lead(ctx context.Context) error {
	defer l.done()
	for {
		if more, err := l.Step(ctx); err != nil || !more {
			return err
		}
	}
}
