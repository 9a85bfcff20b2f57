// Package manifest has the one form in which the gateway knows what is to run, and the readers that make it out of the
// formats that users bring: a template, a Compose file, an Akash SDL file, Kubernetes YAML. A reader takes what is on
// its list and nothing else: what cannot be had is refused by its path and line with what to write instead, and what
// makes no difference here is listed as ignored. What a reader returns is complete and checked: a runtime applies it
// without looking again at the user's text.
package manifest

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"berth/gateway/reach"
	"berth/shared/problem"
)

// Limits of a manifest.
const (
	MaxBytes    = 64 << 10
	MaxServices = 8
	maxVolumes  = 8
	maxReplicas = 16 // of all services
	maxAliases  = 3
	maxPorts    = 16
	maxFiles    = 32
	maxMounts   = 16
	maxEnv      = 128
	maxEnvName  = 128
	maxEnvBytes = 32 << 10
	maxArgs     = 128
)

// Manifest is what runs for an order. Its JSON is for people to look at: secrets are not in it.
type Manifest struct {
	Template string    `json:"template,omitempty"` // the catalogue's name of it, empty for other formats
	Services []Service `json:"services"`
	Volumes  []Volume  `json:"volumes,omitempty"` // what some service mounts
	Ignored  []Note    `json:"ignored,omitempty"`
}

// Service is one process, as often as it has replicas.
type Service struct {
	Name      string            `json:"name"`              // valid by ValidService, unique in the manifest with the aliases
	Aliases   []string          `json:"aliases,omitempty"` // by which the order's other services find it, too
	Image     string            `json:"image"`
	Pull      *Registry         `json:"pull,omitempty"`     // nil: anyone may pull the image
	Command   []string          `json:"command,omitempty"`  // instead of the image's entry point
	Args      []string          `json:"args,omitempty"`     // instead of the image's command
	Dir       string            `json:"dir,omitempty"`      // working directory, empty: the image's
	User      int64             `json:"user,omitempty"`     // never root; 0: the runtime's choice
	Group     int64             `json:"group,omitempty"`    // 0: as User
	Port      int               `json:"port,omitempty"`     // that the gateway serves as HTTP; 0: none
	Protocol  Protocol          `json:"protocol,omitempty"` // that the process speaks there
	Ports     []Port            `json:"ports,omitempty"`    // at which the order's other services reach it
	Env       map[string]string `json:"env,omitempty"`
	SecretEnv map[string]Secret `json:"secretEnv,omitempty"` // no name of it is in Env
	Files     []File            `json:"files,omitempty"`
	Mounts    []Mount           `json:"mounts,omitempty"`
	Temps     []Temp            `json:"temps,omitempty"`
	ReadOnly  bool              `json:"readOnly,omitempty"` // the image's file system
	Ready     *Probe            `json:"ready,omitempty"`    // nil: it is ready when the port answers
	Live      *Probe            `json:"live,omitempty"`     // restarted when it fails
	Started   *Probe            `json:"started,omitempty"`  // before it succeeds the others do not count
	Replicas  int               `json:"replicas,omitempty"` // 0 is 1
	Wants     Wants             `json:"wants,omitzero"`     // of each replica

	where place // where it was read, for what is found out later
}

// Port leads from the port at which others reach a service to that at which its process listens.
type Port struct {
	Port   int  `json:"port"`
	Target int  `json:"target"`
	UDP    bool `json:"udp,omitempty"`
}

// Registry is where an image is pulled with a password.
type Registry struct {
	Host     string `json:"host"`
	User     string `json:"user"`
	Password Secret `json:"password"`
}

// File is put into a service's file system. Just one of Text and Secret is used.
type File struct {
	Path   string `json:"path"`
	Text   string `json:"text,omitempty"`
	Secret Secret `json:"secret,omitempty"`
	Hidden bool   `json:"hidden,omitempty"` // what counts is Secret
	Mode   int32  `json:"mode,omitempty"`   // permission bits, 0: the runtime's choice
}

// Mount puts a volume into a service's file system.
type Mount struct {
	Volume   string `json:"volume"`
	Path     string `json:"path"`
	SubPath  string `json:"subPath,omitempty"`
	ReadOnly bool   `json:"readOnly,omitempty"`
}

// Temp is a folder that is empty at each start.
type Temp struct {
	Path    string `json:"path"`
	SizeMiB uint32 `json:"sizeMiB"`
	Memory  bool   `json:"memory,omitempty"` // counts as the service's memory
}

// Volume is a disk, kept from one revision to the next by its name.
type Volume struct {
	Name    string `json:"name"`
	SizeMiB uint32 `json:"sizeMiB,omitempty"` // 0: a share of the order's

	where place
}

// Probe asks whether a service is well. Just one of Path with Port, Port alone (a connection) and Command is used.
type Probe struct {
	Path      string   `json:"path,omitempty"` // of an HTTP request
	Port      int      `json:"port,omitempty"`
	Command   []string `json:"command,omitempty"`
	Delay     int32    `json:"delay,omitempty"`     // seconds
	Every     int32    `json:"every,omitempty"`     // seconds, 0: 10
	Timeout   int32    `json:"timeout,omitempty"`   // seconds, 0: 1
	Failures  int32    `json:"failures,omitempty"`  // in a row, 0: 3
	Successes int32    `json:"successes,omitempty"` // in a row, 0: 1; of Live and Started 1
}

// Wants is what a file asks for. Zero of CPU and memory: a share of what is left of the order's.
type Wants struct {
	CPUMilli  uint32   `json:"cpuMilli,omitempty"`
	MemoryMiB uint32   `json:"memoryMiB,omitempty"`
	GPU       uint16   `json:"gpu,omitempty"`
	GPUModels []string `json:"gpuModels,omitempty"` // any of them; empty: any at all
}

// EnvNames are the variables' names in a fixed order.
func (s Service) EnvNames() []string { return slices.Sorted(maps.Keys(s.Env)) }

// SecretNames are the names of the secret variables in a fixed order.
func (s Service) SecretNames() []string { return slices.Sorted(maps.Keys(s.SecretEnv)) }

// Count is how often it runs.
func (s Service) Count() int { return max(s.Replicas, 1) }

// TCP are the ports at which a service takes connections, that of HTTP first: as the order's other services know them.
func (s Service) TCP() (ports []int) {
	add := func(number int) {
		if !slices.Contains(ports, number) {
			ports = append(ports, number)
		}
	}
	http := slices.IndexFunc(s.Ports, func(x Port) bool { return !x.UDP && x.Target == s.Port })
	switch {
	case s.Port > 0 && http >= 0:
		add(s.Ports[http].Port)
	case s.Port > 0:
		add(s.Port)
	}
	for _, x := range s.Ports {
		if !x.UDP {
			add(x.Port)
		}
	}
	return ports
}

// setEnv takes a variable in. One that is called like a secret is one.
func (s *Service) setEnv(name, value string) {
	if looksSecret.MatchString(name) {
		s.setSecretEnv(name, value)
		return
	}
	delete(s.SecretEnv, name)
	if s.Env == nil {
		s.Env = map[string]string{}
	}
	s.Env[name] = value
}

func (s *Service) setSecretEnv(name, value string) {
	delete(s.Env, name)
	if s.SecretEnv == nil {
		s.SecretEnv = map[string]Secret{}
	}
	s.SecretEnv[name] = Secret(value)
}

// Formats are those that Parse reads.
func Formats() []string { return []string{"template", "compose", "sdl", "kubernetes"} }

// Parse reads a manifest. It is deterministic, and its time and memory are bounded. Its errors are a *Refusal or a
// problem; errors.As finds a *problem.Problem in both, which names the field and the remedy.
func Parse(format, text string) (Manifest, error) {
	if len(text) > MaxBytes {
		return Manifest{}, problem.New(413, problem.TooLarge, "the manifest is too large").Remedy("at most %d bytes", MaxBytes)
	}
	var r reader
	var m Manifest
	switch format {
	case "template":
		m = r.template(text)
	case "compose":
		m = r.compose(text)
	case "sdl":
		m = r.sdl(text)
	case "kubernetes":
		m = r.kubernetes(text)
	default:
		return Manifest{}, problem.Field("format", "%.40q is not known; use one of %s", format, strings.Join(Formats(), ", "))
	}
	if len(r.flaws) == 0 {
		r.check(&m)
	}
	r.sort()
	m.Ignored = r.notes
	if len(r.flaws) > 0 {
		return Manifest{Ignored: r.notes}, &Refusal{Flaws: r.flaws}
	}
	return m, nil
}

var (
	envName     = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
	mountPath   = regexp.MustCompile(`^(/[A-Za-z0-9_.][A-Za-z0-9._@+-]*)+$`)
	subPath     = regexp.MustCompile(`^[A-Za-z0-9_.][A-Za-z0-9._@+-]*(/[A-Za-z0-9_.][A-Za-z0-9._@+-]*)*$`)
	looksSecret = regexp.MustCompile(`(?i)(passw(or)?d|passphrase|secret|token|api_?key|private_?key|access_?key|credential|(^|_)pass(_|$))`)
)

// ValidService reports whether s can name a service: 1 to 20 of a-z, 0-9 and -, beginning with a letter and not ending
// with - (RFC 1035, as Kubernetes wants it).
func ValidService(s string) bool { return len(s) <= 20 && validLabel(s) }

// validLabel reports whether s can be a label of a DNS name that begins with a letter (RFC 1035, 2.3.1), in lower case.
func validLabel(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', i > 0 && '0' <= c && c <= '9', i > 0 && i < len(s)-1 && c == '-':
		default:
			return false
		}
	}
	return s != ""
}

func validImage(s string) bool {
	_, ok := reach.Host(s)
	return ok
}

// validPath reports whether a volume or a file may be put there: not what a container needs to run.
func validPath(s string) bool {
	if len(s) > 255 || !mountPath.MatchString(s) || slices.ContainsFunc(strings.Split(s, "/"), func(e string) bool { return e == "." || e == ".." }) {
		return false
	}
	for _, p := range []string{"/proc", "/sys", "/dev"} {
		if s == p || strings.HasPrefix(s, p+"/") {
			return s == "/dev/shm"
		}
	}
	return true
}
