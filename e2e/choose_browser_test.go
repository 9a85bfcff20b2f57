package e2e

import (
	"fmt"
	"testing"
)

// TestChooseInTheBrowser: regions are chosen from, nodes compared, a node's past looked at, and the account says what there is and what it came to.
func TestChooseInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir(), "--certify-every", "1s", "--probation", "1s")
	p := window{width: 390, height: 844}.open(t)
	p.open(d.app + "/account")
	p.see("account-login")
	p.rents(d, "hello")

	p.open(d.app + "/explore")
	p.until("three nodes", count("node-card", 3))
	p.click("regions-toggle")
	p.until("three regions with prices, where there is room, and how far they are", count("region", 3)+` && [...document.querySelectorAll('[data-test="region"]')].every(e => /\$0\.0|no room/.test(e.innerText)) && /\$0\.0/.test(document.querySelector('[data-test="regions"]').innerText) && / ms/.test(document.querySelector('[data-test="regions"]').innerText)`)
	p.shot("regions-390")
	p.axe("regions")
	p.until("each of them is on the map", `document.querySelectorAll(".map-land").length === 1 && document.querySelectorAll(".map-place").length === 3`)
	if far := eval[string](p, `(() => { const [a, b, c] = ["us-west", "eu-north", "ap-east"].map(n => document.querySelector('.map-place[data-place="' + n + '"] .map-dot').getBoundingClientRect().x); return a < b && b < c ? "" : [a, b, c].join() })()`); far != "" {
		t.Errorf("west to east they stand at %s", far)
	}
	p.clickCSS(`.map-place[data-place="ap-east"] .map-dot`)
	p.until("a tap on the map shows its nodes", count("node-card", 1)+` && location.search.includes("region=ap-east") && document.querySelector('.map-place[data-place="ap-east"]').dataset.on === "true"`)
	p.shot("map-390")
	p.click("region-all")
	p.until("all again", count("node-card", 3))
	p.click("region")
	p.until("its nodes", count("node-card", 1)+` && location.search.includes("region=")`)
	p.click("region-all")
	p.until("all again", count("node-card", 3))

	for i := range 2 {
		p.clickCSS(fmt.Sprintf(`[data-test="node-card"]:nth-child(%d) [data-test="pick"]`, i+1))
	}
	p.shot("picked-390")
	p.click("compare-go")
	p.until("two nodes side by side", `document.querySelectorAll('[data-test="compare-node"]').length === 2 && document.querySelectorAll('[data-row="far"] td').length === 2`)
	p.until("how far they are is known", `/\d+ ms/.test(document.querySelector('[data-row="far"]').innerText)`)
	p.until("one is the cheapest, or both are", `document.querySelectorAll(".compare-tag").length >= 1`)
	if wide := eval[int](p, `document.documentElement.scrollWidth`); wide > 390 {
		t.Errorf("the comparison makes the page %d wide", wide)
	}
	p.shot("compare-390")
	p.axe("the comparison")
	p.click("compare-drop")
	p.see("compare-choose")

	p.open(d.app + "/explore")
	p.click("node-link")
	p.until("what it asked by the day", `document.querySelector('[data-test="node-prices-past"] svg rect')`)
	p.shot("node-past-390")
	p.axe("a node with its past")

	for _, dark := range []bool{false, true} {
		q := window{width: 1280, height: 900, dark: dark, lang: map[bool]string{false: "en", true: "zh"}[dark]}.open(t)
		q.open(d.app + "/explore")
		q.until("three nodes", count("node-link", 3))
		q.click("regions-toggle")
		q.until("regions", count("region", 3)+` && document.querySelectorAll(".map-place").length === 3`)
		for i := range 3 {
			q.clickCSS(fmt.Sprintf(`[data-test="nodes"] tbody tr:nth-child(%d) [data-test="pick"]`, i+1))
		}
		q.shot(fmt.Sprintf("picked-1280-%v", dark))
		if over := eval[float64](q, `document.querySelector('[data-test="nodes"] table').getBoundingClientRect().right - document.querySelector('[data-test="nodes"] .table-box, [data-test="nodes"].table-box').getBoundingClientRect().right`); over > 1 {
			t.Errorf("the table is %g px wider than its box", over)
		}
		q.click("compare-go")
		q.until("three side by side", `document.querySelectorAll('[data-test="compare-node"]').length === 3`)
		q.until("how far they are is known", `/\d/.test(document.querySelector('[data-row="far"]').innerText)`)
		q.shot(fmt.Sprintf("compare-1280-%v", dark))
		q.axe("the comparison")
	}

	// The day costs 12,010 of the token's units, so that the first comes after seven seconds: the page waits for it by itself.
	p.open(d.app + "/account")
	p.until("money in the wallet and in escrow", `/\d/.test(document.querySelector('[data-test="account-money"]')?.innerText)`)
	p.until("what was spent", `document.querySelector('[data-test="spent-chart"] svg rect')`)
	p.shot("account-390")
	p.axe("the account")
}
