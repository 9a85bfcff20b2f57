package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"berth/bff/negotiate"
	"berth/bff/store/documents"
	"berth/shared/wire"
)

var _ negotiate.Store = Offers{}

// Offers are what users offered, and the quotes that came of it.
type Offers struct{ *database }

// An offer is kept as the JSON that a page gets: the store looks for it by its id and at nothing inside it.
type offerDoc struct {
	ID        string    `bson:"_id"`
	User      string    `bson:"user"`
	Body      string    `bson:"body"`
	ExpiresAt time.Time `bson:"expiresAt"`
}

// PutOffer implements negotiate.Store. A user's oldest gives way to one too many.
func (s Offers) PutOffer(ctx context.Context, o wire.Offer, expires time.Time) error {
	body, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("offer %s: %w", o.ID, err)
	}
	if err := s.docs.Put(ctx, offers, o.ID, offerDoc{o.ID, o.User.String(), string(body), expires}); err != nil {
		return err
	}
	return s.keepNewest(ctx, offers, o.User, o.ID, mostOffers, expires)
}

// Offer implements negotiate.Store.
func (s Offers) Offer(ctx context.Context, id string) (wire.Offer, error) {
	d, err := documents.Get[offerDoc](ctx, s.docs, offers, id, negotiate.ErrNone)
	if err != nil {
		return wire.Offer{}, err
	}
	if !s.docs.Now().Before(d.ExpiresAt) {
		return wire.Offer{}, negotiate.ErrNone
	}
	var o wire.Offer
	if err := json.Unmarshal([]byte(d.Body), &o); err != nil {
		return wire.Offer{}, fmt.Errorf("database: offer %s: %w", id, err)
	}
	return o, nil
}

type quoteDoc struct {
	ID        string    `bson:"_id"`
	Offer     string    `bson:"offer"`
	Template  string    `bson:"template,omitempty"`
	At        time.Time `bson:"at"`
	ExpiresAt time.Time `bson:"expiresAt,omitempty"`
}

func quoteKey(k negotiate.QuoteKey) string {
	return fmt.Sprintf("%s:%s:%d:%d", k.Node, k.User, k.Epoch, k.Nonce)
}

// AddQuotes implements negotiate.Store.
func (s Offers) AddQuotes(ctx context.Context, q []negotiate.Quoted) error {
	docs := make([]any, len(q))
	for i, v := range q {
		docs[i] = quoteDoc{quoteKey(v.QuoteKey), v.Offer, v.Template, v.At, v.ExpiresAt}
	}
	return s.docs.Add(ctx, quotes, docs)
}

// Quoted gives what is remembered of a node's quote; negotiate.ErrNone: nothing.
func (s Offers) Quoted(ctx context.Context, k negotiate.QuoteKey) (negotiate.Quoted, error) {
	d, err := documents.Get[quoteDoc](ctx, s.docs, quotes, quoteKey(k), negotiate.ErrNone)
	if err != nil {
		return negotiate.Quoted{}, err
	}
	if !d.ExpiresAt.IsZero() && !s.docs.Now().Before(d.ExpiresAt) {
		return negotiate.Quoted{}, negotiate.ErrNone
	}
	return negotiate.Quoted{QuoteKey: k, Offer: d.Offer, Template: d.Template, At: d.At.UTC(), ExpiresAt: utc(d.ExpiresAt)}, nil
}

// KeepQuote takes the expiry off a quote that became an order.
func (s Offers) KeepQuote(ctx context.Context, k negotiate.QuoteKey) error {
	ctx, cancel := context.WithTimeout(ctx, documents.Timeout)
	defer cancel()
	_, err := s.docs.Collection(quotes).UpdateOne(ctx, documents.ByID(quoteKey(k)), bson.D{{Key: "$unset", Value: bson.D{{Key: "expiresAt", Value: ""}}}})
	if err != nil {
		return fmt.Errorf("database: keep quote: %w", err)
	}
	return nil
}

func utc(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.UTC()
}
