package ledger

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"time"

	bolt "go.etcd.io/bbolt"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// What is kept of an order's revisions: the newest ones, and of those that there is room for at least two, so that there is one
// to roll back to.
const (
	MaxRevisions     = 50
	MaxRevisionBytes = 4 << 20 // as they are sealed
)

// Revision is a deployment as its user signed it. There may be secrets in its manifest.
type Revision struct {
	Number    uint64    `json:"number"`
	Format    string    `json:"format"`
	Manifest  string    `json:"manifest"`
	Signature eth.Bytes `json:"signature"`
	NotAfter  time.Time `json:"notAfter"`
	At        time.Time `json:"at"`
	From      uint64    `json:"from,omitempty"`      // the revision that it was rolled back to
	ShortStop bool      `json:"shortStop,omitempty"` // the user agreed that the old revision may end before this one answers

	// What else was signed, and how the signature leads to the user's wallet. Revisions from before that was kept have no Gateway.
	Gateway string              `json:"gateway,omitempty"` // that it was signed for
	Order   order.ID            `json:"order,omitempty"`   // that it was signed for: one of the chain of replacements
	Access  *wire.AccessRequest `json:"access,omitempty"`  // with which the user authorised the key that signed; nil: the user signed

	Outline json.RawMessage `json:"outline,omitempty"` // what the keeper shows of it, so that no list has to read manifests
}

// Deploy writes a record with the revision that it now stands at, in one transaction. What is older than MaxRevisions and
// MaxRevisionBytes have room for goes.
func (l *Ledger) Deploy(r Record, rev Revision) error {
	return l.db.Update(func(tx *bolt.Tx) error {
		if err := l.putRevision(tx, r.Order.ID, rev); err != nil {
			return err
		}
		if err := cut(tx.Bucket(bucketRevisions), r.Order.ID, overdue(tx.Bucket(bucketRevisions), r.Order.ID)); err != nil {
			return err
		}
		return put(tx.Bucket(bucketOrders), key(r.Order.ID), r)
	})
}

// overdue is the newest revision of an order for which there is no room any more; 0: there is for all.
func overdue(b *bolt.Bucket, id order.ID) uint64 {
	n, size := 0, 0
	c := b.Cursor()
	k, raw := c.Seek(append(key(id), word(math.MaxUint64)...))
	if k == nil {
		k, raw = c.Last()
	} else if !bytes.HasPrefix(k, key(id)) {
		k, raw = c.Prev()
	}
	for ; k != nil && bytes.HasPrefix(k, key(id)); k, raw = c.Prev() {
		if n, size = n+1, size+len(raw); n > MaxRevisions || n > 2 && size > MaxRevisionBytes {
			return number(k[8:])
		}
	}
	return 0
}

// Revisions are those of an order with a number below before, newest first, at most limit. more reports whether there are
// older ones.
func (l *Ledger) Revisions(id order.ID, before uint64, limit int) (all []Revision, more bool, err error) {
	err = l.db.View(func(tx *bolt.Tx) error {
		c := tx.Bucket(bucketRevisions).Cursor()
		var raw []byte
		k, _ := c.Seek(append(key(id), word(before)...))
		if k == nil {
			k, raw = c.Last()
		} else {
			k, raw = c.Prev()
		}
		for ; k != nil && bytes.HasPrefix(k, key(id)); k, raw = c.Prev() {
			if len(all) == limit {
				more = true
				return nil
			}
			rev, err := l.readRevision(id, number(k[8:]), raw)
			if err != nil {
				return err
			}
			all = append(all, rev)
		}
		return nil
	})
	return all, more, err
}

// Revision reads one revision; ErrNotFound where there is none.
func (l *Ledger) Revision(id order.ID, n uint64) (rev Revision, err error) {
	err = l.db.View(func(tx *bolt.Tx) error {
		raw := tx.Bucket(bucketRevisions).Get(append(key(id), word(n)...))
		if raw == nil {
			return fmt.Errorf("order %s revision %d: %w", id, n, ErrNotFound)
		}
		rev, err = l.readRevision(id, n, raw)
		return err
	})
	return rev, err
}
