package e2e

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"berth/e2e/rig"
	"berth/shared/eth"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/ethereum/go-ethereum/crypto"
)

// wallets is the folder with the script that puts npm's wallets into a page.
var wallets = fromNPM("wallet")

// held is a wallet of somebody's in a page.
type held struct {
	Key       string   `json:"key"`
	Icon      string   `json:"icon"`
	Permitted []string `json:"permitted,omitempty"` // what it does without asking
}

// has gives a tab's pages wallets by name, on a chain of which they have an endpoint.
func (p tab) has(rpc string, chain uint64, all map[string]held) {
	p.t.Helper()
	folder, err := wallets()
	if err != nil {
		p.t.Fatal(err)
	}
	script, err := os.ReadFile(filepath.Join(folder, "dist", "wallet.js"))
	if err != nil {
		p.t.Fatal(err)
	}
	conf, err := json.Marshal(map[string]any{"rpc": rpc, "chain": chain, "wallets": all})
	if err != nil {
		p.t.Fatal(err)
	}
	p.before("window.__testWallets = " + string(conf) + ";\n" + string(script))
}

// asked waits until a wallet is asked for something, and answers: nil allows it, and else it is the error's code.
func (p tab) asked(wallet, method string, code int) {
	p.t.Helper()
	p.until(wallet+" is asked "+method, fmt.Sprintf(`window.wallets[%q].getPendingRequestCount(%q) > 0`, wallet, method))
	if code == 0 {
		eval[bool](p, fmt.Sprintf(`window.wallets[%q].authorize(%q).then(() => true, e => { throw e })`, wallet, method))
		return
	}
	eval[bool](p, fmt.Sprintf(`window.wallets[%q].reject(%q, Object.assign(new Error("said by the test"), {code: %d})).then(() => true)`, wallet, method, code))
}

func keyHex(who *rig.Person) string { return hex.EncodeToString(crypto.FromECDSA(who.Key)) }

// TestWalletsInTheBrowser goes through what can happen between a page and wallets that it has not made: which is chosen, what their signs
// may be, what they decline, that one is locked or is asking already, that the chain is another one or unknown, and that account or chain
// change while something is under way. The Dev wallet is there as well, as one of several.
func TestWalletsInTheBrowser(t *testing.T) {
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	a, b := newPerson(t, d, 0), newPerson(t, d, 1)
	p := window{width: 390, height: 844}.open(t)
	p.has(d.rpc, 1337, map[string]held{
		"First":  {Key: keyHex(a.Person), Icon: "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='window.pwned=1'><script>window.pwned=1</script></svg>"},
		"Second": {Key: keyHex(b.Person), Icon: "https://tracker.example/pixel.png"},
	})
	p.open(d.app + "/more")
	p.click("more-login")

	// 1. All are there, by their names, and a sign is a picture within itself or none.
	p.until("the wallets", `["First", "Second", "Dev wallet"].every(n => [...document.querySelectorAll('[data-test="wallet"]')].some(e => e.innerText.includes(n)))`)
	if eval[bool](p, `!!window.pwned || [...document.querySelectorAll('[data-test="wallet"] img')].some(i => !i.src.startsWith("data:"))`) {
		t.Error("a wallet's sign runs a script, or asks somebody else")
	}
	p.shot("wallets-several")

	// 2. Declined, asking already, locked: each is said, and one may try again.
	for _, c := range []struct {
		code int
		says string
	}{{4001, "declined"}, {-32002, "already"}, {4100, "account"}} {
		p.clickCSS(`[data-wallet="test.first"]`)
		p.asked("First", "eth_requestAccounts", c.code)
		p.until(fmt.Sprintf("%d is said", c.code), fmt.Sprintf(`document.querySelector('[data-test="login-sheet"] [role=status]').innerText.toLowerCase().includes(%q)`, c.says))
		p.until("and it may be tried again", `!document.querySelector('[data-wallet="test.first"][aria-busy]')`)
	}
	p.clickCSS(`[data-wallet="test.first"]`)
	p.asked("First", "eth_requestAccounts", 0)
	p.asked("First", "personal_sign", 4001)
	p.see("login-error")

	// 3. Another one is chosen, and remembered.
	p.clickCSS(`[data-wallet="test.second"]`)
	p.asked("Second", "eth_requestAccounts", 0)
	p.asked("Second", "personal_sign", 0)
	p.see("account")
	is := func(who *person) {
		t.Helper()
		if got, err := eth.ParseAddress(eval[string](p, `fetch("/api/session").then(r => r.json()).then(s => s.address)`)); err != nil || got != who.Addr {
			t.Errorf("logged in is %s, %v; want %s", got, err, who.Addr)
		}
	}
	is(b)
	if last := eval[string](p, `JSON.parse(localStorage.getItem("berth.last-wallet"))`); last != "test.second" {
		t.Errorf("remembered is %q", last)
	}

	// 4. The wallet is on another chain, which is then switched; or it does not know this one, and gets it.
	eval[bool](p, `(window.wallets.Second.addNetwork(5, window.__testWallets.rpc), window.wallets.Second.switchNetwork(5), true)`)
	p.until("the page says so", `document.querySelector('main').innerText.toLowerCase().includes("chain 5")`)
	p.open(d.app + "/stake") // a reload: the wallet is on its first chain again, and shows nothing before it is asked
	eval[bool](p, `(window.wallets.Second.addNetwork(5, window.__testWallets.rpc), window.wallets.Second.switchNetwork(5), true)`)
	p.click("stake-first")
	p.fill("stake-value", "1")
	p.see("stake-words")
	p.click("stake-confirm")
	p.asked("Second", "eth_requestAccounts", 0)
	p.asked("Second", "wallet_switchEthereumChain", 4902)
	p.asked("Second", "wallet_addEthereumChain", 0)
	p.asked("Second", "wallet_switchEthereumChain", 0)
	p.until("it is on this chain", `window.wallets.Second.getNetwork().chainId === 1337`)

	// 5. The account changes while the wallet is being asked: what was signed is of the one that is logged in or not at all.
	p.until("it is asked for the permit", `window.wallets.Second.getPendingRequestCount("eth_signTypedData_v4") > 0`)
	eval[bool](p, fmt.Sprintf(`window.wallets.Second.changeAccounts([%q]).then(() => true)`, keyHex(a.Person)))
	p.asked("Second", "eth_signTypedData_v4", 4100)
	p.until("it is said", `document.querySelector('#stake-sheet [role=status], #stake-sheet [role=alert]')?.innerText.length > 0`)
	p.shot("wallet-account-changed")
	p.click("stake-confirm")
	p.asked("Second", "eth_requestAccounts", 0) // the page would see the right one
	p.until("the other account is told", `document.querySelector('#stake-sheet').innerText.toLowerCase().includes("account")`)
	is(b)

	// 6. It is the right one again, and the chain changes before the transaction is asked for: the page brings it back.
	eval[bool](p, fmt.Sprintf(`window.wallets.Second.changeAccounts([%q]).then(() => true)`, keyHex(b.Person)))
	eval[bool](p, `(window.wallets.Second.switchNetwork(5), true)`)
	p.click("stake-confirm")
	p.asked("Second", "wallet_switchEthereumChain", 0)
	p.asked("Second", "eth_signTypedData_v4", 0)
	p.asked("Second", "eth_sendTransaction", 4001)
	p.until("declined is said", `document.querySelector('#stake-sheet').innerText.toLowerCase().includes("declined")`)
	p.click("stake-confirm")
	p.asked("Second", "eth_signTypedData_v4", 0)
	p.asked("Second", "eth_sendTransaction", 0)
	p.see("stake-amount")
}

// TestWalletElsewhereInTheBrowser: where a browser has no wallet, a phone is led into wallets' apps and a desk to a phone, and WalletConnect
// is asked for nothing before it is chosen.
func TestWalletElsewhereInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir())
	p := window{width: 390, height: 844}.open(t)
	// The Dev wallet does not announce itself, nor is there anything else.
	p.before(`addEventListener("eip6963:announceProvider", e => e.stopImmediatePropagation(), true); Object.defineProperty(window, "ethereum", {value: undefined})`)
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"})
		return err
	}))
	p.open(d.app + "/orders?x=1#there")
	p.click("login")
	p.until("the apps", `document.querySelectorAll('[data-test="wallet-app"]').length === 5`)
	page := d.app + "/orders?x=1"
	for _, id := range []string{"metamask", "okx", "trust", "imtoken", "coinbase"} {
		href := eval[string](p, fmt.Sprintf(`document.querySelector('[data-app=%q]').getAttribute("href")`, id))
		decoded := eval[string](p, fmt.Sprintf(`decodeURIComponent(decodeURIComponent(%q))`, href))
		want := page
		if id == "metamask" {
			want = strings.TrimPrefix(page, "http://")
		}
		if !strings.HasSuffix(decoded, want) {
			t.Errorf("%s leads to %s", id, decoded)
		}
	}
	p.shot("wallet-apps")
	p.axe("wallet apps")
}

// TestRentDeclinedInTheBrowser: at each prompt of the rent the owner declines, has the wallet locked or asking already, or chooses another
// account. What was chosen stays, nothing is paid, the page says what to do, and doing it goes on from there; in the end there is one order.
func TestRentDeclinedInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	a, b := newPerson(t, d, 0), newPerson(t, d, 1)
	p := window{width: 390, height: 844, stays: 8 * time.Minute}.open(t)
	p.has(d.rpc, 1337, map[string]held{"Only": {Key: keyHex(a.Person)}})
	token := d.client(t).Addresses().Tokens[0].Address
	before, err := d.client(t).Token(token).Balance(t.Context(), a.Addr)
	a.must(err)

	p.open(d.app + "/rent")
	p.click("template-echo")
	p.compares()
	// To ask nodes is the first that needs a login: three ways not to, each of which leaves the sheet and what was chosen.
	refusals := []struct {
		code     int
		says, do string
	}{{4001, "declined", "when you are ready"}, {-32002, "already", "answer there"}, {4100, "account", "unlock"}}
	login := func(says string) {
		t.Helper()
		p.until("it is said: "+says, fmt.Sprintf(`document.querySelector('[data-test="login-sheet"] [role=status]').innerText.toLowerCase().includes(%q)`, says))
		p.until("and it may be tried again", `!document.querySelector('[data-wallet="test.only"][aria-busy]')`)
	}
	for _, r := range refusals {
		p.clickCSS(`[data-wallet="test.only"]`)
		p.asked("Only", "eth_requestAccounts", r.code)
		login(r.do)
	}
	p.clickCSS(`[data-wallet="test.only"]`)
	p.asked("Only", "eth_requestAccounts", 0)
	p.asked("Only", "personal_sign", 4001)
	login("when you are ready")
	for _, r := range refusals[1:] {
		p.clickCSS(`[data-wallet="test.only"]`)
		p.asked("Only", "eth_requestAccounts", 0)
		p.asked("Only", "personal_sign", r.code)
		login(r.do)
	}
	p.clickCSS(`[data-wallet="test.only"]`)
	p.asked("Only", "eth_requestAccounts", 0)
	p.asked("Only", "personal_sign", 0)
	p.see("rent-done") // it goes on by itself
	p.click("choose")
	p.see("pay-deposit")
	chosen := p.text("pay-deposit")

	told := func(what string, says ...string) {
		t.Helper()
		for _, s := range says {
			p.until(what+": it is told: "+s, fmt.Sprintf(`document.querySelector('[data-test="told"]')?.innerText.toLowerCase().includes(%q)`, s))
		}
		p.see("pay")
		if now := p.text("pay-deposit"); now != chosen {
			t.Errorf("%s: it costs %s now, and did %s", what, now, chosen)
		}
		if has, err := d.client(t).Token(token).Balance(t.Context(), a.Addr); err != nil || has != before {
			t.Errorf("%s: the account has %v, %v; before %v", what, has, err, before)
		}
	}
	elsewhere := func(who *person) {
		t.Helper()
		eval[bool](p, fmt.Sprintf(`window.wallets.Only.changeAccounts([%q]).then(() => true)`, keyHex(who.Person)))
	}
	// The permit.
	for _, r := range refusals {
		p.click("pay")
		p.asked("Only", "eth_signTypedData_v4", r.code)
		told("the permit", r.says, r.do)
	}
	p.shot("rent-locked")
	// The order, and another account meanwhile, with which the page does nothing.
	for _, r := range refusals {
		p.click("pay")
		p.asked("Only", "eth_signTypedData_v4", 0)
		p.asked("Only", "eth_sendTransaction", r.code)
		told("the order", r.says, r.do)
	}
	p.click("pay")
	p.until("the permit is asked for", `window.wallets.Only.getPendingRequestCount("eth_signTypedData_v4") > 0`)
	elsewhere(b)
	p.asked("Only", "eth_signTypedData_v4", 4100)
	told("another account", "unlock")
	p.click("pay")
	p.asked("Only", "eth_requestAccounts", 0)
	told("another account", strings.ToLower(a.Addr.Short()), "or log in with the other account")
	p.shot("rent-other-account")
	elsewhere(a)
	p.click("pay")
	p.asked("Only", "eth_signTypedData_v4", 0)
	p.asked("Only", "eth_sendTransaction", 0)
	p.until("the order's page", `location.pathname.startsWith("/orders/")`)
	p.step("activated", "done")

	// Access: the order is there, and waits for it.
	says := func(what string) {
		t.Helper()
		p.until("it is said: "+what, fmt.Sprintf(`document.querySelector('main').innerText.toLowerCase().includes(%q)`, what))
	}
	p.asked("Only", "eth_signTypedData_v4", 4001)
	says("when you are ready")
	p.shot("rent-access-declined")
	p.click("deploy")
	p.asked("Only", "eth_signTypedData_v4", 4100)
	says("unlock")
	p.click("deploy")
	p.asked("Only", "eth_signTypedData_v4", 0)
	p.step("authorised", "done")
	p.step("ready", "done")
	// What is gone is one deposit, to the unit.
	id := p.orderID()
	o, err := d.client(t).Order(t.Context(), id)
	a.must(err)
	after, err := d.client(t).Token(token).Balance(t.Context(), a.Addr)
	if err != nil || before.Sub(after) != o.Deposit() {
		t.Errorf("the account is %v short, %v; the order's deposit is %v", before.Sub(after), err, o.Deposit())
	}
}
