package listen

import (
	"cmp"
	"container/heap"
	"net/netip"
	"slices"
	"sync"
	"time"

	"berth/shared/server/web"
)

const (
	// usualMost is how many connections a process holds where it has descriptors for more: each costs some 20 KiB.
	usualMost = 16384
	// unknown is how many descriptors a process is taken to have where nobody says.
	unknown = 1024
	// leastEach is how many one network may have, however few there are in all, as long as that is not more than half.
	leastEach = 64
	// eighth is the share of all that one network may have.
	eighth = 8
	// still is how long nothing must have moved on a connection that waits for the server, before it gives way to one of
	// its own network: longer than the beats of our streams.
	still = 30 * time.Second
	// fair is how many connections a network has for itself: one of them that waits for the server gives way to nobody
	// else's.
	fair = 16
)

// Room is what connections a process may hold, in all and for each client's network. At the limit idle ones give way: of
// the network that has most first, so that whoever holds many pays for it and not those who come. A Room is safe for
// concurrent use, and a prometheus.Collector.
type Room struct {
	most, each int

	mu       sync.Mutex
	all      int
	networks map[netip.Prefix]map[*Conn]struct{}
	proxies  map[*Conn]struct{} // of trusted proxies: for any number of clients
	counts   counts
}

// counts are what happened.
type counts struct {
	refusedEach, refusedAll, gaveWay, errors, unsecured, upgrades, extended uint64
}

// NewRoom makes a Room for so many connections; 0: as many as the process's descriptors allow, of which half is kept for
// what it opens itself for them (services, logs, the chain) and some for the rest.
func NewRoom(most int) *Room {
	files := descriptors()
	if can := max(1, (files-min(256, files/4))/2); most <= 0 {
		most = min(usualMost, can)
	}
	return &Room{
		most: most, each: max(1, min(most/2, max(leastEach, most/eighth))),
		networks: map[netip.Prefix]map[*Conn]struct{}{}, proxies: map[*Conn]struct{}{},
	}
}

// Most is how many connections there may be at a time.
func (r *Room) Most() int { return r.most }

// Each is how many of them one network may have.
func (r *Room) Each() int { return r.each }

// enter takes a connection in; false: there is no room for it.
func (r *Room) enter(c *Conn) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.all >= r.most && !r.makeRoom(max(1, r.most/64), web.Customer(c.client)) {
		r.counts.refusedAll++
		return false
	}
	if !r.join(c) {
		return false
	}
	r.all++
	return true
}

// join puts a connection to those of its network, as far as that may have one more.
func (r *Room) join(c *Conn) bool {
	if c.proxy {
		r.proxies[c], c.group = struct{}{}, r.proxies
		return true
	}
	n := web.Customer(c.client)
	if len(r.networks[n]) >= r.each && !r.makeWay(n) {
		r.counts.refusedEach++
		return false
	}
	if r.networks[n] == nil {
		r.networks[n] = map[*Conn]struct{}{}
	}
	c.network, c.group = n, r.networks[n]
	c.group[c] = struct{}{}
	return true
}

// part takes a connection from those of its network; false: it is there no more.
func (r *Room) part(c *Conn) bool {
	if c.group == nil {
		return false
	}
	delete(c.group, c)
	if len(c.group) == 0 && !c.proxy {
		delete(r.networks, c.network)
	}
	c.group = nil
	return true
}

// rename tells whom a connection is for, which was counted as a proxy's; false: there is no room for it.
func (r *Room) rename(c *Conn, client netip.Addr, proxy bool) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if c.group == nil {
		return false
	}
	delete(r.proxies, c)
	c.client, c.proxy, c.group = client, proxy, nil
	if r.join(c) {
		return true
	}
	r.all--
	return false
}

// leave gives a connection's place back.
func (r *Room) leave(c *Conn) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.part(c) {
		r.all--
	}
}

// end closes a connection that gives way.
func (r *Room) end(c *Conn) {
	if r.part(c) {
		r.all--
		r.counts.gaveWay++
		_ = c.cut(c.stuck.Load()) // the server hears of it
	}
}

func (r *Room) failed() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.counts.errors++
}

// unsecured counts a connection on which TLS did not come up.
func (r *Room) unsecured() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.counts.unsecured++
}

// upgraded counts what went over to another protocol: a stream of HTTP/2, or a connection.
func (r *Room) upgraded(stream bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if stream {
		r.counts.extended++
	} else {
		r.counts.upgrades++
	}
}

// spare frees some descriptors.
func (r *Room) spare() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.makeRoom(max(1, r.all/16), netip.Prefix{})
}

// makeWay ends a network's connection that is needed least: the one whose client has been silent for longest when it was
// its turn, or else one on which nothing has moved for long.
func (r *Room) makeWay(n netip.Prefix) bool {
	list := byNeed(r.networks[n])
	if len(list) == 0 || list[0].busy() && time.Since(list[0].lastMove()) < still {
		return false
	}
	r.end(list[0])
	return true
}

// makeRoom ends up to so many connections, of the networks that have most; false: none could be. One of a network that
// has few is ended only while it is its client's turn, and none in the server's so that the newcomer's network, which has as
// many, has one more.
func (r *Room) makeRoom(want int, newcomer netip.Prefix) bool {
	q := make(crowd, 0, len(r.networks))
	for n, conns := range r.networks {
		q = append(q, &crowded{network: n, size: len(conns), conns: conns})
	}
	heap.Init(&q)
	ended := 0
	for ended < want && len(q) > 0 {
		g := q[0]
		if g.list == nil {
			g.list = byNeed(g.conns)
		}
		c := g.list[0]
		if busy := c.busy(); busy && (g.size <= fair || g.network == newcomer && time.Since(c.lastMove()) < still) {
			heap.Pop(&q)
			continue
		}
		g.list = g.list[1:]
		r.end(c)
		ended++
		if g.size--; g.size == 0 {
			heap.Pop(&q)
			continue
		}
		heap.Fix(&q, 0)
	}
	// A proxy's idle connection is worth little, but one that it has just opened is about to be used.
	for _, c := range byNeed(r.proxies) {
		if ended > 0 || c.busy() || time.Since(c.lastMove()) < time.Second {
			break
		}
		r.end(c)
		ended++
	}
	return ended > 0
}

// byNeed sorts connections: those whose client's turn it is before those that wait for the server, and the stillest first.
func byNeed(conns map[*Conn]struct{}) []*Conn {
	type look struct {
		*Conn
		busy bool
		move int64
	}
	all := make([]look, 0, len(conns))
	for c := range conns {
		all = append(all, look{c, c.busy(), c.moved.Load()})
	}
	slices.SortFunc(all, func(a, b look) int {
		if a.busy != b.busy {
			if b.busy {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.move, b.move)
	})
	list := make([]*Conn, len(all))
	for i, l := range all {
		list[i] = l.Conn
	}
	return list
}

// crowded is a network and what it has.
type crowded struct {
	network netip.Prefix
	size    int
	conns   map[*Conn]struct{}
	list    []*Conn // by need; nil: not sorted yet
}

// crowd is a heap of networks, the largest first.
type crowd []*crowded

var _ heap.Interface = (*crowd)(nil)

func (q crowd) Len() int           { return len(q) }
func (q crowd) Less(i, j int) bool { return q[i].size > q[j].size }
func (q crowd) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }

// Push implements heap.Interface.
func (q *crowd) Push(x any) { *q = append(*q, x.(*crowded)) }

// Pop implements heap.Interface.
func (q *crowd) Pop() any {
	last := len(*q) - 1
	x := (*q)[last]
	*q = (*q)[:last]
	return x
}
