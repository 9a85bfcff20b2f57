package recommend

import (
	"encoding/json"
	"strings"
	"testing"

	"berth/shared/wire"
)

// A node that was never away loses nothing for it, and that is written as 0.
func TestNeverAway(t *testing.T) {
	for month, want := range map[int]string{1000: `"points":0}`, 500: `"points":-5}`, 0: `"points":-10}`} {
		why := proven(&wire.Node{Certification: &wire.Certification{Uptime: wire.Uptime{Day: 1000, Week: 1000, Month: month}}})
		b, err := json.Marshal(why)
		if err != nil || !strings.Contains(string(b), want) {
			t.Errorf("%d of 1000: %s, want %s, %v", month, b, want, err)
		}
	}
}
