package setup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"berth/contracts/chain"
	"berth/gateway/platform"
	"berth/shared/wire"
)

// Market is where the contracts are, and how they are reached.
type Market struct {
	Contracts chain.Addresses
	RPC       string // as a platform says; empty: nobody said
	App       string // base URL of the platform; empty: there is none
}

// findMarket reads the address file, or asks a platform. Its word is no more than a start: the doctor, and the gateway as it starts,
// hold the code at the addresses against Berth's own.
func findMarket(ctx context.Context, text string) (*Market, error) {
	if text == "" {
		return nil, errors.New("must be the URL of a platform, or the path of the file with the contracts' addresses")
	}
	if !strings.HasPrefix(text, "http://") && !strings.HasPrefix(text, "https://") {
		a, err := chain.LoadAddresses(text)
		return &Market{Contracts: a}, err
	}
	p := platform.New(text)
	m := &Market{App: p.Base()}
	if site, err := p.Contracts(ctx); err == nil && site.ChainID != 0 {
		m.RPC = site.RPC
		m.Contracts = chain.Addresses{
			ChainID: site.ChainID, Token: site.Token, Registry: site.Registry, Market: site.Market, Staking: site.Staking, Permit2: site.Permit2, Block: site.Block, Tokens: site.Tokens,
		}
	}
	info, err := p.Info(ctx)
	if err != nil {
		return nil, fmt.Errorf("%s is no platform that answers: %w", p.Base(), err)
	}
	c := info.Chain
	if m.RPC == "" {
		m.RPC = c.RPC
	}
	if m.Contracts.IsZero() {
		m.Contracts = chain.Addresses{ChainID: c.ID, Token: c.Native.Address, Registry: c.Registry, Market: c.Market, Staking: c.Staking, Permit2: c.Permit2}
		for _, t := range c.Tokens {
			m.Contracts.Tokens = append(m.Contracts.Tokens, wire.Coin{Address: t.Address, Symbol: t.Symbol, Decimals: t.Decimals, Dollar: t.Dollar})
		}
	}
	if err := m.Contracts.Validate(); err != nil {
		return nil, fmt.Errorf("what %s says of the contracts is not whole: %w", p.Base(), err)
	}
	return m, nil
}

// example is what prices may look like, in the token that is paid with first.
func (m *Market) example() string {
	symbol := ""
	for _, c := range m.Contracts.Tokens {
		if symbol == "" || c.Dollar {
			symbol = c.Symbol
		}
	}
	return symbol + ":core-hour=0.008,memory-hour=0.0016,disk-hour=0.00006,traffic-gib=0.006"
}

// Save writes the addresses beside the settings, where they came from a platform, and gives the path of the file that has them.
func (s *Setup) Save(path string) (string, error) {
	if s.market.App == "" {
		return s.Addresses, nil
	}
	if have, err := chain.LoadAddresses(path); err == nil && have.ChainID == s.market.Contracts.ChainID && have.Market == s.market.Contracts.Market {
		return path, nil // perhaps with tokens that the operator has chosen
	} else if err == nil {
		return "", fmt.Errorf("%s has the contracts of another market; remedy: another folder for another node", path)
	} else if !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	return path, s.market.Contracts.Save(path)
}

// App is where the market's pages are, as far as it is known.
func (s *Setup) App() string { return s.market.App }
