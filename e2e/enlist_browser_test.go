package e2e

import (
	"fmt"
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/e2e/rig"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/wire"
)

// TestEnlistInTheBrowser is a node's way onto the platform's lists and off them: it is shown once its registration is final, hidden
// when its gateway stops answering, back by itself, and off when its wallet says so. By its address it is there all the time.
func TestEnlistInTheBrowser(t *testing.T) {
	thorough(t)
	const final = 30 // blocks: more than come by themselves meanwhile
	d := startDemo(t, t.TempDir(), "--finality", fmt.Sprint(final), "--hide-after", "3s")
	owner, user := newPerson(t, d, 1), newPerson(t, d, 0)
	blocks := func() {
		t.Helper()
		for range final {
			if _, err := user.Sender.Pay(t.Context(), owner.Addr, amount.Of(1e17)); err != nil {
				t.Fatal(err)
			}
		}
	}
	blocks()
	p := window{width: 390, height: 844}.open(t)
	p.open(d.app + "/explore")
	p.until("the nodes of others", count("node-card", 3))
	me := p.account(d, "user 2")
	if owner.Addr != me {
		t.Fatalf("the wallet's second user is %s, not %s", me, owner.Addr)
	}
	user.login()

	// 1. The login is the one signature, and may be declined at first.
	eval[bool](p, `(localStorage.removeItem("berth.devwallet.auto"), true)`)
	p.open(d.app + "/node")
	p.click("own-login")
	p.click("wallet")
	p.wallet("decline")
	p.until("that it was declined is said", `/declined/i.test(document.querySelector("dialog[open]")?.innerText)`)
	p.shot("enlist-declined")
	p.click("wallet")
	p.wallet("approve")
	p.see("account")
	p.see("own-wish")
	asked := len(p.prompts())

	q := window{width: 390, height: 844}.open(t) // anybody's

	// 2. It registers, with a description that nobody can read. Its owner is told, and lists wait until nothing of it can be taken back.
	g := d.newGateway(t, me)
	if _, err := owner.Sender.Register(t.Context(), chain.Entry{Operator: g.operator, Total: g.cfg.Capacity, Endpoint: g.host, MetadataURI: "http://127.0.0.1/about.json"}); err != nil {
		t.Fatal(err)
	}
	listed := func(want bool) {
		t.Helper()
		rig.Within(t, time.Minute, fmt.Sprintf("that lists show it is %v", want), func() error {
			var page wire.Page[wire.Node]
			if d.get(t, "/api/nodes?q=New+Wharf", &page); (len(page.Items) == 1) != want {
				return fmt.Errorf("%+v", page.Items)
			}
			return nil
		})
		cards := 3
		if want {
			cards = 4
		}
		q.open(d.app + "/explore")
		q.until("the cards", count("node-card", cards))
	}
	why := func(want wire.Unlisted) {
		t.Helper()
		p.within(time.Minute, fmt.Sprintf("why it is not listed is %q to its owner", want), fmt.Sprintf(`(e => e !== null && (e.dataset.why ?? "") === %q)(document.querySelector('[data-test="own-listing-state"]'))`, want))
		note := fmt.Sprintf(`document.querySelector('[data-test="node-not-in-lists"]')?.dataset.why === %q`, want)
		if want == "" {
			note = `document.querySelector('[data-test="node-not-in-lists"]') === null`
		}
		q.open(d.app + "/nodes/" + me.String())
		q.see("node-resources")
		q.until("and to who has its address", note)
		q.shot("enlist-node-" + string(want))
	}
	listed(false)
	why(wire.NotFinal)
	p.until("the description's fault is told", `document.querySelector('[data-test="own-undescribed"]')?.dataset.why === "wrong-scheme"`)
	p.shot("enlist-not-final")
	blocks()
	why("")
	listed(true)

	// 3. Its gateway ends, and begins again: it is hidden, and back by itself.
	g.stop()
	why(wire.Away)
	listed(false)
	p.shot("enlist-away")
	g.start()
	why("")
	listed(true)

	// 4. Its wallet's word counts, and nobody else's.
	if status, b := user.do("PUT", d.app+"/api/nodes/"+me.String()+"/listing", wire.List{}); status != 403 {
		t.Errorf("somebody else takes it off: %d %s", status, b)
	}
	p.click("own-delist")
	why(wire.TakenOff)
	listed(false)
	token := d.client(t).Addresses().Tokens[0].Address
	answers := user.negotiate(wire.OfferRequest{Resources: small, Token: token, Rate: amount.NanoOf(1e18), Duration: 3600, Nodes: []eth.Address{me}})
	if len(answers) != 1 || answers[0].Quote == nil {
		t.Errorf("asked by its address: %+v", answers)
	}
	p.open("about:blank")
	p.open(d.app + "/node") // as after it was closed
	p.click("own-enlist")
	why("")
	listed(true)
	if now := p.prompts(); asked != 2 || len(now) != asked {
		t.Errorf("the wallet was asked %d times to log in, and with what came since: %v", asked, now)
	}
}
