package formats

import (
	"errors"
	"maps"
	"strings"
	"testing"

	"berth/gateway/manifest"
	"berth/shared/attacktest"
	"berth/shared/bundle"
)

// packed is a bundle's text.
func packed(t *testing.T, b bundle.Bundle) string {
	t.Helper()
	text, err := b.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// A value is what one scalar has in it, whatever signs it has: it is put in when the file has been read.
func TestAttackValues(t *testing.T) {
	a := attacktest.Begin(t, "a value for a variable becomes a part of the file, and changes what runs")
	const text = "services:\n  web:\n    image: nginx\n    ports: ['80']\n    environment:\n      GREETING: ${GREETING}\n      QUOTED: \"${GREETING}\"\n      LIST: '[${GREETING}]'\n"
	for _, value := range []string{
		"x\n    privileged: true", "x\n  evil:\n    image: evil", "x: y", "{a: b}", "[1, 2]", "*web", "&a b", "!!binary x", "- x", "x # y", "\"", "'", "\\n", "<<: *x", "null", "true", "0x10", "~",
		"x\"\n    image: evil\n    y: \"z", "${OTHER:-x}", "$GREETING", "${GREETING}", "%TAG", "---\nservices: {}", "\u2028x: y", "x\r\n    image: evil", strings.Repeat("x", bundle.MaxValueBytes-2000),
	} {
		m, err := Parse(bundle.Format, packed(t, bundle.Bundle{Format: "compose", Text: text, Values: map[string]string{"GREETING": value}}))
		if err != nil {
			a.Tried(len(value) < 1000, "%.40q: %v", value, err)
			continue
		}
		a.Tried(len(m.Services) != 1 || m.Services[0].Image != "nginx" || m.Services[0].Name != "web", "%.40q: got %+v", value, m.Services)
		want := map[string]string{"GREETING": value, "QUOTED": value, "LIST": "[" + value + "]"}
		a.Tried(len(m.Services) == 1 && !maps.Equal(m.Services[0].Env, want), "%.40q: got %.200v", value, m.Services[0].Env)
	}
	// Not at a place where it would be more than a text either.
	for text, value := range map[string]string{
		"services: {web: {image: nginx, ports: ['${P}']}}":                  "80:80']}, evil: {image: evil",
		"services: {web: {image: '${P}'}}":                                  "nginx\n  privileged: true",
		"services: {web: {image: nginx, privileged: '${P}'}}":               "true",
		"services: {web: {image: nginx, volumes: ['${P}:/x']}}":             "/var/run/docker.sock",
		"services: {web: {image: nginx, env_file: ['${P}']}}":               "../../etc/passwd",
		"services: {web: {image: nginx, volumes: ['./${P}:/etc/x.conf']}}":  "../../../etc/passwd",
		"services: {web: {image: nginx}}\nconfigs: {c: {file: '${P}'}}":     "/etc/passwd",
		"include: ['${P}']\nservices: {web: {image: nginx, ports: ['80']}}": "../other/compose.yaml",
	} {
		m, err := Parse(bundle.Format, packed(t, bundle.Bundle{Format: "compose", Text: text, Values: map[string]string{"P": value}}))
		if err != nil {
			a.Tried(false, "")
			continue
		}
		for _, s := range m.Services {
			a.Tried(s.Name != "web" || s.Image != "nginx" || len(s.Files) > 0, "%s with %q: got %+v", text, value, s)
		}
	}
}

// What comes along is bounded, read once, and nothing but what it says.
func TestAttackBundles(t *testing.T) {
	a := attacktest.Begin(t, "a bundle is more than what was signed, or more than the node has room for")
	inside := bundle.Bundle{Format: "compose", Text: "services: {web: {image: nginx, ports: ['80']}}\n"}
	refused := func(name, text string) {
		t.Helper()
		_, err := Parse(bundle.Format, text)
		var r *manifest.Refusal
		a.Tried(err == nil || strings.HasPrefix(name, "flaw") && !errors.As(err, &r), "%s: %v", name, err)
	}
	refused("a bundle within a bundle", packed(t, bundle.Bundle{Format: bundle.Format, Text: packed(t, inside)}))
	refused("a template in a bundle", packed(t, bundle.Bundle{Format: "template", Text: "{}"}))
	refused("flaw: a file that is a bundle is included", packed(t, bundle.Bundle{
		Format: "compose", Text: "include: [x.yaml]\n", Files: map[string]bundle.File{"x.yaml": bundle.NewFile([]byte(packed(t, inside)))},
	}))
	refused("two texts", `{"format":"compose","text":"services: {web: {image: nginx}}","text":"services: {web: {image: evil}}"}`)
	refused("two texts, one in capitals", `{"format":"compose","text":"services: {web: {image: nginx}}","TEXT":"services: {web: {image: evil}}"}`)
	refused("two values", `{"format":"compose","text":"services: {web: {image: nginx}}","values":{"A":"1","\u0041":"2"}}`)
	refused("two files", `{"format":"compose","text":"services: {web: {image: nginx}}","files":{"a":{"text":"1"},"a":{"text":"2"}}}`)
	refused("one that ends early", packed(t, inside)[:40])
	refused("something behind it", packed(t, inside)+"{}")
	refused("too long", packed(t, inside)+strings.Repeat(" ", bundle.MaxBytes))
	for _, path := range []string{"../x", "/etc/passwd", "a/../../x", "a/./x", `a\x`, "a//x", "x\x00y", "", strings.Repeat("x/", 200)} {
		refused("a file at "+path, packed(t, bundle.Bundle{Format: "compose", Text: inside.Text, Files: map[string]bundle.File{path: {}}}))
	}
	// Files that include one another, without end or very often.
	refused("flaw: a circle", packed(t, bundle.Bundle{
		Format: "compose", Text: "include: [a.yaml]\n",
		Files: map[string]bundle.File{"a.yaml": bundle.NewFile([]byte("include: [b.yaml]\n")), "b.yaml": bundle.NewFile([]byte("include: [a.yaml]\n"))},
	}))
	deep := bundle.Bundle{Format: "compose", Text: "include: [f0.yaml, f0.yaml]\nservices: {web: {image: nginx, ports: ['80']}}\n", Files: map[string]bundle.File{}}
	for i := range 40 {
		next := strings.Repeat("x", 0)
		if i < 39 {
			next = "include: [f" + string(rune('0'+(i+1)/10)) + string(rune('0'+(i+1)%10)) + ".yaml, f" + string(rune('0'+(i+1)/10)) + string(rune('0'+(i+1)%10)) + ".yaml]\n"
		}
		deep.Files["f"+string(rune('0'+i/10))+string(rune('0'+i%10))+".yaml"] = bundle.NewFile([]byte(next + "services: {}\n"))
	}
	deep.Text = strings.ReplaceAll(deep.Text, "f0.yaml", "f00.yaml")
	if _, err := Parse(bundle.Format, packed(t, deep)); err != nil {
		a.Tried(false, "") // that it ends is what is asked for
	}
}
