package edge

import (
	"math"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"
)

// Rate is a token bucket: so many a second in the long run, and so many at once.
type Rate struct {
	PerSecond float64
	Burst     float64
}

type bucket struct {
	left float64
	at   time.Time
}

// take takes one; where there is none it gives the seconds until there is.
func (b *bucket) take(r Rate, now time.Time) (wait float64) {
	b.left = min(r.Burst, b.left+now.Sub(b.at).Seconds()*r.PerSecond)
	b.at = now
	if b.left < 1 {
		return (1 - b.left) / r.PerSecond
	}
	b.left--
	return 0
}

// maxBuckets bounds what is remembered of addresses; past it they are forgotten all at once, and only the limit in all
// is left for that moment.
const maxBuckets = 50_000

// limiter bounds what one address, and what all together, may ask for.
type limiter struct {
	perIP, inAll Rate

	mu  sync.Mutex
	all bucket
	ips map[netip.Prefix]*bucket
}

func newLimiter(perIP, inAll Rate) *limiter {
	return &limiter{perIP: perIP, inAll: inAll, all: bucket{left: inAll.Burst}, ips: map[netip.Prefix]*bucket{}}
}

// allow takes one for a request; an error says when to come again.
func (l *limiter) allow(r *http.Request, now time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.ips) >= maxBuckets {
		clear(l.ips)
	}
	ip := origin(r)
	b := l.ips[ip]
	if b == nil {
		b = &bucket{left: l.perIP.Burst, at: now}
		l.ips[ip] = b
	}
	wait := b.take(l.perIP, now)
	if wait == 0 {
		wait = l.all.take(l.inAll, now)
	}
	if wait > 0 {
		return tooMany(int(math.Ceil(wait)))
	}
	return nil
}

// origin is the network that a request came from: of IPv6 the /64, which is one customer's.
func origin(r *http.Request) netip.Prefix {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return netip.Prefix{}
	}
	a, err := netip.ParseAddr(host)
	if err != nil {
		return netip.Prefix{}
	}
	a = a.Unmap()
	bits := 32
	if a.Is6() {
		bits = 64
	}
	p, err := a.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return p
}
