package store

import (
	"context"
	"errors"
	"strconv"
	"time"

	"berth/bff/store/documents"
)

// Leases are what one replica at a time has taken upon it.
type Leases struct{ *database }

// claimDoc says that somebody has taken something upon them: an insert by _id has one winner.
type claimDoc struct {
	ID        string    `bson:"_id"`
	At        time.Time `bson:"at"`
	ExpiresAt time.Time `bson:"expiresAt"`
}

var errFree = errors.New("nobody has it")

// stuck is how long nobody gets what somebody took over and left in the middle of it; the sweep then takes all of it away.
const stuck = 10 * time.Minute

// Claim implements notice.Claims. Of those who find that a holder's time is over one takes its place: a delete and an insert would be two
// steps, between which another's could come.
func (s Leases) Claim(ctx context.Context, name string, d time.Duration) (won bool, until time.Time, err error) {
	for range 2 {
		now := s.docs.Now().UTC()
		until = now.Add(d)
		if won, err = s.docs.Insert(ctx, claims, claimDoc{name, now, until}); won || err != nil {
			return won, until, err
		}
		held, err := documents.Get[claimDoc](ctx, s.docs, claims, name, errFree)
		switch {
		case errors.Is(err, errFree): // it has ended in between
			continue
		case err != nil:
			return false, time.Time{}, err
		case now.Before(held.ExpiresAt):
			return false, held.ExpiresAt.UTC(), nil
		}
		next := claimDoc{name + " after " + strconv.FormatInt(held.At.UnixMilli(), 10), now, now.Add(stuck)}
		if won, err = s.docs.Insert(ctx, claims, next); !won || err != nil {
			return false, now, err
		}
		return true, until, s.docs.Put(ctx, claims, name, claimDoc{name, now, until})
	}
	return false, s.docs.Now().UTC(), nil
}

// Keep implements notice.Claims.
func (s Leases) Keep(ctx context.Context, name string, d time.Duration) error {
	now := s.docs.Now().UTC()
	return s.docs.Put(ctx, claims, name, claimDoc{name, now, now.Add(d)})
}

// Release implements notice.Claims.
func (s Leases) Release(ctx context.Context, name string, before time.Time) error {
	held, err := documents.Get[claimDoc](ctx, s.docs, claims, name, errFree)
	if errors.Is(err, errFree) {
		return nil
	}
	if err != nil || !held.At.Before(before) {
		return err
	}
	_, err = s.docs.Remove(ctx, claims, name)
	return err
}
