package store

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"berth/bff/store/documents"
	"berth/bff/store/embedded"
)

// Whatever is looked for by its _id is found by an index: in what is new, in what another version of the program has made, and in what was
// dropped and has come back.
func TestIndexes(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, embedded.Name+embedded.Suffix)
	open := func() *Store {
		t.Helper()
		s, err := OpenEmbedded(t.Context(), dir, quietLog)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	var table string
	// do runs SQL in the database's file; plan is how SQLite finds a document.
	do := func(f func(*sql.DB) error) {
		t.Helper()
		db, err := sql.Open("sqlite", "file:"+file)
		if err == nil {
			defer db.Close()
			err = f(db)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	plan := func() (how string) {
		t.Helper()
		do(func(db *sql.DB) error {
			if err := db.QueryRow(`SELECT table_name FROM _ferretdb_collections WHERE name = ?`, offers).Scan(&table); err != nil {
				return err
			}
			var skip any
			return db.QueryRow(fmt.Sprintf(`EXPLAIN QUERY PLAN SELECT _ferretdb_sjson FROM %q WHERE %s = ?`, table, `_ferretdb_sjson->'$._id'`), `"x"`).Scan(&skip, &skip, &skip, &how)
		})
		return how
	}
	check := func(what string) {
		t.Helper()
		if how := plan(); !strings.Contains(how, "USING INDEX") {
			t.Errorf("%s: %s", what, how)
		}
	}
	put := func(s *Store) {
		t.Helper()
		if err := s.docs.Put(t.Context(), offers, "x", documents.Body{ID: "x"}); err != nil {
			t.Fatal(err)
		}
		if won, err := s.docs.Insert(t.Context(), offers, documents.Body{ID: "x"}); won || err != nil {
			t.Errorf("it is there twice: %v", err)
		}
	}
	s := open()
	put(s)
	check("new")
	if err := s.Journal.Forget(t.Context()); err != nil {
		t.Fatal(err)
	}
	put(s)
	check("dropped")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	do(func(db *sql.DB) error { // as FerretDB makes it
		_, err := db.Exec(fmt.Sprintf(`DROP INDEX "%[1]s__id_"; CREATE UNIQUE INDEX "%[1]s__id_" ON "%[1]s" (_ferretdb_sjson->"_id")`, table))
		return err
	})
	if how := plan(); !strings.Contains(how, "SCAN") {
		t.Errorf("FerretDB's own index is used: %s; it need not be replaced any more", how)
	}
	s = open()
	defer s.Close()
	check("of another version")
	put(s)
}
