package bff_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"berth/bff"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/server/eip712"
	"berth/shared/wire"
)

type urlT = url.URL

func https(u *url.URL) *url.URL {
	c := *u
	c.Scheme = "https"
	return &c
}

var small = resource.Resources{CPUMilli: 500, MemoryMiB: 256, DiskMiB: 128, TrafficMiB: 512}

// events reads a stream until done says so.
func (c *client) events(path string, done func(name string, data []byte) bool) {
	c.w.t.Helper()
	c.read(c.open(path), done)
}

// open gives a stream that has begun: nothing that happens from now on is missing from it.
func (c *client) open(path string) *http.Response {
	c.w.t.Helper()
	res, err := c.http.Get(c.w.url + path)
	if err != nil {
		c.w.t.Fatal(err)
	}
	if res.StatusCode != 200 || res.Header.Get("Content-Type") != "text/event-stream" {
		c.w.t.Fatalf("GET %s: %d %s", path, res.StatusCode, res.Header.Get("Content-Type"))
	}
	return res
}

func (c *client) read(res *http.Response, done func(name string, data []byte) bool) {
	c.w.t.Helper()
	defer res.Body.Close()
	name := ""
	for s := bufio.NewScanner(res.Body); s.Scan(); {
		line := s.Text()
		if v, ok := strings.CutPrefix(line, "event: "); ok {
			name = v
		}
		if v, ok := strings.CutPrefix(line, "data: "); ok && done(name, []byte(v)) {
			return
		}
	}
	c.w.t.Errorf("GET %s: the stream ended early", res.Request.URL)
}

func (w *world) nodesReachable(n int) {
	w.t.Helper()
	c := w.client()
	w.until("nodes", func() error {
		list := get[wire.NodeList](c, "/api/nodes?cpuMilli=10")
		if list.Total != n {
			return fmt.Errorf("%d of %d", list.Total, n)
		}
		return nil
	})
}

// The whole way of an order, from the list of nodes to the split of its escrow, over a restart in the middle.
func TestRent(t *testing.T) {
	w := newWorld(t, honest, dear, slow, liar, full, dead)
	w.nodesReachable(6)
	c := w.client()

	info := get[wire.Info](c, "/api/info")
	if info.Chain.Market != w.addresses.Market || info.Chain.ActivationWindow != window || info.Chain.FeeBps != 200 || !info.Demo || !info.Agent.IsZero() {
		t.Errorf("info: %+v", info)
	}
	brt := wire.Token{Address: w.native, Name: "Berth", Version: "1", Symbol: "BRT", Decimals: 18, Permit: true}
	usd := wire.Token{Address: w.dollar, Name: "Demo USD (worth nothing)", Version: "1", Symbol: "dUSD", Decimals: 6, Permit: true, Dollar: true}
	if got := info.Chain; got.Native != brt || !slices.Equal(got.Tokens, []wire.Token{usd, brt}) {
		t.Errorf("tokens: native %+v, all %+v", got.Native, got.Tokens)
	}
	if s := get[wire.Session](c, "/api/session"); !s.Address.IsZero() {
		t.Errorf("session before login: %+v", s)
	}
	c.login(key(2))
	if s := get[wire.Session](c, "/api/session"); s.Address != addr(key(2)) {
		t.Errorf("session: %+v", s)
	}

	hint := get[wire.PriceHint](c, "/api/price?cpuMilli=500&memoryMiB=256&diskMiB=128&trafficMiB=512&duration=3600")
	if hint.Nodes != 6 || hint.Recommended == nil || *hint.Recommended != *hint.Low || hint.Source != "list-prices" || hint.Fast.Chance != 0 || hint.Low.Nodes != 1 || len(hint.Curve) != 6 {
		t.Fatalf("hint: %+v", hint)
	}
	rate := hint.Low.Rate
	if want := w.gateways[0].price(w.dollar).Rate(small, 3600); rate != want || hint.Token != w.dollar {
		t.Errorf("low: got %s, want %s", rate, want)
	}
	inBRT := get[wire.PriceHint](c, "/api/price?cpuMilli=500&memoryMiB=256&diskMiB=128&trafficMiB=512&duration=3600&token="+w.native.String())
	if want := w.gateways[0].price(w.native).Rate(small, 3600); inBRT.Nodes != 6 || inBRT.Low.Rate != want {
		t.Errorf("in BRT: %+v, want %s", inBRT, want)
	}

	var started wire.OfferStarted
	if status, b := c.do("POST", "/api/offers", wire.OfferRequest{Resources: small, Token: w.dollar, Rate: rate, Duration: 3600, Template: "hello"}, &started); status != 201 {
		t.Fatalf("offer: %d %s", status, b)
	}
	kinds := map[string]wire.AnswerKind{}
	var came []string
	var accept wire.Answer
	asked := 0
	c.events("/api/offers/"+started.ID+"/events", func(name string, data []byte) bool {
		switch name {
		case "asked":
			var a wire.Asked
			if err := json.Unmarshal(data, &a); err != nil {
				t.Fatal(err)
			}
			asked = len(a.Nodes)
		case "answer":
			var a wire.Answer
			if err := json.Unmarshal(data, &a); err != nil {
				t.Fatal(err)
			}
			came = append(came, a.Name)
			kinds[a.Name] = a.Kind
			if a.Kind == wire.Accept {
				accept = a
			}
		}
		return name == "done"
	})
	if len(came) == 0 || came[len(came)-1] != "slow" {
		t.Errorf("answers came in the order %q: somebody held up the others", came)
	}
	want := map[string]wire.AnswerKind{"honest": wire.Accept, "dear": wire.Counter, "slow": wire.NoAnswer, "liar": wire.NoAnswer, "full": wire.Reject, "dead": wire.NoAnswer}
	if asked != 6 || fmt.Sprint(kinds) != fmt.Sprint(want) {
		t.Errorf("asked %d, got %v, want %v", asked, kinds, want)
	}
	offer := get[wire.Offer](c, "/api/offers/"+started.ID)
	if offer.Done == nil || *offer.Done != (wire.Done{Accepted: 1, Countered: 1, Rejected: 1, Silent: 3, TookMs: offer.Done.TookMs}) {
		t.Errorf("done: %+v", offer.Done)
	}
	for _, a := range offer.Answers {
		if a.Name == "liar" && a.Reasons[0].Code != "bad-answer" || a.Name == "slow" && a.Reasons[0].Code != "timeout" || a.Name == "dead" && a.Reasons[0].Code != "unreachable" {
			t.Errorf("%s: %+v", a.Name, a.Reasons)
		}
	}
	if other := w.client(); true {
		other.login(key(3))
		if status, _ := other.do("GET", "/api/offers/"+started.ID, nil, nil); status != 404 {
			t.Errorf("somebody else's offer: got %d, want 404", status)
		}
	}

	changes := make(chan wire.OrderView, 10)
	stream := c.open("/api/events?topics=orders")
	go c.read(stream, func(name string, data []byte) bool {
		if name != "order" {
			return false
		}
		var v wire.OrderView
		if err := json.Unmarshal(data, &v); err != nil {
			t.Error(err)
		}
		changes <- v
		return v.State == order.Created
	})
	id, _, err := w.user.CreateOrderWithPermit(t.Context(), *accept.Quote, accept.Signature, 3600)
	if err != nil {
		t.Fatal(err)
	}
	if again := get[wire.Offer](c, "/api/offers/"+started.ID); !slices.ContainsFunc(again.Answers, func(a wire.Answer) bool { return a.Void == (a.Node == accept.Node) && a.Quote != nil }) {
		t.Errorf("the quote that was used is not void: %+v", again.Answers)
	}
	if v := <-changes; v.ID != id || v.State != order.Created || v.Template != "hello" || len(v.Steps) != 2 || v.Steps[0].Kind != "quoted" {
		t.Errorf("first change: %+v", v)
	}

	w.stop() // a restart in the middle of it all
	operator := chainSender(w, w.gateways[0].operator)
	if _, err := operator.Activate(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	w.start()
	if s := get[wire.Session](c, "/api/session"); s.Address != addr(key(2)) {
		t.Errorf("session after a restart: %+v", s)
	}
	if again := get[wire.Offer](c, "/api/offers/"+started.ID); len(again.Answers) != 6 || again.Done == nil {
		t.Errorf("offer after a restart: %+v", again)
	}
	v := get[wire.OrderView](c, "/api/orders/"+id.String())
	if v.State != order.Active || len(v.Steps) != 3 || v.Template != "hello" || v.Steps[2].Tx == nil {
		t.Errorf("after activation: %+v", v)
	}
	if n := get[wire.Node](c, "/api/nodes/"+accept.Node.String()); n.Reserved.CPUMilli != small.CPUMilli || n.Card == nil ||
		*n.Card.PriceRange != (wire.PriceRange{Floor: 80, Ceiling: 160}) || n.Card.Load.CPU != 250 || n.Card.Capacity.CPUMilli != 2000 || len(n.Prices) != 2 || len(n.Prices[1].Discounts) != 2 || n.Notice != 600 || n.Epoch != 1 {
		t.Errorf("node: %+v", n)
	}

	if err := w.backend.Sim.AdjustTime(160 * time.Second); err != nil {
		t.Fatal(err)
	}
	if _, err := w.user.Cancel(t.Context(), id, order.UserLeft); err != nil {
		t.Fatal(err)
	}
	w.until("cancelled", func() error {
		if v = get[wire.OrderView](c, "/api/orders/"+id.String()); v.State != order.Cancelled {
			return fmt.Errorf("state %s", v.State)
		}
		return nil
	})
	o, err := w.user.Client().Order(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if v.EndedBy != "user" || v.Reason == nil || *v.Reason != order.UserLeft || v.PaidOut != o.Settled || v.PaidOut.Add(v.Refunded) != o.Deposit() || v.PaidOut.IsZero() {
		t.Errorf("ended: %+v, on chain %+v", v, o)
	}
	// Half an hour was committed to; what was not served of it is said, and what the referrer got.
	owed, err := w.user.Client().Owed(t.Context(), referrer, w.dollar)
	if err != nil {
		t.Fatal(err)
	}
	served := v.PaidOut.Sub(v.Unserved)
	if v.PaidOut != o.Rate.Cost(1800) || v.Unserved.IsZero() || served.IsZero() || v.Referred != owed || owed != v.PaidOut.MulDiv(100, 10_000) || !v.Fees.IsZero() || v.Token != w.dollar {
		t.Errorf("ended: %+v; the referrer is owed %s", v, owed)
	}
	page := get[wire.Page[wire.OrderView]](c, "/api/orders?state=ended")
	if page.Total != 1 || len(page.Items) != 1 || page.Items[0].ID != id {
		t.Errorf("ended orders: %+v", page)
	}
	if page := get[wire.Page[wire.OrderView]](c, "/api/orders?state=live"); page.Total != 0 {
		t.Errorf("live orders: %+v", page)
	}
	w.until("record", func() error {
		r := get[wire.Node](c, "/api/nodes/"+accept.Node.String()).Record
		if r.EndedByOther != 1 || r.Partners != 1 || r.SecondsPaid == 0 || r.SecondsPaid+60 != r.SecondsServed || !slices.Equal(r.Paid, []wire.Money{{Token: w.dollar, Amount: served}}) {
			return fmt.Errorf("got %+v", r)
		}
		return nil
	})
	w.business(w.gateways[0], id, wire.Money{Token: w.dollar, Amount: v.PaidOut.Sub(v.Referred)})
	if status, _ := w.client().do("GET", "/api/orders/"+id.String(), nil, nil); status != 401 {
		t.Errorf("an order without a session: got %d, want 401", status)
	}
	if status, b := c.do("POST", "/api/logout", nil, nil); status != 200 {
		t.Errorf("logout: %d %s", status, b)
	}
	if s := get[wire.Session](c, "/api/session"); !s.Address.IsZero() {
		t.Errorf("session after logout: %+v", s)
	}
}

func TestOps(t *testing.T) {
	w := newWorld(t, honest)
	w.nodesReachable(1)
	for path, want := range map[string]string{"/livez": "ok", "/readyz": "ready", "/metrics": "berth_nodes_reachable 1"} {
		res, err := http.Get("http://" + w.ops + path)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != 200 || !strings.Contains(string(b), want) {
			t.Errorf("%s: %d %.300s %v", path, res.StatusCode, b, err)
		}
	}
	for path, want := range map[string]string{"/readyz": "ready", "/": "<h1>home</h1>", "/nodes/0x1": "<h1>a node</h1>", "/dev/wallet.js": "// wallet"} {
		if status, b := w.client().do("GET", path, nil, nil); status != 200 || strings.TrimSpace(string(b)) != want {
			t.Errorf("%s: %d %s", path, status, b)
		}
	}
	// A demo's site is for the demo's contracts.
	if c, a := get[wire.Contracts](w.client(), "/contracts.json"), w.addresses; c.ChainID != a.ChainID || c.Market != a.Market || c.Registry != a.Registry || c.Token != a.Token || !slices.Equal(c.Tokens, a.Tokens) || len(c.Tokens) != 2 || c.Tokens[0].Code.IsZero() || c.Tokens[0].Decimals != 6 {
		t.Errorf("contracts: %+v", c)
	}
}

// Every mistake is told at once.
func TestBadConfig(t *testing.T) {
	_, err := bff.New(t.Context(), bff.Config{PublicURL: "ftp://x/y", Poll: time.Nanosecond, Proxies: []string{"x"}})
	for _, want := range []string{"addresses", "public-url", "rpc", "data", "poll"} {
		if err == nil || !strings.Contains(err.Error(), want+":") {
			t.Errorf("%s is not named in: %v", want, err)
		}
	}
}

// A platform whose chain is away starts, says that it is not ready, and serves its pages.
func TestChainAway(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s, err := bff.New(ctx, bff.Config{
		Listen: "127.0.0.1:0", PublicURL: "http://localhost:1", Data: t.TempDir(), RPC: []string{fmt.Sprintf("http://127.0.0.1:%d", freePort(t))},
		Contracts: chain.Addresses{ChainID: 1, Token: eth.Address{1}, Registry: eth.Address{2}, Market: eth.Address{3}, Tokens: []wire.Coin{{Address: eth.Address{1}, Symbol: "X"}}},
		Log:       slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() { done <- s.Run(ctx) }()
	for path, want := range map[string]int{"/readyz": 503, "/livez": 200, "/api/info": 503, "/api/nodes": 200, "/api/templates": 200} {
		res, err := http.Get("http://" + s.Addr().String() + path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("%s: got %d, want %d", path, res.StatusCode, want)
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestFirstAccept(t *testing.T) {
	w := newWorld(t, honest, slow)
	w.nodesReachable(2)
	c := w.client()
	c.login(key(2))
	var started wire.OfferStarted
	if status, b := c.do("POST", "/api/offers", wire.OfferRequest{Resources: small, Token: w.dollar, Rate: amount.NanoOf(1e13), Duration: 3600, First: true}, &started); status != 201 {
		t.Fatalf("offer: %d %s", status, b)
	}
	c.events("/api/offers/"+started.ID+"/events", func(name string, _ []byte) bool { return name == "done" })
	// The slow node was not waited for: it has no answer, not even that it gave none in time.
	if o := get[wire.Offer](c, "/api/offers/"+started.ID); len(o.Answers) != 1 || o.Done.Accepted != 1 || o.Done.Silent != 1 {
		t.Errorf("got %+v", o)
	}
}

func TestRefusals(t *testing.T) {
	w := newWorld(t, honest)
	w.nodesReachable(1)
	c := w.client()
	anonymous := w.client()
	c.login(key(2))
	for _, tc := range []struct {
		name, method, path, body string
		status                   int
		code                     problem.Code
		field                    string
	}{
		{"unknown parameter", "GET", "/api/nodes?cpu=1", "", 400, problem.BadField, "cpu"},
		{"negative number", "GET", "/api/nodes?cpuMilli=-1", "", 400, problem.BadField, "cpuMilli"},
		{"too large a number", "GET", "/api/nodes?gpu=65536", "", 400, problem.BadField, "gpu"},
		{"twice", "GET", "/api/nodes?gpu=1&gpu=2", "", 400, problem.BadField, "gpu"},
		{"bad rate", "GET", "/api/nodes?maxRate=1.5", "", 400, problem.BadField, "maxRate"},
		{"a token that is none", "GET", "/api/nodes?token=0x12", "", 400, problem.BadField, "token"},
		{"another's token", "GET", "/api/nodes?token=0x00000000000000000000000000000000000000ff", "", 400, problem.BadField, "token"},
		{"a price in another's token", "GET", "/api/price?cpuMilli=100&memoryMiB=64&token=0x00000000000000000000000000000000000000ff", "", 400, problem.BadField, "token"},
		{"offer in no token", "POST", "/api/offers", `{"resources":{"cpuMilli":100,"memoryMiB":64,"diskMiB":0},"rate":"5000000000","duration":3600}`, 400, problem.BadField, "token"},
		{"offer for nothing", "POST", "/api/offers", `{"resources":{"cpuMilli":100,"memoryMiB":64},"token":"USD","rate":"277777","duration":3600}`, 400, problem.BadField, "rate"},
		{"care without an agent", "GET", "/api/orders/1/care", "", 404, problem.NotFound, ""},
		{"bad sort", "GET", "/api/nodes?sort=name", "", 400, problem.BadField, "sort"},
		{"bad cursor", "GET", "/api/nodes?cursor=xx", "", 400, problem.BadField, "cursor"},
		{"bad limit", "GET", "/api/nodes?limit=101", "", 400, problem.BadField, "limit"},
		{"bad address", "GET", "/api/nodes/0x12", "", 400, problem.BadField, "address"},
		{"unknown node", "GET", "/api/nodes/" + strings.Repeat("0x00000000000000000000000000000000000000ff", 1), "", 404, problem.NotFound, ""},
		{"price of nothing", "GET", "/api/price", "", 400, problem.BadField, "cpuMilli"},
		{"unknown route", "GET", "/api/nothing", "", 404, problem.NotFound, ""},
		{"wrong method", "POST", "/api/nodes", "{}", 405, problem.NotFound, ""},
		{"not JSON", "POST", "/api/login/challenge", "{", 400, problem.BadRequest, ""},
		{"unknown field", "POST", "/api/login/challenge", `{"adress":"x"}`, 400, problem.BadField, "adress"},
		{"short address", "POST", "/api/login/challenge", `{"address":"0x12"}`, 400, problem.BadField, "address"},
		{"no address", "POST", "/api/login/challenge", `{}`, 400, problem.BadField, "address"},
		{"not a message", "POST", "/api/login", `{"message":"hello","signature":"0x00"}`, 400, problem.BadField, "message"},
		{"offer without rate", "POST", "/api/offers", `{"resources":{"cpuMilli":100,"memoryMiB":64},"token":"USD","duration":3600}`, 400, problem.BadField, "rate"},
		{"offer with a number for the rate", "POST", "/api/offers", `{"resources":{"cpuMilli":100,"memoryMiB":64},"token":"USD","rate":5,"duration":3600}`, 400, problem.BadField, "rate"},
		{"offer of no memory", "POST", "/api/offers", `{"resources":{"cpuMilli":100},"token":"USD","rate":"5","duration":3600}`, 400, problem.BadField, "resources.memoryMiB"},
		{"offer with a wrong type inside", "POST", "/api/offers", `{"resources":{"cpuMilli":"100"},"token":"USD","rate":"5","duration":3600}`, 400, problem.BadField, "resources.cpuMilli"},
		{"offer too short", "POST", "/api/offers", `{"resources":{"cpuMilli":100,"memoryMiB":64},"token":"USD","rate":"5","duration":5}`, 400, problem.BadField, "duration"},
		{"offer of an unknown template", "POST", "/api/offers", `{"resources":{"cpuMilli":100,"memoryMiB":64},"token":"USD","rate":"5","duration":3600,"template":"x"}`, 400, problem.BadField, "template"},
		{"unknown offer", "GET", "/api/offers/abc", "", 404, problem.NotFound, ""},
		{"orders as nobody", "GET", "/api/orders?as=x", "", 400, problem.BadField, "as"},
		{"another's business", "GET", "/api/nodes/" + addr(w.gateways[0].node).String() + "/business", "", 403, problem.NotYours, ""},
		{"nobody's business", "GET", "/api/nodes/0x00000000000000000000000000000000000000ff/business", "", 404, problem.NotFound, ""},
		{"orders in no such state", "GET", "/api/orders?state=x", "", 400, problem.BadField, "state"},
		{"order 0", "GET", "/api/orders/0", "", 400, problem.BadField, "id"},
		{"unknown order", "GET", "/api/orders/9999", "", 404, problem.NotFound, ""},
		{"body too large", "POST", "/api/login", `{"message":"` + strings.Repeat("x", 70<<10) + `"}`, 413, problem.TooLarge, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var body any
			if tc.body != "" {
				body = strings.ReplaceAll(tc.body, "USD", w.dollar.String())
			}
			status, b := c.do(tc.method, tc.path, body, nil)
			var p problem.Problem
			if err := json.Unmarshal(b, &p); err != nil {
				t.Fatalf("%d %s: %v", status, b, err)
			}
			if status != tc.status || p.Code != tc.code || p.Field != tc.field || p.Title == "" || p.Code == problem.BadField && p.Detail == "" {
				t.Errorf("got %d %s, want %d %s %s", status, b, tc.status, tc.code, tc.field)
			}
		})
	}
	t.Run("login needed", func(t *testing.T) {
		for _, r := range [][2]string{
			{"POST", "/api/offers"}, {"GET", "/api/offers/x"}, {"GET", "/api/offers/x/events"}, {"GET", "/api/orders"}, {"GET", "/api/orders/1"}, {"GET", "/api/events?topics=orders"}, {"GET", "/api/events?topics=nodes,notices"}, {"GET", "/api/notices"}, {"GET", "/api/notices/settings"}, {"GET", "/api/notices/targets"}, {"POST", "/api/notices/devices"}, {"DELETE", "/api/notices/hooks/x"}, {"GET", "/api/notices/hooks/x/deliveries"}, {"POST", "/api/notices/test"}, {"GET", "/api/orders/1/care"}, {"PUT", "/api/orders/1/care"},
			{"GET", "/api/nodes/" + addr(w.gateways[0].node).String() + "/business"},
		} {
			if status, b := anonymous.do(r[0], r[1], nil, nil); status != 401 || !strings.Contains(string(b), string(problem.LoginNeeded)) {
				t.Errorf("%s %s: got %d %s", r[0], r[1], status, b)
			}
		}
	})
	t.Run("cross site", func(t *testing.T) {
		for _, h := range []map[string]string{{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "null"}} {
			req, _ := http.NewRequest("POST", w.url+"/api/logout", nil)
			for k, v := range h {
				req.Header.Set(k, v)
			}
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
			if res.StatusCode != 403 {
				t.Errorf("%v: got %d, want 403", h, res.StatusCode)
			}
		}
	})
	t.Run("a message works once", func(t *testing.T) {
		var ch wire.Challenge
		anonymous.do("POST", "/api/login/challenge", wire.LoginChallenge{Address: addr(key(2))}, &ch)
		sig, err := eip712.SignHash(key(3), eip712.PersonalHash([]byte(ch.Message)))
		if err != nil {
			t.Fatal(err)
		}
		if status, b := anonymous.do("POST", "/api/login", wire.Login{Message: ch.Message, Signature: sig}, nil); status != 401 || !strings.Contains(string(b), string(problem.BadSignature)) {
			t.Errorf("another's signature: %d %s", status, b)
		}
		if status, b := anonymous.do("POST", "/api/login", wire.Login{Message: ch.Message, Signature: sig}, nil); status != 401 || !strings.Contains(string(b), string(problem.Used)) {
			t.Errorf("the second time: %d %s", status, b)
		}
	})
	t.Run("rate limit", func(t *testing.T) {
		for range 130 {
			if status, _ := anonymous.do("POST", "/api/login/challenge", wire.LoginChallenge{Address: eth.Address{1}}, nil); status == 429 {
				return
			}
		}
		t.Error("130 challenges in a row, and no 429")
	})
}
