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
	ExpiresAt time.Time   `json:"expiresAt"`
}

// Session is what a service cookie allows. Its key is the cookie's SHA-256.
type Session struct {
	Order     order.ID  `json:"order"`
	Service   string    `json:"service"`
	SeenAt    time.Time `json:"seenAt"`
	ExpiresAt time.Time `json:"expiresAt"` // absolute
}

// Grant writes a token and uses up the nonce that it was asked for with, in one transaction. It tells false, and
// writes nothing, if the nonce was used before. Nonces are remembered until their request's own end.
func (l *Ledger) Grant(hash eth.Hash, t Token, user eth.Address, nonce eth.Hash, until time.Time) (fresh bool, err error) {
	err = l.db.Update(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketNonces)
		k := append(append([]byte(nil), user[:]...), nonce[:]...)
		if b.Get(k) != nil {
			return nil
		}
		fresh = true
		if err := b.Put(k, word(uint64(until.Unix()))); err != nil {
			return err
		}
		return put(tx.Bucket(bucketTokens), hash[:], t)
	})
	return fresh && err == nil, err
}

// Tokens gives all tokens by their hash.
func (l *Ledger) Tokens() (map[eth.Hash]Token, error) {
	all := map[eth.Hash]Token{}
	err := each(l.db, bucketTokens, func(k []byte, t Token) { all[eth.Hash(k)] = t })
	return all, err
}

// PutSessions writes sessions.
func (l *Ledger) PutSessions(all map[eth.Hash]Session) error {
	if len(all) == 0 {
		return nil
	}
	return l.db.Update(func(tx *bolt.Tx) error {
		for k, s := range all {
			if err := put(tx.Bucket(bucketSessions), k[:], s); err != nil {
				return err
			}
		}
		return nil
	})
}

// Sessions gives all sessions by their hash.
func (l *Ledger) Sessions() (map[eth.Hash]Session, error) {
	all := map[eth.Hash]Session{}
	err := each(l.db, bucketSessions, func(k []byte, s Session) { all[eth.Hash(k)] = s })
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
