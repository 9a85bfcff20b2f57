package inspect

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/gateway/cluster"
	"berth/gateway/kube"
	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/gateway/kube/probe"
	"berth/gateway/manifest"
	"berth/gateway/reach"
	"berth/shared/resource"
)

// Trial is an order that nobody has made: two services, of which one tries to reach the API server, over and over, and the other
// writes to a disk. It is in a namespace like an order's, of a realm of its own that no gateway knows, and gone afterwards.
type Trial struct {
	Image        string // with sh and nc, such as busybox
	StorageClass string // empty: the cluster's default
	RuntimeClass string // empty: the cluster's default
	SandboxClass string // empty: none is tried
	Waits        probe.Waits
}

// Outcome is what became of it.
type Outcome struct {
	Namespace string
	Account   string  // user name of the service account that it was done with; empty: it is none
	Lacking   []Right // in the namespace, once the account was given its role there

	Reached bool          // the pod reached the API server while no policy was there
	Fenced  bool          // and did not any more once there was one
	After   time.Duration // so long after
	NetWhy  string        // why the pod did not run, as far as is known

	Disk    bool   // the disk was written to
	DiskWhy string // why not, as far as is known
}

// Names in the trial.
const (
	netService  = "net"
	diskService = "disk"
)

// netScript says again and again whether the API server is reached: by nc -z, or where this nc has no such option (Debian's busybox), by
// whether anything comes back.
const (
	netScript = `try() { nc -z -w 2 "$KUBERNETES_SERVICE_HOST" "$KUBERNETES_SERVICE_PORT" 2>/dev/null || [ -n "$(printf 'GET / HTTP/1.0\r\n\r\n' | nc -w 2 "$KUBERNETES_SERVICE_HOST" "$KUBERNETES_SERVICE_PORT" 2>/dev/null | tr -d '\000')" ]; }
while :; do if try; then echo open; else echo closed; fi; sleep 1; done`
	diskScript = `echo berth > /disk/probe && sync && echo written; while :; do sleep 5; done`
)

const perCall = 10 * time.Second

// Try makes the trial and takes it away again. An error says that it could not be made at all.
func (c *Cluster) Try(ctx context.Context, t Trial) (o Outcome, err error) {
	p, err := c.plan(ctx, t)
	if err != nil {
		return o, err
	}
	o.Namespace, o.Account = p.Namespace(), p.Account
	made, err := api.Apply(ctx, c.client.Namespaces, build.Namespace(p))
	if err != nil {
		return o, fmt.Errorf("a namespace: %w", err)
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), perCall)
		defer cancel()
		gone := c.client.Namespaces.Delete(ctx, made.Name, metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &made.UID}})
		if gone != nil && !apierrors.IsNotFound(gone) {
			err = errors.Join(err, fmt.Errorf("namespace %s is left over: %w; remedy: kubectl delete namespace %s", made.Name, gone, made.Name))
		}
	}()
	if o.Lacking, err = c.bind(ctx, p, t.Waits); err != nil || len(o.Lacking) > 0 {
		return o, err
	}
	if err := c.declare(ctx, p); err != nil {
		return o, err
	}
	return o, c.watch(ctx, p, t, &o)
}

// plan is the trial's, in a realm that is nobody's.
func (c *Cluster) plan(ctx context.Context, t Trial) (build.Plan, error) {
	var realm build.Realm
	rand.Read(realm.Node[:])
	rand.Read(realm.Market[:])
	script := func(name, text string) manifest.Service {
		return manifest.Service{Name: name, Image: t.Image, Command: []string{"/bin/sh", "-c", text}}
	}
	disk := script(diskService, diskScript)
	disk.Mounts = []manifest.Mount{{Volume: "disk", Path: "/disk"}}
	p := build.New(realm, cluster.Workload{
		Order: 1, Revision: 1, Resources: resource.Resources{CPUMilli: 100, MemoryMiB: 128, DiskMiB: 128},
		Manifest: manifest.Manifest{Services: []manifest.Service{script(netService, netScript), disk}, Volumes: []manifest.Volume{{Name: "disk", SizeMiB: 32}}},
	})
	p.StorageClass, p.RuntimeClass = t.StorageClass, t.RuntimeClass
	p.Cached = true // a cluster that reaches no registry may have the image
	var err error
	if p.Ports, err = reach.OpenPorts(nil); err != nil {
		return p, err
	}
	if p.Closed, _, err = kube.Surroundings(ctx, c.client); err != nil {
		return p, err
	}
	user, err := c.Who(ctx)
	if build.IsAccount(user) {
		p.Account = user
	}
	return p, err
}

// bind gives the account its role in the namespace, and says what it lacks of it then.
func (c *Cluster) bind(ctx context.Context, p build.Plan, w probe.Waits) (lacking []Right, err error) {
	ns := p.Namespace()
	if b := build.RoleBinding(p); b != nil {
		if _, err := api.Apply(ctx, c.client.Bindings(ns), b); err != nil {
			return nil, fmt.Errorf("its own role in the namespace: %w", err)
		}
	}
	rights, err := Rights(RoleOrder, ns)
	if err != nil {
		return nil, err
	}
	_, err = probe.Until(ctx, w.Rights, w.Poll, func() (bool, error) {
		lacking, err = c.Lacking(ctx, rights)
		return len(lacking) == 0, err
	})
	return lacking, err
}

// declare makes all but the network policy.
func (c *Cluster) declare(ctx context.Context, p build.Plan) error {
	ns := p.Namespace()
	if _, err := api.Apply(ctx, c.client.Quotas(ns), build.Quota(p)); err != nil {
		return fmt.Errorf("a quota: %w", err)
	}
	if _, err := api.Apply(ctx, c.client.Limits(ns), build.Limits(p)); err != nil {
		return fmt.Errorf("limits: %w", err)
	}
	for _, v := range p.Manifest.Volumes {
		if _, err := api.Apply(ctx, c.client.Disks(ns), build.Disk(p, v)); err != nil {
			return fmt.Errorf("a disk: %w", err)
		}
	}
	for _, s := range p.Manifest.Services {
		if _, err := api.Apply(ctx, c.client.Deployments(ns), build.Deployment(p, s)); err != nil {
			return fmt.Errorf("a deployment: %w", err)
		}
	}
	return nil
}

// watch sees what the pods say, and puts the fence up in between.
func (c *Cluster) watch(ctx context.Context, p build.Plan, t Trial, o *Outcome) error {
	net, disk := &probe.Witness{Client: c.client, Plan: p, Service: netService}, &probe.Witness{Client: c.client, Plan: p, Service: diskService}
	ran, err := probe.Until(ctx, t.Waits.Start, t.Waits.Poll, func() (bool, error) {
		if err := errors.Join(net.Look(ctx), disk.Look(ctx)); err != nil {
			return false, err
		}
		o.Reached, o.Disk = o.Reached || net.Last() == "open", o.Disk || disk.Has("written")
		return o.Reached && o.Disk, nil
	})
	o.NetWhy, o.DiskWhy = net.Why, disk.Why
	if err != nil || !ran && !o.Reached {
		return err
	}
	if _, err := api.Apply(ctx, c.client.Policies(p.Namespace()), build.Policy(p)); err != nil {
		return fmt.Errorf("a network policy: %w", err)
	}
	began := time.Now()
	o.Fenced, err = probe.Until(ctx, t.Waits.Fence, t.Waits.Poll, func() (bool, error) {
		err := net.Look(ctx)
		return net.Last() == "closed", err
	})
	o.After = time.Since(began)
	return err
}
