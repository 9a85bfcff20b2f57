// Package live is what a page hears while it is open: one stream of events about its user's orders and notices, about nodes and prices.
//
// What is told is how things are, not what happened to them: an event that comes twice, or one for two changes, is as good. So
// nothing piles up behind a reader who is slow, and who comes back, to this replica or another, is told what has changed since the last id
// that they heard. Where that cannot be said they are told to begin anew.
package live

import (
	"context"
	"slices"
	"time"

	"berth/bff/catalogue"
	"berth/bff/indexer"
	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/wire"
)

// Orders are the orders as the index has them; *indexer.Index is one.
type Orders interface {
	Subscribe(user eth.Address) *indexer.Subscription
	Since(user eth.Address, block uint64) ([]indexer.Order, chain.Block)
	Has(number uint64, same func(chain.Block) bool) (has, sure bool)
	Head() chain.Block
}

// Nodes are the nodes; *catalogue.Catalogue is one.
type Nodes interface {
	Watch() *catalogue.Watch
	Node(eth.Address) (wire.Node, bool)
}

// Notices are what users are told. They are numbered, rising, over all users.
type Notices interface {
	// Newest is the number of the newest; changed is closed once there is a newer one.
	Newest() (number uint64, changed <-chan struct{})
	// After are a user's with higher numbers; false: it is not known any more what there was behind that number.
	After(user eth.Address, number uint64) ([]wire.Notice, bool)
}

// Source is where streams get what they tell. View is an order as its user sees it.
type Source struct {
	Orders  Orders
	Nodes   Nodes
	Notices Notices
	View    func(context.Context, indexer.Order) wire.OrderView
}

// Topics are what a stream tells of. User is whose orders and notices; Watched are nodes, where they are told one by one.
type Topics struct {
	User    eth.Address
	List    []wire.Topic
	Watched []eth.Address
}

func (t Topics) has(topic wire.Topic) bool { return slices.Contains(t.List, topic) }

// Send sends one event; data may be nil. It blocks until the event is on its way, and an error ends the stream.
type Send func(name, id string, data any) error

const (
	beat   = 10 * time.Second // between two looks at whether all is still as it was told
	gather = 2 * time.Second  // in which changes of nodes and prices make one event
	behind = 30 * time.Second // for which a replica may lag behind the one that a reader came from
	most   = 200              // orders or notices at a time; of more the page asks by itself
)

// nothing is the data of an event that has none.
type nothing struct{}

// stream is one reader's.
type stream struct {
	Source
	topics Topics
	send   Send
	place  Place     // up to which everything was told
	late   time.Time // since when this replica is behind place; zero: it is not
}

// Follow tells a reader of topics until ctx ends or send fails. last is the id that the reader heard last, or empty.
func (s Source) Follow(ctx context.Context, t Topics, last string, send Send) error {
	orders := s.Orders.Subscribe(t.User)
	defer orders.Close()
	nodes := s.Nodes.Watch()
	defer nodes.Close()
	newest, noticed := s.Notices.Newest()
	r := &stream{Source: s, topics: t, send: send, place: placeOf(s.Orders.Head(), newest)}
	if err := r.begin(last); err != nil {
		return err
	}
	tick := time.NewTicker(beat)
	defer tick.Stop()
	var soon <-chan time.Time
	for {
		if err := r.told(ctx); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-orders.Wake():
			orders.Take()
		case <-noticed:
			_, noticed = s.Notices.Newest()
		case <-nodes.Wake():
			if soon == nil && (t.has(wire.TopicNodes) || t.has(wire.TopicPrices)) {
				soon = time.After(gather)
			}
		case <-soon:
			soon = nil
			if err := r.changed(nodes.Take()); err != nil {
				return err
			}
		case <-tick.C:
			// The place moves on though nothing happens, so that it is never too old to go on from.
			if err := r.send("beat", r.place.String(), nothing{}); err != nil {
				return err
			}
		}
	}
}

// begin takes up where a reader was.
func (r *stream) begin(last string) error {
	if last == "" {
		return r.send("beat", r.place.String(), nothing{})
	}
	p, ok := Parse(last)
	if !ok {
		return r.reset()
	}
	r.place = p
	// Nodes and prices are not in any order that replicas share: how they are now is told again.
	c := catalogue.Change{Prices: true, Many: true}
	return r.changed(c)
}

// reset has the page ask for everything, and goes on from here.
func (r *stream) reset() error {
	newest, _ := r.Notices.Newest()
	r.place, r.late = placeOf(r.Orders.Head(), newest), time.Time{}
	return r.send("reset", r.place.String(), nothing{})
}

// told tells what there is beyond the place, and moves that on.
func (r *stream) told(ctx context.Context) error {
	head := r.Orders.Head()
	newest, _ := r.Notices.Newest()
	if r.place.Block > head.Number || r.place.Notice > newest {
		// The reader comes from a replica that knows more, or from a chain that is there no more.
		if r.late.IsZero() {
			r.late = time.Now()
		}
		if time.Since(r.late) < behind {
			return nil
		}
		return r.reset()
	}
	r.late = time.Time{}
	if has, sure := r.Orders.Has(r.place.Block, func(b chain.Block) bool { return short(b) == r.place.Hash }); sure && !has {
		return r.reset() // reorganised away, and with it perhaps what the page was told
	}
	type event struct {
		name string
		data any
	}
	var events []event
	if r.topics.has(wire.TopicOrders) {
		changed, at := r.Orders.Since(r.topics.User, r.place.Block)
		if len(changed) > most {
			return r.reset()
		}
		for _, o := range changed {
			events = append(events, event{"order", r.View(ctx, o)})
		}
		head = at
	}
	if r.topics.has(wire.TopicNotices) {
		notices, ok := r.Notices.After(r.topics.User, r.place.Notice)
		if !ok || len(notices) > most {
			return r.reset()
		}
		for _, n := range notices {
			events = append(events, event{"notice", n})
		}
	}
	next := placeOf(head, newest)
	for i, e := range events {
		// The place moves on with the last of them: who breaks off in between hears all of them again.
		if i == len(events)-1 {
			r.place = next
		}
		if err := r.send(e.name, r.place.String(), e.data); err != nil {
			return err
		}
	}
	r.place = next
	return nil
}

// changed tells of nodes and prices.
func (r *stream) changed(c catalogue.Change) error {
	if r.topics.has(wire.TopicNodes) && len(r.topics.Watched) == 0 && (len(c.Nodes) > 0 || c.Many) {
		if err := r.send("nodes", r.place.String(), nothing{}); err != nil {
			return err
		}
	}
	if r.topics.has(wire.TopicNodes) {
		for _, a := range r.topics.Watched {
			n, ok := r.Nodes.Node(a)
			if !ok || !c.Nodes[a] && !c.Many {
				continue
			}
			if err := r.send("node", r.place.String(), n); err != nil {
				return err
			}
		}
	}
	if r.topics.has(wire.TopicPrices) && c.Prices {
		return r.send("prices", r.place.String(), nothing{})
	}
	return nil
}
