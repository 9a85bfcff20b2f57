package inspect

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	authorizationv1 "k8s.io/api/authorization/v1"
	corev1 "k8s.io/api/core/v1"
	kresource "k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/fake"
	"k8s.io/client-go/rest"
	ktesting "k8s.io/client-go/testing"

	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/gateway/kube/kubetest"
	"berth/gateway/kube/probe"
)

const account = "system:serviceaccount:berth-gateway:gateway"

// stage is a stand-in for a cluster, in which a pod runs for each deployment and says what a real one's would.
type stage struct {
	*fake.Clientset
	*api.Client
	refused func(authorizationv1.ResourceAttributes) bool

	noPods    string // why none is made
	waiting   string // why none runs
	unfenced  bool   // network policies do nothing
	noNetwork bool   // nobody reaches anybody
	noDisk    bool
}

func newStage(t *testing.T) (*stage, *Cluster) {
	t.Helper()
	clients := fake.NewClientset(machine("m1", true), machine("m2", false))
	s := &stage{Clientset: clients, Client: kubetest.StandIn(clients)}
	s.Myself = func(context.Context) (string, error) { return account, nil }
	s.May = func(_ context.Context, what authorizationv1.ResourceAttributes) (bool, error) {
		return s.refused == nil || !s.refused(what), nil
	}
	s.PrependReactor("patch", "deployments", func(a ktesting.Action) (bool, runtime.Object, error) {
		s.start(t, a.GetNamespace(), a.(ktesting.PatchAction).GetName())
		return false, nil, nil
	})
	s.Log = func(ctx context.Context, ns, pod string, _ *corev1.PodLogOptions) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(s.says(ctx, ns, pod))), nil
	}
	return s, New(s.Client)
}

// start makes the pod that a controller would.
func (s *stage) start(t *testing.T, ns, name string) {
	if s.noPods != "" {
		return
	}
	pod := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: ns, Labels: map[string]string{build.LabelOrder: "1", build.LabelService: name}}}
	state := corev1.ContainerState{Running: &corev1.ContainerStateRunning{}}
	if s.waiting != "" {
		state = corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: s.waiting, Message: "no such image"}}
	}
	pod.Status.ContainerStatuses = []corev1.ContainerStatus{{State: state}}
	if err := s.Tracker().Add(pod); err != nil { // the client is busy with the deployment
		t.Error(err)
	}
}

// says is a pod's log.
func (s *stage) says(ctx context.Context, ns, pod string) string {
	if pod == diskService {
		if s.noDisk {
			return ""
		}
		return "written\n"
	}
	policies, err := s.NetworkingV1().NetworkPolicies(ns).List(ctx, metav1.ListOptions{})
	if err != nil || s.noNetwork || len(policies.Items) > 0 && !s.unfenced {
		return "open\nclosed\n"
	}
	return "open\n"
}

func machine(name string, namespaces bool) *corev1.Node {
	return &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: name}, Status: corev1.NodeStatus{
		Conditions:      []corev1.NodeCondition{{Type: corev1.NodeReady, Status: corev1.ConditionTrue}},
		Allocatable:     corev1.ResourceList{corev1.ResourceEphemeralStorage: kresource.MustParse("20Gi"), corev1.ResourceCPU: kresource.MustParse("4"), corev1.ResourcePods: kresource.MustParse("10")},
		RuntimeHandlers: []corev1.NodeRuntimeHandler{{Features: &corev1.NodeRuntimeHandlerFeatures{UserNamespaces: &namespaces}}},
	}}
}

func TestRights(t *testing.T) {
	for role, want := range map[string]string{
		RoleNode: "create namespaces", RoleUse: "get nodes/proxy", RoleForward: "create pods/portforward", RoleOrder: "patch deployments.apps in berth-x",
	} {
		rights, err := Rights(role, "berth-x")
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(rights, func(r Right) bool { return r.String() == want }) {
			t.Errorf("%s has not %q: %v", role, want, rights)
		}
	}
	node, _ := Rights(RoleNode, "")
	for _, want := range []string{"bind clusterroles.rbac.authorization.k8s.io berth-gateway-order", "list endpointslices.discovery.k8s.io in default"} {
		if !slices.ContainsFunc(node, func(r Right) bool { return r.String() == want }) {
			t.Errorf("%s has not %q: %v", RoleNode, want, node)
		}
	}
	if _, err := Rights("another", ""); err == nil {
		t.Error("another role has rights")
	}

	s, c := newStage(t)
	if lacking, err := c.Lacking(t.Context(), node); err != nil || len(lacking) > 0 {
		t.Errorf("with all rights: %v, %v", lacking, err)
	}
	s.refused = func(a authorizationv1.ResourceAttributes) bool {
		return a.Verb == "bind" || a.Resource == "events" && a.Verb == "watch"
	}
	lacking, err := c.Lacking(t.Context(), node)
	if err != nil || len(lacking) != 2 || lacking[1].String() != "watch events" {
		t.Errorf("without two of them: %v, %v", lacking, err)
	}
	s.May = func(context.Context, authorizationv1.ResourceAttributes) (bool, error) {
		return false, errors.New("away")
	}
	if _, err := c.Lacking(t.Context(), node); err == nil {
		t.Error("a server that is away has no rights to tell of")
	}
}

func TestMachines(t *testing.T) {
	_, c := newStage(t)
	all, err := c.Machines(t.Context())
	if err != nil || len(all) != 2 || !all[0].Takes || !all[0].UserNamespaces || all[1].UserNamespaces || all[0].ScratchMiB != 20480 {
		t.Errorf("got %+v, %v", all, err)
	}
	free, err := c.Free(t.Context(), build.Realm{})
	if err != nil || free.CPUMilli != 8000 {
		t.Errorf("got %+v, %v", free, err)
	}
}

func TestTry(t *testing.T) {
	fast := Trial{Image: "busybox", Waits: probe.Waits{Start: 50 * time.Millisecond, Fence: 50 * time.Millisecond, Rights: 20 * time.Millisecond, Poll: time.Millisecond}}
	for name, c := range map[string]struct {
		change func(*stage)
		check  func(Outcome) bool
	}{
		"all is well": {func(*stage) {}, func(o Outcome) bool { return o.Reached && o.Fenced && o.Disk && o.Account == account }},
		"not fenced":  {func(s *stage) { s.unfenced = true }, func(o Outcome) bool { return o.Reached && !o.Fenced && o.Disk }},
		"no network":  {func(s *stage) { s.noNetwork = true }, func(o Outcome) bool { return !o.Reached && !o.Fenced && o.NetWhy == "" }},
		"no disk":     {func(s *stage) { s.noDisk = true }, func(o Outcome) bool { return o.Fenced && !o.Disk }},
		"no image":    {func(s *stage) { s.waiting = "ErrImagePull" }, func(o Outcome) bool { return !o.Reached && o.NetWhy == "ErrImagePull no such image" }},
		"no pod":      {func(s *stage) { s.noPods = "x" }, func(o Outcome) bool { return !o.Reached && o.NetWhy == "no pod was made for it" }},
		"lacks rights": {func(s *stage) {
			s.refused = func(a authorizationv1.ResourceAttributes) bool { return a.Subresource == "exec" }
		}, func(o Outcome) bool { return len(o.Lacking) == 2 && !o.Reached }},
	} {
		t.Run(name, func(t *testing.T) {
			s, cluster := newStage(t)
			c.change(s)
			o, err := cluster.Try(t.Context(), fast)
			if err != nil || !c.check(o) {
				t.Errorf("got %+v, %v", o, err)
			}
			left, err := s.CoreV1().Namespaces().List(t.Context(), metav1.ListOptions{})
			if err != nil || len(left.Items) > 0 {
				t.Errorf("left over: %v, %v", left.Items, err)
			}
		})
	}
}

func TestFigures(t *testing.T) {
	for name, want := range map[string]Figures{"both": {true, true}, "kubelet": {Kubelet: true}, "metrics": {Metrics: true}, "none": {}} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			kubelet := strings.HasPrefix(r.URL.Path, "/api/v1/nodes/m1/proxy/")
			if kubelet && !want.Kubelet || !kubelet && !want.Metrics {
				w.WriteHeader(http.StatusForbidden)
			}
		}))
		defer server.Close()
		client, err := api.New(&rest.Config{Host: server.URL})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := New(client).Figures(t.Context(), "m1"); err != nil || got != want {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
	client, err := api.New(&rest.Config{Host: "http://127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := New(client).Figures(t.Context(), "m1"); err == nil {
		t.Error("a server that is away has figures")
	}
}

// TestTryOnCluster makes the trial on a real cluster, which has an enforcer of network policies and a storage class.
func TestTryOnCluster(t *testing.T) {
	path := os.Getenv("BERTH_KUBECONFIG")
	if path == "" {
		t.Skip("needs a cluster: make cluster-up, and BERTH_KUBECONFIG set to the path that it prints")
	}
	c, err := Open(kubetest.Account(t, path))
	if err != nil {
		t.Fatal(err)
	}
	for _, role := range []string{RoleNode, RoleUse} {
		rights, err := Rights(role, "")
		if err != nil {
			t.Fatal(err)
		}
		if lacking, err := c.Lacking(t.Context(), rights); err != nil || len(lacking) > 0 {
			t.Errorf("%s lacks %v, %v", role, lacking, err)
		}
	}
	o, err := c.Try(t.Context(), Trial{Image: "berth/shell", Waits: probe.Patient})
	if err != nil || !o.Reached || !o.Fenced || !o.Disk || len(o.Lacking) > 0 {
		t.Errorf("got %+v, %v", o, err)
	}
	t.Logf("fenced after %s", o.After)
}
