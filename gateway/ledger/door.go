package ledger

import (
	"fmt"
	"time"

	bolt "go.etcd.io/bbolt"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// Session is what a service cookie allows. Its key is the cookie's SHA-256.
type Session struct {
	By        eth.Hash  `json:"by,omitzero"`   // key of the token with which it was asked for
	Key       eth.Hash  `json:"key,omitzero"`  // key of the access key by which that was got: it may outlive the token
	Link      eth.Hash  `json:"link,omitzero"` // key of the share link that it came by; zero: it is the owner's
	Order     order.ID  `json:"order"`
	Service   string    `json:"service"`
	Host      string    `json:"host,omitempty"`  // of the user's own on which it was got, and is good; empty: the service's usual one
	Agent     string    `json:"agent,omitempty"` // what the browser says of itself
	From      string    `json:"from,omitempty"`  // network that it came from
	Since     time.Time `json:"since,omitzero"`
	SeenAt    time.Time `json:"seenAt"`
	ExpiresAt time.Time `json:"expiresAt"` // absolute
}

// Link is a share link. Its key is the SHA-256 of its token, which is nowhere.
type Link struct {
	Hash      eth.Hash    `json:"-"`
	Order     order.ID    `json:"-"` // the first of a chain of replacements
	User      eth.Address `json:"user"`
	Service   string      `json:"service"`
	Label     string      `json:"label,omitempty"`
	Prefix    string      `json:"prefix"` // as its owner wrote it
	Methods   []string    `json:"methods,omitempty"`
	MaxUses   int64       `json:"maxUses,omitempty"`
	Uses      int64       `json:"uses,omitempty"`
	LinkedBy  string      `json:"linkedBy,omitempty"`
	CreatedAt time.Time   `json:"createdAt"`
	ExpiresAt time.Time   `json:"expiresAt"`
	UsedAt    time.Time   `json:"usedAt,omitzero"`
	RevokedAt time.Time   `json:"revokedAt,omitzero"`
}

// Exposure says who may open a service.
type Exposure struct {
	Order      order.ID        `json:"-"` // the first of a chain of replacements
	Service    string          `json:"-"`
	User       eth.Address     `json:"user"`
	Visibility wire.Visibility `json:"visibility"`
	PerMinute  int             `json:"perMinute,omitempty"`
	BasicUser  string          `json:"basicUser,omitempty"`
	BasicHash  string          `json:"basicHash,omitempty"` // of the password, in the form that door gives it; empty: there is none
	Idle       int             `json:"idle,omitempty"`      // seconds; 0: the operator's default
	Life       int             `json:"life,omitempty"`
}

// Doors are sessions, links and exposures to be written, and the first two to be deleted. Of a link that is to be deleted
// only order and hash count.
type Doors struct {
	Sessions  map[eth.Hash]Session
	Links     []Link
	Exposures []Exposure

	EndedSessions []eth.Hash
	EndedLinks    []Link
}

// Empty reports whether there is nothing to be written.
func (d *Doors) Empty() bool {
	return len(d.Sessions)+len(d.Links)+len(d.Exposures)+len(d.EndedSessions)+len(d.EndedLinks) == 0
}

// PutDoors writes and deletes in one transaction; what is deleted goes first.
func (l *Ledger) PutDoors(d Doors) error {
	if d.Empty() {
		return nil
	}
	return l.db.Update(func(tx *bolt.Tx) error {
		sessions, links := tx.Bucket(bucketSessions), tx.Bucket(bucketLinks)
		if err := end(sessions, d.EndedSessions); err != nil {
			return err
		}
		for _, x := range d.EndedLinks {
			if err := links.Delete(linkKey(x)); err != nil {
				return err
			}
		}
		for k, s := range d.Sessions {
			if err := put(sessions, k[:], s); err != nil {
				return err
			}
		}
		for _, x := range d.Links {
			if err := put(links, linkKey(x), x); err != nil {
				return err
			}
		}
		for _, x := range d.Exposures {
			if err := put(tx.Bucket(bucketExposures), append(key(x.Order), x.Service...), x); err != nil {
				return err
			}
		}
		return nil
	})
}

// linkKey has the order first, so that what an order has goes with it.
func linkKey(x Link) []byte { return append(key(x.Order), x.Hash[:]...) }

// Sessions gives all sessions by their hash.
func (l *Ledger) Sessions() (map[eth.Hash]Session, error) {
	all := map[eth.Hash]Session{}
	err := each(l.db, bucketSessions, func(k []byte, s Session) { all[eth.Hash(k)] = s })
	return all, err
}

// Links gives all share links.
func (l *Ledger) Links() (all []Link, err error) {
	var odd error
	err = each(l.db, bucketLinks, func(k []byte, x Link) {
		if len(k) != 8+len(x.Hash) {
			odd = fmt.Errorf("ledger %s %x: no key of a link", bucketLinks, k)
			return
		}
		x.Order, x.Hash = order.ID(number(k[:8])), eth.Hash(k[8:])
		all = append(all, x)
	})
	if err == nil {
		err = odd
	}
	return all, err
}

// Exposures gives those of all services that have one.
func (l *Ledger) Exposures() (all []Exposure, err error) {
	err = each(l.db, bucketExposures, func(k []byte, x Exposure) {
		if len(k) > 8 {
			x.Order, x.Service = order.ID(number(k[:8])), string(k[8:])
			all = append(all, x)
		}
	})
	return all, err
}
