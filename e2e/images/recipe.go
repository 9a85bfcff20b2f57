package main

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// builder goes into every recipe's digest: it is raised when the same recipe makes other images.
const builder = "1"

//go:embed recipes
var files embed.FS

// recipe is how one image is made: another one's content, and what is laid over it.
type recipe struct {
	Names   []string          `yaml:"names"`   // by which it is pulled, as a file says them; none: a base for others
	From    string            `yaml:"from"`    // another recipe; none: nothing
	Debian  []string          `yaml:"debian"`  // packages, with all that they depend on
	Without []string          `yaml:"without"` // of these, what only maintainer scripts and the like need; may end with *
	NPM     *packages         `yaml:"npm"`
	Go      *module           `yaml:"go"`
	Users   []string          `yaml:"users"`   // name:number[:home]
	Folders []string          `yaml:"folders"` // path owner mode
	Copy    map[string]string `yaml:"copy"`    // of the recipe's files: to where, with mode 0755
	Run     string            `yaml:"run"`     // by the image's own shell, as root in the image
	Config  config            `yaml:"config"`

	name   string
	digest string // of all that decides what is made
}

// packages are of npm's registry, installed into a folder.
type packages struct {
	Folder    string            `yaml:"folder"`
	Install   []string          `yaml:"install"` // name@version
	Overrides map[string]string `yaml:"overrides"`
	Inside    string            `yaml:"inside"`  // a folder in it with a list of packages of its own
	Rebuild   []string          `yaml:"rebuild"` // packages whose native part is compiled: folder name…
}

// module is a program of Go's.
type module struct {
	Module  string            `yaml:"module"`  // path@version; none: this module
	Package string            `yaml:"package"` // its import path
	Program string            `yaml:"program"` // where it goes
	Tags    string            `yaml:"tags"`
	Flags   string            `yaml:"flags"`   // for the linker
	Replace []string          `yaml:"replace"` // as in the module's own go.mod, where go install would refuse them
	Copy    map[string]string `yaml:"copy"`    // folders of the module's: to where
}

// config is what an image says of how it is run.
type config struct {
	Entrypoint []string `yaml:"entrypoint"`
	Command    []string `yaml:"command"`
	Env        []string `yaml:"env"`
	User       string   `yaml:"user"`
	Dir        string   `yaml:"dir"`
	Ports      []string `yaml:"ports"`
	Volumes    []string `yaml:"volumes"`
	Stop       string   `yaml:"stop"`
}

// origin says of what an image is made.
func (r *recipe) origin() string {
	var of []string
	if len(r.Debian) > 0 {
		of = append(of, "Debian's "+strings.Join(r.Debian, ", "))
	}
	if r.NPM != nil {
		of = append(of, "npm's "+strings.Join(r.NPM.Install, ", "))
	}
	if r.Go != nil && r.Go.Module != "" {
		of = append(of, "the Go module "+r.Go.Module)
	} else if r.Go != nil {
		of = append(of, "a program of Berth's own")
	}
	return strings.Join(of, "; ")
}

// loadRecipes reads all recipes, each after the one that it is laid over.
func loadRecipes() ([]*recipe, error) {
	entries, err := files.ReadDir("recipes")
	if err != nil {
		return nil, err
	}
	byName := map[string]*recipe{}
	for _, e := range entries {
		r, err := loadRecipe(e.Name())
		if err != nil {
			return nil, fmt.Errorf("recipe %s: %w", e.Name(), err)
		}
		byName[r.name] = r
	}
	var sorted []*recipe
	var add func(r *recipe, depth int) error
	add = func(r *recipe, depth int) error {
		if slices.Contains(sorted, r) {
			return nil
		}
		base := ""
		if r.From != "" {
			from := byName[r.From]
			if from == nil || depth > len(byName) {
				return fmt.Errorf("recipe %s: from %q: there is no such recipe before it", r.name, r.From)
			}
			if err := add(from, depth+1); err != nil {
				return err
			}
			base = from.digest
		}
		sum := sha256.Sum256([]byte(builder + base + r.digest))
		r.digest = hex.EncodeToString(sum[:])
		sorted = append(sorted, r)
		return nil
	}
	for _, e := range entries {
		if err := add(byName[e.Name()], 0); err != nil {
			return nil, err
		}
	}
	return sorted, nil
}

func loadRecipe(name string) (*recipe, error) {
	raw, err := files.ReadFile(path.Join("recipes", name, "recipe.yaml"))
	if err != nil {
		return nil, err
	}
	r := &recipe{name: name}
	d := yaml.NewDecoder(bytes.NewReader(raw))
	d.KnownFields(true)
	if err := d.Decode(r); err != nil {
		return nil, err
	}
	sum := sha256.New()
	err = fs.WalkDir(files, path.Join("recipes", name), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		raw, err := files.ReadFile(path)
		fmt.Fprintf(sum, "%s %d\n%s", path, len(raw), raw)
		return err
	})
	r.digest = hex.EncodeToString(sum.Sum(nil))
	return r, err
}
