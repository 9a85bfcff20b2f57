package formats

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"berth/gateway/manifest"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
)

func text(t testing.TB, change func(*wire.TemplateManifest)) string {
	m := wire.TemplateManifest{Template: "notes", Service: "notes", Image: "berth/notes", Port: 8080, Disk: "/data", Env: map[string]string{"TITLE": "x"}}
	change(&m)
	raw, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestParseRefuses(t *testing.T) {
	set := func(f func(*wire.TemplateManifest)) string { return text(t, f) }
	many := map[string]string{}
	for i := range manifest.MaxEnv + 1 {
		many[fmt.Sprint("V", i)] = ""
	}
	for _, c := range []struct{ name, format, text, field string }{
		{"another format", "helm", "{}", "format"},
		{"not JSON", "template", "image: x", "manifest"},
		{"an unknown field", "template", `{"privileged":true}`, "manifest"},
		{"two values", "template", set(func(*wire.TemplateManifest) {}) + "{}", "manifest"},
		{"a wrong type", "template", `{"port":"80"}`, "manifest.port"},
		{"no service", "template", set(func(m *wire.TemplateManifest) { m.Service = "" }), "manifest.service"},
		{"capitals", "template", set(func(m *wire.TemplateManifest) { m.Service = "Web" }), "manifest.service"},
		{"a digit first", "template", set(func(m *wire.TemplateManifest) { m.Service = "1web" }), "manifest.service"},
		{"a dash last", "template", set(func(m *wire.TemplateManifest) { m.Service = "web-" }), "manifest.service"},
		{"too long a name", "template", set(func(m *wire.TemplateManifest) { m.Service = strings.Repeat("a", 21) }), "manifest.service"},
		{"a dot", "template", set(func(m *wire.TemplateManifest) { m.Service = "a.b" }), "manifest.service"},
		{"a line end", "template", set(func(m *wire.TemplateManifest) { m.Service = "web\n" }), "manifest.service"},
		{"no image", "template", set(func(m *wire.TemplateManifest) { m.Image = "" }), "manifest.image"},
		{"an image with a space", "template", set(func(m *wire.TemplateManifest) { m.Image = "a b" }), "manifest.image"},
		{"an option for an image", "template", set(func(m *wire.TemplateManifest) { m.Image = "--privileged" }), "manifest.image"},
		{"port 0", "template", set(func(m *wire.TemplateManifest) { m.Port = 0 }), "manifest.port"},
		{"port 65536", "template", set(func(m *wire.TemplateManifest) { m.Port = 65536 }), "manifest.port"},
		{"a disk that is no path", "template", set(func(m *wire.TemplateManifest) { m.Disk = "data" }), "manifest.disk"},
		{"a disk above", "template", set(func(m *wire.TemplateManifest) { m.Disk = "/data/../etc" }), "manifest.disk"},
		{"a disk on the root", "template", set(func(m *wire.TemplateManifest) { m.Disk = "/" }), "manifest.disk"},
		{"a bad variable", "template", set(func(m *wire.TemplateManifest) { m.Env = map[string]string{"A=B": ""} }), "manifest.env.A=B"},
		{"a zero byte", "template", set(func(m *wire.TemplateManifest) { m.Env = map[string]string{"A": "\x00"} }), "manifest.env.A"},
		{"too many variables", "template", set(func(m *wire.TemplateManifest) { m.Env = many }), "manifest.env"},
		{"too much in variables", "template", set(func(m *wire.TemplateManifest) {
			m.Env = map[string]string{"A": strings.Repeat("x", manifest.MaxEnvBytes)}
		}), "manifest.env"},
		{"too long a template", "template", set(func(m *wire.TemplateManifest) { m.Template = strings.Repeat("x", 65) }), "manifest.template"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse(c.format, c.text)
			var p *problem.Problem
			if !errors.As(err, &p) || p.Field != c.field || p.Detail == "" {
				t.Errorf("got %v, want a problem with %s", err, c.field)
			}
		})
	}
	var p *problem.Problem
	if _, err := Parse("template", strings.Repeat(" ", manifest.MaxBytes+1)); !errors.As(err, &p) || p.Code != problem.TooLarge {
		t.Errorf("too large: %v", err)
	}
}

func TestParse(t *testing.T) {
	for _, image := range []string{"berth/hello", "nginx", "nginx:1.27", "ghcr.io/a/b:V1.2-rc_1", "localhost:5000/x@sha256:" + strings.Repeat("a", 64)} {
		m, err := Parse("template", text(t, func(m *wire.TemplateManifest) { m.Image = image }))
		if err != nil || len(m.Services) != 1 || m.Services[0].Image != image || m.Services[0].Mounts[0].Path != "/data" || m.Services[0].Env["TITLE"] != "x" {
			t.Errorf("%s: %+v %v", image, m, err)
		}
	}
}

func TestFit(t *testing.T) {
	m, err := Parse("template", text(t, func(*wire.TemplateManifest) {}))
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Fit(resource.Resources{CPUMilli: 100, MemoryMiB: 64, DiskMiB: 1}); err != nil {
		t.Error(err)
	}
	var p *problem.Problem
	if err := m.Fit(resource.Resources{CPUMilli: 100, MemoryMiB: 64}); !errors.As(err, &p) || p.Code != problem.DoesNotFit || p.Figures["dimension"] != "diskMiB" {
		t.Errorf("without a disk: %v", err)
	}
}

// What an SDL file asks for as its container's own disk is part of what has to be bought.
func TestFitRootDisk(t *testing.T) {
	m, err := Parse("sdl", `
version: "2.0"
services: {web: {image: example/web, expose: [{port: 8080, as: 80, to: [{global: true}]}]}}
profiles: {compute: {web: {resources: {cpu: {units: 0.05}, memory: {size: 32Mi}, storage: {size: 20Gi}}}}}
deployment: {web: {here: {profile: web, count: 1}}}
`)
	if err != nil {
		t.Fatal(err)
	}
	var p *problem.Problem
	err = m.Fit(resource.Resources{CPUMilli: 100, MemoryMiB: 64, DiskMiB: 64})
	if !errors.As(err, &p) || p.Code != problem.DoesNotFit || p.Figures["dimension"] != "diskMiB" || p.Figures["wanted"] != "20480" || p.Figures["free"] != "64" {
		t.Errorf("got %v %v", err, p)
	}
	if err := m.Fit(resource.Resources{CPUMilli: 100, MemoryMiB: 64, DiskMiB: 20480}); err != nil {
		t.Error(err)
	}
}

// What is wrong with a Compose file is told at once, not one stage after the other: fields, services that are waited for and are
// not there, sizes, images.
func TestAllThatIsWrongIsToldAtOnce(t *testing.T) {
	_, err := Parse("compose", `services:
  web:
    image: berth/hello
    ports: ["8080:8080"]
    privileged: true
    depends_on: [nope]
    mem_limit: lots
  shop:
    build: .
    depends_on: {gone: {condition: service_healthy}}
  UP:
    image: a b
`)
	var refused *manifest.Refusal
	if !errors.As(err, &refused) {
		t.Fatal(err)
	}
	for _, path := range []string{
		"services.web.privileged", "services.web.depends_on[0]", "services.web.mem_limit", "services.shop.build", "services.shop.depends_on.gone", "services.UP.image",
	} {
		if !slices.ContainsFunc(refused.Flaws, func(f manifest.Flaw) bool { return f.Path == path && f.Line > 0 }) {
			t.Errorf("nothing is said of %s: %+v", path, refused.Flaws)
		}
	}
}
