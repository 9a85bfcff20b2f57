package lease

import "berth/gateway/manifest"

// Noter is a runtime on which something of a manifest that it takes makes no difference.
type Noter interface {
	Notes(m manifest.Manifest) []manifest.Note
}

// Notes gives what of a manifest makes no difference on this node.
func (k *Keeper) Notes(m manifest.Manifest) []manifest.Note {
	if n, ok := k.cfg.Cluster.(Noter); ok {
		return n.Notes(m)
	}
	return nil
}
