package api

import (
	"net/http"
	"strings"
	"time"

	"berth/gateway/admin/session"
	"berth/shared/problem"
	"berth/shared/server/web"
	"berth/shared/wire"
)

// cookie is the name of a session's cookie. With the prefix a browser takes it from this very host alone, and over TLS (RFC
// 6265bis, 4.1.3): what tenants serve on hosts below the gateway's cannot set it.
func (a *API) cookie() string {
	if a.cfg.Scheme == "https" {
		return "__Host-berth_admin"
	}
	return "berth_admin"
}

// maxCookies is how many cookies of the name are looked at: over plain HTTP a tenant's page can add some.
const maxCookies = 8

// admit tells who calls, if they may what the route does. What a page of another origin sends is refused before anything else
// is looked at: tenants' pages are of the same site, so that neither SameSite nor a cookie's host keeps them out.
func (a *API) admit(r route, req *http.Request) (who session.Who, err error) {
	token := bearer(req)
	if err := a.sameOrigin(req, r.method != http.MethodGet, r.needs != open && token == ""); err != nil {
		return who, err
	}
	if r.needs == open {
		return who, a.knock(req)
	}
	if who, err = a.find(req, token); err != nil {
		if wait := a.knock(req); wait != nil {
			return who, wait
		}
		return who, err
	}
	who.From = from(req)
	now := time.Now()
	if wait, ok := a.calls.Take(who.Session, now); !ok {
		return who, problem.TooOften(wait)
	}
	if r.method != http.MethodGet {
		if wait, ok := a.changes.Take(who.Session, now); !ok {
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
func (a *API) sameOrigin(r *http.Request, changes, byCookie bool) error {
	origin, site := r.Header.Get("Origin"), r.Header.Get("Sec-Fetch-Site")
	foreign := origin != "" && !strings.EqualFold(origin, a.origin)
	switch site {
	case "", "same-origin":
	case "none": // the person in front of the browser asks, by the address bar
		foreign = foreign || changes
	default:
		foreign = true
	}
	switch {
	case foreign:
		return problem.New(403, problem.CrossSite, "this was sent by a page of another origin").Remedy("use the pages at %s/admin", a.origin)
	case changes && r.Header.Get(wire.AdminHeader) == "":
		return problem.New(403, problem.CrossSite, "a change needs the header %s", wire.AdminHeader).Remedy("send it, with any value")
	case changes && byCookie && origin == "":
		return problem.New(403, problem.CrossSite, "a change by cookie needs an Origin").Remedy("use the pages at %s/admin, or a bearer token", a.origin)
	}
	return nil
}

// find tells whose token or cookie came with a request.
func (a *API) find(r *http.Request, token string) (session.Who, error) {
	if token != "" {
		return a.cfg.Entrance.Find(token, true)
	}
	who, err := a.cfg.Entrance.Find("", false)
	for i, c := range r.CookiesNamed(a.cookie()) {
		if i == maxCookies {
			break
		}
		if who, err = a.cfg.Entrance.Find(c.Value, false); err == nil {
			break
		}
	}
	return who, err
}

// knock bounds what those may ask who are not signed in.
func (a *API) knock(r *http.Request) error {
	now := time.Now()
	wait, ok := a.strangers.Take(web.Customer(web.Client(r)), now)
	if ok {
		wait, ok = a.all.Take(struct{}{}, now)
	}
	if !ok {
		return problem.TooOften(wait)
	}
	return nil
}

// bearer is the token in a request's header; empty if there is none.
func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// from is the network that a request came from.
func from(r *http.Request) string {
	if p := web.Customer(web.Client(r)); p.IsValid() {
		return p.String()
	}
	return "unknown"
}
