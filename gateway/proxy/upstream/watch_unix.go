//go:build unix

package upstream

import (
	"net"
	"syscall"
)

// watch gives a function that tells whether nothing lies in a connection's socket: no byte, no end, no error. What has
// come there before a request was sent is no answer to it.
func watch(c net.Conn) func() bool {
	for {
		if s, ok := c.(syscall.Conn); ok {
			raw, err := s.SyscallConn()
			if err != nil {
				return nil
			}
			_ = raw.Control(func(fd uintptr) { _ = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, 25, 64<<10) })
			w := &socket{raw: raw}
			w.look = w.peek
			return w.quiet
		}
		under, ok := c.(interface{ NetConn() net.Conn })
		if !ok {
			return nil
		}
		c = under.NetConn()
	}
}

type socket struct {
	raw  syscall.RawConn
	look func(fd uintptr) bool // peek
	none bool
}

func (s *socket) quiet() bool {
	s.none = false
	return s.raw.Read(s.look) == nil && s.none
}

func (s *socket) peek(fd uintptr) bool {
	var b [1]byte
	_, _, err := syscall.Recvfrom(int(fd), b[:], syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
	s.none = err == syscall.EAGAIN
	return true
}
