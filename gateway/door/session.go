package door

import (
	"slices"
	"sync/atomic"
	"time"

	"berth/gateway/ledger"
	"berth/gateway/secret"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
)

// How many sessions there may be; one more ends the oldest. Guests have a part of their own, so that none of them pushes
// out the owner, nor one link's guests those of others.
const (
	maxCookies      = 32   // the owner's, of a service
	maxOrderCookies = 128  // of an order: a service may have another name with each revision
	maxLinkCookies  = 64   // of a link
	maxGuestCookies = 1024 // of all links of an order
)

// Why something that is open ends before its time.
var (
	errOver    = problem.New(401, problem.SessionOver, "the session is over")
	errEnded   = problem.New(401, problem.SessionOver, "the session was ended")
	errLink    = problem.New(401, problem.LinkRevoked, "the share link was ended")
	errExpired = problem.New(401, problem.LinkExpired, "the share link is past its time")
	errShut    = problem.New(401, problem.LoginNeeded, "the service is not open to all any more")
)

// session is a cookie's. What changes is seen, and ended once it has ended before its time.
type session struct {
	ledger.Session
	hash  eth.Hash
	gate  *gate
	link  *link // nil: it is the owner's
	began int64 // Unix seconds
	until int64
	seen  atomic.Int64
	ended atomic.Bool
}

func (s *session) record() ledger.Session {
	r := s.Session
	r.SeenAt = time.Unix(s.seen.Load(), 0).UTC()
	return r
}

// over tells why a session is good no longer; nil: it is good.
func (s *session) over(now time.Time) error {
	n, st := now.Unix(), s.gate.state.Load()
	switch {
	case s.ended.Load():
		return errEnded
	case n > s.until || n > s.began+st.life || n-s.seen.Load() > st.idle:
		return errOver
	case s.link != nil:
		return s.link.over(now)
	}
	return nil
}

// end is when a session ends if it is used until then.
func (s *session) end() time.Time {
	return time.Unix(min(s.until, s.began+s.gate.state.Load().life), 0).UTC()
}

// keepOld takes in the sessions of earlier runs.
func (d *Doors) keepOld(all map[eth.Hash]ledger.Session) {
	old := make([]*session, 0, len(all))
	for h, x := range all {
		var l *link
		if !x.Link.IsZero() {
			if l = d.links[x.Link]; l == nil {
				d.doomed.EndedSessions = append(d.doomed.EndedSessions, h)
				continue
			}
		}
		if x.Since.IsZero() {
			x.Since = x.ExpiresAt.Add(-usualLife) // it is from before that was kept
		}
		old = append(old, d.newSession(h, x, l))
	}
	slices.SortFunc(old, func(x, y *session) int { return x.Since.Compare(y.Since) })
	for _, s := range old {
		d.keepSession(s)
	}
}

// newSession makes one; who calls holds mu, unless nobody else has the Doors.
func (d *Doors) newSession(hash eth.Hash, x ledger.Session, l *link) *session {
	s := &session{Session: x, hash: hash, link: l, gate: d.hall(x.Order).gate(x.Service, d), began: x.Since.Unix(), until: x.ExpiresAt.Unix()}
	s.seen.Store(x.SeenAt.Unix())
	return s
}

func (d *Doors) keepSession(s *session) {
	d.sessions[s.hash] = s
	h := d.hall(s.Order)
	h.gates[s.Service] = s.gate
	h.sessions = append(h.sessions, s)
}

func (d *Doors) dropSession(s *session) {
	s.ended.Store(true)
	delete(d.sessions, s.hash)
	delete(d.dirty, s)
	h := d.hall(s.Order)
	h.sessions = slices.DeleteFunc(h.sessions, func(x *session) bool { return x == s })
	h.drop(s.gate)
	d.tidy(h)
}

// dropSessions forgets sessions, and gives their hashes.
func (d *Doors) dropSessions(which func(*session) bool) (gone []eth.Hash) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for h, s := range d.sessions {
		if which(s) {
			gone = append(gone, h)
			d.dropSession(s)
		}
	}
	return gone
}

// surplus are those that give way to a new one. Who calls holds mu.
func (d *Doors) surplus(s *session) (gone []*session) {
	h := d.halls[s.Order]
	if h == nil {
		return nil
	}
	most, mostAll := maxCookies, maxOrderCookies
	alike := func(x *session) bool { return x.Service == s.Service }
	if s.link != nil {
		most, mostAll = maxLinkCookies, maxGuestCookies
		alike = func(x *session) bool { return x.link == s.link }
	}
	same, left := 0, 0
	for _, x := range h.sessions {
		if (x.link == nil) == (s.link == nil) {
			left++
			if alike(x) {
				same++
			}
		}
	}
	for _, x := range h.sessions {
		if (x.link == nil) != (s.link == nil) {
			continue
		}
		if left >= mostAll || alike(x) && same >= most {
			gone = append(gone, x)
			left--
			if alike(x) {
				same--
			}
		}
	}
	return gone
}

// begin makes a session and writes it down, with what else is to be written. Who calls holds writing.
func (d *Doors) begin(x ledger.Session, l *link, also ledger.Doors) (cookie string, s *session, err error) {
	cookie, hash := secret.New("")
	d.mu.Lock()
	s = d.newSession(hash, x, l)
	gone := d.surplus(s)
	d.mu.Unlock()
	also.Sessions = map[eth.Hash]ledger.Session{hash: s.Session}
	for _, old := range gone {
		also.EndedSessions = append(also.EndedSessions, old.hash)
	}
	if err := d.cfg.Store.PutDoors(also); err != nil {
		return "", nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, old := range gone {
		if d.sessions[old.hash] == old {
			d.dropSession(old)
		}
	}
	d.keepSession(s)
	return cookie, s, nil
}

// use notes that a session is used.
func (d *Doors) use(s *session, now time.Time) {
	if n := now.Unix(); n-s.seen.Load() >= 60 {
		s.seen.Store(n)
		d.mu.Lock()
		d.dirty[s] = true
		d.mu.Unlock()
	}
}

// Leave ends a cookie for good.
func (d *Doors) Leave(cookie string) error {
	h := secret.Digest(cookie)
	d.writing.Lock()
	defer d.writing.Unlock()
	gone := d.dropSessions(func(s *session) bool { return s.hash == h })
	if len(gone) == 0 {
		return nil
	}
	return d.end(ledger.Doors{EndedSessions: gone})
}

// Revoked ends the cookies and tickets that were got by tokens or access keys. What is open by them closes.
func (d *Doors) Revoked(tokens, keys []eth.Hash) error {
	d.writing.Lock()
	defer d.writing.Unlock()
	by := func(token, key eth.Hash) bool {
		return !token.IsZero() && slices.Contains(tokens, token) || !key.IsZero() && slices.Contains(keys, key)
	}
	gone := d.dropSessions(func(s *session) bool { return by(s.By, s.Key) })
	d.dropTickets(func(t *ticket) bool { return by(t.by.Hash(), t.by.By) })
	if len(gone) == 0 {
		return nil
	}
	return d.end(ledger.Doors{EndedSessions: gone})
}

// Ended ends all cookies and tickets of an order. It does not wait for the store, which is written to in a moment. Links
// and exposures are the order's data, and go with it.
func (d *Doors) Ended(id order.ID) {
	gone := d.dropSessions(func(s *session) bool { return s.Order == id })
	d.dropTickets(func(t *ticket) bool { return t.order == id })
	if len(gone) == 0 {
		return
	}
	d.putDoomed(ledger.Doors{EndedSessions: gone})
	select {
	case d.wake <- struct{}{}:
	default:
	}
}
