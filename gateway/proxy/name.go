package proxy

import (
	"net/http"
	"slices"
	"strings"
)

// verdict is what a header's name says of it, and nothing else does.
type verdict struct {
	asserted  bool // in a request: a proxy's word, or another spelling of a name that has one
	secrets   place
	withheld  bool // in an answer
	untrailed bool
	change    func(line string) (string, bool) // of an answer's lines; nil: they stay
}

// place is what is looked at in a request's header for secrets.
type place uint8

const (
	anywhere place = iota
	inCookie
	inProtocols
	inReferer
	inLogin
	inProof
)

func judge(name string) verdict {
	c := canon(name)
	v := verdict{asserted: asserted(c) || alias(name, c), withheld: withheld(c), untrailed: withheld(c) || slices.ContainsFunc(untrailed, func(f string) bool { return strings.HasPrefix(c, f) })}
	switch {
	case c == "cookie":
		v.secrets = inCookie
	case c == "sec-websocket-protocol":
		v.secrets = inProtocols
	case c == "referer":
		v.secrets = inReferer
	case c == "authorization":
		v.secrets = inLogin
	case strings.Contains(c, "auth") || strings.Contains(c, "token") || strings.Contains(c, "key") || strings.Contains(c, "credential"):
		v.secrets = inProof
	}
	switch c {
	case "clear-site-data":
		v.change = cleared
	case "set-cookie":
		v.change = cleanSetCookie
	}
	return v
}

// usual are the headers that nearly all requests and answers have, as net/http spells them, with their verdicts.
var usual = func() map[string]verdict {
	all := map[string]verdict{}
	for name := range plain {
		all[http.CanonicalHeaderKey(name)] = judge(http.CanonicalHeaderKey(name))
	}
	for _, name := range []string{
		"Accept-Ch", "Accept-Ranges", "Access-Control-Allow-Credentials", "Access-Control-Allow-Headers", "Access-Control-Allow-Methods",
		"Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Access-Control-Max-Age", "Age", "Allow", "Content-Security-Policy",
		"Cross-Origin-Embedder-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Dnt", "Etag", "Expires", "Last-Modified", "Link", "Location",
		"Permissions-Policy", "Referrer-Policy", "Retry-After", "Sec-Ch-Ua", "Sec-Ch-Ua-Mobile", "Sec-Ch-Ua-Platform", "Sec-Gpc", "Server", "Set-Cookie",
		"Strict-Transport-Security", "Traceparent", "Upgrade-Insecure-Requests", "Vary", "Www-Authenticate", "X-Content-Type-Options", "X-Csrf-Token",
		"X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Frame-Options", "X-Powered-By", "X-Request-Id", "X-Requested-With", "X-Xss-Protection",
	} {
		all[name] = judge(name)
	}
	return all
}()

// verdictOf is what judge says.
func verdictOf(name string) verdict {
	if v, ok := usual[name]; ok {
		return v
	}
	return judge(name)
}

// prefixes finds whether a name has one of many beginnings, by its first four bytes: most names then have none to be
// compared with.
type prefixes struct {
	short []string // of less than that
	long  map[[4]byte][]string
}

func index(all []string) prefixes {
	p := prefixes{long: map[[4]byte][]string{}}
	for _, s := range all {
		if len(s) < 4 {
			p.short = append(p.short, s)
			continue
		}
		p.long[[4]byte([]byte(s[:4]))] = append(p.long[[4]byte([]byte(s[:4]))], s)
	}
	return p
}

func (p prefixes) of(name string) bool {
	if slices.ContainsFunc(p.short, func(s string) bool { return strings.HasPrefix(name, s) }) {
		return true
	}
	if len(name) < 4 {
		return false
	}
	for _, s := range p.long[[4]byte{name[0], name[1], name[2], name[3]}] {
		if strings.HasPrefix(name, s) {
			return true
		}
	}
	return false
}
