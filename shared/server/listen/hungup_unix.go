//go:build unix

package listen

import (
	"net"
	"syscall"
)

// sees says that hungUp can tell.
const sees = true

// hungUp reports whether the other side has closed or reset a connection on which nothing else is still to be read. On a
// secured one the word that it closes is to be read before its end, so that the end alone counts there.
func hungUp(c net.Conn, secured bool) (gone bool) {
	s, ok := c.(syscall.Conn)
	if !ok {
		return false
	}
	raw, err := s.SyscallConn()
	if err != nil {
		return true
	}
	err = raw.Control(func(fd uintptr) {
		var b [1]byte
		n, _, err := syscall.Recvfrom(int(fd), b[:], syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
		gone = n == 0 && err == nil || err != nil && err != syscall.EAGAIN && err != syscall.EINTR || secured && n > 0 && shut(int(fd))
	})
	return gone || err != nil
}
