package e2e

import (
	"fmt"
	"strings"
)

// faultsOf is what can be measured of a page's look and is wrong with it, a line for each: it is wider than the window, something sticks out of it,
// controls are too small for a finger or lie over one another, text is cut off or hardly to be told from its ground. Pictures that are compared dot
// by dot say as much, and say it of every other font as well.
const faultsOf = `(() => {
	const out = [], phone = innerWidth < 768, root = document.querySelector("dialog:modal") ?? document.querySelector("main") ?? document.body;
	const name = e => e.tagName.toLowerCase() + (e.dataset?.test ? "[" + e.dataset.test + "]" : e.className && e.className.length ? "." + String(e.className.baseVal ?? e.className).split(" ").join(".") : "") + " " + JSON.stringify((e.innerText ?? "").slice(0, 40));
	const shown = e => e.checkVisibility({opacityProperty: true, visibilityProperty: true}) && e.getClientRects().length > 0;
	const all = [...root.querySelectorAll("*")].filter(e => shown(e) && !/^inset/.test(getComputedStyle(e).clipPath) && !e.closest(".log-line") && !e.closest(".sr, .skip, [aria-hidden=true]"));
	const scrolls = e => { for (let p = e.parentElement; p; p = p.parentElement) if (/auto|scroll/.test(getComputedStyle(p).overflowX) && p !== document.documentElement && p !== document.body) return true; return false; };
	if (document.scrollingElement.scrollWidth > innerWidth + 1) out.push("the page is " + document.scrollingElement.scrollWidth + " wide in a window of " + innerWidth);
	for (const e of all) {
		const r = e.getBoundingClientRect();
		if (r.width > 0 && (r.right > innerWidth + 1 || r.left < -1) && !scrolls(e) && !e.closest("svg")) out.push("sticks out: " + name(e) + " " + Math.round(r.left) + " to " + Math.round(r.right));
		const s = getComputedStyle(e);
		if (s.overflowX === "hidden" && e.scrollWidth > e.clientWidth + 1 && e.innerText && !e.title && !e.matches("pre, code, textarea, .xterm *, .sr")) out.push("is cut off: " + name(e));
		if (s.overflowY === "hidden" && e.scrollHeight > e.clientHeight + 3 && e.clientHeight > 0 && e.innerText && !e.title && !e.matches("select, textarea, .xterm *, .sr")) out.push("is cut off below: " + name(e));
	}
	for (const e of all) if (e.matches("summary") && getComputedStyle(e).display === "list-item" && getComputedStyle(e).listStyleType !== "none" && getComputedStyle(e).listStylePosition === "outside") out.push("its triangle is outside of the margin: " + name(e));
	const controls = all.filter(e => e.matches("button, a[href], summary, select, input:not([type=hidden]), textarea"));
	const box = e => (getComputedStyle(e, "::after").position === "absolute" ? e.closest(".card-link, tr") ?? e : e.matches("input[type=radio], input[type=checkbox]") ? e.closest("label") ?? e : e.closest(".field-box") ?? e).getBoundingClientRect();
	if (phone) for (const e of controls) {
		const inline = e.matches("a") && e.closest("p:not(.note-title), li, dd, td, .small, .muted, footer") && getComputedStyle(e).display === "inline" && e.parentElement.innerText.trim() !== e.innerText.trim();
		const r = box(e);
		if (!inline && (r.height < 43.5 || r.width < 23.5)) out.push("too small for a finger: " + name(e) + " " + Math.round(r.width) + "×" + Math.round(r.height));
	}
	// What of an element is seen of it in the boxes that it scrolls in.
	const clipped = e => [...e.getClientRects()].map(r => {
		let {left, top, right, bottom} = r;
		for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) if (getComputedStyle(p).overflowY !== "visible") {
			const b = p.getBoundingClientRect();
			left = Math.max(left, b.left), top = Math.max(top, b.top), right = Math.min(right, b.right), bottom = Math.min(bottom, b.bottom);
		}
		return {left, top, right, bottom};
	});
	const fixed = e => { for (let p = e; p; p = p.parentElement) if (["fixed", "sticky"].includes(getComputedStyle(p).position)) return true; return false; };
	for (let i = 0; i < controls.length; i++) for (let j = i + 1; j < controls.length; j++) {
		const a = controls[i], b = controls[j];
		if (a.contains(b) || b.contains(a) || a.closest("label") && a.closest("label") === b.closest("label") || fixed(a) !== fixed(b)) continue;
		for (const x of clipped(a)) for (const y of clipped(b)) {
			if (Math.min(x.right, y.right) - Math.max(x.left, y.left) > 2 && Math.min(x.bottom, y.bottom) - Math.max(x.top, y.top) > 2 && !a.matches("[type=radio], [type=checkbox]") && !b.matches("[type=radio], [type=checkbox]") && !a.closest("svg")) { out.push("lie over one another: " + name(a) + " and " + name(b)); break; }
		}
	}
	for (const row of root.querySelectorAll(".choice-row")) {
		const last = row.lastElementChild?.getBoundingClientRect(), r = row.getBoundingClientRect();
		if (last && last.width > 0 && Math.abs(r.right - last.right) > 3) out.push("its last row is not filled: " + name(row));
	}
	for (const row of root.querySelectorAll(".choice:not(.choice-list) .choice-row")) for (const label of row.querySelectorAll(".choice-label")) {
		if (/^\S+( \S+)?$/.test(label.innerText) && label.getBoundingClientRect().height > 1.9 * parseFloat(getComputedStyle(label).lineHeight)) out.push("is wrapped in its segment: " + name(label));
	}
	// Text keeps its distance: from the border of what it is in, and from what stands beside it in a row of a table.
	const words = e => {
		const all = [], walker = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
		for (let n; (n = walker.nextNode());) {
			const p = n.parentElement, range = document.createRange();
			if (!n.data.trim() || !shown(p) || p.closest(".sr, details:not([open]) > :not(summary)") || /^inset/.test(getComputedStyle(p).clipPath)) continue;
			range.selectNodeContents(n);
			all.push(...[...range.getClientRects()].filter(r => r.width > 1 && r.height > 1));
		}
		return all;
	};
	for (const e of all.filter(e => e.matches(".btn, .choice-face, .tag, .note, .field-box, .answer, .panel, .card") && e.innerText?.trim())) {
		const s = getComputedStyle(e), r = e.getBoundingClientRect();
		if (!e.matches(".choice-face") && (parseFloat(s.borderLeftWidth) === 0 || /, 0\)$|transparent/.test(s.borderLeftColor))) continue;
		const ends = !e.matches(".btn, .choice-face, .tag");
		if (!scrolls(e) && words(e).some(t => t.left - r.left < 3 || r.right - t.right < 3 || !ends && (t.top - r.top < 1 || r.bottom - t.bottom < 1))) out.push("its text touches the border: " + name(e));
	}
	for (const row of root.querySelectorAll("table tr")) for (let i = 1; i < row.cells.length; i++) {
		const a = Math.max(...words(row.cells[i - 1]).map(r => r.right)), b = Math.min(...words(row.cells[i]).map(r => r.left));
		if (shown(row) && isFinite(a) && isFinite(b) && b - a < 8 && row.cells[i].getClientRects()[0]?.top === row.cells[i - 1].getClientRects()[0]?.top) out.push("touches what is beside it: " + name(row.cells[i - 1]) + " and " + name(row.cells[i]));
	}
	// Nothing shines through a bar that stays where it is.
	for (const e of document.querySelectorAll("main *, .top, .tabs, .notices > *")) if (["fixed", "sticky"].includes(getComputedStyle(e).position) && shown(e) && e.innerText?.trim() && !e.closest("dialog, .skip, .sr") && /, 0(\.\d+)?\)$|transparent/.test(getComputedStyle(e).backgroundColor) && getComputedStyle(e).backgroundImage === "none") out.push("what is behind it shines through: " + name(e));
	// What fits into the window is not scrolled, for the few lines below it.
	const foot = document.querySelector(".foot"), end = (document.querySelector("main")?.lastElementChild ?? document.body).getBoundingClientRect().bottom + scrollY;
	const bar = document.querySelector(".tabs"), need = end + (foot?.offsetHeight ?? 0) + (bar && shown(bar) ? bar.offsetHeight : 0) + 40;
	if (!document.querySelector("dialog:modal, main .skeleton, main .waiting") && need < innerHeight && document.scrollingElement.scrollHeight > innerHeight + 1) out.push("scrolls by " + (document.scrollingElement.scrollHeight - innerHeight) + " without need");
	const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
	const rgba = c => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1); const d = canvas.getImageData(0, 0, 1, 1).data; return [d[0], d[1], d[2], d[3] / 255]; };
	const over = (a, b) => [0, 1, 2].map(i => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
	const ground = e => { const up = []; for (let p = e; p; p = p.parentElement) { const s = getComputedStyle(p); if (s.backgroundImage !== "none") return null; const c = rgba(s.backgroundColor); up.push(c); if (c[3] === 1) break; } return up.reverse().reduce((below, c) => over(c, below), [255, 255, 255, 1]); };
	const light = c => { const [r, g, b] = c.map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
	for (const e of all) {
		if (e.closest("svg, canvas, [disabled], [aria-disabled=true], .xterm") || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
		const s = getComputedStyle(e), g = ground(e);
		if (!g || parseFloat(s.opacity) < 1) continue;
		const c = over(rgba(s.color), g), a = light(c), b = light(g), ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
		const large = parseFloat(s.fontSize) >= 24 || parseFloat(s.fontSize) >= 18.66 && s.fontWeight >= 700;
		if (ratio < (large ? 2.95 : 4.45)) out.push("contrast " + ratio.toFixed(2) + ": " + name(e));
	}
	return [...new Set(out)].slice(0, 40).join("\n");
})()`

// The words that have no place in the app, in either language.
const wrongWords = `(() => {
	const body = (document.querySelector("main") ?? document.body).innerText;
	return (body.match(/\b(wish(es)?|dealt out|things? to mend|held back|undefined|NaN|null|TODO|lorem)\b/gi) ?? []).join(", ");
})()`

// english is what of a Chinese page is in English: sentences of four words or more, none of which a person has written.
const english = `[...document.querySelectorAll("main *")].filter(e => e.childElementCount === 0 && e.checkVisibility() && !e.closest("pre, code, .mono, [data-theirs], svg, textarea") && /^[A-Z][a-z]+( [a-z]+){3,}/.test(e.innerText)).map(e => e.innerText).join(" | ")`

// sound measures the page as it stands in the window; a fault fails the test.
func (p tab) sound(what string) {
	p.t.Helper()
	for _, line := range strings.Split(eval[string](p, faultsOf), "\n") {
		if line != "" {
			p.t.Errorf("%s: %s", what, line)
		}
	}
	if words := eval[string](p, wrongWords); words != "" {
		p.t.Errorf("%s: the words %s", what, words)
	}
}

// light and dark, without a reload.
func (p tab) theme(name string) {
	p.t.Helper()
	eval[bool](p, fmt.Sprintf(`(window.berthTheme(%q), true)`, name))
}
