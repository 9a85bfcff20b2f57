package reach

import (
	"regexp"
	"strconv"
	"strings"
)

// Hub is the registry of an image's name that has none.
const Hub = "docker.io"

// The parts of an image's name, [host[:port]/]path[:tag][@digest], as container runtimes read it
// (github.com/distribution/reference), in lower case and of no more than can be fetched: no IPv6 addresses, no image ids.
var (
	imageHost   = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[0-9]{1,5})?$`)
	imagePart   = regexp.MustCompile(`^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*$`)
	imageTag    = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$`)
	imageDigest = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)
	imageID     = regexp.MustCompile(`^(sha256:)?[0-9a-f]{64}$`)
)

// Host is the registry of an image's name, with its port if it names one, as in ghcr.io or registry.example.org:5000; false:
// the text is no image's name.
func Host(image string) (host string, ok bool) {
	if len(image) > 255 || imageID.MatchString(image) {
		return "", false
	}
	name, digest, digested := strings.Cut(image, "@")
	if digested && !imageDigest.MatchString(digest) {
		return "", false
	}
	if i := strings.LastIndexByte(name, ':'); i > strings.LastIndexByte(name, '/') {
		if !imageTag.MatchString(name[i+1:]) {
			return "", false
		}
		name = name[:i]
	}
	host, path := Hub, name
	if first, rest, several := strings.Cut(name, "/"); several && (strings.ContainsAny(first, ".:") || first == "localhost") {
		if !imageHost.MatchString(first) {
			return "", false
		}
		if _, port := cutPort(first); port != "" {
			if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
				return "", false
			}
		}
		host, path = first, rest
	} else if several && numeric(first) {
		// A runtime that takes it for an address would fetch there; a user of the Hub's with such a name writes docker.io/ before it.
		host, path = first, rest
	}
	for part := range strings.SplitSeq(path, "/") {
		if !imagePart.MatchString(part) {
			return "", false
		}
	}
	if host == "index."+Hub {
		host = Hub
	}
	return host, true
}

// cutPort cuts the port off a host.
func cutPort(host string) (name, port string) {
	name, port, _ = strings.Cut(host, ":")
	return name, port
}

// numeric reports whether a host is a number or numbers with dots, in any of the forms that inet_aton takes for an IPv4
// address: 10.0.0.5, 127.1, 0x7f.1, 2130706433, 017700000001.
func numeric(host string) bool {
	for part := range strings.SplitSeq(host, ".") {
		if _, err := strconv.ParseUint(part, 0, 64); err != nil {
			if _, err := strconv.ParseUint(part, 10, 64); err != nil {
				return false
			}
		}
	}
	return true
}
