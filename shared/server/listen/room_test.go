package listen

import (
	"net"
	"net/netip"
	"testing"
	"time"
)

// deaf is a connection on which nothing moves.
type deaf struct {
	net.Conn
	closed bool
}

func (d *deaf) Close() error {
	d.closed = true
	return nil
}

// guest is a connection of a client, on which something moved so long ago.
func guest(ip string, busy bool, ago time.Duration) *Conn {
	d := &deaf{}
	c := &Conn{Conn: d, below: d, client: netip.MustParseAddr(ip)}
	c.asked.Store(busy)
	c.moved.Store(time.Now().Add(-ago).UnixNano())
	return c
}

func (c *Conn) gone() bool { return c.Conn.(*deaf).closed }

// many lets so many in, and fails where one is refused.
func many(t *testing.T, r *Room, n int, ip string, busy bool, ago time.Duration) []*Conn {
	t.Helper()
	var all []*Conn
	for range n {
		c := guest(ip, busy, ago)
		if !r.enter(c) {
			t.Fatalf("%s: the %dth is refused", ip, len(all)+1)
		}
		all = append(all, c)
	}
	return all
}

func left(all []*Conn) (n int) {
	for _, c := range all {
		if !c.gone() {
			n++
		}
	}
	return n
}

func TestRoomOfOneNetwork(t *testing.T) {
	r := &Room{most: 100, each: 3, networks: map[netip.Prefix]map[*Conn]struct{}{}, proxies: map[*Conn]struct{}{}}
	old := many(t, r, 1, "10.0.0.1", false, time.Minute)
	rest := many(t, r, 2, "10.0.0.1", false, time.Second)
	more := many(t, r, 1, "10.0.0.1", true, 0)
	if !old[0].gone() || left(rest) != 2 || more[0].gone() {
		t.Error("it is not the one that has waited longest which gives way")
	}
	for _, c := range append(rest, more...) {
		c.Begin()
	}
	if r.enter(guest("10.0.0.1", false, 0)) {
		t.Error("there is one too many")
	}
	many(t, r, 1, "10.0.0.2", false, 0)
	rest[0].moved.Store(time.Now().Add(-time.Hour).UnixNano())
	many(t, r, 1, "10.0.0.1", false, 0)
	if !rest[0].gone() {
		t.Error("one that stands still for an hour has not given way")
	}
	// Of IPv6 a customer has a /64.
	many(t, r, 3, "2001:db8::1", true, 0)
	if r.enter(guest("2001:db8::2", true, 0)) {
		t.Error("a network is counted by address")
	}
	if want := (counts{refusedEach: 2, gaveWay: 2}); r.counts != want {
		t.Errorf("got %+v, want %+v", r.counts, want)
	}
	for n, conns := range r.networks {
		for c := range conns {
			r.leave(c)
			r.leave(c)
		}
		if r.networks[n] != nil {
			t.Errorf("%s is remembered", n)
		}
	}
	if r.all != 0 {
		t.Errorf("%d are counted", r.all)
	}
}

func TestRoomInAll(t *testing.T) {
	for _, busy := range []bool{false, true} {
		r := &Room{most: 128, each: 100, networks: map[netip.Prefix]map[*Conn]struct{}{}, proxies: map[*Conn]struct{}{}}
		small := many(t, r, fair, "10.0.0.2", true, time.Hour)
		idle := many(t, r, 2, "10.0.0.3", false, time.Hour)
		big := many(t, r, 100, "10.0.0.1", busy, 0)
		many(t, r, 10, "10.0.0.4", false, 0)
		news := many(t, r, 20, "10.0.0.5", false, 0)
		if got := left(small); got != fair {
			t.Errorf("busy %t: of a small network %d are left of %d", busy, got, fair)
		}
		if left(idle) != 2 || left(news) != 20 || left(big) >= 90 {
			t.Errorf("busy %t: left %d, %d, %d", busy, left(idle), left(news), left(big))
		}
		if r.all > r.most {
			t.Errorf("%d are in", r.all)
		}
	}
}

// Those who hold all with requests in hand, from many addresses with few each, hold it; but what waits gives way.
func TestRoomOfMany(t *testing.T) {
	r := &Room{most: 8, each: 4, networks: map[netip.Prefix]map[*Conn]struct{}{}, proxies: map[*Conn]struct{}{}}
	for _, ip := range []string{"10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"} {
		many(t, r, 2, ip, true, time.Hour)
	}
	if r.enter(guest("10.0.0.5", false, 0)) {
		t.Error("there is room")
	}
	for c := range r.networks[netip.MustParsePrefix("10.0.0.3/32")] {
		c.Done()
	}
	many(t, r, 1, "10.0.0.5", false, 0)
}

func TestRoomOfProxies(t *testing.T) {
	r := &Room{most: 8, each: 2, networks: map[netip.Prefix]map[*Conn]struct{}{}, proxies: map[*Conn]struct{}{}}
	proxy := func(busy bool, ago time.Duration) *Conn {
		c := guest("10.0.0.1", busy, ago)
		c.proxy = true
		return c
	}
	for range 6 {
		if !r.enter(proxy(true, time.Hour)) {
			t.Fatal("a proxy has no more than a client")
		}
	}
	idle := proxy(false, time.Hour)
	r.enter(idle)
	introduced := proxy(false, 0)
	if !r.enter(introduced) || !r.rename(introduced, netip.MustParseAddr("10.0.0.7"), false) || len(r.networks) != 1 || len(r.proxies) != 7 {
		t.Errorf("got %d networks, %d of proxies", len(r.networks), len(r.proxies))
	}
	many(t, r, 1, "10.0.0.8", true, 0)
	if introduced.gone() == idle.gone() {
		t.Error("none of those that wait has given way, or both")
	}
}

func TestNewRoom(t *testing.T) {
	for most, each := range map[int]int{1: 1, 2: 1, 100: 50, 400: 64, 1000: 125, 100_000: 12_500} {
		if r := NewRoom(most); r.most != most || r.each != each {
			t.Errorf("%d: got %d, %d, want %d", most, r.most, r.each, each)
		}
	}
	if r := NewRoom(0); r.most < 1 || r.most > descriptors()/2 || r.most > usualMost {
		t.Errorf("got %d of %d descriptors", r.most, descriptors())
	}
}

// What many hold whose turn it is gives way, from however many addresses they come; a client that is being served does not.
func TestRoomOfSlow(t *testing.T) {
	for _, stuck := range []bool{false, true} {
		r := &Room{most: 64, each: 8, networks: map[netip.Prefix]map[*Conn]struct{}{}, proxies: map[*Conn]struct{}{}}
		served := many(t, r, 4, "10.0.1.1", true, 0)
		for i := range 15 {
			for _, c := range many(t, r, 4, netip.AddrFrom4([4]byte{10, 0, 0, byte(i)}).String(), stuck, time.Second) {
				c.stuck.Store(stuck)
			}
		}
		many(t, r, 8, "10.0.1.2", true, 0)
		if left(served) != 4 {
			t.Errorf("stuck %t: %d are left", stuck, left(served))
		}
	}
}
