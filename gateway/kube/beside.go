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
	for j, s := range next.Manifest.Services { // what runs once serves nobody
		i, ok := common[s.Name]
		stays := ok && old.Revision == next.Revision && old.Restart == next.Restart && old.Again[s.Name] == next.Again[s.Name] && len(p.Share(j).Lacks(was.Share(i))) == 0
		if ok && !stays && !s.Once && !p.Beside(j) {
			return false
		}
	}
	return true
}

// Notes implements cluster.Judge: without the helper's image no volume is filled.
func (c *Cluster) Notes(m manifest.Manifest) []manifest.Note {
	var notes []manifest.Note
	for _, s := range m.Services {
		for _, x := range s.Processes() {
			for _, y := range x.Mounts {
				if y.Fill && c.cfg.HelperImage == "" {
					notes = append(notes, manifest.NewNote(s.Name, 0, "this node does not fill volumes: what the image has at %s is not in the volume %s at first", y.Path, y.Volume))
				}
			}
		}
	}
	return notes
}
