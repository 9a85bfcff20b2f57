package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"

	"berth/e2e/rig"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/server/eip712"
	"berth/shared/wire"
)

// binary compiles berth-gateway once for all tests.
var binary = program("berth-gateway", "./gateway/main")

// machine is an operator's, with berth-gateway on it.
type machine struct {
	t        *testing.T
	bin, dir string
	commands int // that were given
}

// command is one of berth-gateway's.
func (m *machine) command(ctx context.Context, args ...string) *exec.Cmd {
	m.commands++
	cmd := exec.CommandContext(ctx, m.bin, args...)
	cmd.Dir = m.dir
	cmd.Env = append(os.Environ(), "BERTH_CONFIG="+filepath.Join(m.dir, "berth-gateway.yaml"), "COLUMNS=100")
	return cmd
}

// run gives what a command says, and its exit code.
func (m *machine) run(args ...string) (said string, code int) {
	m.t.Helper()
	ctx, cancel := context.WithTimeout(m.t.Context(), time.Minute)
	defer cancel()
	var out, wrong bytes.Buffer
	cmd := m.command(ctx, args...)
	cmd.Stdout, cmd.Stderr = &out, &wrong
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		m.t.Fatalf("berth-gateway %s: %v", strings.Join(args, " "), err)
	}
	if wrong.Len() > 0 {
		m.t.Logf("berth-gateway %s: %s", strings.Join(args, " "), &wrong)
	}
	return out.String(), cmd.ProcessState.ExitCode()
}

// doctor is what the doctor says, by check.
func (m *machine) doctor() (all map[string]string, code int) {
	m.t.Helper()
	said, code := m.run("doctor", "--json")
	var report struct {
		Findings []struct{ Check, State, Text string }
	}
	if err := json.Unmarshal([]byte(said), &report); err != nil || len(report.Findings) == 0 {
		m.t.Fatalf("the doctor: %v\n%s", err, said)
	}
	all = map[string]string{}
	for _, f := range report.Findings {
		all[f.Check] += f.State + ": " + f.Text + "\n"
	}
	return all, code
}

// serve runs the gateway until the test ends.
func (m *machine) serve(args ...string) {
	m.t.Helper()
	log := &rig.Tail{}
	cmd := m.command(context.Background(), append([]string{"run"}, args...)...)
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		m.t.Fatal(err)
	}
	m.t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		if err := cmd.Wait(); err != nil || m.t.Failed() {
			m.t.Errorf("the gateway: %v\n%s", err, log)
		}
	})
}

// keeps gives a tab's pages a wallet with one account, as an extension does (EIP-6963), which asks the test for signatures: a node's own
// pages have no Dev wallet.
func (p tab) keeps(who *rig.Person, chainID uint64) {
	p.t.Helper()
	p.before(fmt.Sprintf(`(() => {
		const asks = window.walletAsks = [], account = %q, chain = "0x%x";
		const provider = {on() {}, removeListener() {}, async request({method, params}) {
			if (method === "eth_requestAccounts" || method === "eth_accounts") return [account];
			if (method === "eth_chainId") return chain;
			return new Promise((resolve, reject) => asks.push({method, params, resolve, reject}));
		}};
		const info = {uuid: "7b5a4c1e-0d4f-4d6c-9d7a-2f3c5e6a7b8c", name: "Test wallet", rdns: "test.wallet", icon: "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>"};
		const announce = () => dispatchEvent(new CustomEvent("eip6963:announceProvider", {detail: Object.freeze({info, provider})}));
		addEventListener("eip6963:requestProvider", announce);
		announce();
	})()`, who.Addr, chainID))
}

// signs has that wallet sign the message that it is asked for.
func (p tab) signs(who *rig.Person) {
	p.t.Helper()
	p.until("the wallet is asked", `window.walletAsks?.length > 0`)
	message, err := hexutil.Decode(eval[string](p, `walletAsks[0].method === "personal_sign" ? walletAsks[0].params[0] : walletAsks[0].method`))
	if err != nil {
		p.t.Fatal(err)
	}
	signature, err := eip712.SignHash(who.Key, eip712.PersonalHash(message))
	if err != nil {
		p.t.Fatal(err)
	}
	eval[bool](p, fmt.Sprintf(`(walletAsks.shift().resolve(%q), true)`, signature))
}

// TestOperatorInTheBrowser goes a newcomer's way to a node that earns, from an empty folder on: init, doctor, run, register by the
// form, the first order of somebody who finds the node in the list, what it earned, paid out, and maintenance.
func TestOperatorInTheBrowser(t *testing.T) {
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	bin, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	m := &machine{t: t, bin: bin, dir: t.TempDir()}
	p := window{width: 390, height: 844}.open(t)
	p.open(d.app + "/explore")
	me := p.account(d, "user 2")
	began := time.Now()

	// 1. What the page of the app says is typed: the settings and the operator key are there, and nothing else is.
	p.open(d.app + "/node")
	p.logsIn("own-login")
	p.see("own-commands")
	host := fmt.Sprintf("n9.localhost:%d", rig.FreePorts(t, 1)[0])
	if said, code := m.run("init", "--yes", "--node", me.String(), "--addresses", d.app, "--domain", host, "--certificate", "none", "--runtime", "local",
		"--name", "New Wharf", "--region", "sa-east", "--price", "dUSD:core-hour=0.01,memory-hour=0.002,disk-hour=0.0001,traffic-gib=0.01"); code != 0 {
		t.Fatalf("init: %s", said)
	}
	said, code := m.doctor()
	if code != 2 || !strings.HasPrefix(said["registry"], "failure") {
		t.Errorf("before it is registered the doctor exits with %d and says %q", code, said)
	}
	_, port, _ := strings.Cut(host, ":")
	m.serve("--listen", "localhost:"+port, "--probation", "1s", "--notice", "2s")

	// 2. The form takes over what the gateway says, and the wallet signs; then the doctor is content.
	p.fill("own-host", host)
	rig.Within(t, 30*time.Second, "the gateway answers", func() error {
		resp, err := rig.Client(5 * time.Second).Get("http://" + host + "/.well-known/berth")
		if err == nil {
			err = resp.Body.Close()
		}
		return err
	})
	p.click("own-ask")
	p.see("own-answers")
	operator, err := eth.ParseAddress(eval[string](p, `document.querySelector('[data-test="entry-operator"]').value`))
	if err != nil {
		t.Fatal(err)
	}
	p.fill("entry-trafficMiB", "512 GiB")
	p.click("entry-review")
	p.see("entry-check-good")
	p.click("entry-sign")
	p.until("it is in a block", `document.querySelector('[data-test="entry-sheet"] [data-step="block"]')?.dataset.stage === "done"`)
	p.click("entry-close")
	user := newPerson(t, d, 0)
	if _, err := user.Sender.Pay(t.Context(), operator, amount.Of(1e18)); err != nil {
		t.Fatal(err)
	}
	p.until("the platform reaches it", `document.querySelector('[data-test="own-name"]')?.innerText === "New Wharf"`)
	rig.Within(t, 60*time.Second, "the doctor finds no failure", func() error {
		if said, code := m.doctor(); code > 1 {
			return fmt.Errorf("exit code %d: %q", code, said)
		}
		return nil
	})

	// 3. Somebody finds the node in the list, rents there, and has something run.
	q := window{width: 1280, height: 900}.open(t)
	q.open(d.app + "/explore")
	q.account(d, "user 1")
	q.rentsFrom(d, "hello", 4, me.String())
	q.click("deploy")
	q.step("ready", "done")
	t.Logf("from an empty folder to the first order that serves: %s, %d commands, one transaction of the wallet's", time.Since(began).Round(time.Second), m.commands)
	id := q.orderID()

	// 4. The admin pages show it, on the operator's phone, and how the price stands.
	admin := window{width: 390, height: 844}.open(t)
	owner := newPerson(t, d, 1)
	if owner.Addr != me {
		t.Fatalf("the wallet's second user is %s, not %s", me, owner.Addr)
	}
	admin.keeps(owner.Person, d.client(t).Addresses().ChainID)
	admin.open("http://" + host + "/admin")
	admin.click("admin-login")
	admin.click("wallet")
	admin.signs(owner.Person)
	admin.see("health-chain")
	admin.until("the order is running", `document.querySelector('[data-test="orders-active"]')?.innerText === "1"`)
	admin.until("the coin for gas that was sent is seen", `!document.querySelector('[data-code="gas-low"]')`)
	admin.shot("operator-overview")
	admin.open("http://" + host + "/admin/prices")
	admin.see("rank-words")
	if words := admin.text("rank-words"); !strings.Contains(words, "3 other nodes") {
		t.Errorf("its place in the market: %q", words)
	}
	admin.shot("operator-market")

	// 5. What it earned is paid to the wallet.
	client := d.client(t)
	token := client.Addresses().Tokens[0].Address
	had, err := client.Token(token).Balance(t.Context(), me)
	if err != nil {
		t.Fatal(err)
	}
	rig.Within(t, 30*time.Second, "the order has earned something that can be had", func() error {
		o, err := client.Order(t.Context(), id)
		if err == nil && o.Earned(time.Now().Add(-5*time.Second)).IsZero() {
			err = fmt.Errorf("%+v", o)
		}
		return err
	})
	admin.open("http://" + host + "/admin/money")
	admin.see("purse")
	admin.click("payout")
	admin.see("payout-gas")
	admin.click("payout-confirm")
	rig.Within(t, 60*time.Second, "the wallet has it", func() error {
		has, err := client.Token(token).Balance(t.Context(), me)
		if err == nil && has.Cmp(had) <= 0 {
			err = fmt.Errorf("it has %s, as before", has)
		}
		return err
	})
	if said, code := m.run("earnings"); code != 0 || !strings.Contains(said, "dUSD") {
		t.Errorf("earnings in the terminal: %d, %s", code, said)
	}

	// 6. Maintenance is announced: the user sees it on the order's page, and offers are turned away until it is over.
	admin.open("http://" + host + "/admin/maintenance")
	admin.click("maintain")
	admin.fill("maintain-note", "new disks")
	admin.click("maintain-confirm")
	admin.until("it is announced", `document.querySelector('[data-test="maintenance"]')?.dataset.on === "true"`)
	q.until("the user reads it", `document.body.innerText.includes("new disks")`)
	q.shot("operator-maintenance-user")
	user.Node, user.Gateway = me, "http://"+host
	if g, _ := user.Greet(t.Context(), small, amount.NanoOf(1), 3600); g.Kind != wire.Reject || g.Reasons[0].Code != "maintenance" {
		t.Errorf("an offer under maintenance: %+v", g)
	}
	if said, code := m.run("maintenance", "end"); code != 0 {
		t.Errorf("its end, in the terminal: %d, %s", code, said)
	}
	q.until("the user reads it no more", `!document.body.innerText.includes("new disks")`)
	admin.until("nor does the operator", `document.querySelector('[data-test="maintenance"]')?.dataset.on === "false"`)
}
