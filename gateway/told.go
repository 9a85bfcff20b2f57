package gateway

import (
	"berth/contracts/chain"
	"berth/gateway/opkey"
	"berth/shared/amount"
	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/wire"
)

// Told is what follows from a configuration, for who looks at it without running a gateway.
type Told struct {
	Operator  eth.Address
	Next      eth.Address // zero: no key is to follow
	Contracts chain.Addresses
	Prices    []wire.Price
	MinStake  amount.Amount // for probation
	Host      string        // of the gateway, in its one form
	Listen    string
}

// Told reads it. What is wrong is said by Validate at once; the error here is the first.
func (c *Config) Told() (t Told, err error) {
	keys, err := c.operators()
	if err != nil {
		return t, err
	}
	t.Operator, t.Listen = opkey.Address(keys.own), c.address()
	if keys.next != nil {
		t.Next = opkey.Address(keys.next)
	}
	if t.Contracts, err = c.contracts(); err != nil {
		return t, err
	}
	if t.Prices, err = c.prices(t.Contracts); err != nil {
		return t, err
	}
	if t.MinStake, err = c.minStake(); err != nil {
		return t, err
	}
	t.Host, err = endpoint.Host(c.Scheme, c.Domain)
	return t, err
}
