package documents

import (
	"encoding/binary"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"

	"berth/bff/store/migrate"
)

// version is that of a collection's documents.
func (s *DB) version(collection string) int {
	return max(s.versions[collection], 1)
}

// ErrDocument is a document that is not of the form that this program reads.
var ErrDocument = errors.New("not a document of this program's")

// Known fails for a document of a version that this program does not read.
func (s *DB) Known(collection, id string, v int) error {
	switch want := s.version(collection); {
	case v > want:
		return fmt.Errorf("database: %s %s has version %d, this program knows %d: %w", collection, id, v, want, migrate.ErrNewer)
	case v < want:
		return fmt.Errorf("database: %s %s has version %d, this program knows %d: %w", collection, id, v, want, ErrDocument)
	}
	return nil
}

// versioned is a document with the version of its collection, where it does not say one.
func (s *DB) versioned(collection string, doc any) (bson.Raw, error) {
	b, err := bson.Marshal(doc)
	if err != nil {
		return nil, err
	}
	if bson.Raw(b).Lookup("v").Type != 0 {
		return b, nil
	}
	b = append(b[:len(b)-1], byte(bson.TypeInt32), 'v', 0) // in the place of the 0 at the end
	b = binary.LittleEndian.AppendUint32(b, uint32(s.version(collection)))
	b = append(b, 0)
	binary.LittleEndian.PutUint32(b, uint32(len(b)))
	return b, nil
}
