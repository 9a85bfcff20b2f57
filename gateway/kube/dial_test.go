package kube

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"net"
	"net/netip"
	"slices"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/kubernetes/fake"
	k8stesting "k8s.io/client-go/testing"

	"berth/gateway/cluster"
	"berth/gateway/kube/build"
	"berth/shared/attacktest"
	"berth/shared/eth"
)

// dialled is a cluster whose watches show what a test puts there, and the addresses that it connected to.
func dialled(t *testing.T) (c *Cluster, addrs *[]string) {
	t.Helper()
	addrs = new([]string)
	c, err := New(Config{
		Node: eth.Address{1}, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Client: standIn(fake.NewClientset()),
		Dial: func(_ context.Context, _, addr string) (net.Conn, error) {
			*addrs = append(*addrs, addr)
			here, there := net.Pipe()
			there.Close()
			return here, nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c, addrs
}

// pod puts one of order 7 there.
func (c *Cluster) pod(t *testing.T, service, name, ip string, ready bool, age time.Duration) *corev1.Pod {
	t.Helper()
	p := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{
			Namespace: c.namespaceOf(7), Name: name, UID: types.UID(name), CreationTimestamp: metav1.NewTime(time.Now().Add(-age)),
			Labels: map[string]string{build.LabelService: service},
		},
		Status: corev1.PodStatus{PodIP: ip, ContainerStatuses: []corev1.ContainerStatus{{
			Name: service, Ready: ready, State: corev1.ContainerState{Running: &corev1.ContainerStateRunning{}},
		}}},
	}
	if err := c.watches.ofPods.GetIndexer().Add(p); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestDialPort(t *testing.T) {
	c, addrs := dialled(t)
	err := c.watches.ofServices.GetIndexer().Add(&corev1.Service{
		ObjectMeta: metav1.ObjectMeta{Namespace: c.namespaceOf(7), Name: "web"},
		Spec: corev1.ServiceSpec{ClusterIP: "10.0.0.1", Ports: []corev1.ServicePort{
			{Name: "http", Protocol: corev1.ProtocolTCP, Port: 80}, {Name: "u53", Protocol: corev1.ProtocolUDP, Port: 53},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	c.pod(t, "web", "newest", "10.1.0.3", false, 0)
	c.pod(t, "web", "answers", "10.1.0.2", true, time.Minute)
	c.pod(t, "web", "older", "10.1.0.1", true, time.Hour)
	c.pod(t, "worker", "worker", "fd00::1", true, time.Hour)
	for _, x := range []struct {
		service string
		port    int
		want    string
	}{
		{"web", 80, "10.0.0.1:80"},
		{"web", 53, "10.1.0.2:53"}, // its manifest names it for UDP alone
		{"web", 8080, "10.1.0.2:8080"},
		{"worker", 22, "[fd00::1]:22"},
		{"db", 5432, ""},
	} {
		*addrs = nil
		conn, err := c.DialPort(t.Context(), 7, x.service, x.port)
		if err == nil {
			conn.Close()
		}
		if x.want == "" {
			if !errors.Is(err, cluster.ErrNotRunning) || len(*addrs) > 0 {
				t.Errorf("%s %d: got %v and %v", x.service, x.port, err, *addrs)
			}
		} else if err != nil || len(*addrs) != 1 || (*addrs)[0] != x.want {
			t.Errorf("%s %d: got %v and %v, want %s", x.service, x.port, err, *addrs, x.want)
		}
	}
}

// TestDial: a service's pods that are ready share its connections. Where none of them is known, or what is known may be old,
// the Service leads there.
func TestDial(t *testing.T) {
	c, addrs := dialled(t)
	refuse := map[string]bool{}
	dial := c.dial
	c.dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := dial(ctx, network, addr)
		if err == nil && refuse[addr] {
			conn.Close()
			return nil, syscall.ECONNREFUSED
		}
		return conn, err
	}
	err := c.watches.ofServices.GetIndexer().Add(&corev1.Service{
		ObjectMeta: metav1.ObjectMeta{Namespace: c.namespaceOf(7), Name: build.GateName("web")},
		Spec: corev1.ServiceSpec{ClusterIP: "10.0.0.1", Ports: []corev1.ServicePort{
			{Name: "http", Protocol: corev1.ProtocolTCP, Port: 80, TargetPort: intstr.FromInt32(8080)},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	see := func(name, ip string, ready corev1.ConditionStatus) {
		p := c.pod(t, "web", name, ip, true, 0)
		p.Status.Conditions = []corev1.PodCondition{{Type: corev1.PodReady, Status: ready}}
		c.seePod(p)
	}
	for _, x := range []struct {
		name   string
		before func()
		want   []string // that are connected to, by four
	}{
		{"no pod is known", func() {}, []string{"10.0.0.1:80"}},
		{"one", func() { see("a", "10.1.0.1", corev1.ConditionTrue) }, []string{"10.1.0.1:8080"}},
		{"two", func() { see("b", "10.1.0.2", corev1.ConditionTrue) }, []string{"10.1.0.1:8080", "10.1.0.2:8080"}},
		{"one is not ready", func() { see("a", "10.1.0.1", corev1.ConditionFalse) }, []string{"10.1.0.2:8080"}},
		{"the API server is away", func() { c.watches.blind.Store(true) }, []string{"10.0.0.1:80"}},
		{"it is back", func() { c.watches.blind.Store(false); see("a", "10.1.0.1", corev1.ConditionTrue) }, []string{"10.1.0.1:8080", "10.1.0.2:8080"}},
		{"one refuses", func() { refuse["10.1.0.2:8080"] = true }, []string{"10.1.0.1:8080"}},
		{"both refuse", func() { refuse["10.1.0.1:8080"] = true }, []string{"10.0.0.1:80"}},
		{"one is gone", func() { clear(refuse); c.losePod(c.pod(t, "web", "b", "10.1.0.2", true, 0)) }, []string{"10.1.0.1:8080"}},
	} {
		x.before()
		got := map[string]bool{}
		var open []net.Conn
		for range 4 {
			*addrs = nil
			conn, err := c.Dial(t.Context(), 7, "web")
			if err != nil {
				t.Fatalf("%s: %v", x.name, err)
			}
			open = append(open, conn)
			got[(*addrs)[len(*addrs)-1]] = true
		}
		for _, conn := range open {
			conn.Close()
		}
		if all := slices.Sorted(maps.Keys(got)); !slices.Equal(all, x.want) {
			t.Errorf("%s: got %v, want %v", x.name, all, x.want)
		}
	}
	if _, err := c.Dial(t.Context(), 7, "other"); !errors.Is(err, cluster.ErrNotRunning) {
		t.Errorf("a service that is not there: %v", err)
	}
	for ip, want := range map[string]bool{"10.0.0.1": true, "10.1.0.1": true, "::ffff:10.1.0.1": true, "10.1.0.9": false, "10.0.0.2": false} {
		if got := c.Has(7, "web", netip.MustParseAddr(ip).Unmap()); got != want {
			t.Errorf("%s is the service's: %v", ip, got)
		}
	}
	if c.Has(8, "web", netip.MustParseAddr("10.1.0.1")) {
		t.Error("it is another order's, too")
	}
}

// TestSighted: the watch of pods is known to have broken off.
func TestSighted(t *testing.T) {
	client := fake.NewClientset()
	away := false
	client.PrependReactor("*", "pods", func(k8stesting.Action) (bool, runtime.Object, error) { return away, nil, errors.New("away") })
	client.PrependWatchReactor("pods", func(k8stesting.Action) (bool, watch.Interface, error) { return away, nil, errors.New("away") })
	var blind atomic.Bool
	s := sighted{client.CoreV1().Pods(""), &blind}
	for _, away = range []bool{true, false, true, false} {
		if _, err := s.List(t.Context(), metav1.ListOptions{}); (err != nil) != away || blind.Load() != away {
			t.Errorf("a list while it is away %v: %v, %v", away, blind.Load(), err)
		}
		blind.Store(!away)
		w, err := s.Watch(t.Context(), metav1.ListOptions{})
		if (err != nil) != away || blind.Load() != away {
			t.Errorf("a watch while it is away %v: %v, %v", away, blind.Load(), err)
		}
		if err == nil {
			w.Stop()
		}
	}
}

// TestAttackReusedAddress: while it is connected to, a pod goes and its address becomes another tenant's.
func TestAttackReusedAddress(t *testing.T) {
	a := attacktest.Begin(t, "a forward leads to another tenant's pod that has the address now")
	for name, change := range map[string]func(c *Cluster, p *corev1.Pod){
		"it is gone": func(c *Cluster, p *corev1.Pod) { c.watches.ofPods.GetIndexer().Delete(p) },
		"it is another": func(c *Cluster, p *corev1.Pod) {
			x := p.DeepCopy()
			x.UID = "another"
			c.watches.ofPods.GetIndexer().Update(x)
		},
		"it has another address": func(c *Cluster, p *corev1.Pod) {
			x := p.DeepCopy()
			x.Status.PodIP = "10.1.0.9"
			c.watches.ofPods.GetIndexer().Update(x)
		},
		"it is on its way out": func(c *Cluster, p *corev1.Pod) {
			x := p.DeepCopy()
			x.DeletionTimestamp = &metav1.Time{Time: time.Now()}
			c.watches.ofPods.GetIndexer().Update(x)
		},
	} {
		c, _ := dialled(t)
		p := c.pod(t, "web", "web", "10.1.0.1", true, time.Minute)
		dial := c.dial
		c.dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
			change(c, p)
			return dial(ctx, network, addr)
		}
		conn, err := c.DialPort(t.Context(), 7, "web", 5432)
		if err == nil {
			conn.Close()
		}
		a.Tried(!errors.Is(err, cluster.ErrNotRunning), "%s: %v", name, err)
	}
}
