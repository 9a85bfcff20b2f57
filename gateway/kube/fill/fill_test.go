package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// image makes a folder as an image may have one.
func image(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, mode := range map[string]fs.FileMode{"conf": 0o750, "conf/deep": 0o700, "empty": 0o1777} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
		defer os.Chmod(filepath.Join(dir, name), mode)
	}
	for name, mode := range map[string]fs.FileMode{"run.sh": 0o755, "conf/app.toml": 0o640, "conf/deep/key": 0o400, ".hidden": 0o644} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, time.Unix(1e9, 0), time.Unix(1e9, 0)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("conf/app.toml", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// tree is what is in a folder: names, modes, times of files, contents and links.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var out strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		out.WriteString(name + " " + info.Mode().String())
		switch {
		case d.Type() == fs.ModeSymlink:
			to, _ := os.Readlink(path)
			out.WriteString(" -> " + to)
		case d.Type().IsRegular():
			raw, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			out.WriteString(" " + string(raw) + " " + info.ModTime().UTC().String())
		}
		out.WriteByte('\n')
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func fill(t *testing.T, from, to string) bool {
	t.Helper()
	done, err := (&copier{}).fill(from, to)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestFill(t *testing.T) {
	from, to := image(t), t.TempDir()
	if err := os.Mkdir(filepath.Join(to, "lost+found"), 0o700); err != nil {
		t.Fatal(err)
	}
	if !fill(t, from, to) {
		t.Fatal("an empty volume is not filled")
	}
	if err := os.Remove(filepath.Join(to, "lost+found")); err != nil {
		t.Fatal(err)
	}
	if got, want := tree(t, to), tree(t, from); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	info, err := os.Stat(to)
	if err != nil {
		t.Fatal(err)
	}
	origin, err := os.Stat(from)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode() != origin.Mode() {
		t.Errorf("the volume itself is %s, want %s", info.Mode(), origin.Mode())
	}
	// What its user changes stays.
	put(t, filepath.Join(to, "run.sh"), "mine")
	if err := os.Remove(filepath.Join(to, "link")); err != nil {
		t.Fatal(err)
	}
	before := tree(t, to)
	if fill(t, from, to) || tree(t, to) != before {
		t.Error("a volume that has something in it was filled again")
	}
}

func TestNothingToFill(t *testing.T) {
	to := t.TempDir()
	file := filepath.Join(t.TempDir(), "file")
	put(t, file, "x")
	for _, from := range []string{filepath.Join(t.TempDir(), "nowhere"), file, t.TempDir()} {
		fill(t, from, to)
		if got := tree(t, to); got != "" {
			t.Errorf("%s: got %s", from, got)
		}
	}
}

// TestInterrupted: a volume that was not filled to its end is filled again, whatever is there by then.
func TestInterrupted(t *testing.T) {
	from, to := image(t), t.TempDir()
	put(t, filepath.Join(to, mark), "")
	put(t, filepath.Join(to, "run.sh"), "ha")                             // the half of a file
	put(t, filepath.Join(to, "conf"), "a file where a folder is to be")   // none of ours, though it must not be in the way
	if err := os.Mkdir(filepath.Join(to, ".hidden"), 0o700); err != nil { // and the other way round
		t.Fatal(err)
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(to, "link")); err != nil {
		t.Fatal(err)
	}
	if !fill(t, from, to) {
		t.Fatal("it was not filled again")
	}
	if got, want := tree(t, to), tree(t, from); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestTwoFill: of two that fill the same volume one waits for the other.
func TestTwoFill(t *testing.T) {
	from, to := image(t), t.TempDir()
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if _, err := (&copier{}).fill(from, to); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got, want := tree(t, to), tree(t, from); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestInstall(t *testing.T) {
	to := filepath.Join(t.TempDir(), "fill")
	if err := run([]string{"install", to}); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	want, err1 := os.Stat(self)
	got, err2 := os.Stat(to)
	if err1 != nil || err2 != nil || got.Size() != want.Size() || got.Mode().Perm() != 0o755 {
		t.Errorf("got %+v %v, want %+v %v", got, err2, want, err1)
	}
	if run([]string{"copy", "/a"}) == nil || run(nil) == nil {
		t.Error("what nobody means is done")
	}
}
