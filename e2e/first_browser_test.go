package e2e

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// refusing has a node's gateway say that what is to run does not fit, once the order is there.
const refusing = `(() => {
	const real = window.fetch;
	window.fetch = (input, init) => {
		const url = String(input?.url ?? input);
		if (!url.startsWith(%q) || !/\/v1\/orders\/\d+\/deployment\/check$/.test(url)) return real(input, init);
		return Promise.resolve(new Response(JSON.stringify({ok: false, services: [], volumes: [], ignored: [], variables: [],
			problems: [{path: "services.echo", text: "no machine has room for it any more"}]}), {headers: {"Content-Type": "application/json"}}));
	};
})()`

// Of three nodes the cheapest declines, the second activates and then fails the deployment's check, and only the last one works. What the
// second one got is back before the last one is paid, though the page is loaded anew in between.
func TestTheFirstThatWorksInTheBrowser(t *testing.T) {
	d := startDemo(t, t.TempDir())
	who := newPerson(t, d, 0)
	who.login()
	rank := func() []wire.RankedNode {
		t.Helper()
		r := ask[wire.Recommendation](who, "POST", d.app+"/api/recommend", wire.RecommendRequest{Template: "echo", Duration: 86400})
		if len(r.Nodes) != 3 || len(r.Choices) != 3 || r.Choices[0].Month == nil {
			t.Fatalf("recommended: %+v", r)
		}
		slices.SortStableFunc(r.Nodes, func(x, y wire.RankedNode) int { return x.Rate.Cmp(y.Rate) })
		return r.Nodes
	}
	// The cheapest node declines: it has a live order of this user's already.
	best := rank()[0]
	token := d.client(t).Addresses().Tokens[0].Address
	small := resource.Resources{CPUMilli: 10, MemoryMiB: 16}
	answers := who.negotiate(wire.OfferRequest{Resources: small, Token: token, Rate: best.Rate, Duration: 3600, Nodes: []eth.Address{best.Address}})
	if len(answers) != 1 || answers[0].Quote == nil {
		t.Fatalf("got %+v", answers)
	}
	who.rent(answers[0])
	nodes := rank()
	if nodes[0].Address != best.Address {
		t.Fatalf("the cheapest node is another one now: %+v", nodes)
	}

	p := window{width: 390, height: 844}.open(t)
	p.before(fmt.Sprintf(refusing, nodes[1].URL))
	p.open(d.app + "/explore")
	p.until("the nodes", count("node-card", 3))
	eval[bool](p, `(localStorage.setItem("berth.devwallet.auto", "true"), true)`)
	p.open(d.app + "/rent")
	p.click("template-echo")
	p.see("dial-total")
	p.click("advice-open")
	p.until("what is recommended", count("advice-node", 3))
	// More than the dearest of them lists, whatever its load comes to.
	p.click("own-price")
	p.fill("dial-entry", fmt.Sprintf("%.6f", nodes[2].Rate.Over(amount.NanoOf(1e9))*3600/1e6*3))
	total := fmt.Sprintf("%.4f", nodes[2].Rate.Over(amount.NanoOf(1e9))*86400/1e6*3)[:5]
	p.until("the total of what was typed", fmt.Sprintf(`document.querySelector('[data-test="dial-total"]')?.innerText.includes(%q)`, total))
	p.see("dial-warn")
	p.shot("first-price")
	p.click("rent-first")
	p.click("wallet") // after which it goes on by itself
	p.until("the second node has an order", `document.querySelector('[data-test="first-try"][data-money="held"]') !== null`)
	p.open(d.app + "/rent?step=first") // as after a reload
	p.until("what was tried is still there", `document.querySelector('[data-test="first-try"][data-money="held"]') !== null`)
	p.shot("first-reloaded")
	p.until("it goes on", `(() => {
		const go = document.querySelector('[data-test="first-go-on"]');
		if (go?.checkVisibility() && !go.disabled) go.click();
		return location.pathname.startsWith("/orders/"); // where it ends by itself
	})()`)
	p.open(d.app + "/rent?step=first")
	p.until("what was tried is still there", `document.querySelector('[data-test="first"]')?.dataset.state === "serves"`)
	p.shot("first-serves")
	for _, want := range []struct {
		outcome, money string
		node           wire.RankedNode
	}{{"declined", "never-left", nodes[0]}, {"broke", "back", nodes[1]}, {"serves", "held", nodes[2]}} {
		got := eval[[]string](p, fmt.Sprintf(`[...document.querySelectorAll('[data-test="first-try"]')].filter(x => x.dataset.node === %q).flatMap(x => [x.dataset.outcome, x.dataset.money])`, want.node.Address.String()))
		if !slices.Equal(got, []string{want.outcome, want.money}) {
			t.Errorf("node %s: got %v, want %s, %s", want.node.Address, got, want.outcome, want.money)
		}
	}
	if n := eval[int](p, `document.querySelectorAll('[data-test="first-try"]').length`); n != 3 {
		t.Errorf("%d tries", n)
	}
	// Of the two that do not work either may be the better one by the time that they are asked.
	r := ask[wire.Rental](who, "GET", d.app+"/api/rental", nil)
	tried := func(n wire.RankedNode) order.ID {
		i := slices.IndexFunc(r.Tries, func(x wire.RentalTry) bool { return x.Node.Address == n.Address })
		if i < 0 {
			t.Fatalf("%s was not tried: %+v", n.Address, r.Tries)
		}
		return r.Tries[i].Order
	}
	failed, serves := who.view(tried(nodes[1])), who.view(tried(nodes[2]))
	if failed.State != order.Cancelled || serves.State != order.Active || serves.CreatedAt.Before(failed.EndedAt) {
		t.Errorf("the failed order is %s, ended %s; the one that serves is %s, created %s", failed.State, failed.EndedAt, serves.State, serves.CreatedAt)
	}
	if owed, err := d.client(t).Owed(t.Context(), who.Addr, token); err != nil || !owed.IsZero() {
		t.Errorf("%s is still to be withdrawn, %v", owed, err)
	}
	p.click("first-order")
	p.step("ready", "done")
	p.fits("the order that was found")
}

// A wallet that declines loses nothing: the search says so and waits, in the page and in one that is opened anew, until it is told to
// go on. Where every node declines, each one's reason is there, nothing was paid, and the price is a click away.
func TestTheFirstThatWorksIsDeclinedInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir())
	who := newPerson(t, d, 0)
	who.login()
	p := window{width: 390, height: 844}.open(t)
	p.open(d.app + "/explore")
	p.until("the nodes", count("node-card", 3))
	p.account(d, "user 1")
	p.open(d.app + "/rent")
	p.click("template-echo")
	p.see("dial-total")
	eval[bool](p, `(localStorage.removeItem("berth.devwallet.auto"), true)`)
	p.click("rent-first")
	p.click("wallet")
	p.wallet("approve") // the login; then it goes on by itself
	state := func(want wire.RentalState) wire.Rental {
		t.Helper()
		var r wire.Rental
		who.await("the search is "+string(want), func() bool {
			status, b := who.do("GET", d.app+"/api/rental", nil)
			return status == 200 && json.Unmarshal(b, &r) == nil && r.State == want
		})
		return r
	}
	paying := state(wire.RentalPay)
	p.wallet("decline")
	p.see("first-go-on")
	p.until("that it was declined is said", `/declined/i.test(document.querySelector('[data-test="first"]').innerText)`)
	p.shot("first-declined")
	p.open("about:blank")
	p.open(d.app + "/rent?step=first") // as after it was closed
	p.click("first-go-on")
	p.wallet("decline")
	p.until("that it was declined is said again", `/declined/i.test(document.querySelector('[data-test="first"]').innerText)`)
	if r := state(wire.RentalPay); len(r.Tries) != len(paying.Tries) || r.Tries[0].Money != "never-left" {
		t.Errorf("after it was declined: %+v", r.Tries)
	}
	eval[bool](p, `(localStorage.setItem("berth.devwallet.auto", "true"), true)`)
	p.click("first-go-on")
	p.until("it serves", `location.pathname.startsWith("/orders/")`)

	// The node that serves has an order of this user's, as both others do now.
	served := state(wire.RentalServes)
	var all struct{ Items []wire.Node }
	d.get(t, "/api/nodes", &all)
	token := d.client(t).Addresses().Tokens[0].Address
	for _, n := range all.Items {
		if n.Address == served.Tries[len(served.Tries)-1].Node.Address {
			continue
		}
		answers := who.negotiate(wire.OfferRequest{Resources: resource.Resources{CPUMilli: 10, MemoryMiB: 16}, Token: token, Rate: amount.NanoOf(1e18), Duration: 3600, Nodes: []eth.Address{n.Address}})
		if len(answers) != 1 || answers[0].Quote == nil {
			t.Fatalf("got %+v", answers)
		}
		who.rent(answers[0])
	}
	p.open(d.app + "/rent")
	p.click("template-echo")
	p.see("dial-total")
	p.click("rent-first")
	p.see("first-nobody")
	p.until("each has its reason, or asks for more", `(() => {
		const n = x => document.querySelectorAll('[data-test="' + x + '"]').length;
		return n("first-try") === n("first-why") && n("first-try") + Number.parseInt(document.querySelector('[data-test="first-dearer"]')?.innerText ?? "0") === 3;
	})()`)
	p.until("nothing was paid", `[...document.querySelectorAll('[data-test="first-try"]')].every(x => x.dataset.money === "never-left" && x.dataset.outcome === "declined")`)
	p.fits("nobody")
	p.shot("first-nobody")
	p.click("rent-change-price")
	p.see("dial-total")
}
