package chain

import (
	"crypto/ecdsa"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/server/eip712"
	"berth/shared/typed"
)

// HashQuote is the EIP-712 digest that the market contract checks a quote's signature against.
func HashQuote(d typed.Domain, q order.Quote) (eth.Hash, error) {
	if _, err := fromQuote(q); err != nil {
		return eth.Hash{}, err
	}
	return eip712.Hash(typed.Quote(d, q))
}

// SignQuote signs a quote with the operator's key.
func SignQuote(key *ecdsa.PrivateKey, d typed.Domain, q order.Quote) (eth.Bytes, error) {
	h, err := HashQuote(d, q)
	if err != nil {
		return nil, err
	}
	return eip712.SignHash(key, h)
}
