package api

import (
	"context"
	"fmt"
	"net/url"

	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/fault"
	"berth/ui/js"
	"berth/ui/outside"
)

// doorLimit is the limit of lists of links, visitors, hosts and keys: a node may let an order have some hundreds.
var doorLimit = outside.Limit{Bytes: 1 << 20, Values: 20_000, Items: 2000}

// Exposure is GET /v1/orders/{id}/services/{service}/exposure.
func (g Gateway) Exposure(ctx context.Context, id order.ID, service string) (wire.Exposure, error) {
	var out wire.Exposure
	err := ask(ctx, js.Request{URL: g.service(id, service) + "/exposure", Token: g.Token}, &out)
	return out, err
}

// Expose is PUT /v1/orders/{id}/services/{service}/exposure. It gives what holds then.
func (g Gateway) Expose(ctx context.Context, id order.ID, service string, e wire.Exposure) (wire.Exposure, error) {
	var out wire.Exposure
	err := ask(ctx, js.Request{Method: "PUT", URL: g.service(id, service) + "/exposure", Body: e, Token: g.Token}, &out)
	return out, err
}

// Links is GET /v1/orders/{id}/links.
func (g Gateway) Links(ctx context.Context, id order.ID) (wire.Links, error) {
	return listed[wire.Links](ctx, g, g.order(id)+"/links")
}

// MakeLink is POST /v1/orders/{id}/links.
func (g Gateway) MakeLink(ctx context.Context, id order.ID, r wire.LinkRequest) (wire.NewLink, error) {
	var out wire.NewLink
	err := ask(ctx, js.Request{URL: g.order(id) + "/links", Body: r, Token: g.Token}, &out)
	return out, err
}

// EndLink is DELETE /v1/orders/{id}/links/{link}.
func (g Gateway) EndLink(ctx context.Context, id order.ID, link string) error {
	return g.end(ctx, g.order(id)+"/links/"+url.PathEscape(link))
}

// Visitors is GET /v1/orders/{id}/visitors.
func (g Gateway) Visitors(ctx context.Context, id order.ID) (wire.Visitors, error) {
	return listed[wire.Visitors](ctx, g, g.order(id)+"/visitors")
}

// EndVisitor is DELETE /v1/orders/{id}/visitors/{visitor}.
func (g Gateway) EndVisitor(ctx context.Context, id order.ID, visitor string) error {
	return g.end(ctx, g.order(id)+"/visitors/"+url.PathEscape(visitor))
}

// EndVisitors is DELETE /v1/orders/{id}/visitors.
func (g Gateway) EndVisitors(ctx context.Context, id order.ID) error {
	return g.end(ctx, g.order(id)+"/visitors")
}

// Domains is GET /v1/orders/{id}/domains.
func (g Gateway) Domains(ctx context.Context, id order.ID) (wire.Domains, error) {
	return listed[wire.Domains](ctx, g, g.order(id)+"/domains")
}

// SetDomain is PUT /v1/orders/{id}/domains/{host}.
func (g Gateway) SetDomain(ctx context.Context, id order.ID, host, service string) (wire.Domain, error) {
	var out wire.Domain
	r := js.Request{Method: "PUT", URL: g.order(id) + "/domains/" + url.PathEscape(host), Body: wire.DomainRequest{Service: service}, Token: g.Token}
	err := ask(ctx, r, &out)
	return out, err
}

// RemoveDomain is DELETE /v1/orders/{id}/domains/{host}.
func (g Gateway) RemoveDomain(ctx context.Context, id order.ID, host string) error {
	return g.end(ctx, g.order(id)+"/domains/"+url.PathEscape(host))
}

// Grants is GET /v1/access.
func (g Gateway) Grants(ctx context.Context) (wire.Grants, error) {
	return listed[wire.Grants](ctx, g, g.URL+"/v1/access")
}

// EndGrant is DELETE /v1/access/{id}, of a token or a key.
func (g Gateway) EndGrant(ctx context.Context, id string) error {
	return g.end(ctx, g.URL+"/v1/access/"+url.PathEscape(id))
}

// EndGrants is DELETE /v1/access, which ends the token that it is asked with, too.
func (g Gateway) EndGrants(ctx context.Context) error { return g.end(ctx, g.URL+"/v1/access") }

// SaveProof has the browser save the signatures from the wallet to a revision.
func (g Gateway) SaveProof(ctx context.Context, id order.ID, revision uint64, name string) error {
	return js.Save(ctx, js.Request{URL: fmt.Sprintf("%s/revisions/%d/proof", g.deployment(id), revision), Token: g.Token}, name)
}

func listed[T any](ctx context.Context, g Gateway, url string) (out T, err error) {
	err = ask(ctx, js.Request{URL: url, Token: g.Token, Limit: doorLimit}, &out)
	return out, err
}

// end asks for something to be ended. What is gone already has been ended, too.
func (g Gateway) end(ctx context.Context, url string) error {
	err := ask(ctx, js.Request{Method: "DELETE", URL: url, Token: g.Token}, nil)
	if fault.Is(err, problem.NotFound) {
		return nil
	}
	return err
}

func (g Gateway) order(id order.ID) string { return g.URL + "/v1/orders/" + id.String() }
