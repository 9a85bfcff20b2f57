// Package universal has the creation code of Validator.sol, which an eth_call runs to hear what an account says of a signature that is
// wrapped as ERC-6492 has it. `make contracts` makes validator.hex; a test of berth/contracts/bind fails when it is stale.
package universal

import (
	_ "embed"
	"encoding/hex"
	"strings"
)

//go:embed validator.hex
var code string

// Magic is what a wrapped signature ends in (ERC-6492).
var Magic = [32]byte(repeated(0x64, 0x92))

// Creation is the creation code; its arguments (address account, bytes32 digest, bytes wrapped) stand behind it, as the ABI has them.
func Creation() []byte {
	b, err := hex.DecodeString(strings.TrimSpace(code))
	if err != nil {
		panic("validator.hex: " + err.Error()) // generated
	}
	return b
}

func repeated(a, b byte) []byte {
	out := make([]byte, 32)
	for i := 0; i < len(out); i += 2 {
		out[i], out[i+1] = a, b
	}
	return out
}
