// Package grafana has the tests of the dashboard and the alert rules beside it: that they ask for nothing that is not told, that
// Prometheus takes them, and that each rule speaks up when it should and at no other time.
package grafana

import (
	"encoding/json"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql/parser"
)

// known are the metrics of docs/metrics.md with their labels. Tests of the programs hold that page against what they tell.
func known(t *testing.T) map[string][]string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "docs", "metrics.md"))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for _, m := range regexp.MustCompile("(?m)^\\| `(berth_[a-z0-9_]+)` \\| (counter|gauge|histogram) \\| ([^|]*)\\|").FindAllStringSubmatch(string(raw), -1) {
		// These two Prometheus adds itself.
		names := []string{"instance", "job"}
		for name := range strings.SplitSeq(m[3], ",") {
			if name = strings.Trim(name, " `"); name != "" {
				names = append(names, name)
			}
		}
		if m[2] != "histogram" {
			all[m[1]] = names
			continue
		}
		all[m[1]+"_count"], all[m[1]+"_sum"], all[m[1]+"_bucket"] = names, names, append([]string{"le"}, names...)
	}
	if len(all) < 40 {
		t.Fatalf("docs/metrics.md has %d metrics", len(all))
	}
	return all
}

var grammar = parser.NewParser(parser.Options{})

// check parses an expression and gives the metrics that it names, each of which must be told with the labels that are asked for.
func check(t *testing.T, where, text string, known map[string][]string) (named []string) {
	t.Helper()
	expr, err := grammar.ParseExpr(text)
	if err != nil {
		t.Errorf("%s: %v in %s", where, err, text)
		return nil
	}
	var grouped []string
	parser.Inspect(expr, func(n parser.Node, _ []parser.Node) error {
		switch n := n.(type) {
		case *parser.VectorSelector:
			if _, ok := known[n.Name]; !ok {
				t.Errorf("%s: no program tells %q", where, n.Name)
				return nil
			}
			named = append(named, n.Name)
			for _, m := range n.LabelMatchers {
				if m.Name != model.MetricNameLabel && !slices.Contains(known[n.Name], m.Name) {
					t.Errorf("%s: %s has no label %s", where, n.Name, m.Name)
				}
			}
		case *parser.AggregateExpr:
			grouped = append(grouped, n.Grouping...)
		case *parser.BinaryExpr:
			if n.VectorMatching != nil {
				grouped = append(grouped, n.VectorMatching.MatchingLabels...)
			}
		}
		return nil
	})
	if len(named) == 0 {
		t.Errorf("%s: asks for nothing: %s", where, text)
	}
	for _, l := range grouped {
		for _, name := range named {
			if !slices.Contains(known[name], l) {
				t.Errorf("%s: is by %s, which %s has not", where, l, name)
			}
		}
	}
	return named
}

// grid is where a panel is, in a page of 24 columns.
type grid struct{ X, Y, W, H int }

type panel struct {
	ID          int
	Type, Title string
	Description string
	GridPos     grid
	Targets     []struct{ Expr, LegendFormat, RefID string }
}

type dashboard struct {
	UID, Title string
	Panels     []panel
	Templating struct {
		List []struct{ Name, Type, Definition string }
	}
}

// variables are what Grafana puts in for those that a dashboard may have.
var variables = strings.NewReplacer("$__rate_interval", "5m", "$__range_s", "86400", "$__range", "1d", "$instance", ".*", "$platform", ".*")

// TestDashboard: it is one that Grafana can lay out, has the rows that are promised, and shows every metric that is told.
func TestDashboard(t *testing.T) {
	raw, err := os.ReadFile("berth.json")
	if err != nil {
		t.Fatal(err)
	}
	var d dashboard
	if err := json.Unmarshal(raw, &d); err != nil {
		t.Fatal(err)
	}
	if d.UID != "berth" || d.Title == "" {
		t.Errorf("it is called %q, %q", d.UID, d.Title)
	}
	known, shown := known(t), map[string]bool{}
	label := regexp.MustCompile(`\{\{(\w+)\}\}`)
	var rows []string
	ids := map[int]bool{}
	for i, p := range d.Panels {
		if ids[p.ID] || p.ID == 0 {
			t.Errorf("%q has the id %d, which is another's or none", p.Title, p.ID)
		}
		ids[p.ID] = true
		g := p.GridPos
		if g.W < 1 || g.H < 1 || g.X < 0 || g.X+g.W > 24 {
			t.Errorf("%q is at %+v", p.Title, g)
		}
		for _, q := range d.Panels[:i] {
			if o := q.GridPos; g.X < o.X+o.W && o.X < g.X+g.W && g.Y < o.Y+o.H && o.Y < g.Y+g.H {
				t.Errorf("%q lies over %q", p.Title, q.Title)
			}
		}
		if p.Type == "row" {
			rows = append(rows, p.Title)
			continue
		}
		if p.Title == "" || p.Description == "" || len(p.Targets) == 0 {
			t.Errorf("panel %d, %q, has no title, no word on what it is, or nothing to show", p.ID, p.Title)
		}
		refs := map[string]bool{}
		for _, x := range p.Targets {
			if refs[x.RefID] {
				t.Errorf("%q has %s twice", p.Title, x.RefID)
			}
			refs[x.RefID] = true
			for _, name := range check(t, p.Title, variables.Replace(x.Expr), known) {
				shown[name] = true
				for _, m := range label.FindAllStringSubmatch(x.LegendFormat, -1) {
					if !slices.Contains(known[name], m[1]) {
						t.Errorf("%q: the legend names %s, which %s has not", p.Title, m[1], name)
					}
				}
			}
		}
	}
	want := []string{"Earning", "Orders", "Capacity", "Traffic", "Chain", "Certificates", "Connections", "API", "Platform"}
	if !slices.Equal(rows, want) {
		t.Errorf("its rows are %v, want %v", rows, want)
	}
	for _, v := range d.Templating.List {
		if v.Type == "query" {
			check(t, "$"+v.Name, regexp.MustCompile(`^label_values\((\w+), instance\)$`).ReplaceAllString(v.Definition, "$1"), known)
		}
	}
	for name := range known {
		if !shown[name] && !strings.HasSuffix(name, "_sum") {
			t.Errorf("no panel shows %s", name)
		}
	}
}

// rules are the alerts, as Prometheus reads them.
func rules(t *testing.T) (all []rulefmt.Rule) {
	t.Helper()
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	groups, errs := rulefmt.ParseFile("alerts.yaml", false, model.UTF8Validation, grammar, quiet)
	for _, err := range errs {
		t.Error(err)
	}
	if t.Failed() {
		t.FailNow()
	}
	for _, g := range groups.Groups {
		all = append(all, g.Rules...)
	}
	return all
}

// TestRules: Prometheus takes them, they ask for what is told, and each says how grave it is, what is so, and what to do.
func TestRules(t *testing.T) {
	known, seen := known(t), map[string]bool{}
	for _, r := range rules(t) {
		check(t, r.Alert, r.Expr, known)
		if seen[r.Alert] || !strings.HasPrefix(r.Alert, "Berth") {
			t.Errorf("%q is there twice, or not an alert of Berth's", r.Alert)
		}
		seen[r.Alert] = true
		if !slices.Contains([]string{"critical", "warning", "info"}, r.Labels["severity"]) || r.Annotations["summary"] == "" || r.Annotations["description"] == "" {
			t.Errorf("%s: %v %v", r.Alert, r.Labels, r.Annotations)
		}
	}
	if len(seen) < 15 {
		t.Errorf("%d rules", len(seen))
	}
}
