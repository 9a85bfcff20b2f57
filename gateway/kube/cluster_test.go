package kube

import (
	"context"
	"crypto/rand"
	"log/slog"
	"os"
	"testing"

	"berth/gateway/lease"
	"berth/gateway/lease/leasetest"
	"berth/shared/eth"
)

// TestContractOnCluster runs the contract against a real cluster, such as e2e/cluster's, which has the image.
func TestContractOnCluster(t *testing.T) {
	path := os.Getenv("BERTH_KUBECONFIG")
	if path == "" {
		t.Skip("needs a cluster: make cluster-up, and BERTH_KUBECONFIG set to the path that it prints")
	}
	leasetest.Run(t, "berth/hello", func(t *testing.T) lease.Cluster {
		var node eth.Address
		rand.Read(node[:]) // a realm of its own
		c, err := New(Config{Node: node, ChainID: 1, Kubeconfig: path, Logs: t.TempDir(), Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			ctx := context.Background()
			ids, err := c.Orders(ctx)
			if err != nil {
				t.Error(err)
			}
			for _, id := range ids {
				if err := c.Delete(ctx, id); err != nil {
					t.Error(err)
				}
			}
			c.Close()
		})
		return c
	})
}
