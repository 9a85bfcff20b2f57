// Package proxy serves the services' own hosts: it asks the doors who may pass, passes requests on to the
// process as streams (HTTP, WebSocket, server-sent events), and explains itself where it does not. Nothing that could
// tell a tenant's process who its visitor is, or that it could forge, gets through.
package proxy

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/door"
	"berth/gateway/lease/book"
	"berth/gateway/proxy/upstream"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/server/listen"
	"berth/shared/server/web"
	"berth/shared/wire"
)

// Orders finds services; *lease.Keeper does.
type Orders interface {
	Target(id order.ID, service string) book.Target
}

// Dialer connects to services; cluster.Cluster does.
type Dialer interface {
	Dial(ctx context.Context, id order.ID, service string) (net.Conn, error)
}

// Waker wakes services that sleep, and returns once they run; *tenancy.Waker does.
type Waker interface {
	Wake(ctx context.Context, id order.ID, service string) error
}

// Doors decides who may open a service, and when that is over; *door.Doors does.
type Doors interface {
	Admit(ctx context.Context, a door.Ask) (p door.Pass, why door.Why, wait time.Duration)
	Use(p *door.Pass, now time.Time)
	Leave(cookie string) error
}

// Entrance makes cookies of tickets and of share links; *door.Doors does.
type Entrance interface {
	Enter(ticket string, id order.ID, service string, ends time.Time, who door.Guest) (door.Entry, error)
	Redeem(token string, user eth.Address, id order.ID, service, to string, cookies []string, ends time.Time, who door.Guest) (door.Entry, error)
}

var (
	_ Doors    = (*door.Doors)(nil)
	_ Entrance = (*door.Doors)(nil)
)

// Config is what a Proxy is made of.
type Config struct {
	Domain    string        // of the service hosts, as in a Host header
	Scheme    string        // http or https: how browsers reach it
	App       string        // base URL of a page where users find their orders; empty: none is named
	BodyBytes int64         // of a request; 0: no limit
	Idle      time.Duration // after which a connection on which nothing moves is closed
	// AnswerTime is how long a service may take to begin its answer since all of the request that is there was passed on, and
	// a second more; 0: as long as Idle. AnswerHeadBytes is the most of the answer's head; 0: UsualAnswerHeadBytes.
	AnswerTime      time.Duration
	AnswerHeadBytes int
	Orders          Orders
	Hosts           Hosts // nil: there are none
	Dialer          Dialer
	Waker           Waker     // nil: nothing ever sleeps
	Addresses       Addresses // nil: nothing is known
	Doors           Doors
	Upstream        string // how requests get to services: UpstreamOwn, which "" is too, or UpstreamStandard
	Entrance        Entrance
	Stays           Stays // how much may be open for long
	Log             *slog.Logger
	Seen            func(code int) // told of each answer's status; nil: nobody is
}

// Proxy is an http.Handler for all service hosts, and for the gateway's own paths on its own host.
type Proxy struct {
	cfg       Config
	host      string // of the gateway itself, as Canonical makes it
	port      string // in it
	listed    bool   // browsers take that for a public suffix
	way       way
	streams   way       // to services that speak HTTP/2
	unmetered unmetered // for preflights
	buffers   *buffers
	seal      seal
	stays     *stays
	sites     sites

	asking *web.Limiter[netip.Prefix] // preflights, of an address
	asked  *web.Limiter[order.ID]     // and of an order
}

// Prefix is the part of every host's paths that is the gateway's own.
const Prefix = "/.berth/"

// UsualAnswerHeadBytes is the most of an answer's head where nobody says otherwise.
const UsualAnswerHeadBytes = 256 << 10

// service is where a request is to go.
type service struct {
	order  order.ID
	name   string
	key    string      // of both, by which connections to it are told apart: what parseService reads
	custom bool        // by a host of its user's own
	user   eth.Address // who that was, with custom
}

// New makes a proxy.
func New(cfg Config) *Proxy {
	cfg.AnswerHeadBytes = cmp.Or(cfg.AnswerHeadBytes, UsualAnswerHeadBytes)
	host := Canonical(cfg.Scheme, cfg.Domain)
	_, port := split(host)
	p := &Proxy{
		cfg: cfg, host: host, port: port, listed: Listed(cfg.Domain), seal: newSeal(), stays: newStays(cfg.Stays),
		asking: web.NewLimiter[netip.Prefix](preflightPerIP), asked: web.NewLimiter[order.ID](preflightPerOrder),
	}
	p.way, p.streams, p.buffers = p.newWay(cfg.Upstream), p.newStreams(), newBuffers()
	p.unmetered = p.newUnmetered()
	return p
}

// Close closes idle connections to services.
func (p *Proxy) Close() {
	p.way.CloseIdleConnections()
	p.streams.CloseIdleConnections()
}

// ServeHTTP implements http.Handler; the request's host must be the domain, or under it, or one that it Serves.
func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	site := p.Site(r.Host)
	host := site.Host
	to, ok := p.find(site)
	switch {
	case host != p.host && !ok || r.Method == http.MethodConnect:
		p.refuse(w, r, notFound)
		return
	case site.dotted:
		p.undot(w, r, host)
		return
	case host == p.host:
		p.front(w, r)
		return
	}
	id, name := to.order, to.name
	t := p.cfg.Orders.Target(id, name)
	if to.custom && t.User != to.user {
		p.refuse(w, r, notFound)
		return
	}
	if strings.HasPrefix(r.URL.Path, Prefix) {
		p.own(w, r, host, to, t)
		return
	}
	if forWorker(r) && (!t.Found || t.Phase == wire.PhaseEnded) {
		farewellHeader(w.Header())
		w.Write([]byte(farewell))
		return
	}
	if !t.Found {
		p.refuse(w, r, notFound)
		return
	}
	if p.redeems(w, r, to, host) {
		return
	}
	from := web.Client(r)
	pass, known, no := p.admit(r, host, to, t, from)
	if no.why != door.In {
		switch why, here := away(t); {
		case t.Phase == wire.PhaseEnded:
			// An ended order says so to everyone: its cookies are gone.
			p.refuse(w, r, orderOver.at(id))
		case !p.asks(r, host, id, no.why):
			p.refuse(w, r, no.reason(host).at(id).by(to.label(host)))
		case !here:
			p.refuse(w, r, why.at(id))
		case t.Meter.Load() >= t.Traffic.Load():
			p.refuse(w, r, p.noTraffic(t).at(id))
		default:
			p.preflight(w, r, to, host, h2c(t.Service))
		}
		return
	}
	if why, ok := away(t); !ok && !t.Rests {
		p.refuse(w, r, why.at(id))
		return
	}
	if t.Meter.Load() >= t.Traffic.Load() {
		p.refuse(w, r, p.noTraffic(t).at(id))
		return
	}
	listen.Stream(r, p.cfg.Idle)
	body := r.Body
	if p.cfg.BodyBytes > 0 && hasBody(r) {
		r.Body = http.MaxBytesReader(w, r.Body, p.cfg.BodyBytes)
	}
	stay := p.stays.begin(r.Context(), w, to, pass, web.Customer(from), upgrades(r.Header))
	defer stay.over()
	rests := t.Visits.Begin()
	defer t.Visits.End()
	if rests {
		var woken bool
		if t, woken = p.wake(w, r, to, stay); !woken {
			return
		}
	}
	(&passage{p: p, w: w, in: r.WithContext(stay.life), to: to, host: host, from: from, known: known, body: body, stay: stay, service: t.Service}).forward()
}

// away tells why a service's process cannot be asked, unless it can. While a revision starts, the one before may go on.
func away(t book.Target) (why reason, ok bool) {
	switch t.Phase {
	case wire.PhaseReady:
		return reason{}, true
	case wire.PhaseEnded:
		return orderOver, false
	case wire.PhaseStopped:
		return stopped, false
	case wire.PhaseNone:
		return notDeployed, false
	case wire.PhaseFailed:
		return broken, t.Stood
	case wire.PhaseAsleep:
		return asleep, false
	}
	return starting, t.Stood
}

// secure has browsers come by https from then on, where that is how they reach the gateway.
func (p *Proxy) secure(h http.Header) {
	if p.cfg.Scheme == "https" {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// onNetwork is for net/http, which names networks too.
func onNetwork(dial func(context.Context, string) (net.Conn, error)) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, _, addr string) (net.Conn, error) { return dial(ctx, addr) }
}

// dial connects to a service and has its bytes counted.
func (p *Proxy) dial(ctx context.Context, addr string) (net.Conn, error) {
	to, err := parseService(addr)
	if err != nil {
		return nil, err
	}
	t := p.cfg.Orders.Target(to.order, to.name)
	if !t.Found {
		return nil, cluster.ErrNotRunning
	}
	c, err := p.cfg.Dialer.Dial(ctx, to.order, to.name)
	if err != nil {
		return nil, err
	}
	return &metered{Conn: c, meter: t.Meter, limit: t.Traffic, idle: p.cfg.Idle}, nil
}

// reach connects to a service without that.
func (p *Proxy) reach(ctx context.Context, addr string) (net.Conn, error) {
	to, err := parseService(addr)
	if err != nil {
		return nil, err
	}
	return p.cfg.Dialer.Dial(ctx, to.order, to.name)
}

// parseService reads what direct wrote.
func parseService(addr string) (service, error) {
	host, _, _ := strings.Cut(addr, ":")
	name, number, _ := strings.Cut(host, ".")
	id, err := order.ParseID(number)
	return service{order: id, name: name}, err
}

// failed answers where the service did not.
func (p *Proxy) failed(w http.ResponseWriter, r *http.Request, to service, err error) {
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		p.refuse(w, r, tooLarge.with("limit", strconv.FormatInt(large.Limit, 10)))
	case ended(r.Context()) != nil:
		p.refuse(w, r, endedBy(ended(r.Context())).at(to.order))
	case r.Context().Err() != nil:
		// The visitor has gone away.
		panic(http.ErrAbortHandler)
	case errors.Is(err, errTraffic):
		p.refuse(w, r, p.noTraffic(p.cfg.Orders.Target(to.order, to.name)).at(to.order))
	case isTimeout(err):
		p.refuse(w, r, slow.at(to.order))
	case errors.Is(err, upstream.ErrHeaderSize):
		p.refuse(w, r, answerTooLarge.at(to.order).with("limit", strconv.Itoa(p.cfg.AnswerHeadBytes)))
	case p.late(w, r, to, err):
	default:
		p.cfg.Log.Warn("service does not answer", "order", to.order, "service", to.name, "err", err)
		p.refuse(w, r, unreachable.at(to.order))
	}
}

// late answers where nothing runs while a revision starts.
func (p *Proxy) late(w http.ResponseWriter, r *http.Request, to service, err error) bool {
	t := p.cfg.Orders.Target(to.order, to.name)
	if !errors.Is(err, cluster.ErrNotRunning) || t.Phase == wire.PhaseReady {
		return false
	}
	why, _ := away(t)
	p.refuse(w, r, why.at(to.order))
	return true
}
