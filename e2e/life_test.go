package e2e

import (
	"context"
	"crypto/ecdsa"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"

	"berth/contracts/chain"
	"berth/e2e/rig"
	"berth/gateway"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// small is what these orders rent.
var small = resource.Resources{CPUMilli: 100, MemoryMiB: 64, DiskMiB: 64, TrafficMiB: 64}

// operator is the key by which one of the demo's nodes signs, and its address.
func (d *demo) operator(t *testing.T, node eth.Address) *ecdsa.PrivateKey {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(d.dir, "keys.json"))
	if err != nil {
		t.Fatal(err)
	}
	var keys struct {
		Nodes []struct{ Wallet, Operator hexutil.Bytes }
	}
	if err := json.Unmarshal(b, &keys); err != nil {
		t.Fatal(err)
	}
	for _, n := range keys.Nodes {
		wallet, err := crypto.ToECDSA(n.Wallet)
		if err != nil {
			t.Fatal(err)
		}
		if rig.Address(wallet) == node {
			key, err := crypto.ToECDSA(n.Operator)
			if err != nil {
				t.Fatal(err)
			}
			return key
		}
	}
	t.Fatalf("the demo has no node %s", node)
	return nil
}

// quoted asks all nodes at the list price in a token, and gives an answer that accepts.
func (p *person) quoted(token eth.Address, seconds uint32) wire.Answer {
	p.t.Helper()
	hint := ask[wire.PriceHint](p, "GET", fmt.Sprintf("%s/api/price?cpuMilli=%d&memoryMiB=%d&diskMiB=%d&trafficMiB=%d&duration=%d&token=%s",
		p.App, small.CPUMilli, small.MemoryMiB, small.DiskMiB, small.TrafficMiB, seconds, token), nil)
	if hint.Fast == nil || hint.Token != token {
		p.t.Fatalf("no price: %+v", hint)
	}
	for _, a := range p.negotiate(wire.OfferRequest{Resources: small, Token: token, Rate: hint.Fast.Rate, Duration: seconds, First: true}) {
		if a.Kind == wire.Accept {
			return a
		}
	}
	p.t.Fatalf("no node accepts %s", hint.Fast.Rate)
	return wire.Answer{}
}

// active waits until the platform says that an order runs.
func (p *person) active(id order.ID) wire.OrderView {
	p.t.Helper()
	p.await("the order is active", func() bool {
		v, err := p.View(p.t.Context(), id)
		return err == nil && v.State == order.Active
	})
	return p.view(id)
}

// TestLife is what can become of orders, by the HTTP interfaces and the chain.
func TestLife(t *testing.T) {
	d := startDemo(t, t.TempDir(), "--probation", "1s")
	p, other := newPerson(t, d, 0), newPerson(t, d, 1)
	p.login()
	for _, c := range []struct {
		name string
		run  func(*person, *demo, *person)
	}{{"in both currencies", currencies}, {"a node leaves without notice", nodeLeaves}, {"somebody else pays the gas", relayed}} {
		t.Run(c.name, func(t *testing.T) {
			c.run(&person{p.Person, t}, d, &person{other.Person, t})
		})
	}
}

// currencies has an order's whole life in the demo's dollars and in Berth's own token: each side gets what it says, to the
// last unit, and what the stakers take is told.
func currencies(p *person, d *demo, _ *person) {
	t := p.t
	at := p.Chain.Addresses()
	for i, token := range []eth.Address{at.Tokens[0].Address, at.Token} {
		coin := p.Chain.Token(token)
		before, err := coin.Balance(t.Context(), p.Addr)
		p.must(err)
		a := p.quoted(token, 3600)
		if a.Quote.Token != token || a.Quote.Notice == 0 {
			t.Errorf("quote %+v", a.Quote)
		}
		v := p.rent(a)
		if v.Token != token || v.Deposit() != a.Quote.Deposit(3600) {
			t.Errorf("order %+v", v.Order)
		}
		p.deploy(1, wire.TemplateManifest{Template: "hello", Service: "web", Image: "berth/hello", Port: 8080})
		// Some more paid seconds, whatever the rate.
		p.await("something is earned", func() bool { return p.view(v.ID).Earned(time.Now().Add(-3*time.Second)).Cmp(amount.Of(0)) > 0 })
		_, err = p.Sender.Cancel(t.Context(), v.ID, order.UserLeft)
		p.must(err)
		p.await("the platform knows the end", func() bool { return p.view(v.ID).State == order.Cancelled })
		end := p.view(v.ID)
		if end.PaidOut.IsZero() || end.PaidOut.Add(end.Refunded) != v.Deposit() || !end.Forfeited.IsZero() || !end.Unserved.IsZero() {
			t.Errorf("the end: %+v", end)
		}
		fee := amount.Amount{}
		if token == at.Token {
			fee = end.PaidOut.Div(100)
		}
		if end.Fees != fee {
			t.Errorf("fees of %s, want %s of %s", end.Fees, fee, end.PaidOut)
		}
		_, err = p.Sender.Withdraw(t.Context(), p.Addr, token)
		p.must(err)
		after, err := coin.Balance(t.Context(), p.Addr)
		p.must(err)
		owed, err := p.Chain.Owed(t.Context(), v.Node, token)
		p.must(err)
		if before.Sub(after) != end.PaidOut || owed.Add(fee) != end.PaidOut {
			t.Errorf("currency %d: the user is %s short, the node is owed %s, the stakers %s, %s was paid", i, before.Sub(after), owed, fee, end.PaidOut)
		}
		// The operator pays its node out.
		_, err = chain.NewSender(p.Chain, d.operator(t, v.Node), chain.SenderConfig{}).WithdrawFor(t.Context(), v.Node, token)
		p.must(err)
		if got, err := coin.Balance(t.Context(), v.Node); err != nil || got != owed {
			t.Errorf("the node has %s, %v; want %s", got, err, owed)
		}
	}
}

// nodeLeaves has a node end an order without having announced it: it forfeits what it earned within its notice, and all
// comes back to the user.
func nodeLeaves(p *person, d *demo, _ *person) {
	t := p.t
	v := p.rent(p.quoted(p.Coin(), 3600))
	p.await("something is earned", func() bool { return !p.view(v.ID).Earned(time.Now().Add(-3 * time.Second)).IsZero() })
	r, err := chain.NewSender(p.Chain, d.operator(t, v.Node), chain.SenderConfig{}).Cancel(t.Context(), v.ID, order.NodeMaintenance)
	p.must(err)
	p.await("the platform knows the end", func() bool { return p.view(v.ID).State == order.Cancelled })
	end := p.view(v.ID)
	if earned := v.Earned(r.Time); earned.IsZero() || end.Forfeited != earned || !end.PaidOut.IsZero() || end.Refunded != v.Deposit() || end.EndedBy != "node" {
		t.Errorf("forfeited %s of %s; the end: %+v", end.Forfeited, earned, end)
	}
}

// relayed has somebody else send an order that its user has signed: the node takes it for the user's.
func relayed(p *person, _ *demo, relayer *person) {
	t := p.t
	at := p.Chain.Addresses()
	_, err := p.Sender.Approve(t.Context(), p.Coin(), at.Permit2, amount.Of(1e12)) // once and for all, with any app that uses Permit2
	p.must(err)
	a := p.quoted(p.Coin(), 3600)
	call, err := rig.Relay(p.Key, at, *a.Quote, a.Signature, 3600, rand.Uint64(), time.Now().Add(10*time.Minute))
	p.must(err)
	before, err := p.Chain.Coins(t.Context(), p.Addr)
	p.must(err)
	r, err := relayer.Sender.Transact(t.Context(), at.Market, call)
	p.must(err)
	for _, e := range r.Events {
		if c, ok := e.(chain.OrderCreated); ok {
			p.ID = c.ID
		}
	}
	v := p.active(p.ID)
	if after, err := p.Chain.Coins(t.Context(), p.Addr); err != nil || after != before || v.User != p.Addr {
		t.Errorf("the user %s paid gas: %s, %s, %v", v.User, before, after, err)
	}
	p.Node, p.Gateway = v.Node, v.NodeURL
	p.must(p.Authorise(t.Context(), p.ID))
	p.deploy(1, wire.TemplateManifest{Template: "hello", Service: "web", Image: "berth/hello", Port: 8080})
}

// TestAway has the platform look after the orders of a user who is away, as the agent that the user named: it gives one more
// time before its end, and ends another whose node has gone.
func TestAway(t *testing.T) {
	thorough(t)
	d := startDemo(t, t.TempDir(), "--guard-after", "4s", "--probation", "1s")
	p := newPerson(t, d, 0)
	p.login()
	info := ask[wire.Info](p, "GET", d.app+"/api/info", nil)
	if info.Agent.IsZero() {
		t.Fatal("the platform is nobody's agent")
	}

	// A node of the test's own, that can go away.
	key := func() *ecdsa.PrivateKey {
		k, err := crypto.GenerateKey()
		p.must(err)
		_, err = p.Sender.Pay(t.Context(), rig.Address(k), amount.Of(1e18))
		p.must(err)
		return k
	}
	wallet, operator := key(), key()
	port := rig.FreePorts(t, 1)[0]
	domain := "away.localhost:" + strconv.Itoa(port)
	_, err := chain.NewSender(p.Chain, wallet, chain.SenderConfig{}).Register(t.Context(), chain.Entry{
		Operator: rig.Address(operator), Total: resource.Resources{CPUMilli: 1000, MemoryMiB: 1024, DiskMiB: 1024, TrafficMiB: 1024}, Endpoint: domain,
	})
	p.must(err)
	c := gateway.Default()
	c.Node, c.OperatorKey, c.RPC, c.Contracts = rig.Address(wallet), hex.EncodeToString(crypto.FromECDSA(operator)), []string{d.rpc}, p.Chain.Addresses()
	c.Listen, c.Domain, c.Scheme, c.Data, c.Poll = "localhost:"+strconv.Itoa(port), domain, "http", t.TempDir(), 200*time.Millisecond
	c.Probation = 0
	c.PriceList = []wire.Price{{Token: p.Coin(), CoreHour: amount.Of(1000).Nano()}} // the cheapest
	c.Log = slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	g, err := gateway.New(t.Context(), c)
	p.must(err)
	ctx, goAway := context.WithCancel(t.Context())
	gone := make(chan error, 1)
	go func() { gone <- g.Run(ctx) }()
	t.Cleanup(goAway)

	p.await("the platform knows the new node", func() bool {
		n, err := rig.Ask[wire.Node](t.Context(), p.Person, "GET", d.app+"/api/nodes/"+rig.Address(wallet).String(), nil)
		return err == nil && n.Reachable
	})
	answers := p.negotiate(wire.OfferRequest{Resources: small, Rate: amount.Of(1000).Nano(), Duration: 7200, Nodes: []eth.Address{rig.Address(wallet)}})
	if len(answers) != 1 || answers[0].Kind != wire.Accept {
		t.Fatalf("answers %+v", answers)
	}
	answer := answers[0]
	p.must(p.Pay(t.Context(), *answer.Quote, answer.Signature, 7200))
	lonely := p.active(p.ID)

	// One more with a node that stays, for ten minutes: that is near its end at once.
	a := p.quoted(p.Coin(), 600)
	p.must(p.Pay(t.Context(), *a.Quote, a.Signature, 600))
	short := p.active(p.ID)
	if len(short.Steps) == 0 || short.Duration != 600 {
		t.Fatalf("order %+v", short)
	}

	// The user goes away, and lets the platform spend so much on more time for a while, on the order's page.
	most := amount.Of(1e6)
	w := window{width: 390, height: 844, lang: "en"}.open(t)
	w.open(d.app + "/explore")
	w.see("node-link")
	eval[bool](w, `(localStorage.setItem("berth.devwallet.auto", "true"), true)`)
	w.click("login")
	w.click("wallet")
	w.see("account")
	w.open(fmt.Sprintf("%s/orders/%d", d.app, short.ID))
	w.click("tab-settings")
	w.click("agent-open")
	w.fill("agent-sum", "1")
	w.see("agent-words")
	w.shot("agent-sheet")
	w.click("agent-confirm")
	w.see("agent-budget")
	w.shot("agent-named")
	rig.Within(t, 40*time.Second, "the short order has more time", func() error {
		v, err := p.View(t.Context(), short.ID)
		if err == nil && v.Duration <= 600 {
			err = fmt.Errorf("%d s, %+v", v.Duration, v.Care)
		}
		return err
	})
	v := p.view(short.ID)
	if got, want := v.Deposit().Sub(short.Deposit()), short.Rate.Cost(uint64(v.Duration)).Sub(short.Rate.Cost(600)); got != want || got.Cmp(most) > 0 || v.State != order.Active {
		t.Errorf("%s was paid for it, want %s, %s at most; %+v", got, want, most, v.Order)
	}
	if s := v.Steps[len(v.Steps)-1]; s.Kind != "extended" || s.By != p.Addr {
		t.Errorf("step %+v", s)
	}

	goAway()
	if err := <-gone; err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("the gateway: %v", err)
	}
	rig.Within(t, 60*time.Second, "the order of the node that went away is ended", func() error {
		v, err := p.View(t.Context(), lonely.ID)
		if err == nil && v.State != order.Cancelled {
			err = fmt.Errorf("%s, %+v", v.State, v.Care)
		}
		return err
	})
	end := p.view(lonely.ID)
	if end.EndedBy != "user" || end.Reason == nil || *end.Reason != order.NodeUnreachable || end.PaidOut.Add(end.Refunded) != end.Deposit() {
		t.Errorf("the end: %+v", end)
	}
	if got, err := p.Chain.Token(p.Coin()).Balance(t.Context(), info.Agent); err != nil || !got.IsZero() {
		t.Errorf("the agent has %s, %v", got, err)
	}
	owed, err := p.Chain.Owed(t.Context(), info.Agent, p.Coin())
	if err != nil || !owed.IsZero() {
		t.Errorf("the agent is owed %s, %v", owed, err)
	}
}
