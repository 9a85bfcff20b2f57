package door

import (
	"slices"
	"time"

	"berth/gateway/ledger"
	"berth/gateway/secret"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// Visitors are the sessions of an order that are good, the newest first.
func (d *Doors) Visitors(id order.ID) []wire.Visitor {
	all, now := []wire.Visitor{}, d.now()
	d.mu.RLock()
	defer d.mu.RUnlock()
	h := d.halls[id]
	if h == nil {
		return all
	}
	for _, s := range slices.Backward(h.sessions) {
		if s.over(now) != nil {
			continue
		}
		v := wire.Visitor{
			ID: secret.Name(s.hash), Service: s.Service, Agent: s.Agent, Address: s.From, Since: s.Since,
			SeenAt: time.Unix(s.seen.Load(), 0).UTC(), ExpiresAt: s.end(),
		}
		if s.link != nil {
			v.Link, v.Label = s.link.id, s.link.Label
		}
		all = append(all, v)
	}
	return all
}

// Dismiss ends a session of an order, with an empty name all that came by links, and what is open by them.
func (d *Doors) Dismiss(id order.ID, name string) error {
	d.writing.Lock()
	defer d.writing.Unlock()
	d.mu.Lock()
	var gone []eth.Hash
	if h := d.halls[id]; h != nil {
		for _, s := range slices.Clone(h.sessions) {
			if name == "" && s.link != nil || name != "" && secret.Name(s.hash) == name {
				gone = append(gone, s.hash)
				d.dropSession(s)
			}
		}
	}
	d.mu.Unlock()
	if len(gone) == 0 && name != "" {
		return problem.New(404, problem.NotFound, "the order has no visitor %.40q", name).Remedy("GET /v1/orders/{id}/visitors lists them")
	}
	if len(gone) == 0 {
		return nil
	}
	return d.end(ledger.Doors{EndedSessions: gone})
}
