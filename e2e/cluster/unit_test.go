package main

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestArchive reads an image back as a container engine would.
func TestArchive(t *testing.T) {
	bin := filepath.Join(t.TempDir(), "bin")
	if err := os.WriteFile(bin, []byte("program"), 0o755); err != nil {
		t.Fatal(err)
	}
	var b, again bytes.Buffer
	i := image{ref: "docker.io/berth/test:latest", bin: bin, user: "65532:65532", env: []string{"PORT=8080"}}
	other := i
	other.ref, other.env = "docker.io/berth/other:latest", []string{"PORT=9090"}
	for _, w := range []io.Writer{&b, &again} {
		if err := archive(w, []image{i, other}); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("the same images gave two archives")
	}
	files := untar(t, b.Bytes())
	var manifest []struct {
		Config   string
		RepoTags []string
		Layers   []string
	}
	if err := json.Unmarshal(files["manifest.json"], &manifest); err != nil {
		t.Fatal(err)
	}
	if len(manifest) != 2 || len(files) != 4 { // two configurations, one layer, the manifest
		t.Fatalf("%d images, %d files", len(manifest), len(files))
	}
	if m := manifest[0]; len(m.RepoTags) != 1 || m.RepoTags[0] != i.ref || len(m.Layers) != 1 {
		t.Fatalf("manifest: %+v", m)
	}
	var config struct {
		Config struct{ User string }
		RootFS struct {
			DiffIDs []string `json:"diff_ids"`
		}
	}
	if err := json.Unmarshal(files[manifest[0].Config], &config); err != nil {
		t.Fatal(err)
	}
	layer := files[manifest[0].Layers[0]]
	sum := sha256.Sum256(layer)
	if want := "sha256:" + hex.EncodeToString(sum[:]); len(config.RootFS.DiffIDs) != 1 || config.RootFS.DiffIDs[0] != want {
		t.Errorf("layers: got %v, want %s", config.RootFS.DiffIDs, want)
	}
	if config.Config.User != i.user {
		t.Errorf("user: got %q, want %q", config.Config.User, i.user)
	}
	if got := string(untar(t, layer)["app"]); got != "program" {
		t.Errorf("program: got %q", got)
	}
}

func untar(t *testing.T, raw []byte) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for r := tar.NewReader(bytes.NewReader(raw)); ; {
		h, err := r.Next()
		if err == io.EOF {
			return files
		}
		if err != nil {
			t.Fatal(err)
		}
		if files[h.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
}

// TestCertificates: the components' certificates are good for what they are used for.
func TestCertificates(t *testing.T) {
	dir := t.TempDir()
	c := &cluster{Node: "node1", NodeIP: "10.250.0.1", API: "10.96.0.1"}
	if err := c.certify(dir); err != nil {
		t.Fatal(err)
	}
	read := func(name string) *x509.Certificate {
		raw, err := os.ReadFile(filepath.Join(dir, name+".crt"))
		if err != nil {
			t.Fatal(err)
		}
		block, _ := pem.Decode(raw)
		cert, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			t.Fatal(err)
		}
		return cert
	}
	roots := x509.NewCertPool()
	roots.AddCert(read("ca"))
	for name, host := range map[string]string{"apiserver": c.API, "kubelet-server": c.NodeIP, "admin": "", "kubelet": "", "proxy": ""} {
		if _, err := read(name).Verify(x509.VerifyOptions{Roots: roots, DNSName: host, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny}}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := read("kubelet").Subject; got.CommonName != "system:node:node1" || len(got.Organization) != 1 || got.Organization[0] != "system:nodes" {
		t.Errorf("the kubelet is %s", got)
	}
	info, err := os.Stat(filepath.Join(dir, "admin.key"))
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the administrator's key has mode %o", info.Mode().Perm())
	}
}

// TestOthers: cleaning up takes our rules and no one else's.
func TestOthers(t *testing.T) {
	ours := ":KUBE-SERVICES - [0:0]\n-A PREROUTING -m comment --comment \"kubernetes service portals\" -j KUBE-SERVICES\n" +
		"-A POSTROUTING -s 10.244.0.2/32 -m comment --comment \"name: \\\"berth\\\" id: \\\"ab\\\"\" -j CNI-12\n"
	base := "*nat\n:PREROUTING ACCEPT [0:0]\n"
	theirs := ":DOCKER - [0:0]\n-A PREROUTING -j DOCKER\n"
	for _, c := range []struct {
		name, rules, kept string
		changed, empty    bool
	}{
		{"only ours", base + ours + "COMMIT\n", base + "COMMIT\n", true, true},
		{"both", base + ours + theirs + "COMMIT\n", base + theirs + "COMMIT\n", true, false},
		{"only theirs", base + theirs + "COMMIT\n", base + theirs + "COMMIT\n", false, false},
		{"none", base + "COMMIT\n", base + "COMMIT\n", false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			kept, changed, empty := others(c.rules, "cni-berth")
			if kept != c.kept || changed != c.changed || empty != c.empty {
				t.Errorf("got %q, %t, %t, want %q, %t, %t", kept, changed, empty, c.kept, c.changed, c.empty)
			}
		})
	}
}

// TestIdentify tells a process from a later one of the same id.
func TestIdentify(t *testing.T) {
	if got := identify(os.Getpid()); got == "" || got != identify(os.Getpid()) {
		t.Errorf("this process is %q", got)
	}
	if got := identify(1 << 30); got != "" {
		t.Errorf("no process is %q", got)
	}
}
