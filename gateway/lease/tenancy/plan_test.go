package tenancy

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"berth/gateway/ledger"
	"berth/gateway/manifest/formats"
	"berth/shared/bundle"
	"berth/shared/resource"
	"berth/shared/wire"
)

const hush = "correct-horse"

// composed is a Compose file with a secret.
const composed = "services:\n  web:\n    image: x/web:1\n    ports: [\"80\"]\n    environment: {N: \"1\", DB_PASSWORD: " + hush + "}\n" +
	"    volumes: [\"data:/data\"]\nvolumes: {data: {}}\n"

// What is shown of a revision is the same whether its file is read again or not, in every format.
func TestOutline(t *testing.T) {
	bought := resource.Resources{CPUMilli: 900, MemoryMiB: 700, DiskMiB: 50, GPU: 2, GPUModel: "x"}
	texts := []string{
		composed,
		"services:\n  a: {image: x/a, ports: ['80'], scale: 2, configs: [{source: c, target: /etc/c}], secrets: [{source: s, target: /etc/s}]}\n" +
			"  b: {image: x/b, deploy: {resources: {limits: {cpus: '0.1', memory: 64m}}}, volumes: ['vol:/data']}\n" +
			"volumes: {vol: {}}\nconfigs: {c: {content: config-text}}\nsecrets: {s: {content: " + hush + "}}\n",
	}
	for _, text := range texts {
		m, err := formats.Parse("compose", text)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := outline(ledger.Revision{Format: "compose", Manifest: text}, m)
		if err != nil || strings.Contains(string(raw), hush) || strings.Contains(string(raw), "config-text") {
			t.Errorf("%s %v", raw, err)
		}
		again, err := outlined(ledger.Revision{Outline: raw})
		if err != nil {
			t.Fatal(err)
		}
		s1, v1 := Plan(m, bought)
		s2, v2 := Plan(again.Manifest, bought)
		if !reflect.DeepEqual(s1, s2) || !reflect.DeepEqual(v1, v2) || again.Template != m.Template {
			t.Errorf("got\n%+v %+v\nwant\n%+v %+v", s2, v2, s1, v1)
		}
	}
}

// Of a bundle it is said what it brought, by name.
func TestOutlineOfBundle(t *testing.T) {
	text, err := bundle.Bundle{
		Format: "compose", Text: "services: {web: {image: x/a, ports: ['80']}}\n", Values: map[string]string{"B": hush, "A": "1"},
		Files: map[string]bundle.File{"conf/a": bundle.NewFile([]byte(hush))},
	}.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	m, err := formats.Parse(bundle.Format, text)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := outline(ledger.Revision{Format: bundle.Format, Manifest: text}, m)
	if err != nil || strings.Contains(string(raw), hush) {
		t.Fatalf("%s %v", raw, err)
	}
	s, err := outlined(ledger.Revision{Outline: raw})
	if err != nil || s.Inside != "compose" || !slices.Equal(s.Values, []string{"A", "B"}) || !slices.Equal(s.Files, []string{"conf/a"}) || len(s.Services) != 1 {
		t.Errorf("got %+v, %v", s, err)
	}
}

func TestPlan(t *testing.T) {
	m, err := formats.Parse("compose", composed)
	if err != nil {
		t.Fatal(err)
	}
	services, volumes := Plan(m, resource.Resources{CPUMilli: 900, MemoryMiB: 700, DiskMiB: 50})
	if len(services) != 1 || services[0].Share.MemoryMiB != 700 || services[0].Secrets[0] != "DB_PASSWORD" || services[0].Env[0] != "N" || services[0].Volumes[0] != "data" ||
		len(volumes) != 1 || volumes[0] != (wire.VolumePlan{Name: "data", SizeMiB: 38}) || services[0].Share.DiskMiB != 64 {
		t.Errorf("%+v %+v", services, volumes)
	}
}
