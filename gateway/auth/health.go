package auth

import (
	"time"

	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/scope"
	"berth/shared/typed"
	"berth/shared/wire"
)

// Watcher checks a question about the health of orders, which an access key has signed, and gives what says of which of them its holder may
// hear. Nothing is written down but that the key was used, and neither chain nor wallet is asked: it is asked again and again.
func (a *Auth) Watcher(req wire.HealthRequest) (may func(order.ID) bool, err error) {
	now := a.now()
	switch {
	case len(req.Orders) == 0 || len(req.Orders) > wire.MostHealth:
		return nil, problem.Field("orders", "1 to %d orders' numbers", wire.MostHealth)
	case !req.NotAfter.After(now):
		return nil, problem.New(400, problem.Expired, "the question was good until %s", stamp(req.NotAfter)).Remedy("sign a new one (here it is %s)", stamp(now))
	case req.NotAfter.After(now.Add(wire.HealthLife+skew)) || !whole(req.NotAfter):
		return nil, problem.Field("notAfter", "at most %d minutes ahead, in whole seconds", int(wire.HealthLife/time.Minute))
	}
	m := typed.Health{Gateway: a.gateway, Node: a.node, Orders: req.Orders, NotAfter: req.NotAfter}
	if err := a.signedByKey(req.Key, m.Data(a.domain), req.Signature, now); err != nil {
		return nil, err
	}
	return func(id order.ID) bool {
		user, known := a.orders.Owner(id)
		if !known {
			return false
		}
		_, err := a.allowed(user, req.Key, func(k *key) error {
			if x := k.Request.Access; !a.covers(x.Order, id) || !x.Scopes.Has(scope.Health) {
				return keyOver()
			}
			return nil
		})
		return err == nil
	}, nil
}
