package ledger

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// Record is what the gateway keeps of an order.
type Record struct {
	Order        order.Order     `json:"order"`              // as last read from the chain
	ReadAt       time.Time       `json:"readAt"`             // when that was
	Revision     uint64          `json:"revision"`           // last accepted deployment, 0: none
	Stopped      bool            `json:"stopped,omitempty"`  // by its user
	Restarts     uint64          `json:"restarts,omitempty"` // asked for by its user
	Steps        []wire.Progress `json:"steps,omitempty"`    // of the last revision
	AuthorisedAt time.Time       `json:"authorisedAt,omitzero"`
	DeployedAt   time.Time       `json:"deployedAt,omitzero"`
	ReadyAt      time.Time       `json:"readyAt,omitzero"`
	EndedAt      time.Time       `json:"endedAt,omitzero"`    // when the end was seen
	GraceUntil   time.Time       `json:"graceUntil,omitzero"` // data is collected after it
	Collected    bool            `json:"collected,omitempty"`
	TrafficBytes uint64          `json:"trafficBytes,omitempty"`
	// The order that this one replaced. What is deployed stays in the record of the first of such a chain.
	Replaces    order.ID `json:"replaces,omitempty"`
	TrafficBase uint64   `json:"trafficBase,omitempty"` // bytes that the first one's record had counted by then
	Gone        bool     `json:"gone,omitempty"`        // the chain has no such order (any more)
}

// Revision is a deployment as its user signed it.
type Revision struct {
	Number    uint64    `json:"number"`
	Format    string    `json:"format"`
	Manifest  string    `json:"manifest"`
	Signature eth.Bytes `json:"signature"`
	NotAfter  time.Time `json:"notAfter"`
	At        time.Time `json:"at"`
	From      uint64    `json:"from,omitempty"`      // the revision that it was rolled back to
	ShortStop bool      `json:"shortStop,omitempty"` // the user agreed that the old revision may end before this one answers
}

// Orders gives all records, in order of their numbers.
func (l *Ledger) Orders() ([]Record, error) {
	var all []Record
	err := each(l.db, bucketOrders, func(_ []byte, r Record) { all = append(all, r) })
	return all, err
}

// PutOrder writes a record.
func (l *Ledger) PutOrder(r Record) error {
	return l.db.Update(func(tx *bolt.Tx) error { return put(tx.Bucket(bucketOrders), key(r.Order.ID), r) })
}

// Deploy writes a record with the revision that it now stands at, in one transaction.
func (l *Ledger) Deploy(r Record, rev Revision) error {
	return l.db.Update(func(tx *bolt.Tx) error {
		if err := put(tx.Bucket(bucketRevisions), append(key(r.Order.ID), word(rev.Number)...), rev); err != nil {
			return err
		}
		return put(tx.Bucket(bucketOrders), key(r.Order.ID), r)
	})
}

// Revisions are those of an order with a number below before, newest first, at most limit; 0 is any. more tells whether
// there are older ones.
func (l *Ledger) Revisions(id order.ID, before uint64, limit int) (all []Revision, more bool, err error) {
	if before == 0 {
		before = 1<<64 - 1
	}
	err = l.db.View(func(tx *bolt.Tx) error {
		c := tx.Bucket(bucketRevisions).Cursor()
		k, raw := c.Seek(append(key(id), word(before)...))
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
			var rev Revision
			if err := json.Unmarshal(raw, &rev); err != nil {
				return fmt.Errorf("order %s revision %d: %w", id, number(k[8:]), err)
			}
			all = append(all, rev)
		}
		return nil
	})
	return all, more, err
}

// Revision reads one revision; ErrNotFound where there is none.
func (l *Ledger) Revision(id order.ID, n uint64) (Revision, error) {
	var rev Revision
	err := l.db.View(func(tx *bolt.Tx) error {
		raw := tx.Bucket(bucketRevisions).Get(append(key(id), word(n)...))
		if raw == nil {
			return fmt.Errorf("order %s revision %d: %w", id, n, ErrNotFound)
		}
		return json.Unmarshal(raw, &rev)
	})
	return rev, err
}
