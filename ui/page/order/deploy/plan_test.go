package deploy

import (
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/text"
)

// TestPlanSaysHowItRuns: a plan has what a service may write besides, what it comes after, and that it runs once.
func TestPlanSaysHowItRuns(t *testing.T) {
	services := []wire.ServicePlan{{
		Name: "seed", Image: "x/seed:1", Replicas: 1, Share: resource.Resources{CPUMilli: 100, MemoryMiB: 64, DiskMiB: 300}, Asked: []string{"diskMiB"},
		Once: true, After: []wire.Awaited{{Service: "store", Until: "ready"}, {Service: "web", Until: "unheard of"}}, Before: []string{"x/before:1"}, Beside: []string{"x/beside:1"},
	}}
	for lang, all := range map[text.Lang][]string{
		text.EN: {"once, to its end", "once store is ready", "300", "Outside of disks", "Before it", "x/before:1", "Beside it", "x/beside:1"},
		text.ZH: {"只运行一次，直到结束", "在 store 就绪之后", "300", "磁盘以外"},
	} {
		got := app.HTMLString(planCards(text.In(lang), services, nil))
		for _, want := range all {
			if !strings.Contains(got, want) {
				t.Errorf("no %q in\n%s", want, got)
			}
		}
		if strings.Contains(got, "unheard of") {
			t.Errorf("what nobody knows is shown: %s", got)
		}
	}
}
