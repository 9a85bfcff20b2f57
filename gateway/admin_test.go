package gateway

import (
	"bytes"
	"crypto/ecdsa"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/eip712"
	"berth/shared/wire"
)

// clerk is somebody who speaks to the admin API.
type clerk struct {
	*world
	token string
}

// ask is send, again and again while it is told that it asks too often.
func (c *clerk) ask(method, path string, body, into any, headers ...string) (resp *http.Response, p *problem.Problem) {
	c.t.Helper()
	within(c.t, 20*time.Second, path+" may be asked again", func() bool {
		resp, p = c.send(method, path, body, into, headers...)
		return p == nil || p.Code != problem.TooMany
	})
	return resp, p
}

// send sends a request to the admin API and reads JSON or a problem. Headers are changed by pairs of name and value.
func (c *clerk) send(method, path string, body, into any, headers ...string) (*http.Response, *problem.Problem) {
	c.t.Helper()
	var raw []byte
	if body != nil {
		var err error
		if raw, err = json.Marshal(body); err != nil {
			c.t.Fatal(err)
		}
	}
	r, err := http.NewRequestWithContext(c.t.Context(), method, "http://"+c.domain+wire.AdminPath+path, bytes.NewReader(raw))
	if err != nil {
		c.t.Fatal(err)
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	r.Header.Set(wire.AdminHeader, "1")
	if c.token != "" {
		r.Header.Set("Authorization", "Bearer "+c.token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if r.Header.Del(headers[i]); headers[i+1] != "" {
			r.Header.Set(headers[i], headers[i+1])
		}
	}
	resp, err := c.http.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	if raw, err = io.ReadAll(resp.Body); err != nil {
		c.t.Fatal(err)
	}
	if resp.StatusCode >= 400 {
		var p problem.Problem
		if err := json.Unmarshal(raw, &p); err != nil || p.Status != resp.StatusCode {
			c.t.Fatalf("%s %s: %d is no problem document: %s", method, path, resp.StatusCode, raw)
		}
		return resp, &p
	}
	if into != nil {
		if err := json.Unmarshal(raw, into); err != nil {
			c.t.Fatalf("%s %s: %v: %s", method, path, err, raw)
		}
	}
	return resp, nil
}

// must is ask where no problem is expected.
func (c *clerk) must(method, path string, body, into any, headers ...string) *http.Response {
	c.t.Helper()
	resp, p := c.ask(method, path, body, into, headers...)
	if p != nil {
		c.t.Fatalf("%s %s: %v", method, path, p)
	}
	return resp
}

// signIn signs a login in.
func (w *world) signIn(key *ecdsa.PrivateKey, bearer bool) (*clerk, wire.AdminSession, *problem.Problem) {
	w.t.Helper()
	c := &clerk{world: w}
	var ch wire.Challenge
	c.must("POST", "/login/challenge", wire.LoginChallenge{Address: address(key)}, &ch)
	sig, err := eip712.SignHash(key, eip712.PersonalHash([]byte(ch.Message)))
	if err != nil {
		w.t.Fatal(err)
	}
	var s wire.AdminSession
	_, p := c.ask("POST", "/login", wire.AdminLogin{Message: ch.Message, Signature: sig, Bearer: bearer}, &s)
	c.token = s.Token
	return c, s, p
}

// clerk is who is signed in with a key.
func (w *world) clerk(key *ecdsa.PrivateKey) *clerk {
	w.t.Helper()
	c, _, p := w.signIn(key, true)
	if p != nil {
		w.t.Fatal(p)
	}
	return c
}

func TestAdminRoles(t *testing.T) {
	w := newWorld(t)
	viewer := newKey(t)
	w.start(func(c *Config) { c.AdminViewers = []string{address(viewer).String()} })
	for _, c := range []struct {
		name string
		key  *ecdsa.PrivateKey
		role wire.AdminRole
	}{{"the node's wallet", w.node, wire.AdminOwner}, {"the operator key", w.op, wire.AdminOperator}, {"a viewer", viewer, wire.AdminViewer}, {"a user", w.user, ""}} {
		clerk, s, p := w.signIn(c.key, true)
		if c.role == "" {
			if p == nil || p.Code != problem.RoleMissing {
				t.Errorf("%s: got %+v, %v", c.name, s, p)
			}
			continue
		}
		if p != nil || s.Role != c.role || s.Token == "" {
			t.Errorf("%s: got %+v, %v", c.name, s, p)
			continue
		}
		var mine wire.AdminSession
		clerk.must("GET", "/session", nil, &mine)
		if mine.Role != c.role || mine.Address != address(c.key) || mine.Token != "" || !mine.Current {
			t.Errorf("%s: got %+v", c.name, mine)
		}
		_, p = clerk.ask("PUT", "/blocked/"+address(w.user).String(), wire.AdminBlock{}, nil)
		if (p == nil) != c.role.MayChange() || p != nil && p.Code != problem.RoleMissing {
			t.Errorf("%s blocks a user: %v", c.name, p)
		}
	}

	// The registry names another operator: the old one's session is over.
	op := w.clerk(w.op)
	owner := chain.NewSender(w.client, w.node, chain.SenderConfig{Poll: 2 * time.Millisecond})
	if _, err := owner.SetOperator(t.Context(), address(w.user)); err != nil {
		t.Fatal(err)
	}
	within(t, 10*time.Second, "the old operator is out", func() bool {
		_, p := op.ask("GET", "/overview", nil, nil)
		return p != nil && p.Code == problem.SessionOver
	})
	if _, _, p := w.signIn(w.op, true); p == nil || p.Code != problem.RoleMissing {
		t.Errorf("the old operator signs in: %v", p)
	}
	if _, s, p := w.signIn(w.user, true); p != nil || s.Role != wire.AdminOperator {
		t.Errorf("the new one: %+v, %v", s, p)
	}
}

// TestAdminBeforeTheNodeIsEntered: the operator key's account can sign in as soon as the gateway runs, and until the registry names another.
func TestAdminBeforeTheNodeIsEntered(t *testing.T) {
	w := newWorld(t)
	g, _ := w.begin(func(c *Config) { c.Node = address(w.user) })
	within(t, 10*time.Second, "the chain is known", func() bool { return !g.keeper.Facts().Polled.IsZero() })
	op, s, p := w.signIn(w.op, true)
	if p != nil || s.Role != wire.AdminOperator {
		t.Fatalf("the operator key: %+v, %v", s, p)
	}
	if _, _, p := w.signIn(w.node, true); p == nil || p.Code != problem.RoleMissing {
		t.Errorf("another node's wallet: %v", p)
	}
	var n wire.AdminNode
	if op.must("GET", "/node", nil, &n); n.Registered || n.Suggested.Operator != address(w.op) {
		t.Errorf("got %+v", n)
	}
	owner := chain.NewSender(w.client, w.user, chain.SenderConfig{Poll: 2 * time.Millisecond})
	if _, err := owner.Register(t.Context(), chain.Entry{Operator: address(w.node), Total: small, Endpoint: w.domain}); err != nil {
		t.Fatal(err)
	}
	within(t, 10*time.Second, "the registry names another", func() bool {
		_, p := op.ask("GET", "/node", nil, nil)
		return p != nil && p.Code == problem.SessionOver
	})
	if _, _, p := w.signIn(w.op, true); p == nil || p.Code != problem.RoleMissing {
		t.Errorf("the key that the registry does not name: %v", p)
	}
}

func TestAdminSeesTheNode(t *testing.T) {
	t.Parallel() // it waits for most of its time
	w := newWorld(t)
	w.start(func(c *Config) { c.Probation, c.Notice = 0, 5*time.Minute })
	id, bearer, _ := w.serving(echoManifest, "echo")
	_ = bearer
	c := w.clerk(w.node)
	var o wire.AdminOverview
	within(t, 10*time.Second, "the order is counted", func() bool {
		c.must("GET", "/overview", nil, &o)
		return o.Orders["active"] == 1 && o.Counted.Block > 0 &&
			slices.ContainsFunc(o.Earnings, func(e wire.AdminEarned) bool { return e.Token == w.a.Token && !e.Running.IsZero() })
	})
	if o.Ready != "yes" || o.Reserved.CPUMilli != small.CPUMilli || o.Greeted["accept"] != 1 || len(o.Earnings) != len(w.a.Tokens) {
		t.Errorf("got %+v", o)
	}
	for _, h := range o.Health {
		if !h.OK && h.What != "earnings" {
			t.Errorf("health: %+v", h)
		}
	}
	var list wire.AdminOrders
	c.must("GET", "/orders?state=live", nil, &list)
	if len(list.Orders) != 1 || list.Orders[0].ID != id || list.Orders[0].Order.User != address(w.user) || list.More {
		t.Errorf("got %+v", list)
	}
	c.must("GET", "/orders?state=ended", nil, &list)
	if len(list.Orders) != 0 {
		t.Errorf("ended: got %+v", list)
	}
	var v wire.AdminOrderView
	c.must("GET", "/orders/"+id.String(), nil, &v)
	if v.Revision != 1 || len(v.Services) != 1 || v.Services[0].Name != "echo" || v.End.Forfeits.Cmp(v.Earned) > 0 || !v.End.Earliest.After(time.Now()) {
		t.Errorf("got %+v", v)
	}
	var h wire.Happenings
	c.must("GET", "/orders/"+id.String()+"/events?limit=2", nil, &h)
	if len(h.Events) != 2 {
		t.Errorf("got %+v", h)
	}
	var n wire.AdminNode
	c.must("GET", "/node", nil, &n)
	if !n.Registered || n.Entry.Operator != address(w.op) || n.Suggested.Endpoint != w.domain || len(n.Differs) != 0 {
		t.Errorf("got %+v", n)
	}
	var log wire.AdminLog
	c.must("GET", "/log?order="+id.String(), nil, &log)
	for _, l := range log.Lines {
		if l.Order != id {
			t.Errorf("got %+v", l)
		}
	}

	c.must("POST", "/orders/"+id.String()+"/restart", nil, nil)
	c.must("GET", "/orders/"+id.String()+"/events?limit=100", nil, &h)
	if !slices.ContainsFunc(h.Events, func(h wire.Happening) bool { return h.Code == wire.HappenedNodeRestart }) {
		t.Errorf("got %+v", h.Events)
	}
	if _, p := c.ask("POST", "/orders/"+id.String()+"/collect", nil, nil); p == nil || p.Code != problem.NotYet {
		t.Errorf("the data of a live order: %v", p)
	}
	var ending wire.AdminEnding
	c.must("POST", "/orders/"+id.String()+"/end", wire.AdminEnd{Now: true, Reason: order.OutOfCapacity}, &ending)
	within(t, 10*time.Second, "it has ended", func() bool {
		c.must("GET", "/orders?state=ended", nil, &list)
		return len(list.Orders) == 1 && list.Orders[0].State == order.Cancelled
	})
	c.must("POST", "/orders/"+id.String()+"/collect", nil, nil)
	for range 100 {
		w.chain.mine() // until its end is final
	}
	within(t, 15*time.Second, "it is collected", func() bool {
		c.must("GET", "/orders?state=ended", nil, &list)
		return len(list.Orders) == 1 && list.Orders[0].Collected
	})
	var a wire.AdminAudit
	c.must("GET", "/audit", nil, &a)
	var acts []string
	for _, e := range a.Entries {
		acts = append(acts, e.Act+e.Failed)
		if e.By != address(w.node) || e.Role != wire.AdminOwner {
			t.Errorf("got %+v", e)
		}
	}
	want := []string{"order-collect", "order-end", "order-collectnot-yet", "order-collect", "order-restart", "login"}
	if got, _ := json.Marshal(acts); string(got) != string(must(json.Marshal(want))) {
		t.Errorf("got %s, want %s", got, want)
	}
}

func must(raw []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return raw
}

func TestAdminSetsPrices(t *testing.T) {
	w := newWorld(t)
	_, stop := w.start()
	greet := func() wire.Greeting {
		t.Helper()
		var g wire.Greeting
		if _, p := w.call("POST", "/v1/greet", "", w.offer(units(0)), &g); p != nil {
			t.Fatal(p)
		}
		return g
	}
	before := greet()
	c := w.clerk(w.node)
	var p wire.AdminPolicy
	tag := c.must("GET", "/policy", nil, &p).Header.Get("ETag")
	if tag != `"0"` || p.Version != 0 || p.Sources["prices"] != "flag" || len(p.Effective.Prices) != 2 || len(p.Saved.Prices) != 0 {
		t.Fatalf("got %s, %+v", tag, p)
	}
	dear := wire.AdminSettings{Prices: []wire.Price{p.Effective.Prices[0]}}
	dear.Prices[0].CoreHour, dear.Prices[0].MemoryHour = dear.Prices[0].CoreHour.Mul(2), dear.Prices[0].MemoryHour.Mul(2)
	dear.Prices[0].DiskHour, dear.Prices[0].TrafficGiB = dear.Prices[0].DiskHour.Mul(2), dear.Prices[0].TrafficGiB.Mul(2)

	var check wire.AdminCheck
	c.must("POST", "/policy/check", wire.AdminChange{Settings: dear}, &check)
	if len(check.Problems) != 0 || len(check.Diff) != 1 || check.Diff[0].Field != "prices" || len(check.Preview.Offers) != 1 || check.Preview.Changed != 1 {
		t.Errorf("got %+v", check)
	}
	if would := check.Preview.Offers[0].Would; would == nil || would.Kind != wire.Counter || would.Rate.Cmp(before.Quote.Rate) <= 0 {
		t.Errorf("got %+v, before %s", would, before.Quote.Rate)
	}
	if got := greet(); got.Quote.Rate != before.Quote.Rate {
		t.Errorf("a check has changed the price: %s", got.Quote.Rate)
	}

	change := wire.AdminChange{Settings: dear, Note: "summer"}
	if _, p := c.ask("PUT", "/policy", change, nil); p == nil || p.Status != 428 {
		t.Errorf("without a version: %v", p)
	}
	resp := c.must("PUT", "/policy", change, &p, "If-Match", tag)
	if p.Version != 1 || resp.Header.Get("ETag") != `"1"` || p.Sources["prices"] != "admin" || p.Sources["notice"] != "flag" || p.By != address(w.node) {
		t.Errorf("got %+v", p)
	}
	if _, p := c.ask("PUT", "/policy", wire.AdminChange{}, nil, "If-Match", tag); p == nil || p.Status != 412 || p.Code != problem.ChangedMeanwhile {
		t.Errorf("over somebody else's change: %v", p)
	}
	if got := greet(); got.Quote.Rate.Cmp(before.Quote.Rate) <= 0 {
		t.Errorf("the price is %s, it was %s", got.Quote.Rate, before.Quote.Rate)
	}
	bad := dear
	bad.Range = &wire.PriceRange{Floor: 200, Ceiling: 100}
	if _, p := c.ask("PUT", "/policy", wire.AdminChange{Settings: bad}, nil, "If-Match", `"1"`); p == nil || p.Code != problem.BadField || p.Field != "settings.range" {
		t.Errorf("a bad range: %v", p)
	}

	// It is so after a restart, too, whatever the flags say.
	stop()
	w.start()
	if got := greet(); got.Quote.Rate.Cmp(before.Quote.Rate) <= 0 {
		t.Errorf("after a restart the price is %s, it was %s", got.Quote.Rate, before.Quote.Rate)
	}
	c.must("GET", "/policy", nil, &p) // by the same session
	if p.Version != 1 {
		t.Errorf("got %+v", p)
	}
	var h wire.AdminVersions
	c.must("GET", "/policy/history", nil, &h)
	if len(h.Versions) != 1 || h.Versions[0].Note != "summer" || string(h.Versions[0].Diff[0].Old) != "null" {
		t.Errorf("got %+v", h)
	}
	none := uint32(0)
	c.must("PUT", "/policy", wire.AdminChange{Settings: wire.AdminSettings{Probation: &none}}, &p, "If-Match", `"1"`)
	if got := greet(); got.Quote.Rate != before.Quote.Rate || got.Quote.Probation != 0 {
		t.Errorf("back to the flags' prices: %+v", got.Quote)
	}

	// Whoever is blocked is rejected at once, and no longer than that.
	user := "/blocked/" + address(w.user).String()
	c.must("PUT", user, wire.AdminBlock{Note: "spam"}, nil)
	if got := greet(); got.Kind != wire.Reject || got.Reasons[0].Code != "blocked" {
		t.Errorf("got %+v", got)
	}
	var blocked wire.AdminBlocked
	c.must("GET", "/blocked", nil, &blocked)
	if len(blocked.Users) != 1 || blocked.Users[0].Note != "spam" || blocked.Users[0].By != address(w.node) || blocked.Next != "" {
		t.Errorf("got %+v", blocked)
	}
	c.must("DELETE", user, nil, nil)
	if got := greet(); got.Kind != wire.Counter {
		t.Errorf("got %+v", got)
	}
}

// An order on a quote that was given before the settings changed is served.
func TestAQuoteOutlivesAChange(t *testing.T) {
	w := newWorld(t)
	w.start()
	c := w.clerk(w.node)
	var g wire.Greeting
	if _, p := w.call("POST", "/v1/greet", "", w.offer(units(1e15)), &g); p != nil || g.Kind != wire.Accept {
		t.Fatalf("%v, %+v", p, g)
	}
	var p wire.AdminPolicy
	c.must("GET", "/policy", nil, &p)
	one := []wire.Price{p.Effective.Prices[1]} // not the token of the quote
	c.must("PUT", "/policy", wire.AdminChange{Settings: wire.AdminSettings{Prices: one}}, nil, "If-Match", `"0"`)
	id, _, err := w.rent.CreateOrderWithPermit(t.Context(), *g.Quote, g.Signature, 3600)
	if err != nil {
		t.Fatal(err)
	}
	within(t, 10*time.Second, "it is activated", func() bool {
		o, err := w.client.Order(t.Context(), id)
		return err == nil && o.State == order.Active
	})
	var balance amount.Amount
	within(t, 10*time.Second, "the gas is known", func() bool {
		var n wire.AdminNode
		c.must("GET", "/node", nil, &n)
		balance = n.Balance
		return !balance.IsZero()
	})
}

// TestAdminMarket: the node's place is told by the platform that the settings name, and not at all where they name none.
func TestAdminMarket(t *testing.T) {
	w := newWorld(t)
	var gone atomic.Bool
	rival := wire.Node{Address: eth.Address{9}, Name: "elsewhere", Reachable: true}
	platform := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if !gone.Load() && strings.HasSuffix(r.URL.Path, "/certification") {
			_ = json.NewEncoder(out).Encode(wire.Certification{Level: wire.Verified})
			return
		}
		if gone.Load() || r.URL.Path != "/api/nodes" {
			http.Error(out, "no", 500)
			return
		}
		_ = json.NewEncoder(out).Encode(wire.NodeList{Page: wire.Page[wire.Node]{Items: []wire.Node{rival}}})
	}))
	defer platform.Close()
	_, stop := w.start()
	var card wire.Card
	if _, p := w.call("GET", "/.well-known/berth", "", nil, &card); p != nil {
		t.Fatal(p)
	}
	rival.Prices = card.Prices
	c := w.clerk(w.node)
	var m wire.AdminMarket
	if c.must("GET", "/market", nil, &m); m.Platform != "" || len(m.Positions) != 0 {
		t.Errorf("without a platform: %+v", m)
	}
	stop()

	named := func(c *Config) { c.Platform = platform.URL + "/" }
	_, stop = w.start(named)
	c = w.clerk(w.node)
	c.must("GET", "/market", nil, &m)
	if m.Platform != platform.URL || len(m.Positions) != len(rival.Prices) || m.Positions[0].Others != 1 || m.Positions[0].Cheaper+m.Positions[0].Dearer != 0 || len(m.Positions[0].Around) != 2 {
		t.Errorf("got %+v", m)
	}
	var found wire.AdminCertification
	c.must("GET", "/certification", nil, &found)
	if found.Found == nil || found.Found.Level != wire.Verified || found.Platform != platform.URL || found.Page != platform.URL+"/nodes/"+address(w.node).String() {
		t.Errorf("what the platform found out: got %+v", found)
	}
	gone.Store(true)
	c.must("GET", "/market", nil, &m) // as it was read
	stop()

	_, stop = w.start(named)
	defer stop()
	c = w.clerk(w.node)
	if _, p := c.send("GET", "/market", nil, nil); p == nil || p.Code != problem.Unavailable {
		t.Errorf("of a platform that is away: %v", p)
	}
}
