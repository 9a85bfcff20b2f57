//go:build !unix

package upstream

import "net"

// watch cannot tell.
func watch(net.Conn) func() bool { return nil }
