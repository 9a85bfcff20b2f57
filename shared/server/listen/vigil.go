package listen

import "time"

// Who has gone away is to be seen while a request is served, so that what is done for it ends. A goroutine that waits in a
// read for that, for each request, would cost more than all else that is done for a short one. So the listener looks into the
// sockets of those requests that take long.

// glance is how often that is done, and how long a request takes at least for it.
const glance = 200 * time.Millisecond

// vigil ends what is done for clients that have gone away, until over is closed.
func (l *Listener) vigil(over <-chan struct{}) {
	t := time.NewTicker(glance)
	defer t.Stop()
	for {
		select {
		case <-over:
			return
		case now := <-t.C:
			for _, c := range l.options.Room.waiting(l, now.Add(-glance)) {
				if hungUp(c.below, c.state != nil) {
					c.quit()
				}
			}
		}
	}
}

// waiting are a listener's connections that have waited for the server since then.
func (r *Room) waiting(l *Listener, since time.Time) (all []*Conn) {
	r.mu.Lock()
	defer r.mu.Unlock()
	add := func(conns map[*Conn]struct{}) {
		for c := range conns {
			if c.listener == l && c.asked.Load() && !c.raw.Load() && c.moved.Load() < since.UnixNano() {
				all = append(all, c)
			}
		}
	}
	for _, conns := range r.networks {
		add(conns)
	}
	add(r.proxies)
	return all
}
