package negotiate

import (
	"context"
	"encoding/binary"
	"runtime"
	"testing"
	"time"

	"berth/shared/amount"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// TestAttackSlots has some fill all places for negotiations, while one honest user asks for a quote: theirs must go on to
// its end, and what is held must stay bounded.
func TestAttackSlots(t *testing.T) {
	a := attacktest.Begin(t, "one user or address takes all negotiation slots")
	release := make(chan struct{})
	gateways := fakeGateways(func(ctx context.Context, _ string, g wire.Greet) (wire.Greeting, error) {
		select {
		case <-ctx.Done():
			return wire.Greeting{}, ctx.Err()
		case <-release:
			return wire.Greeting{Kind: wire.Reject}, nil
		}
	})
	r := wire.OfferRequest{Resources: want, Token: dollar, Rate: amount.NanoOf(1e9), Duration: 60}
	for _, flood := range []struct {
		name string
		who  func(i int) (eth.Address, string)
	}{
		{"one user, one address", func(int) (eth.Address, string) { return eth.Address{9}, "203.0.113.1/32" }},
		{"one user, many addresses", func(i int) (eth.Address, string) { return eth.Address{9}, network(i) }},
		{"many users, one address", func(i int) (eth.Address, string) { return user(i), "203.0.113.1/32" }},
	} {
		s := &memStore{}
		m := New(Config{Domain: domain, Tokens: tokens, Deadline: time.Minute}, someNodes(t, 1), gateways, fakeContracts{}, s, quiet)
		honest := eth.Address{2}
		id, err := m.Start(t.Context(), honest, "198.51.100.7/32", r)
		a.Tried(err != nil, "%s: the honest offer before the flood: %v", flood.name, err)
		for i := range 2000 {
			who, from := flood.who(i)
			_, err := m.Start(t.Context(), who, from, r)
			a.Tried(err != nil, "%s: offer %d is refused, though the oldest should give way: %v", flood.name, i, err)
		}
		late, err := m.Start(t.Context(), honest, "198.51.100.7/32", r)
		a.Tried(err != nil, "%s: the honest offer after the flood: %v", flood.name, err)
		a.Tried(m.Running() > 64, "%s: %d negotiations run", flood.name, m.Running())
		m.mu.Lock()
		kept := len(m.live)
		m.mu.Unlock()
		a.Tried(kept > 62, "%s: %d offers are in memory", flood.name, kept)
		for _, id := range []string{id, late} {
			o, err := m.Offer(t.Context(), honest, id)
			a.Tried(err != nil || o.Done != nil, "%s: the honest offer was ended: %+v, %v", flood.name, o.Done, err)
		}
		m.Close()
	}
	close(release)
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	a.Note("heap %d MiB", mem.HeapInuse>>20)
}

func user(i int) (a eth.Address) {
	a[0] = 8
	binary.BigEndian.PutUint32(a[1:], uint32(i))
	return a
}

func network(i int) string { return "2001:db8:" + user(i).String() }

// TestAttackGreeting has a node send more than is needed: it must not stay in the offer, which is kept.
func TestAttackGreeting(t *testing.T) {
	a := attacktest.Begin(t, "a node's answer fills the platform")
	n := Node{Address: eth.Address{1}, Operator: operatorAddress(t)}
	g := wire.Greet{User: eth.Address{2}, Resources: want, Token: dollar, Rate: amount.NanoOf(1e9), Duration: 60}
	long := make([]byte, 200<<10)
	for _, kind := range []wire.AnswerKind{wire.Accept, wire.Counter, wire.Reject, "other"} {
		greeting := wire.Greeting{Kind: kind, Signature: long}
		for range 5000 {
			greeting.Reasons = append(greeting.Reasons, wire.Why{Code: string(long[:300]), Text: string(long[:300])})
		}
		if kind != wire.Reject {
			greeting.Quote = &order.Quote{
				Node: n.Address, User: g.User, Token: g.Token, Resources: want, Rate: g.Rate, MinDuration: 60, MaxDuration: 7200, Epoch: 1, ValidUntil: time.Now().Add(time.Minute),
			}
		}
		wrong := checkGreeting(n, g, &greeting, time.Now())
		size := len(greeting.Signature)
		for _, r := range greeting.Reasons {
			size += len(r.Code) + len(r.Text)
		}
		a.Tried(wrong == "" && size > 16<<10, "%s: %d bytes are kept", kind, size)
	}
}
