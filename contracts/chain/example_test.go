package chain_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
)

// A node's operator signs a quote; the market checks it against the same digest.
func ExampleSignQuote() {
	operator := key(3)
	domain := chain.Addresses{ChainID: 1337, Market: eth.Address{0xaa}}.Domain()
	q := order.Quote{
		Node: eth.Address{1}, User: eth.Address{2}, Resources: resource.Resources{CPUMilli: 500, MemoryMiB: 256}, Rate: amount.Of(90).Nano(),
		MinDuration: 60, MaxDuration: 7200, ValidUntil: time.Unix(1_800_000_000, 0), Nonce: 7,
	}
	sig, err := chain.SignQuote(operator, domain, q)
	if err != nil {
		panic(err)
	}
	signer, err := chain.RecoverQuote(domain, q, sig)
	fmt.Println(len(sig), signer == addr(operator), err)
	// Output: 65 true <nil>
}

// Over HTTP nothing is asked until something is wanted, so that a server can start while the chain is away.
func ExampleDial() {
	c, err := chain.Dial(context.Background(), "http://127.0.0.1:1", chain.Addresses{ChainID: 1337})
	if err != nil {
		panic(err)
	}
	defer c.Close()
	_, err = c.Head(context.Background())
	fmt.Println(err != nil)
	_, err = c.Heads(context.Background())
	fmt.Println(errors.Is(err, errors.ErrUnsupported))
	// Output:
	// true
	// true
}
