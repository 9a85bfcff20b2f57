package proxy

import (
	"encoding/base64"
	"net/http"
	"slices"
	"strings"

	"berth/gateway/secret"
)

// What lets a visitor in, the gateway's cookie, its bearer tokens and share links, no service gets to see: not in another header than
// the one it belongs in, not in another spelling, not in an address. Bodies are the client's and the service's.

// hasToken reports whether one of the gateway's bearer tokens, or a share link's, stands somewhere in a text: bt_ or bl_ in
// any case, which is easily mended, and 43 characters of base64url.
func hasToken(text string) bool {
	for from := 0; ; {
		i := strings.IndexByte(text[from:], '_')
		if i < 0 {
			return false
		}
		i += from
		from = i + 1
		if i < 2 || text[i-1]|0x20 != 't' && text[i-1]|0x20 != 'l' || text[i-2]|0x20 != 'b' {
			continue
		}
		n := 0
		for n < secret.Size && from+n < len(text) && isBase64(text[from+n]) {
			n++
		}
		if n == secret.Size {
			return true
		}
	}
}

func isBase64(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_'
}

// secrets are a visitor's: any token, and the cookies with which this request came in.
type secrets struct {
	cookies []string
	linked  bool // a share link's token is in the query, as a parameter of the gateway's
	basic   bool // the password in Authorization is the gateway's
}

// mostEncoded is how many layers of percent-encoding are looked through.
const mostEncoded = 8

// in reports whether a text has a secret in it, percent-encoded or not.
func (s secrets) in(text string) bool {
	if len(text) < secret.Size {
		return false
	}
	for range mostEncoded {
		if hasToken(text) || slices.ContainsFunc(s.cookies, func(c string) bool { return strings.Contains(text, c) }) {
			return true
		}
		next := unescape(text)
		if next == text {
			return false
		}
		text = next
	}
	return false
}

// proof reports whether a credential is the gateway's: as in, or anything at all with the prefix of its tokens, or that
// as the user or the password of a Basic login.
func (s secrets) proof(value string) bool {
	if s.in(value) {
		return true
	}
	for word := range strings.FieldsFuncSeq(value, func(c rune) bool { return c <= ' ' || strings.ContainsRune(`,;:="'`, c) }) {
		if len(word) > 3 && (strings.EqualFold(word[:3], "bt_") || strings.EqualFold(word[:3], "bl_")) {
			return true
		}
		for _, enc := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			if b, err := enc.DecodeString(word); err == nil && s.in(string(b)) {
				return true
			}
		}
	}
	return false
}

// unescape takes percent-encoding off where there is some, and leaves alone what is none.
func unescape(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	hex := func(c byte) int { return strings.IndexByte("0123456789abcdef", c|0x20) }
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if hi, lo := hex(s[i+1]), hex(s[i+2]); hi >= 0 && lo >= 0 {
				b = append(b, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		b = append(b, s[i])
	}
	return string(b)
}

// takeOut takes the secrets out of a request's header lines. A line goes as a whole, but for lists.
func (s secrets) takeOut(h http.Header) {
	for name, lines := range h {
		var keep func(line string) (string, bool)
		switch verdictOf(name).secrets {
		case anywhere:
			if !slices.ContainsFunc(lines, s.in) {
				continue
			}
			keep = func(line string) (string, bool) { return line, !s.in(line) }
		case inCookie:
			keep = s.cookieLine
		case inProtocols:
			keep = s.protocols
		case inReferer:
			keep = func(line string) (string, bool) { return line, !s.in(line) && !strings.Contains(line, Prefix) }
		case inLogin:
			keep = func(line string) (string, bool) { return line, !s.basic && !s.proof(line) }
		case inProof:
			keep = func(line string) (string, bool) { return line, !s.proof(line) }
		}
		change(h, name, lines, keep)
	}
}

// protocols takes the tokens out of a WebSocket's subprotocols, as a shell has one there.
func (s secrets) protocols(line string) (string, bool) {
	var kept []string
	for p := range strings.SplitSeq(line, ",") {
		if p = strings.TrimSpace(p); p != "" && !s.proof(p) && !strings.Contains(strings.ToLower(p), "bearer.berth.") {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, ", "), len(kept) > 0
}

// query takes secrets out of a query and leaves all else as it came, byte for byte.
func (s secrets) query(raw string) string {
	if s.linked {
		raw = withoutLink(raw)
	}
	return s.parts(raw, "&;", true)
}

// path does so with a path.
func (s secrets) path(raw string) string { return s.parts(raw, "/", false) }

// parts empties those parts of a text that have a secret; of named ones the name stays.
func (s secrets) parts(raw, separators string, named bool) string {
	if !s.in(raw) {
		return raw
	}
	var out strings.Builder
	for raw != "" {
		i := strings.IndexAny(raw, separators)
		part, separator := raw, ""
		if i >= 0 {
			part, separator = raw[:i], raw[i:i+1]
		}
		raw = raw[len(part)+len(separator):]
		if s.in(part) {
			name, _, ok := strings.Cut(part, "=")
			if part = ""; named && ok && !s.in(name) {
				part = name + "="
			}
		}
		out.WriteString(part + separator)
	}
	return out.String()
}
