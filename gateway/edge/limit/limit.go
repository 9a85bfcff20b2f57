// Package limit bounds what one caller of the gateway's API may have of what all share: how often they may ask (Rates), how
// much they may hold open (Seats), and how much of the processor's time is theirs (Turns).
package limit

import (
	"math"
	"net/http"
	"net/netip"
	"time"

	"berth/shared/problem"
	"berth/shared/server/web"
)

// Rate is a token bucket: so many a second in the long run, and so many at once.
type Rate struct {
	PerSecond float64
	Burst     float64
}

// Part is the rate of one in so many.
func (r Rate) Part(n float64) Rate { return Rate{PerSecond: r.PerSecond / n, Burst: r.Burst} }

// maxBuckets bounds what is remembered of addresses; past it they are forgotten all at once, and only the limit in all
// is left for that moment.
const maxBuckets = 50_000

// Rates bound what one address, and what all together, may ask for.
type Rates struct {
	perIP *web.Limiter[netip.Prefix]
	inAll *web.Limiter[struct{}]
}

// NewRates makes the bounds of one address and of all.
func NewRates(perIP, inAll Rate) *Rates {
	limits := func(r Rate, keys int) web.Limits {
		return web.Limits{PerSecond: r.PerSecond, Burst: int(math.Ceil(r.Burst)), Keys: keys, Forget: true}
	}
	return &Rates{web.NewLimiter[netip.Prefix](limits(perIP, maxBuckets)), web.NewLimiter[struct{}](limits(inAll, 1))}
}

// Allow takes one for a request; an error says when to come again.
func (l *Rates) Allow(r *http.Request, now time.Time) error {
	wait, ok := l.perIP.Take(Origin(r), now)
	if ok {
		wait, ok = l.inAll.Take(struct{}{}, now)
	}
	if !ok {
		return problem.TooOften(wait)
	}
	return nil
}

// Origin is the network that a request came from: its visitor's, not that of a proxy in front.
func Origin(r *http.Request) netip.Prefix { return web.Customer(web.Client(r)) }
