package e2e

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"syscall"
	"testing"
)

// TestInstalledInTheBrowser is the app as it is installed: a Compose file that another app shares is in Rent's own file, the icon says how
// many orders want attention, an order's address opens it and back leads to where one was, the list is there when the platform is not, and
// a newer version is offered and taken.
func TestInstalledInTheBrowser(t *testing.T) {
	thorough(t)
	site := t.TempDir()
	if err := os.CopyFS(site, os.DirFS(cmp.Or(os.Getenv("BERTH_SITE"), "../dist/site"))); err != nil {
		t.Fatalf("the site is not built: run `make site` first (%v)", err)
	}
	t.Setenv("BERTH_SITE", site)
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	p := window{width: 390, height: 844}.open(t)
	p.before(`
		window.badges = [];
		Object.defineProperty(Navigator.prototype, "setAppBadge", {value: n => (badges.push(n), Promise.resolve())});
		Object.defineProperty(Navigator.prototype, "clearAppBadge", {value: () => (badges.push(0), Promise.resolve())});`)

	// 1. What another app shares comes as the browser sends it: a form with a file.
	p.open(d.app + "/more")
	p.within(60e9, "the service worker is there", `navigator.serviceWorker.ready.then(r => !!r.active && !!navigator.serviceWorker.controller)`)
	share := func(content string) {
		t.Helper()
		eval[bool](p, fmt.Sprintf(`(() => {
			const form = document.createElement("form"), field = document.createElement("input"), files = new DataTransfer();
			Object.assign(form, {method: "POST", action: "/share", enctype: "multipart/form-data"});
			files.items.add(new File([%q], "compose.yaml", {type: "application/yaml"}));
			Object.assign(field, {type: "file", name: "file", files: files.files});
			form.append(field);
			document.body.append(form);
			setTimeout(() => form.submit());
			return true;
		})()`, content))
		p.until("the page that rents", `location.pathname === "/rent"`)
	}
	share("services:\n  web:\n    image: berth/echo\n    ports: [\"80\"]\n")
	p.see("rent-to-price")
	p.until("the file is there", `JSON.stringify(JSON.parse(sessionStorage.getItem("berth.rent.file"))).includes("berth/echo")`)
	p.until("it is taken once", `caches.open("berth-data").then(c => c.match("/.berth-shared")).then(x => !x)`)
	p.click("own-drop")
	share(string(make([]byte, 65<<10))) // longer than the page takes
	p.see("own-file")
	if eval[bool](p, `sessionStorage.getItem("berth.rent.file") !== null`) {
		t.Error("a file that is too long is taken")
	}

	// 2. An order: its address opens it, its tabs are no steps back, and back leads to the list.
	p.rents(d, "echo")
	p.open(d.app + "/orders")
	p.see("order")
	p.until("nothing wants attention", `badges.at(-1) === 0`)
	p.click("order-link")
	p.until("the order", `location.pathname === "/orders/1"`)
	p.click("tab-settings")
	p.until("its tab", `location.search.includes("tab=settings")`)
	eval[bool](p, `(history.back(), true)`)
	p.until("back is the list", `location.pathname === "/orders" && document.querySelector('[data-test="order"]') !== null`)
	p.open(d.app + "/orders/1?tab=settings")
	p.until("its address opens the tab", `document.querySelector("#deck-panel")?.dataset.tab === "settings"`)

	// 3. The platform is away: the list is there all the same, and says that it is of before.
	p.open(d.app + "/orders")
	p.see("order")
	d.stop(t, syscall.SIGTERM)
	p.open(d.app + "/orders")
	p.see("order")
	p.see("offline")
	p.shot("offline-orders")
	d.again(t)

	// 4. A newer version is offered to a page that is open, and taken with the button.
	p.open(d.app + "/more")
	p.see("more-help")
	p.within(60e9, "the worker is there", `navigator.serviceWorker.ready.then(r => !!r.active && !r.installing && !!navigator.serviceWorker.controller)`)
	worker := filepath.Join(site, "app-worker.js")
	b, err := os.ReadFile(worker)
	if err != nil {
		t.Fatal(err)
	}
	newer := regexp.MustCompile(`(?m)^const version = .*$`).ReplaceAll(b, []byte(`const version = "newer";`))
	if err := os.WriteFile(worker, newer, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(worker + ".br"); err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	eval[bool](p, `(window.before = true, navigator.serviceWorker.getRegistration().then(r => r.update()).then(() => true))`)
	p.see("update")
	p.shot("update")
	p.click("update-now")
	p.until("the page is a new one", `window.before === undefined && document.querySelector('[data-test="more-help"]') !== null`)
	p.until("of the newer version", `caches.keys().then(k => k.includes("berth-shell-newer"))`)
	p.until("it is not offered again", `document.querySelector('[data-test="update"]') === null`)
}
