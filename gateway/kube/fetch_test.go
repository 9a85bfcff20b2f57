package kube

import (
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes/fake"

	"berth/gateway/cluster"
	"berth/gateway/cluster/clustertest"
	"berth/gateway/kube/build"
	"berth/gateway/manifest"
	"berth/shared/eth"
	"berth/shared/wire"
)

// TestFetching: while an image is being fetched its size is told, where it is known; and which platforms machines are.
func TestFetching(t *testing.T) {
	const image = "ghcr.io/example/web:1"
	client := fake.NewClientset(
		&corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "a"}, Status: corev1.NodeStatus{NodeInfo: corev1.NodeSystemInfo{OperatingSystem: "linux", Architecture: "arm64"}, Addresses: []corev1.NodeAddress{{Type: corev1.NodeExternalIP, Address: "51.15.1.7"}}}},
		&corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "b"}, Status: corev1.NodeStatus{NodeInfo: corev1.NodeSystemInfo{OperatingSystem: "linux", Architecture: "amd64", ContainerRuntimeVersion: "containerd://2.2.9"}}},
		&corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "c"}, Status: corev1.NodeStatus{NodeInfo: corev1.NodeSystemInfo{OperatingSystem: "windows", Architecture: "amd64"}}},
		&corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "d"}, Status: corev1.NodeStatus{NodeInfo: corev1.NodeSystemInfo{OperatingSystem: "linux", Architecture: "amd64"}}},
	)
	size := uint32(480)
	c, err := New(Config{
		Node: eth.Address{1}, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Client: standIn(client),
		Size: func(s manifest.Service) uint32 {
			if s.Image != image {
				t.Errorf("asked for the size of %q", s.Image)
			}
			return size
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if p := c.Platforms(); len(p) != 0 {
		t.Errorf("before anybody was asked: %v", p)
	}
	if _, _, err := c.Capacity(t.Context()); err != nil { // it learns of the machines
		t.Fatal(err)
	}
	log := &clustertest.Log{}
	c.Observe(log.Note, log.Happen)
	for i, want := range []string{"getting " + image + ": 480 MiB, or less", "getting " + image} {
		revision := uint64(i + 1)
		size -= uint32(480 * i)
		log.Forget()
		if err := c.Apply(t.Context(), clustertest.Workload(7, revision, image)); err != nil {
			t.Fatal(err)
		}
		ns := c.namespaceOf(7)
		d, err := client.AppsV1().Deployments(ns).Get(t.Context(), "web", metav1.GetOptions{})
		if err != nil {
			t.Fatal(err)
		}
		pod := &corev1.Pod{
			ObjectMeta: metav1.ObjectMeta{Name: "web-" + d.Spec.Template.Annotations[build.NoteRevision], Namespace: ns, UID: "u", Labels: d.Spec.Template.Labels, Annotations: d.Spec.Template.Annotations},
			Status: corev1.PodStatus{ContainerStatuses: []corev1.ContainerStatus{{
				Name: "web", Image: image, State: corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: "ContainerCreating"}},
			}}},
		}
		if _, err := client.CoreV1().Pods(ns).Create(t.Context(), pod, metav1.CreateOptions{}); err != nil {
			t.Fatal(err)
		}
		if e := log.Await(t, 7, revision, wire.PhasePulling); !strings.HasPrefix(string(e.Text), want) || size == 0 && strings.Contains(string(e.Text), "MiB") {
			t.Errorf("got %q, want %q", e.Text, want)
		}
		if size > 0 { // its kubelet says that it has begun: that is news, with how fast the machine was before
			began := metav1.NewTime(time.Now().Truncate(time.Second))
			event := func(ns, reason, message string) *corev1.Event {
				e := fetchEvent("b", pod.Name, reason, message, began.Time)
				e.Namespace, e.UID, e.InvolvedObject.Namespace, e.InvolvedObject.UID = ns, types.UID(ns+reason), ns, pod.UID
				return e
			}
			c.happenings.seeEvent(event("somebody-elses", "Pulled", through(2, 80)))
			c.happenings.seeEvent(event(ns, "Pulling", `Pulling image "`+image+`"`))
			want := wire.Fetch{Image: image, Since: began.Time, SizeMiB: size, KiBps: 40 << 10}
			if !log.Saw(func(e cluster.Event) bool {
				return e.Phase == wire.PhasePulling && e.Fetch == want && strings.Contains(string(e.Text), "12s or so")
			}) {
				t.Errorf("nobody was told of %+v", want)
			}
		}
		if err := client.CoreV1().Pods(ns).Delete(t.Context(), pod.Name, metav1.DeleteOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	if p := c.Platforms(); !slices.Equal(p, []string{"linux/amd64", "linux/arm64"}) {
		t.Errorf("got %v", p)
	}
	if p := c.Closed(); len(p) != 1 || p[0].String() != "51.15.1.7/32" {
		t.Errorf("got %v", p)
	}
}
