package door

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A link for a part of a service is held to it by the path as it came. What one server takes for that path another takes
// for something else: dots, slashes and backslashes, encoded once or twice, in Unicode's other forms, with parameters
// behind. So a path is within a prefix only if nobody could read it in any other way.

const (
	mostPath   = 8 << 10 // bytes, of one that is held to a prefix
	mostLayers = 8       // of percent-encoding
)

// prefix are a path's segments, decoded.
type prefix []string

// parsePrefix reads what an owner writes; false: it is no path that could be held to.
func parsePrefix(raw string) (prefix, bool) {
	return segments(strings.TrimSuffix(raw, "/"))
}

// has reports whether a path, as it came and without its query, is the prefix or below it.
func (p prefix) has(raw string) bool {
	if len(p) == 0 {
		return true
	}
	// A slash at the end, or none, makes no difference to what is within.
	raw = strings.TrimSuffix(raw, "/")
	if simple(raw) {
		for _, segment := range p {
			rest, ok := strings.CutPrefix(raw, "/"+segment)
			if !ok || rest != "" && rest[0] != '/' {
				return false
			}
			raw = rest
		}
		return true
	}
	s, ok := segments(raw)
	if !ok || len(s) < len(p) {
		return false
	}
	for i := range p {
		if s[i] != p[i] {
			return false
		}
	}
	return true
}

// simple reports whether a path has nothing but names of the plainest signs: then there is one way to read it.
func simple(raw string) bool {
	if raw == "" || raw[0] != '/' || len(raw) > mostPath {
		return false
	}
	named := true
	for i := range len(raw) {
		switch c := raw[i]; {
		case c == '/':
			if !named {
				return false
			}
			named = false
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_':
			named = true
		case c != '.':
			return false
		}
	}
	return named
}

// segments are those of a path, decoded once; false: there are two ways to read it.
func segments(raw string) (prefix, bool) {
	if len(raw) > mostPath {
		return nil, false
	}
	if raw == "" {
		return nil, true
	}
	if raw[0] != '/' || strings.ContainsAny(raw, `\#?`) || !plainly(raw) {
		return nil, false
	}
	decoded, ok := unescape(raw, true)
	if !ok || strings.Count(decoded, "/") != strings.Count(raw, "/") {
		return nil, false
	}
	all := strings.Split(decoded[1:], "/")
	for layer, next := 0, decoded; ; layer++ {
		if layer > mostLayers || !unambiguous(next, len(all)) {
			return nil, false
		}
		again, _ := unescape(next, false)
		if again == next {
			return all, true
		}
		next = again
	}
}

// unambiguous reports whether a path, as decoded so often, has only what every server takes for a name in its segments, of
// which there are so many.
func unambiguous(path string, n int) bool {
	if !utf8.ValidString(path) || !plainly(path) || strings.Contains(path, `\`) {
		return false
	}
	folded := path
	if !ascii(path) {
		folded = norm.NFKC.String(path)
		if strings.ContainsFunc(path, func(r rune) bool { return unicode.Is(unicode.Cf, r) }) {
			return false // signs that are not seen, which some leave out
		}
	}
	if strings.Contains(folded, `\`) || strings.Count(folded, "/") != n || strings.Count(folded, "%") != strings.Count(path, "%") {
		return false
	}
	for s := range strings.SplitSeq(folded[1:], "/") {
		name, _, _ := strings.Cut(s, ";") // parameters, which some take off
		if strings.TrimRight(strings.TrimSpace(name), ". ") == "" {
			return false
		}
	}
	return true
}

// plainly reports whether a text has no controls.
func plainly(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == 0x7f {
			return false
		}
	}
	return true
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// unescape takes one layer of percent-encoding off. Strictly, each % has to begin an encoded byte.
func unescape(s string, strict bool) (string, bool) {
	if !strings.Contains(s, "%") {
		return s, true
	}
	hex := func(c byte) int { return strings.IndexByte("0123456789abcdef", c|0x20) }
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			b = append(b, s[i])
			continue
		}
		if i+2 < len(s) {
			if hi, lo := hex(s[i+1]), hex(s[i+2]); hi >= 0 && lo >= 0 {
				b = append(b, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		if strict {
			return "", false
		}
		b = append(b, '%')
	}
	return string(b), true
}
