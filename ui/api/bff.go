// Package api has the three servers that a page talks to, typed: the platform's backend (bff.go), a node's gateway
// (gateway.go) and the chain's public RPC (chain.go). All calls block, so they belong in app.Context's Async; each has
// a deadline. Errors are problem documents (berth/shared/problem), also for what goes wrong on the way.
package api

import (
	"context"
	"errors"
	"net/url"
	"strconv"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/js"
	"berth/ui/outside"
)

// maxDecimals is the most that a token may have; a 256-bit amount has 78 digits.
const maxDecimals = 77

// Info is GET /api/info.
func Info(ctx context.Context) (wire.Info, error) {
	info, err := get[wire.Info](ctx, "/api/info")
	tokens := []*wire.Token{&info.Chain.Native}
	for i := range info.Chain.Tokens {
		tokens = append(tokens, &info.Chain.Tokens[i])
	}
	for _, t := range tokens {
		if d := t.Decimals; err == nil && (d < 0 || d > maxDecimals) {
			err = problem.New(0, js.BadAnswer, "a token of the platform's has %d decimals", d).With("host", info.Name)
		}
		if t.Symbol == "" {
			t.Symbol = t.Address.Short()
		}
	}
	return info, err
}

// Contracts is /contracts.json, which is the site's and not the platform's; not ok: the site was built without.
func Contracts(ctx context.Context) (c wire.Contracts, ok bool, err error) {
	err = js.Do(ctx, js.Request{URL: "/contracts.json"}, &c)
	var p *problem.Problem
	if errors.As(err, &p) && p.Status == 404 {
		return c, false, nil
	}
	return c, err == nil && c.ChainID != 0, err
}

// Nodes is GET /api/nodes.
func Nodes(ctx context.Context, q wire.NodeQuery) (wire.NodeList, error) {
	return get[wire.NodeList](ctx, "/api/nodes"+query(NodeValues(q)))
}

// Market is GET /api/market.
func Market(ctx context.Context) (wire.Market, error) { return get[wire.Market](ctx, "/api/market") }

// Node is GET /api/nodes/{address}.
func Node(ctx context.Context, a eth.Address) (wire.Node, error) {
	return get[wire.Node](ctx, "/api/nodes/"+a.String())
}

// Certification is GET /api/nodes/{address}/certification; not ok: the platform certifies no nodes.
func Certification(ctx context.Context, node eth.Address) (c wire.Certification, ok bool, err error) {
	c, err = get[wire.Certification](ctx, "/api/nodes/"+node.String()+"/certification")
	var p *problem.Problem
	if errors.As(err, &p) && p.Status == 404 {
		return c, false, nil
	}
	return c, err == nil, err
}

// Evidence is a page of GET /api/nodes/{address}/evidence.
func Evidence(ctx context.Context, node eth.Address, cursor string) (wire.Page[wire.EvidenceBrief], error) {
	v := url.Values{}
	set(v, "cursor", cursor)
	return get[wire.Page[wire.EvidenceBrief]](ctx, "/api/nodes/"+node.String()+"/evidence"+query(v))
}

// EvidencePath is where a piece of evidence is, as it was signed.
func EvidencePath(id string) string { return "/api/evidence/" + url.PathEscape(id) }

// Business is GET /api/nodes/{address}/business.
func Business(ctx context.Context, node eth.Address) (wire.Business, error) {
	return get[wire.Business](ctx, "/api/nodes/"+node.String()+"/business")
}

// Listing is GET /api/nodes/{address}/listing.
func Listing(ctx context.Context, node eth.Address) (wire.Listing, error) {
	return get[wire.Listing](ctx, "/api/nodes/"+node.String()+"/listing")
}

// List is PUT /api/nodes/{address}/listing, for the node's own wallet.
func List(ctx context.Context, node eth.Address, listed bool) (out wire.Listing, err error) {
	err = ask(ctx, js.Request{Method: "PUT", URL: "/api/nodes/" + node.String() + "/listing", Body: wire.List{Listed: listed}}, &out)
	return out, err
}

// TemplatesFirst is the first of the requests of Templates.
const TemplatesFirst = "/api/templates?limit=100"

// maxTemplates is how many pages of services are read at most.
const maxTemplates = 20

// Templates is GET /api/templates, page by page.
func Templates(ctx context.Context) (all []wire.TemplateBrief, err error) {
	for path, n := TemplatesFirst, 0; n < maxTemplates; n++ {
		p, err := get[wire.Page[wire.TemplateBrief]](ctx, path)
		if all = append(all, p.Items...); err != nil || p.Next == "" {
			return all, err
		}
		path = TemplatesFirst + "&cursor=" + url.QueryEscape(p.Next)
	}
	return all, nil
}

// Template is GET /api/templates/{id}.
func Template(ctx context.Context, id string) (wire.Template, error) {
	return get[wire.Template](ctx, "/api/templates/"+url.PathEscape(id))
}

// Price is GET /api/price, in a token.
func Price(ctx context.Context, r resource.Resources, duration uint32, token eth.Address, needs order.Need) (wire.PriceHint, error) {
	v := resourceValues(r)
	v.Set("token", token.String())
	set(v, "needs", string(needs))
	if duration > 0 {
		v.Set("duration", strconv.FormatUint(uint64(duration), 10))
	}
	hint, err := get[wire.PriceHint](ctx, "/api/price"+query(v))
	if err == nil && hint.Token != token {
		err = problem.New(0, js.BadAnswer, "the platform gave prices in another token").With("status", "200")
	}
	return hint, err
}

// Challenge is POST /api/login/challenge: the message that the wallet is to sign.
func Challenge(ctx context.Context, a eth.Address) (wire.Challenge, error) {
	return post[wire.Challenge](ctx, "/api/login/challenge", wire.LoginChallenge{Address: a})
}

// Login is POST /api/login.
func Login(ctx context.Context, l wire.Login) (wire.Session, error) {
	return post[wire.Session](ctx, "/api/login", l)
}

// Session is GET /api/session.
func Session(ctx context.Context) (wire.Session, error) {
	return get[wire.Session](ctx, "/api/session")
}

// Logout is POST /api/logout.
func Logout(ctx context.Context) error {
	return js.Do(ctx, js.Request{Method: "POST", URL: "/api/logout"}, nil)
}

// Ask is POST /api/offers: it sends an offer to the nodes.
func Ask(ctx context.Context, o wire.OfferRequest) (wire.OfferStarted, error) {
	return post[wire.OfferStarted](ctx, "/api/offers", o)
}

// OfferHandler is told what comes of an offer.
type OfferHandler struct {
	Asked  func(wire.Asked)
	Answer func(wire.Answer)
	Done   func(wire.Done)
}

// FollowOffer streams a negotiation until it is done. After a break all its events come once more.
func FollowOffer(ctx context.Context, id string, h OfferHandler) error {
	return js.Follow(ctx, js.Request{URL: "/api/offers/" + url.PathEscape(id) + "/events"}, func(e js.Event) error {
		switch e.Name {
		case "asked":
			return decode(e, h.Asked)
		case "answer":
			return decode(e, h.Answer)
		case "done":
			if err := decode(e, h.Done); err != nil {
				return err
			}
			return js.Stop()
		}
		return nil
	}, nil)
}

// Orders is GET /api/orders. State is "live", "ended" or "" for both.
func Orders(ctx context.Context, state, cursor string, limit int) (wire.Page[wire.OrderView], error) {
	v := url.Values{}
	set(v, "state", state)
	set(v, "cursor", cursor)
	if limit > 0 {
		v.Set("limit", strconv.Itoa(limit))
	}
	return get[wire.Page[wire.OrderView]](ctx, "/api/orders"+query(v))
}

// NodeOrders is GET /api/orders?as=node: the newest live orders of the node that is logged in.
func NodeOrders(ctx context.Context, limit int) (wire.Page[wire.OrderView], error) {
	return get[wire.Page[wire.OrderView]](ctx, "/api/orders?as=node&state=live&limit="+strconv.Itoa(limit))
}

// Order is GET /api/orders/{id}.
func Order(ctx context.Context, id order.ID) (wire.OrderView, error) {
	v, err := get[wire.OrderView](ctx, "/api/orders/"+id.String())
	if err == nil && v.ID != id {
		err = problem.New(0, js.BadAnswer, "the platform gave another order").With("status", "200")
	}
	return v, err
}

// NodeValues is the query string of a search for nodes; zero values are left out.
func NodeValues(q wire.NodeQuery) url.Values {
	v := resourceValues(q.Resources)
	if !q.MaxRate.IsZero() {
		v.Set("maxRate", q.MaxRate.String())
	}
	if !q.Token.IsZero() {
		v.Set("token", q.Token.String())
	}
	set(v, "region", q.Region)
	set(v, "needs", string(q.Needs))
	set(v, "level", string(q.Level))
	set(v, "q", q.Text)
	set(v, "sort", q.Sort)
	set(v, "cursor", q.Cursor)
	if q.Limit > 0 {
		v.Set("limit", strconv.Itoa(q.Limit))
	}
	return v
}

func resourceValues(r resource.Resources) url.Values {
	v := url.Values{}
	for _, d := range resource.Dimensions {
		if n := r.Of(d); n > 0 {
			v.Set(string(d), strconv.FormatUint(n, 10))
		}
	}
	set(v, string(resource.GPUModel), r.GPUModel)
	return v
}

func set(v url.Values, key, value string) {
	if value != "" {
		v.Set(key, value)
	}
}

func query(v url.Values) string {
	if len(v) == 0 {
		return ""
	}
	return "?" + v.Encode()
}

func get[T any](ctx context.Context, path string) (out T, err error) {
	err = ask(ctx, js.Request{URL: path}, &out)
	return out, err
}

func post[T any](ctx context.Context, path string, body any) (out T, err error) {
	err = ask(ctx, js.Request{Method: "POST", URL: path, Body: body}, &out)
	return out, err
}

// decode gives an event's data to f. What cannot be read is skipped: a newer server may send what this page does not
// know.
func decode[T any](e js.Event, f func(T)) error {
	var v T
	if outside.Decode(e.Data, &v, outside.Usual) == nil && f != nil {
		f(v)
	}
	return nil
}
