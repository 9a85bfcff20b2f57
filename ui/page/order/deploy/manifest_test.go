package deploy

import (
	"strings"
	"testing"

	"berth/ui/pack"
)

// An example must be taken for what it is, or the form would offer to switch away from it.
func TestExamples(t *testing.T) {
	for _, f := range formats[1:] {
		for _, images := range [][]string{nil, {"berth/hello"}} {
			text := example(f, images)
			if got := pack.Guess(text); got != f {
				t.Errorf("the example for %s looks like %q", f, got)
			}
			if strings.Contains(text, "IMAGE") || strings.Contains(text, "berth/") != (images != nil) {
				t.Errorf("the example for %s with %v:\n%s", f, images, text)
			}
		}
	}
	if example(formatTemplate, nil) != "" {
		t.Error("a template has no text")
	}
}

func TestSpan(t *testing.T) {
	const text = "services:\n  web: 船\n  x: ⛵🚢!\n\nlast"
	for _, c := range []struct {
		line, from, to int
	}{
		{1, 0, 9}, {2, 10, 18}, {3, 19, 28}, {4, 29, 29}, {5, 30, 34}, {6, 30, 34}, {99, 30, 34}, {0, 0, 9}, {-3, 0, 9},
	} {
		if from, to := span(text, c.line); from != c.from || to != c.to {
			t.Errorf("line %d: %d to %d, want %d to %d", c.line, from, to, c.from, c.to)
		}
	}
	if from, to := span("", 1); from != 0 || to != 0 {
		t.Errorf("of nothing: %d to %d", from, to)
	}
	if from, to := span("a\n", 2); from != 2 || to != 2 {
		t.Errorf("after the last end of line: %d to %d", from, to)
	}
}
