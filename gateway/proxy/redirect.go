package proxy

import (
	"net/url"
	"strings"
)

// Local makes a path to land on out of what a link says: a path on this very host, or / for anything else. Browsers
// read \ as /, take out tabs and line ends, and take // for another host.
func Local(to string) string {
	if len(to) > 2048 || !strings.HasPrefix(to, "/") {
		return "/"
	}
	for i := range len(to) {
		if c := to[i]; c < 0x20 || c == 0x7f || c == '\\' {
			return "/"
		}
	}
	u, err := url.Parse(to)
	if err != nil || u.IsAbs() || u.Host != "" || u.User != nil || u.Opaque != "" {
		return "/"
	}
	// Encoded forms too: something behind us may decode before it redirects.
	for p := to; ; {
		path, _, _ := strings.Cut(p, "?")
		if strings.HasPrefix(path, "//") || strings.HasPrefix(path, "/\\") || strings.Contains(path, "\\") || strings.ContainsAny(path, "\r\n\t\x00") {
			return "/"
		}
		next, err := url.PathUnescape(path)
		if err != nil {
			return "/"
		}
		if next == path {
			break
		}
		p = next
	}
	// A path with dots may resolve to one with two slashes, or into the gateway's own.
	path, _, _ := strings.Cut(to, "?")
	path, _, _ = strings.Cut(path, "#")
	clean, err := url.PathUnescape(path)
	if err != nil || strings.Contains(clean, "/./") || strings.Contains(clean, "/../") ||
		strings.HasSuffix(clean, "/..") || strings.HasSuffix(clean, "/.") || strings.HasPrefix(clean, Prefix) {
		return "/"
	}
	return to
}
