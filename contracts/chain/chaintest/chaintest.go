// Package chaintest is a chain for tests: go-ethereum's simulated one with the rules that Ethereum has now, accounts that have coin, Permit2, and Berth's contracts
// beside a dollar of six decimals. It makes a block for every transaction.
package chaintest

import (
	"context"
	"crypto/ecdsa"
	"math/big"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/ethclient/simulated"
	"github.com/ethereum/go-ethereum/node"
	"github.com/ethereum/go-ethereum/params"

	"berth/contracts/chain"
	"berth/contracts/permit2"
	"berth/shared/eth"
	"berth/shared/wire"
)

// Key is one of the keys that tests have, the same each time.
func Key(i byte) *ecdsa.PrivateKey {
	k, err := crypto.ToECDSA(common.LeftPadBytes([]byte{i}, 32))
	if err != nil {
		panic(err) // of 0
	}
	return k
}

// Addr is a key's account.
func Addr(k *ecdsa.PrivateKey) eth.Address { return eth.Address(crypto.PubkeyToAddress(k.PublicKey)) }

// Mainnet gives a node the rules that Ethereum has now, so that gas is what it would be there: those of forks to come change that.
func Mainnet(_ *node.Config, c *ethconfig.Config) {
	now := *params.AllDevChainProtocolChanges
	now.AmsterdamTime, now.BogotaTime = nil, nil
	c.Genesis.Config = &now
}

// Chain makes a block for every transaction, unless it is held. It is safe for concurrent use.
type Chain struct {
	simulated.Client
	Sim *simulated.Backend

	mu   sync.Mutex
	held bool
	sent []*types.Transaction
}

// Accounts are those that there are from the start.
type Accounts struct {
	Rich []*ecdsa.PrivateKey    // they have coin
	Code map[eth.Address][]byte // beside Permit2
}

// New makes a chain, which ends with the test.
func New(t testing.TB, a Accounts, options ...func(*node.Config, *ethconfig.Config)) *Chain {
	t.Helper()
	alloc := types.GenesisAlloc{common.Address(permit2.Address): {Balance: new(big.Int), Code: permit2.Code()}}
	for at, code := range a.Code {
		alloc[common.Address(at)] = types.Account{Balance: new(big.Int), Code: code}
	}
	for _, k := range a.Rich {
		alloc[crypto.PubkeyToAddress(k.PublicKey)] = types.Account{Balance: new(big.Int).Lsh(big.NewInt(1), 80)}
	}
	sim := simulated.NewBackend(alloc, append([]func(*node.Config, *ethconfig.Config){Mainnet}, options...)...)
	t.Cleanup(func() { _ = sim.Close() })
	return &Chain{Client: sim.Client(), Sim: sim}
}

// HTTP has the chain answer JSON-RPC at a port of this machine.
func HTTP(port int) func(*node.Config, *ethconfig.Config) {
	return func(n *node.Config, _ *ethconfig.Config) {
		n.HTTPHost, n.HTTPPort, n.HTTPModules, n.HTTPVirtualHosts = "127.0.0.1", port, []string{"eth", "net"}, []string{"*"}
	}
}

// SendTransaction implements chain.Backend.
func (c *Chain) SendTransaction(ctx context.Context, tx *types.Transaction) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.Client.SendTransaction(ctx, tx); err != nil {
		return err
	}
	c.sent = append(c.sent, tx)
	if !c.held {
		c.Sim.Commit()
	}
	return nil
}

// Hold lets transactions wait, and gives how many were sent before.
func (c *Chain) Hold() (sent int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.held = true
	return len(c.sent)
}

// Release makes a block of those that wait.
func (c *Chain) Release() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.held = false
	c.Sim.Commit()
}

// Do does something with the simulated chain while nothing is sent.
func (c *Chain) Do(f func(*simulated.Backend) error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return f(c.Sim)
}

// Commit makes a block, or so many.
func (c *Chain) Commit(blocks int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for range blocks {
		c.Sim.Commit()
	}
}

// Fork makes another chain on top of a block, with so many blocks, that becomes the canonical one.
func (c *Chain) Fork(base eth.Hash, blocks int) error {
	return c.Do(func(sim *simulated.Backend) error {
		err := sim.Fork(common.Hash(base))
		for range blocks {
			sim.Commit()
		}
		return err
	})
}

// Sent are the transactions that were sent, the oldest first.
func (c *Chain) Sent() []*types.Transaction {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]*types.Transaction(nil), c.sent...)
}

// Until waits until what was sent is as it is to be.
func (c *Chain) Until(t testing.TB, what string, ok func(sent []*types.Transaction) bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !ok(c.Sent()); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("it never came to this: %s", what)
		}
	}
}

// Deploy deploys a dollar and Berth's contracts, which take it beside what p has. p's Permit2 is the one that is there.
func (c *Chain) Deploy(t testing.TB, admin *ecdsa.PrivateKey, p chain.Params) (at chain.Addresses, dollar eth.Address) {
	t.Helper()
	dollar, err := chain.DeployDollar(t.Context(), c, admin)
	if err != nil {
		t.Fatal(err)
	}
	p.Coins, p.Permit2 = append(p.Coins, wire.Coin{Address: dollar, Dollar: true}), permit2.Address
	if at, err = chain.Deploy(t.Context(), c, admin, p); err != nil {
		t.Fatal(err)
	}
	return at, dollar
}
