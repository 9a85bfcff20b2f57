package door

import (
	"context"
	"crypto/rand"
	"errors"
	"net/netip"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/gateway/auth"
	"berth/gateway/ledger"
	"berth/gateway/ledger/ledgertest"
	"berth/gateway/secret"
	"berth/shared/clocktest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/scope"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

const host = "n1.example"

var (
	node   = eth.Address{9}
	domain = typed.Berth(31337, eth.Address{8})
	here   = netip.MustParsePrefix("192.0.2.1/32")
	bounds = Bounds{PerMinute: 600, Idle: 48 * time.Hour, Life: 30 * 24 * time.Hour}
)

// orders has all orders, of one owner.
type orders struct{ owner eth.Address }

func (o orders) Find(_ context.Context, user eth.Address, id order.ID) (order.Order, error) {
	return order.Order{ID: id, User: o.owner, State: order.Active}, nil
}
func (o orders) Owner(order.ID) (eth.Address, bool)                                { return o.owner, true }
func (orders) Workload(id order.ID) order.ID                                       { return id }
func (orders) Any(context.Context, eth.Address) error                              { return nil }
func (orders) Expects(eth.Address) bool                                            { return true }
func (orders) Authorised(eth.Address, order.ID) error                              { return nil }
func (orders) Signed(context.Context, eth.Address, eth.Hash, []byte) (bool, error) { return false, nil }

// fixture is a ledger with a gateway's guard and doors over it.
type fixture struct {
	*Doors
	auth   *auth.Auth
	clock  *clocktest.Clock
	store  *ledger.Ledger
	path   string
	user   eth.Address
	access func(t *testing.T, id order.ID) wire.AccessToken
}

func open(t testing.TB) *fixture {
	t.Helper()
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	f := &fixture{
		clock: clocktest.At(time.Now()), path: filepath.Join(t.TempDir(), "ledger.db"), user: eth.Address(crypto.PubkeyToAddress(key.PublicKey)),
	}
	if f.store, err = ledger.Open(f.path); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.store.Close() })
	f.access = func(t *testing.T, id order.ID) wire.AccessToken {
		t.Helper()
		now := f.clock.Now().UTC().Truncate(time.Second)
		a := typed.Access{Gateway: host, Node: node, User: f.user, Order: id, Scopes: scope.All, IssuedAt: now, NotAfter: now.Add(time.Hour)}
		rand.Read(a.Nonce[:])
		sig, err := eip712.Sign(key, a.Data(domain))
		if err != nil {
			t.Fatal(err)
		}
		tok, err := f.auth.Grant(t.Context(), wire.AccessRequest{Access: a, Signature: sig})
		if err != nil {
			t.Fatal(err)
		}
		f.clock.Pass(time.Second)
		return tok
	}
	f.again(t)
	return f
}

// again starts guard and doors anew on the same ledger.
func (f *fixture) again(t testing.TB) {
	t.Helper()
	f.auth, f.Doors = begin(t, f.store, f.clock)
}

func begin(t testing.TB, store *ledger.Ledger, c *clocktest.Clock) (*auth.Auth, *Doors) {
	t.Helper()
	a, err := auth.New(node, host, domain, orders{}, orders{}, store, c.Now)
	if err != nil {
		t.Fatal(err)
	}
	d, err := New(Config{Store: store, Bounds: bounds, Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	a.OnRevoke(d.Revoked)
	return a, d
}

// killed is what a new process makes of the ledger as it is on the disk now.
func (f *fixture) killed(t *testing.T) *Doors {
	t.Helper()
	store := ledgertest.Killed(t, f.path)
	_, d := begin(t, store, f.clock)
	return d
}

func (f *fixture) pass(t *testing.T, token wire.AccessToken) auth.Pass {
	t.Helper()
	p, err := f.auth.Bearer(token.Token)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// cookie gets the owner's by a token.
func (f *fixture) cookie(t testing.TB, by auth.Pass, id order.ID, service string) string {
	t.Helper()
	text, _, err := f.Ticket(by, id, service, "/")
	if err != nil {
		t.Fatal(err)
	}
	e, err := f.Enter(text, id, service, time.Time{}, Guest{From: here})
	if err != nil {
		t.Fatal(err)
	}
	return e.Cookie
}

// expose sets who may open a service of order 1.
func (f *fixture) expose(t testing.TB, service string, x wire.Exposure) {
	t.Helper()
	if err := f.Expose(f.user, 1, service, x); err != nil {
		t.Fatal(err)
	}
}

// link makes one to the service web of order 1.
func (f *fixture) link(t testing.TB, req wire.LinkRequest) (wire.Link, string) {
	t.Helper()
	if req.Service == "" {
		req.Service = "web"
	}
	if req.ExpiresAt.IsZero() {
		req.ExpiresAt = f.clock.Now().Add(24 * time.Hour)
	}
	if f.Visibility(f.user, 1, req.Service) == wire.Private {
		f.expose(t, req.Service, wire.Exposure{Visibility: wire.Linked})
	}
	l, token, err := f.MakeLink(f.user, "", 1, req)
	if err != nil {
		t.Fatal(err)
	}
	return l, token
}

// enter redeems a link.
func (f *fixture) enter(t testing.TB, token string) string {
	t.Helper()
	e, err := f.Redeem(token, f.user, 1, "web", "", nil, time.Time{}, Guest{Agent: "Firefox", From: here})
	if err != nil {
		t.Fatal(err)
	}
	return e.Cookie
}

// ask is what a request for the service web of order 1 gets.
func (f *fixture) ask(change func(*Ask)) Why {
	a := Ask{Order: 1, Service: "web", User: f.user, Method: "GET", Path: "/", From: here}
	change(&a)
	_, why, _ := f.Admit(context.Background(), a)
	return why
}

func admits(d *Doors, user eth.Address, cookie string, id order.ID, service string) bool {
	_, why, _ := d.Admit(context.Background(), Ask{Order: id, Service: service, User: user, Cookies: []string{cookie}, Method: "GET", Path: "/", From: here})
	return why == In
}

func (f *fixture) admits(cookie string, id order.ID, service string) bool {
	return admits(f.Doors, f.user, cookie, id, service)
}

func code(err error) problem.Code {
	var p *problem.Problem
	if errors.As(err, &p) {
		return p.Code
	}
	return ""
}

func TestTicketsAndCookies(t *testing.T) {
	f := open(t)
	enter := func(ticket string, id order.ID, service string) (string, error) {
		e, err := f.Enter(ticket, id, service, time.Time{}, Guest{})
		return e.Cookie, err
	}
	ticket := func() string {
		t.Helper()
		text, _, err := f.Ticket(auth.Pass{}, 1, "web", "/x")
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	one := ticket()
	if _, err := enter(one, 1, "other"); err == nil {
		t.Error("it opens another service")
	}
	if _, err := enter(one, 1, "web"); err == nil {
		t.Error("a ticket that was tried elsewhere is still good")
	}
	late := ticket()
	f.clock.Pass(ticketLife + time.Second)
	if _, err := enter(late, 1, "web"); err == nil {
		t.Error("a late ticket is good")
	}
	cookie, err := enter(ticket(), 1, "web")
	if err != nil {
		t.Fatal(err)
	}
	if !f.admits(cookie, 1, "web") || f.admits(cookie, 1, "db") || f.admits(cookie, 2, "web") || f.admits(cookie[1:]+"A", 1, "web") || f.admits("", 1, "web") {
		t.Error("the cookie does not open exactly its service")
	}
	for range 5 { // it slides
		f.clock.Pass(usualIdle - time.Minute)
		if !f.admits(cookie, 1, "web") {
			t.Fatal("it ended though it was used")
		}
	}
	if err := f.flush(); err != nil {
		t.Fatal(err)
	}
	if f.again(t); !f.admits(cookie, 1, "web") {
		t.Error("a restart ends it")
	}
	f.clock.Pass(usualIdle - time.Minute)
	f.admits(cookie, 1, "web")
	f.clock.Pass(usualIdle - time.Minute)
	if f.admits(cookie, 1, "web") {
		t.Error("it outlives a day")
	}
	idle, err := enter(ticket(), 1, "web")
	if err != nil {
		t.Fatal(err)
	}
	f.clock.Pass(usualIdle + time.Minute)
	if f.admits(idle, 1, "web") {
		t.Error("it outlives the idle time")
	}
	gone, err := enter(ticket(), 1, "web")
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Leave(gone); err != nil || f.admits(gone, 1, "web") {
		t.Errorf("it outlives the end: %v", err)
	}
	open, err := enter(ticket(), 1, "web")
	if err != nil {
		t.Fatal(err)
	}
	pending := ticket()
	f.Ended(1)
	if _, err := enter(pending, 1, "web"); err == nil || f.admits(open, 1, "web") {
		t.Error("they outlive the order")
	}
	f.sweep()
	if err := f.flush(); err != nil {
		t.Fatal(err)
	}
	if left, err := f.store.Sessions(); err != nil || len(left) != 0 {
		t.Errorf("left in the ledger: %v %v", left, err)
	}
}

// TestLifetimes: the owner sets how long a session lasts, also of one that there is.
func TestLifetimes(t *testing.T) {
	f := open(t)
	cookie := f.cookie(t, auth.Pass{}, 1, "web")
	f.expose(t, "web", wire.Exposure{Visibility: wire.Private, IdleSeconds: 600, LifeSeconds: 3600})
	f.clock.Pass(11 * time.Minute)
	if f.admits(cookie, 1, "web") {
		t.Error("it outlives the idle time that was set")
	}
	cookie = f.cookie(t, auth.Pass{}, 1, "web")
	for range 6 {
		f.clock.Pass(9 * time.Minute)
		if !f.admits(cookie, 1, "web") {
			t.Fatal("it does not slide")
		}
	}
	f.clock.Pass(9 * time.Minute)
	if f.admits(cookie, 1, "web") {
		t.Error("it outlives the life that was set")
	}
	if x := f.Exposure(f.user, 1, "web"); x.IdleSeconds != 600 || x.LifeSeconds != 3600 || x.Most.LifeSeconds != 30*24*3600 {
		t.Errorf("got %+v", x)
	}
}

func TestExposureRefuses(t *testing.T) {
	f := open(t)
	for field, x := range map[string]wire.Exposure{
		"visibility":     {Visibility: "all"},
		"most":           {Visibility: wire.Private, Most: &wire.ExposureLimits{}},
		"idleSeconds":    {Visibility: wire.Private, IdleSeconds: 59},
		"lifeSeconds":    {Visibility: wire.Private, LifeSeconds: 1 << 30},
		"perMinute":      {Visibility: wire.Public, PerMinute: 601},
		"basic":          {Visibility: wire.Linked, Basic: &wire.Basic{User: "u", Password: "long enough"}},
		"basic.user":     {Visibility: wire.Public, Basic: &wire.Basic{User: "a:b", Password: "long enough"}},
		"basic.password": {Visibility: wire.Public, Basic: &wire.Basic{User: "u"}},
	} {
		var p *problem.Problem
		if err := f.Expose(f.user, 1, "web", x); !errors.As(err, &p) || p.Field != field {
			t.Errorf("%s: got %v", field, err)
		}
	}
	if err := f.Expose(f.user, 1, "web", wire.Exposure{Visibility: wire.Public, Basic: &wire.Basic{User: "u", Password: "seven 7"}}); code(err) != problem.BadField {
		t.Errorf("a short password: %v", err)
	}
}

// TestVisibility: who may open a service as its owner says, also after a restart, and after the order.
func TestVisibility(t *testing.T) {
	f := open(t)
	owner := f.cookie(t, auth.Pass{}, 1, "web")
	_, token := f.link(t, wire.LinkRequest{})
	guest := f.enter(t, token)
	plain := func(a *Ask) {}
	by := func(c string) func(*Ask) { return func(a *Ask) { a.Cookies = []string{c} } }
	said := func(a *Ask) { a.Token = token }
	for _, c := range []struct {
		visibility                  wire.Visibility
		nobody, owner, guest, token Why
	}{
		{wire.Linked, Closed, In, In, In},
		{wire.Public, In, In, In, In},
		{wire.Private, Closed, In, Closed, LinkShut},
		{wire.Linked, Closed, In, Closed, In},
	} {
		f.expose(t, "web", wire.Exposure{Visibility: c.visibility})
		for range 2 {
			if got := f.ask(plain); got != c.nobody {
				t.Errorf("%s: nobody gets %d", c.visibility, got)
			}
			if got := f.ask(by(owner)); got != c.owner {
				t.Errorf("%s: the owner gets %d", c.visibility, got)
			}
			if got := f.ask(by(guest)); got != c.guest {
				t.Errorf("%s: a guest gets %d", c.visibility, got)
			}
			if got := f.ask(said); got != c.token {
				t.Errorf("%s: a link gets %d", c.visibility, got)
			}
			f.again(t)
		}
	}
	f.cfg.Kept = func(order.ID) bool { return false }
	f.sweep()
	if err := f.flush(); err != nil {
		t.Fatal(err)
	}
	if left, err := f.store.Links(); err != nil || len(left) != 0 || len(f.links) != 0 {
		t.Errorf("links outlive the order's data: %v %v", left, err)
	}
	if f.Visibility(f.user, 1, "web") != wire.Private {
		t.Error("the visibility outlives the order's data")
	}
}

func TestLinkRefuses(t *testing.T) {
	f := open(t)
	soon := f.clock.Now().Add(time.Hour)
	for field, req := range map[string]wire.LinkRequest{
		"label":      {ExpiresAt: soon, Label: strings.Repeat("x", 81)},
		"pathPrefix": {ExpiresAt: soon, PathPrefix: "/a/../b"},
		"maxUses":    {ExpiresAt: soon, MaxUses: -1},
		"expiresAt":  {ExpiresAt: f.clock.Now()},
		"methods":    {ExpiresAt: soon, Methods: []string{"get"}},
	} {
		req.Service = "web"
		_, _, err := f.MakeLink(f.user, "", 1, req)
		var p *problem.Problem
		if !errors.As(err, &p) || p.Field != field {
			t.Errorf("%s: got %v", field, err)
		}
	}
	if _, _, err := f.MakeLink(f.user, "", 1, wire.LinkRequest{Service: "web", ExpiresAt: soon}); code(err) != problem.LinkShut {
		t.Errorf("to a private service: %v", err)
	}
	for range MostLinks {
		f.link(t, wire.LinkRequest{})
	}
	if _, _, err := f.MakeLink(f.user, "", 1, wire.LinkRequest{Service: "web", ExpiresAt: soon}); code(err) != problem.Full {
		t.Errorf("one too many: %v", err)
	}
}

// TestLinks: uses, what the owner sees of them, and a browser that is in already.
func TestLinks(t *testing.T) {
	f := open(t)
	l, token := f.link(t, wire.LinkRequest{Label: "for Ann", PathPrefix: "/文档/", MaxUses: 3})
	e, err := f.Redeem(token, f.user, 1, "web", "/elsewhere", nil, time.Time{}, Guest{Agent: "Mozilla/5.0 \x01\xff", From: here})
	if err != nil || e.Landing != "/%E6%96%87%E6%A1%A3/" || e.Cookie == "" {
		t.Fatalf("got %+v %v", e, err)
	}
	again, err := f.Redeem(token, f.user, 1, "web", "/%E6%96%87%E6%A1%A3/a?x=1", []string{e.Cookie}, time.Time{}, Guest{})
	if err != nil || again.Cookie != "" || again.Landing != "/%E6%96%87%E6%A1%A3/a?x=1" {
		t.Errorf("a browser that is in: %+v %v", again, err)
	}
	inside := func(a *Ask) { a.Path, a.Token = "/%e6%96%87%e6%a1%a3", token }
	if got := f.ask(func(a *Ask) { a.Token = token }); got != OutsideLink {
		t.Errorf("outside: %d", got)
	}
	for range 2 {
		if got := f.ask(inside); got != In {
			t.Errorf("the uses that are left: %d", got)
		}
	}
	if got := f.ask(inside); got != LinkUsedUp {
		t.Errorf("a use too many: %d", got)
	}
	if _, err := f.Redeem(token, f.user, 1, "web", "", nil, time.Time{}, Guest{}); code(err) != problem.LinkUsedUp {
		t.Errorf("a browser too many: %v", err)
	}
	if f.ask(func(a *Ask) { a.Path, a.Cookies = "/%e6%96%87%e6%a1%a3/x", []string{e.Cookie} }) != In {
		t.Error("who is in is not let in any more")
	}
	f.again(t)
	list := f.Links(f.user, 1)
	if len(list) != 1 || list[0].ID != l.ID || list[0].Uses != 3 || list[0].UsedAt.IsZero() || list[0].Label != "for Ann" || list[0].PathPrefix != "/文档/" {
		t.Errorf("got %+v", list)
	}
	v := f.Visitors(1)
	if len(v) != 1 || v[0].Link != l.ID || v[0].Label != "for Ann" || v[0].Agent != "Mozilla/5.0 " || v[0].Address != "192.0.2.1/32" {
		t.Errorf("visitors: %+v", v)
	}
	f.clock.Pass(25 * time.Hour)
	if got := f.ask(inside); got != LinkExpired || len(f.Links(f.user, 1)) != 0 {
		t.Errorf("past its time: %d %+v", got, f.Links(f.user, 1))
	}
}

// TestVisitors: they are ended one by one, or all guests at once.
func TestVisitors(t *testing.T) {
	f := open(t)
	owner := f.cookie(t, auth.Pass{}, 1, "web")
	_, token := f.link(t, wire.LinkRequest{})
	one, two := f.enter(t, token), f.enter(t, token)
	all := f.Visitors(1)
	if len(all) != 3 || all[2].Link != "" {
		t.Fatalf("got %+v", all)
	}
	if err := f.Dismiss(1, all[0].ID); err != nil || f.admits(two, 1, "web") || !f.admits(one, 1, "web") {
		t.Errorf("one: %v", err)
	}
	if err := f.Dismiss(2, all[1].ID); code(err) != problem.NotFound {
		t.Errorf("of another order: %v", err)
	}
	if err := f.Dismiss(1, ""); err != nil || f.admits(one, 1, "web") || !f.admits(owner, 1, "web") || f.killed(t).sessions[secret.Digest(one)] != nil {
		t.Errorf("all: %v", err)
	}
}

// TestPassword: a password as people expect it, and a right one that costs little.
func TestPassword(t *testing.T) {
	f := open(t)
	f.expose(t, "web", wire.Exposure{Visibility: wire.Public, Basic: &wire.Basic{User: "ann", Password: "pässword 1"}})
	with := func(user, password string) func(*Ask) { return func(a *Ask) { a.Basic = basicOf(user, password) } }
	for range 2 {
		if got := f.ask(func(*Ask) {}); got != PasswordNeeded {
			t.Errorf("none: %d", got)
		}
		if got := f.ask(with("ann", "pässword 1")); got != In {
			t.Errorf("the right one: %d", got)
		}
		if got := f.ask(with("ann", "pa\u0308ssword 1")); got != In {
			t.Errorf("the right one in another form of Unicode: %d", got)
		}
		for _, wrong := range []func(*Ask){with("ann", "pässword 2"), with("bob", "pässword 1"), with("ann", ""), func(a *Ask) { a.Basic = "!!" }, func(a *Ask) { a.Basic = strings.Repeat("A", 4000) }} {
			if got := f.ask(wrong); got != PasswordWrong {
				t.Errorf("a wrong one: %d", got)
			}
		}
		f.again(t)
		f.clock.Pass(time.Hour)
	}
	f.expose(t, "web", wire.Exposure{Visibility: wire.Public, Basic: &wire.Basic{User: "ann"}, PerMinute: 100})
	if got := f.ask(with("ann", "pässword 1")); got != In {
		t.Errorf("left as it was: %d", got)
	}
	a := Ask{Order: 1, Service: "web", User: f.user, Cookies: []string{f.cookie(t, auth.Pass{}, 1, "web")}, Method: "GET", Path: "/", From: here}
	for credential, strip := range map[string]bool{basicOf("ann", "pässword 1"): true, basicOf("root", "the service's"): false, basicOf("ann", "the service's"): false, "": false} {
		a.Basic = credential
		if p, why, _ := f.Admit(t.Context(), a); why != In || p.Strip != strip {
			t.Errorf("%q beside a cookie: %d %v", credential, why, p.Strip)
		}
	}
}

func TestPublicRate(t *testing.T) {
	f := open(t)
	f.expose(t, "web", wire.Exposure{Visibility: wire.Public, PerMinute: 10})
	cookie := f.cookie(t, auth.Pass{}, 1, "web")
	for i := range 12 {
		if got := f.ask(func(*Ask) {}); (got == In) != (i < 10) {
			t.Errorf("request %d: %d", i, got)
		}
	}
	if f.ask(func(a *Ask) { a.From = netip.MustParsePrefix("192.0.2.2/32") }) != In || f.ask(func(a *Ask) { a.Cookies = []string{cookie} }) != In {
		t.Error("others are held to it, too")
	}
	f.clock.Pass(6 * time.Second)
	if f.ask(func(*Ask) {}) != In || f.ask(func(*Ask) {}) != TooOften {
		t.Error("not one in six seconds")
	}
}
