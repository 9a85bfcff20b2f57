package kube

import (
	"berth/gateway/cluster"
	"berth/gateway/kube/build"
	"berth/gateway/manifest"
	"berth/shared/resource"
)

// Beside implements cluster.Cluster. Every service that is in both has its pods replaced by another revision; those that are
// no more end before, and those that are new have nothing to wait for.
func (c *Cluster) Beside(old, next cluster.Workload) bool {
	was, p := c.plan(old), c.plan(next)
	p.Held = map[string]resource.Resources{}
	common := map[string]int{}
	for i, s := range was.Manifest.Services {
		common[s.Name] = i
	}
	for _, s := range next.Manifest.Services {
		if i, ok := common[s.Name]; ok {
			p.Held[s.Name] = build.Times(was.Share(i), was.Manifest.Services[i].Count())
		}
	}
	for j, s := range next.Manifest.Services {
		i, ok := common[s.Name]
		stays := ok && old.Revision == next.Revision && old.Restart == next.Restart && len(p.Share(j).Lacks(was.Share(i))) == 0
		if ok && !stays && !p.Beside(j) {
			return false
		}
	}
	return true
}

// Notes finds nothing: all of a manifest makes a difference here.
func (c *Cluster) Notes(manifest.Manifest) []manifest.Note { return nil }
