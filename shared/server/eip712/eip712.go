// Package eip712 hashes, signs and checks the typed data of berth/shared/typed with go-ethereum's implementation of
// EIP-712.
package eip712

import (
	"crypto/ecdsa"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/math"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/signer/core/apitypes"

	"berth/shared/eth"
	"berth/shared/typed"
)

// ErrSignature is a signature that is malformed or malleable; which one is in the wrapping text.
var ErrSignature = errors.New("bad signature")

// Hash is the digest to be signed: keccak256(0x1901 ‖ domainSeparator ‖ structHash).
func Hash(d typed.Data) (eth.Hash, error) {
	t, err := theirs(d)
	if err != nil {
		return eth.Hash{}, err
	}
	h, _, err := apitypes.TypedDataAndHash(t)
	if err != nil {
		return eth.Hash{}, fmt.Errorf("typed data %s: %w", d.PrimaryType, err)
	}
	return eth.Hash(h), nil
}

// Separator is a domain's separator, as its contract may tell it.
func Separator(d typed.Domain) (eth.Hash, error) {
	t, err := theirs(typed.Card(d, eth.Address{}, eth.Hash{})) // the same domain is in any message
	if err != nil {
		return eth.Hash{}, err
	}
	h, err := t.HashStruct("EIP712Domain", t.Domain.Map())
	if err != nil {
		return eth.Hash{}, fmt.Errorf("domain %s: %w", d.Name, err)
	}
	return eth.Hash(h), nil
}

// theirs is typed data as go-ethereum has it.
func theirs(d typed.Data) (apitypes.TypedData, error) {
	t := apitypes.TypedData{PrimaryType: d.PrimaryType, Types: apitypes.Types{}, Message: d.Message}
	for name, fields := range d.Types {
		for _, f := range fields {
			t.Types[name] = append(t.Types[name], apitypes.Type{Name: f.Name, Type: f.Type})
		}
	}
	chain, ok := new(big.Int).SetString(text(d.Domain["chainId"]), 10)
	if !ok {
		return t, fmt.Errorf("typed data: chainId %v: must be decimal digits", d.Domain["chainId"])
	}
	t.Domain = apitypes.TypedDataDomain{
		Name: text(d.Domain["name"]), Version: text(d.Domain["version"]),
		ChainId: (*math.HexOrDecimal256)(chain), VerifyingContract: text(d.Domain["verifyingContract"]),
	}
	return t, nil
}

// Sign signs typed data; the signature is r ‖ s ‖ v with v 27 or 28.
func Sign(key *ecdsa.PrivateKey, d typed.Data) (eth.Bytes, error) {
	h, err := Hash(d)
	if err != nil {
		return nil, err
	}
	return SignHash(key, h)
}

// SignHash signs a digest; the signature is r ‖ s ‖ v with v 27 or 28.
func SignHash(key *ecdsa.PrivateKey, h eth.Hash) (eth.Bytes, error) {
	sig, err := crypto.Sign(h[:], key)
	if err != nil {
		return nil, fmt.Errorf("sign: %w", err)
	}
	sig[64] += 27
	return sig, nil
}

// Recover gives the address that signed typed data.
func Recover(d typed.Data, sig []byte) (eth.Address, error) {
	h, err := Hash(d)
	if err != nil {
		return eth.Address{}, err
	}
	return RecoverHash(h, sig)
}

// RecoverHash gives the address that signed a digest. It needs 65 bytes, v 27 or 28 (or 0 and 1, as some hardware
// wallets send), and s in the lower half of the curve's order (EIP-2). It does not panic on any input.
func RecoverHash(h eth.Hash, sig []byte) (eth.Address, error) {
	if len(sig) != 65 {
		return eth.Address{}, fmt.Errorf("%w: must be 65 bytes, not %d", ErrSignature, len(sig))
	}
	v := sig[64]
	if v >= 27 {
		v -= 27
	}
	r, s := new(big.Int).SetBytes(sig[:32]), new(big.Int).SetBytes(sig[32:64])
	if !crypto.ValidateSignatureValues(v, r, s, true) {
		return eth.Address{}, fmt.Errorf("%w: values out of range", ErrSignature)
	}
	plain := append(append([]byte(nil), sig[:64]...), v)
	pub, err := crypto.SigToPub(h[:], plain)
	if err != nil {
		return eth.Address{}, fmt.Errorf("%w: %v", ErrSignature, err)
	}
	return eth.Address(crypto.PubkeyToAddress(*pub)), nil
}

// PersonalHash is the digest of personal_sign (EIP-191, version 0x45).
func PersonalHash(message []byte) eth.Hash {
	return eth.Hash(crypto.Keccak256Hash(fmt.Appendf(nil, "\x19Ethereum Signed Message:\n%d", len(message)), message))
}

// Checksum is the address's EIP-55 form.
func Checksum(a eth.Address) string { return common.Address(a).Hex() }

func text(v any) string {
	s, _ := v.(string)
	return s
}
