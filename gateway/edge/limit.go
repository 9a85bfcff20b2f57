package edge

import (
	"math"
	"net/http"
	"net/netip"
	"time"

	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/server/web"
)

// Rate is a token bucket: so many a second in the long run, and so many at once.
type Rate struct {
	PerSecond float64
	Burst     float64
}

// accessPart is for how many greetings there is one request for access; at once as many are let in.
const accessPart = 5

// part is the rate of one in so many.
func (r Rate) part(n float64) Rate { return Rate{PerSecond: r.PerSecond / n, Burst: r.Burst} }

// maxBuckets bounds what is remembered of addresses; past it they are forgotten all at once, and only the limit in all
// is left for that moment.
const maxBuckets = 50_000

// limiter bounds what one address, and what all together, may ask for.
type limiter struct {
	perIP *web.Limiter[netip.Prefix]
	inAll *web.Limiter[struct{}]
}

func newLimiter(perIP, inAll Rate) *limiter {
	limits := func(r Rate, keys int) web.Limits {
		return web.Limits{PerSecond: r.PerSecond, Burst: int(math.Ceil(r.Burst)), Keys: keys, Forget: true}
	}
	return &limiter{web.NewLimiter[netip.Prefix](limits(perIP, maxBuckets)), web.NewLimiter[struct{}](limits(inAll, 1))}
}

// allow takes one for a request; an error says when to come again.
func (l *limiter) allow(r *http.Request, now time.Time) error {
	wait, ok := l.perIP.Take(origin(r), now)
	if ok {
		wait, ok = l.inAll.Take(struct{}{}, now)
	}
	if !ok {
		return problem.TooOften(wait)
	}
	return nil
}

// Rates of users, whose tokens are their names. A page that watches an order needs a tenth of them.
var (
	callRate   = Rate{PerSecond: 200, Burst: 1000} // of requests
	changeRate = Rate{PerSecond: 5, Burst: 60}     // of those that change something or read a manifest
	grantRate  = Rate{PerSecond: 2, Burst: 120}    // of those about what was granted, of a wallet and of each access key
)

// maxUsers bounds what is remembered of users; each of them has paid for an order.
const maxUsers = 10_000

func newUserLimiter(r Rate) *web.Limiter[eth.Address] {
	return web.NewLimiter[eth.Address](web.Limits{PerSecond: r.PerSecond, Burst: int(r.Burst), Keys: maxUsers, Forget: true})
}

// grantee is who was granted something: a user's wallet, or one of its access keys.
type grantee struct {
	user eth.Address
	key  string // id; empty: the wallet
}

// allow takes one for a user; an error says when to come again.
func allow(l *web.Limiter[eth.Address], user eth.Address, now time.Time) error {
	if wait, ok := l.Take(user, now); !ok {
		return problem.TooOften(wait)
	}
	return nil
}

// origin is the network that a request came from: its visitor's, not that of a proxy in front.
func origin(r *http.Request) netip.Prefix { return web.Customer(web.Client(r)) }
