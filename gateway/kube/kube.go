// Package kube is a runtime on Kubernetes: a namespace for each order, closed in by Pod Security, a quota, limits and
// network policies, and in it a Deployment and a Service for each service. Everything is applied on the server's side,
// so that applying again changes nothing, and everything that this gateway made can be found by its labels. The builders
// are pure, one object a file.
package kube

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	appslisters "k8s.io/client-go/listers/apps/v1"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"

	"berth/gateway/cluster"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Config is what a Cluster is made of.
type Config struct {
	Node         eth.Address
	ChainID      uint64               // with Node and Market: whose orders these are
	Market       eth.Address          //
	Logs         string               // folder for the logs of what was stopped; empty: they are not kept
	Kubeconfig   string               // path; empty: that of the pod
	Capacity     resource.Resources   // zero: what the cluster's nodes can allocate
	StorageClass string               // of disks; empty: the cluster's default
	RuntimeClass string               // of pods; empty: the cluster's default
	Log          *slog.Logger         //
	Client       kubernetes.Interface // instead of Kubeconfig
	Dial         func(ctx context.Context, network, addr string) (net.Conn, error)
}

// Cluster implements cluster.Cluster.
type Cluster struct {
	cfg    Config
	realm  realm
	client kubernetes.Interface
	rest   *rest.Config // nil with Config.Client
	log    *slog.Logger
	dial   func(ctx context.Context, network, addr string) (net.Conn, error)

	factory     informers.SharedInformerFactory
	deployments appslisters.DeploymentLister
	pods        corelisters.PodLister
	services    corelisters.ServiceLister
	life        context.Context
	end         context.CancelFunc
	loops       sync.WaitGroup
	observe     func(cluster.Event)
	happen      func(cluster.Happening)

	mu       sync.Mutex // held while events are told, so that they arrive in their order
	told     map[string]cluster.Event
	declared map[string]declared // by namespace and service
	applying map[string]bool     // namespaces whose services are being applied: nothing is told of them until that is through

	ghosts ghosts

	fencing sync.Mutex
	closed  []netip.Prefix // as in the policies; nil: not known yet

	openLog   func(ctx context.Context, ns, pod string, o *corev1.PodLogOptions) (io.ReadCloser, error)
	ask       func(ctx context.Context, path string, query ...string) ([]byte, error)
	listening chan struct{} // one for each pod that is listened to at its end

	keeping sync.Mutex // also held while the files of kept logs change
	heard   map[types.UID]struct{}
	buried  map[order.ID]time.Time // orders that were deleted just now

	happenMu sync.Mutex // held while happenings are told
	statuses map[types.UID]*podTold
	events   map[types.UID]time.Time // when it was seen last
	buckets  map[string]bucket       // by namespace and code
	products []string                // labels of the machines' GPUs
	machines []string                // their names and addresses, which no user is told

	useMu sync.Mutex
	cpu   map[string]cpuTime // by pod
	said  map[string]bool    // in the log, so that it is not said each time
}

var _ cluster.Cluster = (*Cluster)(nil)

const (
	manager   = "berth" // of fields, and the value of managed-by
	perCall   = 15 * time.Second
	tendEvery = 30 * time.Second
)

// New makes a cluster. The API server is not asked yet, so that a gateway can start while it is away.
func New(cfg Config) (*Cluster, error) {
	c := &Cluster{cfg: cfg, realm: realm{cfg.Node, cfg.ChainID, cfg.Market}, client: cfg.Client, log: cfg.Log, dial: cfg.Dial, observe: func(cluster.Event) {}, happen: func(cluster.Happening) {}, told: map[string]cluster.Event{},
		declared: map[string]declared{}, applying: map[string]bool{},
		listening: make(chan struct{}, listeners), heard: map[types.UID]struct{}{}, buried: map[order.ID]time.Time{},
		cpu: map[string]cpuTime{}, said: map[string]bool{}, statuses: map[types.UID]*podTold{}, events: map[types.UID]time.Time{}, buckets: map[string]bucket{}}
	c.ask = c.get
	c.life, c.end = context.WithCancel(context.Background())
	if c.client == nil {
		rc, err := restConfig(cfg.Kubeconfig)
		if err != nil {
			return nil, fmt.Errorf("kube: %w", err)
		}
		rc.Timeout = 0 // watches are long; every call has a deadline of its own
		rc.QPS, rc.Burst = 50, 100
		rc.UserAgent = "berth-gateway"
		rc.ContentType, rc.AcceptContentTypes = "application/vnd.kubernetes.protobuf", "application/vnd.kubernetes.protobuf,application/json"
		if c.client, err = kubernetes.NewForConfig(rc); err != nil {
			return nil, fmt.Errorf("kube: %w", err)
		}
		c.rest = rc
	}
	c.openLog = func(ctx context.Context, ns, pod string, o *corev1.PodLogOptions) (io.ReadCloser, error) {
		return c.client.CoreV1().Pods(ns).GetLogs(pod, o).Stream(ctx)
	}
	if c.dial == nil {
		c.dial = (&net.Dialer{Timeout: perDial}).DialContext
	}
	c.factory = informers.NewSharedInformerFactoryWithOptions(c.client, 10*time.Minute, informers.WithTweakListOptions(func(o *metav1.ListOptions) {
		o.LabelSelector = c.selector()
	}))
	c.deployments = c.factory.Apps().V1().Deployments().Lister()
	c.pods = c.factory.Core().V1().Pods().Lister()
	c.services = c.factory.Core().V1().Services().Lister()
	return c, nil
}

func restConfig(kubeconfig string) (*rest.Config, error) {
	if kubeconfig == "" {
		return rest.InClusterConfig()
	}
	return clientcmd.BuildConfigFromFlags("", kubeconfig)
}

// Close ends the watches. What runs goes on running.
func (c *Cluster) Close() error {
	c.keeping.Lock() // nobody starts to listen to a pod any more
	c.end()
	c.keeping.Unlock()
	c.loops.Wait()
	c.factory.Shutdown()
	return nil
}

// Observe implements cluster.Cluster; it starts the watches.
func (c *Cluster) Observe(f func(cluster.Event), h func(cluster.Happening)) {
	c.observe, c.happen = f, h
	see := func(obj any) {
		if gone, ok := obj.(cache.DeletedFinalStateUnknown); ok {
			obj = gone.Obj
		}
		if m, ok := obj.(metav1.Object); ok {
			c.look(m.GetNamespace(), m.GetLabels()[labelService])
		}
	}
	handler := cache.ResourceEventHandlerFuncs{AddFunc: see, UpdateFunc: func(_, obj any) { see(obj) }, DeleteFunc: see}
	pods := cache.ResourceEventHandlerFuncs{AddFunc: c.seePod, UpdateFunc: func(_, obj any) { c.seePod(obj) }, DeleteFunc: c.losePod}
	if _, err := c.factory.Core().V1().Pods().Informer().AddEventHandler(pods); err != nil {
		c.log.Error("watch", "err", err) // only after Close
	}
	for _, i := range []cache.SharedIndexInformer{
		c.factory.Apps().V1().Deployments().Informer(), c.factory.Core().V1().Pods().Informer(), c.factory.Core().V1().Services().Informer(),
	} {
		if _, err := i.AddEventHandler(handler); err != nil {
			c.log.Error("watch", "err", err) // only after Close
		}
	}
	c.factory.Start(c.life.Done())
	c.watchEvents()
	c.loops.Go(c.tend)
}

func (c *Cluster) seePod(obj any) {
	if p, ok := obj.(*corev1.Pod); ok {
		c.seeStatus(p)
		c.hear(p)
	}
}

func (c *Cluster) losePod(obj any) {
	if gone, ok := obj.(cache.DeletedFinalStateUnknown); ok {
		obj = gone.Obj
	}
	if p, ok := obj.(*corev1.Pod); ok {
		c.ghosts.lay(p.UID)
		c.unheard(p.UID)
		c.loseStatus(p.UID)
	}
}

// tend does from time to time what no event asks for.
func (c *Cluster) tend() {
	tick := time.NewTicker(tendEvery)
	defer tick.Stop()
	for {
		select {
		case <-c.life.Done():
			return
		case <-tick.C:
		}
		ctx, cancel := context.WithTimeout(c.life, 2*perCall)
		if err := errors.Join(c.fence(ctx), c.sweep(ctx)); err != nil && c.life.Err() == nil {
			c.log.Warn("the cluster cannot be tended", "err", err)
		}
		cancel()
	}
}

// pod is the newest pod of a service that is not on its way out.
func (c *Cluster) pod(ns, name string) *corev1.Pod {
	var newest *corev1.Pod
	for _, p := range c.podsOf(ns, name, nil) {
		if newest == nil || newest.CreationTimestamp.Before(&p.CreationTimestamp) {
			newest = p
		}
	}
	return newest
}

// podsOf are a service's pods that are not on their way out; with a deployment only those of its present revision.
func (c *Cluster) podsOf(ns, name string, d *appsv1.Deployment) []*corev1.Pod {
	all, err := c.pods.Pods(ns).List(labels.SelectorFromSet(labels.Set{labelService: name}))
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(all, func(p *corev1.Pod) bool {
		return p.DeletionTimestamp != nil || c.ghosts.has(p.UID) || d != nil && (p.Annotations[noteRevision] != d.Spec.Template.Annotations[noteRevision] || p.Annotations[noteRestart] != d.Spec.Template.Annotations[noteRestart])
	})
}

// podsIn are all pods of a namespace that the watch shows.
func (c *Cluster) podsIn(ns string) []*corev1.Pod {
	all, err := c.pods.Pods(ns).List(labels.Everything())
	if err != nil {
		return nil
	}
	return all
}

// ending tells whether pods of a namespace are on their way out, which still count against its quota.
func (c *Cluster) ending(ns string) bool {
	return slices.ContainsFunc(c.podsIn(ns), func(p *corev1.Pod) bool { return p.DeletionTimestamp != nil })
}

// hold keeps everything about an order's services untold until release.
func (c *Cluster) hold(ns string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.applying[ns] = true
}

// release takes what was declared of an order's services. Everything about them is news then.
func (c *Cluster) release(ns string, all map[string]declared) {
	c.forget(ns)
	c.mu.Lock()
	delete(c.applying, ns)
	for name, x := range all {
		c.declared[ns+"/"+name] = x
	}
	c.mu.Unlock()
	for name := range all {
		c.look(ns, name)
	}
}

// forget makes what was told and declared of an order's services count no more.
func (c *Cluster) forget(ns string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	mine := func(key string) bool { return strings.HasPrefix(key, ns+"/") }
	maps.DeleteFunc(c.told, func(key string, _ cluster.Event) bool { return mine(key) })
	maps.DeleteFunc(c.declared, func(key string, _ declared) bool { return mine(key) })
}

// look tells what has become of a service, if that is news. Each watch goes at its own pace: nothing is told while that of
// the Deployments is behind what was applied, and nothing is ready before the Service is there that Dial goes by.
func (c *Cluster) look(ns, name string) {
	if name == "" {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.applying[ns] {
		return
	}
	key := ns + "/" + name
	d, err := c.deployments.Deployments(ns).Get(name)
	if err != nil {
		delete(c.told, key)
		return
	}
	if c.declared[key].behind(d) {
		return
	}
	ev, ok := eventOf(d.Labels, d.Spec.Template.Annotations)
	if !ok || c.namespaceOf(ev.Order) != ns { // labels alone prove nothing
		return
	}
	ev.Phase, ev.Text = judgeAll(d, c.podsOf(ns, name, d), c.ending(ns))
	if ev.Phase == wire.PhaseReady && c.told[key].Phase != wire.PhaseReady && dialable(d) {
		if s, err := c.services.Services(ns).Get(name); err != nil || !c.declared[key].leadsTo(s) {
			ev.Phase, ev.Text = wire.PhaseStarting, notAnswering
		}
	}
	if c.told[key] == ev {
		return
	}
	c.told[key] = ev
	ev.At = time.Now()
	c.observe(ev)
}

// eventOf begins an event by the labels and annotations of what it is about.
func eventOf(labels, notes map[string]string) (cluster.Event, bool) {
	id, err := order.ParseID(labels[labelOrder])
	if err != nil {
		return cluster.Event{}, false
	}
	revision, err := strconv.ParseUint(notes[noteRevision], 10, 64)
	return cluster.Event{Order: id, Revision: revision, Service: labels[labelService]}, err == nil
}
