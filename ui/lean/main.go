//go:build !wasm

// Command lean prepares a build of the browser's file without go-app's server half, which a browser never runs and which
// brings net/http and with it all of TLS: a sixth of what a phone downloads. Regular expressions, which bring Unicode's
// tables along, are the browser's own. It copies go-app, as pinned in go.mod, to a folder, takes both out, and writes
// lean.mod beside it, for go build -modfile.
//
// It changes as little as can be, and fails where go-app is not as expected: a new version has to be looked at.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const module = "github.com/maxence-charriere/go-app/v10"

func main() {
	out := flag.String("out", "dist/lean", "folder for the copy; lean.mod and lean.sum are written into it")
	flag.Parse()
	if err := run(*out); err != nil {
		fmt.Fprintln(os.Stderr, "lean:", err)
		os.Exit(1)
	}
}

func run(out string) error {
	out, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	raw, err := command("mod", "download", "-json", module)
	if err != nil {
		return err
	}
	var at struct{ Dir string }
	if err := json.Unmarshal(raw, &at); err != nil {
		return err
	}
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	to := filepath.Join(out, "go-app")
	if err := copied(at.Dir, to); err != nil {
		return err
	}
	if err := trim(filepath.Join(to, "pkg", "app")); err != nil {
		return fmt.Errorf("%s is not as expected: %w", module, err)
	}
	return modfile(out, to)
}

func command(args ...string) ([]byte, error) {
	cmd := exec.Command("go", args...)
	var told bytes.Buffer
	cmd.Stderr = &told
	raw, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, told.Bytes())
	}
	return raw, nil
}

// copied copies what go-app is built from.
func copied(from, to string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != "." && name != "pkg" && !strings.HasPrefix(name, "pkg"+string(filepath.Separator)) {
				return filepath.SkipDir
			}
			return os.MkdirAll(filepath.Join(to, name), 0o755)
		}
		if strings.HasSuffix(name, "_test.go") || filepath.Dir(name) == "." && name != "go.mod" {
			return nil
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, name), raw, 0o644)
	})
}

// trim takes the server half out of go-app's package: the handler, the writer of static sites, and the resources that a
// handler would serve from a folder. Routes are matched by the browser's regular expressions.
func trim(dir string) error {
	for name, has := range map[string]string{"http.go": "type Handler struct {", "static.go": "func GenerateStaticWebsite("} {
		path := filepath.Join(dir, name)
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if !bytes.Contains(raw, []byte(has)) {
			return fmt.Errorf("no %q in %s", has, name)
		}
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	// wasm.go has a GenerateStaticWebsite that only panics, and names the handler's type.
	const stub = "package app\n\n// Handler is not there in a browser.\ntype Handler struct{}\n"
	if err := os.WriteFile(filepath.Join(dir, "http.go"), []byte(stub), 0o644); err != nil {
		return err
	}
	return errors.Join(
		change(filepath.Join(dir, "resource.go"), []edit{
			{"\t\"net/http\"\n", "", 1}, {"\t\tHandler:   http.FileServer(http.Dir(directory)),\n", "", 1}, {"\thttp.Handler\n", "", 1},
		}),
		change(filepath.Join(dir, "route.go"), []edit{
			{"\t\"regexp\"\n", "", 1}, {"regexp.MustCompile(pattern)", "Window().Get(\"RegExp\").New(pattern)", 1}, {"*regexp.Regexp", "Value", 1},
			{"rwr.regexp.MatchString(path)", "rwr.regexp.Call(\"test\", path).Bool()", 2},
		}),
	)
}

// edit is a text that a file has so many times, and what stands in its place.
type edit struct {
	old, new string
	times    int
}

// change makes edits in a file. An error says which of them it is not as expected for.
func change(path string, edits []edit) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var errs []error
	for _, e := range edits {
		if n := bytes.Count(raw, []byte(e.old)); n != e.times {
			errs = append(errs, fmt.Errorf("%q %d times in %s, not %d", e.old, n, filepath.Base(path), e.times))
		}
		raw = bytes.ReplaceAll(raw, []byte(e.old), []byte(e.new))
	}
	return errors.Join(append(errs, os.WriteFile(path, raw, 0o644))...)
}

// modfile writes lean.mod: this module's go.mod with go-app replaced by the copy. A copy inside the module is named
// relative to it, so that both may be moved.
func modfile(out, to string) error {
	here, err := command("env", "GOMOD")
	if err != nil {
		return err
	}
	root := filepath.Dir(strings.TrimSpace(string(here)))
	if inside, err := filepath.Rel(root, to); err == nil && filepath.IsLocal(inside) {
		to = "./" + filepath.ToSlash(inside)
	}
	mod := filepath.Join(out, "lean.mod")
	for from, name := range map[string]string{"go.mod": mod, "go.sum": filepath.Join(out, "lean.sum")} {
		raw, err := os.ReadFile(filepath.Join(root, from))
		if err != nil {
			return err
		}
		if err := os.WriteFile(name, raw, 0o644); err != nil {
			return err
		}
	}
	_, err = command("mod", "edit", "-replace", module+"="+to, mod)
	return err
}
