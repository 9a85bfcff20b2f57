// Package kube has the tests of the gateway in front of a real Kubernetes: that of e2e/cluster, or any other whose nodes
// this machine can reach and that has its images. `make e2e-kube` starts the one and runs the other.
//
// Variables set how much is done: BERTH_KILLS (20) and BERTH_SEED for TestKill, BERTH_ORDERS (20) for TestMany, which needs
// ten thousandths of a core for each, BERTH_RUNS (5) for TestTime.
package kube
