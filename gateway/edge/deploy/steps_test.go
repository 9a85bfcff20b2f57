package deploy

import (
	"fmt"
	"testing"

	"berth/shared/phrase"
	"berth/shared/wire"
)

// TestStepsNews: a client is told each step once, and again when it is said in other words, also where old ones are cut off the front.
func TestStepsNews(t *testing.T) {
	var s steps
	for i, c := range []struct {
		list    string
		dropped int
		want    string
	}{
		{"ab", 7, "[a b]"},
		{"ab", 7, "[]"},
		{"aBc", 7, "[B c]"},
		{"Bcd", 8, "[d]"},
		{"xy", 20, "[x y]"}, // a new revision
		{"", 22, "[]"},
		{"z", 22, "[z]"},
	} {
		var list []wire.Progress
		for _, x := range c.list {
			list = append(list, wire.Progress{Phase: wire.PhasePulling, Text: phrase.Text(x)})
		}
		got := []string{}
		for _, p := range s.news(list, c.dropped) {
			got = append(got, string(p.Text))
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%d: got %v, want %v", i, got, c.want)
		}
	}
}
