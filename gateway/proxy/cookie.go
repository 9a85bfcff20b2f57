package proxy

import (
	"net/http"
	"strings"
	"time"

	"berth/gateway/secret"
)

// Cookie is the name of the gateway's cookie on service hosts. The prefix has browsers refuse it from anywhere but this
// very host; they keep it on http://*.localhost too, which they take to be secure.
const Cookie = "__Host-berth"

// mostCookies is how many cookies of that name are tried: a page of another service may have set some for all hosts,
// where a browser does not know the prefix.
const mostCookies = 64

// SetCookie gives a browser its cookie.
func SetCookie(w http.ResponseWriter, value string, until time.Time) {
	http.SetCookie(w, &http.Cookie{Name: Cookie, Value: value, Path: "/", Expires: until, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

func dropCookie(w http.ResponseWriter) {
	http.SetCookie(w, &http.Cookie{Name: Cookie, Path: "/", MaxAge: -1, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// presented are the values of the gateway's cookie that came with a request, as far as they could be any.
func presented(r *http.Request) []string {
	var values []string
	for _, line := range r.Header["Cookie"] {
		for part := range strings.SplitSeq(line, ";") {
			name, value, _ := strings.Cut(strings.Trim(part, " \t"), "=")
			if n := len(value); n == secret.Size+2 && value[0] == '"' && value[n-1] == '"' {
				value = value[1 : n-1]
			}
			if len(value) == secret.Size && len(values) < mostCookies && strings.TrimRight(name, " \t") == Cookie {
				values = append(values, value)
			}
		}
	}
	return values
}

var (
	cookieCanon = canon(Cookie)
	cookieLower = strings.ToLower(Cookie)
)

// ours reports whether a cookie's name is the gateway's, as a careless server reads it.
func ours(name string) bool {
	return strings.HasPrefix(canon(strings.Trim(unescape(name), " \t\"'")), cookieCanon)
}

// cookieLine takes the gateway's cookies out of a Cookie header and leaves the service's as they are, byte for byte. A
// secret in the value of another cookie takes that with it: servers read quotes and commas in different ways.
func (s secrets) cookieLine(line string) (string, bool) {
	var kept []string
	taken, all := false, true
	for part := range strings.SplitSeq(line, ";") {
		name, _, _ := strings.Cut(part, "=")
		name = strings.TrimSpace(name)
		switch {
		case name == Cookie || ours(name) || strings.Contains(strings.ToLower(unescape(part)), cookieLower) || s.in(part):
			taken, all = true, false
		case taken && strings.HasPrefix(name, "$"):
			// What RFC 2965 says of the cookie before.
		default:
			taken = false
			kept = append(kept, part)
		}
	}
	if all {
		return line, strings.TrimSpace(line) != ""
	}
	line = strings.TrimLeft(strings.Join(kept, ";"), " \t")
	return line, strings.Trim(line, "; \t") != ""
}

// cleanSetCookie makes of a service's cookie one that stays on its own host; false: it is none that it may set. With a
// Domain it would reach other users' services.
func cleanSetCookie(line string) (string, bool) {
	if strings.ContainsFunc(line, func(c rune) bool { return c < ' ' && c != '\t' || c == 0x7f }) {
		return "", false // browsers take none with control characters (RFC 6265bis, 5.6)
	}
	pair, attributes, more := strings.Cut(line, ";")
	name, value, named := strings.Cut(pair, "=")
	// A cookie without a name is sent as its value, which may look like a cookie with one.
	if name = strings.TrimSpace(name); ours(name) || (!named || name == "") && ours(strings.TrimSpace(value)) {
		return "", false
	}
	if !more {
		return line, true
	}
	var out strings.Builder
	out.WriteString(pair)
	for a := range strings.SplitSeq(attributes, ";") {
		if name, _, _ := strings.Cut(a, "="); !strings.EqualFold(strings.TrimSpace(name), "domain") {
			out.WriteString(";" + a)
		}
	}
	return out.String(), true
}
