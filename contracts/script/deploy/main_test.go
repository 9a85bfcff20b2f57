package main

import (
	"encoding/hex"
	"fmt"
	"math/big"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/ethclient/simulated"
	"github.com/ethereum/go-ethereum/node"

	"berth/contracts/chain"
)

// The command against a chain behind RPC that makes a block now and then.
func TestRun(t *testing.T) {
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	sim := simulated.NewBackend(types.GenesisAlloc{
		crypto.PubkeyToAddress(key.PublicKey): {Balance: new(big.Int).Lsh(big.NewInt(1), 80)},
	}, func(n *node.Config, _ *ethconfig.Config) {
		n.HTTPHost, n.HTTPPort, n.HTTPModules = "127.0.0.1", port, []string{"eth"}
	})
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(50 * time.Millisecond):
				sim.Commit()
			}
		}
	})
	defer func() {
		close(stop)
		wg.Wait()
		sim.Close()
	}()
	cfg := config{
		RPC: fmt.Sprintf("http://127.0.0.1:%d", port), Key: hex.EncodeToString(crypto.FromECDSA(key)),
		Out: filepath.Join(t.TempDir(), "addresses.json"), Cap: "1000", Genesis: "10", ActivationWindow: time.Minute,
		StakingPool: "100", StakingYears: 4, StakingMint: 500, StakingMintCap: "1", StakingMaturity: 8 * 24 * time.Hour, Timeout: time.Minute,
	}
	if err := run(t.Context(), cfg); err != nil {
		t.Fatal(err)
	}
	a, err := chain.LoadAddresses(cfg.Out)
	if err != nil {
		t.Fatal(err)
	}
	c, err := chain.Dial(t.Context(), cfg.RPC, a)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.Verify(t.Context()); err != nil || a.Staking.IsZero() {
		t.Errorf("addresses %+v: %v", a, err)
	}

	cfg.Key = "12" + strings.Repeat("z", 62)
	if err := run(t.Context(), cfg); err == nil || strings.Contains(err.Error(), "12zz") {
		t.Errorf("a key that is none: %v", err)
	}
}
