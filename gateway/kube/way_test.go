package kube

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"slices"
	"syscall"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"berth/gateway/cluster"
	"berth/shared/attacktest"
)

// TestWay: which way is tried, in which order, and for how long one is stayed with.
func TestWay(t *testing.T) {
	lost := fmt.Errorf("dial: %w", os.ErrDeadlineExceeded)
	type answer struct{ direct, api error }
	for _, x := range []struct {
		name   string
		reach  Reach
		routed bool
		says   []answer // one for each time
		apart  time.Duration
		want   []string
		fails  error // the last time
	}{
		{"direct", ReachDirect, false, []answer{{}}, 0, []string{"direct"}, nil},
		{"direct, and nobody answers", ReachDirect, true, []answer{{direct: lost}}, 0, []string{"direct"}, lost},
		{"through the API server", ReachAPI, true, []answer{{}}, 0, []string{"api"}, nil},
		{"auto, and it answers", ReachAuto, true, []answer{{}, {}}, 0, []string{"direct", "direct"}, nil},
		{"auto without a route", ReachAuto, false, []answer{{}, {}}, 0, []string{"api", "api"}, nil},
		{"auto, and it refuses", ReachAuto, true, []answer{{direct: syscall.ECONNREFUSED}}, 0, []string{"direct"}, syscall.ECONNREFUSED},
		{"auto, and nobody answers", ReachAuto, true, []answer{{direct: lost}, {direct: lost}}, 0, []string{"direct", "api", "api"}, nil},
		{"auto, and no host is there", ReachAuto, true, []answer{{direct: syscall.EHOSTUNREACH}}, 0, []string{"direct", "api"}, nil},
		{"auto, a while later", ReachAuto, true, []answer{{direct: lost}, {}}, byAPIFor, []string{"direct", "api", "direct"}, nil},
		{"auto, and neither", ReachAuto, true, []answer{{lost, syscall.ECONNRESET}, {}}, 0, []string{"direct", "api", "direct"}, nil},
		{"auto, and at last neither", ReachAuto, true, []answer{{lost, syscall.ECONNRESET}}, 0, []string{"direct", "api"}, syscall.ECONNRESET},
	} {
		var got []string
		var now time.Time
		var says answer
		try := func(by string, err error) (net.Conn, error) {
			got = append(got, by)
			if err != nil {
				return nil, err
			}
			here, there := net.Pipe()
			there.Close()
			return here, nil
		}
		w := &way{
			reach: x.reach, log: slog.New(slog.DiscardHandler), now: func() time.Time { return now }, routed: func(netip.Addr) bool { return x.routed },
			direct:  func(context.Context, string, string) (net.Conn, error) { return try("direct", says.direct) },
			forward: func(context.Context, string, string, int) (net.Conn, error) { return try("api", says.api) },
			find:    func(netip.Addr, int) (target, bool) { return target{"space", "pod", 80}, true },
		}
		now = time.Unix(1e9, 0)
		var err error
		for _, says = range x.says {
			var c net.Conn
			if c, err = w.dial(t.Context(), "tcp", "10.1.0.1:80"); err == nil {
				c.Close()
			}
			now = now.Add(x.apart)
		}
		if !slices.Equal(got, x.want) || !errors.Is(err, x.fails) {
			t.Errorf("%s: got %v and %v, want %v and %v", x.name, got, err, x.want, x.fails)
		}
	}
}

// TestWayOfPods: the addresses of pods and of Services lead to the pods that have them, and to the ports that their processes have.
func TestWayOfPods(t *testing.T) {
	c, _ := dialled(t)
	err := c.watches.ofServices.GetIndexer().Add(&corev1.Service{
		ObjectMeta: metav1.ObjectMeta{Namespace: c.namespaceOf(7), Name: "web"},
		Spec: corev1.ServiceSpec{ClusterIP: "10.0.0.1", Ports: []corev1.ServicePort{
			{Name: "http", Protocol: corev1.ProtocolTCP, Port: 80, TargetPort: intstr.FromInt32(8080)}, {Name: "db", Protocol: corev1.ProtocolTCP, Port: 5432},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	c.pod(t, "web", "newest", "10.1.0.3", false, 0)
	c.pod(t, "web", "answers", "10.1.0.2", true, time.Minute)
	ns := c.namespaceOf(7)
	for addr, want := range map[string]target{
		"10.1.0.3:22": {ns, "newest", 22}, "10.0.0.1:80": {ns, "answers", 8080}, "10.0.0.1:5432": {ns, "answers", 5432}, "[::ffff:10.1.0.2]:80": {ns, "answers", 80},
	} {
		at := netip.MustParseAddrPort(addr)
		if got, ok := c.watches.at(at.Addr(), int(at.Port())); !ok || got != want {
			t.Errorf("%s: got %v %v, want %v", addr, got, ok, want)
		}
	}
}

// TestAttackForwardElsewhere: addresses that are no pod's of ours are not led to through the API server, whose rights are the gateway's.
func TestAttackForwardElsewhere(t *testing.T) {
	a := attacktest.Begin(t, "a connection leads through the API server to what is no order's")
	c, _ := dialled(t)
	gone := c.pod(t, "web", "gone", "10.1.0.9", true, time.Minute)
	gone.DeletionTimestamp = &metav1.Time{Time: time.Now()}
	asked := ""
	w := &way{
		reach: ReachAPI, log: slog.New(slog.DiscardHandler), now: time.Now, routed: routed, find: c.watches.at,
		forward: func(_ context.Context, ns, pod string, _ int) (net.Conn, error) {
			asked = ns + "/" + pod
			return nil, cluster.ErrNotRunning
		},
		direct: func(_ context.Context, _, addr string) (net.Conn, error) {
			asked = addr
			return nil, cluster.ErrNotRunning
		},
	}
	for _, addr := range []string{"10.0.0.1:443", "10.1.0.9:80", "169.254.169.254:80", "127.0.0.1:6443", "[::1]:10250", "192.0.2.7:22"} {
		asked = ""
		_, err := w.dial(t.Context(), "tcp", addr)
		a.Tried(asked != "" || err == nil, "%s: %q %v", addr, asked, err)
	}
}

// TestRouted: this machine's own addresses are ways of their own, and what nobody has is not.
func TestRouted(t *testing.T) {
	if !routed(netip.MustParseAddr("127.0.0.1")) {
		t.Error("127.0.0.1 is not reached")
	}
	if routed(netip.MustParseAddr("198.51.100.7")) { // RFC 5737
		t.Error("198.51.100.7 is reached by a way of its own")
	}
}
