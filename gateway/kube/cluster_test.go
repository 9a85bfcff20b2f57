package kube

import (
	"context"
	"crypto/rand"
	"log/slog"
	"os"
	"testing"

	"berth/gateway/cluster"
	"berth/gateway/cluster/clustertest"
	"berth/gateway/kube/kubetest"
	"berth/shared/eth"
	"berth/shared/order"
)

// kubeconfig is for a real cluster, such as e2e/cluster's, which has the images, with a gateway's rights.
func kubeconfig(t *testing.T) string {
	t.Helper()
	path := os.Getenv("BERTH_KUBECONFIG")
	if path == "" {
		t.Skip("needs a cluster: make cluster-up, and BERTH_KUBECONFIG set to the path that it prints")
	}
	return kubetest.Account(t, path)
}

// onCluster gives a realm of its own, of which nothing stays.
func onCluster(t *testing.T, path string) *Cluster {
	t.Helper()
	var node eth.Address
	rand.Read(node[:])
	c, err := New(Config{Node: node, ChainID: 1, Kubeconfig: path, HelperImage: "berth/fill", Logs: t.TempDir(), Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
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
}

// TestContractOnCluster runs the contract against a real cluster.
func TestContractOnCluster(t *testing.T) {
	path := kubeconfig(t)
	clustertest.Run(t, "berth/hello", func(t *testing.T) cluster.Cluster { return onCluster(t, path) }, clustertest.ShellIn(func(id order.ID) cluster.Workload {
		return clustertest.Workload(id, 1, "berth/shell")
	}))
}
