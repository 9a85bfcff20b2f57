package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestRead counts each file of a folder under what becomes of it, and by its causes.
func TestRead(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{
		"shop/compose/as-it-is/compose.yaml":   "services: {web: {image: a}}",
		"shop/compose/env/compose.yaml":        "services: {web: {image: 'a:${TAG}'}}",
		"shop/compose/env/.env":                "TAG=1",
		"shop/compose/values/compose.yaml":     "services: {web: {image: 'a:${TAG}', ports: ['80:${PORT}'], environment: [WHO, URL=$URL, HOST=$HOST, UID=$UID, MAIL=$MAIL]}}",
		"shop/compose/machine/compose.yaml":    "services: {web: {image: a, privileged: true, volumes: ['/var/run/docker.sock:/var/run/docker.sock']}}",
		"shop/compose/file/compose.yaml":       "services: {web: {image: a, volumes: ['./a.conf:/a.conf']}}",
		"shop/compose/build/compose.yaml":      "services: {web: {build: ., privileged: true}}",
		"shop/compose/other/compose.yaml":      "services: {web: {image: a, nosuch: 1, privileged: true}}",
		"shop/compose/not-yaml/compose.yaml":   "a: [",
		"shop/compose/readme.md":               "not a file of a format",
		"shop/nosuch/compose.yaml":             "services: {web: {image: a}}",
		"akash/sdl/deploy.yaml":                "version: '2.0'",
		"pods/kubernetes/a/b/pod.yaml":         "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: b}]}}",
		"pods/kubernetes/a/b/unrendered.yaml":  "kind: {{ .Values.kind }}",
		"pods/kubernetes/a/b/ignored/x.tar.gz": "",
	} {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r, err := read(folder, "")
	if err != nil {
		t.Fatal(err)
	}
	want := []row{
		{collection: "akash", format: "sdl", files: 1, other: 1},
		{collection: "pods", format: "kubernetes", files: 2, accepted: 1, other: 1},
		{collection: "shop", format: "compose", files: 8, accepted: 2, valued: 1, machine: 1, absent: 1, built: 1, other: 2},
	}
	if len(r.rows) != len(want) {
		t.Fatalf("%d collections", len(r.rows))
	}
	for i, x := range r.rows {
		if x.took = 0; *x != want[i] {
			t.Errorf("got %+v, want %+v", *x, want[i])
		}
	}
	for cause, files := range map[string]int{
		"compose: it is not known here; leave it out":                                                     1,
		"compose: nothing is built here":                                                                  1,
		"compose: (a file) did not come along":                                                            1,
		"kubernetes: this is a template; render it first, such as with helm template":                     1,
		"compose: (the machine's) no service is privileged: the machine is not yours alone; leave it out": 3,
	} {
		if r.causes[cause] != files {
			t.Errorf("%s: %d files, want %d; all are %v", cause, r.causes[cause], files, r.causes)
		}
	}
}
