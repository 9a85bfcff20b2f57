package edge

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"berth/gateway/answer"
	"berth/gateway/auth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/scope"
)

// caller is whose token came with a request for an order.
type caller struct {
	auth.Pass
	id order.ID
}

// handler serves a request, or tells why not.
type handler = func(http.ResponseWriter, *http.Request) error

// holder lets only those through whose token has a scope. A request does not outlive it.
func (e *Edge) holder(need scope.Set, serve func(http.ResponseWriter, *http.Request, auth.Pass) error) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		p, err := e.pass(r, bearer(r), need)
		if err != nil {
			return err
		}
		return within(w, r, p, serve)
	}
}

// grantee lets those through who have any token, to see and end what they have been granted. They are counted apart from all
// else that is done in the user's name, and each access key by itself: whoever has got hold of one must not keep its owner
// from ending it.
func (e *Edge) grantee(serve func(http.ResponseWriter, *http.Request, auth.Pass) error) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		p, err := e.cfg.Guard.Bearer(bearer(r))
		if err != nil {
			return err
		}
		if wait, ok := e.grantCalls.Take(grantee{p.User, p.KeyID}, time.Now()); !ok {
			return problem.TooOften(wait)
		}
		return within(w, r, p, serve)
	}
}

// within serves a request for as long as a pass is good.
func within(w http.ResponseWriter, r *http.Request, p auth.Pass, serve func(http.ResponseWriter, *http.Request, auth.Pass) error) error {
	ctx, done := bind(r.Context(), p)
	defer done()
	return serve(w, r.WithContext(ctx), p)
}

// own lets only the order's user through, with a token that has a scope.
func (e *Edge) own(need scope.Set, serve func(http.ResponseWriter, *http.Request, caller) error) handler {
	return e.holder(need, func(w http.ResponseWriter, r *http.Request, p auth.Pass) error {
		c, err := e.admit(r, p)
		if err != nil {
			return err
		}
		return serve(w, r, c)
	})
}

// change is own for what writes to the disk or costs the processor's time, which nobody may do without end.
func (e *Edge) change(need scope.Set, serve func(http.ResponseWriter, *http.Request, caller) error) handler {
	return e.own(need, func(w http.ResponseWriter, r *http.Request, c caller) error {
		if err := allow(e.changes, c.User, time.Now()); err != nil {
			return err
		}
		return serve(w, r, c)
	})
}

// bearer is the token in a request's header; empty if there is none.
func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// pass tells what a token allows, as often as its user may ask anything; an error where it has not the scope that is needed.
func (e *Edge) pass(r *http.Request, token string, need scope.Set) (auth.Pass, error) {
	p, err := e.cfg.Guard.Bearer(token)
	if err != nil {
		return p, err
	}
	if err := allow(e.calls, p.User, time.Now()); err != nil {
		return p, err
	}
	return p, p.Needs(need)
}

// admit tells who calls for an order; an error where the token is not for it.
func (e *Edge) admit(r *http.Request, p auth.Pass) (caller, error) {
	id, err := order.ParseID(r.PathValue("id"))
	if err != nil {
		return caller{}, problem.Field("id", "an order's number")
	}
	if _, err := e.cfg.Orders.Find(r.Context(), p.User, id); err != nil {
		return caller{}, err
	}
	if p.Order != 0 && e.cfg.Orders.Workload(p.Order) != e.cfg.Orders.Workload(id) {
		return caller{}, problem.New(403, problem.NotYours, "this token is not for order %s", id).Remedy("ask POST /v1/access for one that is")
	}
	return caller{p, id}, nil
}

// bind has a request end with its token, for the reason that the token has.
func bind(ctx context.Context, p auth.Pass) (_ context.Context, done func()) {
	ctx, end := context.WithCancelCause(ctx)
	stop := p.OnEnd(end)
	ctx, cancel := context.WithDeadlineCause(ctx, p.ExpiresAt, problem.New(401, problem.SessionOver, "the access token is over"))
	return ctx, func() { stop(); cancel(); end(nil) }
}

// why is the problem for which the gateway itself ended a request; nil: it is the client who has gone.
func why(ctx context.Context) *problem.Problem {
	var p *problem.Problem
	errors.As(context.Cause(ctx), &p)
	return p
}

// grants lists what the caller has been granted, as far as it may see that.
func (e *Edge) grants(w http.ResponseWriter, _ *http.Request, p auth.Pass) error {
	return answer.JSON(w, 200, e.cfg.Guard.Grants(p))
}

// revoke ends one of the tokens and keys that grants lists, or all.
func (e *Edge) revoke(w http.ResponseWriter, r *http.Request, p auth.Pass) error {
	if err := e.cfg.Guard.Revoke(p, r.PathValue("grant")); err != nil {
		return fmt.Errorf("revoke: %w", err)
	}
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusNoContent)
	return nil
}
