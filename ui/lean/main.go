//go:build !wasm

// Command lean prepares a build of the browser's file without what a browser never runs: go-app's server half, which brings
// net/http and with it all of TLS, a sixth of what a phone downloads; its encryption of states, which this app has none of;
// and what uint256 has for databases and for math/big. Regular expressions, which bring Unicode's tables along, and random
// names are the browser's own. It copies the modules, as pinned in go.mod, to a folder, takes all of that out, and writes
// lean.mod beside them, for go build -modfile.
//
// It changes as little as can be, and fails where a module is not as expected: a new version has to be looked at.
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

	"berth/ui/lean/fold"
	"berth/ui/lean/squeeze"
)

// module is one that is copied and trimmed.
type module struct {
	path string
	name string                 // of its folder
	has  func(name string) bool // of its files, by their path in it, which are taken
	trim func(dir string) error
}

var modules = []module{
	{"github.com/maxence-charriere/go-app/v10", "go-app", func(name string) bool { return strings.HasPrefix(name, "pkg"+string(filepath.Separator)) }, trimApp},
	{"github.com/holiman/uint256", "uint256", func(name string) bool { return filepath.Dir(name) == "." && strings.HasSuffix(name, ".go") }, trimInt},
}

func main() {
	out := flag.String("out", "dist/lean", "folder for the copy; lean.mod and lean.sum are written into it")
	wasm := flag.String("squeeze", "", "instead: squeeze this linked file, which is named x.linked, into x, and write its functions' names into x.names")
	folds := flag.Bool("fold", false, "fold what is squeezed, too: x.wasm.linked becomes x.fold")
	flag.Parse()
	err := error(nil)
	if *wasm != "" {
		err = squeezed(*wasm, *folds)
	} else {
		err = run(*out)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "lean:", err)
		os.Exit(1)
	}
}

// squeezed squeezes x.linked into x, or with folding x.wasm.linked into x.fold.
func squeezed(linked string, folds bool) error {
	to, ok := strings.CutSuffix(linked, ".linked")
	if !ok {
		return fmt.Errorf("%s is not named x.linked", linked)
	}
	raw, err := os.ReadFile(linked)
	if err != nil {
		return err
	}
	small, names, err := squeeze.File(raw)
	if err != nil {
		return fmt.Errorf("%s is not as expected: %w", linked, err)
	}
	if folds {
		if small, err = fold.File(small); err != nil {
			return fmt.Errorf("%s is not as expected: %w", linked, err)
		}
		to = strings.TrimSuffix(to, ".wasm") + ".fold"
	}
	return errors.Join(os.WriteFile(to, small, 0o644), os.WriteFile(to+".names", []byte(names), 0o644))
}

func run(out string) error {
	out, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for _, m := range modules {
		if err := m.copy(filepath.Join(out, m.name)); err != nil {
			return err
		}
		if err := m.trim(filepath.Join(out, m.name)); err != nil {
			return fmt.Errorf("%s is not as expected: %w", m.path, err)
		}
	}
	return modfile(out)
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

// copy copies what it is built from, as far as that is taken, to a folder.
func (m module) copy(to string) error {
	raw, err := command("mod", "download", "-json", m.path)
	if err != nil {
		return err
	}
	var at struct{ Dir string }
	if err := json.Unmarshal(raw, &at); err != nil {
		return err
	}
	return filepath.WalkDir(at.Dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(at.Dir, path)
		if err != nil || name != "go.mod" && (!m.has(name) || strings.HasSuffix(name, "_test.go")) {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(to, name)), 0o755); err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, name), raw, 0o644)
	})
}

// trimApp takes the server half out of go-app's package: the handler, the writer of static sites, and the resources that a
// handler would serve from a folder. Routes are matched by the browser's regular expressions, random names are made of its
// random numbers, and states are not encrypted.
func trimApp(dir string) error {
	dir = filepath.Join(dir, "pkg", "app")
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
	const stub = "package app\n\nimport \"time\"\n\n// Handler is not there in a browser.\ntype Handler struct{}\n" + breath
	if err := os.WriteFile(filepath.Join(dir, "http.go"), []byte(stub), 0o644); err != nil {
		return err
	}
	crypto := filepath.Join(dir, "crypto.go")
	raw, err := os.ReadFile(crypto)
	if err != nil {
		return err
	}
	for _, has := range []string{"\nfunc encrypt(key string, v []byte) ([]byte, error) {", "\nfunc decrypt(key string, v []byte) ([]byte, error) {"} {
		if !bytes.Contains(raw, []byte(has)) {
			return fmt.Errorf("no %q in crypto.go", has)
		}
	}
	if err := os.WriteFile(crypto, []byte(plain), 0o644); err != nil {
		return err
	}
	// Between what it does go-app lets the page hear what was pressed, and paint.
	if err := errors.Join(
		change(filepath.Join(dir, "app.go"), []edit{{"\tengine.Navigate(window.URL(), false)\n", "\topen(func() { engine.Navigate(window.URL(), false) })\n", 1}}),
		change(filepath.Join(dir, "node.go"), []edit{{"\tif initializer, ok := v.(Initializer); ok {\n", "\tpause()\n\tif initializer, ok := v.(Initializer); ok {\n", 1}}),
		change(filepath.Join(dir, "engine.go"), []edit{
			{"\tfor {\n\t\tselect {\n\t\tcase dispatch := <-e.dispatches:\n\t\t\tif", "\tvar b breath\n\tfor {\n\t\tselect {\n\t\tcase dispatch := <-e.dispatches:\n\t\t\tif", 1},
			{"\t\te.nodes.NotifyComponentEvent(e.baseContext(), e.body, nav{})\n", "\t\tturned = true\n\t\te.nodes.NotifyComponentEvent(e.baseContext(), e.body, nav{})\n", 1},
			{"\t\t\t}\n\t\t\tdispatch()\n", "\t\t\t}\n\t\t\tb.after(dispatch)\n", 1},
			// What is being typed: a frame gives fields the values that were heard of last, and so what was typed since has to be heard first.
			{"\t\t\te.processFrame()\n\t\t\tframes", "\t\t\tb.all(e.dispatches)\n\t\t\tb.after(e.processFrame)\n\t\t\tframes", 1},
		}),
	); err != nil {
		return err
	}
	const uuid, own = "\t\"github.com/google/uuid\"\n", "unique()"
	return errors.Join(
		change(filepath.Join(dir, "context.go"), []edit{{uuid, "", 1}, {"uuid.NewString()", own, 1}}),
		change(filepath.Join(dir, "state.go"), []edit{{uuid, "", 1}, {"uuid.NewString()", own, 1}}),
		change(filepath.Join(dir, "resource.go"), []edit{
			{"\t\"net/http\"\n", "", 1}, {"\t\tHandler:   http.FileServer(http.Dir(directory)),\n", "", 1}, {"\thttp.Handler\n", "", 1},
		}),
		change(filepath.Join(dir, "route.go"), []edit{
			{"\t\"regexp\"\n", "", 1}, {"regexp.MustCompile(pattern)", "Window().Get(\"RegExp\").New(pattern)", 1}, {"*regexp.Regexp", "Value", 1},
			{"rwr.regexp.MatchString(path)", "rwr.regexp.Call(\"test\", path).Bool()", 2},
		}),
	)
}

// breath is what lets the browser have its turn in a long row of work.
const breath = `
// breath is how long there was work since the browser had its turn.
type breath struct{ worked time.Duration }

// after does something, and then lets the browser have its turn if that, with what went before, took longer than a frame or two.
func (b *breath) after(do func()) {
	began := time.Now()
	do()
	if b.worked += time.Since(began); b.worked > 30*time.Millisecond && !turned {
		b.worked = 0
		breathe()
	}
}

// all does what is waiting, and what comes meanwhile; between its end and what is done next the browser has no turn.
func (b *breath) all(waiting <-chan func()) {
	for {
		select {
		case do := <-waiting:
			b.after(do)
		default:
			turned = false
			return
		}
	}
}

// turned is whether another page was opened and has not heard of it yet: nobody is to see it where the one before was scrolled to.
var turned bool

// first is since when the first page is being made without the browser having had its turn; it is zero when there is a page. What is made
// is in no document yet.
var first time.Time

// open makes the first page.
func open(do func()) {
	breathe()
	first = time.Now()
	do()
	first, turned = time.Time{}, false
}

// pause lets the browser have its turn while the first page is made.
func pause() {
	if !first.IsZero() && time.Since(first) > 100*time.Millisecond {
		breathe()
		first = time.Now()
	}
}

// breathe waits for the browser. A short sleep would not: on a slow processor it is over before it has begun.
func breathe() {
	over := make(chan struct{})
	again := FuncOf(func(Value, []Value) any {
		close(over)
		return nil
	})
	Window().Call("setTimeout", again)
	<-over
	again.Release()
}
`

// plain is what stands in place of go-app's encryption.
const plain = `package app

import "github.com/maxence-charriere/go-app/v10/pkg/errors"

var errPlain = errors.New("this build encrypts nothing")

func encrypt(string, []byte) ([]byte, error) { return nil, errPlain }

func decrypt(string, []byte) ([]byte, error) { return nil, errPlain }

// unique is 128 random bits of the browser's.
func unique() string {
	return Window().Get("crypto").Call("getRandomValues", Window().Get("Uint32Array").New(4)).Call("join", "-").String()
}
`

// trimInt takes out of uint256 what it has for databases, and by what math/big comes along though nothing is reckoned with
// it: the formats of fmt other than decimal and hex.
func trimInt(dir string) error {
	return change(filepath.Join(dir, "conversion.go"), []edit{
		{"\t\"database/sql\"\n", "", 1}, {"\t\"database/sql/driver\"\n", "", 1}, {"\t_ driver.Valuer            = (*Int)(nil)\n", "", 1},
		{"\t_ sql.Scanner              = (*Int)(nil)\n", "", 1}, {"(driver.Value, error)", "(any, error)", 1},
		{"\tz.ToBig().Format(s, ch)\n", "\ttext := z.Dec()\n\tif ch == 'x' {\n\t\ttext = z.Hex()[2:]\n\t}\n\t_, _ = io.WriteString(s, text)\n", 1},
	})
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

// modfile writes lean.mod: this module's go.mod with the modules replaced by the copies. A copy inside this module is named
// relative to it, so that both may be moved.
func modfile(out string) error {
	here, err := command("env", "GOMOD")
	if err != nil {
		return err
	}
	root := filepath.Dir(strings.TrimSpace(string(here)))
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
	for _, m := range modules {
		to := filepath.Join(out, m.name)
		if inside, err := filepath.Rel(root, to); err == nil && filepath.IsLocal(inside) {
			to = "./" + filepath.ToSlash(inside)
		}
		if _, err := command("mod", "edit", "-replace", m.path+"="+to, mod); err != nil {
			return err
		}
	}
	return nil
}
