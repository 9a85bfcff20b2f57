package compose

import (
	"strings"
)

// words splits a command that is written as text, as the Compose reference implementation has it done by
// github.com/mattn/go-shellwords: quotes and backslashes as in a shell, nothing is expanded, and what comes after ; & | <
// or > is left out. That one takes time in the square of a word's length, so it is never given any text. It reports whether
// all quotes and brackets close.
func words(line string) (all []string, ok bool) {
	var s splitter
	for _, r := range line {
		if s.over = s.over || s.bad; s.over {
			break
		}
		s.take(r)
	}
	s.end()
	return s.all, !s.bad && (s.over || !s.open())
}

// splitter is a command that has been read up to somewhere.
type splitter struct {
	all       []string
	word      strings.Builder
	last      rune // of the word
	begun     bool // there is a word, be it empty
	over, bad bool

	escaped, double, single, back, dollar bool
}

func (s *splitter) open() bool { return s.escaped || s.double || s.single || s.back || s.dollar }

func (s *splitter) add(r rune) {
	s.word.WriteRune(r)
	s.last = r
}

func (s *splitter) end() {
	if s.begun {
		s.all = append(s.all, s.word.String())
	}
	s.word.Reset()
	s.begun, s.last = false, 0
}

func (s *splitter) take(r rune) {
	switch {
	case s.escaped:
		s.escaped = false
	case r == '\\':
		if s.escaped = !s.single; s.escaped {
			return
		}
		s.add(r)
		return
	case r == ' ' || r == '\t' || r == '\r' || r == '\n':
		if s.single || s.double || s.back || s.dollar {
			s.add(r)
		} else {
			s.end()
		}
		return
	case r == '`' && !s.single && !s.double && !s.dollar:
		s.back = !s.back
	case r == ')' && !s.single && !s.double && !s.back:
		s.dollar = !s.dollar
	case r == '(' && !s.single && !s.double && !s.back:
		if s.dollar || s.last != '$' {
			s.bad = true
			return
		}
		s.dollar = true
		s.add(r)
		return
	case r == '"' && !s.single && !s.dollar:
		s.begun = s.begun || s.double
		s.double = !s.double
		return
	case r == '\'' && !s.double && !s.dollar:
		s.begun = s.begun || s.single
		s.single = !s.single
		return
	case strings.ContainsRune(";&|<>", r) && !s.open():
		s.over = true
		// The number of a stream before > is no word.
		if w := s.word.String(); r == '>' && w != "" && w[0] >= '0' && w[0] <= '9' {
			s.begun = false
		}
		return
	}
	s.begun = true
	s.add(r)
}
