package main

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
)

// TestRecipes: each recipe can be read, is after what it is laid over, and has the files that it copies; names are one image's.
func TestRecipes(t *testing.T) {
	recipes, err := loadRecipes()
	if err != nil {
		t.Fatal(err)
	}
	before, taken := map[string]bool{"": true}, map[string]string{}
	for _, r := range recipes {
		if !before[r.From] {
			t.Errorf("%s is before %s", r.name, r.From)
		}
		before[r.name] = true
		for _, n := range r.Names {
			if _, err := name.NewTag(n); err != nil {
				t.Errorf("%s: %v", r.name, err)
			}
			if taken[n] != "" {
				t.Errorf("%s is the name of %s and %s", n, r.name, taken[n])
			}
			taken[n] = r.name
		}
		if len(r.Names) > 0 && len(r.Config.Entrypoint)+len(r.Config.Command) == 0 {
			t.Errorf("%s does not say what it starts", r.name)
		}
		for from := range r.Copy {
			if _, err := files.ReadFile("recipes/" + r.name + "/" + from); err != nil {
				t.Errorf("%s: %v", r.name, err)
			}
		}
		for _, text := range r.Folders {
			if len(strings.Fields(text)) != 3 {
				t.Errorf("%s: folder %q", r.name, text)
			}
		}
	}
	if len(taken) < 20 {
		t.Errorf("%d names", len(taken))
	}
}

// TestDigest: what is laid over a recipe is made anew when that changes.
func TestDigest(t *testing.T) {
	recipes, err := loadRecipes()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, r := range recipes {
		if seen[r.digest] != "" {
			t.Errorf("%s and %s have one digest", r.name, seen[r.digest])
		}
		seen[r.digest] = r.name
	}
}

// TestPack: what is removed from below, links, owners and modes are in the layer as in the folder.
func TestPack(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("files of several owners need root")
	}
	dir := t.TempDir()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.Mkdir(filepath.Join(dir, "data"), 0o700))
	must(os.Chown(filepath.Join(dir, "data"), 999, 998))
	must(write(filepath.Join(dir, "bin/tool"), []byte("program"), 0o755))
	must(syscall.Chmod(filepath.Join(dir, "bin/tool"), 0o4755))
	must(os.Link(filepath.Join(dir, "bin/tool"), filepath.Join(dir, "bin/twin")))
	must(os.Symlink("tool", filepath.Join(dir, "bin/alias")))
	must(syscall.Mknod(filepath.Join(dir, "bin/zgone"), syscall.S_IFCHR, 0))
	must(syscall.Mkfifo(filepath.Join(dir, "bin/pipe"), 0o600))
	var b bytes.Buffer
	must(pack(&b, dir))
	got := map[string]*tar.Header{}
	for r := tar.NewReader(&b); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		must(err)
		got[h.Name] = h
	}
	if h := got["data/"]; h == nil || h.Uid != 999 || h.Gid != 998 || h.Mode&0o777 != 0o700 {
		t.Errorf("data: %+v", h)
	}
	if h := got["bin/tool"]; h == nil || h.Mode&0o7777 != 0o4755 || h.Size != 7 {
		t.Errorf("tool: %+v", h)
	}
	if h := got["bin/twin"]; h == nil || h.Typeflag != tar.TypeLink || h.Linkname != "bin/tool" {
		t.Errorf("twin: %+v", h)
	}
	if h := got["bin/alias"]; h == nil || h.Typeflag != tar.TypeSymlink || h.Linkname != "tool" {
		t.Errorf("alias: %+v", h)
	}
	if got["bin/.wh.zgone"] == nil || got["bin/zgone"] != nil || got["bin/pipe"] != nil {
		t.Errorf("a removed file and a pipe: %v", got)
	}
}
