package kube

import (
	"maps"
	"strconv"
	"strings"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"

	"berth/gateway/cluster"
	"berth/gateway/kube/build"
	"berth/gateway/kube/verdict"
	"berth/shared/order"
	"berth/shared/wire"
)

// fresh is how old an eviction may be to be told: after a start the old ones come again.
const fresh = time.Minute

// phases tell how far a realm's services are, each time that is news.
type phases struct {
	realm   build.Realm
	watches *watches
	fetches *fetches
	tell    func(cluster.Event)

	mu       sync.Mutex // held while events are told, so that they arrive in their order
	told     map[string]cluster.Event
	declared map[string]declared // by namespace and service
	applying map[string]bool     // namespaces whose services are being applied: nothing is told of them until that is through
}

func newPhases(r build.Realm, w *watches, x *fetches) *phases {
	return &phases{
		realm: r, watches: w, fetches: x, tell: func(cluster.Event) {},
		told: map[string]cluster.Event{}, declared: map[string]declared{}, applying: map[string]bool{},
	}
}

// hold keeps everything about an order's services untold until release.
func (f *phases) hold(ns string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.applying[ns] = true
}

// release takes what was declared of an order's services. Everything about them is news then.
func (f *phases) release(ns string, all map[string]declared) {
	f.mu.Lock()
	delete(f.applying, ns)
	maps.DeleteFunc(f.told, func(key string, _ cluster.Event) bool { return strings.HasPrefix(key, ns+"/") })
	f.undeclare(ns)
	for name, x := range all {
		f.declared[ns+"/"+name] = x
	}
	f.mu.Unlock()
	for name := range all {
		f.look(ns, name)
	}
}

// drop forgets what was declared of an order's services, which end. What was told of them stays told.
func (f *phases) drop(ns string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.undeclare(ns)
}

// undeclare is drop for who holds mu.
func (f *phases) undeclare(ns string) {
	maps.DeleteFunc(f.declared, func(key string, _ declared) bool { return strings.HasPrefix(key, ns+"/") })
}

// look tells what has become of a service, if that is news. Each watch goes at its own pace: nothing is told while that of
// what runs it is behind what was applied, and nothing is ready before the Service is there that Dial goes by.
func (f *phases) look(ns, name string) {
	if name == "" {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.applying[ns] {
		return
	}
	key := ns + "/" + name
	r := f.watches.runner(ns, name)
	if !r.there() {
		was, told := f.told[key]
		delete(f.told, key)
		if _, wanted := f.declared[key]; told && wanted { // not by this gateway: somebody has deleted it
			was.Phase, was.Text, was.At = wire.PhaseScheduled, verdict.Deleted.Text(), time.Now()
			f.tell(was)
		}
		return
	}
	if f.declared[key].behind(r) {
		return
	}
	ev, ok := eventOf(r.object().GetLabels(), r.notes())
	if !ok || f.realm.Namespace(ev.Order) != ns { // labels alone prove nothing
		return
	}
	ev.Phase, ev.Text = f.watches.verdict(ns, name, r)
	if ev.Phase == wire.PhaseReady && f.told[key].Phase != wire.PhaseReady && dialable(r) {
		if s, err := f.watches.services.Services(ns).Get(build.GateName(name)); err != nil || !f.declared[key].leadsTo(s) {
			ev.Phase, ev.Text = wire.PhaseStarting, verdict.NotAnswering.Text()
		}
	}
	if ev.Phase == wire.PhasePulling {
		ev.Fetch = f.fetching(ns, name, r)
		ev.Text = withSize(ev.Text, ev.Fetch)
	}
	if f.told[key] == ev {
		return
	}
	f.told[key] = ev
	ev.At = time.Now()
	f.tell(ev)
}

// fetching is what is being fetched for a service that waits for its image, as far as it is known.
func (f *phases) fetching(ns, name string, r runner) (x wire.Fetch) {
	sizes := f.declared[ns+"/"+name].sizes
	for _, p := range f.watches.staying(ns, name, r.notes()) {
		if x = f.fetches.of(p.UID); x.Image != "" {
			break
		}
		x.Image = verdict.Begins(p) // it has not begun, or nobody has said so yet
	}
	x.SizeMiB = sizes[x.Image]
	return x
}

// evicted tells of a pod that took more than it may, or for which a machine was too full. Only the cluster's events say
// so for certain: a pod that ends well when it is told to counts as having succeeded.
func (f *phases) evicted(e *corev1.Event) {
	p, err := f.watches.pods.Pods(e.InvolvedObject.Namespace).Get(e.InvolvedObject.Name)
	if err != nil {
		return // not an order's
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	ev, ok := eventOf(p.Labels, p.Annotations)
	if !ok || f.realm.Namespace(ev.Order) != p.Namespace {
		return
	}
	ev.Phase, ev.Text, ev.At = wire.PhaseFailed, verdict.Evicted(e.Message), time.Now()
	delete(f.told, p.Namespace+"/"+ev.Service) // what comes next is news
	f.tell(ev)
}

// eventOf begins an event by the labels and annotations of what it is about.
func eventOf(labels, notes map[string]string) (cluster.Event, bool) {
	id, err := order.ParseID(labels[build.LabelOrder])
	if err != nil {
		return cluster.Event{}, false
	}
	revision, err := strconv.ParseUint(notes[build.NoteRevision], 10, 64)
	return cluster.Event{Order: id, Revision: revision, Service: labels[build.LabelService]}, err == nil
}
