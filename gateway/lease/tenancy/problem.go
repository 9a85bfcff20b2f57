package tenancy

import (
	"strconv"

	"berth/shared/order"
	"berth/shared/problem"
)

// In how many seconds to ask again.
const (
	soon  = 2
	later = 5
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

// again says when to ask again what becomes true by itself.
func again(p *problem.Problem, seconds int) *problem.Problem {
	s := strconv.Itoa(seconds)
	return p.Remedy("try again in %s s", s).With("retryAfter", s)
}

// notYet is for what this node has not seen on the chain and others may have.
func notYet(title string, args ...any) error {
	return again(problem.New(409, problem.NotYet, title, args...), soon)
}

func notActive(id order.ID) error {
	return notYet("order %s is not active yet", id)
}

func silent(err error) error {
	return again(problem.New(503, problem.Unavailable, "the chain cannot be asked now"), later).Because(err)
}

func notDeployed(id order.ID) error {
	return problem.New(409, problem.NotDeployed, "nothing is deployed for order %s", id).Remedy("deploy something first")
}

func noRoom(id order.ID) error {
	return problem.New(409, problem.NoRoomBeside, "order %s has no room for the new revision beside the one that runs", id).
		Remedy("ask again with shortStop: what runs then ends before the new revision answers; or rent more")
}
