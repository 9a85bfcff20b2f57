package e2e

import (
	"strconv"
	"strings"
	"testing"
)

// telling lets a test say what an order's node says of what is deployed: from then on its page hears nothing else. What the node
// itself said last is at hand.
const telling = `(() => {
	const real = window.fetch;
	window.fetch = async (input, init) => {
		const res = await real(input, init);
		if (!/\/deployment\/events(\?|$)/.test(String(input?.url ?? input)) || !res.ok) return res;
		const reader = res.body.getReader(), text = new TextDecoder(), raw = new TextEncoder();
		let mine = false, seen = "";
		return new Response(new ReadableStream({start(c) {
			window.berthTells = change => {
				mine = true;
				change(window.berthTold);
				c.enqueue(raw.encode("event: deployment\ndata: " + JSON.stringify(window.berthTold) + "\n\n"));
				return true;
			};
			(async () => {
				for (;;) {
					const {done, value} = await reader.read().catch(() => ({done: true}));
					if (done || mine) return;
					seen += text.decode(value, {stream: true});
					const last = [...seen.matchAll(/^data: (\{.*"steps".*\})$/gm)].at(-1);
					if (last) window.berthTold = JSON.parse(last[1]);
					c.enqueue(value);
				}
			})();
		}}), {status: res.status, headers: res.headers});
	};
})()`

// TestFetchingInTheBrowser: while a machine fetches an image the page says which, how large it is, for how long so far, and how much
// longer at the pace of before, and no more than is known.
func TestFetchingInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir())
	for _, c := range []struct {
		window
		what, size, left, long, ago string
	}{
		{window{width: 390, height: 844}, "Its machine fetches ghcr.io/example/web:1", "480 MiB, or less", "more, at the 4 MiB/s of before", "longer than the 2 minutes that as much took before", "so far"},
		{window{width: 1280, height: 900}, "Its machine fetches ghcr.io/example/web:1", "480 MiB, or less", "more, at the 4 MiB/s of before", "longer than the 2 minutes that as much took before", "so far"},
		{window{width: 390, height: 844, dark: true, lang: "zh"}, "机器正在拉取 ghcr.io/example/web:1", "共 480 MiB", "按此前 4 MiB/s 的速度", "已超过此前同样大小所用的 2 分钟", "已用时"},
		{window{width: 1280, height: 900, dark: true, lang: "zh"}, "机器正在拉取 ghcr.io/example/web:1", "共 480 MiB", "按此前 4 MiB/s 的速度", "已超过此前同样大小所用的 2 分钟", "已用时"},
	} {
		t.Run(c.lang+strconv.Itoa(c.width), func(t *testing.T) {
			p := c.open(t)
			p.before(telling)
			p.rents(d, "echo")
			p.click("deploy")
			p.step("ready", "done")
			p.until("the node's word is there", `window.berthTells && window.berthTold?.services?.length === 1`)
			says := func(ago int, more string) {
				t.Helper()
				eval[bool](p, `window.berthTells(d => {
					const since = new Date(Date.now() - `+strconv.Itoa(ago)+`000).toISOString();
					d.phase = "pulling";
					if (d.steps.at(-1).phase !== "pulling") d.steps.push({phase: "pulling", at: since, service: "echo", text: "getting"});
					Object.assign(d.services[0], {phase: "pulling", text: "getting ghcr.io/example/web:1", fetch: Object.assign({image: "ghcr.io/example/web:1", since}, `+more+`)});
				})`)
			}
			shows := func(what string, parts ...string) {
				t.Helper()
				var all []string
				for _, x := range parts {
					all = append(all, `e?.innerText.includes(`+strconv.Quote(x)+`)`)
				}
				p.until(what, `(e => `+strings.Join(all, " && ")+`)(document.querySelector('[data-test="service-why"]'))`)
			}
			says(12, `{}`)
			shows("the image alone", c.what)
			if eval[bool](p, `document.querySelector('[data-test="service-why"]').innerText.includes("MiB")`) {
				t.Error("a size is shown that nobody knows")
			}
			says(12, `{sizeMiB: 480, kibPerSecond: 4096}`)
			shows("how much longer", c.what, c.size, c.left)
			const share = `parseFloat(document.querySelector('[data-test="service-fetching"]').style.getPropertyValue("--share"))`
			p.until("the line grows", `(was => new Promise(ok => setTimeout(() => ok(was > 0.09 && was < 0.9 && `+share+` > was), 1500)))(`+share+`)`)
			p.shot("fetching-" + c.lang + strconv.Itoa(c.width))
			says(300, `{sizeMiB: 480, kibPerSecond: 4096}`)
			shows("longer than before", c.what, c.long)
			p.until("the line is not full", share+` === 0.98`)
			p.shot("fetching-long-" + c.lang + strconv.Itoa(c.width))
			says(12, `{since: undefined}`)
			shows("since when it waits", c.ago)
			p.until("there is no line", `!document.querySelector(".fetching-share")`)
			if words := p.text("progress"); !strings.Contains(words, "ghcr.io/example/web:1") || strings.Contains(words, "getting") {
				t.Errorf("the progress says %q", words)
			}
			p.click("end-order") // a node has one of a user's at a time, and there are three
			p.click("end-confirm")
			p.see("outcome")
		})
	}
}
