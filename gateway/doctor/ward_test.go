package doctor

import (
	"context"
	"crypto/ecdsa"
	"encoding/hex"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/ethclient/simulated"
	"github.com/ethereum/go-ethereum/node"

	"berth/contracts/chain"
	"berth/gateway"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
)

// ward is a node that is well: a chain with the contracts and its entry, and its settings.
type ward struct {
	t        *testing.T
	chain    *mining
	client   *chain.Client
	wallet   *chain.Sender // the node's
	operator *ecdsa.PrivateKey
	entry    chain.Entry
	cfg      gateway.Config
}

// mining is a simulated chain that makes a block for every transaction.
type mining struct {
	simulated.Client
	sim *simulated.Backend
	mu  sync.Mutex
}

func (m *mining) SendTransaction(ctx context.Context, tx *types.Transaction) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.Client.SendTransaction(ctx, tx); err != nil {
		return err
	}
	m.sim.Commit()
	return nil
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

func address(k *ecdsa.PrivateKey) eth.Address {
	return eth.Address(crypto.PubkeyToAddress(k.PublicKey))
}

func newWard(t *testing.T) *ward {
	t.Helper()
	w := &ward{t: t}
	key := func() *ecdsa.PrivateKey {
		k, err := crypto.GenerateKey()
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	wallet := key()
	w.operator = key()
	alloc := types.GenesisAlloc{}
	for _, k := range []*ecdsa.PrivateKey{wallet, w.operator} {
		alloc[crypto.PubkeyToAddress(k.PublicKey)] = types.Account{Balance: new(big.Int).Lsh(big.NewInt(1), 70)}
	}
	rpc := freePort(t)
	sim := simulated.NewBackend(alloc, func(n *node.Config, _ *ethconfig.Config) {
		n.HTTPHost, n.HTTPPort, n.HTTPModules = "127.0.0.1", rpc, []string{"eth", "net"}
	})
	t.Cleanup(func() { sim.Close() })
	w.chain = &mining{Client: sim.Client(), sim: sim}
	at, err := chain.Deploy(t.Context(), w.chain, wallet, chain.Params{})
	if err != nil {
		t.Fatal(err)
	}
	w.client = chain.New(w.chain, at)
	w.wallet = chain.NewSender(w.client, wallet, chain.SenderConfig{Poll: 2 * time.Millisecond})

	dir := t.TempDir()
	path := filepath.Join(dir, "operator.key")
	if err := os.WriteFile(path, []byte(hex.EncodeToString(crypto.FromECDSA(w.operator))), 0o600); err != nil {
		t.Fatal(err)
	}
	w.cfg = gateway.Default()
	w.cfg.Node, w.cfg.OperatorKey, w.cfg.RPC, w.cfg.Contracts = address(wallet), "@"+path, []string{fmt.Sprintf("http://127.0.0.1:%d", rpc)}, at
	w.cfg.Domain, w.cfg.Scheme, w.cfg.Data = fmt.Sprintf("n1.localhost:%d", freePort(t)), "http", filepath.Join(dir, "data")
	unit := amount.Of(1e18).Nano()
	w.cfg.PriceList = []wire.Price{{Token: at.Token, CoreHour: unit, MemoryHour: unit.Div(4), DiskHour: unit.Div(100)}}
	w.entry = chain.Entry{Operator: address(w.operator), Total: resource.Resources{CPUMilli: 100, MemoryMiB: 64, DiskMiB: 64, TrafficMiB: 1000}, Endpoint: w.cfg.Domain}
	w.enter(func(*chain.Entry) {})
	return w
}

// enter has the registry have another entry.
func (w *ward) enter(change func(*chain.Entry)) {
	w.t.Helper()
	e := w.entry
	change(&e)
	if _, err := w.wallet.Register(w.t.Context(), e); err != nil {
		w.t.Fatal(err)
	}
}

func hexKey(k *ecdsa.PrivateKey) string { return hex.EncodeToString(crypto.FromECDSA(k)) }
