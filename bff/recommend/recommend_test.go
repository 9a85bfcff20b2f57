package recommend

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"berth/assets/templates"
	"berth/shared/wire"
)

func TestTemplates(t *testing.T) {
	all, err := Templates(templates.Files)
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Glob(templates.Files, "*")
	if err != nil || len(files) != len(all) {
		t.Errorf("%d files, %d templates, %v", len(files), len(all), err)
	}
	if all[0].ID != "hello" || !slices.IsSortedFunc(all[1:], func(a, b wire.Template) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("they do not come in the order of their ids, hello first")
	}
	i := slices.IndexFunc(all, func(t wire.Template) bool { return t.ID == "wordpress" })
	if got := all[i]; strings.Join(got.Images, " ") != "mariadb:11.8 wordpress:6.8-apache" || got.Least != got.Bundles[0].Resources {
		t.Errorf("got %v, %v", got.Images, got.Least)
	}
}

func TestBadTemplates(t *testing.T) {
	b, err := templates.Files.ReadFile("postgres.yaml")
	if err != nil {
		t.Fatal(err)
	}
	good := string(b)
	for name, text := range map[string]string{
		"not YAML":            "{",
		"unknown field":       strings.Replace(good, "homepage:", "home:", 1),
		"twice":               good + "id: postgres\n",
		"other id":            strings.Replace(good, "id: postgres", "id: other", 1),
		"no Chinese":          strings.Replace(good, "zh: 密码", "zh: ''", 1),
		"no English":          strings.Replace(good, "en: Password", "en: ''", 1),
		"no category":         strings.Replace(good, "category: database", "category: things", 1),
		"no licence":          strings.Replace(good, "license: PostgreSQL", "license: ''", 1),
		"homepage":            strings.Replace(good, "homepage: https:", "homepage: javascript:", 1),
		"no port":             strings.Replace(good, "port: 5432", "port: 0", 1),
		"speaks":              strings.Replace(good, "speaks: tcp", "speaks: udp", 1),
		"no image":            strings.Replace(good, "image: postgres:17", "image: ''", 1),
		"no tag":              strings.Replace(good, "image: postgres:17", "image: postgres", 1),
		"latest":              strings.Replace(good, "image: postgres:17", "image: postgres:latest", 1),
		"variable in image":   strings.Replace(good, "image: postgres:17", "image: postgres:${DB_NAME}", 1),
		"no services":         strings.Replace(good, "  services:", "  service:", 1),
		"images":              good + "images: [postgres]\n",
		"bad variable":        strings.Replace(good, "key: DB_NAME", "key: dbName", 1),
		"variable twice":      strings.Replace(good, "key: DB_NAME", "key: DB_USER", 1),
		"long default":        strings.Replace(good, "default: app, required: true, max: 63", "default: app, required: true, max: 2", 1),
		"a default password":  strings.Replace(good, "zh: 密码}, ", "zh: 密码}, default: secret, ", 1),
		"secret by name":      strings.Replace(good, "key: DB_PASSWORD", "key: DB_WORD", 1),
		"not secret":          strings.Replace(good, "secret: true, ", "", 1),
		"short secret":        strings.Replace(good, "length: 24", "length: 8", 1),
		"secret too long":     strings.Replace(good, "length: 24", "length: 240", 1),
		"alphabet":            strings.Replace(good, "alphabet: alnum", "alphabet: any", 1),
		"sizes mixed":         strings.Replace(good, "size: S", "size: M", 1),
		"two sizes":           good[:strings.Index(good, "  - size: L")] + good[strings.Index(good, "compose:"):],
		"not larger":          strings.Replace(good, "{cpuMilli: 1000, memoryMiB: 2048, diskMiB: 10240, trafficMiB: 20480, gpu: 0}", "{cpuMilli: 250, memoryMiB: 512, diskMiB: 2048, trafficMiB: 4096, gpu: 0}", 1),
		"too small":           strings.Replace(good, "cpuMilli: 250", "cpuMilli: 1", 1),
		"docs without a URL":  strings.Replace(good, "source: {kind: estimate}", "source: {kind: docs, says: x}", 1),
		"docs without a word": strings.Replace(good, "source: {kind: estimate}", "source: {kind: docs, url: 'https://x.test/'}", 1),
		"an estimate's URL":   strings.Replace(good, "source: {kind: estimate}", "source: {kind: estimate, url: 'https://x.test/'}", 1),
		"no source":           strings.Replace(good, "source: {kind: estimate}", "source: {}", 1),
	} {
		if text == good {
			t.Fatalf("%s: nothing was changed", name)
		}
		if _, err := Templates(fstest.MapFS{"postgres.yaml": {Data: []byte(text)}}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
