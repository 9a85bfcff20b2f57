package berth

import (
	"encoding/json"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// kept are functions that no program of this module reaches, with who does.
var kept = map[string]string{
	"berth/gateway/local.Serve":            "the workload images of e2e/cluster, a module of its own",
	"berth/shared/attacktest.Begin":        "the attack tests of all parts: make attack reads what they count",
	"berth/shared/attacktest.Attack.Tried": "as Begin",
	"berth/shared/attacktest.Attack.Note":  "as Begin",
	"berth/shared/attacktest.Whole":        "as Begin",
}

// TestNothingIsDead: each function is reached from one of the programs, the browser's or a server's. What only tests
// reach is as dead: it belongs into a test's file.
func TestNothingIsDead(t *testing.T) {
	mains := strings.Fields(command(t, nil, "list", "-f", `{{if eq .Name "main"}}{{.ImportPath}}{{end}}`, "./..."))
	host := look(t, nil, mains...)
	browser := look(t, []string{"GOOS=js", "GOARCH=wasm"}, "berth/ui", "berth/ui/admin")
	dead := map[string]string{}
	for _, both := range [][2]program{{host, browser}, {browser, host}} {
		for f, at := range both[0].dead {
			// A function of a file that only one of them has lives in that one or nowhere.
			if _, too := both[1].dead[f]; too || !both[1].files[at.File] {
				dead[f] = at.String()
			}
		}
	}
	for _, f := range slices.Sorted(maps.Keys(dead)) {
		// The rig is the end-to-end tests'; the benchmark that stands on it needs but a part.
		if kept[f] == "" && !strings.HasPrefix(f, "berth/e2e/rig.") {
			t.Errorf("%s: no program reaches %s", dead[f], f)
		}
	}
	for f, who := range kept {
		if dead[f] == "" {
			t.Errorf("%s is kept for %s; but it is not there any more, or needs no keeping", f, who)
		}
	}
}

// program is what is built of this module for one or more mains.
type program struct {
	files map[string]bool // by path from here
	dead  map[string]place
}

type place struct {
	File string
	Line int
}

func (p place) String() string { return p.File + ":" + strconv.Itoa(p.Line) }

// look finds what mains are built of and what of that they do not reach.
func look(t *testing.T, env []string, mains ...string) program {
	t.Helper()
	here := strings.TrimSpace(command(t, nil, "list", "-m", "-f", "{{.Dir}}"))
	p := program{files: map[string]bool{}, dead: map[string]place{}}
	list := []string{"list", "-deps", "-f", `{{if .Module}}{{if .Module.Main}}{{$d := .Dir}}{{range .GoFiles}}{{$d}}/{{.}}{{"\n"}}{{end}}{{end}}{{end}}`}
	for file := range strings.FieldsSeq(command(t, env, append(list, mains...)...)) {
		rel, err := filepath.Rel(here, file)
		if err != nil {
			t.Fatal(err)
		}
		p.files[rel] = true
	}
	var found []struct {
		Path  string
		Funcs []struct {
			Name      string
			Position  place
			Generated bool
		}
	}
	// The tool is built for this machine, whatever it looks at.
	tool := strings.TrimSpace(command(t, nil, "tool", "-n", "deadcode"))
	if err := json.Unmarshal([]byte(run(t, env, tool, append([]string{"-json"}, mains...)...)), &found); err != nil {
		t.Fatal(err)
	}
	for _, pkg := range found {
		for _, f := range pkg.Funcs {
			if !f.Generated {
				p.dead[pkg.Path+"."+f.Name] = f.Position
			}
		}
	}
	return p
}
