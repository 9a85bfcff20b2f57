package main

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// layer packs a tree as a layer, once: a base's is the same file for all that are laid over it.
func (b *bench) layer(t *tree) (v1.Layer, error) {
	at := b.path("layers", filepath.Base(t.dir)+".tar")
	if _, err := os.Stat(at); err != nil {
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			return nil, err
		}
		f, err := os.CreateTemp(filepath.Dir(at), ".layer-")
		if err != nil {
			return nil, err
		}
		defer os.Remove(f.Name())
		w := bufio.NewWriterSize(f, 1<<20)
		err = errors.Join(pack(w, t.files()), w.Flush(), f.Close())
		if err != nil {
			return nil, fmt.Errorf("layer of %s: %w", t.recipe.name, err)
		}
		if err := os.Rename(f.Name(), at); err != nil {
			return nil, err
		}
	}
	return tarball.LayerFromFile(at, tarball.WithMediaType(types.OCILayer), tarball.WithCompressionLevel(gzip.BestSpeed))
}

// pack writes the upper folder of an overlay as a layer has it: what is removed from below is an empty file whose name begins with
// .wh., and a folder that hides the one below has one more. See https://github.com/opencontainers/image-spec/blob/main/layer.md.
func pack(to io.Writer, dir string) error {
	w := tar.NewWriter(to)
	links := map[uint64]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		st := info.Sys().(*syscall.Stat_t)
		if info.Mode()&fs.ModeCharDevice != 0 && st.Rdev == 0 {
			return mark(w, filepath.Join(filepath.Dir(rel), ".wh."+filepath.Base(rel)))
		}
		if info.Mode()&(fs.ModeSocket|fs.ModeNamedPipe|fs.ModeDevice) != 0 {
			return nil
		}
		target := ""
		if info.Mode()&fs.ModeSymlink != 0 {
			if target, err = os.Readlink(path); err != nil {
				return err
			}
		}
		h, err := tar.FileInfoHeader(info, target)
		if err != nil {
			return err
		}
		h.Name, h.Uname, h.Gname, h.ModTime, h.AccessTime, h.ChangeTime = rel, "", "", info.ModTime().Truncate(time.Second), time.Time{}, time.Time{}
		if d.IsDir() {
			h.Name += "/"
			if err := w.WriteHeader(h); err != nil {
				return err
			}
			opaque := make([]byte, 1)
			if n, err := syscall.Getxattr(path, "trusted.overlay.opaque", opaque); err == nil && n == 1 && opaque[0] == 'y' {
				return mark(w, filepath.Join(rel, ".wh..wh..opq"))
			}
			return nil
		}
		if info.Mode().IsRegular() && st.Nlink > 1 {
			if first, ok := links[st.Ino]; ok {
				h.Typeflag, h.Linkname, h.Size = tar.TypeLink, first, 0
				return w.WriteHeader(h)
			}
			links[st.Ino] = rel
		}
		if err := w.WriteHeader(h); err != nil || !info.Mode().IsRegular() {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = io.Copy(w, f)
		return err
	})
	return errors.Join(err, w.Close())
}

func mark(w *tar.Writer, name string) error {
	return w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Typeflag: tar.TypeReg})
}
