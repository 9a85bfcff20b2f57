package domain

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"berth/gateway/ledger"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// ordersPerUser is how many orders' worth of hosts a user may have: one that runs, and one that has ended.
const ordersPerUser = 2

// load puts in place what the ledger has.
func (n *Names) load() error {
	all, err := n.cfg.Store.Domains()
	if err != nil {
		return fmt.Errorf("domains: %w", err)
	}
	slices.SortFunc(all, func(a, b ledger.Domain) int { return a.AskedAt.Compare(b.AskedAt) })
	now := n.cfg.Now()
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, d := range all {
		c := &claim{Domain: d}
		x := n.add(c)
		if d.State == wire.DomainProof {
			continue
		}
		if x.holder != nil {
			c.State = wire.DomainProof
			n.mark(c)
			continue
		}
		x.holder = c
	}
	for _, x := range n.hosts {
		x.next = now.Add(spread(afterStart))
		if newest := x.claims[len(x.claims)-1]; newest.State != wire.DomainReady && now.Sub(newest.AskedAt) < afterStart {
			x.next = now // somebody waits for it
		}
		n.publish(x)
	}
	n.sweep(now)
	return nil
}

// add puts a claim in its places.
func (n *Names) add(c *claim) *name {
	x := n.hosts[c.Host]
	if x == nil {
		x = &name{host: c.Host}
		n.hosts[c.Host] = x
	}
	x.claims = append(x.claims, c)
	if n.orders[c.Order] == nil {
		n.orders[c.Order] = map[string]*claim{}
	}
	n.orders[c.Order][c.Host] = c
	n.users[c.User]++
	return x
}

// remove takes a claim away. Who waits for the name may have it.
func (n *Names) remove(c *claim) {
	x := n.hosts[c.Host]
	x.claims = slices.DeleteFunc(x.claims, func(o *claim) bool { return o == c })
	if x.holder == c {
		x.holder = nil
		x.next = n.cfg.Now()
		n.publish(x)
	}
	if len(x.claims) == 0 {
		delete(n.hosts, c.Host)
	}
	delete(n.orders[c.Order], c.Host)
	if len(n.orders[c.Order]) == 0 {
		delete(n.orders, c.Order)
	}
	if n.users[c.User]--; n.users[c.User] == 0 {
		delete(n.users, c.User)
	}
	delete(n.dirty, c)
	n.gone = append(n.gone, c.Domain)
}

// mark has a claim written down.
func (n *Names) mark(c *claim) { n.dirty[c] = true }

// Domains are the hosts of a workload, in their order.
func (n *Names) Domains(id order.ID) wire.Domains {
	n.mu.Lock()
	defer n.mu.Unlock()
	all := wire.Domains{Domains: []wire.Domain{}, Most: n.cfg.Most}
	for _, c := range n.orders[id] {
		all.Domains = append(all.Domains, n.view(n.hosts[c.Host], c))
	}
	slices.SortFunc(all.Domains, func(a, b wire.Domain) int { return cmp.Compare(a.Host, b.Host) })
	return all
}

// URLs are the addresses under which a workload's service is served on hosts of its user's own.
func (n *Names) URLs(id order.ID, service string) (all []string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for host, c := range n.orders[id] {
		if c.Service == service && c.State == wire.DomainReady {
			all = append(all, n.site.url(host))
		}
	}
	slices.Sort(all)
	return all
}

// Claim adds a host for a service of a workload, or moves it to another of its services, and has it looked up soon. Its
// errors are problems, but for what the ledger says.
func (n *Names) Claim(user eth.Address, id order.ID, service, host string) (wire.Domain, error) {
	host, err := n.rules.parse(host)
	if err != nil {
		return wire.Domain{}, err
	}
	d, err := n.claim(user, id, service, host)
	if err != nil {
		return d, err
	}
	if err := n.flush(); err != nil {
		return d, err
	}
	n.rouse()
	n.cfg.Changed(id)
	return d, nil
}

func (n *Names) claim(user eth.Address, id order.ID, service, host string) (wire.Domain, error) {
	now := n.cfg.Now()
	n.mu.Lock()
	defer n.mu.Unlock()
	n.tend(id)
	c := n.orders[id][host]
	if c == nil {
		if len(n.orders[id]) >= n.cfg.Most {
			return wire.Domain{}, full(n.cfg.Most)
		}
		if n.users[user] >= ordersPerUser*n.cfg.Most && !n.giveWay(user) {
			return wire.Domain{}, full(n.cfg.Most)
		}
		c = &claim{Domain: ledger.Domain{Order: id, User: user, Host: host, State: wire.DomainProof}}
		n.add(c)
	}
	x := n.hosts[host]
	c.Service, c.AskedAt = service, now.UTC()
	n.mark(c)
	n.due(x, now)
	n.publish(x)
	return n.view(x, c), nil
}

func full(most int) error {
	p := problem.New(409, problem.Full, "an order may have %d hosts of its own", most).Remedy("remove one first")
	return p.With("most", strconv.Itoa(most))
}

// giveWay takes away a host of one of a user's orders that have ended, if there is any.
func (n *Names) giveWay(user eth.Address) bool {
	for _, x := range n.hosts {
		for _, c := range x.claims {
			if c.User == user && c.over {
				n.remove(c)
				return true
			}
		}
	}
	return false
}

// Release takes a host away from a workload. Its errors are problems, but for what the ledger says.
func (n *Names) Release(id order.ID, host string) error {
	n.mu.Lock()
	c := n.orders[id][host]
	if c == nil {
		if ascii, err := n.rules.parse(host); err == nil {
			c = n.orders[id][ascii]
		}
	}
	if c != nil {
		n.remove(c)
	}
	n.mu.Unlock()
	if c == nil {
		return problem.New(404, problem.NotFound, "this order has no host of that name").Remedy("GET the order's domains for those that it has")
	}
	if err := n.flush(); err != nil {
		return err
	}
	n.rouse()
	n.cfg.Changed(id)
	return nil
}

// Ended takes the hosts of an order that has ended out of service. It does not wait for the ledger.
func (n *Names) Ended(id order.ID) {
	n.mu.Lock()
	n.tend(id)
	n.mu.Unlock()
	n.rouse()
}

// tend has the hosts of an order follow how it stands: those of one that has ended prove nothing while that is so, and go
// with its data.
func (n *Names) tend(id order.ID) {
	claims := n.orders[id]
	if len(claims) == 0 {
		return
	}
	t := n.cfg.Orders.Tenure(id)
	for _, c := range claims {
		x := n.hosts[c.Host]
		switch {
		case t.Gone || t.User != c.User:
			n.remove(c)
		case t.Over && !c.over:
			c.over, c.proven = true, false
			if x.holder == c {
				n.unhold(x)
				x.next = n.cfg.Now()
			}
		case !t.Over && c.over:
			c.over = false
			n.due(x, n.cfg.Now())
		}
	}
}

// sweep does so with all orders.
func (n *Names) sweep(now time.Time) {
	n.swept = now
	for id := range n.orders {
		n.tend(id)
	}
}

// hold gives a name to a claim, unhold takes it from who has it. What an authority has said of the name stays: it is the
// name's.
func (n *Names) hold(x *name, c *claim) {
	x.holder = c
	c.State, c.Bare, c.Astray = wire.DomainAddress, time.Time{}, time.Time{}
	n.mark(c)
}

func (n *Names) unhold(x *name) {
	c := x.holder
	x.holder = nil
	c.State, c.Bare, c.Astray = wire.DomainProof, time.Time{}, time.Time{}
	n.mark(c)
	n.publish(x)
}

// flush writes what the ledger does not have.
func (n *Names) flush() error {
	n.writing.Lock()
	defer n.writing.Unlock()
	n.mu.Lock()
	dirty := n.dirty
	n.dirty = map[*claim]bool{}
	write := make([]ledger.Domain, 0, len(dirty))
	for c := range dirty {
		write = append(write, c.Domain)
	}
	gone := n.gone
	n.gone = nil
	n.mu.Unlock()
	if len(write)+len(gone) == 0 {
		return nil
	}
	err := n.cfg.Store.PutDomains(write, gone)
	if err != nil {
		err = fmt.Errorf("domains are not written: %w", err)
		n.mu.Lock()
		for c := range dirty {
			if n.orders[c.Order][c.Host] == c {
				n.mark(c)
			}
		}
		n.gone = append(gone, n.gone...)
		n.mu.Unlock()
	}
	return err
}
