package data

import (
	"crypto/ecdh"
	"crypto/rand"
	"testing"

	"filippo.io/age"
)

// TestAgeKeys: age itself reads them, and takes one for the other's.
func TestAgeKeys(t *testing.T) {
	for range 50 {
		key, err := ecdh.X25519().GenerateKey(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		identity, recipient := ageKeys([32]byte(key.Bytes()), [32]byte(key.PublicKey().Bytes()))
		id, err := age.ParseX25519Identity(identity)
		if err != nil || id.Recipient().String() != recipient || !isKey(identity, "age-secret-key-") || !isKey(recipient, "age") || isKey(identity, "age") {
			t.Fatalf("%s, %s: %v", identity, recipient, err)
		}
	}
}
