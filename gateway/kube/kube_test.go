package kube

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/fake"
	"sigs.k8s.io/yaml"

	"berth/gateway/cluster"
	"berth/gateway/cluster/clustertest"
	"berth/gateway/manifest"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestContract runs the contract against client-go's fake, with a stand-in for the controllers and the kubelet.
func TestContract(t *testing.T) {
	clustertest.Run(t, "registry.example/web:1", func(t *testing.T) cluster.Cluster {
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
	}, clustertest.Lacks(clustertest.Logs, "client-go's fake has one line of log for everything"),
		clustertest.Lacks(clustertest.Uses, "client-go's fake has no kubelet that measures"), clustertest.Lacks(clustertest.Shells, "client-go's fake runs nothing"))
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
	services, _ := client.CoreV1().Services("").List(ctx, metav1.ListOptions{})
	deployments, _ := client.AppsV1().Deployments("").List(ctx, metav1.ListOptions{})
	// After them: what was made in a namespace that came in between is not left over from one that is gone.
	live := map[string]bool{}
	namespaces, err := client.CoreV1().Namespaces().List(ctx, metav1.ListOptions{})
	if err != nil {
		return
	}
	for _, n := range namespaces.Items {
		live[n.Name] = true
	}
	for _, s := range services.Items {
		if !live[s.Namespace] {
			client.CoreV1().Services(s.Namespace).Delete(ctx, s.Name, metav1.DeleteOptions{})
		} else if s.Spec.ClusterIP == "" {
			s.Spec.ClusterIP = "10.0.0.1"
			client.CoreV1().Services(s.Namespace).Update(ctx, &s, metav1.UpdateOptions{})
		}
	}
	want := map[string]appsv1.Deployment{}
	for _, d := range deployments.Items {
		if !live[d.Namespace] {
			client.AppsV1().Deployments(d.Namespace).Delete(ctx, d.Name, metav1.DeleteOptions{})
			continue
		}
		if d.Spec.Replicas == nil || *d.Spec.Replicas > 0 {
			want[d.Namespace+"/"+d.Name] = d
		}
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
				UID: types.UID(rand.Text()), Labels: d.Spec.Template.Labels, Annotations: d.Spec.Template.Annotations, CreationTimestamp: metav1.Now(),
			},
			Spec: d.Spec.Template.Spec,
			Status: corev1.PodStatus{
				Phase:      corev1.PodRunning,
				Conditions: []corev1.PodCondition{{Type: corev1.PodScheduled, Status: corev1.ConditionTrue, LastTransitionTime: metav1.Now()}},
				ContainerStatuses: []corev1.ContainerStatus{{
					Name: d.Name, Ready: true, ContainerID: rand.Text(), State: corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: metav1.Now()}},
				}},
			},
		}
		client.CoreV1().Pods(d.Namespace).Create(ctx, pod, metav1.CreateOptions{})
	}
}

func example() plan {
	w := cluster.Workload{
		Order: 42, Revision: 3, Restart: 1, Resources: resource.Resources{CPUMilli: 1500, MemoryMiB: 2048, DiskMiB: 10240, TrafficMiB: 1000, GPU: 1, GPUModel: "rtx-4090"},
		Manifest: manifest.Manifest{
			Services: []manifest.Service{
				{Name: "web", Image: "ghcr.io/example/web:1.2", Port: 3000, Mounts: []manifest.Mount{{Volume: "web", Path: "/data"}}, Env: map[string]string{"B": "2", "A": "1"}},
				{
					Name: "api", Aliases: []string{"backend"}, Image: "ghcr.io/example/api@sha256:" + strings.Repeat("a", 64), Pull: &manifest.Registry{Host: "ghcr.io", User: "someone", Password: "hunter1"},
					Command: []string{"/bin/api"}, Args: []string{"--price", "$(5)"}, Dir: "/app", User: 1000, Group: 1001, Port: 8080, Ports: []manifest.Port{{Port: 80, Target: 8080}, {Port: 53, Target: 5353, UDP: true}},
					Env: map[string]string{"PRICE": "5$"}, SecretEnv: map[string]manifest.Secret{"PASSWORD": "hunter2"},
					Files:  []manifest.File{{Path: "/etc/api.toml", Text: "a = 1\n", Mode: 0o440}, {Path: "/run/secrets/key", Secret: "hunter3", Hidden: true}},
					Mounts: []manifest.Mount{{Volume: "web", Path: "/pictures", SubPath: "a/b", ReadOnly: true}, {Volume: "own", Path: "/own"}},
					Temps:  []manifest.Temp{{Path: "/tmp", SizeMiB: 64}, {Path: "/dev/shm", SizeMiB: 32, Memory: true}}, ReadOnly: true,
					Ready: &manifest.Probe{Path: "/healthz", Port: 8080, Every: 5, Successes: 2}, Live: &manifest.Probe{Port: 8080, Failures: 5}, Started: &manifest.Probe{Command: []string{"/bin/api", "up"}, Delay: 2, Timeout: 3},
					Wants: manifest.Wants{CPUMilli: 500, MemoryMiB: 512},
				},
				{Name: "worker", Image: "busybox", Replicas: 3},
				{Name: "db", Image: "postgres:16", Ports: []manifest.Port{{Port: 5432, Target: 5432}}},
			},
			Volumes: []manifest.Volume{{Name: "web"}, {Name: "own", SizeMiB: 1024}},
		},
	}
	return plan{
		Workload:     w,
		realm:        realm{node: eth.Address{0xab, 0xcd, 0xef, 0x01}, chainID: 1337, market: eth.Address{0x12, 0x34, 0x56}},
		closed:       []netip.Prefix{netip.MustParsePrefix("51.15.1.7/32"), netip.MustParsePrefix("2a01:4f8::/64")},
		storageClass: "fast", runtimeClass: "gvisor",
	}
}

func TestBuilders(t *testing.T) {
	p := example()
	p.products = []string{"NVIDIA-GeForce-RTX-4090"}
	web, api, worker, db := p.Manifest.Services[0], p.Manifest.Services[1], p.Manifest.Services[2], p.Manifest.Services[3]
	if configMap(p, web) != nil || secret(p, web) != nil || registry(p, web) != nil || service(p, worker, "worker") != nil {
		t.Error("objects of which nobody has need")
	}
	for name, object := range map[string]any{
		"namespace": namespace(p), "quota": quota(p), "limits": limits(p), "policy": policy(p), "disk": disk(p, p.Manifest.Volumes[0], p.size("web")),
		"service": service(p, web, "web"), "deployment": deployment(p, web),
		"service-api": service(p, api, "api"), "service-alias": service(p, api, "backend"), "deployment-api": deployment(p, api), "configmap-api": configMap(p, api), "secret-api": secret(p, api), "registry-api": registry(p, api),
		"deployment-worker": deployment(p, worker), "service-db": service(p, db, "db"), "deployment-db": deployment(p, db),
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
	waits := func(reason, message string) *corev1.Pod {
		return status(corev1.ContainerStatus{Image: "x", State: corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: reason, Message: message}}})
	}
	crash := func(t corev1.ContainerStateTerminated) *corev1.Pod {
		return status(corev1.ContainerStatus{
			RestartCount: 2, State: corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: "CrashLoopBackOff"}},
			LastTerminationState: corev1.ContainerState{Terminated: &t},
		})
	}
	refused := func(message string) *appsv1.Deployment {
		return &appsv1.Deployment{Status: appsv1.DeploymentStatus{Conditions: []appsv1.DeploymentCondition{{
			Type: appsv1.DeploymentReplicaFailure, Status: corev1.ConditionTrue, Message: message,
		}}}}
	}
	const overQuota = `pods "web-1" is forbidden: exceeded quota: berth, requested: limits.cpu=2, used: limits.cpu=0, limited: limits.cpu=1`
	one := &appsv1.Deployment{}
	for _, c := range []struct {
		name   string
		d      *appsv1.Deployment
		p      *corev1.Pod
		ending bool
		phase  wire.Phase
		text   string
	}{
		{"no pod yet", one, nil, false, wire.PhaseScheduled, "waiting for a place"},
		{"over quota", refused(overQuota), nil, false, wire.PhaseFailed, "more than the order has: berth, requested: limits.cpu=2"},
		{"over quota beside the old one", refused(overQuota), nil, true, wire.PhaseScheduled, "until the old one has ended"},
		{"too many rights", refused(`pods "a" is forbidden: violates PodSecurity "restricted:latest": privileged`), nil, true, wire.PhaseFailed, `rights that nobody has here: "restricted:latest": privileged`},
		{"no room", one, &corev1.Pod{Status: corev1.PodStatus{Conditions: []corev1.PodCondition{{Type: corev1.PodScheduled, Status: corev1.ConditionFalse, Message: "0/1 nodes are available: 1 node(s) had untolerated taint {owner: acme}, 1 Insufficient memory."}}}}, false, wire.PhaseScheduled, "has room for it now; it waits: not enough memory"},
		{"placed", one, &corev1.Pod{}, false, wire.PhaseScheduled, "placed"},
		{"pulling", one, waits("ContainerCreating", ""), false, wire.PhasePulling, "getting x"},
		{"no image", one, waits("ErrImagePull", `rpc error: failed to resolve reference "docker.io/x": docker.io/x: not found`), false, wire.PhaseFailed, "the image x is not found"},
		{"private image", one, waits("ErrImagePull", "unexpected status: 401 Unauthorized"), false, wire.PhaseFailed, "it is private, or it does not exist"},
		{"silent registry", one, waits("ErrImagePull", "dial tcp: lookup r.test: no such host"), false, wire.PhaseFailed, "does not answer"},
		{"root", one, waits("CreateContainerConfigError", "container has runAsNonRoot and image will run as root"), false, wire.PhaseFailed, "its image runs as root"},
		{"out of memory", one, crash(corev1.ContainerStateTerminated{Reason: "OOMKilled", ExitCode: 137}), false, wire.PhaseFailed, "3 times so far: it needed more memory"},
		{"crash loop", one, crash(corev1.ContainerStateTerminated{Reason: "Error", ExitCode: 2, Message: "one\ntwo\n\nthree\nfour\n"}), false, wire.PhaseFailed, "code 2; its last lines: two | three | four"},
		{"evicted", one, &corev1.Pod{Status: corev1.PodStatus{Phase: corev1.PodFailed, Reason: "Evicted", Message: "Pod ephemeral local storage usage exceeds the total limit of containers 64Mi."}}, false, wire.PhaseFailed, "wrote more than it may"},
		{"running", one, status(corev1.ContainerStatus{State: corev1.ContainerState{Running: &corev1.ContainerStateRunning{}}}), false, wire.PhaseStarting, "not answering"},
		{"ready", one, status(corev1.ContainerStatus{Ready: true}), false, wire.PhaseReady, "answers"},
		{"ended", one, status(corev1.ContainerStatus{State: corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{ExitCode: 2}}}), false, wire.PhaseFailed, "code 2"},
		{"no disk yet", one, &corev1.Pod{Status: corev1.PodStatus{Conditions: []corev1.PodCondition{{Type: corev1.PodScheduled, Status: corev1.ConditionFalse, Message: "0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found"}}}}, false, wire.PhaseScheduled, "waiting for its disk"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if phase, text := judge(c.d, c.p, c.ending); phase != c.phase || !strings.Contains(text, c.text) {
				t.Errorf("got %s %q, want %s %q", phase, text, c.phase, c.text)
			}
		})
	}
}

func TestClip(t *testing.T) {
	for _, s := range []string{strings.Repeat("é", 200), "a\xff" + strings.Repeat("日本", 60)} {
		if got := clip(s); !utf8.ValidString(got) || len(got) > 310 {
			t.Errorf("clip(%q) = %q", s, got)
		}
	}
}

// TestBeyond: what the policy closes anyway is not closed twice, and what may not be an exception is left out.
func TestBeyond(t *testing.T) {
	got := beyond([]string{"10.1.2.3", "node1", "51.15.1.7", "51.15.1.7", "fd00::1", "::/0", "2000::/3", "2001:db8::1", "2a01:4f8::1", "::ffff:8.8.4.4", "0.0.0.0/0", "34.118.224.7/20", ""})
	want := []string{"8.8.4.4/32", "34.118.224.0/20", "51.15.1.7/32", "2a01:4f8::1/128"}
	if s := fmt.Sprint(got); s != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestFree: what machines can give that take pods, less what others use.
func TestFree(t *testing.T) {
	have := corev1.ResourceList{corev1.ResourceCPU: milli(4000), corev1.ResourceMemory: mib(8192), corev1.ResourceEphemeralStorage: mib(1000), corev1.ResourcePods: count(10)}
	node := func(name string, change func(*corev1.Node)) corev1.Node {
		n := corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: name}, Status: corev1.NodeStatus{
			Allocatable: have, Conditions: []corev1.NodeCondition{{Type: corev1.NodeReady, Status: corev1.ConditionTrue}},
		}}
		if change != nil {
			change(&n)
		}
		return n
	}
	pod := func(on string, phase corev1.PodPhase) corev1.Pod {
		return corev1.Pod{Spec: corev1.PodSpec{NodeName: on, Containers: []corev1.Container{{Resources: corev1.ResourceRequirements{
			Requests: corev1.ResourceList{corev1.ResourceCPU: milli(500), corev1.ResourceMemory: mib(192)},
		}}}}, Status: corev1.PodStatus{Phase: phase}}
	}
	got := free([]corev1.Node{
		node("a", nil), node("b", nil),
		node("cordoned", func(n *corev1.Node) { n.Spec.Unschedulable = true }),
		node("tainted", func(n *corev1.Node) { n.Spec.Taints = []corev1.Taint{{Effect: corev1.TaintEffectNoSchedule}} }),
		node("away", func(n *corev1.Node) { n.Status.Conditions = nil }),
	}, []corev1.Pod{pod("a", corev1.PodRunning), pod("b", corev1.PodSucceeded), pod("tainted", corev1.PodRunning)})
	if want := (resource.Resources{CPUMilli: 7500, MemoryMiB: 16192, DiskMiB: 2000, TrafficMiB: resource.MaxTraffic}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// TestWiderManifest applies several services with all that they may have, then fewer: what is no longer wanted goes, but
// for disks.
func TestWiderManifest(t *testing.T) {
	client := fake.NewClientset()
	c, err := New(Config{Node: eth.Address{1}, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Client: client})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	count := func() string {
		ns, o := c.namespaceOf(42), metav1.ListOptions{LabelSelector: c.selector()}
		deployments, err1 := client.AppsV1().Deployments(ns).List(t.Context(), o)
		services, err2 := client.CoreV1().Services(ns).List(t.Context(), o)
		configs, err3 := client.CoreV1().ConfigMaps(ns).List(t.Context(), o)
		secrets, err4 := client.CoreV1().Secrets(ns).List(t.Context(), o)
		disks, err5 := client.CoreV1().PersistentVolumeClaims(ns).List(t.Context(), o)
		if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(len(deployments.Items), len(services.Items), len(configs.Items), len(secrets.Items), len(disks.Items))
	}
	w := example().Workload
	if err := c.Apply(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	if got := count(); got != "4 4 1 2 2" {
		t.Errorf("deployments, services, config maps, secrets, disks: %s", got)
	}
	w.Revision++
	w.Manifest.Services, w.Manifest.Volumes = w.Manifest.Services[:1], w.Manifest.Volumes[:1]
	if err := c.Apply(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	if got := count(); got != "1 1 0 0 2" {
		t.Errorf("after the next revision: %s", got)
	}
	if err := c.Apply(t.Context(), example().Workload); err != nil {
		t.Fatal(err)
	}
	if err := c.Stop(t.Context(), 42); err != nil {
		t.Fatal(err)
	}
	if got := count(); got != "0 0 0 0 2" {
		t.Errorf("after a stop: %s", got)
	}
}

func TestJudgeReplicas(t *testing.T) {
	three := int32(3)
	d := &appsv1.Deployment{Spec: appsv1.DeploymentSpec{Replicas: &three}}
	pod := func(ready bool) *corev1.Pod {
		return &corev1.Pod{Status: corev1.PodStatus{ContainerStatuses: []corev1.ContainerStatus{{Ready: ready, State: corev1.ContainerState{Running: &corev1.ContainerStateRunning{}}}}}}
	}
	for _, c := range []struct {
		pods []*corev1.Pod
		want wire.Phase
	}{
		{nil, wire.PhaseScheduled}, {[]*corev1.Pod{pod(true), pod(true)}, wire.PhaseScheduled},
		{[]*corev1.Pod{pod(true), pod(false), pod(true)}, wire.PhaseStarting}, {[]*corev1.Pod{pod(true), pod(true), pod(true)}, wire.PhaseReady},
	} {
		if got, _ := judgeAll(d, c.pods, false); got != c.want {
			t.Errorf("%d pods: got %s, want %s", len(c.pods), got, c.want)
		}
	}
}
