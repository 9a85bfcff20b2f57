package evidence

import (
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/server/capacity"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

var (
	domain = typed.Berth(1337, eth.Address{0xaa})
	node   = eth.Address{7}
	now    = time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC)
)

func newKey(t testing.TB) (*ecdsa.PrivateKey, eth.Address) {
	t.Helper()
	k, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	return k, eth.Address(crypto.PubkeyToAddress(k.PublicKey))
}

// measured is what an honest node proved to a verifier.
func measured(t testing.TB, verifier eth.Address) Body {
	t.Helper()
	c := CapacityFound{Order: 1, At: now}
	for i, to := range []*TableFound{&c.Alone, &c.All} {
		to.Nonce, to.Samples, to.Count, to.OpenLimit = eth.Hash{byte(i + 1)}, eth.Hash{9}, MinSamples, 500
		to.Params = capacity.Params{Seed: capacity.Seed(to.Nonce, node, verifier, c.At), Lanes: 1 + i, Blocks: 400}
		table, err := capacity.Fill(t.Context(), to.Params)
		if err != nil {
			t.Fatal(err)
		}
		to.Root = table.Root()
		if to.Proof, err = table.Open(capacity.Samples(to.Params, to.Root, to.Samples, to.Count)); err != nil {
			t.Fatal(err)
		}
	}
	return Body{Endpoint: "example.com", Capacity: &c}
}

func signed(t testing.TB, key *ecdsa.PrivateKey, check string, b Body) wire.EvidenceDocument {
	t.Helper()
	e, err := Sign(key, domain, node, check, true, now, b)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestRecheck(t *testing.T) {
	key, verifier := newKey(t)
	opKey, operator := newKey(t)
	c := typed.Challenge{Gateway: "example.com", Node: node, Verifier: verifier, Nonce: eth.Hash{3}, At: now}
	sig, err := eip712.Sign(opKey, c.Data(domain))
	if err != nil {
		t.Fatal(err)
	}
	for check, b := range map[string]Body{
		Key:      {Endpoint: "example.com", Operator: operator, Answer: &wire.ChallengeAnswer{Challenge: c, Operator: operator, Signature: sig}, Nonce: c.Nonce},
		Place:    {Endpoint: "example.com", Addresses: []AddressFound{{Address: "8.8.8.8", Public: true, TLS: "TLS 1.3", Signed: true}}},
		Capacity: measured(t, verifier),
		Shop:     {Shop: &ShopFound{Order: order.ID(1)}},
		Apart:    {Apart: &ApartFound{Rounds: []Round{{1, 1, 1, 1}}}},
	} {
		e := signed(t, key, check, b)
		raw, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		var again wire.EvidenceDocument
		if err := json.Unmarshal(raw, &again); err != nil {
			t.Fatal(err)
		}
		if _, err := Recheck(domain, again); err != nil {
			t.Errorf("%s, over the wire: %v", check, err)
		}
		// Of nothing nothing follows.
		if _, err := Recheck(domain, signed(t, key, check, Body{})); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s without anything found: %v", check, err)
		}
	}
	failed, err := Sign(key, domain, node, Capacity, false, now, Body{Why: "no"})
	if err != nil {
		t.Fatal(err)
	}
	if b, err := Recheck(domain, failed); err != nil || b.Why != "no" {
		t.Errorf("what was not passed: %+v, %v", b, err)
	}
}

// TestAttackEvidence: documents that were changed, or that say what they do not show.
func TestAttackEvidence(t *testing.T) {
	a := attacktest.Begin(t, "evidence counts that its verifier did not sign, or that does not prove what it says")
	key, verifier := newKey(t)
	otherKey, other := newKey(t)
	good := signed(t, key, Capacity, measured(t, verifier))
	for name, change := range map[string]func(e *wire.EvidenceDocument){
		"another node":      func(e *wire.EvidenceDocument) { e.Node = eth.Address{8} },
		"another verifier":  func(e *wire.EvidenceDocument) { e.Verifier = other },
		"another check":     func(e *wire.EvidenceDocument) { e.Check = Shop },
		"another outcome":   func(e *wire.EvidenceDocument) { e.Passed = false },
		"another time":      func(e *wire.EvidenceDocument) { e.At = e.At.Add(time.Hour) },
		"parts of a second": func(e *wire.EvidenceDocument) { e.At = e.At.Add(time.Millisecond) },
		"another body":      func(e *wire.EvidenceDocument) { e.Body += " " },
		"another ID":        func(e *wire.EvidenceDocument) { e.ID = "00" + e.ID[2:] },
		"no signature":      func(e *wire.EvidenceDocument) { e.Signature = nil },
		"a bit of it": func(e *wire.EvidenceDocument) {
			e.Signature = append(eth.Bytes{e.Signature[0] ^ 1}, e.Signature[1:]...)
		},
		"a very long body":    func(e *wire.EvidenceDocument) { e.Body = string(make([]byte, MaxBody+1)) },
		"the time before any": func(e *wire.EvidenceDocument) { e.At = time.Time{} },
	} {
		e := good
		change(&e)
		_, err := Recheck(domain, e)
		a.Tried(err == nil, "%s: it holds", name)
	}
	_, err := Recheck(typed.Berth(1, eth.Address{0xaa}), good)
	a.Tried(err == nil, "on another chain it holds")
	// Signed, and not so.
	for name, change := range map[string]func(b *Body, c *CapacityFound){
		"a proof for another node":     func(_ *Body, c *CapacityFound) { c.All.Nonce = eth.Hash{77} },
		"a proof of another time":      func(_ *Body, c *CapacityFound) { c.At = c.At.Add(time.Second) },
		"blocks that came too late":    func(_ *Body, c *CapacityFound) { c.All.OpenMillis = c.All.OpenLimit + 1 },
		"few samples":                  func(_ *Body, c *CapacityFound) { c.All.Count, c.All.Proof = 1, c.All.Proof[:1] },
		"samples that somebody chose":  func(_ *Body, c *CapacityFound) { c.All.Samples = eth.Hash{1} },
		"no proof":                     func(_ *Body, c *CapacityFound) { c.Alone.Proof = nil },
		"another root":                 func(_ *Body, c *CapacityFound) { c.Alone.Root = eth.Hash{1} },
		"a table larger than computed": func(_ *Body, c *CapacityFound) { c.All.Blocks *= 1000 },
		"nothing":                      func(b *Body, _ *CapacityFound) { b.Capacity = nil },
	} {
		b := measured(t, verifier)
		change(&b, b.Capacity)
		_, err := Recheck(domain, signed(t, key, Capacity, b))
		a.Tried(err == nil, "%s: it holds", name)
	}
	_, err = Recheck(domain, signed(t, otherKey, Capacity, measured(t, verifier)))
	a.Tried(err == nil, "what was proven to another verifier holds")
}

// TestMerge joins what three verifiers found, of whom two are trusted.
func TestMerge(t *testing.T) {
	one, a := newKey(t)
	two, b := newKey(t)
	three, _ := newKey(t)
	shop := Body{Shop: &ShopFound{Order: 1}}
	at := func(key *ecdsa.PrivateKey, minutes int) wire.EvidenceDocument {
		e, err := Sign(key, domain, node, Shop, true, now.Add(time.Duration(minutes)*time.Minute), shop)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	first, second, third := at(one, 1), at(two, 2), at(one, 3)
	forged := at(two, 4)
	forged.Verifier = a
	hollow := signed(t, one, Capacity, Body{})
	all, dropped := Merge(domain, []eth.Address{a, b}, []wire.EvidenceDocument{first, second, at(three, 9), hollow}, []wire.EvidenceDocument{third, first, forged})
	if dropped != 3 || len(all) != 3 || all[0].ID != third.ID || all[1].ID != second.ID || all[2].ID != first.ID {
		t.Errorf("got %d, %d dropped", len(all), dropped)
	}
	if all, dropped := Merge(domain, nil, []wire.EvidenceDocument{first}); len(all) != 0 || dropped != 1 {
		t.Errorf("who trusts nobody got %d, %d dropped", len(all), dropped)
	}
}

func FuzzRead(f *testing.F) {
	key, _ := newKey(f)
	e := signed(f, key, Shop, Body{Shop: &ShopFound{Order: 1}})
	raw, _ := json.Marshal(e)
	f.Add(raw)
	f.Fuzz(func(t *testing.T, raw []byte) {
		var e wire.EvidenceDocument
		if json.Unmarshal(raw, &e) == nil {
			_, _ = Recheck(domain, e) // it must come back
		}
	})
}
