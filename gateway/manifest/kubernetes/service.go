package kubernetes

import (
	"slices"
	"strconv"
	"strings"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
)

type service struct {
	name     string
	at       read.At
	selector map[string]string
	outside  bool // meant to be reached from outside the cluster
	ports    []port
}

type port struct {
	name   string
	port   int
	target string // a number or a name, empty: as port
	udp    bool
	speaks manifest.Protocol
	web    bool // said to be HTTP
	at     read.At
}

// ingress is a way in that a file has for a Service.
type ingress struct {
	at      read.At
	service string
	port    string // by number or by name
}

func (c *cluster) service(name string, a read.At) {
	s := &service{name: name, at: a}
	external := false
	object(a, read.Fields{"spec": func(a read.At) {
		const host, node, addresses = "a service has a host name of its own", "there is one node", "addresses are the node's"
		a.Read(read.Fields{
			"type": func(a read.At) {
				switch a.Text() {
				case "ClusterIP":
				case "NodePort", "LoadBalancer":
					s.outside = true
					a.Note(host)
				case "ExternalName":
					external = true
					a.Flaw("use the real host name where it is needed, and leave the Service out")
				default:
					a.Flaw("ClusterIP, or leave it out")
				}
			},
			"clusterIP": read.Ignore(addresses), "clusterIPs": read.Ignore(addresses),
			"selector": func(a read.At) { s.selector = labels(a) },
			"ports": func(a read.At) {
				a.All(manifest.MaxPorts, func(_ int, a read.At) { s.ports = append(s.ports, readPort(a)) })
			},
			"externalIPs": read.Ignore(addresses), "externalName": read.Quiet, "loadBalancerIP": read.Ignore(addresses), "loadBalancerClass": read.Ignore(host),
			"loadBalancerSourceRanges": read.Ignore("who may open a service is set on the order's page"),
			"externalTrafficPolicy":    read.Ignore(host), "internalTrafficPolicy": read.Ignore(node),
			"sessionAffinity": read.Ignore("replicas are taken in turn"), "sessionAffinityConfig": read.Ignore("replicas are taken in turn"),
			"ipFamilies": read.Ignore(addresses), "ipFamilyPolicy": read.Ignore(addresses), "allocateLoadBalancerNodePorts": read.Ignore(host),
			"publishNotReadyAddresses": read.Ignore("only what is ready gets requests"), "healthCheckNodePort": read.Ignore(host), "trafficDistribution": read.Ignore(node),
		})
	}})
	if external {
		return
	}
	if len(s.selector) == 0 {
		a.Flaw("spec.selector has to be there: the labels of a Deployment's pods")
		return
	}
	c.services = append(c.services, s)
}

func readPort(a read.At) port {
	p := port{at: a}
	a.Read(read.Fields{
		"name": func(a read.At) { p.name = a.Text() }, "port": func(a read.At) { p.port = a.Port() }, "targetPort": func(a read.At) { p.target = a.Text() },
		"protocol": func(a read.At) { p.udp = transport(a) },
		"nodePort": read.Ignore("a service has a host name of its own"),
		"appProtocol": func(a read.At) {
			p.speaks = a.Protocol()
			_, p.web = read.Protocols[strings.ToLower(a.N.Text)]
		},
	})
	if p.port == 0 {
		a.Flaw("port has to be there")
	}
	return p
}

func transport(a read.At) (udp bool) {
	switch strings.ToUpper(a.Text()) {
	case "TCP":
	case "UDP":
		return true
	default:
		a.Flaw("TCP or UDP")
	}
	return false
}

// ingress reads which Services a file leads the web to. Their host names are the node's.
func (c *cluster) ingress(_ string, a read.At) {
	add := func(a read.At, service, port string) {
		if service != "" {
			c.ingresses = append(c.ingresses, ingress{at: a, service: service, port: port})
		}
	}
	backend := func(a read.At) {
		service, port := "", ""
		number := func(a read.At) { port = a.Text() }
		a.Read(read.Fields{
			"service": func(a read.At) {
				a.Read(read.Fields{"name": func(a read.At) { service = a.Text() }, "port": func(a read.At) { a.Read(read.Fields{"number": number, "name": number}) }})
			},
			"serviceName": func(a read.At) { service = a.Text() }, "servicePort": number,
			"resource": read.Refuse("a path leads to a Service"),
		})
		add(a, service, port)
	}
	const host = "each service has a host name of its own; domains of yours are added on the order's page"
	object(a, read.Fields{"spec": func(a read.At) {
		a.Read(read.Fields{
			"ingressClassName": read.Ignore(host), "tls": read.Ignore(host), "defaultBackend": backend, "backend": backend,
			"rules": func(a read.At) {
				a.All(read.MaxDeclared, func(_ int, a read.At) {
					a.Read(read.Fields{
						"host": read.Ignore(host),
						"http": func(a read.At) {
							a.Read(read.Fields{"paths": func(a read.At) {
								a.All(read.MaxDeclared, func(_ int, a read.At) {
									a.Read(read.Fields{
										"path": func(a read.At) {
											if p := strings.Trim(a.Text(), "/"); p != "" && p[0] != '(' && p[0] != '*' {
												a.Note("each service has a host name of its own, with all paths")
											}
										},
										"pathType": read.Quiet, "backend": backend,
									})
								})
							}})
						},
					})
				})
			},
		})
	}})
}

// led reports whether an Ingress leads to a Service's port.
func (c *cluster) led(s *service, p port) bool {
	return slices.ContainsFunc(c.ingresses, func(i ingress) bool {
		return i.service == s.name && (i.port == "" || i.port == p.name || i.port == strconv.Itoa(p.port))
	})
}

// expose gives a workload the names and ports of its Services. It is known by the Service's name, as others look for it,
// where that fits.
func (c *cluster) expose(w *workload, mine []*service, outside bool, taken map[string]bool) {
	var open []read.Published
	speaks := read.Speaking{}
	name := w.Name
	if len(mine) > 0 && !slices.ContainsFunc(mine, func(s *service) bool { return s.name == w.Name }) {
		name = mine[0].name
	}
	for _, s := range mine {
		if s.name != name {
			w.Aliases = append(w.Aliases, s.name)
		}
		for _, p := range s.ports {
			target := p.port
			if p.target != "" {
				n, err := strconv.Atoi(p.target)
				if err != nil {
					n = w.portNamed(p.target)
				}
				if n < 1 || n > 65535 {
					p.at.To("targetPort").Flaw("a container's port, by number or by name")
					continue
				}
				target = n
			}
			if p.port == 0 {
				continue
			}
			port := read.Published{Port: manifest.Port{Port: p.port, Target: target, UDP: p.udp}, At: p.at, Rank: 2}
			w.Ports = append(w.Ports, port.Port)
			if p.speaks != manifest.HTTP1 {
				speaks[target] = p.speaks
			}
			led := c.led(s, p)
			switch {
			case led:
				port.Rank = 0
			case p.web || p.port == 80 || strings.HasPrefix(p.name, "http") || p.name == "web":
				port.Rank = 1
			}
			if led || !outside || s.outside {
				open = append(open, port)
			}
		}
	}
	if len(mine) == 0 {
		// Nobody looks for it by another name: what its containers open is reached by its own.
		for _, p := range w.opened() {
			w.Ports = append(w.Ports, p.Port)
			open = append(open, p)
		}
	}
	read.Serve(&w.Service, open)
	w.Protocol = speaks[w.Port]
	w.Name = name
	w.at.Called(&w.Service, name, taken)
}
