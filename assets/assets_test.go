package assets

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// TestXterm holds that the terminal's files are those that its README names, and no others.
func TestXterm(t *testing.T) {
	readme, err := os.ReadFile("xterm/README.md")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"README.md": "", "fetch.sh": ""}
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|.*\\| `([0-9a-f]{64})` \\|$").FindAllSubmatch(readme, -1) {
		want[string(m[1])] = string(m[2])
	}
	if len(want) != 6 {
		t.Fatalf("the README names %d files, want 4", len(want)-2)
	}
	entries, err := os.ReadDir("xterm")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		sum, known := want[e.Name()]
		delete(want, e.Name())
		if !known {
			t.Errorf("xterm/%s: not in the README", e.Name())
		}
		if sum == "" {
			continue
		}
		body, err := os.ReadFile(filepath.Join("xterm", e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		got := sha256.Sum256(body)
		if hex.EncodeToString(got[:]) != sum {
			t.Errorf("xterm/%s: %x, the README says %s", e.Name(), got, sum)
		}
	}
	for name := range want {
		t.Errorf("xterm/%s: missing", name)
	}
}
