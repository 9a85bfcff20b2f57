// Package vars has the variables of Compose files: how a text names them
// (https://github.com/compose-spec/compose-spec/blob/main/12-interpolation.md), and the files that give their values. Both
// are as the reference implementation has them, in bounded time and memory, which that one's are not.
package vars

import (
	"errors"
	"regexp"
	"strings"
)

// Use is a place of a text that takes a variable's value.
type Use struct {
	Name     string
	Default  string // that the text has for it, with its own variables replaced
	Required bool   // the text has nothing for it
	Says     string // to who leaves it out
	Missing  bool   // it is required, and there is no value
}

// Expander replaces variables by their values. It is used for one file, and holds its bounds over all texts of it.
type Expander struct {
	Value func(name string) (string, bool)
	Used  func(Use) string // is told of each use; what it gives stands for one that is missing

	written int
}

// Bounds of what an Expander writes.
const (
	maxUses    = 64 // in one text: they can stand in one another's defaults
	maxWritten = 512 << 10
)

// What is wrong with a text.
var (
	ErrForm = errors.New("this variable cannot be read; write ${NAME}, ${NAME:-value}, or $$ for a dollar sign")
	ErrMany = errors.New("at most 64 variables in one value")
	ErrLong = errors.New("the variables come to too much text")
)

var nameAhead = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*`)

// Expand replaces the variables of a text. A dollar sign with no name behind it stays.
func (e *Expander) Expand(s string) (string, error) {
	if strings.Count(s, "${") > maxUses {
		return "", ErrMany
	}
	return e.expand(s)
}

func (e *Expander) expand(s string) (string, error) {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '$')
		if i < 0 || i+1 == len(s) {
			b.WriteString(s)
			break
		}
		b.WriteString(s[:i])
		s = s[i+1:]
		value, name := "", ""
		switch {
		case s[0] == '$':
			value, s = "$", s[1:]
		case s[0] == '{':
			var err error
			if value, s, err = e.braced(s); err != nil {
				return "", err
			}
		default:
			if name = nameAhead.FindString(s); name == "" {
				b.WriteByte('$')
				continue
			}
			s = s[len(name):]
			value = e.plain(name)
		}
		if e.written += len(value); e.written > maxWritten {
			return "", ErrLong
		}
		b.WriteString(value)
	}
	return b.String(), nil
}

// plain is a variable for which the text has nothing.
func (e *Expander) plain(name string) string {
	value, ok := e.Value(name)
	instead := e.Used(Use{Name: name, Required: true, Missing: !ok})
	if !ok {
		return instead
	}
	return value
}

// braced replaces the variable with whose brace s begins, and gives what is behind it.
func (e *Expander) braced(s string) (value, rest string, err error) {
	name := nameAhead.FindString(s[1:])
	if name == "" {
		return "", "", ErrForm
	}
	behind := s[1+len(name):]
	if strings.HasPrefix(behind, "}") {
		return e.plain(name), behind[1:], nil
	}
	operator := strings.TrimPrefix(behind, ":")
	if operator == "" || !strings.ContainsRune("-?+", rune(operator[0])) {
		return "", "", ErrForm
	}
	colon := len(operator) < len(behind)
	end := closing(s)
	if end < 1+len(name)+len(behind)-len(operator)+1 {
		return "", "", ErrForm
	}
	inside, rest := operator[1:end-(len(s)-len(operator))], s[end+1:]
	got, ok := e.Value(name)
	if colon && got == "" {
		ok = false
	}
	switch operator[0] {
	case '-':
		// It is read even where it is not needed: a form shows it.
		instead, err := e.expand(inside)
		if err != nil {
			return "", "", err
		}
		e.Used(Use{Name: name, Default: instead})
		if !ok {
			return instead, rest, nil
		}
	case '?':
		says, err := e.expand(inside)
		if err != nil {
			return "", "", err
		}
		if instead := e.Used(Use{Name: name, Required: true, Says: says, Missing: !ok}); !ok {
			return instead, rest, nil
		}
	case '+':
		e.Used(Use{Name: name})
		if !ok {
			return got, rest, nil
		}
		if got, err = e.expand(inside); err != nil {
			return "", "", err
		}
	}
	return got, rest, nil
}

// closing is where the brace closes with which s begins, as the reference implementation counts: a bracket just behind an
// opening brace does not count, and where braces do not close, the last one of the line does. Below 0: there is none.
func closing(s string) int {
	line, _, _ := strings.Cut(s, "\n")
	last := strings.LastIndexByte(line, '}')
	depth := 0
	for i := 0; i <= last; i++ {
		switch s[i] {
		case '{':
			depth++
			i++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return last
}
