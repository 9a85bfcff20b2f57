package chain

import (
	"context"
	"regexp"
	"slices"

	"github.com/ethereum/go-ethereum/accounts/abi"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/server/eip712"
	"berth/shared/typed"
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

// MessageGaps finds custom errors without a message, and messages with placeholders that nothing fills.
func MessageGaps() map[string]string {
	gaps := map[string]string{}
	ours := regexp.MustCompile(`^(Market|Registry|Token|Staking|DemoDollar)_`)
	hole := regexp.MustCompile(`\{([A-Za-z]+)[.}]`)
	for _, e := range errorsBySelector {
		m, ok := messages[e.Name]
		if !ok && ours.MatchString(e.Name) {
			gaps[e.Name] = "no message"
		}
		for _, h := range hole.FindAllStringSubmatch(m, -1) {
			if !slices.ContainsFunc(e.Inputs, func(in abi.Argument) bool { return in.Name == h[1] }) {
				gaps[e.Name] = "no argument " + h[1]
			}
		}
	}
	return gaps
}

// RecoverQuote is the address that signed a quote.
func RecoverQuote(d typed.Domain, q order.Quote, sig []byte) (eth.Address, error) {
	h, err := HashQuote(d, q)
	if err != nil {
		return eth.Address{}, err
	}
	return eip712.RecoverHash(h, sig)
}
