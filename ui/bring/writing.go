package bring

import (
	"slices"
	"strings"

	"berth/shared/bundle"
	"berth/shared/order"
	"berth/ui/js"
	"berth/ui/pack"
)

// Manifest is what is to run, as a gateway takes it.
type Manifest struct{ Format, Text string }

// Writing is what the user has written for an order, one text a format. It may have secrets in it, so it is kept for
// the life of the tab only.
type Writing struct {
	Format string            `json:"format"`
	Texts  map[string]string `json:"texts"`
	Along  map[string]Along  `json:"along,omitempty"` // by format

	made *Manifest // what it comes to; nil: not known yet
}

// Along is what comes along with a file: values that were typed, and files of a folder or an archive.
type Along struct {
	Values map[string]string      `json:"values,omitempty"`
	Files  map[string]bundle.File `json:"files,omitempty"`
	From   string                 `json:"from,omitempty"` // name of the folder or the archive
	Left   []pack.Left            `json:"left,omitempty"`
	Others int                    `json:"others,omitempty"` // that the file does not name
}

// Touched forgets what it came to: something in it was changed.
func (w *Writing) Touched() { w.made = nil }

// writingStore is the key of what is written for an order in the tab's storage.
func writingStore(id order.ID) string { return "berth.manifest." + id.String() }

// Written is what was written for an order.
func Written(id order.ID) (w Writing) {
	js.Session.Get(writingStore(id), &w)
	if w.Format == "" {
		w.Format = "template"
	}
	if w.Texts == nil {
		w.Texts = map[string]string{}
	}
	return w
}

// Keep keeps it for an order.
func (w Writing) Keep(id order.ID) { js.Session.Set(writingStore(id), w) }

// With changes what comes along with the text in the chosen format.
func (w *Writing) With(change func(*Along)) {
	a := w.Along[w.Format]
	change(&a)
	if w.Along == nil {
		w.Along = map[string]Along{}
	}
	w.Along[w.Format], w.made = a, nil
}

// Manifest is what a node gets: the text alone, or a bundle where something comes along.
func (w *Writing) Manifest() Manifest {
	if w.made != nil {
		return *w.made
	}
	m, a := Manifest{w.Format, w.Text()}, w.Along[w.Format]
	b := bundle.Bundle{Format: w.Format, Text: w.Text(), Values: map[string]string{}, Files: a.Files}
	for name, value := range a.Values {
		// One that nothing names any more stays here.
		if value != "" && a.names(w.Text(), name) {
			b.Values[name] = value
		}
	}
	if len(b.Values)+len(b.Files) > 0 {
		if text, err := b.Canonical(); err == nil {
			m = Manifest{bundle.Format, text}
		}
	}
	w.made = &m
	return m
}

// Paths are those of the files, sorted.
func (a Along) Paths() (all []string) {
	for name := range a.Files {
		// By hand: a sort is more code in the page than these few lines are worth.
		i := 0
		for i < len(all) && all[i] < name {
			i++
		}
		all = slices.Insert(all, i, name)
	}
	return all
}

// names reports whether a variable is named in a text, or in a file that comes along.
func (a Along) names(text, variable string) bool {
	if strings.Contains(text, variable) {
		return true
	}
	for _, f := range a.Files {
		if strings.Contains(f.Text, variable) {
			return true
		}
	}
	return false
}

// Text is what is written in the chosen format.
func (w Writing) Text() string { return w.Texts[w.Format] }
