package api

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/span"
	"berth/shared/server/steady"
	"berth/shared/server/web"
)

// Chain is asked where memory would refuse somebody what the chain may have already; *chain.Client is one.
type Chain interface {
	Order(ctx context.Context, id order.ID) (order.Order, error)
	OrderCount(ctx context.Context) (order.ID, error)
	Node(ctx context.Context, node eth.Address) (chain.Node, error)
}

// ahead knows what the chain has and the index has not read yet. However many ask, the chain is asked for each thing once
// in a while only, for few things at a time, and by each so often. It is safe for concurrent use.
type ahead struct {
	chain  Chain
	each   *web.Limiter[string] // by who asks
	places chan struct{}
	flight singleflight.Group

	mu    sync.Mutex
	known map[string]found
}

// found is what the chain said, and until when that is believed.
type found struct {
	v     any
	until time.Time
}

// Bounds of asking the chain on behalf of others.
const (
	aheadFor   = time.Second // for which an answer is believed
	aheadMost  = 4096        // answers
	aheadEach  = 60          // questions a minute of one who asks
	aheadSide  = 8           // questions side by side
	aheadCall  = 4 * time.Second
	nextOrders = 100 // orders after the last one of the chain that may be there in a moment
)

func newAhead(c Chain) *ahead {
	return &ahead{chain: c, each: perMinute(aheadEach), places: make(chan struct{}, aheadSide), known: map[string]found{}}
}

// learn gives what the chain says, or said a moment ago.
func learn[T any](ctx context.Context, h *ahead, who, what string, call func(context.Context) (T, error)) (T, error) {
	var none T
	now := time.Now()
	h.mu.Lock()
	f, ok := h.known[what]
	h.mu.Unlock()
	if ok && now.Before(f.until) {
		return f.v.(T), nil
	}
	if wait, ok := h.each.Take(who, now); !ok {
		return none, problem.TooOften(wait)
	}
	// Not with ctx: whoever asked first may go while others wait for the same.
	done := h.flight.DoChan(what, func() (_ any, err error) {
		defer steady.Error(&err) // singleflight would end the process
		ctx, cancel := context.WithTimeout(span.Detach(ctx), aheadCall)
		defer cancel()
		select {
		case h.places <- struct{}{}:
			defer func() { <-h.places }()
		case <-ctx.Done():
			return none, ctx.Err()
		}
		v, err := call(ctx)
		if err != nil {
			return none, err
		}
		h.mu.Lock()
		defer h.mu.Unlock()
		if len(h.known) >= aheadMost {
			clear(h.known)
		}
		h.known[what] = found{v, time.Now().Add(aheadFor)}
		return v, nil
	})
	select {
	case r := <-done:
		if r.Err != nil {
			return none, problem.New(503, problem.Unavailable, "the chain cannot be asked now").Remedy("try again in a moment").Because(r.Err)
		}
		return r.Val.(T), nil
	case <-ctx.Done():
		return none, ctx.Err()
	}
}

// order is why there is no order of a number in the index: a problem which says that it is not there yet, that it is
// somebody else's, or that there is none.
func (h *ahead) order(ctx context.Context, user eth.Address, id order.ID) error {
	o, err := h.onChain(ctx, user, id)
	if err != nil {
		return err
	}
	if o.State != order.None {
		if o.User != user && o.Node != user {
			operates, err := h.operates(ctx, user, o.Node)
			if err != nil {
				return err
			}
			if !operates {
				return notYours()
			}
		}
		return notYet(time.Second, "order %s is on the chain, and is not read yet", id)
	}
	last, err := learn(ctx, h, user.String(), "orders", h.chain.OrderCount)
	if err != nil {
		return err
	}
	if id > last && id-last <= nextOrders {
		// The page may have seen a block that our endpoint has not.
		return notYet(2*time.Second, "order %s is not on the chain yet", id)
	}
	return notFound("no such order")
}

// onChain is an order as the chain has it.
func (h *ahead) onChain(ctx context.Context, user eth.Address, id order.ID) (order.Order, error) {
	return learn(ctx, h, user.String(), "order "+id.String(), func(ctx context.Context) (order.Order, error) { return h.chain.Order(ctx, id) })
}

// operates reports whether an address is a node's operator now.
func (h *ahead) operates(ctx context.Context, who, node eth.Address) (bool, error) {
	n, err := h.node(ctx, who.String(), node)
	return err == nil && n.Operator == who, err
}

// node is a node's entry in the registry.
func (h *ahead) node(ctx context.Context, who string, node eth.Address) (chain.Node, error) {
	return learn(ctx, h, who, "node "+node.String(), func(ctx context.Context) (chain.Node, error) { return h.chain.Node(ctx, node) })
}

// endsLater reports whether the chain has an order end later than the index knows.
func (h *ahead) endsLater(ctx context.Context, known order.Order) (bool, error) {
	o, err := h.onChain(ctx, known.User, known.ID)
	return err == nil && o.State == order.Active && o.EndsAt().After(known.EndsAt()), err
}

// notYet is a problem that passes by itself: try again after a while.
func notYet(after time.Duration, title string, args ...any) *problem.Problem {
	return problem.New(425, problem.NotYet, title, args...).Again(after)
}

func notYours() *problem.Problem {
	return problem.New(403, problem.NotYours, "this order is not yours")
}
