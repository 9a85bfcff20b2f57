package auth

import (
	"testing"
	"time"

	"berth/shared/attacktest"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/scope"
	"berth/shared/typed"
	"berth/shared/wire"
)

// question is a key's question about orders, good for a minute; change may be nil.
func (f *fixture) question(t *testing.T, d device, ids []order.ID, change func(*typed.Health)) wire.HealthRequest {
	t.Helper()
	m := typed.Health{Gateway: gateway, Node: node, Orders: ids, NotAfter: f.clock.Now().Add(time.Minute).Truncate(time.Second)}
	if change != nil {
		change(&m)
	}
	return wire.HealthRequest{Key: d.key, Orders: m.Orders, NotAfter: m.NotAfter, Signature: d.signed(t, m.Data(domain))}
}

// may asks of which orders a key may hear.
func (f *fixture) may(t *testing.T, a *Auth, d device, ids ...order.ID) []bool {
	t.Helper()
	may, err := a.Watcher(f.question(t, d, ids, nil))
	if err != nil {
		t.Fatal(err)
	}
	all := make([]bool, len(ids))
	for i, id := range ids {
		all[i] = may(id)
	}
	return all
}

// A platform with a key for one order's health tries what else it can have.
func TestAttackHealthKey(t *testing.T) {
	a := attacktest.Begin(t, "a platform that may hear whether an order runs hears or does more")
	f := open(t)
	platform := browser(t)
	tok := f.authorised(t, platform, func(x *typed.Access) { x.Scopes, x.Order = scope.Health, 1 })
	if got := f.may(t, f.Auth, platform, 1, 11); !got[0] || !got[1] { // 11 took the place of 1
		t.Fatalf("got %v", got)
	}
	for id, yes := range map[order.ID]bool{2: false, 3: false, 0: false} {
		a.Tried(f.may(t, f.Auth, platform, id)[0] != yes, "it hears of order %s", id)
	}
	by := f.pass(t, tok.Token)
	for s := scope.Read; s <= scope.Data; s <<= 1 {
		a.Tried(by.Needs(s) == nil, "its token does what needs %s", s)
		_, err := f.Grant(t.Context(), f.byKey(t, platform, func(r *wire.AccessRequest) { r.Access.Scopes = s }))
		a.Tried(code(err) != problem.ScopeMissing, "it gets a token with %s: %v", s, err)
	}
	_, err := f.Deploy(t.Context(), f.user(), 1, f.deploy(t, platform, nil))
	a.Tried(err == nil, "it deploys")
	pass, err := f.KeyPass(t.Context(), platform.key, 1)
	a.Tried(err == nil && pass.Needs(scope.Shell) == nil, "it opens a shell over SSH")
	_, err = f.Grant(t.Context(), f.byKey(t, platform, func(r *wire.AccessRequest) { r.Access.Scopes, r.Access.Order = scope.Health, 0 }))
	a.Tried(err == nil, "it gets a token for all orders")
	list := f.Grants(by)
	a.Tried(len(list.Keys) != 1 || len(list.Tokens) != 1, "it sees other grants: %+v", list)

	// Others with the question, and the question elsewhere or later.
	thief := browser(t)
	a.Tried(f.may(t, f.Auth, thief, 1)[0], "a key that nobody authorised hears of it")
	q := f.question(t, platform, []order.ID{1}, nil)
	for name, change := range map[string]func(*wire.HealthRequest){
		"with another key":    func(r *wire.HealthRequest) { r.Key = thief.key },
		"about other orders":  func(r *wire.HealthRequest) { r.Orders = []order.ID{11} },
		"for longer":          func(r *wire.HealthRequest) { r.NotAfter = r.NotAfter.Add(time.Second) },
		"signed by the thief": func(r *wire.HealthRequest) { r.Signature = f.question(t, thief, r.Orders, nil).Signature },
		"without a signature": func(r *wire.HealthRequest) { r.Signature = nil },
		"about no orders":     func(r *wire.HealthRequest) { r.Orders = nil },
		"about very many":     func(r *wire.HealthRequest) { r.Orders = make([]order.ID, wire.MostHealth+1) },
		"of another gateway": func(r *wire.HealthRequest) {
			*r = f.question(t, platform, r.Orders, func(m *typed.Health) { m.Gateway = "n2.example" })
		},
		"of another node": func(r *wire.HealthRequest) {
			*r = f.question(t, platform, r.Orders, func(m *typed.Health) { m.Node[0]++ })
		},
		"good for an hour": func(r *wire.HealthRequest) {
			*r = f.question(t, platform, r.Orders, func(m *typed.Health) { m.NotAfter = m.NotAfter.Add(time.Hour) })
		},
		"a signature of a deploy": func(r *wire.HealthRequest) { r.Signature = f.deploy(t, platform, nil).Signature },
	} {
		r := q
		change(&r)
		_, err := f.Watcher(r)
		a.Tried(err == nil, "a question is answered %s", name)
	}
	f.clock.Pass(2 * time.Minute)
	_, err = f.Watcher(q)
	a.Tried(code(err) != problem.Expired, "a question is answered after its time: %v", err)

	// One who authorised a key for something else did not for this.
	job := browser(t)
	f.authorised(t, job, func(x *typed.Access) { x.Scopes = scope.Deploy })
	a.Tried(f.may(t, f.Auth, job, 1)[0], "a key for deployments hears how an order is")

	// The user ends it.
	wallet, _ := f.token(t, 0)
	if err := f.Revoke(f.pass(t, wallet), tok.Key); err != nil {
		t.Fatal(err)
	}
	for when, auth := range map[string]*Auth{"at once": f.Auth, "after a kill": f.killed(t)} {
		a.Tried(f.may(t, auth, platform, 1)[0], "a key that was ended hears of it, %s", when)
		_, err := auth.Bearer(tok.Token)
		a.Tried(err == nil, "its token is good, %s", when)
	}
}

// A key hears nothing once its time is over.
func TestAttackHealthKeyExpired(t *testing.T) {
	a := attacktest.Begin(t, "a key for an order's health outlives its time")
	f := open(t)
	platform := browser(t)
	f.authorised(t, platform, func(x *typed.Access) { x.Scopes, x.Order = scope.Health, 1 })
	f.clock.Pass(29 * 24 * time.Hour)
	a.Tried(!f.may(t, f.Auth, platform, 1)[0], "it ends too early")
	f.clock.Pass(24*time.Hour + 2*time.Second)
	a.Tried(f.may(t, f.Auth, platform, 1)[0], "it is good after its end")
}
