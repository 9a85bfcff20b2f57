package trust

import (
	"context"
	"strconv"
	"sync"

	"berth/shared/amount"
	"berth/shared/bytecode"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/ui/api"
)

// Hash is SHA-256.
type Hash func(context.Context, []byte) (eth.Hash, error)

// Contracts is nil where the contracts of a chain, which is read through the wallet, are Berth's: this very code, which
// point at each other and at the token, and a token that is named and divided as is said. tokenCode is the SHA-256 of the
// token's code; zero: it must be Berth's own token.
func Contracts(ctx context.Context, c api.Chain, tokenCode eth.Hash, hash Hash) error {
	number, err := c.Number(ctx)
	if err != nil {
		return err
	}
	if number != c.ID {
		return differs(ContractsDiffer, "the wallet is on another chain", "chain", strconv.FormatUint(number, 10), strconv.FormatUint(c.ID, 10))
	}
	checks := []func(context.Context) error{
		code(c, "market", c.Market, bytecode.Market, hash), code(c, "registry", c.Registry, bytecode.Registry, hash),
		link(c, "market", c.Market, calldata.MarketToken(), "token", c.Token.Address), link(c, "market", c.Market, calldata.MarketRegistry(), "registry", c.Registry),
		link(c, "market", c.Market, calldata.MarketStaking(), "staking", c.Staking), link(c, "registry", c.Registry, calldata.RegistryMarket(), "market", c.Market),
		decimals(c), words(c, "symbol", calldata.Symbol(), c.Token.Symbol), words(c, "name", calldata.Name(), c.Token.Name),
	}
	if tokenCode.IsZero() {
		checks = append(checks, code(c, "token", c.Token.Address, bytecode.Token, hash))
	} else {
		checks = append(checks, exactly(c, "token", c.Token.Address, tokenCode, hash))
	}
	if !c.Staking.IsZero() {
		checks = append(checks, code(c, "staking", c.Staking, bytecode.Staking, hash))
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

func decimals(c api.Chain) func(context.Context) error {
	return func(ctx context.Context) error {
		raw, err := c.Call(ctx, c.Token.Address, calldata.Decimals())
		if err != nil {
			return err
		}
		n, err := calldata.Amount(raw)
		if err != nil {
			return notContract("token", c.Token.Address)
		}
		if n != amount.Of(uint64(max(c.Token.Decimals, 0))) || c.Token.Decimals < 0 {
			return differs(TokenDiffers, "the token is divided otherwise", "decimals", strconv.Itoa(c.Token.Decimals), n.String())
		}
		return nil
	}
}

func words(c api.Chain, what string, view eth.Bytes, said string) func(context.Context) error {
	return func(ctx context.Context) error {
		raw, err := c.Call(ctx, c.Token.Address, view)
		if err != nil {
			return err
		}
		got, err := calldata.Text(raw)
		if err != nil {
			return notContract("token", c.Token.Address)
		}
		if got != said {
			return differs(TokenDiffers, "the token is named otherwise", what, said, got)
		}
		return nil
	}
}
