package kube

import (
	"context"
	"slices"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/tools/cache"

	"berth/gateway/cluster"
	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/gateway/kube/verdict"
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

// happenings tell what happens to a realm's orders, as far as that is news and not too much.
type happenings struct {
	realm    build.Realm
	watches  *watches
	machines *machines
	fetches  *fetches
	evicted  func(*corev1.Event)
	fetching func(ns, service string) // what is being fetched for a service has changed
	tell     func(cluster.Happening)

	mu       sync.Mutex // held while happenings are told
	statuses map[types.UID]*verdict.Told
	events   map[types.UID]time.Time // when it was seen last
	buckets  map[string]bucket       // by namespace and code
}

func newHappenings(r build.Realm, w *watches, m *machines, f *fetches, evicted func(*corev1.Event), fetching func(ns, service string)) *happenings {
	return &happenings{
		realm: r, watches: w, machines: m, fetches: f, evicted: evicted, fetching: fetching, tell: func(cluster.Happening) {},
		statuses: map[types.UID]*verdict.Told{}, events: map[types.UID]time.Time{}, buckets: map[string]bucket{},
	}
}

// follow sees the cluster's events until life ends. None is kept: they come from everywhere in the cluster, and most are others'.
func (h *happenings) follow(life context.Context, client *api.Client) {
	// Whose an event is the pods and deployments tell.
	if !cache.WaitForCacheSync(life.Done(), h.watches.ofPods.HasSynced, h.watches.ofDeployments.HasSynced, h.watches.ofJobs.HasSynced) {
		return
	}
	lw := api.ListWatch(client, client.Events(metav1.NamespaceAll), func(o *metav1.ListOptions) { o.FieldSelector = "involvedObject.kind!=Node" })
	r := cache.NewReflectorWithOptions(lw, &corev1.Event{}, eventSink{h}, cache.ReflectorOptions{Name: "events"})
	r.WatchListPageSize = eventsPage
	r.RunWithContext(life)
}

// eventSink is a reflector's store that keeps nothing.
type eventSink struct{ h *happenings }

var _ cache.ReflectorStore = eventSink{}

func (s eventSink) Add(obj any) error {
	if e, ok := obj.(*corev1.Event); ok {
		s.h.seeEvent(e)
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
		return verdict.Latest(x).Compare(verdict.Latest(y))
	})
	for _, obj := range list {
		if err := s.Add(obj); err != nil {
			return err
		}
	}
	return nil
}

// seeEvent tells what an event means, if it is about something of an order's.
func (h *happenings) seeEvent(e *corev1.Event) {
	ns := e.InvolvedObject.Namespace
	id, ok := h.realm.OrderOf(ns)
	if !ok || e.Namespace != ns {
		h.fetches.learn(e) // whosever it is: the line is the machine's
		return
	}
	at := verdict.Latest(e)
	if !h.newEvent(e.UID, at) {
		return
	}
	h.fetches.learn(e)
	service := ""
	switch name := e.InvolvedObject.Name; e.InvolvedObject.Kind {
	case "Pod":
		service = verdict.PodService(name)
		if p := h.watches.Pod(ns, name); p != nil {
			service = p.Labels[build.LabelService]
			if e.Reason == "Unhealthy" && verdict.Starting(p, at) {
				return
			}
		} else if !h.watches.runner(ns, service).there() {
			service = verdict.SetService(name) // a Job's pods have a part less in their names
		}
		if h.watches.Pod(ns, name) != nil && h.fetches.see(e) {
			h.fetching(ns, service)
		}
		if e.Reason == "Evicted" && time.Since(at) < fresh {
			h.evicted(e)
		}
	case "ReplicaSet":
		service = verdict.SetService(name)
	case "Job":
		service = name
	}
	// The order must be of this realm, and the service of the order: a name alone proves nothing.
	if len(h.watches.all(ns)) == 0 || service != "" && !h.watches.runner(ns, service).there() {
		return
	}
	told, ok := verdict.Translate(e.InvolvedObject.Kind, e.Reason, e.Message, e.Type == corev1.EventTypeWarning, h.secrets(e))
	if !ok {
		return
	}
	if told.Code == wire.HappenedDiskStays {
		told.Figures = map[string]string{"volume": e.InvolvedObject.Name}
	}
	told.Service, told.At = service, at
	h.tellHappening(id, ns, told)
}

// secrets are names of machines and addresses that no user is told.
func (h *happenings) secrets(e *corev1.Event) []string {
	all := h.machines.secrets()
	for _, name := range []string{e.Source.Host, e.ReportingInstance} {
		if len(name) > 2 {
			all = append(all, name)
		}
	}
	return all
}

// newEvent reports whether an event, or one more time of it, is news.
func (h *happenings) newEvent(uid types.UID, at time.Time) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if old, ok := h.events[uid]; ok && !at.After(old) {
		return false
	}
	if len(h.events) >= knownEvents {
		clear(h.events) // whoever hears of one twice knows it by its time
	}
	h.events[uid] = at
	return true
}

// seeStatus tells what is new in a pod's status.
func (h *happenings) seeStatus(p *corev1.Pod) {
	id, err := order.ParseID(p.Labels[build.LabelOrder])
	if err != nil || h.realm.Namespace(id) != p.Namespace {
		return
	}
	h.mu.Lock()
	t := h.statuses[p.UID]
	if t == nil {
		t = &verdict.Told{}
		h.statuses[p.UID] = t
	}
	news := verdict.OfStatus(p, p.Labels[build.LabelService], t) // the pods' watch calls this one at a time
	h.mu.Unlock()
	for _, x := range news {
		h.tellHappening(id, p.Namespace, x)
	}
}

func (h *happenings) loseStatus(uid types.UID) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.statuses, uid)
	h.fetches.lose(uid)
}

// tellHappening tells one, if there have not been too many of its kind.
func (h *happenings) tellHappening(id order.ID, ns string, x wire.Happening) {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := time.Now()
	if len(h.buckets) >= knownEvents {
		for k, b := range h.buckets {
			if now.Sub(b.at) > happenBurst*happenEvery {
				delete(h.buckets, k)
			}
		}
	}
	key := ns + "/" + x.Code
	b, ok := h.buckets[key]
	if !ok {
		b = bucket{happenBurst, now}
	}
	b.left = min(b.left+now.Sub(b.at).Seconds()/happenEvery.Seconds(), happenBurst)
	b.at = now
	tell := b.left >= 1
	if tell {
		b.left--
	}
	h.buckets[key] = b
	if tell {
		h.tell(cluster.Happening{Order: id, Happening: x})
	}
}
