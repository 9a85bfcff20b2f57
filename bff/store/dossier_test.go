package store

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"berth/bff/dossier"
	"berth/bff/journal"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
)

// many gives as many nodes as a chunk does not hold.
func manyNodes(n int, clock time.Time) []dossier.Node {
	all := make([]dossier.Node, n)
	for i := range all {
		a := eth.Address{0xaa, byte(i >> 16), byte(i >> 8), byte(i)}
		all[i] = dossier.Node{
			Entry: chain.Node{Address: a, Operator: eth.Address{1}, Total: resource.Resources{CPUMilli: uint32(i + 1)}, RegisteredAt: clock, Endpoint: fmt.Sprintf("n%d.example", i)},
			Card:  &wire.Card{Node: a, Name: fmt.Sprint("node ", i), IssuedAt: clock, Signature: eth.Bytes{1, 2}}, SeenAt: clock, FirstSeen: clock,
		}
	}
	return all
}

func dossierContract(t *testing.T, s *Store, clock *time.Time) {
	ctx := t.Context()
	all := func(journal.Stamp) bool { return true }
	if got, _, err := s.Catalogue.Nodes(ctx, all); err != nil || len(got) != 0 {
		t.Fatalf("no nodes: got %v, %v", got, err)
	}
	one, two, three, late := journal.Stamp{Term: 1, Slot: 2, Mark: "a"}, journal.Stamp{Term: 1, Slot: 16, Mark: "b"}, journal.Stamp{Term: 1, Slot: 17, Mark: "c"}, journal.Stamp{Term: 1, Slot: 99, Mark: "d"}
	if _, err := s.Catalogue.Node(ctx, eth.Address{0xaa}, one); !errors.Is(err, ErrNone) {
		t.Errorf("no node: got %v, want ErrNone", err)
	}
	want := manyNodes(1203, *clock)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(s.Catalogue.AddNodes(ctx, one, want, nil))
	must(s.Catalogue.AddNodes(ctx, one, want[:3], nil)) // once more, after an answer that did not come
	for i := range want {
		want[i].Stamp = one.String()
	}
	old := want[7]
	want[7].Card, want[7].Error, want[7].Hidden, want[7].AwaySince = nil, "no answer in time", true, *clock
	must(s.Catalogue.AddNodes(ctx, two, want[7:70], nil))
	for i := range want[7:70] {
		want[7+i].Stamp = two.String()
	}
	gone := want[1202].Entry.Address
	must(s.Catalogue.AddNodes(ctx, three, nil, []eth.Address{gone, {9}}))
	must(s.Catalogue.AddNodes(ctx, late, []dossier.Node{old}, nil)) // by a leader that leads no more
	want = want[:1202]
	counts := func(s journal.Stamp) bool { return s != late }
	check := func(litter int) []dossier.Written {
		t.Helper()
		got, left, err := s.Catalogue.Nodes(ctx, counts)
		slices.SortFunc(got, func(a, b dossier.Node) int { return slices.Compare(a.Entry.Address[:], b.Entry.Address[:]) })
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got %d nodes, %v, want %d, the same", len(got), err, len(want))
		}
		if len(left) != litter {
			t.Errorf("%d are left lying, want %d", len(left), litter)
		}
		return left
	}
	must(s.Catalogue.RemoveNodes(ctx, check(64)))
	check(0)
	if got, err := s.Catalogue.Node(ctx, want[7].Entry.Address, two); err != nil || !reflect.DeepEqual(got, want[7]) {
		t.Errorf("got %+v, %v, want %+v", got, err, want[7])
	}
	if _, err := s.Catalogue.Node(ctx, gone, three); !errors.Is(err, ErrLeft) {
		t.Errorf("one that has left: got %v, want ErrLeft", err)
	}

	c := dossier.Certificate{Node: eth.Address{1}, Level: wire.Verified, Since: map[wire.Level]time.Time{wire.Reachable: *clock}, Checks: []wire.Finding{{Name: "operator", At: *clock, Passed: true, Evidence: "e1"}}, Updated: *clock}
	for range 2 { // the second time over the first
		if err := s.Checks.PutCertificates(ctx, []dossier.Certificate{c}); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Checks.Certificate(ctx, c.Node); err != nil || !reflect.DeepEqual(got, c) {
			t.Errorf("got %+v, %v, want %+v", got, err, c)
		}
		c.Level = wire.NoLevel
	}
	if got, err := s.Checks.Certificates(ctx); err != nil || len(got) != 1 || got[0].Level != wire.NoLevel {
		t.Errorf("got %+v, %v, want the newest", got, err)
	}

	if _, err := s.Catalogue.Enlisting(ctx, 1); !errors.Is(err, ErrNone) {
		t.Errorf("no enlisting: got %v, want ErrNone", err)
	}
	first := dossier.Enlisting{Slot: 1, Mark: "a", Node: eth.Address{1}, Listed: true, At: *clock}
	other := dossier.Enlisting{Slot: 1, Mark: "b", Node: eth.Address{2}, At: *clock}
	if got, won, err := s.Catalogue.AddEnlisting(ctx, first); err != nil || !won || got != first {
		t.Errorf("got %+v, %v, %v", got, won, err)
	}
	if got, won, err := s.Catalogue.AddEnlisting(ctx, other); err != nil || won || got != first {
		t.Errorf("a slot that is taken: got %+v, %v, %v", got, won, err)
	}
	other.Slot = 2
	if _, won, err := s.Catalogue.AddEnlisting(ctx, other); err != nil || !won {
		t.Errorf("got %v, %v", won, err)
	}
	if got, err := s.Catalogue.Enlistings(ctx); err != nil || !slices.Equal(got, []dossier.Enlisting{first, other}) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func spendingContract(t *testing.T, s *Store, clock *time.Time) {
	ctx := t.Context()
	day := clock.UTC().Format(time.DateOnly)
	if got, there, err := s.Limits.Spending(ctx, day, 1); err != nil || there {
		t.Errorf("no spending: got %+v, %v, %v", got, there, err)
	}
	first := dossier.Spending{Day: day, Slot: 1, Mark: "a", Amount: amount.Of(1).Mul(1e18).Mul(1e9)}
	other := dossier.Spending{Day: day, Slot: 1, Mark: "b", Amount: amount.Of(2)}
	if got, err := s.Limits.AddSpending(ctx, first); err != nil || got != first {
		t.Errorf("got %+v, %v", got, err)
	}
	if got, err := s.Limits.AddSpending(ctx, other); err != nil || got != first {
		t.Errorf("a slot that is taken: got %+v, %v", got, err)
	}
	first.Amount, first.Settled = amount.Of(3), true
	if err := s.Limits.PutSpending(ctx, first); err != nil {
		t.Fatal(err)
	}
	if got, there, err := s.Limits.Spending(ctx, day, 1); err != nil || !there || got != first {
		t.Errorf("settled: got %+v, %v, %v", got, there, err)
	}
	other.Day = clock.UTC().AddDate(0, 0, 1).Format(time.DateOnly)
	if got, err := s.Limits.AddSpending(ctx, other); err != nil || got != other {
		t.Errorf("of another day: got %+v, %v", got, err)
	}
	*clock = clock.Add(spent + time.Hour)
	if err := s.SweepOnce(ctx); err != nil {
		t.Fatal(err)
	}
	if got, there, err := s.Limits.Spending(ctx, day, 1); err != nil || there {
		t.Errorf("of long ago: got %+v, %v, %v", got, there, err)
	}
}

func evidenceContract(t *testing.T, s *Store, clock *time.Time) {
	ctx := t.Context()
	node := eth.Address{0xcc}
	if page, err := s.Checks.EvidenceOf(ctx, node, "", 10); err != nil || page.Next != "" || len(page.Items) != 0 {
		t.Errorf("no evidence: got %v, %v", page, err)
	}
	id := func(i int) string { return fmt.Sprint("e", i) }
	for i := range mostEvidence + 3 {
		for range 1 + i%2 { // now and then twice
			if err := s.Checks.AddEvidence(ctx, wire.EvidenceDocument{ID: id(i), Node: node, Check: "operator", At: *clock, Body: `{"n":1}`, Signature: eth.Bytes{byte(i)}}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := s.Checks.Evidence(ctx, id(2)); !errors.Is(err, ErrNone) {
		t.Errorf("the oldest: got %v, want ErrNone", err)
	}
	if e, err := s.Checks.Evidence(ctx, id(3)); err != nil || e.Node != node || e.Body != `{"n":1}` {
		t.Errorf("got %+v, %v", e, err)
	}
	var seen []string
	for before, more := "", true; more; {
		page, err := s.Checks.EvidenceOf(ctx, node, before, 70)
		if err != nil || page.Total != mostEvidence {
			t.Fatal(page.Total, err)
		}
		for _, e := range page.Items {
			seen = append(seen, e.ID)
		}
		before, more = page.Next, page.Next != ""
	}
	if len(seen) != mostEvidence || seen[0] != id(mostEvidence+2) || seen[len(seen)-1] != id(3) {
		t.Errorf("got %d from %s to %s", len(seen), seen[0], seen[len(seen)-1])
	}

	// What is seldom done is not pushed out by what is done often.
	rare := eth.Address{0xcd}
	for i := range mostEvidence + 50 {
		check := "key"
		if i == 0 {
			check = "capacity"
		}
		if err := s.Checks.AddEvidence(ctx, wire.EvidenceDocument{ID: fmt.Sprint("r", i), Node: rare, Check: check, At: *clock, Body: "{}"}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Checks.Evidence(ctx, "r0"); err != nil {
		t.Errorf("the only one of its check: %v", err)
	}

	want := []wire.Absence{{From: *clock, Why: "x"}}
	if err := s.Checks.PutIncidents(ctx, []dossier.Incidents{{Node: node, All: want}}); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Checks.Incidents(ctx, node); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	if got, err := s.Checks.Incidents(ctx, eth.Address{1}); err != nil || got != nil {
		t.Errorf("no incidents: got %+v, %v", got, err)
	}
}

// BenchmarkNodes reads 100,000 nodes, as a start does.
func BenchmarkNodes(b *testing.B) {
	s, err := OpenEmbedded(b.Context(), b.TempDir(), quietLog)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	const n = 100_000
	start := time.Now()
	if err := s.Catalogue.AddNodes(b.Context(), journal.Stamp{Term: 1, Slot: 2, Mark: "a"}, manyNodes(n, time.Unix(1e9, 0).UTC()), nil); err != nil {
		b.Fatal(err)
	}
	b.Logf("written in %s", time.Since(start).Round(time.Millisecond))
	for b.Loop() {
		if all, _, err := s.Catalogue.Nodes(b.Context(), func(journal.Stamp) bool { return true }); err != nil || len(all) != n {
			b.Fatal(len(all), err)
		}
	}
	b.ReportMetric(n/b.Elapsed().Seconds()*float64(b.N), "nodes/s")
}
