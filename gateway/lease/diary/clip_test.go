package diary

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// What a runtime tells may have anything in it.
func FuzzClip(f *testing.F) {
	for _, s := range []string{"", "plain", "\x00\n\t", "\xff\xfe", "界界界界", "\u2028", strings.Repeat("é", 99), "  a  "} {
		f.Add(s, 4)
	}
	f.Fuzz(func(t *testing.T, s string, n int) {
		n = min(max(n, 1), 300)
		got := clip(s, n)
		if !utf8.ValidString(got) || utf8.RuneCountInString(got) > n+1 || strings.ContainsFunc(got, unicode.IsControl) {
			t.Errorf("%q of %q", got, s)
		}
		if s == strings.TrimSpace(s) && utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || r == utf8.RuneError }) && utf8.RuneCountInString(s) <= n && got != s {
			t.Errorf("%q was changed to %q", s, got)
		}
	})
}
