// Package manifest has the one form in which the gateway knows what is to run, and its arithmetic: what each part of it gets of what
// was bought, and whether it fits. Below it are the readers that make it out of the formats that users bring: formats has all of
// them, compose, sdl and kubernetes one each, read what they share, check what is true of every manifest. A reader takes what is on
// its list and nothing else: what cannot be had is refused by its path and line with what to write instead, and what makes no
// difference here is listed as ignored. What a reader returns is complete and checked: a runtime applies it without looking again at
// the user's text.
package manifest

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"berth/gateway/reach"
)

// Limits of a manifest.
const (
	MaxBytes    = 64 << 10 // of a text that is no bundle, and of the text in one
	MaxServices = 20
	MaxVolumes  = 24
	MaxReplicas = 32 // of all services
	MaxAliases  = 8
	MaxPorts    = 24
	MaxFiles    = 64
	MaxFileMass = 512 << 10 // bytes in all files of a service
	MaxMounts   = 24
	MaxEnv      = 256
	MaxEnvName  = 128
	MaxEnvBytes = 32 << 10
	MaxArgs     = 128
	MaxSteps    = 4  // of Init, and of Beside
	MaxHosts    = 16 // further names
	MaxHeaders  = 16 // of a check
	MaxGrace    = 120
)

// Manifest is what runs for an order. Its JSON is for people to look at: secrets are not in it.
type Manifest struct {
	Template string    `json:"template,omitempty"` // the catalogue's name of it, empty for other formats
	Services []Service `json:"services"`
	Volumes  []Volume  `json:"volumes,omitempty"` // what some service mounts
	Ignored  []Note    `json:"ignored,omitempty"`

	Variables []Variable `json:"variables,omitempty"` // that the file has, in its order
}

// Variable is a place of a file that takes a value from outside. A file whose variables lack values can be asked for them.
type Variable struct {
	Name     string `json:"name"`
	Default  string `json:"default,omitempty"`  // that the file has for it
	Required bool   `json:"required,omitempty"` // there is neither a value nor a default
	Given    bool   `json:"given,omitempty"`    // a value came with the file
	Secret   bool   `json:"secret,omitempty"`   // it is called like one
	Generate string `json:"generate,omitempty"` // how a value can be made: one of the words below, and what is behind it
	Says     string `json:"says,omitempty"`     // what the file says to who leaves it out
	Line     int    `json:"line,omitempty"`     // of the first place
}

// Ways in which a value can be made for a variable that wants one, as Variable.Generate has them; such as "password 32"; the last two
// have a service behind them.
const (
	MakePassword = "password" // so many letters and digits
	MakeHex      = "hex"      // so many random bytes, as hexadecimal digits
	MakeBase64   = "base64"   // so many random bytes, in base64
	MakeUser     = "user"     // so many lower-case letters
	MakeURL      = "url"      // where a service is opened: https://host, of the service that is named behind it
	MakeHost     = "host"     // its host name alone
)

// Service is one process, as often as it has replicas.
type Service struct {
	Name      string            `json:"name"`              // valid by ValidService, unique in the manifest with the aliases
	Aliases   []string          `json:"aliases,omitempty"` // by which the order's other services find it, too
	Image     string            `json:"image"`
	Pull      *Registry         `json:"pull,omitempty"`    // nil: anyone may pull the image
	Command   []string          `json:"command,omitempty"` // instead of the image's entry point
	Args      []string          `json:"args,omitempty"`    // instead of the image's command
	Dir       string            `json:"dir,omitempty"`     // working directory, empty: the image's
	User      int64             `json:"user,omitempty"`    // 0: the image's own, or root if Root says so
	Group     int64             `json:"group,omitempty"`   // 0: as User
	Root      bool              `json:"root,omitempty"`    // the file names user 0
	Isolation Isolation         `json:"isolation,omitempty"`
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
	Once      bool              `json:"once,omitempty"`     // it runs to its end, and is not started again once it ended well
	After     []After           `json:"after,omitempty"`    // what has to be so before it starts
	Init      []Service         `json:"init,omitempty"`     // run to their ends before it, one after the other; of Service only what a process has
	Beside    []Service         `json:"beside,omitempty"`   // share its network and its life; of Service only what a process has
	Hosts     []Host            `json:"hosts,omitempty"`    // further names that it finds
	Grace     int32             `json:"grace,omitempty"`    // seconds between being asked to end and being ended, 0: 10
	Reap      bool              `json:"reap,omitempty"`     // its first process is one that reaps the others
	Wants     Wants             `json:"wants,omitzero"`     // of each replica

	Where Place `json:"-"` // where it was read, for what is found out later
	From  Place `json:"-"` // where its image was
}

// Isolation is how a service's process is kept apart from the machine that it runs on.
type Isolation string

// The kinds of isolation. Empty: the node chooses by what the file and the image say.
const (
	Plain     Isolation = "plain"     // a user of the machine's, never root, with no capability at all
	Rooted    Isolation = "rooted"    // the image's own user, root too, in a user namespace
	Sandboxed Isolation = "sandboxed" // as rooted, in a runtime class with a kernel or a machine of its own
)

// Until is what has to have become of another service.
type Until string

// The states that can be waited for.
const (
	Running Until = "running" // it was started
	Ready   Until = "ready"   // it answers
	Done    Until = "done"    // it ended well
)

// After is a service that has to have come so far before another one starts.
type After struct {
	Service string `json:"service"`
	Until   Until  `json:"until"`
}

// Host is a name with an address, for a process's list of hosts.
type Host struct {
	Name    string `json:"name"`
	Address string `json:"address"`
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

	Where Place `json:"-"` // where the password was read
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
	Fill     bool   `json:"fill,omitempty"` // what the image has there is put into it as long as it is empty
}

// Temp is a folder that is empty at each start. A service's processes that name it by the same name share it.
type Temp struct {
	Name    string `json:"name,omitempty"` // empty: it is this process's alone
	Path    string `json:"path"`
	SizeMiB uint32 `json:"sizeMiB"`
	Memory  bool   `json:"memory,omitempty"` // counts as the service's memory
}

// Volume is a disk, kept from one revision to the next by its name.
type Volume struct {
	Name    string `json:"name"`
	SizeMiB uint32 `json:"sizeMiB,omitempty"` // 0: a share of the order's

	Where Place `json:"-"`
}

// Probe asks whether a service is well. Just one of Path with Port, GRPC with Port, Port alone (a connection) and Command
// is used.
type Probe struct {
	Path      string   `json:"path,omitempty"`    // of an HTTP request
	Headers   []Header `json:"headers,omitempty"` // of that
	Port      int      `json:"port,omitempty"`
	GRPC      *string  `json:"grpc,omitempty"` // the service that grpc.health.v1.Health is asked about, empty: the server itself
	Command   []string `json:"command,omitempty"`
	Delay     int32    `json:"delay,omitempty"`     // seconds
	Every     int32    `json:"every,omitempty"`     // seconds, 0: 10
	Timeout   int32    `json:"timeout,omitempty"`   // seconds, 0: 1
	Failures  int32    `json:"failures,omitempty"`  // in a row, 0: 3
	Successes int32    `json:"successes,omitempty"` // in a row, 0: 1; of Live and Started 1
}

// Header is a field of an HTTP request.
type Header struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Wants is what a file asks for. Zero of CPU, memory and disk: a share of what is left of the order's.
type Wants struct {
	CPUMilli  uint32   `json:"cpuMilli,omitempty"`
	MemoryMiB uint32   `json:"memoryMiB,omitempty"`
	DiskMiB   uint32   `json:"diskMiB,omitempty"` // for what it writes outside of its volumes
	GPU       uint16   `json:"gpu,omitempty"`
	GPUModels []string `json:"gpuModels,omitempty"` // any of them; empty: any at all
}

// Bare is the manifest without what is in its files, to be kept in memory for as long as an order lives.
func (m Manifest) Bare() Manifest {
	m.Services = bare(m.Services)
	return m
}

func bare(all []Service) []Service {
	all = slices.Clone(all)
	for i := range all {
		s := &all[i]
		s.Files, s.Init, s.Beside = slices.Clone(s.Files), bare(s.Init), bare(s.Beside)
		for j := range s.Files {
			s.Files[j].Text, s.Files[j].Secret = "", ""
		}
	}
	return all
}

// EnvNames are the variables' names in a fixed order.
func (s Service) EnvNames() []string { return slices.Sorted(maps.Keys(s.Env)) }

// SecretNames are the names of the secret variables in a fixed order.
func (s Service) SecretNames() []string { return slices.Sorted(maps.Keys(s.SecretEnv)) }

// Count is how often it runs.
func (s Service) Count() int { return max(s.Replicas, 1) }

// AsRoot reports whether a file names user 0 for it or for what runs before or beside it.
func (s Service) AsRoot() bool {
	return s.Root || slices.ContainsFunc(s.Init, Service.AsRoot) || slices.ContainsFunc(s.Beside, Service.AsRoot)
}

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

// SetEnv takes a variable in. One that is called like a secret is one.
func (s *Service) SetEnv(name, value string) {
	if LooksSecret.MatchString(name) {
		s.SetSecretEnv(name, value)
		return
	}
	delete(s.SecretEnv, name)
	if s.Env == nil {
		s.Env = map[string]string{}
	}
	s.Env[name] = value
}

// SetSecretEnv takes a variable in that is a secret.
func (s *Service) SetSecretEnv(name, value string) {
	delete(s.Env, name)
	if s.SecretEnv == nil {
		s.SecretEnv = map[string]Secret{}
	}
	s.SecretEnv[name] = Secret(value)
}

var (
	EnvName     = regexp.MustCompile(`^[A-Za-z_.-][A-Za-z0-9_.-]*$`)
	MountPath   = regexp.MustCompile(`^(/[A-Za-z0-9_.][A-Za-z0-9._@+-]*)+$`)
	SubPath     = regexp.MustCompile(`^[A-Za-z0-9_.][A-Za-z0-9._@+-]*(/[A-Za-z0-9_.][A-Za-z0-9._@+-]*)*$`)
	LooksSecret = regexp.MustCompile(`(?i)(passw(or)?d|passphrase|secret|token|api_?key|private_?key|access_?key|credential|(^|_)pass(_|$))`)
)

// ValidService reports whether s can name a service: 1 to 20 of a-z, 0-9 and -, beginning with a letter and not ending
// with - (RFC 1035, as Kubernetes wants it).
func ValidService(s string) bool { return len(s) <= 20 && ValidLabel(s) }

// ValidLabel reports whether s can be a label of a DNS name that begins with a letter (RFC 1035, 2.3.1), in lower case.
func ValidLabel(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', i > 0 && '0' <= c && c <= '9', i > 0 && i < len(s)-1 && c == '-':
		default:
			return false
		}
	}
	return s != ""
}

// ValidImage reports whether s can be pulled from a registry.
func ValidImage(s string) bool {
	_, ok := reach.Host(s)
	return ok
}

// ValidPath reports whether a volume or a file may be put there: not what a container needs to run.
func ValidPath(s string) bool {
	if len(s) > 255 || !MountPath.MatchString(s) || slices.ContainsFunc(strings.Split(s, "/"), func(e string) bool { return e == "." || e == ".." }) {
		return false
	}
	for _, p := range []string{"/proc", "/sys", "/dev"} {
		if s == p || strings.HasPrefix(s, p+"/") {
			return s == "/dev/shm"
		}
	}
	return true
}
