package certify

import (
	"log/slog"
	"net/netip"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/bff/certify/evidence"
	"berth/bff/certify/probe"
	"berth/contracts/chain"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/typed"
	"berth/shared/wire"
)

// TestAttackExchange: what a platform takes from others: of nobody who is not trusted, of no other chain or market, nothing again, and
// nothing of the future.
func TestAttackExchange(t *testing.T) {
	a := attacktest.Begin(t, "a node is certified by documents that another platform has made up, changed, replayed or had of another chain")
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	trusted := eth.Address(crypto.PubkeyToAddress(key.PublicKey))
	stranger, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	node := eth.Address{1}
	lives := Lives{Free: time.Hour, Paid: time.Hour}
	sign := func(k int, d typed.Domain, passed bool, at time.Time) wire.EvidenceDocument {
		by := key
		if k > 0 {
			by = stranger
		}
		e, err := evidence.Sign(by, d, node, evidence.Shop, passed, at, evidence.Body{Shop: &evidence.ShopFound{Order: 1}})
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	passed := sign(0, domain, true, noon)
	of := func(e wire.EvidenceDocument, change func(*wire.EvidenceDocument)) wire.EvidenceDocument {
		change(&e)
		return e
	}
	for _, c := range []struct {
		name  string
		list  []wire.EvidenceDocument // in the order in which they are taken
		now   time.Time
		count bool // as passed
	}{
		{"an honest one", []wire.EvidenceDocument{passed}, noon, true},
		{"of who is not trusted", []wire.EvidenceDocument{sign(1, domain, true, noon)}, noon, false},
		{"of who is not trusted, in a trusted one's name", []wire.EvidenceDocument{of(sign(1, domain, true, noon), func(e *wire.EvidenceDocument) { e.Verifier = trusted })}, noon, false},
		{"for another node", []wire.EvidenceDocument{of(passed, func(e *wire.EvidenceDocument) { e.Node = eth.Address{2} })}, noon, false},
		{"of another chain", []wire.EvidenceDocument{sign(0, typed.Berth(1, domain.Contract), true, noon)}, noon, false},
		{"of another market", []wire.EvidenceDocument{sign(0, typed.Berth(domain.ChainID, eth.Address{0xbb}), true, noon)}, noon, false},
		{"a failure turned round", []wire.EvidenceDocument{of(sign(0, domain, false, noon), func(e *wire.EvidenceDocument) { e.Passed = true })}, noon, false},
		{"an old one, after two failures", []wire.EvidenceDocument{sign(0, domain, false, noon.Add(time.Minute)), sign(0, domain, false, noon.Add(2*time.Minute)), passed}, noon.Add(3 * time.Minute), false},
		{"one that has ended, again and again", []wire.EvidenceDocument{passed, passed, passed}, noon.Add(time.Hour), false},
		{"one of the future, which would not end", []wire.EvidenceDocument{sign(0, domain, true, noon.AddDate(1, 0, 0))}, noon, false},
	} {
		m := newMemory()
		x := New(Config{Key: stranger, Domain: domain, Trusted: []eth.Address{trusted}, Store: m, Nodes: newFleet(), Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return c.now }})
		for _, e := range c.list {
			if _, _, err := x.take(t.Context(), []wire.EvidenceDocument{e}); err != nil {
				t.Fatal(err)
			}
		}
		stands := !lives.stands(x.Certification(node).Checks, evidence.Shop, c.now).IsZero()
		if c.count {
			if !stands {
				t.Errorf("%s: it does not count", c.name)
			}
			continue
		}
		a.Tried(stands, "%s: it counts", c.name)
	}
}

// TestHolders: of two nodes at one address the one that was registered first has it, whatever the order in which they are looked at;
// one that has moved away gives it free after a while.
func TestHolders(t *testing.T) {
	now := noon
	x := New(Config{Every: Every{Free: time.Hour, Paid: 48 * time.Hour}, Now: func() time.Time { return now }})
	early := chain.Node{Address: eth.Address{1}, RegisteredAt: noon.Add(-2 * time.Hour)}
	late := chain.Node{Address: eth.Address{2}, RegisteredAt: noon.Add(-time.Hour)}
	at := netip.MustParseAddr("192.0.2.1")
	is := func(n chain.Node, want eth.Address) {
		t.Helper()
		if got, ok := (owned{x, n}).At(at, 443); got != want || ok == want.IsZero() {
			t.Errorf("to node %s it is %s's, want %s", n.Address, got, want)
		}
	}
	is(late, eth.Address{})
	x.hold(late, []probe.Found{{Addr: at, Port: 443}})
	is(early, eth.Address{}) // who came first is not kept out by who came later
	x.hold(early, []probe.Found{{Addr: at, Port: 8443}})
	is(late, early.Address)
	is(early, eth.Address{})
	x.hold(late, []probe.Found{{Addr: at, Port: 443}})
	is(late, early.Address)
	now = now.Add(4*time.Hour - time.Second)
	is(late, early.Address)
	now = now.Add(time.Second)
	is(late, eth.Address{})
	x.hold(late, []probe.Found{{Addr: at, Port: 443}})
	is(early, eth.Address{})
}

// TestHoldersStay: whose an address is, is written down with the node's certificate, so that neither a restart nor another replica gives it to somebody else.
func TestHoldersStay(t *testing.T) {
	now := noon
	m := newMemory()
	open := func() *Certifier {
		t.Helper()
		x := New(Config{Every: Every{Free: time.Hour, Paid: 48 * time.Hour}, Now: func() time.Time { return now }, Store: m, Nodes: nobody{}, Log: slog.New(slog.DiscardHandler)})
		if err := x.Load(t.Context()); err != nil {
			t.Fatal(err)
		}
		return x
	}
	early := chain.Node{Address: eth.Address{1}, RegisteredAt: noon.Add(-2 * time.Hour)}
	late := chain.Node{Address: eth.Address{2}, RegisteredAt: noon.Add(-time.Hour)}
	at := netip.MustParseAddr("192.0.2.1")
	of := func(x *Certifier, n chain.Node) eth.Address {
		a, _ := owned{x, n}.At(at, 443)
		return a
	}
	x := open()
	x.hold(late, []probe.Found{{Addr: at, Port: 443}})
	x.hold(early, []probe.Found{{Addr: at, Port: 443}, {Addr: netip.MustParseAddr("2001:db8::1"), Port: 443}})
	x.flush(t.Context(), false)
	if len(m.certs[late.Address].Holds) != 0 || len(m.certs[early.Address].Holds) != 2 {
		t.Fatalf("written down: %+v and %+v", m.certs[late.Address].Holds, m.certs[early.Address].Holds)
	}
	y := open()
	if got := of(y, late); got != early.Address {
		t.Errorf("after a restart it is %s's, want %s's", got, early.Address)
	}
	y.hold(late, []probe.Found{{Addr: at, Port: 443}})
	if got := of(y, late); got != early.Address {
		t.Errorf("who came later has taken it: it is %s's", got)
	}
	// A replica that is told that a node has moved lets go of what it had.
	moved := m.certs[early.Address]
	moved.Holds = moved.Holds[1:]
	y.Learn(moved)
	if got := of(y, late); got != (eth.Address{}) {
		t.Errorf("after it has moved it is %s's", got)
	}
	now = now.Add(4 * time.Hour)
	if got := of(open(), late); got != (eth.Address{}) {
		t.Errorf("after its time it is %s's", got)
	}
	for i := range 2 * mostHolds {
		x.hold(early, []probe.Found{{Addr: netip.AddrFrom4([4]byte{198, 51, 100, byte(i)})}})
	}
	if n := len(x.nodes[early.Address].cert.Holds); n != mostHolds {
		t.Errorf("%d addresses are kept of one node", n)
	}
}

// nobody are no nodes.
type nobody struct{}

func (nobody) All() []*wire.Node                                { return nil }
func (nobody) Node(eth.Address) (n wire.Node, ok bool)          { return n, false }
func (nobody) SetCertification(eth.Address, wire.Certification) {}
