package proxy

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"berth/gateway/lease/book"
)

// wake has a service wake for a request that was let in, and reports whether it may go on to what runs then. It waits for as
// long as a service may take to answer. Else the request is answered.
func (p *Proxy) wake(w http.ResponseWriter, r *http.Request, to service, stay *stay) (t book.Target, ok bool) {
	stay.answered() // the service's own time begins when it is awake
	var ctx context.Context = stay.life
	if limit := cmp.Or(p.cfg.AnswerTime, p.cfg.Idle); limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, limit)
		defer cancel()
	}
	err := p.cfg.Waker.Wake(ctx, to.order, to.name)
	if stay.life.Err() != nil {
		p.failed(w, r.WithContext(stay.life), to, err)
		return t, false
	}
	t = p.cfg.Orders.Target(to.order, to.name)
	if err != nil {
		p.cfg.Log.Info("a request did not wait until its service was awake", "order", to.order, "service", to.name, "err", err)
	}
	why, ok := away(t)
	if !ok {
		p.refuse(w, r, why.at(to.order))
		return t, false
	}
	stay.asked(time.Now())
	return t, true
}
