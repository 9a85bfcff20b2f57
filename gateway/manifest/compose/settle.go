package compose

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
)

// settle does what needs all services.
func (f *file) settle() {
	f.settleFolders()
	f.settleLinks()
	f.settleOrder()
	f.containers()
	f.settleNames()
	f.settleMounts()
	f.settleForeign()
	for _, c := range f.read {
		if c.with.N == nil || !f.beside(c) {
			f.m.Services = append(f.m.Services, c.s)
		}
	}
	// Those beside another one are known only once all are read.
	for i := range f.m.Services {
		for _, c := range f.read {
			if c.s.Name == f.m.Services[i].Name {
				f.m.Services[i] = c.s
			}
		}
	}
}

// settleForeign refuses the disks of other machines that are mounted. Compose mounts nothing that no service asks for.
func (f *file) settleForeign() {
	for _, c := range f.read {
		for _, m := range c.s.Mounts {
			if a, ok := f.foreign[m.Volume]; ok {
				delete(f.foreign, m.Volume)
				a.Cannot("a disk of another machine's cannot be mounted; leave driver_opts out, and what is on it is the order's own")
			}
		}
	}
}

func (f *file) service(name string) *service {
	for _, c := range f.read {
		if c.name == name {
			return c
		}
	}
	return nil
}

// settleLinks gives services the names that others have for them.
func (f *file) settleLinks() {
	for _, c := range f.read {
		for _, alias := range read.SortedKeys(c.links) {
			if other := f.service(c.links[alias]); other != nil {
				other.alias(c.at.To("links"), alias)
			}
		}
	}
	// A name leads to one service: its own before those that others give.
	taken := map[string]bool{}
	for _, c := range f.read {
		taken[c.s.Name] = true
	}
	for _, c := range f.read {
		c.s.Aliases = slices.DeleteFunc(c.s.Aliases, func(name string) bool {
			if taken[name] {
				c.at.Note("%s leads to another service, which is called so", manifest.Brief(name))
				return true
			}
			taken[name] = true
			return false
		})
		if len(c.s.Aliases) == 0 {
			c.s.Aliases = nil
		}
	}
}

// settleOrder reads who waits for whom, and with that, what runs to its end.
func (f *file) settleOrder() {
	for _, c := range f.read {
		for _, name := range read.SortedKeys(c.after) {
			w := c.after[name]
			other := f.service(name)
			if other == nil {
				left := slices.ContainsFunc(f.services, func(s named) bool { return s.name == name })
				switch {
				case left || w.optional:
					w.at.Note("%s does not run here, so it does not wait for it", manifest.Brief(name))
				default:
					w.at.Flaw("there is no service %s in this file", manifest.Brief(name))
				}
				continue
			}
			if other.with.N != nil || c.with.N != nil {
				continue // they start together
			}
			if w.until == manifest.Done {
				other.s.Once = true
			}
			if w.until == manifest.Ready && other.s.Ready == nil && len(other.s.Ports) == 0 && other.s.Port == 0 {
				w.until = manifest.Running // the image's own check is not known here
			}
			c.s.After = append(c.s.After, manifest.After{Service: other.s.Name, Until: w.until})
		}
	}
	for _, c := range f.read {
		// What is not started again, and serves nobody, is there to end.
		if c.fewer && c.s.Port == 0 && len(c.s.Ports) == 0 && c.s.Ready == nil && !c.waitedFor() {
			c.s.Once = true
		}
		if c.s.Once {
			c.s.Ready, c.s.Replicas = nil, 0
		}
	}
	for _, c := range f.read {
		for i, a := range c.s.After {
			for _, other := range f.read {
				if other.s.Name == a.Service && other.s.Once && a.Until == manifest.Ready {
					c.s.After[i].Until = manifest.Done
				}
			}
		}
	}
}

// waitedFor reports whether another service waits until this one answers.
func (c *service) waitedFor() bool {
	for _, other := range c.file.read {
		if w, ok := other.after[c.name]; ok && w.until == manifest.Ready {
			return true
		}
	}
	return false
}

// containers are the names that umbrel gives containers: app_service_1, where only the proxy says what the app is called.
func (f *file) containers() {
	for _, s := range f.read {
		app, ok := strings.CutSuffix(f.proxy.host, "_"+s.name+"_1")
		if !ok || app == "" {
			continue
		}
		for _, s := range f.read {
			f.names[app+"_"+s.name+"_1"] = s.s.Name
		}
		return
	}
}

// settleNames writes services' names here into the variables that lead to them, where the file's name cannot be had at all.
func (f *file) settleNames() {
	for _, name := range read.SortedKeys(f.names) {
		here := f.names[name]
		if name == here || manifest.ValidLabel(name) && len(name) <= 63 {
			continue
		}
		host, err := regexp.Compile(`(^|//|@|,|=|\s)` + regexp.QuoteMeta(name) + `($|:[0-9]|/|,|\s)`)
		if err != nil || len(name) > 100 {
			continue
		}
		say := func(s string) string {
			if !strings.Contains(s, name) {
				return s
			}
			return host.ReplaceAllString(host.ReplaceAllString(s, "${1}"+here+"${2}"), "${1}"+here+"${2}")
		}
		for _, c := range f.read {
			for _, k := range c.s.EnvNames() {
				v := c.s.Env[k]
				if v == name && !hostVariable.MatchString(k) {
					continue
				}
				if now := say(v); now != v {
					c.s.Env[k] = now
					c.at.To("environment").Note("%s leads to %s, which is what %s is called here", manifest.Brief(k), here, manifest.Brief(name))
				}
			}
			for _, k := range c.s.SecretNames() {
				if now := say(string(c.s.SecretEnv[k])); now != string(c.s.SecretEnv[k]) {
					c.s.SecretEnv[k] = manifest.Secret(now)
				}
			}
			for _, list := range [][]string{c.s.Command, c.s.Args} {
				for i := range list {
					list[i] = say(list[i])
				}
			}
		}
	}
}

var hostVariable = regexp.MustCompile(`(?i)(host|server|addr|url|uri|endpoint|node|upstream|backend|proxy|link|dsn|broker|seed)`)

// settleMounts copies what volumes_from names.
func (f *file) settleMounts() {
	own := map[string][]manifest.Mount{}
	for _, c := range f.read {
		own[c.name] = slices.Clone(c.s.Mounts)
	}
	for _, c := range f.read {
		for _, from := range c.mounts {
			for _, m := range own[from.name] {
				if m.ReadOnly = m.ReadOnly || from.readOnly; !slices.ContainsFunc(c.s.Mounts, func(o manifest.Mount) bool { return o.Path == m.Path }) {
					c.s.Mounts = append(c.s.Mounts, m)
				}
			}
		}
	}
}

// beside puts a service that shares another one's network beside it.
func (f *file) beside(c *service) bool {
	var host *service
	for _, o := range f.read {
		if o != c && o.at.N == c.with.N || o != c && o.at.Path == c.with.Path && o.with.N == nil {
			host = o
		}
	}
	if host == nil || host.with.N != nil {
		c.at.To("network_mode").Flaw("there is no service of its own whose network it could share")
		return false
	}
	x := c.s
	c.at.Note("it runs beside %s, whose network it shares: that is the name by which others reach it", host.s.Name)
	host.s.Ports = append(host.s.Ports, x.Ports...)
	if host.s.Port == 0 {
		host.s.Port, host.s.Protocol = x.Port, x.Protocol
	}
	host.s.Aliases = append(host.s.Aliases, x.Name)
	x.Port, x.Ports, x.Aliases, x.After, x.Once, x.Replicas, x.Hosts = 0, nil, nil, nil, false, 0, nil
	x.Protocol = manifest.HTTP1
	host.s.Beside = append(host.s.Beside, x)
	return true
}

// dialect takes in what those who write files for some other platform rely on.
func (f *file) dialect(root read.At, v *read.Variables) {
	services := root.N.Get("services")
	if services == nil || services.Kind != read.Dict {
		return
	}
	tipi, umbrel := root.N.Get("x-runtipi") != nil, services.Get("app_proxy") != nil
	for _, s := range services.Items {
		tipi = tipi || s.Get("x-runtipi") != nil
	}
	if tipi || umbrel {
		// Folders of the platform's, which become disks.
		v.Usual["APP_DATA_DIR"], v.Usual["STORAGE_PATH"] = ".", "."
		v.Usual["ROOT_FOLDER_HOST"], v.Usual["UMBREL_ROOT"] = "./shared", "./shared"
	}
}

// proxied reports whether a service is umbrel's proxy, which says what another service's HTTP port is.
func (f *file) proxied(s named) bool {
	if s.name != "app_proxy" || s.N.Get("image") != nil {
		return false
	}
	s.Note("the gateway is the way in; of it nothing is read but APP_HOST and APP_PORT")
	env := s.To("environment")
	host, port := env.N.Get("APP_HOST"), env.N.Get("APP_PORT")
	if env.N == s.N || host == nil || port == nil || host.Kind != read.Scalar {
		return true
	}
	n, err := strconv.Atoi(env.Lookup(port.Text, func(string) string { return "" }))
	if err != nil || n < 1 || n > 65535 {
		return true
	}
	f.proxy.host, f.proxy.port = env.Lookup(host.Text, func(string) string { return "" }), n
	return true
}

// web is the HTTP port that Dokploy's template names for a service, or umbrel's proxy: its host is service, or app_service_1.
func (f *file) web(name string) int {
	if n := f.served[name]; n > 0 {
		return n
	}
	if host := f.proxy.host; host == name || strings.HasSuffix(host, "_"+name+"_1") {
		return f.proxy.port
	}
	return 0
}

// magic reports whether a name alone in an environment is Coolify's way to say that a service is served, and at which port.
func (c *service) magic(name string) bool {
	m := read.Magic.FindStringSubmatch(name)
	if m == nil || m[1] != "FQDN" && m[1] != "URL" {
		return false
	}
	if _, port := read.PortBehind(m[3]); port != "" {
		if n, err := strconv.Atoi(port); err == nil && n > 0 && n <= 65535 {
			c.webPort = n
		}
	}
	return true
}
