package lease

import (
	"context"

	"berth/gateway/cluster"
	"berth/shared/order"
	"berth/shared/wire"
)

// Log gives the lines of one of an order's services to take, as Cluster.Log does: while it runs, and after its end until
// its data is collected. ErrNoLog where there are none.
func (k *Keeper) Log(ctx context.Context, id order.ID, service string, q cluster.LogQuery, take func([]wire.LogLine) error) error {
	k.mu.RLock()
	e := k.orders[id]
	var w order.ID
	gone := false
	if e != nil {
		w, gone = k.root(e).rec.Order.ID, k.root(e).rec.Collected
	}
	k.mu.RUnlock()
	switch {
	case e == nil:
		return problemUnknown(id)
	case gone:
		return cluster.ErrNoLog
	}
	return k.cfg.Cluster.Log(ctx, w, service, q, take)
}
