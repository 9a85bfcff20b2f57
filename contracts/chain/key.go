package chain

import (
	"crypto/ecdsa"
	"errors"
	"os"
	"strings"

	"github.com/ethereum/go-ethereum/crypto"
)

// ReadKey reads a private key as settings have it: 64 hex digits, or @ and the path of a file with them. Errors do not show it.
func ReadKey(text string) (*ecdsa.PrivateKey, error) {
	if path, ok := strings.CutPrefix(text, "@"); ok {
		raw, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		text = string(raw)
	}
	key, err := crypto.HexToECDSA(strings.TrimPrefix(strings.TrimSpace(text), "0x"))
	if err != nil {
		return nil, errors.New("must be 64 hex digits of a secp256k1 key, or @ and the name of a file with them")
	}
	return key, nil
}
