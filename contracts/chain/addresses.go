package chain

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"berth/shared/eth"
	"berth/shared/server/web"
	"berth/shared/typed"
)

// Addresses says where Berth's contracts are. Staking may be zero: there is none.
type Addresses struct {
	ChainID  uint64      `json:"chainId"`
	Token    eth.Address `json:"token"`
	Registry eth.Address `json:"registry"`
	Market   eth.Address `json:"market"`
	Staking  eth.Address `json:"staking"`
	Block    uint64      `json:"block"` // where the first of them was deployed: no event is older
	// TokenCode is the SHA-256 of the token's code as deployed, for pages to compare; zero: not known.
	TokenCode eth.Hash `json:"tokenCode,omitzero"`
}

// Domain is the EIP-712 domain of quotes and of Berth's off-chain messages.
func (a Addresses) Domain() typed.Domain { return typed.Berth(a.ChainID, a.Market) }

// TokenDomain is the EIP-712 domain of the token's permits, as Berth's own token has it.
func (a Addresses) TokenDomain() typed.Domain {
	return typed.Domain{Name: "Berth", Version: "1", ChainID: a.ChainID, Contract: a.Token}
}

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
