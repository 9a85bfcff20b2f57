package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/params"

	"berth/contracts/chain"
	"berth/contracts/permit2"
	"berth/demo/devchain"
	"berth/demo/devwallet"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/server/listen"
	"berth/shared/wire"
)

// tokens is so many whole tokens of Berth's own.
func tokens(n uint64) amount.Amount { return amount.Of(n).Mul(1e18) }

// dollars is so many of the demo's dollars, which have six decimals.
func dollars(n uint64) amount.Amount { return amount.Of(n).Mul(1e6) }

// ledger is the demo's chain with the contracts on it.
type ledger struct {
	chain     *devchain.Chain
	addresses chain.Addresses
	fresh     bool // the contracts were deployed by this start
}

// startChain opens the chain in the state folder and sees to it that the contracts are there. Blocks are mined until ctx
// ends; the caller closes the chain after that.
func startChain(ctx context.Context, dir string, k keys, group goer) (*ledger, error) {
	alloc := types.GenesisAlloc{common.Address(permit2.Address): {Balance: new(big.Int), Code: permit2.Code()}}
	rich := new(big.Int).Mul(big.NewInt(1_000_000), big.NewInt(params.Ether))
	for _, a := range k.accounts() {
		alloc[common.Address(a)] = types.Account{Balance: rich}
	}
	c, err := devchain.Start(devchain.Config{Dir: filepath.Join(dir, "chain"), Alloc: alloc})
	if err != nil {
		return nil, err
	}
	group.Go(func() error { return c.Run(ctx) })
	l := &ledger{chain: c}
	file := filepath.Join(dir, "addresses.json")
	l.addresses, err = chain.LoadAddresses(file)
	if err == nil {
		if err = chain.New(c.Client(), l.addresses).Verify(ctx); err == nil {
			return l, nil
		}
		err = fmt.Errorf("the chain in %s is not the one that the state folder speaks of: %w; start afresh with --fresh (make demo ARGS=--fresh)", dir, err)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return l, err
	}
	deployCtx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	dollar, err := chain.DeployDollar(deployCtx, c.Client(), k.Deployer.PrivateKey)
	if err != nil {
		return l, err
	}
	p := chain.Params{
		Admin: k.Deployer.Address(), Genesis: []chain.Grant{{To: k.Deployer.Address(), Amount: tokens(1_000_000)}},
		Coins: []wire.Coin{{Address: dollar, Dollar: true}}, Lister: k.Deployer.Address(), Permit2: permit2.Address, FeeBps: 100, MaxReferrerShare: 1000,
		// Twenty-five thousand a year for four years, and half of the fees once more, up to ten thousand a day.
		Staking: &chain.StakingParams{
			Pool: tokens(100_000), Emission: tokens(100_000).Div(4 * 365 * 24 * 3600), MintPerMille: 500, MintCap: tokens(10_000), Maturity: 8 * 24 * time.Hour,
		},
	}
	for _, u := range k.Users {
		p.Genesis = append(p.Genesis, chain.Grant{To: u.Address(), Amount: tokens(1_000)})
	}
	if l.addresses, err = chain.Deploy(deployCtx, c.Client(), k.Deployer.PrivateKey, p); err != nil {
		return l, err
	}
	mint := chain.NewSender(chain.New(c.Client(), l.addresses), k.Deployer.PrivateKey, chain.SenderConfig{})
	for _, a := range append([]key{k.Deployer, k.Certify}, k.Users...) {
		if _, err := mint.Mint(deployCtx, dollar, a.Address(), dollars(10_000)); err != nil {
			return l, err
		}
	}
	// Somebody is staked already, so that a stake yields what it might elsewhere.
	if _, err := mint.Stake(deployCtx, tokens(200_000)); err != nil {
		return l, err
	}
	l.fresh = true
	return l, l.addresses.Save(file)
}

// accounts are all that need the chain's coin.
func (k keys) accounts() []eth.Address {
	all := []eth.Address{k.Deployer.Address(), k.Agent.Address(), k.Certify.Address(), k.Relay.Address()}
	for _, u := range k.Users {
		all = append(all, u.Address())
	}
	for _, n := range k.Nodes {
		all = append(all, n.Wallet.Address(), n.Operator.Address())
	}
	return all
}

// serveRPC answers JSON-RPC on a listener: for anybody, and with the Dev wallet's keys for the pages of app and gateways. The
// wallet has the nodes' own accounts, too, so that one can play the operator.
func (l *ledger) serveRPC(ctx context.Context, cfg config, k keys, room *listen.Room, group goer) error {
	w := devwallet.New(l.chain.Client(), l.addresses.ChainID)
	for i, u := range k.Users {
		w.Add(u.PrivateKey, devwallet.User, strconv.Itoa(i+1))
	}
	for i, s := range cfg.sites() {
		w.Add(k.Nodes[i].Wallet.PrivateKey, devwallet.Node, strconv.Itoa(i+1)+" · "+s.name)
	}
	h, stop, err := devwallet.Handler(l.chain, w, cfg.origins(), []string{"localhost", "127.0.0.1", "[::1]"})
	if err != nil {
		return err
	}
	return serve(ctx, cfg.RPCListen, h, room, group, stop)
}

// fund gives an account coins and tokens to try the demo with a wallet of one's own.
func (l *ledger) fund(ctx context.Context, k keys, to eth.Address) error {
	s := chain.NewSender(chain.New(l.chain.Client(), l.addresses), k.Deployer.PrivateKey, chain.SenderConfig{})
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	if _, err := s.Pay(ctx, to, tokens(100)); err != nil { // coins have 18 decimals, too
		return fmt.Errorf("fund %s: %w", to, err)
	}
	if _, err := s.Transfer(ctx, l.addresses.Token, to, tokens(1_000)); err != nil {
		return fmt.Errorf("fund %s: %w", to, err)
	}
	if _, err := s.Mint(ctx, l.addresses.Tokens[0].Address, to, dollars(10_000)); err != nil {
		return fmt.Errorf("fund %s: %w", to, err)
	}
	return nil
}

// remove takes away what the demo keeps in its state folder, and nothing else that may be there.
func remove(dir string) error {
	for _, name := range []string{"chain", "addresses.json", "keys.json", "bff", "nodes"} {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			return fmt.Errorf("start afresh: %w", err)
		}
	}
	return nil
}
