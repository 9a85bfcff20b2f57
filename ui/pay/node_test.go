//go:build !js

package pay

import (
	"context"
	"sync"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/e2e/pen"
	"berth/shared/amount"
	"berth/shared/attacktest"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/registry"
	"berth/shared/resource"
	"berth/ui/api"
	"berth/ui/fault"
	"berth/ui/state"
	"berth/ui/text"
	"berth/ui/trust"
)

// TestEntering: a wallet becomes a node, changes its entry in every way and leaves, each with one transaction; what the
// contract refuses, or what was made from an entry that is not there any more, never gets as far as the wallet.
func TestEntering(t *testing.T) {
	p := pen.New(t)
	signer := state.Signer{Wallet: p, User: p.User, Place: p.Truth}
	total := resource.Resources{CPUMilli: 4000, MemoryMiB: 8192, DiskMiB: 1 << 14, TrafficMiB: 1 << 20, GPU: 2, GPUModel: "a100"}
	first := registry.Entry{Operator: p.Other, Total: total, Endpoint: "n9.example.org", Metadata: registry.About{Name: "北港"}.URI()}
	read := func() registry.Entry {
		t.Helper()
		e, err := api.Chain{Chain: p.Truth, Via: p}.Entry(t.Context(), p.User)
		if err != nil {
			t.Fatal(err)
		}
		e.Reserved.GPUModel = "" // is that of the total
		return e
	}
	for _, c := range []struct {
		name   string
		node   eth.Address
		was    func(registry.Entry) registry.Entry
		call   func(registry.Entry) eth.Bytes
		refuse string
		want   func(*registry.Entry)
	}{
		{name: "pause what is not there", call: func(registry.Entry) eth.Bytes { return calldata.SetPaused(true) }, refuse: "Registry_NotRegistered"},
		{name: "register", call: func(registry.Entry) eth.Bytes { return calldata.Register(first) }, want: func(e *registry.Entry) {
			at := read().RegisteredAt
			*e = first
			e.Epoch, e.RegisteredAt = 1, at
		}},
		{name: "another account's", node: p.Node, call: func(registry.Entry) eth.Bytes { return calldata.SetPaused(true) }, refuse: string(NotNode)},
		{name: "from an entry that has moved", was: func(e registry.Entry) registry.Entry { e.Operator = p.Node; return e },
			call: func(registry.Entry) eth.Bytes { return calldata.SetPaused(true) }, refuse: string(trust.EntryMoved)},
		{name: "from an entry whose totals have moved", was: func(e registry.Entry) registry.Entry { e.Total.CPUMilli++; return e },
			call: func(registry.Entry) eth.Bytes { return calldata.SetPaused(true) }, refuse: string(trust.EntryMoved)},
		{name: "while orders come and go", was: func(e registry.Entry) registry.Entry { e.Reserved.CPUMilli, e.Live = 7, 1; return e },
			call: func(registry.Entry) eth.Bytes { return calldata.SetPaused(true) }, want: func(e *registry.Entry) { e.Paused = true }},
		{name: "open", call: func(registry.Entry) eth.Bytes { return calldata.SetPaused(false) }, want: func(e *registry.Entry) { e.Paused = false }},
		{name: "void", call: func(registry.Entry) eth.Bytes { return calldata.VoidQuotes() }, want: func(e *registry.Entry) { e.Epoch = 2 }},
		{name: "name a key", call: func(registry.Entry) eth.Bytes { return calldata.SetOperator(p.Node) }, want: func(e *registry.Entry) { e.Operator, e.Epoch = p.Node, 3 }},
		{name: "change", call: func(e registry.Entry) eth.Bytes {
			e.Total, e.Endpoint, e.Metadata = resource.Resources{CPUMilli: 10, MemoryMiB: 16}, "n10.example.org:8443", ""
			return calldata.Register(e)
		}, want: func(e *registry.Entry) {
			e.Total, e.Endpoint, e.Metadata = resource.Resources{CPUMilli: 10, MemoryMiB: 16}, "n10.example.org:8443", ""
		}},
		{name: "leave", call: func(registry.Entry) eth.Bytes { return calldata.Deregister() }, want: func(e *registry.Entry) { *e = registry.Entry{Epoch: 4} }},
	} {
		node := c.node
		if node.IsZero() {
			node = p.User
		}
		is := read()
		want, was := is, is
		if c.was != nil {
			was = c.was(is)
		}
		var sent eth.Hash
		d := Entering{
			T: text.In(text.EN), Node: node, Was: was, Call: c.call(is), Stage: func(Stage) {}, Sent: func(tx eth.Hash) { sent = tx },
			Signer: func(app.Context) (state.Signer, error) { return signer, nil },
		}
		r, err := d.pay(t.Context(), signer)
		if (err == nil) != (c.refuse == "") || err != nil && !fault.Is(err, problem.Code(c.refuse)) && fault.Figure(err, "error") != c.refuse {
			t.Errorf("%s: %v", c.name, err)
		}
		if asked := len(p.Asked()); (asked == 1) != (c.refuse == "") || asked > 1 || sent.IsZero() == (asked == 1) {
			t.Errorf("%s: the wallet was asked %d times, %s was sent", c.name, asked, sent)
		}
		if c.want != nil {
			c.want(&want)
		}
		if got := read(); got != want {
			t.Errorf("%s: got %+v\nwant %+v", c.name, got, want)
		}
		if err == nil {
			lasting(t, p, r)
		}
	}
}

// lasting: a receipt of another block than the transaction's is one that was taken back.
func lasting(t *testing.T, p *pen.Pen, r api.Receipt) {
	t.Helper()
	chain := api.Chain{Chain: p.Truth, Via: finalAt{p}}
	if l, err := chain.Lasts(t.Context(), r); err != nil || l != api.Final {
		t.Errorf("it lasts %d, %v", l, err)
	}
	r.Block++
	if l, err := chain.Lasts(t.Context(), r); err != nil || l != api.Gone {
		t.Errorf("one that was taken back lasts %d, %v", l, err)
	}
}

// finalAt takes the newest block for final.
type finalAt struct{ *pen.Pen }

func (f finalAt) Read(ctx context.Context, method string, out any, params ...any) error {
	if len(params) > 0 && params[0] == "finalized" {
		params[0] = "latest"
	}
	return f.Pen.Read(ctx, method, out, params...)
}

// Whoever shows an owner the node's entry shows it otherwise than it is, or another account's, so that the owner writes what
// is not wanted over it.
func TestAttackLyingEntry(t *testing.T) {
	a := attacktest.Begin(t, "an owner signs a change of an entry that is not the one on chain")
	p := pen.New(t)
	signer := state.Signer{Wallet: p, User: p.User, Place: p.Truth}
	enter := func(node eth.Address, was registry.Entry, call eth.Bytes) error {
		_, err := Entering{T: text.In(text.EN), Node: node, Was: was, Call: call, Stage: func(Stage) {}, Sent: func(eth.Hash) {}}.pay(t.Context(), signer)
		return err
	}
	first := registry.Entry{
		Operator: p.Other, Total: resource.Resources{CPUMilli: 4000, MemoryMiB: 8192, GPU: 1, GPUModel: "a100"}, MinStake: amount.Of(7), Endpoint: "n9.example.org", Metadata: "https://n9.example.org/about",
	}
	if err := enter(p.User, registry.Entry{}, calldata.Register(first)); err != nil {
		t.Fatal(err)
	}
	is, err := api.Chain{Chain: p.Truth, Via: p}.Entry(t.Context(), p.User)
	if err != nil {
		t.Fatal(err)
	}
	p.Asked()
	var tries sync.WaitGroup // each looks for a while whether the chain only lags behind
	for name, change := range map[string]func(*registry.Entry){
		"nothing":                    func(e *registry.Entry) { *e = registry.Entry{} },
		"another operator":           func(e *registry.Entry) { e.Operator = p.Node },
		"no operator":                func(e *registry.Entry) { e.Operator = eth.Address{} },
		"another endpoint":           func(e *registry.Entry) { e.Endpoint = pen.Evil },
		"another way to write it":    func(e *registry.Entry) { e.Endpoint = "N9.example.org" },
		"more CPU":                   func(e *registry.Entry) { e.Total.CPUMilli++ },
		"another model":              func(e *registry.Entry) { e.Total.GPUModel = "h100" },
		"another stake":              func(e *registry.Entry) { e.MinStake = amount.Amount{} },
		"other metadata":             func(e *registry.Entry) { e.Metadata = "" },
		"paused":                     func(e *registry.Entry) { e.Paused = true },
		"another epoch":              func(e *registry.Entry) { e.Epoch++ },
		"registered at another time": func(e *registry.Entry) { e.RegisteredAt = e.RegisteredAt.Add(-1e9) },
	} {
		tries.Go(func() {
			was := is
			change(&was)
			err := enter(p.User, was, calldata.Register(first))
			a.Tried(err == nil, "%s: %v", name, err)
		})
	}
	tries.Wait()
	a.Tried(len(p.Asked()) > 0, "the wallet was asked")
	for _, node := range []eth.Address{p.Node, p.Other, {}} {
		err := enter(node, is, calldata.SetPaused(true))
		a.Tried(err == nil || len(p.Asked()) > 0, "as the node %s: %v", node, err)
	}
}
