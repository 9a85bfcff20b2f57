package site

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	node "golang.org/x/net/html"

	admin "berth/ui/admin/page"
	"berth/ui/text"
)

// buildBelow writes the admin pages, and gives each file as it is without a coding.
func buildBelow(t *testing.T, plain bool) (dir string, files map[string][]byte) {
	t.Helper()
	wasm := filepath.Join(t.TempDir(), "admin.wasm")
	if err := os.WriteFile(wasm, []byte("\x00asm"), 0o644); err != nil {
		t.Fatal(err)
	}
	dir = copied(t, fmt.Sprint("admin, plain: ", plain), func(dir string) error {
		return Build(Config{Out: dir, Assets: "../../assets", Version: "test-1", Wasm: wasm, Plain: plain}, Below(admin.Base, admin.Site()))
	})
	files = map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if short, ok := strings.CutSuffix(name, ".br"); ok && err == nil {
			name = short
			b, err = io.ReadAll(brotli.NewReader(bytes.NewReader(b)))
		}
		if files[name] != nil {
			t.Errorf("%s is there in two forms: the program would carry both", name)
		}
		files[filepath.ToSlash(name)] = b
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir, files
}

// TestBelow holds what the admin pages must be: whole below their path, in both languages, and without what goes on without
// their program: a service worker, a manifest.
func TestBelow(t *testing.T) {
	_, files := buildBelow(t, false)
	for _, r := range admin.Routes() {
		for _, l := range text.Langs {
			name := file(r, l)
			doc, err := node.Parse(bytes.NewReader(files[name]))
			if err != nil || files[name] == nil {
				t.Fatalf("%s: %v", name, err)
			}
			headings := 0
			walk(doc, func(n *node.Node) {
				for _, a := range n.Attr {
					if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
						t.Errorf("%s: <%s %s>: the policy forbids it", name, n.Data, a.Key)
					}
					if (a.Key == "src" || a.Key == "href") && n.Data != "a" && files[strings.TrimPrefix(a.Val, admin.Base+"/")] == nil {
						t.Errorf("%s: <%s %s=%q>: not among the files", name, n.Data, a.Key, a.Val)
					}
					if a.Key == "href" && n.Data == "a" && a.Val != "#main" && a.Val != admin.Base && !strings.HasPrefix(a.Val, admin.Base+"/") {
						t.Errorf("%s: a link to %s", name, a.Val)
					}
				}
				switch n.Data {
				case "h1":
					headings++
				case "style":
					t.Errorf("%s: an inline style sheet", name)
				case "script":
					if n.FirstChild != nil {
						t.Errorf("%s: an inline script", name)
					}
				}
			})
			if headings != 1 || !bytes.Contains(files[name], []byte(`<html lang="`+l.Tag()+`"`)) || !bytes.Contains(files[name], []byte("<title>"+text.In(l).Say(r.Title))) {
				t.Errorf("%s: %d h1, or not its language or title", name, headings)
			}
		}
	}
	for _, not := range []string{"app-worker.js", "manifest.webmanifest", "contracts.json", "robots.txt"} {
		if files[not] != nil {
			t.Errorf("%s is there", not)
		}
	}
	script := string(files["app.js"])
	if strings.Contains(script, noWorker) || !strings.Contains(script, `"/admin/web/app.wasm"`) {
		t.Error("the script puts a service worker up, or looks for the program elsewhere")
	}
}

// TestBelowAgain: a build takes the place of one in the other form.
func TestBelowAgain(t *testing.T) {
	dir, packed := buildBelow(t, false)
	if err := Build(Config{Out: dir, Assets: "../../assets", Version: "test-1", Plain: true}, Below(admin.Base, admin.Site())); err != nil {
		t.Fatal(err)
	}
	for name := range packed {
		if _, err := os.Stat(filepath.Join(dir, name+".br")); err == nil && name != "web/app.wasm" {
			t.Errorf("%s is there packed, too", name)
		}
	}
}
