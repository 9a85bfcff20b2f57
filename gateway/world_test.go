package gateway

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/ethclient/simulated"
	"github.com/ethereum/go-ethereum/node"

	"berth/contracts/chain"
	"berth/contracts/chain/witness"
	"berth/contracts/permit2"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/scope"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// world is a chain with the contracts, one node that is registered, and its user.
type world struct {
	t      *testing.T
	chain  *faulty
	a      chain.Addresses
	client *chain.Client
	node   *ecdsa.PrivateKey
	op     *ecdsa.PrivateKey
	user   *ecdsa.PrivateKey
	dollar eth.Address   // a token of six decimals
	rent   *chain.Sender // the user's
	dir    string
	rpc    string // URL of the chain's RPC, for who is not in this process
	addr   string
	domain string
	http   *http.Client
}

// faulty is a simulated chain that makes a block for every transaction, and can be away.
type faulty struct {
	simulated.Client
	sim *simulated.Backend

	mu      sync.Mutex
	away    bool
	refused int // heads asked for while it was away
}

func (f *faulty) SendTransaction(ctx context.Context, tx *types.Transaction) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.Client.SendTransaction(ctx, tx); err != nil {
		return err
	}
	f.sim.Commit()
	return nil
}

func (f *faulty) HeaderByNumber(ctx context.Context, n *big.Int) (*types.Header, error) {
	if f.refuses() {
		return nil, fmt.Errorf("connection refused")
	}
	return f.Client.HeaderByNumber(ctx, n)
}

// refuses reports whether the chain is away, and counts that.
func (f *faulty) refuses() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.away {
		f.refused++
	}
	return f.away
}

func (f *faulty) refusals() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.refused
}

func (f *faulty) leave(away bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.away = away
}

func (f *faulty) gone() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.away
}

// mine makes an empty block, which moves finality on.
func (f *faulty) mine() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sim.Commit()
}

func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	k, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func address(k *ecdsa.PrivateKey) eth.Address {
	return eth.Address(crypto.PubkeyToAddress(k.PublicKey))
}

var token = amount.Of(1e18)

// units are so many whole units a second.
func units(n uint64) amount.Nano { return amount.Of(n).Nano() }

func freePort(t *testing.T) int {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	return ln.Addr().(*net.TCPAddr).Port
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, node: newKey(t), op: newKey(t), user: newKey(t), dir: t.TempDir()}
	alloc := types.GenesisAlloc{common.Address(permit2.Address): {Balance: new(big.Int), Code: permit2.Code()}}
	for _, k := range []*ecdsa.PrivateKey{w.node, w.op, w.user} {
		alloc[crypto.PubkeyToAddress(k.PublicKey)] = types.Account{Balance: new(big.Int).Lsh(big.NewInt(1), 90)}
	}
	rpc := freePort(t)
	w.rpc = fmt.Sprintf("http://127.0.0.1:%d", rpc)
	sim := simulated.NewBackend(alloc, func(n *node.Config, _ *ethconfig.Config) {
		n.HTTPHost, n.HTTPPort, n.HTTPModules = "127.0.0.1", rpc, []string{"eth", "net"}
	})
	t.Cleanup(func() { sim.Close() })
	w.chain = &faulty{Client: sim.Client(), sim: sim}
	var err error
	if w.dollar, err = chain.DeployDollar(t.Context(), w.chain, w.node); err != nil {
		t.Fatal(err)
	}
	w.a, err = chain.Deploy(t.Context(), w.chain, w.node, chain.Params{
		Genesis: []chain.Grant{{To: address(w.user), Amount: token.Mul(1000)}}, Coins: []wire.Coin{{Address: w.dollar, Dollar: true}}, MaxReferrerShare: 1000, Permit2: permit2.Address,
		Staking: &chain.StakingParams{Maturity: 8 * 24 * time.Hour},
	})
	if err != nil {
		t.Fatal(err)
	}
	w.client = chain.New(w.chain, w.a)
	w.rent = chain.NewSender(w.client, w.user, chain.SenderConfig{Poll: 2 * time.Millisecond})
	w.addr = fmt.Sprintf("127.0.0.1:%d", freePort(t))
	w.domain = "n1.localhost:" + w.addr[strings.LastIndex(w.addr, ":")+1:]
	_, err = chain.NewSender(w.client, w.node, chain.SenderConfig{Poll: 2 * time.Millisecond}).Register(t.Context(), chain.Entry{
		Operator: address(w.op), Total: resource.Resources{CPUMilli: 4000, MemoryMiB: 4096, DiskMiB: 10000, TrafficMiB: 1 << 30}, Endpoint: w.domain,
	})
	if err != nil {
		t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	w.http = &http.Client{
		Transport: &http.Transport{DialContext: w.dial}, Jar: jar, Timeout: 30 * time.Second,
	}
	return w
}

func (w *world) dial(ctx context.Context, network, _ string) (net.Conn, error) {
	return (&net.Dialer{}).DialContext(ctx, network, w.addr)
}

// config is a gateway's in the world's folder.
func (w *world) config() Config {
	cfg := Default()
	cfg.Node, cfg.OperatorKey = address(w.node), fmt.Sprintf("%x", crypto.FromECDSA(w.op))
	cfg.Contracts, cfg.Domain, cfg.Scheme, cfg.Data = w.a, w.domain, "http", w.dir
	cfg.Name, cfg.Region, cfg.Poll = "Test", "here", 20*time.Millisecond
	berth, cent := token.Nano(), amount.Of(1e4).Nano()
	cfg.PriceList = []wire.Price{
		{Token: w.a.Token, CoreHour: berth, MemoryHour: berth.Div(4), DiskHour: berth.Div(100), TrafficGiB: berth.Div(100)},
		{Token: w.dollar, CoreHour: cent, MemoryHour: cent.Div(4), DiskHour: cent.Div(100), TrafficGiB: cent.Div(100)},
	}
	cfg.Capacity = resource.Resources{CPUMilli: 4000, MemoryMiB: 4096, DiskMiB: 10000, TrafficMiB: resource.MaxTraffic}
	cfg.Log = slog.New(slog.NewTextHandler(w.t.Output(), &slog.HandlerOptions{Level: slog.LevelInfo}))
	cfg.Connect = func() (Chain, error) { return w.connect(&cfg) }
	return cfg
}

// connect is the world's chain for a gateway of that configuration.
func (w *world) connect(cfg *Config) (Chain, error) {
	keys, err := cfg.operators()
	if err != nil {
		return nil, err
	}
	c := chain.New(w.chain, w.a)
	each := []*chain.Client{c}
	return newContracts(c, each, witness.Of([]string{w.rpc}, each, slog.New(slog.DiscardHandler)), keys, chain.SenderConfig{Poll: 2 * time.Millisecond}, true), nil
}

// start runs a gateway in the world's folder until the returned function is called.
func (w *world) start(change ...func(*Config)) (*Gateway, func()) {
	w.t.Helper()
	g, stop := w.begin(change...)
	if !w.chain.gone() {
		within(w.t, 10*time.Second, "ready", func() bool { return g.Ready() == nil })
	}
	return g, stop
}

// begin runs a gateway that may never be ready.
func (w *world) begin(change ...func(*Config)) (*Gateway, func()) {
	w.t.Helper()
	ln, err := net.Listen("tcp", w.addr)
	if err != nil {
		w.t.Fatal(err)
	}
	cfg := w.config()
	cfg.Listener = ln
	cfg.Connect = func() (Chain, error) { return w.connect(&cfg) }
	for _, f := range change {
		f(&cfg)
	}
	if _, err := cfg.operators(); err != nil { // shared with the chain's
		w.t.Fatal(err)
	}
	g, err := New(w.t.Context(), cfg)
	if err != nil {
		w.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- g.Run(ctx) }()
	var once sync.Once
	stop := func() {
		once.Do(func() {
			cancel()
			w.http.CloseIdleConnections()
			if err := <-done; err != nil {
				w.t.Errorf("run: %v", err)
			}
		})
	}
	w.t.Cleanup(stop)
	return g, stop
}

// within waits for a condition.
func within(t *testing.T, d time.Duration, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(d); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("%s: not within %s", what, d)
}

// call sends JSON to the API and reads JSON or a problem.
func (w *world) call(method, path, bearer string, body, into any) (int, *problem.Problem) {
	w.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		w.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(w.t.Context(), method, "http://"+w.domain+path, bytes.NewReader(raw))
	if err != nil {
		w.t.Fatal(err)
	}
	if bearer != "" {
		req.Header.Set("Authorization", "Bearer "+bearer)
	}
	resp, err := w.http.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err = io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	if resp.StatusCode >= 400 {
		var p problem.Problem
		if err := json.Unmarshal(raw, &p); err != nil || p.Status != resp.StatusCode || resp.Header.Get("Content-Type") != problem.ContentType {
			w.t.Fatalf("%s %s: %d is no problem document: %s", method, path, resp.StatusCode, raw)
		}
		return resp.StatusCode, &p
	}
	if into != nil {
		if err := json.Unmarshal(raw, into); err != nil {
			w.t.Fatalf("%s %s: %v: %s", method, path, err, raw)
		}
	}
	return resp.StatusCode, nil
}

var small = resource.Resources{CPUMilli: 500, MemoryMiB: 128, DiskMiB: 64, TrafficMiB: 100}

func (w *world) offer(rate amount.Nano) wire.Greet {
	return wire.Greet{ChainID: w.a.ChainID, Market: w.a.Market, User: address(w.user), Resources: small, Token: w.a.Token, Rate: rate, Duration: 3600}
}

// order rents and waits for the activation.
func (w *world) order() order.ID {
	w.t.Helper()
	var g wire.Greeting
	if code, p := w.call("POST", "/v1/greet", "", w.offer(units(1e15)), &g); p != nil || g.Kind != wire.Accept {
		w.t.Fatalf("greet: %d %v %+v", code, p, g)
	}
	id, _, err := w.rent.CreateOrderWithPermit(w.t.Context(), *g.Quote, g.Signature, 3600)
	if err != nil {
		w.t.Fatal(err)
	}
	within(w.t, 10*time.Second, "activation", func() bool {
		o, err := w.client.Order(w.t.Context(), id)
		return err == nil && o.State == order.Active
	})
	return id
}

func (w *world) accessRequest(id order.ID, key *ecdsa.PrivateKey) wire.AccessRequest {
	w.t.Helper()
	now := time.Now().UTC().Truncate(time.Second)
	a := typed.Access{Gateway: w.domain, Node: address(w.node), User: address(key), Order: id, Scopes: scope.All, IssuedAt: now, NotAfter: now.Add(time.Hour)}
	rand.Read(a.Nonce[:])
	sig, err := eip712.Sign(key, a.Data(w.a.Domain()))
	if err != nil {
		w.t.Fatal(err)
	}
	return wire.AccessRequest{Access: a, Signature: sig}
}

// access gets a token; the gateway may learn of the activation a moment after the chain has it.
func (w *world) access(id order.ID) string {
	w.t.Helper()
	var token wire.AccessToken
	within(w.t, 5*time.Second, "access", func() bool {
		_, p := w.call("POST", "/v1/access", "", w.accessRequest(id, w.user), &token)
		if p != nil && p.Code != problem.NotYet {
			w.t.Fatal(p)
		}
		return p == nil
	})
	return token.Token
}

// serving has an order of its own, which one of the manifests runs for, and the URL of its service with the owner let in.
func (w *world) serving(manifest wire.TemplateManifest, service string) (id order.ID, bearer, url string) {
	w.t.Helper()
	id = w.order()
	bearer = w.access(id)
	w.deploy(bearer, w.deployRequest(id, 1, manifest, w.user))
	return id, bearer, w.open(id, bearer, service)
}

func (w *world) deployRequest(id order.ID, revision uint64, m wire.TemplateManifest, key *ecdsa.PrivateKey) wire.DeployRequest {
	w.t.Helper()
	raw, err := json.Marshal(m)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.signed(wire.DeployRequest{Manifest: string(raw), Deploy: typed.Deploy{
		Order: id, Format: "template", ManifestHash: eth.Hash(sha256.Sum256(raw)), Revision: revision,
	}}, key)
}

// signed is a request to deploy, for this gateway and the next minute, with its signature.
func (w *world) signed(r wire.DeployRequest, key *ecdsa.PrivateKey) wire.DeployRequest {
	w.t.Helper()
	r.Deploy.Gateway, r.Deploy.NotAfter = w.domain, time.Now().Add(time.Minute).UTC().Truncate(time.Second)
	var err error
	if r.Signature, err = eip712.Sign(key, r.Deploy.Data(w.a.Domain())); err != nil {
		w.t.Fatal(err)
	}
	return r
}

// deploy deploys and reads the progress to its end.
func (w *world) deploy(bearer string, req wire.DeployRequest) []wire.Progress {
	w.t.Helper()
	raw, err := json.Marshal(req)
	if err != nil {
		w.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(w.t.Context(), "PUT", fmt.Sprintf("http://%s/v1/orders/%s/deployment", w.domain, req.Deploy.Order), bytes.NewReader(raw))
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+bearer)
	resp, err := w.http.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != 200 || resp.Header.Get("Content-Type") != "application/x-ndjson" {
		b, _ := io.ReadAll(resp.Body)
		w.t.Fatalf("deploy: %d %s", resp.StatusCode, b)
	}
	var all []wire.Progress
	for s := bufio.NewScanner(resp.Body); s.Scan(); {
		var p wire.Progress
		if err := json.Unmarshal(s.Bytes(), &p); err != nil {
			w.t.Fatalf("progress %q: %v", s.Text(), err)
		}
		all = append(all, p)
	}
	return all
}

var echoManifest = wire.TemplateManifest{Template: "echo", Service: "echo", Image: "berth/echo", Port: 8080}

// visit asks for a page of a service the way a browser does.
func (w *world) visit(url string) (int, string) {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), "GET", url, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Accept", "text/html")
	// Browsers send Secure cookies to *.localhost; Go's jar does not.
	for _, c := range w.cookies(url) {
		req.AddCookie(c)
	}
	resp, err := w.http.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

func (w *world) cookies(url string) []*http.Cookie {
	req, err := http.NewRequest("GET", strings.Replace(url, "http://", "https://", 1), nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.http.Jar.Cookies(req.URL)
}

// enter uses a ticket without following the redirect behind the cookie, and gives where it leads.
func (w *world) enter(url string) string {
	w.t.Helper()
	c := *w.http
	c.CheckRedirect = func(_ *http.Request, via []*http.Request) error {
		if len(via) > 1 {
			return http.ErrUseLastResponse
		}
		return nil // to the service's host, which gives the cookie
	}
	resp, err := c.Get(url)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != 303 {
		b, _ := io.ReadAll(resp.Body)
		w.t.Fatalf("enter: %d %s", resp.StatusCode, b)
	}
	// The jar drops __Host- cookies of http sites; a browser keeps those of *.localhost.
	u := *resp.Request.URL
	u.Scheme = "https"
	w.http.Jar.SetCookies(&u, resp.Cookies())
	return resp.Header.Get("Location")
}
