// Package door decides who may open a service: its owner's browsers by a cookie that a one-time ticket became, whoever has
// a share link by the cookie that it became or by the link's token itself, and everybody where the owner says so, with a
// password or without one. Tickets, cookies and links are 256-bit random numbers; what is kept of them is their SHA-256.
// Every decision on a request is out of memory.
package door

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"berth/gateway/ledger"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/web"
)

// Store keeps sessions, share links and exposures across restarts; *ledger.Ledger does.
type Store interface {
	Sessions() (map[eth.Hash]ledger.Session, error)
	Links() ([]ledger.Link, error)
	Exposures() ([]ledger.Exposure, error)
	PutDoors(ledger.Doors) error
}

// Bounds are what an operator allows owners to set.
type Bounds struct {
	PerMinute int           // requests a minute of one address to a public service; 0: any number
	Idle      time.Duration // that a session lasts since it was last used
	Life      time.Duration // and in all
}

// Config is what Doors are made of.
type Config struct {
	Store   Store
	Bounds  Bounds
	Kept    func(order.ID) bool // whether an order's data is kept; what is here of one that is collected is forgotten
	Changed func(order.ID)      // told when who may open an order's services is another; must not block; nil: nobody is
	Now     func() time.Time    // nil: time.Now
}

// Doors is safe for concurrent use.
type Doors struct {
	cfg    Config
	now    func() time.Time
	wake   chan struct{} // something has ended and is to be written down
	pepper [32]byte      // of what is remembered of right passwords
	visits *rates        // of public services, by address
	trying *rates        // wrong passwords, by address and service
	redeem *web.Limiter[eth.Hash]
	hashes chan struct{} // turns at the hash of passwords

	// writing is held while the store is written to, from the look at what is to be written on: what has ended meanwhile
	// must not come back. It comes before mu.
	writing sync.Mutex

	mu       sync.RWMutex
	tickets  map[eth.Hash]*ticket
	sessions map[eth.Hash]*session
	links    map[eth.Hash]*link
	halls    map[order.ID]*hall
	dirty    map[*session]bool // whose last use is not written yet
	worn     map[*link]bool    // the same of links
	doomed   ledger.Doors      // what has ended and the store may still have
}

// hall is what an order has: the doors to its services, and who may pass. Lists have the oldest first.
type hall struct {
	id       order.ID
	user     eth.Address // whose links and exposures these are; zero: there are none
	tickets  []*ticket
	sessions []*session
	links    []*link
	gates    map[string]*gate
}

// New loads what earlier runs have left.
func New(cfg Config) (*Doors, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	d := &Doors{
		cfg: cfg, now: cfg.Now, wake: make(chan struct{}, 1), visits: newRates(), trying: newRates(), hashes: make(chan struct{}, hashTurns()),
		redeem:  web.NewLimiter[eth.Hash](redeemRate),
		tickets: map[eth.Hash]*ticket{}, sessions: map[eth.Hash]*session{}, links: map[eth.Hash]*link{}, halls: map[order.ID]*hall{},
		dirty: map[*session]bool{}, worn: map[*link]bool{},
	}
	rand.Read(d.pepper[:])
	exposures, err := cfg.Store.Exposures()
	if err != nil {
		return nil, fmt.Errorf("doors: %w", err)
	}
	for _, x := range exposures {
		h := d.hall(x.Order)
		h.user = x.User
		h.gate(x.Service, d).state.Store(d.open(x))
	}
	links, err := cfg.Store.Links()
	if err != nil {
		return nil, fmt.Errorf("doors: %w", err)
	}
	slices.SortFunc(links, func(a, b ledger.Link) int { return a.CreatedAt.Compare(b.CreatedAt) })
	for _, x := range links {
		d.keepLink(x)
	}
	sessions, err := cfg.Store.Sessions()
	if err != nil {
		return nil, fmt.Errorf("doors: %w", err)
	}
	d.keepOld(sessions)
	return d, nil
}

// Run writes down and clears away every minute until ctx ends, or that fails. What has ended is written at once.
func (d *Doors) Run(ctx context.Context) error {
	t := time.NewTicker(time.Minute)
	defer t.Stop()
	for {
		var err error
		select {
		case <-ctx.Done():
			return d.flush()
		case <-d.wake:
			err = d.flush()
		case <-t.C:
			d.sweep()
			err = d.flush()
		}
		if err != nil {
			return fmt.Errorf("doors: %w", err)
		}
	}
}

// sweep forgets what is over. The next flush tells the store.
func (d *Doors) sweep() {
	now := d.now()
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, t := range d.tickets {
		if now.After(t.until) {
			d.dropTicket(t)
		}
	}
	for _, s := range d.sessions {
		if s.over(now) != nil {
			d.dropSession(s)
			d.doomed.EndedSessions = append(d.doomed.EndedSessions, s.hash)
		}
	}
	for _, l := range d.links {
		if now.After(l.ExpiresAt.Add(linkMemory)) || d.forgotten(l.Order) {
			d.dropLink(l)
			d.doomed.EndedLinks = append(d.doomed.EndedLinks, ledger.Link{Order: l.Order, Hash: l.Hash})
		}
	}
	for id, h := range d.halls {
		over := d.forgotten(id)
		for _, g := range h.gates {
			if over {
				g.state.Store(d.open(ledger.Exposure{}))
			}
			h.drop(g)
		}
		d.tidy(h)
	}
}

func (d *Doors) forgotten(id order.ID) bool { return d.cfg.Kept != nil && !d.cfg.Kept(id) }

// hall is an order's. Who calls holds mu.
func (d *Doors) hall(id order.ID) *hall {
	h := d.halls[id]
	if h == nil {
		h = &hall{id: id, gates: map[string]*gate{}}
		d.halls[id] = h
	}
	return h
}

// owned is the hall of an order that is this user's now. After a reorganisation of the chain a number may be another's:
// what the other has set, and whom it let in, is over. Who calls holds mu.
func (d *Doors) owned(id order.ID, user eth.Address) *hall {
	h := d.hall(id)
	if h.user != user && !h.user.IsZero() {
		for _, l := range slices.Clone(h.links) {
			d.dropLink(l)
			d.doomed.EndedLinks = append(d.doomed.EndedLinks, ledger.Link{Order: id, Hash: l.Hash})
		}
		for _, g := range h.gates {
			g.state.Store(d.open(ledger.Exposure{}))
		}
		d.halls[id] = h // the last link may have taken it out
	}
	h.user = user
	return h
}

// tidy forgets a hall that nothing is left of.
func (d *Doors) tidy(h *hall) {
	if len(h.tickets)+len(h.sessions)+len(h.links)+len(h.gates) == 0 {
		delete(d.halls, h.id)
	}
}

// flush writes when cookies and links were last used, and what has ended.
func (d *Doors) flush() error {
	d.writing.Lock()
	defer d.writing.Unlock()
	x := d.takeDoomed(ledger.Doors{})
	d.takeUsed(&x)
	err := d.cfg.Store.PutDoors(x)
	if err != nil {
		d.putDoomed(x)
	}
	return err
}

// takeUsed adds what was used since the last time.
func (d *Doors) takeUsed(x *ledger.Doors) {
	d.mu.Lock()
	defer d.mu.Unlock()
	x.Sessions = make(map[eth.Hash]ledger.Session, len(d.dirty))
	for s := range d.dirty {
		if d.sessions[s.hash] == s {
			x.Sessions[s.hash] = s.record()
		}
	}
	for l := range d.worn {
		if d.links[l.Hash] == l {
			x.Links = append(x.Links, l.record())
		}
	}
	clear(d.dirty)
	clear(d.worn)
}

// end has the store forget what has ended. What cannot be written now is tried again with the next flush. Who calls holds
// writing.
func (d *Doors) end(x ledger.Doors) error {
	x = d.takeDoomed(x)
	if err := d.cfg.Store.PutDoors(x); err != nil {
		d.putDoomed(x)
		return problem.New(503, problem.Unavailable, "it has ended, but that cannot be written down now").
			Remedy("try again, or it may come back when the node is restarted").Because(err)
	}
	return nil
}

func (d *Doors) takeDoomed(x ledger.Doors) ledger.Doors {
	d.mu.Lock()
	defer d.mu.Unlock()
	x.EndedSessions, x.EndedLinks = append(x.EndedSessions, d.doomed.EndedSessions...), append(x.EndedLinks, d.doomed.EndedLinks...)
	x.Links = append(x.Links, d.doomed.Links...)
	d.doomed = ledger.Doors{}
	return x
}

// putDoomed keeps what could not be written: what has ended, and links, of which some were revoked. A use that is not
// written is noted with the next one.
func (d *Doors) putDoomed(x ledger.Doors) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.doomed.EndedSessions, d.doomed.EndedLinks = append(d.doomed.EndedSessions, x.EndedSessions...), append(d.doomed.EndedLinks, x.EndedLinks...)
	for _, l := range x.Links {
		if now := d.links[l.Hash]; now != nil {
			d.worn[now] = true
		}
	}
}

// Guest is what is noted of a browser that is let in.
type Guest struct {
	Host  string       // of the user's own on which it is; empty: the service's usual one
	Agent string       // what it says of itself
	From  netip.Prefix // network that it came from
}

const agentSize = 200

// agent is what a browser says of itself, as far as it is kept.
func (g Guest) agent() string {
	s := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == 0xfffd {
			return -1
		}
		return r
	}, strings.ToValidUTF8(g.Agent, ""))
	n := 0
	for i := range s {
		if n++; n > agentSize {
			return s[:i]
		}
	}
	return s
}

func (g Guest) from() string {
	if !g.From.IsValid() {
		return ""
	}
	return g.From.String()
}
