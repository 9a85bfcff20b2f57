package logs

import (
	"strings"
	"unicode/utf8"

	"berth/shared/clip"
	"berth/ui/outside"
)

// paint is a stretch of a line in a colour of a terminal, or one that stands for characters which cannot be seen.
type paint struct {
	from, to int // in bytes of the line
	class    string
	raw      string // what stands there in truth; empty: what is shown
}

var ansiNames = [8]string{"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"}

// oddClass is the class of what stands for characters that cannot be seen.
const oddClass = "odd"

const (
	maxLine   = 16 << 10 // bytes of a line that are shown; the gateway sends no more
	maxPaints = 400      // of a line; the rest of it has no colours
)

// plain is a line that a program wrote, as it can be shown: the eight colours of a terminal, and all else that cannot be seen
// by its sign, as berth/ui/outside has it. What a terminal would write over is shown, too: it may have been written in order
// to be.
func plain(s string) (string, []paint) {
	s = clip.Dots(strings.TrimRight(s, "\r\n"), maxLine)
	if outside.Clean(s) && !strings.Contains(s, "\n") {
		return s, nil
	}
	var out strings.Builder
	var paints []paint
	var now pen
	var eye outside.Eye
	from := 0
	mark := func() {
		if class := now.class(); class != "" && out.Len() > from && len(paints) < maxPaints {
			paints = append(paints, paint{from: from, to: out.Len(), class: class})
		}
		from = out.Len()
	}
	odd := func(raw, sign string) {
		if n := len(paints); n > 0 && paints[n-1].class == oddClass && paints[n-1].to == out.Len() {
			out.WriteString(sign)
			paints[n-1].to, paints[n-1].raw, from = out.Len(), paints[n-1].raw+raw, out.Len()
			return
		}
		mark()
		out.WriteString(sign)
		if len(paints) < maxPaints {
			paints = append(paints, paint{from, out.Len(), oddClass, raw})
		}
		from = out.Len()
	}
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		if r == 0x1b {
			if k, codes := colours(s); k > 0 {
				if next := now.after(codes); next != now {
					mark()
					now = next
				}
				s = s[k:]
				continue
			}
		}
		if eye.Odd(r, n) || r == '\n' {
			odd(s[:n], outside.Sign(r, n, s[:n]))
		} else {
			out.WriteString(s[:n])
		}
		s = s[n:]
	}
	mark()
	return out.String(), paints
}

// colours is the length of the escape sequence that s begins with, and its parameters, where it is one that sets colours
// (SGR, ECMA-48); 0: it is another, or none.
func colours(s string) (n int, codes string) {
	if len(s) < 2 || s[1] != '[' {
		return 0, ""
	}
	for i := 2; i < len(s) && i < 100; i++ {
		switch c := s[i]; {
		case c == 'm':
			return i + 1, s[2:i]
		case c < '0' || c > ';':
			return 0, ""
		}
	}
	return 0, ""
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
