package lease

import (
	"berth/shared/order"
	"berth/shared/wire"
)

// Happenings are what happened to an order's deployment, newest first: those with a Seq above after, at most limit;
// 0 is all that are kept.
func (k *Keeper) Happenings(id order.ID, after uint64, limit int) ([]wire.Happening, error) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	if k.orders[id] == nil {
		return nil, problemUnknown(id)
	}
	return []wire.Happening{}, nil
}
