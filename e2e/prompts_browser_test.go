package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// noKeys has a browser keep no keys, as some private windows do.
const noKeys = `Object.defineProperty(IDBFactory.prototype, "open", { value: () => { throw new DOMException("A private window.", "SecurityError") } })`

// lateSession has a page hear late of who is logged in.
const lateSession = `
	window.__session = "asked";
	const asks = window.fetch;
	window.fetch = async function (to) {
		const answer = await asks.apply(this, arguments);
		if (new URL(to?.url ?? to, location).pathname === "/api/session") {
			await new Promise(ok => setTimeout(ok, 2000));
			window.__session = "heard";
		}
		return answer;
	};
`

// prompts are what the wallet was asked in a tab so far.
func (p tab) prompts() []string {
	p.t.Helper()
	return strings.Fields(eval[string](p, `window.__berthDevWalletPrompts.map(x => x.method).join(" ")`))
}

// asks reports which prompts there are beside those that there were.
func (p tab) asks(what string, before []string, most int) []string {
	p.t.Helper()
	now := p.prompts()
	if fresh := now[len(before):]; len(fresh) > most {
		p.t.Errorf("%s: the wallet is asked %d times, may be %d: %v", what, len(fresh), most, fresh)
	}
	p.t.Logf("%s: %v", what, now[len(before):])
	return now
}

// TestPromptsInTheBrowser counts what the wallet is asked: from nothing to a service that answers four times at most, then
// never more for a deployment, a roll back, a later visit; once more when the key is revoked.
func TestPromptsInTheBrowser(t *testing.T) {
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	p := window{width: 390, height: 844}.open(t)
	p.rents(d, "hello")
	asked := p.asks("connect, log in, permit and order as one", nil, 3)
	p.until("it says what the wallet is to allow", `document.querySelector('[data-test="deploy-card"]').innerText.includes("for 30 days it may see and change everything of all your orders at this node")`)
	p.shot("access-asks")
	p.click("deploy")
	p.ready("hello")
	asked = p.asks("access", asked, 1)
	if len(asked) > 4 {
		t.Errorf("%d prompts from nothing to a service that answers: %v", len(asked), asked)
	}
	p.opens("Hello")

	p.click("tab-deploy")
	p.see("version-1")
	p.until("it says that the wallet is not asked", `document.querySelector('[data-test="deploy-card"]').innerText.includes("your wallet is not asked")`)
	p.shot("access-key")
	p.fill("param-GREETING", "Hello again")
	p.click("deploy")
	p.until("it is the second version", fmt.Sprintf(revisionIs, 2))
	p.ready("hello")
	asked = p.asks("a new version", asked, 0)

	p.click("tab-deploy")
	p.see("version-2")
	p.click("rollback-1")
	p.see("rollback-words")
	p.click("rollback-confirm")
	p.until("it goes back", `document.querySelector('[data-test="rollback-short"]') || `+fmt.Sprintf(revisionIs, 3))
	if eval[bool](p, `!!document.querySelector('[data-test="rollback-short"]')`) {
		p.click("rollback-confirm")
	}
	p.until("it is the third version", fmt.Sprintf(revisionIs, 3))
	asked = p.asks("a roll back", asked, 0)

	// A later visit: this tab's tokens are gone, the key is not. Who is logged in is heard of last, and what is on the page by then stays.
	path := eval[string](p, "location.pathname")
	eval[bool](p, `(sessionStorage.removeItem("berth.tokens"), true)`)
	p.before(lateSession)
	p.open(d.app + path)
	p.ready("hello")
	eval[bool](p, `(document.querySelector('[data-test="services"]').seen = true)`)
	p.until("who is logged in is heard of", `window.__session === "heard"`)
	p.see("account")
	p.until("nothing was made anew", `document.querySelector('[data-test="services"]').seen`)
	p.opens("Hello")
	p.click("tab-deploy")
	p.see("version-3")
	p.fill("param-GREETING", "Hello once more")
	p.click("deploy")
	p.until("it is the fourth version", fmt.Sprintf(revisionIs, 4))
	p.ready("hello")
	asked = p.asks("a later visit, with a new version", asked, 0)

	// What the gateway has of it, as the revisions say; then the key is revoked, from elsewhere.
	gateway := eval[string](p, `JSON.parse(sessionStorage.getItem("berth.tokens")) && Object.keys(JSON.parse(sessionStorage.getItem("berth.tokens")))[0].split(" ")[2]`)
	call := func(method, path string) string {
		return eval[string](p, fmt.Sprintf(`fetch(%q, {method: %q, headers: {Authorization: "Bearer " + Object.values(JSON.parse(sessionStorage.getItem("berth.tokens")))[0].token}}).then(r => r.text())`, gateway+path, method))
	}
	if keys := call("GET", "/v1/access"); !strings.Contains(keys, `"name":"Chrome · Linux"`) || !strings.Contains(keys, `"scopes":["read","operate","deploy","shell","share","data"]`) {
		t.Errorf("the gateway lists %s", keys)
	}
	if all := call("GET", strings.Replace(path, "/orders/", "/v1/orders/", 1)+"/deployment/revisions"); strings.Count(all, `"keyName":"Chrome · Linux"`) != 4 {
		t.Errorf("the revisions are %s", all)
	}
	if proof := call("GET", strings.Replace(path, "/orders/", "/v1/orders/", 1)+"/deployment/revisions/3/proof"); !strings.Contains(proof, `"from":1`) || !strings.Contains(proof, `"access":{`) {
		t.Errorf("the proof is %s", proof)
	}
	call("DELETE", "/v1/access")
	p.open(d.app + path + "?tab=logs")
	p.click("authorise")
	p.until("the logs", `document.querySelector("#deck-panel")?.dataset.tab === "logs" && !document.querySelector('[data-test="authorise"]')`)
	asked = p.asks("after the key was revoked", asked, 1)
	p.open(d.app + path + "?tab=deploy")
	p.see("version-4")
	p.fill("param-GREETING", "Hello for good")
	p.click("deploy")
	p.until("it is the fifth version", fmt.Sprintf(revisionIs, 5))
	p.asks("a new version by the new key", asked, 0)
}

// TestPromptsWithoutKeys: a browser that keeps no keys asks the wallet for a token, and for each version.
func TestPromptsWithoutKeysInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	p := window{width: 390, height: 844}.open(t)
	p.before(noKeys)
	p.rents(d, "hello")
	asked := p.prompts()
	p.click("deploy")
	p.ready("hello")
	if now := p.asks("access and a version", asked, 2); len(now) != len(asked)+2 {
		t.Errorf("the wallet was asked %v", now[len(asked):])
	}
}
