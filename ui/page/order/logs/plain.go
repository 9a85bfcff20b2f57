package logs

import (
	"strings"
	"unicode/utf8"
)

// paint is a stretch of a line in a colour of a terminal.
type paint struct {
	from, to int // in bytes of the line
	class    string
}

var ansiNames = [8]string{"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"}

// plain is what a terminal would show of a line that a program wrote: without escape sequences and control characters,
// and after the last carriage return. The eight colours are kept; all else of how it would look is dropped.
func plain(s string) (string, []paint) {
	if s = afterReturn(s); clean(s) {
		return s, nil
	}
	var out strings.Builder
	var paints []paint
	var now pen
	from := 0
	mark := func(next pen) {
		if class := now.class(); class != "" && out.Len() > from {
			paints = append(paints, paint{from, out.Len(), class})
		}
		now, from = next, out.Len()
	}
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == 0x1b:
			n, codes := escape(s[i:])
			if codes != nil {
				if next := now.after(*codes); next != now {
					mark(next)
				}
			}
			i += n
		case c == '\t' || c >= 0x20 && c != 0x7f:
			_, n := utf8.DecodeRuneInString(s[i:])
			out.WriteString(s[i : i+n])
			i += n
		case c == '\b' && out.Len() > from:
			// Overstriking, as in a spinner: what was there is written over.
			text := out.String()
			_, n := utf8.DecodeLastRuneInString(text)
			out.Reset()
			out.WriteString(text[:len(text)-n])
			i++
		default:
			i++
		}
	}
	mark(pen{})
	return out.String(), paints
}

// afterReturn is what of a line is not written over after a carriage return.
func afterReturn(s string) string {
	s = strings.TrimRight(s, "\r")
	if i := strings.LastIndexByte(s, '\r'); i >= 0 {
		return s[i+1:]
	}
	return s
}

func clean(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < 0x20 && c != '\t' || c == 0x7f {
			return false
		}
	}
	return true
}

// escape is the length of the escape sequence that s begins with (ECMA-48), and the parameters of one that sets colours
// (SGR); nil: it is another. A sequence that does not end takes all that is left.
func escape(s string) (n int, codes *string) {
	if len(s) < 2 {
		return len(s), nil
	}
	switch s[1] {
	case '[': // CSI
		for i := 2; i < len(s); i++ {
			if c := s[i]; c >= 0x40 && c <= 0x7e {
				if c == 'm' {
					p := s[2:i]
					return i + 1, &p
				}
				return i + 1, nil
			} else if c < 0x20 || c > 0x7e {
				return i, nil // broken off
			}
		}
		return len(s), nil
	case ']', 'P', '^', '_', 'X': // OSC and its like, up to BEL or ST
		for i := 2; i < len(s); i++ {
			if s[i] == 7 {
				return i + 1, nil
			}
			if s[i] == 0x1b && i+1 < len(s) && s[i+1] == '\\' {
				return i + 2, nil
			}
		}
		return len(s), nil
	}
	i := 1
	for i < len(s) && s[i] >= 0x20 && s[i] <= 0x2f {
		i++
	}
	if i < len(s) && s[i] >= 0x30 && s[i] <= 0x7e {
		i++
	}
	return i, nil
}

// pen is how a terminal writes: colour 0 is its own, 1 to 8 are the eight.
type pen struct {
	colour int
	bold   bool
	faint  bool
}

func (p pen) class() string {
	var c []string
	if p.colour > 0 {
		c = append(c, "ansi-"+ansiNames[p.colour-1])
	}
	if p.bold {
		c = append(c, "ansi-bold")
	}
	if p.faint && p.colour == 0 {
		c = append(c, "ansi-faint")
	}
	return strings.Join(c, " ")
}

// after is the pen after the parameters of an SGR sequence.
func (p pen) after(params string) pen {
	codes := strings.FieldsFunc(params, func(r rune) bool { return r == ';' || r == ':' })
	if len(codes) == 0 {
		return pen{}
	}
	for i := 0; i < len(codes); i++ {
		n := 0
		for _, r := range codes[i] {
			if r < '0' || r > '9' || n > 1000 {
				return p
			}
			n = n*10 + int(r-'0')
		}
		switch {
		case n == 0:
			p = pen{}
		case n == 1:
			p.bold = true
		case n == 2:
			p.faint = true
		case n == 22:
			p.bold, p.faint = false, false
		case n >= 30 && n <= 37:
			p.colour = n - 29
		case n >= 90 && n <= 97:
			p.colour = n - 89
		case n == 39:
			p.colour = 0
		case n == 38 || n == 48 || n == 58: // a colour out of 256 or of all: 5;n or 2;r;g;b
			if i+1 < len(codes) && codes[i+1] == "5" {
				i += 2
			} else {
				i += 4
			}
		}
	}
	return p
}
