// Package kube is a runtime on Kubernetes: a namespace for each order, closed in by Pod Security, a quota, limits and
// network policies, and in it a Deployment (a Job for what runs once) and a Service for each service. Everything is applied on the server's side,
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
	"berth/gateway/kube/claim"
	"berth/gateway/kube/logs"
	"berth/gateway/kube/prepull"
	"berth/gateway/kube/probe"
	"berth/gateway/kube/spread"
	"berth/gateway/manifest"
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
	SandboxClass string             // runtime class with a kernel or a machine of its own; empty: none
	ProbeImage   string             // with sh and cat, to find out what machines can do; empty: nothing is found out, and nothing runs as root
	Registries   reach.Registries   // from where images may come
	HelperImage  string             // has the program that fills volumes from images, as /fill; empty: none is filled
	Ahead        []string           // images to be pulled onto all machines before anybody asks for them; needs HelperImage
	AheadMiB     uint32             // that all of them may be together, as they are fetched
	Weigh        func(ctx context.Context, image string) (mib uint32, known bool)
	Cached       bool         // the machines verify who may start an image that they have; else its registry is asked each time
	Ports        []reach.Span // of the internet that pods may reach; nil: all but reach.ClosedPorts
	Bandwidth    uint32       // of a pod in each direction, in Mbit/s, where the network's plugin knows of that; 0: no limit
	Log          *slog.Logger //
	Client       *api.Client  // instead of Kubeconfig
	Reach        Reach        // empty: ReachDirect
	Dial         func(ctx context.Context, network, addr string) (net.Conn, error)
	Lookup       func(ctx context.Context, network, host string) ([]netip.Addr, error) // of registries; nil: the system's
	Size         func(s manifest.Service) (mib uint32)                                 // of a service's image, 0 if that is not known; nil: it never is
}

// Cluster implements cluster.Cluster.
type Cluster struct {
	cfg    Config
	realm  build.Realm
	client *api.Client
	log    *slog.Logger
	dial   func(ctx context.Context, network, addr string) (net.Conn, error)

	watches    *watches
	claims     *claim.Claims
	spread     *spread.Spread
	phases     *phases
	happenings *happenings
	machines   *machines
	account    *account
	isolation  *isolation
	logs       *logs.Logs
	applier    *applier
	starter    *starter
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
		var err error
		if c.client, err = Connect(cfg.Kubeconfig); err != nil {
			return nil, err
		}
	}
	if c.dial == nil {
		c.dial = (&net.Dialer{Timeout: perDial}).DialContext
	}
	if cfg.Reach != "" && cfg.Reach != ReachDirect && c.client.Forward == nil {
		return nil, fmt.Errorf("kube: reach %q: there is no API server behind this client", cfg.Reach)
	}
	if c.cfg.Lookup == nil {
		c.cfg.Lookup = net.DefaultResolver.LookupNetIP
	}
	if c.cfg.Size == nil {
		c.cfg.Size = func(manifest.Service) uint32 { return 0 }
	}
	if c.cfg.Ports == nil {
		var err error
		if c.cfg.Ports, err = reach.OpenPorts(reach.ClosedPorts()); err != nil {
			return nil, fmt.Errorf("kube: %w", err)
		}
	}
	c.account = &account{client: c.client}
	c.isolation = &isolation{
		client: c.client, account: c.account, log: c.log, machines: map[string]seen{}, with: probe.Config{
			Client: c.client, Realm: c.realm, Image: cfg.ProbeImage, RuntimeClass: cfg.RuntimeClass, SandboxClass: cfg.SandboxClass, Waits: probe.Patient,
		},
	}
	c.watches = newWatches(c.client, c.selector())
	if cfg.Reach != "" && cfg.Reach != ReachDirect {
		c.dial = (&way{reach: cfg.Reach, direct: c.dial, forward: c.client.Forward, find: c.watches.at, routed: routed, now: time.Now, log: c.log}).dial
	}
	// The field, and not what it has now: a test may change it.
	c.spread = spread.New(func(ctx context.Context, network, addr string) (net.Conn, error) { return c.dial(ctx, network, addr) })
	fetches := newFetches(c.machines)
	c.phases = newPhases(c.realm, c.watches, fetches)
	c.happenings = newHappenings(c.realm, c.watches, c.machines, fetches, c.phases.evicted, c.phases.look)
	c.claims = claim.New(c.client, c.realm, c.selector(), cfg.StorageClass, c.happenings.tellHappening)
	c.logs = logs.New(c.realm, cfg.Logs, c.watches, server{c.client}, c.log)
	c.meter = newMeter(c.realm, c.watches, c.client, c.selector(), c.log)
	c.applier = &applier{realm: c.realm, watches: c.watches, claims: c.claims, client: c.client, log: c.log}
	c.starter = newStarter(c.watches, c.client)
	c.shells = &shells{realm: c.realm, watches: c.watches, client: c.client, life: c.life, log: c.log}
	return c, nil
}

// Connect makes a client as New does: of a file, or of the pod's own account.
func Connect(kubeconfig string) (*api.Client, error) {
	rc, err := restConfig(kubeconfig)
	if err != nil {
		return nil, fmt.Errorf("kube: %w", err)
	}
	client, err := api.New(rc)
	if err != nil {
		return nil, fmt.Errorf("kube: %w", err)
	}
	return client, nil
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
	for _, i := range c.watches.informers() {
		c.hearOf(i, c.see, c.see)
	}
	c.watches.run(c.life, &c.loops)
	if err := c.claims.Run(c.life, &c.loops); err != nil {
		c.log.Error("watch", "err", err) // only after Close
	}
	c.loops.Go(func() { c.happenings.follow(c.life, c.client) })
	c.loops.Go(c.tend)
	c.loops.Go(c.startInTurn)
	c.loops.Go(c.confined)
	puller := prepull.New(prepull.Config{
		Client: c.client, Realm: c.realm, Account: c.account.name, Images: c.cfg.Ahead, Helper: c.cfg.HelperImage, MostMiB: c.cfg.AheadMiB, Registries: c.cfg.Registries,
		Cached: c.cfg.Cached, Class: c.cfg.RuntimeClass, Weigh: c.cfg.Weigh, Log: c.log, Waits: probe.Patient,
	})
	c.loops.Go(func() { puller.Run(c.life) })
	if c.cfg.ProbeImage != "" {
		c.loops.Go(func() { c.isolation.follow(c.life) })
	}
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
		c.starter.see(m.GetNamespace())
	}
}

// startInTurn starts services that come after others as soon as it is their turn.
func (c *Cluster) startInTurn() {
	if !cache.WaitForCacheSync(c.life.Done(), c.watches.ofDeployments.HasSynced, c.watches.ofJobs.HasSynced, c.watches.ofPods.HasSynced) {
		return
	}
	for {
		for _, ns := range c.starter.next() {
			ctx, cancel := context.WithTimeout(c.life, perCall)
			waiting, err := c.starter.start(ctx, ns)
			cancel()
			if err != nil && c.life.Err() == nil {
				c.log.Warn("a service cannot be started yet", "namespace", ns, "err", err) // tend tries again
			}
			for _, name := range waiting {
				c.phases.look(ns, name) // what it waits for may be another thing by now
			}
		}
		select {
		case <-c.life.Done():
			return
		case <-c.starter.signal:
		}
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
		c.starter.seeAll()
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

// Disks implements cluster.Cluster.
func (c *Cluster) Disks(id order.ID) map[string]cluster.Disk { return c.claims.Of(id) }

// Grows implements cluster.Cluster.
func (c *Cluster) Grows() bool { return c.claims.Grows() }

// selector selects what is of this realm.
func (c *Cluster) selector() string { return labels.SelectorFromSet(c.realm.Labels()).String() }

func (c *Cluster) namespaceOf(id order.ID) string { return c.realm.Namespace(id) }
