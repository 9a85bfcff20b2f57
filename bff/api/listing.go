package api

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"berth/bff/dossier"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/wire"
)

// Enlister takes a node's wallet's word on whether lists show the node.
type Enlister interface {
	Set(ctx context.Context, node eth.Address, listed bool) (dossier.Enlisting, error)
}

func (a nodeRoutes) getListing(c *fiber.Ctx) error {
	n, err := a.node(c)
	if err != nil {
		return err
	}
	return c.JSON(a.listing(n))
}

func (a nodeRoutes) listing(n wire.Node) wire.Listing {
	l := wire.Listing{Unlisted: n.Unlisted, Undescribed: a.cfg.Catalogue.Undescribed(n.Address)}
	if e, there := a.cfg.Catalogue.Enlisting(n.Address); there {
		l.Listed, l.At = &e.Listed, e.At
	}
	return l
}

// putListing is for the node's own wallet: an operator key lies on a server.
func (a nodeRoutes) putListing(c *fiber.Ctx) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	n, err := a.node(c)
	if err != nil {
		return err
	}
	if s.Address != n.Address {
		return problem.New(403, problem.NotYours, "this node is not yours").Remedy("log in with the wallet that registered it")
	}
	if err := limit(c, a.listings, s.Address.String()); err != nil {
		return err
	}
	var r wire.List
	if err := body(c, &r); err != nil {
		return err
	}
	e, err := a.cfg.Enlist.Set(c.UserContext(), n.Address, r.Listed)
	if err != nil {
		return err
	}
	a.cfg.Catalogue.Publish()
	if n, err = a.node(c); err != nil {
		return err
	}
	l := a.listing(n)
	l.Listed, l.At = &e.Listed, e.At
	return c.JSON(l)
}
