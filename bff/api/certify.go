package api

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"berth/shared/eth"
	"berth/shared/wire"
)

// Certifier knows what was found out about nodes; *certify.Certifier does.
type Certifier interface {
	Certification(node eth.Address) wire.Certification
}

// Evidence has what was found; store.Checks does. Its none is told by None.
type Evidence interface {
	EvidenceOf(ctx context.Context, node eth.Address, before string, limit int) (wire.Page[wire.EvidenceBrief], error)
	Evidence(ctx context.Context, id string) (wire.EvidenceDocument, error)
	Incidents(ctx context.Context, node eth.Address) ([]wire.Absence, error)
}

func (a nodeRoutes) getCertification(c *fiber.Ctx) error {
	n, err := a.node(c)
	if err != nil {
		return err
	}
	if a.cfg.Certifier == nil {
		return notFound("this platform certifies no nodes")
	}
	out := a.cfg.Certifier.Certification(n.Address)
	past, err := a.cfg.Evidence.Incidents(c.UserContext(), n.Address)
	if err != nil {
		return err
	}
	out.Incidents = append(out.Incidents, past...)
	out.Command = a.cfg.Command + n.Address.String()
	return c.JSON(out)
}

func (a nodeRoutes) getEvidenceList(c *fiber.Ctx) error {
	n, err := a.node(c)
	if err != nil {
		return err
	}
	before, most, err := pageOf(c)
	if err != nil {
		return err
	}
	if a.cfg.Evidence == nil {
		return notFound("this platform certifies no nodes")
	}
	page, err := a.cfg.Evidence.EvidenceOf(c.UserContext(), n.Address, before, most)
	if err != nil {
		return err
	}
	return c.JSON(page)
}

// documents bounds how many of the documents one address gets: they are long.
const documentsAtOnce, documentsAMinute = 60, 60

func (a nodeRoutes) getEvidence(c *fiber.Ctx) error {
	id := c.Params("id")
	if a.cfg.Evidence == nil || len(id) != 2*len(eth.Hash{}) {
		return notFound("no such evidence")
	}
	if err := limit(c, a.documents, a.ip(c)); err != nil {
		return err
	}
	e, err := a.cfg.Evidence.Evidence(c.UserContext(), id)
	if a.cfg.None != nil && a.cfg.None(err) {
		return notFound("no such evidence").Remedy("of a node the newest are kept: see GET /api/nodes/{address}/evidence")
	}
	if err != nil {
		return err
	}
	return c.JSON(e)
}
