// Package clip shortens text that comes from elsewhere before it is shown or logged. Lengths are in bytes, and no
// character of UTF-8 is cut in two.
package clip

import "unicode/utf8"

// To is the beginning of s, most bytes of it at most.
func To(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}

// Dots is s, or if that is longer than most bytes its beginning and an ellipsis.
func Dots(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return To(s, most) + "…"
}
