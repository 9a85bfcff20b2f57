// Package claim sees the disks of a realm's orders: how large each is, whether its storage class lets it grow, and what becomes of
// one that is to grow.
package claim

import (
	"context"
	"strconv"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/tools/cache"

	"berth/gateway/cluster"
	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/shared/order"
	"berth/shared/wire"
)

// isDefault is the annotation of the class of disks that name none.
const isDefault = "storageclass.kubernetes.io/is-default-class"

// Claims watches. It is safe for concurrent use.
type Claims struct {
	realm   build.Realm
	class   string // of new disks; empty: the cluster's default
	claims  cache.SharedIndexInformer
	classes cache.SharedIndexInformer
	tell    func(order.ID, string, wire.Happening) // with the order's namespace
}

// New makes one for disks of a storage class, empty: the cluster's default. It tells what is news once it runs.
func New(client *api.Client, r build.Realm, selector, class string, tell func(id order.ID, ns string, h wire.Happening)) *Claims {
	return &Claims{
		realm: r, class: class, tell: tell,
		claims:  api.Informer(client, client.Disks(metav1.NamespaceAll), &corev1.PersistentVolumeClaim{}, selector),
		classes: api.Informer(client, client.Classes, &storagev1.StorageClass{}, ""),
	}
}

// Run watches until life ends.
func (c *Claims) Run(life context.Context, loops *sync.WaitGroup) error {
	if _, err := c.claims.AddEventHandler(cache.ResourceEventHandlerFuncs{UpdateFunc: c.changed}); err != nil {
		return err
	}
	loops.Go(func() { c.claims.RunWithContext(life) })
	loops.Go(func() { c.classes.RunWithContext(life) })
	return nil
}

// Of are the disks of an order, by name.
func (c *Claims) Of(id order.ID) map[string]cluster.Disk {
	all, err := c.claims.GetIndexer().ByIndex(cache.NamespaceIndex, c.realm.Namespace(id))
	if err != nil {
		return nil
	}
	disks := map[string]cluster.Disk{}
	for _, obj := range all {
		if v, ok := obj.(*corev1.PersistentVolumeClaim); ok {
			disks[v.Name] = cluster.Disk{SizeMiB: asked(v), Grows: v.Spec.StorageClassName != nil && c.grows(*v.Spec.StorageClassName)}
		}
	}
	return disks
}

// Grows reports whether new disks can grow.
func (c *Claims) Grows() bool {
	if c.class != "" {
		return c.grows(c.class)
	}
	var chosen *storagev1.StorageClass // of several the newest, as the API server chooses
	for _, obj := range c.classes.GetIndexer().List() {
		x, ok := obj.(*storagev1.StorageClass)
		if ok && x.Annotations[isDefault] == "true" && (chosen == nil || chosen.CreationTimestamp.Before(&x.CreationTimestamp)) {
			chosen = x
		}
	}
	return chosen != nil && allows(chosen)
}

func (c *Claims) grows(class string) bool {
	obj, there, err := c.classes.GetIndexer().GetByKey(class)
	x, ok := obj.(*storagev1.StorageClass)
	return err == nil && there && ok && allows(x)
}

func allows(x *storagev1.StorageClass) bool {
	return x.AllowVolumeExpansion != nil && *x.AllowVolumeExpansion
}

// changed tells what has become of a disk that grows.
func (c *Claims) changed(before, after any) {
	old, ok1 := before.(*corev1.PersistentVolumeClaim)
	v, ok2 := after.(*corev1.PersistentVolumeClaim)
	if !ok1 || !ok2 {
		return
	}
	id, ok := c.realm.OrderOf(v.Namespace)
	if !ok || !c.realm.Owns(v.Labels) {
		return
	}
	for _, h := range news(old, v) {
		h.At = time.Now()
		c.tell(id, v.Namespace, h)
	}
}

// news is what of a change is worth telling.
func news(old, v *corev1.PersistentVolumeClaim) (all []wire.Happening) {
	add := func(code, text, mib string) {
		h := wire.Happening{Code: code, Text: text, Figures: map[string]string{"volume": v.Name}}
		if mib != "" {
			h.Figures["sizeMiB"] = mib
		}
		all = append(all, h)
	}
	size := strconv.FormatUint(uint64(asked(v)), 10)
	if had := old.Status.Capacity.Storage(); !had.IsZero() {
		if asked(v) > asked(old) {
			add(wire.HappenedDiskGrows, "its disk "+v.Name+" is growing to "+size+" MiB", size)
		}
		if has := v.Status.Capacity.Storage(); has.Cmp(*had) > 0 && has.Cmp(*v.Spec.Resources.Requests.Storage()) >= 0 {
			add(wire.HappenedDiskGrown, "its disk "+v.Name+" has "+size+" MiB now", size)
		}
	}
	if pending(v) && !pending(old) {
		add(wire.HappenedDiskWaits, "its disk "+v.Name+" has grown; its service sees that once it is started anew", "")
	}
	return all
}

// pending reports whether a disk has grown and the file system on it has not yet.
func pending(v *corev1.PersistentVolumeClaim) bool {
	for _, x := range v.Status.Conditions {
		if x.Type == corev1.PersistentVolumeClaimFileSystemResizePending && x.Status == corev1.ConditionTrue {
			return true
		}
	}
	return false
}

// asked is how large a claim says that its disk is to be, in MiB.
func asked(v *corev1.PersistentVolumeClaim) uint32 {
	return uint32(v.Spec.Resources.Requests.Storage().Value() >> 20)
}
