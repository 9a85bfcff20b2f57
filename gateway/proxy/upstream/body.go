package upstream

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// kind is how a body ends.
type kind uint8

const (
	empty       kind = iota // it is none
	lengthBody              // after so many bytes
	chunkedBody             // with an empty chunk
	restBody                // with the connection
)

// body is an answer's. It is for one goroutine, but for Close, which is for any.
type body struct {
	x     *exchange
	kind  kind
	left  int64 // of the body, or of its chunk
	begun bool  // a chunk was read
	err   error // nothing more comes, for this reason
}

var _ io.WriterTo = (*body)(nil)

// Read implements io.Reader.
func (b *body) Read(p []byte) (int, error) {
	if err := b.ready(); err != nil || len(p) == 0 {
		return 0, err
	}
	if b.kind != restBody && int64(len(p)) > b.left {
		p = p[:b.left]
	}
	n, err := b.x.conn.Read(p)
	b.took(int64(n), err)
	if n > 0 {
		return n, nil
	}
	return 0, b.err
}

// ready sees to it that there is something to be read, or gives why there is not.
func (b *body) ready() error {
	switch {
	case b.err != nil:
	case b.kind == empty || b.kind == lengthBody && b.left == 0:
		b.finish(io.EOF)
	case b.kind == chunkedBody && b.left == 0:
		if err := b.chunk(); err != nil {
			b.finish(err)
		}
	}
	return b.err
}

// took notes what was read.
func (b *body) took(n int64, err error) {
	if b.kind != restBody {
		b.left -= n
		err = unexpected(err)
	}
	if n == 0 && err == nil {
		err = io.ErrNoProgress
	}
	if err != nil {
		b.finish(err)
	}
}

// finish ends the body, and with io.EOF gives the connection back.
func (b *body) finish(err error) {
	if err != io.EOF {
		err = b.x.why(err)
	}
	b.err = err
	b.x.end(err == io.EOF)
}

// Waits reports whether the next Read would wait for the service: all that has come was read, and more is to come.
func (b *body) Waits() bool {
	c := b.x.conn
	if b.err != nil || b.kind == empty || b.kind == lengthBody && b.left == 0 {
		return false
	}
	if b.kind == chunkedBody && b.left == 0 {
		// The end of the last chunk may be there already.
		unread := c.buf[c.from:c.to]
		return len(unread) < 64 && !bytes.Contains(unread, []byte("\r\n\r\n"))
	}
	return c.from == c.to
}

// WriteTo implements io.WriterTo: what is in the buffer goes from there.
func (b *body) WriteTo(w io.Writer) (n int64, err error) {
	var m *mover
	defer func() {
		if m != nil {
			m.end()
		}
	}()
	for {
		if err := b.ready(); err != nil {
			if err == io.EOF {
				err = nil
			}
			return n, err
		}
		c := b.x.conn
		if c.from < c.to {
			piece := c.buf[c.from:c.to]
			if b.kind != restBody && int64(len(piece)) > b.left {
				piece = piece[:b.left]
			}
			m, err := w.Write(piece)
			n += int64(m)
			if err != nil {
				return n, err
			}
			c.from += m
			b.took(int64(m), nil)
			continue
		}
		if m == nil {
			m = newMover()
		}
		buf := m.next()
		got, err := b.Read(buf)
		if got > 0 {
			put, werr := w.Write(buf[:got])
			n += int64(put)
			if werr != nil {
				return n, werr
			}
			m.moved(got)
		}
		if err != nil && err != io.EOF {
			return n, err
		}
	}
}

// Close implements io.Closer: a body that was not read to its end takes the connection with it.
func (b *body) Close() error {
	b.x.end(b.err == io.EOF || b.err == nil && (b.kind == empty || b.kind == lengthBody && b.left == 0))
	return nil
}

// chunk reads on to the next chunk's bytes (RFC 9112, 7.1); io.EOF behind the last.
func (b *body) chunk() error {
	c := b.x.conn
	if b.begun {
		if line, err := c.line(chunkLine); err != nil || len(line) > 0 {
			return malformed(err, "a chunk is longer than it says")
		}
	}
	b.begun = true
	line, err := c.line(chunkLine)
	if err != nil {
		return err
	}
	size, digits := int64(0), 0
	for digits < len(line) {
		d := strings.IndexByte("0123456789abcdef", line[digits]|0x20)
		if d < 0 || line[digits] < '0' {
			break
		}
		size = size<<4 | int64(d)
		digits++
	}
	if digits == 0 || digits > 15 || !extension(line[digits:]) {
		return malformed(nil, "chunk size")
	}
	if b.left = size; size > 0 {
		return nil
	}
	return b.trailers()
}

// chunkLine bounds a chunk's size and what is said beside it.
const chunkLine = 1 << 10

// extension reports whether a line may go on like that behind a chunk's size. What it says nobody reads.
func extension(rest []byte) bool {
	return len(rest) == 0 || rest[0] == ';' && clean(string(rest))
}

func malformed(err error, what string) error {
	if err != nil {
		return err
	}
	return fmt.Errorf("%w: %s", ErrMalformed, what)
}

// trailers reads the lines behind the last chunk.
func (b *body) trailers() error {
	var text strings.Builder
	most := b.x.client.cfg.HeaderBytes
	for {
		line, err := b.x.conn.line(most)
		if err != nil {
			return err
		}
		most -= len(line) + 2
		text.Write(line)
		text.WriteString("\r\n")
		if len(line) == 0 {
			break
		}
	}
	if text.Len() == 2 {
		return io.EOF
	}
	h, err := parseFields(text.String())
	if err != nil {
		return err
	}
	for name, lines := range h {
		if untrailed(name) {
			continue
		}
		if b.x.resp.Trailer == nil {
			b.x.resp.Trailer = http.Header{}
		}
		b.x.resp.Trailer[name] = lines
	}
	return io.EOF
}

// tunnel is the body of an answer to an upgrade. It is for one goroutine that reads and one that writes; Close is for any.
type tunnel struct{ x *exchange }

// Read implements io.Reader.
func (t *tunnel) Read(p []byte) (int, error) {
	c := t.x.conn
	if c.from == c.to && c.buf != nil {
		c.release() // the tunnel may be silent for hours
	}
	return c.Read(p)
}

// Write implements io.Writer.
func (t *tunnel) Write(p []byte) (int, error) { return t.x.conn.Conn.Write(p) }

// CloseWrite passes a half-close on, where the connection has one.
func (t *tunnel) CloseWrite() error {
	if h, ok := t.x.conn.Conn.(interface{ CloseWrite() error }); ok {
		return h.CloseWrite()
	}
	return t.x.conn.Conn.Close()
}

// Close implements io.Closer. The buffer stays with who reads.
func (t *tunnel) Close() error {
	if !t.x.over.Swap(true) {
		t.x.stop()
		t.x.conn.kill()
	}
	return nil
}
