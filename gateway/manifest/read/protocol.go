package read

import (
	"strings"

	"berth/gateway/manifest"
)

// Protocols are the words that files have for them.
var Protocols = map[string]manifest.Protocol{
	"h2c": manifest.H2C, "grpc": manifest.H2C, "http2": manifest.H2C, "kubernetes.io/h2c": manifest.H2C,
	"http": manifest.HTTP1, "http1": manifest.HTTP1, "http/1.1": manifest.HTTP1, "ws": manifest.HTTP1, "kubernetes.io/ws": manifest.HTTP1, "grpc-web": manifest.HTTP1,
}

// Speaking is what a file says of a service's ports, by the port at which the process listens.
type Speaking map[int]manifest.Protocol

// Protocol reads what a port is said to speak, in a format that has a free word for that.
func (a At) Protocol() manifest.Protocol {
	p, known := Protocols[strings.ToLower(a.Text())]
	switch {
	case !known:
		a.Note("it is not known here: grpc and h2c are, and HTTP is what there is without them")
	case p == manifest.HTTP1:
		a.Note("it is HTTP")
	}
	return p
}
