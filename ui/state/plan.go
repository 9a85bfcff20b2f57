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

// GoOn has the order's page deploy what was chosen as soon as that can be, once, in this tab.
func GoOn(id order.ID) { js.Session.Set(goStore(id), true) }

// TakeGoOn reports whether it is to, and ends that.
func TakeGoOn(id order.ID) (yes bool) {
	js.Session.Get(goStore(id), &yes)
	js.Session.Del(goStore(id))
	return yes
}

// GoesOn reports whether it is to.
func GoesOn(id order.ID) (yes bool) {
	js.Session.Get(goStore(id), &yes)
	return yes
}

func goStore(id order.ID) string { return "berth.go." + id.String() }

func planStore(id order.ID) string { return "berth.deploy." + id.String() }
