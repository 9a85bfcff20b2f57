package probe

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	kresource "k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/kubernetes/fake"
	ktesting "k8s.io/client-go/testing"
	"sigs.k8s.io/yaml"

	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/gateway/kube/kubetest"
	"berth/shared/attacktest"
	"berth/shared/eth"
)

// stage is a stand-in for a cluster, in which a pod runs for each deployment and says what a real one's would.
type stage struct {
	*fake.Clientset
	*api.Client
	mu    sync.Mutex
	seen  []string           // the machines and classes of the pods that were made
	sorts map[string]machine // by host name

	open    bool // no policy refuses anything
	confine bool // what is refused is refused as a deployment already
	late    bool // the policy does not hold at the first try yet
}

// machine is how one of the stage's is.
type machine struct {
	users   string // what its pods have of their users; empty: they do not start
	kernel  string // of its sandbox; empty: it has none
	waiting string // why no pod starts
	noPlace bool
}

const (
	ours   = "         0  397737984      65536"
	theirs = "         0          0 4294967295"
)

func newStage(t *testing.T, sorts map[string]machine) *stage {
	t.Helper()
	clients := fake.NewClientset()
	s := &stage{Clientset: clients, Client: kubetest.StandIn(clients), sorts: sorts}
	s.PrependReactor("patch", "deployments", func(a ktesting.Action) (bool, runtime.Object, error) {
		var d appsv1.Deployment
		if err := yaml.Unmarshal(a.(ktesting.PatchAction).GetPatch(), &d); err != nil {
			t.Error(err)
		}
		spec := d.Spec.Template.Spec
		outside := spec.HostUsers == nil && spec.RuntimeClassName == nil
		if outside && s.confine && !s.open {
			return true, nil, apierrors.NewForbidden(schema.GroupResource{Resource: "deployments"}, d.Name, errors.New("ValidatingAdmissionPolicy 'berth-gateway-orders' denied"))
		}
		s.start(t, a.GetNamespace(), &d, outside)
		return false, nil, nil
	})
	s.Log = func(_ context.Context, ns, pod string, _ *corev1.PodLogOptions) (io.ReadCloser, error) {
		p, err := s.CoreV1().Pods(ns).Get(t.Context(), pod, metav1.GetOptions{})
		if err != nil {
			return nil, err
		}
		return io.NopCloser(strings.NewReader(p.Annotations["says"])), nil
	}
	return s
}

// start makes the pod that a controller would, or says why it makes none.
func (s *stage) start(t *testing.T, ns string, d *appsv1.Deployment, outside bool) {
	spec := d.Spec.Template.Spec
	pod := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: d.Name, Namespace: ns, Labels: d.Spec.Template.Labels, Annotations: map[string]string{}}, Spec: spec}
	if outside {
		if !s.open && (!s.late || d.Name != "outside") {
			s.PrependReactor("get", "deployments", func(a ktesting.Action) (bool, runtime.Object, error) {
				if a.(ktesting.GetAction).GetName() != d.Name {
					return false, nil, nil
				}
				d.Status.Conditions = []appsv1.DeploymentCondition{{Type: "ReplicaFailure", Status: corev1.ConditionTrue, Message: "pods are forbidden: ValidatingAdmissionPolicy 'berth-gateway-pods' denied"}}
				return true, d, nil
			})
			return
		}
		if len(spec.NodeSelector) == 0 {
			t.Error("a pod that is root of a machine could start")
		}
		pod.Status.Conditions = []corev1.PodCondition{{Type: corev1.PodScheduled, Status: corev1.ConditionFalse, Message: "no machine has the label"}}
	} else {
		host := build.SpotOf(spec.Affinity).Machines[0]
		m := s.sorts[host]
		class := ""
		if spec.RuntimeClassName != nil {
			class = *spec.RuntimeClassName
		}
		s.mu.Lock()
		s.seen = append(s.seen, host+" "+class)
		s.mu.Unlock()
		state := corev1.ContainerState{Running: &corev1.ContainerStateRunning{}}
		switch {
		case m.noPlace:
			pod.Status.Conditions = []corev1.PodCondition{{Type: corev1.PodScheduled, Status: corev1.ConditionFalse, Message: "Insufficient cpu"}}
			state = corev1.ContainerState{}
		case m.waiting != "":
			state = corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: m.waiting}}
		case class != "" && m.kernel == "", class == "" && m.users == "":
			state = corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: "CreateContainerError"}}
		case class != "":
			pod.Spec.Overhead = corev1.ResourceList{corev1.ResourceMemory: kresource.MustParse("64Mi")}
			pod.Annotations["says"] = theirs + "\nLinux version " + m.kernel + " #1 SMP\n" + said + "\n"
		default:
			pod.Annotations["says"] = m.users + "\nLinux version 6.18 #1 SMP\n" + said + "\n"
		}
		pod.Status.ContainerStatuses = []corev1.ContainerStatus{{State: state}}
	}
	if err := s.Tracker().Add(pod); err != nil {
		t.Error(err)
	}
}

func node(name string) corev1.Node {
	return corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{corev1.LabelHostname: name}}, Status: corev1.NodeStatus{NodeInfo: corev1.NodeSystemInfo{KernelVersion: "6.18"}}}
}

var fast = Waits{Start: 60 * time.Millisecond, Rights: time.Millisecond, Poll: time.Millisecond}

func TestLook(t *testing.T) {
	sorts := map[string]machine{
		"both": {users: ours, kernel: "4.19.0-gvisor"}, "userns": {users: ours}, "lies": {users: theirs, kernel: "6.18"}, "none": {},
		"full": {noPlace: true}, "offline": {waiting: "ErrImagePull"},
	}
	var nodes []corev1.Node
	for _, name := range []string{"both", "userns", "lies", "none", "full", "offline", "unnamed"} {
		nodes = append(nodes, node(name))
	}
	nodes[6].Labels = nil
	s := newStage(t, sorts)
	f, err := Look(t.Context(), Config{Client: s.Client, Realm: build.Realm{Node: eth.Address{1}}, Image: "busybox", SandboxClass: "gvisor", Waits: fast}, nodes)
	if err != nil || !f.Held {
		t.Fatalf("got %+v, %v", f, err)
	}
	for name, want := range map[string][4]bool{ // users, not known; sandbox, not known
		"both": {true, false, true, false}, "userns": {true, false, false, false}, "lies": {}, "none": {}, "full": {false, true, false, true}, "offline": {false, true, false, true}, "unnamed": {},
	} {
		m := f.Machines[name]
		if got := [4]bool{m.Userns.Yes, m.Userns.Open, m.Sandbox.Yes, m.Sandbox.Open}; got != want {
			t.Errorf("%s: got %+v, want %v", name, m, want)
		}
		if !m.Userns.Yes && m.Userns.Why == "" || !m.Sandbox.Yes && m.Sandbox.Why == "" {
			t.Errorf("%s: it is not said why not: %+v", name, m)
		}
	}
	if q := f.Overhead[corev1.ResourceMemory]; q.String() != "64Mi" {
		t.Errorf("overhead: %v", f.Overhead)
	}
	if len(s.seen) != 12 {
		t.Errorf("pods on %v", s.seen)
	}
	left, err := s.CoreV1().Namespaces().List(t.Context(), metav1.ListOptions{})
	if err != nil || len(left.Items) > 0 {
		t.Errorf("left over: %v, %v", left.Items, err)
	}

	s = newStage(t, sorts)
	s.late = true
	if f, err = Look(t.Context(), Config{Client: s.Client, Image: "busybox", Waits: fast}, nil); err != nil || !f.Held {
		t.Errorf("with a policy that was just made: %+v, %v", f, err)
	}

	s = newStage(t, sorts)
	s.confine = true
	f, err = Look(t.Context(), Config{Client: s.Client, Image: "busybox", Waits: fast}, nodes[:1])
	if err != nil || !f.Machines["both"].Userns.Yes || f.Machines["both"].Sandbox.Yes || len(s.seen) != 1 {
		t.Errorf("without a sandbox: %+v, %v, pods on %v", f, err, s.seen)
	}
}

// TestAttackUnheld: where the cluster keeps root in by no policy, no pod is ever root, not even one that tries machines.
func TestAttackUnheld(t *testing.T) {
	a := attacktest.Begin(t, "a pod is root on a machine where no policy keeps it in")
	s := newStage(t, map[string]machine{"m": {users: ours, kernel: "other"}})
	s.open = true
	f, err := Look(t.Context(), Config{Client: s.Client, Image: "busybox", SandboxClass: "gvisor", Waits: fast}, []corev1.Node{node("m")})
	if err != nil {
		t.Fatal(err)
	}
	a.Tried(f.Held, "the cluster keeps root in: %+v", f)
	a.Tried(len(s.seen) > 0, "pods on %v", s.seen)
	a.Tried(f.Machines["m"].Userns.Yes || f.Machines["m"].Sandbox.Yes, "offered: %+v", f.Machines)
	if f.Why == "" {
		t.Error("it is not said why")
	}
}

func TestEvidence(t *testing.T) {
	for text, want := range map[string]bool{
		ours: true, theirs: false, "": false, "0 100000 65536": true, "1 100000 65536": false, "0 0 65536": false, "0 x 65536": false, "0 5": false, "0 -5 65536": false,
		"noise\n" + ours: true,
	} {
		if got := Nobody(strings.Split(text, "\n")); got != want {
			t.Errorf("%q: got %t", text, got)
		}
	}
	for text, want := range map[string]bool{
		"Linux version 4.19.0-gvisor #1 SMP": true, "Linux version 6.18.44 (builder@x) #1": false, "": false, "Linux version ": false, "Darwin": false,
	} {
		if got := OtherKernel([]string{text}, "6.18.44"); got != want {
			t.Errorf("%q: got %t", text, got)
		}
	}
	if OtherKernel([]string{"Linux version 4.19.0"}, "") {
		t.Error("a machine whose kernel is not known has another one")
	}
}

func FuzzEvidence(f *testing.F) {
	f.Add(ours, "6.18")
	f.Add(theirs, "")
	f.Fuzz(func(t *testing.T, text, kernel string) {
		lines := strings.Split(text, "\n")
		if Nobody(lines) && !strings.Contains(text, "0") {
			t.Errorf("%q", text)
		}
		if OtherKernel(lines, kernel) && !strings.Contains(text, "Linux version ") {
			t.Errorf("%q", text)
		}
	})
}
