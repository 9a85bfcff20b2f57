package proof_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/pubkey"
	"berth/shared/scope"
	"berth/shared/server/eip712"
	"berth/shared/server/proof"
	"berth/shared/typed"
	"berth/shared/wire"
)

var domain = typed.Berth(1337, eth.Address{0xaa})

// maker makes proofs as a wallet, a key and a gateway do together.
type maker struct {
	wallet, thief *ecdsa.PrivateKey
	user          eth.Address
	device        *ecdsa.PrivateKey
	key           pubkey.Key
	now           time.Time
}

func newMaker(t *testing.T) maker {
	t.Helper()
	m := maker{now: time.Now().UTC().Truncate(time.Second)}
	var err [3]error
	m.wallet, err[0] = crypto.GenerateKey()
	m.thief, err[1] = crypto.GenerateKey()
	m.device, err[2] = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	point, pointErr := m.device.PublicKey.Bytes()
	if e := errors.Join(err[0], err[1], err[2], pointErr); e != nil {
		t.Fatal(e)
	}
	m.user = eth.Address(crypto.PubkeyToAddress(m.wallet.PublicKey))
	if m.key, pointErr = pubkey.OfPoint(point); pointErr != nil {
		t.Fatal(pointErr)
	}
	return m
}

// make signs all that is to be signed. The changes are made before that.
func (m maker) make(t *testing.T, wallet *ecdsa.PrivateKey, change func(*wire.Proof)) wire.Proof {
	t.Helper()
	p := wire.Proof{
		User:   m.user,
		Deploy: typed.Deploy{Gateway: "n1.example", Order: 5, Format: "compose", ManifestHash: eth.Hash{1}, Revision: 3, NotAfter: m.now.Add(time.Minute)},
		Access: &wire.AccessRequest{Access: typed.Access{
			Gateway: "n1.example", User: m.user, Order: 5, Scopes: scope.Deploy, Key: m.key, Name: "job", IssuedAt: m.now, NotAfter: m.now.Add(time.Hour), Nonce: eth.Hash{2},
		}},
	}
	if change != nil {
		change(&p)
	}
	var err error
	if p.Access == nil {
		if p.Signature, err = eip712.Sign(wallet, p.Deploy.Data(domain)); err != nil {
			t.Fatal(err)
		}
		return p
	}
	if p.Access.Signature, err = eip712.Sign(wallet, p.Access.Access.Data(domain)); err != nil {
		t.Fatal(err)
	}
	message, err := p.Deploy.Data(domain).Canonical()
	if err != nil {
		t.Fatal(err)
	}
	digest := sha256.Sum256(message)
	if p.Signature, err = ecdsa.SignASN1(rand.Reader, m.device, digest[:]); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestVerify(t *testing.T) {
	m := newMaker(t)
	for name, c := range map[string]struct {
		change func(*wire.Proof)
		facts  proof.Facts
	}{
		"by a key":                {nil, proof.Facts{}},
		"by the wallet":           {func(p *wire.Proof) { p.Access = nil }, proof.Facts{}},
		"a key for all orders":    {func(p *wire.Proof) { p.Access.Access.Order = 0 }, proof.Facts{}},
		"an order that replaced":  {func(p *wire.Proof) { p.Deploy.Order = 7 }, proof.Facts{Chain: []order.ID{5, 7}}},
		"until the key's own end": {func(p *wire.Proof) { p.Deploy.NotAfter = p.Access.Access.NotAfter }, proof.Facts{}},
	} {
		if err := proof.Verify(m.make(t, m.wallet, c.change), domain, c.facts); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	// A contract wallet's is what the contract says.
	var by *proof.ByContract
	p := m.make(t, m.thief, nil)
	if err := proof.Verify(p, domain, proof.Facts{}); !errors.As(err, &by) || by.Account != m.user {
		t.Errorf("got %v", err)
	}
	for _, said := range []bool{true, false} {
		err := proof.Verify(p, domain, proof.Facts{Contract: func(account eth.Address, _ eth.Hash, _ eth.Bytes) (bool, error) {
			return said && account == m.user, nil
		}})
		if (err == nil) != said {
			t.Errorf("the contract says %v: %v", said, err)
		}
	}
}

// The gateway, or whoever shows a proof, has made some of it up.
func TestAttackFalseProof(t *testing.T) {
	a := attacktest.Begin(t, "a proof shows a deployment that the user's wallet has not allowed")
	m := newMaker(t)
	tried := func(name string, p wire.Proof) {
		a.Tried(proof.Verify(p, domain, proof.Facts{}) == nil, "%s", name)
	}
	for name, change := range map[string]func(*wire.Proof){
		"another user":                 func(p *wire.Proof) { p.User[0]++ },
		"another user's access":        func(p *wire.Proof) { p.Access.Access.User[0]++ },
		"another gateway":              func(p *wire.Proof) { p.Deploy.Gateway = "n2.example" },
		"another order":                func(p *wire.Proof) { p.Deploy.Order = 6 },
		"without the scope":            func(p *wire.Proof) { p.Access.Access.Scopes = scope.Read | scope.Shell },
		"after the key's end":          func(p *wire.Proof) { p.Deploy.NotAfter = p.Access.Access.NotAfter.Add(time.Second) },
		"before the key":               func(p *wire.Proof) { p.Deploy.NotAfter = p.Access.Access.IssuedAt.Add(-time.Second) },
		"a key for a year":             func(p *wire.Proof) { p.Access.Access.NotAfter = m.now.Add(365 * 24 * time.Hour) },
		"no key":                       func(p *wire.Proof) { p.Access.Access.Key = "" },
		"a key that authorises itself": func(p *wire.Proof) { p.Access.ByKey = true },
	} {
		tried(name, m.make(t, m.wallet, change))
	}
	tried("the access is of another wallet", m.make(t, m.thief, nil))
	tried("the deployment is of another wallet", m.make(t, m.thief, func(p *wire.Proof) { p.Access = nil }))
	good := m.make(t, m.wallet, nil)
	for name, change := range map[string]func(*wire.Proof){
		"another manifest":     func(p *wire.Proof) { p.Deploy.ManifestHash[0]++ },
		"another revision":     func(p *wire.Proof) { p.Deploy.Revision++ },
		"another key":          func(p *wire.Proof) { p.Access.Access.Key = newMaker(t).key },
		"more scopes":          func(p *wire.Proof) { p.Access.Access.Scopes = scope.All },
		"another name":         func(p *wire.Proof) { p.Access.Access.Name = "x" },
		"no signature":         func(p *wire.Proof) { p.Signature = nil },
		"the other signature":  func(p *wire.Proof) { p.Signature = p.Access.Signature },
		"no access":            func(p *wire.Proof) { p.Access = nil },
		"no access's":          func(p *wire.Proof) { p.Access.Signature = nil },
		"access for an order":  func(p *wire.Proof) { p.Access.Access.Order = 0 },
		"nothing but the user": func(p *wire.Proof) { *p = wire.Proof{User: m.user} },
	} {
		p, x := good, *good.Access
		p.Access = &x
		change(&p)
		tried(name+", after it was signed", p)
	}
	a.Tried(proof.Verify(good, typed.Berth(1, eth.Address{0xaa}), proof.Facts{}) == nil, "on another chain")
}

// The command that README names.
func TestCommand(t *testing.T) {
	m := newMaker(t)
	raw, err := json.Marshal(m.make(t, m.wallet, nil))
	if err != nil {
		t.Fatal(err)
	}
	for market, want := range map[string]string{domain.Contract.String(): "by the key \"job\"", (eth.Address{1}).String(): "not proven"} {
		cmd := exec.CommandContext(t.Context(), "go", "run", "./main", "-chain", "1337", "-market", market)
		cmd.Stdin = strings.NewReader(string(raw))
		out, _ := cmd.CombinedOutput() // what it says tells
		if !strings.Contains(string(out), want) {
			t.Errorf("got %s", out)
		}
	}
}
