package openapi

import (
	"encoding/json"
	"strings"
	"testing"
)

const small = `
openapi: 3.1.0
info: {title: A small API, description: "<b>Not</b> markup"}
tags: [{name: things}]
paths:
  /api/things/{id}:
    get:
      tags: [things]
      summary: A thing
      security: [{session: []}]
      parameters: [{$ref: "#/components/parameters/id"}]
      responses:
        "200": {description: OK, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
        "404": {$ref: "#/components/responses/Problem"}
components:
  parameters:
    id: {name: id, in: path, required: true, description: Which, schema: {type: string}}
  schemas:
    Base: {type: object, properties: {made: {type: string}}}
    Thing:
      allOf:
        - {$ref: "#/components/schemas/Base"}
        - {type: object, required: [parts], properties: {parts: {type: array, items: {$ref: "#/components/schemas/Base"}}, kind: {type: string, enum: [a, b]}}}
`

func TestPage(t *testing.T) {
	b, err := Page([]byte(small))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"<title>A small API</title>", "&lt;b&gt;Not&lt;/b&gt; markup", `id="get-api-things-id"`, "/api/things/{id}", "For who is logged in", "in path, string, required", "Which",
		`href="#schema-Thing"`, `<code>made</code>`, "list of Base", "a | b", `href="#schema-Problem"`,
	} {
		if !strings.Contains(string(b), want) {
			t.Errorf("%q is not on the page", want)
		}
	}
	if strings.Contains(string(b), "<script") || strings.Contains(string(b), "http://") || strings.Contains(string(b), "https://") {
		t.Error("the page runs or asks for something")
	}
}

func TestJSON(t *testing.T) {
	b, err := JSON([]byte(small))
	var d struct{ OpenAPI string }
	if err != nil || json.Unmarshal(b, &d) != nil || d.OpenAPI != "3.1.0" {
		t.Errorf("got %s, %v", b, err)
	}
	for _, bad := range []string{"\t: -", "paths: 3"} {
		if _, err := Page([]byte(bad)); err == nil {
			t.Errorf("%q becomes a page", bad)
		}
	}
}
