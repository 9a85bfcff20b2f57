package kube

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"

	"berth/contracts/chain"
	"berth/e2e/rig"
	"berth/gateway/kube/kubetest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// startDemo starts the demo with the cluster's node and gives its state folder, its app's URL and its chain's.
func startDemo(t *testing.T) (dir, app, rpc string) {
	t.Helper()
	config := kubetest.Account(t, kubeconfig(t))
	bin, err := buildDemo()
	if err != nil {
		t.Fatal(err)
	}
	site, err := filepath.Abs(filepath.Join("..", "..", "dist", "site"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(site, "index.html")); err != nil {
		t.Fatalf("the site is not built: run `make site` first (%v)", err)
	}
	ports, log := rig.FreePorts(t, 6), &rig.Tail{}
	at := func(i int) string { return strconv.Itoa(ports[i]) }
	dir, app, rpc = t.TempDir(), "http://localhost:"+at(0), "http://127.0.0.1:"+at(1)
	cmd := exec.Command(bin, "--state", dir, "--site", site, "--listen", "localhost:"+at(0), "--rpc-listen", "localhost:"+at(1),
		"--gateway-ports", at(2)+","+at(3)+","+at(4), "--kube-port", at(5), "--kubeconfig", config, "--grace", "1h")
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGTERM)
		if err := cmd.Wait(); err != nil {
			t.Errorf("the demo ended: %v", err)
		}
		if t.Failed() {
			t.Logf("the demo's log:\n%s", log)
		}
	})
	if err := rig.Eventually(90*time.Second, func() error { return rig.Ready(app) }); err != nil {
		t.Fatalf("the demo is not ready: %v\n%s", err, log)
	}
	return dir, app, rpc
}

// TestRent is the main job through the whole product, on the demo's node in front of the cluster: offer, quote, order,
// deployment, service by ticket and cookie, end.
func TestRent(t *testing.T) {
	dir, app, rpc := startDemo(t)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(filepath.Join(dir, "keys.json"))
	must(err)
	var keys struct{ Users []hexutil.Bytes }
	must(json.Unmarshal(raw, &keys))
	key, err := crypto.ToECDSA(keys.Users[0])
	must(err)
	a, err := chain.LoadAddresses(filepath.Join(dir, "addresses.json"))
	must(err)
	client, err := chain.Dial(t.Context(), rpc, a)
	must(err)
	t.Cleanup(client.Close)

	p := newTenant(key, client, eth.Address{}, "")
	p.App = app
	nodes, err := rig.Ask[wire.NodeList](t.Context(), p.Person, "GET", app+"/api/nodes", nil)
	must(err)
	if len(nodes.Items) != 4 {
		t.Fatalf("nodes %+v: want four", nodes)
	}
	for _, n := range nodes.Items {
		if n.Name == "Deep Water" {
			p.Node, p.Gateway = n.Address, n.URL
		}
	}
	if p.Node.IsZero() {
		t.Fatalf("no Deep Water in %+v", nodes)
	}

	t.Cleanup(func() { (&yard{T: t, node: p.Node, kube: connect(t)}).clear() })

	must(p.Login(t.Context()))

	want := resource.Resources{CPUMilli: 200, MemoryMiB: 128, DiskMiB: 64, TrafficMiB: 1024}
	hint, err := rig.Ask[wire.PriceHint](t.Context(), p.Person, "GET", app+"/api/price?cpuMilli=200&memoryMiB=128&diskMiB=64&trafficMiB=1024&duration=3600", nil)
	must(err)
	if hint.Fast == nil {
		t.Fatalf("no price: %+v", hint)
	}
	answers, err := p.Negotiate(t.Context(), wire.OfferRequest{Resources: want, Rate: hint.Fast.Rate, Duration: 3600, Template: "notes"})
	must(err)
	i := slices.IndexFunc(answers, func(a wire.Answer) bool { return a.Node == p.Node && a.Quote != nil })
	if i < 0 {
		t.Fatalf("no quote of node %s: %+v", p.Node, answers)
	}

	paid := time.Now()
	must(p.Pay(t.Context(), *answers[i].Quote, answers[i].Signature, 3600))
	must(rig.Eventually(30*time.Second, func() error {
		v, err := p.View(t.Context(), p.ID)
		if err == nil && v.State != order.Active {
			err = errors.New(v.State.String())
		}
		return err
	}))
	must(p.Authorise(t.Context(), 0))
	_, err = p.Up(t.Context(), 1, image("notes", "/data", map[string]string{"TITLE": "From the deep"}))
	must(err)
	if status, _, err := p.Do(t.Context(), "GET", p.service()+"/", nil); err != nil || status != http.StatusUnauthorized {
		t.Errorf("without a cookie: %d %v; want 401", status, err)
	}
	must(p.enter(t.Context()))
	must(rig.Eventually(10*time.Second, p.shows(t.Context(), "From the deep")))
	t.Logf("paid to its page: %s", time.Since(paid).Round(10*time.Millisecond))
	if status, b, err := p.Do(t.Context(), "POST", p.service()+"/notes", url.Values{"text": {"a note"}}); err != nil || status != http.StatusSeeOther {
		t.Errorf("a note: %d %.200s %v", status, b, err)
	}
	must(p.shows(t.Context(), "a note")())

	_, err = p.Sender.Cancel(t.Context(), p.ID, order.UserLeft)
	must(err)
	must(rig.Eventually(10*time.Second, func() error {
		if p.shows(t.Context(), "From the deep")() == nil {
			return errors.New("it is still served")
		}
		return nil
	}))
}
