package api

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"berth/bff/negotiate"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

func (a offerRoutes) postOffer(c *fiber.Ctx) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	var r wire.OfferRequest
	if err := body(c, &r); err != nil {
		return err
	}
	if r.Template != "" && !a.shelf.has(r.Template) {
		return problem.Field("template", "the id of one of GET /api/templates, or nothing")
	}
	if err := negotiate.Check(r, a.cfg.Tokens); err != nil {
		return err
	}
	if r.Replaces != 0 {
		if err := a.replacing(c.UserContext(), s.Address, &r); err != nil {
			return err
		}
	}
	if err := limit(c, a.offers, s.Address.String()); err != nil {
		return err
	}
	if err := limit(c, a.askers, a.ip(c)); err != nil {
		return err
	}
	id, err := a.cfg.Negotiate.Start(c.UserContext(), s.Address, a.ip(c), r)
	if err != nil {
		return err
	}
	return c.Status(201).JSON(wire.OfferStarted{ID: id})
}

// replacing checks that an offer is to replace a running order of its user, and makes it one to that order's node, for
// the service that runs there.
func (a offerRoutes) replacing(ctx context.Context, user eth.Address, r *wire.OfferRequest) error {
	o, ok := a.cfg.Index.Order(r.Replaces)
	if !ok {
		err := a.ahead.order(ctx, user, r.Replaces)
		if p := asProblem(err); p.Code != problem.NotFound && p.Code != problem.NotYours {
			return err
		}
	}
	if ok && o.User == user && o.State == order.Active && !time.Now().Before(o.EndsAt()) {
		later, err := a.ahead.endsLater(ctx, o.Order)
		if err != nil {
			return err
		}
		if later {
			return notYet(time.Second, "order %s was extended, and that is not read yet", r.Replaces)
		}
	}
	switch {
	case !ok || o.User != user:
		return problem.Field("replaces", "the number of an order of yours")
	case o.State == order.Created:
		return notYet(2*time.Second, "order %s has not begun yet", r.Replaces)
	case o.State == order.Replaced:
		return problem.Field("replaces", "order %s was replaced by order %s: name that one", r.Replaces, o.ReplacedBy)
	case r.Token != o.Token:
		return problem.Field("token", "that of the order which is to be replaced")
	case o.State != order.Active || !time.Now().Before(o.EndsAt()):
		return problem.Field("replaces", "an order that runs: order %s does not", r.Replaces)
	case len(r.Nodes) > 1 || len(r.Nodes) == 1 && r.Nodes[0] != o.Node:
		return problem.Field("nodes", "the order's own node, or nothing: an order cannot move to another")
	}
	r.Nodes = []eth.Address{o.Node}
	if r.Template == "" {
		r.Template = a.view(ctx, o, user).Template
	}
	return nil
}

func (a offerRoutes) getOffer(c *fiber.Ctx) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	o, err := a.cfg.Negotiate.Offer(c.UserContext(), s.Address, c.Params("id"))
	if err != nil {
		return offerError(err)
	}
	o.Answers = slices.Clone(o.Answers)
	for i := range o.Answers {
		if q := o.Answers[i].Quote; q != nil {
			o.Answers[i].Void = a.cfg.Index.Void(*q)
		}
	}
	return c.JSON(o)
}

func offerError(err error) error {
	if errors.Is(err, negotiate.ErrNone) {
		return notFound("no such offer").Remedy("offers are kept for 30 days, for those who made them")
	}
	return err
}

func (a offerRoutes) getOfferEvents(c *fiber.Ctx) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	id := c.Params("id")
	if _, err := a.cfg.Negotiate.Offer(c.UserContext(), s.Address, id); err != nil {
		return offerError(err)
	}
	from := 0
	if last, err := strconv.Atoi(c.Get("Last-Event-ID")); err == nil && last >= 0 {
		from = last + 1
	}
	return a.stream(c, s.Address, func(ctx context.Context, send sender) error {
		for {
			events, last, err := a.cfg.Negotiate.Events(ctx, s.Address, id, from)
			if err != nil {
				return err
			}
			for _, e := range events {
				if err := send(e.Name, strconv.Itoa(from), e.Data); err != nil {
					return err
				}
				from++
			}
			if last {
				return nil
			}
		}
	})
}
