package e2e

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"
	"time"

	"berth/e2e/rig"
	"berth/e2e/wcrelay"
	"berth/shared/eth"

	"github.com/chromedp/chromedp"
)

// project is a project id such as WalletConnect gives out. Who carries its messages here asks nobody for it.
var project = strings.Repeat("0123456789abcdef", 2)

// phones is the folder with the phone's wallet.
var phones = fromNPM("phone")

// phone is a wallet on another device: Reown's WalletKit, in a process of its own.
type phone struct {
	t    *testing.T
	in   io.Writer
	told chan report
	log  *rig.Tail
	page tab // what it is connected to
}

// report is a line of the phone's: what is asked of it, or what became of an order.
type report struct {
	Asks  string `json:"asks"`
	ID    uint64 `json:"id"`
	Name  string `json:"name"`
	URL   string `json:"url"`
	Chain string `json:"chain"` // CAIP-2
	Told  string `json:"told"`
	Did   string `json:"did"`
	Error string `json:"error"`
}

// newPhone starts a phone with the keys of some people, which reaches a relay.
func newPhone(t *testing.T, d *demo, relay string, who ...*person) *phone {
	t.Helper()
	folder, err := phones()
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, p := range who {
		keys = append(keys, keyHex(p.Person))
	}
	conf, err := json.Marshal(map[string]any{"relay": relay, "project": project, "rpc": d.rpc, "chain": 1337, "keys": keys})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", folder+"/phone.mjs", string(conf))
	cmd.Dir = t.TempDir() // it keeps what it knows beside where it runs
	p := &phone{t: t, told: make(chan report, 64), log: &rig.Tail{}}
	cmd.Stderr = p.log
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p.in = in
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		defer close(p.told)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			var r report
			if json.Unmarshal(lines.Bytes(), &r) != nil {
				fmt.Fprintf(p.log, "%s\n", lines.Bytes())
				continue
			}
			p.told <- r
		}
	}()
	t.Cleanup(func() {
		in.Close()
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
			cmd.Process.Kill()
		}
		cmd.Wait()
		if t.Failed() {
			t.Logf("the phone's log:\n%s", p.log)
		}
	})
	return p
}

// hear waits for a line of the phone's of a kind; others that come before it fail the test.
func (p *phone) hear(what string, is func(report) bool) report {
	p.t.Helper()
	select {
	case r, ok := <-p.told:
		if !ok || !is(r) {
			p.t.Fatalf("%s: the phone says %+v (%v)\n%s", what, r, ok, p.log)
		}
		return r
	case <-time.After(40 * time.Second):
		body := ""
		if p.page.ctx != nil {
			p.page.shot("failed")
			body, _ = chromedp.Run(p.page.ctx, chromedp.Evaluate[string]("location.href + '\\n' + document.body.innerText"))
		}
		p.t.Fatalf("%s: the phone says nothing; the page:\n%s\n%s", what, body, p.log)
	}
	return report{}
}

// do has the phone do something, and waits until it has.
func (p *phone) do(name string, more map[string]any) {
	p.t.Helper()
	all := map[string]any{"do": name}
	for k, v := range more {
		all[k] = v
	}
	b, err := json.Marshal(all)
	if err != nil {
		p.t.Fatal(err)
	}
	if _, err := p.in.Write(append(b, '\n')); err != nil {
		p.t.Fatal(err)
	}
	for {
		r := p.hear("it does "+name, func(r report) bool { return r.Error == "" })
		if r.Did == name {
			return
		}
		defer func() { p.told <- r }() // it is asked for something meanwhile
	}
}

// asked waits until the phone is asked for something.
func (p *phone) asked(what string) report {
	p.t.Helper()
	return p.hear("it is asked for "+what, func(r report) bool { return r.Asks == what })
}

func (p *phone) approves(what string) {
	p.t.Helper()
	p.do("answer", map[string]any{"id": p.asked(what).ID})
}

func (p *phone) declines(what string, code int) {
	p.t.Helper()
	p.do("decline", map[string]any{"id": p.asked(what).ID, "code": code})
}

// scans has the phone read what the page shows, by a picture of it.
func (p *phone) scans(page tab) {
	p.t.Helper()
	page.see("qr-code")
	page.until("the code is drawn", `(i => i.complete && i.naturalWidth > 0)(document.querySelector('[data-test="qr-code"] img'))`)
	eval[bool](page, `(document.querySelector('[data-test="qr-code"]').scrollIntoView({block: "center", behavior: "instant"}), true)`)
	png, err := chromedp.Run(page.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		p.t.Fatal(err)
	}
	p.do("scan", map[string]any{"png": base64.StdEncoding.EncodeToString(png)})
}

// TestWalletConnectInTheBrowser goes all the way with a wallet on another device, which is Reown's own kit and scans the page's code: the
// session is declined and approved, the login, the chain that the phone does not know, the payment, access, another account, a relay that is
// gone for a while, a visit later, what is owed, and the phone's end of it. Nothing of it is loaded, and nobody is asked, before it is chosen.
func TestWalletConnectInTheBrowser(t *testing.T) {
	thorough(t)
	relay := &wcrelay.Relay{}
	server := httptest.NewServer(relay)
	defer server.Close()
	url := "ws" + strings.TrimPrefix(server.URL, "http")
	d := startDemo(t, t.TempDir(), "--probation", "1s", "--walletconnect", project, "--walletconnect-relay", url)
	who, other := newPerson(t, d, 0), newPerson(t, d, 1)
	who.login()
	mobile := newPhone(t, d, url, who, other)
	p := window{width: 1280, height: 900, stays: 8 * time.Minute}.open(t)

	mobile.page = p
	p.open(d.app + "/more")
	p.click("more-login")
	p.see("wallet")
	p.until("it is offered", `document.querySelector('[data-wallet="org.walletconnect"]') !== null`)
	const loaded = `performance.getEntriesByType("resource").map(e => e.name).filter(n => /connect/i.test(n))`
	if got := eval[[]string](p, loaded); len(got) > 0 {
		t.Errorf("before it is chosen %v are loaded", got)
	}

	// 1. The session is declined, which is said, and approved at the second try; but the phone is on another chain, and knows no other.
	p.clickCSS(`[data-wallet="org.walletconnect"]`)
	p.see("connect-uri")
	p.shot("walletconnect")
	mobile.scans(p)
	ask := mobile.asked("session")
	if ask.URL != d.app {
		t.Errorf("the phone shows %q at %q", ask.Name, ask.URL)
	}
	mobile.do("refuse", map[string]any{"id": ask.ID})
	p.until("declined is said", `document.querySelector('[data-test="login-sheet"] [role=status]').innerText.toLowerCase().includes("declined")`)
	p.clickCSS(`[data-wallet="org.walletconnect"]`)
	p.see("connect-uri")
	mobile.scans(p)
	mobile.do("approve", map[string]any{"id": mobile.asked("session").ID, "chains": []int{1}})
	mobile.declines("personal_sign", 5000)
	p.see("login-error")
	p.clickCSS(`[data-wallet="org.walletconnect"]`)
	mobile.approves("personal_sign")
	p.see("account")
	if got, err := eth.ParseAddress(eval[string](p, `fetch("/api/session").then(r => r.json()).then(s => s.address)`)); err != nil || got != who.Addr {
		t.Fatalf("logged in is %s, %v; want %s", got, err, who.Addr)
	}
	for _, name := range eval[[]string](p, `performance.getEntriesByType("resource").map(e => e.name).filter(n => !/^(https?|wss?):\/\/(localhost|127\.0\.0\.1|[a-z0-9-]+\.localhost)(:|\/)/.test(n) && !n.startsWith("data:"))`) {
		if strings.HasPrefix(name, "https://verify.walletconnect.org/") {
			continue // who is asked besides the relay, for what wallets show of this site
		}
		t.Errorf("it asks %s", name)
	}

	// 2. The payment: the chain is added, which the phone declines at first, as it does the permit and the order.
	p.open(d.app + "/rent")
	p.click("template-echo")
	p.compares()
	p.see("rent-done")
	p.click("choose")
	p.see("pay-deposit")
	told := func(what string) {
		t.Helper()
		p.until("it is told", fmt.Sprintf(`document.querySelector('[data-test="told"]')?.innerText.toLowerCase().includes(%q)`, what))
		p.see("pay")
	}
	p.click("pay")
	mobile.approves("wallet_switchEthereumChain") // which it does not know
	mobile.declines("wallet_addEthereumChain", 5000)
	told("declined")
	p.shot("walletconnect-declined")
	p.click("pay")
	mobile.approves("wallet_switchEthereumChain")
	mobile.approves("wallet_addEthereumChain")
	mobile.declines("eth_signTypedData_v4", 5000)
	told("declined")
	p.click("pay")
	mobile.approves("eth_signTypedData_v4")
	mobile.declines("eth_sendTransaction", 5000)
	told("declined")

	// 3. The account in use changes on the phone, in the middle of it: the page asks that one for nothing, says which it wants, and goes on with it.
	mobile.do("account", map[string]any{"n": 1})
	p.click("pay")
	told("or log in with the other account")
	mobile.do("account", map[string]any{"n": 0})
	p.click("pay")
	mobile.approves("eth_signTypedData_v4")
	mobile.approves("eth_sendTransaction")
	p.until("the order's page", `location.pathname.startsWith("/orders/")`)
	id := p.orderID()
	p.step("activated", "done")
	if v := who.view(id); v.User != who.Addr {
		t.Errorf("the order is %s's, want %s", v.User, who.Addr)
	}

	// 4. Access, which a change of networks comes between.
	ask = mobile.asked("eth_signTypedData_v4")
	relay.Cut()
	mobile.do("answer", map[string]any{"id": ask.ID})
	p.step("authorised", "done")
	p.step("ready", "done")
	p.shot("walletconnect-ready")

	// 5. A visit later, and the end of the order.
	p.open(d.app + "/orders/" + id.String())
	p.click("end-order")
	p.see("end-sheet")
	p.click("end-confirm")
	mobile.approves("eth_sendTransaction")
	p.see("outcome")

	// 6. The phone ends the session: what is owed is still there, the page says what to do, and that helps.
	mobile.do("end", nil)
	p.click("withdraw")
	p.until("what to do is said", `document.querySelector('main').innerText.includes("is not connected any more")`)
	p.shot("walletconnect-ended")
	t.Logf("the relay was asked %v", relay.Asked())
}
