package assets

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// TestFromNPM holds that the files that are others' are those that their README names, and no others.
func TestFromNPM(t *testing.T) {
	for folder, files := range map[string]int{"xterm": 4, "walletconnect": 2} {
		t.Run(folder, func(t *testing.T) { fromNPM(t, folder, files) })
	}
}

func fromNPM(t *testing.T, folder string, files int) {
	readme, err := os.ReadFile(folder + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"README.md": "", "fetch.sh": ""}
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|.*\\| `([0-9a-f]{64})` \\|$").FindAllSubmatch(readme, -1) {
		want[string(m[1])] = string(m[2])
	}
	if len(want) != files+2 {
		t.Fatalf("the README names %d files, want %d", len(want)-2, files)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		sum, known := want[e.Name()]
		delete(want, e.Name())
		if !known {
			t.Errorf(folder+"/%s: not in the README", e.Name())
		}
		if sum == "" {
			continue
		}
		body, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		got := sha256.Sum256(body)
		if hex.EncodeToString(got[:]) != sum {
			t.Errorf(folder+"/%s: %x, the README says %s", e.Name(), got, sum)
		}
	}
	for name := range want {
		t.Errorf(folder+"/%s: missing", name)
	}
}

// TestWorld: the land is whole. A browser draws a path up to its first error.
func TestWorld(t *testing.T) {
	file, err := os.ReadFile("world.svg")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`^<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 280"><path d="((M\d+ \d+l((?:-|\d)\d* ?-?\d+ ?)+z)+)"/></svg>\s*$`).FindSubmatch(file)
	if m == nil {
		t.Fatal("it is not a single path of closed lines")
	}
	for part := range bytes.SplitSeq(bytes.TrimSuffix(m[1], []byte("z")), []byte("z")) {
		if n := len(regexp.MustCompile(`-?\d+`).FindAll(part, -1)); n < 6 || n%2 != 0 {
			t.Errorf("%s has %d numbers", part, n)
		}
	}
}
