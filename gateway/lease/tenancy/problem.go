package tenancy

import (
	"berth/shared/order"
	"berth/shared/problem"
)

// over is what a call on an order that is over gets.
func over(id order.ID) error {
	return problem.New(409, problem.OrderEnded, "order %s has ended", id).Remedy("rent again to run something")
}

func unknown(id order.ID) error {
	return problem.New(404, problem.NotFound, "there is no order %s on this node", id).Remedy("if it was made just now, try again in a few seconds")
}

func notDeployed(id order.ID) error {
	return problem.New(409, problem.NotDeployed, "nothing is deployed for order %s", id).Remedy("deploy something first")
}

func noRoom(id order.ID) error {
	return problem.New(409, problem.NoRoomBeside, "order %s has no room for the new revision beside the one that runs", id).
		Remedy("ask again with shortStop: what runs then ends before the new revision answers; or rent more")
}
