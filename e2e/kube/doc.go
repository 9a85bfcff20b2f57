// Package kube has the tests of the gateway in front of a real Kubernetes: that of e2e/cluster, or any other whose nodes
// this machine can reach and that has its images. `make e2e-kube` starts the one and runs the other.
package kube
