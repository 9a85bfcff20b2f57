package clustertest

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"berth/gateway/archive"
	"berth/gateway/cluster"
	"berth/shared/order"
	"berth/shared/wire"
)

// disks: what is on a disk is read as a stream and replaced by one, whether what uses it has run or not.
func (s *suite) disks(t *testing.T) {
	c, l := s.open(t)
	d, is := c.(cluster.Disker)
	if !is || !d.HasDisks() {
		t.Fatal("it copies no disks")
	}
	w := Workload(7, 1, s.image)
	ok(t, c.Apply(t.Context(), w))
	l.Await(t, 7, 1, wire.PhaseReady)
	packed := func() []string {
		t.Helper()
		var out bytes.Buffer
		got, err := d.Pack(t.Context(), w, "web", false, &out)
		ok(t, err)
		names := archived(t, out.Bytes())
		if got.Entries != len(names) {
			t.Errorf("told of %d entries, and packed %v", got.Entries, names)
		}
		return names
	}
	packed() // while it runs
	if _, err := d.Pack(t.Context(), w, "web", true, io.Discard); !errors.Is(err, cluster.ErrInUse) {
		t.Errorf("it was to be still, and runs: got %v, want %v", err, cluster.ErrInUse)
	}
	for _, name := range []string{"other", "", "../web"} {
		if _, err := d.Pack(t.Context(), w, name, false, io.Discard); !errors.Is(err, cluster.ErrNoDisk) {
			t.Errorf("disk %q: got %v, want %v", name, err, cluster.ErrNoDisk)
		}
	}
	one := archiveOf(t, "a/b", "first", "c", strings.Repeat("long ", 100_000))
	w.Asleep = []string{"web"}
	ok(t, c.Apply(t.Context(), w))
	l.awaitOf(t, 7, "web", wire.PhaseAsleep, "", tellWait)
	if _, err := d.Unpack(t.Context(), w, "web", archive.How{}, bytes.NewReader(one)); err != nil {
		t.Fatal(err)
	}
	want := []string{"./ dir", "a/ dir", "a/b 5 first", "c 500000 long l"}
	if got := packed(); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	// What cannot be unpacked changes nothing.
	for what, x := range map[string]struct {
		raw []byte
		err error
	}{
		"cut off":          {one[:len(one)-5], archive.ErrBad},
		"no archive":       {[]byte("no archive"), archive.ErrBad},
		"leads out":        {archiveOf(t, "../x", "y"), archive.ErrBad},
		"more than bought": {archiveOf(t, "x", strings.Repeat("not a hole", 4<<20)), archive.ErrOver},
	} {
		_, err := d.Unpack(t.Context(), w, "web", archive.How{}, bytes.NewReader(x.raw))
		full := x.err == archive.ErrOver && errors.Is(err, archive.ErrFull) // where the disk is as small as that
		if !errors.Is(err, x.err) && !full || errors.Is(err, archive.ErrLost) {
			t.Errorf("%s: got %v, want %v", what, err, x.err)
		}
	}
	if got := packed(); !slices.Equal(got, want) {
		t.Errorf("after what cannot be unpacked: got %q, want %q", got, want)
	}
	two := archiveOf(t, "d", "second")
	if _, err := d.Unpack(t.Context(), w, "web", archive.How{InPlace: true}, bytes.NewReader(two)); err != nil {
		t.Fatal(err)
	}
	want = []string{"./ dir", "d 6 second"}
	if got := packed(); !slices.Equal(got, want) {
		t.Errorf("in place: got %q, want %q", got, want)
	}
	w.Asleep = nil
	l.Forget()
	ok(t, c.Apply(t.Context(), w))
	l.awaitOf(t, 7, "web", wire.PhaseReady, "", tellWait)
	if code, _ := Get(t, c, 7, "/"); code != 200 {
		t.Errorf("with another disk: got %d, want 200", code)
	}
	if _, err := d.Unpack(t.Context(), w, "web", archive.How{}, bytes.NewReader(one)); !errors.Is(err, cluster.ErrInUse) {
		t.Errorf("while it runs: got %v, want %v", err, cluster.ErrInUse)
	}
	ok(t, c.Stop(t.Context(), 7))
	if got := packed(); !slices.Contains(got, "d 6 second") {
		t.Errorf("stopped: got %q", got)
	}
	ok(t, c.Delete(t.Context(), 7))
	Until(t, tellWait, "its disk is gone", func() bool {
		_, err := d.Pack(t.Context(), w, "web", false, io.Discard)
		return errors.Is(err, cluster.ErrNoDisk)
	})
	w.Order = order.ID(8)
	if _, err := d.Pack(t.Context(), w, "web", false, io.Discard); !errors.Is(err, cluster.ErrNoDisk) {
		t.Errorf("of an order that there is not: got %v", err)
	}
}

// archiveOf is an archive of files, by name and text.
func archiveOf(t *testing.T, files ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z, err := zstd.NewWriter(&out)
	ok(t, err)
	w := tar.NewWriter(z)
	for i := 0; i < len(files); i += 2 {
		ok(t, w.WriteHeader(&tar.Header{Name: files[i], Mode: 0o644, Size: int64(len(files[i+1])), Uid: 10001, Gid: 10001}))
		_, err := io.WriteString(w, files[i+1])
		ok(t, err)
	}
	ok(t, errors.Join(w.Close(), z.Close()))
	return out.Bytes()
}

// archived is what is in an archive: names in their order, with how long the files are and how they begin.
func archived(t *testing.T, raw []byte) (all []string) {
	t.Helper()
	z, err := zstd.NewReader(bytes.NewReader(raw))
	ok(t, err)
	defer z.Close()
	for in := tar.NewReader(z); ; {
		h, err := in.Next()
		if errors.Is(err, io.EOF) {
			slices.Sort(all)
			return all
		}
		ok(t, err)
		if h.Typeflag == tar.TypeDir {
			all = append(all, h.Name+" dir")
			continue
		}
		text, err := io.ReadAll(in)
		ok(t, err)
		all = append(all, fmt.Sprintf("%s %d %.6s", h.Name, len(text), text))
	}
}
