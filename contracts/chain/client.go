// Package chain is the one way in which Berth's servers speak with its contracts: typed reads, typed events, a sender of
// transactions, and the deployment; the package follow keeps up with it through reorganisations. Its API has the domain
// types of berth/shared; what is go-ethereum's stays inside.
package chain

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"net/http"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/accounts/abi"
	abibind "github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"

	"berth/contracts/bind"
	"berth/shared/eth"
	"berth/shared/server/span"
	"berth/shared/wire"
)

// CallTimeout is the deadline of a single request to the chain, where the caller's context has no earlier one.
const CallTimeout = 10 * time.Second

// Backend is what is needed of a chain; *ethclient.Client and simulated.Client have it.
type Backend interface {
	ethereum.ContractCaller
	ethereum.ChainStateReader
	ethereum.LogFilterer
	ethereum.GasEstimator
	ethereum.GasPricer1559
	ethereum.PendingStateReader
	ethereum.TransactionReader
	ethereum.TransactionSender
	ethereum.ChainIDReader
	ethereum.ChainReader
}

var _ Backend = (*ethclient.Client)(nil)

// ErrNotContract is an address without the contract that was expected there.
var ErrNotContract = errors.New("not Berth's contract")

// Client reads Berth's contracts. It is safe for concurrent use; every request has a deadline.
type Client struct {
	// Log gets what a Sender overcomes by itself; nil: nothing is logged. To be set before use.
	Log *slog.Logger

	b     Backend
	a     Addresses
	at    *big.Int // block to read at; nil: the latest
	close func()
}

// The bindings hold no state.
var (
	market   = bind.NewMarket()
	registry = bind.NewRegistry()
	token    = bind.NewToken()
	staking  = bind.NewStaking()

	marketABI   = parsed(&bind.MarketMetaData)
	registryABI = parsed(&bind.RegistryMetaData)
	tokenABI    = parsed(&bind.TokenMetaData)
	stakingABI  = parsed(&bind.StakingMetaData)
)

func parsed(m *abibind.MetaData) *abi.ABI {
	a, err := m.ParseABI()
	if err != nil {
		panic("chain: embedded ABI: " + err.Error()) // generated code, run by every test
	}
	return a
}

// New makes a client on a backend that the caller keeps and closes.
func New(b Backend, a Addresses) *Client {
	return &Client{b: b, a: a, close: func() {}}
}

// Dial connects to an RPC endpoint (http, https, ws, wss or the path of an IPC socket). With HTTP nothing is asked
// yet, so that a server can start while the chain is away; Verify asks.
func Dial(ctx context.Context, url string, a Addresses) (*Client, error) {
	ctx, cancel := context.WithTimeout(ctx, CallTimeout)
	defer cancel()
	h := &http.Client{Transport: span.RPC(http.DefaultTransport)}
	r, err := rpc.DialOptions(ctx, url, rpc.WithHTTPClient(h))
	if err != nil {
		return nil, fmt.Errorf("chain: dial: %w", err)
	}
	c := New(newEndpoint(url, r, h), a)
	c.close = r.Close
	return c, nil
}

// DialAll connects to several endpoints of one chain: one client for each, and one of them all, which asks the next where one
// cannot answer. That one's Close ends the others' connections, too.
func DialAll(ctx context.Context, urls []string, a Addresses) (pool *Client, each []*Client, err error) {
	var backends []Backend
	closeAll := func() {
		for _, c := range each {
			c.Close()
		}
	}
	for _, url := range urls {
		c, err := Dial(ctx, url, a)
		if err != nil {
			closeAll()
			return nil, nil, err
		}
		each, backends = append(each, c), append(backends, c.b)
	}
	if len(each) == 1 {
		return each[0], each, nil
	}
	pool = New(NewPool(backends...), a)
	pool.close = closeAll
	return pool, each, nil
}

// Close ends the connection that Dial made.
func (c *Client) Close() { c.close() }

// Addresses are those that the client was made with.
func (c *Client) Addresses() Addresses { return c.a }

// At is a client that reads at a block, which a pruning node has for about its last 128.
func (c *Client) At(block uint64) *Client {
	d := *c
	d.at = new(big.Int).SetUint64(block)
	d.close = func() {}
	return &d
}

// AtFinalized is a client that reads the state that can not be reorganised away any more.
func (c *Client) AtFinalized() *Client {
	d := *c
	d.at = big.NewInt(int64(rpc.FinalizedBlockNumber))
	d.close = func() {}
	return &d
}

// Block is a block's place in the chain.
type Block struct {
	Number uint64    `json:"number"`
	Hash   eth.Hash  `json:"hash"`
	Parent eth.Hash  `json:"parent"`
	Time   time.Time `json:"time"`
}

// Head is the latest block.
func (c *Client) Head(ctx context.Context) (Block, error) { return c.block(ctx, nil) }

// Finalized is the last block that can not be reorganised away.
func (c *Client) Finalized(ctx context.Context) (Block, error) {
	return c.block(ctx, big.NewInt(int64(rpc.FinalizedBlockNumber)))
}

// BlockAt is the block of that number in the chain as it is now; ethereum.NotFound is wrapped where there is none.
func (c *Client) BlockAt(ctx context.Context, number uint64) (Block, error) {
	return c.block(ctx, new(big.Int).SetUint64(number))
}

func (c *Client) block(ctx context.Context, number *big.Int) (Block, error) {
	ctx, cancel := context.WithTimeout(ctx, CallTimeout)
	defer cancel()
	h, err := c.b.HeaderByNumber(ctx, number)
	if err != nil {
		return Block{}, fmt.Errorf("chain: block: %w", err)
	}
	return Block{Number: h.Number.Uint64(), Hash: eth.Hash(h.Hash()), Parent: eth.Hash(h.ParentHash), Time: unix(h.Time)}, nil
}

// Verify checks that the chain is the right one, that market and registry (and staking, if there is one) are this
// very code at this version, and that they point at each other and at the token. The token may be any ERC-20.
func (c *Client) Verify(ctx context.Context) error {
	if err := c.a.Validate(); err != nil {
		return fmt.Errorf("chain: addresses: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, 3*CallTimeout)
	defer cancel()
	id, err := c.b.ChainID(ctx)
	if err != nil {
		return fmt.Errorf("chain: chain id: %w", err)
	}
	if id.Uint64() != c.a.ChainID {
		return fmt.Errorf("chain: this is chain %s, the addresses are for %d", id, c.a.ChainID)
	}
	code, err := bind.ReadCode()
	if err != nil {
		return fmt.Errorf("chain: %w", err)
	}
	type part struct {
		name string
		at   eth.Address
	}
	parts := []part{{"Market", c.a.Market}, {"Registry", c.a.Registry}}
	if !c.a.Staking.IsZero() {
		parts = append(parts, part{"Staking", c.a.Staking})
	}
	for _, p := range parts {
		deployed, err := c.b.CodeAt(ctx, common.Address(p.at), c.at)
		if err != nil {
			return fmt.Errorf("chain: code of %s: %w", p.name, err)
		}
		if err := code.Contracts[p.name].Matches(deployed); err != nil {
			return fmt.Errorf("chain: %s at %s: %w: %w", p.name, p.at, ErrNotContract, err)
		}
	}
	views, err := call(ctx, c, c.a.Market, market.PackViews(), market.UnpackViews)
	if err != nil {
		return fmt.Errorf("chain: market's views: %w", err)
	}
	deployed, err := c.b.CodeAt(ctx, views, c.at)
	if err != nil {
		return fmt.Errorf("chain: code of MarketViews: %w", err)
	}
	if err := code.Contracts["MarketViews"].Matches(deployed); err != nil {
		return fmt.Errorf("chain: MarketViews at %s: %w: %w", views, ErrNotContract, err)
	}
	for _, t := range append([]wire.Coin{{Address: c.a.Token}}, c.a.Tokens...) {
		if err := c.verifyToken(ctx, t); err != nil {
			return err
		}
	}
	type link struct {
		name string
		in   eth.Address
		data []byte
		want eth.Address
	}
	links := []link{
		{"market's native token", c.a.Market, market.PackNativeToken(), c.a.Token},
		{"market's Permit2", c.a.Market, market.PackPermit2(), c.a.Permit2},
		{"market's registry", c.a.Market, market.PackRegistry(), c.a.Registry},
		{"market's staking", c.a.Market, market.PackStaking(), c.a.Staking},
		{"registry's market", c.a.Registry, registry.PackMarket(), c.a.Market},
	}
	if !c.a.Staking.IsZero() {
		links = append(links,
			link{"staking's token", c.a.Staking, staking.PackToken(), c.a.Token},
			link{"staking's market", c.a.Staking, staking.PackMarket(), c.a.Market})
	}
	for _, l := range links {
		got, err := call(ctx, c, l.in, l.data, market.UnpackNativeToken)
		if err != nil {
			return fmt.Errorf("chain: %s: %w", l.name, err)
		}
		if eth.Address(got) != l.want {
			return fmt.Errorf("chain: %s is %s, the addresses have %s", l.name, eth.Address(got), l.want)
		}
	}
	return nil
}

// verifyToken checks that a token is there, is listed, and has the code that is said.
func (c *Client) verifyToken(ctx context.Context, t wire.Coin) error {
	deployed, err := c.b.CodeAt(ctx, common.Address(t.Address), c.at)
	if err != nil {
		return fmt.Errorf("chain: code of token %s: %w", t.Address, err)
	}
	if len(deployed) == 0 || !t.Code.IsZero() && eth.Hash(sha256.Sum256(deployed)) != t.Code {
		return fmt.Errorf("chain: token at %s: %w", t.Address, ErrNotContract)
	}
	listed, err := call(ctx, c, c.a.Market, market.PackIsListed(common.Address(t.Address)), market.UnpackIsListed)
	if err != nil {
		return fmt.Errorf("chain: listing of token %s: %w", t.Address, err)
	}
	if !listed {
		return fmt.Errorf("chain: token %s is not listed by the market at %s", t.Address, c.a.Market)
	}
	return nil
}

// call asks a contract and unpacks its answer; a revert becomes a *RevertError.
func call[T any](ctx context.Context, c *Client, to eth.Address, data []byte, unpack func([]byte) (T, error)) (T, error) {
	var zero T
	ctx, cancel := context.WithTimeout(ctx, CallTimeout)
	defer cancel()
	addr := common.Address(to)
	out, err := c.b.CallContract(ctx, ethereum.CallMsg{To: &addr, Data: data}, c.at)
	if err != nil {
		return zero, reverted(err)
	}
	if len(out) == 0 {
		return zero, fmt.Errorf("%w at %s: an empty answer", ErrNotContract, to)
	}
	return unpack(out)
}

func (c *Client) warn(msg string, args ...any) {
	if c.Log != nil {
		c.Log.Warn(msg, args...)
	}
}
