package kube

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/gateway/kube/probe"
)

// The Helm chart gives the same rights, and confines in the same way.
//
//go:generate cp role.yaml confine.yaml ../../deploy/helm/berth-gateway/files/

// account is the service account that a gateway is to the API server. It is safe for concurrent use.
type account struct {
	client *api.Client

	mu    sync.Mutex
	known bool
	user  string
}

// name is the account's user name; empty: the gateway is none, and has the rights that somebody gave it.
func (a *account) name(ctx context.Context) (string, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.known || a.client.Myself == nil {
		return a.user, nil
	}
	user, err := a.client.Myself(ctx)
	if err != nil && !apierrors.IsNotFound(err) { // clusters before 1.28 do not say
		return "", fmt.Errorf("kube: who this gateway is: %w", err)
	}
	if a.known = true; build.IsAccount(user) {
		a.user = user
	}
	return a.user, nil
}

// confined warns where nothing but roles holds the gateway's account: then its right to give itself rights is one to all
// namespaces. It tries, without effect, what confine.yaml refuses.
func (c *Cluster) confined() {
	ctx, cancel := context.WithTimeout(c.life, perCall)
	defer cancel()
	user, err := c.account.name(ctx)
	if err != nil || user == "" {
		return // Apply says so, or the rights are somebody's own
	}
	b := build.RoleBinding(build.Plan{Account: user})
	b.Metadata.Namespace = metav1.NamespaceDefault
	raw, err := json.Marshal(b)
	if err != nil {
		return
	}
	force := true
	try := metav1.PatchOptions{FieldManager: api.Manager, Force: &force, DryRun: []string{metav1.DryRunAll}}
	if _, err := c.client.Bindings(metav1.NamespaceDefault).Patch(ctx, b.GetName(), types.ApplyYAMLPatchType, raw, try); err == nil {
		c.log.Warn("this gateway's account can give itself rights everywhere; remedy: kubectl apply -f confine.yaml", "account", user)
	}
}

// bind gives the gateway its rights in an order's namespace, and waits until they hold.
func (a *applier) bind(ctx context.Context, p build.Plan) error {
	if p.Account == "" {
		return nil
	}
	if err := probe.Bind(ctx, a.client, p); err != nil {
		return refusal("its own rights", err)
	}
	return nil
}
