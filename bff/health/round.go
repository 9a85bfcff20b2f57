package health

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"berth/bff/indexer"
	"berth/bff/negotiate"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/server/steady"
	"berth/shared/wire"
)

const (
	tick      = 5 * time.Second
	askEvery  = 30 * time.Second // a node, give or take a fifth
	askSeldom = 5 * time.Minute  // one that has not answered for long
	askBeside = 16               // nodes at a time
	readEvery = 10 * time.Minute // what is watched, though nothing has changed
)

// round is what the replica that leads knows. It begins anew with each leader.
type round struct {
	mark   string
	readAt time.Time
	all    map[negotiate.QuoteKey]*subject
	nodes  map[eth.Address]*visit
}

// subject is an order that is watched.
type subject struct {
	Watch
	state
	known  bool      // what was told is read
	warned time.Time // of the end of the key's time that was told
}

// visit is how a node is asked.
type visit struct {
	due    time.Time
	failed int             // times in a row
	parts  map[string]part // by the orders that are asked for together
}

// part is the last answer to a question.
type part struct {
	tag    string
	orders []wire.OrderHealth
}

// Lead asks until ctx ends. One replica does.
func (s *Service) Lead(ctx context.Context) {
	s.round = round{}
	t := time.NewTicker(tick)
	defer t.Stop()
	for {
		if s.cfg.Ready() == nil {
			if err := s.Look(ctx); err != nil && ctx.Err() == nil {
				s.cfg.Log.Warn("what users let be watched cannot be read; trying on", "err", err)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

// Look asks those nodes whose time has come. It is exported for tests.
func (s *Service) Look(ctx context.Context) error {
	if err := s.read(ctx); err != nil {
		return err
	}
	now := time.Now()
	byNode := map[eth.Address][]*subject{}
	for key, x := range s.round.all {
		o, ok := s.current(x.Watch)
		switch {
		case !now.Before(x.Until), ok && !o.State.Live():
			delete(s.round.all, key)
			if err := s.cfg.Store.RemoveWatch(ctx, key); err != nil {
				return err
			}
		case ok && o.State == order.Active:
			x.Order = o.ID
			s.warn(ctx, x, o, now)
			byNode[o.Node] = append(byNode[o.Node], x)
		}
	}
	for node := range s.round.nodes {
		if byNode[node] == nil {
			delete(s.round.nodes, node)
		}
	}
	var wg sync.WaitGroup
	slots := make(chan struct{}, askBeside)
	for node, list := range byNode {
		v := s.round.nodes[node]
		if v == nil {
			// Not all at once when a replica begins to lead.
			v = &visit{due: now.Add(rand.N(tick)), parts: map[string]part{}}
			s.round.nodes[node] = v
		}
		if now.Before(v.due) {
			continue
		}
		slots <- struct{}{}
		wg.Go(func() {
			defer steady.Log(s.cfg.Log, "what runs at a node")
			defer func() { <-slots }()
			s.call(ctx, node, v, list)
		})
	}
	wg.Wait()
	return ctx.Err()
}

// warnBefore is how long before the key's time is over its user is told so.
const warnBefore = 7 * 24 * time.Hour

// warn tells a user that faults will be told no more, unless the order ends before that.
func (s *Service) warn(ctx context.Context, x *subject, o indexer.Order, now time.Time) {
	if now.Before(x.Until.Add(-warnBefore)) || o.EndsAt().Before(x.Until) || x.warned.Equal(x.Until) {
		return
	}
	n := wire.Notice{Kind: wire.NoticeUnwatched, Order: x.Order, Node: o.Node, NodeName: s.nameOf(o.Node), Until: x.Until}
	if err := s.cfg.Tell.Tell(ctx, x.Quote.User, fmt.Sprint("unwatched ", x.Until.Unix(), " ", x.Quote), n); err != nil {
		if ctx.Err() == nil {
			s.cfg.Log.Warn("that faults of an order will be told no more could not be told; trying on", "order", x.Order, "err", err)
		}
		return
	}
	x.warned = x.Until
}

func (s *Service) nameOf(node eth.Address) string {
	if n, ok := s.cfg.Nodes.Node(node); ok {
		return n.Name
	}
	return node.Short()
}

// read reads what is watched, if that has changed.
func (s *Service) read(ctx context.Context) error {
	mark, err := s.cfg.Store.WatchMark(ctx)
	if err != nil {
		return err
	}
	r := &s.round
	if r.all != nil && mark == r.mark && time.Since(r.readAt) < readEvery {
		return nil
	}
	list, err := s.cfg.Store.Watches(ctx)
	if err != nil {
		return err
	}
	old := r.all
	r.all = make(map[negotiate.QuoteKey]*subject, len(list))
	if r.nodes == nil {
		r.nodes = map[eth.Address]*visit{}
	}
	for _, w := range list {
		x := old[w.Quote]
		if x == nil {
			x = &subject{}
		}
		x.Watch = w
		r.all[w.Quote] = x
	}
	r.mark, r.readAt = mark, time.Now()
	return nil
}

// current is the order that is watched, or the one that took its place.
func (s *Service) current(w Watch) (indexer.Order, bool) {
	o, ok := s.cfg.Orders.Order(w.Order)
	if !ok || o.Node != w.Quote.Node || o.User != w.Quote.User {
		return o, false
	}
	for range mostReplaced {
		if o.State != order.Replaced {
			break
		}
		next, ok := s.cfg.Orders.Order(o.ReplacedBy)
		if !ok || next.User != o.User || next.Node != o.Node {
			return o, false
		}
		o = next
	}
	return o, true
}

// call asks a node about all its orders that are watched.
func (s *Service) call(ctx context.Context, node eth.Address, v *visit, list []*subject) {
	slices.SortFunc(list, func(a, b *subject) int { return int(int64(a.Order) - int64(b.Order)) })
	parts := map[string]part{}
	var failed error
	for some := range slices.Chunk(list, wire.MostHealth) {
		ids := make([]order.ID, len(some))
		for i, x := range some {
			ids[i] = x.Order
		}
		name := fmt.Sprint(ids)
		last := v.parts[name]
		a, err := s.ask(ctx, node, ids, last.tag)
		if err != nil {
			failed = err
			break
		}
		if !a.Same {
			last = part{a.Tag, a.Orders}
		}
		parts[name] = last
		for i, x := range some {
			if err := s.take(ctx, x, last.orders[i]); err != nil && ctx.Err() == nil {
				s.cfg.Log.Warn("what became of an order could not be told; trying on", "order", x.Order, "err", err)
			}
		}
	}
	pause := askEvery
	if v.failed++; failed == nil {
		v.failed, v.parts = 0, parts
	} else {
		s.cfg.Log.Debug("a gateway does not say how orders are", "node", node, "err", failed)
		pause = min(askEvery<<min(v.failed-1, 6), askSeldom)
		for _, x := range list {
			x.unknown()
		}
	}
	v.due = time.Now().Add(pause - pause/5 + rand.N(2*pause/5))
}

// take judges what was heard of an order, and tells its user what there is to tell.
func (s *Service) take(ctx context.Context, x *subject, h wire.OrderHealth) error {
	now := time.Now()
	if !x.known {
		told, err := s.cfg.Store.Told(ctx, x.Quote)
		if err != nil {
			return err
		}
		x.told, x.known = told, true
	}
	switch does := x.judge(now, h); does {
	case tells:
		name := s.nameOf(x.Quote.Node)
		n := wire.Notice{Kind: wire.NoticeDied, Order: x.Order, Node: x.Quote.Node, NodeName: name, Since: h.Since, Why: string(h.Why), Count: h.Down}
		next := Told{Down: h.Down, At: now.UTC(), Episode: x.told.Episode}
		if h.State == wire.HealthUp {
			n.Kind, n.Since, n.Why, n.Count = wire.NoticeBack, time.Time{}, "", 0
			next = Told{At: x.told.At, Episode: x.told.Episode + 1}
		}
		if err := s.cfg.Tell.Tell(ctx, x.Quote.User, cause(x, n), n); err != nil {
			return err
		}
		return s.note(ctx, x, next)
	case notes:
		return s.note(ctx, x, Told{Down: h.Down, At: x.told.At, Episode: x.told.Episode + 1})
	case ends:
		// Its user has ended the key at the gateway: that is a word to the platform, too.
		return s.cfg.Store.RemoveWatch(ctx, x.Quote)
	}
	return nil
}

func (s *Service) note(ctx context.Context, x *subject, t Told) error {
	if err := s.cfg.Store.PutTold(ctx, x.Quote, t, x.Until); err != nil {
		return err
	}
	x.told = t
	x.calm()
	return nil
}

// cause is the same for all replicas that come to tell it, a new leader after a crash too.
func cause(x *subject, n wire.Notice) string {
	k := x.Quote
	return fmt.Sprintf("%s %s %d %d %d %d %d", n.Kind, k.Node, k.Epoch, k.Nonce, x.Since.Unix(), x.told.Episode, n.Count)
}
