package documents

import (
	"errors"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"berth/bff/store/migrate"
)

// Every document says its version, whatever it is made of.
func TestVersioned(t *testing.T) {
	s := New(nil, nil, map[string]int{"later": 3})
	for _, doc := range []any{bson.D{{Key: "_id", Value: "a"}}, Body{ID: "b", Body: "x"}, &Body{ID: "c"}} {
		b, err := s.versioned("later", doc)
		if err != nil || b.Validate() != nil || b.Lookup("v").Int32() != 3 {
			t.Errorf("%T: %v, %v", doc, b, err)
		}
	}
	for v, want := range map[int]error{2: ErrDocument, 3: nil, 4: migrate.ErrNewer} {
		if err := s.Known("later", "a", v); !errors.Is(err, want) {
			t.Errorf("version %d: %v, want %v", v, err, want)
		}
	}
	if err := s.Known("first", "a", 1); err != nil {
		t.Errorf("a collection at its first: %v", err)
	}
}
