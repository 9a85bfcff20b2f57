package store

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"berth/bff/health"
	"berth/bff/negotiate"
	"berth/bff/store/documents"
)

var _ health.Store = Health{}

// Health is which orders' users let the platform hear how they are, and what they were told of that.
type Health struct{ *database }

// watchMark is the document that changes with every other one.
const watchMark = "mark"

// Watches implements health.Store. All are read, which is done when one has changed.
func (s Health) Watches(ctx context.Context) ([]health.Watch, error) {
	ctx, cancel := context.WithTimeout(ctx, documents.Timeout)
	defer cancel()
	cursor, err := s.docs.Collection(watches).Find(ctx, bson.D{})
	if err != nil {
		return nil, documents.Failed("read %s", watches, err)
	}
	defer cursor.Close(ctx)
	var all []health.Watch
	for cursor.Next(ctx) {
		var d heldDoc
		if err := cursor.Decode(&d); err != nil {
			return nil, documents.Failed("read %s", watches, err)
		}
		if d.ID == watchMark || !s.docs.Now().Before(d.ExpiresAt) {
			continue
		}
		var w health.Watch
		if err := json.Unmarshal([]byte(d.Body), &w); err != nil {
			return nil, fmt.Errorf("database: %s %s: %w", watches, d.ID, err)
		}
		all = append(all, w)
	}
	if err := cursor.Err(); err != nil {
		return nil, documents.Failed("read %s", watches, err)
	}
	return all, nil
}

// Watch implements health.Store.
func (s Health) Watch(ctx context.Context, k negotiate.QuoteKey) (health.Watch, error) {
	return heldOf[health.Watch](ctx, s.database, watches, quoteKey(k), health.ErrNone)
}

// PutWatch implements health.Store.
func (s Health) PutWatch(ctx context.Context, w health.Watch) error {
	if err := s.hold(ctx, watches, quoteKey(w.Quote), w.Quote.User, w, w.Until); err != nil {
		return err
	}
	return s.markWatches(ctx)
}

// RemoveWatch implements health.Store.
func (s Health) RemoveWatch(ctx context.Context, k negotiate.QuoteKey) error {
	if _, err := s.docs.Remove(ctx, watches, quoteKey(k)); err != nil {
		return err
	}
	if _, err := s.docs.Remove(ctx, watchTold, quoteKey(k)); err != nil {
		return err
	}
	return s.markWatches(ctx)
}

func (s Health) markWatches(ctx context.Context) error {
	return s.docs.Put(ctx, watches, watchMark, heldDoc{ID: watchMark, Body: rand.Text(), ExpiresAt: s.docs.Now().Add(receiversKept).UTC()})
}

// WatchMark implements health.Store.
func (s Health) WatchMark(ctx context.Context) (string, error) {
	d, err := documents.Get[heldDoc](ctx, s.docs, watches, watchMark, errNoDoc)
	if errors.Is(err, errNoDoc) {
		return "", nil
	}
	return d.Body, err
}

// Told implements health.Store.
func (s Health) Told(ctx context.Context, k negotiate.QuoteKey) (health.Told, error) {
	v, err := heldOf[health.Told](ctx, s.database, watchTold, quoteKey(k), errNoDoc)
	if errors.Is(err, errNoDoc) {
		return health.Told{}, nil
	}
	return v, err
}

// PutTold implements health.Store.
func (s Health) PutTold(ctx context.Context, k negotiate.QuoteKey, t health.Told, until time.Time) error {
	return s.hold(ctx, watchTold, quoteKey(k), k.User, t, until)
}
