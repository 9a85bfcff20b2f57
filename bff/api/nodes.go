package api

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"berth/bff/catalogue"
	"berth/bff/pricing"
	"berth/shared/amount"
	"berth/shared/clip"
	"berth/shared/eth"
	"berth/shared/order"
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
			there := "this takes none"
			if len(names) > 0 {
				there = "there are " + strings.Join(names, ", ")
			}
			q.err = problem.Field(clip.To(name, 40), "there is no such parameter; %s", there)
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

// limit is how long a page may be at most; 0: that is not said.
func (q *query) limit() int {
	s := q.v.Get("limit")
	if s == "" || q.err != nil {
		return 0
	}
	n, err := strconv.ParseUint(s, 10, 16)
	if err != nil || n < 1 || n > catalogue.MaxLimit {
		q.err = problem.Field("limit", "a whole number from 1 to %d", catalogue.MaxLimit)
	}
	return int(n)
}

func (q *query) rate(name string) amount.Nano {
	s := q.v.Get(name)
	if s == "" || q.err != nil {
		return amount.Nano{}
	}
	n, err := amount.ParseNano(s)
	if err != nil || n.Bits() > 128 {
		q.err = problem.Field(name, "decimal digits: 10^-9 of the token's smallest units a second")
	}
	return n
}

// address is zero where there is none.
func (q *query) address(name string) (a eth.Address) {
	s := q.v.Get(name)
	if s == "" || q.err != nil {
		return a
	}
	a, err := eth.ParseAddress(s)
	if err != nil || a.IsZero() {
		q.err = problem.Field(name, "0x and 40 hex digits")
	}
	return a
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

var resourceNames = []string{"cpuMilli", "memoryMiB", "diskMiB", "trafficMiB", "gpu", "gpuModel", "duration", "token", "needs"}

var nodeNames = append(slices.Clone(resourceNames), "maxRate", "region", "level", "q", "sort", "limit", "cursor")

// nodeQuery reads the query of GET /api/nodes; a duration of 0 is the default.
func nodeQuery(raw string) (n wire.NodeQuery, duration uint32, err error) {
	q := parseQuery(raw, nodeNames...)
	n = wire.NodeQuery{
		Resources: q.resources(), Token: q.address("token"), MaxRate: q.rate("maxRate"), Region: q.text("region", 64), Needs: order.Need(q.text("needs", 20)), Level: wire.Level(q.text("level", 20)), Text: q.text("q", 100),
		Sort: q.text("sort", 20), Limit: q.limit(), Cursor: q.text("cursor", 100),
	}
	return n, uint32(q.number("duration", 32)), q.err
}

func (a nodeRoutes) getNodes(c *fiber.Ctx) error {
	raw := string(c.Request().URI().QueryString())
	version := a.cfg.Catalogue.Version()
	k := a.lists.get(raw, version)
	if k == nil {
		q, duration, err := nodeQuery(raw)
		if err != nil {
			return err
		}
		page, _ := a.pages.Get().(*catalogue.Page)
		if page == nil {
			page = &catalogue.Page{}
		}
		defer func() { page.Clear(); a.pages.Put(page) }()
		if err := a.cfg.Catalogue.Find(page, q, duration); err != nil {
			return err
		}
		b, err := json.Marshal(&page.NodeList)
		if err != nil {
			return err
		}
		k = &kept{body: b}
		a.lists.put(raw, version, k)
	}
	c.Response().Header.SetContentType(fiber.MIMEApplicationJSON)
	return k.send(c)
}

// lists keeps the answers to the queries that many send, for as long as the catalogue is the same. It is safe for
// concurrent use.
type lists struct {
	mu      sync.RWMutex
	version uint64
	answers map[string]*kept
}

// maxLists is how many answers are kept; a page of 100 nodes is about 100 KiB.
const maxLists = 256

func (l *lists) get(query string, version uint64) *kept {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.version != version {
		return nil
	}
	return l.answers[query]
}

func (l *lists) put(query string, version uint64, k *kept) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.version != version || l.answers == nil {
		l.version, l.answers = version, map[string]*kept{}
	}
	if len(l.answers) < maxLists {
		l.answers[query] = k
	}
}

func (a nodeRoutes) getNode(c *fiber.Ctx) error {
	n, err := a.node(c)
	if err != nil {
		return err
	}
	return c.JSON(n)
}

// node is that of the path.
func (a nodeRoutes) node(c *fiber.Ctx) (wire.Node, error) {
	address, err := eth.ParseAddress(c.Params("address"))
	if err != nil {
		return wire.Node{}, problem.Field("address", "0x and 40 hex digits")
	}
	n, ok := a.cfg.Catalogue.Node(address)
	if !ok {
		entry, err := a.ahead.node(c.UserContext(), a.ip(c), address)
		switch {
		case err != nil:
			return wire.Node{}, err
		case entry.Registered():
			return wire.Node{}, notYet(time.Second, "the node has registered, and that is not read yet")
		}
		return wire.Node{}, notFound("no such node")
	}
	return n, nil
}

// getBusiness is for the node's wallet and its operator.
func (a nodeRoutes) getBusiness(c *fiber.Ctx) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	n, err := a.node(c)
	if err != nil {
		return err
	}
	if s.Address != n.Address && s.Address != n.Operator {
		return problem.New(403, problem.NotYours, "this node is not yours")
	}
	var b wire.Business
	b.Earned, b.Escrow = a.cfg.Index.Income(n.Address)
	_, b.Live, _ = a.cfg.Index.NodeOrders(n.Address, order.State.Live, 0, 0)
	_, all, _ := a.cfg.Index.NodeOrders(n.Address, func(order.State) bool { return true }, 0, 0)
	b.Ended = all - b.Live
	b.Sight, _ = a.cfg.Catalogue.Sight(n.Address)
	return c.JSON(b)
}

func (a nodeRoutes) getPrice(c *fiber.Ctx) error {
	q := parseQuery(string(c.Request().URI().QueryString()), resourceNames...)
	r, duration, token := q.resources(), uint32(q.number("duration", 32)), q.address("token")
	needs := order.Need(q.text("needs", 20))
	if !needs.Known() && q.err == nil {
		q.err = problem.Field("needs", "%s", order.NeedsHelp)
	}
	if token.IsZero() {
		token = a.cfg.Tokens[0]
	}
	if q.err != nil {
		return q.err
	}
	if err := validate(r, ""); err != nil {
		return err
	}
	if !slices.Contains(a.cfg.Tokens, token) {
		return problem.Field("token", "one that this platform accepts: see the tokens of GET /api/info")
	}
	return c.JSON(a.cfg.Prices.Hint(a.own(c), pricing.Want{Resources: r, Token: token, Duration: duration, Needs: needs}))
}

// own are the nodes as who asks meets them: what a user's own quotes hold is in nobody's way.
func (a *API) own(c *fiber.Ctx) pricing.Nodes {
	s, err := a.session(c)
	if err != nil {
		return a.cfg.Catalogue // whoever it is
	}
	return a.cfg.Negotiate.View(s.Address)
}

// validate names the field with a prefix.
func validate(r resource.Resources, prefix string) error {
	err := r.Validate()
	if f, ok := err.(*resource.FieldError); ok {
		return problem.Field(prefix+f.Field, "%s", f.Remedy)
	}
	return err
}
