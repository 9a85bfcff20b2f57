package heap

import (
	"os"
	"path/filepath"
	"testing"
)

func TestPercent(t *testing.T) {
	for live, want := range map[uint64]int{0: most, 1 << 20: most, 24 << 20: 400, 40 << 20: 200, 96 << 20: usual, 1 << 30: usual} {
		if got := percent(live); got != want {
			t.Errorf("%d bytes: got %d, want %d", live, got, want)
		}
	}
}

func TestLimit(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	none, bound := filepath.Join(dir, "none"), file("bound", "134217728\n")
	for name, c := range map[string]struct {
		paths []string
		want  int64
	}{
		"no file": {[]string{none}, 0}, "a bound": {[]string{none, bound}, 128 << 20}, "version 2 without one": {[]string{file("max", "max\n"), bound}, 128 << 20},
		"version 1 without one": {[]string{file("most", "9223372036854771712\n")}, 0}, "what is no number": {[]string{file("text", "much")}, 0},
	} {
		if got := limit(c.paths...); got != c.want {
			t.Errorf("%s: got %d, want %d", name, got, c.want)
		}
	}
}
