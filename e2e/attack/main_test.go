package main

import (
	"strings"
	"testing"
)

// What tests tell is counted, those of subtests too, and one that failed is shown with what it said.
func TestRead(t *testing.T) {
	const said = `{"Action":"run","Package":"berth/a","Test":"TestAttackX"}
{"Action":"attr","Package":"berth/a","Test":"TestAttackX/one","Key":"attack","Value":"{\"threat\":\"it falls\",\"tried\":3,\"through\":1,\"note\":\"p99 2 ms\"}"}
{"Action":"output","Package":"berth/a","Test":"TestAttackX/one","Output":"came through: it\n"}
{"Action":"attr","Package":"berth/a","Test":"TestAttackX","Key":"other","Value":"x"}
{"Action":"attr","Package":"berth/a","Test":"TestAttackX","Key":"attack","Value":"{\"threat\":\"\",\"tried\":4,\"through\":0}"}
{"Action":"fail","Package":"berth/a","Test":"TestAttackX/one"}
{"Action":"fail","Package":"berth/a","Test":"TestAttackX","Elapsed":1.5}
{"Action":"skip","Package":"berth/b","Test":"TestAttackY"}
{"Action":"output","Package":"berth/b","Output":"ok berth/b\n"}
`
	var progress, out strings.Builder
	rows, other, err := read(strings.NewReader(said), &progress)
	if err != nil || other != "ok berth/b\n" || len(rows) != 2 {
		t.Fatalf("got %+v, %q, %v", rows, other, err)
	}
	if r := rows[0]; r.Threat != "it falls" || r.Tried != 7 || r.Through != 1 || r.Note != "p99 2 ms" || r.result != "fail" || r.pkg != "a" {
		t.Errorf("got %+v", r)
	}
	if want := "fail a.TestAttackX: 7 tried, 1 came through, 1.5 s\n"; !strings.HasPrefix(progress.String(), want) {
		t.Errorf("got %q, want %q", progress.String(), want)
	}
	if err := table(&out, rows); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"came through: it", "it falls", "(b)", "skip", "2 tests"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the table has no %q:\n%s", want, out.String())
		}
	}
	for _, bad := range []string{"{", `{"Action":"attr","Test":"T","Key":"attack","Value":"x"}`} {
		if _, _, err := read(strings.NewReader(bad), &progress); err == nil {
			t.Errorf("%s is read", bad)
		}
	}
}
