package kube

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	rbacv1 "k8s.io/api/rbac/v1"

	"berth/gateway/kube/kubetest"
)

// TestRoles: nothing is given as a whole, nothing that gives more, and what holds in all namespaces is nothing that a secret
// can be read with, or a shell be opened.
func TestRoles(t *testing.T) {
	everywhere := []string{"berth-gateway", "berth-gateway-use", "berth-gateway-forward"}
	seen := 0
	for _, doc := range kubetest.Documents(t, kubetest.Files(t)[0]) {
		var r rbacv1.ClusterRole
		if err := json.Unmarshal(doc, &r); err != nil {
			t.Fatal(err)
		}
		for _, rule := range r.Rules {
			seen++
			for _, s := range slices.Concat(rule.APIGroups, rule.Resources, rule.Verbs) {
				just := len(rule.ResourceNames) == 1 && rule.ResourceNames[0] == "berth-gateway-order"
				if s == "*" || s == "escalate" || s == "impersonate" || s == "bind" && !just {
					t.Errorf("%s: %+v", r.Name, rule)
				}
			}
			for _, s := range rule.Resources {
				if r.Kind == "ClusterRole" && slices.Contains(everywhere, r.Name) &&
					slices.Contains([]string{"secrets", "configmaps", "pods/exec", "pods/log", "serviceaccounts", "serviceaccounts/token"}, s) {
					t.Errorf("%s gives %s in all namespaces", r.Name, s)
				}
				if s == "pods/portforward" && r.Name != "berth-gateway-forward" {
					t.Errorf("%s gives %s, which is an option", r.Name, s)
				}
			}
		}
	}
	if seen < 10 {
		t.Fatalf("%d rules", seen)
	}
}

// TestChartRoles: the Helm chart has the same files.
func TestChartRoles(t *testing.T) {
	for _, path := range kubetest.Files(t) {
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join("..", "..", "deploy", "helm", "berth-gateway", "files", filepath.Base(path)))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("the chart has another %s; remedy: go generate ./gateway/kube", filepath.Base(path))
		}
	}
}
