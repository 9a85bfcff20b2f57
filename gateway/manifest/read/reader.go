// Package read is what the readers of files share: YAML within bounds, a part of a file under a reader's eye, what is found out about
// it and where, variables, and what came along with the file.
package read

import (
	"cmp"
	"slices"
	"strings"

	"berth/gateway/manifest"
	"berth/shared/phrase"
)

// Reader collects what is found out about a file.
type Reader struct {
	Bundle Bundle
	Names  []string          // of the bundle's files, in order
	texts  map[string]string // of those that are read
	Flaws  []manifest.Flaw
	Notes  []manifest.Note

	Variables *Variables // nil: the format has none
	filling   bool       // texts have variables in them
}

// Flaw takes note of what cannot be had.
func (r *Reader) Flaw(p manifest.Place, remedy phrase.Form, args ...any) {
	r.Add(manifest.NewFlaw(p.Path, p.Line, remedy, args...))
}

// cannot is a flaw that no rented place could mend.
func (r *Reader) cannot(p manifest.Place, remedy phrase.Form, args ...any) {
	f := manifest.NewFlaw(p.Path, p.Line, remedy, args...)
	f.Cannot = true
	r.Add(f)
}

// Add takes a flaw in, once, and no more than can be told.
func (r *Reader) Add(f manifest.Flaw) {
	if len(r.Flaws) < manifest.MaxFlaws && !slices.ContainsFunc(r.Flaws, func(o manifest.Flaw) bool { return o.Line == f.Line && o.Path == f.Path && o.Text == f.Text }) {
		r.Flaws = append(r.Flaws, f)
	}
}

// Note takes note of what makes no difference here.
func (r *Reader) Note(p manifest.Place, why phrase.Form, args ...any) {
	n := manifest.NewNote(p.Path, p.Line, why, args...)
	if len(r.Notes) < manifest.MaxNotes && !slices.ContainsFunc(r.Notes, func(o manifest.Note) bool { return o.Line == n.Line && o.Path == n.Path && o.Text == n.Text }) {
		r.Notes = append(r.Notes, n)
	}
}

// Sort puts what was found out into the file's order.
func (r *Reader) Sort() {
	slices.SortFunc(r.Flaws, func(a, b manifest.Flaw) int {
		return cmp.Or(a.Line-b.Line, strings.Compare(a.Path, b.Path), strings.Compare(a.Text, b.Text))
	})
	slices.SortFunc(r.Notes, func(a, b manifest.Note) int {
		return cmp.Or(a.Line-b.Line, strings.Compare(a.Path, b.Path), strings.Compare(a.Text, b.Text))
	})
}
