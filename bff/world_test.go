package bff_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"berth/bff"
	"berth/bff/catalogue"
	"berth/contracts/chain"
	"berth/contracts/chain/chaintest"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// world is an embedded chain with the contracts, gateways that behave as they are told, and a platform.
type world struct {
	t         *testing.T
	backend   *chaintest.Chain
	rpc       string
	addresses chain.Addresses
	admin     *chain.Sender
	user      *chain.Sender
	gateways  []*gateway
	url       string
	site      string
	ops       string
	server    *bff.Server
	stop      func()
	data      string
	dollar    eth.Address       // six decimals, the default
	native    eth.Address       // Berth's own
	change    func(*bff.Config) // of the platform; may be nil
}

const window = 600

var (
	token    = amount.Of(1e18)
	referrer = addr(key(9)) // whom the platform names
)

func key(i byte) *ecdsa.PrivateKey { return chaintest.Key(i) }

func addr(k *ecdsa.PrivateKey) eth.Address { return chaintest.Addr(k) }

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func newWorld(t *testing.T, kinds ...kind) *world { t.Helper(); return newWorldOf(t, nil, kinds...) }

// newWorldOf is a world whose platform is set up otherwise.
func newWorldOf(t *testing.T, change func(*bff.Config), kinds ...kind) *world {
	t.Helper()
	var accounts chaintest.Accounts
	for i := byte(1); i < 60; i++ {
		accounts.Rich = append(accounts.Rich, key(i))
	}
	port := freePort(t)
	w := &world{t: t, rpc: fmt.Sprintf("http://127.0.0.1:%d", port), data: t.TempDir(), change: change}
	w.backend = chaintest.New(t, accounts, chaintest.HTTP(port))
	w.addresses, w.dollar = w.backend.Deploy(t, key(1), chain.Params{
		Admin: addr(key(1)), Minters: []eth.Address{addr(key(1))}, ActivationWindow: window * time.Second,
		Genesis: []chain.Grant{{To: addr(key(2)), Amount: token.Mul(1000)}}, FeeBps: 200, MaxReferrerShare: 1000,
		Staking: &chain.StakingParams{Pool: token.Mul(100), Emission: amount.Of(1e15), MintPerMille: 500, MintCap: token, Maturity: 8 * 24 * time.Hour},
	})
	w.native = w.addresses.Token
	client := chain.New(w.backend, w.addresses)
	w.admin = chain.NewSender(client, key(1), chain.SenderConfig{})
	w.user = chain.NewSender(client, key(2), chain.SenderConfig{})
	if _, err := w.admin.Mint(t.Context(), w.dollar, addr(key(2)), amount.Of(1000e6)); err != nil {
		t.Fatal(err)
	}
	for i, k := range kinds {
		g := newGateway(t, w, byte(10+2*i), k)
		w.gateways = append(w.gateways, g)
		s := chain.NewSender(client, g.node, chain.SenderConfig{})
		if _, err := s.Register(t.Context(), chain.Entry{
			Operator: addr(g.operator), Total: g.total, Endpoint: strings.TrimPrefix(g.srv.URL, "http://"),
		}); err != nil {
			t.Fatal(err)
		}
		g.sender = s
	}
	w.site = filepath.Join(t.TempDir(), "site")
	for name, body := range map[string]string{
		"index.html": "<h1>home</h1>", "index.zh.html": "<h1>首页</h1>", "404.html": "<h1>not here</h1>", "nodes.html": "<h1>nodes</h1>",
		"nodes/_.html": "<h1>a node</h1>", "web/app.wasm": strings.Repeat("wasm", 1000), "web/app.wasm.br": "small", "app-worker.js": "self",
	} {
		p := filepath.Join(w.site, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	w.start()
	t.Cleanup(func() { w.stop() })
	return w
}

// start starts a platform; it may be the second with the same data.
func (w *world) start() {
	w.t.Helper()
	if w.ops == "" {
		w.ops = fmt.Sprintf("127.0.0.1:%d", freePort(w.t))
	}
	if w.url == "" {
		w.url = fmt.Sprintf("http://localhost:%d", freePort(w.t))
	}
	level := slog.LevelError
	if testing.Verbose() {
		level = slog.LevelInfo
	}
	ctx, cancel := context.WithCancel(context.Background())
	cfg := bff.Config{
		Name: "Berth", Listen: strings.TrimPrefix(w.url, "http://"), PublicURL: w.url, Data: w.data, MongoDB: os.Getenv("BERTH_TEST_MONGODB_URI"),
		Ops: w.ops, Site: w.site, RPC: []string{w.rpc}, ChainName: "test", Contracts: w.addresses, Demo: true, DevWallet: []byte("// wallet"),
		Poll: 20 * time.Millisecond, Cards: 200 * time.Millisecond, GreetTimeout: time.Second, Referrer: referrer, ReferrerShare: 100,
		Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level})),
	}
	if w.change != nil {
		w.change(&cfg)
	}
	s, err := bff.New(ctx, cfg)
	if err != nil {
		w.t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	w.server = s
	var once sync.Once
	w.stop = func() {
		once.Do(func() {
			cancel()
			select {
			case err := <-done:
				if err != nil {
					w.t.Errorf("run: %v", err)
				}
			case <-time.After(20 * time.Second):
				w.t.Error("the platform did not stop")
			}
		})
	}
	w.until("ready", s.Ready)
}

// until waits for something to be true.
func (w *world) until(what string, f func() error) {
	w.t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for {
		err := f()
		if err == nil {
			return
		}
		if time.Now().After(deadline) {
			w.t.Fatalf("%s: %v", what, err)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// kind is how a gateway behaves.
type kind struct {
	name     string
	percent  uint64 // of the usual list price
	greeting func(g *gateway, gr wire.Greet) (wire.Greeting, time.Duration)
	dead     bool // answers cards, and breaks off every greet
}

type gateway struct {
	w              *world
	kind           kind
	node, operator *ecdsa.PrivateKey
	sender         *chain.Sender
	srv            *httptest.Server
	total          resource.Resources
	nonce          atomic.Uint64
	dealt          atomic.Bool // an order was active
}

func newGateway(t *testing.T, w *world, k byte, how kind) *gateway {
	g := &gateway{w: w, kind: how, node: key(k), operator: key(k + 1), total: resource.Resources{CPUMilli: 4000, MemoryMiB: 8192, DiskMiB: 10240, TrafficMiB: 1 << 20}}
	g.nonce.Store(1000)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/berth", func(rw http.ResponseWriter, _ *http.Request) { json.NewEncoder(rw).Encode(g.card()) })
	mux.HandleFunc("POST /v1/greet", func(rw http.ResponseWriter, r *http.Request) {
		if g.kind.dead {
			panic(http.ErrAbortHandler)
		}
		var gr wire.Greet
		if err := json.NewDecoder(r.Body).Decode(&gr); err != nil {
			http.Error(rw, err.Error(), 400)
			return
		}
		a, wait := g.kind.greeting(g, gr)
		select {
		case <-time.After(wait):
		case <-r.Context().Done():
		}
		json.NewEncoder(rw).Encode(a)
	})
	g.srv = httptest.NewServer(mux)
	t.Cleanup(g.srv.Close)
	return g
}

// price is about four cents for a core and an hour, or a hundredth of that in Berth's own token.
func (g *gateway) price(in eth.Address) wire.Price {
	unit := amount.NanoOf(10 * g.kind.percent) // of a millionth of a dollar, in ten thousandths
	if in == g.w.native {
		unit = unit.Mul(1e10)
	}
	return wire.Price{
		Token: in, CoreHour: unit.Mul(36e9), MemoryHour: unit.Mul(7.2e9), DiskHour: unit.Mul(36e6), TrafficGiB: unit.Mul(1e9),
		Discounts: []wire.Discount{{From: 1800, Percent: 5}, {From: 7200, Percent: 12}},
	}
}

func (g *gateway) card() wire.Card {
	c := wire.Card{
		Node: addr(g.node), Operator: addr(g.operator), ChainID: g.w.addresses.ChainID, Market: g.w.addresses.Market, Version: "test",
		Name: g.kind.name, Region: "eu-" + g.kind.name, Runtime: "local", Prices: []wire.Price{g.price(g.w.dollar), g.price(g.w.native), {Token: eth.Address{0x99}}}, Headroom: g.total, Probation: 60, Notice: 600, MinDuration: 60, MaxDuration: 1 << 20,
		PriceRange: &wire.PriceRange{Floor: 80, Ceiling: 160}, Load: &wire.Load{CPU: 250}, Capacity: resource.Resources{CPUMilli: 2000},
		IssuedAt: time.Now().UTC(),
	}
	h, err := catalogue.CardHash(c)
	if err == nil {
		c.Signature, err = eip712.Sign(g.operator, typed.Card(g.w.addresses.Domain(), c.Node, h))
	}
	if err != nil {
		panic(err)
	}
	return c
}

// quote is a good quote at a rate.
func (g *gateway) quote(gr wire.Greet, rate amount.Nano) order.Quote {
	q := order.Quote{
		Node: addr(g.node), User: gr.User, Token: gr.Token, Resources: gr.Resources, Rate: rate, MinDuration: 60, MaxDuration: 1 << 20,
		Committed: wire.Longest(g.price(gr.Token).Discounts, gr.Duration).From, Notice: 600, Probation: 60,
		Referrer: gr.Referrer, ReferrerShare: gr.ReferrerShare, Epoch: 1,
		ValidUntil: time.Now().Add(5 * time.Minute).Truncate(time.Second).UTC(), Nonce: g.nonce.Add(1),
	}
	if g.dealt.Load() {
		q.Probation = 0 // only a pair's first order has one
	}
	return q
}

func (g *gateway) sign(kind wire.AnswerKind, q order.Quote) wire.Greeting {
	sig, err := chain.SignQuote(g.operator, g.w.addresses.Domain(), q)
	if err != nil {
		panic(err)
	}
	return wire.Greeting{Kind: kind, Quote: &q, Signature: sig}
}

// The kinds of gateways.
var (
	honest = kind{name: "honest", percent: 100, greeting: func(g *gateway, gr wire.Greet) (wire.Greeting, time.Duration) {
		return g.sign(wire.Accept, g.quote(gr, gr.Rate)), 0
	}}
	dear = kind{name: "dear", percent: 200, greeting: func(g *gateway, gr wire.Greet) (wire.Greeting, time.Duration) {
		return g.sign(wire.Counter, g.quote(gr, g.price(gr.Token).Rate(gr.Resources, gr.Duration))), 0
	}}
	slow = kind{name: "slow", percent: 300, greeting: func(g *gateway, gr wire.Greet) (wire.Greeting, time.Duration) {
		return g.sign(wire.Accept, g.quote(gr, gr.Rate)), 10 * time.Second
	}}
	liar = kind{name: "liar", percent: 400, greeting: func(g *gateway, gr wire.Greet) (wire.Greeting, time.Duration) {
		q := g.quote(gr, gr.Rate)
		a := g.sign(wire.Accept, q)
		q.Rate = q.Rate.Add(amount.NanoOf(1))
		a.Quote.Rate = q.Rate
		return a, 0
	}}
	full = kind{name: "full", percent: 500, greeting: func(*gateway, wire.Greet) (wire.Greeting, time.Duration) {
		return wire.Greeting{Kind: wire.Reject, Reasons: []wire.Why{{Code: "busy", Text: "no room"}}}, 0
	}}
	dead = kind{name: "dead", percent: 600, dead: true}
)

// client is a browser's session.
type client struct {
	w    *world
	http *http.Client
}

func (w *world) client() *client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return &client{w, &http.Client{Jar: loose{jar}, Timeout: 20 * time.Second}}
}

// loose treats http://localhost as browsers do: as a secure place.
type loose struct{ http.CookieJar }

func (l loose) Cookies(u *urlT) []*http.Cookie             { return l.CookieJar.Cookies(https(u)) }
func (l loose) SetCookies(u *urlT, cookies []*http.Cookie) { l.CookieJar.SetCookies(https(u), cookies) }

func (c *client) do(method, path string, body, into any) (int, []byte) {
	c.w.t.Helper()
	var r io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if s, ok := body.(string); ok {
			b, err = []byte(s), nil
		}
		if err != nil {
			c.w.t.Fatal(err)
		}
		r = bytes.NewReader(b)
	}
	req, err := http.NewRequest(method, c.w.url+path, r)
	if err != nil {
		c.w.t.Fatal(err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	res, err := c.http.Do(req)
	if err != nil {
		c.w.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		c.w.t.Fatal(err)
	}
	if into != nil && res.StatusCode < 300 {
		if err := json.Unmarshal(b, into); err != nil {
			c.w.t.Fatalf("%s %s: %v in %s", method, path, err, b)
		}
	}
	return res.StatusCode, b
}

func get[T any](c *client, path string) T {
	c.w.t.Helper()
	var v T
	if status, b := c.do("GET", path, nil, &v); status != 200 {
		c.w.t.Fatalf("GET %s: %d %s", path, status, b)
	}
	return v
}

func (c *client) login(k *ecdsa.PrivateKey) {
	c.w.t.Helper()
	var ch wire.Challenge
	if status, b := c.do("POST", "/api/login/challenge", wire.LoginChallenge{Address: addr(k)}, &ch); status != 200 {
		c.w.t.Fatalf("challenge: %d %s", status, b)
	}
	sig, err := eip712.SignHash(k, eip712.PersonalHash([]byte(ch.Message)))
	if err != nil {
		c.w.t.Fatal(err)
	}
	if status, b := c.do("POST", "/api/login", wire.Login{Message: ch.Message, Signature: sig}, nil); status != 200 {
		c.w.t.Fatalf("login: %d %s", status, b)
	}
}

func chainSender(w *world, k *ecdsa.PrivateKey) *chain.Sender {
	return chain.NewSender(w.user.Client(), k, chain.SenderConfig{})
}
