package kube

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"berth/e2e/rig"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
)

// inside is the cluster's registry by its address, where the gateway can ask it as the machines do.
const inside = "10.250.0.1:5000"

// private are files with an image that wants a password, by format.
var private = map[string]string{
	"compose": `services:
  web:
    image: %[1]s/private/hello
    ports: ["8080"]
    x-berth-registry: {host: "%[1]s", username: berth, password: %[2]s}
`,
	"sdl": `version: "2.0"
services:
  web:
    image: %[1]s/private/hello
    credentials:
      host: %[1]s
      username: berth
      password: %[2]s
    expose:
      - port: 8080
        as: 80
        to:
          - global: true
profiles:
  compute:
    web:
      resources: {cpu: {units: 0.2}, memory: {size: 64Mi}, storage: {size: 32Mi}}
  placement:
    any:
      pricing: {web: {denom: uakt, amount: 1}}
deployment:
  web: {any: {profile: web, count: 1}}
`,
	"kubernetes": `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      imagePullSecrets: [{name: access}]
      containers:
        - {name: web, image: "%[1]s/private/hello", ports: [{containerPort: 8080}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Secret
metadata: {name: access}
type: kubernetes.io/dockerconfigjson
stringData:
  .dockerconfigjson: '{"auths": {"%[1]s": {"username": "berth", "password": "%[2]s"}}}'
`,
}

// TestPrivateImages runs a private image out of a file of each format that can have a password for it. The check tells a wrong
// password and none before anything is pulled, and the right one's facts; the password is nowhere in what the gateway keeps or says.
func TestPrivateImages(t *testing.T) {
	const password = "berth-test" // the cluster's registry has it
	y := newYard(t, 1, time.Minute)
	y.kill(syscall.SIGTERM)
	y.args = append(y.args, "--registries", inside)
	y.start()
	p := y.settle(0, resource.Resources{CPUMilli: 400, MemoryMiB: 256, DiskMiB: 128, TrafficMiB: 1024})
	check := func(format, text string) wire.ManifestCheck {
		t.Helper()
		a, err := rig.Ask[wire.ManifestCheck](y.Context(), p.Person, "POST", p.API("deployment/check"), wire.ManifestCheckRequest{Format: format, Manifest: text})
		y.must(err)
		if said := fmt.Sprintf("%+v", a); strings.Contains(said, password) {
			t.Errorf("%s: the check says the password: %s", format, said)
		}
		return a
	}
	if a := check("compose", fmt.Sprintf("services: {web: {image: %s/private/hello, ports: ['8080']}}", inside)); a.OK || len(a.Problems) != 1 ||
		a.Problems[0].Code != problem.NoImage || !strings.Contains(a.Problems[0].Text, "needs a user and password") {
		t.Errorf("without a password: %+v", a.Problems)
	}
	revision := uint64(0)
	for _, format := range []string{"compose", "sdl", "kubernetes"} {
		wrong := check(format, fmt.Sprintf(private[format], inside, "wrong"))
		if wrong.OK || !slices.ContainsFunc(wrong.Problems, func(x wire.ManifestProblem) bool {
			return x.Code == problem.NoImage && strings.Contains(x.Text, "refuses the user and password that web has for it") && x.Line > 0
		}) {
			t.Errorf("%s: a wrong password: %+v", format, wrong.Problems)
		}
		text := fmt.Sprintf(private[format], inside, password)
		right := check(format, text)
		if !right.OK || len(right.Services) != 1 || right.Services[0].Facts == nil {
			t.Fatalf("%s: %+v", format, right)
		}
		if f := right.Services[0].Facts; f.SizeMiB == 0 || f.SizeMiB > 100 || !strings.HasPrefix(f.Digest, "sha256:") {
			t.Errorf("%s: facts %+v", format, f)
		}
		revision++
		began := time.Now()
		y.must(p.send(y.Context(), revision, format, text))
		y.within(60*time.Second, format+" is ready", func() error {
			d, err := p.Deployment(y.Context())
			if err == nil && (d.Revision != revision || d.Phase != wire.PhaseReady) {
				err = fmt.Errorf("revision %d is %s: %s %+v", d.Revision, d.Phase, d.Error, d.Steps)
			}
			return err
		})
		t.Logf("%s: ready after %s", format, time.Since(began).Round(time.Millisecond))
		if revision == 1 {
			y.must(p.enter(y.Context()))
		}
		y.within(10*time.Second, "its page", p.shows(y.Context(), "<html"))
	}
	status, metrics, err := p.Do(y.Context(), "GET", y.admin+"/metrics", nil)
	y.must(err)
	for _, want := range []string{`found="facts",from="registry"`, `found="bad-access",from="registry"`, `found="denied",from="registry"`} {
		if status != 200 || !bytes.Contains(metrics, []byte(want)) {
			t.Errorf("the metrics lack %s", want)
		}
	}

	y.kill(syscall.SIGTERM)
	if s := y.log.String(); strings.Contains(s, password) {
		t.Errorf("the log has the password:\n%s", s)
	}
	data := y.args[slices.Index(y.args, "--data")+1]
	files := 0
	y.must(filepath.WalkDir(data, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		raw, err := os.ReadFile(path)
		if bytes.Contains(raw, []byte(password)) {
			t.Errorf("%s has the password", path)
		}
		return err
	}))
	if files == 0 {
		t.Error("the gateway keeps nothing")
	}
	y.start() // for the end
}
