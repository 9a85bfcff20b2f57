package kube

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"berth/gateway/kube/api"
	"berth/gateway/kube/build"
	"berth/gateway/manifest"
)

// goesOn gives the Deployment of a service that is left alone though its order may have more now: the fences have moved,
// and the pods grow where they are, or take what they may with their next start. One that has more than it may is replaced,
// since it would hold what the node sells to others.
func (a *applier) goesOn(ctx context.Context, p build.Plan, s manifest.Service) (*appsv1.Deployment, error) {
	d, err := a.client.Deployments(p.Namespace()).Get(ctx, s.Name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("kube: deployment %s: %w", s.Name, err)
	}
	if d.Spec.Replicas != nil && *d.Spec.Replicas == 0 {
		return nil, nil // it comes out of quarantine, or wakes
	}
	if p.Sleeps(s.Name) {
		return nil, nil
	}
	t := d.Spec.Template
	if !p.Present(s.Name, t.Annotations) {
		return nil, nil
	}
	may, less := build.Allowed(p, s), false
	for _, pod := range a.watches.staying(p.Namespace(), s.Name, nil) {
		if differs(pod, may, 1) {
			return nil, nil
		}
	}
	if len(t.Spec.Containers) != 1+len(s.Beside) {
		return nil, nil
	}
	for _, c := range slices.Concat(t.Spec.Containers, t.Spec.InitContainers) {
		limits, known := may[c.Name]
		if !known {
			limits = may[s.Name] // what fills its disks
		}
		for name, has := range c.Resources.Limits {
			switch limit := limits[name]; has.Cmp(limit) {
			case 1:
				return nil, nil
			case -1:
				less = true
			}
		}
		less = less || len(limits) > len(c.Resources.Limits)
	}
	if !less {
		return nil, nil
	}
	return d, nil
}

// grow gives a service's pods CPU and memory without ending them, where the cluster can (Kubernetes 1.33 and later). A
// cluster that cannot leaves them as they are.
func (a *applier) grow(ctx context.Context, p build.Plan, s manifest.Service) {
	may := build.Allowed(p, s)
	for _, pod := range a.watches.staying(p.Namespace(), s.Name, nil) {
		if !differs(pod, may, -1) {
			continue
		}
		var containers []any
		for _, c := range pod.Spec.Containers {
			if may[c.Name] == nil {
				continue
			}
			want := map[corev1.ResourceName]string{}
			for _, name := range []corev1.ResourceName{corev1.ResourceCPU, corev1.ResourceMemory} {
				q := may[c.Name][name]
				want[name] = q.String()
			}
			containers = append(containers, map[string]any{"name": c.Name, "resources": map[string]any{"requests": want, "limits": want}})
		}
		body, err := json.Marshal(map[string]any{"spec": map[string]any{"containers": containers}})
		if err != nil {
			a.log.Error("resize", "err", err)
			return
		}
		by := metav1.PatchOptions{FieldManager: api.Manager}
		_, err = a.client.Pods(pod.Namespace).Patch(ctx, pod.Name, types.StrategicMergePatchType, body, by, "resize")
		if err != nil {
			a.log.Info("a pod has what it had until its next start", "order", p.Order, "service", s.Name, "err", err)
		}
	}
}

// shrink ends the pods of a service that have grown beyond what it may have now, and whose Deployment knows nothing of that.
func (a *applier) shrink(ctx context.Context, p build.Plan, s manifest.Service) error {
	may := build.Allowed(p, s)
	for _, pod := range a.watches.staying(p.Namespace(), s.Name, nil) {
		if !differs(pod, may, 1) {
			continue
		}
		if err := a.client.Pods(pod.Namespace).Delete(ctx, pod.Name, metav1.DeleteOptions{}); err != nil && !apierrors.IsNotFound(err) {
			return fmt.Errorf("kube: pod of %s: %w", s.Name, err)
		}
	}
	return nil
}

// differs reports whether a container of a pod that runs has less (-1) or more (1) CPU or memory than it may have.
func differs(p *corev1.Pod, may map[string]corev1.ResourceList, how int) bool {
	if p.Status.Phase != corev1.PodRunning {
		return false
	}
	for _, x := range p.Spec.Containers {
		limits, known := may[x.Name]
		if !known {
			continue
		}
		cpu, memory := limits[corev1.ResourceCPU], limits[corev1.ResourceMemory]
		if x.Resources.Limits.Cpu().Cmp(cpu) == how || x.Resources.Limits.Memory().Cmp(memory) == how {
			return true
		}
	}
	return false
}
