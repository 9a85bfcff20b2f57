package ledger

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"

	"berth/shared/eth"
	"berth/shared/wire"
)

var (
	bucketAdminSessions = []byte("admin-sessions")
	bucketAudit         = []byte("audit")
	bucketVersions      = []byte("policy")
	bucketBlocked       = []byte("blocked")

	keyMaintenance = []byte("maintenance")
)

// MaxActs is how many acts the audit log has at the most; beyond it the oldest go.
const MaxActs = 100_000

// Admin is the part of a ledger that is about the node's administration: who is signed in, what was set, and who did what. It
// is safe for concurrent use.
type Admin struct{ db *bolt.DB }

// Admin gives that part.
func (l *Ledger) Admin() Admin { return Admin{l.db} }

// AdminSession is a session of the admin API. Its key is the SHA-256 of its token or cookie, which are nowhere.
type AdminSession struct {
	Address   eth.Address    `json:"address"`
	Role      wire.AdminRole `json:"role"` // at the login
	Bearer    bool           `json:"bearer,omitempty"`
	Agent     string         `json:"agent,omitempty"`
	From      string         `json:"from"`
	Since     time.Time      `json:"since"`
	SeenAt    time.Time      `json:"seenAt"`
	ExpiresAt time.Time      `json:"expiresAt"`
}

// Sessions gives all sessions by their key.
func (a Admin) Sessions() (map[eth.Hash]AdminSession, error) {
	all := map[eth.Hash]AdminSession{}
	err := each(a.db, bucketAdminSessions, func(k []byte, s AdminSession) { all[eth.Hash(k)] = s })
	return all, err
}

// ChangeSessions writes sessions and deletes others, and adds to the audit log what that was for, in one transaction.
func (a Admin) ChangeSessions(begun map[eth.Hash]AdminSession, ended []eth.Hash, acts ...wire.AdminAct) error {
	return a.db.Update(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketAdminSessions)
		if err := end(b, ended); err != nil {
			return err
		}
		for h, s := range begun {
			if err := put(b, h[:], s); err != nil {
				return err
			}
		}
		return note(tx, acts)
	})
}

// Note adds to the audit log.
func (a Admin) Note(acts ...wire.AdminAct) error {
	return a.db.Update(func(tx *bolt.Tx) error { return note(tx, acts) })
}

// note gives each act the next number.
func note(tx *bolt.Tx, acts []wire.AdminAct) error {
	b := tx.Bucket(bucketAudit)
	for _, act := range acts {
		seq, err := b.NextSequence()
		if err != nil {
			return err
		}
		act.Seq = seq
		if err := put(b, word(seq), act); err != nil {
			return err
		}
		if seq > MaxActs {
			if err := b.Delete(word(seq - MaxActs)); err != nil {
				return err
			}
		}
	}
	return nil
}

// Acts is a page of the audit log, newest first: those before a number, 0: the newest; and whether there are older ones.
func (a Admin) Acts(before uint64, limit int) (page []wire.AdminAct, more bool, err error) {
	return newest[wire.AdminAct](a.db, bucketAudit, before, limit)
}

// SaveVersion writes a version of the settings, with who did it, in one transaction.
func (a Admin) SaveVersion(v wire.AdminVersion, act wire.AdminAct) error {
	return a.db.Update(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketVersions)
		if b.Get(word(v.Version)) != nil {
			return fmt.Errorf("ledger: version %d of the settings is there already", v.Version)
		}
		if err := put(b, word(v.Version), v); err != nil {
			return err
		}
		return note(tx, []wire.AdminAct{act})
	})
}

// Versions is a page of the settings' versions, newest first, as Acts is of acts.
func (a Admin) Versions(before uint64, limit int) (page []wire.AdminVersion, more bool, err error) {
	return newest[wire.AdminVersion](a.db, bucketVersions, before, limit)
}

// Block writes that a user is blocked, with who did it, in one transaction.
func (a Admin) Block(x wire.AdminBlocking, act wire.AdminAct) error {
	return a.db.Update(func(tx *bolt.Tx) error {
		if err := put(tx.Bucket(bucketBlocked), x.User[:], x); err != nil {
			return err
		}
		return note(tx, []wire.AdminAct{act})
	})
}

// Unblock takes that back.
func (a Admin) Unblock(user eth.Address, act wire.AdminAct) error {
	return a.db.Update(func(tx *bolt.Tx) error {
		if err := tx.Bucket(bucketBlocked).Delete(user[:]); err != nil {
			return err
		}
		return note(tx, []wire.AdminAct{act})
	})
}

// Blocked are the users who are blocked.
func (a Admin) Blocked() (all []wire.AdminBlocking, err error) {
	err = each(a.db, bucketBlocked, func(_ []byte, x wire.AdminBlocking) { all = append(all, x) })
	return all, err
}

// SetMaintenance writes what maintenance is announced, with who did it, in one transaction.
func (a Admin) SetMaintenance(m wire.AdminMaintenance, act wire.AdminAct) error {
	return a.db.Update(func(tx *bolt.Tx) error {
		if err := put(tx.Bucket(bucketMeta), keyMaintenance, m); err != nil {
			return err
		}
		return note(tx, []wire.AdminAct{act})
	})
}

// Maintenance is what was written last; the zero one where there was never any.
func (a Admin) Maintenance() (m wire.AdminMaintenance, err error) {
	err = a.db.View(func(tx *bolt.Tx) error {
		if raw := tx.Bucket(bucketMeta).Get(keyMaintenance); raw != nil {
			return json.Unmarshal(raw, &m)
		}
		return nil
	})
	return m, err
}

// newest is a page of a bucket whose keys are numbers.
func newest[T any](db *bolt.DB, bucket []byte, before uint64, limit int) (page []T, more bool, err error) {
	var from []byte
	if before > 0 {
		from = word(before)
	}
	more, err = back(db, bucket, from, func(_, raw []byte) (bool, error) {
		if len(page) == limit {
			return false, nil
		}
		var v T
		if err := json.Unmarshal(raw, &v); err != nil {
			return false, fmt.Errorf("ledger %s: %w", bucket, err)
		}
		page = append(page, v)
		return true, nil
	})
	return page, more, err
}

// back goes through a bucket from its end, or from what is before a key, until take says no; more: there is some left.
func back(db *bolt.DB, bucket, before []byte, take func(k, raw []byte) (bool, error)) (more bool, err error) {
	err = db.View(func(tx *bolt.Tx) error {
		c := tx.Bucket(bucket).Cursor()
		k, raw := c.Last()
		if before != nil {
			if k, _ = c.Seek(before); k == nil {
				k, raw = c.Last()
			}
			for k != nil && bytes.Compare(k, before) >= 0 {
				k, raw = c.Prev()
			}
		}
		for ; k != nil; k, raw = c.Prev() {
			ok, err := take(k, raw)
			if err != nil {
				return err
			}
			if !ok {
				more = true
				return nil
			}
		}
		return nil
	})
	return more, err
}
