package greet

import (
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// promise is what the quote for an offer is to promise, where the node can give that: one way to meet the need, and all that
// was promised for the order that it replaces. The reason has a Code where the node cannot.
func promise(g wire.Greet, old, have order.Features) (order.Features, wire.Why) {
	if !g.Needs.Met(have) {
		return 0, wire.Why{Code: "root", Wanted: string(g.Needs), Free: have.String(), Text: "images that start as root: " + can(have)}
	}
	if lost := old &^ have; lost != 0 {
		id := g.Replaces.String()
		return 0, wire.Why{Code: "root", Wanted: lost.String(), Free: have.String(), Text: "order " + id + " was promised what the node cannot give now; " + can(have)}
	}
	return g.Needs.Of(have) | old, wire.Why{}
}

// can says what a node does with images that start as root.
func can(f order.Features) string {
	switch f {
	case 0:
		return "the node runs none of them as root now"
	case order.UserNS:
		return "the node runs them in user namespaces and has no sandbox now"
	case order.Sandbox:
		return "the node runs them in a sandbox and has no user namespaces now"
	}
	return "the node runs them in user namespaces and in a sandbox"
}

// needs is nil for an offer whose need is one that there is.
func needs(g wire.Greet) error {
	if g.Needs.Known() {
		return nil
	}
	return problem.Field("needs", "%s", order.NeedsHelp)
}
