package kube

import (
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/tools/cache"

	"berth/shared/wire"
)

// fresh is how old an eviction may be to be told: after a start the old ones come again.
const fresh = time.Minute

// watchEvictions tells of pods that took more than they may, or for which a machine was too full. Only the cluster's
// events say so for certain: a pod that ends well when it is told to counts as having succeeded.
func (c *Cluster) watchEvictions() {
	c.evictions = informers.NewSharedInformerFactoryWithOptions(c.client, 0, informers.WithTweakListOptions(func(o *metav1.ListOptions) {
		o.FieldSelector = "reason=Evicted"
	}))
	see := func(obj any) {
		if e, ok := obj.(*corev1.Event); ok && e.Reason == "Evicted" && e.InvolvedObject.Kind == "Pod" && time.Since(latest(e)) < fresh {
			c.tellEvicted(e)
		}
	}
	if _, err := c.evictions.Core().V1().Events().Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{AddFunc: see}); err != nil {
		c.log.Error("watch", "err", err) // only after Close
	}
	c.evictions.Start(c.life.Done())
}

func latest(e *corev1.Event) time.Time {
	t := e.CreationTimestamp.Time
	for _, later := range []time.Time{e.FirstTimestamp.Time, e.EventTime.Time, e.LastTimestamp.Time} {
		if later.After(t) {
			t = later
		}
	}
	return t
}

// tellEvicted tells of one pod.
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
