package store

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"berth/bff/dossier"
	"berth/bff/journal"
	"berth/bff/store/documents"
	"berth/bff/store/migrate"
	"berth/shared/eth"
)

// steps make a collection of version 3, by two steps of which each shows that it was taken.
func steps(done func(step int)) migrate.Collection {
	step := func(n int) migrate.Step {
		return func(d migrate.Document) error {
			done(n)
			d["body"] = fmt.Sprint(d["body"], n)
			return nil
		}
	}
	return migrate.Collection{Name: nodes, Steps: []migrate.Step{step(1), step(2)}}
}

// migrateContract has a database of the first version brought to a third that there is not: killed in between, by two at once, and by one that does
// not know it.
func migrateContract(t *testing.T, s *Store) {
	ctx, db := t.Context(), migration{s.Leases}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	const n = 20
	for i := range n {
		must(s.docs.Put(ctx, nodes, fmt.Sprint(i), documents.Body{ID: fmt.Sprint(i), Body: "0"}))
	}
	var mu sync.Mutex
	taken := 0
	killed := errors.New("killed")
	count := func(int) { mu.Lock(); taken++; mu.Unlock() }
	c := steps(count)
	dies := c
	dies.Steps = append([]migrate.Step{}, c.Steps...)
	dies.Steps[1] = func(d migrate.Document) error {
		if taken >= n/2 {
			return killed
		}
		return c.Steps[1](d)
	}
	if err := migrate.Run(ctx, db, []migrate.Collection{dies}, quietLog); !errors.Is(err, killed) {
		t.Fatalf("got %v, want what it died of", err)
	}
	must(s.Leases.Release(ctx, "migration", s.docs.Now().AddDate(1, 0, 0))) // its time is over
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			if err := migrate.Run(ctx, db, []migrate.Collection{c}, quietLog); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for i := range n {
		d, err := db.whole(ctx, nodes, fmt.Sprint(i))
		must(err)
		if d["body"] != "012" || d["v"] != int32(3) {
			t.Errorf("document %d is %v", i, d)
		}
	}
	if taken != 2*n && taken != 2*n+1 { // the one at which it died begins anew
		t.Errorf("%d steps were taken for %d documents", taken, n)
	}
	// This program is older.
	for what, err := range map[string]error{
		"at the start":    s.Migrate(ctx, quietLog),
		"another program": migrate.Run(ctx, db, nil, quietLog),
	} {
		if !errors.Is(err, migrate.ErrNewer) || !strings.Contains(err.Error(), nodes) {
			t.Errorf("%s: got %v, want ErrNewer with the collection", what, err)
		}
	}
	if _, _, err := s.Catalogue.Nodes(ctx, func(journal.Stamp) bool { return true }); !errors.Is(err, migrate.ErrNewer) {
		t.Errorf("reading on: got %v, want ErrNewer", err)
	}
	must(s.docs.Collection(schema).Database().Drop(ctx))

	// A document of a version that nobody knows.
	must(s.Checks.PutCertificates(ctx, []dossier.Certificate{{Node: eth.Address{1}}}))
	_, err := s.docs.Collection(certificates).UpdateOne(ctx, documents.ByID(eth.Address{1}.String()), bson.D{{Key: "$set", Value: bson.D{{Key: "v", Value: int32(7)}}}})
	must(err)
	if _, err := s.Checks.Certificate(ctx, eth.Address{1}); !errors.Is(err, migrate.ErrNewer) {
		t.Errorf("a document of version 7: got %v, want ErrNewer", err)
	}
	if _, err := s.Checks.Certificates(ctx); !errors.Is(err, migrate.ErrNewer) {
		t.Errorf("among all: got %v, want ErrNewer", err)
	}
	only := []migrate.Collection{{Name: certificates, Steps: []migrate.Step{func(migrate.Document) error { return nil }}}}
	if err := migrate.Run(ctx, db, only, quietLog); !errors.Is(err, migrate.ErrNewer) {
		t.Errorf("migrated: got %v, want ErrNewer", err)
	}
}

func TestMigrate(t *testing.T) {
	s, err := OpenEmbedded(t.Context(), t.TempDir(), quietLog)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	migrateContract(t, s)
}
