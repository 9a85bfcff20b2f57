package kube

import (
	"time"

	corev1 "k8s.io/api/core/v1"

	"berth/shared/wire"
)

// fresh is how old an eviction may be to be told: after a start the old ones come again.
const fresh = time.Minute

// tellEvicted tells of a pod that took more than it may, or for which a machine was too full. Only the cluster's events say
// so for certain: a pod that ends well when it is told to counts as having succeeded.
func (c *Cluster) tellEvicted(e *corev1.Event) {
	p, err := c.pods.Pods(e.InvolvedObject.Namespace).Get(e.InvolvedObject.Name)
	if err != nil {
		return // not an order's
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	ev, ok := eventOf(p.Labels, p.Annotations)
	if !ok || c.namespaceOf(ev.Order) != p.Namespace {
		return
	}
	ev.Phase, ev.Text, ev.At = wire.PhaseFailed, evicted(e.Message), time.Now()
	delete(c.told, p.Namespace+"/"+ev.Service) // what comes next is news
	c.observe(ev)
}
