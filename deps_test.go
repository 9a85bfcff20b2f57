// Package berth holds the rules that no single part can hold: who may import whom.
package berth

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// list gives the packages that a pattern needs, itself included.
func list(t *testing.T, env []string, args ...string) []string {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list"}, args...)...)
	cmd.Env = append(cmd.Environ(), env...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list %v: %v\n%s", args, err, stderr.String())
	}
	return strings.Fields(string(out))
}

// TestPartsStayApart: the browser must not carry server code, and the platform and the gateways must be able to live
// apart: they meet on the wire and on chain only.
func TestPartsStayApart(t *testing.T) {
	for _, c := range []struct {
		part string
		may  []string
	}{
		{"shared", []string{"berth/shared"}},
		{"contracts", []string{"berth/contracts", "berth/shared"}},
		{"ui", []string{"berth/ui", "berth/shared", "berth/assets"}},
		{"bff", []string{"berth/bff", "berth/contracts/bind", "berth/contracts/chain", "berth/shared", "berth/assets"}},
		{"gateway", []string{"berth/gateway", "berth/contracts/bind", "berth/contracts/chain", "berth/shared"}},
	} {
		for _, p := range list(t, nil, "-deps", "./"+c.part+"/...") {
			if p != "berth" && !strings.HasPrefix(p, "berth/") {
				continue
			}
			if !slices.ContainsFunc(c.may, func(m string) bool { return p == m || strings.HasPrefix(p, m+"/") }) {
				t.Errorf("%s needs %s, which is another part's", c.part, p)
			}
		}
	}
}

// TestBrowserStaysSmall: each of these adds hundreds of kilobytes to what a phone downloads.
func TestBrowserStaysSmall(t *testing.T) {
	out := t.TempDir()
	if told, err := exec.Command("go", "run", "./ui/lean", "-out", out).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, told)
	}
	for _, p := range list(t, []string{"GOOS=js", "GOARCH=wasm"}, "-modfile", filepath.Join(out, "lean.mod"), "-deps", "./ui") {
		for _, h := range []string{"berth/shared/server", "github.com/ethereum/go-ethereum", "github.com/andybalholm/brotli", "net/http", "crypto/tls", "golang.org/x/crypto", "golang.org/x/net"} {
			if p == h || strings.HasPrefix(p, h+"/") {
				t.Errorf("the WASM carries %s", p)
			}
		}
	}
}

// TestOneHomePerLibrary: a library that shapes its user is imported in one place, so that it can be replaced there.
func TestOneHomePerLibrary(t *testing.T) {
	homes := map[string][]string{
		"go.mongodb.org/mongo-driver/v2":        {"berth/bff/store"},
		"github.com/FerretDB/FerretDB":          {"berth/bff/store"},
		"k8s.io/client-go":                      {"berth/gateway/kube", "berth/gateway/lease/reconcile"}, // the cluster; the queue of what is to be done
		"github.com/gofiber/fiber/v2":           {"berth/bff/api", "berth/bff/main"},
		"github.com/caddyserver/certmagic":      {"berth/gateway/edge"},
		"github.com/compose-spec/compose-go/v2": {"berth/gateway/manifest"},
		"go.etcd.io/bbolt":                      {"berth/gateway/ledger"},
	}
	for _, line := range list(t, nil, "-f", `{{.ImportPath}}|{{join .Imports "|"}}`, "./...") {
		imports := strings.Split(line, "|")
		for _, imp := range imports[1:] {
			for lib, may := range homes {
				if (imp == lib || strings.HasPrefix(imp, lib+"/")) && !slices.ContainsFunc(may, func(h string) bool { return imports[0] == h || strings.HasPrefix(imports[0], h+"/") }) {
					t.Errorf("%s imports %s; only %v may", imports[0], imp, may)
				}
			}
		}
	}
}
