package api

import (
	"context"
	"slices"

	"github.com/gofiber/fiber/v2"

	"berth/bff/indexer"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// Agent is the platform's, which users may name to care for their orders; *agent.Agent is one.
type Agent interface {
	// Care is what it does for an order; serves: the order lives, and its user lets the agent act.
	Care(context.Context, indexer.Order) (c wire.Care, serves bool, err error)
	Want(context.Context, indexer.Order, wire.CareWish) error
	Sent(context.Context, indexer.Order) ([]eth.Hash, error) // transactions for an order
	Acts(ctx context.Context, user eth.Address, before string, most int) (wire.Page[wire.AgentAct], error)
}

func (a orderRoutes) getCare(c *fiber.Ctx) error {
	o, err := a.cared(c)
	if err != nil {
		return err
	}
	care, _, err := a.cfg.Agent.Care(c.UserContext(), o)
	if err != nil {
		return err
	}
	return c.JSON(care)
}

func (a orderRoutes) putCare(c *fiber.Ctx) error {
	o, err := a.cared(c)
	if err != nil {
		return err
	}
	w, err := wish(c)
	if err != nil {
		return err
	}
	if !o.State.Live() {
		return problem.New(409, problem.OrderEnded, "order %s has ended", o.ID)
	}
	if err := limit(c, a.wishes, o.User.String()); err != nil {
		return err
	}
	if err := a.cfg.Agent.Want(c.UserContext(), o, w); err != nil {
		return err
	}
	care, _, err := a.cfg.Agent.Care(c.UserContext(), o)
	if err != nil {
		return err
	}
	return c.JSON(care)
}

// getActs is what the agent did for whoever asks.
func (a orderRoutes) getActs(c *fiber.Ctx) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	if a.cfg.Agent == nil {
		return notFound("this platform is nobody's agent")
	}
	cursor, most, err := pageOf(c)
	if err != nil {
		return err
	}
	page, err := a.cfg.Agent.Acts(c.UserContext(), s.Address, cursor, most)
	if err != nil {
		return err
	}
	return c.JSON(page)
}

// wish reads what a user wants. Both have to be said: what is left out would be taken for no.
func wish(c *fiber.Ctx) (w wire.CareWish, err error) {
	var said struct {
		Renew *bool  `json:"renew"`
		Guard *bool  `json:"guard"`
		After uint32 `json:"after"`
	}
	if err := body(c, &said); err != nil {
		return w, err
	}
	switch {
	case said.Renew == nil:
		return w, problem.Field("renew", "true or false")
	case said.Guard == nil:
		return w, problem.Field("guard", "true or false")
	case said.After != 0 && (said.After < wire.LeastAway || said.After > wire.MostAway):
		return w, problem.Field("after", "from %d to %d seconds, or nothing for as long as the platform has it", wire.LeastAway, wire.MostAway)
	}
	return wire.CareWish{Renew: *said.Renew, Guard: *said.Guard, After: said.After}, nil
}

// cared is the order that a request about the agent's care is for: one of whoever asks.
func (a orderRoutes) cared(c *fiber.Ctx) (indexer.Order, error) {
	if _, err := a.session(c); err != nil {
		return indexer.Order{}, err
	}
	if _, err := order.ParseID(c.Params("id")); err == nil && a.cfg.Agent == nil {
		return indexer.Order{}, notFound("this platform is nobody's agent")
	}
	return a.mine(c)
}

// care adds to a view what the agent did for the order, and for its user what it does. What cannot be had is left out: the
// order itself is worth more.
func (a *API) care(ctx context.Context, o indexer.Order, viewer eth.Address, v *wire.OrderView) {
	if a.cfg.Agent == nil {
		return
	}
	if sent, err := a.cfg.Agent.Sent(ctx, o); err == nil {
		for i, s := range v.Steps {
			v.Steps[i].Agent = s.Tx != nil && slices.Contains(sent, *s.Tx)
		}
	}
	if viewer != o.User || !o.State.Live() {
		return
	}
	if c, serves, err := a.cfg.Agent.Care(ctx, o); err == nil && serves {
		v.Care = &c
	}
}
