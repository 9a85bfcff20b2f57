package ledger

import (
	"encoding/json"
	"time"

	bolt "go.etcd.io/bbolt"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/scope"
	"berth/shared/wire"
)

// Token is what a bearer token allows. Its key is the token's SHA-256; the token itself is nowhere.
type Token struct {
	User      eth.Address `json:"user"`
	Order     order.ID    `json:"order,omitempty"`  // 0: all of the user's
	Scopes    scope.Set   `json:"scopes,omitempty"` // 0: it is from before there were any
	By        eth.Hash    `json:"by,omitzero"`      // key of the AccessKey by which it was got; zero: the wallet signed for it
	IssuedAt  time.Time   `json:"issuedAt"`
	ExpiresAt time.Time   `json:"expiresAt"`
}

// AccessKey is a public key that a wallet has authorised. What it allows is in the request with which that was done.
type AccessKey struct {
	Request   wire.AccessRequest `json:"request"`
	At        time.Time          `json:"at"`        // when it was authorised
	ExpiresAt time.Time          `json:"expiresAt"` // the request's NotAfter
	UsedAt    time.Time          `json:"usedAt,omitzero"`
}

// Ended are the keys of tokens and access keys that have ended before their time.
type Ended struct{ Tokens, Keys []eth.Hash }

// Grant writes a token, with the access key k that was authorised with it, if any, whose own key is the token's By. It uses up
// the nonce that was asked with, and deletes the tokens that give way, in one transaction. It tells false, and writes nothing,
// if the user has used the nonce before. Nonces are remembered until their request's own end.
func (l *Ledger) Grant(hash eth.Hash, t Token, k *AccessKey, nonce eth.Hash, until time.Time, ended ...eth.Hash) (fresh bool, err error) {
	err = l.db.Update(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketNonces)
		used := append(append([]byte(nil), t.User[:]...), nonce[:]...)
		if b.Get(used) != nil {
			return nil
		}
		fresh = true
		if err := b.Put(used, word(uint64(until.Unix()))); err != nil {
			return err
		}
		if k != nil {
			if err := put(tx.Bucket(bucketKeys), t.By[:], k); err != nil {
				return err
			}
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
		if err := end(tx.Bucket(bucketTokens), x.Tokens); err != nil {
			return err
		}
		return end(tx.Bucket(bucketKeys), x.Keys)
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

// Keys gives all access keys by their hash.
func (l *Ledger) Keys() (map[eth.Hash]AccessKey, error) {
	all := map[eth.Hash]AccessKey{}
	err := each(l.db, bucketKeys, func(k []byte, v AccessKey) { all[eth.Hash(k)] = v })
	return all, err
}

// PutKeys writes access keys that are there, such as with their last use.
func (l *Ledger) PutKeys(all map[eth.Hash]AccessKey) error {
	if len(all) == 0 {
		return nil
	}
	return l.db.Update(func(tx *bolt.Tx) error {
		for h, k := range all {
			if err := put(tx.Bucket(bucketKeys), h[:], k); err != nil {
				return err
			}
		}
		return nil
	})
}

// Sweep deletes tokens, sessions, access keys and nonces that are past their time.
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
		for _, bucket := range [][]byte{bucketTokens, bucketSessions, bucketKeys} {
			if err := over(bucket, jsonEnd); err != nil {
				return err
			}
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
