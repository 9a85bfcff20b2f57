package compose

import (
	"math"
	"strconv"
	"strings"
	"time"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
)

// service makes one service.
type service struct {
	*file
	at   read.At
	name string // in the file
	s    manifest.Service

	webPort int                // the port that something beside the ports says is HTTP
	speaks  read.Speaking      // what the ports are said to speak
	open    []read.Published   // that the file publishes
	after   map[string]waiting // by the file's name of a service
	links   map[string]string  // names of other services that this one has for them
	mounts  []mountsOf         // of other services
	with    read.At            // the service whose network it shares
	own     map[string]bool    // variables under environment
	noEntry bool               // the image's entry point is cleared
	fewer   bool               // it is not started again
}

// waiting is what one service says of another one that it depends on.
type waiting struct {
	at       read.At
	until    manifest.Until
	optional bool
}

type mountsOf struct {
	at       read.At
	name     string
	readOnly bool
}

func (c *service) convert() {
	s := &c.s
	c.speaks, c.after, c.links, c.own = read.Speaking{}, map[string]waiting{}, map[string]string{}, map[string]bool{}
	built := false
	// A name that has to be asked for is none that others look for.
	name := func(a read.At) {
		known := a.N.Kind == read.Scalar
		if text := a.Lookup(a.N.Text, func(string) string { known = false; return "" }); known {
			c.alias(a, text)
		}
	}
	take := read.Fields{
		"x-":    read.Quiet,
		"image": func(a read.At) { s.Image, s.From = a.Image(), a.Place },
		"build": func(a read.At) {
			if built = true; !c.at.Lacks("image") {
				a.Note("nothing is built here; the image of this name is pulled")
			}
		},
		"command": func(a read.At) { s.Args = command(a) },
		"entrypoint": func(a read.At) {
			if s.Command = command(a); len(s.Command) == 1 && s.Command[0] == "" {
				s.Command = nil // as Docker has it, too
			}
			c.noEntry = len(s.Command) == 0
		},
		"working_dir":    func(a read.At) { s.Dir = a.Text() },
		"read_only":      func(a read.At) { s.ReadOnly = a.Flag() },
		"init":           func(a read.At) { s.Reap = a.Flag() },
		"hostname":       name,
		"container_name": name,
		"environment":    c.environment,
		"env_file":       c.envFile,
		"user":           c.user,
		"ports":          func(a read.At) { a.All(read.MaxDeclared, func(_ int, a read.At) { c.port(a) }) },
		"expose":         func(a read.At) { a.All(read.MaxDeclared, func(_ int, a read.At) { c.expose(a) }) },
		"volumes":        func(a read.At) { a.All(read.MaxDeclared, func(_ int, a read.At) { c.volume(a) }) },
		"tmpfs":          func(a read.At) { oneOrAll(a, c.tmpfs) },
		"shm_size": func(a read.At) {
			if n := bytes(a); n > 0 {
				s.Temps = append(s.Temps, manifest.Temp{Path: "/dev/shm", SizeMiB: roundMiB(n), Memory: true})
			}
		},
		"configs":           func(a read.At) { a.All(manifest.MaxFiles, func(_ int, a read.At) { c.part(a, "configs") }) },
		"secrets":           func(a read.At) { a.All(manifest.MaxFiles, func(_ int, a read.At) { c.part(a, "secrets") }) },
		"volumes_from":      func(a read.At) { a.All(manifest.MaxServices, func(_ int, a read.At) { c.from(a) }) },
		"depends_on":        c.depends,
		"links":             func(a read.At) { a.All(manifest.MaxServices, func(_ int, a read.At) { c.link(a) }) },
		"networks":          c.networks,
		"network_mode":      c.network,
		"healthcheck":       c.health,
		"restart":           func(a read.At) { c.restart(a, a.Text()) },
		"extra_hosts":       c.hosts,
		"stop_grace_period": func(a read.At) { s.Grace = seconds(a) },
		"cpus":              func(a read.At) { s.Wants.CPUMilli = cores(a) },
		"mem_limit":         func(a read.At) { s.Wants.MemoryMiB = roundMiB(bytes(a)) },
		"scale":             func(a read.At) { c.replicas(a) },
		"deploy":            c.deploy,
		"gpus":              c.devices,
		"cap_add":           func(a read.At) { a.Capabilities() },
		"security_opt":      c.security,
		"storage_opt":       func(a read.At) { a.Read(read.Fields{"size": func(a read.At) { s.Wants.DiskMiB = roundMiB(bytes(a)) }}) },
		diskHint:            func(a read.At) { s.Wants.DiskMiB = roundMiB(bytes(a)) },
		protocolHint:        read.Quiet,
		registryHint:        func(a read.At) { s.Pull = a.Credentials() },
		"extends":           read.Quiet,
		"profiles":          read.Quiet,
	}
	for key, why := range ignored {
		take[key] = read.Ignore(why)
	}
	for key, remedy := range refused {
		take[key] = read.Refuse(remedy)
	}
	for key, only := range denied {
		take[key] = read.Denied(only.remedy, only.but...)
	}
	take["runtime"] = func(a read.At) {
		if a.Text() == "nvidia" {
			c.gpu(a, 1)
			return
		}
		a.Note("the node chooses the runtime")
	}
	take["platform"] = read.Denied("linux/amd64; nodes have nothing else", "linux/amd64", "linux/x86_64", "linux")
	c.at.Read(take)
	if c.at.Lacks("image") {
		if built {
			c.at.To("build").Flaw("nothing is built here: docker build -t registry.example.org/you/%s . && docker push registry.example.org/you/%[1]s, then write image instead", s.Name)
		} else {
			c.at.Flaw("image has to be there")
		}
	}
	if s.Image == "" {
		s.Image = read.NoImage
	}
	c.program()
	c.serve()
}

// program is what runs: an entry point that is cleared leaves the command alone.
func (c *service) program() {
	s := &c.s
	if !c.noEntry {
		return
	}
	if len(s.Args) == 0 {
		c.at.To("entrypoint").Flaw("with an empty entrypoint the program has to be in command")
		return
	}
	s.Command, s.Args = s.Args[:1], s.Args[1:]
	if len(s.Args) == 0 {
		s.Args = nil
	}
}

// command reads words, or a text that is split as a shell does.
func command(a read.At) []string {
	switch a.N.Kind {
	case read.Dict:
		a.Flaw("a command is text, or a list of words")
		return nil
	case read.List:
		all := a.Texts(manifest.MaxArgs)
		for i := range a.N.Items {
			seen(a.Item(i))
		}
		return all
	}
	all, ok := words(a.Text())
	seen(a)
	if !ok {
		a.Flaw("its quotes or brackets do not close; write the command as a list of words")
	}
	if len(all) > manifest.MaxArgs {
		a.Flaw("at most %d words", manifest.MaxArgs)
	}
	return all
}

// seen says of a secret among the words of a command where it is seen.
func seen(a read.At) {
	if a.N.Hidden {
		a.Note("the secret in it is seen by whoever sees the service's processes; a variable under environment is not")
	}
}

// oneOrAll reads what may be written without a list, too.
func oneOrAll(a read.At, f func(read.At)) {
	if a.N.Kind == read.Scalar {
		f(a)
		return
	}
	a.All(manifest.MaxMounts, func(_ int, a read.At) { f(a) })
}

func (c *service) user(a read.At) {
	s := &c.s
	user, group, both := strings.Cut(a.Text(), ":")
	n, err := strconv.ParseInt(user, 10, 32)
	switch {
	case user == "root" || err == nil && n == 0:
		s.Root = true
		return
	case err != nil || n < 0:
		if user == "" || err == nil || len(user) > 32 || strings.ContainsAny(user, " /") || strings.Trim(user, "0123456789-") == "" {
			a.Flaw("a number such as 1000, two as 1000:1000, or a name")
			return
		}
		a.Note("who %s is, only the image knows: it runs as the image's own user; write the number to have another", manifest.Brief(user))
		s.Isolation = manifest.Rooted
		return
	}
	s.User = n
	if !both {
		return
	}
	g, err := strconv.ParseInt(group, 10, 32)
	if err != nil || g < 1 {
		a.Note("the group is the user's number, %d", n)
		return
	}
	s.Group = g
}

func (c *service) security(a read.At) {
	a.All(16, func(_ int, a read.At) {
		switch text := a.Text(); {
		case strings.HasPrefix(text, "no-new-privileges"):
		case strings.HasPrefix(text, "seccomp"), strings.HasPrefix(text, "apparmor"), strings.HasPrefix(text, "label"), strings.HasPrefix(text, "systempaths"):
			a.Note("the node's own profile holds")
		default:
			a.Flaw("leave it out; the node's own profile holds")
		}
	})
}

// seconds reads a duration such as 1m30s, rounded up.
func seconds(a read.At) int32 {
	text := a.Text()
	if n, err := strconv.ParseInt(text, 10, 32); err == nil && n >= 0 {
		return int32(min(n, 3600))
	}
	var sum time.Duration
	for rest := strings.ReplaceAll(text, " ", ""); rest != ""; {
		// Days are not Go's, and Compose has them.
		end := strings.IndexFunc(rest, func(c rune) bool { return (c < '0' || c > '9') && c != '.' })
		if end < 1 {
			sum = -1
			break
		}
		unit := end + strings.IndexFunc(rest[end:]+"0", func(c rune) bool { return c >= '0' && c <= '9' })
		part, err := time.ParseDuration(rest[:unit])
		if n, bad := strconv.ParseFloat(rest[:end], 64); err != nil && bad == nil && rest[end:unit] == "d" {
			part, err = time.Duration(n*24)*time.Hour, nil
		}
		if err != nil || part < 0 || len(text) > 64 {
			sum = -1
			break
		}
		sum, rest = sum+min(part, 24*time.Hour), rest[unit:]
	}
	if sum < 0 {
		a.Flaw("a time such as 30s or 1m30s")
		return 0
	}
	return int32(min((sum+time.Second-1)/time.Second, 3600))
}

// bytes reads a size as Docker does: its k, m and g, in either case, are powers of 1024, and 0 is as if nothing was said.
func bytes(a read.At) int64 {
	n, ok := dockerSize(strings.TrimSpace(a.Text()))
	if !ok || n > 1<<50 {
		if ok || read.Huge(strings.TrimSpace(a.Text())) {
			a.TooMuch(strings.TrimSpace(a.Text()))
		} else {
			a.Flaw("a size such as 512M or 2G")
		}
		return 0
	}
	return int64(n)
}

func dockerSize(s string) (uint64, bool) {
	s = strings.TrimSuffix(strings.TrimSuffix(strings.ToUpper(strings.ReplaceAll(s, " ", "")), "B"), "I")
	if n := len(s); n > 0 && strings.Contains("KMGT", s[n-1:]) {
		s += "i"
	}
	return read.Quantity(s, 1)
}

func roundMiB(n int64) uint32 {
	if n < 1 {
		return 0
	}
	return uint32(min((n-1)>>20+1, math.MaxInt32))
}
