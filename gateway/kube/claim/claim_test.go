package claim

import (
	"slices"
	"sync"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	kresource "k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/kubernetes/fake"

	"berth/gateway/cluster"
	"berth/gateway/kube/build"
	"berth/gateway/kube/kubetest"
	"berth/shared/order"
	"berth/shared/wire"
)

var realm = build.Realm{ChainID: 1}

func claim(name, class, asked, has string) *corev1.PersistentVolumeClaim {
	v := &corev1.PersistentVolumeClaim{ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: realm.Namespace(7), Labels: realm.Labels()}}
	v.Spec.StorageClassName = &class
	v.Spec.Resources.Requests = corev1.ResourceList{corev1.ResourceStorage: kresource.MustParse(asked)}
	if has != "" {
		v.Status.Capacity = corev1.ResourceList{corev1.ResourceStorage: kresource.MustParse(has)}
	}
	return v
}

func class(name string, grows *bool, notes map[string]string, age time.Duration) *storagev1.StorageClass {
	return &storagev1.StorageClass{
		ObjectMeta: metav1.ObjectMeta{Name: name, Annotations: notes, CreationTimestamp: metav1.NewTime(time.Unix(1e9, 0).Add(-age))}, AllowVolumeExpansion: grows,
	}
}

// watched is a Claims that has seen what there is.
func watched(t *testing.T, clients *fake.Clientset, name string, tell func(order.ID, string, wire.Happening)) *Claims {
	t.Helper()
	c := New(kubetest.StandIn(clients), realm, labels.SelectorFromSet(realm.Labels()).String(), name, tell)
	var loops sync.WaitGroup
	t.Cleanup(loops.Wait) // after the context's end, which is before
	if err := c.Run(t.Context(), &loops); err != nil {
		t.Fatal(err)
	}
	for !c.claims.HasSynced() || !c.classes.HasSynced() {
		time.Sleep(time.Millisecond)
	}
	return c
}

func TestDisks(t *testing.T) {
	yes, no, standard := true, false, map[string]string{isDefault: "true"}
	clients := fake.NewClientset(
		claim("data", "grows", "64Mi", "64Mi"), claim("logs", "stays", "32Mi", "32Mi"), claim("old", "gone", "16Mi", "16Mi"),
		class("grows", &yes, standard, 0), class("stays", &no, standard, time.Hour), class("silent", nil, nil, 0),
	)
	c := watched(t, clients, "", func(order.ID, string, wire.Happening) {})
	got := c.Of(7)
	want := map[string]cluster.Disk{"data": {SizeMiB: 64, Grows: true}, "logs": {SizeMiB: 32}, "old": {SizeMiB: 16}}
	if len(got) != len(want) || got["data"] != want["data"] || got["logs"] != want["logs"] || got["old"] != want["old"] {
		t.Errorf("got %v", got)
	}
	if len(c.Of(8)) > 0 {
		t.Errorf("of another order: %v", c.Of(8))
	}
	if !c.Grows() {
		t.Error("of two defaults the newer one is used")
	}
	for name, want := range map[string]bool{"grows": true, "stays": false, "silent": false, "none": false} {
		if got := (&Claims{class: name, classes: c.classes}).Grows(); got != want {
			t.Errorf("disks of class %s grow: %v", name, got)
		}
	}
}

func TestNews(t *testing.T) {
	waits := claim("data", "x", "128Mi", "64Mi")
	waits.Status.Conditions = []corev1.PersistentVolumeClaimCondition{{Type: corev1.PersistentVolumeClaimFileSystemResizePending, Status: corev1.ConditionTrue}}
	for name, c := range map[string]struct {
		old, new *corev1.PersistentVolumeClaim
		want     []string
	}{
		"it is bound":             {claim("data", "x", "64Mi", ""), claim("data", "x", "64Mi", "64Mi"), nil},
		"it is to grow":           {claim("data", "x", "64Mi", "64Mi"), claim("data", "x", "128Mi", "64Mi"), []string{wire.HappenedDiskGrows}},
		"it grows bit by bit":     {claim("data", "x", "128Mi", "64Mi"), claim("data", "x", "128Mi", "96Mi"), nil},
		"it has grown":            {claim("data", "x", "128Mi", "64Mi"), claim("data", "x", "128Mi", "128Mi"), []string{wire.HappenedDiskGrown}},
		"its file system has not": {claim("data", "x", "128Mi", "64Mi"), waits, []string{wire.HappenedDiskWaits}},
		"nor later":               {waits, waits, nil},
		"nothing":                 {claim("data", "x", "64Mi", "64Mi"), claim("data", "x", "64Mi", "64Mi"), nil},
	} {
		var got []string
		for _, h := range news(c.old, c.new) {
			got = append(got, h.Code)
			if h.Figures["volume"] != "data" || h.Code != wire.HappenedDiskWaits && h.Figures["sizeMiB"] != "128" {
				t.Errorf("%s: %+v", name, h)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

// TestTells: only of its own realm's.
func TestTells(t *testing.T) {
	other := claim("data", "x", "64Mi", "64Mi")
	other.Namespace = "somebody"
	clients := fake.NewClientset(claim("data", "x", "64Mi", "64Mi"), other)
	told := make(chan wire.Happening, 8)
	watched(t, clients, "", func(id order.ID, ns string, h wire.Happening) {
		if id != 7 || ns != realm.Namespace(7) || h.At.IsZero() {
			t.Errorf("told of %s in %s: %+v", id, ns, h)
		}
		told <- h
	})
	for _, ns := range []string{"somebody", realm.Namespace(7)} {
		v := claim("data", "x", "128Mi", "64Mi")
		v.Namespace = ns
		if _, err := clients.CoreV1().PersistentVolumeClaims(ns).Update(t.Context(), v, metav1.UpdateOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	if h := <-told; h.Code != wire.HappenedDiskGrows {
		t.Errorf("got %+v", h)
	}
}
