package compose

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
)

// outside parts a text at its colons, but not at those within the braces of a variable.
func outside(s string) []string {
	var parts []string
	depth, from := 0, 0
	for i := range len(s) {
		switch s[i] {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case ':':
			if depth == 0 {
				parts = append(parts, s[from:i])
				from = i + 1
			}
		}
	}
	return append(parts, s[from:])
}

// port reads one of ports. What is in front of the container's port makes no difference, so that variables there need no
// values.
func (c *service) port(a read.At) {
	p := read.Published{At: a, Rank: 2}
	text, protocol, outer := "", "", ""
	if a.N.Kind == read.Dict {
		a.Read(read.Fields{
			"target":       func(a read.At) { text = a.Text() },
			"published":    func(a read.At) { outer = a.N.Text; a.Note("a service has a host name of its own") },
			"protocol":     func(a read.At) { protocol = a.Text() },
			"app_protocol": func(a read.At) { c.said(a, &p, text) },
			"name":         read.Ignore("nobody reads it"), "mode": read.Ignore("there is one way in"), "host_ip": read.Ignore("a service has a host name of its own"),
			"x-": read.Quiet,
		})
		if a.N.Get("target") == nil {
			a.Flaw("target has to be there, the port at which the service listens")
			return
		}
		if n := a.N.Get("app_protocol"); n != nil {
			// It may stand before the port that it is about.
			c.say(n.Text, text)
		}
	} else {
		parts := outside(a.N.Text)
		if len(parts) == 1 {
			parts = outside(a.Text())
		}
		text = parts[len(parts)-1]
		if len(parts) > 1 {
			outer = parts[len(parts)-2]
			text, _ = a.Expand(text)
		}
		if _, _, ok := portRange(outer); outer != "" && outer != "0" && !ok && !strings.Contains(outer, "$") {
			a.Flaw("a port is 1 to 65535, such as 8080 or 80:8080")
			return
		}
		text, protocol, _ = strings.Cut(text, "/")
	}
	first, last, ok := portRange(text)
	switch {
	case !ok:
		a.Flaw("a port is 1 to 65535, such as 8080 or 80:8080")
		return
	case last-first >= manifest.MaxPorts:
		a.Flaw("at most %d ports in a range", manifest.MaxPorts)
		return
	}
	switch protocol = strings.ToLower(protocol); protocol {
	case "", "tcp", "udp":
	default:
		a.Flaw("tcp or udp")
	}
	for n := first; n <= last; n++ {
		x := p
		x.Port = manifest.Port{Port: n, Target: n, UDP: protocol == "udp"}
		if slices.ContainsFunc(c.open, func(o read.Published) bool { return o.Port == x.Port }) {
			continue
		}
		switch {
		case x.Rank == 0:
		case n == 80 || outer == "80":
			x.Rank = 1
		}
		c.open = append(c.open, x)
	}
}

// said reads what a port is said to speak.
func (c *service) said(a read.At, p *read.Published, target string) {
	if p.Plain = strings.EqualFold(a.Text(), plainTCP); p.Plain {
		return
	}
	p.Rank = 0
	if says := a.Protocol(); says != manifest.HTTP1 {
		c.say(a.N.Text, target)
	} else if _, known := read.Protocols[strings.ToLower(a.N.Text)]; !known {
		p.Rank = 2
	}
}

func (c *service) say(word, target string) {
	if n, err := strconv.Atoi(target); err == nil && read.Protocols[strings.ToLower(word)] != manifest.HTTP1 {
		c.speaks[n] = read.Protocols[strings.ToLower(word)]
	}
}

// portRange reads 80 or 80-89.
func portRange(s string) (first, last int, ok bool) {
	from, to, both := strings.Cut(strings.TrimSpace(s), "-")
	first, err := strconv.Atoi(from)
	if last = first; both && err == nil {
		last, err = strconv.Atoi(to)
	}
	return first, last, err == nil && first >= 1 && last >= first && last <= 65535
}

func (c *service) expose(a read.At) {
	text, protocol, _ := strings.Cut(a.Text(), "/")
	first, last, ok := portRange(text)
	if !ok || protocol != "" && protocol != "tcp" && protocol != "udp" {
		a.Flaw("a port is 1 to 65535")
		return
	}
	if last-first >= manifest.MaxPorts {
		a.Flaw("at most %d ports in a range", manifest.MaxPorts)
		return
	}
	for n := first; n <= last; n++ {
		c.s.Ports = append(c.s.Ports, manifest.Port{Port: n, Target: n, UDP: protocol == "udp"})
	}
}

// serve chooses the HTTP port: what the file says of it, then what is published, then what is exposed.
func (c *service) serve() {
	s := &c.s
	says, said, port := hints(c.at)
	web := cmp.Or(c.web(c.name), c.webPort, port)
	for _, p := range c.open {
		if !slices.Contains(s.Ports, p.Port) {
			s.Ports = append(s.Ports, p.Port)
		}
	}
	some := len(c.open) > 0
	c.open = slices.DeleteFunc(c.open, func(p read.Published) bool { return p.Plain })
	if web > 0 {
		s.Port = web
		if !slices.ContainsFunc(s.Ports, func(p manifest.Port) bool { return p.Target == web && !p.UDP }) {
			s.Ports = append(s.Ports, manifest.Port{Port: web, Target: web, UDP: false})
		}
	}
	if !some && s.Port == 0 {
		// Nothing is published: what is exposed can be served all the same, to the order's user alone.
		for _, p := range s.Ports {
			c.open = append(c.open, read.Published{Port: p, Rank: 2, At: c.at.To("expose")})
		}
	}
	read.Serve(s, c.open)
	if s.Protocol = c.speaks[s.Port]; said && s.Port > 0 {
		s.Protocol = says
	}
}
