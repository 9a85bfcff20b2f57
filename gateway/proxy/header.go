package proxy

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"berth/shared/server/web"
)

// clean takes out of a request what is the gateway's or could be taken for its word.
func (s secrets) clean(h http.Header) {
	for name := range h {
		if verdictOf(name).asserted {
			delete(h, name)
		}
	}
	s.takeOut(h)
}

// forwarded says afresh how the request came.
func forwarded(h http.Header, from netip.Addr, scheme, host string) {
	values := [3]string{host, scheme} // one piece of memory for all three
	h["X-Forwarded-Host"], h["X-Forwarded-Proto"] = values[0:1:1], values[1:2:2]
	if from.IsValid() {
		values[2] = from.String()
		h[web.ForwardedFor] = values[2:3:3]
	}
}

// upgrades reports whether a request asks for a protocol that may be passed on. Another version of HTTP may not: through
// it further requests would reach the service past this proxy.
func upgrades(h http.Header) bool {
	lines := h["Upgrade"]
	if len(lines) != 1 {
		return false
	}
	to := strings.ToLower(strings.TrimSpace(lines[0]))
	return to != "" && !strings.ContainsAny(to, ", \t") && !strings.HasPrefix(to, "h2") && !strings.HasPrefix(to, "http") && !strings.HasPrefix(to, "tls")
}

// kept are the data on its own origin that a service may have a browser clear. Cookies ("cookies", "*") are those of the
// whole registered domain to a browser, other users' services among it.
var kept = []string{`"cache"`, `"storage"`, `"executionContexts"`, `"clientHints"`, `"prefetchCache"`, `"prerenderCache"`}

// responseFamilies are the beginnings of what a service's answer must not say: to proxies and caches in front of the
// gateway, or to a browser about more than the service's own pages.
var responseFamilies = []string{
	"x-accel-", "x-sendfile", "x-lighttpd", "x-litespeed", "x-reproxy", "x-envoy", "x-proxy", "proxy-", "x-berth", "berth-", "fly-", "fastly-",
	"surrogate-", "edge-", "akamai-", "cdn-cache-control",
	// Sessions that the browser renews for the whole site.
	"sec-session-", "secure-session-",
	// How the host is reached is the gateway's to say.
	"strict-transport-security", "public-key-pins", "expect-ct", "alt-svc",
	// Reports of each visit, the gateway's own paths among them.
	"nel", "report-to",
	// With it a page in a folder could take over the whole host.
	"service-worker-allowed",
	"set-cookie2",
}

var responseIndex = index(responseFamilies)

func withheld(name string) bool {
	return name != "x-accel-buffering" && (strings.HasSuffix(name, "-cdn-cache-control") ||
		responseIndex.of(name))
}

// cleanResponse takes out of an answer what would reach beyond the service's own host.
func cleanResponse(h http.Header) {
	for name, lines := range h {
		switch v := verdictOf(name); {
		case v.withheld:
			delete(h, name)
		case v.change != nil:
			change(h, name, lines, v.change)
		}
	}
}

// change puts in the place of a header's lines those that to makes of them; where it keeps none, the header goes.
func change(h http.Header, name string, lines []string, to func(string) (string, bool)) {
	if len(lines) == 1 {
		if line, ok := to(lines[0]); ok && line == lines[0] {
			return
		}
	}
	out := make([]string, 0, len(lines))
	for _, line := range lines {
		if line, ok := to(line); ok {
			out = append(out, line)
		}
	}
	if len(out) == 0 {
		delete(h, name)
		return
	}
	h[name] = out
}

// cleared is what of a Clear-Site-Data header concerns the service alone.
func cleared(line string) (string, bool) {
	var out []string
	for what := range strings.SplitSeq(line, ",") {
		if what = strings.Trim(what, " \t"); slices.Contains(kept, what) {
			out = append(out, what)
		}
	}
	return strings.Join(out, ", "), len(out) > 0
}

// untrailed are beginnings of what no trailer may say (RFC 9110, 6.5.1).
var untrailed = []string{
	"set-cookie", "clear-site-data", "location", "refresh", "content-", "transfer-", "trailer", "connection", "access-control-", "cache-control",
	"www-authenticate", "link", "vary", "authorization", "cross-origin-", "permissions-policy", "referrer-policy",
	"x-frame-options", "x-content-type-options", "reporting-endpoints", "keep-alive", "upgrade", "uri",
}

// cleanTrailer takes out of trailers what belongs in a header, or nowhere.
func cleanTrailer(h http.Header) {
	for name := range h {
		if verdictOf(strings.TrimPrefix(name, http.TrailerPrefix)).untrailed {
			delete(h, name)
		}
	}
}
