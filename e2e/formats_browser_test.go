package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// TestFormatsInTheBrowser deploys a Compose file that has a mistake at first, then Kubernetes YAML, and rolls back, on a
// phone: what is wrong is shown at its line before anything is signed, and each version answers.
func TestFormatsInTheBrowser(t *testing.T) {
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	p := window{width: 390, height: 844}.open(t)
	p.rents(d, "hello")

	// 1. A Compose file with something that no node grants.
	p.click("tab-deploy")
	p.until("the tab is in the address", `location.search === "?tab=deploy"`)
	p.click("deploy-format-compose")
	const compose = "services:\n  web:\n    image: berth/hello\n    privileged: true\n    ports: [\"8080:8080\"]\n    environment:\n      GREETING: Hello from a Compose file\n"
	p.fill("deploy-text", compose)
	p.click("authorise")
	p.see("deploy-problems")
	p.until("the problem is at line 4", `document.querySelector('[data-test="problem"]')?.dataset.line === "4"`)
	if path := eval[string](p, `document.querySelector('[data-test="problem"]').dataset.path`); path != "services.web.privileged" {
		t.Errorf("the problem is at %s", path)
	}
	p.until("it cannot be deployed", `document.querySelector('[data-test="deploy"]').getAttribute("aria-disabled") === "true"`)
	p.shot("formats-problem")
	p.click("problem-1")
	at := eval[[]int](p, `(e => [e.selectionStart, e.selectionEnd, document.activeElement === e ? 1 : 0])(document.querySelector('[data-test="deploy-text"]'))`)
	if from := strings.Index(compose, "    privileged"); at[0] != from || at[1] != from+len("    privileged: true") || at[2] != 1 {
		t.Errorf("the caret is at %v, line 4 begins at %d", at, from)
	}

	// 2. Mended where the caret is; a reload loses nothing.
	p.press("Backspace")
	p.see("deploy-plan")
	p.until("there is nothing to mend", `!document.querySelector('[data-test="deploy-problems"]')`)
	p.shot("formats-plan")
	p.open(d.app + eval[string](p, "location.pathname+location.search"))
	p.see("deploy-plan")
	mended := strings.Replace(compose, "    privileged: true", "", 1)
	if got := eval[string](p, `document.querySelector('[data-test="deploy-text"]').value`); got != mended {
		t.Errorf("after a reload the text is\n%s", got)
	}
	p.click("deploy")
	p.ready("web")
	p.shot("formats-ready")
	p.opens("Hello from a Compose file")

	// 3. Kubernetes YAML in the field for Compose is noticed; it becomes the second version.
	p.click("tab-deploy")
	p.see("version-1")
	p.fill("deploy-text", kubernetes)
	p.see("deploy-guess")
	p.shot("formats-guess")
	p.click("deploy-switch")
	p.until("it is taken for Kubernetes", `document.querySelector('[data-test="deploy-format-kubernetes"]').checked`)
	p.see("deploy-plan")
	p.see("deploy-update")
	p.shot("formats-update")
	p.click("deploy")
	p.ready("web")
	p.until("it is the second version", fmt.Sprintf(revisionIs, 2))
	p.opens("Hello from Kubernetes")

	// 4. Back to the first.
	p.click("tab-deploy")
	p.see("version-2")
	p.shot("formats-versions")
	p.click("rollback-1")
	p.see("rollback-words")
	p.shot("formats-rollback")
	p.click("rollback-confirm")
	p.until("it goes back", `document.querySelector('[data-test="rollback-short"]') || `+fmt.Sprintf(revisionIs, 3))
	if eval[bool](p, `!!document.querySelector('[data-test="rollback-short"]')`) {
		p.shot("formats-rollback-short")
		p.click("rollback-confirm")
	}
	p.until("it is the third version", fmt.Sprintf(revisionIs, 3))
	p.ready("web")
	p.opens("Hello from a Compose file")
	p.click("tab-deploy")
	p.until("it says where it came from", `document.querySelector('[data-test="version-3"]')?.dataset.from === "1"`)

	// 5. The examples are what the node runs, and the tabs go by the keyboard.
	for _, f := range []string{"compose", "kubernetes", "sdl"} {
		p.click("deploy-format-" + f)
		p.until("the text for "+f, `document.querySelector("label[for=deploy-text]")?.innerText.toLowerCase().includes("`+f+`") && !document.querySelector('[data-test="deploy-example"]') === !!document.querySelector('[data-test="deploy-text"]').value`)
		if eval[string](p, `document.querySelector('[data-test="deploy-text"]').value`) != "" {
			p.clear("deploy-text")
		}
		p.click("deploy-example")
		p.until("the example for "+f+" is fine", `document.querySelector('[data-test="check"]')?.dataset.state === "known" && document.querySelector('[data-test="deploy-plan"]') && !document.querySelector('[data-test="deploy-problems"]')`)
	}
	p.shot("formats-sdl")
	eval[bool](p, `(document.querySelector('[data-test="tab-deploy"]').focus(), true)`)
	p.press("ArrowRight")
	p.until("the logs", `location.search === "?tab=logs" && document.activeElement.dataset.test === "tab-logs"`)
	p.press("Home")
	p.until("the overview", `location.search === "" && document.activeElement.dataset.test === "tab-overview"`)
}

// TestShortStopInTheBrowser deploys over a service with a disk, which cannot run beside another one of itself, and rolls
// it back, in Chinese on a desktop: each says before the wallet asks that the service stops for a moment. After the end
// the logs are still there.
func TestShortStopInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	p := window{width: 1280, height: 900, dark: true, lang: "zh"}.open(t)
	p.rents(d, "notes")
	p.click("deploy")
	p.ready("notes")
	p.shot("stop-ready")

	p.click("tab-deploy")
	p.see("version-1")
	p.until("it would stop", `document.querySelector('[data-test="deploy-update"]')?.dataset.update === "short-stop"`)
	p.fill("param-TITLE", "第二版")
	p.until("it would still stop", `document.querySelector('[data-test="deploy-update"]')?.dataset.update === "short-stop"`)
	p.shot("stop-update")
	p.click("deploy")
	p.until("it is the second version", fmt.Sprintf(revisionIs, 2))
	p.ready("notes")
	p.opens("第二版")

	p.click("tab-deploy")
	p.click("rollback-1")
	p.see("rollback-short")
	p.shot("stop-rollback")
	p.click("rollback-confirm")
	p.until("it is the third version", fmt.Sprintf(revisionIs, 3))
	p.ready("notes")
	p.click("tab-deploy")
	p.see("version-3")
	p.click("deploy-format-compose")
	p.fill("deploy-text", "services:\n  web:\n    image: berth/hello\n    ports: [\"8080:8080\"]\n    privileged: true\n    mem_limit: 4g\n    labels: [a=b]\n  db:\n    image: berth/notes\n    ports: [\"8080\"]\n")
	p.see("deploy-problems")
	p.until("the node's reasons are Chinese", `document.querySelector('[data-test="deploy-problems"]').innerText.includes("没有特权服务") && document.querySelector('[data-test="deploy-ignored"]').textContent.includes("Traefik")`)
	p.shot("stop-problems")
	p.fill("deploy-text", "services:\n  web:\n    image: berth/hello\n    ports: [\"8080:8080\"]\n    cpus: 0.05\n    labels: [a=b]\n  db:\n    image: berth/notes\n    ports: [\"8080:8080\"]\n    volumes: [\"data:/data\"]\nvolumes: {data: {}}\n")
	p.see("deploy-plan")
	p.until("checked", `document.querySelector('[data-test="check"]')?.dataset.state === "known"`)
	p.shot("stop-plan")

	p.click("tab-overview")
	p.click("end-order")
	p.click("end-confirm")
	p.see("outcome")
	p.see("grace-left")
	p.shot("stop-ended")
	p.click("grace-logs")
	p.until("the logs", `location.search === "?tab=logs"`)
	if n := eval[int](p, `document.querySelectorAll('[role="tab"]').length`); n != 5 { // that of the data among them, which is there to be downloaded, and the settings
		t.Errorf("%d tabs are left", n)
	}
}

// TestDeployFormInTheBrowser goes where the form's way is not straight: files from the disk, texts that are too long, a
// check that cannot be had, a browser that keeps no keys, wallets that decline, a tab without a token, and more versions than
// one page has.
func TestDeployFormInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	p := window{width: 390, height: 844, dark: true}.open(t)
	p.before(noKeys)
	p.rents(d, "notes")
	p.click("deploy")
	p.ready("notes")
	path := eval[string](p, "location.pathname")

	// Another tab has no token: what is shown to the owner alone waits for a signature.
	eval[bool](p, `(sessionStorage.removeItem("berth.tokens"), true)`)
	p.open(d.app + path + "?tab=logs")
	p.see("authorise")
	p.shot("form-no-token")
	p.click("authorise")
	p.until("the logs", `document.querySelector("#deck-panel")?.dataset.tab === "logs" && !document.querySelector('[data-test="authorise"]')`)

	// Files.
	p.click("tab-deploy")
	p.click("deploy-format-sdl")
	file := func(content string) {
		p.see("deploy-text")
		eval[bool](p, `(() => {
			const list = new DataTransfer();
			list.items.add(new File([`+content+`], "deploy.yaml"));
			const input = document.querySelector('[data-test="deploy-file"]');
			input.files = list.files;
			input.dispatchEvent(new Event("change", {bubbles: true}));
			return true;
		})()`)
	}
	file(`new Uint8Array([195, 40, 160, 0])`)
	p.see("deploy-file-error")
	file(`"x".repeat(70000)`)
	p.until("the file is too large", `document.querySelector('[data-test="deploy-file-error"]')?.innerText.includes("64 KiB")`)
	file(`"services:\r\n  web:\r\n    image: berth/nothing\r\n    ports: ['8080:8080']\r\n"`)
	p.see("deploy-guess")
	p.click("deploy-switch")
	p.until("it is in the field", `document.querySelector('[data-test="deploy-text"]')?.value === "services:\n  web:\n    image: berth/nothing\n    ports: ['8080:8080']\n"`)
	p.until("the node does not have it", `document.querySelector('[data-test="problem"]')?.innerText.includes("berth/nothing")`)
	eval[bool](p, `(() => { const e = document.querySelector('[data-test="deploy-text"]'); e.value = "#".repeat(66000); e.dispatchEvent(new Event("input", {bubbles: true})); return true; })()`)
	p.see("deploy-too-long")
	p.until("nothing is left of the last check", `!document.querySelector('[data-test="check"]')`)

	// No check to be had: the gateway itself says that both do not fit, and the same is offered again.
	eval[bool](p, `(() => { const f = window.fetch; window.fetch = (u, i) => String(u).endsWith("/check") ? Promise.reject(new TypeError("away")) : f(u, i); return true; })()`)
	p.click("deploy-format-template")
	p.see("check-again")
	p.click("deploy")
	p.until("it would stop", `document.querySelector('[data-test="deploy-update"]')?.dataset.update === "short-stop"`)
	p.shot("form-short-stop")
	eval[bool](p, `(localStorage.setItem("berth.devwallet.auto", "false"), true)`)
	p.click("deploy")
	p.wallet("decline")
	p.see("trouble")
	p.until("the offer stays", `document.querySelector('[data-test="deploy-update"]')?.dataset.update === "short-stop"`)
	p.click("deploy")
	p.wallet("approve")
	p.until("it is the second version", fmt.Sprintf(revisionIs, 2))
	p.ready("notes")

	// More versions than a page has.
	eval[bool](p, `(localStorage.setItem("berth.devwallet.auto", "true"), true)`)
	p.open(d.app + path + "?tab=deploy")
	for n := 3; n <= 11; n++ {
		p.until("it would stop", `document.querySelector('[data-test="deploy-update"]')?.dataset.update === "short-stop"`)
		p.click("deploy")
		p.until(fmt.Sprintf("version %d", n), fmt.Sprintf(revisionIs, n))
		p.ready("notes")
		p.click("tab-deploy")
		p.see(fmt.Sprintf("version-%d", n))
	}
	p.until("ten versions", `document.querySelectorAll('.version').length === 10`)
	p.click("versions-older")
	p.see("version-1")
	if n := eval[int](p, `document.querySelectorAll('.version').length`); n != 11 {
		t.Errorf("%d versions", n)
	}
	eval[bool](p, `(localStorage.setItem("berth.devwallet.auto", "false"), true)`)
	p.open(d.app + path + "?tab=deploy")
	p.until("the form above has come to rest", `document.querySelector('[data-test="deploy-update"]')?.dataset.update === "short-stop" && document.querySelector('[data-test="rollback-2"]')`)
	p.click("rollback-2")
	p.click("rollback-confirm")
	p.wallet("decline")
	p.until("the sheet says so", `document.querySelector('#rollback-sheet [data-test="trouble"]')`)
	p.shot("form-rollback-declined")
	p.click("rollback-keep")
	p.until("the sheet is closed", `!document.querySelector("#rollback-sheet").open`)
}

const kubernetes = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: berth/hello
          ports: [{containerPort: 8080}]
          env: [{name: GREETING, value: Hello from Kubernetes}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 8080}]}
`

// revisionIs is whether the deployment that the page shows has a number.
const revisionIs = `document.querySelector('[data-test="services"]')?.dataset.revision === "%d"`

// ready waits until the overview shows that a service answers.
func (p tab) ready(name string) {
	p.t.Helper()
	p.until(name+" is ready", fmt.Sprintf(`document.querySelector('[data-test="service"][data-name=%q]')?.dataset.phase === "ready"`, name))
}

// opens opens the service and waits until its page says something.
func (p tab) opens(words string) {
	p.t.Helper()
	opened := p.popup(func() { p.click("open-service") })
	opened.until("the page says "+words, fmt.Sprintf(`document.body?.innerText.includes(%q)`, words))
	p.front()
}
