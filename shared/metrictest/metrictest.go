// Package metrictest holds what a program tells Prometheus against what docs/metrics.md says of it, for the tests of both
// programs. What Go's own collectors tell is not looked at.
package metrictest

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"berth/shared/checkout"
)

// metric is a row of the page's tables, or what a program tells of one.
type metric struct {
	kind   string // counter, gauge or histogram; empty: not known
	labels []string
}

// desc is how a prometheus.Desc prints itself, which gives out its parts in no other way.
var desc = regexp.MustCompile(`^Desc\{fqName: "([^"]+)", help: "(?:[^"\\]|\\.)*",(?: unit: "[^"]*",)? constLabels: \{([^}]*)\}, variableLabels: \{([^}]*)\}\}$`)

// Compare fails where the page's tables under the headings are not what r tells: the names, the labels of each, and the kind
// where r has a figure. A r that cannot be read is asked for names and labels alone, if read is false.
func Compare(t *testing.T, r *prometheus.Registry, read bool, headings ...string) {
	t.Helper()
	want := documented(t, headings)
	got := told(t, r)
	if read {
		families, err := r.Gather()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range families {
			if m, ok := got[f.GetName()]; ok {
				m.kind = strings.ToLower(f.GetType().String())
				got[f.GetName()] = m
			}
		}
	}
	for name, w := range want {
		g, ok := got[name]
		switch {
		case !ok:
			t.Errorf("docs/metrics.md has %s, which is not told", name)
		case !slices.Equal(g.labels, w.labels):
			t.Errorf("docs/metrics.md gives %s the labels %v; it has %v", name, w.labels, g.labels)
		case g.kind != "" && g.kind != w.kind:
			t.Errorf("docs/metrics.md calls %s a %s; it is a %s", name, w.kind, g.kind)
		}
		if w.kind == "counter" && !strings.HasSuffix(name, "_total") {
			t.Errorf("the counter %s does not end with _total, by which it is known for one", name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("docs/metrics.md lacks %s, under %v", name, headings)
		}
	}
}

// told is what a registry would tell.
func told(t *testing.T, r *prometheus.Registry) map[string]metric {
	t.Helper()
	all := map[string]metric{}
	ch := make(chan *prometheus.Desc)
	go func() {
		r.Describe(ch)
		close(ch)
	}()
	for d := range ch {
		m := desc.FindStringSubmatch(d.String())
		if m == nil {
			t.Fatalf("%s is not as a Desc printed itself", d)
		}
		if !strings.HasPrefix(m[1], "berth_") {
			continue
		}
		var labels []string
		for text := range strings.SplitSeq(m[2]+","+m[3], ",") {
			if name, _, _ := strings.Cut(text, "="); name != "" {
				labels = append(labels, name)
			}
		}
		slices.Sort(labels)
		all[m[1]] = metric{labels: labels}
	}
	return all
}

// row is one of the page's tables: name, kind, labels, what it is.
var row = regexp.MustCompile("^\\| `(berth_[a-z0-9_]+)` \\| (counter|gauge|histogram) \\| ([^|]*)\\| [^|]+ \\|$")

func documented(t *testing.T, headings []string) map[string]metric {
	t.Helper()
	raw, err := os.ReadFile(checkout.Path(t, "docs/metrics.md"))
	if err != nil {
		t.Fatal(err)
	}
	all, found, inside := map[string]metric{}, 0, false
	for line := range strings.SplitSeq(string(raw), "\n") {
		if title, ok := strings.CutPrefix(line, "## "); ok {
			if inside = slices.Contains(headings, title); inside {
				found++
			}
		}
		if !inside || !strings.HasPrefix(line, "| `") {
			continue
		}
		m := row.FindStringSubmatch(line)
		if m == nil {
			t.Errorf("docs/metrics.md has a row of another form: %s", line)
			continue
		}
		var labels []string
		for text := range strings.SplitSeq(m[3], ",") {
			if name := strings.Trim(text, " `"); name != "" {
				labels = append(labels, name)
			}
		}
		slices.Sort(labels)
		all[m[1]] = metric{m[2], labels}
	}
	if found != len(headings) {
		t.Fatalf("docs/metrics.md has %d of the headings %v", found, headings)
	}
	return all
}
