package api

import (
	"context"
	"net/url"

	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// RelayOffer is GET /api/relay: whether the platform would pay the gas of an order now.
func RelayOffer(ctx context.Context) (wire.RelayOffer, error) {
	return get[wire.RelayOffer](ctx, "/api/relay")
}

// SendRelay is POST /api/relay: the platform sends an order that was signed.
func SendRelay(ctx context.Context, r wire.RelayRequest) (wire.Relay, error) {
	return post[wire.Relay](ctx, "/api/relay", r)
}

// Relayed is GET /api/relay/{id}.
func Relayed(ctx context.Context, id string) (wire.Relay, error) {
	return get[wire.Relay](ctx, "/api/relay/"+url.PathEscape(id))
}

// HashQuote is a quote's digest, which its node has signed, as the market has it.
func (c Chain) HashQuote(ctx context.Context, q order.Quote) (eth.Hash, error) {
	return view(ctx, c, c.Market, calldata.HashQuote(q), calldata.Hash)
}

// GasPrice is what a unit of gas costs now, of the chain's coin.
func (c Chain) GasPrice(ctx context.Context) (amount.Amount, error) {
	var price quantity
	err := c.rpc(ctx, "eth_gasPrice", &price)
	return amount.Amount(price), err
}
