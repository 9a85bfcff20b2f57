// Package recommend knows the services of the catalogue, and how much each needs for which load.
package recommend

import (
	"fmt"
	"io/fs"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"sigs.k8s.io/yaml"

	"berth/shared/server/web"
	"berth/shared/wire"
)

// Languages are those in which a template has its texts.
var Languages = [...]string{"en", "zh"}

// Categories are those that a template can be of, in the order in which they are shown.
var Categories = [...]string{
	"site", "team", "files", "database", "queue", "dev", "data", "automation", "monitoring", "ai", "game", "web", "demo",
}

var (
	idForm     = regexp.MustCompile(`^[a-z][a-z0-9-]{0,19}$`)
	envForm    = regexp.MustCompile(`^[A-Z][A-Z0-9_]{0,63}$`)
	secretForm = regexp.MustCompile(`PASSWORD|SECRET|TOKEN`)
	tagForm    = regexp.MustCompile(`^[a-z0-9]+([./_-][a-z0-9]+)*:[A-Za-z0-9_][A-Za-z0-9._-]*$`)
)

// Templates reads and checks a folder of templates, a YAML file each; they come in the order of their ids, hello first.
func Templates(files fs.FS) ([]wire.Template, error) {
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	var all []wire.Template
	for _, name := range names {
		t, err := read(files, name)
		if err != nil {
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

func read(files fs.FS, name string) (t wire.Template, err error) {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return t, err
	}
	b, err := yaml.YAMLToJSONStrict(text)
	if err != nil {
		return t, err
	}
	if err := web.Decode(b, &t); err != nil {
		return t, err
	}
	switch {
	case t.ID+".yaml" != name:
		return t, fmt.Errorf("its id is %q", t.ID)
	case len(t.Images) > 0 || !t.Least.IsZero() || t.Nodes != 0:
		return t, fmt.Errorf("images, least and nodes: they follow from the rest, leave them out")
	}
	if err := check(t); err != nil {
		return t, err
	}
	t.Images, err = images(t.Compose)
	t.Least = t.Bundles[0].Resources
	return t, err
}

// images are those of a Compose text, each once, in the order of the services' names.
func images(compose string) ([]string, error) {
	var file struct {
		Services map[string]struct {
			Image string `json:"image"`
		} `json:"services"`
	}
	if err := yaml.Unmarshal([]byte(compose), &file); err != nil {
		return nil, fmt.Errorf("compose: %w", err)
	}
	var all []string
	for name, s := range file.Services {
		if !strings.HasPrefix(s.Image, "berth/") && (!tagForm.MatchString(s.Image) || strings.HasSuffix(s.Image, ":latest")) {
			return nil, fmt.Errorf("compose: service %s: image %q: must have a tag, and not latest", name, s.Image)
		}
		all = append(all, s.Image)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("compose: there are no services")
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

func check(t wire.Template) error {
	switch {
	case !idForm.MatchString(t.ID):
		return fmt.Errorf("id %q: must be 1 to 20 of a-z, 0-9 and -", t.ID)
	case !slices.Contains(Categories[:], t.Category):
		return fmt.Errorf("category %q: must be one of %s", t.Category, strings.Join(Categories[:], ", "))
	case len(t.Bundles) != 3:
		return fmt.Errorf("bundles: must be S, M and L")
	case t.Category != "demo" && (t.License == "" || t.Version == ""):
		return fmt.Errorf("license and version: must be there")
	}
	for field, link := range map[string]string{"homepage": t.Homepage, "docs": t.Docs} {
		if t.Category != "demo" || link != "" {
			if err := address(link); err != nil {
				return fmt.Errorf("%s: %w", field, err)
			}
		}
	}
	if err := texts("name", t.Name); err != nil {
		return err
	}
	if err := texts("summary", t.Summary); err != nil {
		return err
	}
	if t.First != nil {
		if err := texts("first", t.First); err != nil {
			return err
		}
	}
	for _, p := range t.Ports {
		if p.Service == "" || p.Port < 1 || p.Port > 65535 || p.Speaks != "http" && p.Speaks != "tcp" {
			return fmt.Errorf("ports: each must have a service, a port, and http or tcp as speaks")
		}
	}
	for i, p := range t.Params {
		if err := param(p); err != nil {
			return fmt.Errorf("param %s: %w", p.Key, err)
		}
		if slices.ContainsFunc(t.Params[:i], func(o wire.Param) bool { return o.Key == p.Key }) {
			return fmt.Errorf("param %s: is there twice", p.Key)
		}
	}
	return bundles(t.Bundles)
}

func param(p wire.Param) error {
	switch {
	case !envForm.MatchString(p.Key):
		return fmt.Errorf("key: must be the name of a variable")
	case p.Max < 1 || len(p.Default) > p.Max:
		return fmt.Errorf("max must be at least 1, and the default no longer than it")
	case len(p.Options) > 0 && p.Default != "" && !slices.Contains(p.Options, p.Default):
		return fmt.Errorf("the default must be one of the options, or none, to be chosen")
	case p.Secret != secretForm.MatchString(p.Key):
		return fmt.Errorf("a secret, and nothing else, has PASSWORD, SECRET or TOKEN in its key: gateways know it by that")
	case p.Secret && p.Default != "":
		return fmt.Errorf("a secret has no default: everybody would know it")
	case p.Fill != nil && (p.Default != "" || p.Fill.Service == "" || p.Fill.As != "url" && p.Fill.As != "host"):
		return fmt.Errorf("fill: must have a service, and url or host as what it is filled in; without a default")
	}
	if g := p.Generate; g != nil {
		switch {
		case !p.Secret || !p.Required:
			return fmt.Errorf("generate: it must be secret and required")
		case g.Length < 16 || g.Length > p.Max:
			return fmt.Errorf("generate: length must be at least 16, and at most max")
		case g.Alphabet != "alnum" && g.Alphabet != "hex":
			return fmt.Errorf("generate: alphabet must be alnum or hex")
		}
	}
	return texts("name", p.Name)
}

func bundles(all []wire.Bundle) error {
	for i, b := range all {
		if b.Size != [...]string{"S", "M", "L"}[i] {
			return fmt.Errorf("bundles: must be S, M and L")
		}
		if err := b.Resources.Validate(); err != nil {
			return fmt.Errorf("bundle %s: %w", b.Size, err)
		}
		if i > 0 && all[i-1].Resources.Lacks(b.Resources) == nil {
			return fmt.Errorf("bundle %s: is no larger than the one before", b.Size)
		}
		if err := texts("bundle "+b.Size, b.For); err != nil {
			return err
		}
		if err := source(b.Source); err != nil {
			return fmt.Errorf("bundle %s: source: %w", b.Size, err)
		}
	}
	return nil
}

func source(s wire.Source) error {
	switch {
	case s.Kind == "docs" && s.Says != "":
		return address(s.URL)
	case s.Kind == "measured" && s.Says != "" && s.URL == "", s.Kind == "estimate" && s.URL == "":
		return nil
	}
	return fmt.Errorf("docs with a url and what it says, measured with what was measured, or estimate")
}

func address(link string) error {
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return fmt.Errorf("%q: must be a URL with https", link)
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
