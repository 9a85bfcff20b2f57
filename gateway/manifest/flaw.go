package manifest

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"berth/shared/clip"
	"berth/shared/problem"
)

// Flaw is something in a file that cannot be had.
type Flaw struct {
	Path string `json:"path"`           // such as services.web.ports[0]; empty: the file as a whole
	Line int    `json:"line,omitempty"` // from 1; 0: unknown
	Text string `json:"text"`           // what to write instead, in plain English; no secrets
}

// Note is something in a file that makes no difference here.
type Note struct {
	Path string `json:"path"`
	Line int    `json:"line,omitempty"`
	Text string `json:"text"` // why
}

// maxFlaws and maxNotes bound what is told about one file.
const (
	maxFlaws = 50
	maxNotes = 100
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

// place is where something stands in a file.
type place struct {
	path string
	line int
}

// reader collects what is found out about a file.
type reader struct {
	flaws []Flaw
	notes []Note
}

func (r *reader) flaw(p place, remedy string, args ...any) {
	f := Flaw{p.path, p.line, fmt.Sprintf(remedy, args...)}
	if len(r.flaws) < maxFlaws && !slices.Contains(r.flaws, f) {
		r.flaws = append(r.flaws, f)
	}
}

func (r *reader) note(p place, why string, args ...any) {
	n := Note{p.path, p.line, fmt.Sprintf(why, args...)}
	if len(r.notes) < maxNotes && !slices.Contains(r.notes, n) {
		r.notes = append(r.notes, n)
	}
}

func (r *reader) sort() {
	slices.SortFunc(r.flaws, func(a, b Flaw) int {
		return cmp.Or(a.Line-b.Line, strings.Compare(a.Path, b.Path), strings.Compare(a.Text, b.Text))
	})
	slices.SortFunc(r.notes, func(a, b Note) int {
		return cmp.Or(a.Line-b.Line, strings.Compare(a.Path, b.Path), strings.Compare(a.Text, b.Text))
	})
}

// brief is a name or a value of the file, for a sentence.
func brief(s string) string { return clip.Dots(s, 60) }
