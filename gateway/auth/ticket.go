package auth

import (
	"errors"
	"slices"
	"sync/atomic"
	"time"

	"berth/gateway/ledger"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
)

// Lives of tickets and cookies, and how many there may be; one more ends the oldest.
const (
	TicketLife = 60 * time.Second
	idleLife   = 4 * time.Hour  // since a cookie was last sent
	fullLife   = 24 * time.Hour // since it was set

	maxTickets      = 16  // of an order
	maxCookies      = 32  // of a service
	maxOrderCookies = 128 // of an order: a service may have another name with each revision
)

type ticket struct {
	hash    eth.Hash
	by      eth.Hash // the token that it was asked for with
	key     eth.Hash // and the access key by which that was got
	order   order.ID
	service string
	to      string
	until   time.Time
}

// session is a cookie's. Only seen changes.
type session struct {
	ledger.Session
	hash eth.Hash
	seen atomic.Int64 // Unix seconds
}

func newSession(hash eth.Hash, s ledger.Session) *session {
	x := &session{Session: s, hash: hash}
	x.seen.Store(s.SeenAt.Unix())
	return x
}

func (s *session) over(now time.Time) bool {
	return now.After(s.ExpiresAt) || now.Unix()-s.seen.Load() > int64(idleLife/time.Second)
}

// door is what an order has open, the oldest first.
type door struct {
	tickets []*ticket
	cookies []*session
}

func (a *Auth) door(id order.ID) *door {
	d := a.doors[id]
	if d == nil {
		d = &door{}
		a.doors[id] = d
	}
	return d
}

// tidy forgets a door that nothing is left of.
func (a *Auth) tidy(id order.ID) {
	if d := a.doors[id]; d != nil && len(d.tickets)+len(d.cookies) == 0 {
		delete(a.doors, id)
	}
}

func (a *Auth) dropTicket(t *ticket) {
	delete(a.tickets, t.hash)
	d := a.door(t.order)
	d.tickets = slices.DeleteFunc(d.tickets, func(x *ticket) bool { return x == t })
	a.tidy(t.order)
}

func (a *Auth) dropCookie(s *session) {
	delete(a.cookies, s.hash)
	delete(a.dirty, s.hash)
	d := a.door(s.Order)
	d.cookies = slices.DeleteFunc(d.cookies, func(x *session) bool { return x == s })
	a.tidy(s.Order)
}

func (a *Auth) keepCookie(s *session) {
	a.cookies[s.hash] = s
	d := a.door(s.Order)
	d.cookies = append(d.cookies, s)
}

// dropCookies forgets cookies, and tickets that were asked for with the same tokens, and gives the cookies' hashes.
func (a *Auth) dropCookies(which func(*session) bool) (gone []eth.Hash) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for h, s := range a.cookies {
		if which(s) {
			gone = append(gone, h)
			a.dropCookie(s)
		}
	}
	for _, t := range a.tickets {
		if which(&session{Session: ledger.Session{Order: t.order, Service: t.service, By: t.by, Key: t.key}}) {
			a.dropTicket(t)
		}
	}
	return gone
}

// Ticket makes a one-time ticket for a service. Tickets do not outlive the process; an order's oldest gives way where it has
// too many.
func (a *Auth) Ticket(by Pass, id order.ID, service, to string) (string, time.Time, error) {
	text, hash := secret("")
	t := &ticket{hash, by.key(), by.By, id, service, to, a.now().Add(TicketLife)}
	a.mu.Lock()
	defer a.mu.Unlock()
	if by.token != nil && a.tokens[by.token.hash] == nil {
		return "", time.Time{}, problem.New(401, problem.SessionOver, "this token is not good any more").Remedy("ask POST /v1/access for another")
	}
	if d := a.doors[id]; d != nil && len(d.tickets) >= maxTickets {
		a.dropTicket(d.tickets[0])
	}
	a.tickets[hash] = t
	d := a.door(id)
	d.tickets = append(d.tickets, t)
	return text, t.until.UTC(), nil
}

// Enter uses a ticket up and gives a cookie's value for it, when the cookie ends, and the path to land on. The ticket
// must be for this very service. The service's oldest cookie gives way where it has too many.
func (a *Auth) Enter(text string, id order.ID, service string, ends time.Time) (cookie, to string, until time.Time, err error) {
	now := a.now()
	t := a.useTicket(digest(text))
	if t == nil || now.After(t.until) || t.order != id || t.service != service {
		return "", "", time.Time{}, problem.New(401, problem.Expired, "this link is used up or too old").Remedy("open the service again from your order's page")
	}
	until = now.Add(fullLife)
	if !ends.IsZero() && ends.Before(until) {
		until = ends
	}
	cookie, h := secret("")
	s := newSession(h, ledger.Session{By: t.by, Key: t.key, Order: id, Service: service, SeenAt: now.UTC(), ExpiresAt: until.UTC()})
	a.writing.Lock()
	defer a.writing.Unlock()
	if !a.stillGood(t.by) {
		return "", "", time.Time{}, problem.New(401, problem.Expired, "the access that this link was made with has ended").
			Remedy("open the service again from your order's page")
	}
	gone := a.surplusCookies(s)
	if err := a.store.PutSessions(map[eth.Hash]ledger.Session{h: s.Session}, gone...); err != nil {
		return "", "", time.Time{}, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, h := range gone {
		if old := a.cookies[h]; old != nil {
			a.dropCookie(old)
		}
	}
	a.keepCookie(s)
	return cookie, t.to, until, nil
}

func (a *Auth) useTicket(h eth.Hash) *ticket {
	a.mu.Lock()
	defer a.mu.Unlock()
	t := a.tickets[h]
	if t != nil {
		a.dropTicket(t)
	}
	return t
}

// stillGood reports whether a token has not been revoked since a ticket was made with it. Tickets are short-lived: one that
// has run out or given way meanwhile counts as revoked.
func (a *Auth) stillGood(by eth.Hash) bool {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return by.IsZero() || a.tokens[by] != nil
}

// surplusCookies are those that give way to a new one.
func (a *Auth) surplusCookies(s *session) (gone []eth.Hash) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	d := a.doors[s.Order]
	if d == nil {
		return nil
	}
	same, left := 0, len(d.cookies)
	for _, x := range d.cookies {
		if x.Service == s.Service {
			same++
		}
	}
	for _, x := range d.cookies {
		if left >= maxOrderCookies || x.Service == s.Service && same >= maxCookies {
			gone = append(gone, x.hash)
			left--
			if x.Service == s.Service {
				same--
			}
		}
	}
	return gone
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
	a.writing.Lock()
	defer a.writing.Unlock()
	gone := a.dropCookies(func(s *session) bool { return s.hash == h })
	if len(gone) == 0 {
		return nil
	}
	return a.end(ledger.Ended{Sessions: gone})
}

// Ended ends all cookies and tickets of an order. It does not wait for the ledger, which is written to in a moment.
func (a *Auth) Ended(id order.ID) {
	if gone := a.dropCookies(func(s *session) bool { return s.Order == id }); len(gone) > 0 {
		a.putDoomed(ledger.Ended{Sessions: gone})
		select {
		case a.wake <- struct{}{}:
		default:
		}
	}
}

// flush writes when cookies and access keys were last used, and what has ended.
func (a *Auth) flush() error {
	a.writing.Lock()
	defer a.writing.Unlock()
	x := a.takeDoomed(ledger.Ended{})
	if len(x.Tokens)+len(x.Sessions)+len(x.Keys) > 0 {
		if err := a.store.End(x); err != nil {
			a.putDoomed(x)
			return err
		}
	}
	return errors.Join(a.store.PutSessions(a.takeDirty()), a.store.PutKeys(a.takeWorn()))
}

func (a *Auth) takeDirty() map[eth.Hash]ledger.Session {
	a.mu.Lock()
	defer a.mu.Unlock()
	write := make(map[eth.Hash]ledger.Session, len(a.dirty))
	for h := range a.dirty {
		if s := a.cookies[h]; s != nil {
			s.SeenAt = time.Unix(s.seen.Load(), 0).UTC()
			write[h] = s.Session
		}
	}
	clear(a.dirty)
	return write
}
