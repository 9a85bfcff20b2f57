package archive

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"berth/shared/attacktest"
)

// entry is one of an archive that is made by hand.
type entry struct {
	tar.Header
	text string
}

func hand(t testing.TB, all ...entry) []byte {
	t.Helper()
	var out bytes.Buffer
	z, err := zstd.NewWriter(&out)
	if err != nil {
		t.Fatal(err)
	}
	w := tar.NewWriter(z)
	for _, e := range all {
		h := e.Header
		if h.Mode == 0 {
			h.Mode = 0o644
		}
		if h.Typeflag == 0 {
			h.Typeflag = tar.TypeReg
		}
		h.Size = int64(len(e.text))
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, e.text); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), z.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func file(name, text string) entry { return entry{tar.Header{Name: name}, text} }
func link(name, to string) entry {
	return entry{tar.Header{Name: name, Linkname: to, Typeflag: tar.TypeSymlink}, ""}
}
func another(name, of string) entry {
	return entry{tar.Header{Name: name, Linkname: of, Typeflag: tar.TypeLink}, ""}
}
func folder(name string) entry {
	return entry{tar.Header{Name: name, Typeflag: tar.TypeDir, Mode: 0o755}, ""}
}

// TestAttackEscape: nothing in an archive is written, linked or read outside of the folder.
func TestAttackEscape(t *testing.T) {
	a := attacktest.Begin(t, "an archive writes or reads outside of the folder that it is unpacked into")
	for name, all := range map[string][]entry{
		"up":                        {file("../owned", "x")},
		"up from within":            {folder("a"), file("a/../../owned", "x")},
		"from the root":             {file("/owned", "x")},
		"through a link":            {link("a", ".."), file("a/owned", "x")},
		"through an absolute link":  {link("a", "/tmp"), file("a/owned", "x")},
		"through two links":         {link("a", "b"), link("b", ".."), file("a/owned", "x")},
		"a link in a folder's name": {folder("a"), link("a", ".."), file("a/owned", "x")},
		"a folder in a link's name": {link("a", ".."), folder("a"), file("a/owned", "x")},
		"a file that is a link":     {link("a", "../owned"), file("a", "x")},
		"another name of outside":   {another("a", "../secret")},
		"of what a link leads to":   {link("b", "../secret"), another("a", "b")},
		"through a link to it":      {link("b", ".."), another("a", "b/secret")},
		"a long way up":             {file(strings.Repeat("a/", 50)+strings.Repeat("../", 60)+"owned", "x")},
		"up as a folder":            {folder("..")},
		"up as a link":              {link("..", "a")},
		"the work folder":           {file(".berth-restore/inward", "x"), file(".berth-restore/old/owned", "x")},
	} {
		world := t.TempDir()
		dir := filepath.Join(world, "disk")
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(world, "secret"), "s")
		_, err := Unpack(t.Context(), dir, How{}, roomy, bytes.NewReader(hand(t, all...)))
		outside, _ := os.ReadDir(world)
		read := ""
		if info, err := os.Lstat(filepath.Join(dir, "a")); err == nil && info.Mode().IsRegular() {
			b, _ := os.ReadFile(filepath.Join(dir, "a"))
			read = string(b)
		}
		a.Tried(len(outside) != 2 || read == "s" || errors.Is(err, ErrLost), "%s: %v, %d outside, read %q", name, err, len(outside), read)
		if left, _ := os.ReadDir(dir); err != nil && len(left) != 0 {
			t.Errorf("%s: refused, and %v is left", name, left)
		}
	}
}

// TestAttackBombs: what is small as it comes and large as it is unpacked ends at the disk's size, in time and in memory.
func TestAttackBombs(t *testing.T) {
	a := attacktest.Begin(t, "an archive fills more of a disk, memory or time than was bought")
	small := Limits{Bytes: 1 << 20, Length: 16 << 20, Entries: 100, Window: maxWindow, Time: time.Minute}
	many := make([]entry, 0, 500)
	for i := range 500 {
		many = append(many, folder(strings.Repeat("d", i+1)))
	}
	noise := make([]byte, 3<<20)
	for i, x := 0, uint32(1); i < len(noise); i++ {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	wide := func() []byte {
		var out bytes.Buffer
		z, err := zstd.NewWriter(&out, zstd.WithWindowSize(256<<20))
		if err != nil {
			t.Fatal(err)
		}
		for range 80 {
			if _, err := z.Write(noise); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	zeros := func(n int) []byte {
		var out bytes.Buffer
		z, err := zstd.NewWriter(&out)
		if err != nil {
			t.Fatal(err)
		}
		for range n {
			if _, err := z.Write(make([]byte, 1<<20)); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	after := func(raw, more []byte) []byte { return append(append([]byte{}, raw...), more...) }
	for name, raw := range map[string][]byte{
		"a file that is too large":       hand(t, file("a", string(noise))),
		"several together":               hand(t, file("a", string(noise[:700<<10])), file("b", string(noise[:700<<10]))),
		"the same name again and again":  hand(t, file("a", string(noise[:700<<10])), file("a", string(noise[:700<<10]))),
		"a hole that is too long":        hand(t, file("a", strings.Repeat("\x00", 17<<20))),
		"too many folders":               hand(t, many...),
		"folders that nobody named":      hand(t, file(strings.Repeat("d/", 120)+"x", "")),
		"zeros for ever, no tar":         zeros(200),
		"zeros for ever, behind the end": after(hand(t, file("a", "x")), zeros(200)),
		"a window that takes memory":     wide(),
	} {
		dir := t.TempDir()
		put(t, filepath.Join(dir, "mine"), "m")
		began := time.Now()
		_, err := Unpack(t.Context(), dir, How{}, small, bytes.NewReader(raw))
		left, _ := os.ReadDir(dir)
		a.Tried(err == nil || !errors.Is(err, ErrOver) && !errors.Is(err, ErrBad) || len(left) != 1, "%s (%d bytes): %v in %s, %d left", name, len(raw), err, time.Since(began).Round(time.Millisecond), len(left))
	}
	// What is no file is left out, and a million of it is too much.
	dir := t.TempDir()
	c, err := Unpack(t.Context(), dir, How{}, small, bytes.NewReader(hand(t, entry{tar.Header{Name: "dev", Typeflag: tar.TypeBlock, Devmajor: 8}, ""}, entry{tar.Header{Name: "pipe", Typeflag: tar.TypeFifo}, ""}, file("x", "y"))))
	if err != nil || c.Skipped != 2 || c.Entries != 1 {
		t.Errorf("devices and pipes: %+v %v", c, err)
	}
}

// TestForeign: an archive as other programs make them, with names that begin with ./, and folders that are not named.
func TestForeign(t *testing.T) {
	dir := t.TempDir()
	raw := hand(t, folder("./"), file("./a/b/c.txt", "1"), file("./a/b/c.txt", "2"), another("./a/d", "./a/b/c.txt"), entry{tar.Header{Name: "lost+found/x"}, "no"})
	c, err := Unpack(t.Context(), dir, How{}, roomy, bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(dir, "a/d"))
	if err != nil || string(got) != "2" || c.Entries != 4 {
		t.Errorf("got %q %v, %+v", got, err, c)
	}
	if _, err := os.Stat(filepath.Join(dir, "lost+found")); err == nil {
		t.Error("what is the file system's own was unpacked")
	}
}

// FuzzUnpack: whatever comes, nothing is outside of the folder, and what is refused leaves the old content.
func FuzzUnpack(f *testing.F) {
	f.Add([]byte("tar"), true)
	for _, raw := range [][]byte{
		hand(f, folder("./"), file("a/b", "text"), link("c", "a"), another("d", "a/b")),
		hand(f, link("a", ".."), file("a/owned", "x")),
		hand(f, file("../x", "y")),
	} {
		f.Add(raw, false)
		z, err := zstd.NewReader(bytes.NewReader(raw))
		if err != nil {
			f.Fatal(err)
		}
		plain, err := io.ReadAll(z)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(plain, true)
	}
	f.Fuzz(func(t *testing.T, raw []byte, compress bool) {
		if compress { // so that what is behind zstd is reached
			z, err := zstd.NewWriter(nil)
			if err != nil {
				t.Fatal(err)
			}
			raw = z.EncodeAll(raw, nil)
		}
		world := t.TempDir()
		dir := filepath.Join(world, "disk")
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(dir, "mine"), "m")
		_, err := Unpack(t.Context(), dir, How{}, Limits{Bytes: 1 << 20, Length: 2 << 20, Entries: 100, Window: 1 << 20, Time: 10 * time.Second}, bytes.NewReader(raw))
		if outside, _ := os.ReadDir(world); len(outside) != 1 {
			t.Fatalf("outside: %v", outside)
		}
		if _, lerr := os.Lstat(filepath.Join(dir, work)); lerr == nil {
			t.Error("its work folder is left")
		}
		if mine, _ := os.ReadFile(filepath.Join(dir, "mine")); err != nil && string(mine) != "m" {
			t.Errorf("refused (%v), and the old content is gone", err)
		}
	})
}
