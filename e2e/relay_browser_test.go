package e2e

import (
	"fmt"
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/ethclient"

	"berth/e2e/rig"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// spends has a person of the demo send away all coin, to the last wei.
func (p *person) spends(d *demo, to eth.Address) {
	p.t.Helper()
	ctx := p.t.Context()
	c, err := ethclient.DialContext(ctx, d.rpc)
	p.must(err)
	defer c.Close()
	id, err := c.ChainID(ctx)
	p.must(err)
	nonce, err := c.PendingNonceAt(ctx, common.Address(p.Addr))
	p.must(err)
	has, err := c.BalanceAt(ctx, common.Address(p.Addr), nil)
	p.must(err)
	// The tip is as much as gas may cost: so that is what it costs.
	price := big.NewInt(100e9)
	at := common.Address(to)
	tx, err := types.SignNewTx(p.Key, types.LatestSignerForChainID(id), &types.DynamicFeeTx{
		ChainID: id, Nonce: nonce, GasTipCap: price, GasFeeCap: price, Gas: 21_000, To: &at, Value: new(big.Int).Sub(has, new(big.Int).Mul(price, big.NewInt(21_000))),
	})
	p.must(err)
	p.must(c.SendTransaction(ctx, tx))
	rig.Within(p.t, 20*time.Second, "the coin is gone", func() error {
		if has := p.coins(); !has.IsZero() {
			return fmt.Errorf("%s wei are left", has)
		}
		return nil
	})
}

// coins is what a person has of the chain's coin.
func (p *person) coins() amount.Amount {
	p.t.Helper()
	a, err := p.Chain.Coins(p.t.Context(), p.Addr)
	p.must(err)
	return a
}

// sends reports whether a prompt is for something to be sent.
func sends(method string) bool {
	return method == "eth_sendTransaction" || method == "wallet_sendCalls"
}

// TestRelayInTheBrowser: a wallet with tokens and no coin at all rents and deploys. It is asked to sign, and for no transaction; the
// platform pays the fee, and says so before.
func TestRelayInTheBrowser(t *testing.T) {
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	who, other := newPerson(t, d, 1), newPerson(t, d, 0)
	who.spends(d, other.Addr)
	p := window{width: 390, height: 844}.open(t)
	p.open(d.app + "/explore")
	if me := p.account(d, "user 2"); me != who.Addr {
		t.Fatalf("the wallet's account is %s, want %s", me, who.Addr)
	}
	p.open(d.app + "/rent")
	p.click("template-hello")
	p.compares()
	p.click("wallet") // after which it goes on by itself
	p.see("rent-done")
	p.click("choose")
	p.see("pay-relay")
	p.stays()
	p.shot("relay-pay")
	before := p.prompts()
	p.click("pay")
	p.until("the order's page", `location.pathname.startsWith("/orders/")`)
	asked := p.asks("an order", before, 2)
	if fresh := asked[len(before):]; len(fresh) != 2 || slices.ContainsFunc(asked, sends) || fresh[0] != "eth_signTypedData_v4" || fresh[1] != "eth_signTypedData_v4" {
		t.Errorf("the wallet is asked %v", fresh)
	}
	p.step("activated", "done")
	p.click("deploy")
	p.ready("hello")
	asked = p.asks("access", asked, 1)
	p.opens("Hello")
	if slices.ContainsFunc(asked, sends) {
		t.Errorf("the wallet was asked for a transaction: %v", asked)
	}
	t.Logf("%d prompts from nothing to a service that answers: %v", len(asked), asked)
	if has := who.coins(); !has.IsZero() {
		t.Errorf("the wallet has %s wei", has)
	}
}

// TestRelayDeclinedInTheBrowser: where the platform says no after all, the page says why, and the ordinary way is open: it wants coin.
func TestRelayDeclinedInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir())
	who, other := newPerson(t, d, 1), newPerson(t, d, 0)
	who.spends(d, other.Addr)
	p := window{width: 1280, height: 900, dark: true, lang: "zh"}.open(t)
	p.before(`(() => {
		const real = window.fetch;
		window.fetch = (input, init) => {
			const url = String(input?.url ?? input);
			if (!url.endsWith("/api/relay") || (init?.method ?? "GET") !== "POST") return real(input, init);
			return Promise.resolve(new Response(JSON.stringify({status: 409, code: "relay-declined", title: "too dear", figures: {why: "gas"}}), {status: 409, headers: {"Content-Type": "application/problem+json"}}));
		};
	})()`)
	p.open(d.app + "/explore")
	p.account(d, "user 2")
	p.open(d.app + "/rent")
	p.click("template-hello")
	p.compares()
	p.click("wallet") // after which it goes on by itself
	p.see("rent-done")
	p.click("choose")
	p.see("pay-relay")
	p.stays()
	p.shot("relay-pay-zh-dark-desk")
	p.click("pay")
	p.until("it says why", `document.body.innerText.includes("网络费目前过高")`)
	p.shot("relay-declined-zh-dark-desk")
	// With coin the same button does it.
	other.must(func() error { _, err := other.Sender.Pay(t.Context(), who.Addr, amount.Of(1e18)); return err }())
	before := p.prompts()
	p.click("pay")
	p.until("the order's page", `location.pathname.startsWith("/orders/")`)
	if fresh := p.asks("the ordinary way", before, 2)[len(before):]; !slices.ContainsFunc(fresh, sends) {
		t.Errorf("the wallet is asked %v", fresh)
	}
}

// TestRelayFirstInTheBrowser: a wallet without coin rents the first node that works, and the platform pays the fee of that order, too.
func TestRelayFirstInTheBrowser(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	who, other := newPerson(t, d, 1), newPerson(t, d, 0)
	who.spends(d, other.Addr)
	p := window{width: 390, height: 844}.open(t)
	p.open(d.app + "/")
	if me := p.account(d, "user 2"); me != who.Addr {
		t.Fatalf("the wallet's account is %s, want %s", me, who.Addr)
	}
	eval[bool](p, `(localStorage.setItem("berth.devwallet.auto", "true"), true)`)
	p.open(d.app + "/rent")
	p.click("template-echo")
	p.see("dial-total")
	p.click("advice-open")
	p.until("what is recommended", count("advice-node", 3))
	before := p.prompts()
	p.click("rent-first")
	p.click("wallet") // after which it goes on by itself
	p.until("a node serves", `(() => {
		const go = document.querySelector('[data-test="first-go-on"]');
		if (go?.checkVisibility() && !go.disabled) go.click();
		return location.pathname.startsWith("/orders/");
	})()`)
	if asked := p.prompts()[len(before):]; len(asked) == 0 || slices.ContainsFunc(asked, sends) {
		t.Errorf("the wallet is asked %v", asked)
	}
	if has := who.coins(); !has.IsZero() {
		t.Errorf("the wallet has %s wei", has)
	}
	p.open(d.app + "/rent?step=first")
	p.until("it serves", `document.querySelector('[data-test="first"]')?.dataset.state === "serves"`)
	p.shot("relay-first")
	who.login()
	r := ask[wire.Rental](who, "GET", d.app+"/api/rental", nil)
	last := r.Tries[len(r.Tries)-1]
	if o := who.view(last.Order); o.State != order.Active || o.User != who.Addr {
		t.Errorf("the order is %+v", o)
	}
}
