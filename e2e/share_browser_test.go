package e2e

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"berth/e2e/rig"
	"berth/shared/wire"

	"golang.org/x/crypto/ssh"
)

// TestShareInTheBrowser opens a service to everyone and to the holders of a link, sees who came and shows them out, lets a
// key in and out again, and looks at what a domain is missing: on a phone in Chinese and on a desktop in English.
func TestShareInTheBrowser(t *testing.T) {
	d := startDemo(t, t.TempDir())
	for _, c := range []struct {
		name string
		window
	}{
		{"phone-zh-dark", window{width: 390, height: 844, dark: true, lang: "zh"}},
		{"desktop-en-light", window{width: 1280, height: 900}},
	} {
		t.Run(c.name, func(t *testing.T) { share(t, d, c.window, c.name) })
	}
}

func share(t *testing.T, d *demo, w window, name string) {
	p, stranger := w.open(t), newPerson(t, d, 1)
	look := func(what string) {
		t.Helper()
		p.shot("share-" + what + "-" + name)
		p.axe(what)
		if n := eval[int](p, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); n > 0 {
			t.Errorf("%s is %d px wider than the window", what, n)
		}
	}
	status := func(what, to string, want int) {
		t.Helper()
		rig.Within(t, 20*time.Second, what, func() error {
			if got, _ := stranger.do("GET", to, nil); got != want {
				return fmt.Errorf("status %d, want %d", got, want)
			}
			return nil
		})
	}
	rentAndDeploy(p, d, "hello")
	service := strings.TrimSpace(p.text("service-url"))
	visible := func(v wire.Visibility) string {
		return fmt.Sprintf(`document.querySelector('[data-test="service-visibility"]')?.dataset.visibility === %q`, v)
	}
	p.until("it is private at a glance", visible(wire.Private))
	status("a stranger does not get in", service+"/", 401)
	look("overview")

	// Everyone. What becomes public is said before.
	p.click("service-visibility")
	p.see("links-none")
	look("private")
	p.click("visibility-public")
	p.click("door-save")
	if words := p.text("public-words"); !strings.Contains(words, service) {
		t.Errorf("it does not say what becomes public: %s", words)
	}
	look("confirm")
	p.click("public-keep")
	status("nothing has changed", service+"/", 401)
	p.click("door-save")
	p.click("public-confirm")
	p.see("door-saved")
	status("everyone gets in", service+"/", 200)
	if got := p.text("public-url"); got != service {
		t.Errorf("it is told to be open at %s", got)
	}
	p.clickCSS(`[data-test="qr"] summary`)
	p.see("qr-code")
	look("public")
	p.click("ask-password")
	p.click("make-password")
	p.click("door-save")
	p.see("door-saved")
	status("not without the password", service+"/", 401)
	p.click("tab-overview")
	p.until("it is public at a glance", visible(wire.Public))

	// Whoever has a link. Its service needs no other setting.
	p.click("service-visibility")
	p.click("visibility-private")
	p.see("door-loses")
	p.click("door-save")
	p.see("door-saved")
	p.click("link-make")
	p.fill("link-label", "Anna")
	p.clickCSS(`[data-test="link-limits"] summary`)
	p.fill("link-path", "docs")
	p.click("link-do")
	p.until("the path is not right", `document.querySelector("#link-path").getAttribute("aria-invalid") === "true"`)
	p.fill("link-path", "/")
	look("link-make")
	p.click("link-do")
	link := p.text("link-url")
	look("link-made")
	p.clickCSS(`[data-test="link-made"] details summary`)
	curl := p.text("link-curl")
	p.click("link-done")
	p.until("it is listed", `document.querySelector('[data-test="link"]')?.dataset.label === "Anna"`)
	p.until("once put away it is nowhere in the page", fmt.Sprintf(`!document.documentElement.outerHTML.includes(%q)`, link))
	status("a link is not for all", service+"/", 401)
	if !strings.Contains(curl, wire.LinkHeader) || !strings.Contains(curl, service) {
		t.Errorf("for programs: %s", curl)
	}

	// A guest in a browser of their own.
	guest := window{width: 390, height: 844}.open(t)
	guest.open(link)
	guest.until("the guest is in", fmt.Sprintf(`location.href === %q && document.title.length > 0`, service+"/"))
	guest.shot("share-guest-" + name)
	p.click("tab-visitors")
	p.until("the guest is seen", `document.querySelector('[data-test="visitor"][data-label="Anna"]')`)
	look("visitors")
	p.clickCSS(`[data-test="visitor"][data-label="Anna"] [data-test="visitor-end"]`)
	p.until("the guest is off the list", `!document.querySelector('[data-test="visitor"][data-label="Anna"]')`)
	rig.Within(t, 20*time.Second, "the guest is out", func() error {
		if got := eval[int](guest, `fetch("/").then(r => r.status)`); got != 401 {
			return fmt.Errorf("status %d", got)
		}
		return nil
	})

	p.click("tab-share")
	p.until("the link was used once", `/1/.test(document.querySelector('[data-test="link-used"]')?.innerText)`)
	look("links")
	p.click("link-revoke")
	look("revoke")
	p.click("revoke-confirm")
	p.see("links-none")
	guest.open("about:blank")
	guest.open(link)
	guest.until("the link opens nothing any more", `document.readyState === "complete" && !location.href.startsWith(`+fmt.Sprintf("%q", service)+`)`)

	// Keys: this browser's own, and one for ssh.
	p.click("tab-keys")
	p.until("this device has one", `document.querySelector('[data-test="key"][data-current="true"]')`)
	public, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ssh.NewPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	line := strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key)))
	p.click("key-add")
	p.fill("key-paste", "ssh-rsa AAAAB3NzaC1yc2E me@laptop")
	p.until("RSA is refused in words", `/ssh-keygen/.test(document.querySelector("#key-paste-error").innerText)`)
	p.fill("key-paste", line+" me@laptop")
	p.until("the comment is its name", `document.querySelector("#key-name").value === "me@laptop"`)
	look("key-add")
	prompts := eval[int](p, "window.__berthDevWalletPrompts.length")
	p.click("key-do")
	p.see("key-added")
	if n := eval[int](p, "window.__berthDevWalletPrompts.length") - prompts; n != 1 {
		t.Errorf("the wallet was asked %d times for a key", n)
	}
	look("key-added")
	p.click("key-done")
	mine := `document.querySelector('[data-test="key"][data-name="me@laptop"]')`
	p.until("it is listed by its fingerprint", fmt.Sprintf(`%s?.innerText.includes(%q)`, mine, ssh.FingerprintSHA256(key)))
	look("keys")
	p.clickCSS(`[data-test="key"][data-name="me@laptop"] [data-test="key-revoke"]`)
	p.click("grant-end")
	p.until("it is gone", "!"+mine)

	// A domain, and what it is missing.
	p.click("tab-domains")
	p.see("domains-none")
	look("no-domains")
	p.fill("domain-host", "https://example.org/shop")
	p.click("domain-add")
	p.until("a path is refused in words", `document.querySelector("#domain-host").getAttribute("aria-invalid") === "true"`)
	host := fmt.Sprintf("%s.berth-e2e.example", strings.SplitN(name, "-", 2)[0])
	p.fill("domain-host", host)
	p.click("domain-add")
	p.until("it waits for its proof", fmt.Sprintf(`document.querySelector('[data-test="domain"][data-host=%q]')?.dataset.state === "proof"`, host))
	p.until("the records are told", `document.querySelectorAll('[data-test="record"][data-ok="false"]').length >= 2 && document.querySelector('[data-test="record"][data-type="TXT"]').innerText.includes("_berth.`+host+`")`)
	look("domain")
	p.click("domain-check")
	p.click("domain-remove")
	look("domain-remove")
	p.click("domain-gone")
	p.see("domains-none")

	// Who signed a version, and the proof of it.
	p.click("tab-deploy")
	p.see("version-1")
	body, err := os.ReadFile(p.download("proof-1"))
	var proof wire.Proof
	if err == nil {
		err = json.Unmarshal(body, &proof)
	}
	if err != nil || proof.User.IsZero() || proof.Deploy.Revision != 1 || proof.Access == nil {
		t.Errorf("the proof of version 1: %s, %v", body, err)
	}
	look("versions")

	// An address of a part leads there after a reload, too.
	p.open(eval[string](p, `location.origin + location.pathname`) + "?tab=keys")
	p.until("the keys are shown", `document.querySelector('[data-test="key"]')`)

	// All access ended: the page asks for it again, and nothing else has stopped.
	p.click("keys-all")
	look("keys-all")
	p.click("grant-end")
	p.see("authorise")
	look("no-access")
	p.click("authorise")
	p.see("keys")
	p.click("tab-overview")
	p.step("ready", "done")
}

// axe looks for what keeps people out of a page, with axe-core where BERTH_AXE is its axe.min.js (npm install axe-core).
func (p tab) axe(what string) {
	p.t.Helper()
	file := os.Getenv("BERTH_AXE")
	if file == "" {
		return
	}
	script, err := os.ReadFile(file)
	if err != nil {
		p.t.Fatal(err)
	}
	eval[bool](p, string(script)+"; true")
	found := eval[string](p, `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.map(v => v.id + ": " + v.nodes.map(n => n.target + " " + n.failureSummary).join(" | ")).join("\n"))`)
	if found != "" {
		p.t.Errorf("axe on %s: %s", what, found)
	}
}
