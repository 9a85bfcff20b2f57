// Package kube is a runtime on Kubernetes: a namespace for each order, closed in by Pod Security, a quota, limits and
// network policies, and in it a Deployment and a Service for each service. Everything is applied on the server's side,
// so that applying again changes nothing, and everything that this gateway made can be found by its labels. What is pure
// has rooms of its own: build makes the objects, verdict says what the cluster's state means.
package kube

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"

	"berth/gateway/cluster"
	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/gateway/kube/logs"
	"berth/gateway/kube/spread"
	"berth/gateway/reach"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Config is what a Cluster is made of.
type Config struct {
	Node         eth.Address
	ChainID      uint64             // with Node and Market: whose orders these are
	Market       eth.Address        //
	Logs         string             // folder for the logs of what was stopped; empty: they are not kept
	Kubeconfig   string             // path; empty: that of the pod
	Capacity     resource.Resources // zero: what the cluster's nodes can allocate
	StorageClass string             // of disks; empty: the cluster's default
	RuntimeClass string             // of pods; empty: the cluster's default
	Registries   reach.Registries   // from where images may come
	Cached       bool               // the machines verify who may start an image that they have; else its registry is asked each time
	Ports        []reach.Span       // of the internet that pods may reach; nil: all but reach.ClosedPorts
	Bandwidth    uint32             // of a pod in each direction, in Mbit/s, where the network's plugin knows of that; 0: no limit
	Log          *slog.Logger       //
	Client       *api.Client        // instead of Kubeconfig
	Dial         func(ctx context.Context, network, addr string) (net.Conn, error)
	Lookup       func(ctx context.Context, network, host string) ([]netip.Addr, error) // of registries; nil: the system's
}

// Cluster implements cluster.Cluster.
type Cluster struct {
	cfg    Config
	realm  build.Realm
	client *api.Client
	log    *slog.Logger
	dial   func(ctx context.Context, network, addr string) (net.Conn, error)

	watches    *watches
	spread     *spread.Spread
	phases     *phases
	happenings *happenings
	machines   *machines
	account    *account
	logs       *logs.Logs
	applier    *applier
	meter      *meter
	shells     *shells

	life  context.Context
	end   context.CancelFunc
	loops sync.WaitGroup

	fencing sync.Mutex
	closed  []netip.Prefix // as in the policies; nil: not known yet
}

var _ cluster.Cluster = (*Cluster)(nil)

const (
	perCall   = 15 * time.Second
	tendEvery = 30 * time.Second
)

// New makes a cluster. The API server is not asked yet, so that a gateway can start while it is away.
func New(cfg Config) (*Cluster, error) {
	c := &Cluster{
		cfg: cfg, realm: build.Realm{Node: cfg.Node, ChainID: cfg.ChainID, Market: cfg.Market}, client: cfg.Client, log: cfg.Log, dial: cfg.Dial,
		machines: &machines{},
	}
	c.life, c.end = context.WithCancel(context.Background())
	if c.client == nil {
		rc, err := restConfig(cfg.Kubeconfig)
		if err != nil {
			return nil, fmt.Errorf("kube: %w", err)
		}
		if c.client, err = api.New(rc); err != nil {
			return nil, fmt.Errorf("kube: %w", err)
		}
	}
	if c.dial == nil {
		c.dial = (&net.Dialer{Timeout: perDial}).DialContext
	}
	if c.cfg.Lookup == nil {
		c.cfg.Lookup = net.DefaultResolver.LookupNetIP
	}
	if c.cfg.Ports == nil {
		var err error
		if c.cfg.Ports, err = reach.OpenPorts(reach.ClosedPorts()); err != nil {
			return nil, fmt.Errorf("kube: %w", err)
		}
	}
	c.account = &account{client: c.client}
	c.watches = newWatches(c.client, c.selector())
	// The field, and not what it has now: a test may change it.
	c.spread = spread.New(func(ctx context.Context, network, addr string) (net.Conn, error) { return c.dial(ctx, network, addr) })
	c.phases = newPhases(c.realm, c.watches)
	c.happenings = newHappenings(c.realm, c.watches, c.machines, c.phases.evicted)
	c.logs = logs.New(c.realm, cfg.Logs, c.watches, server{c.client}, c.log)
	c.meter = newMeter(c.realm, c.watches, c.client, c.selector(), c.log)
	c.applier = &applier{realm: c.realm, watches: c.watches, client: c.client, log: c.log}
	c.shells = &shells{realm: c.realm, watches: c.watches, client: c.client, life: c.life, log: c.log}
	return c, nil
}

func restConfig(kubeconfig string) (*rest.Config, error) {
	load := rest.InClusterConfig
	if kubeconfig != "" {
		load = func() (*rest.Config, error) { return clientcmd.BuildConfigFromFlags("", kubeconfig) }
	}
	rc, err := load()
	if err != nil {
		return nil, err
	}
	rc.Timeout = 0 // watches are long; every call has a deadline of its own
	rc.QPS, rc.Burst = 50, 100
	rc.UserAgent = "berth-gateway"
	rc.ContentType, rc.AcceptContentTypes = "application/vnd.kubernetes.protobuf", "application/vnd.kubernetes.protobuf,application/json"
	return rc, nil
}

// Close ends the watches. What runs goes on running.
func (c *Cluster) Close() error {
	c.end()
	c.logs.Close()
	c.loops.Wait()
	return nil
}

// Observe implements cluster.Cluster; it starts the watches.
func (c *Cluster) Observe(events func(cluster.Event), happenings func(cluster.Happening)) {
	c.phases.tell, c.happenings.tell = events, happenings
	c.hearOf(c.watches.ofPods, c.seePod, c.losePod)
	for _, i := range []cache.SharedIndexInformer{c.watches.ofDeployments, c.watches.ofPods, c.watches.ofServices} {
		c.hearOf(i, c.see, c.see)
	}
	c.watches.run(c.life, &c.loops)
	c.loops.Go(func() { c.happenings.follow(c.life, c.client) })
	c.loops.Go(c.tend)
	c.loops.Go(c.confined)
}

// hearOf calls for what a watch shows: see for what is there or has changed, lose for what is gone.
func (c *Cluster) hearOf(i cache.SharedIndexInformer, see, lose func(any)) {
	gone := func(obj any) {
		if last, ok := obj.(cache.DeletedFinalStateUnknown); ok {
			obj = last.Obj
		}
		lose(obj)
	}
	if _, err := i.AddEventHandler(cache.ResourceEventHandlerFuncs{AddFunc: see, UpdateFunc: func(_, obj any) { see(obj) }, DeleteFunc: gone}); err != nil {
		c.log.Error("watch", "err", err) // only after Close
	}
}

func (c *Cluster) see(obj any) {
	if m, ok := obj.(metav1.Object); ok {
		c.phases.look(m.GetNamespace(), m.GetLabels()[build.LabelService])
	}
}

func (c *Cluster) seePod(obj any) {
	if p, ok := obj.(*corev1.Pod); ok {
		c.spread.See(p, p.Labels[build.LabelService], c.watches.ghosts.has(p.UID))
		c.happenings.seeStatus(p)
		c.logs.Hear(p)
	}
}

func (c *Cluster) losePod(obj any) {
	if p, ok := obj.(*corev1.Pod); ok {
		c.spread.Lose(p.Namespace, p.Labels[build.LabelService], p.UID)
		c.watches.ghosts.lay(p.UID)
		c.logs.Unheard(p.UID)
		c.happenings.loseStatus(p.UID)
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

// Log implements cluster.Cluster.
func (c *Cluster) Log(ctx context.Context, id order.ID, name string, q cluster.LogQuery, take func([]wire.LogLine) error) error {
	return c.logs.Read(ctx, id, name, q, take)
}

// Use implements cluster.Cluster.
func (c *Cluster) Use(ctx context.Context) (map[order.ID]map[string]cluster.Use, error) {
	return c.meter.use(ctx)
}

// Moved implements cluster.Cluster.
func (c *Cluster) Moved() map[order.ID]uint64 { return c.meter.net.all() }

// HasShell implements cluster.Cluster.
func (c *Cluster) HasShell() bool { return c.client.Exec != nil }

// Shell implements cluster.Cluster.
func (c *Cluster) Shell(ctx context.Context, id order.ID, name string, t cluster.Terminal) (int, error) {
	return c.shells.open(ctx, id, name, t)
}

// Exec implements cluster.Cluster.
func (c *Cluster) Exec(ctx context.Context, id order.ID, name, command string, s cluster.Streams) (int, error) {
	return c.shells.command(ctx, id, name, command, s)
}

// selector selects what is of this realm.
func (c *Cluster) selector() string { return labels.SelectorFromSet(c.realm.Labels()).String() }

func (c *Cluster) namespaceOf(id order.ID) string { return c.realm.Namespace(id) }
