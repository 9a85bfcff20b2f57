package auth

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"berth/gateway/ledger"
	"berth/gateway/secret"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/pubkey"
	"berth/shared/scope"
	"berth/shared/typed"
	"berth/shared/wire"
)

// device is what has an access key.
type device struct {
	key  pubkey.Key
	sign func(message []byte) eth.Bytes
}

// browser has a P-256 key, and signs as WebCrypto does.
func browser(t testing.TB) device {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	point, err := k.PublicKey.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	public, err := pubkey.OfPoint(point)
	if err != nil {
		t.Fatal(err)
	}
	return device{public, func(message []byte) eth.Bytes {
		digest := sha256.Sum256(message)
		r, s, err := ecdsa.Sign(rand.Reader, k, digest[:])
		if err != nil {
			t.Fatal(err)
		}
		return append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...)
	}}
}

// terminal has an Ed25519 key, as ssh-keygen makes it.
func terminal(t testing.TB) device {
	t.Helper()
	public, k, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	blob := append(binary.BigEndian.AppendUint32(nil, 11), pubkey.Ed25519...)
	blob = append(binary.BigEndian.AppendUint32(blob, 32), public...)
	return device{pubkey.Key(pubkey.Ed25519 + " " + base64.StdEncoding.EncodeToString(blob)), func(message []byte) eth.Bytes {
		return ed25519.Sign(k, message)
	}}
}

func (d device) signed(t testing.TB, data typed.Data) eth.Bytes {
	t.Helper()
	message, err := data.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	return d.sign(message)
}

// authorise has the wallet authorise a key for a month; change may be nil.
func (f *fixture) authorise(t *testing.T, d device, change func(*typed.Access)) (wire.AccessToken, error) {
	t.Helper()
	tok, err := f.Grant(t.Context(), f.request(t, func(x *typed.Access) {
		x.Key, x.Name, x.NotAfter = d.key, "Chrome on Android", x.IssuedAt.Add(30*24*time.Hour)
		if change != nil {
			change(x)
		}
	}))
	f.clock.Pass(time.Second)
	return tok, err
}

// byKey is a key's own request, for an hour and order 1.
func (f *fixture) byKey(t *testing.T, d device, change func(*wire.AccessRequest)) wire.AccessRequest {
	t.Helper()
	req := f.request(t, func(x *typed.Access) { x.Key = d.key })
	req.ByKey = true
	if change != nil {
		change(&req)
	}
	req.Signature = d.signed(t, req.Access.Data(domain))
	return req
}

func (f *fixture) authorised(t *testing.T, d device, change func(*typed.Access)) wire.AccessToken {
	t.Helper()
	tok, err := f.authorise(t, d, change)
	if err != nil {
		t.Fatal(err)
	}
	return tok
}

func (f *fixture) deploy(t *testing.T, d device, change func(*wire.DeployRequest)) wire.DeployRequest {
	t.Helper()
	r := wire.DeployRequest{Manifest: "services: {}", Key: d.key}
	r.Deploy = typed.Deploy{
		Gateway: gateway, Order: 1, Format: "compose", ManifestHash: sha256.Sum256([]byte(r.Manifest)), Revision: 3,
		NotAfter: f.clock.Now().Add(time.Minute).UTC().Truncate(time.Second),
	}
	if change != nil {
		change(&r)
	}
	r.Signature = d.signed(t, r.Deploy.Data(domain))
	return r
}

func (f *fixture) user() eth.Address { return f.orders.owner }

func wants(t *testing.T, err error, want problem.Code, field string) {
	t.Helper()
	var p *problem.Problem
	if want == "" && err != nil || want != "" && (!errors.As(err, &p) || p.Code != want || p.Field != field) {
		t.Errorf("got %v, want %s %s", err, want, field)
	}
}

func TestAuthoriseKey(t *testing.T) {
	day := 24 * time.Hour
	offCurve, err := pubkey.OfPoint(append([]byte{4}, make([]byte, 64)...))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		change func(*typed.Access)
		want   problem.Code
		field  string
	}{
		{"as it is", nil, "", ""},
		{"for all orders", func(x *typed.Access) { x.Order = 0 }, "", ""},
		{"for as long as can be", func(x *typed.Access) { x.NotAfter = x.IssuedAt.Add(90 * day) }, "", ""},
		{"for longer", func(x *typed.Access) { x.NotAfter = x.IssuedAt.Add(90*day + time.Second) }, problem.BadField, "access.notAfter"},
		{"without a name", func(x *typed.Access) { x.Name = "" }, problem.BadField, "access.name"},
		{"a Chinese name", func(x *typed.Access) { x.Name = "安卓手机上的 Chrome" }, "", ""},
		{"the longest name", func(x *typed.Access) { x.Name = strings.Repeat("密", 60) }, "", ""},
		{"a longer name", func(x *typed.Access) { x.Name = strings.Repeat("a", 61) }, problem.BadField, "access.name"},
		{"a line end in the name", func(x *typed.Access) { x.Name = "a\nb" }, problem.BadField, "access.name"},
		{"a name that turns around", func(x *typed.Access) { x.Name = "a\u202eb" }, problem.BadField, "access.name"},
		{"a name with what cannot be seen", func(x *typed.Access) { x.Name = "a\u200bb" }, problem.BadField, "access.name"},
		{"a name of spaces", func(x *typed.Access) { x.Name = "  " }, problem.BadField, "access.name"},
		{"a name that is no text", func(x *typed.Access) { x.Name = "a\xff" }, problem.BadField, "access.name"},
		{"no scope", func(x *typed.Access) { x.Scopes = 0 }, problem.BadField, "access.scopes"},
		{"a key with a comment", func(x *typed.Access) { x.Key += " me@laptop" }, problem.BadField, "access.key"},
		{"no key", func(x *typed.Access) { x.Key = "ssh-rsa AAAA" }, problem.BadField, "access.key"},
		{"no point of the curve", func(x *typed.Access) { x.Key = offCurve }, problem.BadField, "access.key"},
		{"another node", func(x *typed.Access) { x.Node = eth.Address{7} }, problem.BadField, "access.node"},
		{"another gateway", func(x *typed.Access) { x.Gateway = "n2.example" }, problem.BadField, "access.gateway"},
		{"another user", func(x *typed.Access) { x.User = eth.Address{7} }, problem.BadSignature, ""},
		{"an order that is not there", func(x *typed.Access) { x.Order = 3 }, problem.NotFound, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := open(t)
			tok, err := f.authorise(t, browser(t), c.change)
			wants(t, err, c.want, c.field)
			if err != nil {
				return
			}
			p := f.pass(t, tok.Token)
			if tok.Key == "" || p.KeyID != tok.Key || p.KeyName == "" || p.Scopes != scope.All || p.ExpiresAt.After(f.clock.Now().Add(day)) {
				t.Errorf("got %+v, %+v", tok, p)
			}
		})
	}
}

func TestByKey(t *testing.T) {
	month := func(x *typed.Access) {
		x.NotAfter = x.IssuedAt.Add(30 * 24 * time.Hour)
		x.Scopes = scope.Read | scope.Deploy
	}
	for _, c := range []struct {
		name   string
		grant  func(*typed.Access)
		change func(*wire.AccessRequest)
		want   problem.Code
		field  string
	}{
		{"as much", nil, nil, "", ""},
		{"less", nil, func(r *wire.AccessRequest) { r.Access.Scopes = scope.Read }, "", ""},
		{"of all orders one", func(x *typed.Access) { x.Order = 0 }, nil, "", ""},
		{"of all orders all", func(x *typed.Access) { x.Order = 0 }, func(r *wire.AccessRequest) { r.Access.Order = 0 }, "", ""},
		{"of one order all", nil, func(r *wire.AccessRequest) { r.Access.Order = 0 }, problem.NotYours, ""},
		{"another order", nil, func(r *wire.AccessRequest) { r.Access.Order = 2 }, problem.NotYours, ""},
		{"the order that replaced it", nil, func(r *wire.AccessRequest) { r.Access.Order = 11 }, "", ""},
		{"the order that it replaced", func(x *typed.Access) { x.Order = 11 }, nil, "", ""},
		{"more", nil, func(r *wire.AccessRequest) { r.Access.Scopes = scope.All }, problem.ScopeMissing, ""},
		{"for longer than a token lasts", nil, func(r *wire.AccessRequest) { r.Access.NotAfter = r.Access.IssuedAt.Add(25 * time.Hour) }, problem.BadField, "access.notAfter"},
		{"for longer than the key", func(x *typed.Access) { x.NotAfter = x.IssuedAt.Add(30 * time.Minute) }, nil, problem.BadField, "access.notAfter"},
		{"with a name", nil, func(r *wire.AccessRequest) { r.Access.Name = "another" }, problem.BadField, "access.name"},
		{"no key", nil, func(r *wire.AccessRequest) { r.Access.Key = "" }, problem.BadField, "access.key"},
		{"another user", nil, func(r *wire.AccessRequest) { r.Access.User = eth.Address{7} }, problem.KeyOver, ""},
		{"another gateway", nil, func(r *wire.AccessRequest) { r.Access.Gateway = "n2.example" }, problem.BadField, "access.gateway"},
		{"another node", nil, func(r *wire.AccessRequest) { r.Access.Node = eth.Address{7} }, problem.BadField, "access.node"},
		{"no nonce", nil, func(r *wire.AccessRequest) { r.Access.Nonce = eth.Hash{} }, problem.BadField, "access.nonce"},
		{"in the future", nil, func(r *wire.AccessRequest) { r.Access.IssuedAt = r.Access.IssuedAt.Add(2 * time.Minute) }, problem.BadField, "access.issuedAt"},
		{"over", nil, func(r *wire.AccessRequest) { r.Access.NotAfter = r.Access.IssuedAt.Add(-time.Minute) }, problem.Expired, ""},
	} {
		for kind, d := range map[string]device{"P-256": browser(t), "Ed25519": terminal(t)} {
			t.Run(c.name+" "+kind, func(t *testing.T) {
				f := open(t)
				first := f.authorised(t, d, func(x *typed.Access) {
					month(x)
					if c.grant != nil {
						c.grant(x)
					}
				})
				req := f.byKey(t, d, func(r *wire.AccessRequest) {
					r.Access.Scopes = scope.Read | scope.Deploy
					if c.change != nil {
						c.change(r)
					}
				})
				tok, err := f.Grant(t.Context(), req)
				wants(t, err, c.want, c.field)
				if err != nil {
					return
				}
				if p := f.pass(t, tok.Token); p.Scopes != req.Access.Scopes || p.Order != req.Access.Order || tok.Key != first.Key || tok.Scopes != p.Scopes || !p.ExpiresAt.Equal(req.Access.NotAfter) {
					t.Errorf("got %+v, %+v", tok, p)
				}
				_, err = f.Grant(t.Context(), req)
				wants(t, err, problem.Used, "")
			})
		}
	}
}

func TestDeployByKey(t *testing.T) {
	for _, c := range []struct {
		name   string
		grant  func(*typed.Access)
		change func(*wire.DeployRequest)
		want   problem.Code
		field  string
	}{
		{"as it is", nil, nil, "", ""},
		{"a key for all orders", func(x *typed.Access) { x.Order = 0 }, nil, "", ""},
		{"a key with that scope alone", func(x *typed.Access) { x.Scopes = scope.Deploy }, nil, "", ""},
		{"the order that replaced it", nil, func(r *wire.DeployRequest) { r.Deploy.Order = 11 }, "", ""},
		{"a key without the scope", func(x *typed.Access) { x.Scopes &^= scope.Deploy }, nil, problem.ScopeMissing, ""},
		{"a key for another order", nil, func(r *wire.DeployRequest) { r.Deploy.Order = 2 }, problem.NotYours, ""},
		{"longer than the key", func(x *typed.Access) { x.NotAfter = x.IssuedAt.Add(30 * time.Second) }, nil, problem.BadField, "deploy.notAfter"},
		{"another gateway", nil, func(r *wire.DeployRequest) { r.Deploy.Gateway = "n2.example" }, problem.BadField, "deploy.gateway"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, d := open(t), browser(t)
			f.authorised(t, d, c.grant)
			req := f.deploy(t, d, c.change)
			s, err := f.Deploy(t.Context(), f.user(), req.Deploy.Order, req)
			wants(t, err, c.want, c.field)
			if err == nil && (s.Access == nil || s.Access.Access.Key != d.key || len(s.Access.Signature) != 65) {
				t.Errorf("got %+v", s.Access)
			}
		})
	}
}

// A key, its use and its end outlive the process; so do tokens that were got by it.
func TestKeyRestart(t *testing.T) {
	f, d := open(t), browser(t)
	first := f.authorised(t, d, nil)
	f.clock.Pass(2 * time.Hour)
	used := f.clock.Now()
	tok, err := f.Grant(t.Context(), f.byKey(t, d, nil))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.flush(); err != nil {
		t.Fatal(err)
	}
	f.Auth = must(New(node, gateway, domain, f.orders, wallets{}, f.store, f.clock.Now))
	f.clock.Pass(time.Minute)
	all := f.Grants(f.pass(t, tok.Token))
	if len(all.Keys) != 1 || len(all.Tokens) != 2 || all.Keys[0].ID != first.Key || !all.Keys[0].Current || all.Keys[0].Name != "Chrome on Android" || all.Keys[0].Key != d.key {
		t.Fatalf("got %+v", all)
	}
	if all.Keys[0].UsedAt.Before(used.Truncate(time.Second)) || all.Tokens[1].Key != first.Key {
		t.Errorf("got %+v", all)
	}
	if _, err := f.Deploy(t.Context(), f.user(), 1, f.deploy(t, d, nil)); err != nil {
		t.Error(err)
	}
	f.clock.Pass(31 * 24 * time.Hour)
	if _, err := f.Grant(t.Context(), f.byKey(t, d, nil)); code(err) != problem.KeyOver {
		t.Errorf("after its end: %v", err)
	}
	if err := f.sweep(); err != nil {
		t.Fatal(err)
	}
	if left, err := f.store.Keys(); err != nil || len(left)+len(f.keys)+len(f.holders)+len(f.worn) != 0 {
		t.Errorf("left: %v %v", left, err)
	}
}

// The ledger of a gateway from before there were scopes.
func TestTokenWithoutScopes(t *testing.T) {
	f := open(t)
	text, hash := secret.New("bt_")
	if _, err := f.store.Grant(hash, ledger.Token{User: f.user(), Order: 1, IssuedAt: f.clock.Now(), ExpiresAt: f.clock.Now().Add(time.Hour)}, nil, eth.Hash{1}, f.clock.Now()); err != nil {
		t.Fatal(err)
	}
	if p := f.killed(t); p != nil {
		if got, err := p.Bearer(text); err != nil || got.Scopes != scope.All {
			t.Errorf("got %+v, %v", got, err)
		}
	}
}

// A wallet that authorises the same key once more replaces what it allowed.
func TestAuthoriseAnew(t *testing.T) {
	f, d := open(t), browser(t)
	first := f.authorised(t, d, nil)
	read, err := f.Grant(t.Context(), f.byKey(t, d, func(r *wire.AccessRequest) { r.Access.Scopes = scope.Read }))
	if err != nil {
		t.Fatal(err)
	}
	second := f.authorised(t, d, func(x *typed.Access) { x.Scopes, x.Name = scope.Read|scope.Operate, "laptop" })
	if second.Key != first.Key || len(f.keys) != 1 {
		t.Fatalf("%s became %s, there are %d", first.Key, second.Key, len(f.keys))
	}
	if _, err := f.Bearer(first.Token); code(err) != problem.SessionOver {
		t.Errorf("a token beyond what is allowed now: %v", err)
	}
	if p := f.pass(t, read.Token); p.KeyName != "laptop" {
		t.Errorf("got %+v", p)
	}
	if _, err := f.Grant(t.Context(), f.byKey(t, d, nil)); code(err) != problem.ScopeMissing {
		t.Errorf("what it had before: %v", err)
	}
}

func TestKeyQuota(t *testing.T) {
	f := open(t)
	for range maxOrderKeys {
		f.authorised(t, browser(t), nil)
	}
	known := browser(t)
	_, err := f.authorise(t, known, nil)
	wants(t, err, problem.KeysFull, "")
	for range maxKeys - maxOrderKeys {
		f.authorised(t, browser(t), func(x *typed.Access) { x.Order = 0 })
		f.clock.Pass(time.Hour)
	}
	_, err = f.authorise(t, known, func(x *typed.Access) { x.Order = 0 })
	wants(t, err, problem.KeysFull, "")
	token, _ := f.token(t, 0)
	all := f.Grants(f.pass(t, token)).Keys
	if err := f.Revoke(f.pass(t, token), all[len(all)-1].ID); err != nil {
		t.Fatal(err)
	}
	f.authorised(t, known, func(x *typed.Access) { x.Order = 0 })
}

func TestKeyPass(t *testing.T) {
	f, d := open(t), terminal(t)
	if _, err := f.KeyPass(t.Context(), d.key, 1); code(err) != problem.KeyOver || f.KnowsKey(d.key) {
		t.Errorf("before it is authorised: %v", err)
	}
	tok := f.authorised(t, d, func(x *typed.Access) { x.Scopes = scope.Shell })
	f.authorised(t, d, func(x *typed.Access) { x.Scopes = scope.Shell }) // once more
	if !f.KnowsKey(d.key) || f.KnowsKey(terminal(t).key) {
		t.Error("who is known")
	}
	p, err := f.KeyPass(t.Context(), d.key, 11)
	if err != nil || p.User != f.user() || p.Scopes != scope.Shell || p.KeyID != tok.Key || p.KeyName == "" || p.Needs(scope.Read) == nil || p.Needs(scope.Shell) != nil || !f.KnowsKey(d.key) {
		t.Fatalf("got %+v, %v", p, err)
	}
	for id, want := range map[order.ID]problem.Code{2: problem.NotYours, 99: problem.KeyOver} {
		if _, err := f.KeyPass(t.Context(), d.key, id); code(err) != want {
			t.Errorf("order %s: %v", id, err)
		}
	}
	over := make(chan error, 1)
	p.OnEnd(func(cause error) { over <- cause })
	token, _ := f.token(t, 0)
	if err := f.Revoke(f.pass(t, token), tok.Key); err != nil {
		t.Fatal(err)
	}
	if err := <-over; code(err) != problem.KeyOver {
		t.Errorf("it ends for %v", err)
	}
	if _, err := f.KeyPass(t.Context(), d.key, 1); code(err) != problem.KeyOver || f.KnowsKey(d.key) || len(f.publics) != 0 {
		t.Errorf("after its end: %v", err)
	}
}

// The cost of an access decision: a token, got by a key, among 10,000 keys.
func BenchmarkBearer(b *testing.B) {
	store, err := ledger.Open(filepath.Join(b.TempDir(), "l"))
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	a, err := New(node, gateway, domain, orders{}, wallets{}, store, time.Now)
	if err != nil {
		b.Fatal(err)
	}
	until := time.Now().Add(time.Hour)
	var text string
	for i := range 10_000 {
		x := typed.Access{User: eth.Address{byte(i), byte(i >> 8)}, Key: pubkey.Key(fmt.Sprint(i)), Name: "a"}
		k := newKey(keyHash(x), ledger.AccessKey{Request: wire.AccessRequest{Access: x}, ExpiresAt: until})
		a.keepKey(k)
		var hash eth.Hash
		text, hash = secret.New("bt_")
		a.keep(newToken(hash, ledger.Token{User: x.User, By: k.hash, Scopes: scope.All, ExpiresAt: until}))
	}
	for b.Loop() {
		p, err := a.Bearer(text)
		if err != nil || p.Needs(scope.Deploy) != nil {
			b.Fatal("refused", err)
		}
	}
}
