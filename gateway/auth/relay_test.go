package auth

import (
	"crypto/sha256"
	"reflect"
	"testing"
	"time"

	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/pubkey"
	"berth/shared/scope"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// others are gateways that are not this one, however alike they look.
var others = []string{
	"", "relay.example", "relay.example:8443", "n1.example", "n1.example:443", "n1.example:8444", "N1.example:8443", "n1.EXAMPLE:8443", "n1.example.:8443", "n1.example:8443.",
	"n1.example:08443", "https://n1.example:8443", "//n1.example:8443", "n1.example:8443/", "n1.example:8443/v1", "n1.example:8443@relay.example", "relay.example@n1.example:8443", "user:pw@n1.example:8443",
	"n1.example:8443#", "n1.example:8443?", " n1.example:8443", "n1.example:8443 ", "n1.example:8443\n", "n1.example:8443\x00", "n1.example:8443,relay.example", "n1.example:8443.relay.example", "xn--n1-.example:8443",
	"n1.example\u200b:8443", "n1．example:8443", "nı.example:8443", "*", "*.example:8443", "x.n1.example:8443", "example:8443", "localhost", "127.0.0.1",
}

// A wallet signed for the gateway that its page spoke to. Whoever that was cannot change it into a token here.
func TestAttackRelayedAccess(t *testing.T) {
	a := attacktest.Begin(t, "an access request that was signed for another gateway buys a token here")
	f := open(t)
	for _, host := range others {
		req := f.request(t, func(x *typed.Access) { x.Gateway = host })
		_, err := f.Grant(t.Context(), req)
		a.Tried(err == nil, "signed for %q", host)
		req.Access.Gateway = gateway
		_, err = f.Grant(t.Context(), req)
		a.Tried(err == nil, "signed for %q, and sent as if for this one", host)
	}
	if _, err := f.Grant(t.Context(), f.request(t, func(*typed.Access) {})); err != nil {
		t.Errorf("the one that is for this gateway: %v", err)
	}
}

// Whatever a signed request says is part of what was signed.
func TestAttackUnsignedFields(t *testing.T) {
	a := attacktest.Begin(t, "a part of a signed request that is not signed")
	at := time.Now().UTC().Truncate(time.Second)
	for _, m := range []interface {
		Data(typed.Domain) typed.Data
	}{
		typed.Access{Gateway: gateway, Node: node, User: eth.Address{1}, Order: 1, IssuedAt: at, NotAfter: at.Add(time.Hour), Nonce: eth.Hash{1}},
		typed.Deploy{Gateway: gateway, Order: 1, Format: "compose", ManifestHash: eth.Hash{1}, Revision: 2, From: 1, NotAfter: at.Add(time.Minute)},
	} {
		before, err := eip712.Hash(m.Data(domain))
		if err != nil {
			t.Fatal(err)
		}
		for i := range reflect.TypeOf(m).NumField() {
			other := reflect.New(reflect.TypeOf(m)).Elem()
			other.Set(reflect.ValueOf(m))
			change(t, other.Field(i))
			after, err := eip712.Hash(other.Interface().(interface{ Data(typed.Domain) typed.Data }).Data(domain))
			a.Tried(err != nil || after == before, "%T.%s", m, other.Type().Field(i).Name)
		}
	}
	for _, v := range []any{wire.AccessRequest{}, wire.DeployRequest{}} {
		for i := range reflect.TypeOf(v).NumField() {
			switch name := reflect.TypeOf(v).Field(i).Name; name {
			case "Access", "Deploy", "Signature": // signed, and what signs
			case "Manifest": // its hash is
			case "ByKey", "Key": // who signs: a signature of the wallet is none of a key, see TestAttackKeyForms
			default:
				a.Tried(true, "%T.%s", v, name)
			}
		}
	}
}

// change makes a value another one.
func change(t *testing.T, v reflect.Value) {
	t.Helper()
	switch x := v.Addr().Interface().(type) {
	case *string:
		*x += "x"
	case *bool:
		*x = !*x
	case *uint64:
		*x++
	case *order.ID:
		*x++
	case *eth.Address:
		x[19]++
	case *eth.Hash:
		x[31]++
	case *scope.Set:
		*x ^= scope.Deploy
	case *pubkey.Key:
		*x += "x"
	case *time.Time:
		*x = x.Add(time.Second)
	default:
		t.Fatalf("a field of the type %T: say here how it is changed", x)
	}
}

// A signature is not a blank cheque: it ends within its hour or day, and is good for one form only.
func TestAttackLongLife(t *testing.T) {
	a := attacktest.Begin(t, "a signature that is good for longer than its most, or in another form than what was signed")
	f := open(t)
	user := f.request(t, func(*typed.Access) {}).Access.User
	manifests := map[string]string{"compose": "services: {}", "kubernetes": "{}"}
	deploy := func(d typed.Deploy) wire.DeployRequest {
		d.Gateway, d.Order, d.Format, d.Revision = gateway, 1, "compose", 3
		d.ManifestHash = sha256.Sum256([]byte(manifests["compose"]))
		sig, err := eip712.Sign(f.key, d.Data(domain))
		if err != nil {
			t.Fatal(err)
		}
		return wire.DeployRequest{Manifest: manifests["compose"], Deploy: d, Signature: sig}
	}
	now := f.clock.Now().UTC().Truncate(time.Second)
	const year = 365 * 24 * time.Hour
	for _, life := range []time.Duration{typed.DeployLife + 2*time.Minute, 2 * time.Hour, 24 * time.Hour, year, 50 * year, 250 * year} {
		_, err := f.Deploy(t.Context(), user, 1, deploy(typed.Deploy{NotAfter: now.Add(life)}))
		a.Tried(err == nil, "a deployment good for %s", life)
	}
	for _, at := range []time.Time{time.Unix(0, 0).UTC(), time.Unix(1<<37, 0).UTC(), time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)} {
		_, err := f.Deploy(t.Context(), user, 1, deploy(typed.Deploy{NotAfter: at}))
		a.Tried(err == nil, "a deployment good until %s", at)
		_, err = f.Grant(t.Context(), f.request(t, func(x *typed.Access) { x.NotAfter = at }))
		a.Tried(err == nil, "a token good until %s", at)
	}
	for _, c := range []struct{ issued, life time.Duration }{
		{0, typed.AccessLife + time.Second}, {0, year}, {0, 50 * year}, {-12 * time.Hour, typed.AccessLife + time.Hour}, {-50 * year, 50*year + time.Hour}, {-23 * time.Hour, 2 * typed.AccessLife},
	} {
		_, err := f.Grant(t.Context(), f.request(t, func(x *typed.Access) {
			x.IssuedAt = x.IssuedAt.Add(c.issued)
			x.NotAfter = x.IssuedAt.Add(c.life)
		}))
		a.Tried(err == nil, "a token signed %s ago for %s", -c.issued, c.life)
	}

	good := deploy(typed.Deploy{NotAfter: now.Add(time.Minute)})
	for name, c := range map[string]func(*wire.DeployRequest){
		"format":          func(r *wire.DeployRequest) { r.Deploy.Format = "kubernetes" },
		"no format":       func(r *wire.DeployRequest) { r.Deploy.Format = "" },
		"short stop":      func(r *wire.DeployRequest) { r.Deploy.ShortStop = true },
		"roll back":       func(r *wire.DeployRequest) { r.Deploy.From = 1 },
		"next revision":   func(r *wire.DeployRequest) { r.Deploy.Revision++ },
		"longer":          func(r *wire.DeployRequest) { r.Deploy.NotAfter = r.Deploy.NotAfter.Add(time.Minute) },
		"shorter":         func(r *wire.DeployRequest) { r.Deploy.NotAfter = r.Deploy.NotAfter.Add(-time.Second) },
		"a part more":     func(r *wire.DeployRequest) { r.Deploy.NotAfter = r.Deploy.NotAfter.Add(999 * time.Millisecond) },
		"manifest":        func(r *wire.DeployRequest) { r.Manifest = manifests["kubernetes"] },
		"manifest, hash":  func(r *wire.DeployRequest) { r.Manifest = ""; r.Deploy.ManifestHash = sha256.Sum256(nil) },
		"another gateway": func(r *wire.DeployRequest) { r.Deploy.Gateway = "relay.example" },
	} {
		r := good
		c(&r)
		_, err := f.Deploy(t.Context(), user, 1, r)
		a.Tried(err == nil, "signed, and then changed: %s", name)
	}
	for id := range order.ID(3) {
		r := good
		r.Deploy.Order = id
		_, err := f.Deploy(t.Context(), user, id, r)
		a.Tried(err == nil && id != 1, "for order %d", id)
	}
	if _, err := f.Deploy(t.Context(), user, 1, good); err != nil {
		t.Errorf("as it was signed: %v", err)
	}
	f.clock.Pass(time.Minute + time.Second)
	_, err := f.Deploy(t.Context(), user, 1, good)
	a.Tried(err == nil, "after its time")
}
