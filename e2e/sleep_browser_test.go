package e2e

import (
	"fmt"
	"os"
	"testing"
	"time"

	"berth/e2e/rig"
	"berth/shared/wire"
)

// TestSleepInTheBrowser: a service is told to sleep, sleeps, which the page shows, and wakes for who opens it.
func TestSleepInTheBrowser(t *testing.T) {
	if os.Getenv("BERTH_SLOW") == "" {
		t.Skip("a service sleeps after a minute at the least, which is waited for; BERTH_SLOW=1 does that, as make verify does")
	}
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	p := window{width: 390, height: 844}.open(t)
	p.rents(d, "echo")
	id := p.orderID()
	p.click("deploy")
	p.step("ready", "done")

	user := newPerson(t, d, 0)
	if err := user.Login(t.Context()); err != nil {
		t.Fatal(err)
	}
	view, err := user.View(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	user.ID, user.Node, user.Gateway = id, view.Node, view.NodeURL
	if err := user.Authorise(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	within := func(limit time.Duration, what string, is func(wire.Service) bool) {
		t.Helper()
		if err := rig.Eventually(limit, func() error {
			d, err := user.Deployment(t.Context())
			if err == nil && (len(d.Services) != 1 || !is(d.Services[0])) {
				err = fmt.Errorf("%+v", d.Services)
			}
			return err
		}); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	set := func(after uint32) func(wire.Service) bool {
		return func(s wire.Service) bool { return s.MaySleep && s.Sleep == after }
	}
	p.click("sleep-echo-900")
	within(10*time.Second, "the node has what was chosen", set(900))
	p.until("the page shows it", `document.querySelector("[data-test=sleep-echo-900]").checked`)
	p.shot("sleep-chosen")

	// A program may set less than the page does.
	if code, body, err := user.Do(t.Context(), "PUT", user.API("services/echo/sleep"), wire.Sleep{After: wire.LeastSleep}); err != nil || code != 200 {
		t.Fatalf("%d %s %v", code, body, err)
	}
	p.until("the page shows that, too", `document.querySelector("[data-test=sleep-echo-60]").checked`)
	within(2*time.Minute, "it sleeps", func(s wire.Service) bool { return s.Phase == wire.PhaseAsleep })
	p.until("the page says so", `document.querySelector("[data-test=service]").dataset.phase === "asleep"`)
	p.shot("sleep-asleep")
	opened := p.popup(func() { p.click("open-service") })
	opened.until("the echo's page", `document.title.length > 0 && location.host.includes("localhost")`)
	p.front()
	p.until("the page says that it runs", `document.querySelector("[data-test=service]").dataset.phase === "ready"`)
	p.click("sleep-echo-0")
	within(10*time.Second, "it is to sleep no more", set(0))
}
