// Package edge is the gateway's web front: it tells service hosts from the gateway's own, serves the API, and turns
// errors into problem documents.
package edge

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"berth/gateway/answer"
	"berth/gateway/auth"
	"berth/gateway/cluster"
	"berth/gateway/domain"
	"berth/gateway/door"
	"berth/gateway/lease/tenancy"
	"berth/gateway/ledger"
	"berth/gateway/manifest"
	"berth/gateway/proxy"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/server/web"
	"berth/shared/wire"
)

// Desk answers offers; *greet.Desk does.
type Desk interface {
	Greet(ctx context.Context, g wire.Greet, from netip.Prefix) (wire.Greeting, error)
	Card(wire.Card) (wire.Card, error)
}

// Orders knows whose the orders are, and what their deployments are called; *tenancy.Roster does. Find's errors are problems.
type Orders interface {
	Find(ctx context.Context, user eth.Address, id order.ID) (order.Order, error)
	Workload(id order.ID) order.ID
}

// Deployments runs what users deploy; *tenancy.Deployer does.
type Deployments interface {
	Deploy(id order.ID, rev ledger.Revision, m manifest.Manifest, hold func() (done func(), err error)) error
	Switch(id order.ID, p tenancy.Power) error
}

// Checks tells what would come of a manifest; *tenancy.Deployer does.
type Checks interface {
	Check(id order.ID, m manifest.Manifest) (bought resource.Resources, cannot, err error)
	Notes(m manifest.Manifest) []manifest.Note
	Update(id order.ID, m manifest.Manifest) (wire.UpdateKind, error)
}

// Revisions has what was deployed; *tenancy.Deployer does.
type Revisions interface {
	Revisions(id order.ID, before uint64, limit int) (wire.Revisions, error)
	RevisionManifest(id order.ID, n uint64) (format, text string, err error)
	Proof(id order.ID, n uint64) (wire.Proof, error)
}

// Views shows deployments; *tenancy.Viewer does.
type Views interface {
	View(id order.ID) (d wire.Deployment, dropped int, changed <-chan struct{}, err error)
	Happenings(id order.ID, after uint64, limit int) ([]wire.Happening, error)
	Use(id order.ID, span time.Duration) (wire.Use, error)
}

// Logs gives what services write; *tenancy.Viewer does.
type Logs interface {
	Log(ctx context.Context, id order.ID, service string, q cluster.LogQuery, take func([]wire.LogLine) error) error
}

// Shells opens shells; *tenancy.Viewer does.
type Shells interface {
	Shell(ctx context.Context, id order.ID, service string, t cluster.Terminal) (int, error)
}

// Ports connects to services' ports; *tenancy.Viewer does.
type Ports interface {
	Port(ctx context.Context, id order.ID, service string, port int, use func(context.Context, net.Conn) error) error
}

// Guard decides who may; *auth.Auth does.
type Guard interface {
	Grant(ctx context.Context, req wire.AccessRequest) (wire.AccessToken, error)
	Bearer(token string) (auth.Pass, error)
	Grants(by auth.Pass) wire.Grants
	Revoke(by auth.Pass, id string) error
}

// Signatures checks who signed a deployment; *auth.Auth does.
type Signatures interface {
	Deploy(ctx context.Context, user eth.Address, id order.ID, req wire.DeployRequest) (auth.Signed, error)
}

// Domains keeps the hosts of their own that users give to services; *domain.Names does. Its orders are workloads.
type Domains interface {
	Domains(id order.ID) wire.Domains
	Claim(user eth.Address, id order.ID, service, host string) (wire.Domain, error)
	Release(id order.ID, host string) error
}

// Tickets makes tickets to services' hosts; *door.Doors does.
type Tickets interface {
	Ticket(by auth.Pass, id order.ID, service, to string) (string, time.Time, error)
}

// Links are the share links of orders; *door.Doors has them. The order is the first of its chain.
type Links interface {
	Links(user eth.Address, id order.ID) []wire.Link
	MakeLink(user eth.Address, by string, id order.ID, req wire.LinkRequest) (link wire.Link, token string, err error)
	EndLink(user eth.Address, id order.ID, name string) error
}

// Exposures say who may open services; *door.Doors has them.
type Exposures interface {
	Visibility(user eth.Address, id order.ID, service string) wire.Visibility
	Exposure(user eth.Address, id order.ID, service string) wire.Exposure
	Expose(user eth.Address, id order.ID, service string, x wire.Exposure) error
}

// Visitors are the sessions of services; *door.Doors has them.
type Visitors interface {
	Visitors(id order.ID) []wire.Visitor
	Dismiss(id order.ID, name string) error
}

var (
	_ Orders      = (*tenancy.Roster)(nil)
	_ Deployments = (*tenancy.Deployer)(nil)
	_ Checks      = (*tenancy.Deployer)(nil)
	_ Revisions   = (*tenancy.Deployer)(nil)
	_ Views       = (*tenancy.Viewer)(nil)
	_ Logs        = (*tenancy.Viewer)(nil)
	_ Shells      = (*tenancy.Viewer)(nil)
	_ Ports       = (*tenancy.Viewer)(nil)
	_ Guard       = (*auth.Auth)(nil)
	_ Signatures  = (*auth.Auth)(nil)
	_ Tickets     = (*door.Doors)(nil)
	_ Links       = (*door.Doors)(nil)
	_ Exposures   = (*door.Doors)(nil)
	_ Visitors    = (*door.Doors)(nil)
	_ Domains     = (*domain.Names)(nil)
)

// Config is what an Edge is made of.
type Config struct {
	Domain   string    // host, with the port if it is not the scheme's own
	Scheme   string    // http or https: how browsers reach it
	Card     wire.Card // what of the card does not change
	Origins  []string  // that may call the API from a browser; "*": any
	PerIP    Rate      // of greetings and access requests
	InAll    Rate
	Desk     Desk
	Services http.Handler // of the service hosts, and of proxy.Prefix on the gateway's own
	// Serves reports whether a host, in canonical form, is a user's own that Services has, too; nil: none is.
	Serves func(host string) bool

	Orders      Orders
	Deployments Deployments
	Checks      Checks
	Revisions   Revisions
	Views       Views
	Logs        Logs
	Shells      Shells
	Ports       Ports
	Guard       Guard
	Signatures  Signatures
	Tickets     Tickets
	Links       Links
	Exposures   Exposures
	Visitors    Visitors
	Domains     Domains

	// Admin is what is below wire.AdminPath on the gateway's own host, AdminPages all else at and below /admin there; nil: there
	// is none. Neither is at any other host, by an address of a number neither.
	Admin      http.Handler
	AdminPages http.Handler

	Log     *slog.Logger
	Seen    func(route string, code int, took time.Duration) // told of each API request; nil: nobody is
	Greeted func(wire.AnswerKind)                            // told of each answer to an offer; nil: nobody is
}

// Edge is the gateway's http.Handler.
type Edge struct {
	cfg    Config
	api    http.Handler
	host   string   // of the domain, as proxy.Canonical makes it
	limit  *limiter // of greetings
	knocks *limiter // of requests for access, each of which may have the chain asked
	cards  cards

	origins atomic.Pointer[map[string]bool] // lower case, without a slash; "*": any

	calls, changes                                                      *web.Limiter[eth.Address]
	grantCalls                                                          *web.Limiter[grantee]
	eventSeats, logSeats, fileSeats, shellSeats, deploySeats, bodySeats *seats
	reading                                                             *turns
	sieve                                                               *answer.Sieve
	pace                                                                pace
}

// New makes the front.
func New(cfg Config) *Edge {
	e := &Edge{
		cfg: cfg, host: proxy.Canonical(cfg.Scheme, cfg.Domain),
		limit: newLimiter(cfg.PerIP, cfg.InAll), knocks: newLimiter(cfg.PerIP.part(accessPart), cfg.InAll.part(accessPart)),
		calls: newUserLimiter(callRate), changes: newUserLimiter(changeRate),
		grantCalls: web.NewLimiter[grantee](web.Limits{PerSecond: grantRate.PerSecond, Burst: int(grantRate.Burst), Keys: maxUsers, Forget: true}),
		eventSeats: newSeats(eventQuota), logSeats: newSeats(logQuota), fileSeats: newSeats(fileQuota),
		shellSeats: newSeats(shellQuota), deploySeats: newSeats(deployQuota), bodySeats: newSeats(bodyQuota),
		reading: newTurns(runtime.GOMAXPROCS(0) / 2), sieve: answer.NewSieve(cfg.Log), pace: usualPace,
	}
	e.SetOrigins(cfg.Origins)
	mux := http.NewServeMux()
	for _, r := range e.routes() {
		mux.Handle(r.method+" "+r.path, e.handle(r))
	}
	mux.HandleFunc("/", e.unknown)
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
		e.unknown(w, r)
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
		h.Set("Access-Control-Expose-Headers", "Retry-After, Request-Id, Content-Disposition")
		if r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" {
			h.Set("Access-Control-Allow-Methods", "GET, PUT, POST, DELETE")
			h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Accept, Last-Event-ID")
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
