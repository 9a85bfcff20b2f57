package verdict

import (
	"slices"
	"testing"

	corev1 "k8s.io/api/core/v1"
	kresource "k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/gateway/kube/build"
	"berth/shared/eth"
	"berth/shared/resource"
)

func milli(n int64) kresource.Quantity { return *kresource.NewMilliQuantity(n, kresource.DecimalSI) }

func mib(n int64) kresource.Quantity { return *kresource.NewQuantity(n<<20, kresource.BinarySI) }

// TestFree: what machines can give that take pods, less what others use.
func TestFree(t *testing.T) {
	have := corev1.ResourceList{corev1.ResourceCPU: milli(4000), corev1.ResourceMemory: mib(8192), corev1.ResourceEphemeralStorage: mib(1000), corev1.ResourcePods: milli(10_000)}
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
	got := Free([]corev1.Node{
		node("a", nil), node("b", nil),
		node("cordoned", func(n *corev1.Node) { n.Spec.Unschedulable = true }),
		node("tainted", func(n *corev1.Node) { n.Spec.Taints = []corev1.Taint{{Effect: corev1.TaintEffectNoSchedule}} }),
		node("away", func(n *corev1.Node) { n.Status.Conditions = nil }),
	}, []corev1.Pod{pod("a", corev1.PodRunning), pod("b", corev1.PodSucceeded), pod("tainted", corev1.PodRunning)})
	if want := (resource.Resources{CPUMilli: 7500, MemoryMiB: 16192, DiskMiB: 2000, TrafficMiB: resource.MaxTraffic}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// TestAsked: what the scheduler counts.
func TestAsked(t *testing.T) {
	always := corev1.ContainerRestartPolicyAlways
	box := func(cpu int64) corev1.Container {
		return corev1.Container{Resources: corev1.ResourceRequirements{Requests: corev1.ResourceList{corev1.ResourceCPU: milli(cpu)}}}
	}
	beside := box(100)
	beside.RestartPolicy = &always
	got := asked(corev1.Pod{Spec: corev1.PodSpec{
		InitContainers: []corev1.Container{box(50), beside, box(900)}, Containers: []corev1.Container{box(200), box(300)}, Overhead: corev1.ResourceList{corev1.ResourceCPU: milli(7)},
	}})
	if n := got.Cpu().MilliValue(); n != 1007 {
		t.Errorf("got %d, want 1007", n)
	}
}

// TestOthers: what a realm's own orders have, and trials for a moment, is not taken from what it can sell.
func TestOthers(t *testing.T) {
	mine := build.Realm{Node: eth.Address{1}, ChainID: 5, Market: eth.Address{2}}
	theirs, trial := mine, mine
	theirs.Node, trial.Node, trial.ChainID = eth.Address{3}, eth.Address{4}, 0
	pod := func(name string, labels map[string]string) corev1.Pod {
		return corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: labels}}
	}
	var got []string
	for _, p := range Others([]corev1.Pod{
		pod("mine", mine.Labels()), pod("theirs", theirs.Labels()), pod("trial", trial.Labels()), pod("somebody", nil), pod("alike", map[string]string{"berth/chain": "0"}),
	}, mine) {
		got = append(got, p.Name)
	}
	if want := []string{"theirs", "somebody", "alike"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
