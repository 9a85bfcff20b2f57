package api

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"berth/bff/pricing"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
)

// query reads a query string strictly: a name that is not known, or is there twice, is a problem.
type query struct {
	v   url.Values
	err error
}

func parseQuery(raw string, names ...string) *query {
	q := &query{}
	v, err := url.ParseQuery(raw)
	if err != nil {
		q.err = problem.New(400, problem.BadRequest, "the query string is not one")
		return q
	}
	for name, values := range v {
		if !slices.Contains(names, name) {
			q.err = problem.Field(clip(name, 40), "there is no such parameter; there are %s", strings.Join(names, ", "))
			return q
		}
		if len(values) > 1 {
			q.err = problem.Field(name, "give it once")
			return q
		}
	}
	q.v = v
	return q
}

func (q *query) text(name string, most int) string {
	s := q.v.Get(name)
	if len(s) > most && q.err == nil {
		q.err = problem.Field(name, "%d bytes at most", most)
		return ""
	}
	return s
}

func (q *query) number(name string, bits int) uint64 {
	s := q.v.Get(name)
	if s == "" || q.err != nil {
		return 0
	}
	n, err := strconv.ParseUint(s, 10, bits)
	if err != nil {
		q.err = problem.Field(name, "a whole number from 0 to %d", uint64(1)<<bits-1)
	}
	return n
}

func (q *query) amount(name string) amount.Amount {
	s := q.v.Get(name)
	if s == "" || q.err != nil {
		return amount.Amount{}
	}
	n, err := amount.Parse(s)
	if err != nil || n.Bits() > 128 {
		q.err = problem.Field(name, "decimal digits: the token's smallest units a second")
	}
	return n
}

func (q *query) resources() resource.Resources {
	r := resource.Resources{
		CPUMilli: uint32(q.number("cpuMilli", 32)), MemoryMiB: uint32(q.number("memoryMiB", 32)), DiskMiB: uint32(q.number("diskMiB", 32)),
		TrafficMiB: q.number("trafficMiB", 40), GPU: uint16(q.number("gpu", 16)), GPUModel: q.v.Get("gpuModel"),
	}
	if !resource.ValidModel(r.GPUModel) && q.err == nil {
		q.err = problem.Field("gpuModel", "at most 12 of a-z, 0-9 and -")
	}
	return r
}

var resourceNames = []string{"cpuMilli", "memoryMiB", "diskMiB", "trafficMiB", "gpu", "gpuModel", "duration"}

var nodeNames = append(slices.Clone(resourceNames), "maxRate", "region", "q", "sort", "limit", "cursor")

// nodeQuery reads the query of GET /api/nodes; a duration of 0 is the default.
func nodeQuery(raw string) (n wire.NodeQuery, duration uint32, err error) {
	q := parseQuery(raw, nodeNames...)
	n = wire.NodeQuery{
		Resources: q.resources(), MaxRate: q.amount("maxRate"), Region: q.text("region", 64), Text: q.text("q", 100),
		Sort: q.text("sort", 20), Limit: int(q.number("limit", 16)), Cursor: q.text("cursor", 100),
	}
	return n, uint32(q.number("duration", 32)), q.err
}

func (a *API) getNodes(c *fiber.Ctx) error {
	q, duration, err := nodeQuery(string(c.Request().URI().QueryString()))
	if err != nil {
		return err
	}
	list, err := a.cfg.Catalogue.Search(q, duration)
	if err != nil {
		return err
	}
	return c.JSON(list)
}

func (a *API) getNode(c *fiber.Ctx) error {
	address, err := eth.ParseAddress(c.Params("address"))
	if err != nil {
		return problem.Field("address", "0x and 40 hex digits")
	}
	n, ok := a.cfg.Catalogue.Node(address)
	if !ok {
		return notFound("no such node")
	}
	return c.JSON(n)
}

func (a *API) getPrice(c *fiber.Ctx) error {
	q := parseQuery(string(c.Request().URI().QueryString()), resourceNames...)
	r, duration := q.resources(), uint32(q.number("duration", 32))
	if q.err != nil {
		return q.err
	}
	if err := validate(r, ""); err != nil {
		return err
	}
	return c.JSON(pricing.Hint(a.cfg.Catalogue, r, duration))
}

// validate names the field with a prefix.
func validate(r resource.Resources, prefix string) error {
	err := r.Validate()
	if f, ok := err.(*resource.FieldError); ok {
		return problem.Field(prefix+f.Field, "%s", f.Remedy)
	}
	return err
}
