package chain_test

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/node"

	"berth/contracts/chain"
	"berth/contracts/chain/chaintest"
	"berth/contracts/chain/follow"
	"berth/shared/eth"
	"berth/shared/wire"
)

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// Over HTTP and over WebSocket, as servers use it.
func TestDial(t *testing.T) {
	http, ws := freePort(t), freePort(t)
	b := chaintest.New(t, chaintest.Accounts{Rich: []*ecdsa.PrivateKey{key(1)}}, chaintest.HTTP(http), func(n *node.Config, _ *ethconfig.Config) {
		n.WSHost, n.WSPort, n.WSModules = "127.0.0.1", ws, []string{"eth"}
	})
	a, err := chain.Deploy(t.Context(), b, key(1), chain.Params{Minters: []eth.Address{addr(key(1))}})
	if err != nil {
		t.Fatal(err)
	}
	for _, url := range []string{fmt.Sprintf("http://127.0.0.1:%d", http), fmt.Sprintf("ws://127.0.0.1:%d", ws)} {
		t.Run(url[:4], func(t *testing.T) {
			c, err := chain.Dial(t.Context(), url, a)
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			if err := c.Verify(t.Context()); err != nil {
				t.Fatal(err)
			}
			_, err = chain.NewSender(c, key(1), chain.SenderConfig{}).Activate(t.Context(), 7)
			if !chain.IsRevert(err, "Market_WrongState") {
				t.Errorf("a refusal over RPC: %v", err)
			}
			head := must[chain.Block](t)(c.Head(t.Context()))
			// The interval is long, so a subscription is what tells of the next block over WebSocket.
			interval := 20 * time.Millisecond
			if strings.HasPrefix(url, "ws") {
				interval = time.Hour
			}
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			var wg sync.WaitGroup
			wg.Go(func() {
				for ctx.Err() == nil {
					time.Sleep(50 * time.Millisecond)
					b.Commit(1)
				}
			})
			ch := make(told, 1000)
			done := make(chan error, 1)
			cfg := follow.Config[chain.Event]{Blocks: c, Logs: c, Heads: c, Sink: ch, First: a.Block, Every: interval}
			f := follow.New(cfg, follow.Checkpoint{Tail: []chain.Block{head}})
			go func() { done <- f.Run(ctx) }()
			for n := range 3 {
				select {
				case <-ch:
				case <-ctx.Done():
					t.Errorf("%d updates", n)
				}
			}
			cancel()
			wg.Wait()
			if err := <-done; !errors.Is(err, context.Canceled) {
				t.Errorf("Run: %v", err)
			}
		})
	}
}

// Verify finds each thing that can be wrong with addresses.
func TestVerify(t *testing.T) {
	w := newWorld(t)
	good := w.Addresses()
	for name, change := range map[string]func(*chain.Addresses){
		"this is chain 1337":       func(a *chain.Addresses) { a.ChainID = 1 },
		"Market at":                func(a *chain.Addresses) { a.Market = a.Token },
		"Registry at":              func(a *chain.Addresses) { a.Registry = a.Market },
		"token at 0x0100":          func(a *chain.Addresses) { a.Token = eth.Address{1} },
		"is not listed":            func(a *chain.Addresses) { a.Token = a.Registry },
		"market's native token is": func(a *chain.Addresses) { a.Token = w.dollar },
		"market's Permit2 is":      func(a *chain.Addresses) { a.Permit2 = eth.Address{1} },
		"token at " + w.dollar.String(): func(a *chain.Addresses) {
			a.Tokens = []wire.Coin{{Address: w.dollar, Symbol: "dUSD", Decimals: 6, Code: eth.Hash{1}}}
		},
		"Staking at":                 func(a *chain.Addresses) { a.Staking = a.Token },
		"market: must be an address": func(a *chain.Addresses) { a.Market = eth.Address{} },
	} {
		a := good
		change(&a)
		if err := chain.New(w.b, a).Verify(t.Context()); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("got %v, want %q", err, name)
		}
	}
	a := good
	a.Market = eth.Address{1}
	if _, err := chain.New(w.b, a).OrderCount(t.Context()); !errors.Is(err, chain.ErrNotContract) {
		t.Errorf("a read from where nothing is: %v", err)
	}
}

func TestAddressFile(t *testing.T) {
	a := chain.Addresses{ChainID: 1337, Token: eth.Address{1}, Registry: eth.Address{2}, Market: eth.Address{3}, Block: 7, Tokens: []wire.Coin{
		{Address: eth.Address{9}, Symbol: "dUSD", Decimals: 6, Code: eth.Hash{5}, Dollar: true}, {Address: eth.Address{1}, Symbol: "BRT", Decimals: 18},
	}}
	path := filepath.Join(t.TempDir(), "addresses.json")
	if err := a.Save(path); err != nil {
		t.Fatal(err)
	}
	got, err := chain.LoadAddresses(path)
	if err != nil || !reflect.DeepEqual(got, a) {
		t.Errorf("got %+v, %v", got, err)
	}
	b, _ := os.ReadFile(path)
	for name, text := range map[string]string{
		"unknown field":      strings.Replace(string(b), `"chainId"`, `"extra": 1, "chainId"`, 1),
		"nothing behind it":  string(b) + "{}",
		"must be an address": `{"chainId": 1}`,
		"EOF":                "",
		"address \"0x12\"":   `{"chainId": 1, "market": "0x12"}`,
		"at least one token": `{"chainId": 1}`,
		"there twice":        strings.Replace(string(b), "0x01", "0x09", 2),
		"tokens[0]: must":    strings.Replace(string(b), `"decimals": 6`, `"decimals": 99`, 1),
		"chainId: must":      strings.Replace(string(b), "1337", "0", 1),
	} {
		if _, err := chain.ParseAddresses([]byte(text)); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("got %v, want %q", err, name)
		}
	}
	if _, err := chain.LoadAddresses(path + "x"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}
