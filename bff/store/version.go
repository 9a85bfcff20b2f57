package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"berth/bff/store/documents"
	"berth/bff/store/entries"
	"berth/bff/store/migrate"
)

// schema has the version of each collection that is not at its first any more.
const schema = "schema"

// collections are all that there are, with the steps from each one's first form to that which this program writes.
var collections = slices.Concat([]migrate.Collection{
	{Name: challenges}, {Name: sessions}, {Name: offers}, {Name: quotes}, {Name: newest}, {Name: wishes}, {Name: deeds}, {Name: settled},
	{Name: rentals}, {Name: claims}, {Name: notices}, {Name: row}, {Name: receivers}, {Name: devices}, {Name: hooks}, {Name: deliveries}, {Name: acts},
	{Name: tasks}, {Name: secrets}, {Name: watches}, {Name: nodes}, {Name: sheets}, {Name: enlistings}, {Name: certificates}, {Name: incidents},
	{Name: evidence}, {Name: evidenceOf}, {Name: spendings}, {Name: relays}, {Name: mailboxes}, {Name: watchTold},
}, ofEntries())

// ofEntries are those that package entries has to itself, at their first form.
func ofEntries() (all []migrate.Collection) {
	for _, name := range entries.Collections {
		all = append(all, migrate.Collection{Name: name})
	}
	return all
}

// versions are those of collections that are not at their first.
func versions() map[string]int {
	all := map[string]int{}
	for _, c := range collections {
		all[c.Name] = c.Version()
	}
	return all
}

// Migrate brings the database to the form that this program writes, or waits for the replica that does. It comes before everything
// else. migrate.ErrNewer: a newer program has written it.
func (s *Store) Migrate(ctx context.Context, log *slog.Logger) error {
	if err := migrate.Run(ctx, migration{s.Leases}, collections, log); err != nil {
		return fmt.Errorf("database: %w", err)
	}
	return nil
}

// migration is the database as package migrate takes it.
type migration struct{ Leases }

var _ migrate.Database = migration{}

type schemaDoc struct {
	ID       string         `bson:"_id"`
	Versions map[string]int `bson:"versions"`
}

var errNoSchema = errors.New("no version is noted")

// Versions implements migrate.Database.
func (m migration) Versions(ctx context.Context) (map[string]int, error) {
	d, err := documents.Get[schemaDoc](ctx, m.docs, schema, schema, errNoSchema)
	if errors.Is(err, errNoSchema) {
		return nil, nil
	}
	return d.Versions, err
}

// SetVersion implements migrate.Database.
func (m migration) SetVersion(ctx context.Context, collection string, version int) error {
	have, err := m.Versions(ctx)
	if err != nil {
		return err
	}
	if have == nil {
		have = map[string]int{}
	}
	have[collection] = version
	return m.docs.Put(ctx, schema, schema, schemaDoc{schema, have})
}

// Each implements migrate.Database.
func (m migration) Each(ctx context.Context, collection string, f func(string, int, migrate.Document) error) error {
	ctx, cancel := context.WithTimeout(ctx, documents.ScanTimeout)
	defer cancel()
	cursor, err := m.docs.Collection(collection).Find(ctx, bson.D{}, options.Find().SetProjection(bson.D{{Key: "_id", Value: 1}}))
	if err != nil {
		return documents.Failed("read %s", collection, err)
	}
	defer cursor.Close(ctx)
	var ids []string // first, since some databases do not write while a cursor is open
	for cursor.Next(ctx) {
		ids = append(ids, cursor.Current.Lookup("_id").StringValue())
	}
	if err := cursor.Err(); err != nil {
		return documents.Failed("read %s", collection, err)
	}
	for _, id := range ids {
		d, err := m.whole(ctx, collection, id)
		if errors.Is(err, mongo.ErrNoDocuments) {
			continue
		}
		if err != nil {
			return documents.Failed("read %s", collection, err)
		}
		v := 1
		switch n := d["v"].(type) {
		case int32:
			v = int(n)
		case int64:
			v = int(n)
		}
		delete(d, "_id")
		if err := f(id, v, d); err != nil {
			return err
		}
	}
	return nil
}

// whole is a document as it is.
func (m migration) whole(ctx context.Context, collection, id string) (d migrate.Document, err error) {
	ctx, cancel := context.WithTimeout(ctx, documents.Timeout)
	defer cancel()
	err = m.docs.Collection(collection).FindOne(ctx, documents.ByID(id)).Decode(&d)
	return d, err
}

// Replace implements migrate.Database.
func (m migration) Replace(ctx context.Context, collection, id string, from, to int, d migrate.Document) error {
	ctx, cancel := context.WithTimeout(ctx, documents.Timeout)
	defer cancel()
	d["_id"] = id
	d["v"] = int32(to)
	was := bson.D{{Key: "_id", Value: id}, {Key: "v", Value: int32(from)}}
	if _, err := m.docs.Collection(collection).ReplaceOne(ctx, was, d); err != nil {
		return documents.Failed("write %s", collection, err)
	}
	return nil
}
