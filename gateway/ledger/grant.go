package ledger

import (
	"encoding/json"
	"time"

	bolt "go.etcd.io/bbolt"

	"berth/shared/eth"
	"berth/shared/order"
)

// Token is what a bearer token allows. Its key is the token's SHA-256; the token itself is nowhere.
type Token struct {
	User      eth.Address `json:"user"`
	Order     order.ID    `json:"order,omitempty"` // 0: all of the user's
	IssuedAt  time.Time   `json:"issuedAt"`
	ExpiresAt time.Time   `json:"expiresAt"`
}

// Ended are the keys of tokens that have ended before their time.
type Ended struct{ Tokens []eth.Hash }

// Grant writes a token and uses up the nonce that it was asked for with, and deletes the tokens that give way to it, in one
// transaction. It tells false, and writes nothing, if the user has used the nonce before. Nonces are remembered until their
// request's own end.
func (l *Ledger) Grant(hash eth.Hash, t Token, nonce eth.Hash, until time.Time, ended ...eth.Hash) (fresh bool, err error) {
	err = l.db.Update(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketNonces)
		k := append(append([]byte(nil), t.User[:]...), nonce[:]...)
		if b.Get(k) != nil {
			return nil
		}
		fresh = true
		if err := b.Put(k, word(uint64(until.Unix()))); err != nil {
			return err
		}
		if err := end(tx.Bucket(bucketTokens), ended); err != nil {
			return err
		}
		return put(tx.Bucket(bucketTokens), hash[:], t)
	})
	return fresh && err == nil, err
}

// End deletes what has ended, in one transaction.
func (l *Ledger) End(x Ended) error {
	return l.db.Update(func(tx *bolt.Tx) error {
		return end(tx.Bucket(bucketTokens), x.Tokens)
	})
}

func end(b *bolt.Bucket, keys []eth.Hash) error {
	for _, k := range keys {
		if err := b.Delete(k[:]); err != nil {
			return err
		}
	}
	return nil
}

// Tokens gives all tokens by their hash.
func (l *Ledger) Tokens() (map[eth.Hash]Token, error) {
	all := map[eth.Hash]Token{}
	err := each(l.db, bucketTokens, func(k []byte, t Token) { all[eth.Hash(k)] = t })
	return all, err
}

// Sweep deletes tokens, sessions and nonces that are past their time.
func (l *Ledger) Sweep(now time.Time) error {
	return l.db.Update(func(tx *bolt.Tx) error {
		over := func(bucket []byte, end func(raw []byte) time.Time) error {
			b := tx.Bucket(bucket)
			var dead [][]byte
			err := b.ForEach(func(k, raw []byte) error {
				if now.After(end(raw)) {
					dead = append(dead, append([]byte(nil), k...))
				}
				return nil
			})
			for _, k := range dead {
				if err == nil {
					err = b.Delete(k)
				}
			}
			return err
		}
		if err := over(bucketTokens, jsonEnd); err != nil {
			return err
		}
		if err := over(bucketSessions, jsonEnd); err != nil {
			return err
		}
		return over(bucketNonces, func(raw []byte) time.Time { return time.Unix(int64(number(raw)), 0) })
	})
}

// jsonEnd is the expiresAt of a JSON value; the zero time, which is past, where it cannot be read.
func jsonEnd(raw []byte) time.Time {
	var v struct {
		ExpiresAt time.Time `json:"expiresAt"`
	}
	if json.Unmarshal(raw, &v) != nil {
		return time.Time{}
	}
	return v.ExpiresAt
}
