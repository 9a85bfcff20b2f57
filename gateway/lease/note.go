package lease

import "berth/gateway/manifest"

// Notes are what of a manifest makes no difference on this node.
func (k *Keeper) Notes(m manifest.Manifest) []manifest.Note { return k.cfg.Cluster.Notes(m) }
