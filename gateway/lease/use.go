package lease

import (
	"time"

	"berth/shared/order"
	"berth/shared/wire"
)

// Use is what an order's services used over the last span: up to an hour in steps of 15 seconds, else a day in steps of
// 5 minutes.
func (k *Keeper) Use(id order.ID, span time.Duration) (wire.Use, error) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	e := k.orders[id]
	if e == nil {
		return wire.Use{}, problemUnknown(id)
	}
	every := 15
	if span > time.Hour {
		every = 300
	}
	return wire.Use{Every: every, Samples: []wire.UseSample{}, Services: []wire.ServiceUse{}, Bought: k.tip(e).rec.Order.Resources}, nil
}
