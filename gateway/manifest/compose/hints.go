package compose

import (
	"strconv"
	"strings"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
)

// plainTCP is what a port is said to speak that is not to be served as HTTP, in a Compose file.
const plainTCP = "tcp"

// hint reads it where it is said for the gateway alone.
func hint(a read.At) manifest.Protocol {
	p, known := read.Protocols[strings.ToLower(a.Text())]
	if !known {
		a.Flaw("grpc, h2c or http")
	}
	return p
}

// protocolHint is the service's own word for what its HTTP port speaks, in a Compose file.
const protocolHint = "x-berth-protocol"

// Traefik's labels for the same and for the port have the name of one of its own services in the middle.
const (
	traefikBefore = "traefik.http.services."
	traefikScheme = ".loadbalancer.server.scheme"
	traefikPort   = ".loadbalancer.server.port"
)

// hints reads what a service of a Compose file says of its HTTP port beside its ports. said: it says what that speaks.
func hints(a read.At) (p manifest.Protocol, said bool, port int) {
	for _, labels := range []*read.Node{a.N.Get("labels"), a.N.Get("deploy").Get("labels")} {
		if labels == nil {
			continue
		}
		for i, n := range labels.Items {
			name, value, _ := strings.Cut(n.Text, "=")
			if labels.Kind == read.Dict {
				name, value = labels.Keys[i], n.Text
			}
			if !strings.HasPrefix(name, traefikBefore) {
				continue
			}
			switch {
			case strings.HasSuffix(name, traefikScheme) && strings.EqualFold(value, string(manifest.H2C)):
				p, said = manifest.H2C, true
			case strings.HasSuffix(name, traefikPort) && port == 0:
				n, err := strconv.Atoi(a.Lookup(value, func(string) string { return "" }))
				if err == nil && n > 0 && n <= 65535 {
					port = n
				}
			}
		}
	}
	if c := a.To(protocolHint); c.N != a.N && !c.N.Null() {
		return hint(c), true, port
	}
	return p, said, port
}
