package chain

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"berth/shared/eth"
	"berth/shared/server/web"
	"berth/shared/typed"
	"berth/shared/wire"
)

// Addresses says where Berth's contracts are, and what is paid in. Staking may be zero: there is none.
type Addresses struct {
	ChainID  uint64      `json:"chainId"`
	Token    eth.Address `json:"token"` // Berth's own, or what stands for it
	Registry eth.Address `json:"registry"`
	Market   eth.Address `json:"market"`
	Staking  eth.Address `json:"staking"`
	Permit2  eth.Address `json:"permit2,omitzero"` // Uniswap's; zero: the market has none
	Block    uint64      `json:"block"`            // where the first of them was deployed: no event is older
	// Tokens are what whoever has this file accepts, of the market's list; the first is the default.
	Tokens []wire.Coin `json:"tokens"`
}

// IsZero reports whether these are none.
func (a Addresses) IsZero() bool { return a.Market.IsZero() && a.ChainID == 0 }

// Accepts reports whether a token is one of Tokens.
func (a Addresses) Accepts(token eth.Address) bool {
	return slices.ContainsFunc(a.Tokens, func(c wire.Coin) bool { return c.Address == token })
}

// Domain is the EIP-712 domain of quotes and of Berth's off-chain messages.
func (a Addresses) Domain() typed.Domain { return typed.Berth(a.ChainID, a.Market) }

// Validate finds what is missing, all of it at once.
func (a Addresses) Validate() error {
	var errs []error
	if a.ChainID == 0 {
		errs = append(errs, errors.New("chainId: must be the chain's number"))
	}
	for _, f := range []struct {
		name string
		a    eth.Address
	}{{"token", a.Token}, {"registry", a.Registry}, {"market", a.Market}} {
		if f.a.IsZero() {
			errs = append(errs, fmt.Errorf("%s: must be an address", f.name))
		}
	}
	if len(a.Tokens) == 0 {
		errs = append(errs, errors.New("tokens: must name at least one token that is accepted"))
	}
	seen := map[eth.Address]bool{}
	for i, c := range a.Tokens {
		switch {
		case c.Address.IsZero():
			errs = append(errs, fmt.Errorf("tokens[%d].address: must be an address", i))
		case c.Symbol == "" || c.Decimals < 0 || c.Decimals > maxDecimals:
			errs = append(errs, fmt.Errorf("tokens[%d]: must have a symbol, and decimals from 0 to %d", i, maxDecimals))
		case seen[c.Address]:
			errs = append(errs, fmt.Errorf("tokens[%d].address: %s is there twice", i, c.Address))
		}
		seen[c.Address] = true
	}
	return errors.Join(errs...)
}

// LoadAddresses reads an address file. Unknown and missing fields are errors, and so is anything behind the object.
func LoadAddresses(path string) (Addresses, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return Addresses{}, fmt.Errorf("address file: %w", err)
	}
	a, err := ParseAddresses(b)
	if err != nil {
		return Addresses{}, fmt.Errorf("address file %s: %w", path, err)
	}
	return a, nil
}

// ParseAddresses reads the contents of an address file.
func ParseAddresses(b []byte) (Addresses, error) {
	var a Addresses
	if err := web.Decode(b, &a); err != nil {
		return Addresses{}, err
	}
	return a, a.Validate()
}

// Save writes an address file; a reader never sees half of one.
func (a Addresses) Save(path string) error {
	b, err := json.MarshalIndent(a, "", "  ")
	if err != nil {
		return fmt.Errorf("address file: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".addresses-*")
	if err != nil {
		return fmt.Errorf("address file: %w", err)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(append(b, '\n'))
	err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("address file: %w", err)
	}
	return nil
}
