package lease

import (
	"crypto/sha256"
	"errors"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/ledger"
	"berth/gateway/manifest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// A page of revisions.
const (
	revisionPage    = 20
	maxRevisionPage = 100
)

// readers is how many pages of revisions are put together at a time: opening them, and reading old ones, is work.
const (
	readers  = 2
	readWait = 5 * time.Second
)

// Revisions is a page of what was deployed for an order and those that it replaced, newest first: those with a number
// below before, 0 is any. Limit is 20 where it is 0, and 100 at most.
func (k *Keeper) Revisions(id order.ID, before uint64, limit int) (wire.Revisions, error) {
	page := wire.Revisions{Revisions: []wire.Revision{}}
	w, newest, err := k.record(id)
	if err != nil || newest == 0 {
		return page, err
	}
	if limit <= 0 {
		limit = revisionPage
	}
	if before == 0 || before > newest+1 {
		before = newest + 1
	}
	select {
	case k.reads <- struct{}{}:
		defer func() { <-k.reads }()
	case <-time.After(readWait):
		return page, problem.New(429, problem.TooMany, "too many lists of revisions are being put together").Remedy("try again in a moment").With("retryAfter", "5")
	}
	all, more, err := k.cfg.Store.Revisions(w, before, min(limit, maxRevisionPage))
	if err != nil {
		return page, err
	}
	k.mu.RLock()
	bought := k.tip(k.orders[id]).rec.Order.Resources
	k.mu.RUnlock()
	page.More = more
	for _, rev := range all {
		v := wire.Revision{
			Number: rev.Number, Format: rev.Format, ManifestHash: eth.Hash(sha256.Sum256([]byte(rev.Manifest))), From: rev.From, At: rev.At, Size: len(rev.Manifest),
			Services: []wire.ServicePlan{}, Volumes: []wire.VolumePlan{},
		}
		// One that an older reader took and this one does not is listed without its parts.
		if m, err := outlined(rev); err == nil {
			v.Template = m.Template
			v.Services, v.Volumes = Plan(m, bought)
		}
		page.Revisions = append(page.Revisions, v)
	}
	return page, nil
}

// RevisionManifest is what an earlier revision was made of, to be rolled back to. It is for the gateway alone: there may
// be secrets in it.
func (k *Keeper) RevisionManifest(id order.ID, n uint64) (format, text string, err error) {
	w, newest, err := k.record(id)
	if err != nil {
		return "", "", err
	}
	var rev ledger.Revision
	if n > 0 && n <= newest {
		rev, err = k.cfg.Store.Revision(w, n)
	} else {
		err = ledger.ErrNotFound
	}
	if errors.Is(err, ledger.ErrNotFound) {
		return "", "", problem.New(404, problem.NotFound, "order %s has no revision %d any more", id, n).Remedy("choose one that the list of revisions has")
	}
	return rev.Format, rev.Manifest, err
}

// record is where an order's deployments are kept, and the newest one's number.
func (k *Keeper) record(id order.ID) (order.ID, uint64, error) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	e := k.orders[id]
	if e == nil {
		return 0, 0, problemUnknown(id)
	}
	w := k.root(e)
	if w.rec.Collected {
		return w.rec.Order.ID, 0, nil
	}
	return w.rec.Order.ID, w.rec.Revision, nil
}

// Update is how a revision would take the place of what runs for an order now.
func (k *Keeper) Update(id order.ID, m manifest.Manifest) (wire.UpdateKind, error) {
	e, bought, err := k.running(id)
	if err != nil {
		return "", err
	}
	k.mu.RLock()
	old := cluster.Workload{Order: e.rec.Order.ID, Node: k.cfg.Node, Region: k.cfg.Region, Revision: e.rec.Revision, Restart: e.rec.Restarts, Resources: bought, Manifest: e.what}
	runs := e.rec.Revision > 0 && !e.rec.Stopped
	if e.applied.revision > 0 {
		old.Resources = e.applied.bought
	}
	down := true // nothing would be interrupted; where the newest revision has failed, an older one may go on
	for _, s := range e.services {
		down = down && s.Phase == wire.PhaseFailed && !e.stood[s.Name]
	}
	k.mu.RUnlock()
	next := old
	next.Revision, next.Resources, next.Manifest = old.Revision+1, bought, m
	switch {
	case !runs || down:
		return wire.UpdateFirst, nil
	case k.cfg.Cluster.Beside(old, next):
		return wire.UpdateBeside, nil
	}
	return wire.UpdateShortStop, nil
}

func problemNoRoom(id order.ID) error {
	return problem.New(409, problem.NoRoomBeside, "order %s has no room for the new revision beside the one that runs", id).
		Remedy("ask again with shortStop: what runs then ends before the new revision answers; or rent more")
}
