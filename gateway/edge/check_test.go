package edge

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"net/netip"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/edge/deploy"
	"berth/shared/attacktest"
	"berth/shared/bundle"
	"berth/shared/eth"
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
    labels: [a=b]
    environment: {DB_PASSWORD: hunter2, COLOUR: red}
    deploy: {resources: {limits: {cpus: "0.4"}}}
    volumes: ["data:/data"]
  db: {image: postgres}
volumes: {data: }
`)
	if !a.OK || a.Update != wire.UpdateShortStop || len(a.Services) != 2 || len(a.Volumes) != 1 || len(a.Ignored) != 1 || a.Ignored[0].Line != 6 || a.Ignored[0].Path != "services.web.labels" {
		t.Fatalf("got %+v", a)
	}
	web, db := a.Services[0], a.Services[1]
	if web.Share != (resource.Resources{CPUMilli: 400, MemoryMiB: 256, DiskMiB: 64}) || db.Share != (resource.Resources{CPUMilli: 600, MemoryMiB: 256, DiskMiB: 64}) || len(web.Asked) != 1 || a.Volumes[0].SizeMiB != 76 {
		t.Errorf("shares: %+v", a)
	}
	if len(web.Env) != 1 || web.Env[0] != "COLOUR" || len(web.Secrets) != 1 || web.Secrets[0] != "DB_PASSWORD" {
		t.Errorf("variables: %+v", web)
	}

	a = check("compose", "services:\n  web:\n    image: nginx\n    privileged: true\n    network_mode: host\n")
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

// What anyone may ask is answered as for an order, against as much as they say or as the manifest needs.
func TestCheckAny(t *testing.T) {
	e := newEdge(t)
	check := func(req wire.CheckRequest) (a wire.ManifestCheck) {
		t.Helper()
		body, err := json.Marshal(req)
		if err != nil {
			t.Fatal(err)
		}
		w := ask(e, "POST", host, "/v1/check", string(body))
		if err := json.Unmarshal(w.Body.Bytes(), &a); w.Code != 200 || err != nil {
			t.Fatalf("got %d %s", w.Code, w.Body)
		}
		return a
	}
	text := "services:\n  web: {image: nginx, ports: ['80'], mem_limit: 300m}\n  db: {image: x/db, volumes: ['disk:/data']}\nvolumes: {disk: {}}\n"
	a := check(wire.CheckRequest{Format: "compose", Manifest: text})
	want := resource.Resources{CPUMilli: 2 * resource.MinCPUMilli, MemoryMiB: 300 + resource.MinMemoryMiB, DiskMiB: 1}
	if !a.OK || a.Needs == nil || a.Needs.Resources != want || a.Needs.Root || a.Update != "" || len(a.Services) != 2 || len(a.Volumes) != 1 {
		t.Errorf("got %+v, needs %+v, want %+v", a, a.Needs, want)
	}
	a = check(wire.CheckRequest{Format: "compose", Manifest: text, Resources: resource.Resources{CPUMilli: 1000, MemoryMiB: 64, DiskMiB: 9}})
	if a.OK || len(a.Problems) != 1 || a.Problems[0].Dimension != resource.Memory || a.Needs == nil || a.Needs.Resources != want {
		t.Errorf("got %+v", a)
	}
	inside := bundle.Bundle{Format: "compose", Text: text}
	packed, err := inside.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	if a = check(wire.CheckRequest{Format: bundle.Format, Manifest: packed}); !a.OK || len(a.Services) != 2 {
		t.Errorf("of a bundle: got %+v", a)
	}
	if a = check(wire.CheckRequest{Format: "compose", Manifest: "services: {web: {image: x/none}}"}); a.OK || len(a.Problems) != 1 || a.Problems[0].Code != problem.UnknownImage {
		t.Errorf("of an image that the node lacks: got %+v", a)
	}
	if a = check(wire.CheckRequest{Format: "compose", Manifest: "services: {web: {}}"}); a.OK || len(a.Problems) == 0 || a.Needs != nil {
		t.Errorf("of one that cannot be read: got %+v", a)
	}
	for body, code := range map[string]int{
		`{"format":"compose","manifest":"","resources":{"cpuMilli":1}}`: 400, `{"format":"compose","manifest":"","from":1}`: 400, `{`: 400,
		`{"format":"compose","manifest":"` + strings.Repeat("x", deploy.MaxBody) + `"}`: 413,
	} {
		if w := ask(e, "POST", host, "/v1/check", body); w.Code != code {
			t.Errorf("%.60s: got %d %s, want %d", body, w.Code, w.Body, code)
		}
	}
}

// Who has no order cannot keep those from the node who have: strangers are one user between them, each network has its rate, and
// what they send has a place for a short time only.
func TestAttackChecks(t *testing.T) {
	a := attacktest.Begin(t, "strangers who have manifests checked keep the node's users waiting")
	s, _ := let(t)
	refused, answered, began := 0, 0, time.Now()
	for range 60 {
		code, p, err := s.send(t.Context(), "POST", "/v1/check", "", `{"format":"compose","manifest":"services: {}"}`)
		switch {
		case err == nil && code == 200:
			answered++
		case err == nil && code == 429 && p.Code == problem.TooMany:
			refused++
		default:
			t.Fatalf("got %d %v %v", code, p, err)
		}
	}
	most := deploy.CheckRate.Burst + deploy.CheckRate.PerSecond*time.Since(began).Seconds() + 1
	a.Tried(float64(answered) > most, "of one network %d checks were answered, %d refused", answered, refused)
	a.Note("%d of 60 checks answered", answered)

	// Bodies that never end have the seats of their network, and no more.
	for i := range deploy.StrangerBodies + 2 {
		had := s.edge.checker.Bodies.Take(netip.MustParsePrefix("192.0.2.0/24"))
		a.Tried(had != (i < deploy.StrangerBodies), "body %d of one network was let in: %t", i, had)
	}
	for i := range 2 * deploy.StrangerNetworks {
		had := s.edge.checker.Bodies.Take(netip.PrefixFrom(netip.AddrFrom4([4]byte{198, 51, byte(i), 0}), 24))
		a.Tried(had && i >= deploy.StrangerNetworks, "%d networks send at a time", i+1)
	}
	code, p, err := s.send(t.Context(), "POST", "/v1/orders/200/deployment/check", "u2", `{"format":"compose","manifest":"services: {}"}`)
	a.Tried(err != nil || code != 200, "a user is not served: %d %v %v", code, p, err)

	// However many strangers wait, one of them at a time stands in the users' line.
	synctest.Test(t, func(t *testing.T) {
		e := newEdge(t)
		var backs []func() // all turns that there are
		for i := range max(runtime.GOMAXPROCS(0)/2, 1) {
			back, err := e.reader.Turns.Take(t.Context(), eth.Address{9, byte(i)})
			if err != nil {
				t.Fatal(err)
			}
			backs = append(backs, back)
		}
		var all sync.WaitGroup
		for i := range 50 {
			all.Go(func() {
				r := httptest.NewRequest("POST", "http://"+host+"/v1/check", strings.NewReader(`{"format":"compose","manifest":"services: {}"}`))
				r.RemoteAddr = fmt.Sprintf("10.0.%d.1:5000", i)
				e.ServeHTTP(httptest.NewRecorder(), r)
			})
		}
		synctest.Wait()
		waiting, users := e.reader.Turns.Waiting(eth.Address{})
		a.Tried(waiting > 0 || users != len(backs)+1, "%d strangers stand in the users' line", 1+waiting)
		for _, back := range backs {
			back()
		}
		all.Wait()
	})
}

// The variables of a file are told, also where it cannot be read for want of a value, and a secret's value is not.
func TestCheckTellsVariables(t *testing.T) {
	e := newEdge(t)
	const text = "services:\n  web:\n    image: nginx\n    ports: ['80']\n    environment:\n      TITLE: ${TITLE:-Mine}\n      DB_PASSWORD: ${DB_PASSWORD:?choose one}\n"
	for values, ok := range map[string]bool{"": false, "hunter2": true} {
		b := bundle.Bundle{Format: "compose", Text: text, Values: map[string]string{}}
		if values != "" {
			b.Values["DB_PASSWORD"] = values
		}
		packed, err := b.Canonical()
		if err != nil {
			t.Fatal(err)
		}
		body, err := json.Marshal(wire.CheckRequest{Format: bundle.Format, Manifest: packed})
		if err != nil {
			t.Fatal(err)
		}
		w := ask(e, "POST", host, "/v1/check", string(body))
		var a wire.ManifestCheck
		if err := json.Unmarshal(w.Body.Bytes(), &a); w.Code != 200 || err != nil || strings.Contains(w.Body.String(), "hunter") {
			t.Fatalf("got %d %s", w.Code, w.Body)
		}
		if a.OK != ok || len(a.Variables) != 2 || a.Variables[0].Name != "TITLE" || a.Variables[0].Default != "Mine" || a.Variables[1].Name != "DB_PASSWORD" ||
			a.Needs == nil || len(a.Services) != 1 || !a.Variables[1].Secret || a.Variables[1].Given != ok || a.Variables[1].Says != "choose one" {
			t.Errorf("with %q: got %+v", values, a)
		}
	}
}

// TestCheckOfDisks: what becomes of the disks that an order has is told before anything is touched.
func TestCheckOfDisks(t *testing.T) {
	o := &orders{disks: map[string]cluster.Disk{"data": {SizeMiB: 40}, "logs": {SizeMiB: 10, Grows: true}}}
	e := newEdge(t, func(c *Config) { have(c, o) })
	check := func(data, logs string) (a wire.ManifestCheck) {
		t.Helper()
		file := "services:\n  web: {image: nginx, ports: ['80'], volumes: ['data:/data', 'logs:/logs']}\nvolumes:\n  data: {x-berth-size: " + data + "}\n  logs: {x-berth-size: " + logs + "}\n"
		body, err := json.Marshal(wire.ManifestCheckRequest{Format: "compose", Manifest: file})
		if err != nil {
			t.Fatal(err)
		}
		w := ask(e, "POST", host, "/v1/orders/1/deployment/check", string(body), "Authorization", "Bearer good")
		if err := json.Unmarshal(w.Body.Bytes(), &a); w.Code != 200 || err != nil {
			t.Fatalf("got %d %s", w.Code, w.Body)
		}
		return a
	}
	if a := check("40MiB", "20MiB"); !a.OK || a.Volumes[1].HasMiB != 10 || a.Volumes[1].SizeMiB != 20 {
		t.Errorf("one that grows: %+v", a)
	}
	a := check("41MiB", "10MiB")
	if a.OK || len(a.Problems) != 1 || a.Problems[0].Code != problem.DiskStays || a.Problems[0].Path != "data" || a.Problems[0].Wanted != "41" || a.Problems[0].Free != "40" {
		t.Errorf("one that cannot: %+v", a)
	}
	if a = check("40MiB", "9MiB"); a.OK || a.Problems[0].Path != "logs" || a.Volumes[1].SizeMiB != 10 {
		t.Errorf("one that would shrink: %+v", a)
	}
}
