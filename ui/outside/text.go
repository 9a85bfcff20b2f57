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

// names are the controls' (ECMA-48), in the order of their numbers.
var names = [32]string{
	"NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR", "SO", "SI",
	"DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US",
}

// Sign is how an odd character is shown: by its name or its number. raw is the character itself, n bytes.
func Sign(r rune, n int, raw string) string {
	switch {
	case r < ' ':
		return "⟨" + names[r] + "⟩"
	case r == 0x7f:
		return "⟨DEL⟩"
	case r == utf8.RuneError && n == 1:
		return fmt.Sprintf("⟨0x%02X⟩", raw[0])
	}
	return fmt.Sprintf("⟨%U⟩", r)
}

// Eye looks at the characters of a text one after the other. The zero Eye is at the beginning.
type Eye struct{ marks int }

// Odd is Odd for the next character, and true for marks that are too many, too.
func (e *Eye) Odd(r rune, n int) bool {
	if r < 0x300 || !unicode.In(r, unicode.Mn, unicode.Me) {
		e.marks = 0
	} else {
		e.marks++
	}
	return e.marks > mostMarks || Odd(r, n)
}

// Clean reports whether all of a text can be shown as it stands.
func Clean(s string) bool {
	var eye Eye
	for i, r := range s {
		n := 3
		if r == utf8.RuneError {
			_, n = utf8.DecodeRuneInString(s[i:])
		}
		if eye.Odd(r, n) {
			return false
		}
	}
	return true
}

// Text is a text as it can be shown: each odd character by its sign. Lines end with \n.
func Text(s string) string {
	if Clean(s) {
		return s
	}
	var out strings.Builder
	var eye Eye
	for s = strings.ReplaceAll(s, "\r\n", "\n"); s != ""; {
		r, n := utf8.DecodeRuneInString(s)
		if eye.Odd(r, n) {
			out.WriteString(Sign(r, n, s[:n]))
		} else {
			out.WriteString(s[:n])
		}
		s = s[n:]
	}
	return out.String()
}
