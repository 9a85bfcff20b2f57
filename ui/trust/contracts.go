package trust

import (
	"context"
	"strconv"
	"sync"

	"berth/shared/bytecode"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/ui/api"
)

// Hash is SHA-256.
type Hash func(context.Context, []byte) (eth.Hash, error)

// Contracts is nil where the contracts of a chain, which is read through the wallet, are Berth's: this very code, which
// point at each other and at what the platform names, and tokens that the market has listed, with the code that the site
// asks for, named and divided as is said.
func Contracts(ctx context.Context, c api.Chain, b Basis, hash Hash) error {
	number, err := c.Number(ctx)
	if err != nil {
		return err
	}
	if number != c.ID {
		return differs(ContractsDiffer, "the wallet is on another chain", "chain", strconv.FormatUint(number, 10), strconv.FormatUint(c.ID, 10))
	}
	checks := []func(context.Context) error{
		code(c, "market", c.Market, bytecode.Market, hash), views(c, hash), code(c, "registry", c.Registry, bytecode.Registry, hash),
		code(c, "token", c.Native.Address, bytecode.Token, hash),
		link(c, "market", c.Market, calldata.MarketNative(), "token", c.Native.Address), link(c, "market", c.Market, calldata.MarketRegistry(), "registry", c.Registry),
		link(c, "market", c.Market, calldata.MarketStaking(), "staking", c.Staking), link(c, "market", c.Market, calldata.MarketPermit2(), "permit2", c.Permit2),
		link(c, "registry", c.Registry, calldata.RegistryMarket(), "market", c.Market),
	}
	if !c.Staking.IsZero() {
		checks = append(checks, code(c, "staking", c.Staking, bytecode.Staking, hash))
	}
	checks = append(checks, b.named(c, c.Native)...)
	for _, t := range c.Tokens {
		checks = append(checks, b.coin(c, t.Address, hash), listed(c, t.Address))
		if t != c.Native {
			checks = append(checks, b.named(c, t)...)
		}
	}
	// Side by side: each is a way to the chain and back.
	errs := make([]error, len(checks))
	var wg sync.WaitGroup
	for i, check := range checks {
		wg.Go(func() { errs[i] = check(ctx) })
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func notContract(what string, at eth.Address) error {
	return problem.New(0, ContractsFalse, "what is at %s is not Berth's %s", at, what).With("what", what).With("address", at.String())
}

func code(c api.Chain, what string, at eth.Address, want bytecode.Code, hash Hash) func(context.Context) error {
	return func(ctx context.Context) error {
		deployed, err := c.Code(ctx, at)
		if err != nil {
			return err
		}
		masked, ok := want.Masked(deployed)
		if !ok {
			return notContract(what, at)
		}
		got, err := hash(ctx, masked)
		if err == nil && got != want.Hash() {
			err = notContract(what, at)
		}
		return err
	}
}

func exactly(c api.Chain, what string, at eth.Address, want eth.Hash, hash Hash) func(context.Context) error {
	return func(ctx context.Context) error {
		deployed, err := c.Code(ctx, at)
		if err != nil {
			return err
		}
		got, err := hash(ctx, deployed)
		if err == nil && got != want {
			err = notContract(what, at)
		}
		return err
	}
}

func link(c api.Chain, in string, at eth.Address, view eth.Bytes, what string, want eth.Address) func(context.Context) error {
	return func(ctx context.Context) error {
		raw, err := c.Call(ctx, at, view)
		if err != nil {
			return err
		}
		got, err := calldata.Address(raw)
		if err != nil {
			return notContract(in, at)
		}
		if got != want {
			return differs(ContractsDiffer, "the contracts do not belong together", what, want.String(), got.String())
		}
		return nil
	}
}

// views holds what answers the market's reads to its code: the market calls it where it does not know a function itself.
func views(c api.Chain, hash Hash) func(context.Context) error {
	return func(ctx context.Context) error {
		raw, err := c.Call(ctx, c.Market, calldata.MarketViews())
		if err != nil {
			return err
		}
		at, err := calldata.Address(raw)
		if err != nil {
			return notContract("market", c.Market)
		}
		return code(c, "views", at, bytecode.MarketViews, hash)(ctx)
	}
}
