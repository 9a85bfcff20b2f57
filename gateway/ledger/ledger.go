// Package ledger is the gateway's own store: what the chain and the cluster cannot tell after a restart. That is the
// deployments that users signed, the quote counter, the hashes of access tokens and of cookie sessions, and the traffic
// that was counted. It is one bbolt file; every write is durable when its call returns.
package ledger

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"

	"berth/shared/eth"
	"berth/shared/order"
)

// ErrNotFound is a key that is not there.
var ErrNotFound = errors.New("not in the ledger")

var (
	bucketMeta      = []byte("meta")
	bucketOrders    = []byte("orders")
	bucketRevisions = []byte("revisions")
	bucketTokens    = []byte("tokens")
	bucketSessions  = []byte("sessions")
	bucketNonces    = []byte("nonces")

	keyQuoteNonce = []byte("quote-nonce")
	keyBlock      = []byte("block")
	keyIdentity   = []byte("identity")
)

// Ledger is safe for concurrent use.
type Ledger struct {
	db    *bolt.DB
	nonce nonces
}

// Open opens or creates the file. One process at a time: it waits two seconds for the lock of another one.
func Open(path string) (*Ledger, error) {
	db, err := bolt.Open(path, 0o600, &bolt.Options{Timeout: 2 * time.Second, FreelistType: bolt.FreelistMapType})
	if err != nil {
		return nil, fmt.Errorf("ledger %s: %w", path, err)
	}
	l := &Ledger{db: db}
	err = db.Update(func(tx *bolt.Tx) error {
		for _, b := range [][]byte{bucketMeta, bucketOrders, bucketRevisions, bucketTokens, bucketSessions, bucketNonces} {
			if _, err := tx.CreateBucketIfNotExists(b); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("ledger %s: %w", path, err), db.Close())
	}
	return l, nil
}

// Close waits for what is being written.
func (l *Ledger) Close() error { return l.db.Close() }

// Identify binds a new ledger to a chain, a market and a node, and refuses one that is bound to others: orders are
// numbers, and those of another market would be taken for this one's.
func (l *Ledger) Identify(chainID uint64, market, node eth.Address) error {
	id := fmt.Sprintf("%d %s %s", chainID, market, node)
	return l.db.Update(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketMeta)
		have := b.Get(keyIdentity)
		if have == nil {
			return b.Put(keyIdentity, []byte(id))
		}
		if string(have) != id {
			return fmt.Errorf("ledger: it is of (chain, market, node) %s, not of %s; use another data folder", have, id)
		}
		return nil
	})
}

// Block is the last block whose events were taken in; 0 in a new ledger.
func (l *Ledger) Block() (n uint64, err error) {
	err = l.db.View(func(tx *bolt.Tx) error {
		n = number(tx.Bucket(bucketMeta).Get(keyBlock))
		return nil
	})
	return n, err
}

// SetBlock notes the last block whose events were taken in.
func (l *Ledger) SetBlock(n uint64) error {
	return l.db.Update(func(tx *bolt.Tx) error { return tx.Bucket(bucketMeta).Put(keyBlock, word(n)) })
}

func key(id order.ID) []byte { return word(uint64(id)) }

func word(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

func number(b []byte) uint64 {
	if len(b) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(b)
}

func put(b *bolt.Bucket, key []byte, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return b.Put(key, raw)
}

// each reads a whole bucket of JSON values.
func each[T any](db *bolt.DB, bucket []byte, take func(key []byte, v T)) error {
	return db.View(func(tx *bolt.Tx) error {
		return tx.Bucket(bucket).ForEach(func(k, raw []byte) error {
			var v T
			if err := json.Unmarshal(raw, &v); err != nil {
				return fmt.Errorf("ledger %s %x: %w", bucket, k, err)
			}
			take(k, v)
			return nil
		})
	})
}
