package main

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
)

// image is a container image of one static program on nothing.
type image struct {
	ref  string // as the kubelet resolves it
	bin  string // the program's file
	env  []string
	user string // numeric, so that runAsNonRoot can be checked
}

// program is where the program is in the image.
const program = "/app"

// archive writes the image as a docker-archive, the form of `docker save`, which `ctr images import` reads. The same
// program gives the same bytes.
func (i image) archive(w io.Writer) error {
	bin, err := os.ReadFile(i.bin)
	if err != nil {
		return err
	}
	var layer bytes.Buffer
	files := tar.NewWriter(&layer)
	for _, d := range []struct {
		name string
		mode int64
	}{{"etc/", 0o755}, {"tmp/", 0o1777}} {
		if err := files.WriteHeader(&tar.Header{Name: d.name, Mode: d.mode, Typeflag: tar.TypeDir}); err != nil {
			return err
		}
	}
	if err := put(files, "etc/passwd", 0o644, []byte("root:x:0:0::/:/\nnobody:x:65532:65532::/:/\n")); err != nil {
		return err
	}
	if err := put(files, program[1:], 0o755, bin); err != nil {
		return err
	}
	if err := files.Close(); err != nil {
		return err
	}
	type layers struct {
		Type string   `json:"type"`
		IDs  []string `json:"diff_ids"`
	}
	sum := sha256.Sum256(layer.Bytes())
	config, err := json.Marshal(map[string]any{
		"architecture": runtime.GOARCH, "os": "linux", "created": "2026-01-01T00:00:00Z",
		"config":  map[string]any{"Entrypoint": []string{program}, "WorkingDir": "/", "Env": i.env, "User": i.user},
		"rootfs":  layers{"layers", []string{"sha256:" + hex.EncodeToString(sum[:])}},
		"history": []map[string]any{{"created": "2026-01-01T00:00:00Z", "created_by": "berth/e2e/cluster"}},
	})
	if err != nil {
		return err
	}
	id := sha256.Sum256(config)
	name := hex.EncodeToString(id[:]) + ".json"
	manifest, err := json.Marshal([]map[string]any{{"Config": name, "RepoTags": []string{i.ref}, "Layers": []string{"layer.tar"}}})
	if err != nil {
		return err
	}
	out := tar.NewWriter(w)
	for _, f := range []struct {
		name string
		data []byte
	}{{name, config}, {"layer.tar", layer.Bytes()}, {"manifest.json", manifest}} {
		if err := put(out, f.name, 0o644, f.data); err != nil {
			return err
		}
	}
	return out.Close()
}

func put(w *tar.Writer, name string, mode int64, data []byte) error {
	if err := w.WriteHeader(&tar.Header{Name: name, Mode: mode, Size: int64(len(data)), Typeflag: tar.TypeReg}); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	_, err := w.Write(data)
	return err
}
