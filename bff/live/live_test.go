package live

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"berth/bff/catalogue"
	"berth/bff/indexer"
	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

var user = eth.Address{1}

// replica is one that has followed the chain to a block and the notices to a number.
type replica struct {
	*indexer.Index // for subscriptions, which say nothing here
	nodes          *catalogue.Catalogue

	mu      sync.Mutex
	blocks  []chain.Block
	orders  []indexer.Order
	notices []wire.Notice // numbered from first
	first   uint64
	changed chan struct{}
}

func newReplica() *replica {
	return &replica{Index: indexer.NewIndex(nil), nodes: catalogue.New(eth.Address{9}), first: 1, changed: make(chan struct{})}
}

func block(n uint64, chainOf byte) chain.Block {
	return chain.Block{Number: n, Hash: eth.Hash{chainOf, byte(n >> 8), byte(n)}}
}

// grow adds blocks up to n; an order of the user's changes in the blocks that are named.
func (r *replica) grow(n uint64, of byte, changes ...uint64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := uint64(len(r.blocks)); i <= n; i++ {
		r.blocks = append(r.blocks, block(i, of))
	}
	for _, b := range changes {
		o := indexer.Order{Order: order.Order{ID: order.ID(b), User: user}, Steps: []wire.Step{{Kind: "created", Block: b}}}
		r.orders = append(r.orders, o)
	}
}

func (r *replica) say(id string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.notices = append(r.notices, wire.Notice{ID: id})
	close(r.changed)
	r.changed = make(chan struct{})
}

func (r *replica) Head() chain.Block {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.blocks) == 0 {
		return chain.Block{}
	}
	return r.blocks[len(r.blocks)-1]
}

func (r *replica) Has(n uint64, same func(chain.Block) bool) (has, sure bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if n >= uint64(len(r.blocks)) || n+128 < uint64(len(r.blocks)) {
		return false, false
	}
	return same(r.blocks[n]), true
}

func (r *replica) Since(who eth.Address, n uint64) (out []indexer.Order, head chain.Block) {
	head = r.Head()
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, o := range r.orders {
		if b := o.Steps[0].Block; o.User == who && b > n && b <= head.Number {
			out = append(out, o)
		}
	}
	return out, head
}

func (r *replica) Newest() (uint64, <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.first - 1 + uint64(len(r.notices)), r.changed
}

func (r *replica) After(_ eth.Address, n uint64) ([]wire.Notice, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if n+1 < r.first {
		return nil, false
	}
	return slices.Clone(r.notices[n+1-r.first:]), true
}

// reader is a page.
type reader struct {
	t      *testing.T
	mu     sync.Mutex
	heard  []string
	last   string
	cancel func()
	done   chan error
	breaks int // after so many events its connection breaks; 0: never
}

var errBroke = errors.New("broke")

// read has a page read from a replica, from where it was.
func (p *reader) read(r *replica, topics ...wire.Topic) {
	ctx, cancel := context.WithCancel(p.t.Context())
	p.cancel, p.done = cancel, make(chan error, 1)
	s := Source{Orders: r, Nodes: r.nodes, Notices: r, View: func(_ context.Context, o indexer.Order) wire.OrderView { return wire.OrderView{Order: o.Order} }}
	last := p.last
	go func() {
		p.done <- s.Follow(ctx, Topics{User: user, List: topics}, last, func(name, id string, data any) error {
			p.mu.Lock()
			defer p.mu.Unlock()
			if p.breaks--; p.breaks == 0 {
				return errBroke
			}
			p.last = id
			switch d := data.(type) {
			case wire.OrderView:
				name = fmt.Sprint(name, " ", d.ID)
			case wire.Notice:
				name += " " + d.ID
			}
			if name != "beat" {
				p.heard = append(p.heard, name)
			}
			return nil
		})
	}()
	synctest.Wait()
}

func (p *reader) stop() { p.cancel(); <-p.done }

// want holds what was heard since the last look against what was expected.
func (p *reader) want(what string, want ...string) {
	p.t.Helper()
	synctest.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	if !slices.Equal(p.heard, want) {
		p.t.Errorf("%s: heard %v, want %v", what, p.heard, want)
	}
	p.heard = nil
}

func TestResume(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := newReplica(), newReplica()
		a.grow(10, 0xa, 3)
		b.grow(10, 0xa, 3)
		p := &reader{t: t}
		p.read(a, wire.TopicOrders, wire.TopicNotices)
		p.want("what was before is asked for, not streamed")
		a.grow(12, 0xa, 11, 12)
		a.say("n1")
		p.want("at the first", "order 11", "order 12", "notice n1")
		time.Sleep(beat)
		p.stop()

		// The other replica is behind: it tells nothing twice, and goes on once it has caught up.
		p.read(b, wire.TopicOrders, wire.TopicNotices)
		time.Sleep(beat)
		p.want("behind")
		b.grow(13, 0xa, 11, 12, 13)
		b.say("n1")
		b.say("n2")
		time.Sleep(beat)
		p.want("caught up", "order 13", "notice n2")
		p.stop()

		// Away for long: everything since is told by whoever is asked.
		b.grow(900, 0xa, 14, 600)
		p.read(b, wire.TopicOrders)
		p.want("after long", "order 14", "order 600")
		p.stop()
	})
}

// A connection that breaks in the middle of what was to be told loses none of it.
func TestBreak(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newReplica()
		a.grow(10, 0xa)
		p := &reader{t: t}
		p.read(a, wire.TopicOrders)
		p.stop()
		a.grow(13, 0xa, 11, 12, 13)
		p.breaks = 3
		p.read(a, wire.TopicOrders)
		if err := <-p.done; !errors.Is(err, errBroke) {
			t.Fatal(err)
		}
		p.want("before the break", "order 11", "order 12")
		p.read(a, wire.TopicOrders)
		p.want("after it", "order 11", "order 12", "order 13")
		p.stop()
		p.read(a, wire.TopicOrders)
		p.want("and then nothing")
		p.stop()
	})
}

func TestReset(t *testing.T) {
	for name, c := range map[string]struct {
		last   string
		change func(*replica)
		after  time.Duration
		want   []string
	}{
		"no id of ours":          {"17", nil, 0, []string{"reset"}},
		"reorganised away":       {placeOf(block(9, 0xb), 0).String(), nil, 0, []string{"reset"}},
		"another chain's, ahead": {placeOf(block(99, 0xb), 0).String(), nil, behind + beat, []string{"reset"}},
		"a lost database's":      {placeOf(block(9, 0xa), 7).String(), nil, behind + beat, []string{"reset"}},
		"behind for a moment":    {placeOf(block(99, 0xa), 0).String(), func(r *replica) { r.grow(100, 0xa, 100) }, behind + beat, []string{"order 100"}},
		"ahead, then another":    {placeOf(block(99, 0xb), 0).String(), func(r *replica) { r.grow(100, 0xa, 100) }, beat, []string{"reset"}},
		"notices that have gone": {placeOf(block(10, 0xa), 0).String(), func(r *replica) { r.first = 5; r.say("n5") }, 0, []string{"reset"}},
		"more than can be told":  {placeOf(block(10, 0xa), 0).String(), func(r *replica) { r.grow(500, 0xa, sequence(11, 11+most)...) }, beat, []string{"reset"}},
		"as many as can be":      {placeOf(block(10, 0xa), 0).String(), func(r *replica) { r.grow(10, 0xa) }, beat, nil},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := newReplica()
				r.grow(10, 0xa)
				p := &reader{t: t, last: c.last}
				p.read(r, wire.TopicOrders, wire.TopicNotices)
				if c.change != nil {
					c.change(r)
				}
				time.Sleep(c.after)
				p.want(name, c.want...)
				time.Sleep(2 * behind)
				p.want("and once is enough")
				p.stop()
			})
		})
	}
}

func sequence(from, to uint64) (all []uint64) {
	for ; from <= to; from++ {
		all = append(all, from)
	}
	return all
}

// Changes of nodes are gathered, however many there are, and told as they are at the end.
func TestNodes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newReplica()
		p, q := &reader{t: t}, &reader{t: t}
		p.read(r, wire.TopicNodes, wire.TopicPrices)
		q.read(r, wire.TopicOrders)
		for i := range 3000 {
			r.nodes.Put(chain.Node{Address: eth.Address{2, byte(i), byte(i >> 8)}, Operator: eth.Address{3}, Endpoint: "a.example:443", RegisteredAt: time.Unix(1, 0)})
			r.nodes.Publish()
		}
		time.Sleep(gather)
		p.want("many at once", "nodes", "prices")
		q.want("another topic")
		p.stop()
		p.read(r, wire.TopicNodes)
		p.want("who was away is told how it is", "nodes")
		p.stop()
		q.stop()
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "0.00000000.0", "12.00ab00cd.7", "18446744073709551615.ffffffff.18446744073709551615", "012.00ab00cd.7", "1.0xab00cd.2", "1.+abcdef0.2", "1..2", "1.00ab00cd.2.3", "-1.00ab00cd.2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, ok := Parse(s)
		if ok && p.String() != s {
			t.Errorf("%q is read as %q", s, p)
		}
		if !ok && p != (Place{}) {
			t.Errorf("%q: %v without being one", s, p)
		}
	})
}
