package api

import (
	"context"
	"errors"

	"github.com/gofiber/fiber/v2"

	"berth/bff/relay"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/wire"
)

// Relayer pays the gas of users' first orders; *relay.Relay is one. from is the network that a request comes from.
type Relayer interface {
	Offer(ctx context.Context, user eth.Address, from string) (wire.RelayOffer, error)
	Send(ctx context.Context, user eth.Address, from string, req wire.RelayRequest) (wire.Relay, error)
	State(ctx context.Context, user eth.Address, id string) (wire.Relay, error)
}

var _ Relayer = (*relay.Relay)(nil)

// keySignature is how long a key's signature is. Contracts' are not taken here.
const keySignature = 65

func (a orderRoutes) getRelay(c *fiber.Ctx) error {
	user, err := a.relayed(c)
	if err != nil {
		return err
	}
	if err := limit(c, a.wishes, user.String()); err != nil {
		return err
	}
	o, err := a.cfg.Relay.Offer(c.UserContext(), user, a.ip(c))
	if err != nil {
		return err
	}
	return c.JSON(o)
}

func (a orderRoutes) postRelay(c *fiber.Ctx) error {
	user, err := a.relayed(c)
	if err != nil {
		return err
	}
	var req wire.RelayRequest
	if err := body(c, &req); err != nil {
		return err
	}
	for field, sig := range map[string]eth.Bytes{"signature": req.Signature, "owner": req.Owner} {
		if len(sig) != keySignature {
			return problem.Field(field, "65 bytes: only what keys have signed is sent")
		}
	}
	if req.Approval != nil && len(req.Approval.Signature) != keySignature {
		return problem.Field("approval.signature", "65 bytes")
	}
	for _, key := range []string{user.String(), a.ip(c)} {
		if err := limit(c, a.relays, key); err != nil {
			return err
		}
	}
	x, err := a.cfg.Relay.Send(c.UserContext(), user, a.ip(c), req)
	if err != nil {
		return err
	}
	return c.Status(202).JSON(x)
}

func (a orderRoutes) getRelayed(c *fiber.Ctx) error {
	user, err := a.relayed(c)
	if err != nil {
		return err
	}
	x, err := a.cfg.Relay.State(c.UserContext(), user, c.Params("id"))
	if errors.Is(err, relay.ErrNone) {
		return notFound("you asked for no such order within a day")
	}
	if err != nil {
		return err
	}
	return c.JSON(x)
}

// relayed is whoever asks the relayer for something, if there is one.
func (a orderRoutes) relayed(c *fiber.Ctx) (eth.Address, error) {
	s, err := a.session(c)
	if err != nil {
		return eth.Address{}, err
	}
	if a.cfg.Relay == nil {
		return eth.Address{}, notFound("this platform pays nobody's gas")
	}
	return s.Address, nil
}
