package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"
	"time"

	"golang.org/x/sys/unix"
)

var roomy = LimitsOf(64 << 20)

// disk makes a folder as a service may leave one.
func disk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, mode := range map[string]fs.FileMode{"data": 0o750, "data/deep": 0o700, "empty": 0o1777, "sealed": 0o555} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, name)
		t.Cleanup(func() { _ = os.Chmod(path, 0o700) })
		defer os.Chmod(path, fs.FileMode(mode&0o777)|sticky(mode))
	}
	for name, text := range map[string]string{"run.sh": "#!/bin/sh", "data/app.db": strings.Repeat("a page of it ", 40_000), "data/deep/key": "k", ".hidden": "", "sealed/x": "y"} {
		put(t, filepath.Join(dir, name), text)
	}
	for name, mode := range map[string]fs.FileMode{"run.sh": 0o755 | fs.ModeSetgid, "data/deep/key": 0o400} {
		if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	if os.Geteuid() == 0 {
		if err := errors.Join(os.Chown(filepath.Join(dir, "data/app.db"), 999, 998), os.Lchown(filepath.Join(dir, "data"), 33, 33)); err != nil {
			t.Fatal(err)
		}
	}
	for from, to := range map[string]string{"link": "data/app.db", "out": "/etc/passwd", "up": "../../..", "dangling": "nowhere"} {
		if err := os.Symlink(to, filepath.Join(dir, from)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Link(filepath.Join(dir, "data/app.db"), filepath.Join(dir, "same")); err != nil {
		t.Fatal(err)
	}
	old := time.Unix(1_000_000_000, 123_000_000)
	if err := os.Chtimes(filepath.Join(dir, "run.sh"), old, old); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(filepath.Join(dir, "sparse"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt([]byte("far"), 300<<20); err != nil {
		t.Fatal(err)
	}
	if err := unix.Fsetxattr(int(f.Fd()), "user.note", []byte("kept"), 0); err != nil && !errors.Is(err, unix.ENOTSUP) {
		t.Fatal(err)
	}
	return dir
}

func sticky(m fs.FileMode) fs.FileMode {
	if m&0o1000 != 0 {
		return fs.ModeSticky
	}
	return 0
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// tree is what is in a folder: names, modes, owners, times of files, contents, attributes, and which names are one file's.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var out strings.Builder
	files := map[uint64]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		s := info.Sys().(*syscall.Stat_t)
		fmt.Fprintf(&out, "%s %s %d:%d", name, info.Mode(), s.Uid, s.Gid)
		switch {
		case d.Type() == fs.ModeSymlink:
			to, _ := os.Readlink(path)
			out.WriteString(" -> " + to)
		case d.Type().IsRegular():
			if files[s.Ino] != "" {
				out.WriteString(" is " + files[s.Ino])
			} else {
				files[s.Ino] = name
			}
			fmt.Fprintf(&out, " %d %s", info.Size(), info.ModTime().UTC())
			value := make([]byte, 100)
			if n, err := unix.Getxattr(path, "user.note", value); err == nil {
				fmt.Fprintf(&out, " note=%s", value[:n])
			}
			if info.Size() < 1<<20 {
				raw, err := os.ReadFile(path)
				if err != nil {
					return err
				}
				out.Write(raw)
			}
		}
		out.WriteByte('\n')
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func pack(t *testing.T, dir string) ([]byte, Content) {
	t.Helper()
	var out bytes.Buffer
	c, err := Pack(t.Context(), dir, &out)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), c
}

func TestThereAndBack(t *testing.T) {
	from, to := disk(t), disk(t)
	put(t, filepath.Join(to, "of before"), "x")
	if err := os.Mkdir(filepath.Join(to, "lost+found"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := unix.Mkfifo(filepath.Join(from, "pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	raw, c := pack(t, from)
	if c.Entries != 16 || c.Skipped != 1 || c.Changed != 0 {
		t.Errorf("packed %+v, want 16 entries and the pipe left out", c)
	}
	if err := os.Remove(filepath.Join(from, "pipe")); err != nil {
		t.Fatal(err)
	}
	for name, how := range map[string]How{"beside": {}, "in place": {InPlace: true}} {
		got, err := Unpack(t.Context(), to, how, roomy, bytes.NewReader(raw))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got.Entries != c.Entries || got.Skipped != 0 {
			t.Errorf("%s: unpacked %+v, packed %+v", name, got, c)
		}
		if _, err := os.Stat(filepath.Join(to, "lost+found")); err != nil {
			t.Errorf("%s: what is the file system's own is gone: %v", name, err)
		}
		if err := os.Remove(filepath.Join(to, "lost+found")); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		if a, b := tree(t, from), tree(t, to); a != b {
			t.Errorf("%s: got\n%.2000s\nwant\n%.2000s", name, b, a)
		}
		if info, err := os.Stat(filepath.Join(to, "sparse")); err != nil || info.Sys().(*syscall.Stat_t).Blocks > 100 {
			t.Errorf("%s: holes are not holes any more: %+v", name, info)
		}
		if err := os.Mkdir(filepath.Join(to, "lost+found"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFailureKeepsTheOldContent: an archive that is cut off anywhere, or whose reader fails, changes nothing.
func TestFailureKeepsTheOldContent(t *testing.T) {
	raw, _ := pack(t, disk(t))
	to := disk(t)
	before := tree(t, to)
	for _, n := range []int{0, 1, 10, 100, len(raw) / 2, len(raw) - 1} {
		_, err := Unpack(t.Context(), to, How{}, roomy, bytes.NewReader(raw[:n]))
		if !errors.Is(err, ErrBad) || errors.Is(err, ErrLost) {
			t.Errorf("cut off after %d of %d: %v", n, len(raw), err)
		}
	}
	broken := errors.New("the line is dead")
	if _, err := Unpack(t.Context(), to, How{}, roomy, io.MultiReader(bytes.NewReader(raw[:len(raw)/2]), iotest.ErrReader(broken))); !errors.Is(err, ErrFrom) || !errors.Is(err, broken) {
		t.Errorf("a reader that fails: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Unpack(ctx, to, How{}, roomy, bytes.NewReader(raw)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if after := tree(t, to); after != before {
		t.Errorf("the old content is another: got\n%.2000s\nwant\n%.2000s", after, before)
	}
	if _, err := Unpack(t.Context(), to, How{InPlace: true}, roomy, bytes.NewReader(raw[:len(raw)/2])); !errors.Is(err, ErrLost) {
		t.Errorf("in place it is not said that the old content is gone: %v", err)
	}
}

// TestInterruptedSwap: a swap that was interrupted anywhere is finished by whoever comes next.
func TestInterruptedSwap(t *testing.T) {
	raw, _ := pack(t, disk(t))
	whole := t.TempDir()
	if _, err := Unpack(t.Context(), whole, How{}, roomy, bytes.NewReader(raw)); err != nil {
		t.Fatal(err)
	}
	want := tree(t, whole)
	for moved := range 8 {
		dir := t.TempDir()
		put(t, filepath.Join(dir, "a"), "old")
		put(t, filepath.Join(dir, "run.sh"), "old")
		root, err := os.OpenRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer root.Close()
		if _, err := beside(t.Context(), root, roomy, bytes.NewReader(raw)); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(root.Mkdir(work+"/old", 0o700), mark(root, outward)); err != nil {
			t.Fatal(err)
		}
		if moved > 0 {
			if err := root.Rename("a", work+"/old/a"); err != nil {
				t.Fatal(err)
			}
		}
		if moved > 1 {
			if err := errors.Join(root.Rename("run.sh", work+"/old/run.sh"), mark(root, inward)); err != nil {
				t.Fatal(err)
			}
		}
		for i, n := range []string{"run.sh", "same", "link", "data", "sealed"} {
			if moved > 2+i {
				if err := root.Rename(work+"/new/"+n, n); err != nil {
					t.Fatal(err)
				}
			}
		}
		if _, c := pack(t, dir); c.Entries != 16 {
			t.Errorf("interrupted after %d: %d entries are packed", moved, c.Entries)
		}
		if got := tree(t, dir); got != want {
			t.Errorf("interrupted after %d: got\n%.1000s\nwant\n%.1000s", moved, got, want)
		}
	}
	// One that was interrupted before it was whole came to nothing.
	dir := t.TempDir()
	put(t, filepath.Join(dir, "a"), "old")
	half := filepath.Join(dir, work, "new")
	if err := os.MkdirAll(half, 0o700); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(half, "half"), "x")
	pack(t, dir)
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 || entries[0].Name() != "a" {
		t.Errorf("got %v, %v", entries, err)
	}
}

// TestChangingFile: a file that is cut off while it is packed keeps its length, and is counted.
func TestChangingFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "log")
	put(t, path, strings.Repeat("x", 8<<20))
	var out bytes.Buffer
	once := false
	c, err := Pack(t.Context(), dir, writer(func(p []byte) (int, error) {
		if !once {
			once = true
			if err := os.Truncate(path, 4<<20); err != nil {
				t.Error(err)
			}
		}
		return out.Write(p)
	}))
	if err != nil {
		t.Fatal(err)
	}
	to := t.TempDir()
	if _, err := Unpack(t.Context(), to, How{}, roomy, &out); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(to, "log"))
	if err != nil || info.Size() != 8<<20 {
		t.Errorf("got %v %v", info, err)
	}
	if once && c.Changed != 1 {
		t.Errorf("what changed is not counted: %+v", c)
	}
}

type writer func([]byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }

// TestNothingWhole: what was packed in part does not look whole.
func TestNothingWhole(t *testing.T) {
	dir := disk(t)
	ctx, cancel := context.WithCancel(t.Context())
	var out bytes.Buffer
	n := 0
	_, err := Pack(ctx, dir, writer(func(p []byte) (int, error) {
		if n += len(p); n > 100 {
			cancel()
		}
		return out.Write(p)
	}))
	if err == nil {
		t.Skip("it was through before")
	}
	if _, err := Unpack(t.Context(), t.TempDir(), How{}, roomy, &out); err == nil {
		t.Error("half of a folder is taken for all of it")
	}
}

func BenchmarkPack(b *testing.B) {
	dir := b.TempDir()
	for i := range 64 {
		raw := make([]byte, 1<<20)
		for j := range raw {
			raw[j] = byte(j*7+i) ^ byte(j>>9)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(i)), raw, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(64 << 20)
	for b.Loop() {
		if _, err := Pack(b.Context(), dir, io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
