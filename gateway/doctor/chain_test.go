package doctor

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/contracts/chain"
	"berth/gateway/opkey"
	"berth/shared/amount"
	"berth/shared/eth"
)

func TestSettingsAndKey(t *testing.T) {
	w := newWard(t)
	w.want(w.look("settings", nil), OK, "complete")
	w.want(w.look("settings", func(c *Config) { c.Gateway.MaxQuotes, c.Gateway.Domain = 0, "a b" }), Failure, "--max-quotes")
	w.want(w.look("settings", func(c *Config) { c.Gateway.MaxQuotes, c.Gateway.Domain = 0, "a b" }), Failure, "--domain")

	w.want(w.look("key", nil), OK, address(w.operator).String())
	w.want(w.look("key", func(c *Config) { c.Gateway.OperatorKey = "@/none" }), Failure, "cannot be read")
	path, _ := opkey.Path(w.cfg.OperatorKey)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	w.want(w.look("key", func(c *Config) { c.Gateway.OperatorKey = string(raw) }), Warning, "stands in the settings")
	open := filepath.Join(t.TempDir(), "open.key")
	if err := os.WriteFile(open, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(open, 0o644); err != nil {
		t.Fatal(err)
	}
	w.want(w.look("key", func(c *Config) { c.Gateway.OperatorKey = "@" + open }), Warning, "0644")
	group := func(uid int, mode os.FileMode) func(*Config) {
		return func(c *Config) {
			if err := errors.Join(os.Chown(open, uid, os.Getgid()), os.Chmod(open, mode)); err != nil {
				t.Fatal(err)
			}
			c.Gateway.OperatorKey = "@" + open
		}
	}
	w.want(w.look("key", group(os.Getuid(), 0o440)), Warning, "0440")
	if os.Getuid() == 0 { // as a pod has a Secret's files
		w.want(w.look("key", group(65532, 0o440)), OK, address(w.operator).String())
		w.want(w.look("key", group(65532, 0o444)), Warning, "0444")
	}
}

func TestChain(t *testing.T) {
	w := newWard(t)
	w.want(w.look("chain", nil), OK, "chain 1337")
	away := func(c *Config) { c.Gateway.RPC = []string{"http://127.0.0.1:1"} }
	w.want(w.look("chain", away), Failure, "not reached")
	w.want(w.look("contracts", away), Failure, "cannot be read")
	w.want(w.look("registry", away), Unknown, "cannot be read")
	w.want(w.look("chain", func(c *Config) { c.Now = func() time.Time { return time.Now().Add(time.Hour) } }), Warning, "old")

	also := func(urls ...string) func(*Config) {
		return func(c *Config) { c.Gateway.RPC = append(slices.Clone(c.Gateway.RPC), urls...) }
	}
	rpc := w.cfg.RPC[0]
	another := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		var q struct {
			ID json.RawMessage `json:"id"`
		}
		if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
			t.Error(err)
		}
		rw.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(rw, `{"jsonrpc":"2.0","id":%s,"result":"0x5"}`, q.ID) // whatever it is asked, such as the chain's number
	}))
	defer another.Close()
	other := another.URL
	w.want(w.look("chain", also(rpc, rpc)), OK, "by all 3 endpoints")
	w.want(w.look("chain", also(rpc, "http://127.0.0.1:1")), Warning, "1 of 3 endpoints does not answer: 127.0.0.1:1")
	w.want(w.look("contracts", also(rpc, "http://127.0.0.1:1")), OK, "are Berth's")
	w.want(w.look("chain", func(c *Config) { c.Gateway.RPC = []string{"http://127.0.0.1:1", "http://127.0.0.1:2"} }), Failure, "not reached")
	w.want(w.look("chain", also(other)), Warning, "1 of 2 endpoints is of another chain, or lies: "+strings.TrimPrefix(other, "http://"))

	w.want(w.look("contracts", nil), OK, "are Berth's")
	w.want(w.look("contracts", func(c *Config) { c.Gateway.Contracts.ChainID = 5 }), Failure, "the addresses are for 5")
	w.want(w.look("contracts", func(c *Config) { c.Gateway.Contracts.Market = c.Gateway.Contracts.Token }), Failure, "Market at")
	w.want(w.look("contracts", func(c *Config) { c.Gateway.OperatorKey = "" }), Skipped, "settings")
}

func TestRegistry(t *testing.T) {
	w := newWard(t)
	w.want(w.look("registry", nil), OK, "this operator")
	w.want(w.look("endpoint", nil), OK, "http://"+w.cfg.Domain)
	stranger := func(c *Config) { c.Gateway.Node = eth.Address{1} }
	w.want(w.look("registry", stranger), Failure, "not in the registry")
	w.want(w.look("endpoint", stranger), Skipped, "in the registry first")
	w.want(w.look("endpoint", func(c *Config) { c.Gateway.Domain = "n2.localhost:9000" }), Failure, "http://n2.localhost:9000")

	if _, err := w.wallet.SetPaused(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	w.want(w.look("registry", nil), Warning, "closed for new orders")
	if _, err := w.wallet.SetPaused(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "next.key")
	next, err := opkey.Make(path, "")
	if err != nil {
		t.Fatal(err)
	}
	w.enter(func(e *chain.Entry) { e.Operator = next })
	w.want(w.look("registry", nil), Failure, "and this key is")
	w.want(w.look("registry", func(c *Config) { c.Gateway.NextOperatorKey = "@" + path }), Warning, "next operator key")
	w.enter(func(e *chain.Entry) { e.Endpoint = "n1.example.org" })
	w.want(w.look("endpoint", nil), Failure, "https://n1.example.org")
}

func TestGas(t *testing.T) {
	w := newWard(t)
	w.want(w.look("gas", nil), OK, "coin")
	poor, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	broke := func(c *Config) { c.Gateway.OperatorKey = hexKey(poor) }
	w.want(w.look("gas", broke), Failure, "no order can be started")
	unit, err := w.client.Gas(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.wallet.Pay(t.Context(), address(poor), unit.Mul(activation).Mul(20)); err != nil {
		t.Fatal(err)
	}
	w.want(w.look("gas", broke), Warning, "activations")
	if unit.Cmp(amount.Of(0)) == 0 {
		t.Error("gas costs nothing here: the test shows nothing")
	}
}

func TestClock(t *testing.T) {
	w := newWard(t)
	w.want(w.look("clock", nil), OK, "agrees with")
	shifted := func(d time.Duration) func(*Config) {
		return func(c *Config) { c.Now = func() time.Time { return time.Now().Add(d) } }
	}
	w.want(w.look("clock", shifted(-time.Minute)), Failure, "behind")
	w.want(w.look("clock", shifted(10*time.Second)), Warning, "ahead of")
	w.want(w.look("clock", func(c *Config) { c.Gateway.RPC = []string{"http://127.0.0.1:1"} }), Unknown, "nobody")

	platform := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", time.Now().Add(2*time.Minute).UTC().Format(http.TimeFormat))
	}))
	defer platform.Close()
	w.want(w.look("clock", func(c *Config) { c.Platform = platform.URL }), Failure, "behind what other servers say")
}
