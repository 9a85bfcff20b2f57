package upstream

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// conn is a connection to a service. But for kill it is its exchange's alone.
type conn struct {
	net.Conn
	host     string
	quiet    func() bool // nothing lies in the socket; nil where that cannot be seen
	astray   func() bool // no request is to go there any more; nil: it never is so
	buf      []byte      // nil while the connection is idle
	from, to int         // what of buf is unread
	answered bool        // a byte of an answer has come
	idle     time.Time   // since when
	dead     atomic.Bool
	killer   func() // kill
}

func newConn(under net.Conn, host string) *conn {
	c := &conn{Conn: under, host: host, quiet: watch(under), astray: Astray(under)}
	c.killer = c.kill
	return c
}

// kill ends all that happens on the connection, from any goroutine.
func (c *conn) kill() {
	if !c.dead.Swap(true) {
		_ = c.Conn.Close() // nothing is to be saved
	}
}

// close is kill for who has the connection.
func (c *conn) close() {
	c.kill()
	c.release()
}

// release gives the buffer back.
func (c *conn) release() {
	if len(c.buf) == bufferSize {
		buffers.Put((*[bufferSize]byte)(c.buf))
	}
	c.buf, c.from, c.to = nil, 0, 0
}

const bufferSize = 4 << 10

var buffers = sync.Pool{New: func() any { return new([bufferSize]byte) }}

// chunkSize is what bodies are moved in.
const chunkSize = 64 << 10

var chunks = sync.Pool{New: func() any { return new([chunkSize]byte) }}

func getChunk() *[chunkSize]byte  { return chunks.Get().(*[chunkSize]byte) }
func putChunk(b *[chunkSize]byte) { chunks.Put(b) }

// fill reads more behind what is unread; there has to be room for it.
func (c *conn) fill() error {
	n, err := c.Conn.Read(c.buf[c.to:])
	c.to += n
	if n > 0 {
		c.answered = true
		return nil
	}
	if err == nil {
		err = io.ErrNoProgress
	}
	return err
}

// room makes some behind what is unread, for up to most bytes in all.
func (c *conn) room(most int) {
	switch {
	case c.buf == nil:
		c.buf = buffers.Get().(*[bufferSize]byte)[:]
	case c.from == c.to:
		c.from, c.to = 0, 0
	case c.to < len(c.buf):
	case c.from > 0:
		c.to = copy(c.buf, c.buf[c.from:c.to])
		c.from = 0
	default:
		larger := make([]byte, min(2*len(c.buf), max(most, len(c.buf)+1)))
		n := copy(larger, c.buf)
		c.release()
		c.buf, c.to = larger, n
	}
}

// head reads up to an empty line, that included, and gives what it has read until the next call of anything.
func (c *conn) head(most int) ([]byte, error) {
	line, seen := 0, 0 // from c.from on: where the line begins, and what was looked at
	for {
		unread := c.buf[c.from:c.to]
		for {
			i := bytes.IndexByte(unread[seen:], '\n')
			if i < 0 {
				seen = len(unread)
				break
			}
			i += seen
			seen = i + 1
			if i == line || unread[i-1] != '\r' {
				return nil, fmt.Errorf("%w: a line ends without CR", ErrMalformed)
			}
			if i-1 == line {
				if seen > most {
					return nil, ErrHeaderSize
				}
				c.from += seen
				return unread[:seen], nil
			}
			line = seen
		}
		if len(unread) >= most {
			return nil, ErrHeaderSize
		}
		c.room(most)
		if err := c.fill(); err != nil {
			if err == io.EOF && len(unread) > 0 {
				err = io.ErrUnexpectedEOF
			}
			return nil, err
		}
	}
}

// line reads a line of up to most bytes, and gives it without its end until the next call of anything.
func (c *conn) line(most int) ([]byte, error) {
	seen := 0
	for {
		unread := c.buf[c.from:c.to]
		if i := bytes.IndexByte(unread[seen:], '\n'); i >= 0 {
			i += seen
			if i == 0 || unread[i-1] != '\r' {
				return nil, fmt.Errorf("%w: a line ends without CR", ErrMalformed)
			}
			if i > most {
				return nil, fmt.Errorf("%w: a long line", ErrMalformed)
			}
			c.from += i + 1
			return unread[:i-1], nil
		}
		if seen = len(unread); seen >= most {
			return nil, fmt.Errorf("%w: a long line", ErrMalformed)
		}
		c.room(most)
		if err := c.fill(); err != nil {
			return nil, unexpected(err)
		}
	}
}

// Read implements io.Reader: what is in the buffer first.
func (c *conn) Read(p []byte) (int, error) {
	if c.from == c.to {
		return c.Conn.Read(p)
	}
	n := copy(p, c.buf[c.from:c.to])
	c.from += n
	return n, nil
}

func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// ended reports whether an error is that of a connection which the other side has left.
func ended(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, io.ErrClosedPipe)
}
