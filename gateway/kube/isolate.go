package kube

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/gateway/cluster"
	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/gateway/kube/probe"
	"berth/gateway/kube/verdict"
	"berth/gateway/manifest"
	"berth/shared/problem"
)

const (
	lookEvery  = 24 * time.Hour   // at what machines can do
	openEvery  = 5 * time.Minute  // where it could not be found out, or the cluster does not keep root in, once that has been so for as long
	perMachine = 5 * time.Minute  // for some of them
	firstTry   = 20 * time.Second // between tries as long as nothing is known
)

// isolation is what machines were found to be able to keep apart. Nothing is written on them: to label machines would be a right
// to change any of them. It is safe for concurrent use.
type isolation struct {
	client  *api.Client
	account *account
	log     *slog.Logger
	with    probe.Config // without the account

	mu       sync.Mutex
	looked   bool      // once at least
	held     bool      // the cluster keeps root in
	first    time.Time // that it did not: who then has it do so, soon after the start as a rule, does not wait for long
	tried    time.Time
	machines map[string]seen // by the names of their nodes
	overhead corev1.ResourceList
}

// seen is what was found out about a machine.
type seen struct {
	probe.Machine
	host string // by its label
	mark string
	at   time.Time
}

// mark changes with what a machine can do.
func mark(n *corev1.Node) string {
	i := n.Status.NodeInfo
	return fmt.Sprint(i.BootID, " ", i.KubeletVersion, " ", i.ContainerRuntimeVersion, " ", i.KernelVersion, " ", n.Labels[corev1.LabelHostname])
}

// due are the machines that are to be looked at, of those that take pods; what is known of machines that are gone is forgotten.
func (x *isolation) due(nodes []corev1.Node, now time.Time) (due []corev1.Node) {
	x.mu.Lock()
	defer x.mu.Unlock()
	there := map[string]bool{}
	for _, n := range nodes {
		there[n.Name] = true
		if verdict.Machines([]corev1.Node{n}) == 0 {
			continue
		}
		old, known := x.machines[n.Name]
		age := now.Sub(old.at)
		switch {
		case !known, old.mark != mark(&n), age >= lookEvery, age >= openEvery && (old.Userns.Open || old.Sandbox.Open):
			due = append(due, n)
		}
	}
	for name := range x.machines {
		if !there[name] {
			delete(x.machines, name)
		}
	}
	switch {
	case x.looked && !x.held && now.Sub(x.tried) < min(max(x.tried.Sub(x.first), firstTry), openEvery), !x.looked && now.Sub(x.tried) < firstTry:
		return nil
	case len(due) > 0:
		x.tried = now
	}
	return due
}

// take keeps what was found out.
func (x *isolation) take(f probe.Found, nodes []corev1.Node, now time.Time) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if !f.Held && (!x.looked || x.held) {
		x.first = now
	}
	x.looked, x.held = true, f.Held
	if f.Overhead != nil {
		x.overhead = f.Overhead
	}
	for i := range nodes {
		if m, ok := f.Machines[nodes[i].Name]; ok {
			x.machines[nodes[i].Name] = seen{Machine: m, host: nodes[i].Labels[corev1.LabelHostname], mark: mark(&nodes[i]), at: now}
		}
	}
}

// hosts are the machines that can keep pods apart in a way, by their labels; sure is false as long as there may be others.
func (x *isolation) hosts() (all map[manifest.Isolation][]string, overhead corev1.ResourceList, sure bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	all = map[manifest.Isolation][]string{}
	sure = x.looked
	for _, m := range x.machines {
		sure = sure && !m.Userns.Open && !m.Sandbox.Open
		if m.Userns.Yes && x.held {
			all[manifest.Rooted] = append(all[manifest.Rooted], m.host)
		}
		if m.Sandbox.Yes && x.held {
			all[manifest.Sandboxed] = append(all[manifest.Sandboxed], m.host)
		}
	}
	for _, hosts := range all {
		slices.Sort(hosts)
	}
	return all, x.overhead, sure
}

// known reports whether machines have been looked at.
func (x *isolation) known() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.looked
}

// examine looks at the machines that are due.
func (x *isolation) examine(ctx context.Context) error {
	nodes, err := x.client.Nodes.List(ctx, metav1.ListOptions{ResourceVersion: "0"})
	if err != nil {
		return fmt.Errorf("kube: nodes: %w", err)
	}
	due := x.due(nodes.Items, time.Now())
	if len(due) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, perMachine)
	defer cancel()
	with := x.with
	if with.Account, err = x.account.name(ctx); err != nil {
		return err
	}
	found, err := probe.Look(ctx, with, due)
	if err != nil {
		return fmt.Errorf("kube: what machines can do: %w", err)
	}
	x.take(found, due, time.Now())
	if !found.Held {
		x.log.Warn("nothing runs as root on this node; remedy: kubectl apply -f confine.yaml", "why", found.Why)
	}
	for name, m := range found.Machines {
		x.log.Info("what a machine can do", "machine", name, "userns", m.Userns.Yes, "userns_why", m.Userns.Why, "sandbox", m.Sandbox.Yes, "sandbox_why", m.Sandbox.Why)
	}
	return nil
}

// follow examines machines as they come and change, until life ends.
func (x *isolation) follow(life context.Context) {
	tick := time.NewTicker(tendEvery)
	defer tick.Stop()
	for {
		if err := x.examine(life); err != nil && life.Err() == nil {
			x.log.Warn("it is not known what machines can do", "err", err)
		}
		select {
		case <-life.Done():
			return
		case <-tick.C:
		}
	}
}

// Offers implements cluster.Cluster.
func (c *Cluster) Offers() cluster.Offers {
	hosts, _, _ := c.isolation.hosts()
	o := cluster.Offers{Userns: len(hosts[manifest.Rooted]) > 0}
	if len(hosts[manifest.Sandboxed]) > 0 {
		o.Sandbox = c.cfg.SandboxClass
	}
	return o
}

// apart is nil for a plan with services that are kept apart only once it is known what machines can do.
func (c *Cluster) apart(p build.Plan) error {
	if i := slices.IndexFunc(p.Manifest.Services, func(s manifest.Service) bool { return !build.IsPlain(s) }); i >= 0 && !c.isolation.known() {
		return fmt.Errorf("kube: service %s: it is not known yet what machines can do", p.Manifest.Services[i].Name)
	}
	return nil
}

// placed finds machines for a plan's services that are kept apart. One that goes on where it is moves only if none of its
// machines can do it any more.
func (c *Cluster) placed(p *build.Plan) error {
	_, _, sure := c.isolation.hosts()
	for _, s := range p.Manifest.Services {
		if build.IsPlain(s) {
			continue
		}
		able := p.Machines[s.Isolation]
		spot, stays := p.Placed[s.Name]
		switch {
		case stays && slices.ContainsFunc(spot.Machines, func(m string) bool { return slices.Contains(able, m) }), stays && !sure:
		case len(able) > 0:
			if spot.Machines = able; stays {
				p.Placed[s.Name] = spot
			}
		case !sure:
			return fmt.Errorf("kube: service %s: it is not known now which machines can run it", s.Name)
		default:
			return problem.New(422, problem.NoIsolation, "this node cannot run the service %s: no machine of it can keep it apart (%s) now", s.Name, s.Isolation).
				Remedy("deploy it again, with a user that is not root or on another node").With("service", s.Name)
		}
	}
	return nil
}
