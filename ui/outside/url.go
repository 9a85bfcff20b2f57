package outside

import (
	"strconv"
	"strings"
)

// URL is an address that was checked: only this package makes one. The zero URL is none.
type URL struct {
	s       string
	foreign bool
}

func (u URL) String() string { return u.s }

// Foreign reports whether it leads to another site.
func (u URL) Foreign() bool { return u.foreign }

// Place is where the page is. Only a page that is on this machine itself, as in the demo, may lead to others here.
type Place struct{ Local bool }

// maxURL is the longest URL, in bytes.
const maxURL = 4096

// Link is an address that may be followed or asked: a path of this site, a place on this very page, or what is on another
// host, over TLS.
func (p Place) Link(s string) (URL, bool) {
	if strings.HasPrefix(s, "/") || strings.HasPrefix(s, "#") {
		// Two slashes lead to another host, and so does a backslash.
		if strings.HasPrefix(s, "//") || !printable(s) {
			return URL{}, false
		}
		return URL{s: s}, true
	}
	a, ok := p.parse(s)
	return URL{a.String(), true}, ok
}

// ImToken is how an address begins that opens a page in imToken's own browser: the one wallet's app whose makers document no https: address
// for that. The page stands behind it, percent-encoded.
const ImToken = "imtokenv2://navigate/DappView?url="

// App is an address of a wallet's app that a page is to be opened in: Link's, or what ImToken begins; or a pairing of WalletConnect's
// (EIP-1328), which any wallet takes.
func (p Place) App(s string) (URL, bool) {
	rest, ok := strings.CutPrefix(s, ImToken)
	if pairing, is := strings.CutPrefix(s, "wc:"); is && len(s) <= maxURL && printable(pairing) && !strings.ContainsAny(pairing, "/#") {
		return URL{s, true}, true
	}
	if !ok {
		return p.Link(s)
	}
	if len(s) > maxURL || rest == "" || strings.ContainsFunc(rest, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("%-_.!~*'()", r)
	}) {
		return URL{}, false
	}
	return URL{s, true}, true
}

// Socket is Link for a WebSocket: wss:, or ws: on this machine.
func (p Place) Socket(s string) (URL, bool) {
	rest, ok := strings.CutPrefix(s, "ws")
	if !ok {
		return URL{}, false
	}
	u, ok := p.Link("http" + rest)
	return URL{"ws" + strings.TrimPrefix(u.s, "http"), true}, ok && u.foreign
}

// Under is an address that a gateway names, where it is the gateway's own: by the same scheme and port, on its host or a
// name below it. The gateway's address comes from elsewhere: the registry, by the platform.
func (p Place) Under(gateway, s string) (URL, bool) {
	g, ok := p.parse(gateway)
	if !ok {
		return URL{}, false
	}
	a, ok := p.parse(s)
	if !ok || a.scheme != g.scheme || a.port != g.port || a.host != g.host && !strings.HasSuffix(a.host, "."+g.host) {
		return URL{}, false
	}
	return URL{a.String(), true}, true
}

// maxImage is the longest image within a URL, in bytes.
const maxImage = 256 << 10

// Image is a picture that is within its URL, as wallets have it (EIP-6963); nothing is fetched for it.
func Image(s string) (URL, bool) {
	kind, _, ok := strings.Cut(s, ",")
	kind, _, _ = strings.Cut(kind, ";")
	switch {
	case !ok, len(s) > maxImage, strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return URL{}, false
	}
	switch kind {
	case "data:image/png", "data:image/svg+xml", "data:image/webp", "data:image/jpeg", "data:image/gif":
		return URL{s: s}, true
	}
	return URL{}, false
}

// address is a URL in its parts.
type address struct {
	scheme string // http or https
	host   string // lower case
	port   string // empty: the scheme's own
	rest   string // path, query and fragment
}

func (a address) String() string {
	s := a.scheme + "://" + a.host
	if a.port != "" {
		s += ":" + a.port
	}
	return s + a.rest
}

// parse reads a URL more strictly than a browser does (WHATWG URL): whatever a browser would mend, such as spaces, tabs
// within the scheme, backslashes, other letters' dots or numbers in place of a host, is none. So both read the same.
func (p Place) parse(s string) (a address, ok bool) {
	if len(s) > maxURL || !printable(s) {
		return a, false
	}
	rest, ok := strings.CutPrefix(s, "https://")
	a.scheme = "https"
	if !ok {
		if rest, ok = strings.CutPrefix(s, "http://"); !ok {
			return a, false
		}
		a.scheme = "http"
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	host, port, found := strings.Cut(rest[:end], ":")
	a.host, a.rest = strings.ToLower(host), rest[end:]
	if found {
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil || n == 0 || strconv.FormatUint(n, 10) != port {
			return address{}, false
		}
		if port != map[string]string{"http": "80", "https": "443"}[a.scheme] {
			a.port = port
		}
	}
	here := a.host == "127.0.0.1" || a.host == "localhost" || strings.HasSuffix(a.host, ".localhost")
	switch {
	case here && !p.Local, !here && a.scheme != "https", a.host != "127.0.0.1" && !isName(a.host), !here && !strings.Contains(a.host, "."):
		return address{}, false
	}
	return a, true
}

// isName reports whether a host in lower case is a name, and no number in any spelling.
func isName(host string) bool {
	if len(host) > 253 {
		return false
	}
	last := ""
	for label := range strings.SplitSeq(host, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for i := range len(label) {
			if c := label[i]; c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z') {
				return false
			}
		}
		last = label
	}
	return last[0] >= 'a' // no top level begins with a digit (RFC 3696), and each number that a browser takes does
}

// printable reports whether a text has only what stands in URLs (RFC 3986), and nothing that a browser would mend.
func printable(s string) bool {
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f || strings.IndexByte("\\\"<>^`{|}", c) >= 0 {
			return false
		}
	}
	return true
}
