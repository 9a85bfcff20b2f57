package state

import (
	"encoding/json"
	"slices"
	"time"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/js"
)

// lastStore is where it is kept which orders there is a Last of, newest last; each is in a place of its own beside it, so that
// what changes often is small.
const lastStore = "berth.last"

// lastAtMost is of how many orders something is kept.
const lastAtMost = 60

// lastEvery is how often a deployment is kept in which nothing has changed: its time is what is shown.
const lastEvery = time.Minute

// Last is what ran for an order when its node's gateway last said so to this browser. It is kept on this device, so that a page
// that is opened anew can show it without a signature; a zero At: nothing is.
type Last struct {
	At         time.Time       `json:"at"`
	User       eth.Address     `json:"user"` // whom it was told
	Deployment wire.Deployment `json:"deployment"`
}

// LastOf is what is kept for an order of a user's.
func LastOf(user eth.Address, id order.ID) (l Last) {
	if user.IsZero() || !js.Local.Get(lastOf(id), &l) || l.User != user || l.Deployment.Order != id {
		return Last{}
	}
	return l
}

// Keep keeps what a gateway has just said, in place of what was kept.
func (l Last) Keep(user eth.Address, d wire.Deployment, now time.Time) Last {
	next := Last{At: now.UTC().Truncate(time.Second), User: user, Deployment: brief(d)}
	if l.User == user && now.Sub(l.At) < lastEvery && same(l.Deployment, next.Deployment) {
		return l
	}
	js.Local.Set(lastOf(d.Order), next)
	var ids []order.ID
	js.Local.Get(lastStore, &ids)
	ids, gone := queue(ids, d.Order, lastAtMost)
	for _, id := range gone {
		js.Local.Del(lastOf(id))
	}
	js.Local.Set(lastStore, ids)
	return next
}

// queue puts id last in a list of so many at most, and says who has to go.
func queue(ids []order.ID, id order.ID, most int) (kept, gone []order.ID) {
	kept = append(slices.DeleteFunc(slices.Clone(ids), func(x order.ID) bool { return x == id }), id)
	if n := len(kept) - most; n > 0 {
		kept, gone = kept[n:], kept[:n]
	}
	return kept, gone
}

// brief is a deployment without what only matters while it is watched.
func brief(d wire.Deployment) wire.Deployment {
	d.Steps, d.Unknown, d.Maintenance = nil, nil, nil
	return d
}

func same(a, b wire.Deployment) bool {
	x, err := json.Marshal(a)
	if err != nil {
		return false
	}
	y, err := json.Marshal(b)
	return err == nil && string(x) == string(y)
}

func lastOf(id order.ID) string { return lastStore + "." + id.String() }
