package chain

import (
	"context"
	"regexp"
	"slices"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"

	"berth/shared/amount"
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

// Earned is what the market says that was earned of an order.
func Earned(c *Client, ctx context.Context, id order.ID) (amount.Amount, error) {
	return c.sum(ctx, "earned", c.a.Market, market.PackEarned(idBig(id)))
}

// Split is what the market says that a cancel gives, beyond what is settled, to node and user: when the user leaves, and when
// the node does.
func Split(c *Client, ctx context.Context, id order.ID) (user, node [2]amount.Amount, err error) {
	s, err := call(ctx, c, c.a.Market, market.PackSplit(idBig(id)), market.UnpackSplit)
	if err != nil {
		return user, node, err
	}
	for i := range 2 {
		user[i], node[i] = toAmount(s.UserLeaves[i]), toAmount(s.NodeLeaves[i])
	}
	return user, node, nil
}

// VoidQuotes takes a node's quotes to a user back, up to a nonce.
func VoidQuotes(s *Sender, ctx context.Context, node, user eth.Address, nonce uint64) (Receipt, error) {
	return s.Transact(ctx, s.c.a.Market, market.PackVoidQuotes(common.Address(node), common.Address(user), nonce))
}

// VoidAllQuotes takes all of the sender's quotes back.
func VoidAllQuotes(s *Sender, ctx context.Context) (Receipt, error) {
	return s.Transact(ctx, s.c.a.Registry, registry.PackVoidQuotes())
}

// ListToken is the call by which the lister appends a token.
func ListToken(t eth.Address) []byte { return market.PackListToken(common.Address(t)) }

// Deregister takes the sender's node out of the registry.
func Deregister(s *Sender, ctx context.Context) (Receipt, error) {
	return s.Transact(ctx, s.c.a.Registry, registry.PackDeregister())
}
