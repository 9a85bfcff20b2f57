package ledger

import (
	"encoding/json"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"berth/shared/order"
	"berth/shared/wire"
)

// Diary is what is new of what happened to an order.
type Diary struct {
	Order order.ID
	First uint64           // older ones are not kept any more
	New   []wire.Happening // new ones, and those that were counted up
}

// PutHappenings writes what is new of several orders in one transaction.
func (l *Ledger) PutHappenings(all []Diary) error {
	if len(all) == 0 {
		return nil
	}
	return l.db.Update(func(tx *bolt.Tx) error { return putDiaries(tx, all) })
}

func putDiaries(tx *bolt.Tx, all []Diary) error {
	b := tx.Bucket(bucketDiaries)
	for _, d := range all {
		if d.First > 0 {
			if err := cut(b, d.Order, d.First-1); err != nil {
				return err
			}
		}
		for _, h := range d.New {
			if err := put(b, append(key(d.Order), word(h.Seq)...), h); err != nil {
				return err
			}
		}
	}
	return nil
}

// Happenings gives what happened to each order, oldest first.
func (l *Ledger) Happenings() (map[order.ID][]wire.Happening, error) {
	all := map[order.ID][]wire.Happening{}
	err := l.db.View(func(tx *bolt.Tx) error {
		return tx.Bucket(bucketDiaries).ForEach(func(k, raw []byte) error {
			var h wire.Happening
			if err := json.Unmarshal(raw, &h); err != nil || len(k) != 16 {
				return fmt.Errorf("ledger happening %x: %w", k, err)
			}
			id := order.ID(number(k[:8]))
			all[id] = append(all[id], h)
			return nil
		})
	})
	return all, err
}
