package deploy

import (
	"strings"
	"testing"
)

func TestGuess(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"prose", "hello: world\n", ""},
		{"compose", "services:\n  web:\n    image: nginx\n", formatCompose},
		{"compose with its old version", "version: \"3.8\"\nservices:\n  web: {image: nginx}\n", formatCompose},
		{"a comment first", "# mine\n\nservices:\n  web: {image: nginx}\n", formatCompose},
		{"kubernetes", "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n", formatKubernetes},
		{"kubernetes, second document", "---\nkind: Service\napiVersion: v1\n", formatKubernetes},
		{"kubernetes in JSON", "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"Service\"\n}\n", formatKubernetes},
		{"kubernetes on Windows", "apiVersion: v1\r\nkind: Service\r\n", formatKubernetes},
		{"sdl", "version: \"2.0\"\nservices:\n  web: {image: nginx}\nprofiles: {}\ndeployment: {}\n", formatSDL},
		{"sdl, half", "services:\n  web: {image: nginx}\ndeployment:\n", formatSDL},
		{"an SDL's service that is called kind", "services:\n  apiVersion: {}\n  kind: {}\ndeployment:\n", formatSDL},
		{"quoted", "\"services\":\n  web: {}\n", formatCompose},
		{"kind alone", "kind: x\n", ""},
		{"profiles of one service", "services:\n  web:\n    profiles: [a]\n", formatCompose},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := guess(c.text); got != c.want {
				t.Errorf("guess = %q, want %q", got, c.want)
			}
		})
	}
}

// An example must be taken for what it is, or the form would offer to switch away from it.
func TestExamples(t *testing.T) {
	for _, f := range formats[1:] {
		for _, images := range [][]string{nil, {"berth/hello"}} {
			text := example(f, images)
			if got := guess(text); got != f {
				t.Errorf("the example for %s looks like %q", f, got)
			}
			if strings.Contains(text, "IMAGE") || strings.Contains(text, "berth/") != (images != nil) {
				t.Errorf("the example for %s with %v:\n%s", f, images, text)
			}
		}
	}
	if example(formatTemplate, nil) != "" {
		t.Error("a template has no text")
	}
}

func TestSpan(t *testing.T) {
	const text = "services:\n  web: 船\n  x: ⛵🚢!\n\nlast"
	for _, c := range []struct {
		line, from, to int
	}{
		{1, 0, 9}, {2, 10, 18}, {3, 19, 28}, {4, 29, 29}, {5, 30, 34}, {6, 30, 34}, {99, 30, 34}, {0, 0, 9}, {-3, 0, 9},
	} {
		if from, to := span(text, c.line); from != c.from || to != c.to {
			t.Errorf("line %d: %d to %d, want %d to %d", c.line, from, to, c.from, c.to)
		}
	}
	if from, to := span("", 1); from != 0 || to != 0 {
		t.Errorf("of nothing: %d to %d", from, to)
	}
	if from, to := span("a\n", 2); from != 2 || to != 2 {
		t.Errorf("after the last end of line: %d to %d", from, to)
	}
}
