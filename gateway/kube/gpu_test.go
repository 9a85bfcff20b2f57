package kube

import (
	"fmt"
	"log/slog"
	"reflect"
	"testing"

	corev1 "k8s.io/api/core/v1"
	kresource "k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/fake"

	"berth/gateway/cluster/clustertest"
	"berth/gateway/kube/build"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/resource"
)

func gpuNode(name, label string, gpus int64) *corev1.Node {
	n := &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: name}, Status: corev1.NodeStatus{
		Allocatable: corev1.ResourceList{corev1.ResourceCPU: *kresource.NewQuantity(4, kresource.DecimalSI), corev1.ResourceMemory: *kresource.NewQuantity(8<<30, kresource.BinarySI), corev1.ResourcePods: *kresource.NewQuantity(10, kresource.DecimalSI), build.GPU: *kresource.NewQuantity(gpus, kresource.DecimalSI)},
		Conditions:  []corev1.NodeCondition{{Type: corev1.NodeReady, Status: corev1.ConditionTrue}},
	}}
	if label != "" {
		n.Labels = map[string]string{build.LabelProduct: label}
	}
	return n
}

// TestGPU: an order's GPUs are of the model that it bought, on a cluster that has several.
func TestGPU(t *testing.T) {
	client := fake.NewClientset(gpuNode("a", "NVIDIA-A100-SXM4-80GB", 4), gpuNode("b", "NVIDIA-A100-PCIE-80GB", 2), gpuNode("c", "Tesla-T4", 5), gpuNode("d", "", 1))
	c, err := New(Config{Node: eth.Address{1}, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Client: standIn(client)})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	have, most, err := c.Capacity(t.Context())
	if err != nil || have.GPU != 6 || have.GPUModel != "a100" {
		t.Errorf("capacity: %+v %v", have, err)
	}
	if most.GPU != 4 || most.GPUModel != "a100" || most.CPUMilli != 4000 {
		t.Errorf("largest: %+v", most)
	}
	for want, values := range map[string]string{"a100": "[NVIDIA-A100-PCIE-80GB NVIDIA-A100-SXM4-80GB]", "t4": "[Tesla-T4]", "": "none", "h100": "none"} {
		w := clustertest.Workload(7, 1, "ghcr.io/example/web:1")
		w.Resources.GPU, w.Resources.GPUModel = 1, want
		if err := c.Apply(t.Context(), w); err != nil {
			t.Fatal(err)
		}
		d, err := client.AppsV1().Deployments(c.namespaceOf(7)).Get(t.Context(), "web", metav1.GetOptions{})
		if err != nil {
			t.Fatal(err)
		}
		got := "none"
		if a := d.Spec.Template.Spec.Affinity; a != nil {
			got = fmt.Sprint(a.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution.NodeSelectorTerms[0].MatchExpressions[0].Values)
		}
		if got != values {
			t.Errorf("%q: on %s, want %s", want, got, values)
		}
		// One more machine of the model restarts nothing.
		client.CoreV1().Nodes().Create(t.Context(), gpuNode("later", "NVIDIA-A100-NVL-80GB", 8), metav1.CreateOptions{})
		if err := c.Apply(t.Context(), w); err != nil {
			t.Fatal(err)
		}
		again, err := client.AppsV1().Deployments(c.namespaceOf(7)).Get(t.Context(), "web", metav1.GetOptions{})
		if err != nil || !reflect.DeepEqual(again.Spec, d.Spec) {
			t.Errorf("%q: applying again changes it: %+v %v", want, again.Spec.Template.Spec.Affinity, err)
		}
		client.CoreV1().Nodes().Delete(t.Context(), "later", metav1.DeleteOptions{})
		if err := c.Delete(t.Context(), 7); err != nil {
			t.Fatal(err)
		}
		client.CoreV1().Namespaces().Delete(t.Context(), c.namespaceOf(7), metav1.DeleteOptions{})
	}
	if _, err := build.OfModel(resource.Resources{GPU: 1, GPUModel: "h100"}, []string{"Tesla-T4"}); err == nil {
		t.Error("a model that is nowhere is not refused")
	} else if p, ok := err.(*problem.Problem); !ok || p.Code != problem.DoesNotFit {
		t.Errorf("got %v", err)
	}
}
