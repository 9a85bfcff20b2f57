package doctor

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	authorizationv1 "k8s.io/api/authorization/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	kresource "k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/kubernetes/fake"
	"k8s.io/client-go/rest"
	ktesting "k8s.io/client-go/testing"

	"berth/contracts/chain"
	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/gateway/kube/inspect"
	"berth/gateway/kube/kubetest"
	"berth/gateway/kube/probe"
)

// stage is a stand-in for a cluster that is well, where a pod runs for each deployment.
type stage struct {
	*fake.Clientset
	client  *api.Client
	says    map[string]string // log by service, before there is a network policy
	after   string            // the log of net once there is one
	waiting string            // why no pod runs
	lacks   string            // resource of which no right is there
	loose   bool              // no policy refuses pods that are root of a machine
	kubelet int               // what the kubelets and the metrics API answer
	metrics int
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{says: map[string]string{"net": "open\n", "disk": "written\n", "r0": "0 100000 65536\nthat is all\n", "s0": "Linux version 4.19.0-gvisor\nthat is all\n"}, after: "closed\n", kubelet: 200, metrics: 404}
	yes := true
	s.Clientset = fake.NewClientset(&corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "m1", Labels: map[string]string{corev1.LabelHostname: "m1"}}, Status: corev1.NodeStatus{
		NodeInfo:   corev1.NodeSystemInfo{KernelVersion: "6.18"},
		Conditions: []corev1.NodeCondition{{Type: corev1.NodeReady, Status: corev1.ConditionTrue}},
		Allocatable: corev1.ResourceList{
			corev1.ResourceCPU: kresource.MustParse("4"), corev1.ResourceMemory: kresource.MustParse("8Gi"), corev1.ResourceEphemeralStorage: kresource.MustParse("20Gi"), corev1.ResourcePods: kresource.MustParse("110"),
		},
		RuntimeHandlers: []corev1.NodeRuntimeHandler{{Features: &corev1.NodeRuntimeHandlerFeatures{UserNamespaces: &yes}}},
	}})
	s.client = kubetest.StandIn(s.Clientset)
	s.client.Myself = func(context.Context) (string, error) { return "system:serviceaccount:berth-gateway:gateway", nil }
	s.client.May = func(_ context.Context, what authorizationv1.ResourceAttributes) (bool, error) {
		return what.Resource != s.lacks, nil
	}
	s.PrependReactor("patch", "deployments", func(a ktesting.Action) (bool, runtime.Object, error) {
		name := a.(ktesting.PatchAction).GetName()
		if strings.HasPrefix(name, "outside") && !s.loose {
			return true, nil, apierrors.NewForbidden(schema.GroupResource{Resource: "deployments"}, name, errors.New("ValidatingAdmissionPolicy denied it"))
		}
		pod := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: a.GetNamespace(), Labels: map[string]string{build.LabelOrder: "1", build.LabelService: name}}}
		state := corev1.ContainerState{Running: &corev1.ContainerStateRunning{}}
		if s.waiting != "" {
			state = corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: s.waiting}}
		}
		pod.Status.ContainerStatuses = []corev1.ContainerStatus{{State: state}}
		return false, nil, s.Tracker().Add(pod)
	})
	s.client.Log = func(ctx context.Context, ns, pod string, _ *corev1.PodLogOptions) (io.ReadCloser, error) {
		text := s.says[pod]
		policies, err := s.NetworkingV1().NetworkPolicies(ns).List(ctx, metav1.ListOptions{})
		if err == nil && len(policies.Items) > 0 && pod == "net" {
			text = s.after
		}
		return io.NopCloser(strings.NewReader(text)), nil
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		code := s.metrics
		if strings.Contains(r.URL.Path, "/proxy/") {
			code = s.kubelet
		}
		w.WriteHeader(code)
	}))
	t.Cleanup(server.Close)
	real, err := api.New(&rest.Config{Host: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	s.client.Plain = real.Plain
	return s
}

// on has the node run on the stage.
func (s *stage) on(change func(*stage)) func(*Config) {
	return func(c *Config) {
		if change != nil {
			change(s)
		}
		c.Gateway.Runtime, c.Cluster, c.Image = "kube", inspect.New(s.client), "busybox"
		c.Waits = probe.Waits{Start: 50 * time.Millisecond, Fence: 50 * time.Millisecond, Rights: 20 * time.Millisecond, Poll: time.Millisecond}
	}
}

func TestClusterChecks(t *testing.T) {
	w := newWard(t)
	machine := func(change func(*corev1.Node)) func(*stage) {
		return func(s *stage) {
			n, err := s.CoreV1().Nodes().Get(t.Context(), "m1", metav1.GetOptions{})
			if err == nil {
				change(n)
				_, err = s.CoreV1().Nodes().Update(t.Context(), n, metav1.UpdateOptions{})
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	away := func(s *stage) {
		s.client.Myself = func(context.Context) (string, error) { return "", errors.New("refused") }
	}
	for _, c := range []struct {
		check  string
		change func(*stage)
		state  State
		words  string
	}{
		{"cluster", nil, OK, "system:serviceaccount:berth-gateway:gateway"},
		{"cluster", away, Failure, "not reached"},
		{"cluster", func(s *stage) { s.client.Myself = func(context.Context) (string, error) { return "admin", nil } }, Warning, "no service account"},
		{"rights", nil, OK, "all"},
		{"rights", func(s *stage) { s.lacks = "rolebindings" }, Failure, "create rolebindings.rbac.authorization.k8s.io"},
		{"order-rights", nil, OK, "its role"},
		{"order-rights", func(s *stage) { s.lacks = "networkpolicies" }, Failure, "networkpolicies"},
		{"network-policy", nil, OK, "did not any more"},
		{"network-policy", func(s *stage) { s.after = "open\n" }, Failure, "not enforced"},
		{"network-policy", func(s *stage) { s.says["net"] = "closed\n" }, Unknown, "says nothing"},
		{"network-policy", func(s *stage) { s.waiting = "ImagePullBackOff" }, Unknown, "ImagePullBackOff"},
		{"storage", nil, OK, "default storage class"},
		{"storage", func(s *stage) { s.says["disk"] = "" }, Failure, "gave no disk"},
		{"runtime-class", nil, OK, "none is set"},
		{"scratch", nil, OK, "count ephemeral storage"},
		{"scratch", machine(func(n *corev1.Node) { delete(n.Status.Allocatable, corev1.ResourceEphemeralStorage) }), Failure, "m1"},
		{"scratch", machine(func(n *corev1.Node) { n.Spec.Unschedulable = true }), Failure, "no machine"},
		{"figures", nil, OK, "kubelets"},
		{"figures", func(s *stage) { s.kubelet, s.metrics = 403, 200 }, Warning, "metrics API"},
		{"figures", func(s *stage) { s.kubelet = 403 }, Warning, "nobody"},
		{"user-namespaces", nil, OK, "on m1"},
		{"user-namespaces", func(s *stage) { s.says["r0"] = "0 0 4294967295\nthat is all\n" }, Warning, "not on m1 (root in a pod is root on the machine"},
		{"user-namespaces", func(s *stage) { s.waiting = "CreateContainerError idmap" }, Warning, "not on m1 (CreateContainerError idmap)"},
		{"user-namespaces", func(s *stage) { s.loose = true }, Warning, "root of the machine"},
		{"sandbox", nil, OK, "none is set"},
		{"sandbox", func(s *stage) { s.loose = true }, Warning, "root of the machine"},
		{"promise", nil, OK, "can give"},
		{"promise", machine(func(n *corev1.Node) { n.Status.Allocatable[corev1.ResourceCPU] = kresource.MustParse("50m") }), Warning, "cpuMilli 50 of 100"},
	} {
		t.Run(c.check+" "+string(c.state), func(t *testing.T) {
			w.t = t
			w.want(w.look(c.check, newStage(t).on(c.change)), c.state, c.words)
		})
	}
	w.t = t
	sandboxed := func(change func(*stage)) func(*Config) {
		return func(c *Config) {
			newStage(t).on(change)(c)
			c.Gateway.RuntimeClass = "gvisor"
		}
	}
	w.want(w.look("runtime-class", sandboxed(nil)), OK, "gvisor")
	by := func(reach, lacks string) func(*Config) {
		return func(c *Config) {
			newStage(t).on(func(s *stage) { s.lacks = lacks })(c)
			c.Gateway.ReachPods = reach
		}
	}
	w.want(w.look("reach-pods", by("direct", "pods")), OK, "by their addresses")
	w.want(w.look("reach-pods", by("api", "")), OK, "may connect")
	w.want(w.look("reach-pods", by("api", "pods")), Failure, "pods/portforward")
	w.want(w.look("reach-pods", by("auto", "pods")), Warning, "pods/portforward")
	boxed := func(says string) func(*Config) {
		return func(c *Config) {
			newStage(t).on(func(s *stage) { s.says["s0"] = says })(c)
			c.Gateway.SandboxClass = "gvisor"
		}
	}
	w.want(w.look("sandbox", boxed("Linux version 4.19.0-gvisor\nthat is all\n")), OK, "gvisor runs on m1")
	w.want(w.look("sandbox", boxed("Linux version 6.18 #1\nthat is all\n")), Warning, "the machine's own kernel")
	w.want(w.look("user-namespaces", func(c *Config) { newStage(t).on(nil)(c); c.Image = "" }), Unknown, "m1")
	w.want(w.look("runtime-class", sandboxed(func(s *stage) { s.waiting = "no handler" })), Failure, "no handler")
	w.want(w.look("network-policy", func(c *Config) { newStage(t).on(nil)(c); c.Image = "" }), Unknown, "no pod")
	lost := func(c *Config) { c.Gateway.Runtime, c.Gateway.Kubeconfig = "kube", "/none" }
	w.want(w.look("cluster", lost), Failure, "not reached")
	w.want(w.look("rights", lost), Skipped, "reached first")
	w.want(w.look("network-policy", lost), Skipped, "reached first")
	w.want(w.look("promise", lost), Skipped, "reached first")
}

func TestOtherRuntime(t *testing.T) {
	w := newWard(t)
	for _, code := range []string{"cluster", "rights", "order-rights", "network-policy", "storage", "runtime-class", "scratch", "figures", "user-namespaces", "sandbox", "reach-pods"} {
		w.want(w.look(code, nil), Skipped, "not on this runtime")
	}
	w.want(w.look("promise", nil), OK, "can give")
	w.enter(func(e *chain.Entry) { e.Total.MemoryMiB = 1 << 31 })
	w.want(w.look("promise", nil), Warning, "memoryMiB")
}
