package kube

import (
	"context"
	"fmt"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
)

// boundWait is how long a right may take that was just given: each API server hears of it by a watch of its own.
const boundWait = 5 * time.Second

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

// bind gives the gateway its rights in an order's namespace, and waits until they hold.
func (a *applier) bind(ctx context.Context, p build.Plan) error {
	b := build.RoleBinding(p)
	if b == nil {
		return nil
	}
	ns := p.Namespace()
	if _, err := api.Apply(ctx, a.client.Bindings(ns), b); err != nil {
		return refusal("its own rights", err)
	}
	for end := time.Now().Add(boundWait); ; {
		_, err := api.Apply(ctx, a.client.Limits(ns), build.Limits(p))
		if !apierrors.IsForbidden(err) || time.Now().After(end) {
			if err != nil {
				return refusal("limits", err)
			}
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("kube: rights in %s: %w", ns, ctx.Err())
		case <-time.After(50 * time.Millisecond):
		}
	}
}
