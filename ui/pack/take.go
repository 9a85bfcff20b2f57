package pack

import (
	"errors"
	"path"
	"slices"
	"strings"

	"berth/shared/bundle"
)

// Files beside a Compose file that go along without being named in it: values of its variables, and what Dokploy has beside it.
const (
	Env     = ".env"
	Dokploy = "template.toml"
)

// Left is a file that is named and was not taken.
type Left struct {
	Path string `json:"path"`
	Why  Why    `json:"why"`
}

// Taken are the files that go along with one that says what is to run, by their paths from where that is.
type Taken struct {
	Files  map[string]bundle.File
	Left   []Left // named and not taken
	Others int    // that are not named
}

// taking takes files along, as long as there is room.
type taking struct {
	tree Tree
	base string
	out  Taken
	room int
	had  map[string]bool // paths in the tree
}

// Take takes along the files that are named in a file, and in the files that it includes. What is named is found by its
// looks: each word of the file that is the path of a file or a folder here, but where something is built.
func (t Tree) Take(f Found) (Taken, error) {
	x := taking{
		tree: t, base: path.Dir(f.Paths[0]), room: bundle.MaxBytes - 2*len(f.Text) - 4<<10, had: map[string]bool{},
		out: Taken{Files: map[string]bundle.File{}},
	}
	if f.Format == Compose {
		for _, name := range []string{Env, Dokploy} {
			if along := path.Join(x.base, name); t.has(along) {
				if err := x.file(along); err != nil {
					return Taken{}, err
				}
			}
		}
		if err := x.named(f.Text, x.base); err != nil {
			return Taken{}, err
		}
	}
	x.out.Others = len(t.entries) - len(x.out.Files)
	for _, p := range f.Paths {
		if _, taken := x.out.Files[path.Base(p)]; !taken {
			x.out.Others--
		}
	}
	return x.out, nil
}

func (t Tree) has(name string) bool {
	_, ok := t.at[name]
	return ok
}

// named takes the files that a text names, whose paths begin at a folder.
func (x *taking) named(text, folder string) error {
	for _, word := range words(text) {
		name := path.Join(folder, word)
		dotted := strings.HasPrefix(word, "./") || strings.HasPrefix(word, "../")
		switch {
		case strings.HasPrefix(word, "/"), name == x.base, name == ".":
		case name == ".." || strings.HasPrefix(name, "../"):
			if dotted && !(strings.HasPrefix(word, "../files/") && x.tree.has(path.Join(x.base, Dokploy))) { // the template may have those
				x.left(word, Outside)
			}
		case x.tree.has(name):
			if err := x.file(name); err != nil {
				return err
			}
		case x.tree.folders[name] && (dotted || strings.Contains(word, "/")):
			// A folder goes along with all that is in it.
			for _, e := range x.tree.entries {
				if strings.HasPrefix(e.Path, name+"/") {
					if err := x.file(e.Path); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

// file takes a file, and those that it names itself where it says what is to run.
func (x *taking) file(name string) error {
	if x.had[name] {
		return nil
	}
	x.had[name] = true
	as := name
	if x.base != "." {
		ok := false
		if as, ok = strings.CutPrefix(name, x.base+"/"); !ok {
			x.left(name, Outside)
			return nil
		}
	}
	switch {
	case !bundle.ValidPath(as):
		x.left(name, BadName)
		return nil
	case len(x.out.Files) == bundle.MaxFiles:
		x.left(name, TooMany)
		return nil
	}
	b, err := x.tree.read(name, bundle.MaxFileBytes)
	var told *Error
	if errors.As(err, &told) {
		x.left(name, told.Why)
		return nil
	}
	if err != nil {
		return err
	}
	f := bundle.NewFile(b)
	size := len(as) + 2*len(f.Text) + len(f.Base64)*4/3 + 32
	if x.room < size {
		x.left(name, NoRoom)
		return nil
	}
	x.room -= size
	x.out.Files[as] = f
	if end := path.Ext(name); (end == ".yaml" || end == ".yml") && Guess(f.Text) == Compose {
		return x.named(f.Text, path.Dir(name))
	}
	return nil
}

// maxLeft is how many are told of.
const maxLeft = 50

func (x *taking) left(name string, why Why) {
	l := Left{name, why}
	if len(x.out.Left) < maxLeft && !slices.Contains(x.out.Left, l) {
		x.out.Left = append(x.out.Left, l)
	}
}

// words are the words of a YAML text, each once, that could be paths; not those of lines that say from what an image is built.
func words(text string) (all []string) {
	seen := map[string]bool{}
	for line := range strings.Lines(text) {
		key, _, _ := strings.Cut(strings.TrimLeft(line, " \t-"), ":")
		switch {
		case strings.HasPrefix(key, "#"), key == "build", key == "context", key == "dockerfile", key == "image":
			continue
		}
		for _, w := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" \t\r\n\"',:[]{}=()|&;<>$", r) }) {
			w = strings.TrimLeft(w, "-")
			if w == "" || len(w) > bundle.MaxPathBytes || seen[w] {
				continue
			}
			seen[w] = true
			all = append(all, strings.TrimSuffix(w, "/"))
		}
	}
	return all
}
