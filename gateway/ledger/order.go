package ledger

import (
	"bytes"
	"time"

	bolt "go.etcd.io/bbolt"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// Record is what the gateway keeps of an order.
type Record struct {
	Order    order.Order `json:"order"`              // as last read from the chain
	ReadAt   time.Time   `json:"readAt"`             // when that was
	Revision uint64      `json:"revision"`           // last accepted deployment, 0: none
	Stopped  bool        `json:"stopped,omitempty"`  // by its user
	Restarts uint64      `json:"restarts,omitempty"` // asked for by its user
	// Again is how often its user had single services of this revision restarted.
	Again map[string]uint64 `json:"again,omitempty"`
	// After how many seconds without a visitor a service falls asleep, by its user's wish; and those that sleep, in order.
	Sleep        map[string]uint32 `json:"sleep,omitempty"`
	Asleep       []string          `json:"asleep,omitempty"`
	Steps        []wire.Progress   `json:"steps,omitempty"` // of the last revision
	AuthorisedAt time.Time         `json:"authorisedAt,omitzero"`
	DeployedAt   time.Time         `json:"deployedAt,omitzero"`
	ReadyAt      time.Time         `json:"readyAt,omitzero"`
	EndedAt      time.Time         `json:"endedAt,omitzero"`    // when the end was seen
	GraceUntil   time.Time         `json:"graceUntil,omitzero"` // data is collected after it
	Collected    bool              `json:"collected,omitempty"`
	CollectedAt  time.Time         `json:"collectedAt,omitzero"`
	TrafficBytes uint64            `json:"trafficBytes,omitempty"`
	// The order that this one replaced. What is deployed stays in the record of the first of such a chain.
	Replaces    order.ID `json:"replaces,omitempty"`
	TrafficBase uint64   `json:"trafficBase,omitempty"` // bytes that the first one's record had counted by then
	Gone        bool     `json:"gone,omitempty"`        // the chain has no such order (any more)
	// Paid seconds that the order was made for, extensions apart: the traffic is spread over them.
	Agreed uint32 `json:"agreed,omitempty"`
	// When the order was activated, as the event told. Of one that is cancelled the contract does not tell any more.
	Activation time.Time `json:"activation,omitzero"`
}

// ofOrders are the buckets whose keys begin with an order, and that go with its data.
var ofOrders = [][]byte{bucketRevisions, bucketDiaries, bucketLinks, bucketExposures, bucketDomains}

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

// Clear writes records and deletes what else there is of their orders, but for what is left in diaries, in
// one transaction.
func (l *Ledger) Clear(records []Record, left ...Diary) error {
	return l.db.Update(func(tx *bolt.Tx) error {
		for _, r := range records {
			for _, b := range ofOrders {
				if err := cut(tx.Bucket(b), r.Order.ID, 1<<64-1); err != nil {
					return err
				}
			}
			if err := put(tx.Bucket(bucketOrders), key(r.Order.ID), r); err != nil {
				return err
			}
		}
		return putDiaries(tx, left)
	})
}

// Drop deletes all that there is of orders, and notes which users have been served, in one transaction.
func (l *Ledger) Drop(ids []order.ID, served []eth.Address) error {
	return l.db.Update(func(tx *bolt.Tx) error {
		for _, user := range served {
			if err := tx.Bucket(bucketServed).Put(user[:], []byte{1}); err != nil {
				return err
			}
		}
		for _, id := range ids {
			for _, b := range ofOrders {
				if err := cut(tx.Bucket(b), id, 1<<64-1); err != nil {
					return err
				}
			}
			if err := tx.Bucket(bucketOrders).Delete(key(id)); err != nil {
				return err
			}
		}
		return nil
	})
}

// Served are the users of whom Drop has noted that they were served.
func (l *Ledger) Served() (all []eth.Address, err error) {
	err = l.db.View(func(tx *bolt.Tx) error {
		return tx.Bucket(bucketServed).ForEach(func(k, _ []byte) error {
			if len(k) == len(eth.Address{}) {
				all = append(all, eth.Address(k))
			}
			return nil
		})
	})
	return all, err
}

// cut deletes what a bucket has of an order up to a number.
func cut(b *bolt.Bucket, id order.ID, last uint64) error {
	var dead [][]byte // a cursor must not move over what is deleted under it
	c := b.Cursor()
	for k, _ := c.Seek(key(id)); k != nil && bytes.HasPrefix(k, key(id)) && number(k[8:]) <= last; k, _ = c.Next() {
		dead = append(dead, bytes.Clone(k))
	}
	for _, k := range dead {
		if err := b.Delete(k); err != nil {
			return err
		}
	}
	return nil
}
