package auth

import (
	"crypto/sha256"
	"encoding/asn1"
	"fmt"
	"math/big"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"berth/gateway/ledger"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/pubkey"
	"berth/shared/scope"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// Somebody has got hold of a CI job's key.
func TestAttackStolenKey(t *testing.T) {
	a := attacktest.Begin(t, "a stolen access key does more than it was authorised for, or keeps its owner out")
	f := open(t)
	laptop, job := browser(t), browser(t)
	mine := f.authorised(t, laptop, func(x *typed.Access) { x.Order = 0 })
	stolen := f.authorised(t, job, func(x *typed.Access) { x.Scopes = scope.Read | scope.Deploy })
	wallet, walletID := f.token(t, 0)
	by := f.pass(t, stolen.Token)

	for s := scope.Read; s <= scope.Share; s <<= 1 {
		has := by.Scopes.Has(s)
		a.Tried(!has && by.Needs(s) == nil, "its token does what needs %s", s)
		tok, err := f.Grant(t.Context(), f.byKey(t, job, func(r *wire.AccessRequest) { r.Access.Scopes = s }))
		a.Tried(!has && err == nil, "it gets a token with %s", s)
		if has && (err != nil || tok.Scopes != s) {
			t.Errorf("%s: %v %v", s, tok.Scopes, err)
		}
	}
	// What it may not see it may not end, by any number that it may have heard of.
	list := f.Grants(by)
	a.Tried(len(list.Keys) != 1 || list.Keys[0].ID != stolen.Key, "it sees keys: %+v", list.Keys)
	for _, tok := range list.Tokens {
		a.Tried(tok.Key != stolen.Key, "it sees the token %+v", tok)
	}
	for _, id := range []string{mine.Key, mine.ID, walletID} {
		err := f.Revoke(by, id)
		a.Tried(code(err) != problem.NotFound, "it ends %s: %v", id, err)
	}
	// It asks for tokens without end: its own give way, and its owner is not told to wait.
	refused := 0
	for range 3 * grantsAtOnce {
		_, err := f.Grant(t.Context(), f.byKey(t, job, func(r *wire.AccessRequest) { r.Access.Scopes = scope.Read }))
		if code(err) == problem.TooMany {
			refused++
		} else if err != nil {
			t.Fatal(err)
		}
	}
	a.Tried(refused < grantsAtOnce, "the ledger remembers its requests without end: %d were refused", refused)
	for name, token := range map[string]string{"the wallet's": wallet, "the laptop's": mine.Token} {
		_, err := f.Bearer(token)
		a.Tried(err != nil, "%s token gave way to its: %v", name, err)
	}
	n := 0
	for _, tok := range f.tokens {
		if keyID(tok.By) == stolen.Key {
			n++
		}
	}
	a.Tried(n > maxKeyTokens, "it has %d tokens", n)
	_, err := f.Grant(t.Context(), f.request(t, func(*typed.Access) {}))
	a.Tried(err != nil, "the wallet has to wait: %v", err)
	_, err = f.Grant(t.Context(), f.byKey(t, laptop, nil))
	a.Tried(err != nil, "the laptop has to wait: %v", err)
	// A key authorises no key, and not itself for longer.
	for name, x := range map[string]func(*typed.Access){
		"another key": func(x *typed.Access) { x.Key = browser(t).key },
		"itself":      func(*typed.Access) {},
	} {
		r := f.byKey(t, job, func(r *wire.AccessRequest) {
			r.Access.Name, r.Access.NotAfter = "job", r.Access.IssuedAt.Add(60*24*time.Hour)
			x(&r.Access)
		})
		for _, byKey := range []bool{true, false} {
			r.ByKey = byKey
			_, err := f.Grant(t.Context(), r)
			a.Tried(err == nil, "it authorises %s, byKey %v", name, byKey)
		}
	}
	// Its owner ends it.
	if err := f.Revoke(f.pass(t, mine.Token), stolen.Key); code(err) != problem.WalletNeeded {
		t.Errorf("the laptop, which is older: %v", err)
	}
	if err := f.Revoke(f.pass(t, wallet), stolen.Key); err != nil {
		t.Fatal(err)
	}
	for when, auth := range map[string]*Auth{"at once": f.Auth, "after a kill": f.killed(t)} {
		_, err := auth.Bearer(stolen.Token)
		a.Tried(err == nil, "its token is good, %s", when)
		_, err = auth.Grant(t.Context(), f.byKey(t, job, func(r *wire.AccessRequest) { r.Access.Scopes = scope.Read }))
		a.Tried(err == nil, "it gets a token, %s", when)
		_, err = auth.Deploy(t.Context(), f.user(), 1, f.deploy(t, job, nil))
		a.Tried(err == nil, "it deploys, %s", when)
	}
}

// Somebody has got hold of a device's key, which has all scopes, and ends whatever the owner opens.
func TestAttackStolenDevice(t *testing.T) {
	a := attacktest.Begin(t, "a stolen device's key ends what its owner has authorised since")
	f := open(t)
	old := f.authorised(t, browser(t), func(x *typed.Access) { x.Order = 0 })
	phone := browser(t)
	stolen := f.authorised(t, phone, func(x *typed.Access) { x.Order = 0 })
	fresh := f.authorised(t, browser(t), func(x *typed.Access) { x.Order = 0 })
	_, walletID := f.token(t, 1)
	by := f.pass(t, stolen.Token)
	for _, id := range []string{"", fresh.Key, fresh.ID, walletID} {
		err := f.Revoke(by, id)
		a.Tried(code(err) != problem.WalletNeeded, "it ends %q: %v", id, err)
	}
	_, err := f.Bearer(old.Token)
	a.Tried(err != nil, "a refusal has ended something: %v", err)
	if err := f.Revoke(by, old.Key); err != nil {
		t.Errorf("what is older than the key: %v", err)
	}
	// The same for a token that the wallet itself signed for, and a thief has read.
	read, _ := f.token(t, 0)
	f.authorised(t, browser(t), func(x *typed.Access) { x.Order = 0 })
	later, laterID := f.token(t, 0)
	for _, id := range []string{"", laterID} {
		err := f.Revoke(f.pass(t, read), id)
		a.Tried(code(err) != problem.WalletNeeded, "a stolen token ends %q: %v", id, err)
	}
	if err := f.Revoke(f.pass(t, later), ""); err != nil {
		t.Errorf("the newest ends all: %v", err)
	}
	a.Tried(len(f.keys)+len(f.tokens) > 0, "%d keys and %d tokens are left after all were ended", len(f.keys), len(f.tokens))
	stolen = f.authorised(t, phone, func(x *typed.Access) { x.Order = 0 })
	fresh = f.authorised(t, browser(t), func(x *typed.Access) { x.Order = 0 })
	var ended []eth.Hash
	f.OnRevoke(func(_, keys []eth.Hash) error { ended = keys; return nil })
	// The token that a cookie was got by may have given way; the cookie is the key's all the same.
	for range maxKeyTokens + 1 {
		if _, err := f.Grant(t.Context(), f.byKey(t, phone, nil)); err != nil {
			t.Fatal(err)
		}
		f.clock.Pass(time.Second)
	}
	if err := f.Revoke(f.pass(t, fresh.Token), stolen.Key); err != nil {
		t.Fatal(err)
	}
	a.Tried(!slices.Contains(ended, by.By), "the doors are not told of the key: %v", ended)
}

// Signatures and messages that are nearly right.
func TestAttackKeyForms(t *testing.T) {
	a := attacktest.Begin(t, "a message of an access key that it has not signed, not here, or not so")
	f := open(t)
	d, other := browser(t), browser(t)
	f.authorised(t, d, nil)
	good := f.byKey(t, d, nil)
	deploy := f.deploy(t, d, nil)
	message, err := good.Access.Data(domain).Canonical()
	if err != nil {
		t.Fatal(err)
	}
	digest := sha256.Sum256(message)
	hash, err := eip712.Hash(good.Access.Data(domain))
	if err != nil {
		t.Fatal(err)
	}
	wallet, err := eip712.Sign(f.key, good.Access.Data(domain))
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := typed.Berth(1, domain.Contract)
	market := typed.Berth(domain.ChainID, eth.Address{7})
	for name, sig := range map[string]eth.Bytes{
		"none":                       nil,
		"zeros":                      make(eth.Bytes, 64),
		"cut":                        good.Signature[:63],
		"longer":                     append(append(eth.Bytes{}, good.Signature...), 0),
		"of another key":             other.signed(t, good.Access.Data(domain)),
		"of the wallet":              wallet,
		"of the EIP-712 hash":        d.sign(hash[:]),
		"of the hash":                d.sign(digest[:]),
		"with a line end":            d.sign(append(append([]byte{}, message...), '\n')),
		"on another chain":           d.signed(t, good.Access.Data(elsewhere)),
		"for another market":         d.signed(t, good.Access.Data(market)),
		"of a deployment":            deploy.Signature,
		"r and s the other way":      append(append(eth.Bytes{}, good.Signature[32:]...), good.Signature[:32]...),
		"hex of it":                  eth.Bytes(fmt.Sprintf("%x", []byte(good.Signature))),
		"s is the order":             append(append(eth.Bytes{}, good.Signature[:32]...), order256().FillBytes(make([]byte, 32))...),
		"DER with something after":   append(der(good.Signature), 0),
		"DER of zeros":               der(make([]byte, 64)),
		"DER, indefinite length":     append(eth.Bytes{0x30, 0x80}, der(good.Signature)[2:]...),
		"a very long one of nothing": make(eth.Bytes, 60<<10),
	} {
		r := good
		r.Signature = sig
		_, err := f.Grant(t.Context(), r)
		a.Tried(err == nil, "a token, the signature is %s", name)
	}
	for i := range good.Signature {
		r := good
		r.Signature = append(eth.Bytes{}, good.Signature...)
		r.Signature[i] ^= 1
		_, err := f.Grant(t.Context(), r)
		a.Tried(err == nil, "a token, byte %d is another", i)
	}
	// What the key has signed, said otherwise.
	for name, change := range map[string]func(*wire.AccessRequest){
		"order":   func(r *wire.AccessRequest) { r.Access.Order = 11 },
		"scopes":  func(r *wire.AccessRequest) { r.Access.Scopes = scope.Read },
		"nonce":   func(r *wire.AccessRequest) { r.Access.Nonce[0]++ },
		"end":     func(r *wire.AccessRequest) { r.Access.NotAfter = r.Access.NotAfter.Add(time.Second) },
		"key":     func(r *wire.AccessRequest) { r.Access.Key = other.key },
		"user":    func(r *wire.AccessRequest) { r.Access.User[0]++ },
		"by whom": func(r *wire.AccessRequest) { r.ByKey = false },
		"name":    func(r *wire.AccessRequest) { r.Access.Name = "x" },
	} {
		r := good
		change(&r)
		_, err := f.Grant(t.Context(), r)
		a.Tried(err == nil, "signed, and then changed: %s", name)
	}
	for name, change := range map[string]func(*wire.DeployRequest){
		"as if by the wallet": func(r *wire.DeployRequest) { r.Key = "" },
		"as if by another":    func(r *wire.DeployRequest) { r.Key = other.key },
		"with a comment":      func(r *wire.DeployRequest) { r.Key += " x" },
		"as the wallet signs": func(r *wire.DeployRequest) { r.Signature, _ = eip712.Sign(f.key, r.Deploy.Data(domain)) },
		"another revision":    func(r *wire.DeployRequest) { r.Deploy.Revision++ },
		"short stop":          func(r *wire.DeployRequest) { r.Deploy.ShortStop = true },
	} {
		r := deploy
		change(&r)
		_, err := f.Deploy(t.Context(), f.user(), 1, r)
		a.Tried(err == nil, "a deployment, %s", name)
	}
	_, err = f.Deploy(t.Context(), eth.Address{7}, 1, deploy)
	a.Tried(err == nil, "a deployment for another user")
	// The same keys at another gateway: the wallet has authorised them here.
	there := open(t)
	there.key, there.orders = f.key, f.orders
	there.Auth = must(New(node, "n2.example", domain, f.orders, wallets{}, there.store, f.clock.Now))
	for _, r := range []wire.AccessRequest{good, f.byKey(t, d, func(r *wire.AccessRequest) { r.Access.Gateway = "n2.example" })} {
		_, err := there.Grant(t.Context(), r)
		a.Tried(err == nil, "at another gateway")
	}
	// A signature that was changed into another one that fits is the same request.
	if _, err := f.Grant(t.Context(), good); err != nil {
		t.Fatal(err)
	}
	s := new(big.Int).SetBytes(good.Signature[32:])
	r := good
	r.Signature = append(append(eth.Bytes{}, good.Signature[:32]...), s.Sub(order256(), s).FillBytes(make([]byte, 32))...)
	for name, sig := range map[string]eth.Bytes{"the same": good.Signature, "the other s": r.Signature, "as DER": der(good.Signature)} {
		r.Signature = sig
		_, err := f.Grant(t.Context(), r)
		a.Tried(code(err) != problem.Used, "a request is good twice, %s: %v", name, err)
	}
}

func order256() *big.Int {
	n, _ := new(big.Int).SetString("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)
	return n
}

// der writes a signature of 64 bytes as openssl does.
func der(sig []byte) eth.Bytes {
	raw, err := asn1.Marshal(struct{ R, S *big.Int }{new(big.Int).SetBytes(sig[:32]), new(big.Int).SetBytes(sig[32:])})
	if err != nil {
		panic(err)
	}
	return raw
}

// A deployment is on its way while its key is revoked.
func TestAttackRevokedMeanwhile(t *testing.T) {
	a := attacktest.Begin(t, "a deployment is accepted, or a token given, after its key was revoked")
	for range 50 {
		f, d := open(t), browser(t)
		tok := f.authorised(t, d, nil)
		wallet, _ := f.token(t, 0)
		by := f.pass(t, wallet)
		deploy := f.deploy(t, d, nil)
		var revoked atomic.Bool
		var all sync.WaitGroup
		for range 4 {
			req := f.byKey(t, d, nil)
			all.Go(func() {
				s, err := f.Deploy(t.Context(), f.user(), 1, deploy)
				if err != nil {
					return
				}
				done, err := s.Hold()
				if err != nil {
					return
				}
				a.Tried(revoked.Load(), "a deployment")
				done()
			})
			all.Go(func() {
				if tok, err := f.Grant(t.Context(), req); err == nil {
					defer func() {
						for !revoked.Load() {
							time.Sleep(time.Millisecond)
						}
						_, err := f.Bearer(tok.Token)
						a.Tried(err == nil, "a token")
					}()
				}
			})
		}
		all.Go(func() {
			if err := f.Revoke(by, tok.Key); err != nil {
				t.Error(err)
			}
			revoked.Store(true)
		})
		all.Wait()
		left, err := f.store.Tokens()
		a.Tried(err != nil || len(left) != 1, "the ledger has %d tokens: %v", len(left), err)
	}
}

// Ten thousand keys, of others and of one user.
func TestAttackManyKeys(t *testing.T) {
	a := attacktest.Begin(t, "many keys fill what is kept, or slow down who has one")
	f, d := open(t), browser(t)
	until := f.clock.Now().Add(time.Hour)
	for i := range 10_000 {
		x := typed.Access{User: eth.Address{byte(i), byte(i >> 8), 1}, Key: d.key, Name: "a", NotAfter: until, Scopes: scope.All}
		f.keepKey(newKey(keyHash(x), ledger.AccessKey{Request: wire.AccessRequest{Access: x}, At: f.clock.Now(), ExpiresAt: until}))
	}
	// The same key, authorised by so many others, is this user's only if this user's wallet says so.
	_, err := f.Grant(t.Context(), f.byKey(t, d, nil))
	a.Tried(code(err) != problem.KeyOver, "a key that others have authorised: %v", err)
	_, err = f.KeyPass(t.Context(), d.key, 1)
	a.Tried(code(err) != problem.KeyOver, "over SSH, a key that others have authorised: %v", err)
	_, err = f.Deploy(t.Context(), f.user(), 1, f.deploy(t, d, nil))
	a.Tried(code(err) != problem.KeyOver, "a deployment by a key that others have authorised: %v", err)
	// One user's own.
	kept := 0
	for i := range 10_000 {
		k, err := pubkey.OfPoint(append([]byte{4}, make([]byte, 64)...))
		if err != nil {
			t.Fatal(err)
		}
		x := typed.Access{User: f.user(), Key: k + pubkey.Key(fmt.Sprint(i)), Name: "a", NotAfter: until}
		if f.room(x) == nil {
			kept++
			f.keepKey(newKey(keyHash(x), ledger.AccessKey{Request: wire.AccessRequest{Access: x}, At: f.clock.Now(), ExpiresAt: until}))
		}
	}
	a.Tried(kept > maxKeys, "a user has %d keys", kept)
	// Revoked and authorised anew without end: the ledger has to remember each request.
	g, refused := open(t), 0
	for range 2 * keysAtOnce {
		if _, err := g.authorise(t, d, nil); code(err) == problem.TooMany {
			refused++
		}
	}
	a.Tried(refused < keysAtOnce/2, "a wallet has the ledger remember keys without end: %d were refused", refused)
	// Signatures are checked so often and no more, and wallets' are not counted among them.
	bad := g.byKey(t, d, nil)
	bad.Signature[5] ^= 1
	refused = 0
	for range 2 * checksAtOnce {
		if _, err := g.Grant(t.Context(), bad); code(err) == problem.TooMany {
			refused++
		}
	}
	a.Tried(refused < checksAtOnce/2, "anybody has signatures checked without end: %d were refused", refused)
	_, err = g.Grant(t.Context(), g.request(t, func(*typed.Access) {}))
	a.Tried(err != nil, "a wallet has to wait for that: %v", err)
}
