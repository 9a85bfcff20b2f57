package negotiate

import (
	"context"
	"slices"
	"time"

	"berth/bff/catalogue"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/wire"
)

// Candidates are the nodes that a request fits on and that can run its service, as its user meets them, the cheapest first.
func (m *Manager) Candidates(user eth.Address, r wire.OfferRequest) []catalogue.Fit {
	fits, _ := m.View(user).Fits(r.Resources, r.Token, r.Duration, r.Needs, r.Nodes)
	if m.cfg.Images != nil {
		images := m.cfg.Images(r.Template)
		fits = slices.DeleteFunc(fits, func(f catalogue.Fit) bool { return f.Node.Card != nil && !catalogue.Runs(f.Node.Card, images) })
	}
	return fits
}

// One asks a single node and waits for its answer, which is checked, learned from and remembered as any other. What the user's other
// quotes hold is let go of.
func (m *Manager) One(ctx context.Context, user, node eth.Address, r wire.OfferRequest) (wire.Answer, error) {
	n, ok := m.nodes.Node(node)
	if !ok {
		return wire.Answer{}, problem.New(404, problem.NotFound, "no such node")
	}
	price, _ := wire.PriceIn(n.Prices, r.Token)
	to := nodeOf(&n, price, r)
	m.Release(user, to)
	limited, cancel := context.WithTimeout(ctx, m.cfg.Deadline)
	defer cancel()
	g := m.greet(user, r)
	g.Hold = m.holds.of(user, node)
	a := m.ask(limited, to, g)
	if err := ctx.Err(); err != nil {
		return wire.Answer{}, err // nobody waits any more: it says nothing about the node
	}
	o := wire.Offer{ID: "rental", User: user, CreatedAt: time.Now().UTC(), Request: r}
	m.remember(o, []wire.Answer{a})
	m.heed(o, to, a)
	return a, nil
}
