package bring

import (
	"path"
	"strings"

	"berth/shared/bundle"
	"berth/ui/pack"
)

// Sketch is what a node is shown that is not rented yet: the text, what it includes, and of all other files the names alone, with
// stand-ins for what is in them. Values stay here.
func (w *Writing) Sketch() Manifest {
	files := w.Along[w.Format].Files
	if len(files) == 0 {
		return Manifest{w.Format, w.Text()}
	}
	b := bundle.Bundle{Format: w.Format, Text: w.Text(), Files: map[string]bundle.File{}}
	for name, f := range files {
		b.Files[name] = bundle.File{Text: standIn(name, f.Text)}
	}
	text, err := b.Canonical()
	if err != nil {
		return Manifest{w.Format, w.Text()}
	}
	return Manifest{bundle.Format, text}
}

// standIn is what stands for what is in a file.
func standIn(name, text string) string {
	base := path.Base(name)
	switch {
	case pack.Guess(text) == pack.Compose:
		return text
	case !strings.HasPrefix(base, pack.Env) && path.Ext(base) != pack.Env:
		return "1"
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		// The rest of a value that goes over lines has no name before its =.
		if key, _, ok := strings.Cut(strings.TrimSpace(line), "="); ok && bundle.ValidName(strings.TrimPrefix(key, "export ")) {
			b.WriteString(key + "=1\n")
		}
	}
	return b.String()
}
