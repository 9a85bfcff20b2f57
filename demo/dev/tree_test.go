package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestStamp: whatever is done to a file shows, and nothing else does.
func TestStamp(t *testing.T) {
	dir := t.TempDir()
	watched := tree{dir}
	file := filepath.Join(dir, "page", "page.go")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.Mkdir(filepath.Dir(file), 0o755))
	must(os.WriteFile(file, []byte("package page"), 0o644))
	was, err := watched.stamp()
	must(err)
	for _, c := range []struct {
		name    string
		do      func() error
		changes bool
	}{
		{"nothing", func() error { return nil }, false},
		{"a reading", func() error { _, err := os.ReadFile(file); return err }, false},
		{"another text of the same length, later", func() error {
			if err := os.WriteFile(file, []byte("package PAGE"), 0o644); err != nil {
				return err
			}
			return os.Chtimes(file, time.Time{}, time.Now().Add(time.Second))
		}, true},
		{"a longer text", func() error { return os.WriteFile(file, []byte("package page // more"), 0o644) }, true},
		{"another name", func() error { return os.Rename(file, file+".bak") }, true},
		{"a new file", func() error { return os.WriteFile(file, nil, 0o644) }, true},
		{"a file less", func() error { return os.Remove(file) }, true},
	} {
		must(c.do())
		now, err := watched.stamp()
		must(err)
		if (now != was) != c.changes {
			t.Errorf("%s: changed %v, want %v", c.name, now != was, c.changes)
		}
		was = now
	}
	if _, err := (tree{filepath.Join(dir, "nowhere")}).stamp(); err == nil {
		t.Error("a folder that is not there has a stamp")
	}
}
