package store

import (
	"context"
	"errors"

	"berth/bff/agent"
	"berth/bff/negotiate"
	"berth/shared/eth"
	"berth/shared/wire"
)

var _ agent.Store = (*Store)(nil)

type wishDoc struct {
	ID    string `bson:"_id"`
	Renew bool   `bson:"renew"`
	Guard bool   `bson:"guard"`
}

type deedsDoc struct {
	ID  string   `bson:"_id"`
	Txs []string `bson:"txs"`
}

type doubtDoc struct {
	ID    string `bson:"_id"`
	Doubt bool   `bson:"doubt"`
}

var errNoCare = errors.New("nothing is said")

// Wish implements agent.Wishes.
func (s *Store) Wish(ctx context.Context, k negotiate.QuoteKey) (w wire.CareWish, there bool, err error) {
	d, err := get[wishDoc](ctx, s, wishes, quoteKey(k), errNoCare)
	if errors.Is(err, errNoCare) {
		return w, false, nil
	}
	return wire.CareWish{Renew: d.Renew, Guard: d.Guard}, err == nil, err
}

// PutWish implements agent.Wishes.
func (s *Store) PutWish(ctx context.Context, k negotiate.QuoteKey, w wire.CareWish) error {
	return s.put(ctx, wishes, quoteKey(k), wishDoc{quoteKey(k), w.Renew, w.Guard})
}

// Deeds implements agent.Deeds.
func (s *Store) Deeds(ctx context.Context, k negotiate.QuoteKey) ([]eth.Hash, error) {
	d, err := get[deedsDoc](ctx, s, deeds, quoteKey(k), errNoCare)
	if errors.Is(err, errNoCare) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	txs := make([]eth.Hash, len(d.Txs))
	for i, t := range d.Txs {
		if txs[i], err = eth.ParseHash(t); err != nil {
			return nil, err
		}
	}
	return txs, nil
}

// PutDeeds implements agent.Deeds.
func (s *Store) PutDeeds(ctx context.Context, k negotiate.QuoteKey, txs []eth.Hash) error {
	d := deedsDoc{quoteKey(k), make([]string, len(txs))}
	for i, t := range txs {
		d.Txs[i] = t.String()
	}
	return s.put(ctx, deeds, d.ID, d)
}

// doubtKey is the one document about the agent as a whole.
const doubtKey = "agent"

// Doubt implements agent.Store.
func (s *Store) Doubt(ctx context.Context) (bool, error) {
	d, err := get[doubtDoc](ctx, s, deeds, doubtKey, errNoCare)
	if errors.Is(err, errNoCare) {
		return false, nil
	}
	return d.Doubt, err
}

// SetDoubt implements agent.Store.
func (s *Store) SetDoubt(ctx context.Context, doubt bool) error {
	return s.put(ctx, deeds, doubtKey, doubtDoc{doubtKey, doubt})
}
