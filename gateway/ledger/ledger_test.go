package ledger

import (
	"errors"
	"math"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/contracts/chain/follow"
	"berth/shared/eth"
	"berth/shared/order"
)

func open(t *testing.T, path string) *Ledger {
	t.Helper()
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func TestNoncesNeverRepeat(t *testing.T) {
	path := filepath.Join(t.TempDir(), "l")
	seen := map[uint64]bool{}
	last := uint64(0)
	for range 4 { // a crash is an end without any farewell: Close writes nothing
		l := open(t, path)
		var mu sync.Mutex
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				for range 300 {
					n, err := l.NextNonce()
					mu.Lock()
					if err != nil || seen[n] || n <= last {
						t.Errorf("nonce %d, %v", n, err)
					}
					seen[n] = true
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		for n := range seen {
			last = max(last, n)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if first := uint64(time.Now().Add(-time.Minute).UnixMicro()); last < first {
		t.Errorf("a new ledger begins at %d", last)
	}
}

func TestNoncesFollowTheClock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "l")
	now := time.UnixMicro(1_800_000_000_000_000)
	clock := Clock(func() time.Time { return now })
	begin := func(path string) *Ledger {
		t.Helper()
		l, err := Open(path, clock)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	l := begin(path)
	next := func(want uint64) {
		t.Helper()
		if got, err := l.NextNonce(); err != nil || got != want {
			t.Errorf("got %d, %v; want %d", got, err, want)
		}
	}
	next(1_800_000_000_000_000)
	next(1_800_000_000_000_001) // in the same microsecond
	now = now.Add(time.Second)
	next(1_800_000_001_000_000)
	now = now.Add(-time.Hour) // it goes back
	next(1_800_000_001_000_001)
	now = now.Add(time.Hour + time.Minute) // and far beyond what was reserved
	next(1_800_000_061_000_000)

	l.Close() // a restart, also with a clock that went back
	now = now.Add(-24 * time.Hour)
	l = begin(path)
	next(1_800_000_071_000_000)
	next(1_800_000_071_000_001)
	l.Close()
	now = now.Add(25 * time.Hour)
	l = begin(path)
	next(1_800_003_661_000_000)

	// A gateway beside it, with a ledger of its own: the later quote has the higher nonce.
	beside := begin(filepath.Join(t.TempDir(), "l"))
	defer beside.Close()
	now = now.Add(time.Millisecond)
	if got, err := beside.NextNonce(); err != nil || got != 1_800_003_661_001_000 {
		t.Errorf("beside: %d, %v", got, err)
	}
	now = now.Add(time.Millisecond)
	next(1_800_003_661_002_000)
	l.Close()
	if _, err := l.NextNonce(); err != nil { // within what is reserved the file is not asked
		t.Errorf("got %v", err)
	}
	now = now.Add(time.Minute)
	if _, err := l.NextNonce(); err == nil {
		t.Error("a nonce that is not written down")
	}
}

func TestIdentity(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "l"))
	for range 2 {
		if err := l.Identify(1, eth.Address{1}, eth.Address{2}); err != nil {
			t.Fatal(err)
		}
	}
	if l.Identify(2, eth.Address{1}, eth.Address{2}) == nil || l.Identify(1, eth.Address{2}, eth.Address{2}) == nil || l.Identify(1, eth.Address{1}, eth.Address{1}) == nil {
		t.Error("it takes another's orders for its own")
	}
}

func TestOneProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "l")
	open(t, path)
	if _, err := Open(path); err == nil {
		t.Error("two at a time")
	}
}

func TestRecordsAndRevisions(t *testing.T) {
	path := filepath.Join(t.TempDir(), "l")
	l := open(t, path)
	now := time.Now().UTC()
	r := Record{Order: order.Order{ID: 300, User: eth.Address{1}, State: order.Active}, Revision: 2, TrafficBytes: 7, DeployedAt: now}
	if err := l.Deploy(r, Revision{Number: 2, Manifest: "{}", At: now}); err != nil {
		t.Fatal(err)
	}
	if err := l.PutOrder(Record{Order: order.Order{ID: 4}}); err != nil {
		t.Fatal(err)
	}
	checkpoint := follow.Checkpoint{Origin: eth.Hash{1}, Tail: []chain.Block{{Number: 76, Hash: eth.Hash{7}, Parent: eth.Hash{6}, Time: time.Unix(5, 0).UTC()}}}
	if err := l.SetCheckpoint(checkpoint); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = open(t, path)
	all, err := l.Orders()
	if err != nil || len(all) != 2 || all[0].Order.ID != 4 || all[1].Order != r.Order || !all[1].DeployedAt.Equal(now) || all[1].TrafficBytes != 7 {
		t.Errorf("orders: %+v %v", all, err)
	}
	if rev, err := l.Revision(300, 2); err != nil || rev.Manifest != "{}" {
		t.Errorf("revision: %+v %v", rev, err)
	}
	if _, err := l.Revision(300, 1); !errors.Is(err, ErrNotFound) {
		t.Errorf("no revision: %v", err)
	}
	if cp, err := l.Checkpoint(); err != nil || !reflect.DeepEqual(cp, checkpoint) {
		t.Errorf("checkpoint: %+v %v", cp, err)
	}
}

func TestSweep(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "l"))
	now := time.Now()
	grant := func(n byte, until time.Time) bool {
		t.Helper()
		fresh, err := l.Grant(eth.Hash{n}, Token{User: eth.Address{1}, ExpiresAt: until}, nil, eth.Hash{n}, until)
		if err != nil {
			t.Fatal(err)
		}
		return fresh
	}
	if !grant(1, now.Add(time.Minute)) || !grant(2, now.Add(time.Hour)) || grant(1, now.Add(time.Hour)) {
		t.Error("a nonce is good once")
	}
	if err := l.Sweep(now.Add(30 * time.Minute)); err != nil {
		t.Fatal(err)
	}
	left, err := l.Tokens()
	if _, ok := left[eth.Hash{2}]; err != nil || len(left) != 1 || !ok {
		t.Errorf("left: %v %v", left, err)
	}
	if grant(2, now.Add(time.Hour)) {
		t.Error("a nonce that is still good for a signature was forgotten")
	}
}

func BenchmarkNonce(b *testing.B) {
	l, err := Open(filepath.Join(b.TempDir(), "l"))
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	for b.Loop() {
		if _, err := l.NextNonce(); err != nil {
			b.Fatal(err)
		}
	}
}

// However large its revisions are, an order has so much of the ledger, and one to roll back to.
func TestRevisionsHaveAQuota(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "l"))
	record := Record{Order: order.Order{ID: 7}}
	deploy := func(id order.ID, n uint64, size int) {
		t.Helper()
		record.Order.ID = id
		if err := l.Deploy(record, Revision{Number: n, Format: "bundle", Manifest: strings.Repeat("x", size)}); err != nil {
			t.Fatal(err)
		}
	}
	deploy(8, 1, 100) // another order's stays
	for n := range uint64(20) {
		deploy(7, n+1, 512<<10)
	}
	all, more, err := l.Revisions(7, math.MaxInt64, 100)
	if err != nil || more || len(all) != 7 || all[0].Number != 20 {
		t.Errorf("%d are kept, more %t, %v; want 7 of half a MiB in 4", len(all), more, err)
	}
	deploy(7, 21, MaxRevisionBytes)
	deploy(7, 22, MaxRevisionBytes)
	deploy(7, 23, 1)
	if all, _, err = l.Revisions(7, math.MaxInt64, 100); err != nil || len(all) != 2 || all[1].Number != 22 {
		t.Errorf("%d are kept, %v; want the newest two", len(all), err)
	}
	if all, _, err = l.Revisions(8, math.MaxInt64, 100); err != nil || len(all) != 1 {
		t.Errorf("of another order %d are kept, %v", len(all), err)
	}
}
