package door

import (
	"slices"
	"strings"
	"sync/atomic"
	"time"
	"unicode"
	"unicode/utf8"

	"berth/gateway/ledger"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// What sessions last where their owner says nothing, and the operator allows it; and the least that may be set.
const (
	usualIdle = 4 * time.Hour
	usualLife = 24 * time.Hour
	leastLife = time.Minute
)

// maxExposures is for how many services of an order it is kept who may open them: they may have other names with each
// revision.
const maxExposures = 64

// Sizes of a user and a password, in bytes; a short password could be guessed in spite of the rates.
const (
	maxUser       = 64
	leastPassword = 8
	maxPassword   = 128
)

// gate is the way to a service.
type gate struct{ state atomic.Pointer[state] }

// state is who may pass a gate. It does not change: another one takes its place.
type state struct {
	ledger.Exposure
	idle, life int64  // seconds, of a session
	basic      *basic // nil: there is no password
	set        bool   // its owner has set it
}

func (s *state) visibility() wire.Visibility {
	if s.Visibility == "" {
		return wire.Private
	}
	return s.Visibility
}

func (g *gate) life() time.Duration { return time.Duration(g.state.Load().life) * time.Second }

// open is the state that an exposure says, within what the operator allows now.
func (d *Doors) open(x ledger.Exposure) *state {
	b := d.cfg.Bounds
	within := func(asked int, usual, most time.Duration) int64 {
		if asked <= 0 {
			return int64(min(usual, most) / time.Second)
		}
		return min(int64(asked), int64(most/time.Second))
	}
	s := &state{Exposure: x, idle: within(x.Idle, usualIdle, b.Idle), life: within(x.Life, usualLife, b.Life), set: x.Service != ""}
	if b.PerMinute > 0 && (s.PerMinute <= 0 || s.PerMinute > b.PerMinute) {
		s.PerMinute = b.PerMinute
	}
	if x.Visibility == wire.Public && x.BasicHash != "" {
		s.basic = &basic{user: x.BasicUser, hash: x.BasicHash}
	}
	return s
}

// gate is the way to one of the order's services.
func (h *hall) gate(service string, d *Doors) *gate {
	g := h.gates[service]
	if g == nil {
		g = &gate{}
		g.state.Store(d.open(ledger.Exposure{}))
		h.gates[service] = g
	}
	return g
}

// drop forgets a gate that nothing is known of.
func (h *hall) drop(g *gate) {
	if g.state.Load().set || slices.ContainsFunc(h.sessions, func(s *session) bool { return s.gate == g }) ||
		slices.ContainsFunc(h.links, func(l *link) bool { return l.gate == g }) {
		return
	}
	for service, x := range h.gates {
		if x == g {
			delete(h.gates, service)
		}
	}
}

// gateOf is the way to a service, or one that nothing is known of.
func (d *Doors) gateOf(id order.ID, service string) *gate {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if h := d.halls[id]; h != nil && h.gates[service] != nil {
		return h.gates[service]
	}
	g := &gate{}
	g.state.Store(d.open(ledger.Exposure{}))
	return g
}

// Visibility is who may open a service of a user's order.
func (d *Doors) Visibility(user eth.Address, id order.ID, service string) wire.Visibility {
	return d.stateOf(user, id, service).visibility()
}

// stateOf is what a user has set of a service.
func (d *Doors) stateOf(user eth.Address, id order.ID, service string) *state {
	d.mu.RLock()
	h := d.halls[id]
	other := h != nil && h.user != user
	d.mu.RUnlock()
	if other {
		return d.open(ledger.Exposure{})
	}
	return d.gateOf(id, service).state.Load()
}

// Exposure is who may open a service of a user's order, and what its operator allows of that.
func (d *Doors) Exposure(user eth.Address, id order.ID, service string) wire.Exposure {
	s, b := d.stateOf(user, id, service), d.cfg.Bounds
	x := wire.Exposure{
		Visibility: s.visibility(), PerMinute: s.PerMinute, IdleSeconds: int(s.idle), LifeSeconds: int(s.life),
		Most: &wire.ExposureLimits{PerMinute: b.PerMinute, IdleSeconds: int(b.Idle / time.Second), LifeSeconds: int(b.Life / time.Second)},
	}
	if s.basic != nil {
		x.Basic = &wire.Basic{User: s.basic.user}
	}
	return x
}

// Expose sets who may open a service of a user's order. What that closes to somebody closes at once: sessions that came by
// links where none may any more, and what is open without the password that there is now. An error that is no problem
// document says that nothing has changed.
func (d *Doors) Expose(user eth.Address, id order.ID, service string, req wire.Exposure) error {
	x, err := d.exposure(user, id, service, req)
	if err != nil {
		return err
	}
	if req.Basic != nil && req.Basic.Password != "" {
		if x.BasicHash, err = d.hashed(req.Basic.Password); err != nil {
			return err
		}
	}
	d.writing.Lock()
	defer d.writing.Unlock()
	d.mu.Lock()
	h := d.owned(id, user)
	count := 0
	for name, g := range h.gates {
		if name != service && g.state.Load().set {
			count++
		}
	}
	if g := h.gates[service]; req.Basic != nil && req.Basic.Password == "" && g != nil {
		x.BasicHash = g.state.Load().BasicHash // another request may have set it meanwhile
	}
	d.mu.Unlock()
	if count >= maxExposures {
		return problem.New(409, problem.Full, "the visibility of %d services of this order is set already", count).With("most", "64")
	}
	next := d.open(x)
	if next.basic != nil && req.Basic.Password != "" {
		next.basic.remember(d, req.Basic.User, req.Basic.Password)
	}
	put := ledger.Doors{Exposures: []ledger.Exposure{x}}
	d.mu.RLock()
	for _, s := range h.sessions {
		if x.Visibility == wire.Private && s.link != nil && s.Service == service {
			put.EndedSessions = append(put.EndedSessions, s.hash)
		}
	}
	d.mu.RUnlock()
	put = d.takeDoomed(put)
	if err := d.cfg.Store.PutDoors(put); err != nil {
		put.EndedSessions = nil
		d.putDoomed(put)
		return err
	}
	d.mu.Lock()
	h = d.hall(id)
	h.user = user
	h.gate(service, d).state.Store(next)
	for _, hash := range put.EndedSessions {
		if s := d.sessions[hash]; s != nil {
			d.dropSession(s)
		}
	}
	d.mu.Unlock()
	if d.cfg.Changed != nil {
		d.cfg.Changed(id)
	}
	return nil
}

// exposure checks what is asked for.
func (d *Doors) exposure(user eth.Address, id order.ID, service string, req wire.Exposure) (x ledger.Exposure, err error) {
	x = ledger.Exposure{
		Order: id, Service: service, User: user, Visibility: req.Visibility, PerMinute: req.PerMinute, Idle: req.IdleSeconds, Life: req.LifeSeconds,
	}
	b := d.cfg.Bounds
	most := func(field string, n int, limit time.Duration) error {
		if n != 0 && (n < int(leastLife/time.Second) || n > int(limit/time.Second)) {
			return problem.Field(field, "%d to %d seconds; left out, as the node has it", int(leastLife/time.Second), int(limit/time.Second))
		}
		return nil
	}
	switch req.Visibility {
	case wire.Private, wire.Linked, wire.Public:
	default:
		return x, problem.Field("visibility", "private, link or public")
	}
	if req.Most != nil {
		return x, problem.Field("most", "it is the node's to say; leave it out")
	}
	if err := most("idleSeconds", req.IdleSeconds, b.Idle); err != nil {
		return x, err
	}
	if err := most("lifeSeconds", req.LifeSeconds, b.Life); err != nil {
		return x, err
	}
	switch {
	case req.PerMinute < 0 || req.PerMinute > 0 && b.PerMinute > 0 && req.PerMinute > b.PerMinute:
		return x, problem.Field("perMinute", "at most %d requests a minute of one address; 0: as many as the node allows", b.PerMinute)
	case req.Basic == nil:
		return x, nil
	case req.Visibility != wire.Public:
		return x, problem.Field("basic", "only a public service has a password; leave it out")
	case req.Basic.User == "" || len(req.Basic.User) > maxUser || !typeable(req.Basic.User) || strings.Contains(req.Basic.User, ":"):
		return x, problem.Field("basic.user", "1 to %d bytes, without a colon", maxUser)
	}
	x.BasicUser = req.Basic.User
	if p := req.Basic.Password; p != "" {
		if utf8.RuneCountInString(p) < leastPassword || len(p) > maxPassword || !typeable(p) {
			return x, problem.Field("basic.password", "%d characters to %d bytes", leastPassword, maxPassword)
		}
		return x, nil
	}
	if x.BasicHash = d.stateOf(user, id, service).BasicHash; x.BasicHash == "" {
		return x, problem.Field("basic.password", "there is none yet: %d characters to %d bytes", leastPassword, maxPassword)
	}
	return x, nil
}

// typeable reports whether a text is what somebody could type: UTF-8 without controls (RFC 7617, 2).
func typeable(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) })
}
