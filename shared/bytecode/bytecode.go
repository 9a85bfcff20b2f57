// Package bytecode knows the code of Berth's contracts, so that a page can tell one from something else at the same
// address. What is deployed differs from what was compiled in its immutables, which are masked; the hashes are generated out
// of contracts/bind (codes.go).
package bytecode

import "berth/shared/eth"

//go:generate go test -run TestGenerated -update .

// Code is a contract's code as it is found on a chain.
type Code struct {
	length int // bytes
	// immutables are the places that the constructor fills in: start and length in bytes.
	immutables [][2]int
	hash       eth.Hash
}

// Masked is deployed code with zeros where this contract's immutables are, to be hashed with SHA-256 and held against
// Hash. What cannot be this contract, by its length, is not ok.
func (c Code) Masked(deployed eth.Bytes) (masked eth.Bytes, ok bool) {
	if len(deployed) != c.length {
		return nil, false
	}
	masked = append(masked, deployed...)
	for _, im := range c.immutables {
		clear(masked[im[0] : im[0]+im[1]])
	}
	return masked, true
}

// Hash is the SHA-256 of the contract's masked code.
func (c Code) Hash() eth.Hash { return c.hash }
