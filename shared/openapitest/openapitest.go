// Package openapitest holds OpenAPI documents to the code that they are about: both have the same routes, each schema has the
// fields of its type, and what is referred to is there.
package openapitest

import (
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

// Document is an OpenAPI 3.1 document, as much of it as is compared.
type Document struct {
	raw     string
	Version string                    `json:"openapi"`
	Paths   map[string]map[string]any `json:"paths"`

	Components struct {
		Schemas map[string]Schema `json:"schemas"`
	} `json:"components"`
}

// Schema is that of an object.
type Schema struct {
	Properties map[string]any `json:"properties"`
	AllOf      []Schema       `json:"allOf"`
	Ref        string         `json:"$ref"`
}

// Read reads a document, and fails the test where it is none or refers to what it has not.
func Read(t *testing.T, raw []byte) *Document {
	t.Helper()
	d := &Document{raw: string(raw)}
	if err := yaml.Unmarshal(raw, d); err != nil {
		t.Fatal(err)
	}
	if d.Version != "3.1.0" {
		t.Errorf("openapi: got %s", d.Version)
	}
	for _, ref := range regexp.MustCompile(`\$ref: "#/components/([a-zA-Z]+)/([^"]+)"`).FindAllStringSubmatch(d.raw, -1) {
		if !strings.Contains(d.raw, "\n    "+ref[2]+":") {
			t.Errorf("%s/%s is referred to and not there", ref[1], ref[2])
		}
	}
	return d
}

// Operation is what the document says of a route; nil: nothing.
func (d *Document) Operation(method, path string) map[string]any {
	op, _ := d.Paths[path][strings.ToLower(method)].(map[string]any)
	return op
}

// Answer is the schema of what a route answers with where all is well (200), as JSON; nil: there is none.
func (d *Document) Answer(method, path string) map[string]any {
	var v any = d.Operation(method, path)
	for _, name := range []string{"responses", "200", "content", "application/json", "schema"} {
		m, _ := v.(map[string]any)
		v = m[name]
	}
	m, _ := v.(map[string]any)
	return m
}

// Takes reports whether the document has a parameter of a route by this name. One that is referred to is called as its component.
func (d *Document) Takes(method, path, name string) bool {
	all, _ := d.Operation(method, path)["parameters"].([]any)
	return slices.ContainsFunc(all, func(v any) bool {
		p, _ := v.(map[string]any)
		return p["name"] == name || p["$ref"] == "#/components/parameters/"+name
	})
}

// Routes fails the test unless the document has these and no others, each as "GET /path/{name}".
func (d *Document) Routes(t *testing.T, served []string) {
	t.Helper()
	var documented []string
	for path, methods := range d.Paths {
		for m := range methods {
			if m != "parameters" {
				documented = append(documented, strings.ToUpper(m)+" "+path)
			}
		}
	}
	for _, r := range served {
		if !slices.Contains(documented, r) {
			t.Errorf("%s is not in openapi.yaml", r)
		}
	}
	for _, r := range documented {
		if !slices.Contains(served, r) {
			t.Errorf("openapi.yaml has %s, which is not there", r)
		}
	}
}

// Fields fails the test unless the schema of each type has the fields of its JSON and no others. A schema is called as its
// type is; renamed has those that are not.
func (d *Document) Fields(t *testing.T, renamed map[string]any, types ...any) {
	t.Helper()
	all := maps.Clone(renamed)
	if all == nil {
		all = map[string]any{}
	}
	for _, v := range types {
		name, _, _ := strings.Cut(reflect.TypeOf(v).Name(), "[")
		all[name] = v
	}
	for name, v := range all {
		have, want := d.properties(d.Components.Schemas[name]), map[string]bool{}
		fieldsOf(reflect.TypeOf(v), want)
		for f := range want {
			if !have[f] {
				t.Errorf("schema %s lacks %s", name, f)
			}
		}
		for f := range have {
			if !want[f] {
				t.Errorf("schema %s has %s, which the type has not", name, f)
			}
		}
	}
}

// properties are a schema's own, and those of what it is made of.
func (d *Document) properties(s Schema) map[string]bool {
	all := map[string]bool{}
	for p := range s.Properties {
		all[p] = true
	}
	for _, part := range s.AllOf {
		if _, base, ok := strings.Cut(part.Ref, "schemas/"); ok {
			part = d.Components.Schemas[base]
		}
		maps.Copy(all, d.properties(part))
	}
	return all
}

// fieldsOf are the JSON names of a struct, those of embedded structs among them.
func fieldsOf(t reflect.Type, into map[string]bool) {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			fieldsOf(f.Type, into)
			continue
		}
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" && f.IsExported() {
			into[name] = true
		}
	}
}
