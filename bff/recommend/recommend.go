// Package recommend knows the services of the catalogue, and how much each needs for which load.
package recommend

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"berth/shared/server/web"
	"berth/shared/wire"
)

// Languages are those in which a template has its texts.
var Languages = [...]string{"en", "zh"}

var (
	idForm  = regexp.MustCompile(`^[a-z][a-z0-9-]{0,19}$`)
	envForm = regexp.MustCompile(`^[A-Z][A-Z0-9_]{0,63}$`)
)

// Templates reads and checks a folder of templates; they come in the order of their ids, hello first.
func Templates(files fs.FS) ([]wire.Template, error) {
	names, err := fs.Glob(files, "*.json")
	if err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	var all []wire.Template
	for _, name := range names {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
		var t wire.Template
		if err := web.Decode(b, &t); err != nil {
			return nil, fmt.Errorf("template %s: %w", name, err)
		}
		if t.ID+".json" != name {
			return nil, fmt.Errorf("template %s: its id is %q", name, t.ID)
		}
		if err := check(t); err != nil {
			return nil, fmt.Errorf("template %s: %w", name, err)
		}
		all = append(all, t)
	}
	slices.SortStableFunc(all, func(a, b wire.Template) int { return rank(a.ID) - rank(b.ID) })
	return all, nil
}

func rank(id string) int {
	if id == "hello" {
		return 0
	}
	return 1
}

func check(t wire.Template) error {
	switch {
	case !idForm.MatchString(t.ID):
		return fmt.Errorf("id %q: must be 1 to 20 of a-z, 0-9 and -", t.ID)
	case t.Image == "":
		return fmt.Errorf("image: must not be empty")
	case t.Port < 1 || t.Port > 65535:
		return fmt.Errorf("port: must be 1 to 65535")
	case t.Disk != "" && !strings.HasPrefix(t.Disk, "/"):
		return fmt.Errorf("disk: must be an absolute path")
	case len(t.Bundles) == 0:
		return fmt.Errorf("bundles: there must be at least one")
	}
	if err := texts("name", t.Name); err != nil {
		return err
	}
	if err := texts("summary", t.Summary); err != nil {
		return err
	}
	for _, p := range t.Params {
		if !envForm.MatchString(p.Key) {
			return fmt.Errorf("param %q: must be the name of a variable", p.Key)
		}
		if p.Max < 1 || len(p.Default) > p.Max {
			return fmt.Errorf("param %s: max must be at least 1, and the default no longer than it", p.Key)
		}
		if err := texts("param "+p.Key, p.Name); err != nil {
			return err
		}
	}
	for i, b := range t.Bundles {
		if i >= 3 || b.Size != [...]string{"S", "M", "L"}[i] {
			return fmt.Errorf("bundles: must be S, M and L")
		}
		if err := b.Resources.Validate(); err != nil {
			return fmt.Errorf("bundle %s: %w", b.Size, err)
		}
		if i > 0 && t.Bundles[i-1].Resources.Lacks(b.Resources) == nil {
			return fmt.Errorf("bundle %s: is no larger than the one before", b.Size)
		}
		if err := texts("bundle "+b.Size, b.For); err != nil {
			return err
		}
	}
	return nil
}

func texts(what string, m map[string]string) error {
	for _, l := range Languages {
		if strings.TrimSpace(m[l]) == "" {
			return fmt.Errorf("%s: must have a text in %q", what, l)
		}
	}
	return nil
}
