package kube

import (
	"context"
	"fmt"
	"math"
	"strconv"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/gateway/cluster"
	"berth/gateway/manifest"
	"berth/shared/resource"
)

// Beside implements cluster.Cluster. Every service that is in both has its pods replaced by another revision; those that are
// no more end before, and those that are new have nothing to wait for.
func (c *Cluster) Beside(old, next cluster.Workload) bool {
	was, p := c.plan(old), c.plan(next)
	p.held = map[string]resource.Resources{}
	common := map[string]int{}
	for i, s := range was.Manifest.Services {
		common[s.Name] = i
	}
	for _, s := range next.Manifest.Services {
		if i, ok := common[s.Name]; ok {
			p.held[s.Name] = times(was.share(i), was.Manifest.Services[i].Count())
		}
	}
	for j, s := range next.Manifest.Services {
		i, ok := common[s.Name]
		stays := ok && old.Revision == next.Revision && old.Restart == next.Restart && len(p.share(j).Lacks(was.share(i))) == 0
		if ok && !stays && !p.beside(j) {
			return false
		}
	}
	return true
}

func times(r resource.Resources, n int) resource.Resources {
	var all resource.Resources
	for range n {
		all = all.Add(r)
	}
	return all
}

// present completes a plan by what there is already: what the services' pods have, which count against the quota until
// they end, and where those may be that go on as they are.
func (c *Cluster) present(ctx context.Context, p *plan) error {
	list, err := c.client.AppsV1().Deployments(p.namespace()).List(ctx, metav1.ListOptions{LabelSelector: c.selector()})
	if err != nil {
		return fmt.Errorf("kube: deployments: %w", err)
	}
	p.held, p.placed = map[string]resource.Resources{}, map[string][]string{}
	for _, d := range list.Items {
		p.held[d.Name] = times(limitsOf(d.Spec.Template.Spec), replicasOf(&d))
		notes := d.Spec.Template.Annotations
		if notes[noteRevision] != strconv.FormatUint(p.Revision, 10) || notes[noteRestart] != strconv.FormatUint(p.Restart, 10) {
			continue
		}
		p.placed[d.Name] = nil
		if a := d.Spec.Template.Spec.Affinity; a != nil && a.NodeAffinity != nil && a.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution != nil {
			for _, t := range a.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution.NodeSelectorTerms {
				for _, x := range t.MatchExpressions {
					if x.Key == labelProduct {
						p.placed[d.Name] = x.Values
					}
				}
			}
		}
	}
	// Those that have grown have more than the Deployment says.
	real := map[string]resource.Resources{}
	for name := range p.held {
		for _, pod := range c.podsOf(p.namespace(), name, nil) {
			if pod.Status.Phase == corev1.PodRunning || pod.Status.Phase == corev1.PodPending {
				real[name] = real[name].Add(limitsOf(pod.Spec))
			}
		}
	}
	for name, r := range real {
		h := p.held[name]
		p.held[name] = resource.Resources{CPUMilli: max(h.CPUMilli, r.CPUMilli), MemoryMiB: max(h.MemoryMiB, r.MemoryMiB), GPU: max(h.GPU, r.GPU)}
	}
	return nil
}

func limitsOf(s corev1.PodSpec) resource.Resources {
	var all resource.Resources
	for _, x := range s.Containers {
		l := x.Resources.Limits
		gpu := l[gpuName]
		all = all.Add(resource.Resources{
			CPUMilli: uint32(min(max(l.Cpu().MilliValue(), 0), math.MaxUint32)), MemoryMiB: uint32(min(max(l.Memory().Value()>>20, 0), math.MaxUint32)),
			GPU: uint16(min(max(gpu.Value(), 0), math.MaxUint16)),
		})
	}
	return all
}

// Check finds nothing that a cluster cannot do: what it refuses of a workload it refuses when that is applied.
func (c *Cluster) Check(manifest.Manifest) error { return nil }

// Notes finds nothing: all of a manifest makes a difference here.
func (c *Cluster) Notes(manifest.Manifest) []manifest.Note { return nil }
