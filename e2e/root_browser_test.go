package e2e

import "testing"

// TestRootInTheBrowser: the demo's nodes run nothing as root, and say so; who needs it is told that no node fits, and why.
func TestRootInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir())
	p := window{width: 390, height: 844}.open(t)
	p.open(d.app + "/explore")
	p.until("three nodes", count("node-card", 3))
	p.click("node-link")
	p.see("node-root")
	p.until("none as root", `document.querySelector('[data-test="node-root"]').innerText.includes("not run as root")`)

	// Explore hands on what is needed.
	p.open(d.app + "/explore?needs=root")
	p.see("drop-root")
	p.until("no node", count("node-card", 0))
	p.until("what is needed goes along", `document.querySelector('[data-test="rent"]').href.endsWith("?needs=root")`)
	p.shot("root-none")
	p.click("rent")
	p.click("template-none")
	p.until("it is chosen", `document.querySelector('#rent-needs').value === "root"`)
	p.click("preset-custom")
	p.fill("want-cpuMilli", "0.1")
	p.fill("want-memoryMiB", "64 MiB")
	p.see("no-fit")
	p.until("by root images alone", `(e => e.innerText.includes("3 nodes by Root images") && !e.innerText.includes("Memory"))(document.querySelector('[data-test="no-fit"]'))`)
	p.shot("root-no-fit")
	eval[bool](p, `(s => { s.value = s.options[0].value; s.dispatchEvent(new Event("change", { bubbles: true })); return true })(document.querySelector("#rent-needs"))`)
	p.until("nodes fit", `document.querySelector('[data-test="dial-rate"]') && !document.querySelector('[data-test="no-fit"]')`)
}
