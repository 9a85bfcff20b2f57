package e2e

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
)

// entry is a file of an archive.
type entry struct {
	name, text string
	mode       os.FileMode
}

// archive is a zip file.
func archive(t *testing.T, files ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate}
		h.SetMode(f.mode | 0o644)
		out, err := w.CreateHeader(h)
		if err == nil {
			_, err = io.WriteString(out, f.text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// gives chooses a file in the field with this data-test.
func (p tab) gives(field, name string, content []byte) {
	p.t.Helper()
	p.until("the field "+field, fmt.Sprintf("document.querySelector(%q)", sel(field)))
	eval[bool](p, fmt.Sprintf(`(() => {
		const list = new DataTransfer();
		list.items.add(new File([Uint8Array.from(atob(%q), c => c.charCodeAt(0))], %q));
		const input = document.querySelector(%q);
		input.files = list.files;
		input.dispatchEvent(new Event("change", {bubbles: true}));
		return true;
	})()`, base64.StdEncoding.EncodeToString(content), name, sel(field)))
}

// TestFolderInTheBrowser deploys what people have: a folder with a Compose file, its .env, a file that it mounts, and variables that
// want values. What archives may not be is refused in words before.
func TestFolderInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	p := window{width: 390, height: 844}.open(t)
	p.rents(d, "hello")
	p.click("tab-deploy")
	p.click("deploy-format-compose")
	p.see("deploy-text")

	// 1. What is not taken, and why.
	var bomb bytes.Buffer
	z, err := gzip.NewWriterLevel(&bomb, gzip.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	for range 40 {
		if _, err := z.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		content []byte
		words   string
	}{
		{"bomb.tar.gz", bomb.Bytes(), "it is too large"},
		{"up.zip", archive(t, entry{name: "a/../../compose.yaml", text: "services: {}"}), "its path leads out of the folder"},
		{"link.zip", archive(t, entry{name: "compose.yaml", text: "/etc/passwd", mode: os.ModeSymlink}), "it is a link"},
		{"twice.zip", archive(t, entry{name: "compose.yaml", text: "services: {}"}, entry{name: "./compose.yaml", text: "services: {a: {}}"}), "two files in it have the same path"},
		{"photos.zip", archive(t, entry{name: "a.jpg", text: "x"}), "there is no Compose file"},
		{"broken.zip", []byte("PK\x03\x04 and no more"), "damaged"},
	} {
		p.gives("deploy-file", c.name, c.content)
		p.until(c.name+" is refused", fmt.Sprintf(`document.querySelector('[data-test="deploy-file-error"]')?.innerText.includes(%q)`, c.words))
	}
	p.shot("folder-refused")
	p.gives("deploy-file", "app.zip", archive(t, entry{name: "app/Dockerfile", text: "FROM scratch"}, entry{name: "app/main.go", text: "package main"}))
	p.until("how to build it", `document.querySelector('[data-test="build-command"]')?.innerText.startsWith("docker build")`)
	p.fill("deploy-text", "https://github.com/example/app")
	p.until("how to clone and build it", `document.querySelector('[data-test="build-command"]')?.innerText.startsWith("git clone https://github.com/example/app app && cd app && docker build")`)
	p.shot("folder-git")

	// 2. A folder, with two files to choose from.
	const compose = `services:
  web:
    image: berth/hello
    ports: ["8080:8080"]
    env_file: [web.env]
    environment:
      GREETING: "${GREETING:?what it says} from ${PLACE:-here}"
      API_TOKEN: ${API_TOKEN:?}
    volumes:
      - ./site/about.txt:/srv/about.txt:ro
`
	p.gives("deploy-file", "shop.zip", archive(t,
		entry{name: "shop/compose.yaml", text: compose}, entry{name: "shop/.env", text: "PLACE=the quay\n"}, entry{name: "shop/web.env", text: "COLOUR=blue\n"},
		entry{name: "shop/site/about.txt", text: "It came along."}, entry{name: "shop/README.md", text: "# Shop"},
		entry{name: "shop/dev/compose.yaml", text: "services: {web: {image: berth/echo, ports: ['8080:8080']}}\n"},
	))
	p.until("it is in the field", fmt.Sprintf(`document.querySelector('[data-test="deploy-text"]')?.value === %q`, compose))
	p.until("three files come along", `document.querySelector('[data-test="brought-files"]')?.dataset.count === "3"`)
	eval[bool](p, `(() => { const e = document.querySelector('[data-test="brought-which"]'); e.value = "1"; e.dispatchEvent(new Event("change", {bubbles: true})); return true; })()`)
	p.until("the other one is in the field", `document.querySelector('[data-test="deploy-text"]')?.value.includes("berth/echo") && !document.querySelector('[data-test="brought-files"]')?.innerText.includes("3")`)
	eval[bool](p, `(() => { const e = document.querySelector('[data-test="brought-which"]'); e.value = "0"; e.dispatchEvent(new Event("change", {bubbles: true})); return true; })()`)
	p.until("the first is back", fmt.Sprintf(`document.querySelector('[data-test="deploy-text"]')?.value === %q && document.querySelector('[data-test="brought-files"]')?.dataset.count === "3"`, compose))

	// 3. Its variables.
	p.click("authorise")
	p.see("value-GREETING")
	p.until("a value is missing", `document.querySelector('[data-test="problem"]') && document.querySelector('[data-test="deploy"]')?.getAttribute("aria-disabled") === "true"`)
	p.shot("folder-values")
	if kind := eval[string](p, `document.querySelector('[data-test="value-API_TOKEN"]').type`); kind != "password" {
		t.Errorf("a secret's field is of the type %s", kind)
	}
	const greeting = `Good morning: "all" {of: you} #1`
	p.fill("value-GREETING", greeting)
	p.click("make-API_TOKEN")
	p.until("a value was made up", `/^[A-Za-z0-9]{24}$/.test(document.querySelector('[data-test="value-API_TOKEN"]').value)`)
	token := eval[string](p, `document.querySelector('[data-test="value-API_TOKEN"]').value`)
	p.until("there is nothing to mend", `document.querySelector('[data-test="check"]')?.dataset.state === "known" && !document.querySelector('[data-test="deploy-problems"]') && document.querySelector('[data-test="deploy-plan"]')`)
	if stored := eval[string](p, `JSON.stringify({...localStorage})`); strings.Contains(stored, token) || strings.Contains(stored, "Good morning") {
		t.Error("values are kept beyond the tab")
	}
	p.shot("folder-ready")
	p.click("deploy")
	p.ready("web")
	opened := p.popup(func() { p.click("open-service") })
	opened.until("the values are in what runs", fmt.Sprintf(`document.body?.innerText.includes(%q)`, greeting+" from the quay"))
	opened.until("the file came along", `fetch("/about.txt").then(r => r.text()).then(s => s === "It came along.")`)
	p.front()

	// 4. What came along is told by name, and is there for the next version.
	p.click("tab-deploy")
	p.see("version-along")
	if along := p.text("version-along"); !strings.Contains(along, "API_TOKEN") || !strings.Contains(along, "site/about.txt") || strings.Contains(along, token) {
		t.Errorf("the version says %q", along)
	}
	p.open(d.app + eval[string](p, "location.pathname+location.search"))
	p.until("the values are still there", fmt.Sprintf(`document.querySelector('[data-test="value-GREETING"]')?.value === %q && document.querySelector('[data-test="value-API_TOKEN"]')?.value === %q`, greeting, token))
	p.fill("value-GREETING", "Good night")
	p.until("there is nothing to mend", `document.querySelector('[data-test="check"]')?.dataset.state === "known" && document.querySelector('[data-test="deploy"]')?.getAttribute("aria-disabled") !== "true"`)
	p.click("deploy")
	p.until("it is the second version", fmt.Sprintf(revisionIs, 2))
	p.ready("web")
	p.opens("Good night from the quay")
	p.click("tab-deploy")
	p.until("the form above has come to rest", `document.querySelector('[data-test="check"]')?.dataset.state === "known" && document.querySelector('[data-test="rollback-1"]')`)
	p.click("rollback-1")
	p.see("rollback-words")
	p.shot("folder-rollback")
	p.click("rollback-confirm")
	p.until("it goes back", `document.querySelector('[data-test="rollback-short"]') || `+fmt.Sprintf(revisionIs, 3))
	if eval[bool](p, `!!document.querySelector('[data-test="rollback-short"]')`) {
		p.click("rollback-confirm")
	}
	p.until("it is the third version", fmt.Sprintf(revisionIs, 3))
	p.ready("web")
	p.opens(greeting + " from the quay")
}

// TestFileBeforePayingInTheBrowser has a folder looked at by a node before there is an order: what it needs is what is rented, and it
// is in the form once the order is there.
func TestFileBeforePayingInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	p := window{width: 1280, height: 900, dark: true, lang: "zh"}.open(t)
	p.open(d.app + "/explore")
	p.until("the nodes", count("node-card", 3)+" || "+count("node-link", 3))
	eval[bool](p, `(localStorage.setItem("berth.devwallet.auto", "true"), true)`)
	p.open(d.app + "/rent")
	p.see("template-hello") // the catalogue has come: what is shown is not the page that was rendered beforehand
	p.see("own")
	p.gives("own-file", "photos.zip", archive(t, entry{name: "a.jpg", text: "x"}))
	p.see("own-error")
	p.gives("own-file", "other.yaml", []byte("services:\n  web:\n    image: nginx\n    ports: ['80:80']\n"))
	p.until("no node of the demo has it", `document.querySelector('[data-test="own-answer"]')?.dataset.tone === "bad" && document.querySelector('[data-test="own-problems"]')?.innerText.includes("nginx")`)
	p.shot("own-problem")
	const compose = "services:\n  web:\n    image: berth/hello\n    ports: ['8080:8080']\n    mem_limit: 96m\n    cpus: 0.1\n    environment:\n      GREETING: ${GREETING:?}\n    volumes: ['./about.txt:/srv/about.txt']\n"
	p.gives("own-file", "shop.zip", archive(t, entry{name: "compose.yaml", text: compose}, entry{name: "about.txt", text: "It came along."}))
	p.until("it runs, with a value to come", `document.querySelector('[data-test="own-answer"]')?.dataset.tone === "running" && document.querySelector('[data-test="own-values"]')?.innerText.includes("1")`)
	p.shot("own-fine")
	p.click("rent-to-price")
	p.until("the size is for it", `[...document.querySelectorAll("input")].some(e => e.value === "96 MiB") && [...document.querySelectorAll("input")].some(e => e.value === "0.1")`)
	p.until("a value is still to be said, so the node is chosen first", `document.querySelector('[data-test="rent-take"]').disabled`)
	p.shot("own-price")
	p.compares()
	p.click("wallet")
	p.see("rent-done")
	p.clickCSS(sel("choose"))
	p.click("pay")
	p.until("the order's page", `location.pathname.startsWith("/orders/")`)
	p.step("activated", "done")
	p.until("the file is in the form", fmt.Sprintf(`document.querySelector('[data-test="deploy-text"]')?.value === %q && document.querySelector('[data-test="brought-files"]')?.dataset.count === "1"`, compose))
	p.click("authorise")
	p.fill("value-GREETING", "从文件夹来")
	p.until("there is nothing to mend", `document.querySelector('[data-test="check"]')?.dataset.state === "known" && document.querySelector('[data-test="deploy"]')?.getAttribute("aria-disabled") !== "true"`)
	p.shot("own-deploy")
	p.click("deploy")
	p.ready("web")
	opened := p.popup(func() { p.click("open-service") })
	opened.until("the value is in what runs", `document.body?.innerText.includes("从文件夹来")`)
	opened.until("the file came along", `fetch("/about.txt").then(r => r.text()).then(s => s === "It came along.")`)
}
