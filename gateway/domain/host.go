package domain

import (
	"net"
	"net/netip"
	"slices"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"berth/shared/problem"
)

// ProofPrefix is the label below which a host's TXT record stands. It is not at the host itself, where there may be no
// other record beside a CNAME (RFC 1034, 3.6.2), and begins with an underscore, by which it is nobody's host (RFC 8552).
const ProofPrefix = "_berth."

// maxName is the longest name that the DNS has, in characters (RFC 1035, 2.3.4).
const maxName = 253

// notNames end what is no name of the DNS that the world shares, or is none of somebody's own.
var notNames = []string{"localhost", "local", "internal", "onion", "alt", "arpa", "invalid"}

// rules say which hosts users may add.
type rules struct {
	own []string // hosts that are not to be had, and what is below them
}

// newRules makes rules out of hosts, with a port or none.
func newRules(own ...string) rules {
	var r rules
	for _, host := range own {
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		if host = strings.ToLower(strings.TrimSuffix(host, ".")); host != "" {
			r.own = append(r.own, host)
		}
	}
	return r
}

// parse is the one form of a host: in ASCII (RFC 5891), lower case, without the dot at its end. Errors are problems that
// name the field host.
func (r rules) parse(s string) (string, error) {
	bad := func(remedy string, args ...any) (string, error) { return "", problem.Field("host", remedy, args...) }
	host := strings.TrimSuffix(s, ".")
	switch {
	case host == "" || len(s) > 4*maxName:
		return bad("a host name of your own, such as app.example.org")
	case strings.Contains(host, "*"):
		return bad("one host; a wildcard is not possible, so add each host by itself")
	case strings.ContainsAny(host, "/:@[]"):
		return bad("a host name alone, without a scheme, a port or a path, and no address")
	}
	ascii, err := idna.Lookup.ToASCII(host)
	if err != nil || !isName(ascii) {
		return bad("a host name: letters, digits and hyphens in parts between dots, such as app.example.org")
	}
	if len(ProofPrefix)+len(ascii) > maxName {
		return bad("at most %d characters, so that there is room for the record beside it", maxName-len(ProofPrefix))
	}
	if _, err := netip.ParseAddr(ascii); err == nil || numeric(ascii[strings.LastIndexByte(ascii, '.')+1:]) {
		return bad("a host name, not an address")
	}
	if !strings.Contains(ascii, ".") || slices.ContainsFunc(notNames, func(n string) bool { return within(ascii, n) }) {
		return bad("a name of the public DNS, such as app.example.org")
	}
	if slices.ContainsFunc(r.own, func(n string) bool { return within(ascii, n) }) {
		return bad("a host of your own; this one is the node's or the platform's")
	}
	if isSuffix(ascii) {
		return bad("a name below %s, which is nobody's own", ascii)
	}
	return ascii, nil
}

// within reports whether a host is a name or below it.
func within(host, name string) bool { return host == name || strings.HasSuffix(host, "."+name) }

// isName reports whether a text in ASCII is a host's name of lower-case labels (RFC 1123, 2.1).
func isName(s string) bool {
	if len(s) > maxName {
		return false
	}
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for i := range len(label) {
			if c := label[i]; !('a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-') {
				return false
			}
		}
	}
	return true
}

// numeric reports whether browsers take a host that ends with this label for an IPv4 address (WHATWG URL, ends in a number).
func numeric(label string) bool {
	hex, isHex := strings.CutPrefix(label, "0x")
	digits := "0123456789"
	if isHex {
		label, digits = hex, digits+"abcdef"
	}
	return strings.Trim(label, digits) == ""
}

// isSuffix reports whether a name is one under which strangers have names, as of the Public Suffix List.
func isSuffix(host string) bool {
	suffix, official := publicsuffix.PublicSuffix(host)
	return suffix == host && (official || strings.Contains(host, "."))
}

// isApex reports whether a name is the topmost one of its owner's: a CNAME cannot stand there.
func isApex(host string) bool {
	top, err := publicsuffix.EffectiveTLDPlusOne(host)
	return err == nil && top == host
}
