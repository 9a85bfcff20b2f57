package outside

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mostMarks is how many combining marks in a row stand on a letter; more of them only cover what is around it.
const mostMarks = 6

// Odd reports whether a character is not to be shown as it stands, since it is seen as nothing, or as something else than it
// is: controls, what turns the direction of the text around it (Unicode's bidirectional controls), what has no width, tags,
// separators of lines, and what no font knows. n is its length in bytes, 1 with utf8.RuneError for what is no UTF-8.
func Odd(r rune, n int) bool {
	switch {
	case r < 0x7f:
		return r < ' ' && r != '\t' && r != '\n'
	case r == utf8.RuneError:
		return n == 1
	case r >= 0xfe00 && r <= 0xfe0f: // of an emoji or a CJK character in front of it
		return false
	case blank(r):
		return true
	}
	return !unicode.IsGraphic(r)
}

// blank are the letters and marks that are seen as nothing (Unicode's Default_Ignorable_Code_Point).
func blank(r rune) bool {
	switch {
	case r == 0x34f, r == 0x115f, r == 0x1160, r == 0x17b4, r == 0x17b5, r >= 0x180b && r <= 0x180f, r == 0x3164, r == 0xffa0, r >= 0xe0000 && r <= 0xe0fff:
		return true
	}
	return false
}

// Sign is how an odd character is shown: by its picture, or its number.
func Sign(r rune, n int, raw string) string {
	switch {
	case r < ' ':
		return string('␀' + r)
	case r == 0x7f:
		return "␡"
	case r == utf8.RuneError && n == 1:
		return fmt.Sprintf("⟨0x%02X⟩", raw[0])
	}
	return fmt.Sprintf("⟨%U⟩", r)
}

// Text is a text as it can be shown: each odd character by its sign. Lines end with \n.
func Text(s string) string {
	at := oddAt(s)
	if at < 0 {
		return s
	}
	var out strings.Builder
	out.WriteString(s[:at])
	marks := 0
	for s = strings.ReplaceAll(s[at:], "\r\n", "\n"); s != ""; {
		r, n := utf8.DecodeRuneInString(s)
		if !unicode.In(r, unicode.Mn, unicode.Me) {
			marks = 0
		} else {
			marks++
		}
		if Odd(r, n) || marks > mostMarks {
			out.WriteString(Sign(r, n, s[:n]))
		} else {
			out.WriteString(s[:n])
		}
		s = s[n:]
	}
	return out.String()
}

// oddAt is where a text begins that needs a closer look: at a letter whose marks are too many, or an odd character; -1: at
// none.
func oddAt(s string) int {
	marks, letter := 0, 0
	for i, r := range s {
		switch {
		case r >= 0x300 && unicode.In(r, unicode.Mn, unicode.Me):
			if marks++; marks > mostMarks {
				return letter
			}
		default:
			marks, letter = 0, i
		}
		n := 3
		if r == utf8.RuneError {
			_, n = utf8.DecodeRuneInString(s[i:])
		}
		if Odd(r, n) {
			return i
		}
	}
	return -1
}
