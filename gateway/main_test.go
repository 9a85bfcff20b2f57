package gateway

import (
	"context"
	"log/slog"
	"os"
	"testing"

	"berth/contracts/chain"
	"berth/gateway/local"
	"berth/shared/eth"
	"berth/shared/server/listen/listentest"
	"berth/shared/wire"
)

// alone is what a gateway in a process of its own is told.
type alone struct {
	Node                                  eth.Address
	Key, RPC, Listen, Admin, Domain, Data string
	Prices                                []wire.Price
	Contracts                             chain.Addresses
}

func TestMain(m *testing.M) {
	local.Main()
	listentest.Main()
	listentest.Starved(func(ctx context.Context, a alone) error {
		cfg := Default()
		cfg.Node, cfg.OperatorKey, cfg.RPC, cfg.Contracts, cfg.PriceList = a.Node, a.Key, []string{a.RPC}, a.Contracts, a.Prices
		cfg.Listen, cfg.Admin, cfg.Domain, cfg.Scheme, cfg.Data = a.Listen, a.Admin, a.Domain, "http", a.Data
		cfg.Log = slog.New(slog.NewTextHandler(os.Stderr, nil))
		g, err := New(ctx, cfg)
		if err != nil {
			return err
		}
		return g.Run(ctx)
	})
	os.Exit(m.Run())
}
