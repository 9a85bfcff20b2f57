package command

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"berth/shared/amount"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// guide is gateway/README.md with somebody who does what it says.
type guide struct {
	*world
	blocks []string
	bin    string // folder with berth-gateway
}

func newGuide(t *testing.T) *guide {
	t.Helper()
	page, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	g := &guide{world: newWorld(t), bin: t.TempDir()}
	for _, b := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(string(page), -1) {
		g.blocks = append(g.blocks, b[1])
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	script := fmt.Sprintf("#!/bin/sh\n%s=1 exec %s \"$@\"\n", asBinary, self)
	for _, name := range []string{"berth-gateway", "new"} {
		if err := os.WriteFile(filepath.Join(g.bin, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	g.dir = filepath.Join(g.dir, "node")
	if err := os.Mkdir(g.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return g
}

// command is a shell's, in the operator's folder.
func (g *guide) command(ctx context.Context, script string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "sh", "-e", "-c", script)
	cmd.Dir = g.dir
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "BERTH_") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	cmd.Env = append(cmd.Env, "PATH="+g.bin+":"+os.Getenv("PATH"), "WALLET="+g.wallet.Address().String(), "PLATFORM="+g.platform, "DOMAIN="+g.domain, "RUNTIME=local",
		"NEW="+filepath.Join(g.bin, "new"), "BIN="+g.bin, "BERTH_CONFIG="+g.path("berth-gateway.yaml"), "BERTH_POLL=100ms", "BERTH_NOTICE=1s", "BERTH_PROBATION=0s", "BERTH_ADMIN=", "COLUMNS=80")
	return cmd
}

// next runs the page's next commands, which are to have these words in them, and gives what they wrote.
func (g *guide) next(words string) string {
	g.Helper()
	if len(g.blocks) == 0 || !strings.Contains(g.blocks[0], words) {
		g.Fatalf("the page's next commands are not about %q: %q", words, g.blocks)
	}
	block := g.blocks[0]
	g.blocks = g.blocks[1:]
	ctx, cancel := context.WithTimeout(g.Context(), time.Minute)
	defer cancel()
	out, err := g.command(ctx, block).CombinedOutput()
	if err != nil {
		g.Fatalf("%s: %v\n%s", block, err, out)
	}
	return string(out)
}

// serve runs the page's command that serves the node, until stop.
func (g *guide) serve() (stop func()) {
	g.Helper()
	log := &strings.Builder{}
	cmd := g.command(context.Background(), "exec berth-gateway run")
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		g.Fatal(err)
	}
	ended := false
	stop = func() {
		if ended {
			return
		}
		ended = true
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			g.Errorf("it ended before: %v", err)
		}
		if err := cmd.Wait(); err != nil || g.Failed() {
			g.Errorf("the gateway: %v\n%s", err, log)
		}
	}
	g.Cleanup(stop)
	return stop
}

// ready waits until the node says so.
func (g *guide) ready() wire.AdminOverview {
	g.Helper()
	var o wire.AdminOverview
	var last []byte
	defer func() {
		if g.Failed() {
			g.Logf("it said last: %s", last)
		}
	}()
	g.within(20*time.Second, "the node is ready", func() bool {
		var err error
		last, err = g.command(g.Context(), "berth-gateway status --json").CombinedOutput()
		return err == nil && json.Unmarshal(last, &o) == nil && o.Ready == "yes"
	})
	return o
}

func (w *world) within(d time.Duration, what string, ok func() bool) {
	w.Helper()
	for end := time.Now().Add(d); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if ok() {
			return
		}
	}
	w.Fatalf("%s: not within %s", what, d)
}

// send has the node's wallet send what register says.
func (g *guide) send(args string) registration {
	g.Helper()
	out, err := g.command(g.Context(), "berth-gateway register --json "+args).Output()
	var r registration
	if err != nil || json.Unmarshal(out, &r) != nil {
		g.Fatalf("%v: %s", err, out)
	}
	if _, err := g.wallet.Transact(g.Context(), r.To, r.Data); err != nil {
		g.Fatal(err)
	}
	if _, err := g.wallet.Pay(g.Context(), r.Operator, amount.Of(1e18)); err != nil {
		g.Fatal(err)
	}
	return r
}

// greet asks the node for an offer, as a platform does.
func (g *guide) greet() (a wire.Greeting) {
	g.Helper()
	body, err := json.Marshal(wire.Greet{
		ChainID: g.a.ChainID, Market: g.a.Market, User: address(g.user), Resources: resource.Resources{CPUMilli: 100, MemoryMiB: 64, DiskMiB: 64, TrafficMiB: 10},
		Token: g.a.Token, Rate: amount.Of(1e15).Nano(), Duration: 3600,
	})
	if err != nil {
		g.Fatal(err)
	}
	_, port, _ := strings.Cut(g.domain, ":")
	req, err := http.NewRequestWithContext(g.Context(), http.MethodPost, "http://127.0.0.1:"+port+"/v1/greet", strings.NewReader(string(body)))
	if err != nil {
		g.Fatal(err)
	}
	req.Host = g.domain
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		g.Fatal(err)
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		g.Fatal(err)
	}
	return a
}

// order rents, and waits until the node has started it.
func (g *guide) order() order.ID {
	g.Helper()
	var a wire.Greeting
	g.within(10*time.Second, "a quote", func() bool { a = g.greet(); return a.Quote != nil })
	id, _, err := g.rent.CreateOrderWithPermit(g.Context(), *a.Quote, a.Signature, 3600)
	if err != nil {
		g.Fatal(err)
	}
	g.active(id)
	return id
}

func (g *guide) active(id order.ID) {
	g.Helper()
	g.within(20*time.Second, "the order is active", func() bool {
		o, err := g.client.Order(g.Context(), id)
		return err == nil && o.State == order.Active
	})
}

// TestGuide does what gateway/README.md says, from nothing to a node that earns, and all that comes after.
func TestGuide(t *testing.T) {
	g := newGuide(t)
	want := func(out string, words ...string) {
		t.Helper()
		for _, w := range words {
			if !strings.Contains(out, w) {
				t.Errorf("no %q in\n%s", w, out)
			}
		}
	}
	want(g.next("berth-gateway init"), "(made)", "(written)")
	g.next("export BERTH_CONFIG=")
	want(g.next("berth-gateway register"), "not in the registry yet", "register(address operator")
	g.send("--total cpuMilli=1000,memoryMiB=512,diskMiB=512")
	want(g.next("berth-gateway doctor"), "0 failures")
	if len(g.blocks) == 0 || strings.TrimSpace(g.blocks[0]) != "berth-gateway run" {
		t.Fatalf("the page does not run the gateway next: %q", g.blocks)
	}
	g.blocks = g.blocks[1:]
	stop := g.serve()
	g.ready()
	id := g.order()
	g.within(10*time.Second, "the node knows that it is active", func() bool { return g.ready().Orders["active"] == 1 })
	want(g.next("berth-gateway status"), "1 active", "order  user", "    "+id.String()+"  "+address(g.user).Short(), "active")

	// What it has earned is settled and paid out. What the notice is for stays in escrow.
	g.within(30*time.Second, "the order has earned something", func() bool {
		o, err := g.client.Order(t.Context(), id)
		return err == nil && time.Since(o.ActivatedAt) > 4*time.Second
	})
	before, err := g.client.Token(g.a.Token).Balance(t.Context(), g.wallet.Address())
	if err != nil {
		t.Fatal(err)
	}
	want(g.next("berth-gateway withdraw"), "BRT", "settle order "+id.String(), "done")
	after, err := g.client.Token(g.a.Token).Balance(t.Context(), g.wallet.Address())
	if err != nil || after.Cmp(before) <= 0 {
		t.Errorf("the wallet has %s after %s, %v", after, before, err)
	}
	want(g.next("berth-gateway prices"), "core-hour", "80 to 150 percent", "version 1")
	want(g.next("maintenance begin"), "new disks on Sunday", "new orders are taken again")

	// Another key, while it runs: the order goes on, and the node signs with the next one.
	want(g.next("berth-gateway key"), "0x", "It is in the registry with another")
	next := g.send("--next")
	g.within(20*time.Second, "the next key signs", func() bool {
		n, err := g.client.Node(t.Context(), g.wallet.Address())
		return err == nil && n.Operator == next.Operator && g.ready().Ready == "yes"
	})
	want(g.next("mv next.key"), next.Operator.String(), "0 failures")

	// Lost, and brought back.
	stop()
	g.next("tar -czf")
	for _, name := range []string{"berth-gateway.yaml", "addresses.json", "operator.key", "data/ledger.db", "data/secrets.key"} {
		if err := os.Remove(g.path(name)); err != nil {
			t.Fatal(err)
		}
	}
	g.next("tar -xzf")
	stop = g.serve()
	if o := g.ready(); o.Orders["active"] != 1 {
		t.Errorf("after the restore: %v", o.Orders)
	}
	stop()
	want(g.next("install -m 755"), "0 failures")
	g.serve()
	g.ready()
	out, err := g.command(t.Context(), fmt.Sprintf("berth-gateway orders end %s --now --yes && berth-gateway orders --state ended && berth-gateway audit", id)).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	want(string(out), "forfeits", "It has ended", "cancelled", "order-end", "policy", "payout", "maintenance-begin")
	if len(g.blocks) > 0 {
		t.Errorf("nobody does %q", g.blocks)
	}
}
