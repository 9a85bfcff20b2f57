package kube

import (
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/shared/order"
)

// TestOrphan: a namespace of this gateway's that neither the ledger nor the chain knows is quarantined, and deleted after
// the grace time; one of another market's is not touched.
func TestOrphan(t *testing.T) {
	y := newYard(t, 1, 10*time.Second)
	p := y.settle(0, small)
	_, err := p.Up(y.Context(), 1, image("hello", "", nil))
	y.must(err)
	known, err := y.kube.CoreV1().Namespaces().Get(t.Context(), y.namespace(p.ID), metav1.GetOptions{})
	y.must(err)
	rights, err := y.kube.RbacV1().RoleBindings(known.Name).Get(t.Context(), "berth-gateway-order", metav1.GetOptions{})
	y.must(err)
	web, err := y.kube.AppsV1().Deployments(known.Name).Get(t.Context(), "web", metav1.GetOptions{})
	y.must(err)

	// As if it had been made for an order that a reorganisation took away.
	const id = order.ID(4711)
	name := func(market string) string {
		return "berth-" + hex.EncodeToString(y.node[:4]) + "-" + market + "-" + id.String()
	}
	mine, others := name(hex.EncodeToString(y.addresses.Market[:3])), name("c0ffee")
	for ns, market := range map[string]string{mine: known.Labels["berth/market"], others: "c0ffee"} {
		labels := maps.Clone(known.Labels)
		labels["berth/order"], labels["berth/market"] = id.String(), market
		delete(labels, "kubernetes.io/metadata.name")
		_, err := y.kube.CoreV1().Namespaces().Create(t.Context(), &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: ns, Labels: labels, Annotations: known.Annotations}}, metav1.CreateOptions{})
		y.must(err)
		_, err = y.kube.RbacV1().RoleBindings(ns).Create(t.Context(), &rbacv1.RoleBinding{ObjectMeta: metav1.ObjectMeta{Name: rights.Name}, RoleRef: rights.RoleRef, Subjects: rights.Subjects}, metav1.CreateOptions{})
		y.must(err)
		t.Cleanup(func() {
			if err := y.kube.CoreV1().Namespaces().Delete(t.Context(), ns, metav1.DeleteOptions{}); err != nil && !apierrors.IsNotFound(err) && t.Context().Err() == nil {
				t.Error(err)
			}
		})
		d := web.DeepCopy()
		d.ObjectMeta = metav1.ObjectMeta{Name: "web", Namespace: ns, Labels: d.Labels}
		_, err = y.kube.AppsV1().Deployments(ns).Create(t.Context(), d, metav1.CreateOptions{})
		y.must(err)
	}
	var quarantined time.Time
	y.within(time.Minute, "it is quarantined", func() error {
		n, err := y.kube.CoreV1().Namespaces().Get(t.Context(), mine, metav1.GetOptions{})
		if err != nil {
			return err
		}
		d, err := y.kube.AppsV1().Deployments(mine).Get(t.Context(), "web", metav1.GetOptions{})
		if err == nil && (n.Labels["berth/quarantine"] != "true" || *d.Spec.Replicas != 0) {
			err = fmt.Errorf("%v, %d replicas", n.Labels, *d.Spec.Replicas)
		}
		quarantined = time.Now()
		return err
	})
	y.within(2*time.Minute, "it is deleted", func() error {
		n, err := y.kube.CoreV1().Namespaces().Get(t.Context(), mine, metav1.GetOptions{})
		if apierrors.IsNotFound(err) || err == nil && n.DeletionTimestamp != nil {
			return nil
		}
		return errors.Join(err, errors.New("it is there"))
	})
	t.Logf("deleted %s after its quarantine", time.Since(quarantined).Round(time.Second))
	if time.Since(quarantined) < 8*time.Second {
		t.Error("that is before the grace time was over")
	}
	if n, err := y.kube.CoreV1().Namespaces().Get(t.Context(), others, metav1.GetOptions{}); err != nil || n.DeletionTimestamp != nil || n.Labels["berth/quarantine"] != "" {
		t.Errorf("another market's: %+v, %v", n, err)
	}
	y.must(p.enter(y.Context()))
	y.must(p.shows(y.Context(), "Hello")())
}
