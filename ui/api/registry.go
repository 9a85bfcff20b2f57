package api

import (
	"context"

	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/registry"
	"berth/shared/wire"
	"berth/ui/js"
)

// Entry is a node's entry in the registry: all zero, but for its epoch, where it has none.
func (c Chain) Entry(ctx context.Context, node eth.Address) (registry.Entry, error) {
	return view(ctx, c, c.Registry, calldata.Node(node), calldata.NodeEntry)
}

// Fee is about what a transaction costs now, in the chain's coin. A contract that would refuse it gives a problem with code
// Reverted.
func (c Chain) Fee(ctx context.Context, from, to eth.Address, data eth.Bytes) (amount.Amount, error) {
	var gas, price quantity
	if err := c.rpc(ctx, "eth_estimateGas", &gas, callObject{From: &from, To: to, Data: data}); err != nil {
		return amount.Amount{}, err
	}
	if err := c.rpc(ctx, "eth_gasPrice", &price); err != nil {
		return amount.Amount{}, err
	}
	return amount.Amount(price).Mul(gas.uint()), nil
}

// Lasting is how sure it is that a transaction stays.
type Lasting uint8

// How sure it is.
const (
	Mined Lasting = iota // it is in its block
	Final                // and the chain does not take that back any more
	Gone                 // its block was taken back, and it is in none or in another
)

// Lasts says how sure it is now that a transaction stays in the block of its receipt.
func (c Chain) Lasts(ctx context.Context, r Receipt) (Lasting, error) {
	final, err := c.block(ctx, "finalized")
	if err != nil {
		return Mined, err
	}
	var now *receipt
	if err := c.rpc(ctx, "eth_getTransactionReceipt", &now, r.Tx); err != nil {
		return Mined, err
	}
	switch {
	case now == nil || now.Block.uint() != r.Block:
		return Gone, nil
	case r.Block <= final.Number:
		return Final, nil
	}
	return Mined, nil
}

// Card is GET /.well-known/berth of the gateway at an endpoint, as it is: nothing of it is checked.
func Card(ctx context.Context, at endpoint.Endpoint) (card wire.Card, err error) {
	err = js.Do(ctx, js.Request{URL: at.URL() + "/.well-known/berth"}, &card)
	return card, err
}
