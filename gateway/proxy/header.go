package proxy

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"berth/shared/server/web"
)

// Cookie is the name of the gateway's cookie on service hosts. The prefix has browsers refuse it from anywhere but this
// very host; they keep it on http://*.localhost too, which they take to be secure.
const Cookie = "__Host-berth"

// SetCookie gives a browser its cookie.
func SetCookie(w http.ResponseWriter, value string, until time.Time) {
	http.SetCookie(w, &http.Cookie{Name: Cookie, Value: value, Path: "/", Expires: until, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

func dropCookie(w http.ResponseWriter) {
	http.SetCookie(w, &http.Cookie{Name: Cookie, Path: "/", MaxAge: -1, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// stripped are headers by which a visitor could pass for another, or from which a service could learn who it is. Names
// are as canon makes them.
var stripped = map[string]bool{
	"forwarded": true, "via": true, "x-real-ip": true, "true-client-ip": true, "cf-connecting-ip": true, "cf-ray": true, "fly-client-ip": true,
	"x-client-ip": true, "x-cluster-client-ip": true, "x-original-url": true, "x-original-uri": true, "x-rewrite-url": true,
	"x-original-host": true, "x-host": true,
	"x-remote-user": true, "remote-user": true, "x-user": true, "x-user-id": true, "x-email": true, "x-webauth-user": true,
	"proxy": true, "proxy-authorization": true,
}

// strippedPrefixes are whole families of such headers.
var strippedPrefixes = []string{"x-forwarded-", "x-auth-", "x-authenticated-", "x-berth-", "berth-", "ssl-client-", "x-ssl-"}

// canon is a header's name as a careless server reads it: CGI and its heirs take _ for -.
func canon(name string) string { return strings.ReplaceAll(strings.ToLower(name), "_", "-") }

// clean takes out of a request what is the gateway's or could be taken for its word.
func clean(h http.Header) {
	for name := range h {
		c := canon(name)
		drop := stripped[c]
		for _, p := range strippedPrefixes {
			drop = drop || strings.HasPrefix(c, p)
		}
		// An alias of any header that the proxy or the server gives a meaning to.
		if !drop && strings.Contains(name, "_") {
			switch c {
			case "host", "cookie", "authorization", "content-length", "transfer-encoding", "connection", "upgrade":
				drop = true
			}
		}
		if drop {
			delete(h, name)
		}
	}
	if a := h.Get("Authorization"); len(a) > 10 && strings.EqualFold(a[:7], "bearer ") && strings.HasPrefix(strings.TrimSpace(a[7:]), "bt_") {
		h.Del("Authorization")
	}
	cleanCookies(h)
}

// cleanCookies takes the gateway's cookie out and leaves the service's as they are, byte for byte.
func cleanCookies(h http.Header) {
	lines := h["Cookie"]
	if len(lines) == 0 {
		return
	}
	kept := make([]string, 0, len(lines))
	for _, line := range lines {
		var parts []string
		for part := range strings.SplitSeq(line, ";") {
			name, _, _ := strings.Cut(part, "=")
			if part = strings.TrimSpace(part); part != "" && !ours(name) {
				parts = append(parts, part)
			}
		}
		if len(parts) > 0 {
			kept = append(kept, strings.Join(parts, "; "))
		}
	}
	if len(kept) == 0 {
		delete(h, "Cookie")
		return
	}
	h["Cookie"] = kept
}

func ours(name string) bool { return strings.EqualFold(strings.TrimSpace(name), Cookie) }

// forwarded says afresh how the request came.
func forwarded(h http.Header, in *http.Request, scheme string) {
	if ip := web.Client(in); ip.IsValid() {
		h.Set(web.ForwardedFor, ip.String())
	}
	h.Set("X-Forwarded-Host", in.Host)
	h.Set("X-Forwarded-Proto", scheme)
}

// cleanResponse takes out of an answer what would reach beyond the service's own host.
func cleanResponse(h http.Header) {
	// With it a page in a folder could take over the whole host, the gateway's own paths with it.
	h.Del("Service-Worker-Allowed")
	lines := h["Set-Cookie"]
	if len(lines) == 0 {
		return
	}
	kept := make([]string, 0, len(lines))
	for _, line := range lines {
		pair, attributes, _ := strings.Cut(line, ";")
		if name, _, _ := strings.Cut(pair, "="); ours(name) {
			continue
		}
		out := pair
		for a := range strings.SplitSeq(attributes, ";") {
			name, _, _ := strings.Cut(a, "=")
			// Without a domain a cookie stays on this host; with one it would reach other users' services.
			if name = strings.TrimSpace(name); name == "" || strings.EqualFold(name, "domain") {
				continue
			}
			out += "; " + strings.TrimSpace(a)
		}
		kept = append(kept, out)
	}
	if len(kept) == 0 {
		delete(h, "Set-Cookie")
		return
	}
	h["Set-Cookie"] = kept
}

// sameOrigin reports whether a request that carries the cookie comes from the service's own pages, or is somebody
// opening it. Services of other users are the same site to a browser, so SameSite does not keep them out.
func sameOrigin(r *http.Request) bool {
	upgrade := r.Header.Get("Upgrade") != ""
	if origin := r.Header.Get("Origin"); origin != "" {
		safe := !upgrade && (r.Method == http.MethodGet || r.Method == http.MethodHead)
		u, err := url.Parse(origin)
		if own := err == nil && strings.EqualFold(u.Host, r.Host); !own && !safe {
			return false
		}
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return true
	}
	return r.Method == http.MethodGet && !upgrade && r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
}
