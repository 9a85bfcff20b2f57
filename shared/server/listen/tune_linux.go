package listen

import (
	"net"

	"golang.org/x/sys/unix"
)

// unsent is how much of what is written the system holds that it has not sent: so little that a client which reads is seen
// to do so, and that those who do not read hold no memory.
const unsent = 64 << 10

// tune sets what a connection's socket is to be like. One that cannot be set so serves as it is.
func tune(c net.Conn) {
	t, ok := c.(*net.TCPConn)
	if !ok {
		return
	}
	raw, err := t.SyscallConn()
	if err != nil {
		return
	}
	_ = raw.Control(func(fd uintptr) {
		_ = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_NOTSENT_LOWAT, unsent)
	})
}

// shut reports whether the other side of a socket writes no more, whatever is still to be read.
func shut(fd int) bool {
	p := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLRDHUP}}
	n, err := unix.Poll(p, 0)
	return err == nil && n > 0 && p[0].Revents&(unix.POLLRDHUP|unix.POLLHUP|unix.POLLERR) != 0
}
