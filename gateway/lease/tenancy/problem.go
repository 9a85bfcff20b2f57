package tenancy

import (
	"time"

	"berth/shared/order"
	"berth/shared/problem"
)

// How long to wait before asking again.
const (
	soon  = 2 * time.Second
	later = 5 * time.Second
)

// over is what a call on an order that is over gets.
func over(id order.ID) error {
	return problem.New(409, problem.OrderEnded, "order %s has ended", id).Remedy("rent again to run something")
}

func unknown(id order.ID) error {
	return problem.New(404, problem.NotFound, "there is no order %s on this node", id)
}

func noOrder() error {
	return problem.New(404, problem.NotFound, "you have no order with this node").Remedy("rent first")
}

func notYours(id order.ID) error {
	return problem.New(403, problem.NotYours, "order %s belongs to another user", id)
}

// notYet is for what this node has not seen on the chain and others may have.
func notYet(title string, args ...any) error {
	return problem.New(409, problem.NotYet, title, args...).Again(soon)
}

func notActive(id order.ID) error {
	return notYet("order %s is not active yet", id)
}

func silent(err error) error {
	return problem.New(503, problem.Unavailable, "the chain cannot be asked now").Again(later).Because(err)
}

func notDeployed(id order.ID) error {
	return problem.New(409, problem.NotDeployed, "nothing is deployed for order %s", id).Remedy("deploy something first")
}

func brokenPromise(id order.ID, lost order.Features) error {
	return problem.New(409, problem.FeatureLost, "order %s was promised what this node cannot give now: %s", id, lost).With("lost", lost.String()).
		Remedy("what runs goes on; try again later, or cancel the order and take another node").Again(later)
}

func noRoom(id order.ID) error {
	return problem.New(409, problem.NoRoomBeside, "order %s has no room for the new revision beside the one that runs", id).
		Remedy("ask again with shortStop: what runs then ends before the new revision answers; or rent more")
}
