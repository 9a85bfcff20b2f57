package bind_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"berth/contracts/bind"
)

// The bindings are made by npm's compiler, which a test must not need: it compares hashes.
func TestFresh(t *testing.T) {
	code, err := bind.ReadCode()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	check := func(path string) {
		found[path] = true
		b, err := os.ReadFile(filepath.Join("..", path))
		if err != nil {
			t.Fatal(err)
		}
		if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != code.Sources[path] {
			t.Errorf("%s has changed since the bindings were made: run make contracts", path)
		}
	}
	err = fs.WalkDir(os.DirFS(".."), "src", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			check(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	check("package-lock.json")
	check("script/compile.js")
	check("test/mocks/Tether.sol")
	check("universal/Validator.sol")
	for path := range code.Sources {
		if !found[path] {
			t.Errorf("%s was there when the bindings were made and is not now: run make contracts", path)
		}
	}

	bins := map[string]string{
		"DemoDollar": bind.DemoDollarMetaData.Bin,
		"Market":     bind.MarketMetaData.Bin,
		"Registry":   bind.RegistryMetaData.Bin,
		"Staking":    bind.StakingMetaData.Bin,
		"Token":      bind.TokenMetaData.Bin,
	}
	if len(bins)+1 != len(code.Contracts) { // MarketViews is made by the market, and read through it
		t.Errorf("code.json has %d contracts, bind.go %d", len(code.Contracts), len(bins))
	}
	for name, bin := range bins {
		b, err := hex.DecodeString(bin[2:])
		if err != nil {
			t.Fatal(err)
		}
		if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != code.Contracts[name].Creation {
			t.Errorf("%s: bind.go is not of the same making as code.json: run make contracts", name)
		}
	}
}
