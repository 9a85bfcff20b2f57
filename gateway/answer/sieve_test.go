package answer

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// What is left out is counted.
func TestSieveCounts(t *testing.T) {
	var b bytes.Buffer
	v := NewSieve(slog.New(slog.NewTextHandler(&b, nil)))
	for range 3 {
		v.Say(slog.LevelWarn, "x", "y")
	}
	v.kinds["x y"].last = time.Time{}
	v.Say(slog.LevelWarn, "x", "y")
	if strings.Count(b.String(), "\n") != 2 || !strings.Contains(b.String(), "skipped=2") {
		t.Errorf("got %s", b.String())
	}
}
