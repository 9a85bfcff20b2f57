package auth

import (
	"context"
	"crypto/ecdsa"
	"crypto/rand"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/gateway/ledger"
	"berth/shared/clocktest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/scope"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

var (
	gateway = "n1.example:8443"
	node    = eth.Address{9}
	domain  = typed.Berth(31337, eth.Address{8})
)

// orders has order 1 of the owner, active, and 2, created.
type orders struct {
	owner eth.Address
	away  bool
}

func (o orders) Find(_ context.Context, user eth.Address, id order.ID) (order.Order, error) {
	switch {
	case o.away:
		return order.Order{}, problem.New(503, problem.Unavailable, "away")
	case id > 2 && id != 11:
		return order.Order{}, problem.New(404, problem.NotFound, "no order")
	case user != o.owner:
		return order.Order{}, problem.New(403, problem.NotYours, "another's")
	case id == 2:
		return order.Order{ID: 2, User: o.owner, State: order.Created}, nil
	}
	return order.Order{ID: id, User: o.owner, State: order.Active}, nil
}
func (o orders) Any(_ context.Context, user eth.Address) error {
	if user != o.owner {
		return problem.New(404, problem.NotFound, "no order")
	}
	return nil
}
func (o orders) Expects(user eth.Address) bool { return user == o.owner }

func (orders) Authorised(eth.Address, order.ID) error { return nil }

// Order 11 replaced order 1.
func (orders) Workload(id order.ID) order.ID {
	if id == 11 {
		return 1
	}
	return id
}

func (o orders) Owner(id order.ID) (eth.Address, bool) { return o.owner, id <= 2 || id == 11 }

// wallets is a contract wallet that takes one signature.
type wallets struct {
	account eth.Address
	err     error
}

func (w wallets) Signed(_ context.Context, account eth.Address, _ eth.Hash, sig []byte) (bool, error) {
	return w.err == nil && account == w.account && string(sig) == "by the contract", w.err
}

type fixture struct {
	*Auth
	clock  *clocktest.Clock
	key    *ecdsa.PrivateKey
	store  *ledger.Ledger
	path   string
	orders orders
}

func open(t *testing.T, change ...func(*orders, *wallets)) *fixture {
	t.Helper()
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	f := &fixture{clock: clocktest.At(time.Now()), key: key, path: filepath.Join(t.TempDir(), "ledger.db")}
	o, w := orders{owner: eth.Address(crypto.PubkeyToAddress(key.PublicKey))}, wallets{}
	for _, c := range change {
		c(&o, &w)
	}
	f.orders = o
	f.store, err = ledger.Open(f.path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.store.Close() })
	if f.Auth, err = New(node, gateway, domain, o, w, f.store, f.clock.Now); err != nil {
		t.Fatal(err)
	}
	return f
}

func (f *fixture) request(t *testing.T, change func(*typed.Access)) wire.AccessRequest {
	t.Helper()
	now := f.clock.Now().UTC().Truncate(time.Second)
	a := typed.Access{Gateway: gateway, Node: node, User: eth.Address(crypto.PubkeyToAddress(f.key.PublicKey)), Order: 1, Scopes: scope.All, IssuedAt: now, NotAfter: now.Add(time.Hour)}
	rand.Read(a.Nonce[:])
	change(&a)
	sig, err := eip712.Sign(f.key, a.Data(domain))
	if err != nil {
		t.Fatal(err)
	}
	return wire.AccessRequest{Access: a, Signature: sig}
}

func code(err error) problem.Code {
	var p *problem.Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return ""
}

func TestGrantRefuses(t *testing.T) {
	f := open(t)
	for _, c := range []struct {
		name   string
		change func(*typed.Access)
		want   problem.Code
		field  string
	}{
		{"another node", func(a *typed.Access) { a.Node = eth.Address{7} }, problem.BadField, "access.node"},
		{"nobody", func(a *typed.Access) { a.User = eth.Address{} }, problem.BadField, "access.user"},
		{"no nonce", func(a *typed.Access) { a.Nonce = eth.Hash{} }, problem.BadField, "access.nonce"},
		{"in the future", func(a *typed.Access) { a.IssuedAt = a.IssuedAt.Add(2 * time.Minute) }, problem.BadField, "access.issuedAt"},
		{"over", func(a *typed.Access) { a.NotAfter = a.IssuedAt.Add(-time.Second) }, problem.Expired, ""},
		{"too long", func(a *typed.Access) { a.NotAfter = a.IssuedAt.Add(26 * time.Hour) }, problem.BadField, "access.notAfter"},
		{"no scope", func(a *typed.Access) { a.Scopes = 0 }, problem.BadField, "access.scopes"},
		{"a name without a key", func(a *typed.Access) { a.Name = "laptop" }, problem.BadField, "access.name"},
		{"not active", func(a *typed.Access) { a.Order = 2 }, problem.NotYet, ""},
		{"no such order", func(a *typed.Access) { a.Order = 3 }, problem.NotFound, ""},
		{"another's name", func(a *typed.Access) { a.User = eth.Address{5} }, problem.BadSignature, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := f.Grant(t.Context(), f.request(t, c.change))
			var p *problem.Problem
			if !errors.As(err, &p) || p.Code != c.want || p.Field != c.field {
				t.Errorf("got %v, want %s %s", err, c.want, c.field)
			}
		})
	}
	req := f.request(t, func(*typed.Access) {})
	for i := range req.Signature {
		bad := req
		bad.Signature = append(eth.Bytes(nil), req.Signature...)
		bad.Signature[i] ^= 1
		if _, err := f.Grant(t.Context(), bad); code(err) != problem.BadSignature {
			t.Fatalf("with byte %d changed: %v", i, err)
		}
	}
	away := open(t, func(o *orders, _ *wallets) { o.away = true })
	if _, err := away.Grant(t.Context(), away.request(t, func(*typed.Access) {})); code(err) != problem.Unavailable {
		t.Errorf("without the chain: %v", err)
	}
}

func TestTokenLivesAsLongAsItSays(t *testing.T) {
	f := open(t)
	tok, err := f.Grant(t.Context(), f.request(t, func(a *typed.Access) { a.IssuedAt = a.IssuedAt.Add(30 * time.Second) }))
	if err != nil {
		t.Fatal(err)
	}
	got, err := f.Bearer(tok.Token)
	if err != nil || got.Order != 1 {
		t.Fatalf("got %+v, %v", got, err)
	}
	for _, bad := range []string{"", "bt_", tok.Token + "x", tok.Token[:len(tok.Token)-1]} {
		if _, err := f.Bearer(bad); err == nil {
			t.Errorf("%q is good", bad)
		}
	}
	// A new process knows it, from its hash.
	again, err := New(node, gateway, domain, orders{}, wallets{}, f.store, f.clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := again.Bearer(tok.Token); err != nil {
		t.Errorf("after a restart: %v", err)
	}
	f.clock.Pass(61 * time.Minute)
	if _, err := f.Bearer(tok.Token); code(err) != problem.SessionOver {
		t.Errorf("after its time: %v", err)
	}
	if err := f.sweep(); err != nil {
		t.Fatal(err)
	}
	if left, err := f.store.Tokens(); err != nil || len(left) != 0 {
		t.Errorf("left in the ledger: %v %v", left, err)
	}
}

func TestNonceOnceEvenSideBySide(t *testing.T) {
	f := open(t)
	req := f.request(t, func(*typed.Access) {})
	var wg sync.WaitGroup
	var mu sync.Mutex
	good := 0
	for range 20 {
		wg.Go(func() {
			if _, err := f.Grant(t.Context(), req); err == nil {
				mu.Lock()
				good++
				mu.Unlock()
			} else if code(err) != problem.Used {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if good != 1 {
		t.Errorf("%d tokens for one signature", good)
	}
}

func TestContractWallet(t *testing.T) {
	account := eth.Address{0xcc}
	f := open(t, func(o *orders, w *wallets) { o.owner, w.account = account, account })
	req := f.request(t, func(a *typed.Access) { a.User = account })
	if _, err := f.Grant(t.Context(), req); code(err) != problem.BadSignature {
		t.Errorf("a key's signature: %v", err)
	}
	req.Signature = eth.Bytes("by the contract")
	if _, err := f.Grant(t.Context(), req); err != nil {
		t.Error(err)
	}
	f = open(t, func(o *orders, w *wallets) { o.owner, w.account, w.err = account, account, errors.New("away") })
	req = f.request(t, func(a *typed.Access) { a.User = account })
	if _, err := f.Grant(t.Context(), req); code(err) != problem.Unavailable {
		t.Errorf("without the chain: %v", err)
	}
}
