package upstream

import (
	"slices"
	"sync"
	"time"
)

// pool has the idle connections.
type pool struct {
	perHost, most int
	life          time.Duration

	mu     sync.Mutex
	hosts  map[string][]*conn // the newest last
	all    int
	sweeps *time.Timer // nil: there is nothing to be swept
}

// take gives the connection of a host that was used last, and on which nothing has come since; nil: there is none.
func (p *pool) take(host string) *conn {
	for {
		c := p.pop(host)
		if c == nil {
			return nil
		}
		if (c.quiet == nil || c.quiet()) && (c.astray == nil || !c.astray()) {
			c.answered = false
			return c
		}
		c.close()
	}
}

func (p *pool) pop(host string) *conn {
	p.mu.Lock()
	defer p.mu.Unlock()
	list := p.hosts[host]
	if len(list) == 0 {
		return nil
	}
	last := len(list) - 1
	c := list[last]
	list[last] = nil
	p.hosts[host] = list[:last]
	p.all--
	return c
}

// put keeps a connection, or closes it where there are enough.
func (p *pool) put(c *conn, now time.Time) {
	c.release()
	c.idle = now
	if !p.keep(c) {
		c.kill()
	}
}

func (p *pool) keep(c *conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	list := p.hosts[c.host]
	if p.all >= p.most || len(list) >= p.perHost {
		return false
	}
	p.hosts[c.host] = append(list, c)
	p.all++
	if p.sweeps == nil {
		p.sweeps = time.AfterFunc(p.life/2, p.sweep)
	}
	return true
}

// sweep closes what was idle for too long.
func (p *pool) sweep() {
	for _, c := range p.old(time.Now().Add(-p.life)) {
		c.kill()
	}
}

func (p *pool) old(before time.Time) (gone []*conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for host, list := range p.hosts {
		n := 0
		for n < len(list) && list[n].idle.Before(before) {
			n++
		}
		gone = append(gone, list[:n]...)
		if list = slices.Delete(list, 0, n); len(list) == 0 {
			delete(p.hosts, host)
			continue
		}
		p.hosts[host] = list
	}
	p.all -= len(gone)
	p.sweeps = nil
	if p.all > 0 {
		p.sweeps = time.AfterFunc(p.life/2, p.sweep)
	}
	return gone
}

// clear closes all.
func (p *pool) clear() {
	for _, c := range p.old(time.Now().Add(time.Hour)) {
		c.kill()
	}
}
