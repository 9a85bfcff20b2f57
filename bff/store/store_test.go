package store

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"berth/bff/indexer"
	"berth/bff/login"
	"berth/bff/negotiate"
	"berth/contracts/chain"
	"berth/contracts/chain/follow"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

var quietLog = slog.New(slog.NewTextHandler(io.Discard, nil))

// TestContract is what every database has to do. It runs against the embedded FerretDB, and against a MongoDB where
// BERTH_TEST_MONGODB_URI names one.
func TestContract(t *testing.T) {
	t.Run("ferretdb", func(t *testing.T) {
		s, err := OpenEmbedded(t.Context(), t.TempDir(), quietLog)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		contract(t, s)
	})
	t.Run("mongodb", func(t *testing.T) {
		uri := os.Getenv("BERTH_TEST_MONGODB_URI")
		if uri == "" {
			t.Skip("BERTH_TEST_MONGODB_URI names none")
		}
		s, err := Open(t.Context(), uri)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if err := s.db.Drop(t.Context()); err != nil {
			t.Fatal(err)
		}
		contract(t, s)
	})
}

func contract(t *testing.T, s *Store) {
	clock := time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC)
	s.now = func() time.Time { return clock }
	for _, c := range []struct {
		name string
		test func(*testing.T, *Store, *time.Time)
	}{
		{"challenges", challengeContract}, {"sessions", sessionContract}, {"offers", offerContract}, {"quotes", quoteContract},
		{"blocks", blockContract}, {"sweep", sweepContract}, {"newest", newestContract}, {"care", careContract},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, s, &clock) })
	}
}

func challengeContract(t *testing.T, s *Store, clock *time.Time) {
	ctx := t.Context()
	want := login.Challenge{Nonce: "abc", Address: eth.Address{1}, Message: "two\nlines", ExpiresAt: clock.Add(time.Minute)}
	if err := s.AddChallenge(ctx, want); err != nil {
		t.Fatal(err)
	}
	if _, err := s.TakeChallenge(ctx, "other"); !errors.Is(err, login.ErrNone) {
		t.Errorf("an unknown one: got %v, want ErrNone", err)
	}
	// Many at once, one gets it.
	for round := range 5 {
		var won atomic.Int32
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() {
				got, err := s.TakeChallenge(ctx, "abc")
				switch {
				case err == nil:
					won.Add(1)
					if got.Address != want.Address || got.Message != want.Message || !got.ExpiresAt.Equal(want.ExpiresAt) {
						t.Errorf("got %+v, want %+v", got, want)
					}
				case !errors.Is(err, login.ErrNone):
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n := won.Load(); n != 1 {
			t.Errorf("round %d: %d took the challenge, want 1", round, n)
		}
		if err := s.AddChallenge(ctx, want); err != nil {
			t.Fatal(err)
		}
	}
}

func sessionContract(t *testing.T, s *Store, clock *time.Time) {
	ctx := t.Context()
	want := login.Session{Key: "k1", Address: eth.Address{2}, CreatedAt: *clock, ExpiresAt: clock.Add(time.Hour)}
	if err := s.AddSession(ctx, want); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Session(ctx, "k1"); err != nil || got != want {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	now := *clock
	*clock = want.ExpiresAt
	if _, err := s.Session(ctx, "k1"); !errors.Is(err, login.ErrNone) {
		t.Errorf("an expired one: got %v, want ErrNone", err)
	}
	*clock = now
	if err := s.EndSession(ctx, "k1"); err != nil {
		t.Error(err)
	}
	if err := s.EndSession(ctx, "k1"); !errors.Is(err, login.ErrNone) {
		t.Errorf("ended twice: got %v, want ErrNone", err)
	}
	if _, err := s.Session(ctx, "k1"); !errors.Is(err, login.ErrNone) {
		t.Errorf("an ended one: got %v, want ErrNone", err)
	}
}

func offerContract(t *testing.T, s *Store, clock *time.Time) {
	ctx := t.Context()
	want := wire.Offer{ID: "o1", User: eth.Address{3}, CreatedAt: *clock, Answers: []wire.Answer{{Node: eth.Address{4}, Greeting: wire.Greeting{Kind: wire.Reject}}}}
	want.Request.Rate, _ = amount.ParseNano("340282366920938463463374607431768211456")
	for range 2 { // the second time over the first
		if err := s.PutOffer(ctx, want, clock.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		got, err := s.Offer(ctx, "o1")
		if err != nil || got.Request.Rate != want.Request.Rate || !reflect.DeepEqual(got.Answers, want.Answers) || got.Done != nil && *got.Done != *want.Done {
			t.Errorf("got %+v, %v, want %+v", got, err, want)
		}
		want.Done = &wire.Done{Rejected: 1}
	}
	if _, err := s.Offer(ctx, "none"); !errors.Is(err, negotiate.ErrNone) {
		t.Errorf("got %v, want ErrNone", err)
	}
}

func quoteContract(t *testing.T, s *Store, clock *time.Time) {
	ctx := t.Context()
	q := negotiate.Quoted{QuoteKey: negotiate.QuoteKey{Node: eth.Address{5}, User: eth.Address{3}, Epoch: 1, Nonce: 1<<64 - 1}, Offer: "o1", Template: "hello", At: *clock, ExpiresAt: clock.Add(time.Hour)}
	other := q
	other.Nonce, other.Template = 7, ""
	if err := s.AddQuotes(ctx, []negotiate.Quoted{q, other}); err != nil {
		t.Fatal(err)
	}
	again := q
	again.Offer = "somebody else's"
	third := q
	third.Nonce = 8
	if err := s.AddQuotes(ctx, []negotiate.Quoted{again, third}); err != nil {
		t.Fatalf("one that is there already: %v", err)
	}
	if got, err := s.Quoted(ctx, q.QuoteKey); err != nil || got != q {
		t.Errorf("got %+v, %v, want %+v", got, err, q)
	}
	if got, err := s.Quoted(ctx, third.QuoteKey); err != nil || got != third {
		t.Errorf("got %+v, %v, want %+v", got, err, third)
	}
	for what, change := range map[string]func(*negotiate.QuoteKey){
		"node": func(k *negotiate.QuoteKey) { k.Node[0]++ }, "user": func(k *negotiate.QuoteKey) { k.User[0]++ }, "epoch": func(k *negotiate.QuoteKey) { k.Epoch++ },
	} {
		k := q.QuoteKey
		change(&k)
		if _, err := s.Quoted(ctx, k); !errors.Is(err, negotiate.ErrNone) {
			t.Errorf("the same number of another %s: got %v, want ErrNone", what, err)
		}
	}
	if err := s.KeepQuote(ctx, q.QuoteKey); err != nil {
		t.Fatal(err)
	}
	q.ExpiresAt = time.Time{}
	if got, err := s.Quoted(ctx, q.QuoteKey); err != nil || got != q {
		t.Errorf("kept: got %+v, %v, want %+v", got, err, q)
	}
}

func blockContract(t *testing.T, s *Store, clock *time.Time) {
	ctx := t.Context()
	if cp, err := s.Checkpoint(ctx); err != nil || !cp.Origin.IsZero() || len(cp.Tail) != 0 {
		t.Fatalf("no checkpoint: got %+v, %v", cp, err)
	}
	cp := follow.Checkpoint{Origin: eth.Hash{7}, Tail: []chain.Block{{Number: 9, Hash: eth.Hash{9}, Parent: eth.Hash{8}, Time: *clock}}}
	if err := s.SetCheckpoint(ctx, cp); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Checkpoint(ctx); err != nil || !reflect.DeepEqual(got, cp) {
		t.Errorf("got %+v, %v, want %+v", got, err, cp)
	}
	block := func(n uint64) indexer.Block {
		return indexer.Block{Block: chain.Block{Number: n, Hash: eth.Hash{byte(n)}, Time: *clock}, Events: []indexer.Event{
			{Kind: indexer.Created, Block: n, Index: 3, Order: 7, New: &order.Order{ID: 7, User: eth.Address{1}, Rate: amount.NanoOf(5), State: order.Created, CreatedAt: *clock}, Epoch: 2, Nonce: 1 << 63, Time: *clock},
		}}
	}
	want := []indexer.Block{block(2), block(10), block(100)}
	if err := s.AddBlocks(ctx, []indexer.Block{want[2], want[0], want[1]}); err != nil {
		t.Fatal(err)
	}
	if err := s.AddBlocks(ctx, want[:2]); err != nil {
		t.Fatalf("again: %v", err)
	}
	if got, err := s.Blocks(ctx); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	if err := s.RemoveBlocks(ctx, []uint64{10, 11}); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Blocks(ctx); err != nil || len(got) != 2 {
		t.Errorf("got %+v, %v, want 2 blocks", got, err)
	}
	if err := s.Forget(ctx); err != nil {
		t.Fatal(err)
	}
	if err := s.Forget(ctx); err != nil {
		t.Fatalf("nothing to forget: %v", err)
	}
	if got, err := s.Blocks(ctx); err != nil || len(got) != 0 {
		t.Errorf("got %+v, %v, want none", got, err)
	}
}

func sweepContract(t *testing.T, s *Store, clock *time.Time) {
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(s.AddSession(ctx, login.Session{Key: "old", ExpiresAt: clock.Add(-time.Second)}))
	must(s.AddSession(ctx, login.Session{Key: "new", ExpiresAt: clock.Add(time.Second)}))
	must(s.AddQuotes(ctx, []negotiate.Quoted{{QuoteKey: negotiate.QuoteKey{Nonce: 1}, Offer: "x", ExpiresAt: clock.Add(-time.Second)}, {QuoteKey: negotiate.QuoteKey{Nonce: 2}, Offer: "x"}}))
	must(s.SweepOnce(ctx))
	*clock = clock.Add(-time.Hour) // what is left is not hidden by the clock
	for id, want := range map[string]error{"old": login.ErrNone, "new": nil} {
		if _, err := s.Session(ctx, id); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", id, err, want)
		}
	}
	for nonce, want := range map[uint64]error{1: negotiate.ErrNone, 2: nil} {
		if _, err := s.Quoted(ctx, negotiate.QuoteKey{Nonce: nonce}); !errors.Is(err, want) {
			t.Errorf("quote %d: got %v, want %v", nonce, err, want)
		}
	}
}

// A user's oldest sessions and offers give way, and nobody else's.
func newestContract(t *testing.T, s *Store, clock *time.Time) {
	ctx := t.Context()
	key := func(who byte, i int) string { return strconv.Itoa(int(who)) + "-" + strconv.Itoa(i) }
	for who := range byte(2) {
		for i := range mostSessions + 3*int(who) {
			v := login.Session{Key: key(who, i), Address: eth.Address{0xe0, who}, CreatedAt: *clock, ExpiresAt: clock.Add(time.Hour)}
			if err := s.AddSession(ctx, v); err != nil {
				t.Fatal(err)
			}
		}
		for i := range mostOffers + 3*int(who) {
			for range 2 { // the second time over the first
				if err := s.PutOffer(ctx, wire.Offer{ID: key(who, i), User: eth.Address{0xe0, who}}, clock.Add(time.Hour)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	for who := range byte(2) {
		for i := range mostSessions + 3*int(who) {
			_, err := s.Session(ctx, key(who, i))
			if gone := errors.Is(err, login.ErrNone); gone != (i < 3*int(who)) {
				t.Errorf("session %d of user %d: %v", i, who, err)
			}
		}
		for i := range mostOffers + 3*int(who) {
			_, err := s.Offer(ctx, key(who, i))
			if gone := errors.Is(err, negotiate.ErrNone); gone != (i < 3*int(who)) {
				t.Errorf("offer %d of user %d: %v", i, who, err)
			}
		}
	}
}

func TestEmbedded(t *testing.T) {
	dir := filepath.Join(t.TempDir(), strings.Repeat("long", 30)) // the socket goes elsewhere
	for _, dir := range []string{dir, t.TempDir()} {
		s, err := OpenEmbedded(t.Context(), dir, quietLog)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.AddSession(t.Context(), login.Session{Key: "k", ExpiresAt: time.Now().Add(time.Hour)}); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if s, err = OpenEmbedded(t.Context(), dir, quietLog); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Session(t.Context(), "k"); err != nil {
			t.Errorf("after a restart: %v", err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	dir = t.TempDir()
	s, err := OpenEmbedded(t.Context(), dir, quietLog)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := OpenEmbedded(t.Context(), dir, quietLog); !errors.Is(err, errInUse) {
		t.Errorf("a second process: got %v, want errInUse", err)
	}
}

func TestDatabaseOf(t *testing.T) {
	for uri, want := range map[string]string{
		"mongodb://h": "berth", "mongodb://h/": "berth", "mongodb://h/x": "x", "mongodb+srv://u:p@h/y?a=b": "y", "mongodb://h/?a=b/c": "berth",
	} {
		if got := databaseOf(uri); got != want {
			t.Errorf("%s: got %q, want %q", uri, got, want)
		}
	}
}

// A database that is gone is told from one that refuses.
func TestAway(t *testing.T) {
	s, err := OpenEmbedded(t.Context(), t.TempDir(), quietLog)
	if err != nil {
		t.Fatal(err)
	}
	s.stop()
	s.stop = func() {}
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	if _, err := s.Session(ctx, "k"); !errors.Is(err, ErrAway) {
		t.Errorf("got %v, want ErrAway", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func careContract(t *testing.T, s *Store, _ *time.Time) {
	ctx := t.Context()
	k := negotiate.QuoteKey{Node: eth.Address{5}, User: eth.Address{3}, Epoch: 1, Nonce: 7}
	other := k
	other.Epoch = 2
	if _, there, err := s.Wish(ctx, k); err != nil || there {
		t.Errorf("no wish: got %v, %v", there, err)
	}
	for _, want := range []wire.CareWish{{Renew: true}, {Guard: true}, {}} {
		if err := s.PutWish(ctx, k, want); err != nil {
			t.Fatal(err)
		}
		if got, there, err := s.Wish(ctx, k); err != nil || !there || got != want {
			t.Errorf("got %+v, %v, %v, want %+v", got, there, err, want)
		}
	}
	if _, there, err := s.Wish(ctx, other); err != nil || there {
		t.Errorf("another order's wish: got %v, %v", there, err)
	}
	if got, err := s.Deeds(ctx, k); err != nil || got != nil {
		t.Errorf("no deeds: got %v, %v", got, err)
	}
	for _, want := range [][]eth.Hash{{{1}}, {{1}, {2}}} {
		if err := s.PutDeeds(ctx, k, want); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Deeds(ctx, k); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got %v, %v, want %v", got, err, want)
		}
	}
	if got, err := s.Doubt(ctx); err != nil || got {
		t.Errorf("no doubt: got %v, %v", got, err)
	}
	for _, want := range []bool{true, false} {
		if err := s.SetDoubt(ctx, want); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Doubt(ctx); err != nil || got != want {
			t.Errorf("doubt: got %v, %v, want %v", got, err, want)
		}
	}
	if err := s.Forget(ctx); err != nil {
		t.Fatal(err)
	}
	if _, there, err := s.Wish(ctx, k); err != nil || there {
		t.Errorf("another chain's wish: got %v, %v", there, err)
	}
}
