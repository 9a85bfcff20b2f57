package deploy

import (
	"encoding/json"
	"strings"

	"berth/shared/order"
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
func writingStore(id order.ID) string { return "berth.manifest." + id.String() }

func written(id order.ID) (w writing) {
	js.Session.Get(writingStore(id), &w)
	if w.Format == "" {
		w.Format = formatTemplate
	}
	if w.Texts == nil {
		w.Texts = map[string]string{}
	}
	return w
}

func (w writing) keep(id order.ID) { js.Session.Set(writingStore(id), w) }

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

// serviceName makes a service's name out of a template's id: 1 to 20 of a-z, 0-9 and -.
func serviceName(id string) string {
	s := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(id))
	s = strings.Trim(s[:min(len(s), 20)], "-")
	if s == "" {
		return "web"
	}
	return s
}
