package main

import (
	"archive/tar"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
)

// image is a container image of one static program on nothing, or beside a shell.
type image struct {
	ref  string // as the kubelet resolves it
	bin  string // the program's file
	at   string // where it is in the image; empty: at program
	box  string // busybox's file; empty: no shell
	sftp string // an sftp server's file; empty: none
	pad  byte   // it has so many MiB of noise, and is in the registry alone: machines have to pull it; 0: none
	seed bool   // it has a folder for volumes to begin with
	disk string // the file of the program that copies disks; empty: none
	env  []string
	user string // numeric, so that runAsNonRoot can be checked
}

// program is where the program is in the image.
const program = "/app"

// parts gives the image's one layer and its configuration. The same program gives the same bytes.
func (i image) parts() (layer, config []byte, err error) {
	bin, err := os.ReadFile(i.bin)
	if err != nil {
		return nil, nil, err
	}
	var b bytes.Buffer
	files := tar.NewWriter(&b)
	for _, d := range []struct {
		name string
		mode int64
	}{{"etc/", 0o755}, {"tmp/", 0o1777}} {
		if err := files.WriteHeader(&tar.Header{Name: d.name, Mode: d.mode, Typeflag: tar.TypeDir}); err != nil {
			return nil, nil, err
		}
	}
	if err := put(files, "etc/passwd", 0o644, []byte("root:x:0:0::/:/\nnobody:x:65532:65532::/:/\n")); err != nil {
		return nil, nil, err
	}
	if err := put(files, cmp.Or(i.at, program)[1:], 0o755, bin); err != nil {
		return nil, nil, err
	}
	if err := errors.Join(i.putShell(files), i.putFiles(files), i.putSeed(files), i.putNoise(files)); err != nil {
		return nil, nil, err
	}
	if err := files.Close(); err != nil {
		return nil, nil, err
	}
	type layers struct {
		Type string   `json:"type"`
		IDs  []string `json:"diff_ids"`
	}
	config, err = json.Marshal(map[string]any{
		"architecture": runtime.GOARCH, "os": "linux", "created": "2026-01-01T00:00:00Z",
		"config":  map[string]any{"Entrypoint": []string{cmp.Or(i.at, program)}, "WorkingDir": "/", "Env": i.env, "User": i.user},
		"rootfs":  layers{"layers", []string{"sha256:" + digest(b.Bytes())}},
		"history": []map[string]any{{"created": "2026-01-01T00:00:00Z", "created_by": "berth/e2e/cluster"}},
	})
	return b.Bytes(), config, err
}

// applets are the names by which busybox is there.
var applets = []string{"sh", "cat", "dd", "df", "env", "grep", "head", "id", "kill", "ls", "ps", "rm", "seq", "sha256sum", "sleep", "stat", "stty", "sync", "tail", "wc", "yes"}

// putShell writes busybox with its names, if the image has it.
func (i image) putShell(files *tar.Writer) error {
	if i.box == "" {
		return nil
	}
	bin, err := os.ReadFile(i.box)
	if err != nil {
		return err
	}
	if err := files.WriteHeader(&tar.Header{Name: "bin/", Mode: 0o755, Typeflag: tar.TypeDir}); err != nil {
		return err
	}
	if err := put(files, "bin/busybox", 0o755, bin); err != nil {
		return err
	}
	for _, name := range applets {
		if err := files.WriteHeader(&tar.Header{Name: "bin/" + name, Linkname: "busybox", Mode: 0o777, Typeflag: tar.TypeSymlink}); err != nil {
			return err
		}
	}
	return nil
}

// putFiles writes what copies disks, and the sftp server where Debian has it, as far as the image has them.
func (i image) putFiles(files *tar.Writer) error {
	if i.disk != "" {
		bin, err := os.ReadFile(i.disk)
		if err != nil {
			return err
		}
		if err := put(files, "disk", 0o755, bin); err != nil {
			return err
		}
	}
	if i.sftp == "" {
		return nil
	}
	bin, err := os.ReadFile(i.sftp)
	if err != nil {
		return err
	}
	for _, d := range []string{"usr/", "usr/lib/", "usr/lib/openssh/"} {
		if err := files.WriteHeader(&tar.Header{Name: d, Mode: 0o755, Typeflag: tar.TypeDir}); err != nil {
			return err
		}
	}
	return put(files, "usr/lib/openssh/sftp-server", 0o755, bin)
}

// putSeed writes a folder of user 999's, as databases' images have one where their data goes.
func (i image) putSeed(files *tar.Writer) error {
	if !i.seed {
		return nil
	}
	const own, text = 999, "begun\n"
	for _, h := range []*tar.Header{
		{Name: "seed/", Mode: 0o750, Typeflag: tar.TypeDir, Uid: own, Gid: own},
		{Name: "seed/config", Mode: 0o600, Typeflag: tar.TypeReg, Uid: own, Gid: own, Size: int64(len(text))},
		{Name: "seed/link", Linkname: "config", Mode: 0o777, Typeflag: tar.TypeSymlink, Uid: own, Gid: own},
	} {
		if err := files.WriteHeader(h); err != nil {
			return err
		}
		if h.Size > 0 {
			if _, err := io.WriteString(files, text); err != nil {
				return err
			}
		}
	}
	return nil
}

// putNoise writes a file that nothing compresses.
func (i image) putNoise(files *tar.Writer) error {
	if i.pad == 0 {
		return nil
	}
	noise := make([]byte, int(i.pad)<<20)
	rand.NewChaCha8(sha256.Sum256([]byte(i.ref))).Read(noise) // never fails
	return put(files, "noise", 0o644, noise)
}

// archive writes images as a docker-archive, the form of `docker save`, which `ctr images import` reads. A layer that
// several of them have is in it once.
func archive(w io.Writer, images []image) error {
	type entry struct {
		Config   string
		RepoTags []string
		Layers   []string
	}
	var manifest []entry
	out, written := tar.NewWriter(w), map[string]bool{}
	for _, i := range images {
		layer, config, err := i.parts()
		if err != nil {
			return fmt.Errorf("image %s: %w", i.ref, err)
		}
		e := entry{Config: digest(config) + ".json", RepoTags: []string{i.ref}, Layers: []string{digest(layer) + ".tar"}}
		manifest = append(manifest, e)
		for _, f := range []struct {
			name string
			data []byte
		}{{e.Config, config}, {e.Layers[0], layer}} {
			if written[f.name] {
				continue
			}
			written[f.name] = true
			if err := put(out, f.name, 0o644, f.data); err != nil {
				return err
			}
		}
	}
	raw, err := json.Marshal(manifest)
	if err != nil {
		return err
	}
	if err := put(out, "manifest.json", 0o644, raw); err != nil {
		return err
	}
	return out.Close()
}

// publish writes the image into the registry's folder under names such as berth/hello:latest.
func (i image) publish(dir string, names ...string) error {
	layer, config, err := i.parts()
	if err != nil {
		return err
	}
	describe := func(kind string, raw []byte) map[string]any {
		return map[string]any{"mediaType": "application/vnd.oci.image." + kind, "digest": "sha256:" + digest(raw), "size": len(raw)}
	}
	manifest, err := json.Marshal(map[string]any{
		"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
		"config": describe("config.v1+json", config), "layers": []any{describe("layer.v1.tar", layer)},
	})
	if err != nil {
		return err
	}
	files := map[string][]byte{}
	for _, raw := range [][]byte{layer, config, manifest} {
		files[filepath.Join("blobs", digest(raw))] = raw
	}
	for _, n := range names {
		files[filepath.Join("names", n)] = []byte(digest(manifest))
	}
	for name, raw := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, raw, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func digest(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

func put(w *tar.Writer, name string, mode int64, data []byte) error {
	if err := w.WriteHeader(&tar.Header{Name: name, Mode: mode, Size: int64(len(data)), Typeflag: tar.TypeReg}); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	_, err := w.Write(data)
	return err
}
