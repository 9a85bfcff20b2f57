package formats

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"berth/gateway/manifest"
	"berth/shared/bundle"
)

var update = flag.Bool("update", false, "write the golden files anew")

// answer is what a golden file has.
type answer struct {
	Manifest *manifest.Manifest `json:"manifest,omitempty"`
	Flaws    []manifest.Flaw    `json:"flaws,omitempty"`
	Ignored  []manifest.Note    `json:"ignored,omitempty"` // beside flaws
}

// TestGolden reads each file in testdata/<format> and compares what comes out, a manifest or flaws, with the .json
// beside it. Every secret in the files has the word hunter in it, which never comes out.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*/*.in")
	if err != nil || len(files) < 50 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		format := filepath.Base(filepath.Dir(file))
		t.Run(format+"/"+strings.TrimSuffix(filepath.Base(file), ".in"), func(t *testing.T) {
			in, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var a answer
			text := string(in)
			if format == "bundle" {
				text = bundled(t, text)
			}
			m, err := Parse(format, text)
			var refused *manifest.Refusal
			switch {
			case errors.As(err, &refused):
				a.Flaws, a.Ignored = refused.Flaws, m.Ignored
			case err != nil:
				t.Fatal(err)
			default:
				a.Manifest = &m
			}
			for _, f := range a.Flaws {
				if f.Text == "" {
					t.Errorf("no remedy: %+v", f)
				}
				if format != "template" && format != "bundle" && f.Line == 0 && f.Path != "" {
					t.Errorf("no line: %+v", f)
				}
			}
			var got bytes.Buffer
			e := json.NewEncoder(&got)
			e.SetIndent("", "  ")
			e.SetEscapeHTML(false)
			if err := e.Encode(a); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(got.String(), "hunter") {
				t.Errorf("a secret is seen: %s", got.String())
			}
			path := strings.TrimSuffix(file, ".in") + ".json"
			if *update {
				if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got.String() != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got.String(), want)
			}
		})
	}
}

// bundled makes a bundle of a text in parts: "-- compose --", "-- values --" with NAME=value lines, and files by their paths.
func bundled(t *testing.T, text string) string {
	t.Helper()
	b := bundle.Bundle{Values: map[string]string{}, Files: map[string]bundle.File{}}
	for part := range strings.SplitSeq("\n"+text, "\n-- ") {
		name, rest, _ := strings.Cut(part, " --\n")
		switch name {
		case "":
		case "compose", "sdl", "kubernetes":
			b.Format, b.Text = name, rest
		case "values":
			for line := range strings.Lines(rest) {
				k, v, _ := strings.Cut(strings.TrimSpace(line), "=")
				b.Values[k] = v
			}
		default:
			b.Files[name] = bundle.NewFile([]byte(rest))
		}
	}
	made, err := b.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	return made
}
