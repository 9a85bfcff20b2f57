package prepull

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	kresource "k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/fake"
	ktesting "k8s.io/client-go/testing"
	"sigs.k8s.io/yaml"

	"berth/gateway/kube/build"
	"berth/gateway/kube/kubetest"
	"berth/gateway/kube/probe"
	"berth/gateway/reach"
)

// stage is a stand-in for a cluster, in which each job ends, but those of images that cannot be had.
type stage struct {
	*fake.Clientset
	t    *testing.T
	jobs []batchv1.Job // as they were declared, one after the other
}

func machine(name string, ready corev1.ConditionStatus) *corev1.Node {
	return &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{corev1.LabelHostname: name + ".host"}}, Status: corev1.NodeStatus{
		Conditions:  []corev1.NodeCondition{{Type: corev1.NodeReady, Status: ready}},
		Allocatable: corev1.ResourceList{corev1.ResourceCPU: kresource.MustParse("4"), corev1.ResourcePods: kresource.MustParse("10")},
	}}
}

func newStage(t *testing.T, nodes ...runtime.Object) *stage {
	s := &stage{Clientset: fake.NewClientset(nodes...), t: t}
	s.PrependReactor("patch", "jobs", func(a ktesting.Action) (bool, runtime.Object, error) {
		var j batchv1.Job
		if err := yaml.Unmarshal(a.(ktesting.PatchAction).GetPatch(), &j); err != nil {
			t.Error(err)
		}
		if there, _ := s.Tracker().List(batchv1.SchemeGroupVersion.WithResource("jobs"), batchv1.SchemeGroupVersion.WithKind("Job"), a.GetNamespace()); there != nil {
			if n := len(there.(*batchv1.JobList).Items); n > 0 {
				t.Errorf("%d jobs are there already", n)
			}
		}
		s.jobs = append(s.jobs, *j.DeepCopy())
		image := j.Spec.Template.Spec.Containers[0].Image
		pod := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "pull-x", Namespace: a.GetNamespace()}}
		switch {
		case strings.Contains(image, "none"):
			pod.Status.ContainerStatuses = []corev1.ContainerStatus{{State: corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: "ErrImagePull", Message: "not found"}}}}
		case strings.Contains(image, "foreign"):
			j.Status.Conditions = []batchv1.JobCondition{{Type: batchv1.JobFailed, Status: corev1.ConditionTrue, Message: "exec format error"}}
		default:
			j.Status.Succeeded = 1
		}
		j.Namespace = a.GetNamespace()
		_ = s.Tracker().Delete(corev1.SchemeGroupVersion.WithResource("pods"), pod.Namespace, pod.Name)
		if err := s.Tracker().Add(pod); err != nil {
			t.Error(err)
		}
		if err := s.Tracker().Create(batchv1.SchemeGroupVersion.WithResource("jobs"), &j, j.Namespace); err != nil {
			t.Error(err)
		}
		return true, &j, nil
	})
	return s
}

// puller is one for images of 100 MiB each, but what says another size.
func (s *stage) puller(said *strings.Builder, images ...string) *Puller {
	registries, err := reach.NewRegistries([]string{reach.AnyPublic}, []string{"refused.example.org"})
	if err != nil {
		s.t.Fatal(err)
	}
	return New(Config{
		Client: kubetest.StandIn(s.Clientset), Realm: build.Realm{ChainID: 1}, Account: func(context.Context) (string, error) { return "", nil },
		Images: images, Helper: "berth/gateway", MostMiB: 1200, Registries: registries, Log: slog.New(slog.NewTextHandler(said, nil)),
		Weigh: func(_ context.Context, image string) (uint32, bool) { return 100, !strings.Contains(image, "large") },
		Waits: probe.Waits{Start: time.Second, Fence: time.Second, Rights: time.Second, Poll: 500 * time.Millisecond},
	})
}

func (s *stage) pulled() (all []string) {
	for _, j := range s.jobs {
		spec := j.Spec.Template.Spec
		all = append(all, spec.NodeSelector[corev1.LabelHostname]+" "+spec.Containers[0].Image)
	}
	s.jobs = nil
	return all
}

func TestRounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, machine("a", corev1.ConditionTrue), machine("b", corev1.ConditionTrue), machine("away", corev1.ConditionFalse))
		var said strings.Builder
		p := s.puller(&said, "nginx:1", "postgres:17", "refused.example.org/x")
		round := func(want ...string) {
			t.Helper()
			if err := p.Round(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := s.pulled(); !slices.Equal(got, want) {
				t.Errorf("pulled %q, want %q", got, want)
			}
			if left, err := s.CoreV1().Namespaces().List(t.Context(), metav1.ListOptions{}); err != nil || len(left.Items) > 0 {
				t.Errorf("left over: %v, %v", left.Items, err)
			}
		}
		all := []string{"a.host nginx:1", "b.host nginx:1", "a.host postgres:17", "b.host postgres:17"}
		round(all...)
		if !strings.Contains(said.String(), "refused.example.org/x") {
			t.Errorf("it says %s", &said)
		}
		round()
		if err := s.Tracker().Add(machine("c", corev1.ConditionTrue)); err != nil {
			t.Fatal(err)
		}
		round("c.host nginx:1", "c.host postgres:17")
		time.Sleep(refreshEvery)
		round("a.host nginx:1", "b.host nginx:1", "c.host nginx:1", "a.host postgres:17", "b.host postgres:17", "c.host postgres:17")
	})
}

// TestBounds: as many as fit, by what their registries say of them; those that cannot be had hold nobody up, and are told.
func TestBounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, machine("a", corev1.ConditionTrue))
		var said strings.Builder
		p := s.puller(&said, "one:1", "none:1", "large:1", "foreign:1", "two:1") // 100, 100, 1024, 100 and 100 of 1200
		began := time.Now()
		if err := p.Round(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := s.pulled(); !slices.Equal(got, []string{"a.host one:1", "a.host none:1", "a.host foreign:1", "a.host two:1"}) {
			t.Errorf("pulled %q", got)
		}
		if took := time.Since(began); took > 3*giveUp {
			t.Errorf("it took %s", took)
		}
		for _, want := range []string{"no room left", "ErrImagePull not found", "exec format error"} {
			if !strings.Contains(said.String(), want) {
				t.Errorf("it does not say %q: %s", want, &said)
			}
		}
	})
}

// TestPods: an image is pulled without anybody's credentials, and none of it runs.
func TestPods(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, machine("a", corev1.ConditionTrue))
		var said strings.Builder
		if err := s.puller(&said, "nginx:1").Round(t.Context()); err != nil {
			t.Fatal(err)
		}
		if len(s.jobs) != 1 {
			t.Fatalf("%d jobs", len(s.jobs))
		}
		j := s.jobs[0]
		spec := j.Spec.Template.Spec
		main := spec.Containers[0]
		switch {
		case len(spec.ImagePullSecrets) > 0, spec.ServiceAccountName != "", spec.AutomountServiceAccountToken == nil || *spec.AutomountServiceAccountToken:
			t.Errorf("it has credentials: %+v", spec)
		case !slices.Equal(main.Command, []string{"/.berth-ahead/fill", "nothing"}), len(main.Args) > 0, len(spec.InitContainers) != 1, spec.InitContainers[0].Image != "berth/gateway":
			t.Errorf("it runs %q, and before %+v", main.Command, spec.InitContainers)
		case main.ImagePullPolicy != corev1.PullAlways, *spec.SecurityContext.RunAsNonRoot != true, len(main.SecurityContext.Capabilities.Add) > 0:
			t.Errorf("it is kept %+v %+v", main, spec.SecurityContext)
		}
		own := build.Realm{ChainID: 1}
		if own.Owns(j.Labels) {
			t.Error("it would be taken for an order's")
		}
	})
}

// TestOptedOut: what a gateway left that was killed while it pulled is taken away by the next one, which pulls nothing.
func TestOptedOut(t *testing.T) {
	s := newStage(t, machine("a", corev1.ConditionTrue))
	var said strings.Builder
	p := s.puller(&said)
	ns := p.plan(task{}, "").Namespace()
	if _, err := s.CoreV1().Namespaces().Create(t.Context(), &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: ns}}, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	p.Run(t.Context())
	if left, err := s.CoreV1().Namespaces().List(t.Context(), metav1.ListOptions{}); err != nil || len(left.Items) > 0 || len(s.jobs) > 0 {
		t.Errorf("left over: %v, %v; %d jobs", left.Items, err, len(s.jobs))
	}
}
