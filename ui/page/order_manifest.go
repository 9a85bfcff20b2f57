package page

import (
	"encoding/json"
	"strings"

	"berth/shared/wire"
	"berth/ui/js"
)

// The formats in which it can be said what is to run.
const (
	formatTemplate   = "template"
	formatCompose    = "compose"
	formatKubernetes = "kubernetes"
	formatSDL        = "sdl"
)

var formats = []string{formatTemplate, formatCompose, formatKubernetes, formatSDL}

// manifestBytes is how long a manifest may be on a node that does not say.
const manifestBytes = 64 << 10

// manifest is what is to run, as a gateway takes it.
type manifest struct{ Format, Text string }

// writing is what the user has written for an order, one text a format. It may have secrets in it, so it is kept for
// the life of the tab only.
type writing struct {
	Format string            `json:"format"`
	Texts  map[string]string `json:"texts"`
}

// writingStore is the key of what is written for an order in the tab's storage.
func writingStore(id interface{ String() string }) string { return "berth.manifest." + id.String() }

func written(id interface{ String() string }) (w writing) {
	js.Session.Get(writingStore(id), &w)
	if w.Format == "" {
		w.Format = formatTemplate
	}
	if w.Texts == nil {
		w.Texts = map[string]string{}
	}
	return w
}

func (w writing) keep(id interface{ String() string }) { js.Session.Set(writingStore(id), w) }

// text is what is written in the chosen format.
func (w writing) text() string { return w.Texts[w.Format] }

// templateManifest is a template of the catalogue with its settings, as a gateway takes it.
func templateManifest(tpl wire.Template, env map[string]string) manifest {
	b, err := json.Marshal(wire.TemplateManifest{
		Template: tpl.ID, Service: serviceName(tpl.ID), Image: tpl.Image, Port: tpl.Port, Disk: tpl.Disk, Env: env,
	})
	if err != nil {
		return manifest{}
	}
	return manifest{formatTemplate, string(b)}
}

// guess is the format that a text plainly is in; "": it is not plain. Only the keys that begin a line are looked at: a
// parser of YAML would be larger than the rest of the page.
func guess(text string) string {
	keys := map[string]bool{}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		key, _, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		// JSON is YAML, too: its outermost keys are one step in.
		inner := strings.TrimLeft(key, " {\t")
		if key != inner && !(strings.HasPrefix(inner, `"`) && len(key)-len(inner) <= 4) {
			continue
		}
		keys[strings.Trim(inner, `"'`)] = true
	}
	switch {
	case keys["apiVersion"] && keys["kind"]:
		return formatKubernetes
	case keys["services"] && (keys["deployment"] || keys["profiles"]):
		return formatSDL
	case keys["services"] && !keys["apiVersion"]:
		return formatCompose
	}
	return ""
}

// span is where a line of a text is, counted from 1, in UTF-16 units as a browser counts them. A line behind the last
// is the last.
func span(text string, line int) (from, to int) {
	all := strings.Split(text, "\n")
	i := min(max(line, 1), len(all)) - 1
	for _, l := range all[:i] {
		from += units16(l) + 1
	}
	return from, from + units16(all[i])
}

// units16 is how long a text is in UTF-16.
func units16(s string) (n int) {
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// lineCount is how many lines a text has in a field: one more than it has ends of lines.
func lineCount(text string) int { return strings.Count(text, "\n") + 1 }

// example is a small manifest in a format that a node can run: with one of its built-in images where it has some, and
// else with a public one that runs without root.
func example(format string, images []string) string {
	image, note := "nginxinc/nginx-unprivileged:1.27-alpine", ""
	if len(images) > 0 {
		image, note = "berth/hello", "Hello"
	}
	r := strings.NewReplacer("IMAGE", image)
	var env string
	switch format {
	case formatCompose:
		if note != "" {
			env = "    environment:\n      GREETING: Hello from Compose\n"
		}
		return r.Replace("services:\n  web:\n    image: IMAGE\n    ports:\n      - \"8080:8080\"\n" + env)
	case formatKubernetes:
		if note != "" {
			env = "          env:\n            - name: GREETING\n              value: Hello from Kubernetes\n"
		}
		return r.Replace(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: IMAGE
          ports:
            - containerPort: 8080
` + env + `---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 8080
`)
	case formatSDL:
		if note != "" {
			env = "    env:\n      - GREETING=Hello from SDL\n"
		}
		return r.Replace(`version: "2.0"
services:
  web:
    image: IMAGE
` + env + `    expose:
      - port: 8080
        to:
          - global: true
profiles:
  compute:
    web:
      resources:
        cpu:
          units: 0.05
        memory:
          size: 32Mi
        storage:
          size: 32Mi
  placement:
    berth:
      pricing:
        web:
          denom: brt
          amount: 1
deployment:
  web:
    berth:
      profile: web
      count: 1
`)
	}
	return ""
}
