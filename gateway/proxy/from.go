package proxy

import (
	"net/http"
	"strings"

	"berth/shared/order"
)

// relation is how the page that makes a request stands to the service which it asks.
type relation int

const (
	stranger relation = iota // another's page, or one that does not say whose it is
	visit                    // somebody opens the service from anywhere
	sibling                  // a page of another service of the same order
	own                      // the service's own page, or no page at all
)

// from tells who makes a request that carries the cookie. Services of other users are the same site to a browser, so
// SameSite does not keep them out; what browsers say of themselves (Origin, Sec-Fetch-*) no page can change.
func (p *Proxy) from(r *http.Request, host string, id order.ID) relation {
	page, named := p.origin(r, host, id)
	upgrade := said(r.Header, "Upgrade") != ""
	if len(r.Header["Sec-Fetch-Site"]) > 1 {
		return stranger
	}
	switch said(r.Header, "Sec-Fetch-Site") {
	case "same-origin", "none":
		// A page that keeps its address to itself (Referrer-Policy: no-referrer) has the Origin null on its own forms.
		safe := !upgrade && (r.Method == http.MethodGet || r.Method == http.MethodHead)
		if !named || page == own || anonymous(r) || safe {
			return own
		}
	case "":
		if !named {
			return own
		}
		return page
	case "same-site", "cross-site":
		if page == sibling {
			return sibling
		}
		opened := said(r.Header, "Sec-Fetch-Mode") == "navigate" && said(r.Header, "Sec-Fetch-Dest") == "document"
		if !named && r.Method == http.MethodGet && !upgrade && (opened || relayed(r)) {
			return visit
		}
	}
	return stranger
}

// origin tells whose page an Origin header names: scheme, name and port count. It is false where there is none.
func (p *Proxy) origin(r *http.Request, host string, id order.ID) (relation, bool) {
	lines := r.Header["Origin"]
	if len(lines) == 0 {
		return stranger, false
	}
	from, ok := strings.CutPrefix(strings.ToLower(lines[0]), p.cfg.Scheme+"://")
	if !ok || len(lines) > 1 {
		return stranger, true
	}
	if from == host {
		return own, true
	}
	if site := p.Site(from); site.Host == from {
		if page, ok := p.find(site); ok && page.order == id {
			return sibling, true
		}
	}
	return stranger, true
}

// relayed reports whether somebody opens the service and its own service worker passes that on. Nobody else's can.
func relayed(r *http.Request) bool {
	return said(r.Header, "Sec-Fetch-Mode") == "navigate" && said(r.Header, "Sec-Fetch-Dest") == "empty"
}

// anonymous reports whether a browser does not tell whose page asks.
func anonymous(r *http.Request) bool {
	lines := r.Header["Origin"]
	return len(lines) == 1 && lines[0] == "null"
}
