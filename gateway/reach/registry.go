package reach

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/publicsuffix"

	"berth/shared/server/internet"
)

// AnyPublic is what a list of registries that are allowed has for all at public addresses.
const AnyPublic = "public"

// large are the registries that tenants have no say in: where their names lead is their owners' business alone, and so is
// what they answer.
var large = []pattern{
	{host: Hub}, {host: "ghcr.io"}, {host: "quay.io"}, {host: "gcr.io"}, {host: "gcr.io", below: true}, {host: "pkg.dev", below: true},
	{host: "public.ecr.aws"}, {host: "mcr.microsoft.com"}, {host: "registry.gitlab.com"}, {host: "registry.k8s.io"}, {host: "nvcr.io"}, {host: "lscr.io"},
}

// pattern is a registry, or all below a name.
type pattern struct {
	host  string
	port  string // empty: it names none
	below bool
}

func parsePattern(s string) (p pattern, err error) {
	p.host, p.below = strings.CutPrefix(strings.ToLower(strings.TrimSpace(s)), "*.")
	if !imageHost.MatchString(p.host) {
		return p, fmt.Errorf("%q: must be a host such as ghcr.io or registry.example.org:5000, or *.example.org", s)
	}
	p.host, p.port = cutPort(p.host)
	if n, err := strconv.Atoi(p.port); p.port != "" && (err != nil || n < 1 || n > 65535) {
		return p, fmt.Errorf("%q: its port must be 1 to 65535", s)
	}
	return p, nil
}

func (p pattern) names(host string) bool {
	if p.below {
		return strings.HasSuffix(host, "."+p.host)
	}
	return host == p.host
}

// allows reports whether a registry is one that the pattern names. Without a port it names that of HTTPS alone.
func (p pattern) allows(host, port string) bool {
	return p.names(host) && (port == p.port || p.port == "" && port == "443" || p.port == "443" && port == "")
}

// denies is like allows. Without a port it names all of the host's.
func (p pattern) denies(host, port string) bool {
	return p.names(host) && (p.port == "" || p.allows(host, port))
}

// Large reports whether a registry is one of the large public ones.
func Large(registry string) bool {
	host, port := cutPort(registry)
	return slices.ContainsFunc(large, func(p pattern) bool { return p.allows(host, port) })
}

// Registries is an operator's policy: from where images may come. The zero value takes all registries at public addresses.
type Registries struct {
	only    bool // of those that are allowed by name
	allowed []pattern
	denied  []pattern
}

// NewRegistries makes a policy of the registries that are allowed and denied, each a host, with a port if need be, or
// *.example.org for all below a name. AnyPublic allows all at public addresses, and so does an empty list. What is denied is
// denied even if it is allowed, too.
func NewRegistries(allowed, denied []string) (r Registries, err error) {
	r.only = len(allowed) > 0
	for _, s := range allowed {
		if strings.TrimSpace(s) == AnyPublic {
			r.only = false
			continue
		}
		p, err := parsePattern(s)
		if err != nil {
			return r, err
		}
		r.allowed = append(r.allowed, p)
	}
	for _, s := range denied {
		p, err := parsePattern(s)
		if err != nil {
			return r, err
		}
		r.denied = append(r.denied, p)
	}
	return r, nil
}

// Judgement is what a policy says of an image.
type Judgement uint8

// The judgements.
const (
	Refused  Judgement = iota
	Accepted           // wherever its registry is
	Lookup             // if all addresses of its registry's name are public
)

// Judge says whether an image may be fetched, as far as its name tells.
func (r Registries) Judge(image string) Judgement {
	registry, ok := Host(image)
	if !ok {
		return Refused
	}
	host, port := cutPort(registry)
	switch {
	case slices.ContainsFunc(r.denied, func(p pattern) bool { return p.denies(host, port) }):
		return Refused
	case slices.ContainsFunc(r.allowed, func(p pattern) bool { return p.allows(host, port) }):
		return Accepted
	case r.only:
		return Refused
	case Large(registry):
		return Accepted
	}
	if numeric(host) {
		if a, err := netip.ParseAddr(host); err != nil || !internet.Public(a) {
			return Refused
		}
		return Lookup // it may be one of the cluster's own
	}
	if !publicName(host) {
		return Refused
	}
	return Lookup
}

// Names reports whether the operator has allowed a registry by its name, wherever that leads.
func (r Registries) Names(registry string) bool {
	host, port := cutPort(registry)
	return slices.ContainsFunc(r.allowed, func(p pattern) bool { return p.allows(host, port) }) &&
		!slices.ContainsFunc(r.denied, func(p pattern) bool { return p.denies(host, port) })
}

// publicName reports whether a name is one that the public DNS can have: below a top-level domain that there is. So names
// of one word, of a cluster (.svc, .cluster.local), of a cloud (.internal) and of a house (.lan, .home.arpa) are none.
func publicName(host string) bool {
	if len(host) > 253 || strings.HasSuffix(host, ".arpa") {
		return false
	}
	suffix, listed := publicsuffix.PublicSuffix(host)
	// A suffix of several words that ICANN does not know is somebody's who gives names out; the list has it all the same.
	return suffix != host && (listed || strings.Contains(suffix, "."))
}
