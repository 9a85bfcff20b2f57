package doctor

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Bounds of what a platform is asked for.
const (
	maxAnswer = 8 << 20 // bytes
	pageSize  = 100
	maxPages  = 10
)

// ask gets JSON from the platform.
func (e *exam) ask(ctx context.Context, path string, into any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, e.Platform+path, nil)
	if err != nil {
		return err
	}
	resp, err := e.http.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	switch {
	case err != nil:
		return err
	case resp.StatusCode != http.StatusOK:
		return &statusError{resp.StatusCode}
	}
	return json.Unmarshal(raw, into)
}

// statusError is an answer of the platform's that is not what was asked for.
type statusError struct{ code int }

func (s *statusError) Error() string { return fmt.Sprintf("the platform answers %d", s.code) }

// size is what prices are compared by.
var size = resource.Resources{CPUMilli: 1000, MemoryMiB: 2048, DiskMiB: 10240}

const inWords = "1 core, 2 GiB of memory and 10 GiB of disk for an hour"

// prices holds the node's against those of all others that the platform knows, token by token.
func (e *exam) prices(ctx context.Context) (found []Finding) {
	switch {
	case e.toldErr != nil:
		return skip("the settings have to be right first")
	case e.Platform == "":
		return dunno("run doctor with --platform URL", "no platform was asked what others charge")
	}
	others, err := e.market(ctx)
	if err != nil {
		return dunno("see that --platform is a platform's URL", "what others charge is not known: %v", err)
	}
	for _, p := range e.told.Prices {
		found = append(found, e.compare(p, others[p.Token])...)
	}
	return found
}

// compare says how a price stands beside others'.
func (e *exam) compare(p wire.Price, others []amount.Nano) []Finding {
	mine, symbol, decimals := p.Rate(size, 3600), p.Token.Short(), 0
	for _, c := range e.told.Contracts.Tokens {
		if c.Address == p.Token {
			symbol, decimals = c.Symbol, c.Decimals
		}
	}
	hour := func(n amount.Nano) string { return n.Cost(3600).Round(decimals, 3) + " " + symbol }
	if len(others) == 0 {
		return fine("nobody else has prices in %s; this node asks %s for %s", symbol, hour(mine), inWords)
	}
	slices.SortFunc(others, amount.Nano.Cmp)
	middle := others[len(others)/2]
	text := fmt.Sprintf("this node asks %s for %s; of %d others half ask %s or less", hour(mine), inWords, len(others), hour(middle))
	switch {
	case mine.Cmp(middle.Mul(3)) > 0:
		return warn("lower --price, or say in the node's name and description what is worth it", "%s: few will choose it", text)
	case mine.Mul(3).Cmp(middle) < 0:
		return warn("see that the prices have the right number of zeros", "%s: it may sell what it has below its worth", text)
	}
	return fine("%s", text)
}

// market are others' prices of that size, a second, by token.
func (e *exam) market(ctx context.Context) (map[eth.Address][]amount.Nano, error) {
	all := map[eth.Address][]amount.Nano{}
	cursor := ""
	for range maxPages {
		q := url.Values{"limit": {strconv.Itoa(pageSize)}}
		if cursor != "" {
			q.Set("cursor", cursor)
		}
		var page wire.NodeList
		if err := e.ask(ctx, "/api/nodes?"+q.Encode(), &page); err != nil {
			return nil, err
		}
		for _, n := range page.Items {
			if n.Address == e.cfg.Node || !n.Reachable || n.Paused {
				continue
			}
			for _, p := range n.Prices {
				all[p.Token] = append(all[p.Token], p.Rate(size, 3600))
			}
		}
		if cursor = page.Next; cursor == "" {
			break
		}
	}
	return all, nil
}

// seen is what the platform's own probes say of the node, in a few words; empty: nothing.
func (e *exam) seen(ctx context.Context) (reached bool, why string, err error) {
	var n wire.Node
	if err := e.ask(ctx, "/api/nodes/"+e.cfg.Node.String(), &n); err != nil {
		return false, "", err
	}
	return n.Reachable, strings.TrimSpace(n.Error), nil
}
