package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"berth/bff/rental"
	"berth/bff/store/documents"
	"berth/shared/eth"
	"berth/shared/wire"
)

var _ rental.Store = Rentals{}

// Rentals are users' searches for a node that serves.
type Rentals struct{ *database }

// A rental is kept version by version, each in a document of its own: that is inserted, so that of several replicas that go on from
// the same version one wins. Earlier versions stay without their content until they expire, so that who has slept cannot write one
// of them again.

// placeDoc says from which version on a user's newest is found: none that is newer than it, and few that are older.
type placeDoc struct {
	ID        string    `bson:"_id"`
	At        int64     `bson:"at"`
	ExpiresAt time.Time `bson:"expiresAt"`
}

// placeKept is how much longer a user's place is kept than what it leads to: versions go on from it.
const placeKept = 24 * time.Hour

func rentalKey(user eth.Address, version uint64) string {
	return user.String() + ":" + strconv.FormatUint(version, 10)
}

// PutRental implements rental.Store. The place is written before the version that it is for: who is killed between the two has
// changed nothing.
func (s Rentals) PutRental(ctx context.Context, user eth.Address, r wire.Rental, expires time.Time) error {
	if r.Version == 0 {
		return errors.New("rental: versions begin with 1")
	}
	body, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("rental: %w", err)
	}
	before := r.Version - 1
	if err := s.docs.Put(ctx, rentals, user.String(), placeDoc{user.String(), int64(before), expires.Add(placeKept)}); err != nil {
		return err
	}
	won, err := s.docs.Insert(ctx, rentals, offerDoc{rentalKey(user, r.Version), user.String(), string(body), expires})
	if err != nil {
		return err
	}
	if !won {
		return rental.ErrChanged
	}
	if before > 0 {
		_ = s.docs.Put(ctx, rentals, rentalKey(user, before), offerDoc{rentalKey(user, before), user.String(), "", expires}) // else its content stays until it expires
	}
	return nil
}

// Rental implements rental.Store.
func (s Rentals) Rental(ctx context.Context, user eth.Address) (wire.Rental, error) {
	var d offerDoc
	place, err := documents.Get[placeDoc](ctx, s.docs, rentals, user.String(), rental.ErrNone)
	if err != nil && !errors.Is(err, rental.ErrNone) {
		return wire.Rental{}, err
	}
	version := uint64(max(place.At, 0))
	for at := version + 1; ; at++ {
		next, err := documents.Get[offerDoc](ctx, s.docs, rentals, rentalKey(user, at), rental.ErrNone)
		if errors.Is(err, rental.ErrNone) {
			break
		}
		if err != nil {
			return wire.Rental{}, err
		}
		d, version = next, at
	}
	if d.ID == "" && version > 0 { // nobody has written the one that the place was for
		if d, err = documents.Get[offerDoc](ctx, s.docs, rentals, rentalKey(user, version), rental.ErrNone); err != nil && !errors.Is(err, rental.ErrNone) {
			return wire.Rental{}, err
		}
	}
	if d.Body == "" || !s.docs.Now().Before(d.ExpiresAt) {
		return wire.Rental{Version: version}, rental.ErrNone
	}
	var r wire.Rental
	if err := json.Unmarshal([]byte(d.Body), &r); err != nil {
		return wire.Rental{}, fmt.Errorf("database: rental of %s: %w", user, err)
	}
	return r, nil
}
