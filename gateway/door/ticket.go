package door

import (
	"slices"
	"time"

	"berth/gateway/auth"
	"berth/gateway/ledger"
	"berth/gateway/secret"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
)

const (
	ticketLife = 60 * time.Second
	maxTickets = 16 // of an order; one more ends the oldest
)

type ticket struct {
	hash    eth.Hash
	by      auth.Pass // that it was asked for with
	order   order.ID
	service string
	to      string
	until   time.Time
}

// Ticket makes a one-time ticket for a service. Tickets do not outlive the process; an order's oldest gives way where it has
// too many.
func (d *Doors) Ticket(by auth.Pass, id order.ID, service, to string) (string, time.Time, error) {
	text, hash := secret.New("")
	t := &ticket{hash, by, id, service, to, d.now().Add(ticketLife)}
	d.mu.Lock()
	defer d.mu.Unlock()
	if !by.Good() {
		return "", time.Time{}, problem.New(401, problem.SessionOver, "this token is not good any more").Remedy("ask POST /v1/access for another")
	}
	if h := d.halls[id]; h != nil && len(h.tickets) >= maxTickets {
		d.dropTicket(h.tickets[0])
	}
	d.tickets[hash] = t
	h := d.hall(id)
	h.tickets = append(h.tickets, t)
	return text, t.until.UTC(), nil
}

func (d *Doors) dropTicket(t *ticket) {
	delete(d.tickets, t.hash)
	h := d.hall(t.order)
	h.tickets = slices.DeleteFunc(h.tickets, func(x *ticket) bool { return x == t })
	d.tidy(h)
}

func (d *Doors) dropTickets(which func(*ticket) bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, t := range d.tickets {
		if which(t) {
			d.dropTicket(t)
		}
	}
}

// Entry is what somebody gets who is let in.
type Entry struct {
	Cookie  string // empty: the one that came with the request is kept
	Until   time.Time
	Landing string // path
}

// Enter uses a ticket up. The ticket must be for this very service, whose oldest cookie gives way where it has too many. No
// cookie outlives ends, unless that is zero.
func (d *Doors) Enter(text string, id order.ID, service string, ends time.Time, who Guest) (Entry, error) {
	now := d.now()
	t := d.useTicket(secret.Digest(text))
	if t == nil || now.After(t.until) || t.order != id || t.service != service {
		return Entry{}, problem.New(401, problem.Expired, "this link is used up or too old").Remedy("open the service again from your order's page")
	}
	d.writing.Lock()
	defer d.writing.Unlock()
	// Tickets are short-lived: a token that has run out or given way meanwhile counts as revoked.
	if !t.by.Good() {
		return Entry{}, problem.New(401, problem.Expired, "the access that this link was made with has ended").
			Remedy("open the service again from your order's page")
	}
	cookie, s, err := d.begin(d.session(id, service, ends, who, ledger.Session{By: t.by.Hash(), Key: t.by.By}), nil, ledger.Doors{})
	if err != nil {
		return Entry{}, err
	}
	return Entry{Cookie: cookie, Until: s.end(), Landing: t.to}, nil
}

// session is what is written of a new one.
func (d *Doors) session(id order.ID, service string, ends time.Time, who Guest, x ledger.Session) ledger.Session {
	now := d.now().UTC()
	x.Order, x.Service, x.Host, x.Agent, x.From, x.Since, x.SeenAt = id, service, who.Host, who.agent(), who.from(), now, now
	x.ExpiresAt = now.Add(d.gateOf(id, service).life())
	if !ends.IsZero() && ends.Before(x.ExpiresAt) {
		x.ExpiresAt = ends.UTC()
	}
	return x
}

func (d *Doors) useTicket(h eth.Hash) *ticket {
	d.mu.Lock()
	defer d.mu.Unlock()
	t := d.tickets[h]
	if t != nil {
		d.dropTicket(t)
	}
	return t
}
