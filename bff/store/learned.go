package store

import (
	"context"
	"errors"

	"berth/bff/pricing"
	"berth/bff/store/documents"
)

var _ pricing.Store = Prices{}

// Prices is what greets taught about them.
type Prices struct {
	*database
	Leases
}

// pricesKey is the document of what greets taught about prices.
const pricesKey = "prices"

// learnedDoc is a document of which nothing but the whole is looked at.
type learnedDoc struct {
	ID   string `bson:"_id"`
	Body string `bson:"body"`
}

// Learned implements pricing.Store.
func (s Prices) Learned(ctx context.Context) ([]byte, error) {
	d, err := documents.Get[learnedDoc](ctx, s.docs, settled, pricesKey, errNoDoc)
	if errors.Is(err, errNoDoc) {
		return nil, nil
	}
	return []byte(d.Body), err
}

// PutLearned implements pricing.Store. Of several replicas the one that has the turn writes.
func (s Prices) PutLearned(ctx context.Context, b []byte) error {
	return s.docs.Put(ctx, settled, pricesKey, learnedDoc{ID: pricesKey, Body: string(b)})
}
