package embedded

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"

	"go.mongodb.org/mongo-driver/v2/mongo"
	_ "modernc.org/sqlite" // the driver by that name, which is FerretDB's too
)

// Indexes are those of an embedded database's collections, each over the _id. FerretDB 1.24 makes them over _ferretdb_sjson->"_id", but asks for
// _ferretdb_sjson->'$._id': the same value, for which SQLite does not take an index over another expression, so that every look, every
// replacement and every deletion went through the whole collection. Under the same names they are made anew over what is asked for; they
// are as unique as before.
type Indexes struct {
	file string // the database's

	mu   sync.Mutex
	made map[string]bool // by collection
}

const asked = `_ferretdb_sjson->'$._id'`

// openIndexes makes the indexes of what there is in the file, if there is one. FerretDB does not run yet.
func openIndexes(ctx context.Context, file string) (*Indexes, error) {
	x := &Indexes{file: file, made: map[string]bool{}}
	if _, err := os.Stat(file); errors.Is(err, os.ErrNotExist) {
		return x, nil
	}
	return x, x.make(ctx)
}

// Before is called before something is written to a collection, which is there with its index then.
func (x *Indexes) Before(ctx context.Context, c *mongo.Collection) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.made[c.Name()] {
		return nil
	}
	var command mongo.CommandError
	if err := c.Database().CreateCollection(ctx, c.Name()); err != nil && !(errors.As(err, &command) && command.Name == "NamespaceExists") {
		return err
	}
	return x.make(ctx)
}

// Dropped is called after a collection was.
func (x *Indexes) Dropped(collection string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	delete(x.made, collection)
}

// make goes over all collections; what has its index keeps it.
func (x *Indexes) make(ctx context.Context) (err error) {
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: x.file, RawQuery: url.Values{"_pragma": {"busy_timeout(10000)"}}.Encode()}).String())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	rows, err := db.QueryContext(ctx, `SELECT c.name, c.table_name, coalesce(i.sql, '') FROM _ferretdb_collections c
		LEFT JOIN sqlite_master i ON i.type = 'index' AND i.name = c.table_name || '__id_'`)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	other := map[string]string{} // table by collection
	for rows.Next() {
		var name, table, index string
		if err := rows.Scan(&name, &table, &index); err != nil {
			return err
		}
		if strings.Contains(index, asked) {
			x.made[name] = true
		} else {
			other[name] = table
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for name, table := range other {
		if err := reindex(ctx, db, table); err != nil {
			return fmt.Errorf("index of %s: %w", name, err)
		}
		x.made[name] = true
	}
	return nil
}

func reindex(ctx context.Context, db *sql.DB, table string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing
	for _, q := range [...]string{`DROP INDEX IF EXISTS "%[1]s__id_"`, `CREATE UNIQUE INDEX "%[1]s__id_" ON "%[1]s" (` + asked + `)`} {
		if _, err := tx.ExecContext(ctx, fmt.Sprintf(q, table)); err != nil {
			return err
		}
	}
	return tx.Commit()
}
