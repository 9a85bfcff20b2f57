package chain

import (
	"context"

	"berth/shared/eth"
	"berth/shared/order"
)

// ContractHashQuote asks the market for a quote's digest.
func ContractHashQuote(c *Client, ctx context.Context, q order.Quote) (eth.Hash, error) {
	bq, err := fromQuote(q)
	if err != nil {
		return eth.Hash{}, err
	}
	h, err := call(ctx, c, c.a.Market, market.PackHashQuote(bq), market.UnpackHashQuote)
	return eth.Hash(h), err
}
