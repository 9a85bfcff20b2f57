package ledger

import (
	"encoding/json"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// Backup is the plan by which an order's disks are backed up, with the secret of its bucket, and what came of it. It is in the file
// only sealed.
type Backup struct {
	Order  order.ID         `json:"order"` // the first of its chain of replacements
	User   eth.Address      `json:"user"`
	Plan   *wire.BackupPlan `json:"plan,omitempty"` // nil: there is none
	Next   time.Time        `json:"next,omitzero"`  // when it is due by its schedule
	Failed int              `json:"failed,omitempty"`
	Doing  *wire.BackupRun  `json:"doing,omitempty"` // begun, and not ended when this was written
	Last   *wire.BackupRun  `json:"last,omitempty"`
	Good   *wire.BackupRun  `json:"good,omitempty"` // the newest backup that was made
}

// boundBackup is what a sealed plan belongs to, so that it cannot be taken for another order's.
func boundBackup(k []byte) []byte { return append([]byte("berth backup "), k...) }

// Backups gives the plans of all orders.
func (l *Ledger) Backups() (all []Backup, err error) {
	err = l.db.View(func(tx *bolt.Tx) error {
		return tx.Bucket(bucketBackups).ForEach(func(k, sealed []byte) error {
			raw, err := l.seal.Open(nil, nil, sealed, boundBackup(k))
			var b Backup
			if err == nil {
				err = json.Unmarshal(raw, &b)
			}
			if err != nil {
				return fmt.Errorf("ledger backup %x: %w", k, err)
			}
			all = append(all, b)
			return nil
		})
	})
	return all, err
}

// PutBackup writes an order's plan over the one before.
func (l *Ledger) PutBackup(b Backup) error {
	raw, err := json.Marshal(b)
	if err != nil {
		return err
	}
	return l.db.Update(func(tx *bolt.Tx) error {
		k := key(b.Order)
		return tx.Bucket(bucketBackups).Put(k, l.seal.Seal(nil, nil, raw, boundBackup(k)))
	})
}

// DropBackup deletes an order's plan.
func (l *Ledger) DropBackup(id order.ID) error {
	return l.db.Update(func(tx *bolt.Tx) error { return tx.Bucket(bucketBackups).Delete(key(id)) })
}
