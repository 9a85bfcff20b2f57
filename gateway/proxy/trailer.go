package proxy

import (
	"net/http"
	"slices"
	"strings"

	"golang.org/x/net/http/httpguts"
)

// unasked are beginnings of what no request's trailer may say besides: what decides about a request has been looked at when
// they come (RFC 9110, 6.5.1).
var unasked = []string{
	"host", "cookie", "te", "expect", "max-forwards", "range", "if-", "upgrade", "keep-alive", "http2-", "origin", "referer", "sec-", "accept", "destination",
	"depth", "overwrite", "early-data", "pragma", "priority", "from", "user-agent", "x-requested-with", "x-csrf", "x-xsrf",
}

// announced are the trailers that a request says will come and a service may see: their names, as yet without values.
func announced(said http.Header) http.Header {
	var names http.Header
	for name := range said {
		v := verdictOf(name)
		if v.asserted || v.untrailed || !httpguts.ValidHeaderFieldName(name) || !httpguts.ValidTrailerHeader(name) {
			continue
		}
		if c := canon(name); slices.ContainsFunc(unasked, func(f string) bool { return strings.HasPrefix(c, f) }) {
			continue
		}
		if names == nil {
			names = http.Header{}
		}
		names[name] = nil
	}
	return names
}

// fill gives the trailers that were announced the values that have come, without secrets; what was not announced stays out.
func (s secrets) fill(to, came http.Header) {
	for name := range to {
		lines := slices.DeleteFunc(slices.Clone(came[name]), func(line string) bool { return !httpguts.ValidHeaderFieldValue(line) })
		one := http.Header{name: lines}
		s.takeOut(one)
		to[name] = one[name]
	}
}
