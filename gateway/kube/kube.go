// Package kube is a runtime on Kubernetes: a namespace for each order, closed in by Pod Security, a quota, limits and
// network policies, and in it a Deployment and a Service for each service. Everything is applied on the server's side,
// so that applying again changes nothing, and everything that this gateway made can be found by its labels. The builders
// are pure, one object a file.
package kube

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	appslisters "k8s.io/client-go/listers/apps/v1"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"

	"berth/gateway/lease"
	"berth/gateway/manifest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
)

// Config is what a Cluster is made of.
type Config struct {
	Node         eth.Address
	Kubeconfig   string               // path; empty: that of the pod
	Capacity     resource.Resources   // zero: what the cluster's nodes can allocate
	StorageClass string               // of disks; empty: the cluster's default
	RuntimeClass string               // of pods; empty: the cluster's default
	Log          *slog.Logger         //
	Client       kubernetes.Interface // instead of Kubeconfig
	Dial         func(ctx context.Context, network, addr string) (net.Conn, error)
}

// Cluster implements lease.Cluster.
type Cluster struct {
	cfg    Config
	client kubernetes.Interface
	log    *slog.Logger
	dial   func(ctx context.Context, network, addr string) (net.Conn, error)

	factory     informers.SharedInformerFactory
	deployments appslisters.DeploymentLister
	pods        corelisters.PodLister
	services    corelisters.ServiceLister
	stop        chan struct{}
	stopOnce    sync.Once
	observe     func(lease.Event)

	mu   sync.Mutex // held while events are told, so that they arrive in their order
	told map[string]lease.Event
}

var _ lease.Cluster = (*Cluster)(nil)

const (
	manager   = "berth" // of fields, and the value of managed-by
	perCall   = 15 * time.Second
	perDial   = 2 * time.Second
	dialTries = 3
)

// New makes a cluster. The API server is not asked yet, so that a gateway can start while it is away.
func New(cfg Config) (*Cluster, error) {
	c := &Cluster{cfg: cfg, client: cfg.Client, log: cfg.Log, dial: cfg.Dial, stop: make(chan struct{}), observe: func(lease.Event) {}, told: map[string]lease.Event{}}
	if c.client == nil {
		rc, err := restConfig(cfg.Kubeconfig)
		if err != nil {
			return nil, fmt.Errorf("kube: %w", err)
		}
		rc.Timeout = 0 // watches are long; every call has a deadline of its own
		rc.QPS, rc.Burst = 50, 100
		rc.UserAgent = "berth-gateway"
		if c.client, err = kubernetes.NewForConfig(rc); err != nil {
			return nil, fmt.Errorf("kube: %w", err)
		}
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
	c.stopOnce.Do(func() { close(c.stop) })
	c.factory.Shutdown()
	return nil
}

// Observe implements lease.Cluster; it starts the watches.
func (c *Cluster) Observe(f func(lease.Event)) {
	c.observe = f
	see := func(obj any) {
		if gone, ok := obj.(cache.DeletedFinalStateUnknown); ok {
			obj = gone.Obj
		}
		if m, ok := obj.(metav1.Object); ok {
			c.look(m.GetNamespace(), m.GetLabels()[labelService], false)
		}
	}
	h := cache.ResourceEventHandlerFuncs{AddFunc: see, UpdateFunc: func(_, obj any) { see(obj) }, DeleteFunc: see}
	for _, i := range []cache.SharedIndexInformer{
		c.factory.Apps().V1().Deployments().Informer(), c.factory.Core().V1().Pods().Informer(), c.factory.Core().V1().Services().Informer(),
	} {
		if _, err := i.AddEventHandler(h); err != nil {
			c.log.Error("watch", "err", err) // only after Close
		}
	}
	c.factory.Start(c.stop)
}

// Capacity implements lease.Cluster.
func (c *Cluster) Capacity(ctx context.Context) (resource.Resources, error) {
	if !c.cfg.Capacity.IsZero() {
		return c.cfg.Capacity, nil
	}
	ctx, cancel := context.WithTimeout(ctx, perCall)
	defer cancel()
	nodes, err := c.client.CoreV1().Nodes().List(ctx, metav1.ListOptions{})
	if err != nil {
		return resource.Resources{}, fmt.Errorf("kube: nodes: %w", err)
	}
	return allocatable(nodes.Items), nil
}

// Apply implements lease.Cluster.
func (c *Cluster) Apply(ctx context.Context, w lease.Workload) error {
	ctx, cancel := context.WithTimeout(ctx, 2*perCall)
	defer cancel()
	p := c.plan(w)
	force := metav1.ApplyOptions{FieldManager: manager, Force: true}
	core, ns := c.client.CoreV1(), p.namespace()
	if _, err := core.Namespaces().Apply(ctx, namespace(p), force); err != nil {
		return refusal("namespace", err)
	}
	// The fences stand before anything runs behind them.
	if _, err := core.ResourceQuotas(ns).Apply(ctx, quota(p), force); err != nil {
		return refusal("quota", err)
	}
	if _, err := core.LimitRanges(ns).Apply(ctx, limits(p), force); err != nil {
		return refusal("limits", err)
	}
	if _, err := c.client.NetworkingV1().NetworkPolicies(ns).Apply(ctx, policy(p), force); err != nil {
		return refusal("network policy", err)
	}
	if err := c.prune(ctx, ns, w.Manifest); err != nil {
		return err
	}
	for _, s := range w.Manifest.Services {
		if s.Disk != "" {
			if _, err := core.PersistentVolumeClaims(ns).Apply(ctx, disk(p, s), force); err != nil {
				return refusal("disk of "+s.Name, err)
			}
		}
		if _, err := core.Services(ns).Apply(ctx, service(p, s), force); err != nil {
			return refusal("service "+s.Name, err)
		}
		if _, err := c.client.AppsV1().Deployments(ns).Apply(ctx, deployment(p, s), force); err != nil {
			return refusal("deployment "+s.Name, err)
		}
	}
	for _, s := range w.Manifest.Services {
		c.look(ns, s.Name, true)
	}
	return nil
}

// refusal makes a problem of what the cluster will never take, so that the user is told; anything else is tried again.
func refusal(what string, err error) error {
	if apierrors.IsInvalid(err) || apierrors.IsBadRequest(err) {
		return problem.New(422, problem.DoesNotFit, "the cluster refuses the %s", what).Remedy("%s", clip(err.Error())).Because(err)
	}
	return fmt.Errorf("kube: %s: %w", what, err)
}

// prune removes the services that a manifest no longer has; their disks stay.
func (c *Cluster) prune(ctx context.Context, ns string, m manifest.Manifest) error {
	keep := func(name string) bool {
		return slices.ContainsFunc(m.Services, func(s manifest.Service) bool { return s.Name == name })
	}
	return c.remove(ctx, ns, keep)
}

// remove deletes the Deployments and Services of a namespace, but for those to be kept.
func (c *Cluster) remove(ctx context.Context, ns string, keep func(name string) bool) error {
	list := metav1.ListOptions{LabelSelector: c.selector()}
	now := metav1.DeletePropagationBackground
	deployments, err := c.client.AppsV1().Deployments(ns).List(ctx, list)
	if err != nil {
		return fmt.Errorf("kube: deployments: %w", err)
	}
	for _, d := range deployments.Items {
		if keep(d.Name) {
			continue
		}
		if err := c.client.AppsV1().Deployments(ns).Delete(ctx, d.Name, metav1.DeleteOptions{PropagationPolicy: &now}); err != nil && !apierrors.IsNotFound(err) {
			return fmt.Errorf("kube: deployment %s: %w", d.Name, err)
		}
	}
	services, err := c.client.CoreV1().Services(ns).List(ctx, list)
	if err != nil {
		return fmt.Errorf("kube: services: %w", err)
	}
	for _, s := range services.Items {
		if keep(s.Name) {
			continue
		}
		if err := c.client.CoreV1().Services(ns).Delete(ctx, s.Name, metav1.DeleteOptions{}); err != nil && !apierrors.IsNotFound(err) {
			return fmt.Errorf("kube: service %s: %w", s.Name, err)
		}
	}
	return nil
}

// Stop implements lease.Cluster.
func (c *Cluster) Stop(ctx context.Context, id order.ID) error {
	ctx, cancel := context.WithTimeout(ctx, 2*perCall)
	defer cancel()
	return c.remove(ctx, c.namespaceOf(id), func(string) bool { return false })
}

// Delete implements lease.Cluster. The cluster takes about ten seconds more to be through with it.
func (c *Cluster) Delete(ctx context.Context, id order.ID) error {
	ctx, cancel := context.WithTimeout(ctx, perCall)
	defer cancel()
	if err := c.client.CoreV1().Namespaces().Delete(ctx, c.namespaceOf(id), metav1.DeleteOptions{}); err != nil && !apierrors.IsNotFound(err) {
		return fmt.Errorf("kube: namespace: %w", err)
	}
	return nil
}

// Orders implements lease.Cluster.
func (c *Cluster) Orders(ctx context.Context) ([]order.ID, error) {
	ctx, cancel := context.WithTimeout(ctx, perCall)
	defer cancel()
	var ids []order.ID
	for next := ""; ; {
		page, err := c.client.CoreV1().Namespaces().List(ctx, metav1.ListOptions{LabelSelector: c.selector(), Limit: 500, Continue: next})
		if err != nil {
			return nil, fmt.Errorf("kube: namespaces: %w", err)
		}
		for _, n := range page.Items {
			if id, err := order.ParseID(n.Labels[labelOrder]); err == nil && n.DeletionTimestamp == nil {
				ids = append(ids, id)
			}
		}
		if next = page.Continue; next == "" {
			slices.Sort(ids)
			return ids, nil
		}
	}
}

// Dial implements lease.Cluster: it connects to the Service's cluster address.
func (c *Cluster) Dial(ctx context.Context, id order.ID, name string) (net.Conn, error) {
	s, err := c.services.Services(c.namespaceOf(id)).Get(name)
	if err != nil || s.Spec.ClusterIP == "" || len(s.Spec.Ports) == 0 {
		return nil, fmt.Errorf("order %s service %.20s: %w", id, name, lease.ErrNotRunning)
	}
	addr := net.JoinHostPort(s.Spec.ClusterIP, strconv.Itoa(int(s.Spec.Ports[0].Port)))
	for try := 1; ; try++ {
		dctx, cancel := context.WithTimeout(ctx, perDial)
		conn, err := c.dial(dctx, "tcp", addr)
		cancel()
		if err == nil {
			return conn, nil
		}
		// Right after a change the rules for a Service are not yet everywhere.
		if try == dialTries || !errors.Is(err, syscall.ECONNREFUSED) || ctx.Err() != nil {
			return nil, fmt.Errorf("order %s service %s: %w: %w", id, name, lease.ErrNotRunning, err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(time.Duration(try) * 50 * time.Millisecond):
		}
	}
}

// Logs implements lease.Cluster.
func (c *Cluster) Logs(ctx context.Context, id order.ID, name string, limit int) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, perCall)
	defer cancel()
	ns := c.namespaceOf(id)
	pod := c.pod(ns, name, nil)
	if pod == nil {
		return nil, fmt.Errorf("order %s service %.20s: %w", id, name, lease.ErrNotRunning)
	}
	// The API can cut a log's head by lines only: a few more than fit, and the rest here.
	lines := int64(limit/16 + 1)
	b, err := c.client.CoreV1().Pods(ns).GetLogs(pod.Name, &corev1.PodLogOptions{Container: name, TailLines: &lines}).DoRaw(ctx)
	if err != nil {
		return nil, fmt.Errorf("kube: logs of %s: %w", name, err)
	}
	return b[max(0, len(b)-limit):], nil
}

// pod is the newest pod of a service that is not on its way out; with a deployment only one of its present revision.
func (c *Cluster) pod(ns, name string, d *appsv1.Deployment) *corev1.Pod {
	all, err := c.pods.Pods(ns).List(labels.SelectorFromSet(labels.Set{labelService: name}))
	if err != nil {
		return nil
	}
	var newest *corev1.Pod
	for _, p := range all {
		if p.DeletionTimestamp != nil || d != nil && (p.Annotations[noteRevision] != d.Spec.Template.Annotations[noteRevision] || p.Annotations[noteRestart] != d.Spec.Template.Annotations[noteRestart]) {
			continue
		}
		if newest == nil || newest.CreationTimestamp.Before(&p.CreationTimestamp) {
			newest = p
		}
	}
	return newest
}

// look tells what has become of a service, if that is news; with again also if it is not.
func (c *Cluster) look(ns, name string, again bool) {
	if name == "" {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	key := ns + "/" + name
	d, err := c.deployments.Deployments(ns).Get(name)
	if err != nil {
		delete(c.told, key)
		return
	}
	id, err := order.ParseID(d.Labels[labelOrder])
	if err != nil {
		return
	}
	revision, err := strconv.ParseUint(d.Spec.Template.Annotations[noteRevision], 10, 64)
	if err != nil {
		return
	}
	ev := lease.Event{Order: id, Revision: revision, Service: name}
	ev.Phase, ev.Text = judge(d, c.pod(ns, name, d))
	if c.told[key] == ev && !again {
		return
	}
	c.told[key] = ev
	ev.At = time.Now()
	c.observe(ev)
}
