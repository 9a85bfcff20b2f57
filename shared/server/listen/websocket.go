package listen

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

// webSocket hands a WebSocket over HTTP/2 (RFC 8441) to a handler as one over HTTP/1.1 is (RFC 6455): a GET that asks for an
// upgrade, on a connection that can be taken over. What the handler then writes as its 101 opens the stream; anything else
// is the answer as it is. So no handler has to know of both. Opened is told of one that is taken over.
func webSocket(next http.Handler, s *streamed, r *http.Request, opened func()) {
	var key [16]byte
	_, _ = rand.Read(key[:]) // it never fails, and the key is not looked at: there is nothing between the two that would be deceived
	asked := r.WithContext(r.Context())
	asked.Method, asked.Proto, asked.ProtoMajor, asked.ProtoMinor = http.MethodGet, "HTTP/1.1", 1, 1
	asked.Header = r.Header.Clone()
	delete(asked.Header, ":protocol")
	asked.Header["Connection"], asked.Header["Upgrade"] = []string{"Upgrade"}, []string{"websocket"}
	asked.Header["Sec-Websocket-Key"] = []string{base64.StdEncoding.EncodeToString(key[:])}
	asked.Body, asked.ContentLength = http.NoBody, 0
	t := &tunnel{stream: s, body: r.Body, request: asked, remote: remote(r), done: make(chan struct{})}
	w := &taken{streamed: s, conn: t, opened: opened}
	next.ServeHTTP(w, asked)
	if !w.hijacked() {
		return
	}
	select {
	case <-t.done:
	case <-r.Context().Done():
	}
	// Who is writing still, is done with before the stream is, and then finds it closed.
	_ = t.Close()
	if !t.writing.TryLock() {
		_ = t.SetWriteDeadline(time.Unix(1, 0))
		t.writing.Lock()
	}
	t.writing.Unlock()
}

// remote is who asks, as the connection has it.
func remote(r *http.Request) net.Addr {
	if c, ok := r.Context().Value(connKey{}).(*Conn); ok {
		return c.RemoteAddr()
	}
	return nil
}

// switched bounds the head of a handler's 101.
const switched = 64 << 10

var errSwitch = errors.New("listen: what a WebSocket was answered with is no head")

// taken is a ResponseWriter for a WebSocket over HTTP/2, whose stream can be taken over.
type taken struct {
	*streamed
	conn   *tunnel
	opened func()

	mu    sync.Mutex
	begun bool
	over  bool // it was taken over
}

var _ http.Hijacker = (*taken)(nil)

// Hijack implements http.Hijacker.
func (t *taken) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.over {
		return nil, nil, http.ErrHijacked
	}
	t.over = true
	t.opened()
	return t.conn, bufio.NewReadWriter(bufio.NewReaderSize(t.conn, 4<<10), bufio.NewWriterSize(t.conn, 4<<10)), nil
}

func (t *taken) hijacked() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.over
}

// WriteHeader implements http.ResponseWriter. A success would open the stream, and the handler has not taken it.
func (t *taken) WriteHeader(code int) {
	t.begun = t.begun || code >= 200
	if code/100 == 2 {
		code = http.StatusBadRequest
	}
	t.streamed.WriteHeader(code)
}

// Write implements http.ResponseWriter.
func (t *taken) Write(b []byte) (int, error) {
	if !t.begun {
		t.WriteHeader(http.StatusOK)
	}
	return t.streamed.Write(b)
}

// tunnel is a stream as a connection.
type tunnel struct {
	stream  *streamed
	body    io.ReadCloser
	request *http.Request
	remote  net.Addr

	writing sync.Mutex
	head    []byte // of the handler's answer, until it is whole
	open    bool   // it is: what is written goes to the client

	once sync.Once
	done chan struct{} // closed with the connection
}

var _ net.Conn = (*tunnel)(nil)

// Read implements net.Conn.
func (t *tunnel) Read(b []byte) (int, error) { return t.body.Read(b) }

// Write implements net.Conn. What comes first is an answer in the words of HTTP/1.1.
func (t *tunnel) Write(b []byte) (int, error) {
	t.writing.Lock()
	defer t.writing.Unlock()
	select {
	case <-t.done:
		return 0, net.ErrClosed
	default:
	}
	if t.open {
		return t.pass(b)
	}
	before := len(t.head)
	t.head = append(t.head, b...)
	end := bytes.Index(t.head, []byte("\r\n\r\n"))
	switch {
	case end < 0 && len(t.head) <= switched:
		return len(b), nil
	case end < 0:
		return 0, errSwitch
	}
	res, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(t.head[:end+4])), t.request)
	if err != nil {
		return 0, errSwitch
	}
	res.Body.Close()
	code, to := res.StatusCode, t.stream.Header()
	if code == http.StatusSwitchingProtocols {
		code = http.StatusOK
	} else if code/100 == 2 {
		code = http.StatusBadGateway
	}
	for name, lines := range res.Header {
		switch name {
		case "Connection", "Upgrade", "Sec-Websocket-Accept", "Keep-Alive", "Transfer-Encoding", "Content-Length":
		default:
			to[name] = lines
		}
	}
	t.stream.WriteHeader(code)
	rest := bytes.Clone(t.head[end+4:])
	t.open, t.head = true, nil
	n, err := t.pass(rest)
	return max(0, end+4+n-before), err
}

func (t *tunnel) pass(b []byte) (n int, err error) {
	if len(b) > 0 {
		if n, err = t.stream.Write(b); err != nil {
			return n, err
		}
	}
	return n, t.stream.FlushError()
}

// Close implements net.Conn.
func (t *tunnel) Close() error {
	t.once.Do(func() {
		close(t.done)
		_ = t.SetReadDeadline(time.Unix(1, 0)) // a stream that has ended reads no more anyway
	})
	return nil
}

// LocalAddr implements net.Conn.
func (t *tunnel) LocalAddr() net.Addr {
	a, _ := t.request.Context().Value(http.LocalAddrContextKey).(net.Addr)
	return a
}

// RemoteAddr implements net.Conn.
func (t *tunnel) RemoteAddr() net.Addr { return t.remote }

// SetDeadline implements net.Conn.
func (t *tunnel) SetDeadline(at time.Time) error {
	return errors.Join(t.SetReadDeadline(at), t.SetWriteDeadline(at))
}

// SetReadDeadline implements net.Conn. One that was met is met for good.
func (t *tunnel) SetReadDeadline(at time.Time) error { return t.stream.SetReadDeadline(at) }

// SetWriteDeadline implements net.Conn; as SetReadDeadline.
func (t *tunnel) SetWriteDeadline(at time.Time) error { return t.stream.SetWriteDeadline(at) }
