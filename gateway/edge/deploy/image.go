package deploy

import (
	"context"
	"net/netip"

	"berth/gateway/edge/limit"
	"berth/gateway/image"
	"berth/gateway/isolation"
	"berth/gateway/manifest"
	"berth/shared/problem"
	"berth/shared/wire"
)

// StrangerLooks is of how many networks strangers' manifests have their images looked at at a time, one of each: half of what
// registries are asked at a time is left to users.
const StrangerLooks = 4

// lookAny is look for a network that is no user's.
func (k *Checker) lookAny(ctx context.Context, from netip.Prefix, m manifest.Manifest) (image.Found, error) {
	if !k.looks.Take(from) {
		return image.Found{}, problem.TooOften(limit.Again)
	}
	defer k.looks.Give(from)
	return k.reader.look(ctx, image.Who{Name: from.String(), Guest: true}, m), nil
}

// tellImages puts what was found out about a manifest's images into words for a page. One that starts as root, and whose file names
// nobody else, needs a node that runs such.
func tellImages(told *wire.ManifestCheck, m manifest.Manifest, found image.Found) {
	for i, f := range found.Services {
		if f == nil || i >= len(told.Services) {
			continue
		}
		told.Services[i].Facts = &wire.ImageFacts{Digest: f.Digest, SizeMiB: f.MiB(), User: f.User, BuiltIn: f.BuiltIn}
		if told.Needs != nil && !f.BuiltIn && m.Services[i].User == 0 && isolation.ParseUser(f.User).Root() {
			told.Needs.Root = true
		}
	}
	for _, x := range found.Flaws {
		told.OK = false
		told.Problems = append(told.Problems, wire.ManifestProblem{Code: problem.NoImage, Path: x.Path, Line: x.Line, Text: x.Text, Form: x.Form, Figures: x.Figures})
	}
	for _, x := range found.Notes {
		told.Notes = append(told.Notes, wire.ManifestNote(x))
	}
}
