package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"berth/bff/dossier"
	"berth/bff/store/documents"
)

// spent is for how long it is kept what a day's orders of checks came to.
const spent = 7 * 24 * time.Hour

// spendingDoc is one slot of a day.
type spendingDoc struct {
	ID        string    `bson:"_id"` // the day and the slot
	Body      string    `bson:"body"`
	ExpiresAt time.Time `bson:"expiresAt"`
}

func spendingID(day string, slot int) string { return fmt.Sprintf("%s %06d", day, slot) }

func (s Limits) spendingDoc(x dossier.Spending) (spendingDoc, error) {
	b, err := json.Marshal(x)
	if err != nil {
		return spendingDoc{}, fmt.Errorf("database: spending: %w", err)
	}
	return spendingDoc{spendingID(x.Day, x.Slot), string(b), s.docs.Now().UTC().Add(spent)}, nil
}

// AddSpending implements rent.Ledger.
func (s Limits) AddSpending(ctx context.Context, x dossier.Spending) (stands dossier.Spending, err error) {
	d, err := s.spendingDoc(x)
	if err != nil {
		return stands, err
	}
	if won, err := s.docs.Insert(ctx, spendings, d); won || err != nil {
		return x, err
	}
	stands, _, err = s.Spending(ctx, x.Day, x.Slot)
	return stands, err
}

// Spending implements rent.Ledger.
func (s Limits) Spending(ctx context.Context, day string, slot int) (x dossier.Spending, there bool, err error) {
	d, err := documents.Get[spendingDoc](ctx, s.docs, spendings, spendingID(day, slot), errFree)
	switch {
	case errors.Is(err, errFree):
		return x, false, nil
	case err != nil:
		return x, false, err
	}
	if err := json.Unmarshal([]byte(d.Body), &x); err != nil {
		return x, false, fmt.Errorf("database: %s %s: %w", spendings, d.ID, err)
	}
	return x, true, nil
}

// PutSpending implements rent.Ledger.
func (s Limits) PutSpending(ctx context.Context, x dossier.Spending) error {
	d, err := s.spendingDoc(x)
	if err != nil {
		return err
	}
	return s.docs.Put(ctx, spendings, d.ID, d)
}
