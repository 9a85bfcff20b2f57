// Package permit2 has the code of Uniswap's Permit2 as it is deployed on public chains, for chains that are made anew: the demo's
// and those of tests. It is from npm's @uniswap/v4-periphery 1.0.3, lib/permit2/test/utils/DeployPermit2.sol (MIT, Copyright
// (c) 2022 Uniswap Labs). Its cached domain is that of chain 1; on any other it reckons the separator afresh.
package permit2

import (
	_ "embed"
	"encoding/hex"
	"strings"

	"berth/shared/eth"
)

//go:embed permit2.hex
var code string

// Address is where Permit2 is on every chain that has it.
var Address = eth.Address{0x00, 0x00, 0x00, 0x00, 0x00, 0x22, 0xD4, 0x73, 0x03, 0x0F, 0x11, 0x6d, 0xDE, 0xE9, 0xF6, 0xB4, 0x3a, 0xC7, 0x8B, 0xA3}

// Code is its code, to be put there when a chain begins.
func Code() []byte {
	b, err := hex.DecodeString(strings.TrimSpace(code))
	if err != nil {
		panic("permit2.hex: " + err.Error()) // embedded, and used by tests
	}
	return b
}
