package kube

import (
	"context"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/tools/cache"

	"berth/gateway/cluster"
	"berth/shared/order"
	"berth/shared/wire"
)

// How much a workload can make happen: of each code so many at once, then one from time to time. So one that does the same
// thing over and over hides nothing else.
const (
	happenBurst = 20
	happenEvery = 10 * time.Second
	knownEvents = 4096
	eventsPage  = 500
)

// bucket is what may still happen of a code in an order.
type bucket struct {
	left float64
	at   time.Time
}

// watchEvents follows the cluster's events. None is kept: they come from everywhere in the cluster, and most are others'.
func (c *Cluster) watchEvents() {
	events := c.client.CoreV1().Events(metav1.NamespaceAll)
	lw := &cache.ListWatch{
		ListWithContextFunc: func(ctx context.Context, o metav1.ListOptions) (runtime.Object, error) {
			o.FieldSelector = "involvedObject.kind!=Node"
			return events.List(ctx, o)
		},
		WatchFuncWithContext: func(ctx context.Context, o metav1.ListOptions) (watch.Interface, error) {
			o.FieldSelector = "involvedObject.kind!=Node"
			return events.Watch(ctx, o)
		},
	}
	r := cache.NewReflectorWithOptions(cache.ToListWatcherWithWatchListSemantics(lw, c.client), &corev1.Event{}, eventSink{c}, cache.ReflectorOptions{Name: "events"})
	r.WatchListPageSize = eventsPage
	c.loops.Go(func() {
		// Whose an event is the pods and deployments tell.
		if cache.WaitForCacheSync(c.life.Done(), c.factory.Core().V1().Pods().Informer().HasSynced, c.factory.Apps().V1().Deployments().Informer().HasSynced) {
			r.Run(c.life.Done())
		}
	})
}

// eventSink is a reflector's store that keeps nothing.
type eventSink struct{ c *Cluster }

var _ cache.ReflectorStore = eventSink{}

func (s eventSink) Add(obj any) error {
	if e, ok := obj.(*corev1.Event); ok {
		s.c.seeEvent(e)
	}
	return nil
}

func (s eventSink) Update(obj any) error { return s.Add(obj) }
func (s eventSink) Delete(any) error     { return nil }
func (s eventSink) Resync() error        { return nil }

// Replace takes what there is at the start, oldest first.
func (s eventSink) Replace(list []any, _ string) error {
	slices.SortStableFunc(list, func(a, b any) int {
		x, ok1 := a.(*corev1.Event)
		y, ok2 := b.(*corev1.Event)
		if !ok1 || !ok2 {
			return 0
		}
		return latest(x).Compare(latest(y))
	})
	for _, obj := range list {
		if err := s.Add(obj); err != nil {
			return err
		}
	}
	return nil
}

// seeEvent tells what an event means, if it is about something of an order's.
func (c *Cluster) seeEvent(e *corev1.Event) {
	ns := e.InvolvedObject.Namespace
	id, ok := c.realm.orderOf(ns)
	if !ok || e.Namespace != ns {
		return
	}
	at := latest(e)
	if !c.newEvent(e.UID, at) {
		return
	}
	service := ""
	switch name := e.InvolvedObject.Name; e.InvolvedObject.Kind {
	case "Pod":
		service = cutDashes(name, 2)
		if p, err := c.pods.Pods(ns).Get(name); err == nil {
			service = p.Labels[labelService]
			if e.Reason == "Unhealthy" && starting(p, at) {
				return
			}
		}
		if e.Reason == "Evicted" && time.Since(at) < fresh {
			c.tellEvicted(e)
		}
	case "ReplicaSet":
		service = cutDashes(name, 1)
	}
	// The order must be of this realm, and the service of the order: a name alone proves nothing.
	all, err := c.deployments.Deployments(ns).List(labels.Everything())
	if err != nil || len(all) == 0 {
		return
	}
	if service != "" {
		if _, err := c.deployments.Deployments(ns).Get(service); err != nil {
			return
		}
	}
	h, ok := translate(e.InvolvedObject.Kind, e.Reason, e.Message, e.Type == corev1.EventTypeWarning, c.secrets(e))
	if !ok {
		return
	}
	h.Service, h.At = service, at
	c.tellHappening(id, ns, h)
}

// startWait is for how long a process may be silent after its start before that is told: as long as it takes most to start.
const startWait = 10 * time.Second

// starting tells whether a pod's process had only just begun at a time: then a check that failed says no more than that.
func starting(p *corev1.Pod, at time.Time) bool {
	for _, c := range p.Status.ContainerStatuses {
		if r := c.State.Running; r != nil && (c.Ready || at.Sub(r.StartedAt.Time) > startWait) || c.State.Terminated != nil {
			return false
		}
	}
	return true
}

// secrets are names of machines and addresses that no user is told.
func (c *Cluster) secrets(e *corev1.Event) []string {
	c.happenMu.Lock()
	defer c.happenMu.Unlock()
	all := append([]string(nil), c.machines...)
	for _, name := range []string{e.Source.Host, e.ReportingInstance} {
		if len(name) > 2 {
			all = append(all, name)
		}
	}
	return all
}

// newEvent tells whether an event, or one more time of it, is news.
func (c *Cluster) newEvent(uid types.UID, at time.Time) bool {
	c.happenMu.Lock()
	defer c.happenMu.Unlock()
	if old, ok := c.events[uid]; ok && !at.After(old) {
		return false
	}
	if len(c.events) >= knownEvents {
		clear(c.events) // whoever hears of one twice knows it by its time
	}
	c.events[uid] = at
	return true
}

// seeStatus tells what is new in a pod's status.
func (c *Cluster) seeStatus(p *corev1.Pod) {
	id, err := order.ParseID(p.Labels[labelOrder])
	if err != nil || c.namespaceOf(id) != p.Namespace {
		return
	}
	c.happenMu.Lock()
	t := c.statuses[p.UID]
	if t == nil {
		t = &podTold{}
		c.statuses[p.UID] = t
	}
	news := ofStatus(p, p.Labels[labelService], t) // the pods' watch calls this one at a time
	c.happenMu.Unlock()
	for _, h := range news {
		c.tellHappening(id, p.Namespace, h)
	}
}

func (c *Cluster) loseStatus(uid types.UID) {
	c.happenMu.Lock()
	defer c.happenMu.Unlock()
	delete(c.statuses, uid)
}

// tellHappening tells one, if there have not been too many of its kind.
func (c *Cluster) tellHappening(id order.ID, ns string, h wire.Happening) {
	c.happenMu.Lock()
	defer c.happenMu.Unlock()
	now := time.Now()
	if len(c.buckets) >= knownEvents {
		for k, b := range c.buckets {
			if now.Sub(b.at) > happenBurst*happenEvery {
				delete(c.buckets, k)
			}
		}
	}
	key := ns + "/" + h.Code
	b, ok := c.buckets[key]
	if !ok {
		b = bucket{happenBurst, now}
	}
	b.left = min(b.left+now.Sub(b.at).Seconds()/happenEvery.Seconds(), happenBurst)
	b.at = now
	tell := b.left >= 1
	if tell {
		b.left--
	}
	c.buckets[key] = b
	if tell {
		c.happen(cluster.Happening{Order: id, Happening: h})
	}
}

// cutDashes takes the last n parts off a name.
func cutDashes(name string, n int) string {
	for range n {
		i := strings.LastIndexByte(name, '-')
		if i < 0 {
			return ""
		}
		name = name[:i]
	}
	return name
}

// latest is when an event was seen last.
func latest(e *corev1.Event) time.Time {
	t := e.CreationTimestamp.Time
	for _, later := range []time.Time{e.FirstTimestamp.Time, e.EventTime.Time, e.LastTimestamp.Time} {
		t = maxTime(t, later)
	}
	if e.Series != nil {
		t = maxTime(t, e.Series.LastObservedTime.Time)
	}
	return t
}
