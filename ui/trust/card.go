package trust

import (
	"context"
	"strconv"

	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/registry"
	"berth/shared/wire"
	"berth/ui/api"
)

// CardDiffers is a gateway that says otherwise than an entry that is about to be signed; Figures: host, what, said, want.
const CardDiffers problem.Code = "card-differs"

// Card asks the gateway at an entry's endpoint for its card, and is nil where that says what the entry does: it keeps an
// owner from a typing error. Who signed the card is not looked at: a gateway that lied would gain nothing.
func Card(ctx context.Context, c wire.Chain, node eth.Address, e registry.Entry) error {
	at, err := endpoint.Parse(e.Endpoint)
	if err != nil {
		return problem.New(0, GatewayUnknown, "the endpoint is none").With("address", node.String()).Because(err)
	}
	card, err := api.Card(ctx, at)
	if err != nil {
		return err
	}
	return Agrees(card, c, node, e, at)
}

// Agrees is nil where a card says what an entry does, whose endpoint is at.
func Agrees(card wire.Card, c wire.Chain, node eth.Address, e registry.Entry, at endpoint.Endpoint) error {
	own := at.Host
	if card.Domain != "" {
		if own, _ = endpoint.Host(at.Scheme, card.Domain); own == "" {
			own = card.Domain
		}
	}
	for _, x := range []struct{ what, said, want string }{
		{"chain", strconv.FormatUint(card.ChainID, 10), strconv.FormatUint(c.ID, 10)},
		{"market", card.Market.String(), c.Market.String()},
		{"node", card.Node.String(), node.String()},
		{"operator", card.Operator.String(), e.Operator.String()},
		{"endpoint", own, at.Host},
	} {
		if x.said != x.want && (x.what != "operator" || !e.Operator.IsZero()) {
			return differs(CardDiffers, "the gateway says otherwise than the entry", x.what, x.said, x.want).With("host", at.Host)
		}
	}
	return nil
}
