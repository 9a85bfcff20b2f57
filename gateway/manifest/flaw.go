package manifest

import (
	"cmp"
	"fmt"
	"strconv"

	"berth/shared/clip"
	"berth/shared/phrase"
	"berth/shared/problem"
)

// Flaw is something in a file that cannot be had.
type Flaw struct {
	Path    string      `json:"path"`              // such as services.web.ports[0]; empty: the file as a whole
	Line    int         `json:"line,omitempty"`    // from 1; 0: unknown
	Text    string      `json:"text"`              // what to write instead, in plain English; no secrets
	Form    phrase.Form `json:"form,omitempty"`    // of the text; empty: it is the text itself
	Figures []string    `json:"figures,omitempty"` // of the form

	Cannot bool `json:"cannot,omitempty"` // nothing that is rented can have it: it is the machine's
}

// Note is something in a file that makes no difference here.
type Note struct {
	Path    string      `json:"path"`
	Line    int         `json:"line,omitempty"`
	Text    string      `json:"text"`              // why
	Form    phrase.Form `json:"form,omitempty"`    // of the text; empty: it is the text itself
	Figures []string    `json:"figures,omitempty"` // of the form
}

// MaxFlaws and MaxNotes bound what is told about one file.
const (
	MaxFlaws = 50
	MaxNotes = 100
)

// Refusal is the error of a file with flaws: at least one, in the file's order.
type Refusal struct{ Flaws []Flaw }

func (e *Refusal) Error() string {
	f := e.Flaws[0]
	return fmt.Sprintf("line %d: %s: %s (%d in all)", f.Line, f.Path, f.Text, len(e.Flaws))
}

// Unwrap gives the first flaw as a problem.
func (e *Refusal) Unwrap() error {
	f, field := e.Flaws[0], "manifest"
	if f.Path != "" {
		field += "." + f.Path
	}
	p := problem.Field(field, "%s", f.Text)
	if f.Line > 0 {
		p.With("line", strconv.Itoa(f.Line))
	}
	if n := len(e.Flaws) - 1; n > 0 {
		p.With("more", strconv.Itoa(n))
	}
	return p
}

// Place is where something stands in a file.
type Place struct {
	Path string
	Line int
}

// NewFlaw is a flaw in words.
func NewFlaw(path string, line int, remedy phrase.Form, figures ...any) Flaw {
	f := Flaw{Path: path, Line: line}
	if f.Text, f.Figures = remedy.Say(figures...); len(figures) > 0 {
		f.Form = remedy
	}
	return f
}

// NewNote is a note in words.
func NewNote(path string, line int, why phrase.Form, figures ...any) Note {
	n := Note{Path: path, Line: line}
	if n.Text, n.Figures = why.Say(figures...); len(figures) > 0 {
		n.Form = why
	}
	return n
}

// Brief is a name or a value of the file, for a sentence.
func Brief(s string) string { return clip.Dots(s, 60) }

// Place is where a service's image stands in its file, for what is found out about it later; line is 0 where that is unknown.
func (s Service) Place() (path string, line int) {
	if s.From.Path != "" {
		return s.From.Path, s.From.Line
	}
	return Join(cmp.Or(s.Where.Path, s.Name), "image"), s.Where.Line
}

// Join makes a path longer by a key or an index.
func Join(path string, next any) string {
	if i, ok := next.(int); ok {
		return path + "[" + strconv.Itoa(i) + "]"
	}
	key := Brief(next.(string))
	if path == "" {
		return key
	}
	return path + "." + key
}
