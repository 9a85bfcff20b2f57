package call

import (
	"time"

	"berth/gateway/edge/limit"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/server/web"
)

// Rates of users, whose tokens are their names. A page that watches an order needs a tenth of them.
var (
	callRate   = limit.Rate{PerSecond: 200, Burst: 1000} // of requests
	ChangeRate = limit.Rate{PerSecond: 5, Burst: 60}     // of those that change something or read a manifest
	grantRate  = limit.Rate{PerSecond: 2, Burst: 120}    // of those about what was granted, of a wallet and of each access key
)

// maxUsers bounds what is remembered of users; each of them has paid for an order.
const maxUsers = 10_000

func newUserLimiter(r limit.Rate) *web.Limiter[eth.Address] {
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
