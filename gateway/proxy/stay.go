package proxy

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/netip"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"berth/gateway/door"
	"berth/gateway/lease/book"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/ends"
	"berth/shared/wire"
)

// What is let in and goes on for long (WebSockets, streams of events, downloads) ends with that by which it was let in: the
// session, the link, the service's visibility, the order. Nothing waits for that at a request: what is open is looked through
// every second. A service that does not begin to answer is found in the same way.

// Stays are how much may be open for long at a time: past lingering, or as another protocol. One more ends the oldest. 0: any
// number.
type Stays struct {
	PerOrder   int
	PerVisitor int // a session, a link's token, or an address at a public service
}

const (
	lookEvery = time.Second
	lingering = 5 * time.Second // from which on something counts as open for long
	stayRooms = 16
	// mostAtOnce is how many WebSockets may begin before it is looked whether they are too many.
	mostAtOnce = 64
)

var errGaveWay = problem.New(409, problem.GaveWay, "it was the oldest of too many that were open, and made room for a newer one")

// stay is a request that is under way.
type stay struct {
	to       service
	pass     door.Pass
	who      any // whose quota
	began    time.Time
	waits    atomic.Int64 // Unix nanoseconds since which the service is to answer; 0: it has
	switched bool
	life     *ends.Context
	out      http.ResponseWriter

	room       *stayRoom
	gone       bool // it is through
	cut        bool // it was told to end
	next, last *stay
}

// stays are all that are under way. It is safe for concurrent use.
type stays struct {
	most  Stays
	rooms [stayRooms]stayRoom
	turn  atomic.Uint32
	fresh atomic.Int32 // WebSockets since it was looked
	look  chan struct{}
}

type stayRoom struct {
	mu   sync.Mutex
	root stay
}

func newStays(most Stays) *stays {
	s := &stays{most: most, look: make(chan struct{}, 1)}
	for i := range s.rooms {
		r := &s.rooms[i]
		r.root.next, r.root.last = &r.root, &r.root
	}
	return s
}

// begin notes a request. Its life ends, for that reason, when the request has to; over is to be called when it is through.
func (s *stays) begin(ctx context.Context, out http.ResponseWriter, to service, pass door.Pass, from netip.Prefix, switches bool) *stay {
	x := &stay{to: to, pass: pass, began: time.Now(), switched: switches, life: alive(ctx), out: out, room: &s.rooms[s.turn.Add(1)%stayRooms]}
	x.asked(x.began)
	if x.who = pass.Who(); x.who == nil {
		x.who = from
	}
	r := x.room
	r.mu.Lock()
	x.last, x.next = r.root.last, &r.root
	x.last.next, r.root.last = x, x
	r.mu.Unlock()
	if switches && s.fresh.Add(1) >= mostAtOnce {
		select {
		case s.look <- struct{}{}:
		default:
		}
	}
	return x
}

// alive is the request's context where that can be ended for a reason, or else one that ends with it.
func alive(ctx context.Context) *ends.Context {
	if life, ok := ctx.(*ends.Context); ok {
		return life
	}
	life := &ends.Context{Parent: ctx}
	context.AfterFunc(ctx, func() { life.End(context.Cause(ctx)) })
	return life
}

// asked says that the service was told more of the request: from then on it has its time to answer.
func (x *stay) asked(now time.Time) { x.waits.Store(now.UnixNano()) }

// answered says that the answer has begun.
func (x *stay) answered() { x.waits.Store(0) }

// late reports whether the service has taken longer than it may.
func (x *stay) late(now time.Time, most time.Duration) bool {
	since := x.waits.Load()
	return most > 0 && since != 0 && now.UnixNano()-since > int64(most)
}

func (x *stay) over() {
	r := x.room
	r.mu.Lock()
	x.last.next, x.next.last, x.gone = x.next, x.last, true
	if x.cut {
		_ = http.NewResponseController(x.out).SetWriteDeadline(time.Time{}) // the connection may go on
	}
	r.mu.Unlock()
	x.life.End(nil)
}

// Run ends what is open longer than it may, until ctx ends.
func (p *Proxy) Run(ctx context.Context) {
	t := time.NewTicker(lookEvery)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		case <-p.stays.look:
		}
		p.lookThrough(time.Now())
	}
}

// lookThrough ends what is to end now.
func (p *Proxy) lookThrough(now time.Time) {
	p.stays.fresh.Store(0)
	shut := map[service]error{}
	var long []*stay
	for i := range p.stays.rooms {
		r := &p.stays.rooms[i]
		var over []*stay
		var why []error
		r.mu.Lock()
		for x := r.root.next; x != &r.root; x = x.next {
			err := x.pass.Over(now)
			if err == nil {
				var ok bool
				if err, ok = shut[x.to]; !ok {
					err = shutBy(p.cfg.Orders.Target(x.to.order, x.to.name))
					shut[x.to] = err
				}
			}
			if err == nil && x.late(now, p.cfg.AnswerTime) {
				err = slow.problem()
			}
			switch {
			case err != nil:
				over, why = append(over, x), append(why, err)
			case x.switched || now.Sub(x.began) > lingering:
				long = append(long, x)
			}
		}
		r.mu.Unlock()
		for i, x := range over {
			x.close(now, why[i])
		}
	}
	for _, x := range long {
		p.cfg.Doors.Use(&x.pass, now)
	}
	p.giveWay(long, now)
}

// shutBy tells why nobody may have a service open; nil: it is not so.
func shutBy(t book.Target) error {
	switch {
	case !t.Found, t.Phase == wire.PhaseEnded:
		return orderOver.problem()
	case t.Phase == wire.PhaseStopped:
		return stopped.problem()
	}
	return nil
}

// giveWay ends the oldest of what is open for long, where it is too much.
func (p *Proxy) giveWay(long []*stay, now time.Time) {
	slices.SortFunc(long, func(a, b *stay) int { return cmp.Compare(b.began.UnixNano(), a.began.UnixNano()) })
	orders, visitors := map[order.ID]int{}, map[any]int{}
	type key struct {
		to  service
		who any
	}
	for _, x := range long {
		k := key{x.to, x.who}
		orders[x.to.order]++
		visitors[k]++
		if m := p.stays.most; m.PerOrder > 0 && orders[x.to.order] > m.PerOrder || m.PerVisitor > 0 && visitors[k] > m.PerVisitor {
			orders[x.to.order]--
			visitors[k]--
			x.close(now, errGaveWay)
		}
	}
}

// close ends a request for a reason. A visitor who does not take what is sent does not hold that up.
func (x *stay) close(now time.Time, why error) {
	r := x.room
	r.mu.Lock()
	defer r.mu.Unlock()
	if x.gone {
		return // the connection is another request's by now
	}
	x.cut = true
	x.life.End(why)
	_ = http.NewResponseController(x.out).SetWriteDeadline(now.Add(time.Second)) // a connection that has none ends by itself
}

// ended is the problem for which the gateway itself ended a request; nil: it has not.
func ended(ctx context.Context) *problem.Problem {
	var p *problem.Problem
	errors.As(ends.Cause(ctx), &p)
	return p
}
