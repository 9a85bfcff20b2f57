// Command deploy puts Berth's contracts on a chain and writes the address file that every part reads.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"time"

	"github.com/alecthomas/kong"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"

	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/wire"
)

type config struct {
	RPC              string        `name:"rpc" env:"BERTH_RPC" default:"http://localhost:8545" help:"RPC URL of the chain."`
	Key              string        `env:"BERTH_DEPLOYER_KEY" required:"" help:"Deployer's private key, 64 hex digits. Better given by the environment than by the flag."`
	Out              string        `env:"BERTH_ADDRESSES" default:"addresses.json" help:"Address file to be written."`
	Coin             []eth.Address `help:"Existing ERC-20 to pay in beside the new Berth token; the first becomes the default."`
	Dollar           []eth.Address `help:"Those of the coins that are worth a US dollar each."`
	Lister           eth.Address   `help:"Who may list more tokens later; without it nobody ever can."`
	Permit2          eth.Address   `default:"0x000000000022D473030F116dDEE9F6B43aC78BA3" help:"Uniswap's Permit2 on this chain; 0x0000000000000000000000000000000000000000: none."`
	Fee              uint16        `default:"100" help:"Basis points of what is settled in Berth's token that go to the stakers, 500 at most; without staking none."`
	ReferrerShare    uint16        `default:"1000" help:"The most basis points of what a node earns that a quote may give to a referrer, 3000 at most."`
	Admin            eth.Address   `help:"Who names the new token's minters; without it nobody ever can."`
	Cap              string        `default:"1000000000" help:"The new token's cap, in whole tokens."`
	Minter           []eth.Address `help:"First minters of the new token."`
	Genesis          string        `default:"0" help:"Whole tokens minted to the deployer."`
	ActivationWindow time.Duration `default:"10m" help:"Within what time a node must activate an order."`
	StakingPool      string        `default:"0" help:"Whole tokens of the staking pool; 0: no staking."`
	StakingYears     float64       `default:"4" help:"How many years the pool lasts once somebody is staked."`
	StakingMint      uint32        `default:"500" help:"Thousandths of the fees that are minted for stakers beside them, 500 at most."`
	StakingMintCap   string        `default:"1000" help:"The most whole tokens that are minted for stakers a day."`
	StakingMaturity  time.Duration `default:"192h" help:"How long a stake must have been there to count for probation; more than 168h."`
	Timeout          time.Duration `default:"10m" help:"How long to wait for the transactions."`
}

func main() {
	var cfg config
	kong.Parse(&cfg, kong.Description("Deploys Berth's contracts and writes their addresses."))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, cfg); err != nil {
		fmt.Fprintln(os.Stderr, "deploy:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, cfg config) error {
	ctx, cancel := context.WithTimeout(ctx, cfg.Timeout)
	defer cancel()
	key, err := crypto.HexToECDSA(cfg.Key)
	if err != nil {
		return errors.New("key: must be 64 hex digits") // the cause would quote a part of the key
	}
	most, err := amount.ParseUnits(cfg.Cap, 18)
	if err != nil {
		return fmt.Errorf("cap: %w", err)
	}
	genesis, err := amount.ParseUnits(cfg.Genesis, 18)
	if err != nil {
		return fmt.Errorf("genesis: %w", err)
	}
	client, err := ethclient.DialContext(ctx, cfg.RPC)
	if err != nil {
		return fmt.Errorf("rpc: %w", err)
	}
	defer client.Close()
	p := chain.Params{
		Admin: cfg.Admin, Cap: most, Minters: cfg.Minter, ActivationWindow: cfg.ActivationWindow,
		Lister: cfg.Lister, Permit2: cfg.Permit2, MaxReferrerShare: cfg.ReferrerShare,
	}
	for _, c := range cfg.Coin {
		p.Coins = append(p.Coins, wire.Coin{Address: c, Dollar: slices.Contains(cfg.Dollar, c)})
	}
	for _, d := range cfg.Dollar {
		if !slices.Contains(cfg.Coin, d) {
			return fmt.Errorf("dollar: %s is not one of the coins: give it with --coin, too", d)
		}
	}
	if !genesis.IsZero() {
		p.Genesis = []chain.Grant{{To: eth.Address(crypto.PubkeyToAddress(key.PublicKey)), Amount: genesis}}
	}
	pool, err := amount.ParseUnits(cfg.StakingPool, 18)
	if err != nil {
		return fmt.Errorf("staking pool: %w", err)
	}
	if !pool.IsZero() {
		mintCap, err := amount.ParseUnits(cfg.StakingMintCap, 18)
		if err != nil {
			return fmt.Errorf("staking mint cap: %w", err)
		}
		if cfg.StakingYears <= 0 {
			return errors.New("staking years: must be more than 0")
		}
		p.FeeBps = cfg.Fee
		p.Staking = &chain.StakingParams{
			Pool: pool, Emission: pool.Div(max(uint64(cfg.StakingYears*365*24*3600), 1)), MintPerMille: cfg.StakingMint,
			MintCap: mintCap, Maturity: cfg.StakingMaturity,
		}
	}
	a, err := chain.Deploy(ctx, client, key, p)
	if err != nil {
		return err
	}
	if err := a.Save(cfg.Out); err != nil {
		return err
	}
	fmt.Printf("chain %d, block %d\ntoken    %s\nregistry %s\nmarket   %s\nstaking  %s\n", a.ChainID, a.Block, a.Token, a.Registry, a.Market, a.Staking)
	return nil
}
