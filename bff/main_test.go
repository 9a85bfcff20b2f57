package bff_test

import (
	"context"
	"log/slog"
	"os"
	"testing"

	"berth/bff"
	"berth/contracts/chain"
	"berth/shared/server/listen/listentest"
)

// alone is what a platform in a process of its own is told.
type alone struct {
	Listen, Ops, Data, Site, RPC string
	Contracts                    chain.Addresses
}

func TestMain(m *testing.M) {
	listentest.Main()
	listentest.Starved(func(ctx context.Context, a alone) error {
		s, err := bff.New(ctx, bff.Config{
			Listen: a.Listen, PublicURL: "http://" + a.Listen, Ops: a.Ops, Data: a.Data, Site: a.Site, RPC: []string{a.RPC}, Contracts: a.Contracts,
			Log: slog.New(slog.NewTextHandler(os.Stderr, nil)),
		})
		if err != nil {
			return err
		}
		return s.Run(ctx)
	})
	os.Exit(m.Run())
}
