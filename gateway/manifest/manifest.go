// Package manifest has the one form in which the gateway knows what is to run, and the readers that make it out of the
// formats that users bring. What a reader returns is complete and checked: a runtime applies it without looking again
// at the user's text.
package manifest

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"berth/shared/problem"
	"berth/shared/resource"
)

// Limits of a manifest.
const (
	MaxBytes    = 64 << 10
	MaxServices = 8
	maxEnv      = 64
	maxEnvName  = 128
	maxEnvBytes = 32 << 10
)

// Manifest is what runs for an order.
type Manifest struct {
	Template string // the catalogue's name of it, empty for other formats
	Services []Service
}

// Service is one process with one HTTP port.
type Service struct {
	Name  string // valid by ValidService, unique in the manifest
	Image string
	Port  int    // 1 to 65535
	Disk  string // mount path of its disk, empty: none
	Env   map[string]string
}

// EnvNames are the variables' names in a fixed order.
func (s Service) EnvNames() []string { return slices.Sorted(maps.Keys(s.Env)) }

// Parse reads a manifest. Its errors are problems that name the field and the remedy.
func Parse(format, text string) (Manifest, error) {
	if len(text) > MaxBytes {
		return Manifest{}, problem.New(413, problem.TooLarge, "the manifest is too large").Remedy("at most %d bytes", MaxBytes)
	}
	switch format {
	case "template":
		return parseTemplate(text)
	}
	return Manifest{}, problem.Field("format", "%.40q is not known; use template", format)
}

// Fit checks a manifest against what was bought, before anything is applied.
func (m Manifest) Fit(r resource.Resources) error {
	for _, s := range m.Services {
		if s.Disk != "" && r.DiskMiB == 0 {
			return problem.New(422, problem.DoesNotFit, "service %s needs a disk and the order has none", s.Name).
				Remedy("rent an order with disk, or deploy a service without one").
				With("dimension", string(resource.Disk)).With("wanted", "1").With("free", "0")
		}
	}
	if n := uint32(len(m.Services)); n > 1 && (r.CPUMilli/n < resource.MinCPUMilli || r.MemoryMiB/n < resource.MinMemoryMiB) {
		return problem.New(422, problem.DoesNotFit, "%d services do not fit into %d thousandths of a core and %d MiB", n, r.CPUMilli, r.MemoryMiB).
			Remedy("at least %d thousandths of a core and %d MiB for each", resource.MinCPUMilli, resource.MinMemoryMiB).
			With("dimension", string(resource.Memory))
	}
	return nil
}

var (
	serviceName = regexp.MustCompile(`^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$`)
	envName     = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
	imageName   = regexp.MustCompile(`^[a-z0-9]([a-z0-9._/:-]*[a-z0-9])?([:@][A-Za-z0-9._:-]+)?$`)
	mountPath   = regexp.MustCompile(`^(/[A-Za-z0-9_][A-Za-z0-9._-]*)+$`)
)

// ValidService tells whether s can name a service: 1 to 20 of a-z, 0-9 and -, beginning with a letter and not ending
// with - (RFC 1035, as Kubernetes wants it).
func ValidService(s string) bool { return serviceName.MatchString(s) }

func (s Service) check() error {
	switch {
	case !ValidService(s.Name):
		return problem.Field("manifest.service", "1 to 20 of a-z, 0-9 and -, beginning with a letter and not ending with -")
	case len(s.Image) > 255 || !imageName.MatchString(s.Image):
		return problem.Field("manifest.image", "an image reference such as berth/hello")
	case s.Port < 1 || s.Port > 65535:
		return problem.Field("manifest.port", "1 to 65535")
	case s.Disk != "" && (len(s.Disk) > 255 || !mountPath.MatchString(s.Disk)):
		return problem.Field("manifest.disk", "an absolute path such as /data")
	case len(s.Env) > maxEnv:
		return problem.Field("manifest.env", "at most %d variables", maxEnv)
	}
	sum := 0
	for _, name := range s.EnvNames() {
		v := s.Env[name]
		if len(name) > maxEnvName || !envName.MatchString(name) {
			return problem.Field("manifest.env."+clip(name), "a variable's name is letters, digits and _, not beginning with a digit")
		}
		if strings.ContainsRune(v, 0) {
			return problem.Field("manifest.env."+clip(name), "no zero bytes")
		}
		sum += len(name) + len(v)
	}
	if sum > maxEnvBytes {
		return problem.Field("manifest.env", "at most %d bytes in all", maxEnvBytes)
	}
	return nil
}

func clip(s string) string {
	if len(s) > 40 {
		return s[:40] + "…"
	}
	return s
}
