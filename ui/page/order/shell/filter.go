package shell

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"berth/ui/outside"
)

// filter is between what a shell writes and the terminal. Controls are the terminal's business; what it would hand on to the
// browser is not seen as it is, such as what turns the direction of text around, and is shown by its sign. Marks may stand on
// a letter that was written right before them: a terminal keeps all it was ever given for a cell. The zero filter is at the
// beginning.
type filter struct {
	rest  []byte // the beginning of a character that is not whole yet
	state state
	marks int // on the last letter
}

// state is where in a sequence of controls the filter is (ECMA-48).
type state uint8

const (
	ground state = iota // text, right after a letter
	bare                // text, right after a control
	escape              // after ESC
	params              // in a control sequence, up to its final byte
	quoted              // in a control string, up to BEL or ST
	leave               // after ESC in a control string
)

const mostMarks = 6

// pass gives what the terminal is to get.
func (f *filter) pass(b []byte) []byte {
	if len(f.rest) > 0 {
		b = append(f.rest, b...)
		f.rest = nil
	}
	var out bytes.Buffer
	out.Grow(len(b))
	for len(b) > 0 {
		if !utf8.FullRune(b) {
			f.rest = bytes.Clone(b)
			break
		}
		r, n := utf8.DecodeRune(b)
		mark := r >= 0x300 && unicode.In(r, unicode.Mn, unicode.Me)
		switch {
		case r < ' ' || r == 0x7f:
			out.WriteByte(b[0])
		case r >= 0x7f && outside.Odd(r, n), mark && (f.state != ground || f.marks >= mostMarks):
			out.WriteString(outside.Sign(r, n, string(b[:n])))
		default:
			out.Write(b[:n])
		}
		f.step(r, mark)
		b = b[n:]
	}
	return out.Bytes()
}

// step follows the controls.
func (f *filter) step(r rune, mark bool) {
	switch {
	case f.state == quoted && r == 0x1b:
		f.state = leave
	case r == 0x1b:
		f.state = escape
	case f.state == quoted && r == 7, r == 0x18, r == 0x1a, f.state == leave && r == '\\':
		f.state = bare
	case f.state == quoted:
	case f.state == leave:
		f.state = quoted
	case r < ' ':
		if f.state == ground {
			f.state = bare
		}
	case f.state == escape:
		switch r {
		case '[':
			f.state = params
		case ']', 'P', '^', '_', 'X':
			f.state = quoted
		default:
			if r > '/' { // what stands before the last byte
				f.state = bare
			}
		}
	case f.state == params:
		if r >= '@' {
			f.state = bare
		}
	case mark && f.state == ground:
		f.marks++
	default:
		f.state, f.marks = ground, 0
	}
}
