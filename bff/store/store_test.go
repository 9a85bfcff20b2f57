package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"berth/bff/indexer"
	"berth/bff/journal"
	"berth/bff/login"
	"berth/bff/negotiate"
	"berth/bff/relay"
	"berth/bff/store/embedded"
	"berth/bff/store/migrate"
	"berth/contracts/chain"
	"berth/contracts/chain/follow"
	"berth/e2e/ferret"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

var quietLog = slog.New(slog.NewTextHandler(io.Discard, nil))

// TestContract is what every database has to do. It runs against the embedded FerretDB; against one of its own that has a PostgreSQL
// behind it, where that is installed; and against a MongoDB where BERTH_TEST_MONGODB_URI names one.
func TestContract(t *testing.T) {
	t.Run("ferretdb", func(t *testing.T) {
		t.Parallel()
		s, err := OpenEmbedded(t.Context(), t.TempDir(), quietLog)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		contract(t, s)
	})
	t.Run("postgresql", func(t *testing.T) {
		t.Parallel()
		s, err := Open(t.Context(), ferret.Start(t)+"contract")
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		contract(t, s)
	})
	t.Run("mongodb", func(t *testing.T) {
		t.Parallel()
		uri := os.Getenv("BERTH_TEST_MONGODB_URI")
		if uri == "" {
			t.Skip("BERTH_TEST_MONGODB_URI names none")
		}
		s, err := Open(t.Context(), uri)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if err := s.docs.Collection(schema).Database().Drop(t.Context()); err != nil {
			t.Fatal(err)
		}
		contract(t, s)
	})
}

func contract(t *testing.T, s *Store) {
	clock := time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC)
	s.docs.Now = func() time.Time { return clock }
	for _, c := range []struct {
		name string
		test func(*testing.T, *Store, *time.Time)
	}{
		{"challenges", challengeContract}, {"sessions", sessionContract}, {"offers", offerContract}, {"quotes", quoteContract},
		{"journal", journalContract}, {"sweep", sweepContract}, {"newest", newestContract}, {"care", careContract},
		{"dossier", dossierContract}, {"evidence", evidenceContract}, {"spending", spendingContract},
		{"learned", learnedContract}, {"rentals", rentalContract}, {"claims", claimContract}, {"row", rowContract}, {"receivers", receiverContract}, {"tasks", taskContract}, {"watches", watchContract}, {"relays", relayContract},
		{"collections", collectionContract},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, s, &clock) })
	}
}

// collectionContract: each collection that was written to has a place among those that are brought from one form to the next.
func collectionContract(t *testing.T, s *Store, _ *time.Time) {
	names, err := s.docs.Collection(schema).Database().ListCollectionNames(t.Context(), bson.D{})
	if err != nil || len(names) < 20 {
		t.Fatalf("%d collections, %v", len(names), err)
	}
	for _, name := range names {
		if name != schema && !slices.ContainsFunc(collections, func(c migrate.Collection) bool { return c.Name == name }) {
			t.Errorf("collection %s is written to, and has no version", name)
		}
	}
}

func challengeContract(t *testing.T, s *Store, clock *time.Time) {
	ctx := t.Context()
	want := login.Challenge{Nonce: "abc", Address: eth.Address{1}, Message: "two\nlines", ExpiresAt: clock.Add(time.Minute)}
	if err := s.Sessions.AddChallenge(ctx, want); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Sessions.TakeChallenge(ctx, "other"); !errors.Is(err, login.ErrNone) {
		t.Errorf("an unknown one: got %v, want ErrNone", err)
	}
	// Many at once, one gets it.
	for round := range 5 {
		var won atomic.Int32
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() {
				got, err := s.Sessions.TakeChallenge(ctx, "abc")
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
		if err := s.Sessions.AddChallenge(ctx, want); err != nil {
			t.Fatal(err)
		}
	}
}

func sessionContract(t *testing.T, s *Store, clock *time.Time) {
	ctx := t.Context()
	want := login.Session{Key: "k1", Address: eth.Address{2}, CreatedAt: *clock, ExpiresAt: clock.Add(time.Hour)}
	if err := s.Sessions.AddSession(ctx, want); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Sessions.Session(ctx, "k1"); err != nil || got != want {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	now := *clock
	*clock = want.ExpiresAt
	if _, err := s.Sessions.Session(ctx, "k1"); !errors.Is(err, login.ErrNone) {
		t.Errorf("an expired one: got %v, want ErrNone", err)
	}
	*clock = now
	if err := s.Sessions.EndSession(ctx, "k1"); err != nil {
		t.Error(err)
	}
	if err := s.Sessions.EndSession(ctx, "k1"); !errors.Is(err, login.ErrNone) {
		t.Errorf("ended twice: got %v, want ErrNone", err)
	}
	if _, err := s.Sessions.Session(ctx, "k1"); !errors.Is(err, login.ErrNone) {
		t.Errorf("an ended one: got %v, want ErrNone", err)
	}
}

func offerContract(t *testing.T, s *Store, clock *time.Time) {
	ctx := t.Context()
	want := wire.Offer{ID: "o1", User: eth.Address{3}, CreatedAt: *clock, Answers: []wire.Answer{{Node: eth.Address{4}, Greeting: wire.Greeting{Kind: wire.Reject}}}}
	want.Request.Rate, _ = amount.ParseNano("340282366920938463463374607431768211456")
	for range 2 { // the second time over the first
		if err := s.Offers.PutOffer(ctx, want, clock.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		got, err := s.Offers.Offer(ctx, "o1")
		if err != nil || got.Request.Rate != want.Request.Rate || !reflect.DeepEqual(got.Answers, want.Answers) || got.Done != nil && *got.Done != *want.Done {
			t.Errorf("got %+v, %v, want %+v", got, err, want)
		}
		want.Done = &wire.Done{Rejected: 1}
	}
	if _, err := s.Offers.Offer(ctx, "none"); !errors.Is(err, negotiate.ErrNone) {
		t.Errorf("got %v, want ErrNone", err)
	}
}

func quoteContract(t *testing.T, s *Store, clock *time.Time) {
	ctx := t.Context()
	q := negotiate.Quoted{QuoteKey: negotiate.QuoteKey{Node: eth.Address{5}, User: eth.Address{3}, Epoch: 1, Nonce: 1<<64 - 1}, Offer: "o1", Template: "hello", At: *clock, ExpiresAt: clock.Add(time.Hour)}
	other := q
	other.Nonce, other.Template = 7, ""
	if err := s.Offers.AddQuotes(ctx, []negotiate.Quoted{q, other}); err != nil {
		t.Fatal(err)
	}
	again := q
	again.Offer = "somebody else's"
	third := q
	third.Nonce = 8
	if err := s.Offers.AddQuotes(ctx, []negotiate.Quoted{again, third}); err != nil {
		t.Fatalf("one that is there already: %v", err)
	}
	if got, err := s.Offers.Quoted(ctx, q.QuoteKey); err != nil || got != q {
		t.Errorf("got %+v, %v, want %+v", got, err, q)
	}
	if got, err := s.Offers.Quoted(ctx, third.QuoteKey); err != nil || got != third {
		t.Errorf("got %+v, %v, want %+v", got, err, third)
	}
	for what, change := range map[string]func(*negotiate.QuoteKey){
		"node": func(k *negotiate.QuoteKey) { k.Node[0]++ }, "user": func(k *negotiate.QuoteKey) { k.User[0]++ }, "epoch": func(k *negotiate.QuoteKey) { k.Epoch++ },
	} {
		k := q.QuoteKey
		change(&k)
		if _, err := s.Offers.Quoted(ctx, k); !errors.Is(err, negotiate.ErrNone) {
			t.Errorf("the same number of another %s: got %v, want ErrNone", what, err)
		}
	}
	if err := s.Offers.KeepQuote(ctx, q.QuoteKey); err != nil {
		t.Fatal(err)
	}
	q.ExpiresAt = time.Time{}
	if got, err := s.Offers.Quoted(ctx, q.QuoteKey); err != nil || got != q {
		t.Errorf("kept: got %+v, %v, want %+v", got, err, q)
	}
}

func journalContract(t *testing.T, s *Store, clock *time.Time) {
	ctx, j := t.Context(), s.Journal
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := j.Entry(ctx, 1); !errors.Is(err, journal.ErrNone) {
		t.Errorf("no entry: got %v, want ErrNone", err)
	}
	if _, err := j.Term(ctx, 1); !errors.Is(err, journal.ErrNone) {
		t.Errorf("no term: got %v, want ErrNone", err)
	}
	if _, err := j.Beat(ctx, 1); !errors.Is(err, journal.ErrNone) {
		t.Errorf("no beat: got %v, want ErrNone", err)
	}
	cp := follow.Checkpoint{Origin: eth.Hash{7}, Tail: []chain.Block{{Number: 9, Hash: eth.Hash{9}, Parent: eth.Hash{8}, Time: *clock}}}
	want := []journal.Entry{
		{Slot: 2, Term: 1, Mark: "a", Kind: journal.Led}, {Slot: 10, Term: 1, Mark: "b", Kind: journal.Blocks, Checkpoint: &cp, Added: []string{"x"}},
		{Slot: 100, Term: 1, Mark: "c", Kind: journal.Nodes, Nodes: []eth.Address{{1}}, Since: 2},
	}
	for _, i := range []int{2, 0, 1} {
		must(j.AddEntry(ctx, want[i]))
	}
	if got, err := j.Entries(ctx); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	must(j.RemoveEntries(ctx, []uint64{2, 3}))
	if got, err := j.Entries(ctx); err != nil || len(got) != 2 {
		t.Errorf("got %+v, %v, want 2", got, err)
	}
	// Of many who write for one slot, or take one term, one has it, and stays.
	for round := range uint64(5) {
		var wg sync.WaitGroup
		for i := range 16 {
			wg.Go(func() {
				if err := errors.Join(j.AddEntry(ctx, journal.Entry{Slot: 1000 + round, Mark: strconv.Itoa(i)}), j.AddTerm(ctx, 7+round, strconv.Itoa(i))); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		e, err := j.Entry(ctx, 1000+round)
		must(err)
		term, err := j.Term(ctx, 7+round)
		must(err)
		must(errors.Join(j.AddEntry(ctx, journal.Entry{Slot: 1000 + round, Mark: "late"}), j.AddTerm(ctx, 7+round, "late")))
		if got, err := j.Entry(ctx, 1000+round); err != nil || got.Mark != e.Mark || e.Mark == "" {
			t.Errorf("got %+v, %v, want the first, %+v", got, err, e)
		}
		if got, err := j.Term(ctx, 7+round); err != nil || got != term {
			t.Errorf("got %q, %v, want the first, %q", got, err, term)
		}
	}
	must(errors.Join(j.AddStart(ctx, 1, 2), j.AddStart(ctx, 7, 50), j.AddStart(ctx, 1, 99)))
	if got, err := j.Starts(ctx); err != nil || !reflect.DeepEqual(got, map[uint64]uint64{1: 2, 7: 50}) {
		t.Errorf("starts: got %v, %v", got, err)
	}
	for _, b := range []journal.Beat{{Count: 1, Slot: 5}, {Count: 2, Left: true}} {
		must(j.PutBeat(ctx, 3, b))
		if got, err := j.Beat(ctx, 3); err != nil || got != b {
			t.Errorf("got %+v, %v, want %+v", got, err, b)
		}
	}
	block := func(n uint64) journal.Block {
		return journal.Block{Key: fmt.Sprint("k", n), Term: 1, Slot: n, Block: indexer.Block{Block: chain.Block{Number: n, Hash: eth.Hash{byte(n)}, Time: *clock}, Events: []indexer.Event{
			{Kind: indexer.Created, Block: n, Index: 3, Order: 7, New: &order.Order{ID: 7, User: eth.Address{1}, Rate: amount.NanoOf(5), State: order.Created, CreatedAt: *clock}, Epoch: 2, Nonce: 1 << 63, Time: *clock},
		}}}
	}
	all := []journal.Block{block(2), block(10), block(99)}
	must(j.AddBlocks(ctx, all))
	must(j.AddBlocks(ctx, all[:2]))
	got, err := j.Blocks(ctx)
	slices.SortFunc(got, func(a, b journal.Block) int { return cmp.Compare(a.Number, b.Number) })
	if err != nil || !reflect.DeepEqual(got, all) {
		t.Errorf("got %+v, %v, want %+v", got, err, all)
	}
	if got, err := j.Block(ctx, "k10"); err != nil || !reflect.DeepEqual(got, all[1].Block) {
		t.Errorf("got %+v, %v, want %+v", got, err, all[1])
	}
	must(j.RemoveBlocks(ctx, []string{"k10", "k11"}))
	if _, err := j.Block(ctx, "k10"); !errors.Is(err, journal.ErrNone) {
		t.Errorf("got %v, want ErrNone", err)
	}
	many := make([]journal.Block, 1500)
	var keys []string
	for i := range many {
		many[i] = block(uint64(1000 + i))
		keys = append(keys, many[i].Key)
	}
	must(j.AddBlocks(ctx, many))
	must(j.RemoveBlocks(ctx, keys))
	if got, err := j.Blocks(ctx); err != nil || len(got) != 2 {
		t.Errorf("got %d, %v, want 2 blocks", len(got), err)
	}
	st := journal.Stamp{Term: 1, Slot: 0x12, Mark: "ab"}
	folds := []journal.Fold{
		{Stamp: st, Fold: indexer.Fold{Order: &indexer.Order{Order: *all[0].Events[0].New, Epoch: 2, Nonce: 1 << 63, Steps: []wire.Step{{Kind: "created", At: *clock, Block: 2}}, Refunded: amount.Of(7)}}},
		{Stamp: st, Fold: indexer.Fold{Mark: &indexer.Mark{Kind: indexer.EpochBegan, Block: 3, Node: eth.Address{1}, Epoch: 4}}},
		{Stamp: st, Fold: indexer.Fold{Mark: &indexer.Mark{Kind: indexer.AgentSet, Block: 3, User: eth.Address{1}, Agent: eth.Address{2}, Until: *clock}}},
	}
	must(j.AddFolds(ctx, folds))
	must(j.AddFolds(ctx, folds[1:]))
	kept, err := j.Folds(ctx)
	slices.SortFunc(kept, func(a, b journal.Fold) int { return cmp.Compare(b.Name(), a.Name()) })
	slices.SortFunc(folds, func(a, b journal.Fold) int { return cmp.Compare(b.Name(), a.Name()) })
	if err != nil || !reflect.DeepEqual(kept, folds) {
		t.Errorf("got %+v, %v, want %+v", kept, err, folds)
	}
	if got, err := j.Fold(ctx, folds[1].Key()); err != nil || !reflect.DeepEqual(got, folds[1].Fold) {
		t.Errorf("got %+v, %v, want %+v", got, err, folds[1])
	}
	must(j.RemoveFolds(ctx, []journal.FoldKey{folds[1].Key(), {Name: "none", Stamp: st}}))
	if _, err := j.Fold(ctx, folds[1].Key()); !errors.Is(err, journal.ErrNone) {
		t.Errorf("got %v, want ErrNone", err)
	}
	must(s.Journal.Forget(ctx))
	must(s.Journal.Forget(ctx)) // when there is nothing
}

func sweepContract(t *testing.T, s *Store, clock *time.Time) {
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(s.Sessions.AddSession(ctx, login.Session{Key: "old", ExpiresAt: clock.Add(-time.Second)}))
	must(s.Sessions.AddSession(ctx, login.Session{Key: "new", ExpiresAt: clock.Add(time.Second)}))
	must(s.Offers.AddQuotes(ctx, []negotiate.Quoted{{QuoteKey: negotiate.QuoteKey{Nonce: 1}, Offer: "x", ExpiresAt: clock.Add(-time.Second)}, {QuoteKey: negotiate.QuoteKey{Nonce: 2}, Offer: "x"}}))
	must(s.SweepOnce(ctx))
	*clock = clock.Add(-time.Hour) // what is left is not hidden by the clock
	for id, want := range map[string]error{"old": login.ErrNone, "new": nil} {
		if _, err := s.Sessions.Session(ctx, id); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", id, err, want)
		}
	}
	for nonce, want := range map[uint64]error{1: negotiate.ErrNone, 2: nil} {
		if _, err := s.Offers.Quoted(ctx, negotiate.QuoteKey{Nonce: nonce}); !errors.Is(err, want) {
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
			if err := s.Sessions.AddSession(ctx, v); err != nil {
				t.Fatal(err)
			}
		}
		for i := range mostOffers + 3*int(who) {
			for range 2 { // the second time over the first
				if err := s.Offers.PutOffer(ctx, wire.Offer{ID: key(who, i), User: eth.Address{0xe0, who}}, clock.Add(time.Hour)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	for who := range byte(2) {
		for i := range mostSessions + 3*int(who) {
			_, err := s.Sessions.Session(ctx, key(who, i))
			if gone := errors.Is(err, login.ErrNone); gone != (i < 3*int(who)) {
				t.Errorf("session %d of user %d: %v", i, who, err)
			}
		}
		for i := range mostOffers + 3*int(who) {
			_, err := s.Offers.Offer(ctx, key(who, i))
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
		if err := s.Sessions.AddSession(t.Context(), login.Session{Key: "k", ExpiresAt: time.Now().Add(time.Hour)}); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if s, err = OpenEmbedded(t.Context(), dir, quietLog); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Sessions.Session(t.Context(), "k"); err != nil {
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
	if _, err := OpenEmbedded(t.Context(), dir, quietLog); !errors.Is(err, embedded.ErrInUse) {
		t.Errorf("a second process: got %v, want ErrInUse", err)
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
	if _, err := s.Sessions.Session(ctx, "k"); !errors.Is(err, ErrAway) {
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
	if _, there, err := s.Care.Wish(ctx, k); err != nil || there {
		t.Errorf("no wish: got %v, %v", there, err)
	}
	for _, want := range []wire.CareWish{{Renew: true}, {Guard: true}, {}} {
		if err := s.Care.PutWish(ctx, k, want); err != nil {
			t.Fatal(err)
		}
		if got, there, err := s.Care.Wish(ctx, k); err != nil || !there || got != want {
			t.Errorf("got %+v, %v, %v, want %+v", got, there, err, want)
		}
	}
	if _, there, err := s.Care.Wish(ctx, other); err != nil || there {
		t.Errorf("another order's wish: got %v, %v", there, err)
	}
	if got, err := s.Care.Deeds(ctx, k); err != nil || got != nil {
		t.Errorf("no deeds: got %v, %v", got, err)
	}
	for _, want := range [][]eth.Hash{{{1}}, {{1}, {2}}} {
		if err := s.Care.PutDeeds(ctx, k, want); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Care.Deeds(ctx, k); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got %v, %v, want %v", got, err, want)
		}
	}
	if got, err := s.Care.Doubt(ctx); err != nil || got {
		t.Errorf("no doubt: got %v, %v", got, err)
	}
	for _, want := range []bool{true, false} {
		if err := s.Care.SetDoubt(ctx, want); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Care.Doubt(ctx); err != nil || got != want {
			t.Errorf("doubt: got %v, %v, want %v", got, err, want)
		}
	}
	if err := s.Journal.Forget(ctx); err != nil {
		t.Fatal(err)
	}
	if _, there, err := s.Care.Wish(ctx, k); err != nil || there {
		t.Errorf("another chain's wish: got %v, %v", there, err)
	}
}

// relayContract: of those who write the same line of a day's ledger one wins, and it stays as it is.
func relayContract(t *testing.T, s *Store, _ *time.Time) {
	ctx := t.Context()
	end, tx := 3, eth.Hash{7}
	for n, e := range []relay.Entry{
		{At: s.docs.Now().UTC(), User: eth.Address{1}, Node: eth.Address{2}, Epoch: 3, Quote: 1<<64 - 1, From: "x", Nonce: amount.Of(1 << 63), Request: eth.Hash{5}, Hold: amount.Of(6)},
		{At: s.docs.Now().UTC(), Ends: &end, Tx: &tx, Order: 8, Block: 9, Fee: amount.Of(10), Why: wire.RelayRefused},
	} {
		if _, there, err := s.Limits.Relay(ctx, "2026-05-06", n); there || err != nil {
			t.Errorf("line %d before: %v, %v", n, there, err)
		}
		var won atomic.Int32
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				ok, err := s.Limits.AddRelay(ctx, "2026-05-06", n, e)
				if err != nil {
					t.Error(err)
				}
				if ok {
					won.Add(1)
				}
			})
		}
		wg.Wait()
		if won.Load() != 1 {
			t.Errorf("line %d: %d won", n, won.Load())
		}
		if ok, err := s.Limits.AddRelay(ctx, "2026-05-06", n, relay.Entry{}); ok || err != nil {
			t.Errorf("line %d again: %v, %v", n, ok, err)
		}
		if got, there, err := s.Limits.Relay(ctx, "2026-05-06", n); err != nil || !there || !reflect.DeepEqual(got, e) {
			t.Errorf("line %d: got %+v, want %+v, %v", n, got, e, err)
		}
	}
	if _, there, err := s.Limits.Relay(ctx, "2026-05-07", 0); there || err != nil {
		t.Errorf("another day: %v, %v", there, err)
	}
	turnContract(t, s)
}

// turnContract: the same of the lines of an account's row of turns.
func turnContract(t *testing.T, s *Store) {
	ctx, account := t.Context(), eth.Address{4}
	if n, err := s.Limits.TurnMark(ctx, account); err != nil || n != -1 {
		t.Errorf("mark before: %d, %v", n, err)
	}
	for n, want := range []relay.Nonce{{Next: 1<<64 - 1, At: s.docs.Now().UTC()}, {Next: 5, At: s.docs.Now().UTC(), Sent: []chain.Sent{{Nonce: 4, Raw: []byte{2, 0, 255}}}}} {
		if _, there, err := s.Limits.Turn(ctx, account, n); there || err != nil {
			t.Errorf("turn %d before: %v, %v", n, there, err)
		}
		if ok, err := s.Limits.AddTurn(ctx, account, n, want); !ok || err != nil {
			t.Errorf("turn %d: %v, %v", n, ok, err)
		}
		if ok, err := s.Limits.AddTurn(ctx, account, n, relay.Nonce{}); ok || err != nil {
			t.Errorf("turn %d again: %v, %v", n, ok, err)
		}
		if got, there, err := s.Limits.Turn(ctx, account, n); err != nil || !there || got.Next != want.Next || !got.At.Equal(want.At) || !reflect.DeepEqual(got.Sent, want.Sent) {
			t.Errorf("turn %d: got %+v, want %+v, %v", n, got, want, err)
		}
		if err := s.Limits.MarkTurn(ctx, account, n); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Limits.TurnMark(ctx, account); err != nil || got != n {
			t.Errorf("mark: got %d, want %d, %v", got, n, err)
		}
	}
	if _, there, err := s.Limits.Turn(ctx, eth.Address{5}, 0); err != nil || there {
		t.Errorf("another key's turn: %v, %v", there, err)
	}
}
