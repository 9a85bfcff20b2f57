package kube

import (
	"context"
	"flag"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/fake"
	"sigs.k8s.io/yaml"

	"berth/gateway/lease"
	"berth/gateway/lease/leasetest"
	"berth/gateway/manifest"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestContract runs the contract against client-go's fake, with a stand-in for the controllers and the kubelet.
func TestContract(t *testing.T) {
	leasetest.Run(t, "registry.example/web:1", func(t *testing.T) lease.Cluster {
		web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("ok\n")) }))
		t.Cleanup(web.Close)
		client := fake.NewClientset()
		control(t, client)
		c, err := New(Config{
			Node: eth.Address{0xab, 0xcd, 0xef, 0x01}, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Client: client,
			Capacity: resource.Resources{CPUMilli: 4000, MemoryMiB: 4096},
			Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
				return (&net.Dialer{}).DialContext(ctx, network, web.Listener.Addr().String())
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		return c
	})
}

// control does what a cluster's controllers and kubelet would: pods for Deployments, addresses for Services, and nothing
// left of what was deleted.
func control(t *testing.T, client kubernetes.Interface) {
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	t.Cleanup(func() {
		cancel()
		wg.Wait()
	})
	wg.Go(func() {
		for ctx.Err() == nil {
			settle(ctx, client)
			time.Sleep(2 * time.Millisecond)
		}
	})
}

func settle(ctx context.Context, client kubernetes.Interface) {
	live := map[string]bool{}
	namespaces, err := client.CoreV1().Namespaces().List(ctx, metav1.ListOptions{})
	if err != nil {
		return
	}
	for _, n := range namespaces.Items {
		live[n.Name] = true
	}
	services, _ := client.CoreV1().Services("").List(ctx, metav1.ListOptions{})
	for _, s := range services.Items {
		if !live[s.Namespace] {
			client.CoreV1().Services(s.Namespace).Delete(ctx, s.Name, metav1.DeleteOptions{})
		} else if s.Spec.ClusterIP == "" {
			s.Spec.ClusterIP = "10.0.0.1"
			client.CoreV1().Services(s.Namespace).Update(ctx, &s, metav1.UpdateOptions{})
		}
	}
	deployments, _ := client.AppsV1().Deployments("").List(ctx, metav1.ListOptions{})
	want := map[string]appsv1.Deployment{}
	for _, d := range deployments.Items {
		if !live[d.Namespace] {
			client.AppsV1().Deployments(d.Namespace).Delete(ctx, d.Name, metav1.DeleteOptions{})
			continue
		}
		want[d.Namespace+"/"+d.Name] = d
	}
	pods, _ := client.CoreV1().Pods("").List(ctx, metav1.ListOptions{})
	for _, p := range pods.Items {
		key := p.Namespace + "/" + p.Labels[labelService]
		if d, ok := want[key]; ok && maps.Equal(d.Spec.Template.Annotations, p.Annotations) {
			delete(want, key)
			continue
		}
		client.CoreV1().Pods(p.Namespace).Delete(ctx, p.Name, metav1.DeleteOptions{})
	}
	for _, d := range want {
		pod := &corev1.Pod{
			ObjectMeta: metav1.ObjectMeta{
				Name: d.Name + "-" + d.Spec.Template.Annotations[noteRevision] + "-" + d.Spec.Template.Annotations[noteRestart], Namespace: d.Namespace,
				Labels: d.Spec.Template.Labels, Annotations: d.Spec.Template.Annotations, CreationTimestamp: metav1.Now(),
			},
			Spec:   d.Spec.Template.Spec,
			Status: corev1.PodStatus{ContainerStatuses: []corev1.ContainerStatus{{Name: d.Name, Ready: true}}},
		}
		client.CoreV1().Pods(d.Namespace).Create(ctx, pod, metav1.CreateOptions{})
	}
}

func example() plan {
	return plan{
		Workload: lease.Workload{
			Order: 42, Revision: 3, Restart: 1, Resources: resource.Resources{CPUMilli: 1500, MemoryMiB: 2048, DiskMiB: 10240, TrafficMiB: 1000, GPU: 1, GPUModel: "rtx-4090"},
			Manifest: manifest.Manifest{Services: []manifest.Service{
				{Name: "web", Image: "ghcr.io/example/web:1.2", Port: 3000, Disk: "/data", Env: map[string]string{"B": "2", "A": "1"}},
			}},
		},
		node: "abcdef01", storageClass: "fast", runtimeClass: "gvisor",
	}
}

func TestBuilders(t *testing.T) {
	p := example()
	s := p.Manifest.Services[0]
	for name, object := range map[string]any{
		"namespace": namespace(p), "quota": quota(p), "limits": limits(p), "policy": policy(p), "disk": disk(p, s), "service": service(p, s), "deployment": deployment(p, s),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := yaml.Marshal(object)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", name+".yaml")
			if *update {
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestJudge(t *testing.T) {
	status := func(c corev1.ContainerStatus) *corev1.Pod {
		return &corev1.Pod{Status: corev1.PodStatus{ContainerStatuses: []corev1.ContainerStatus{c}}}
	}
	waiting := func(reason, message string) *corev1.Pod {
		return status(corev1.ContainerStatus{Image: "x", State: corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: reason, Message: message}}})
	}
	oom := corev1.ContainerStatus{
		State:                corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: "CrashLoopBackOff"}},
		LastTerminationState: corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{Reason: "OOMKilled", ExitCode: 137}},
	}
	refused := &appsv1.Deployment{Status: appsv1.DeploymentStatus{Conditions: []appsv1.DeploymentCondition{{Type: appsv1.DeploymentReplicaFailure, Status: corev1.ConditionTrue, Message: "exceeded quota"}}}}
	for _, c := range []struct {
		name  string
		d     *appsv1.Deployment
		p     *corev1.Pod
		phase wire.Phase
		text  string
	}{
		{"no pod yet", &appsv1.Deployment{}, nil, wire.PhaseScheduled, "waiting for a place"},
		{"refused", refused, nil, wire.PhaseFailed, "exceeded quota"},
		{"no room", &appsv1.Deployment{}, &corev1.Pod{Status: corev1.PodStatus{Conditions: []corev1.PodCondition{{Type: corev1.PodScheduled, Status: corev1.ConditionFalse, Message: "0/1 nodes"}}}}, wire.PhaseScheduled, "0/1 nodes"},
		{"placed", &appsv1.Deployment{}, &corev1.Pod{}, wire.PhaseScheduled, "placed"},
		{"pulling", &appsv1.Deployment{}, waiting("ContainerCreating", ""), wire.PhasePulling, "getting x"},
		{"no image", &appsv1.Deployment{}, waiting("ImagePullBackOff", "not found"), wire.PhaseFailed, "not found"},
		{"root", &appsv1.Deployment{}, waiting("CreateContainerConfigError", "image will run as root"), wire.PhaseFailed, "run as root"},
		{"out of memory", &appsv1.Deployment{}, status(oom), wire.PhaseFailed, "more memory"},
		{"running", &appsv1.Deployment{}, status(corev1.ContainerStatus{State: corev1.ContainerState{Running: &corev1.ContainerStateRunning{}}}), wire.PhaseStarting, "not answering"},
		{"ready", &appsv1.Deployment{}, status(corev1.ContainerStatus{Ready: true}), wire.PhaseReady, "answers"},
		{"ended", &appsv1.Deployment{}, status(corev1.ContainerStatus{State: corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{ExitCode: 2}}}), wire.PhaseFailed, "code 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if phase, text := judge(c.d, c.p); phase != c.phase || !strings.Contains(text, c.text) {
				t.Errorf("got %s %q, want %s %q", phase, text, c.phase, c.text)
			}
		})
	}
}
