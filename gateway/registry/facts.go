package registry

import (
	"bytes"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"berth/gateway/image"
	"berth/shared/clip"
)

// Bounds of what is taken over of an image: it is whoever pushed it that says it.
const (
	maxText      = 256
	maxWords     = 64 // of a command
	maxPorts     = 64
	maxVolumes   = 32
	maxEnv       = 128
	maxPlatforms = 32
	maxBytes     = 1 << 50
)

var platformPart = regexp.MustCompile(`^[a-z0-9_.-]{1,32}$`)

// platformName is a platform as it is told, such as linux/amd64; empty: it is none that can be.
func platformName(os, arch string) string {
	if !platformPart.MatchString(os) || !platformPart.MatchString(arch) || os == "unknown" {
		return ""
	}
	return os + "/" + arch
}

// platformsOf are those that an index has images for, without what is not run, such as attestations.
func platformsOf(list *v1.IndexManifest) (all []string) {
	for _, d := range list.Manifests {
		if !d.MediaType.IsImage() || d.Platform == nil {
			continue
		}
		if p := platformName(d.Platform.OS, d.Platform.Architecture); p != "" && !slices.Contains(all, p) && len(all) < maxPlatforms {
			all = append(all, p)
		}
	}
	return all
}

// choose gives the image of an index that machines of these platforms would run, in the order of the platforms. Where none is known
// it is the first for Linux.
func choose(list *v1.IndexManifest, platforms []string) (v1.Hash, error) {
	of := func(want func(string) bool) (v1.Hash, bool) {
		for _, d := range list.Manifests {
			if d.MediaType.IsImage() && d.Platform != nil && want(platformName(d.Platform.OS, d.Platform.Architecture)) {
				return d.Digest, true
			}
		}
		return v1.Hash{}, false
	}
	for _, p := range platforms {
		if h, ok := of(func(s string) bool { return s == p }); ok {
			return h, nil
		}
	}
	if len(platforms) == 0 {
		if h, ok := of(func(s string) bool { return strings.HasPrefix(s, "linux/") }); ok {
			return h, nil
		}
	}
	if has := platformsOf(list); len(has) > 0 {
		return v1.Hash{}, platformError{has}
	}
	return v1.Hash{}, errNoImage
}

// weigh takes over how much is fetched.
func weigh(f *image.Facts, m *v1.Manifest) {
	f.Layers = len(m.Layers)
	for _, l := range m.Layers {
		if l.Size > 0 && l.Size < maxBytes {
			f.Bytes = min(f.Bytes+l.Size, maxBytes)
		}
	}
}

// describe takes over what an image's configuration says, and gives its platform.
func describe(f *image.Facts, raw []byte) (platform string, err error) {
	c, err := v1.ParseConfigFile(bytes.NewReader(raw))
	if err != nil || c == nil {
		return "", errNoImage
	}
	f.User = line(c.Config.User)
	f.Dir = line(c.Config.WorkingDir)
	f.Entrypoint, f.Cmd = words(c.Config.Entrypoint), words(c.Config.Cmd)
	for p := range maps.Keys(c.Config.ExposedPorts) {
		number, protocol, _ := strings.Cut(p, "/")
		if n, err := strconv.ParseUint(number, 10, 16); err == nil && n > 0 {
			f.Ports = append(f.Ports, image.Port{Number: int(n), UDP: strings.EqualFold(protocol, "udp")})
		}
	}
	slices.SortFunc(f.Ports, func(a, b image.Port) int {
		if a.Number != b.Number {
			return a.Number - b.Number
		}
		return strings.Compare(strconv.FormatBool(a.UDP), strconv.FormatBool(b.UDP))
	})
	f.Ports = slices.Compact(f.Ports)
	f.Ports = f.Ports[:min(len(f.Ports), maxPorts)]
	for _, v := range slices.Sorted(maps.Keys(c.Config.Volumes)) {
		if v = line(v); path.IsAbs(v) && len(f.Volumes) < maxVolumes {
			f.Volumes = append(f.Volumes, path.Clean(v))
		}
	}
	for _, e := range c.Config.Env {
		if name, _, _ := strings.Cut(e, "="); name != "" && len(f.Env) < maxEnv {
			f.Env = append(f.Env, line(name))
		}
	}
	if h := c.Config.Healthcheck; h != nil && len(h.Test) > 0 && h.Test[0] != "NONE" {
		f.Checks = true
	}
	return platformName(c.OS, c.Architecture), nil
}

// words are a command's.
func words(all []string) (out []string) {
	for _, s := range all[:min(len(all), maxWords)] {
		out = append(out, line(s))
	}
	return out
}

// line is a text of an image's, as one line that can be shown.
func line(s string) string {
	s = clip.To(s, maxText)
	return strings.Map(func(r rune) rune {
		if !strconv.IsGraphic(r) || r == '\uFFFD' {
			return -1
		}
		return r
	}, s)
}
