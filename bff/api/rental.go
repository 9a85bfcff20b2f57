package api

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"berth/bff/negotiate"
	"berth/bff/recommend"
	"berth/bff/rental"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/wire"
)

// postRecommend says what to rent, and from whom.
func (a offerRoutes) postRecommend(c *fiber.Ctx) error {
	var r wire.RecommendRequest
	if err := body(c, &r); err != nil {
		return err
	}
	if err := a.cfg.Advisor.Check(&r); err != nil {
		return err
	}
	if err := limit(c, a.advised, a.ip(c)); err != nil {
		return err
	}
	out, err := a.cfg.Advisor.Advise(c.UserContext(), a.own(c), r)
	if err != nil {
		return err
	}
	return c.JSON(out)
}

func (a offerRoutes) postRental(c *fiber.Ctx) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	var r wire.RentalRequest
	if err := body(c, &r); err != nil {
		return err
	}
	switch {
	case r.Template != "" && !a.shelf.has(r.Template):
		return problem.Field("template", "the id of one of GET /api/templates, or nothing")
	case r.Replaces != 0:
		return problem.Field("replaces", "nothing: what replaces an order stays with its node")
	case r.First:
		return problem.Field("first", "nothing: one node is asked at a time")
	case len(r.RTT) > recommend.MostRTT:
		return problem.Field("rtt", "of %d nodes at most", recommend.MostRTT)
	}
	if err := negotiate.Check(r.OfferRequest, a.cfg.Tokens); err != nil {
		return err
	}
	if err := limit(c, a.offers, s.Address.String()); err != nil {
		return err
	}
	if err := limit(c, a.askers, a.ip(c)); err != nil {
		return err
	}
	x, err := a.cfg.Rentals.Start(c.UserContext(), s.Address, r)
	if err != nil {
		return err
	}
	return c.Status(201).JSON(x)
}

func (a offerRoutes) getRental(c *fiber.Ctx) error { return a.rental(c, a.cfg.Rentals.Get) }

func (a offerRoutes) deleteRental(c *fiber.Ctx) error { return a.rental(c, a.cfg.Rentals.Stop) }

func (a offerRoutes) postRentalReport(c *fiber.Ctx) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	var p wire.RentalReport
	if err := body(c, &p); err != nil {
		return err
	}
	if err := limit(c, a.wishes, s.Address.String()); err != nil {
		return err
	}
	x, err := a.cfg.Rentals.Report(c.UserContext(), s.Address, p)
	if err != nil {
		return rentalError(err)
	}
	return c.JSON(x)
}

// rental does something with the user's rental.
func (a offerRoutes) rental(c *fiber.Ctx, f func(context.Context, eth.Address) (wire.Rental, error)) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	x, err := f(c.UserContext(), s.Address)
	if err != nil {
		return rentalError(err)
	}
	return c.JSON(x)
}

func rentalError(err error) error {
	if errors.Is(err, rental.ErrNone) {
		return notFound("you have not searched for a node").Remedy("begin with POST /api/rental")
	}
	return err
}

// rentalEvery is how often a rental is looked at while somebody watches it.
const rentalEvery = time.Second

func (a offerRoutes) getRentalEvents(c *fiber.Ctx) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	seen, _ := strconv.ParseUint(c.Get("Last-Event-ID"), 10, 64) // what is no number is of no rental
	return a.stream(c, s.Address, func(ctx context.Context, send sender) error {
		t := time.NewTicker(rentalEvery)
		defer t.Stop()
		for {
			x, err := a.cfg.Rentals.Get(ctx, s.Address)
			if err != nil {
				return rentalError(err)
			}
			if x.Version != seen {
				seen = x.Version
				if err := send("rental", strconv.FormatUint(seen, 10), x); err != nil {
					return err
				}
			}
			select {
			case <-t.C:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	})
}
