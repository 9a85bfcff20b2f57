package api

import (
	"context"
	"errors"
	"sync"

	"github.com/gofiber/fiber/v2"

	"berth/bff/indexer"
	"berth/bff/negotiate"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

func (a orderRoutes) getOrders(c *fiber.Ctx) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	q := parseQuery(string(c.Request().URI().QueryString()), "as", "state", "cursor", "limit")
	as, state := q.text("as", 10), q.text("state", 10)
	cursor, n := q.page()
	if q.err != nil {
		return q.err
	}
	keep := func(order.State) bool { return true }
	switch state {
	case "":
	case "live":
		keep = order.State.Live
	case "ended":
		keep = func(s order.State) bool { return !s.Live() }
	default:
		return problem.Field("state", "live, ended, or nothing for both")
	}
	var before order.ID
	if cursor != "" {
		if before, err = order.ParseID(cursor); err != nil {
			return problem.Field("cursor", "send the \"next\" of the page before")
		}
	}
	of := a.cfg.Index.Orders
	switch as {
	case "", "user":
	case "node":
		of = a.cfg.Index.NodeOrders
	default:
		return problem.Field("as", "user, which is the default, or node")
	}
	orders, total, more := of(s.Address, keep, before, n)
	page := wire.Page[wire.OrderView]{Items: make([]wire.OrderView, 0, len(orders)), Total: total}
	for _, o := range orders {
		page.Items = append(page.Items, a.view(c.UserContext(), o, s.Address))
	}
	if more {
		page.Next = orders[len(orders)-1].ID.String()
	}
	return c.JSON(page)
}

func (a orderRoutes) getOrder(c *fiber.Ctx) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	id, err := order.ParseID(c.Params("id"))
	if err != nil {
		return problem.Field("id", "the order's number")
	}
	o, ok := a.cfg.Index.Order(id)
	if !ok {
		return a.ahead.order(c.UserContext(), s.Address, id)
	}
	if n, ok := a.cfg.Catalogue.Node(o.Node); s.Address != o.User && s.Address != o.Node && (!ok || s.Address != n.Operator) {
		operates, err := a.ahead.operates(c.UserContext(), s.Address, o.Node)
		if err != nil {
			return err
		}
		if !operates {
			return notYours()
		}
	}
	return c.JSON(a.view(c.UserContext(), o, s.Address))
}

// view is an order with what others know of it, as somebody may see it.
func (a *API) view(ctx context.Context, o indexer.Order, viewer eth.Address) wire.OrderView {
	v := wire.OrderView{
		Order: o.Order, Steps: make([]wire.Step, 0, len(o.Steps)+1), PaidOut: o.Settled, Refunded: o.Refunded,
		Fees: o.Fees, Referred: o.Referred, Unserved: o.Unserved, Forfeited: o.Forfeited, MovedOver: o.MovedOver, Replaces: o.Replaces, ReplacedBy: o.ReplacedBy,
		EndedAt: o.EndedAt, EndedBy: o.EndedBy, Reason: o.Reason, ChainTime: a.cfg.Index.Head().Time,
	}
	if n, ok := a.cfg.Catalogue.Node(o.Node); ok {
		v.NodeName, v.NodeURL, v.Region = n.Name, n.URL, n.Region
	} else {
		v.NodeName = o.Node.Short()
	}
	if q, ok := a.origins.of(ctx, o); ok {
		v.Template = q.Template
		v.Steps = append(v.Steps, wire.Step{Kind: "quoted", At: q.At})
	}
	v.Steps = append(v.Steps, o.Steps...)
	a.care(ctx, o, viewer, &v)
	for hops := 0; v.Template == "" && o.Replaces != 0 && hops < maxHops; hops++ {
		var ok bool
		if o, ok = a.cfg.Index.Order(o.Replaces); !ok {
			break
		}
		if q, ok := a.origins.of(ctx, o); ok {
			v.Template = q.Template
		}
	}
	return v
}

// maxHops is how many replacements back an order's service is looked for.
const maxHops = 16

// origins remembers which offers orders came from, so that a list need not ask the store for each again.
type origins struct {
	quotes Quotes

	mu    sync.Mutex
	known map[originKey]negotiate.Quoted
}

type originKey struct {
	id    order.ID
	nonce uint64
}

const maxOrigins = 50_000

func newOrigins(q Quotes) *origins {
	return &origins{quotes: q, known: map[originKey]negotiate.Quoted{}}
}

func (x *origins) of(ctx context.Context, o indexer.Order) (negotiate.Quoted, bool) {
	k := originKey{o.ID, o.Nonce}
	x.mu.Lock()
	q, ok := x.known[k]
	x.mu.Unlock()
	if ok {
		return q, q.Offer != ""
	}
	key := negotiate.QuoteKey{Node: o.Node, User: o.User, Epoch: o.Epoch, Nonce: o.Nonce}
	q, err := x.quotes.Quoted(ctx, key)
	switch {
	case errors.Is(err, negotiate.ErrNone):
		q = negotiate.Quoted{} // made without us; that stays so
	case err != nil:
		return negotiate.Quoted{}, false
	case q.At.After(o.CreatedAt.Add(clockSkew)):
		q = negotiate.Quoted{}
	case !q.ExpiresAt.IsZero():
		if err := x.quotes.KeepQuote(ctx, key); err != nil {
			return q, true
		}
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if len(x.known) >= maxOrigins {
		clear(x.known)
	}
	x.known[k] = q
	return q, q.Offer != ""
}
