package certify

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"berth/bff/dossier"
	"berth/shared/eth"
	"berth/shared/server/steady"
	"berth/shared/wire"
)

// rerated is after how long a node's uptime is counted anew though nobody has asked it.
const rerated = time.Hour

// slots bound what is done at a time.
type slots chan struct{}

func (s slots) take() bool {
	select {
	case s <- struct{}{}:
		return true
	default:
		return false
	}
}

// Run works until ctx ends, and ends what it started.
func (c *Certifier) Run(ctx context.Context) error {
	changes := c.cfg.Watch()
	defer changes.Close()
	var work sync.WaitGroup
	defer c.flush(context.WithoutCancel(ctx), true)
	defer work.Wait()
	if len(c.cfg.Peers) > 0 {
		work.Go(func() {
			defer steady.Log(c.cfg.Log, "the exchange with other platforms")
			c.exchange(ctx)
		})
	}
	free, renting := make(slots, freeAtOnce), make(slots, 1)
	c.meet(c.cfg.Nodes.All())
	t := time.NewTicker(tick)
	defer t.Stop()
	for {
		c.rate()
		c.start(ctx, &work, free, renting)
		c.flush(ctx, false)
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
		}
		c.follow(changes)
	}
}

// follow takes in which nodes have come, gone and changed.
func (c *Certifier) follow(changes Changes) {
	change := changes.Take()
	if change.Many {
		c.meet(c.cfg.Nodes.All())
	}
	var all []*wire.Node
	for a := range change.Nodes {
		if n, ok := c.cfg.Nodes.Node(a); ok {
			all = append(all, &n)
			continue
		}
		c.mu.Lock()
		c.park(a)
		c.rated.Remove(a)
		c.mu.Unlock()
	}
	c.meet(all)
}

// meet takes in nodes as they are now.
func (c *Certifier) meet(all []*wire.Node) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.cfg.Now()
	for _, n := range all {
		s := c.state(n.Address)
		s.untold = s.untold || n.Certification == nil
		c.rated.Sooner(n.Address, now)
		c.plan(n, s)
	}
}

// park has a node not looked at for now. The caller holds the lock.
func (c *Certifier) park(a eth.Address) {
	c.free.Remove(a)
	c.paid.Remove(a)
}

// plan says when a node is looked at next, if it can be. The caller holds the lock.
func (c *Certifier) plan(n *wire.Node, s *state) {
	if !n.Reachable || s.busy {
		c.park(n.Address)
		return
	}
	if s.free.IsZero() { // the first look is soon, the others are spread
		now := c.cfg.Now()
		s.free = now.Add(rand.N(c.cfg.Every.Free/4 + 1))
		s.paid = now.Add(c.cfg.Every.Free/4 + rand.N(c.cfg.Every.Paid/4+1))
	}
	c.free.Set(n.Address, s.free)
	level := s.cert.Level
	if c.cfg.Visitor == nil || level != wire.Verified && level != wire.Certified || n.Paused || n.Card == nil {
		c.paid.Remove(n.Address)
		return
	}
	c.paid.Set(n.Address, s.paid)
}

// rate brings levels and uptimes up to now, of those that may be others than they were.
func (c *Certifier) rate() {
	now := c.cfg.Now()
	var told []dossier.Certificate
	c.mu.Lock()
	for {
		a, ok := c.rated.Take(now)
		if !ok {
			break
		}
		n, ok := c.cfg.Nodes.Node(a)
		if !ok {
			continue // it is met when it comes
		}
		if s := c.nodes[a]; c.rateOne(&n, s, now) {
			told = append(told, s.cert)
		}
	}
	c.mu.Unlock()
	for _, cert := range told {
		c.cfg.Nodes.SetCertification(cert.Node, brief(cert))
	}
}

// rateOne does for one, and reports whether the catalogue is to be told. The caller holds the lock.
func (c *Certifier) rateOne(n *wire.Node, s *state, now time.Time) (tell bool) {
	next := now.Add(rerated)
	sooner := func(at time.Time) {
		if at.After(now) && at.Before(next) {
			next = at
		}
	}
	away := s.cert.Probes.Away
	if n.Reachable || away != nil { // else it was not asked yet
		reachable := n.Reachable || now.Sub(away.From) < graceAway
		if rate(&s.cert, c.lives(), reachable, now) {
			s.untold = true
			c.written.Sooner(n.Address, now)
			c.plan(n, s)
		}
		if away != nil {
			sooner(away.From.Add(graceAway))
		}
	}
	sooner(c.lives().next(s.cert.Checks, now))
	c.rated.Set(n.Address, next)
	if up := uptime(s.cert.Probes, now); s.untold || up != s.cert.Uptime {
		s.cert.Uptime, s.untold = up, false
		return true
	}
	return false
}

// spread draws a pause.
func spread(d time.Duration) time.Duration { return d/2 + rand.N(d+1) }

// start begins what is due, as far as there is room.
func (c *Certifier) start(ctx context.Context, work *sync.WaitGroup, free, renting slots) {
	now := c.cfg.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		a, ok := c.free.First(now)
		if !ok || !free.take() {
			break
		}
		n, s, ok := c.begin(a)
		if !ok {
			<-free
			continue
		}
		s.free = now.Add(spread(c.cfg.Every.Free))
		work.Go(func() {
			defer steady.Log(c.cfg.Log, "a look at a node")
			defer c.done(a, s)
			defer func() { <-free }()
			c.look(ctx, n)
		})
	}
	if a, ok := c.paid.First(now); ok && renting.take() {
		n, s, ok := c.begin(a)
		if !ok {
			<-renting
			return
		}
		s.paid = now.Add(spread(c.cfg.Every.Paid))
		other := c.second(n, now)
		work.Go(func() {
			defer steady.Log(c.cfg.Log, "a visit of a node")
			defer c.done(a, s)
			defer func() { <-renting }()
			c.cfg.Visitor.Visit(ctx, n, other)
		})
	}
}

// begin says that a node is being looked at; false: it is not there. The caller holds the lock.
func (c *Certifier) begin(a eth.Address) (*wire.Node, *state, bool) {
	c.park(a)
	n, ok := c.cfg.Nodes.Node(a)
	if !ok || !n.Reachable {
		return nil, nil, false // it is met when it is
	}
	s := c.nodes[a]
	s.busy = true
	return &n, s, true
}

// done says that a node is not being looked at any more.
func (c *Certifier) done(a eth.Address, s *state) {
	n, ok := c.cfg.Nodes.Node(a)
	c.mu.Lock()
	defer c.mu.Unlock()
	s.busy = false
	if ok {
		c.plan(&n, s)
	}
}
