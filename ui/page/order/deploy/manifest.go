package deploy

import (
	"encoding/json"

	"berth/shared/bundle"
	"berth/shared/wire"
	"berth/ui/bring"
	"berth/ui/pack"
)

// The formats in which it can be said what is to run.
const (
	formatTemplate   = "template"
	formatCompose    = pack.Compose
	formatKubernetes = pack.Kubernetes
	formatSDL        = pack.SDL
)

var formats = []string{formatTemplate, formatCompose, formatKubernetes, formatSDL}

// formatBundle is a file in another format with what comes along.
const formatBundle = bundle.Format

// manifestBytes is how long a manifest may be on a node that does not say.
const manifestBytes = 64 << 10

// What is written, shared with the page on which it is looked at before an order is paid for.
type (
	manifest = bring.Manifest
	along    = bring.Along
)

// templateManifest is a template of the catalogue with the values of its settings, as a gateway takes it.
func templateManifest(tpl wire.Template, values map[string]string) manifest {
	b, err := json.Marshal(wire.TemplateManifest{Template: tpl.ID, Compose: tpl.Compose, Values: values})
	if err != nil {
		return manifest{}
	}
	return manifest{Format: formatTemplate, Text: string(b)}
}
