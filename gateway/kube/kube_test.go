package kube

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/fake"

	"berth/gateway/cluster"
	"berth/gateway/cluster/clustertest"
	"berth/gateway/kube/build"
	"berth/gateway/kube/verdict"
	"berth/gateway/manifest"
	"berth/shared/eth"
	"berth/shared/resource"
)

// TestContract runs the contract against client-go's fake, with a stand-in for the controllers and the kubelet.
func TestContract(t *testing.T) {
	clustertest.Run(t, "ghcr.io/example/web:1", func(t *testing.T) cluster.Cluster {
		web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("ok\n")) }))
		t.Cleanup(web.Close)
		client := fake.NewClientset()
		control(t, client)
		c, err := New(Config{
			Node: eth.Address{0xab, 0xcd, 0xef, 0x01}, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Client: standIn(client),
			Capacity: resource.Resources{CPUMilli: 4000, MemoryMiB: 4096},
			Dial: func(ctx context.Context, network, addr string) (net.Conn, error) {
				if !strings.HasSuffix(addr, ":8080") {
					return nil, syscall.ECONNREFUSED
				}
				return (&net.Dialer{}).DialContext(ctx, network, web.Listener.Addr().String())
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		return c
	}, clustertest.Lacks(clustertest.Logs, "client-go's fake has one line of log for everything"),
		clustertest.Lacks(clustertest.Uses, "client-go's fake has no kubelet that measures"), clustertest.Lacks(clustertest.Shells, "client-go's fake runs nothing"),
		clustertest.Lacks(clustertest.Names, "client-go's fake has no names"), clustertest.Lacks(clustertest.Disks, "client-go's fake has no disks"), clustertest.TaskIn("ghcr.io/example/task:1"))
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
	work(ctx, client, live)
	want := map[string]appsv1.Deployment{}
	paused := map[string]bool{}
	for _, d := range deployments.Items {
		if d.Spec.Paused && live[d.Namespace] {
			paused[d.Namespace+"/"+d.Name] = true
			continue
		}
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
		key := p.Namespace + "/" + p.Labels[build.LabelService]
		if p.Spec.RestartPolicy == corev1.RestartPolicyNever || paused[key] {
			delete(want, key)
			continue // a Job's, or of before
		}
		if d, ok := want[key]; ok && maps.Equal(d.Spec.Template.Annotations, p.Annotations) {
			delete(want, key)
			continue
		}
		client.CoreV1().Pods(p.Namespace).Delete(ctx, p.Name, metav1.DeleteOptions{})
	}
	for _, d := range want {
		pod := &corev1.Pod{
			ObjectMeta: metav1.ObjectMeta{
				Name: d.Name + "-" + d.Spec.Template.Annotations[build.NoteRevision] + "-" + d.Spec.Template.Annotations[build.NoteRestart], Namespace: d.Namespace,
				UID: types.UID(rand.Text()), Labels: d.Spec.Template.Labels, Annotations: d.Spec.Template.Annotations, CreationTimestamp: metav1.Now(),
			},
			Spec: d.Spec.Template.Spec,
			Status: corev1.PodStatus{
				Phase: corev1.PodRunning, PodIP: "10.1.0.1",
				Conditions: []corev1.PodCondition{{Type: corev1.PodScheduled, Status: corev1.ConditionTrue, LastTransitionTime: metav1.Now()}},
				ContainerStatuses: []corev1.ContainerStatus{{
					Name: d.Name, Ready: true, ContainerID: rand.Text(), State: corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: metav1.Now()}},
				}},
			},
		}
		client.CoreV1().Pods(d.Namespace).Create(ctx, pod, metav1.CreateOptions{})
	}
}

// work runs what runs once, to the end that its variables say.
func work(ctx context.Context, client kubernetes.Interface, live map[string]bool) {
	jobs, _ := client.BatchV1().Jobs("").List(ctx, metav1.ListOptions{})
	for _, j := range jobs.Items {
		if !live[j.Namespace] {
			client.BatchV1().Jobs(j.Namespace).Delete(ctx, j.Name, metav1.DeleteOptions{})
			continue
		}
		if verdict.Over(&j) || *j.Spec.Suspend {
			continue
		}
		env := map[string]string{}
		for _, e := range j.Spec.Template.Spec.Containers[0].Env {
			env[e.Name] = e.Value
		}
		code, _ := strconv.Atoi(env["EXIT"])
		end := batchv1.JobCondition{Type: batchv1.JobComplete, Status: corev1.ConditionTrue}
		phase := corev1.PodSucceeded
		if code != 0 {
			end.Type, phase, j.Status.Failed = batchv1.JobFailed, corev1.PodFailed, 3
		}
		notes := j.Spec.Template.Annotations
		client.CoreV1().Pods(j.Namespace).Create(ctx, &corev1.Pod{
			ObjectMeta: metav1.ObjectMeta{
				Name: j.Name + "-" + notes[build.NoteRevision] + "-" + notes[build.NoteRestart], Namespace: j.Namespace,
				UID: types.UID(rand.Text()), Labels: j.Spec.Template.Labels, Annotations: notes, CreationTimestamp: metav1.Now(),
			},
			Spec: j.Spec.Template.Spec,
			Status: corev1.PodStatus{Phase: phase, ContainerStatuses: []corev1.ContainerStatus{{
				Name: j.Name, State: corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{ExitCode: int32(code), Message: env["SAY"]}},
			}}},
		}, metav1.CreateOptions{})
		j.Status.Conditions = append(j.Status.Conditions, end)
		client.BatchV1().Jobs(j.Namespace).Update(ctx, &j, metav1.UpdateOptions{})
	}
}

func wide() cluster.Workload {
	return cluster.Workload{
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
}

// TestWiderManifest applies several services with all that they may have, then fewer: what is no longer wanted goes, but
// for disks.
func TestWiderManifest(t *testing.T) {
	client := fake.NewClientset()
	c, err := New(Config{Node: eth.Address{1}, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Client: standIn(client)})
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
	w := wide()
	if err := c.Apply(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	if got := count(); got != "4 7 1 2 2" {
		t.Errorf("deployments, services, config maps, secrets, disks: %s", got)
	}
	w.Revision++
	w.Manifest.Services, w.Manifest.Volumes = w.Manifest.Services[:1], w.Manifest.Volumes[:1]
	if err := c.Apply(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	if got := count(); got != "1 2 0 0 2" {
		t.Errorf("after the next revision: %s", got)
	}
	if err := c.Apply(t.Context(), wide()); err != nil {
		t.Fatal(err)
	}
	if err := c.Stop(t.Context(), 42); err != nil {
		t.Fatal(err)
	}
	if got := count(); got != "0 0 0 0 2" {
		t.Errorf("after a stop: %s", got)
	}
}
