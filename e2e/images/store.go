package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// store is the folder of what is made: blobs and names, as the cluster's registry serves them, and a file for each recipe
// that says what it was made by.
type store string

func openStore() (store, error) {
	dir := os.Getenv("BERTH_CLUSTER_DIR")
	if dir == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return "", fmt.Errorf("%w; remedy: set BERTH_CLUSTER_DIR", err)
		}
		dir = filepath.Join(cache, "berth-cluster")
	}
	dir, err := filepath.Abs(filepath.Join(dir, "images"))
	if err != nil {
		return "", err
	}
	return store(dir), errors.Join(os.MkdirAll(filepath.Join(dir, "blobs"), 0o755), os.MkdirAll(filepath.Join(dir, "recipes"), 0o755))
}

func (s store) path(parts ...string) string {
	return filepath.Join(append([]string{string(s)}, parts...)...)
}

// lock keeps two builds from working in the folder at the same time.
func (s store) lock() (unlock func(), err error) {
	f, err := os.OpenFile(s.path("lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fmt.Errorf("another build is at work in %s", s)
	}
	return func() { f.Close() }, nil
}

// has reports whether an image was made by just this recipe, and is there by all its names.
func (s store) has(r *recipe) bool {
	raw, err := os.ReadFile(s.path("recipes", r.name))
	digest, manifest, ok := strings.Cut(string(raw), " ")
	if err != nil || !ok || digest != r.digest {
		return false
	}
	for _, n := range r.Names {
		at, err := s.nameFile(n)
		if err != nil {
			return false
		}
		if raw, err := os.ReadFile(at); err != nil || string(raw) != manifest {
			return false
		}
	}
	return true
}

// nameFile is where a name as a file says it leads to a manifest. All registries are one here.
func (s store) nameFile(text string) (string, error) {
	tag, err := name.NewTag(text)
	if err != nil {
		return "", err
	}
	return s.path("names", tag.RepositoryStr()+":"+tag.TagStr()), nil
}

// add puts an image into the store and gives the size of what is pulled.
func (s store) add(r *recipe, layers []v1.Layer) (size int64, err error) {
	image := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON)
	if image, err = mutate.AppendLayers(image, layers...); err != nil {
		return 0, err
	}
	c, err := image.ConfigFile()
	if err != nil {
		return 0, err
	}
	c = c.DeepCopy()
	c.OS, c.Architecture, c.Created = "linux", runtime.GOARCH, v1.Time{Time: time.Now().UTC().Truncate(time.Second)}
	c.Config = v1.Config{
		Entrypoint: r.Config.Entrypoint, Cmd: r.Config.Command, User: r.Config.User, WorkingDir: r.Config.Dir, StopSignal: r.Config.Stop,
		Env:          append([]string{"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}, r.Config.Env...),
		ExposedPorts: set(r.Config.Ports), Volumes: set(r.Config.Volumes),
		Labels: map[string]string{"org.opencontainers.image.description": "Stands in for " + r.Names[0] + " in Berth's tests; made of " + r.origin() + "."},
	}
	if image, err = mutate.ConfigFile(image, c); err != nil {
		return 0, err
	}
	for _, l := range layers {
		d, err := l.Digest()
		if err != nil {
			return 0, err
		}
		n, err := l.Size()
		if err != nil {
			return 0, err
		}
		size += n
		if err := s.blob(d, l.Compressed); err != nil {
			return 0, err
		}
	}
	raw, err := image.RawConfigFile()
	if err != nil {
		return 0, err
	}
	manifest, err := image.RawManifest()
	if err != nil {
		return 0, err
	}
	id, err := image.ConfigName()
	if err != nil {
		return 0, err
	}
	digest, err := image.Digest()
	if err != nil {
		return 0, err
	}
	for d, b := range map[v1.Hash][]byte{id: raw, digest: manifest} {
		if err := s.blob(d, func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(string(b))), nil }); err != nil {
			return 0, err
		}
	}
	for _, n := range r.Names {
		at, err := s.nameFile(n)
		if err != nil {
			return 0, err
		}
		if err := write(at, []byte(digest.Hex), 0o644); err != nil {
			return 0, err
		}
	}
	return size, write(s.path("recipes", r.name), []byte(r.digest+" "+digest.Hex), 0o644)
}

// blob writes what is not there yet, whole or not at all.
func (s store) blob(d v1.Hash, open func() (io.ReadCloser, error)) error {
	at := s.path("blobs", d.Hex)
	if _, err := os.Stat(at); err == nil {
		return nil
	}
	r, err := open()
	if err != nil {
		return err
	}
	defer r.Close()
	f, err := os.CreateTemp(s.path("blobs"), ".blob-")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = io.Copy(f, r)
	if err := errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), at)
}

func set(list []string) map[string]struct{} {
	all := map[string]struct{}{}
	for _, x := range list {
		all[x] = struct{}{}
	}
	return all
}
