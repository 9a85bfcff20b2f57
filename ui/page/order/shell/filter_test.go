package shell

import (
	"strings"
	"testing"
	"unicode"

	"berth/shared/attacktest"
	"berth/ui/outside"
)

func TestFilter(t *testing.T) {
	for in, want := range map[string]string{
		"\x1b[1;32mwelcome\x1b[0m 欢迎\r\n$ ":                   "\x1b[1;32mwelcome\x1b[0m 欢迎\r\n$ ",
		"\x1b]0;title\x07\x1b(B\x1bPq\x1b\\\x1b[?25l\x7f\b\t": "\x1b]0;title\x07\x1b(B\x1bPq\x1b\\\x1b[?25l\x7f\b\t",
		"cafe\u0301":          "cafe\u0301",
		"\u202etxt":           "⟨U+202E⟩txt",
		"a\u200bb":            "a⟨U+200B⟩b",
		"\u009b31m":           "⟨U+009B⟩31m",
		"\xff\xfe":            "⟨0xFF⟩⟨0xFE⟩",
		"a\x1b[m\u0301":       "a\x1b[m⟨U+0301⟩",
		"a\b\u0301":           "a\b⟨U+0301⟩",
		"\x1b]8;;x\u202e\x07": "\x1b]8;;x⟨U+202E⟩\x07",
	} {
		for _, size := range []int{1, 2, 3, 1000} {
			var f filter
			var got strings.Builder
			for s := in; s != ""; {
				n := min(size, len(s))
				got.Write(f.pass([]byte(s[:n])))
				s = s[n:]
			}
			if got.String() != want {
				t.Errorf("%q, %d at a time: got %q, want %q", in, size, got.String(), want)
			}
		}
	}
}

// TestAttackShell has a shell write what a terminal would keep without end, or show as something else than it is.
func TestAttackShell(t *testing.T) {
	a := attacktest.Begin(t, "a shell's output fills the page, or is seen as something else than it is")
	for _, piece := range []string{
		"\u0301", "\u0301\x1b[m", "b\x1b[2G\u0301\u0301\u0301\u0301\u0301\u0301\u0301", "\x1b[C\u0301", "\b\u0301", "\r\u0301", "\u0301\x1b]0;x\x07", "\u0301\x1b]0;x\x1b\\", "\u0301\x1bPx\x1b\\", "\u0301\x1b7\x1b8",
		"\ufe0f", "\u20dd\u200d", "\u0301\x00", "\U000e0101", "\u0301\x18", "\u0301\x1b[1\x18",
	} {
		var f filter
		got := string(f.pass([]byte("a" + strings.Repeat(piece, 200))))
		marks := 0
		for _, r := range got {
			if unicode.In(r, unicode.Mn, unicode.Me) {
				marks++
			}
		}
		letters := 1 + strings.Count(got, "b") + strings.Count(got, "⟩")
		a.Tried(marks > mostMarks*letters, "%q: %d marks on %d letters", piece, marks, letters)
		// Each run of marks is right behind a letter.
		a.Tried(strings.Contains(got, "m\u0301") || strings.Contains(got, "G\u0301") || strings.Contains(got, "\\\u0301"), "%q: a mark behind a control: %q", piece, got[:min(len(got), 100)])
	}
	for _, r := range []rune{0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x200e, 0x200f, 0x61c, 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff, 0x2028, 0x2029, 0x80, 0x9b, 0x9d, 0xe0041} {
		var f filter
		for _, s := range []string{string(r), "a" + string(r) + "b", "\x1b[31m" + string(r), "\x1b]0;" + string(r) + "\x07"} {
			got := string(f.pass([]byte(s)))
			a.Tried(strings.ContainsRune(got, r) || len(f.rest) > 0, "%U in %q is %q", r, s, got)
		}
		if !outside.Odd(r, 3) {
			t.Errorf("%U is not odd", r)
		}
	}
}
