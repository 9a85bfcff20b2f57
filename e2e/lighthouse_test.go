package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/page"
)

// lighthouse is what is taken of a report (https://github.com/GoogleChrome/lighthouse/blob/main/docs/understanding-results.md).
type lighthouse struct {
	Categories map[string]struct {
		Score     float64
		AuditRefs []struct {
			ID     string
			Weight float64
		}
	}
	Audits map[string]struct {
		Score        *float64 // nil: it does not apply
		NumericValue float64
		DisplayValue string
	}
	RuntimeError *struct{ Message string }
}

// score is a category's, of 100.
func (l lighthouse) score(category string) int { return int(100*l.Categories[category].Score + 0.5) }

// failed are the audits that take something off a category's score.
func (l lighthouse) failed(category string) (ids []string) {
	for _, r := range l.Categories[category].AuditRefs {
		if a := l.Audits[r.ID]; r.Weight > 0 && a.Score != nil && *a.Score < 1 {
			ids = append(ids, r.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// TestLighthouse prints what Lighthouse finds of each page on its mobile device, and fails where accessibility or best practices are not
// whole. make lighthouse asks for it: BERTH_LIGHTHOUSE is the folder that Lighthouse is installed in, and that the reports go to.
func TestLighthouse(t *testing.T) {
	dir := os.Getenv("BERTH_LIGHTHOUSE")
	if dir == "" {
		t.Skip("it takes npm and minutes: make lighthouse")
	}
	browser := chromium(t)
	d := startDemo(t, t.TempDir())
	var nodes wire.NodeList
	d.get(t, "/api/nodes?limit=1", &nodes)
	var templates wire.Page[wire.TemplateBrief]
	d.get(t, api.TemplatesFirst, &templates)
	if len(nodes.Items) == 0 || len(templates.Items) == 0 {
		t.Fatal("the demo has no nodes or no catalogue")
	}
	stands := strings.NewReplacer("/nodes/_", "/nodes/"+nodes.Items[0].Address.String(), "/catalogue/_", "/catalogue/"+templates.Items[0].ID, "/orders/_", "/orders/1")
	fmt.Printf("%-14s %11s %13s %14s %10s %10s %10s %8s\n", "", "performance", "accessibility", "best practices", "painted", "largest", "blocked", "shift")
	for _, r := range page.Routes() {
		l := d.lighthouse(t, browser, dir, r.Name, stands.Replace(r.Path))
		fmt.Printf("%-14s %11d %13d %14d %10s %10s %10s %8s\n", r.Name, l.score("performance"), l.score("accessibility"), l.score("best-practices"),
			l.Audits["first-contentful-paint"].DisplayValue, l.Audits["largest-contentful-paint"].DisplayValue, l.Audits["total-blocking-time"].DisplayValue,
			l.Audits["cumulative-layout-shift"].DisplayValue)
		for _, c := range []string{"accessibility", "best-practices"} {
			if l.score(c) < 100 && (r.Name != "lost" || c != "best-practices") { // whose own answer is an error in the console
				t.Errorf("%s: %s: %v", r.Name, c, l.failed(c))
			}
		}
	}
}

// lighthouse runs it on a page. It keeps the report.
func (d *demo) lighthouse(t *testing.T, browser, dir, name, path string) (l lighthouse) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	report := filepath.Join(dir, name+".json")
	cmd := exec.CommandContext(ctx, filepath.Join(dir, "node_modules", ".bin", "lighthouse"), d.app+path, "--quiet", "--output=json", "--output-path="+report,
		"--only-categories=performance,accessibility,best-practices", "--max-wait-for-load=90000", "--chrome-flags=--headless=new --no-sandbox")
	cmd.Env = append(cmd.Environ(), "CHROME_PATH="+browser)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", path, err, out)
	}
	raw, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &l); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if l.RuntimeError != nil && l.RuntimeError.Message != "" && name != "lost" {
		t.Fatalf("%s: %s", path, l.RuntimeError.Message)
	}
	return l
}
