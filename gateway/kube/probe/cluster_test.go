package probe_test

import (
	"os"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/gateway/kube"
	"berth/gateway/kube/build"
	"berth/gateway/kube/kubetest"
	"berth/gateway/kube/probe"
	"berth/shared/eth"
)

// TestLookOnCluster looks at a real cluster's machines, with a gateway's rights.
func TestLookOnCluster(t *testing.T) {
	path := os.Getenv("BERTH_KUBECONFIG")
	if path == "" {
		t.Skip("needs a cluster: make cluster-up, and BERTH_KUBECONFIG set to the path that it prints")
	}
	client, err := kube.Connect(kubetest.Account(t, path))
	if err != nil {
		t.Fatal(err)
	}
	nodes, err := client.Nodes.List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	user, err := client.Myself(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	f, err := probe.Look(t.Context(), probe.Config{
		Client: client, Realm: build.Realm{Node: eth.Address{byte(began.UnixNano()), byte(began.UnixNano() >> 8), 7}}, Account: user, Image: "berth/shell", SandboxClass: "gvisor", Waits: probe.Patient,
	}, nodes.Items)
	if err != nil || !f.Held || !f.Machines[nodes.Items[0].Name].Userns.Yes {
		t.Errorf("got %+v, %v", f, err)
	}
	t.Logf("%s: %+v", time.Since(began).Round(time.Millisecond), f)
}
