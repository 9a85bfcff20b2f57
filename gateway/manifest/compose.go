package manifest

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"berth/shared/clip"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
)

// composeFile is a Compose file being read: first against the list of what is taken, then by the reference
// implementation, which knows the short forms.
type composeFile struct {
	r       *reader
	root    at
	project *types.Project
	configs map[string]string // contents by name
	secrets map[string]string
	speaks  map[string]Protocol // by service: what it says of itself, beside its ports
}

// compose reads a Compose file: https://github.com/compose-spec/compose-spec
func (r *reader) compose(text string) Manifest {
	docs := r.documents(text)
	if len(docs) != 1 {
		if len(r.flaws) == 0 {
			r.flaw(place{}, "one YAML document with services")
		}
		return Manifest{}
	}
	f := &composeFile{r: r, root: r.at(docs[0], ""), configs: map[string]string{}, secrets: map[string]string{}, speaks: map[string]Protocol{}}
	if f.bound(); len(r.flaws) > 0 {
		return Manifest{}
	}
	if f.interpolate(docs[0], ""); len(r.flaws) > 0 {
		return Manifest{}
	}
	f.allow()
	if docs[0].get("services") == nil || docs[0].get("services").kind != dict {
		f.root.flaw("services has to be there, a map of names to services")
		return Manifest{}
	}
	// The reference implementation sees only what is taken: a range of ports alone would keep it busy for seconds.
	if len(r.flaws) > 0 || !f.load() {
		return Manifest{}
	}
	return f.convert()
}

const maxVariables = 32 // in one value: they can stand in one another's defaults

// interpolate puts the defaults of variables in; there is no environment from which values could come.
func (f *composeFile) interpolate(n *node, path string) {
	switch n.kind {
	case list:
		for i, c := range n.items {
			f.interpolate(c, join(path, i))
		}
		return
	case dict:
		for i, c := range n.items {
			f.interpolate(c, join(path, n.keys[i]))
		}
		return
	}
	if strings.HasPrefix(path, "secrets.") {
		return // the specification has no content there, and passwords have dollar signs
	}
	if n.tag == "!!null" || !strings.Contains(n.text, "$") {
		return
	}
	p := place{path, n.line}
	if strings.Count(n.text, "${") > maxVariables {
		f.r.flaw(p, "at most %d variables in one value", maxVariables)
		return
	}
	s, missing, ok := defaults(n.text)
	switch {
	case missing != "":
		f.r.flaw(p, "there is no environment here; write the value, or ${%s:-value}, or $$ for a dollar sign", brief(missing))
	case !ok:
		f.r.flaw(p, "this variable cannot be read; write ${NAME:-value}, or $$ for a dollar sign")
	default:
		n.text = s
		n.retag()
	}
}

var variableName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*`)

// defaults is a text with each variable replaced as if it were not set, as the specification has it
// (https://github.com/compose-spec/compose-spec/blob/main/12-interpolation.md). Missing is one that has to be set.
func defaults(s string) (out, missing string, ok bool) {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '$')
		if i < 0 {
			b.WriteString(s)
			return b.String(), "", true
		}
		b.WriteString(s[:i])
		s = s[i+1:]
		if strings.HasPrefix(s, "$") {
			b.WriteByte('$')
			s = s[1:]
			continue
		}
		if name := variableName.FindString(s); name != "" {
			return "", name, false
		}
		end := closing(s)
		if end < 0 {
			return "", "", false
		}
		inside := s[1:end]
		s = s[end+1:]
		name := variableName.FindString(inside)
		if name == "" {
			return "", "", false
		}
		switch rest := strings.TrimPrefix(inside[len(name):], ":"); {
		case inside == name:
			return "", name, false
		case strings.HasPrefix(rest, "-"):
			value, missing, ok := defaults(rest[1:])
			if !ok {
				return "", missing, false
			}
			b.WriteString(value)
		case strings.HasPrefix(rest, "?"):
			return "", name, false
		case strings.HasPrefix(rest, "+"):
		default:
			return "", "", false
		}
	}
}

// closing is where the brace closes with which s begins, -1 if it does not.
func closing(s string) int {
	if !strings.HasPrefix(s, "{") {
		return -1
	}
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// load has the reference implementation read what is left.
func (f *composeFile) load() bool {
	tree, ok := f.root.n.plainValue().(map[string]any)
	if !ok {
		return false
	}
	// They are ours already, and no file of this machine may be looked at.
	for _, key := range []string{"configs", "secrets"} {
		stubs := map[string]any{}
		for name := range f.contents(key) {
			stubs[name] = map[string]any{"external": true}
		}
		delete(tree, key)
		if len(stubs) > 0 {
			tree[key] = stubs
		}
	}
	p, err := project(tree)
	if err == nil {
		f.project = p
		return true
	}
	msg := strings.TrimPrefix(err.Error(), "validating compose.yaml: ")
	msg = brackets.ReplaceAllString(strings.Join(strings.Fields(strings.TrimPrefix(msg, "decoding failed due to the following error(s):")), " "), ".$1")
	where := f.root
	if m := composePath.FindString(msg); m != "" {
		for _, key := range strings.Split(m, ".") {
			next := where.to(key)
			if i := 0; where.n.kind == list {
				if _, err := fmt.Sscan(key, &i); err == nil && i >= 0 {
					next = where.item(i)
				}
			}
			where = next
		}
	}
	where.flaw("the Compose specification says: %s", clip.Dots(safe(msg), 200))
	return false
}

var (
	composePath = regexp.MustCompile(`(services|volumes|networks|configs|secrets)(\.[A-Za-z0-9_-]+)+`)
	brackets    = regexp.MustCompile(`\[([A-Za-z0-9_-]+)\]`)
	quoted      = regexp.MustCompile(`"[^"]*=[^"]*"`)
)

// safe takes what may be a variable's value out of a message.
func safe(msg string) string { return quoted.ReplaceAllString(msg, `"…"`) }

// project runs the reference implementation, without any of what reads files, and keeps a panic of it from taking the
// gateway with it.
func project(tree map[string]any) (p *types.Project, err error) {
	defer func() {
		if v := recover(); v != nil {
			p, err = nil, fmt.Errorf("the Compose reader broke off: %v", v)
		}
	}()
	return loader.LoadWithContext(context.Background(), types.ConfigDetails{
		WorkingDir: "/", ConfigFiles: []types.ConfigFile{{Filename: "compose.yaml", Config: tree}}, Environment: types.Mapping{},
	}, func(o *loader.Options) {
		o.SkipInterpolation, o.SkipExtends, o.SkipInclude, o.SkipConsistencyCheck = true, true, true, true
		o.SkipResolveEnvironment, o.SkipResolveLabels, o.ResolvePaths = true, true, false
		o.SetProjectName("berth", true)
	})
}

func (f *composeFile) contents(key string) map[string]string {
	if key == "configs" {
		return f.configs
	}
	return f.secrets
}

// convert makes services out of what the reference implementation has read.
func (f *composeFile) convert() Manifest {
	var m Manifest
	names := map[string]string{} // of volumes
	for _, name := range slices.Sorted(maps.Keys(f.project.Volumes)) {
		a := f.root.to("volumes").to(name)
		names[name] = kebab(name)
		v := Volume{Name: names[name], where: a.place}
		if size := a.to("driver_opts").to("size"); size.n != a.n && size.path != a.to("driver_opts").path {
			n, ok := uint64(0), size.n.kind == scalar
			if ok {
				n, ok = dockerSize(size.n.text)
			}
			if !ok || n == 0 || n > 1<<50 {
				size.flaw("a size such as 512M or 2G")
			}
			v.SizeMiB = roundMiB(int64(n))
		}
		m.Volumes = append(m.Volumes, v)
	}
	services := f.root.to("services")
	for _, name := range services.n.keys {
		p, ok := f.project.Services[name]
		if !ok {
			continue
		}
		c := composeService{composeFile: f, m: &m, at: services.to(name), p: p, volumes: names}
		m.Services = append(m.Services, c.convert(name))
	}
	return m
}
