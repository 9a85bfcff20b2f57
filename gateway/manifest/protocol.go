package manifest

import "strings"

// Protocol is what a service's process speaks at its HTTP port.
type Protocol string

const (
	HTTP1 Protocol = ""    // HTTP/1.1
	H2C   Protocol = "h2c" // HTTP/2 from the first byte on, without TLS (RFC 9113, 3.3), as gRPC has it
)

// protocols are the words that files have for them.
var protocols = map[string]Protocol{
	"h2c": H2C, "grpc": H2C, "http2": H2C, "kubernetes.io/h2c": H2C,
	"http": HTTP1, "http1": HTTP1, "http/1.1": HTTP1, "ws": HTTP1, "kubernetes.io/ws": HTTP1, "grpc-web": HTTP1,
}

// speaking is what a file says of a service's ports, by the port at which the process listens.
type speaking map[int]Protocol

// protocol reads what a port is said to speak, in a format that has a free word for that.
func (a at) protocol() Protocol {
	p, known := protocols[strings.ToLower(a.text())]
	switch {
	case !known:
		a.note("it is not known here: grpc and h2c are, and HTTP is what there is without them")
	case p == HTTP1:
		a.note("it is HTTP")
	}
	return p
}

// hint reads it where it is said for the gateway alone.
func (a at) hint() Protocol {
	p, known := protocols[strings.ToLower(a.text())]
	if !known {
		a.flaw("grpc, h2c or http")
	}
	return p
}

// composeHint is the service's own word for what its HTTP port speaks, in a Compose file.
const composeHint = "x-berth-protocol"

// Traefik's label for the same has the name of one of its own services in the middle.
const (
	traefikBefore = "traefik.http.services."
	traefikBehind = ".loadbalancer.server.scheme"
)

// hints reads what a service of a Compose file says of its protocol beside its ports; said: it does.
func (a at) hints() (p Protocol, said bool) {
	if c := a.to(composeHint); c.n != a.n && !c.n.null() {
		return c.hint(), true
	}
	for _, labels := range []*node{a.n.get("labels"), a.n.get("deploy").get("labels")} {
		if labels == nil {
			continue
		}
		for i, n := range labels.items {
			name, value, _ := strings.Cut(n.text, "=")
			if labels.kind == dict {
				name, value = labels.keys[i], n.text
			}
			if strings.HasPrefix(name, traefikBefore) && strings.HasSuffix(name, traefikBehind) && strings.EqualFold(value, string(H2C)) {
				return H2C, true
			}
		}
	}
	return HTTP1, false
}
