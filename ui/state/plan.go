package state

import (
	"berth/shared/order"
	"berth/ui/js"
)

// Plan is the service of the catalogue that an order was placed for. It is kept beside the order in the browser's storage
// until it is deployed.
type Plan struct {
	Template string            `json:"template"`
	Params   map[string]string `json:"params"`
}

// Keep keeps the plan for an order.
func (p Plan) Keep(id order.ID) { js.Local.Set(planStore(id), p) }

// PlanOf is what was kept for an order; not ok: nothing was.
func PlanOf(id order.ID) (p Plan, ok bool) {
	ok = js.Local.Get(planStore(id), &p)
	return p, ok
}

func planStore(id order.ID) string { return "berth.deploy." + id.String() }
