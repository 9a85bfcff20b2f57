package ledger

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"

	"berth/contracts/chain/follow"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

var (
	bucketDeals     = []byte("deals")      // by order
	bucketUserDeals = []byte("user-deals") // by user and order, nothing in it
	bucketUndo      = []byte("deals-undo") // by block and a number: a deal as it was before
	bucketEntries   = []byte("entries")    // by place in the chain
	bucketDays      = []byte("days")       // by token and day

	keyAccounts = []byte("accounts-checkpoint")
)

// Accounts is the part of a ledger that is made of the market's events: what each order of the market came to, whoever's
// it is, and what this node was paid. It is as of its checkpoint, and can go back as far as that says. It is safe for
// concurrent use.
type Accounts struct{ db *bolt.DB }

// Accounts gives that part.
func (l *Ledger) Accounts() Accounts { return Accounts{l.db} }

// Ending is how an order's end counts in its user's record.
type Ending uint8

// The endings.
const (
	NotEnded    Ending = iota // it is live, was replaced, or never ran
	RanOut                    // its time was up
	InProbation               // ended within it, by either side
	ByUser                    // ended early by its user
	ByNode                    // ended early by its node
	NotBegun                  // the node let the window pass
)

// Deal is an order of the market as its events tell it.
type Deal struct {
	ID        order.ID      `json:"id"`
	User      eth.Address   `json:"user"`
	Node      eth.Address   `json:"node"`
	Token     eth.Address   `json:"token"`
	Rate      amount.Nano   `json:"rate"`
	Duration  uint32        `json:"duration"`
	CreatedAt time.Time     `json:"createdAt"`
	Active    bool          `json:"active,omitempty"` // it was activated
	Settled   amount.Amount `json:"settled"`
	Unserved  amount.Amount `json:"unserved"` // of Settled
	Forfeited amount.Amount `json:"forfeited"`
	Seconds   uint64        `json:"seconds,omitempty"` // served, once ended
	Ending    Ending        `json:"ending,omitempty"`
}

// Day is what this node was paid in one token on one day, UTC.
type Day struct {
	Net       amount.Amount `json:"net"`
	Fees      amount.Amount `json:"fees"`
	Referrers amount.Amount `json:"referrers"`
	Forfeited amount.Amount `json:"forfeited"`
	Withdrawn amount.Amount `json:"withdrawn"`
}

// Checkpoint is how far the chain is in.
func (a Accounts) Checkpoint() (cp follow.Checkpoint, err error) {
	err = a.db.View(func(tx *bolt.Tx) error {
		if raw := tx.Bucket(bucketMeta).Get(keyAccounts); raw != nil {
			return json.Unmarshal(raw, &cp)
		}
		return nil
	})
	return cp, err
}

// Deals gives a user's orders with any node, by number, as long as take says so.
func (a Accounts) Deals(user eth.Address, take func(Deal) (more bool)) error {
	return a.db.View(func(tx *bolt.Tx) error {
		deals := tx.Bucket(bucketDeals)
		c := tx.Bucket(bucketUserDeals).Cursor()
		for k, _ := c.Seek(user[:]); k != nil && bytes.HasPrefix(k, user[:]); k, _ = c.Next() {
			var d Deal
			if err := json.Unmarshal(deals.Get(k[len(user):]), &d); err != nil {
				return fmt.Errorf("ledger deal %x: %w", k, err)
			}
			if !take(d) {
				return nil
			}
		}
		return nil
	})
}

// Days gives what there was on each day in a token, the oldest first.
func (a Accounts) Days(token eth.Address, take func(day time.Time, d Day)) error {
	return a.db.View(func(tx *bolt.Tx) error {
		c := tx.Bucket(bucketDays).Cursor()
		for k, raw := c.Seek(token[:]); k != nil && bytes.HasPrefix(k, token[:]); k, raw = c.Next() {
			var d Day
			if err := json.Unmarshal(raw, &d); err != nil {
				return fmt.Errorf("ledger day %x: %w", k, err)
			}
			take(time.Unix(int64(binary.BigEndian.Uint32(k[len(token):]))*daySeconds, 0).UTC(), d)
		}
		return nil
	})
}

// Entries goes through what this node was paid, newest first, from what is before a cursor (empty: the newest) as long as
// take says so; more: there is some left.
func (a Accounts) Entries(before string, take func(wire.AdminEntry) (ok bool)) (more bool, err error) {
	var from []byte
	if before != "" {
		if from, err = hex.DecodeString(before); err != nil {
			return false, err
		}
	}
	return back(a.db, bucketEntries, from, func(_, raw []byte) (bool, error) {
		var e wire.AdminEntry
		if err := json.Unmarshal(raw, &e); err != nil {
			return false, fmt.Errorf("ledger entry: %w", err)
		}
		return take(e), nil
	})
}

// Update changes the accounts in one transaction.
func (a Accounts) Update(f func(*Sheet) error) error {
	return a.db.Update(func(tx *bolt.Tx) error { return f(&Sheet{tx: tx}) })
}

// Sheet is the accounts while they are changed. It is for one goroutine, and not to be kept.
type Sheet struct {
	tx   *bolt.Tx
	undo uint32
}

const daySeconds = 24 * 60 * 60

// Deal is an order; false: there is none.
func (s *Sheet) Deal(id order.ID) (d Deal, ok bool, err error) {
	raw := s.tx.Bucket(bucketDeals).Get(key(id))
	if raw == nil {
		return d, false, nil
	}
	return d, true, json.Unmarshal(raw, &d)
}

// before is a deal as it was before a block changed it.
type before struct {
	ID   order.ID `json:"id"`
	Deal *Deal    `json:"deal,omitempty"` // nil: there was none
}

// PutDeal writes an order as an event of a block has made it.
func (s *Sheet) PutDeal(block uint64, d Deal) error {
	old, ok, err := s.Deal(d.ID)
	if err != nil {
		return err
	}
	was := before{ID: d.ID}
	if ok {
		was.Deal = &old
	}
	s.undo++
	if err := put(s.tx.Bucket(bucketUndo), binary.BigEndian.AppendUint32(word(block), s.undo), was); err != nil {
		return err
	}
	return s.write(d)
}

func (s *Sheet) write(d Deal) error {
	if err := s.tx.Bucket(bucketUserDeals).Put(append(d.User[:], key(d.ID)...), []byte{}); err != nil {
		return err
	}
	return put(s.tx.Bucket(bucketDeals), key(d.ID), d)
}

// Post adds an entry, whose place in its block is index, and counts it on its day.
func (s *Sheet) Post(e wire.AdminEntry, index uint32) error {
	at := append(binary.BigEndian.AppendUint32(word(e.Block), index), entryKinds[e.Kind])
	e.Cursor = hex.EncodeToString(at)
	if err := put(s.tx.Bucket(bucketEntries), at, e); err != nil {
		return err
	}
	return s.count(e, amount.Amount.Add)
}

// entryKinds make two entries of one event differ in their place.
var entryKinds = map[string]byte{EntrySettled: 1, EntryForfeited: 2, EntryWithdrawn: 3}

// Kinds of wire.AdminEntry.
const (
	EntrySettled   = "settled"
	EntryForfeited = "forfeited"
	EntryWithdrawn = "withdrawn"
)

func (s *Sheet) count(e wire.AdminEntry, do func(a, b amount.Amount) amount.Amount) error {
	k := binary.BigEndian.AppendUint32(append([]byte(nil), e.Token[:]...), uint32(max(e.At.Unix(), 0)/daySeconds))
	b := s.tx.Bucket(bucketDays)
	var d Day
	if raw := b.Get(k); raw != nil {
		if err := json.Unmarshal(raw, &d); err != nil {
			return err
		}
	}
	switch e.Kind {
	case EntrySettled:
		d.Net, d.Fees, d.Referrers = do(d.Net, e.Amount), do(d.Fees, e.Fee), do(d.Referrers, e.Referrer)
	case EntryForfeited:
		d.Forfeited = do(d.Forfeited, e.Amount)
	case EntryWithdrawn:
		d.Withdrawn = do(d.Withdrawn, e.Amount)
	}
	return put(b, k, d)
}

// SetCheckpoint notes how far the chain is in. What would be needed to go back further than it says is forgotten.
func (s *Sheet) SetCheckpoint(cp follow.Checkpoint) error {
	if err := put(s.tx.Bucket(bucketMeta), keyAccounts, cp); err != nil || len(cp.Tail) == 0 {
		return err
	}
	b, last := s.tx.Bucket(bucketUndo), cp.Tail[0].Number
	var dead [][]byte
	c := b.Cursor()
	for k, _ := c.First(); k != nil && number(k[:8]) <= last; k, _ = c.Next() {
		dead = append(dead, bytes.Clone(k))
	}
	return remove(b, dead)
}

// RollBack takes out what blocks above one have brought.
func (s *Sheet) RollBack(to uint64) error {
	b := s.tx.Bucket(bucketUndo)
	var dead [][]byte
	c := b.Cursor()
	for k, raw := c.Last(); k != nil && number(k[:8]) > to; k, raw = c.Prev() {
		var was before
		if err := json.Unmarshal(raw, &was); err != nil {
			return err
		}
		if err := s.restore(was); err != nil {
			return err
		}
		dead = append(dead, bytes.Clone(k))
	}
	if err := remove(b, dead); err != nil {
		return err
	}
	b, dead, c = s.tx.Bucket(bucketEntries), nil, s.tx.Bucket(bucketEntries).Cursor()
	for k, raw := c.Last(); k != nil && number(k[:8]) > to; k, raw = c.Prev() {
		var e wire.AdminEntry
		if err := json.Unmarshal(raw, &e); err != nil {
			return err
		}
		if err := s.count(e, amount.Amount.Sub); err != nil {
			return err
		}
		dead = append(dead, bytes.Clone(k))
	}
	return remove(b, dead)
}

// Forget empties the accounts.
func (s *Sheet) Forget() error {
	for _, name := range [][]byte{bucketDeals, bucketUserDeals, bucketUndo, bucketEntries, bucketDays} {
		if err := s.tx.DeleteBucket(name); err != nil {
			return err
		}
		if _, err := s.tx.CreateBucket(name); err != nil {
			return err
		}
	}
	return nil
}

func (s *Sheet) restore(was before) error {
	now, ok, err := s.Deal(was.ID)
	if err != nil {
		return err
	}
	if ok && (was.Deal == nil || was.Deal.User != now.User) {
		if err := s.tx.Bucket(bucketUserDeals).Delete(append(now.User[:], key(was.ID)...)); err != nil {
			return err
		}
	}
	if was.Deal == nil {
		return s.tx.Bucket(bucketDeals).Delete(key(was.ID))
	}
	return s.write(*was.Deal)
}

func remove(b *bolt.Bucket, keys [][]byte) error {
	for _, k := range keys {
		if err := b.Delete(k); err != nil {
			return err
		}
	}
	return nil
}
