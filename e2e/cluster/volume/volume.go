// Package volume makes persistent volumes for claims of the storage classes "local" and "growing": each is a file system of just
// the size that was asked for, in a file, so that a full disk is really full. It is deleted with its claim. One of "growing" grows
// with it while it is in use, to 256 MiB or more: it is a btrfs, which is the file system that a machine without CAP_SYS_RESOURCE
// can make larger so. The API server lets none of "local" ask for more.
package volume

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
)

// kind is how the volumes of a storage class are made.
type kind struct {
	smallest int64 // bytes
	mkfs     []string
}

// classes are the storage classes whose claims are served.
var classes = map[string]kind{
	"local":   {8 << 20, []string{"mkfs.ext4", "-q", "-m", "0", "-O", "^has_journal", "-E", "nodiscard"}},
	"growing": {16 << 20, []string{"mkfs.btrfs", "-q", "--mixed", "-m", "single", "-d", "single"}},
}

// provisioner makes and deletes volumes.
type provisioner struct {
	client kubernetes.Interface
	dir    string
	node   string
	log    *slog.Logger
}

// Run serves claims until ctx ends. The volumes' files and mount points are in dir.
func Run(ctx context.Context, client kubernetes.Interface, dir, node string, log *slog.Logger) error {
	p := &provisioner{client: client, dir: dir, node: node, log: log}
	factory := informers.NewSharedInformerFactory(client, 30*time.Second)
	claims, volumes := factory.Core().V1().PersistentVolumeClaims(), factory.Core().V1().PersistentVolumes()
	dirty := make(chan struct{}, 1)
	mark := func() {
		select {
		case dirty <- struct{}{}:
		default:
		}
	}
	handler := cache.ResourceEventHandlerFuncs{AddFunc: func(any) { mark() }, UpdateFunc: func(any, any) { mark() }, DeleteFunc: func(any) { mark() }}
	for _, i := range []cache.SharedIndexInformer{claims.Informer(), volumes.Informer()} {
		if _, err := i.AddEventHandler(handler); err != nil {
			return err
		}
	}
	factory.Start(ctx.Done())
	factory.WaitForCacheSync(ctx.Done())
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-dirty:
		}
		all, err := claims.Lister().List(labels.Everything())
		if err != nil {
			return err
		}
		for _, c := range all {
			if c.Spec.StorageClassName == nil || classes[*c.Spec.StorageClassName].mkfs == nil {
				continue
			}
			var err error
			switch {
			case c.Status.Phase == corev1.ClaimPending && c.Spec.VolumeName == "":
				err = p.make(ctx, c)
			case c.Status.Phase == corev1.ClaimBound && c.Spec.Resources.Requests.Storage().Cmp(*c.Status.Capacity.Storage()) > 0:
				err = p.grow(ctx, c)
			}
			if err != nil {
				p.log.Error("volume", "claim", c.Namespace+"/"+c.Name, "err", err)
			}
		}
		made, err := volumes.Lister().List(labels.Everything())
		if err != nil {
			return err
		}
		for _, v := range made {
			if classes[v.Spec.StorageClassName].mkfs != nil && v.Status.Phase == corev1.VolumeReleased {
				if err := p.remove(ctx, v.Name); err != nil {
					p.log.Error("volume", "name", v.Name, "err", err)
				}
			}
		}
	}
}

// make makes the volume of a claim. What is there from an attempt before is used again.
func (p *provisioner) make(ctx context.Context, claim *corev1.PersistentVolumeClaim) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	name := "local-" + string(claim.UID)
	if _, err := p.client.CoreV1().PersistentVolumes().Get(ctx, name, metav1.GetOptions{}); err == nil {
		return nil // it is being bound
	} else if !apierrors.IsNotFound(err) {
		return err
	}
	size := claim.Spec.Resources.Requests[corev1.ResourceStorage]
	point := filepath.Join(p.dir, name)
	if err := filesystem(ctx, point, size.Value(), classes[*claim.Spec.StorageClassName]); err != nil {
		return err
	}
	mode := corev1.PersistentVolumeFilesystem
	_, err := p.client.CoreV1().PersistentVolumes().Create(ctx, &corev1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: name},
		Spec: corev1.PersistentVolumeSpec{
			Capacity: corev1.ResourceList{corev1.ResourceStorage: size}, AccessModes: claim.Spec.AccessModes, VolumeMode: &mode,
			StorageClassName: *claim.Spec.StorageClassName, PersistentVolumeReclaimPolicy: corev1.PersistentVolumeReclaimRetain, // ours to delete
			ClaimRef: &corev1.ObjectReference{
				APIVersion: "v1", Kind: "PersistentVolumeClaim", Namespace: claim.Namespace, Name: claim.Name, UID: claim.UID,
			},
			PersistentVolumeSource: corev1.PersistentVolumeSource{Local: &corev1.LocalVolumeSource{Path: point}},
			NodeAffinity: &corev1.VolumeNodeAffinity{Required: &corev1.NodeSelector{NodeSelectorTerms: []corev1.NodeSelectorTerm{{
				MatchExpressions: []corev1.NodeSelectorRequirement{{Key: corev1.LabelHostname, Operator: corev1.NodeSelectorOpIn, Values: []string{p.node}}},
			}}}},
		},
	}, metav1.CreateOptions{})
	if err == nil {
		p.log.Info("volume made", "name", name, "claim", claim.Namespace+"/"+claim.Name, "size", size.String())
	}
	return err
}

// grow makes a claim's volume as large as the claim asks for by now: the file, the device that it is, and the file system in it.
// Then it says so, of the volume and of the claim.
func (p *provisioner) grow(ctx context.Context, claim *corev1.PersistentVolumeClaim) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	name, size := claim.Spec.VolumeName, claim.Spec.Resources.Requests[corev1.ResourceStorage]
	file := filepath.Join(p.dir, name) + ".img"
	if now, err := os.Stat(file); err != nil {
		return err
	} else if now.Size() < size.Value() {
		if err := os.Truncate(file, size.Value()); err != nil {
			return err
		}
	}
	device, err := run(ctx, "losetup", "--noheadings", "--output", "NAME", "--associated", file)
	if err != nil {
		return err
	}
	if device == "" {
		return fmt.Errorf("%s is no device", file)
	}
	if _, err := run(ctx, "losetup", "--set-capacity", device); err != nil {
		return err
	}
	if _, err := run(ctx, "btrfs", "filesystem", "resize", "max", filepath.Join(p.dir, name)); err != nil {
		return err
	}
	volume, err := p.client.CoreV1().PersistentVolumes().Get(ctx, name, metav1.GetOptions{})
	if err != nil {
		return err
	}
	volume.Spec.Capacity = corev1.ResourceList{corev1.ResourceStorage: size}
	if _, err := p.client.CoreV1().PersistentVolumes().Update(ctx, volume, metav1.UpdateOptions{}); err != nil {
		return err
	}
	claim = claim.DeepCopy()
	claim.Status.Capacity, claim.Status.Conditions = corev1.ResourceList{corev1.ResourceStorage: size}, nil
	if _, err := p.client.CoreV1().PersistentVolumeClaims(claim.Namespace).UpdateStatus(ctx, claim, metav1.UpdateOptions{}); err != nil {
		return err
	}
	p.log.Info("volume grown", "name", name, "claim", claim.Namespace+"/"+claim.Name, "size", size.String())
	return nil
}

// run runs a program and gives what it says.
func run(ctx context.Context, args ...string) (string, error) {
	out, err := exec.CommandContext(ctx, args[0], args[1:]...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%s: %w: %.300s", args[0], err, out)
	}
	return strings.TrimSpace(string(out)), nil
}

// filesystem makes a file system in a file and mounts it at a point, unless it is mounted there.
func filesystem(ctx context.Context, point string, bytes int64, k kind) error {
	if err := os.MkdirAll(point, 0o755); err != nil {
		return err
	}
	if mounted(point) {
		return nil
	}
	file := point + ".img"
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	err = errors.Join(f.Truncate(max(bytes, k.smallest)), f.Close())
	if err != nil {
		return err
	}
	if _, err := run(ctx, append(slices.Clone(k.mkfs), file)...); err != nil {
		return err
	}
	if err := mount(ctx, file, point); err != nil {
		return err
	}
	// A tenant finds an empty disk.
	return os.RemoveAll(filepath.Join(point, "lost+found"))
}

func (p *provisioner) remove(ctx context.Context, name string) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	point := filepath.Join(p.dir, name)
	if mounted(point) {
		if err := syscall.Unmount(point, syscall.MNT_DETACH); err != nil {
			return fmt.Errorf("unmount %s: %w", point, err)
		}
	}
	for _, path := range []string{point, point + ".img"} {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	err := p.client.CoreV1().PersistentVolumes().Delete(ctx, name, metav1.DeleteOptions{})
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}

// Attach mounts the file systems in a folder that are not, as a machine does with its disks when it starts.
func Attach(ctx context.Context, dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.img"))
	if err != nil {
		return err
	}
	for _, file := range files {
		point := strings.TrimSuffix(file, ".img")
		if mounted(point) {
			continue
		}
		if err := mount(ctx, file, point); err != nil {
			return err
		}
	}
	return nil
}

func mount(ctx context.Context, file, point string) error {
	_, err := run(ctx, "mount", "-o", "loop,nosuid,nodev", file, point)
	return err
}

// mounted reports whether a folder is on another device than its parent.
func mounted(point string) bool {
	var here, above syscall.Stat_t
	return syscall.Stat(point, &here) == nil && syscall.Stat(filepath.Dir(point), &above) == nil && here.Dev != above.Dev
}
