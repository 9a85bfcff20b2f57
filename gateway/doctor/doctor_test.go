package doctor

import (
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// ofTrial are the checks that one trial answers.
var ofTrial = []string{"order-rights", "network-policy", "storage", "runtime-class"}

// shown has which states of which check tests have seen.
var shown sync.Map

// TestMain runs all tests. Where those are all that there are, each check was seen to find a node well, and to find it ill.
func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	if f := flag.Lookup("test.run"); code == 0 && f.Value.String() == "" && flag.Lookup("test.skip").Value.String() == "" && flag.Lookup("test.list").Value.String() == "" {
		has := func(check string, s State) bool { _, ok := shown.Load(check + " " + string(s)); return ok }
		for _, check := range codes() {
			if !has(check, OK) || !has(check, Warning) && !has(check, Failure) {
				fmt.Printf("FAIL: no test has the check %s find a node well, and another one ill\n", check)
				code = 1
			}
		}
	}
	os.Exit(code)
}

// codes are all checks'.
func codes() (all []string) {
	for _, c := range new(exam).checks() {
		switch c.code {
		case "trial":
			all = append(all, ofTrial...)
		case "apart":
			all = append(all, "user-namespaces", "sandbox")
		default:
			all = append(all, c.code)
		}
	}
	return all
}

// look gives what is found by one check of a configuration.
func (w *ward) look(code string, change func(*Config)) []Finding {
	w.t.Helper()
	c := Config{Gateway: w.cfg}
	if change != nil {
		change(&c)
	}
	e := begin(w.t.Context(), c)
	defer e.end()
	var checks []check
	for _, x := range e.checks() {
		if x.code == code || x.code == "trial" && slices.Contains(ofTrial, code) || x.code == "apart" && (code == "user-namespaces" || code == "sandbox") {
			checks = append(checks, x)
		}
	}
	var found []Finding
	for _, f := range run(w.t.Context(), checks).Findings {
		if f.Check == code {
			found = append(found, f)
		}
	}
	if len(found) == 0 {
		w.t.Fatalf("nothing was found by %s", code)
	}
	return found
}

// want fails unless one finding has the state and the words, and a remedy where one is due.
func (w *ward) want(found []Finding, s State, words string) {
	w.t.Helper()
	for _, f := range found {
		if f.State == s && strings.Contains(f.Text, words) {
			shown.Store(f.Check+" "+string(s), true)
			if (s == Failure || s == Warning) && f.Remedy == "" {
				w.t.Errorf("%s says no remedy: %+v", f.Check, f)
			}
			return
		}
	}
	w.t.Errorf("got %+v, want %s with %q", found, s, words)
}

func TestRunKeepsOrderAndDeadlines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stuck := make(chan struct{})
		defer close(stuck)
		began := time.Now()
		r := run(t.Context(), []check{
			{"late", 3 * time.Second, func(ctx context.Context) []Finding { <-ctx.Done(); return warn("wait", "it took until %v", ctx.Err()) }},
			{"stuck", 5 * time.Second, func(context.Context) []Finding { <-stuck; return fine("never") }},
			{"several", time.Second, func(context.Context) []Finding {
				return append(fine("a"), Finding{Check: "other", State: Skipped, Text: "b"})
			}},
		})
		var got []string
		for _, f := range r.Findings {
			got = append(got, f.Check+" "+string(f.State))
		}
		if want := "late warning, stuck failure, several ok, other skipped"; strings.Join(got, ", ") != want || r.State != Failure {
			t.Errorf("got %v, %s, want %s", got, r.State, want)
		}
		if took := time.Since(began); took != 6*time.Second {
			t.Errorf("it took %s", took)
		}
	})
	for want, some := range map[State][]State{OK: {OK, Skipped, Unknown}, Warning: {OK, Warning, Unknown}, Failure: {Warning, Failure, OK}} {
		var all []check
		for _, s := range some {
			all = append(all, check{"x", time.Second, func(context.Context) []Finding { return []Finding{{State: s}} }})
		}
		if got := run(t.Context(), all).State; got != want {
			t.Errorf("%v: got %s", some, got)
		}
	}
}
