package kube

import (
	"k8s.io/client-go/kubernetes"

	"berth/gateway/kube/api"
	"berth/gateway/kube/kubetest"
)

// standIn is client-go's fake as the client that a Cluster knows.
func standIn(c kubernetes.Interface) *api.Client { return kubetest.StandIn(c) }
