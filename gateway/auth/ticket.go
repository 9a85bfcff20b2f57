package auth

import (
	"sync/atomic"
	"time"

	"berth/gateway/ledger"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
)

// Lives of tickets and cookies.
const (
	TicketLife = 60 * time.Second
	idleLife   = 4 * time.Hour  // since a cookie was last sent
	fullLife   = 24 * time.Hour // since it was set
	// A user's open tickets in all; more than a page ever needs.
	maxTickets = 10_000
)

type ticket struct {
	order   order.ID
	service string
	to      string
	until   time.Time
}

// session is a cookie's. Only seen changes.
type session struct {
	ledger.Session
	seen atomic.Int64 // Unix seconds
}

func (s *session) over(now time.Time) bool {
	return now.After(s.ExpiresAt) || now.Unix()-s.seen.Load() > int64(idleLife/time.Second)
}

// Ticket makes a one-time ticket for a service. Tickets do not outlive the process.
func (a *Auth) Ticket(id order.ID, service, to string) (string, time.Time, error) {
	now := a.now()
	text, hash := secret("")
	t := ticket{id, service, to, now.Add(TicketLife)}
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.tickets) >= maxTickets {
		for h, old := range a.tickets {
			if now.After(old.until) {
				delete(a.tickets, h)
			}
		}
		if len(a.tickets) >= maxTickets {
			return "", time.Time{}, problem.New(429, problem.TooMany, "too many tickets are open").Remedy("try again in a minute")
		}
	}
	a.tickets[hash] = t
	return text, t.until.UTC(), nil
}

// Enter uses a ticket up and gives a cookie's value for it, when the cookie ends, and the path to land on. The ticket
// must be for this very service.
func (a *Auth) Enter(text string, id order.ID, service string, ends time.Time) (cookie, to string, until time.Time, err error) {
	now := a.now()
	h := digest(text)
	a.mu.Lock()
	t, ok := a.tickets[h]
	delete(a.tickets, h)
	a.mu.Unlock()
	if !ok || now.After(t.until) || t.order != id || t.service != service {
		return "", "", time.Time{}, problem.New(401, problem.Expired, "this link is used up or too old").Remedy("open the service again from your order's page")
	}
	until = now.Add(fullLife)
	if !ends.IsZero() && ends.Before(until) {
		until = ends
	}
	s := &session{Session: ledger.Session{Order: id, Service: service, SeenAt: now.UTC(), ExpiresAt: until.UTC()}}
	s.seen.Store(now.Unix())
	cookie, h = secret("")
	if err := a.sessions.PutSessions(map[eth.Hash]ledger.Session{h: s.Session}); err != nil {
		return "", "", time.Time{}, err
	}
	a.mu.Lock()
	a.cookies[h] = s
	a.mu.Unlock()
	return cookie, t.to, until, nil
}

// Admits reports whether a cookie opens a service now. It costs a hash, a lock and a look-up.
func (a *Auth) Admits(cookie string, id order.ID, service string) bool {
	if len(cookie) != 43 {
		return false
	}
	h := digest(cookie)
	now := a.now()
	a.mu.RLock()
	s := a.cookies[h]
	a.mu.RUnlock()
	if s == nil || s.Order != id || s.Service != service || s.over(now) {
		return false
	}
	if n := now.Unix(); n-s.seen.Load() >= 60 {
		s.seen.Store(n)
		a.mu.Lock()
		a.dirty[h] = true
		a.mu.Unlock()
	}
	return true
}

// Leave ends a cookie for good.
func (a *Auth) Leave(cookie string) error {
	h := digest(cookie)
	a.mu.Lock()
	_, ok := a.cookies[h]
	delete(a.cookies, h)
	a.mu.Unlock()
	if !ok {
		return nil
	}
	return a.sessions.PutSessions(map[eth.Hash]ledger.Session{h: {}})
}

// Ended ends all cookies and tickets of an order. It is written down with the next flush; nothing is lost with that,
// since a proxy asks for the order's own state first.
func (a *Auth) Ended(id order.ID) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for h, s := range a.cookies {
		if s.Order == id {
			delete(a.cookies, h)
			a.dirty[h] = true
		}
	}
	for h, t := range a.tickets {
		if t.order == id {
			delete(a.tickets, h)
		}
	}
}

// flush writes when cookies were last used, and which are over.
func (a *Auth) flush() error {
	a.mu.Lock()
	write := make(map[eth.Hash]ledger.Session, len(a.dirty))
	for h := range a.dirty {
		if s := a.cookies[h]; s != nil {
			s.SeenAt = time.Unix(s.seen.Load(), 0).UTC()
			write[h] = s.Session
		} else {
			write[h] = ledger.Session{} // ended: the sweep takes it
		}
	}
	clear(a.dirty)
	a.mu.Unlock()
	return a.sessions.PutSessions(write)
}
