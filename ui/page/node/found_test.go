package node

import (
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/text"
)

// TestGPUsAreNotMeasured: a node that sells GPUs is said not to have been measured in that, whatever its level.
func TestGPUsAreNotMeasured(t *testing.T) {
	for l, want := range map[text.Lang]string{text.EN: "Its GPUs were not measured", text.ZH: "它的 GPU 没有经过测量"} {
		for gpus, says := range map[uint16]bool{0: false, 2: true} {
			f := &found{Node: wire.Node{Total: resource.Resources{GPU: gpus}}}
			html := app.HTMLString(f.level(text.In(l), wire.Certification{Level: wire.Certified}))
			if strings.Contains(html, want) != says {
				t.Errorf("%d GPUs: %s", gpus, html)
			}
		}
	}
}
