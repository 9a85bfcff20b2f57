package splice

import (
	"io"
	"net"
	"syscall"

	"golang.org/x/sys/unix"
)

// Move moves n bytes and gives how many were moved; with an error fewer. The deadlines of both connections hold. An end that
// comes too soon is io.ErrUnexpectedEOF. What was read when a write fails is lost.
func Move(to, from net.Conn, n int64, s Steps) (moved int64, err error) {
	dst, err := raw(to)
	if err != nil {
		return 0, err
	}
	src, err := raw(from)
	if err != nil {
		return 0, err
	}
	var pipe [2]int
	if err := unix.Pipe2(pipe[:], unix.O_CLOEXEC|unix.O_NONBLOCK); err != nil {
		return 0, ErrUnable
	}
	defer unix.Close(pipe[0])
	defer unix.Close(pipe[1])
	most := 64 << 10
	if got, err := unix.FcntlInt(uintptr(pipe[1]), unix.F_SETPIPE_SZ, size); err == nil {
		most = got
	}
	for moved < n {
		in, err := step(src.Read, func(fd uintptr) (int64, error) {
			return unix.Splice(int(fd), nil, pipe[1], nil, int(min(n-moved, int64(most))), unix.SPLICE_F_NONBLOCK|unix.SPLICE_F_MOVE)
		})
		if err != nil && s.Late(err) {
			continue
		}
		if err == nil && in == 0 {
			err = io.ErrUnexpectedEOF
		}
		if err == nil {
			err = s.Read(int(in))
		}
		if err != nil {
			return moved, err
		}
		for in > 0 {
			s.Before()
			out, err := step(dst.Write, func(fd uintptr) (int64, error) {
				return unix.Splice(pipe[0], nil, int(fd), nil, int(in), unix.SPLICE_F_NONBLOCK|unix.SPLICE_F_MOVE)
			})
			if err != nil {
				return moved, err
			}
			s.Written(int(out))
			in -= out
			moved += out
		}
	}
	return moved, nil
}

// raw is a TCP connection's socket.
func raw(c net.Conn) (syscall.RawConn, error) {
	t, ok := c.(*net.TCPConn)
	if !ok {
		return nil, ErrUnable
	}
	r, err := t.SyscallConn()
	if err != nil {
		return nil, ErrUnable
	}
	return r, nil
}

// step does something with a socket once it is ready.
func step(when func(func(uintptr) bool) error, do func(fd uintptr) (int64, error)) (n int64, err error) {
	failed := when(func(fd uintptr) bool {
		for {
			n, err = do(fd)
			if err != unix.EINTR {
				return err != unix.EAGAIN
			}
		}
	})
	if failed != nil {
		return 0, failed
	}
	return n, err
}
