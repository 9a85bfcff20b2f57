package api

import (
	"net/http"
	"net/netip"
	"strings"
	"time"

	"berth/gateway/admin/session"
	"berth/gateway/answer"
	"berth/shared/problem"
	"berth/shared/server/web"
	"berth/shared/wire"
)

// guard lets callers in. It is safe for concurrent use.
type guard struct {
	scheme   string
	origin   string
	entrance Entrance

	strangers *web.Limiter[netip.Prefix] // who is not signed in
	all       *web.Limiter[struct{}]     // of them
	calls     *web.Limiter[string]       // by session
	changes   *web.Limiter[string]
}

// Rates.
const (
	strangersPerSecond, strangersAtOnce = 2, 40
	allPerSecond, allAtOnce             = 40, 200
	callsPerSecond, callsAtOnce         = 50, 300
	changesPerSecond, changesAtOnce     = 2, 60

	maxNetworks = 50_000
	maxSessions = 1000
)

func newGuard(scheme, domain string, e Entrance) *guard {
	limits := func(perSecond float64, burst, keys int) web.Limits {
		return web.Limits{PerSecond: perSecond, Burst: burst, Keys: keys, Forget: true}
	}
	return &guard{
		scheme: scheme, origin: scheme + "://" + domain, entrance: e,
		strangers: web.NewLimiter[netip.Prefix](limits(strangersPerSecond, strangersAtOnce, maxNetworks)),
		all:       web.NewLimiter[struct{}](limits(allPerSecond, allAtOnce, 1)),
		calls:     web.NewLimiter[string](limits(callsPerSecond, callsAtOnce, maxSessions)),
		changes:   web.NewLimiter[string](limits(changesPerSecond, changesAtOnce, maxSessions)),
	}
}

// cookie is the name of a session's cookie. With the prefix a browser takes it from this very host alone, and over TLS (RFC
// 6265bis, 4.1.3): what tenants serve on hosts below the gateway's cannot set it.
func (g *guard) cookie() string {
	if g.scheme == "https" {
		return "__Host-berth_admin"
	}
	return "berth_admin"
}

// setCookie hands a session to a browser; without time left it is taken away.
func (g *guard) setCookie(w http.ResponseWriter, secret string, left time.Duration) {
	age := int(left / time.Second)
	if secret == "" {
		age = -1
	}
	http.SetCookie(w, &http.Cookie{
		Name: g.cookie(), Value: secret, Path: "/", MaxAge: age, HttpOnly: true, Secure: g.scheme == "https", SameSite: http.SameSiteStrictMode,
	})
}

// maxCookies is how many cookies of the name are looked at: over plain HTTP a tenant's page can add some.
const maxCookies = 8

// admit tells who calls, if they may what the route does. What a page of another origin sends is refused before anything else
// is looked at: tenants' pages are of the same site, so that neither SameSite nor a cookie's host keeps them out.
func (g *guard) admit(r route, req *http.Request) (who session.Who, err error) {
	token := answer.Bearer(req)
	if err := g.sameOrigin(req, r.method != http.MethodGet, r.needs != open && token == ""); err != nil {
		return who, err
	}
	if r.needs == open {
		return who, g.knock(req)
	}
	if who, err = g.find(req, token); err != nil {
		if wait := g.knock(req); wait != nil {
			return who, wait
		}
		return who, err
	}
	who.From = from(req)
	now := time.Now()
	if wait, ok := g.calls.Take(who.Session, now); !ok {
		return who, problem.TooOften(wait)
	}
	if r.method != http.MethodGet {
		if wait, ok := g.changes.Take(who.Session, now); !ok {
			return who, problem.TooOften(wait)
		}
	}
	if r.needs == change && !who.Role.MayChange() {
		return who, problem.New(403, problem.RoleMissing, "a viewer may look, and change nothing").
			Remedy("sign in with the node's wallet or with the operator key").With("role", string(who.Role))
	}
	return who, nil
}

// sameOrigin refuses what a page of another origin sends. Programs say no origin; browsers say it with every change, and whose
// page asks with every request.
func (g *guard) sameOrigin(r *http.Request, changes, byCookie bool) error {
	origin, site := r.Header.Get("Origin"), r.Header.Get("Sec-Fetch-Site")
	foreign := origin != "" && !strings.EqualFold(origin, g.origin)
	switch site {
	case "", "same-origin":
	case "none": // the person in front of the browser asks, by the address bar
		foreign = foreign || changes
	default:
		foreign = true
	}
	switch {
	case foreign:
		return problem.New(403, problem.CrossSite, "this was sent by a page of another origin").Remedy("use the pages at %s/admin", g.origin)
	case changes && r.Header.Get(wire.AdminHeader) == "":
		return problem.New(403, problem.CrossSite, "a change needs the header %s", wire.AdminHeader).Remedy("send it, with any value")
	case changes && byCookie && origin == "":
		return problem.New(403, problem.CrossSite, "a change by cookie needs an Origin").Remedy("use the pages at %s/admin, or a bearer token", g.origin)
	}
	return nil
}

// find tells whose token or cookie came with a request.
func (g *guard) find(r *http.Request, token string) (session.Who, error) {
	if token != "" {
		return g.entrance.Find(token, true)
	}
	who, err := g.entrance.Find("", false)
	for i, c := range r.CookiesNamed(g.cookie()) {
		if i == maxCookies {
			break
		}
		if who, err = g.entrance.Find(c.Value, false); err == nil {
			break
		}
	}
	return who, err
}

// knock bounds what those may ask who are not signed in.
func (g *guard) knock(r *http.Request) error {
	now := time.Now()
	wait, ok := g.strangers.Take(web.Customer(web.Client(r)), now)
	if ok {
		wait, ok = g.all.Take(struct{}{}, now)
	}
	if !ok {
		return problem.TooOften(wait)
	}
	return nil
}

// from is the network that a request came from.
func from(r *http.Request) string {
	if p := web.Customer(web.Client(r)); p.IsValid() {
		return p.String()
	}
	return "unknown"
}

// longEach is how much of what takes minutes a session may have under way.
const longEach = 4

// long bounds that.
type long struct{ seats *web.Seats[string] }

// take takes a seat, to be given back; where there is none, busy says what the caller has under way already, and remedy what to do.
func (l long) take(who session.Who, busy, remedy string) (give func(), err error) {
	if !l.seats.Take(who.Session) {
		return nil, problem.New(409, problem.Busy, "%s", busy).Remedy("%s", remedy)
	}
	return func() { l.seats.Give(who.Session) }, nil
}
