package ledger

import (
	"time"

	bolt "go.etcd.io/bbolt"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// Domain is a host of a user's own that is to lead, or leads, to a service of an order.
type Domain struct {
	Order   order.ID         `json:"order"` // the first of its chain of replacements
	User    eth.Address      `json:"user"`
	Host    string           `json:"host"` // in ASCII
	Service string           `json:"service"`
	State   wire.DomainState `json:"state"`
	AskedAt time.Time        `json:"askedAt"`         // when its user last asked for it
	Bare    time.Time        `json:"bare,omitzero"`   // since when the proof is missing of one that was proven
	Astray  time.Time        `json:"astray,omitzero"` // since when it leads elsewhere after it led here
}

// Domains gives the hosts of all orders.
func (l *Ledger) Domains() (all []Domain, err error) {
	err = each(l.db, bucketDomains, func(_ []byte, d Domain) { all = append(all, d) })
	return all, err
}

// PutDomains writes hosts and deletes others, in one transaction. Of the latter only order and host count.
func (l *Ledger) PutDomains(all, gone []Domain) error {
	return l.db.Update(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketDomains)
		for _, d := range gone {
			if err := b.Delete(domainKey(d)); err != nil {
				return err
			}
		}
		for _, d := range all {
			if err := put(b, domainKey(d), d); err != nil {
				return err
			}
		}
		return nil
	})
}

func domainKey(d Domain) []byte { return append(key(d.Order), d.Host...) }
