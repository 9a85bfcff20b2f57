package e2e

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// pace is how fast the network and the processor of a visitor are.
type pace struct {
	Name    string
	latency float64 // ms from a request to its answer's head
	down    float64 // bytes a second; -1: as fast as it goes
	up      float64
	cpu     float64 // times slower than this machine
}

// paces are this machine as it is, and a phone on a slow line: the figures of "Slow 4G" in Chromium's developer tools.
var paces = []pace{
	{"unthrottled", 0, -1, -1, 1},
	{"slow 4G, CPU ÷ 4", 562.5, 180_000, 84_375, 4},
}

// visit is what one visit of the front page was like, in milliseconds from its navigation. Layout is the sum of its layout shifts until the tap.
type visit struct {
	Painted  float64 `json:"firstContentfulPaint"`
	Nodes    float64 `json:"nodesShown"`
	Usable   float64 `json:"usable"` // a tap on a control did what it should
	App      float64 `json:"app"`    // the app shows the nodes: all of it can be used
	Longest  float64 `json:"longestTask"`
	Blocked  float64 `json:"totalBlockingTime"` // what tasks took beyond 50 ms each, from the first paint until the app is there
	Layout   float64 `json:"layoutShift"`
	Received float64 `json:"receivedBytes"` // over the network or out of a cache of HTTP, as packed, until the app is there
}

// measured is one row of the table: the median of some visits.
type measured struct {
	Pace  string `json:"pace"`
	Visit string `json:"visit"`
	Runs  int    `json:"runs"`
	visit
}

// observe runs in a page before its own scripts. It taps the button of the filters until they open; a button that is disabled is not
// tapped.
const observe = `(() => {
	const m = window.__visit = {tasks: [], shifts: [], nodes: 0, tapped: 0, usable: 0, app: 0};
	new PerformanceObserver(l => l.getEntries().forEach(e => m.tasks.push([e.startTime, e.duration]))).observe({type: "longtask", buffered: true});
	new PerformanceObserver(l => l.getEntries().forEach(e => { m.shifts.push([e.startTime, e.value]) })).observe({type: "layout-shift", buffered: true});
	const look = () => {
		if (!m.nodes && document.querySelector('[data-test="node-card"], [data-test="node-link"], [data-early="node"]')) m.nodes = performance.now();
		const b = document.querySelector('[data-test="filters-toggle"]');
		if (b && b.getAttribute("aria-expanded") === "true") m.usable ||= performance.now();
		if (m.usable && document.querySelector('[data-test="node-card"]')) { m.app = performance.now(); clearInterval(timer); return }
		if (m.usable) return;
		if (b && !b.disabled && !m.tapped) { b.click(); m.tapped = performance.now() }
		// A tap before the page listens is lost: it is done again, as a person would.
		if (m.tapped && performance.now() - m.tapped > 1000) m.tapped = 0;
	};
	const timer = setInterval(look, 50);
	new MutationObserver(() => { if (!m.nodes || m.usable && !m.app) look() }).observe(document, {childList: true, subtree: true});
})()`

// TestSpeed measures what the first visit and the second are like, as make bench-ui asks for it: BERTH_SPEED is the file for the figures.
func TestSpeed(t *testing.T) {
	out := os.Getenv("BERTH_SPEED")
	if out == "" {
		t.Skip("figures, not a check: make bench-ui")
	}
	runs, err := strconv.Atoi(cmp.Or(os.Getenv("BERTH_SPEED_RUNS"), "3"))
	if err != nil || runs < 1 {
		t.Fatalf("BERTH_SPEED_RUNS: %q is no number of runs", os.Getenv("BERTH_SPEED_RUNS"))
	}
	d := startDemo(t, t.TempDir())
	var rows []measured
	for _, pc := range paces {
		visits := map[string][]visit{}
		for range runs {
			t.Run("", func(t *testing.T) { // by itself, so that its browser ends with it
				p := window{width: 390, height: 844}.open(t)
				p.before(observe)
				p.slow(pc)
				visits["first"] = append(visits["first"], p.visit(d.app))
				p.slow(paces[0])
				p.within(time.Minute, "the worker has kept the app", `navigator.serviceWorker.ready.then(async () => !!(await caches.match("/web/app.wasm")) && (await caches.keys()).includes("berth-data"))`)
				// A visit in between, so that the browser has had the occasion to keep what it compiled.
				p.visit(d.app)
				p.slow(pc)
				visits["second"] = append(visits["second"], p.visit(d.app))
			})
		}
		for _, which := range []string{"first", "second"} {
			rows = append(rows, measured{pc.Name, which, len(visits[which]), median(visits[which])})
		}
	}
	sizes := sizes(t)
	raw, err := json.MarshalIndent(map[string]any{"visits": rows, "bytes": sizes}, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(out, append(raw, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
	fmt.Print(table(rows, sizes))
}

// conditions is network.EmulateNetworkConditionsByRule for the Chromium of Debian 12, too, which wants offline said beside the rules.
var conditions = cdp.Command[allConditions, network.EmulateNetworkConditionsByRuleResult]{Method: network.CommandEmulateNetworkConditionsByRule}

type allConditions struct {
	network.EmulateNetworkConditionsByRuleParams
	Offline bool `json:"offline"`
}

// slow sets the pace of a tab from now on.
func (p tab) slow(pc pace) {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		if _, err := cdp.Call(ctx, target, network.Enable, network.EnableParams{}); err != nil {
			return err
		}
		if _, err := cdp.Call(ctx, target, conditions, allConditions{EmulateNetworkConditionsByRuleParams: network.EmulateNetworkConditionsByRuleParams{
			MatchedNetworkConditions: []*network.Conditions{{Latency: pc.latency, DownloadThroughput: pc.down, UploadThroughput: pc.up}},
		}}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, target, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: pc.cpu})
		return err
	}))
}

// visit opens the front page and waits until a tap does something.
func (p tab) visit(app string) visit {
	p.t.Helper()
	p.open("about:blank")
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		// Not Navigate, which waits for the load.
		_, err := chromedp.Run(ctx, chromedp.Evaluate[bool](fmt.Sprintf("(setTimeout(() => { location.href = %q }), true)", app+"/explore")))
		return err
	}))
	p.within(2*time.Minute, "the app is there", `!!(window.__visit && window.__visit.app && window.__visit.nodes)`)
	return eval[visit](p, `(() => {
		const m = window.__visit, painted = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
		return {
			firstContentfulPaint: painted, nodesShown: m.nodes, usable: m.usable, app: m.app, layoutShift: m.shifts.filter(s => s[0] < m.tapped).reduce((sum, s) => sum + s[1], 0), // what the tap opens moves things, as it should
			longestTask: Math.max(0, ...m.tasks.filter(t => t[0] < m.app).map(t => t[1])),
			totalBlockingTime: m.tasks.filter(t => t[0] > painted && t[0] < m.app).reduce((s, t) => s + Math.max(0, t[1] - 50), 0),
			receivedBytes: performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation")).reduce((s, e) => s + e.encodedBodySize, 0),
		};
	})()`)
}

// median is each figure's median.
func median(visits []visit) visit {
	of := func(f func(*visit) *float64) float64 {
		var all []float64
		for i := range visits {
			all = append(all, *f(&visits[i]))
		}
		slices.Sort(all)
		return all[len(all)/2]
	}
	var m visit
	for _, f := range []func(*visit) *float64{
		func(v *visit) *float64 { return &v.Painted }, func(v *visit) *float64 { return &v.Nodes }, func(v *visit) *float64 { return &v.Usable },
		func(v *visit) *float64 { return &v.App },
		func(v *visit) *float64 { return &v.Longest }, func(v *visit) *float64 { return &v.Blocked }, func(v *visit) *float64 { return &v.Layout },
		func(v *visit) *float64 { return &v.Received },
	} {
		*f(&m) = of(f)
	}
	return m
}

// sizes are the bytes of what a first visit loads: of each file, and packed.
func sizes(t *testing.T) map[string][2]int64 {
	t.Helper()
	all := map[string][2]int64{}
	site := cmp.Or(os.Getenv("BERTH_SITE"), "../dist/site")
	for _, name := range []string{"index.html", "wasm_exec.js", "app.js", "app-worker.js", "web/*.js", "web/*.mjs", "web/style.css", "web/*.json", "web/app.fold"} {
		files, err := filepath.Glob(filepath.Join(site, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			var size [2]int64
			for i, f := range []string{file, file + ".br"} {
				if info, err := os.Stat(f); err == nil {
					size[i] = info.Size()
				}
			}
			rel, _ := filepath.Rel(site, file)
			all[rel] = size
		}
	}
	return all
}

// table is for people: times in milliseconds.
func table(rows []measured, sizes map[string][2]int64) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-18s %-7s %8s %8s %8s %8s %8s %8s %7s %9s\n", "", "visit", "painted", "nodes", "usable", "app", "longest", "blocked", "shift", "KB")
	for _, r := range rows {
		fmt.Fprintf(&b, "%-18s %-7s %8.0f %8.0f %8.0f %8.0f %8.0f %8.0f %7.3f %9.0f\n", r.Pace, r.Visit, r.Painted, r.Nodes, r.Usable, r.App, r.Longest, r.Blocked, r.Layout, r.Received/1000)
	}
	names := make([]string, 0, len(sizes))
	for name := range sizes {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(&b, "%-26s %10d bytes, brotli %9d\n", name, sizes[name][0], sizes[name][1])
	}
	return b.String()
}
