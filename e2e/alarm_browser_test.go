package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestAlarmInTheBrowser: a user lets the platform hear whether an order runs, sees what that shows it, and takes it back, after which the key
// is gone from the node, too. With BERTH_SLOW=1 the service is killed in between, again and again, and the notice of it waited for.
func TestAlarmInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	p := window{width: 390, height: 844, stays: 18 * time.Minute}.open(t) // of which the slow part may take most
	p.rents(d, "hello")
	id := strings.TrimPrefix(eval[string](p, "location.pathname"), "/orders/")
	p.click("deploy")
	p.step("ready", "done")

	p.click("tab-settings")
	p.see("alarm")
	on := func(want bool) string {
		return fmt.Sprintf(`fetch("/api/orders/%s/health").then(r => r.json()).then(s => s.on === %v)`, id, want)
	}
	p.until("it is off", on(false))
	p.click("alarm")
	p.until("the page says that it is on", `document.querySelector("[data-test=alarm-panel]").dataset.on === "yes"`)
	p.until("so does the platform", on(true))
	eval[bool](p, `(document.querySelector("[data-test=alarm-sees]").parentElement.open = true)`)
	p.shot("alarm-on")
	p.axe("the switch")
	if n := eval[int](p, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); n > 0 {
		t.Errorf("the page is %d px wider than the window", n)
	}
	p.open(d.app + "/orders/" + id + "?tab=keys")
	p.until("the platform's key is listed, with the one thing that it may", `[...document.querySelectorAll("[data-test=key]")].some(k => k.textContent.includes("nothing else"))`)
	p.shot("alarm-key")

	if os.Getenv("BERTH_SLOW") != "" {
		told := fmt.Sprintf(`fetch("/api/notices?limit=100").then(r => r.json()).then(l => l.items.filter(n => n.order === %s && n.kind === "%%s").length)`, id)
		deadline := time.Now().Add(4 * time.Minute)
		for eval[int](p, fmt.Sprintf(told, "died")) == 0 {
			if time.Now().After(deadline) {
				t.Fatal("nobody is told that it died")
			}
			d.killServices(t)
			time.Sleep(200 * time.Millisecond)
		}
		p.open(d.app + "/notices")
		p.see("notice")
		p.shot("alarm-died")
		deadline = time.Now().Add(9 * time.Minute)
		for eval[int](p, fmt.Sprintf(told, "back")) == 0 {
			if time.Now().After(deadline) {
				t.Fatal("nobody is told that it is back")
			}
			time.Sleep(5 * time.Second)
		}
		if n := eval[int](p, fmt.Sprintf(told, "died")); n != 1 {
			t.Errorf("told %d times that it died", n)
		}
	}

	p.open(d.app + "/orders/" + id + "?tab=settings")
	p.see("alarm")
	p.until("it is on after a reload", `document.querySelector("[data-test=alarm]").checked`)
	p.click("alarm")
	p.until("the page says that it is off", `document.querySelector("[data-test=alarm-panel]").dataset.on === "no"`)
	p.until("so does the platform", on(false))
	p.until("that is all", `document.querySelector("[data-test=alarm-stage]").textContent === ""`)
	p.open(d.app + "/orders/" + id + "?tab=keys")
	p.see("keys")
	defer p.looks(d, "/orders/"+id+"?tab=settings")
	p.until("the key is not listed any more", `document.querySelector("[data-test=keys]").textContent.length > 200 && !document.querySelector("[data-test=keys]").textContent.includes("nothing else")`)
}

// killServices kills the processes that the demo has started, which are services'.
func (d *demo) killServices(t *testing.T) {
	t.Helper()
	lists, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", d.cmd.Process.Pid))
	if err != nil || len(lists) == 0 {
		t.Skip("this system does not say which processes are whose children")
	}
	for _, name := range lists {
		raw, err := os.ReadFile(name)
		if err != nil {
			continue // the thread has ended
		}
		for _, f := range strings.Fields(string(raw)) {
			if pid, err := strconv.Atoi(f); err == nil {
				_ = syscall.Kill(pid, syscall.SIGKILL) // it may have ended by itself
			}
		}
	}
}
