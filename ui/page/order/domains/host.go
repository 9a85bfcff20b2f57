package domains

import (
	"slices"
	"strings"

	"berth/ui/text"
)

// longest are a host name's and a label's most characters (RFC 1035, section 2.3.4).
const (
	longestHost  = 253
	longestLabel = 63
)

// local are ends of names that lead nowhere from elsewhere (RFC 6761, RFC 6762, RFC 8375).
var local = []string{"localhost", "local", "internal", "lan", "home.arpa", "onion"}

// read makes a host of what was entered, which may be pasted out of a browser; ascii turns what is not ASCII into it. why
// is what is wrong with it; nil: nothing is. theirs are hosts of the node, have those that the order has already.
func read(entered string, ascii func(string) string, theirs, have []string) (host string, why *text.Text) {
	host = strings.ToLower(strings.TrimSpace(entered))
	host = strings.TrimPrefix(strings.TrimPrefix(host, "https://"), "http://")
	host = strings.TrimSuffix(strings.TrimSuffix(host, "/"), ".")
	switch {
	case host == "":
		return "", &text.DomainMissing
	case strings.ContainsAny(host, "/?#@\\"):
		return host, &text.DomainPath
	case strings.Contains(host, "*"):
		return host, &text.DomainStar
	case strings.Count(host, ":") > 1 || strings.HasPrefix(host, "["), strings.Trim(host, "0123456789.:") == "":
		return host, &text.DomainNumber
	case strings.Contains(host, ":"):
		return host, &text.DomainPort
	}
	if strings.ContainsFunc(host, func(r rune) bool { return r > 0x7e }) {
		in := ascii(host)
		if in == "" {
			return host, &text.DomainLetters
		}
		host = in
	}
	if !strings.Contains(host, ".") && !slices.Contains(local, host) {
		return host, &text.DomainDot
	}
	if len(host) > longestHost {
		return host, &text.DomainLong
	}
	for label := range strings.SplitSeq(host, ".") {
		switch {
		case len(label) > longestLabel:
			return host, &text.DomainLong
		case label == "", label[0] == '-', label[len(label)-1] == '-', strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "":
			return host, &text.DomainLetters
		}
	}
	if last := host[strings.LastIndexByte(host, '.')+1:]; strings.Trim(last, "0123456789") == "" {
		return host, &text.DomainNumber
	}
	for _, end := range local {
		if under(host, end) {
			return host, &text.DomainLocal
		}
	}
	for _, end := range theirs {
		if under(host, end) {
			return host, &text.DomainTheirs
		}
	}
	if slices.Contains(have, host) {
		return host, &text.DomainHave
	}
	return host, nil
}

// under reports whether a host is another or a name below it.
func under(host, end string) bool {
	return end != "" && (host == end || strings.HasSuffix(host, "."+end))
}

// hostOf is a URL's host without its port.
func hostOf(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	rest, _, _ = strings.Cut(rest, "/")
	rest, _, _ = strings.Cut(rest, ":")
	return strings.ToLower(rest)
}
