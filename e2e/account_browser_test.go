package e2e

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"berth/e2e/rig"
	"berth/shared/eth"
	"berth/shared/order"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"
)

// accounts is the folder with accounts that are contracts.
var accounts = fromNPM("accounts")

// world has a person pay for what such accounts need on a demo's chain, and gives what it prints: see world.mjs.
func world(t *testing.T, d *demo, payer *person, more map[string]any) json.RawMessage {
	t.Helper()
	folder, err := accounts()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]any{"rpc": d.rpc, "chain": 1337, "key": keyHex(payer.Person)}
	maps.Copy(all, more)
	conf, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "node", filepath.Join(folder, "world.mjs"), string(conf))
	var problems rig.Tail
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("the accounts' contracts: %v\n%s", err, &problems)
	}
	return out
}

// account is an account that is a contract, in a tab.
type account struct {
	tab
	asked int
}

// hasAccount gives a tab's pages an account of a kind: "safe" or "7702".
func (p tab) hasAccount(d *demo, kind string, key, bundler *person, contracts json.RawMessage, batches bool) *account {
	p.t.Helper()
	folder, err := accounts()
	if err != nil {
		p.t.Fatal(err)
	}
	script, err := os.ReadFile(filepath.Join(folder, "dist", "account.js"))
	if err != nil {
		p.t.Fatal(err)
	}
	conf, err := json.Marshal(map[string]any{
		"rpc": d.rpc, "chain": 1337, "kind": kind, "key": keyHex(key.Person), "bundler": keyHex(bundler.Person), "world": contracts, "batches": batches,
	})
	if err != nil {
		p.t.Fatal(err)
	}
	p.before("window.__testAccount = " + string(conf) + ";\n" + string(script))
	return &account{tab: p}
}

// address is the account's, once it is known.
func (a *account) address() eth.Address {
	a.t.Helper()
	a.until("the account's address is known", `window.account?.address !== ""`)
	at, err := eth.ParseAddress(eval[string](a.tab, "window.account.address"))
	if err != nil {
		a.t.Fatal(err)
	}
	return at
}

// asks holds what the account's owner was asked for since the last time.
func (a *account) asks(what string, want ...string) {
	a.t.Helper()
	all := eval[[]string](a.tab, "window.account.asked")
	got := all[a.asked:]
	a.asked = len(all)
	if strings.Join(got, " ") != strings.Join(want, " ") {
		a.t.Errorf("%s: the owner is asked for %v, want %v", what, got, want)
	}
}

// newKey is somebody who has nothing.
func newKey(t *testing.T, d *demo) *person {
	t.Helper()
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	p := &person{rig.NewPerson(key, d.client(t)), t}
	p.App = d.app
	return p
}

// TestContractAccountsInTheBrowser goes all the way with accounts that are not a key's: log in, rent, deploy, stop, the end and what is
// owed; with Safe's contract, which is deployed only as it pays, and with a key that takes a contract's code as it pays. What the page asks
// for is looked at by MetaMask's own code. Each pays for permit and order with one question, and, where the wallet takes one call at a time,
// without ever signing a permit that no token would take.
func TestContractAccountsInTheBrowser(t *testing.T) {
	thorough(t)
	if os.Getenv("BERTH_WALLETS") == "" {
		t.Skip("it gets two hundred megabytes from npm, and takes minutes: `make wallets`, which `make verify` has done, too")
	}
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	chain := d.client(t)
	reader, err := ethclient.DialContext(t.Context(), d.rpc)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	rich := newPerson(t, d, 1)
	there := world(t, d, rich, nil)
	for _, c := range []struct {
		name, kind string
		batches    bool
		pays       []string // what is asked for the order
	}{
		{"Safe", "safe", true, []string{"wallet_sendCalls"}},
		{"Safe, one call at a time", "safe", false, []string{"eth_sendTransaction", "eth_sendTransaction"}},
		{"EIP-7702", "7702", true, []string{"wallet_sendCalls"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := window{width: 390, height: 844}.open(t)
			a := p.hasAccount(d, c.kind, newKey(t, d), rich, there, c.batches)
			p.open(d.app + "/more")
			who := a.address()
			code := func() string {
				code, err := reader.CodeAt(t.Context(), common.Address(who), nil)
				if err != nil {
					t.Fatal(err)
				}
				return hexutil.Encode(code)
			}
			if got := code(); got != "0x" {
				t.Fatalf("the account has code already: %.40s", got)
			}
			endow(t, d, rich, who, c.kind, there)

			p.click("more-login")
			p.clickCSS(`[data-wallet="test.contract"]`)
			p.see("account")
			a.asks("log in", "eth_requestAccounts", "personal_sign")
			if got, err := eth.ParseAddress(eval[string](p, `fetch("/api/session").then(r => r.json()).then(s => s.address)`)); err != nil || got != who {
				t.Fatalf("logged in is %s, %v; want %s", got, err, who)
			}

			p.open(d.app + "/rent")
			p.click("template-echo")
			p.compares()
			p.see("rent-done")
			p.click("choose")
			p.see("pay-deposit")
			p.click("pay")
			p.until("the order's page", `location.pathname.startsWith("/orders/")`)
			id := p.orderID()
			p.step("activated", "done")
			p.step("authorised", "done")
			p.step("ready", "done")
			a.asks("the order, and access", append(c.pays, "eth_signTypedData_v4")...)
			if got := code(); got == "0x" || c.kind == "7702" && !strings.HasPrefix(got, "0xef0100") {
				t.Errorf("after the order its code is %.60s", got)
			}
			p.shot("account-" + c.kind)
			p.opens("")
			if o, err := chain.Order(t.Context(), id); err != nil || o.User != who || o.State != order.Active {
				t.Fatalf("the order is %+v, %v", o, err)
			}

			p.click("service-stop")
			p.see("stop-asks")
			p.click("stop-confirm")
			p.until("it is stopped", `document.querySelector('[data-test="service-state"]').dataset.phase === "stopped"`)
			a.asks("stop")

			// A wallet that asks anew: an account that is deployed now logs in again.
			p.open(d.app + "/account")
			p.click("logout")
			p.click("account-login")
			p.clickCSS(`[data-wallet="test.contract"]`)
			p.see("account")
			a.asks("log in again", "eth_requestAccounts", "personal_sign")

			p.open(d.app + "/orders/" + id.String())
			p.click("end-order")
			p.see("end-sheet")
			p.click("end-confirm")
			p.see("outcome")
			p.click("withdraw")
			p.until("nothing is owed any more", `!document.querySelector('[data-test="withdraw"]')`)
			a.asks("the end, and what is owed", "eth_sendTransaction", "eth_sendTransaction")
			if owed, err := chain.Owed(t.Context(), who, chain.Addresses().Tokens[0].Address); err != nil || !owed.IsZero() {
				t.Errorf("%s is still owed, %v", owed, err)
			}
		})
	}
}

// endow gives an account a hundred dollars, and what pays for its transactions.
func endow(t *testing.T, d *demo, from *person, to eth.Address, kind string, contracts json.RawMessage) {
	t.Helper()
	gift := map[string]any{"to": to, "token": d.client(t).Addresses().Tokens[0].Address, "amount": "100000000"}
	if kind == "safe" {
		var at struct{ EntryPoint eth.Address }
		from.must(json.Unmarshal(contracts, &at))
		gift["entryPoint"] = at.EntryPoint
	}
	world(t, d, from, map[string]any{"endow": gift})
}
