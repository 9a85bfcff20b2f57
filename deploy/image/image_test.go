package main

import (
	"archive/tar"
	"bytes"
	"crypto/x509"
	"debug/elf"
	"encoding/binary"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"maps"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/registry"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/validate"
	spdx "github.com/spdx/tools-golang/json"
	"github.com/spdx/tools-golang/spdxlib"
)

// dir is where the tests' programs are built.
var dir string

func TestMain(m *testing.M) {
	var err error
	if dir, err = os.MkdirTemp("", "berth-image-"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// hello builds the stand-in for the gateway for both architectures, once.
var hello = sync.OnceValues(func() ([]string, error) {
	var all []string
	for _, arch := range []string{"amd64", "arm64"} {
		to := filepath.Join(dir, arch)
		cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w", "-o", to, "./testdata/hello")
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH="+arch, "GOFLAGS=")
		if out, err := cmd.CombinedOutput(); err != nil {
			return nil, errors.New(string(out))
		}
		all = append(all, to)
	}
	return all, nil
})

func binaries(t *testing.T) []string {
	t.Helper()
	all, err := hello()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestImage: what is pushed is what was made, whole and valid for both architectures; it has what a program without a
// distribution needs, nothing that others could write, and the program runs out of it.
func TestImage(t *testing.T) {
	srv := httptest.NewServer(registry.New(registry.Logger(log.New(io.Discard, "", 0))))
	defer srv.Close()
	ref := strings.TrimPrefix(srv.URL, "http://") + "/berth/berth-gateway:v1"
	paths := binaries(t)
	var said bytes.Buffer
	s := settings{program: "berth-gateway", version: "v1", revision: "abc", out: t.TempDir(), push: ref, insecure: true, binaries: []string{paths[1], paths[0]}}
	if err := run(t.Context(), s, &said); err != nil {
		t.Fatal(err)
	}
	from, err := name.ParseReference(ref, name.Insecure)
	if err != nil {
		t.Fatal(err)
	}
	index, err := remote.Index(from, remote.WithContext(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	if err := validate.Index(index); err != nil {
		t.Fatal(err)
	}
	digest, err := index.Digest()
	if err != nil {
		t.Fatal(err)
	}
	if written, err := os.ReadFile(filepath.Join(s.out, "berth-gateway.digest")); err != nil || strings.TrimSpace(string(written)) != digest.String() {
		t.Errorf("the digest's file has %q, %v; the registry %s", written, err, digest)
	}
	if !strings.Contains(said.String(), "pushed "+strings.TrimSuffix(ref, ":v1")+"@"+digest.String()) {
		t.Errorf("it says %q", said.String())
	}
	m, err := index.IndexManifest()
	if err != nil {
		t.Fatal(err)
	}
	for i, arch := range []string{"amd64", "arm64"} {
		if len(m.Manifests) != 2 || !m.Manifests[i].Platform.Equals(v1.Platform{OS: "linux", Architecture: arch}) {
			t.Fatalf("the index has %+v", m.Manifests)
		}
		image, err := index.Image(m.Manifests[i].Digest)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(arch, func(t *testing.T) { checkImage(t, image, arch, paths[i], s.out) })
	}
}

func checkImage(t *testing.T, image v1.Image, arch, binary, out string) {
	c, err := image.ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	if c.Architecture != arch || c.OS != "linux" || c.Config.User != "65532:65532" || strings.Join(c.Config.Entrypoint, " ") != "/usr/bin/berth-gateway" || len(c.Config.Cmd) > 0 {
		t.Errorf("configuration %+v", c)
	}
	if l := c.Config.Labels; l["org.opencontainers.image.version"] != "v1" || l["org.opencontainers.image.licenses"] != "MIT" || l["org.opencontainers.image.revision"] != "abc" || l["org.opencontainers.image.title"] == "" {
		t.Errorf("labels %v", l)
	}
	files := map[string][]byte{}
	whole := mutate.Extract(image)
	defer whole.Close()
	for r := tar.NewReader(whole); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[h.Name] = raw
		switch mine := strings.HasPrefix(h.Name, "data"); {
		case mine && (h.Uid != user || h.Mode != 0o700), !mine && h.Uid != 0:
			t.Errorf("%s belongs to %d with the mode %o", h.Name, h.Uid, h.Mode)
		case h.Mode&0o6000 != 0 || h.Mode&0o022 != 0 && strings.Trim(h.Name, "/") != "tmp":
			t.Errorf("%s has the mode %o", h.Name, h.Mode)
		}
	}
	want, err := os.ReadFile(binary)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(files["usr/bin/berth-gateway"], want) {
		t.Error("the program in the image is not the one that was given")
	}
	if !strings.Contains(string(files["etc/passwd"]), "nonroot:x:65532:65532:") {
		t.Errorf("users %q", files["etc/passwd"])
	}
	checkMaterials(t, files["var/lib/db/sbom/berth-gateway.spdx.json"], want)
	if beside, err := os.ReadFile(filepath.Join(out, "berth-gateway-"+arch+".spdx.json")); err != nil || !bytes.Equal(beside, files["var/lib/db/sbom/berth-gateway.spdx.json"]) {
		t.Errorf("the list beside the image is another one, %v", err)
	}
	roots := files["etc/ssl/certs/ca-certificates.crt"]
	n := 0
	for b, rest := pem.Decode(roots); b != nil; b, rest = pem.Decode(rest) {
		if _, err := x509.ParseCertificate(b.Bytes); err != nil {
			t.Error(err)
		}
		n++
	}
	if n < 100 || !x509.NewCertPool().AppendCertsFromPEM(roots) {
		t.Errorf("%d certificate authorities", n)
	}
	if arch != runtime.GOARCH || runtime.GOOS != "linux" {
		return
	}
	bin := filepath.Join(t.TempDir(), "bin")
	if err := os.WriteFile(bin, files["usr/bin/berth-gateway"], 0o755); err != nil {
		t.Fatal(err)
	}
	got, err := exec.Command(bin, "there").CombinedOutput()
	if err != nil || !strings.HasPrefix(string(got), "hello [there] sha256:") {
		t.Errorf("the program says %q, %v", got, err)
	}
}

// checkMaterials: another implementation of SPDX reads the list, and it has the module that the program was linked with.
func checkMaterials(t *testing.T, raw, binary []byte) {
	t.Helper()
	doc, err := spdx.Read(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	if err := spdxlib.ValidateDocument(doc); err != nil {
		t.Error(err)
	}
	p, err := openProgram("berth-gateway", filepath.Join(dir, doc.DocumentName[len("berth-gateway-"):]))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(p.raw, binary) || !strings.HasSuffix(doc.DocumentNamespace, p.sum) {
		t.Errorf("the list is of another program: %s", doc.DocumentNamespace)
	}
	purls := map[string]bool{}
	for _, k := range doc.Packages {
		for _, r := range k.PackageExternalReferences {
			purls[r.Locator] = true
		}
	}
	for _, want := range []string{"pkg:golang/github.com/opencontainers/go-digest@v1.0.0", "pkg:golang/stdlib@" + strings.TrimPrefix(p.info.GoVersion, "go")} {
		if !purls[want] {
			t.Errorf("the list lacks %s: %v", want, purls)
		}
	}
	if len(doc.Relationships) != len(doc.Packages) {
		t.Errorf("%d relationships of %d packages", len(doc.Relationships), len(doc.Packages))
	}
}

// TestSame: the same binaries give the same bytes, wherever and in whichever order.
func TestSame(t *testing.T) {
	paths := binaries(t)
	var archives [][]byte
	for _, order := range [][]string{{paths[0], paths[1]}, {paths[1], paths[0]}} {
		s := settings{program: "berth-gateway", version: "v1", out: t.TempDir(), binaries: order}
		if err := run(t.Context(), s, io.Discard); err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(filepath.Join(s.out, "berth-gateway.tar"))
		if err != nil {
			t.Fatal(err)
		}
		archives = append(archives, raw)
		left, err := filepath.Glob(filepath.Join(s.out, ".*"))
		if err != nil || len(left) > 0 {
			t.Errorf("left behind: %v, %v", left, err)
		}
	}
	if !bytes.Equal(archives[0], archives[1]) {
		t.Error("the archives differ")
	}
}

// TestArchive: the file is an OCI layout with one image, which has the tag and the whole name.
func TestArchive(t *testing.T) {
	s := settings{program: "berth-gateway", version: "v1", out: t.TempDir(), binaries: binaries(t)}
	if err := run(t.Context(), s, io.Discard); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(filepath.Join(s.out, "berth-gateway.tar"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	to := t.TempDir()
	for r := tar.NewReader(f); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(to, h.Name)
		if h.Typeflag == tar.TypeDir {
			err = os.MkdirAll(path, 0o755)
		} else {
			var raw []byte
			if raw, err = io.ReadAll(r); err == nil {
				err = os.WriteFile(path, raw, 0o644)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	all, err := layout.ImageIndexFromPath(to)
	if err != nil {
		t.Fatal(err)
	}
	if err := validate.Index(all); err != nil {
		t.Error(err)
	}
	m, err := all.IndexManifest()
	if err != nil {
		t.Fatal(err)
	}
	digest, err := os.ReadFile(filepath.Join(s.out, "berth-gateway.digest"))
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Manifests) != 1 || m.Manifests[0].Digest.String() != strings.TrimSpace(string(digest)) {
		t.Fatalf("it has %+v", m.Manifests)
	}
	if a := m.Manifests[0].Annotations; a["org.opencontainers.image.ref.name"] != "v1" || a["io.containerd.image.name"] != "localhost/berth/berth-gateway:v1" {
		t.Errorf("it is called %v", a)
	}
}

// TestRefused: what would make an image that does not start is refused, and it is said what is wrong.
func TestRefused(t *testing.T) {
	paths := binaries(t)
	text := filepath.Join(dir, "text")
	if err := os.WriteFile(text, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	dynamic := filepath.Join(dir, "dynamic")
	raw, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	// The first entry of a program's table, at 64, is made the one that names a dynamic linker.
	binary.LittleEndian.PutUint32(raw[64:], uint32(elf.PT_INTERP))
	if err := os.WriteFile(dynamic, raw, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name     string
		version  string
		binaries []string
		want     string
	}{
		{"none", "v1", nil, "no binary"},
		{"a script", "v1", []string{text}, "is no program for Linux"},
		{"a dynamic one", "v1", []string{dynamic}, "CGO_ENABLED=0"},
		{"two of one kind", "v1", []string{paths[0], paths[0]}, "two binaries are for amd64"},
		{"a bad version", "v 1", []string{paths[0]}, "-version"},
		{"a missing one", "v1", []string{filepath.Join(dir, "nowhere")}, "no such file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			out := t.TempDir()
			err := run(t.Context(), settings{program: "berth-gateway", version: c.version, out: out, binaries: c.binaries}, io.Discard)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
			if _, err := os.Stat(filepath.Join(out, "berth-gateway.tar")); err == nil {
				t.Error("there is an image")
			}
		})
	}
}

// TestBuilt: the image is as old as the commit, which whoever builds it says as reproducible builds do.
func TestBuilt(t *testing.T) {
	path := binaries(t)[0]
	for _, c := range []struct {
		said string
		want int64
	}{{"", 0}, {"1700000000", 1_700_000_000}} {
		t.Setenv("SOURCE_DATE_EPOCH", c.said)
		p, err := openProgram("berth-gateway", path)
		if err != nil || p.built.Unix() != c.want {
			t.Errorf("%q: got %v, %v", c.said, p, err)
		}
	}
	t.Setenv("SOURCE_DATE_EPOCH", "yesterday")
	if _, err := openProgram("berth-gateway", path); err == nil || !strings.Contains(err.Error(), "SOURCE_DATE_EPOCH") {
		t.Errorf("got %v", err)
	}
}

// TestPlatform: the platform's image has its site, as files that only root could write, and says where it is.
func TestPlatform(t *testing.T) {
	site := t.TempDir()
	for path, text := range map[string]string{"index.html": "<!doctype html>", "web/app.wasm": "\x00asm"} {
		path = filepath.Join(site, path)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	s := settings{program: "berth-platform", version: "v1", out: t.TempDir(), site: site, binaries: binaries(t)[:1]}
	if err := run(t.Context(), s, io.Discard); err != nil {
		t.Fatal(err)
	}
	p, err := openProgram(s.program, s.binaries[0])
	if err != nil {
		t.Fatal(err)
	}
	if p.site, err = readSite(site); err != nil {
		t.Fatal(err)
	}
	image, err := newImage(p, "v1", "")
	if err != nil {
		t.Fatal(err)
	}
	c, err := image.ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	if c.Config.Entrypoint[0] != "/usr/bin/berth-platform" || !slices.Contains(c.Config.Env, "BERTH_SITE=/site") || c.Config.Labels["org.opencontainers.image.title"] != "berth-platform" {
		t.Errorf("configuration %+v", c.Config)
	}
	got := map[string]string{}
	whole := mutate.Extract(image)
	defer whole.Close()
	for r := tar.NewReader(whole); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(h.Name, sitePath) && h.Typeflag == tar.TypeReg {
			raw, err := io.ReadAll(r)
			if err != nil || h.Mode != 0o644 || h.Uid != 0 {
				t.Errorf("%s: mode %o of %d, %v", h.Name, h.Mode, h.Uid, err)
			}
			got[h.Name] = string(raw)
		}
	}
	if want := map[string]string{"site/index.html": "<!doctype html>", "site/web/app.wasm": "\x00asm"}; !maps.Equal(got, want) {
		t.Errorf("the site is %v", got)
	}
	for _, name := range []string{"berth-platform.tar", "berth-platform.digest", "berth-platform-amd64.spdx.json"} {
		if _, err := os.Stat(filepath.Join(s.out, name)); err != nil {
			t.Error(err)
		}
	}
	if err := run(t.Context(), settings{program: "berth-platform", version: "v1", out: s.out, site: t.TempDir(), binaries: s.binaries}, io.Discard); err == nil || !strings.Contains(err.Error(), "make site") {
		t.Errorf("a folder that is no site: %v", err)
	}
	if err := run(t.Context(), settings{program: "hello", version: "v1", out: s.out, binaries: s.binaries}, io.Discard); err == nil || !strings.Contains(err.Error(), "-program") {
		t.Errorf("another program: %v", err)
	}
}

// TestProver: what platforms measure nodes with is its program alone, without a gateway's helpers, and keeps its tables in the folder that
// is its user's.
func TestProver(t *testing.T) {
	s := settings{program: "berth-prover", version: "v1", out: t.TempDir(), binaries: binaries(t)}
	var said bytes.Buffer
	if err := run(t.Context(), s, &said); err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile(filepath.Join(s.out, "berth-prover.digest"))
	if err != nil || !strings.HasPrefix(string(written), "sha256:") || !strings.Contains(said.String(), strings.TrimSpace(string(written))) {
		t.Errorf("the digest's file has %q, %v; it says %q", written, err, said.String())
	}
	p, err := openProgram(s.program, s.binaries[0])
	if err != nil {
		t.Fatal(err)
	}
	if len(p.tools) > 0 {
		t.Errorf("it has a gateway's helpers: %+v", p.tools)
	}
	image, err := newImage(p, "v1", "")
	if err != nil {
		t.Fatal(err)
	}
	c, err := image.ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := c.Config.Volumes["/data"]; !ok || c.Config.User != "65532:65532" || c.Config.Entrypoint[0] != "/usr/bin/berth-prover" || !slices.Contains(c.Config.Env, "BERTH_DATA=/data") {
		t.Errorf("configuration %+v", c.Config)
	}
	for _, name := range []string{"berth-prover.tar", "berth-prover-amd64.spdx.json", "berth-prover-arm64.spdx.json"} {
		if _, err := os.Stat(filepath.Join(s.out, name)); err != nil {
			t.Error(err)
		}
	}
}
