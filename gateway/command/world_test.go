package command

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"encoding/json"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/rpc"

	"berth/contracts/chain"
	"berth/demo/devchain"
	"berth/gateway/local"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/wire"
)

// asBinary has this test's program be berth-gateway, for scripts.
const asBinary = "BERTH_TEST_AS_BINARY"

func TestMain(m *testing.M) {
	local.Main()
	if os.Getenv(asBinary) != "" {
		os.Unsetenv(asBinary)
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		code := Main(ctx, os.Args[1:], Standard())
		stop()
		os.Exit(code)
	}
	os.Exit(m.Run())
}

// world is a chain with the contracts, a platform that knows them, and who is to have a node.
type world struct {
	*testing.T
	a        chain.Addresses
	client   *chain.Client
	wallet   *chain.Sender // the node's
	user     *ecdsa.PrivateKey
	rent     *chain.Sender // the user's
	rpc      string
	platform string
	site     wire.Contracts // what the platform's site was built for
	dir      string         // where the operator works
	domain   string
}

func address(k *ecdsa.PrivateKey) eth.Address {
	return eth.Address(crypto.PubkeyToAddress(k.PublicKey))
}

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
	w := &world{T: t, dir: t.TempDir(), domain: fmt.Sprintf("n1.localhost:%d", freePort(t))}
	alloc := types.GenesisAlloc{}
	key := func() *ecdsa.PrivateKey {
		k, err := crypto.GenerateKey()
		if err != nil {
			t.Fatal(err)
		}
		alloc[crypto.PubkeyToAddress(k.PublicKey)] = types.Account{Balance: new(big.Int).Lsh(big.NewInt(1), 80)}
		return k
	}
	wallet := key()
	w.user = key()
	c, err := devchain.Start(devchain.Config{Alloc: alloc, Period: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithCancel(context.Background())
	mined := make(chan error, 1)
	go func() { mined <- c.Run(ctx) }()
	t.Cleanup(func() {
		end()
		if err := <-mined; err != nil {
			t.Error(err)
		}
		c.Close()
	})
	s := rpc.NewServer()
	if err := c.Register(s); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	w.rpc = server.URL
	w.a, err = chain.Deploy(t.Context(), c.Client(), wallet, chain.Params{Genesis: []chain.Grant{{To: address(w.user), Amount: amount.Of(1000).Mul(1e18)}}, MaxReferrerShare: 1000})
	if err != nil {
		t.Fatal(err)
	}
	w.client = chain.New(c.Client(), w.a)
	w.wallet = chain.NewSender(w.client, wallet, chain.SenderConfig{Poll: 20 * time.Millisecond})
	w.rent = chain.NewSender(w.client, w.user, chain.SenderConfig{Poll: 20 * time.Millisecond})
	w.platform = w.startPlatform()
	return w
}

// startPlatform plays a platform, as far as an operator's commands ask one.
func (w *world) startPlatform() string {
	answer := func(v any) http.HandlerFunc {
		return func(rw http.ResponseWriter, _ *http.Request) { json.NewEncoder(rw).Encode(v) }
	}
	mux := http.NewServeMux()
	info := wire.Info{Name: "Test", Chain: wire.Chain{ID: w.a.ChainID, RPC: w.rpc, Market: w.a.Market, Registry: w.a.Registry, Native: wire.Token{Address: w.a.Token, Symbol: "BRT", Decimals: 18}}}
	for _, c := range w.a.Tokens {
		info.Chain.Tokens = append(info.Chain.Tokens, wire.Token{Address: c.Address, Symbol: c.Symbol, Decimals: c.Decimals})
	}
	mux.HandleFunc("GET /api/info", answer(info))
	mux.HandleFunc("GET /api/nodes", answer(wire.NodeList{}))
	mux.HandleFunc("GET /contracts.json", func(rw http.ResponseWriter, r *http.Request) { answer(w.site)(rw, r) })
	s := httptest.NewServer(mux)
	w.Cleanup(s.Close)
	return s.URL
}

// run runs a command line, with answers to what it asks, and gives what it wrote.
func (w *world) run(answers string, args ...string) (code int, out, errs string) {
	w.Helper()
	var o, e bytes.Buffer
	code = Main(w.Context(), args, Terminal{In: strings.NewReader(answers), Out: &o, Err: &e, Asks: answers != "", Width: 60})
	return code, o.String(), e.String()
}

// must is run for what has to go well.
func (w *world) must(args ...string) string {
	w.Helper()
	code, out, errs := w.run("", args...)
	if code != 0 {
		w.Fatalf("%v: exit code %d\n%s%s", args, code, out, errs)
	}
	return out
}

func (w *world) path(name string) string { return filepath.Join(w.dir, name) }

func (w *world) read(name string) string {
	w.Helper()
	raw, err := os.ReadFile(w.path(name))
	if err != nil {
		w.Fatal(err)
	}
	return string(raw)
}

// initArgs are what a node is prepared with that asks nothing.
func (w *world) initArgs() []string {
	return []string{
		"--config", w.path("node.yaml"), "init", "--yes", "--node", w.wallet.Address().String(), "--addresses", w.platform, "--domain", w.domain, "--runtime", "local", "--region", "here",
	}
}

func (w *world) ether() amount.Amount { return amount.Of(1e18) }
