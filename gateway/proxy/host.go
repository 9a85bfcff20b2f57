package proxy

import (
	"net/http"
	"strings"
	"sync"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"berth/gateway/manifest"
	"berth/shared/eth"
	"berth/shared/order"
)

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

// Hosts knows the hosts of their own that users gave to services; *domain.Names does.
type Hosts interface {
	// Lookup is where a host leads that is served, by its name in canonical form. It costs a look-up in memory.
	Lookup(name string) (Place, bool)
}

// Place is what a user's own host leads to. User is whose it was when that was decided: after a reorganisation of the chain
// the order's number may be another's.
type Place struct {
	Order   order.ID // the first of its chain of replacements
	Service string
	User    eth.Address
}

// Serves reports whether a host, in canonical form, is a user's own that leads to a service. Only the port on which the
// gateway is reached counts.
func (p *Proxy) Serves(host string) bool {
	_, ok := p.lookup(host)
	return ok
}

func (p *Proxy) lookup(host string) (Place, bool) {
	if p.cfg.Hosts == nil {
		return Place{}, false
	}
	name, port := split(host)
	if port != p.port {
		return Place{}, false
	}
	return p.cfg.Hosts.Lookup(name)
}

// find tells which service a host is of: one below the gateway's own, or a user's.
func (p *Proxy) find(site *Site) (to service, found bool) {
	if site.label != "" {
		return site.service, site.ours
	}
	at, ok := p.lookup(site.Host)
	to = newService(at.Order, at.Service)
	to.user, to.custom = at.User, ok
	return to, ok
}

// newService is a service below the gateway's own name.
func newService(id order.ID, name string) service {
	return service{order: id, name: name, key: name + "." + id.String()}
}

// Site is what a Host header says, read once for each spelling: the same few come with nearly all requests.
type Site struct {
	Host string // in canonical form

	dotted  bool
	service service // that the host is of, by its name below the gateway's own
	ours    bool    // there is such a name
	label   string  // of it
}

// mostSites is how many spellings are remembered: whoever makes up names has them all forgotten, and read again.
const mostSites = 4096

// sites remembers what hosts say. It is safe for concurrent use.
type sites struct {
	mu    sync.RWMutex
	known map[string]*Site
}

func (s *sites) get(raw string) *Site {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.known[raw]
}

func (s *sites) put(raw string, to *Site) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known == nil || len(s.known) >= mostSites {
		s.known = map[string]*Site{}
	}
	s.known[strings.Clone(raw)] = to
}

// Site reads a request's host.
func (p *Proxy) Site(raw string) *Site {
	if at := p.sites.get(raw); at != nil {
		return at
	}
	at := &Site{Host: Canonical(p.cfg.Scheme, raw), dotted: dotted(raw)}
	if label, ok := strings.CutSuffix(at.Host, "."+p.host); ok {
		name, id, ok := Parse(label)
		at.ours, at.label = ok, label
		at.service = newService(id, name)
	}
	if len(raw) <= 255 {
		p.sites.put(raw, at)
	}
	return at
}

// Canonical is the one form of a host (with its port, if any) in which two are compared: lower case and ASCII, without
// the dot that may end a full name, without the port that is the scheme's own.
func Canonical(scheme, host string) string {
	name, port := split(strings.ToLower(host))
	if strings.IndexFunc(name, func(c rune) bool { return c >= 0x80 }) >= 0 {
		if ascii, err := idna.Lookup.ToASCII(name); err == nil {
			name = ascii
		}
	}
	name = strings.TrimSuffix(name, ".")
	port = strings.TrimLeft(port, "0")
	if port == "" || scheme == "http" && port == "80" || scheme == "https" && port == "443" {
		return name
	}
	return name + ":" + port
}

// dotted reports whether a host's name ends with a dot, as a full name in the DNS may.
func dotted(host string) bool {
	name, _ := split(host)
	return strings.HasSuffix(name, ".")
}

// split takes a port off a host, which may be an address in brackets.
func split(host string) (name, port string) {
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		return host[:i], host[i+1:]
	}
	return host, ""
}

// undot sends a browser to the same address under the name without the dot: to a browser the two are two sites, and
// the cookie is on the one.
func (p *Proxy) undot(w http.ResponseWriter, r *http.Request, host string) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Location", p.cfg.Scheme+"://"+host+target(r))
	w.WriteHeader(http.StatusPermanentRedirect)
}

// target is a request's path and query as they came, byte for byte.
func target(r *http.Request) string {
	if strings.HasPrefix(r.RequestURI, "/") {
		return r.RequestURI
	}
	return r.URL.RequestURI()
}

// Listed reports whether browsers take a gateway's domain for a public suffix, as of the Public Suffix List that this
// program was built with. Only then is each service a site of its own to them: elsewhere one service's page can set
// cookies that are sent to others under the same domain, and crowd out theirs.
func Listed(domain string) bool {
	name, _ := split(Canonical("", domain))
	suffix, official := publicsuffix.PublicSuffix(name)
	// A suffix of one label that is not official is what the list's default rule makes of any name.
	return suffix == name && (official || strings.Contains(suffix, "."))
}
