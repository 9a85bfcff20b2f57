package e2e

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// touch is what a step of the walk does in the page: it presses the i-th of what can be pressed, or writes into the i-th field. It tells
// what that was. Files are not picked, other hosts are not opened, and nothing is installed, which takes a person.
const touch = `((i, write, words) => {
	const dialog = [...document.querySelectorAll("dialog[open]")].pop() ?? document;
	const all = [...dialog.querySelectorAll(write ? "input:not([type=file]):not([type=radio]):not([type=checkbox]), textarea, select" : "a[href^='/']:not([target]):not([download]), button, summary, input[type=radio], input[type=checkbox]")]
		.filter(e => e.checkVisibility() && !e.disabled && e.getAttribute("aria-disabled") !== "true" && !e.matches("[data-test=update-now], [data-test=install], .skip"));
	if (all.length === 0) return "nothing";
	const e = all[i %% all.length];
	if (write) {
		if (e.tagName === "SELECT") e.selectedIndex = i %% e.options.length; else e.value = words;
		e.dispatchEvent(new Event("input", {bubbles: true}));
		e.dispatchEvent(new Event("change", {bubbles: true}));
	} else e.click();
	return e.tagName + " " + (e.dataset.test ?? e.getAttribute("href") ?? e.textContent.slice(0, 30));
})(%d, %v, %q)`

// TestSoak walks through all pages at random, as make soak asks for it, on a slow processor: nothing may end the app, and nothing may be an
// error in the console. BERTH_SOAK is how long, BERTH_SOAK_SEED the walk.
func TestSoak(t *testing.T) {
	if os.Getenv("BERTH_SOAK") == "" {
		t.Skip("it takes long: make soak")
	}
	length, err := time.ParseDuration(os.Getenv("BERTH_SOAK"))
	if err != nil {
		t.Fatal(err)
	}
	seed := uint64(time.Now().UnixNano())
	if s := os.Getenv("BERTH_SOAK_SEED"); s != "" {
		if seed, err = strconv.ParseUint(s, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("BERTH_SOAK_SEED=%d", seed)
	r := rand.New(rand.NewPCG(seed, 0))

	d := startDemo(t, t.TempDir(), "--probation", "1s")
	p := window{width: 390, height: 844, stays: length + 10*time.Minute}.open(t)
	p.before(`window.open = () => null; window.print = () => {}; addEventListener("beforeunload", e => e.stopImmediatePropagation(), true)`)
	var mu sync.Mutex
	var wrong []string
	if err := chromedp.Listen(p.ctx, func(ev any) {
		e, ok := ev.(*runtime.EventConsoleAPICalled)
		if !ok {
			return
		}
		var said []string
		for _, a := range e.Args {
			said = append(said, strings.Trim(string(a.Value), `"`)+a.Description)
		}
		line := strings.Join(said, " ")
		if e.Type == "error" || strings.Contains(line, "exit code") || strings.HasPrefix(line, "panic:") || strings.HasPrefix(line, "fatal error:") {
			mu.Lock()
			wrong = append(wrong, line)
			mu.Unlock()
		}
	}); err != nil {
		t.Fatal(err)
	}
	p.rents(d, "echo")
	order := eval[string](p, "location.pathname")
	p.slow(pace{"", 0, -1, -1, 4})
	paths := []string{"/", "/explore", "/catalogue", "/catalogue/echo", "/rent", "/orders", "/orders?state=ended", "/stake", "/node", "/more", "/notices", "/nowhere", order, order, order}
	if node := eval[string](p, `fetch("/api/nodes?limit=1").then(r => r.json()).then(l => l.items[0].address)`); node != "" {
		paths = append(paths, "/nodes/"+node)
	}
	words := []string{"", "0", "0.5", "1", "-1", "999999999999999999999", "abc", "你好", `{"a":`, "services:\n  web:\n    image: nginx\n", "https://example.com", "  "}
	// A step may lead to another document, and take along what is being asked: it is asked there again.
	ask := func(expression string) (said string) {
		var err error
		for range 3 {
			if said, err = chromedp.Run(p.ctx, chromedp.Evaluate[string](expression, chromedp.EvalAwaitPromise)); err == nil {
				return said
			}
		}
		t.Fatalf("seed %d: %s: %v", seed, expression, err)
		return ""
	}
	var walked []string
	for until, steps := time.Now().Add(length), 0; time.Now().Before(until); steps++ {
		var did string
		switch n := r.IntN(100); {
		case n < 4:
			did = paths[r.IntN(len(paths))]
			p.open(d.app + did)
		case n < 16:
			did = paths[r.IntN(len(paths))]
			ask(fmt.Sprintf("(window.goappNav?.(%q), '')", did))
		case n < 20:
			did = "back"
			ask("(history.back(), '')")
		default:
			did = ask(fmt.Sprintf(touch, r.IntN(1<<20), n < 40, words[r.IntN(len(words))]))
		}
		walked = append(walked, did)
		gone := ask(fmt.Sprintf(`new Promise(ok => setTimeout(ok, %d)).then(() => document.querySelector(".crash-text")?.textContent ?? "")`, r.IntN(400)))
		mu.Lock()
		bad := slices.Clone(wrong)
		mu.Unlock()
		if gone != "" || len(bad) > 0 || t.Failed() {
			p.shot("soak")
			t.Fatalf("seed %d, step %d at %s: %s\n%s\nthe way there: %s", seed, steps, ask("location.href"), gone, strings.Join(bad, "\n"), strings.Join(walked[max(0, len(walked)-30):], " > "))
		}
		if steps%100 == 99 {
			t.Logf("%d steps", steps+1)
		}
	}
	t.Logf("%d steps in %v", len(walked), length)
}
