package eip712_test

import (
	"fmt"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/shared/eth"
	"berth/shared/server/eip712"
)

func ExampleRecoverHash() {
	key, err := crypto.ToECDSA(crypto.Keccak256([]byte("a key for this example")))
	if err != nil {
		panic(err)
	}
	hash := eip712.PersonalHash([]byte("hello"))
	sig, err := eip712.SignHash(key, hash)
	if err != nil {
		panic(err)
	}
	signer, err := eip712.RecoverHash(hash, sig)
	fmt.Println(signer == eth.Address(crypto.PubkeyToAddress(key.PublicKey)), err)
	// Output: true <nil>
}
