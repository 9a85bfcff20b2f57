package manifest

// Protocol is what a service's process speaks at its HTTP port.
type Protocol string

const (
	HTTP1 Protocol = ""    // HTTP/1.1
	H2C   Protocol = "h2c" // HTTP/2 from the first byte on, without TLS (RFC 9113, 3.3), as gRPC has it
)
