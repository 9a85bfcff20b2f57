// Package secret makes what lets somebody in, tokens and cookies, tickets and links: 256-bit random numbers, of which the
// gateway keeps nothing but the SHA-256.
package secret

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"

	"berth/shared/eth"
)

// Size is the length of a secret behind its prefix: 256 bits in base64url (RFC 4648, section 5).
const Size = 43

// New makes one, which begins with a prefix, and the digest by which it is kept.
func New(prefix string) (text string, digest eth.Hash) {
	var b [32]byte
	rand.Read(b[:]) // never fails
	text = prefix + base64.RawURLEncoding.EncodeToString(b[:])
	return text, Digest(text)
}

// Digest is by what a text is kept. For one of a secret's length nothing is allocated.
func Digest(text string) eth.Hash {
	var b [64]byte
	if len(text) > len(b) {
		return eth.Hash(sha256.Sum256([]byte(text)))
	}
	return eth.Hash(sha256.Sum256(b[:copy(b[:], text)]))
}

// Name is by what a secret is known to its owner: it says nothing of the secret itself.
func Name(digest eth.Hash) string { return hex.EncodeToString(digest[:8]) }
