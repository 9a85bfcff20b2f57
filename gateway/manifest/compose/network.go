package compose

import (
	"net/netip"
	"slices"
	"strings"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
)

// alias is a further name by which others reach it.
func (c *service) alias(a read.At, name string) {
	written := name
	switch name = strings.ToLower(name); {
	case name == c.s.Name || name == "" || slices.Contains(c.s.Aliases, name):
	case !manifest.ValidLabel(name) || len(name) > 63:
		if _, taken := c.names[written]; !taken {
			c.names[written] = c.s.Name // for the variables that lead to it
		}
		if !strings.EqualFold(read.Label(name), c.s.Name) {
			a.Note("%s cannot be the name of a host here; it is reached as %s", manifest.Brief(name), c.s.Name)
		}
	case len(c.s.Aliases) < manifest.MaxAliases:
		c.s.Aliases = append(c.s.Aliases, name)
	}
}

func (c *service) networks(a read.At) {
	a.Note("all services of an order reach one another, and nobody else's")
	if a.N.Kind != read.Dict {
		return
	}
	a.Each(func(_ string, a read.At) {
		if n := a.N.Get("aliases"); n != nil && n.Kind == read.List {
			a.To("aliases").All(manifest.MaxAliases, func(_ int, a read.At) { c.alias(a, a.Text()) })
		}
	})
}

func (c *service) network(a read.At) {
	mode := a.Text()
	of, shares := strings.CutPrefix(mode, "service:")
	switch {
	case mode == "bridge" || mode == "default" || mode == "":
	case mode == "none":
		a.Note("it has a network; who may reach it is the order's to say")
	case mode == "host":
		a.Cannot("the machine's network cannot be had; leave it out, and publish ports")
	case shares:
		if other, ok := c.find(of); ok {
			c.with = other
			return
		}
		a.Flaw("there is no service %s in this file", manifest.Brief(of))
	default:
		a.Cannot("the network of another container cannot be had; leave it out, services reach one another by name")
	}
}

// named is a service of the file.
func (f *file) find(name string) (read.At, bool) {
	for _, s := range f.services {
		if s.name == name {
			return s.At, true
		}
	}
	return read.At{}, false
}

func (c *service) hosts(a read.At) {
	add := func(a read.At, name, address string) {
		name, address = strings.TrimSpace(name), strings.Trim(strings.TrimSpace(address), "[]")
		if address == "host-gateway" {
			a.Note("the machine itself cannot be reached, so %s leads nowhere", manifest.Brief(name))
			return
		}
		if _, err := netip.ParseAddr(address); err != nil {
			a.Flaw("NAME:address, with an IP address behind the colon")
			return
		}
		c.s.Hosts = append(c.s.Hosts, manifest.Host{Name: name, Address: address})
	}
	if a.N.Kind == read.Dict {
		a.Each(func(name string, a read.At) { oneOrAll(a, func(a read.At) { add(a, name, a.Text()) }) })
		return
	}
	a.All(manifest.MaxHosts, func(_ int, a read.At) {
		text := a.Text()
		name, address, ok := strings.Cut(text, "=")
		if !ok {
			name, address, _ = strings.Cut(text, ":")
		}
		add(a, name, address)
	})
}

func (c *service) depends(a read.At) {
	wait := func(name string, a read.At) {
		w := waiting{at: a, until: manifest.Running}
		if a.N.Kind == read.Dict {
			a.Read(read.Fields{
				"condition": func(a read.At) {
					switch a.Text() {
					case "service_started":
					case "service_healthy":
						w.until = manifest.Ready
					case "service_completed_successfully":
						w.until = manifest.Done
					default:
						a.Flaw("service_started, service_healthy or service_completed_successfully")
					}
				},
				"restart":  read.Ignore("a service that changes is replaced alone"),
				"required": func(a read.At) { w.optional = !a.Flag() },
			})
		}
		c.after[name] = w
	}
	if a.N.Kind == read.List {
		a.All(read.MaxDeclared, func(_ int, a read.At) { wait(a.Text(), a) })
		return
	}
	if a.N.Kind == read.Scalar {
		a.Flaw("a list of services, such as [db]")
		return
	}
	if len(a.N.Items) <= read.MaxDeclared {
		a.Each(wait)
	}
}

func (c *service) link(a read.At) {
	name, alias, _ := strings.Cut(a.Text(), ":")
	if _, ok := c.find(name); !ok {
		a.Flaw("there is no service %s in this file", manifest.Brief(name))
		return
	}
	if alias != "" && alias != name {
		c.links[alias] = name
	}
}

// restart reads what becomes of a service that ends.
func (c *service) restart(a read.At, policy string) {
	policy, _, _ = strings.Cut(policy, ":")
	switch policy {
	case "no", "none", "false", "":
		c.fewer = true
	case "on-failure", "always", "unless-stopped", "any":
	default:
		a.Flaw("no, on-failure, always or unless-stopped")
	}
}
