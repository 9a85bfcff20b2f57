// Package formats reads a manifest in any of the formats that users bring: a template, a Compose file, an Akash SDL file, Kubernetes
// YAML, or a bundle of one of the last three with what came along with it.
package formats

import (
	"strings"

	"berth/gateway/manifest"
	"berth/gateway/manifest/check"
	"berth/gateway/manifest/compose"
	"berth/gateway/manifest/kubernetes"
	"berth/gateway/manifest/read"
	"berth/gateway/manifest/sdl"
	"berth/shared/bundle"
	"berth/shared/problem"
)

// Names are those of the formats that Parse reads.
func Names() []string { return []string{"template", "compose", "sdl", "kubernetes", bundle.Format} }

// Most is how many bytes a manifest in some format may have.
func Most(format string) int {
	if format == bundle.Format {
		return bundle.MaxBytes
	}
	return manifest.MaxBytes
}

// TooLong is the error of a manifest that has more bytes than Most; nil: it has not.
func TooLong(format, text string) error {
	if most := Most(format); len(text) > most {
		return problem.New(413, problem.TooLarge, "the manifest is too large").Remedy("at most %d bytes", most)
	}
	return nil
}

// Parse reads a manifest. It is deterministic, and its time and memory are bounded. Its errors are a *manifest.Refusal or a
// problem; errors.As finds a *problem.Problem in both, which names the field and the remedy.
func Parse(format, text string) (manifest.Manifest, error) {
	return Suppose(format, text, nil)
}

// parse reads a file with what came along.
func parse(format string, b read.Bundle) (manifest.Manifest, error) {
	r := read.Reader{Bundle: b, Names: read.SortedKeys(b.Files)}
	var m manifest.Manifest
	switch format {
	case "template":
		m = template(&r, b.Text)
	case "compose":
		m = compose.Read(&r, b.Text)
	case "sdl":
		m = sdl.Read(&r, b.Text)
	case "kubernetes":
		m = kubernetes.Read(&r, b.Text)
	default:
		return manifest.Manifest{}, problem.Field("format", "%.40q is not known; use one of %s", format, strings.Join(Names(), ", "))
	}
	if len(r.Flaws) == 0 || len(m.Services) > 0 && format != "template" {
		check.Beside(&r, &m)
	}
	r.Variables.Tell()
	r.Sort()
	m.Ignored, m.Variables = r.Notes, r.Variables.List()
	if len(r.Flaws) > 0 {
		return manifest.Manifest{Ignored: m.Ignored, Variables: m.Variables}, &manifest.Refusal{Flaws: r.Flaws}
	}
	return m, nil
}
