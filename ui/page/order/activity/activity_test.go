package activity

import (
	"strings"
	"testing"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/text"
)

// TestHappeningMarked marks what is wrong by a word and a shape, not by colour alone.
func TestHappeningMarked(t *testing.T) {
	bad := wire.Happening{At: time.Now(), Code: wire.HappenedMemory, Bad: true, Service: "<web>", Count: 12}
	got := app.HTMLString(renderHappening(text.In(text.EN), bad))
	for _, want := range []string{`data-code="out-of-memory"`, "tone-bad", "Trouble", "×12"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s: not in\n%s", want, got)
		}
	}
	good := wire.Happening{At: time.Now(), Code: wire.HappenedReady, Service: "web", Count: 1}
	if got := app.HTMLString(renderHappening(text.In(text.EN), good)); strings.Contains(got, "Trouble") || strings.Contains(got, "×") {
		t.Errorf("a good one: %s", got)
	}
}
