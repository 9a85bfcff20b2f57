package proxy

import (
	"net/http"
	"net/netip"
	"strings"
	"time"

	"berth/gateway/door"
	"berth/gateway/lease/book"
	"berth/gateway/secret"
	"berth/shared/server/web"
	"berth/shared/wire"
)

// linkSize is the length of a share link's token.
const linkSize = 3 + secret.Size

// no is why a request is not let in.
type no struct {
	why  door.Why
	wait time.Duration
}

// admit asks the doors about a request.
func (p *Proxy) admit(r *http.Request, host string, to service, t book.Target, from netip.Addr) (door.Pass, secrets, no) {
	known := secrets{cookies: presented(r)}
	page := p.from(r, host, to.order)
	a := door.Ask{
		Order: to.order, Service: to.name, User: t.User, Host: to.own(host), Cookies: known.cookies, Method: r.Method, Path: requestPath(r),
		Upgrade: said(r.Header, "Upgrade") != "", Stranger: page == stranger, From: web.Customer(from),
	}
	if lines := r.Header["Destination"]; len(lines) > 0 {
		a.Destination = lines[0]
		if len(lines) > 1 {
			a.Destination = "?" // which one counts is not known
		}
	}
	a.Token, known.linked = linkToken(r)
	if scheme, rest, ok := strings.Cut(said(r.Header, "Authorization"), " "); ok && strings.EqualFold(scheme, "basic") {
		a.Basic = strings.TrimSpace(rest)
	}
	pass, why, wait := p.cfg.Doors.Admit(r.Context(), a)
	known.basic = pass.Strip
	if why == door.In && page == stranger && a.Token == "" && p.neighbour(r) {
		// To a browser the page of another order's service is of the same site, and it sends the service's own cookies along: as if
		// there were no SameSite. Between tenants there is.
		r.Header.Del("Cookie")
	}
	return pass, known, no{why, wait}
}

// said is http.Header.Get for a name that is in its canonical form.
func said(h http.Header, name string) string {
	if lines := h[name]; len(lines) > 0 {
		return lines[0]
	}
	return ""
}

// neighbour reports whether a page of some other service here asks.
func (p *Proxy) neighbour(r *http.Request) bool {
	if r.Header.Get("Sec-Fetch-Site") == "same-site" {
		return true
	}
	origin := strings.ToLower(r.Header.Get("Origin"))
	return strings.HasSuffix(origin, "."+p.host)
}

// requestPath is the path as the service is asked for it.
func requestPath(r *http.Request) string {
	path, _, _ := strings.Cut(target(r), "?")
	return path
}

// linkToken is the share link's token that a request says, if any, and whether the gateway's parameter is in the query.
func linkToken(r *http.Request) (token string, inQuery bool) {
	if strings.Contains(r.URL.RawQuery, wire.LinkQuery) {
		for part := range strings.FieldsFuncSeq(r.URL.RawQuery, func(c rune) bool { return c == '&' || c == ';' }) {
			if name, value, _ := strings.Cut(part, "="); name == wire.LinkQuery {
				token, inQuery = unescape(value), true
			}
		}
	}
	if lines := r.Header[wire.LinkHeader]; len(lines) == 1 {
		return strings.TrimSpace(lines[0]), inQuery
	}
	if scheme, rest, ok := strings.Cut(said(r.Header, "Authorization"), " "); ok && strings.EqualFold(scheme, "bearer") {
		if rest = strings.TrimSpace(rest); len(rest) == linkSize && strings.HasPrefix(rest, "bl_") {
			return rest, inQuery
		}
	}
	return token, inQuery
}

// withoutLink takes the gateway's parameter out of a query and leaves all else as it came, byte for byte.
func withoutLink(raw string) string {
	var out strings.Builder
	separator := ""
	for raw != "" {
		i := strings.IndexAny(raw, "&;")
		part, next, rest := raw, "", ""
		if i >= 0 {
			part, next, rest = raw[:i], raw[i:i+1], raw[i+1:]
		}
		raw = rest
		if name, _, _ := strings.Cut(part, "="); unescape(name) == wire.LinkQuery {
			continue
		}
		if out.Len() > 0 {
			out.WriteString(separator)
		}
		out.WriteString(part)
		separator = next
	}
	return out.String()
}

// redeems sends a browser that comes with a share link's token in the address to the page that redeems it, so that the token
// is in the address of no page of the service.
func (p *Proxy) redeems(w http.ResponseWriter, r *http.Request, to service, host string) bool {
	if r.Method != http.MethodGet || !strings.Contains(r.URL.RawQuery, wire.LinkQuery) || !wantsPage(r) || r.Header.Get("Sec-Fetch-Mode") != "navigate" {
		return false
	}
	token, inQuery := linkToken(r)
	if !inQuery || len(token) != linkSize {
		return false
	}
	path := requestPath(r)
	if q := withoutLink(r.URL.RawQuery); q != "" {
		path += "?" + q
	}
	h := w.Header()
	p.secure(h)
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Location", p.cfg.Scheme+"://"+p.host+Prefix+"enter/"+to.label(host)+"#"+token+Local(path))
	w.WriteHeader(http.StatusSeeOther)
	return true
}

// own is the host, in canonical form, where it is a user's own; else nothing.
func (s service) own(host string) string {
	if !s.custom {
		return ""
	}
	return host
}

// label is by what a page on the gateway's own host names a service that was asked at a host.
func (s service) label(host string) string {
	if !s.custom {
		return s.name + "-" + s.order.String()
	}
	name, _ := split(host)
	return name
}

// guest is what is noted of a browser that is let in.
func guest(r *http.Request, host string) door.Guest {
	return door.Guest{Host: host, Agent: r.Header.Get("User-Agent"), From: web.Customer(web.Client(r))}
}
