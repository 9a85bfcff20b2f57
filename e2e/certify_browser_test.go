package e2e

import (
	"fmt"
	"testing"
)

// TestCertifiedInTheBrowser: the list and a node's page say how far the platform has looked, with the evidence, and in both languages.
func TestCertifiedInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir(), "--certify-every", "1m")
	certified(t, d)
	p := window{width: 390, height: 844}.open(t)
	p.open(d.app + "/explore?level=certified")
	p.until("three are certified", count("node-card", 3))
	p.until("each says so", `[...document.querySelectorAll('[data-test="level-tag"]')].filter(e => e.dataset.level === "certified").length === 3`)
	p.shot("certified-list")
	p.click("node-link")
	p.see("cert-level")
	p.until("it is certified", `document.querySelector('[data-test="cert-level"]').dataset.level === "certified"`)
	p.until("what was checked", `["key", "place", "capacity", "shop"].every(c => document.querySelector('[data-test="node-checks"] [data-check="' + c + '"]'))`)
	p.until("the command is there", `document.querySelector('[data-test="cert-command"]').innerText.startsWith("go run ./bff/certify/cmd check")`)
	p.shot("certified-node")
	p.click("evidence-show")
	p.until("the evidence", `document.querySelectorAll('[data-test="evidence"] li').length >= 4`)
	p.until("nothing is wider than the page", `document.documentElement.scrollWidth <= window.innerWidth`)
	p.until("each document can be had, as it was signed", `(async () => (await fetch(document.querySelector('[data-test="evidence"] [data-test="evidence-raw"]').href)).ok)()`)
	p.shot("certified-evidence")
	p.axe("a certified node")
	page := eval[string](p, "location.href")

	// Its owner reads the same on the page of their node, and what the gateway was told on its own pages.
	p.open(d.app + "/explore")
	p.account(d, "node 1 · North Quay")
	p.open(d.app + "/node")
	p.logsIn("own-login")
	const level = `document.querySelector('[data-test="%s"] [data-test="certification-level"]')?.dataset.level === "certified"`
	p.until("My node says it", fmt.Sprintf(level, "own-certification"))
	p.until("nothing is wider than the page", `document.documentElement.scrollWidth <= window.innerWidth`)
	p.shot("certified-own")
	p.axe("My node, certified")

	wide := window{width: 1280, height: 900, dark: true, lang: "zh-CN"}.open(t)
	wide.open(page)
	wide.see("cert-level")
	wide.until("in Chinese", `document.querySelector('[data-test="cert-level"]').innerText.includes("已认证")`)
	wide.shot("certified-node-wide")
	wide.axe("a certified node, dark")
	wide.open(d.app + "/explore")
	wide.until("the list", count("node-card", 3))
	wide.shot("certified-list-wide")
}
