// Package ledger is the gateway's own store: what the chain and the cluster cannot tell after a restart. That is the
// deployments that users signed, the quote counter, the hashes of access tokens, of cookie sessions and of share links, the
// access keys that wallets authorised, who may open a service, the traffic that was counted, what happened to each order, the
// hosts of their own that users gave them, their plans of backups, what the operator has set and who did what (Admin), and what the market's events
// came to (Accounts). It is one bbolt file, and beside it the key under which deployments and
// plans in it are sealed; every write is durable when its call returns.
package ledger

import (
	"crypto/cipher"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"

	"berth/contracts/chain/follow"
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
	bucketKeys      = []byte("keys")
	bucketSessions  = []byte("sessions")
	bucketLinks     = []byte("links")
	bucketExposures = []byte("exposures")
	bucketNonces    = []byte("nonces")
	bucketDiaries   = []byte("happenings")
	bucketServed    = []byte("served")
	bucketDomains   = []byte("domains")
	bucketBackups   = []byte("backups")

	keyQuoteNonce = []byte("quote-nonce")
	keyCheckpoint = []byte("checkpoint")
	keyIdentity   = []byte("identity")
)

// Ledger is safe for concurrent use.
type Ledger struct {
	db    *bolt.DB
	seal  cipher.AEAD // with a random nonce in front
	now   func() time.Time
	nonce nonces
}

// Option is a choice that Open leaves.
type Option func(*choices)

type choices struct {
	key string
	now func() time.Time
}

// Clock is another clock than time.Now.
func Clock(now func() time.Time) Option { return func(c *choices) { c.now = now } }

// Key names the file of the key under which deployments are sealed; without it, or with an empty path, that is secrets.key
// beside the ledger. It is made where it is missing, but never for a ledger in which something is sealed already.
func Key(path string) Option { return func(c *choices) { c.key = path } }

func options() *bolt.Options {
	return &bolt.Options{Timeout: 2 * time.Second, FreelistType: bolt.FreelistMapType}
}

// Open opens or creates the file. One process at a time: it waits two seconds for the lock of another one.
func Open(path string, opts ...Option) (*Ledger, error) {
	c := choices{now: time.Now}
	for _, o := range opts {
		o(&c)
	}
	if c.key == "" {
		c.key = filepath.Join(filepath.Dir(path), keyName)
	}
	db, err := bolt.Open(path, 0o600, options())
	if err != nil {
		return nil, fmt.Errorf("ledger %s: %w", path, err)
	}
	l := &Ledger{db: db, now: c.now}
	if err := l.prepare(path, c.key); err != nil {
		return nil, errors.Join(fmt.Errorf("ledger %s: %w", path, err), l.db.Close())
	}
	return l, nil
}

// prepare brings a file to what this version writes.
func (l *Ledger) prepare(path, keyPath string) error {
	err := l.db.Update(func(tx *bolt.Tx) error {
		for _, b := range [][]byte{
			bucketMeta, bucketOrders, bucketRevisions, bucketTokens, bucketKeys, bucketSessions, bucketLinks, bucketExposures, bucketNonces,
			bucketDiaries, bucketServed, bucketDomains, bucketBackups, bucketAdminSessions, bucketAudit, bucketVersions, bucketBlocked,
			bucketDeals, bucketUserDeals, bucketUndo, bucketEntries, bucketDays,
		} {
			if _, err := tx.CreateBucketIfNotExists(b); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := l.openKey(keyPath); err != nil {
		return err
	}
	plain, err := l.sealOld()
	if err != nil || !plain {
		return err
	}
	return l.compact(path)
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

// Checkpoint is how far the chain was followed; the zero one in a new ledger.
func (l *Ledger) Checkpoint() (cp follow.Checkpoint, err error) {
	err = l.db.View(func(tx *bolt.Tx) error {
		if raw := tx.Bucket(bucketMeta).Get(keyCheckpoint); raw != nil {
			return json.Unmarshal(raw, &cp)
		}
		return nil
	})
	return cp, err
}

// SetCheckpoint notes how far the chain was followed.
func (l *Ledger) SetCheckpoint(cp follow.Checkpoint) error {
	return l.db.Update(func(tx *bolt.Tx) error { return put(tx.Bucket(bucketMeta), keyCheckpoint, cp) })
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
