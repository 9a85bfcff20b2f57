//go:build !wasm

package js

import (
	"crypto/rand"

	"berth/shared/eth"
)

// Random is 32 random bytes.
func Random() (h eth.Hash) {
	_, _ = rand.Read(h[:]) // never fails
	return h
}
