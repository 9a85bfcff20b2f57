// Package settings reads a file of a gateway's settings: YAML, one mapping whose keys are the names of the flags, without their
// hyphens at the front. A flag of the command line wins over a variable, which wins over the file. What is not a flag, is there
// twice or is not of the right kind is an error that names the line.
package settings

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v3"
)

// MaxBytes is how large a file may be.
const MaxBytes = 1 << 20

// File is what a file says. It is a kong.Resolver.
type File struct {
	path string
	keys []*entry
}

type entry struct {
	name  string
	line  int
	value any // a string, or a []any of strings
}

var _ kong.Resolver = (*File)(nil)

// Read reads a file.
func Read(path string) (*File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("settings: %w", err)
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, MaxBytes+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("settings: %w", err)
	case len(raw) > MaxBytes:
		return nil, fmt.Errorf("settings: %s: is longer than %d bytes", path, MaxBytes)
	}
	return Parse(path, raw)
}

// Parse reads what a file has; its path is for errors.
func Parse(path string, raw []byte) (*File, error) {
	f := &File{path: path}
	d := yaml.NewDecoder(bytes.NewReader(raw))
	var doc, more yaml.Node
	switch err := decode(d, &doc); {
	case errors.Is(err, io.EOF):
		return f, nil // empty, or comments alone
	case err != nil:
		return nil, f.yaml(err)
	}
	if err := decode(d, &more); !errors.Is(err, io.EOF) {
		if err != nil {
			return nil, f.yaml(err)
		}
		return nil, f.wrong(more.Line, "there is a second document; a file is one mapping")
	}
	if len(doc.Content) == 1 && doc.Content[0].ShortTag() == "!!null" {
		return f, nil
	}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		return nil, f.wrong(doc.Line, "must be a mapping: a setting's name, a colon and its value on each line")
	}
	pairs := doc.Content[0].Content
	var errs []error
	seen := map[string]int{}
	for i := 0; i+1 < len(pairs); i += 2 {
		name, value := pairs[i], pairs[i+1]
		if first := seen[name.Value]; first != 0 {
			errs = append(errs, f.wrong(name.Line, "%s: is in line %d already", name.Value, first))
			continue
		}
		seen[name.Value] = name.Line
		v, why := plain(value)
		if why != "" {
			errs = append(errs, f.wrong(value.Line, "%s: %s", name.Value, why))
			continue
		}
		f.keys = append(f.keys, &entry{name.Value, name.Line, v})
	}
	return f, errors.Join(errs...)
}

// decode keeps a panic of the YAML library from being the answer to a wrong file.
func decode(d *yaml.Decoder, into *yaml.Node) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("the reader broke off: %v", v)
		}
	}()
	return d.Decode(into)
}

func (f *File) wrong(line int, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", f.path, line, fmt.Sprintf(format, args...))
}

var lineOf = regexp.MustCompile(`line (\d+): `)

func (f *File) yaml(err error) error {
	text, line := strings.TrimPrefix(err.Error(), "yaml: "), 1
	if m := lineOf.FindStringSubmatch(text); m != nil {
		line, _ = strconv.Atoi(m[1])
		text = strings.Replace(text, m[0], "", 1)
	}
	return f.wrong(line, "this is not YAML: %s", text)
}

// plain is a value as flags have it: a text, or a list of texts. Else why says what is wrong with it.
func plain(y *yaml.Node) (value any, why string) {
	switch {
	case y.Kind == yaml.ScalarNode && y.ShortTag() != "!!null":
		return y.Value, ""
	case y.Kind == yaml.ScalarNode:
		return nil, `has no value; remedy: "" for none, or take the line out`
	case y.Kind == yaml.SequenceNode:
		all := []any{}
		for _, item := range y.Content {
			if item.Kind != yaml.ScalarNode || item.ShortTag() == "!!null" {
				return nil, "a list has a text, a number, true or false at each place"
			}
			all = append(all, item.Value)
		}
		return all, ""
	}
	return nil, "must be a text, a number, true or false, or a list of them"
}

// Value is the text that a setting has in the file, if it is one.
func (f *File) Value(name string) (string, bool) {
	for _, e := range f.keys {
		if text, ok := e.value.(string); ok && e.name == name {
			return text, true
		}
	}
	return "", false
}

// Check finds what is not a setting of a command: names that no flag has, and values that a flag does not take.
func (f *File) Check(flags []*kong.Flag) error {
	var errs []error
	for _, e := range f.keys {
		flag := find(flags, e.name)
		if flag == nil {
			errs = append(errs, f.wrong(e.line, "%s: is no setting%s", e.name, meant(flags, e.name)))
			continue
		}
		if _, err := f.try(flag, e); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func find(flags []*kong.Flag, name string) *kong.Flag {
	i := slices.IndexFunc(flags, func(f *kong.Flag) bool { return f.Name == name })
	if i < 0 {
		return nil
	}
	return flags[i]
}

// meant is what somebody wanted who wrote it with _, in capitals or with hyphens.
func meant(flags []*kong.Flag, name string) string {
	as := strings.ToLower(strings.ReplaceAll(strings.TrimLeft(name, "-"), "_", "-"))
	as = strings.TrimPrefix(as, "berth-")
	if find(flags, as) == nil {
		return "; the command's --help lists them"
	}
	return "; did you mean " + as + "?"
}

// try gives an entry's value if the flag takes it.
func (f *File) try(flag *kong.Flag, e *entry) (any, error) {
	if _, many := e.value.([]any); many && !flag.IsSlice() {
		return nil, f.wrong(e.line, "%s: is one value, not a list", e.name)
	}
	probe := *flag.Value
	target := reflect.New(flag.Target.Type()).Elem()
	if err := probe.Parse(kong.Scan().PushTyped(e.value, kong.FlagValueToken), target); err != nil {
		text := strings.TrimPrefix(err.Error(), "--"+e.name+": ")
		return nil, f.wrong(e.line, "%s: %s", e.name, text)
	}
	return e.value, nil
}

// Validate implements kong.Resolver: what there is to check is checked before.
func (f *File) Validate(*kong.Application) error { return nil }

// Resolve implements kong.Resolver. A variable that is set wins.
func (f *File) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, name := range flag.Envs {
		if _, set := os.LookupEnv(name); set {
			return nil, nil
		}
	}
	for _, e := range f.keys {
		if e.name == flag.Name {
			return f.try(flag, e)
		}
	}
	return nil, nil
}
