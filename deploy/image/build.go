package main

import (
	"archive/tar"
	"bytes"
	"cmp"
	"encoding/pem"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"golang.org/x/crypto/x509roots/fallback/bundle"
)

const (
	sitePath = "site/" // where BERTH_SITE says that it is
	user     = 65532   // the number that distroless images have
	dataPath = "data"
)

// helpers are the names of what --helper-image is looked into for, at its top.
var helpers = []string{"fill", "disk"}

// descriptions are of the programs that there are images of.
var descriptions = map[string]string{
	"berth-gateway":  "The gateway of a Berth node: it rents out a cluster by the second.",
	"berth-platform": "A Berth platform: the app's site, and the backend that finds nodes and asks them for offers.",
	"berth-prover":   "What a Berth platform deploys on a node that it measures: a page, and a proof of cores, memory, disk and network.",
}

// names are those of the programs, with commas between.
func names() string { return strings.Join(slices.Sorted(maps.Keys(descriptions)), ", ") }

// binaryPath is where a program is in its image, and materialsPath what it is made of, where scanners look.
func (p *program) binaryPath() string    { return "usr/bin/" + p.name }
func (p *program) materialsPath() string { return "var/lib/db/sbom/" + p.name + ".spdx.json" }

// newIndex makes one image for each program, and an index that has them by architecture.
func newIndex(programs []*program, version, revision string) (v1.ImageIndex, error) {
	slices.SortFunc(programs, func(a, b *program) int { return cmp.Compare(a.arch, b.arch) })
	index := mutate.IndexMediaType(empty.Index, types.OCIImageIndex)
	for i, p := range programs {
		if i > 0 && p.arch == programs[i-1].arch {
			return nil, fmt.Errorf("two binaries are for %s", p.arch)
		}
		image, err := newImage(p, version, revision)
		if err != nil {
			return nil, err
		}
		index = mutate.AppendManifests(index, mutate.IndexAddendum{
			Add: image, Descriptor: v1.Descriptor{Platform: &v1.Platform{OS: "linux", Architecture: p.arch}},
		})
	}
	return mutate.Annotations(index, labels(programs[0], version, revision)).(v1.ImageIndex), nil
}

// labels say what an image is. See https://github.com/opencontainers/image-spec/blob/main/annotations.md.
func labels(p *program, version, revision string) map[string]string {
	all := map[string]string{
		"org.opencontainers.image.title":       p.name,
		"org.opencontainers.image.description": descriptions[p.name],
		"org.opencontainers.image.version":     version,
		"org.opencontainers.image.licenses":    "MIT",
		"org.opencontainers.image.created":     p.built.Format(time.RFC3339),
	}
	if revision != "" {
		all["org.opencontainers.image.revision"] = revision
	}
	return all
}

// newImage makes the image of one program: a layer of what a program needs of a machine, which seldom changes, and one of
// the program and the list of what is in it.
func newImage(p *program, version, revision string) (v1.Image, error) {
	base, err := layer(
		file{path: "etc/", mode: 0o755}, file{path: "etc/group", mode: 0o644, data: fmt.Appendf(nil, "root:x:0:\nnonroot:x:%d:\n", user)},
		file{path: "etc/passwd", mode: 0o644, data: fmt.Appendf(nil, "root:x:0:0:root:/:/sbin/nologin\nnonroot:x:%d:%[1]d:nonroot:/%s:/sbin/nologin\n", user, dataPath)},
		file{path: "etc/ssl/", mode: 0o755}, file{path: "etc/ssl/certs/", mode: 0o755},
		file{path: "etc/ssl/certs/ca-certificates.crt", mode: 0o644, data: authorities()},
		file{path: "tmp/", mode: 0o1777}, file{path: dataPath + "/", mode: 0o700, owner: user},
	)
	if err != nil {
		return nil, err
	}
	files := []file{
		{path: "usr/", mode: 0o755}, {path: "usr/bin/", mode: 0o755}, {path: p.binaryPath(), mode: 0o755, data: p.raw},
		{path: "var/", mode: 0o755}, {path: "var/lib/", mode: 0o755}, {path: "var/lib/db/", mode: 0o755},
		{path: "var/lib/db/sbom/", mode: 0o755}, {path: p.materialsPath(), mode: 0o644, data: p.materials(version)},
	}
	files = append(files, p.tools...)
	files = append(files, p.site...)
	top, err := layer(files...)
	if err != nil {
		return nil, err
	}
	at := v1.Time{Time: p.built}
	image := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON)
	image, err = mutate.Append(image,
		mutate.Addendum{Layer: base, History: v1.History{Created: at, CreatedBy: "berth/deploy/image", Comment: "user, certificate authorities, folders"}},
		mutate.Addendum{Layer: top, History: v1.History{Created: at, CreatedBy: "berth/deploy/image", Comment: p.name}},
	)
	if err != nil {
		return nil, err
	}
	config, err := image.ConfigFile()
	if err != nil {
		return nil, err
	}
	config = config.DeepCopy()
	config.OS, config.Architecture, config.Created = "linux", p.arch, at
	config.Config = v1.Config{
		Entrypoint: []string{"/" + p.binaryPath()}, User: fmt.Sprintf("%d:%[1]d", user), WorkingDir: "/",
		Env:     []string{"PATH=/usr/bin", "HOME=/" + dataPath, "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt", "BERTH_DATA=/" + dataPath},
		Volumes: map[string]struct{}{"/" + dataPath: {}},
		Labels:  labels(p, version, revision), StopSignal: "SIGTERM",
	}
	if p.site != nil {
		config.Config.Env = append(config.Config.Env, "BERTH_SITE=/site")
	}
	if image, err = mutate.ConfigFile(image, config); err != nil {
		return nil, err
	}
	return mutate.Annotations(image, labels(p, version, revision)).(v1.Image), nil
}

// authorities are Mozilla's certificate authorities, in PEM. Those are left out that are trusted in part only, since a
// file of certificates cannot say so.
func authorities() []byte {
	var out bytes.Buffer
	for root := range bundle.Roots() {
		if root.Constraint == nil {
			_ = pem.Encode(&out, &pem.Block{Type: "CERTIFICATE", Bytes: root.Certificate}) // a buffer takes all
		}
	}
	return out.Bytes()
}

// file is an entry of a layer: a folder where its path ends with a slash.
type file struct {
	path  string
	mode  int64
	owner int
	data  []byte
}

// layer packs files. Their time is the epoch, so that nothing but what they are decides the layer's digest.
func layer(files ...file) (v1.Layer, error) {
	var packed bytes.Buffer
	w := tar.NewWriter(&packed)
	for _, f := range files {
		h := &tar.Header{Name: f.path, Mode: f.mode, Uid: f.owner, Gid: f.owner, Size: int64(len(f.data)), ModTime: time.Unix(0, 0), Typeflag: tar.TypeReg}
		if f.path[len(f.path)-1] == '/' {
			h.Typeflag = tar.TypeDir
		}
		if err := w.WriteHeader(h); err != nil {
			return nil, fmt.Errorf("%s: %w", f.path, err)
		}
		if _, err := w.Write(f.data); err != nil {
			return nil, fmt.Errorf("%s: %w", f.path, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(packed.Bytes())), nil }
	return tarball.LayerFromOpener(open, tarball.WithMediaType(types.OCILayer), tarball.WithCompressedCaching)
}
