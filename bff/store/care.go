package store

import (
	"context"
	"errors"
	"fmt"

	"berth/bff/agent"
	"berth/bff/negotiate"
	"berth/bff/store/documents"
	"berth/shared/eth"
	"berth/shared/wire"
)

var _ agent.Store = Care{}

// Care is what users wish of the agent, and what it did.
type Care struct {
	*database
	Leases
}

type wishDoc struct {
	ID    string `bson:"_id"`
	Renew bool   `bson:"renew"`
	Guard bool   `bson:"guard"`
	After int64  `bson:"after,omitempty"`
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
func (s Care) Wish(ctx context.Context, k negotiate.QuoteKey) (w wire.CareWish, there bool, err error) {
	d, err := documents.Get[wishDoc](ctx, s.docs, wishes, quoteKey(k), errNoCare)
	if errors.Is(err, errNoCare) {
		return w, false, nil
	}
	return wire.CareWish{Renew: d.Renew, Guard: d.Guard, After: uint32(d.After)}, err == nil, err
}

// PutWish implements agent.Wishes.
func (s Care) PutWish(ctx context.Context, k negotiate.QuoteKey, w wire.CareWish) error {
	return s.docs.Put(ctx, wishes, quoteKey(k), wishDoc{quoteKey(k), w.Renew, w.Guard, int64(w.After)})
}

// Deeds implements agent.Deeds.
func (s Care) Deeds(ctx context.Context, k negotiate.QuoteKey) ([]eth.Hash, error) {
	d, err := documents.Get[deedsDoc](ctx, s.docs, deeds, quoteKey(k), errNoCare)
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
func (s Care) PutDeeds(ctx context.Context, k negotiate.QuoteKey, txs []eth.Hash) error {
	d := deedsDoc{quoteKey(k), make([]string, len(txs))}
	for i, t := range txs {
		d.Txs[i] = t.String()
	}
	return s.docs.Put(ctx, deeds, d.ID, d)
}

// doubtKey is the one document about the agent as a whole.
const doubtKey = "agent"

// Doubt implements agent.Store.
func (s Care) Doubt(ctx context.Context) (bool, error) {
	d, err := documents.Get[doubtDoc](ctx, s.docs, deeds, doubtKey, errNoCare)
	if errors.Is(err, errNoCare) {
		return false, nil
	}
	return d.Doubt, err
}

// SetDoubt implements agent.Store.
func (s Care) SetDoubt(ctx context.Context, doubt bool) error {
	return s.docs.Put(ctx, deeds, doubtKey, doubtDoc{doubtKey, doubt})
}

const mostActs = 100 // of a user's

// AddAct implements agent.Store.
func (s Care) AddAct(ctx context.Context, user eth.Address, act wire.AgentAct) error {
	key, expires := fmt.Sprintf("%s %s %s %d", user, act.Kind, act.Tx, act.At.UnixNano()), s.docs.Now().Add(noticesKept)
	if err := s.hold(ctx, acts, key, user, act, expires); err != nil {
		return err
	}
	return s.keepNewest(ctx, acts, user, key, mostActs, expires)
}

// Acts implements agent.Store.
func (s Care) Acts(ctx context.Context, user eth.Address, cursor string, most int) (wire.Page[wire.AgentAct], error) {
	return pageOf[wire.AgentAct](ctx, s.database, acts, user, user.String()+" ", cursor, most)
}
