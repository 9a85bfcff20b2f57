package api

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"berth/bff/indexer"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// Watcher tells users when what runs for an order dies, where they let it; *health.Service is one.
type Watcher interface {
	Watched(context.Context, indexer.Order) (wire.Watched, error)
	Begin(context.Context, indexer.Order, wire.WatchRequest) (wire.Watched, error)
	End(context.Context, indexer.Order) error
}

func (a orderRoutes) getHealth(c *fiber.Ctx) error {
	o, err := a.mine(c)
	if err != nil {
		return err
	}
	v, err := a.cfg.Watcher.Watched(c.UserContext(), o)
	if err != nil {
		return err
	}
	return c.JSON(v)
}

func (a orderRoutes) putHealth(c *fiber.Ctx) error {
	o, err := a.mine(c)
	if err != nil {
		return err
	}
	var r wire.WatchRequest
	if err := body(c, &r); err != nil {
		return err
	}
	if err := limit(c, a.watched, o.User.String()); err != nil {
		return err
	}
	v, err := a.cfg.Watcher.Begin(c.UserContext(), o, r)
	if err != nil {
		return err
	}
	return c.JSON(v)
}

func (a orderRoutes) deleteHealth(c *fiber.Ctx) error {
	o, err := a.mine(c)
	if err != nil {
		return err
	}
	if err := a.cfg.Watcher.End(c.UserContext(), o); err != nil {
		return err
	}
	return c.SendStatus(204)
}

// mine is the order that a request is for: one of whoever asks.
func (a orderRoutes) mine(c *fiber.Ctx) (indexer.Order, error) {
	var none indexer.Order
	s, err := a.session(c)
	if err != nil {
		return none, err
	}
	id, err := order.ParseID(c.Params("id"))
	if err != nil {
		return none, problem.Field("id", "the order's number")
	}
	o, ok := a.cfg.Index.Order(id)
	switch {
	case !ok:
		return none, a.ahead.order(c.UserContext(), s.Address, id)
	case o.User != s.Address:
		return none, notYours()
	}
	return o, nil
}
