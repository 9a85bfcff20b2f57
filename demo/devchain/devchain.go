// Package devchain is the demo's own EVM chain: go-ethereum's node with its simulated beacon, one process, no peers. It
// mines when transactions wait, at most one block a second of chain time, and an empty block now and then so that time
// and finality move on. Every block is on disk before the next one starts, so that a killed demo comes back where it was.
package devchain

import (
	"context"
	"fmt"
	"maps"
	"math/big"
	"path/filepath"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/rawdb"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/eth"
	"github.com/ethereum/go-ethereum/eth/catalyst"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/eth/filters"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/node"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/params"
	"github.com/ethereum/go-ethereum/rpc"
)

// ID is the chain's EIP-155 id, the one that development chains use.
const ID = 1337

// Config says how to start a chain.
type Config struct {
	Dir    string             // state folder; empty: in memory
	Alloc  types.GenesisAlloc // what is there at genesis; it must not change between starts of one folder
	Period time.Duration      // between empty blocks; 0: 12 s, negative: never
}

// Chain is a running chain. Its methods are safe for concurrent use.
type Chain struct {
	stack   *node.Node
	eth     *eth.Ethereum
	filters *filters.FilterAPI
	period  time.Duration

	mu     sync.Mutex // one block at a time
	beacon *catalyst.SimulatedBeacon
}

// Start opens or makes the chain in cfg.Dir. The caller runs Run and, in the end, Close.
func Start(cfg Config) (*Chain, error) {
	nodeCfg := node.DefaultConfig
	nodeCfg.Name = "chain"
	nodeCfg.DataDir = cfg.Dir
	if cfg.Dir != "" {
		dir, err := filepath.Abs(cfg.Dir)
		if err != nil {
			return nil, fmt.Errorf("chain folder: %w", err)
		}
		nodeCfg.DataDir = dir
	}
	nodeCfg.DBEngine = "leveldb" // unlike pebble it hands each write to the system at once, so a kill loses none
	nodeCfg.IPCPath = ""
	nodeCfg.P2P = p2p.Config{NoDiscovery: true}

	ethCfg := ethconfig.Defaults
	ethCfg.Genesis = genesis(cfg.Alloc)
	ethCfg.SyncMode = ethconfig.FullSync
	ethCfg.NoPruning = true // every block's state goes to disk with the block
	ethCfg.StateScheme = rawdb.HashScheme
	ethCfg.SnapshotCache = 0
	ethCfg.Preimages = false
	ethCfg.DatabaseCache, ethCfg.TrieCleanCache, ethCfg.TrieDirtyCache = 64, 32, 32
	ethCfg.LogNoHistory = true
	ethCfg.TxPool.NoLocals = true
	ethCfg.TxPool.Journal = ""
	ethCfg.Miner.Recommit = time.Hour
	ethCfg.Miner.GasPrice = big.NewInt(1) // take whatever the pool took
	ethCfg.TxPool.PriceLimit = 1

	stack, err := node.New(&nodeCfg)
	if err != nil {
		return nil, fmt.Errorf("chain: %w", err)
	}
	backend, err := eth.New(stack, &ethCfg)
	if err != nil {
		stack.Close()
		return nil, fmt.Errorf("chain: %w", err)
	}
	if err := stack.Start(); err != nil {
		stack.Close()
		return nil, fmt.Errorf("chain: %w", err)
	}
	beacon, err := catalyst.NewSimulatedBeacon(0, common.Address{}, backend)
	if err != nil {
		stack.Close()
		return nil, fmt.Errorf("chain: %w", err)
	}
	c := &Chain{
		stack: stack, eth: backend, beacon: beacon, period: cfg.Period,
		filters: filters.NewFilterAPI(filters.NewFilterSystem(backend.APIBackend, filters.Config{LogCacheSize: 32})),
	}
	if c.period == 0 {
		c.period = 12 * time.Second
	}
	return c, nil
}

func genesis(alloc types.GenesisAlloc) *core.Genesis {
	config := *params.AllDevChainProtocolChanges
	// Forks that mainnet does not have yet change what gas costs.
	config.AmsterdamTime, config.BogotaTime = nil, nil
	config.ChainID = big.NewInt(ID)
	g := &core.Genesis{
		Config: &config, GasLimit: 60_000_000, Difficulty: new(big.Int), BaseFee: big.NewInt(params.InitialBaseFee),
		Alloc: core.SystemContractAllocs(),
	}
	maps.Copy(g.Alloc, alloc)
	return g
}

// Run mines until ctx ends.
func (c *Chain) Run(ctx context.Context) error {
	waiting := make(chan core.NewTxsEvent, 64)
	sub := c.eth.TxPool().SubscribeTransactions(waiting, true)
	defer sub.Unsubscribe()
	var empty <-chan time.Time
	if c.period > 0 {
		t := time.NewTicker(c.period)
		defer t.Stop()
		empty = t.C
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-sub.Err():
			return fmt.Errorf("chain: transaction pool: %w", err)
		case <-empty:
			c.Commit()
		case <-waiting:
			if err := c.untilNextSecond(ctx); err != nil {
				return nil
			}
			for len(waiting) > 0 { // they are all in the block that comes now
				<-waiting
			}
			c.Commit()
			if pending, _ := c.eth.TxPool().Stats(); pending > 0 {
				select {
				case waiting <- core.NewTxsEvent{}:
				default:
				}
			}
		}
	}
}

// untilNextSecond waits until the clock is past the newest block's second, so that chain time never runs ahead.
func (c *Chain) untilNextSecond(ctx context.Context) error {
	next := time.Unix(int64(c.eth.BlockChain().CurrentBlock().Time)+1, 0)
	t := time.NewTimer(time.Until(next))
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// Commit mines a block now, with whatever waits.
func (c *Chain) Commit() common.Hash {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.beacon.Commit()
}

// AdjustTime mines an empty block so much later than the newest one. It is for tests: chain time then runs ahead of the
// clock.
func (c *Chain) AdjustTime(d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.beacon.AdjustTime(d)
}

// Client is a client inside the process.
func (c *Chain) Client() *ethclient.Client { return ethclient.NewClient(c.stack.Attach()) }

// Genesis is the hash of block 0: what tells this chain from another one in the same place.
func (c *Chain) Genesis() common.Hash { return c.eth.BlockChain().Genesis().Hash() }

// Register adds the public namespaces (eth, net, web3) to an RPC server. Accounts, administration and debugging stay
// inside.
func (c *Chain) Register(s *rpc.Server) error {
	for _, api := range c.eth.APIs() {
		if api.Namespace != "eth" && api.Namespace != "net" {
			continue
		}
		if err := s.RegisterName(api.Namespace, api.Service); err != nil {
			return fmt.Errorf("rpc: %s: %w", api.Namespace, err)
		}
	}
	if err := s.RegisterName("eth", c.filters); err != nil {
		return fmt.Errorf("rpc: filters: %w", err)
	}
	return s.RegisterName("web3", web3{})
}

// Close stops the chain.
func (c *Chain) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	err := c.beacon.Stop()
	if cerr := c.stack.Close(); err == nil {
		err = cerr
	}
	return err
}

type web3 struct{}

// ClientVersion is web3_clientVersion.
func (web3) ClientVersion() string { return "berth-devchain" }
