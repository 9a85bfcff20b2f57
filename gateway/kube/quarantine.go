package kube

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/gateway/kube/verdict"
	"berth/shared/order"
)

// Quarantine implements cluster.Cluster: the namespace is labelled and its Deployments are scaled to zero and its Jobs suspended, and nothing leads
// to them any more. The next Apply for the order takes all of that back.
func (c *Cluster) Quarantine(ctx context.Context, id order.ID) (time.Time, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*perCall)
	defer cancel()
	name := c.namespaceOf(id)
	n, err := c.client.Namespaces.Get(ctx, name, metav1.GetOptions{})
	if err != nil {
		return time.Time{}, fmt.Errorf("kube: namespace: %w", err)
	}
	if !c.realm.Owns(n.Labels) {
		return time.Time{}, fmt.Errorf("kube: namespace %s is not this gateway's", name)
	}
	patch := metav1.PatchOptions{FieldManager: api.Manager}
	since, err := time.Parse(time.RFC3339, n.Annotations[build.NoteQuarantine])
	if err != nil || n.Labels[build.LabelQuarantine] != "true" {
		since = time.Now().UTC().Truncate(time.Second)
		body, err := json.Marshal(map[string]any{"metadata": map[string]any{
			"labels": map[string]string{build.LabelQuarantine: "true"}, "annotations": map[string]string{build.NoteQuarantine: since.Format(time.RFC3339)},
		}})
		if err != nil {
			return time.Time{}, err
		}
		if _, err := c.client.Namespaces.Patch(ctx, name, types.MergePatchType, body, patch); err != nil {
			return time.Time{}, fmt.Errorf("kube: quarantine: %w", err)
		}
	}
	c.logs.Keep(ctx, id)
	if err := c.applier.unserve(ctx, name, kept{}); err != nil {
		return time.Time{}, err
	}
	// What waits does so no more: nothing is to start here.
	const rest = `"metadata":{"annotations":{"` + build.NoteAfter + `":null,"` + build.NoteReplicas + `":null}}`
	all, err := c.applier.running(ctx, name)
	if err != nil {
		return time.Time{}, err
	}
	for service, r := range all {
		if !r.stands() && len(r.waits()) == 0 || r.job != nil && verdict.Over(r.job) {
			continue
		}
		var err error
		if r.job != nil {
			_, err = c.client.Jobs(name).Patch(ctx, service, types.MergePatchType, []byte(`{`+rest+`,"spec":{"suspend":true}}`), patch)
		} else {
			_, err = c.client.Deployments(name).Patch(ctx, service, types.MergePatchType, []byte(`{`+rest+`,"spec":{"replicas":0}}`), patch)
		}
		if err != nil && !apierrors.IsNotFound(err) {
			return time.Time{}, fmt.Errorf("kube: quarantine %s: %w", service, err)
		}
	}
	return since, nil
}
