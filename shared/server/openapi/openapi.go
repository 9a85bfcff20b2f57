// Package openapi shows an OpenAPI document that is written as YAML: as JSON, for programs, and as a page, for people. The page
// is one file without scripts, and asks nobody for anything.
package openapi

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"

	"sigs.k8s.io/yaml"
)

//go:embed page.html
var page string

// JSON is a document's JSON form.
func JSON(document []byte) ([]byte, error) {
	b, err := yaml.YAMLToJSON(document)
	if err != nil {
		return nil, fmt.Errorf("openapi: %w", err)
	}
	return b, nil
}

// methods in the order in which a path's are shown.
var methods = []string{"get", "head", "post", "put", "patch", "delete"}

type document struct {
	Info struct {
		Title       string `json:"title"`
		Description string `json:"description"`
	} `json:"info"`
	Tags []struct {
		Name string `json:"name"`
	} `json:"tags"`
	Paths      map[string]map[string]json.RawMessage `json:"paths"`
	Components struct {
		Schemas    map[string]schema    `json:"schemas"`
		Parameters map[string]parameter `json:"parameters"`
	} `json:"components"`
}

type operation struct {
	Tags        []string            `json:"tags"`
	Summary     string              `json:"summary"`
	Description string              `json:"description"`
	Parameters  []parameter         `json:"parameters"`
	RequestBody *content            `json:"requestBody"`
	Responses   map[string]*content `json:"responses"`
	Security    []map[string]any    `json:"security"`
}

type parameter struct {
	Ref         string `json:"$ref"`
	Name        string `json:"name"`
	In          string `json:"in"`
	Description string `json:"description"`
	Required    bool   `json:"required"`
	Schema      schema `json:"schema"`
}

type content struct {
	Ref         string `json:"$ref"`
	Description string `json:"description"`
	Content     map[string]struct {
		Schema schema `json:"schema"`
	} `json:"content"`
}

type schema struct {
	Ref         string            `json:"$ref"`
	Type        any               `json:"type"`
	Description string            `json:"description"`
	Enum        []any             `json:"enum"`
	Properties  map[string]schema `json:"properties"`
	Items       *schema           `json:"items"`
	AllOf       []schema          `json:"allOf"`
	Required    []string          `json:"required"`
	Additional  any               `json:"additionalProperties"`
}

// name is what a reference refers to.
func name(ref string) string { return ref[strings.LastIndex(ref, "/")+1:] }

// Kind says of what form a value is, in a few words; Link is the schema that says more.
func (s schema) Kind() string {
	switch {
	case s.Ref != "":
		return name(s.Ref)
	case s.Items != nil:
		return "list of " + s.Items.Kind()
	case len(s.Enum) > 0:
		words := make([]string, len(s.Enum))
		for i, e := range s.Enum {
			words[i] = fmt.Sprint(e)
		}
		return strings.Join(words, " | ")
	case len(s.AllOf) > 0:
		return s.AllOf[0].Kind()
	}
	switch t := s.Type.(type) {
	case string:
		return t
	case []any:
		words := make([]string, len(t))
		for i, e := range t {
			words[i] = fmt.Sprint(e)
		}
		return strings.Join(words, " or ")
	}
	return "any"
}

// Link is the name of a schema that a value has; empty: none.
func (s schema) Link() string {
	switch {
	case s.Ref != "":
		return name(s.Ref)
	case s.Items != nil:
		return s.Items.Link()
	}
	return ""
}

// What the page shows.
type (
	shown struct {
		Title, Description string
		Tags               []tag
		Schemas            []named
	}
	tag struct {
		Name       string
		Operations []route
	}
	route struct {
		Method, Path, ID string
		operation
		Answers []answer
	}
	answer struct {
		Status string
		*content
	}
	named struct {
		Name   string
		Fields []field
		schema
	}
	field struct {
		Name     string
		Required bool
		schema
	}
)

// Page is a document as a page.
func Page(raw []byte) ([]byte, error) {
	var d document
	if err := yaml.Unmarshal(raw, &d); err != nil {
		return nil, fmt.Errorf("openapi: %w", err)
	}
	out := shown{Title: d.Info.Title, Description: d.Info.Description}
	of := map[string]int{}
	add := func(name string) *tag {
		i, ok := of[name]
		if !ok {
			i = len(out.Tags)
			of[name] = i
			out.Tags = append(out.Tags, tag{Name: name})
		}
		return &out.Tags[i]
	}
	for _, t := range d.Tags {
		add(t.Name)
	}
	for _, path := range slices.Sorted(maps.Keys(d.Paths)) {
		for _, method := range methods {
			rawOp, ok := d.Paths[path][method]
			if !ok {
				continue
			}
			r := route{Method: strings.ToUpper(method), Path: path, ID: method + strings.NewReplacer("/", "-", "{", "", "}", "").Replace(path)}
			if err := json.Unmarshal(rawOp, &r.operation); err != nil {
				return nil, fmt.Errorf("openapi: %s %s: %w", method, path, err)
			}
			for i, p := range r.Parameters {
				if p.Ref != "" {
					r.Parameters[i] = d.Components.Parameters[name(p.Ref)]
				}
			}
			for _, status := range slices.Sorted(maps.Keys(r.Responses)) {
				r.Answers = append(r.Answers, answer{status, r.Responses[status]})
			}
			at := "other"
			if len(r.Tags) > 0 {
				at = r.Tags[0]
			}
			t := add(at)
			t.Operations = append(t.Operations, r)
		}
	}
	out.Tags = slices.DeleteFunc(out.Tags, func(t tag) bool { return len(t.Operations) == 0 })
	for _, n := range slices.Sorted(maps.Keys(d.Components.Schemas)) {
		s := d.Components.Schemas[n]
		out.Schemas = append(out.Schemas, named{n, d.fields(s, 0), s})
	}
	t, err := template.New("page").Parse(page)
	if err != nil {
		return nil, fmt.Errorf("openapi: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, out); err != nil {
		return nil, fmt.Errorf("openapi: %w", err)
	}
	return b.Bytes(), nil
}

// fields are those of an object, and of what it is made of.
func (d *document) fields(s schema, depth int) (all []field) {
	for _, part := range s.AllOf {
		if part.Ref != "" && depth < 8 {
			part = d.Components.Schemas[name(part.Ref)]
		}
		all = append(all, d.fields(part, depth+1)...)
	}
	for _, n := range slices.Sorted(maps.Keys(s.Properties)) {
		all = append(all, field{n, slices.Contains(s.Required, n), s.Properties[n]})
	}
	return all
}
