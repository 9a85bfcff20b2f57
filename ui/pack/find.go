package pack

import (
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"berth/shared/bundle"
)

// maxLooks is how many files are opened to see what they are.
const maxLooks = 64

// Found is a file that says what is to run. Kubernetes files of one folder, which belong together, are one.
type Found struct {
	Format string
	Paths  []string // at least one
	Text   string
}

// Name is what it is called.
func (f Found) Name() string {
	if len(f.Paths) > 1 {
		return path.Dir(f.Paths[0]) + "/"
	}
	return f.Paths[0]
}

// usual are the names that the files have by custom, the first of which is taken where there are several.
var usual = []string{"compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml", "deploy.yaml", "deploy.yml", "deploy.sdl"}

// Find looks for the files that say what is to run, those that are nearest to the top of the folder first.
func (t Tree) Find() ([]Found, error) {
	var names []string
	build := ""
	for _, e := range t.entries {
		base := path.Base(e.Path)
		if strings.HasPrefix(base, "Dockerfile") || base == "Containerfile" {
			build = e.Path
		}
		end := path.Ext(base)
		if (end == ".yaml" || end == ".yml" || end == ".sdl") && !foreign(e.Path) {
			names = nearest(names, e.Path)
		}
	}
	var all []Found
	var refused error
	for _, name := range names {
		b, err := t.read(name, bundle.MaxTextBytes)
		if err != nil {
			if rank(name) < len(usual) && refused == nil {
				refused = err // one that is called like it would be it
			}
			continue
		}
		if !utf8.Valid(b) {
			continue
		}
		text := strings.ReplaceAll(strings.TrimPrefix(string(b), "\ufeff"), "\r\n", "\n")
		format := Guess(text)
		if format == "" {
			continue
		}
		all = append(all, Found{Format: format, Paths: []string{name}, Text: text})
	}
	switch {
	case len(all) > 0:
		return join(all), nil
	case refused != nil:
		return nil, refused
	case build != "":
		return nil, &Error{Unbuilt, build}
	}
	return nil, &Error{Why: Nothing}
}

// foreign reports whether a file is not its folder's own.
func foreign(name string) bool {
	for _, x := range strings.Split(path.Dir(name), "/") {
		switch x {
		case ".git", ".github", "node_modules", "vendor", "__MACOSX":
			return true
		}
	}
	return false
}

// nearest puts a path in its place among those that are opened, of which there are only so many.
func nearest(names []string, name string) []string {
	i := len(names)
	for i > 0 && before(name, names[i-1]) {
		i--
	}
	if names = slices.Insert(names, i, name); len(names) > maxLooks {
		names = names[:maxLooks]
	}
	return names
}

// before reports whether a path is looked at before another one.
func before(a, b string) bool {
	if n := strings.Count(a, "/") - strings.Count(b, "/"); n != 0 {
		return n < 0
	}
	if n := rank(a) - rank(b); n != 0 {
		return n < 0
	}
	return a < b
}

func rank(name string) int {
	if i := slices.Index(usual, path.Base(name)); i >= 0 {
		return i
	}
	return len(usual)
}

// join puts the Kubernetes files of a folder together, as far as they are not too long, before the first of them.
func join(all []Found) (out []Found) {
	joined := map[string]bool{}
	for _, f := range all {
		folder := path.Dir(f.Paths[0])
		if f.Format == Kubernetes && !joined[folder] {
			joined[folder] = true
			one := Found{Format: Kubernetes}
			for _, x := range all {
				if x.Format == Kubernetes && path.Dir(x.Paths[0]) == folder {
					if len(one.Paths) > 0 {
						one.Text = strings.TrimSuffix(one.Text, "\n") + "\n---\n"
					}
					one.Paths, one.Text = append(one.Paths, x.Paths[0]), one.Text+x.Text
				}
			}
			if len(one.Paths) > 1 && len(one.Text) <= bundle.MaxTextBytes {
				out = append(out, one)
			}
		}
		out = append(out, f)
	}
	return out
}
