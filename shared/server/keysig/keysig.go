// Package keysig checks what access keys (berth/shared/pubkey) sign: the canonical form of a message of
// berth/shared/typed, by ECDSA on P-256 with SHA-256 or by Ed25519.
package keysig

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"math/big"

	"filippo.io/edwards25519"

	"berth/shared/pubkey"
	"berth/shared/typed"
)

// Errors of this package.
var (
	ErrKey       = errors.New("not a public key: it must be a point of its curve, and one that signs")
	ErrSignature = errors.New("bad signature")
)

const (
	pointSize = 65 // of P-256: 4, x, y
	plainSize = 64 // of a signature as WebCrypto gives it (IEEE P1363): r, s
)

// Check reports whether a key is one that signatures can be checked with. Of Ed25519 it refuses points of small order: to
// them a signature fits that nobody made.
func Check(k pubkey.Key) error {
	_, err := verifier(k)
	return err
}

// Verify reports whether a key has signed a message. An ECDSA signature is 64 bytes (IEEE P1363, as WebCrypto gives it) or
// ASN.1 DER (as openssl does); an Ed25519 signature is 64 bytes (RFC 8032). It does not panic on any input.
//
// ECDSA signatures can be changed into others that fit as well: nobody may take one for the name of what was signed.
func Verify(k pubkey.Key, d typed.Data, sig []byte) error {
	fits, err := verifier(k)
	if err != nil {
		return err
	}
	message, err := d.Canonical()
	if err != nil {
		return err
	}
	if !fits(message, sig) {
		return ErrSignature
	}
	return nil
}

// Fingerprint is what ssh-keygen -l shows of a key: SHA256:…
func Fingerprint(k pubkey.Key) string {
	sum := sha256.Sum256(k.Blob())
	return "SHA256:" + base64.RawStdEncoding.EncodeToString(sum[:])
}

func verifier(k pubkey.Key) (func(message, sig []byte) bool, error) {
	if k.Validate() != nil {
		return nil, ErrKey
	}
	blob := k.Blob()
	if k.Kind() == pubkey.Ed25519 {
		raw := blob[len(blob)-ed25519.PublicKeySize:]
		point, err := new(edwards25519.Point).SetBytes(raw)
		if err != nil || point.MultByCofactor(point).Equal(edwards25519.NewIdentityPoint()) == 1 {
			return nil, ErrKey
		}
		return func(message, sig []byte) bool {
			return len(sig) == ed25519.SignatureSize && ed25519.Verify(raw, message, sig)
		}, nil
	}
	pub, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), blob[len(blob)-pointSize:])
	if err != nil {
		return nil, ErrKey
	}
	return func(message, sig []byte) bool {
		digest := sha256.Sum256(message)
		if len(sig) == plainSize {
			r, s := new(big.Int).SetBytes(sig[:plainSize/2]), new(big.Int).SetBytes(sig[plainSize/2:])
			if ecdsa.Verify(pub, digest[:], r, s) {
				return true
			}
		}
		return ecdsa.VerifyASN1(pub, digest[:], sig) // one in a billion has 64 bytes
	}, nil
}
