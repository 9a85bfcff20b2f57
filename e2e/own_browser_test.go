package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/contracts/chain"
	"berth/e2e/rig"
	"berth/gateway"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/registry"
	"berth/shared/resource"
	"berth/shared/wire"
)

// account has the Dev wallet show one of its accounts, by what its owner calls it.
func (p tab) account(d *demo, name string) eth.Address {
	p.t.Helper()
	a, err := eth.ParseAddress(eval[string](p, fmt.Sprintf(`(async () => {
		const body = JSON.stringify({jsonrpc: "2.0", id: 1, method: "berth_accounts", params: []});
		const all = await (await fetch(%q, {method: "POST", headers: {"Content-Type": "application/json"}, body})).json();
		const {address} = all.result.find(a => a.kind + " " + a.label === %q);
		localStorage.setItem("berth.devwallet.account", address);
		localStorage.setItem("berth.devwallet.auto", "true");
		return address;
	})()`, d.rpc, name)))
	if err != nil {
		p.t.Fatal(err)
	}
	return a
}

// logsIn logs in on a page by a button of it.
func (p tab) logsIn(button string) {
	p.t.Helper()
	p.click(button)
	p.click("wallet")
	p.see("account")
}

// dock is a gateway of a node of the test's own, which can be stopped and started again.
type dock struct {
	t        *testing.T
	cfg      gateway.Config
	host     string
	operator eth.Address
	stop     func()
}

// start runs it until it is stopped, or the test ends.
func (g *dock) start() {
	g.t.Helper()
	run, err := gateway.New(g.t.Context(), g.cfg)
	if err != nil {
		g.t.Fatal(err)
	}
	g.operator = run.Operator()
	ctx, cancel := context.WithCancel(g.t.Context())
	done := make(chan error, 1)
	go func() { done <- run.Run(ctx) }()
	g.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			g.t.Errorf("the gateway: %v", err)
		}
	})
	g.t.Cleanup(g.stop)
}

// newGateway starts a gateway of a node that is not registered yet.
func (d *demo) newGateway(t *testing.T, node eth.Address) *dock {
	t.Helper()
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	addresses, err := chain.LoadAddresses(filepath.Join(d.dir, "addresses.json"))
	if err != nil {
		t.Fatal(err)
	}
	port := rig.FreePorts(t, 1)[0]
	c := gateway.Default()
	c.Node, c.OperatorKey, c.RPC, c.Contracts = node, fmt.Sprintf("%x", crypto.FromECDSA(key)), []string{d.rpc}, addresses
	c.Listen, c.Domain, c.Scheme, c.App, c.Data = fmt.Sprintf("localhost:%d", port), fmt.Sprintf("n9.localhost:%d", port), "http", d.app, t.TempDir()
	c.Name, c.Region, c.Poll = "New Wharf", "sa-east", 200*time.Millisecond
	c.Capacity = resource.Resources{CPUMilli: 1000, MemoryMiB: 1024, DiskMiB: 2048, TrafficMiB: 1 << 20}
	for _, token := range addresses.Tokens {
		c.PriceList = append(c.PriceList, wire.Price{Token: token.Address, CoreHour: amount.Of(5000).Nano()})
	}
	g := &dock{t: t, cfg: c, host: c.Domain}
	g.start()
	return g
}

// TestBecomeANodeInTheBrowser goes an operator's way as who uses a phone does: from the list of nodes to the form, which the
// gateway's card fills in, to a node that is in the list, is paused, opened and changed, and leaves.
func TestBecomeANodeInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir())
	p := window{width: 390, height: 844}.open(t)
	p.open(d.app + "/explore")
	p.see("node-card")
	p.click("explore-node")
	p.see("own-login")
	p.shot("own-out")
	me := p.account(d, "user 2")
	p.open(d.app + "/node")
	p.logsIn("own-login")
	p.see("node-form")
	if words := p.text("own-commands"); !strings.Contains(words, me.String()) {
		t.Errorf("the commands are %q, without %s", words, me)
	}
	client := d.client(t)
	entry := func() chain.Node {
		t.Helper()
		n, err := client.Node(t.Context(), me)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}

	// 1. Another node's gateway, and one that is not there, are no gateways of this wallet's.
	p.fill("own-host", fmt.Sprintf("n1.localhost:%d", d.port))
	p.click("own-ask")
	p.see("trouble")
	p.shot("own-wrong-gateway")
	g := d.newGateway(t, me)
	host, operator := g.host, g.operator

	// 2. One's own fills in the form.
	p.fill("own-host", host)
	p.click("own-ask")
	p.see("own-answers")
	p.until("the operator key is filled in", fmt.Sprintf(`document.querySelector('[data-test="entry-operator"]').value === %q`, operator))
	p.click("own-wish")
	p.see("own-wished")
	p.shot("own-wished")
	p.click("own-unwish")
	p.click("own-wish") // said now, and told once the platform knows of the node
	p.see("own-wished")
	p.fill("entry-endpoint", "https://"+host)
	p.until("a wrong endpoint is said", `document.querySelector('[data-test="entry-endpoint"][aria-invalid="true"]')`)
	p.fill("entry-endpoint", host)
	p.fill("entry-trafficMiB", "512 GiB")
	p.fill("entry-minStake", "12.5")
	p.clickCSS(`[data-test="entry-about"] summary`)
	p.fill("entry-description", "Quiet & green.")
	p.shot("own-form")
	p.click("entry-review")
	p.see("entry-check-good")
	p.until("the gas is said", `/ETH/.test(document.querySelector('[data-test="entry-fee"]').innerText)`)
	p.see("change-endpoint")
	p.see("change-minStake")
	p.shot("own-review")
	p.click("entry-sign")
	p.until("it is in a block", `document.querySelector('[data-test="entry-sheet"] [data-step="block"]')?.dataset.stage === "done"`)
	p.shot("own-signed")
	p.click("entry-close")

	// 3. It is on chain as it was signed, in the list, and one's own page says what users see.
	about := registry.About{Name: "New Wharf", Region: "sa-east", Description: "Quiet & green."}
	if n := entry(); !n.Registered() || n.Operator != operator || n.Endpoint != host || n.MinStake != amount.Of(125).Mul(1e17) || n.MetadataURI != about.URI() ||
		n.Total != (resource.Resources{CPUMilli: 1000, MemoryMiB: 1024, DiskMiB: 2048, TrafficMiB: 512 << 10}) {
		t.Errorf("on chain: %+v", n)
	}
	p.see("own-seen")
	p.until("the platform reaches it", `document.querySelector('[data-test="own-name"]')?.innerText === "New Wharf" && document.querySelector('[data-test="own-uptime"]')`)
	p.see("rank-words")
	p.see("own-owed-none")
	p.see("own-delist")
	rig.Within(t, 30*time.Second, "the platform is told to list it", func() error {
		var listing wire.Listing
		if d.get(t, "/api/nodes/"+me.String()+"/listing", &listing); listing.Listed == nil || !*listing.Listed {
			return fmt.Errorf("%+v", listing)
		}
		return nil
	})
	eval[bool](p, `(scrollTo(0, 0), true)`)
	p.shot("own-mine")
	p.looks(d, "/node")
	p.open(d.app + "/explore")
	p.until("it is in the list", fmt.Sprintf(`document.querySelector('[data-test="node-card"][data-node=%q]')`, me))
	p.open(d.app + "/nodes/" + me.String())
	if words := p.text("node-description"); words != "Quiet & green." {
		t.Errorf("described as %q", words)
	}
	p.click("node-own")

	// 4. Paused, and open again; the gateway and the list follow.
	deed := func(button string) {
		t.Helper()
		p.click(button)
		p.click("entry-sign")
		p.until("it is in a block", `document.querySelector('[data-test="deed-sheet"] [data-step="block"]')?.dataset.stage === "done"`)
		p.click("entry-close")
		p.until("the sheet is closed", `!document.querySelector('dialog[open]')`)
	}
	deed("deed-pause")
	if n := entry(); !n.Paused {
		t.Errorf("not paused: %+v", n)
	}
	rig.Within(t, 30*time.Second, "the platform knows", func() error {
		var n wire.Node
		if d.get(t, "/api/nodes/"+me.String(), &n); !n.Paused {
			return fmt.Errorf("%+v", n)
		}
		return nil
	})
	deed("deed-pause")
	if n := entry(); n.Paused {
		t.Errorf("still paused: %+v", n)
	}

	// 5. A change is shown as what it was and will be, and what is as it was is not sent.
	p.fill("entry-memoryMiB", "512 MiB")
	p.click("entry-review")
	p.until("only that changes", `document.querySelectorAll('[data-test^="change-"]').length === 1 && /1 GiB[^]*0.5 GiB/.test(document.querySelector('[data-test="change-memoryMiB"]').innerText)`)
	p.shot("own-change")
	p.click("entry-sign")
	p.until("it is in a block", `document.querySelector('[data-test="entry-sheet"] [data-step="block"]')?.dataset.stage === "done"`)
	p.click("entry-close")
	if n := entry(); n.Total.MemoryMiB != 512 || n.Endpoint != host {
		t.Errorf("after a change: %+v", n)
	}

	p.until("the sheet is closed", `!document.querySelector('dialog[open]')`)

	// 6. It leaves, and the way to a node is there again.
	deed("deed-leave")
	p.see("own-host")
	if n := entry(); n.Registered() {
		t.Errorf("it has not left: %+v", n)
	}
}

// TestOwnNodeInTheBrowser plays one of the demo's operators with the Dev wallet: what an order brings is seen, and withdrawn.
func TestOwnNodeInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	user := window{width: 1280, height: 900}.open(t)
	user.open(d.app + "/explore")
	user.account(d, "user 1")
	var first struct{ Items []wire.Node }
	d.get(t, "/api/nodes?q=North", &first)
	if len(first.Items) != 1 {
		t.Fatalf("nodes: %+v", first)
	}
	user.rentsFrom(d, "echo", 3, first.Items[0].Address.String())

	p := window{width: 1280, height: 900}.open(t)
	p.open(d.app + "/explore")
	node := p.account(d, "node 1 · North Quay")
	if node != first.Items[0].Address {
		t.Fatalf("the wallet's node is %s", node)
	}
	p.open(d.app + "/more")
	p.click("more-login")
	p.click("wallet")
	p.see("account")
	p.click("more-node")
	p.see("own-order")
	p.until("the order is counted", `/1/.test(document.querySelector('[data-test="own-counts"]').innerText)`)
	p.until("its escrow is there", `/dUSD/.test(document.querySelector('[data-test="own-escrow"]').innerText)`)
	if to := eval[string](p, `document.querySelector('[data-test="own-admin"]').href`); to != first.Items[0].URL+"/admin" {
		t.Errorf("the admin pages are at %s", to)
	}
	p.shot("own-desk-order")
	client := d.client(t)
	rig.Within(t, 30*time.Second, "the order has earned something", func() error {
		o, err := client.Order(t.Context(), 1)
		if err == nil && o.Earned(time.Now().Add(-2*time.Second)).IsZero() {
			err = fmt.Errorf("%+v", o)
		}
		return err
	})
	user.click("end-order")
	user.click("end-confirm")
	user.see("outcome")
	p.see("owed")
	p.until("it has earned", `/dUSD/.test(document.querySelector('[data-test="own-earned"]').innerText)`)
	p.shot("own-desk-owed")
	if os.Getenv("BERTH_SHOTS") != "" {
		p.looks(d, "/node")
		p.open(d.app + "/node")
	}
	token := client.Addresses().Tokens[0].Address
	p.click("withdraw")
	p.see("own-owed-none")
	has, err := client.Token(token).Balance(t.Context(), node)
	if err != nil || has.IsZero() {
		t.Errorf("the node's wallet has %s, %v", has, err)
	}
}
