package store

import (
	"context"
	"errors"
	"slices"
	"time"

	"berth/bff/store/documents"
	"berth/shared/eth"
)

// How many of a user's documents are kept at most; the oldest give way.
const (
	mostSessions = 20
	mostOffers   = 50
)

// newestDoc lists what a user has in a collection, the newest last. Since only an _id has an index, it stands for one on
// the user.
type newestDoc struct {
	ID        string    `bson:"_id"` // the collection and the user
	Keys      []string  `bson:"keys"`
	ExpiresAt time.Time `bson:"expiresAt"` // of the last of them
}

var errNoNewest = errors.New("nothing is listed")

// keepNewest notes that a user has one more document in a collection, and deletes the oldest beyond so many. Two platforms
// on one database may each miss what the other notes at the same moment: that one then goes when it expires.
func (s *database) keepNewest(ctx context.Context, collection string, user eth.Address, key string, most int, expires time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := collection + " " + user.String()
	d, err := documents.Get[newestDoc](ctx, s.docs, newest, id, errNoNewest)
	if err != nil && !errors.Is(err, errNoNewest) {
		return err
	}
	if slices.Contains(d.Keys, key) {
		return nil
	}
	d.ID, d.Keys = id, append(d.Keys, key)
	if expires.After(d.ExpiresAt) {
		d.ExpiresAt = expires
	}
	for len(d.Keys) > most {
		if _, err := s.docs.Remove(ctx, collection, d.Keys[0]); err != nil {
			return err
		}
		d.Keys = d.Keys[1:]
	}
	return s.docs.Put(ctx, newest, id, d)
}
