package gateway

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/typed"
	"berth/shared/wire"
)

// formats run the same two services: a page, and notes on a disk.
var formats = map[string]string{
	"compose": `
services:
  page:
    image: berth/hello
    ports: ["80:8080"]
    environment: {GREETING: "Ahoy from a file"}
  notes:
    image: berth/notes
    expose: [8080]
    volumes: ["data:/data"]
    mem_limit: 48m
volumes: {data: {driver_opts: {size: 8m}}}
`,
	"sdl": `
version: "2.0"
services:
  page:
    image: berth/hello
    env: ["GREETING=Ahoy from a file"]
    expose: [{port: 8080, as: 80, to: [{global: true}]}]
  notes:
    image: berth/notes
    expose: [{port: 8080, to: [{global: true}]}]
    params: {storage: {data: {mount: /data}}}
profiles:
  compute:
    page: {resources: {cpu: {units: 0.1}, memory: {size: 32Mi}, storage: {size: 8Mi}}}
    notes: {resources: {cpu: {units: 0.1}, memory: {size: 48Mi}, storage: [{name: data, size: 8Mi, attributes: {persistent: true}}]}}
  placement: {any: {pricing: {}}}
deployment:
  page: {any: {profile: page, count: 1}}
  notes: {any: {profile: notes, count: 1}}
`,
	"kubernetes": `
apiVersion: v1
kind: ConfigMap
metadata: {name: words}
data: {greeting: Ahoy from a file}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: page}
spec:
  selector: {matchLabels: {app: page}}
  template:
    metadata: {labels: {app: page}}
    spec:
      containers:
        - name: page
          image: berth/hello
          env: [{name: GREETING, valueFrom: {configMapKeyRef: {name: words, key: greeting}}}]
---
apiVersion: v1
kind: Service
metadata: {name: page}
spec: {selector: {app: page}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 8Mi}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: notes}
spec:
  selector: {matchLabels: {app: notes}}
  template:
    metadata: {labels: {app: notes}}
    spec:
      containers: [{name: notes, image: berth/notes, resources: {limits: {memory: 48Mi}}, volumeMounts: [{name: d, mountPath: /data}]}]
      volumes: [{name: d, persistentVolumeClaim: {claimName: data}}]
---
apiVersion: v1
kind: Service
metadata: {name: notes}
spec: {selector: {app: notes}, ports: [{port: 8080}]}
`,
}

func (w *world) deployText(id order.ID, revision uint64, format, text string) wire.DeployRequest {
	w.t.Helper()
	return w.signed(wire.DeployRequest{Manifest: text, Deploy: typed.Deploy{
		Order: id, Format: format, ManifestHash: eth.Hash(sha256.Sum256([]byte(text))), Revision: revision, ShortStop: true,
	}}, w.user)
}

func TestFormats(t *testing.T) {
	w := newWorld(t)
	w.start()
	id := w.order()
	bearer := w.access(id)
	path := fmt.Sprintf("/v1/orders/%s/deployment", id)
	revision := uint64(0)
	for format, text := range formats {
		var c wire.ManifestCheck
		if _, p := w.call("POST", path+"/check", bearer, wire.ManifestCheckRequest{Format: format, Manifest: text}, &c); p != nil {
			t.Fatal(p)
		}
		if !c.OK || len(c.Services) != 2 || len(c.Volumes) != 1 || c.Volumes[0].SizeMiB != 8 {
			t.Fatalf("%s: check: %+v", format, c)
		}
		if want := map[bool]wire.UpdateKind{true: wire.UpdateFirst, false: wire.UpdateShortStop}[revision == 0]; c.Update != want {
			t.Errorf("%s: update %s, want %s", format, c.Update, want)
		}
		revision++
		steps := w.deploy(bearer, w.deployText(id, revision, format, text))
		if last := steps[len(steps)-1]; last.Phase != wire.PhaseReady {
			t.Fatalf("%s: %+v", format, steps)
		}
		if code, body := w.visit(w.open(id, bearer, "page") + "/"); code != 200 || !strings.Contains(body, "Ahoy from a file") {
			t.Errorf("%s: page: %d %.300s", format, code, body)
		}
		if code, body := w.visit(w.open(id, bearer, "notes") + "/"); code != 200 || !strings.Contains(body, "8") {
			t.Errorf("%s: notes: %d %.300s", format, code, body)
		}
	}

	// What cannot be had, does not fit, or is not for this runtime is refused before anything is applied.
	put := func(format, text string) *problem.Problem {
		t.Helper()
		_, p := w.call("PUT", path, bearer, w.deployText(id, revision+1, format, text), nil)
		return p
	}
	compose := formats["compose"]
	for _, c := range []struct {
		name, text string
		code       problem.Code
		field      string
	}{
		{"privileged", strings.Replace(compose, "    expose", "    privileged: true\n    expose", 1), problem.BadField, "manifest.services.notes.privileged"},
		{"too much memory", strings.Replace(compose, "48m", "48g", 1), problem.DoesNotFit, ""},
		{"an image from elsewhere", strings.Replace(compose, "berth/hello", "nginx", 1), problem.UnknownImage, ""},
		{"a command", strings.Replace(compose, "    expose", "    command: [ls]\n    expose", 1), problem.DoesNotFit, ""},
		{"replicas", strings.Replace(compose, "    ports", "    scale: 2\n    ports", 1), problem.DoesNotFit, ""},
	} {
		if p := put("compose", c.text); p == nil || p.Code != c.code || p.Field != c.field || p.Detail == "" {
			t.Errorf("%s: got %+v", c.name, p)
		}
		var a wire.ManifestCheck
		if _, p := w.call("POST", path+"/check", bearer, wire.ManifestCheckRequest{Format: "compose", Manifest: c.text}, &a); p != nil || a.OK || len(a.Problems) == 0 || a.Problems[0].Code != c.code {
			t.Errorf("%s: check: %+v %v", c.name, a, p)
		}
	}
	if d := w.deployment(id, bearer); d.Phase != wire.PhaseReady || d.Revision != revision {
		t.Errorf("what ran before goes on: %+v", d)
	}
}
