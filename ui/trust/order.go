package trust

import (
	"context"
	"time"

	"berth/shared/calldata"
	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/ui/api"
	"berth/ui/life"
)

// The wallet's endpoint may see the chain some blocks later than the platform does: it is asked so often, and waited for a
// bit longer each time.
const (
	looks   = 6
	lookGap = 300 * time.Millisecond
)

// Parties is nil where the chain, read through the wallet, has an order of that user with that node.
func Parties(ctx context.Context, c api.Chain, shown order.Order) error {
	return look(ctx, c, shown, parties)
}

// Order is nil where an order is what the chain, read through the wallet, says it is. What of its escrow is settled may
// have grown since, the node may have announced its end, and the stake may no longer be held.
func Order(ctx context.Context, c api.Chain, shown order.Order) error {
	return look(ctx, c, shown, func(is, shown order.Order) error {
		if err := parties(is, shown); err != nil {
			return err
		}
		return terms(is, shown)
	})
}

// look reads an order until it is as it should be.
func look(ctx context.Context, c api.Chain, shown order.Order, same func(is, shown order.Order) error) (err error) {
	for i := range looks {
		var raw eth.Bytes
		if raw, err = c.Call(ctx, c.Market, calldata.Order(shown.ID)); err != nil {
			return err
		}
		var is order.Order
		if is, err = calldata.Terms(shown.ID, raw); err != nil {
			return notContract("market", c.Market)
		}
		if err = same(is, shown); err == nil {
			return nil
		}
		if i+1 < looks && life.Wait(ctx, time.Duration(i+1)*lookGap) != nil {
			return ctx.Err()
		}
	}
	return err
}

func parties(is, shown order.Order) error {
	switch id := shown.ID.String(); {
	case is.State == order.None:
		return problem.New(0, OrderUnseen, "the chain has no order %s yet", id).With("id", id)
	case is.User != shown.User:
		return another(shown.ID, "user", shown.User.String(), is.User.String())
	case is.Node != shown.Node:
		return another(shown.ID, "node", shown.Node.String(), is.Node.String())
	}
	return nil
}

func another(id order.ID, what, said, want string) error {
	return differs(OrderDiffers, "the order on chain is not the one that is shown", what, said, want).With("id", id.String())
}

func terms(is, shown order.Order) error {
	shown.Resources.GPUModel = "" // only the event has it
	for _, c := range []struct {
		what       string
		ok         bool
		said, want string
	}{
		{"token", is.Token == shown.Token, shown.Token.String(), is.Token.String()},
		{"rate", is.Rate == shown.Rate, shown.Rate.String(), is.Rate.String()},
		{"resources", is.Resources == shown.Resources, "", ""},
		{"duration", is.Duration == shown.Duration, dec(shown.Duration), dec(is.Duration)},
		{"maxDuration", is.MaxDuration == shown.MaxDuration, dec(shown.MaxDuration), dec(is.MaxDuration)},
		{"committed", is.Committed == shown.Committed, dec(shown.Committed), dec(is.Committed)},
		{"notice", is.Notice == shown.Notice, dec(shown.Notice), dec(is.Notice)},
		{"referrer", is.Referrer == shown.Referrer, shown.Referrer.String(), is.Referrer.String()},
		{"referrerShare", is.ReferrerShare == shown.ReferrerShare, dec(uint32(shown.ReferrerShare)), dec(uint32(is.ReferrerShare))},
		{"announced", announced(is, shown), stamp(shown.AnnouncedEnd), stamp(is.AnnouncedEnd)},
		{"probation", is.Probation == shown.Probation, dec(shown.Probation), dec(is.Probation)},
		{"settled", shown.Settled.Cmp(is.Settled) <= 0, shown.Settled.String(), is.Settled.String()},
		{"activated", is.State != order.Active || is.ActivatedAt.Equal(shown.ActivatedAt), stamp(shown.ActivatedAt), stamp(is.ActivatedAt)},
	} {
		if !c.ok {
			return another(shown.ID, c.what, c.said, c.want)
		}
	}
	return nil
}

// announced reports whether the node has announced the end that is shown, or one later on.
func announced(is, shown order.Order) bool {
	return is.AnnouncedAt.Equal(shown.AnnouncedAt) && is.AnnouncedEnd.Equal(shown.AnnouncedEnd) || is.AnnouncedAt.After(shown.AnnouncedAt)
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// Gateway is where a node's gateway is, by the registry on the chain that is read through the wallet. home is the host that
// the page is from: where that is of the world, a node that says it is on the user's own machine or network is not believed,
// since tokens and manifests would go to whatever listens there.
func Gateway(ctx context.Context, c api.Chain, node eth.Address, home string) (endpoint.Endpoint, error) {
	raw, err := c.Call(ctx, c.Registry, calldata.Node(node))
	if err != nil {
		return endpoint.Endpoint{}, err
	}
	at, ok, err := calldata.Endpoint(raw)
	if err != nil {
		return endpoint.Endpoint{}, notContract("registry", c.Registry)
	}
	e, err := endpoint.Parse(at)
	if err != nil || !ok || endpoint.Near(e.Host) && !endpoint.Near(home) {
		return endpoint.Endpoint{}, problem.New(0, GatewayUnknown, "the registry has no gateway for node %s", node).With("address", node.String()).Because(err)
	}
	return e, nil
}
