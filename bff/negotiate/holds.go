package negotiate

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"slices"
	"sync"
	"time"

	"berth/bff/catalogue"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/server/steady"
	"berth/shared/wire"
)

// Holds of whom are remembered at most; they last for minutes.
const maxHolders = 10_000

// held is what a user's quote holds at a node.
type held struct {
	url       string
	resources resource.Resources
	at, until time.Time
}

// holds are what users' quotes hold, so that it can be let go of, and is in the user's own way nowhere. What another replica asked
// for is not among them; a gateway lets go of it all the same, since the secret is the same.
type holds struct {
	secret []byte

	mu    sync.Mutex
	users map[eth.Address]map[eth.Address]held // by node
	swept time.Time                            // when what has ended was forgotten last
}

func newHolds(secret []byte) *holds {
	return &holds{secret: secret, users: map[eth.Address]map[eth.Address]held{}}
}

// of is the secret between this platform and a node about a user. No other node can work it out from its own.
func (h *holds) of(user, node eth.Address) (s eth.Hash) {
	m := hmac.New(sha256.New, h.secret)
	m.Write([]byte("berth hold"))
	m.Write(user[:])
	m.Write(node[:])
	m.Sum(s[:0])
	return s
}

func (h *holds) add(user, node eth.Address, x held) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.users[user] == nil {
		if len(h.users) >= maxHolders && x.at.Sub(h.swept) > time.Second {
			h.swept = x.at
			h.sweep(x.at)
		}
		if len(h.users) >= maxHolders {
			return // it is found in the way until it ends, which is soon
		}
		h.users[user] = map[eth.Address]held{}
	}
	h.users[user][node] = x
}

// sweep forgets what has ended; the lock is held.
func (h *holds) sweep(now time.Time) {
	for u, all := range h.users {
		for n, x := range all {
			if now.After(x.until) {
				delete(all, n)
			}
		}
		if len(all) == 0 {
			delete(h.users, u)
		}
	}
}

// live is what a user's quotes hold now.
func (h *holds) live(user eth.Address, now time.Time) map[eth.Address]held {
	h.mu.Lock()
	defer h.mu.Unlock()
	var all map[eth.Address]held
	for n, x := range h.users[user] {
		if now.Before(x.until) {
			if all == nil {
				all = map[eth.Address]held{}
			}
			all[n] = x
		}
	}
	return all
}

// take takes all that a user's quotes hold out, but for those at some nodes.
func (h *holds) take(user eth.Address, but []Node) map[eth.Address]held {
	h.mu.Lock()
	defer h.mu.Unlock()
	gone := h.users[user]
	delete(h.users, user)
	for n := range gone {
		if slices.ContainsFunc(but, func(b Node) bool { return b.Address == n }) {
			delete(gone, n) // the greeting itself takes its place
		}
	}
	return gone
}

// releaseTime is how long a gateway may take to let go, and releasing how many are told at a time.
const (
	releaseTime = 3 * time.Second
	releasing   = 16
)

// Release has gateways let go of what a user's quotes hold, but for those of nodes that are asked again. It does not wait for them.
func (m *Manager) Release(user eth.Address, but ...Node) {
	gone := m.holds.take(user, but)
	if len(gone) == 0 {
		return
	}
	m.mu.Lock()
	if m.closed {
		m.mu.Unlock()
		return
	}
	m.wg.Add(1)
	m.mu.Unlock()
	go func() {
		defer m.wg.Done()
		ctx, cancel := context.WithTimeout(context.Background(), releaseTime)
		defer cancel()
		turn := make(chan struct{}, releasing)
		var all sync.WaitGroup
		for node, x := range gone {
			turn <- struct{}{}
			all.Go(func() {
				defer steady.Log(m.log, "a hold that is let go")
				defer func() { <-turn }()
				if err := m.gateways.Release(ctx, x.url, wire.Release{User: user, Hold: m.holds.of(user, node)}); err != nil {
					m.log.Debug("a gateway did not let go of a quote's hold", "node", node, "err", err)
				}
			})
		}
		all.Wait()
	}()
}

// View are the nodes as a user meets them: what the user's own quotes hold is free for the next, and has not moved the price.
func (m *Manager) View(user eth.Address) Nodes {
	return view{m.nodes, m.holds.live(user, time.Now())}
}

type view struct {
	Nodes
	own map[eth.Address]held
}

// Fits implements Nodes.
func (v view) Fits(want resource.Resources, token eth.Address, duration uint32, needs order.Need, only []eth.Address) ([]catalogue.Fit, map[resource.Dimension]int) {
	fits, excluded := v.Nodes.Fits(want, token, duration, needs, only)
	if len(v.own) == 0 {
		return fits, excluded
	}
	fits = slices.DeleteFunc(fits, func(f catalogue.Fit) bool { _, mine := v.own[f.Node.Address]; return mine })
	for a, x := range v.own {
		n, ok := v.Node(a)
		if !ok || !n.Reachable || n.Paused || n.Card == nil || !needs.Met(n.Root.Features()) || len(only) > 0 && !slices.Contains(only, a) {
			continue
		}
		n = without(n, x)
		p, takes := wire.PriceIn(n.Prices, token)
		if takes && n.Free.Lacks(want) == nil {
			fits = append(fits, catalogue.Fit{Node: &n, Price: p})
		}
	}
	slices.SortStableFunc(fits, func(a, b catalogue.Fit) int { return a.Rate(want, duration).Cmp(b.Rate(want, duration)) })
	return fits, excluded
}

// without is a node as it was without what a quote holds, as near as its card tells. One whose card is older than the quote does not
// have it in it.
func without(n wire.Node, x held) wire.Node {
	if n.Card.IssuedAt.Before(x.at.Truncate(time.Second)) {
		return n
	}
	card := *n.Card
	all := n.Total
	if !card.Capacity.IsZero() {
		all = least(card.Capacity, n.Total)
	}
	model := n.Free.GPUModel
	n.Free = least(n.Free.Add(x.resources), all.Sub(n.Reserved))
	n.Free.GPUModel = model
	if l, r := card.Load, card.PriceRange; l != nil && r != nil {
		was := *l
		now := wire.Load{
			CPU: less(l.CPU, uint64(x.resources.CPUMilli), uint64(all.CPUMilli)), Memory: less(l.Memory, uint64(x.resources.MemoryMiB), uint64(all.MemoryMiB)),
			Disk: less(l.Disk, uint64(x.resources.DiskMiB), uint64(all.DiskMiB)), Traffic: less(l.Traffic, x.resources.TrafficMiB, all.TrafficMiB),
			GPU: less(l.GPU, uint64(x.resources.GPU), uint64(all.GPU)),
		}
		at := func(price amount.Nano, was, now uint16) amount.Nano {
			return price.MulDiv(r.Scale(now), max(r.Scale(was), 1))
		}
		n.Prices = slices.Clone(n.Prices)
		for i := range n.Prices {
			p := &n.Prices[i]
			p.CoreHour, p.MemoryHour, p.DiskHour = at(p.CoreHour, was.CPU, now.CPU), at(p.MemoryHour, was.Memory, now.Memory), at(p.DiskHour, was.Disk, now.Disk)
			p.TrafficGiB, p.GPUHour = at(p.TrafficGiB, was.Traffic, now.Traffic), at(p.GPUHour, was.GPU, now.GPU)
		}
		card.Load = &now
	}
	n.Card = &card
	return n
}

// less is a load in thousandths without so much of all.
func less(load uint16, part, all uint64) uint16 {
	if all == 0 {
		return load
	}
	return load - min(load, uint16(min(part*1000/all, 1000)))
}

func least(a, b resource.Resources) resource.Resources {
	return resource.Resources{
		CPUMilli: min(a.CPUMilli, b.CPUMilli), MemoryMiB: min(a.MemoryMiB, b.MemoryMiB), DiskMiB: min(a.DiskMiB, b.DiskMiB),
		TrafficMiB: min(a.TrafficMiB, b.TrafficMiB), GPU: min(a.GPU, b.GPU), GPUModel: a.GPUModel,
	}
}
