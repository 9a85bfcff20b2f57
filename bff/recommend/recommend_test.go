package recommend

import (
	"strings"
	"testing"
	"testing/fstest"

	"berth/assets/templates"
)

func TestTemplates(t *testing.T) {
	all, err := Templates(templates.Files)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, x := range all {
		ids = append(ids, x.ID)
	}
	if got := strings.Join(ids, " "); got != "hello echo notes" {
		t.Errorf("got %s", got)
	}
}

func TestBadTemplates(t *testing.T) {
	b, err := templates.Files.ReadFile("hello.json")
	if err != nil {
		t.Fatal(err)
	}
	good := string(b)
	for name, text := range map[string]string{
		"not JSON":      "{",
		"unknown field": strings.Replace(good, `"port"`, `"prot"`, 1),
		"other id":      strings.Replace(good, `"id": "hello"`, `"id": "other"`, 1),
		"no Chinese":    strings.Replace(good, `"zh": "问候语"`, `"zh": ""`, 1),
		"no port":       strings.Replace(good, `"port": 8080`, `"port": 0`, 1),
		"no image":      strings.Replace(good, `"berth/hello"`, `""`, 1),
		"bad variable":  strings.Replace(good, `"GREETING"`, `"greeting"`, 1),
		"long default":  strings.Replace(good, `"max": 200`, `"max": 3`, 1),
		"sizes mixed":   strings.Replace(good, `"size": "S"`, `"size": "M"`, 1),
		"not larger":    strings.Replace(good, `"cpuMilli": 250, "memoryMiB": 128, "diskMiB": 128, "trafficMiB": 1024`, `"cpuMilli": 100, "memoryMiB": 64, "diskMiB": 64, "trafficMiB": 256`, 1),
		"too small":     strings.Replace(good, `"cpuMilli": 100`, `"cpuMilli": 1`, 1),
		"relative disk": strings.Replace(good, `"port"`, `"disk": "data", "port"`, 1),
	} {
		if text == good {
			t.Fatalf("%s: nothing was changed", name)
		}
		if _, err := Templates(fstest.MapFS{"hello.json": {Data: []byte(text)}}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
