package proxy

import (
	"net/http"
	"net/netip"
	"strconv"
	"strings"

	"berth/gateway/manifest"
	"berth/shared/order"
)

// A process that does not look at how it was asked says where to go by the address that it knows of itself: localhost, its
// own port, the name that the order's other services call it by, http where visitors come by https. What names the process
// itself that way is made to name the host at which it was asked, and never another one; all else stays as it is.

// Addresses knows where services' processes are.
type Addresses interface {
	// Has reports whether an address is that of a service, or of a process of it, within the node.
	Has(id order.ID, service string, ip netip.Addr) bool
}

// addressed are the fields of an answer that name an address to go to.
var addressed = [...]string{"Location", "Content-Location", "Uri"}

// outward changes where an answer leads.
func (v *passage) outward(h http.Header) {
	for _, name := range addressed {
		if lines := h[name]; len(lines) > 0 {
			change(h, name, lines, func(line string) (string, bool) { return v.reference(line), true })
		}
	}
	if lines := h["Refresh"]; len(lines) > 0 {
		change(h, "Refresh", lines, func(line string) (string, bool) { return refresh(line, v.reference), true })
	}
}

// reference is what a reference is to a visitor.
func (v *passage) reference(ref string) string {
	a, ok := parseAbsolute(ref)
	if !ok || !v.means(a) {
		return ref
	}
	return v.p.cfg.Scheme + "://" + v.host + a.rest
}

// means reports whether an address means the service itself and would not lead there as it is.
func (v *passage) means(a absolute) bool {
	name, port := split(v.host)
	if port == "" {
		port = defaultPort(v.p.cfg.Scheme)
	}
	own, reached := ports(v.service)
	if a.name == name {
		switch {
		case a.scheme == "https" && v.p.cfg.Scheme == "http":
			return false // it wants to be asked so; to send its visitor back would go round
		case a.port == port && a.scheme == v.p.cfg.Scheme:
			return false
		}
		return a.bare || a.port == port || own[a.port] || reached[a.port]
	}
	if a.name == "localhost" {
		return own[a.port]
	}
	if ip, err := netip.ParseAddr(strings.Trim(a.name, "[]")); err == nil {
		ip = ip.Unmap()
		if ip.IsLoopback() || ip.IsUnspecified() {
			return own[a.port]
		}
		return (own[a.port] || reached[a.port]) && v.p.cfg.Addresses != nil && v.p.cfg.Addresses.Has(v.to.order, v.to.name, ip)
	}
	return reached[a.port] && called(a.name, v.to.name, v.service)
}

// called reports whether the order's other services call a service by a name, in short or, on Kubernetes, in full.
func called(name, service string, s *manifest.Service) bool {
	short, rest, full := strings.Cut(name, ".")
	if full {
		space, domain, _ := strings.Cut(rest, ".")
		if space == "" || domain != "svc" && domain != "svc.cluster.local" {
			return false
		}
	}
	if short == service {
		return true
	}
	if s != nil {
		for _, alias := range s.Aliases {
			if short == alias {
				return true
			}
		}
	}
	return false
}

// ports are those at which a service's process listens for HTTP, and at which others reach it.
func ports(s *manifest.Service) (own, reached map[string]bool) {
	if s == nil || s.Port == 0 {
		return nil, nil
	}
	own = map[string]bool{strconv.Itoa(s.Port): true}
	reached = map[string]bool{strconv.Itoa(s.Port): true}
	for _, x := range s.Ports {
		if !x.UDP && x.Target == s.Port {
			reached[strconv.Itoa(x.Port)] = true
		}
	}
	return own, reached
}

// absolute is a reference that names a host.
type absolute struct {
	scheme string // http or https
	name   string // in lower case, without the dot that may end it
	port   string // the scheme's own, where it names none
	bare   bool   // it names none
	rest   string // as it was: path, query and fragment
}

// parseAbsolute reads a reference to an address of HTTP that every reader takes in the same way. One without a scheme is
// taken for http.
func parseAbsolute(ref string) (a absolute, ok bool) {
	scheme, rest, found := strings.Cut(ref, "//")
	if !found {
		return a, false
	}
	switch a.scheme = strings.ToLower(strings.TrimSuffix(scheme, ":")); {
	case scheme == "":
		a.scheme = "http"
	case a.scheme != "http" && a.scheme != "https" || !strings.HasSuffix(scheme, ":"):
		return a, false
	}
	for i := range len(rest) {
		if c := rest[i]; c < ' ' || c == 0x7f {
			return a, false
		}
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	host := rest[:end]
	a.rest = rest[end:]
	for i := range len(host) {
		if c := host[i]; c <= ' ' || c > '~' || strings.IndexByte(`@\%"'<>^{|}`+"`", c) >= 0 {
			return a, false
		}
	}
	name, port := split(host)
	if strings.ContainsRune(name, ':') && !(strings.HasPrefix(name, "[") && strings.HasSuffix(name, "]")) {
		return a, false
	}
	a.name = strings.TrimSuffix(strings.ToLower(name), ".")
	if a.port = strings.TrimLeft(port, "0"); port == "" {
		a.bare, a.port = true, defaultPort(a.scheme)
	}
	return a, a.name != "" && len(a.port) <= 5 && strings.Trim(a.port, "0123456789") == ""
}

func defaultPort(scheme string) string {
	if scheme == "https" {
		return "443"
	}
	return "80"
}

// refresh changes the address in a Refresh header: a number, and behind ; or , the address, with or without url= and quotes.
func refresh(line string, to func(string) string) string {
	i := strings.IndexAny(line, ";,")
	if i < 0 {
		return line
	}
	before, ref := cutSpace(line, i+1)
	if len(ref) > 3 && strings.EqualFold(ref[:3], "url") {
		if after := strings.TrimLeft(ref[3:], " \t"); strings.HasPrefix(after, "=") {
			before, ref = cutSpace(line, len(line)-len(after)+1)
		}
	}
	behind := ""
	if ref != "" && (ref[0] == '"' || ref[0] == '\'') {
		end := strings.IndexByte(ref[1:], ref[0])
		if end < 0 {
			end = len(ref) - 1
		}
		before, ref, behind = before+ref[:1], ref[1:1+end], ref[1+end:]
	}
	return before + to(ref) + behind
}

// cutSpace cuts a line behind a place and the blanks there.
func cutSpace(line string, at int) (before, behind string) {
	behind = strings.TrimLeft(line[at:], " \t")
	return line[:len(line)-len(behind)], behind
}
