package gateway

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"path/filepath"
	"strings"
	"time"

	"berth/gateway/domain"
	"berth/gateway/proxy"
	"berth/shared/endpoint"
	"berth/shared/problem"
	"berth/shared/server/certs"
	"berth/shared/server/listen"
	"berth/shared/server/web"
	"berth/shared/wire"
)

// openCertificates has the gateway get its certificates itself, if it is told a way.
func (g *Gateway) openCertificates() (err error) {
	cfg := &g.cfg
	if !cfg.TLS.Any() {
		return nil
	}
	host, _ := g.place()
	g.certs, err = certs.New(certs.Config{
		Settings: cfg.TLS, Folder: filepath.Join(cfg.Data, "certs"), Host: host, Below: true, HTTP: cfg.HTTPListener != nil || cfg.ListenHTTP != "",
		Ours: g.ours, Owner: g.owner, Log: g.log, Now: cfg.Now,
	})
	if err == nil {
		g.closers = append(g.closers, func() error { g.certs.Close(); return nil })
	}
	return err
}

// place is the gateway's own host name and port; no port: the scheme's own.
func (g *Gateway) place() (host, port string) {
	at := proxy.Canonical(g.cfg.Scheme, g.cfg.Domain)
	if h, p, err := net.SplitHostPort(at); err == nil {
		return h, p
	}
	return at, ""
}

var errNoService = errors.New("no service here has this name")

// ours reports whether a certificate may be got for a name other than the gateway's own: a live order's service has it, or
// it is a user's own that is proven and leads here.
func (g *Gateway) ours(name string) error {
	host, _ := g.place()
	label, ok := strings.CutSuffix(name, "."+host)
	if !ok && g.names.Proven(name) {
		return nil
	}
	if !ok {
		return errNoService
	}
	service, id, ok := proxy.Parse(label)
	if !ok {
		return errNoService
	}
	switch t := g.keeper.Book.Target(id, service); {
	case !t.Found, t.Phase == wire.PhaseNone, t.Phase == wire.PhaseEnded:
		return errNoService
	}
	return nil
}

// owner is the user whose name it is that is ours.
func (g *Gateway) owner(name string) string {
	user, ok := g.names.Owner(name)
	if host, _ := g.place(); !ok {
		label, _ := strings.CutSuffix(name, "."+host)
		service, id, ok := proxy.Parse(label)
		if !ok {
			return ""
		}
		user = g.keeper.Book.Target(id, service).User
	}
	return user.String()
}

// hostCertificates are those of users' own hosts.
type hostCertificates struct{ *certs.Manager }

var _ domain.Certificates = hostCertificates{}

// Obtain implements domain.Certificates. What an authority says of a refusal is shown (RFC 8555, 6.7).
func (c hostCertificates) Obtain(ctx context.Context, host string) error {
	err := c.Manager.Obtain(ctx, host)
	if err == nil {
		return nil
	}
	refused := &domain.Refused{Err: err}
	var later *certs.LaterError
	if errors.As(err, &later) {
		refused.Until, refused.Why = later.At, later.Said
	}
	return refused
}

// Until implements domain.Certificates.
func (c hostCertificates) Until(host string) time.Time { return c.State(host).NotAfter }

// address is where the gateway listens.
func (c *Config) address() string {
	switch {
	case c.Listen != "":
		return c.Listen
	case c.TLS.Any():
		return ":443"
	}
	return ":9100"
}

// front is what visitors come to. Who has come in by one name's certificate and asks for another's host, which that is not
// for, is sent to a connection of its own (RFC 9110, 15.5.20).
func (g *Gateway) front() http.Handler {
	if g.certs == nil {
		return g.edge
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := proxy.Canonical("https", r.Host)
		if h, _, err := net.SplitHostPort(host); err == nil {
			host = h
		}
		_, number := netip.ParseAddr(strings.Trim(host, "[]"))
		if r.TLS == nil || g.certs.Covers(r.TLS.ServerName, host) || r.TLS.ServerName == "" && number == nil {
			g.edge.ServeHTTP(w, r)
			return
		}
		p := problem.New(http.StatusMisdirectedRequest, problem.Misdirected, "this connection is for another host").Remedy("open one for %s", host)
		body := web.Problem(p, w.Header().Set)
		w.WriteHeader(p.Status)
		_, _ = w.Write(body)
	})
}

// openPlain opens the listener of those who come by http; nil: there is none.
func (g *Gateway) openPlain() (*listen.Listener, error) {
	if g.certs == nil || g.cfg.HTTPListener == nil && g.cfg.ListenHTTP == "" {
		return nil, nil
	}
	return listen.Open(g.cfg.HTTPListener, g.cfg.ListenHTTP, listen.Options{Room: g.cfg.Room, Proxies: g.proxies, Introduced: g.cfg.ProxyProtocol, Log: g.log})
}

// sayScheme says plainly how safe the way to the gateway is.
func (g *Gateway) sayScheme() {
	host, _ := g.place()
	switch {
	case g.certs != nil:
		g.log.Info("the gateway speaks TLS with certificates of its own", "acme", g.cfg.TLS.Agree, "files", g.cfg.TLS.Cert != "", "wildcard", g.cfg.TLS.DNS != "")
	case g.cfg.BehindProxy:
		g.log.Info("a proxy in front has the certificates; what comes from it is plain HTTP", "proxies", g.cfg.Proxies)
	case endpoint.Local(host):
		g.log.Info("plain HTTP, for this machine alone: nothing is encrypted, and no other machine should reach it", "domain", g.cfg.Domain)
	default:
		g.log.Warn("plain HTTP: everybody on the way can read and change what users and services send, tokens and cookies too", "domain", g.cfg.Domain)
	}
}
