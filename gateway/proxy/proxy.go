// Package proxy serves the services' own hosts: it decides out of memory who may pass, passes requests on to the
// process as streams (HTTP, WebSocket, server-sent events), and explains itself where it does not. Nothing that could
// tell a tenant's process who its visitor is, or that it could forge, gets through.
package proxy

import (
	"context"
	"errors"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"net/http/httputil"
	"strconv"
	"strings"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/lease/book"
	"berth/gateway/manifest"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/listen"
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

// Doors knows tickets and cookies; *auth.Auth does.
type Doors interface {
	Enter(ticket string, id order.ID, service string, ends time.Time) (cookie, to string, until time.Time, err error)
	Admits(cookie string, id order.ID, service string) bool
	Leave(cookie string) error
}

// Config is what a Proxy is made of.
type Config struct {
	Domain    string        // of the service hosts, as in a Host header
	Scheme    string        // http or https: how browsers reach it
	App       string        // base URL of a page where users find their orders; empty: none is named
	BodyBytes int64         // of a request; 0: no limit
	Idle      time.Duration // after which a connection on which nothing moves is closed
	Orders    Orders
	Dialer    Dialer
	Doors     Doors
	Log       *slog.Logger
	Seen      func(code int) // told of each answer's status; nil: nobody is
}

// Proxy is an http.Handler for all service hosts.
type Proxy struct {
	cfg     Config
	reverse *httputil.ReverseProxy
	close   func()
}

// Prefix is the part of every service host's paths that is the gateway's own.
const Prefix = "/.berth/"

// service is where a request is to go.
type service struct {
	order order.ID
	name  string
}

type serviceKey struct{}

// New makes a proxy.
func New(cfg Config) *Proxy {
	p := &Proxy{cfg: cfg}
	t := &http.Transport{
		DialContext:           p.dial,
		MaxIdleConns:          2048,
		MaxIdleConnsPerHost:   128,
		IdleConnTimeout:       60 * time.Second,
		ResponseHeaderTimeout: cfg.Idle,
		ExpectContinueTimeout: time.Second,
		DisableCompression:    true, // what the service sends goes to the browser as it is
	}
	p.close = t.CloseIdleConnections
	p.reverse = &httputil.ReverseProxy{
		Rewrite:        p.rewrite,
		Transport:      t,
		ModifyResponse: p.response,
		ErrorHandler:   p.failed,
		BufferPool:     newBuffers(),
		ErrorLog:       log.New(io.Discard, "", 0), // failed has them
	}
	return p
}

// Close closes idle connections to services.
func (p *Proxy) Close() { p.close() }

// Parse splits a service's host, without its domain, into service and order.
func Parse(label string) (name string, id order.ID, ok bool) {
	i := strings.LastIndexByte(label, '-')
	if i < 1 || len(label) > 63 || strings.HasPrefix(label[i+1:], "0") {
		return "", 0, false
	}
	id, err := order.ParseID(label[i+1:])
	if err != nil || !manifest.ValidService(label[:i]) {
		return "", 0, false
	}
	return label[:i], id, true
}

// Host is the host of a service.
func Host(domain string, id order.ID, name string) string {
	return name + "-" + id.String() + "." + domain
}

// ServeHTTP implements http.Handler; the request's host must be under the domain.
func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	label := strings.TrimSuffix(strings.ToLower(r.Host), "."+strings.ToLower(p.cfg.Domain))
	name, id, ok := Parse(label)
	if !ok {
		p.refuse(w, r, notFound)
		return
	}
	t := p.cfg.Orders.Target(id, name)
	if strings.HasPrefix(r.URL.Path, Prefix) {
		p.own(w, r, id, name, t)
		return
	}
	if !t.Found {
		p.refuse(w, r, notFound)
		return
	}
	c, err := r.Cookie(Cookie)
	if err != nil || !p.cfg.Doors.Admits(c.Value, id, name) {
		// An ended order says so to everyone: its cookies are gone.
		if t.Phase == wire.PhaseEnded {
			p.refuse(w, r, orderOver.at(id))
			return
		}
		p.refuse(w, r, closed.at(id))
		return
	}
	if !sameOrigin(r) {
		p.refuse(w, r, crossSite)
		return
	}
	if why, ok := away(t); !ok {
		p.refuse(w, r, why.at(id))
		return
	}
	if t.Meter.Load() >= t.Traffic.Load() {
		p.refuse(w, r, usedUp.at(id))
		return
	}
	listen.Stream(r, p.cfg.Idle)
	if p.cfg.BodyBytes > 0 && r.Body != nil {
		r.Body = http.MaxBytesReader(w, r.Body, p.cfg.BodyBytes)
	}
	if r.Header.Get("Upgrade") != "" {
		w = lean{w}
	}
	ctx := context.WithValue(r.Context(), serviceKey{}, service{id, name})
	p.reverse.ServeHTTP(w, r.WithContext(ctx))
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
	}
	return starting, t.Stood
}

// rewrite makes the request that the service gets.
func (p *Proxy) rewrite(pr *httputil.ProxyRequest) {
	to := pr.In.Context().Value(serviceKey{}).(service)
	pr.Out.URL.Scheme = "http"
	pr.Out.URL.Host = to.name + "." + to.order.String() // read again by dial; it keeps the connections of services apart
	pr.Out.Host = pr.In.Host
	clean(pr.Out.Header)
	forwarded(pr.Out.Header, pr.In, p.cfg.Scheme)
}

func (p *Proxy) response(r *http.Response) error {
	cleanResponse(r.Header)
	if p.cfg.Seen != nil {
		p.cfg.Seen(r.StatusCode)
	}
	return nil
}

// dial connects to a service and has its bytes counted.
func (p *Proxy) dial(ctx context.Context, _, addr string) (net.Conn, error) {
	host, _, _ := strings.Cut(addr, ":")
	name, number, _ := strings.Cut(host, ".")
	id, err := order.ParseID(number)
	if err != nil {
		return nil, err
	}
	t := p.cfg.Orders.Target(id, name)
	if !t.Found {
		return nil, cluster.ErrNotRunning
	}
	c, err := p.cfg.Dialer.Dial(ctx, id, name)
	if err != nil {
		return nil, err
	}
	return &metered{Conn: c, meter: t.Meter, limit: t.Traffic, idle: p.cfg.Idle}, nil
}

// failed answers where the service did not.
func (p *Proxy) failed(w http.ResponseWriter, r *http.Request, err error) {
	to, _ := r.Context().Value(serviceKey{}).(service)
	var large *http.MaxBytesError
	var timeout net.Error
	switch {
	case errors.As(err, &large):
		p.refuse(w, r, tooLarge.with("limit", strconv.FormatInt(large.Limit, 10)))
	case r.Context().Err() != nil:
		// The visitor has gone away.
		panic(http.ErrAbortHandler)
	case errors.Is(err, errTraffic):
		p.refuse(w, r, usedUp.at(to.order))
	case errors.As(err, &timeout) && timeout.Timeout():
		p.refuse(w, r, slow.at(to.order))
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

// own serves the gateway's own paths on a service host.
func (p *Proxy) own(w http.ResponseWriter, r *http.Request, id order.ID, name string, t book.Target) {
	w.Header().Set("Cache-Control", "no-store")
	switch {
	case r.URL.Path == Prefix+"enter" && r.Method == http.MethodGet:
		if !t.Found {
			p.refuse(w, r, notFound)
			return
		}
		if t.Phase == wire.PhaseEnded {
			p.refuse(w, r, orderOver.at(id))
			return
		}
		q := r.URL.Query()
		cookie, to, until, err := p.cfg.Doors.Enter(q.Get("ticket"), id, name, t.Until)
		if err != nil {
			var pr *problem.Problem
			if errors.As(err, &pr) {
				p.refuse(w, r, spent.at(id))
				return
			}
			p.cfg.Log.Error("enter", "order", id, "err", err)
			p.refuse(w, r, internal)
			return
		}
		if asked := q.Get("to"); asked != "" {
			to = asked
		}
		SetCookie(w, cookie, until)
		h := w.Header()
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Location", Local(to))
		w.WriteHeader(http.StatusSeeOther)
	case r.URL.Path == Prefix+"leave" && r.Method == http.MethodPost:
		if !sameOrigin(r) {
			p.refuse(w, r, crossSite)
			return
		}
		if c, err := r.Cookie(Cookie); err == nil {
			if err := p.cfg.Doors.Leave(c.Value); err != nil {
				p.cfg.Log.Error("leave", "order", id, "err", err)
				p.refuse(w, r, internal)
				return
			}
		}
		dropCookie(w)
		w.WriteHeader(http.StatusNoContent)
	default:
		p.refuse(w, r, notFound)
	}
}
