// Package checkout finds files of this repository for tests, in whichever folder they run and however they were built.
package checkout

import (
	"os"
	"path/filepath"
	"testing"
)

// Path is where a file stands that is named as seen from the repository's root, for example docs/metrics.md.
func Path(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "vercel.json")); err == nil {
			return filepath.Join(dir, filepath.FromSlash(name))
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatalf("no folder above this test is the repository's root, where %s is looked for", name)
		}
		dir = up
	}
}
