// Package call knows who calls the gateway's API: whose token came, what it allows, for which order, how often, and until when.
package call

import (
	"context"
	"errors"
	"net/http"
	"time"

	"berth/gateway/answer"
	"berth/gateway/auth"
	"berth/gateway/lease/tenancy"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/scope"
	"berth/shared/server/web"
)

// Bearers knows whose tokens are; *auth.Auth does.
type Bearers interface {
	Bearer(token string) (auth.Pass, error)
}

// Orders knows whose the orders are, and what their deployments are called; *tenancy.Roster does. Find's errors are problems.
type Orders interface {
	Find(ctx context.Context, user eth.Address, id order.ID) (order.Order, error)
	Workload(id order.ID) order.ID
}

var (
	_ Bearers = (*auth.Auth)(nil)
	_ Orders  = (*tenancy.Roster)(nil)
)

// Gate lets callers in. It is safe for concurrent use.
type Gate struct {
	bearers        Bearers
	orders         Orders
	calls, changes *web.Limiter[eth.Address]
	grantCalls     *web.Limiter[grantee]
}

// NewGate makes a gate.
func NewGate(b Bearers, o Orders) *Gate {
	return &Gate{
		bearers: b, orders: o, calls: newUserLimiter(callRate), changes: newUserLimiter(ChangeRate),
		grantCalls: web.NewLimiter[grantee](web.Limits{PerSecond: grantRate.PerSecond, Burst: int(grantRate.Burst), Keys: maxUsers, Forget: true}),
	}
}

// Caller is whose token came with a request for an order.
type Caller struct {
	auth.Pass
	ID       order.ID
	Workload order.ID // what runs for it, which is the first order's of its chain
}

// Handler serves a request, or tells why not.
type Handler = func(http.ResponseWriter, *http.Request) error

// Grantee lets those through who have any token, to see and end what they have been granted. They are counted apart from all
// else that is done in the user's name, and each access key by itself: whoever has got hold of one must not keep its owner
// from ending it.
func (g *Gate) Grantee(serve func(http.ResponseWriter, *http.Request, auth.Pass) error) Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		p, err := g.bearers.Bearer(answer.Bearer(r))
		if err != nil {
			return err
		}
		if wait, ok := g.grantCalls.Take(grantee{p.User, p.KeyID}, time.Now()); !ok {
			return problem.TooOften(wait)
		}
		return within(w, r, p, serve)
	}
}

// within serves a request for as long as a pass is good.
func within(w http.ResponseWriter, r *http.Request, p auth.Pass, serve func(http.ResponseWriter, *http.Request, auth.Pass) error) error {
	ctx, done := Bind(r.Context(), p)
	defer done()
	return serve(w, r.WithContext(ctx), p)
}

// Own lets only the order's user through, with a token that has a scope. A request does not outlive its token.
func (g *Gate) Own(need scope.Set, serve func(http.ResponseWriter, *http.Request, Caller) error) Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		p, err := g.pass(answer.Bearer(r), need)
		if err != nil {
			return err
		}
		return within(w, r, p, func(w http.ResponseWriter, r *http.Request, p auth.Pass) error {
			c, err := g.admit(r, p)
			if err != nil {
				return err
			}
			return serve(w, r, c)
		})
	}
}

// Change is Own for what writes to the disk or costs the processor's time, which nobody may do without end.
func (g *Gate) Change(need scope.Set, serve func(http.ResponseWriter, *http.Request, Caller) error) Handler {
	return g.Own(need, func(w http.ResponseWriter, r *http.Request, c Caller) error {
		if err := allow(g.changes, c.User, time.Now()); err != nil {
			return err
		}
		return serve(w, r, c)
	})
}

// pass tells what a token allows, as often as its user may ask anything; an error where it has not the scope that is needed.
func (g *Gate) pass(token string, need scope.Set) (auth.Pass, error) {
	p, err := g.bearers.Bearer(token)
	if err != nil {
		return p, err
	}
	if err := allow(g.calls, p.User, time.Now()); err != nil {
		return p, err
	}
	return p, p.Needs(need)
}

// Admit tells who calls for an order by a token, wherever in the request that was. Unlike with Own it is for who asks to Bind what
// goes on.
func (g *Gate) Admit(r *http.Request, token string, need scope.Set) (Caller, error) {
	p, err := g.pass(token, need)
	if err != nil {
		return Caller{}, err
	}
	return g.admit(r, p)
}

// admit tells who calls for an order; an error where the token is not for it.
func (g *Gate) admit(r *http.Request, p auth.Pass) (Caller, error) {
	id, err := order.ParseID(r.PathValue("id"))
	if err != nil {
		return Caller{}, problem.Field("id", "an order's number")
	}
	if _, err := g.orders.Find(r.Context(), p.User, id); err != nil {
		return Caller{}, err
	}
	work := g.orders.Workload(id)
	if p.Order != 0 && g.orders.Workload(p.Order) != work {
		return Caller{}, problem.New(403, problem.NotYours, "this token is not for order %s", id).Remedy("ask POST /v1/access for one that is")
	}
	return Caller{p, id, work}, nil
}

// Bind has a request end with its token, for the reason that the token has.
func Bind(ctx context.Context, p auth.Pass) (_ context.Context, done func()) {
	ctx, end := context.WithCancelCause(ctx)
	stop := p.OnEnd(end)
	ctx, cancel := context.WithDeadlineCause(ctx, p.ExpiresAt, problem.New(401, problem.SessionOver, "the access token is over"))
	return ctx, func() { stop(); cancel(); end(nil) }
}

// Why is the problem for which the gateway itself ended a request; nil: it is the client who has gone.
func Why(ctx context.Context) *problem.Problem {
	var p *problem.Problem
	errors.As(context.Cause(ctx), &p)
	return p
}
