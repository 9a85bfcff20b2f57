package deploy

import (
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/text"
)

// TestIsolation: each kind that a node may tell has a sentence in both languages; what is not known is not shown.
func TestIsolation(t *testing.T) {
	for kind, want := range map[string][2]string{
		"plain":     {"not root", "非 root"},
		"rooted":    {"user namespace", "用户命名空间"},
		"sandboxed": {"a machine of its own", "独立的内核"},
		"":          {}, "magic": {},
	} {
		for i, lang := range []text.Lang{text.EN, text.ZH} {
			html := app.HTMLString(app.Dl().Body(isolation(text.In(lang), wire.ServicePlan{Isolation: kind})...))
			if shown := strings.Contains(html, "plan-isolation"); shown != (want[i] != "") || !strings.Contains(html, want[i]) {
				t.Errorf("%q: %s", kind, html)
			}
		}
	}
}
