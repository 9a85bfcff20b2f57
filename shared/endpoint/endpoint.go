// Package endpoint reads where a node's gateway is. The registry has an endpoint for each node, host or host:port; whoever
// speaks to the gateway makes its URL out of that, and what a wallet signs for the gateway names it. Two spellings of one
// place would be two texts under a signature, so there is one form of each, and what is no plain host is refused.
package endpoint

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// ErrForm is a text that is no endpoint: a host name in ASCII letters, digits and hyphens (names of other letters in their
// xn-- form), or an address, IPv6 in brackets, with a port or none.
var ErrForm = errors.New("not a host, or a host and a port")

// Endpoint is a gateway's place in its one form.
type Endpoint struct {
	Scheme string // https; http where only this machine has the host: see Local
	Host   string // lower case, no dot at its end, and the port only if it is not the scheme's own
}

// Parse reads an endpoint as a registry has it. Errors wrap ErrForm.
func Parse(s string) (Endpoint, error) {
	h, err := split(s)
	if err != nil {
		return Endpoint{}, err
	}
	scheme := "https"
	// A name with a port is what a developer's machine has; the registered ones of the world speak TLS.
	if h.port != "" && Local(h.name) {
		scheme = "http"
	}
	return Endpoint{scheme, h.form(scheme)}, nil
}

// Host is the one form of a host that is reached by a scheme, such as a gateway's own. Errors wrap ErrForm.
func Host(scheme, s string) (string, error) {
	h, err := split(s)
	return h.form(scheme), err
}

// URL is the gateway's, without a slash at its end.
func (e Endpoint) URL() string { return e.Scheme + "://" + e.Host }

// Local reports whether a host name is of this machine by its name: localhost, a name under it (RFC 6761), or loopback.
func Local(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// Near reports whether a host, with a port or none, is of this machine or of a network that is not the world's. Names are
// not looked up.
func Near(s string) bool {
	h, err := split(s)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(h.name)
	if err != nil {
		return Local(h.name)
	}
	ip = ip.Unmap()
	return !ip.IsGlobalUnicast() || ip.IsPrivate() || shared.Contains(ip)
}

// shared is the space between customers and their carrier (RFC 6598).
var shared = netip.MustParsePrefix("100.64.0.0/10")

// host is a host in its parts: a name, or an address without brackets, in lower case.
type host struct {
	name string
	six  bool
	port string // "": none
}

func (h host) form(scheme string) string {
	name := h.name
	if h.six {
		name = "[" + name + "]"
	}
	if h.port == "" || scheme == "https" && h.port == "443" || scheme == "http" && h.port == "80" {
		return name
	}
	return name + ":" + h.port
}

func split(s string) (host, error) {
	wrong := func(why string) (host, error) { return host{}, fmt.Errorf("%w: %.80q: %s", ErrForm, s, why) }
	name, port, hasPort := strings.Cut(s, ":")
	six := strings.HasPrefix(s, "[")
	if six {
		inner, rest, closed := strings.Cut(s[1:], "]")
		if !closed || rest != "" && rest[0] != ':' {
			return wrong("an IPv6 address must stand in brackets")
		}
		name, port, hasPort = inner, strings.TrimPrefix(rest, ":"), rest != ""
	}
	if n, err := strconv.ParseUint(port, 10, 16); hasPort && (err != nil || n == 0 || strconv.FormatUint(n, 10) != port) {
		return wrong("the port must be 1 to 65535")
	}
	if six {
		ip, err := netip.ParseAddr(name)
		if err != nil || !ip.Is6() || ip.Zone() != "" {
			return wrong("no IPv6 address")
		}
		return host{ip.String(), true, port}, nil
	}
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	if why := noName(name); why != "" {
		return wrong(why)
	}
	return host{name, false, port}, nil
}

// noName says what keeps a text from being a host name or an IPv4 address; "": nothing.
func noName(name string) string {
	if name == "" || len(name) > 253 {
		return "a host name has 1 to 253 characters"
	}
	var last string
	for label := range strings.SplitSeq(name, ".") {
		last = label
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return "between dots must be 1 to 63 characters, with no hyphen at an end"
		}
		if strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return "only letters, digits, hyphens and dots; names of other letters in their xn-- form"
		}
	}
	// Browsers read 127.1, 2130706433 and 0x7f.1 as addresses, whatever a reader thinks they are.
	if strings.Trim(last, "0123456789") == "" || strings.HasPrefix(last, "0x") {
		if ip, err := netip.ParseAddr(name); err != nil || ip.String() != name {
			return "no IPv4 address"
		}
	}
	return ""
}
