package edge

import (
	"encoding/json"
	"strings"
	"testing"

	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
)

func TestCheck(t *testing.T) {
	e := newEdge(t)
	check := func(format, text string) wire.ManifestCheck {
		t.Helper()
		body, err := json.Marshal(wire.ManifestCheckRequest{Format: format, Manifest: text})
		if err != nil {
			t.Fatal(err)
		}
		w := ask(e, "POST", host, "/v1/orders/1/deployment/check", string(body), "Authorization", "Bearer good")
		var a wire.ManifestCheck
		if err := json.Unmarshal(w.Body.Bytes(), &a); w.Code != 200 || err != nil {
			t.Fatalf("got %d %s", w.Code, w.Body)
		}
		if strings.Contains(w.Body.String(), "hunter") {
			t.Errorf("a secret is seen: %s", w.Body)
		}
		if a.OK != (len(a.Problems) == 0) {
			t.Errorf("got %+v", a)
		}
		return a
	}

	a := check("compose", `
services:
  web:
    image: nginx
    ports: ["80"]
    restart: always
    environment: {DB_PASSWORD: hunter2, COLOUR: red}
    deploy: {resources: {limits: {cpus: "0.4"}}}
    volumes: ["data:/data"]
  db: {image: postgres}
volumes: {data: }
`)
	if !a.OK || a.Update != wire.UpdateShortStop || len(a.Services) != 2 || len(a.Volumes) != 1 || len(a.Ignored) != 1 || a.Ignored[0].Line != 6 || a.Ignored[0].Path != "services.web.restart" {
		t.Fatalf("got %+v", a)
	}
	web, db := a.Services[0], a.Services[1]
	if web.Share != (resource.Resources{CPUMilli: 400, MemoryMiB: 256}) || db.Share != (resource.Resources{CPUMilli: 600, MemoryMiB: 256}) || len(web.Asked) != 1 || a.Volumes[0].SizeMiB != 100 {
		t.Errorf("shares: %+v", a)
	}
	if len(web.Env) != 1 || web.Env[0] != "COLOUR" || len(web.Secrets) != 1 || web.Secrets[0] != "DB_PASSWORD" {
		t.Errorf("variables: %+v", web)
	}

	a = check("compose", "services:\n  web:\n    image: nginx\n    privileged: true\n    build: .\n")
	if len(a.Problems) != 2 || a.Update != "" || a.Problems[0].Path != "services.web.privileged" || a.Problems[0].Line != 4 || a.Problems[0].Code != problem.BadField {
		t.Errorf("got %+v", a.Problems)
	}
	a = check("compose", "services:\n  web:\n    image: nginx\n    mem_limit: 2g\n    cpus: 3\n")
	if len(a.Problems) != 2 || a.Problems[1].Dimension != resource.Memory || a.Problems[1].Wanted != "2048" || a.Problems[1].Free != "512" || a.Problems[0].Dimension != resource.CPU {
		t.Errorf("got %+v", a.Problems)
	}
	if a = check("helm", "x"); len(a.Problems) != 1 {
		t.Errorf("got %+v", a.Problems)
	}
	if a = check("sdl", strings.Repeat("#", 70000)); len(a.Problems) != 1 || a.Problems[0].Code != problem.TooLarge {
		t.Errorf("got %+v", a.Problems)
	}
	if w := ask(e, "POST", host, "/v1/orders/1/deployment/check", `{"format":"sdl"}`); w.Code != 401 {
		t.Errorf("without a token: %d", w.Code)
	}
}

// TestCheckOfAnEarlierRevision: its manifest is taken as it was, and never given out.
func TestCheckOfAnEarlierRevision(t *testing.T) {
	e := newEdge(t)
	for body, want := range map[string]int{
		`{"from":2}`: 200, `{"from":3}`: 404, `{"from":2,"format":"compose"}`: 400, `{"from":2,"manifest":"services: {}"}`: 400,
	} {
		w := ask(e, "POST", host, "/v1/orders/1/deployment/check", body, "Authorization", "Bearer good")
		if w.Code != want {
			t.Errorf("%s: got %d %s", body, w.Code, w.Body)
		}
		var a wire.ManifestCheck
		if want == 200 && (json.Unmarshal(w.Body.Bytes(), &a) != nil || !a.OK || len(a.Services) != 1 || a.Services[0].Image != "nginx" || a.Update == "") {
			t.Errorf("%s: got %s", body, w.Body)
		}
	}
}
