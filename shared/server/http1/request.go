package http1

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"time"
)

// Read implements io.Reader: the request's body, for which a client that waits for it is told to go on.
func (w *response) Read(p []byte) (int, error) {
	w.mu.Lock()
	if w.over {
		w.mu.Unlock()
		return 0, http.ErrBodyReadAfterClose
	}
	if w.waits {
		w.waits = false
		_, _ = io.WriteString(w.conn.raw, "HTTP/1.1 100 Continue\r\n\r\n") // what fails here fails at the read
	}
	w.mu.Unlock()
	n, err := w.asked.Read(p)
	if err == io.EOF {
		w.whole.Store(true)
	}
	return n, err
}

// Close implements io.Closer. What is unread stays so, and the connection ends behind the answer.
func (w *response) Close() error { return nil }

// leave has nothing more be read of the body. A read that waits in some other goroutine goes on until the connection is
// closed, and keeps the buffer.
func (w *response) leave() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.over, w.conn.left = true, true
}

func (w *response) taken() bool { return w.hijacked.Load() }

// Hijack implements http.Hijacker.
func (w *response) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.hijacked.Swap(true) {
		return nil, nil, http.ErrHijacked
	}
	w.flush()
	c := w.conn
	if c.server.Taken != nil {
		c.server.Taken(c.raw)
	}
	if err := c.raw.SetDeadline(time.Time{}); err != nil {
		return nil, nil, err
	}
	return c.raw, bufio.NewReadWriter(c.buf, bufio.NewWriter(c.raw)), nil
}

// SetReadDeadline is for http.ResponseController.
func (w *response) SetReadDeadline(t time.Time) error { return w.conn.raw.SetReadDeadline(t) }

// SetWriteDeadline is for http.ResponseController.
func (w *response) SetWriteDeadline(t time.Time) error {
	w.armed = true
	return w.conn.raw.SetWriteDeadline(t)
}

// EnableFullDuplex is for http.ResponseController: a body can be read beside the writing of the answer always.
func (w *response) EnableFullDuplex() error { return nil }
