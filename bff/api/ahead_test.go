package api

import (
	"context"
	"errors"
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/steady"
)

// brokenChain panics once, over what it was asked first.
type brokenChain struct {
	fakeChain
	asked chan struct{}
}

func (c *brokenChain) Node(ctx context.Context, a eth.Address) (chain.Node, error) {
	if _, open := <-c.asked; open {
		panic("an answer of an endpoint like no other")
	}
	return c.fakeChain.Node(ctx, a)
}

// A client of the chain that panics is an error to all who wait for its answer; the process goes on, and the next question is asked.
func TestAheadPanics(t *testing.T) {
	c := &brokenChain{asked: make(chan struct{})}
	h := newAhead(c)
	const askers = 3
	got := make(chan error, askers)
	for range askers {
		go func() {
			_, err := h.node(t.Context(), "somebody", eth.Address{5})
			got <- err
		}()
	}
	c.asked <- struct{}{}
	close(c.asked)
	panics := 0
	for range askers { // who comes late asks anew
		err := <-got
		var p *problem.Problem
		var why *steady.Panic
		switch {
		case errors.As(err, &why):
			panics++
			if !errors.As(err, &p) || p.Status != 503 {
				t.Errorf("got %v, want a problem 503", err)
			}
		case err != nil:
			t.Error(err)
		}
	}
	if panics == 0 {
		t.Error("nobody was told")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if n, err := h.node(ctx, "somebody", eth.Address{5}); err != nil || n.Operator != person(3) {
		t.Errorf("the next question: %+v, %v", n, err)
	}
	if _, err := h.onChain(ctx, eth.Address{1}, order.ID(1)); err != nil {
		t.Errorf("another one: %v", err)
	}
	if len(h.places) != 0 {
		t.Errorf("%d places are taken", len(h.places))
	}
}
