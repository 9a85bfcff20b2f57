// Package edge is the gateway's web front: it tells service hosts from the gateway's own, serves the API, and turns
// errors into problem documents.
package edge

import (
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"berth/gateway/answer"
	"berth/gateway/edge/call"
	"berth/gateway/edge/data"
	"berth/gateway/edge/deploy"
	"berth/gateway/edge/limit"
	"berth/gateway/edge/lobby"
	"berth/gateway/edge/logs"
	"berth/gateway/edge/share"
	"berth/gateway/edge/socket"
	"berth/gateway/image"
	"berth/gateway/proxy"
	"berth/shared/problem"
	"berth/shared/server/tracing"
	"berth/shared/server/web"
	"berth/shared/wire"
)

// Guard decides who may; *auth.Auth does.
type Guard interface {
	call.Bearers
	lobby.Grants
}

// Exposures say who may open services; *door.Doors does.
type Exposures interface {
	share.Exposures
	deploy.Visibilities
}

// Config is what an Edge is made of.
type Config struct {
	Domain   string     // host, with the port if it is not the scheme's own
	Scheme   string     // http or https: how browsers reach it
	Card     wire.Card  // what of the card does not change
	Origins  []string   // that may call the API from a browser; "*": any
	PerIP    limit.Rate // of greetings and access requests
	InAll    limit.Rate
	Desk     lobby.Desk
	Services http.Handler // of the service hosts, and of proxy.Prefix on the gateway's own
	// Serves reports whether a host, in canonical form, is a user's own that Services has, too; nil: none is.
	Serves func(host string) bool

	Orders      call.Orders
	Views       call.Views
	Past        deploy.Past
	Deployments deploy.Deployments
	Checks      deploy.Checks
	Revisions   deploy.Revisions
	Signatures  deploy.Signatures
	Healths     lobby.Healths
	Watchers    lobby.Watchers
	Guard       Guard
	Logs        logs.Source
	Shells      socket.Shells
	Ports       socket.Ports
	Tickets     share.Tickets
	Links       share.Links
	Exposures   Exposures
	Visitors    share.Visitors
	Domains     share.Domains
	Disks       data.Viewer
	Snapshots   data.Snapshots
	Archives    data.Archives
	Uploads     data.Uploads
	Traffic     data.Traffic
	Backups     data.Keeper
	Plans       data.Plans
	Restores    data.Restores

	// Admin is what is below wire.AdminPath on the gateway's own host, AdminPages all else at and below /admin there; nil: there
	// is none. Neither is at any other host, by an address of a number neither.
	Admin      http.Handler
	AdminPages http.Handler

	Images image.Asker // nil: nothing is known of images

	Log     *slog.Logger
	Traces  *tracing.Tracer                                  // nil: none are made
	Seen    func(route string, code int, took time.Duration) // told of each API request; nil: nobody is
	Greeted func(wire.AnswerKind)                            // told of each answer to an offer; nil: nobody is
}

// Edge is the gateway's http.Handler. What is asked is answered by its rooms, each of which has one kind of question.
type Edge struct {
	cfg   Config
	api   http.Handler
	host  string // of the domain, as proxy.Canonical makes it
	sieve *answer.Sieve

	origins atomic.Pointer[map[string]bool] // lower case, without a slash; "*": any

	gate    *call.Gate
	lobby   *lobby.Lobby
	reader  *deploy.Reader
	desk    *deploy.Desk
	checker *deploy.Checker
	history *deploy.History
	logs    *logs.Logs
	sockets *socket.Sockets
	doors   *share.Doors
	hosts   *share.Hosts
	disks   *data.Disks
	backups *data.Backups
}

// New makes the front.
func New(cfg Config) *Edge {
	e := &Edge{cfg: cfg, host: proxy.Canonical(cfg.Scheme, cfg.Domain), sieve: answer.NewSieve(cfg.Log), gate: call.NewGate(cfg.Guard, cfg.Orders)}
	e.lobby = lobby.New(lobby.Config{
		Domain: cfg.Domain, Scheme: cfg.Scheme, Card: cfg.Card, PerIP: cfg.PerIP, InAll: cfg.InAll,
		Desk: cfg.Desk, Grants: cfg.Guard, Watchers: cfg.Watchers, Healths: cfg.Healths, Greeted: cfg.Greeted, Log: cfg.Log,
	})
	e.reader = deploy.NewReader(cfg.Revisions, cfg.Images)
	e.desk = deploy.NewDesk(deploy.DeskConfig{
		Reader: e.reader, Views: cfg.Views, Deployments: cfg.Deployments, Signatures: cfg.Signatures, Visibilities: cfg.Exposures,
	})
	e.checker, e.history = deploy.NewChecker(e.reader, cfg.Checks), deploy.NewHistory(e.reader, cfg.Past)
	e.logs = logs.New(cfg.Views, cfg.Logs, e.sieve, cfg.Log)
	e.sockets = socket.New(socket.Config{Gate: e.gate, Page: e.page, Views: cfg.Views, Shells: cfg.Shells, Ports: cfg.Ports, Sieve: e.sieve})
	e.doors = share.New(share.Config{Views: cfg.Views, Tickets: cfg.Tickets, Links: cfg.Links, Exposures: cfg.Exposures, Visitors: cfg.Visitors})
	e.hosts = share.NewHosts(cfg.Views, cfg.Domains)
	e.disks = data.NewDisks(data.DisksConfig{
		Base: cfg.Scheme + "://" + cfg.Domain, Orders: cfg.Orders, Viewer: cfg.Disks, Snapshots: cfg.Snapshots, Archives: cfg.Archives, Uploads: cfg.Uploads, Traffic: cfg.Traffic,
	})
	e.backups = data.NewBackups(cfg.Backups, cfg.Plans, cfg.Restores)
	e.SetOrigins(cfg.Origins)
	mux := http.NewServeMux()
	var served []string
	for _, r := range e.routes() {
		mux.Handle(r.method+" "+r.path, e.handle(r))
		served = append(served, r.method+" "+r.path)
	}
	answer.Rest(mux, served, specPath, e.fail)
	e.api = e.cors(mux)
	return e
}

// SetOrigins has pages of these origins, and of no others, call the API from now on; "*": any.
func (e *Edge) SetOrigins(list []string) {
	all := map[string]bool{}
	for _, o := range list {
		all[strings.TrimSuffix(strings.ToLower(o), "/")] = true
	}
	e.origins.Store(&all)
}

// page reports whether pages of an origin may call the API.
func (e *Edge) page(origin string) bool {
	may := *e.origins.Load()
	return may["*"] || may[strings.ToLower(origin)]
}

// ServeHTTP implements http.Handler.
func (e *Edge) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	out := &answer.Recorder{ResponseWriter: w}
	defer answer.Recover(out, r, e.sieve)
	host := proxy.Canonical(e.cfg.Scheme, r.Host)
	service := strings.HasSuffix(host, "."+e.host) || e.cfg.Serves != nil && host != e.host && e.cfg.Serves(host)
	if e.cfg.Scheme == "https" && !service {
		// Not for the services, which say for themselves what is on their hosts.
		w.Header().Set("Strict-Transport-Security", web.StrictTransport)
	}
	switch {
	case host == e.host && strings.HasPrefix(r.URL.Path, proxy.Prefix):
		e.services(out, r)
	case host == e.host && isAdmin(r.URL.Path):
		e.admin(out, r)
	case host == e.host:
		e.api.ServeHTTP(out, r)
	case service:
		e.services(out, r)
	case isLocal(host):
		// Probes and platforms that reach the node by its number.
		e.api.ServeHTTP(out, r)
	default:
		e.fail(out, r, misdirected(e.cfg.Domain))
	}
}

// isAdmin reports whether a path is the node operator's.
func isAdmin(path string) bool { return path == "/admin" || strings.HasPrefix(path, "/admin/") }

// admin serves what is the node operator's. No other origin's page may read it or frame it: there is no CORS, and each answer says so.
func (e *Edge) admin(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Frame-Options", "DENY")
	h.Add("Content-Security-Policy", "frame-ancestors 'none'")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin-allow-popups")
	switch api := r.URL.Path == wire.AdminPath || strings.HasPrefix(r.URL.Path, wire.AdminPath+"/"); {
	case api && e.cfg.Admin != nil:
		e.cfg.Admin.ServeHTTP(w, r)
	case !api && e.cfg.AdminPages != nil:
		e.cfg.AdminPages.ServeHTTP(w, r)
	default:
		e.fail(w, r, answer.Nothing(r, specPath))
	}
}

// services serves what tenants run, on the connection's own writer: what it copies is not copied once more.
func (e *Edge) services(out *answer.Recorder, r *http.Request) {
	out.Code = unknown
	e.cfg.Services.ServeHTTP(out.ResponseWriter, r)
}

// isLocal reports whether a Host header is an address or localhost: no other site's name, that is.
func isLocal(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	return host == "localhost" || net.ParseIP(strings.Trim(host, "[]")) != nil
}

// cors lets pages of the allowed origins call the API. There are no cookies on it: a page has to have a token.
func (e *Edge) cors(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		origin, may := r.Header.Get("Origin"), *e.origins.Load()
		switch {
		case may["*"]:
			h.Set("Access-Control-Allow-Origin", "*")
		case origin != "" && may[strings.ToLower(origin)]:
			h.Set("Access-Control-Allow-Origin", origin)
			h.Add("Vary", "Origin")
		default:
			h.Add("Vary", "Origin")
		}
		h.Set("Access-Control-Expose-Headers", "Retry-After, Request-Id, Content-Disposition, Content-Range, ETag, Repr-Digest")
		if r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" {
			h.Set("Access-Control-Allow-Methods", "GET, PUT, POST, DELETE")
			h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Accept, Last-Event-ID, Range, If-Range, Content-Digest")
			h.Set("Access-Control-Max-Age", "600")
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// unknown stands for the code of an answer that others write.
const unknown = -1

func misdirected(domain string) error {
	return problem.New(421, problem.Misdirected, "this host name is none of this node's").Remedy("the node is %s", domain)
}

// fail answers with a problem document.
func (e *Edge) fail(w http.ResponseWriter, r *http.Request, err error) {
	answer.Fail(w, r, e.sieve, err)
}
