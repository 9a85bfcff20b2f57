package kube

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes/fake"

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
