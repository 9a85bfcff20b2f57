// Package bind has the Go bindings of Berth's contracts as abigen makes them (bind.go), their creation code among them,
// and the code that must be found on a chain where one of them is deployed. `make contracts` makes all of it afresh;
// a test fails when it is stale.
package bind

import (
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"sync"
)

//go:embed code.json
var codeJSON []byte

// Code is what is known of the compiled contracts.
type Code struct {
	Compiler  string              `json:"compiler"`
	Sources   map[string]string   `json:"sources"` // path in contracts/ → SHA-256 in hex
	Contracts map[string]Contract `json:"contracts"`
}

// Contract is what is known of one contract.
type Contract struct {
	Creation   string   `json:"creation"`   // SHA-256 of the creation code, in hex
	Runtime    string   `json:"runtime"`    // hex; zeros where the immutables are
	Immutables [][2]int `json:"immutables"` // start and length in bytes
}

// ReadCode reads the embedded description.
var ReadCode = sync.OnceValues(func() (Code, error) {
	var c Code
	err := json.Unmarshal(codeJSON, &c)
	return c, err
})

// Matches reports whether deployed code is this contract's, whatever the values of its immutables.
func (c Contract) Matches(deployed []byte) error {
	want, err := hex.DecodeString(c.Runtime)
	if err != nil {
		return fmt.Errorf("runtime code: %w", err)
	}
	if len(deployed) != len(want) {
		return fmt.Errorf("code of %d bytes, want %d", len(deployed), len(want))
	}
	masked := make([]byte, len(deployed))
	copy(masked, deployed)
	for _, im := range c.Immutables {
		clear(masked[im[0] : im[0]+im[1]])
	}
	for i := range want {
		if masked[i] != want[i] {
			return fmt.Errorf("code differs at byte %d", i)
		}
	}
	return nil
}
