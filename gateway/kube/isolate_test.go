package kube

import (
	"errors"
	"log/slog"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	kresource "k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/fake"

	"berth/gateway/cluster"
	"berth/gateway/cluster/clustertest"
	"berth/gateway/kube/build"
	"berth/gateway/kube/probe"
	"berth/gateway/manifest"
	"berth/shared/eth"
	"berth/shared/problem"
)

func ready(name, boot string) corev1.Node {
	return corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{corev1.LabelHostname: "host-" + name}}, Status: corev1.NodeStatus{
		NodeInfo:    corev1.NodeSystemInfo{BootID: boot},
		Conditions:  []corev1.NodeCondition{{Type: corev1.NodeReady, Status: corev1.ConditionTrue}},
		Allocatable: corev1.ResourceList{corev1.ResourceCPU: kresource.MustParse("4"), corev1.ResourceMemory: kresource.MustParse("8Gi"), corev1.ResourcePods: kresource.MustParse("10")},
	}}
}

var (
	yes    = probe.Answer{Yes: true}
	no     = probe.Answer{Why: "it cannot"}
	unsure = probe.Answer{Open: true, Why: "no image"}
)

// TestDue: machines are looked at when they come, when they change, once a day, and soon again where nothing was found out.
func TestDue(t *testing.T) {
	x := &isolation{machines: map[string]seen{}}
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	a, b, c := ready("a", "1"), ready("b", "1"), ready("c", "1")
	c.Spec.Unschedulable = true
	all := []corev1.Node{a, b, c}
	due := func(at time.Time, nodes ...corev1.Node) (names []string) {
		for _, n := range x.due(nodes, at) {
			names = append(names, n.Name)
		}
		return names
	}
	for _, s := range []struct {
		what  string
		after time.Duration
		nodes []corev1.Node
		want  []string
		found probe.Found
	}{
		{"at the start", 0, all, []string{"a", "b"}, probe.Found{}},
		{"at once again, if it failed", time.Second, all, nil, probe.Found{}},
		{"a little later", firstTry, all, []string{"a", "b"}, probe.Found{Held: true, Machines: map[string]probe.Machine{"a": {Userns: yes, Sandbox: no}, "b": {Userns: unsure}}}},
		{"right after", time.Minute, all, nil, probe.Found{}},
		{"what was open", firstTry + openEvery, all, []string{"b"}, probe.Found{Held: true, Machines: map[string]probe.Machine{"b": {Userns: yes, Sandbox: yes}}}},
		{"one that was started anew", 10 * time.Minute, []corev1.Node{ready("a", "2"), b, c}, []string{"a"}, probe.Found{Held: true, Machines: map[string]probe.Machine{"a": {Userns: no, Sandbox: no}}}},
		{"a new one", 11 * time.Minute, []corev1.Node{ready("a", "2"), b, ready("d", "1")}, []string{"d"}, probe.Found{Held: true, Machines: map[string]probe.Machine{"d": {Userns: yes, Sandbox: no}}}},
		{"one that is gone for a while", 12 * time.Minute, []corev1.Node{ready("a", "2"), b}, nil, probe.Found{}},
		{"and came again", 13 * time.Minute, []corev1.Node{ready("a", "2"), b, ready("d", "1")}, []string{"d"}, probe.Found{Held: true, Machines: map[string]probe.Machine{"d": {Userns: yes, Sandbox: no}}}},
		{"after a day", 25 * time.Hour, []corev1.Node{ready("a", "2"), b, ready("d", "1")}, []string{"a", "b", "d"}, probe.Found{}},
		{"the policy gone", 26 * time.Hour, []corev1.Node{ready("a", "2")}, []string{"a"}, probe.Found{Machines: map[string]probe.Machine{}, Why: "none"}},
		{"not at once again", 26*time.Hour + firstTry - time.Second, []corev1.Node{ready("a", "2")}, nil, probe.Found{}},
		{"soon again", 26*time.Hour + firstTry, []corev1.Node{ready("a", "2")}, []string{"a"}, probe.Found{Machines: map[string]probe.Machine{}}},
		{"and again", 26*time.Hour + time.Minute, []corev1.Node{ready("a", "2")}, []string{"a"}, probe.Found{Machines: map[string]probe.Machine{}}},
		{"less often the longer it is so", 26*time.Hour + 2*time.Minute - time.Second, []corev1.Node{ready("a", "2")}, nil, probe.Found{}},
		{"as long after as it was so", 26*time.Hour + 2*time.Minute, []corev1.Node{ready("a", "2")}, []string{"a"}, probe.Found{Machines: map[string]probe.Machine{}}},
		{"later still", 27 * time.Hour, []corev1.Node{ready("a", "2")}, []string{"a"}, probe.Found{Machines: map[string]probe.Machine{}}},
		{"hardly ever", 27*time.Hour + openEvery - time.Second, []corev1.Node{ready("a", "2")}, nil, probe.Found{}},
		{"but it is looked", 27*time.Hour + openEvery, []corev1.Node{ready("a", "2")}, []string{"a"}, probe.Found{}},
	} {
		if got := due(now.Add(s.after), s.nodes...); !slices.Equal(got, s.want) {
			t.Fatalf("%s: got %v, want %v", s.what, got, s.want)
		}
		if s.found.Machines != nil {
			x.take(s.found, s.nodes, now.Add(s.after))
		}
	}
	if hosts, _, _ := x.hosts(); len(hosts) != 0 {
		t.Errorf("without the policy: %v", hosts)
	}
}

// TestOffers: a node offers what some machine of it can do, and services go where that is.
func TestOffers(t *testing.T) {
	nodes := []corev1.Node{ready("a", "1"), ready("b", "1")}
	client := fake.NewClientset(&nodes[0], &nodes[1])
	c, err := New(Config{Node: eth.Address{1}, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Client: standIn(client), SandboxClass: "gvisor"})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	apply := func(revision uint64, kind manifest.Isolation) error {
		w := clustertest.Workload(7, revision, "ghcr.io/example/web:1")
		w.Manifest.Services[0].Isolation = kind
		return c.Apply(t.Context(), w)
	}
	hosts := func() []string {
		t.Helper()
		d, err := client.AppsV1().Deployments(c.namespaceOf(7)).Get(t.Context(), "web", metav1.GetOptions{})
		if err != nil {
			t.Fatal(err)
		}
		return build.SpotOf(d.Spec.Template.Spec.Affinity).Machines
	}
	var refused *problem.Problem
	if got := c.Offers(); got != (cluster.Offers{}) {
		t.Errorf("before anything is known: %+v", got)
	}
	if err := apply(1, manifest.Rooted); err == nil || errors.As(err, &refused) {
		t.Errorf("before anything is known: %v", err)
	}
	found := func(a, b probe.Machine) {
		c.isolation.take(probe.Found{Held: true, Machines: map[string]probe.Machine{"a": a, "b": b}, Overhead: corev1.ResourceList{corev1.ResourceMemory: kresource.MustParse("64Mi")}}, nodes, time.Now())
	}
	found(probe.Machine{Userns: yes, Sandbox: no}, probe.Machine{Userns: no, Sandbox: yes})
	if got, want := c.Offers(), (cluster.Offers{Userns: true, Sandbox: "gvisor"}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for i, s := range []struct {
		kind manifest.Isolation
		want []string
	}{{manifest.Rooted, []string{"host-a"}}, {manifest.Sandboxed, []string{"host-b"}}, {manifest.Plain, nil}} {
		if err := apply(uint64(i+1), s.kind); err != nil {
			t.Fatal(err)
		}
		if got := hosts(); !slices.Equal(got, s.want) {
			t.Errorf("%s: on %v, want %v", s.kind, got, s.want)
		}
		n, err := client.CoreV1().Namespaces().Get(t.Context(), c.namespaceOf(7), metav1.GetOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := n.Labels["pod-security.kubernetes.io/enforce"], map[bool]string{true: "restricted", false: "baseline"}[s.kind == manifest.Plain]; got != want {
			t.Errorf("%s: Pod Security %s, want %s", s.kind, got, want)
		}
	}
	q, err := client.CoreV1().ResourceQuotas(c.namespaceOf(7)).Get(t.Context(), "berth", metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	plain := q.Spec.Hard[corev1.ResourceLimitsMemory]
	if err := apply(4, manifest.Sandboxed); err != nil {
		t.Fatal(err)
	}
	if q, err = client.CoreV1().ResourceQuotas(c.namespaceOf(7)).Get(t.Context(), "berth", metav1.GetOptions{}); err != nil {
		t.Fatal(err)
	}
	if boxed := q.Spec.Hard[corev1.ResourceLimitsMemory]; boxed.Value() <= plain.Value() {
		t.Errorf("a sandbox has no room beside what was bought: %s, plain %s", &boxed, &plain)
	}

	found(probe.Machine{Userns: no, Sandbox: no}, probe.Machine{Userns: no, Sandbox: no})
	if err := apply(5, manifest.Rooted); !errors.As(err, &refused) || refused.Code != problem.NoIsolation || refused.Figures["service"] != "web" {
		t.Errorf("where no machine can do it: %v", err)
	}
	found(probe.Machine{Userns: unsure}, probe.Machine{Userns: no, Sandbox: no})
	refused = nil
	if err := apply(5, manifest.Rooted); err == nil || errors.As(err, &refused) {
		t.Errorf("where it is not known: %v", err)
	}
}

// TestPlaced: what goes on stays where it is as long as one of its machines can keep it.
func TestPlaced(t *testing.T) {
	c := &Cluster{isolation: &isolation{looked: true, held: true, machines: map[string]seen{
		"a": {Machine: probe.Machine{Userns: yes}, host: "host-a"}, "b": {Machine: probe.Machine{Userns: yes}, host: "host-b"},
	}}}
	for name, s := range map[string]struct {
		placed map[string]build.Spot
		want   map[string]build.Spot
	}{
		"new":                  {map[string]build.Spot{}, map[string]build.Spot{}},
		"on one of them":       {map[string]build.Spot{"web": {Machines: []string{"host-a", "gone"}}}, map[string]build.Spot{"web": {Machines: []string{"host-a", "gone"}}}},
		"on one that is gone":  {map[string]build.Spot{"web": {Machines: []string{"gone"}}}, map[string]build.Spot{"web": {Machines: []string{"host-a", "host-b"}}}},
		"with a model of GPUs": {map[string]build.Spot{"web": {Products: []string{"p"}}}, map[string]build.Spot{"web": {Products: []string{"p"}, Machines: []string{"host-a", "host-b"}}}},
	} {
		t.Run(name, func(t *testing.T) {
			w := cluster.Workload{Manifest: manifest.Manifest{Services: []manifest.Service{{Name: "web", Isolation: manifest.Rooted}, {Name: "plain"}}}}
			p := build.New(build.Realm{}, w)
			p.Placed = maps.Clone(s.placed)
			p.Machines, _, _ = c.isolation.hosts()
			if err := c.placed(&p); err != nil || !reflect.DeepEqual(p.Placed, s.want) {
				t.Errorf("got %v, %v, want %v", p.Placed, err, s.want)
			}
		})
	}
}
