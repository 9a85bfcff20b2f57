package proxy

import (
	"bufio"
	"io"
	"net"
	"net/http"
)

// upgradeBuffer is what each direction of a WebSocket holds while nothing moves. io.Copy would take 32 KiB.
const upgradeBuffer = 2 << 10

// lean is a ResponseWriter whose connection, once it is taken over, is copied from and to with small buffers.
type lean struct{ http.ResponseWriter }

func (l lean) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	c, rw, err := http.NewResponseController(l.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	return leanConn{c}, rw, nil
}

// Unwrap is for http.ResponseController.
func (l lean) Unwrap() http.ResponseWriter { return l.ResponseWriter }

type leanConn struct{ net.Conn }

// ReadFrom implements io.ReaderFrom, which io.Copy prefers.
func (c leanConn) ReadFrom(r io.Reader) (int64, error) { return pour(c.Conn, r) }

// WriteTo implements io.WriterTo, which io.Copy prefers.
func (c leanConn) WriteTo(w io.Writer) (int64, error) { return pour(w, c.Conn) }

// CloseWrite passes a half-close on, where the connection has one.
func (c leanConn) CloseWrite() error {
	if h, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return h.CloseWrite()
	}
	return c.Conn.Close()
}

func pour(w io.Writer, r io.Reader) (n int64, err error) {
	buf := make([]byte, upgradeBuffer)
	for {
		got, readErr := r.Read(buf)
		if got > 0 {
			put, err := w.Write(buf[:got])
			n += int64(put)
			if err != nil {
				return n, err
			}
		}
		if readErr == io.EOF {
			return n, nil
		}
		if readErr != nil {
			return n, readErr
		}
	}
}
