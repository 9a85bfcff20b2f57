package doctor

import (
	"context"
	"fmt"

	"berth/gateway/platform"
	"berth/shared/amount"
	"berth/shared/wire"
)

const inWords = "1 core, 2 GiB of memory and 10 GiB of disk for an hour" // rank.Sample

// prices holds the node's against those of all others that the platform knows, token by token.
func (e *exam) prices(ctx context.Context) (found []Finding) {
	switch {
	case e.toldErr != nil:
		return skip("the settings have to be right first")
	case e.Platform == "":
		return dunno("run doctor with --platform URL", "no platform was asked what others charge")
	}
	nodes, _, err := platform.New(e.Platform).Nodes(ctx)
	if err != nil {
		return dunno("see that --platform is a platform's URL", "what others charge is not known: %v", err)
	}
	for _, p := range platform.Positions(nodes, e.cfg.Node, e.cfg.Name, e.told.Prices) {
		found = append(found, e.compare(p)...)
	}
	return found
}

// compare says how a price stands beside others'.
func (e *exam) compare(p wire.AdminPosition) []Finding {
	symbol, decimals := p.Token.Short(), 0
	for _, c := range e.told.Contracts.Tokens {
		if c.Address == p.Token {
			symbol, decimals = c.Symbol, c.Decimals
		}
	}
	hour := func(n amount.Nano) string { return n.Cost(3600).Round(decimals, 3) + " " + symbol }
	if p.Middle == nil {
		return fine("nobody else has prices in %s; this node asks %s for %s", symbol, hour(p.Rate), inWords)
	}
	text := fmt.Sprintf("this node asks %s for %s; of %d others half ask %s or less", hour(p.Rate), inWords, p.Others, hour(*p.Middle))
	switch above, below := platform.Far(p.Rate, *p.Middle); {
	case above:
		return warn("lower --price, or say in the node's name and description what is worth it", "%s: few will choose it", text)
	case below:
		return warn("see that the prices have the right number of zeros", "%s: it may sell what it has below its worth", text)
	}
	return fine("%s", text)
}
