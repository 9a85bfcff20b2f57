package tenancy

import (
	"crypto/sha256"
	"errors"

	"berth/gateway/lease/book"
	"berth/gateway/ledger"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/server/keysig"
	"berth/shared/typed"
	"berth/shared/wire"
)

// A page of revisions.
const (
	revisionPage    = 20
	maxRevisionPage = 100
)

// Revisions is a page of what was deployed for an order and those that it replaced, newest first: those with a number
// below before, 0 is any. Limit is 20 where it is 0, and 100 at most. Opening them, and reading old ones, is work: who calls
// shares it out.
func (d *Deployer) Revisions(id order.ID, before uint64, limit int) (wire.Revisions, error) {
	page := wire.Revisions{Revisions: []wire.Revision{}}
	w, newest, err := d.record(id)
	if err != nil || newest == 0 {
		return page, err
	}
	if limit <= 0 {
		limit = revisionPage
	}
	if before == 0 || before > newest+1 {
		before = newest + 1
	}
	all, more, err := d.store.Revisions(w, before, min(limit, maxRevisionPage))
	if err != nil {
		return page, err
	}
	var bought resource.Resources
	d.book.Look(id, func(o *book.Order) { bought = o.Last().Rec.Order.Resources })
	page.More = more
	for _, rev := range all {
		v := wire.Revision{
			Number: rev.Number, Format: rev.Format, ManifestHash: eth.Hash(sha256.Sum256([]byte(rev.Manifest))), From: rev.From, At: rev.At,
			Size:     len(rev.Manifest),
			Services: []wire.ServicePlan{}, Volumes: []wire.VolumePlan{},
		}
		if rev.Access != nil {
			v.Key, v.KeyName = keysig.Fingerprint(rev.Access.Access.Key), rev.Access.Access.Name
		}
		// One that an older reader took and this one does not is listed without its parts.
		if s, err := outlined(rev); err == nil {
			v.Template, v.Inside, v.Values, v.Files = s.Template, s.Inside, s.Values, s.Files
			v.Services, v.Volumes = Plan(s.Manifest, bought)
		}
		page.Revisions = append(page.Revisions, v)
	}
	return page, nil
}

// RevisionManifest is what an earlier revision was made of, to be rolled back to. It is for the gateway alone: there may
// be secrets in it.
func (d *Deployer) RevisionManifest(id order.ID, n uint64) (format, text string, err error) {
	rev, err := d.revision(id, n)
	return rev.Format, rev.Manifest, err
}

// Proof is the chain of signatures from the user's wallet to a revision.
func (d *Deployer) Proof(id order.ID, n uint64) (wire.Proof, error) {
	rev, err := d.revision(id, n)
	if err != nil {
		return wire.Proof{}, err
	}
	if rev.Gateway == "" {
		return wire.Proof{}, problem.New(404, problem.NotFound, "revision %d is from before this node kept proofs", n).Remedy("deploy it again")
	}
	p := wire.Proof{
		Deploy: typed.Deploy{
			Gateway: rev.Gateway, Order: rev.Order, Format: rev.Format, ManifestHash: eth.Hash(sha256.Sum256([]byte(rev.Manifest))),
			Revision: rev.Number, From: rev.From, ShortStop: rev.ShortStop, NotAfter: rev.NotAfter,
		},
		Signature: rev.Signature, Access: rev.Access,
	}
	d.book.Look(id, func(o *book.Order) { p.User = o.Rec.Order.User })
	return p, nil
}

// revision reads one; a problem where there is none.
func (d *Deployer) revision(id order.ID, n uint64) (rev ledger.Revision, err error) {
	w, newest, err := d.record(id)
	if err != nil {
		return rev, err
	}
	if n > 0 && n <= newest {
		rev, err = d.store.Revision(w, n)
	} else {
		err = ledger.ErrNotFound
	}
	if errors.Is(err, ledger.ErrNotFound) {
		err = problem.New(404, problem.NotFound, "order %s has no revision %d any more", id, n).Remedy("choose one that the list of revisions has")
	}
	return rev, err
}

// record is where an order's deployments are kept, and the newest one's number.
func (d *Deployer) record(id order.ID) (workload order.ID, newest uint64, err error) {
	found := d.book.Look(id, func(o *book.Order) {
		first := o.First()
		workload = first.Rec.Order.ID
		if !first.Rec.Collected {
			newest = first.Rec.Revision
		}
	})
	if !found {
		return 0, 0, unknown(id)
	}
	return workload, newest, nil
}
