// Command attack runs all tests of the module whose names begin with TestAttack, and prints what was tried, how often,
// and what came through. It fails if anything did, or if a test failed.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"berth/shared/attacktest"
)

// row is what one test came to.
type row struct {
	attacktest.Count
	pkg, test, result string
	said              []string // what it printed, in case it fails
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "attack:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, w io.Writer) error {
	pkgs, err := packages(ctx)
	if err != nil {
		return err
	}
	if len(pkgs) == 0 {
		return errors.New("no package has a test whose name begins with TestAttack")
	}
	// One package after another: several measure how fast others are served meanwhile.
	args := append([]string{"test", "-json", "-count=1", "-p=1", "-timeout=30m", "-run=^TestAttack"}, pkgs...)
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Env = append(cmd.Environ(), attacktest.Variable+"=1")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	rows, other, readErr := read(out, os.Stderr)
	failed := cmd.Wait()
	tableErr := table(w, rows)
	if failed != nil && !slices.ContainsFunc(rows, func(r row) bool { return r.result == "fail" }) {
		fmt.Fprint(w, other)
	}
	through := 0
	for _, r := range rows {
		through += r.Through
	}
	if through > 0 {
		failed = errors.Join(fmt.Errorf("%d came through", through), failed)
	}
	return errors.Join(failed, readErr, tableErr)
}

// packages are those with attack tests, so that no others are compiled.
func packages(ctx context.Context) ([]string, error) {
	cmd := exec.CommandContext(ctx, "go", "list", "-json=ImportPath,Dir,TestGoFiles,XTestGoFiles", "./...")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var found []string
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			ImportPath, Dir           string
			TestGoFiles, XTestGoFiles []string
		}
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return found, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		for _, file := range slices.Concat(p.TestGoFiles, p.XTestGoFiles) {
			text, err := os.ReadFile(filepath.Join(p.Dir, file))
			if err != nil {
				return nil, err
			}
			if bytes.Contains(text, []byte("\nfunc TestAttack")) {
				found = append(found, p.ImportPath)
				break
			}
		}
	}
}

// read reads what `go test -json` says, and tells how each test ended as soon as it has. Of what is no test's, it gives the
// text.
func read(out io.Reader, progress io.Writer) ([]row, string, error) {
	tests := map[string]*row{}
	var other strings.Builder
	for d := json.NewDecoder(out); ; {
		var e struct {
			Action, Package, Test, Output, Key, Value string
			Elapsed                                   float64 // seconds
		}
		if err := d.Decode(&e); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, other.String(), fmt.Errorf("go test: %w", err)
		}
		if e.Test == "" {
			other.WriteString(e.Output)
			continue
		}
		name, sub, _ := strings.Cut(e.Test, "/")
		r := tests[e.Package+" "+name]
		if r == nil {
			r = &row{pkg: strings.TrimPrefix(e.Package, "berth/"), test: name}
			tests[e.Package+" "+name] = r
		}
		switch e.Action {
		case "attr":
			if e.Key != attacktest.Key {
				continue
			}
			var c attacktest.Count
			if err := json.Unmarshal([]byte(e.Value), &c); err != nil {
				return nil, other.String(), fmt.Errorf("%s: %w", e.Test, err)
			}
			if r.Threat == "" {
				r.Threat = c.Threat
			}
			r.Tried, r.Through = r.Tried+c.Tried, r.Through+c.Through
			if c.Note != "" {
				r.Note = strings.TrimPrefix(r.Note+"; "+c.Note, "; ")
			}
		case "output":
			r.said = append(r.said, e.Output)
		case "pass", "fail", "skip":
			if sub == "" {
				r.result = e.Action
				fmt.Fprintf(progress, "%s %s.%s: %d tried, %d came through, %.1f s\n", e.Action, r.pkg, r.test, r.Tried, r.Through, e.Elapsed)
			}
		}
	}
	rows := make([]row, 0, len(tests))
	for _, key := range slices.Sorted(maps.Keys(tests)) {
		rows = append(rows, *tests[key])
	}
	return rows, other.String(), nil
}

// table prints what came of the tests; first what those said that failed.
func table(w io.Writer, rows []row) error {
	for _, r := range rows {
		if r.result == "fail" || r.result == "" {
			fmt.Fprintf(w, "%s %s\n%s\n", r.pkg, r.test, strings.Join(r.said, ""))
		}
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "what must not happen\ttest\ttried\tthrough\tresult\tnote")
	tried, through := 0, 0
	for _, r := range rows {
		threat := r.Threat
		if threat == "" {
			threat = "(" + r.pkg + ")"
		}
		fmt.Fprintf(t, "%s\t%s\t%d\t%d\t%s\t%s\n", threat, r.pkg+"."+r.test, r.Tried, r.Through, r.result, r.Note)
		tried, through = tried+r.Tried, through+r.Through
	}
	fmt.Fprintf(t, "all\t%d tests\t%d\t%d\t\t\n", len(rows), tried, through)
	return t.Flush()
}
