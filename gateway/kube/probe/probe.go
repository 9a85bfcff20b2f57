// Package probe finds out what a cluster's machines can do by trying: a pod on each, in a namespace of its own, says whether root
// in it is nobody on the machine, and whether it has another kernel than the machine. What machines say of themselves is not
// enough: they also say it where the file system or the kernel cannot do it.
package probe

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/gateway/cluster"
	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/gateway/manifest"
	"berth/shared/resource"
)

// Config is what is tried, and by whom.
type Config struct {
	Client       *api.Client
	Realm        build.Realm // the gateway's
	Account      string      // user name of the service account that it is done with; empty: it is none
	Image        string      // with sh and cat, such as busybox
	RuntimeClass string      // of pods; empty: the cluster's default
	SandboxClass string      // of those that are sandboxed; empty: none are tried
	Waits        Waits
}

// Found is what was found out.
type Found struct {
	Held     bool               // the cluster lets no pod be root but in a user namespace or a sandbox
	Why      string             // it does not, as far as is known
	Machines map[string]Machine // by the names of their nodes
	Overhead corev1.ResourceList
}

// Machine is what one machine can do.
type Machine struct{ Userns, Sandbox Answer }

// Answer is what came of one try.
type Answer struct {
	Yes  bool
	Open bool   // it could not be tried, and may be so all the same
	Why  string // it is not so, as far as is known
}

// atOnce is how many machines are tried side by side.
const atOnce = 6

// script shows whose users those of a pod are, and which kernel it has.
const script = `trap 'exit 0' TERM; cat /proc/self/uid_map /proc/version && echo ` + said + `; while :; do sleep 1; done`

const said = "that is all"

// outside are services that have to be refused: several, since a policy that was just made holds a moment later.
var outside = []string{"outside", "outside-2", "outside-3"}

// kinds are what is tried, with the first letter of the services' names.
var kinds = map[manifest.Isolation]string{manifest.Rooted: "r", manifest.Sandboxed: "s"}

// Look tries all machines. It takes away again what it makes.
func Look(ctx context.Context, c Config, nodes []corev1.Node) (f Found, err error) {
	f.Machines = map[string]Machine{}
	p := c.plan(nil)
	if err := Settle(ctx, c.Client, p, c.Waits); err != nil {
		return f, err
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), perCall)
		defer cancel()
		if gone := c.Client.Namespaces.Delete(ctx, p.Namespace(), metav1.DeleteOptions{}); gone != nil && !apierrors.IsNotFound(gone) {
			err = errors.Join(err, fmt.Errorf("namespace %s is left over: %w; remedy: kubectl delete namespace %s", p.Namespace(), gone, p.Namespace()))
		}
	}()
	if f.Held, f.Why, err = c.held(ctx, p); err != nil || !f.Held {
		return f, err
	}
	for some := range slices.Chunk(nodes, atOnce) {
		if err := c.batch(ctx, &f, some); err != nil {
			return f, err
		}
	}
	return f, nil
}

// plan has a service for each machine and kind, in a realm of which no gateway is: what is tried is no order of anybody's.
func (c Config) plan(nodes []corev1.Node) build.Plan {
	sum := sha256.Sum256(append([]byte("what machines can do"), c.Realm.Node[:]...))
	realm := c.Realm
	copy(realm.Node[:], sum[:])
	realm.ChainID = 0
	service := func(name string, kind manifest.Isolation) manifest.Service {
		return manifest.Service{
			Name: name, Image: c.Image, Command: []string{"/bin/sh", "-c", script}, Isolation: kind, Root: true,
			Wants: manifest.Wants{CPUMilli: 10, MemoryMiB: 32},
		}
	}
	var services []manifest.Service
	for _, name := range outside {
		services = append(services, service(name, manifest.Rooted))
	}
	for i := range nodes {
		for kind, letter := range kinds {
			services = append(services, service(letter+strconv.Itoa(i), kind))
		}
	}
	// A sandbox takes more than its pod, which is not known before there is one.
	p := build.New(realm, cluster.Workload{
		Order: 1, Revision: 1, Resources: resource.Resources{CPUMilli: 64000, MemoryMiB: 64 << 10, DiskMiB: 64 << 10}, Manifest: manifest.Manifest{Services: services},
	})
	p.Account, p.RuntimeClass, p.SandboxClass = c.Account, c.RuntimeClass, c.SandboxClass
	p.Cached = true // a cluster that reaches no registry may have the image
	return p
}

// Settle makes a plan's namespace with its fences. One that is left over from before is waited for.
func Settle(ctx context.Context, client *api.Client, p build.Plan, w Waits) error {
	ns := p.Namespace()
	gone, err := Until(ctx, w.Start, w.Poll, func() (bool, error) {
		n, err := client.Namespaces.Get(ctx, ns, metav1.GetOptions{})
		if apierrors.IsNotFound(err) {
			return true, nil
		}
		return err == nil && n.DeletionTimestamp == nil, err
	})
	if err == nil && !gone {
		err = errors.New("it is still being deleted")
	}
	if err != nil {
		return fmt.Errorf("namespace %s: %w", ns, err)
	}
	if _, err := api.Apply(ctx, client.Namespaces, build.Namespace(p)); err != nil {
		return fmt.Errorf("namespace %s: %w", ns, err)
	}
	if err := Bind(ctx, client, p); err != nil {
		return err
	}
	if _, err := api.Apply(ctx, client.Quotas(ns), build.Quota(p)); err != nil {
		return fmt.Errorf("a quota: %w", err)
	}
	if _, err := api.Apply(ctx, client.Policies(ns), build.Policy(p)); err != nil {
		return fmt.Errorf("a network policy: %w", err)
	}
	return nil
}

// held reports whether the cluster keeps root in.
func (c Config) held(ctx context.Context, p build.Plan) (held bool, why string, err error) {
	for i := range outside {
		if i > 0 {
			select {
			case <-ctx.Done():
				return false, why, ctx.Err()
			case <-time.After(c.Waits.Rights):
			}
		}
		if held, why, err = c.refuses(ctx, p, p.Manifest.Services[i]); held || err != nil {
			return held, why, err
		}
	}
	return false, why, nil
}

// refuses reports whether a pod is refused that would be root of the machine. No machine would take it, if it is not.
func (c Config) refuses(ctx context.Context, p build.Plan, s manifest.Service) (held bool, why string, err error) {
	d := build.Deployment(p, s)
	d.Spec.Template.Spec.HostUsers = nil
	d.Spec.Template.Spec.NodeSelector = map[string]string{"berth/nowhere": "true"}
	_, err = api.Apply(ctx, c.Client.Deployments(p.Namespace()), d)
	if refused(err) {
		return true, "", nil
	}
	if err != nil {
		return false, "", fmt.Errorf("a deployment: %w", err)
	}
	w := &Witness{Client: c.Client, Plan: p, Service: s.Name}
	_, err = Until(ctx, c.Waits.Start, c.Waits.Poll, func() (bool, error) {
		err := w.Look(ctx)
		held = strings.Contains(w.Why, policy)
		return held || w.Pod != nil, err
	})
	if gone := c.Client.Deployments(p.Namespace()).Delete(ctx, s.Name, metav1.DeleteOptions{}); gone != nil && !apierrors.IsNotFound(gone) {
		err = errors.Join(err, gone)
	}
	if !held {
		why = "the cluster lets pods of orders be root of the machine: " + w.Why
		if w.Pod != nil {
			why = "the cluster lets pods of orders be root of the machine"
		}
	}
	return held, why, err
}

// policy is in what the API server says of a pod that a policy refuses.
const policy = "ValidatingAdmissionPolicy"

func refused(err error) bool {
	return (apierrors.IsInvalid(err) || apierrors.IsForbidden(err)) && strings.Contains(err.Error(), policy)
}

// try is one pod on one machine.
type try struct {
	Witness
	node corev1.Node
	kind manifest.Isolation
	err  error // it could not even be declared
	done bool
	yes  bool
}

// batch tries some machines, each kind on each.
func (c Config) batch(ctx context.Context, f *Found, nodes []corev1.Node) error {
	p := c.plan(nodes)
	var all []*try
	for i, n := range nodes {
		host := n.Labels[corev1.LabelHostname]
		if host == "" {
			no := Answer{Why: "it has no label " + corev1.LabelHostname}
			f.Machines[n.Name] = Machine{no, no}
			continue
		}
		p.Machines = map[manifest.Isolation][]string{manifest.Rooted: {host}, manifest.Sandboxed: {host}}
		for _, kind := range slices.Sorted(maps.Keys(kinds)) {
			if kind == manifest.Sandboxed && c.SandboxClass == "" {
				continue
			}
			t := &try{Witness: Witness{Client: c.Client, Plan: p, Service: kinds[kind] + strconv.Itoa(i)}, node: n, kind: kind}
			all = append(all, t)
			s := p.Manifest.Services[slices.IndexFunc(p.Manifest.Services, func(s manifest.Service) bool { return s.Name == t.Service })]
			_, err := api.Apply(ctx, c.Client.Deployments(p.Namespace()), build.Deployment(p, s))
			if refused(err) {
				t.err, t.done = err, true
			} else if err != nil {
				return fmt.Errorf("a deployment: %w", err)
			}
		}
	}
	_, err := Until(ctx, c.Waits.Start, c.Waits.Poll, func() (bool, error) {
		left := false
		for _, t := range all {
			if err := t.look(ctx); err != nil {
				return false, err
			}
			left = left || !t.done
		}
		return !left, nil
	})
	for _, t := range all {
		a, m := t.answer(ctx), f.Machines[t.node.Name]
		if t.kind == manifest.Rooted {
			m.Userns = a
		} else if m.Sandbox = a; a.Yes && t.Pod != nil {
			f.Overhead = t.Pod.Spec.Overhead
		}
		f.Machines[t.node.Name] = m
		if gone := c.Client.Deployments(p.Namespace()).Delete(ctx, t.Service, metav1.DeleteOptions{}); gone != nil && !apierrors.IsNotFound(gone) {
			err = errors.Join(err, gone)
		}
	}
	return err
}

// look sees whether the pod has said what it is to say.
func (t *try) look(ctx context.Context) error {
	if t.done {
		return nil
	}
	if err := t.Look(ctx); err != nil {
		return err
	}
	if t.Why != "" || !t.Has(said) {
		return nil
	}
	t.done = true
	if t.kind == manifest.Rooted {
		t.yes = Nobody(t.Lines)
	} else {
		t.yes = OtherKernel(t.Lines, t.node.Status.NodeInfo.KernelVersion)
	}
	return nil
}

// answer is what came of it in the end.
func (t *try) answer(ctx context.Context) Answer {
	switch {
	case t.yes:
		return Answer{Yes: true}
	case t.err != nil:
		return Answer{Why: t.err.Error()}
	case t.done && t.kind == manifest.Rooted:
		return Answer{Why: "root in a pod is root on the machine, though it asked for users of its own"}
	case t.done:
		return Answer{Why: "a pod of the runtime class has the machine's own kernel"}
	case t.Pod == nil:
		return Answer{Why: t.Why}
	}
	a := Answer{Why: t.Why, Open: strings.HasPrefix(t.Why, "ErrImage") || strings.HasPrefix(t.Why, "ImagePull")}
	for _, s := range t.Pod.Status.Conditions {
		a.Open = a.Open || s.Type == corev1.PodScheduled && s.Status == corev1.ConditionFalse
	}
	if said := t.complaint(ctx); said != "" {
		a.Why = said
	}
	if a.Why == "" {
		a.Why, a.Open = "the pod runs and says nothing", true
	}
	return a
}

// Nobody reports whether root in a pod is not root outside of it, by what it has of /proc/self/uid_map (user_namespaces(7)).
func Nobody(lines []string) bool {
	for _, l := range lines {
		f := strings.Fields(l)
		if len(f) != 3 || f[0] != "0" {
			continue
		}
		outside, err := strconv.ParseUint(f[1], 10, 32)
		if _, bad := strconv.ParseUint(f[2], 10, 32); err == nil && bad == nil {
			return outside > 0
		}
	}
	return false
}

// OtherKernel reports whether a pod has another kernel than its machine, by what it has of /proc/version.
func OtherKernel(lines []string, machine string) bool {
	for _, l := range lines {
		if rest, ok := strings.CutPrefix(l, "Linux version "); ok && machine != "" {
			own, _, _ := strings.Cut(rest, " ")
			return own != "" && own != machine
		}
	}
	return false
}

// boundWait is how long a right may take that was just given: each API server hears of it by a watch of its own.
const boundWait = 5 * time.Second

// Bind gives a plan's service account its rights in a namespace, and waits until they hold: until it has made its limits there.
func Bind(ctx context.Context, client *api.Client, p build.Plan) error {
	ns := p.Namespace()
	if b := build.RoleBinding(p); b != nil {
		if _, err := api.Apply(ctx, client.Bindings(ns), b); err != nil {
			return fmt.Errorf("its own rights: %w", err)
		}
	}
	var last error
	if _, err := Until(ctx, boundWait, 50*time.Millisecond, func() (bool, error) {
		_, last = api.Apply(ctx, client.Limits(ns), build.Limits(p))
		return !apierrors.IsForbidden(last), nil
	}); err != nil {
		return fmt.Errorf("rights in %s: %w", ns, err)
	}
	if last != nil {
		return fmt.Errorf("limits: %w", last)
	}
	return nil
}
