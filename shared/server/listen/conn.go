package listen

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// piece is how much is written under one deadline: a client that takes less than that in it has stopped, or nearly so.
const piece = 16 << 10

// lingers is how much of what a refused client still sends is thrown away, so that it gets to read why it was refused: a
// connection that is closed on unread data loses what was written last.
const lingers = 256 << 10

// Conn is a guarded connection. As a net.Conn it is safe for concurrent use as those are: one reader at a time.
type Conn struct {
	net.Conn          // what is read and written: TLS, or the connection below it
	below    net.Conn // the connection itself
	listener *Listener
	state    *tls.ConnectionState // nil: it is not secured
	frames   *frames              // of HTTP/2; nil: it speaks none
	remote   net.Addr             // of the client, if a proxy has told
	client   netip.Addr           // whom it is from
	proxy    bool                 // that is a proxy, for any number of clients
	ahead    []byte               // was read behind a proxy's header
	head     head                 // of the requests, for the reader
	chunked  int64                // bytes behind the head of a chunked request, for the reader
	due      time.Time            // when a head over HTTP/2 has to be there, for the reader; zero: none is under way
	handled  int64                // requests over HTTP/1.1 that were given to a handler, for the server

	moved  atomic.Int64 // Unix nanoseconds, when bytes moved last
	asked  atomic.Bool  // it has a request, all of it
	stuck  atomic.Bool  // something is being written, and not taken yet
	raw    atomic.Bool  // it speaks HTTP no more
	unread atomic.Bool  // the client may still be sending
	reset  atomic.Bool  // what was written was not taken in time
	turns  atomic.Int64 // requests over HTTP/2 that it is the server's turn with
	long   atomic.Int64 // which of the requests has a head that is too long; 0: none
	late   atomic.Int64 // or took too long
	once   sync.Once
	cancel atomic.Pointer[func()] // ends what is done for the client; nil: its server sees to that

	mu    sync.Mutex
	over  bool          // nothing more is read
	ends  time.Time     // the deadline for reads, as it was set last; zero: none
	wakes time.Time     // the one that the system knows, never later; zero: none
	until time.Time     // for writes, as the server has set it; zero: none
	armed time.Time     // the deadline for writes that is set
	taken int           // bytes of the piece that is being written, over several writes it may be
	spent time.Duration // on them

	strides int // for who writes: see stride

	// The room's lock guards these two.
	network netip.Prefix
	group   map[*Conn]struct{} // that it is counted with; nil: it is not
}

var _ net.Conn = (*Conn)(nil)

// RemoteAddr is the client's, as far as that is known.
func (c *Conn) RemoteAddr() net.Addr {
	if c.remote != nil {
		return c.remote
	}
	return c.Conn.RemoteAddr()
}

func (c *Conn) move() { c.moved.Store(time.Now().UnixNano()) }

func (c *Conn) lastMove() time.Time { return time.Unix(0, c.moved.Load()) }

// Begin says that the connection has a whole request: it is the server's turn. One whose client's turn it is may have to
// give way to others.
func (c *Conn) Begin() { c.asked.Store(true) }

// Done says that the request has its answer.
func (c *Conn) Done() { c.asked.Store(false) }

// busy reports whether it is the server's turn.
func (c *Conn) busy() bool { return (c.asked.Load() || c.turns.Load() > 0) && !c.stuck.Load() }

// Raw says that it is no HTTP from now on: what is read is passed on as it is.
func (c *Conn) Raw() { c.raw.Store(true) }

// End has reads say that nothing more comes, those that wait too: what is unread of a request is not waited for.
func (c *Conn) End() {
	c.unread.Store(true)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.over = true
	c.Conn.SetReadDeadline(time.Unix(1, 0))
}

func (c *Conn) isOver() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.over
}

// Read implements net.Conn. A request whose head is not what RFC 9112 says ends in what no server takes for a head, and
// then the connection ends.
func (c *Conn) Read(b []byte) (n int, err error) {
	if c.isOver() {
		return 0, io.EOF
	}
	if c.frames != nil && c.frames.err != nil {
		return 0, c.frames.err
	}
	if c.head.spoilt {
		c.unread.Store(true)
		return c.head.rest(b)
	}
	if most := c.listener.options.Chunked; most > 0 && c.chunked > most {
		return 0, io.EOF
	}
	if len(c.ahead) > 0 {
		n = copy(b, c.ahead)
		c.ahead = c.ahead[n:]
	} else {
		if c.frames != nil {
			c.hasten()
		}
		if n, err = c.receive(b); err != nil && c.isOver() {
			err = io.EOF
		}
	}
	if n > 0 {
		c.move()
		if c.frames != nil {
			if err := c.frames.look(b[:n]); err != nil {
				return 0, err
			}
		}
		if !c.raw.Load() {
			n = c.head.look(b[:n])
			if c.head.at == unlooked {
				c.chunked += int64(n)
			}
			if within := c.head.within(); within != c.unread.Load() {
				c.unread.Store(within)
			}
			if c.head.long {
				c.long.Store(c.head.count)
			}
			if n == 0 {
				c.unread.Store(true)
				return c.head.rest(b)
			}
		}
	} else if c.head.begun() && !c.raw.Load() && c.listener.options.Head.Refuse != nil && errors.Is(err, os.ErrDeadlineExceeded) {
		c.head.cut()
		c.late.Store(c.head.count)
		return c.head.rest(b)
	}
	return n, err
}

// hasten has the head of a request over HTTP/2 that has begun be there in time.
func (c *Conn) hasten() {
	var at time.Time
	if began := c.frames.heading; !began.IsZero() {
		at = began.Add(c.listener.options.Head.time())
	}
	if !at.Equal(c.due) {
		c.due = at
		_ = c.SetReadDeadline(at) // a connection that takes no deadline is dead, and the read says so
	}
}

// refused gives the status with which the next request on the connection is to be refused; 0: it is not.
func (c *Conn) refused() int {
	c.handled++
	switch c.handled {
	case c.long.Load():
		return http.StatusRequestHeaderFieldsTooLarge
	case c.late.Load():
		return http.StatusRequestTimeout
	}
	return 0
}

// receive reads, for as long as the deadline of now says.
func (c *Conn) receive(b []byte) (int, error) {
	for {
		n, err := c.Conn.Read(b)
		if n > 0 || err == nil || !errors.Is(err, os.ErrDeadlineExceeded) || !c.rearm() {
			return n, err
		}
	}
}

// rearm tells the system of a deadline for reads that was moved on since the system was told; false: it has passed.
func (c *Conn) rearm() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.over || !c.ends.IsZero() && !c.ends.After(time.Now()) {
		return false
	}
	c.wakes = c.ends
	return c.Conn.SetReadDeadline(c.ends) == nil
}

// Write implements net.Conn. It fails once a piece has not been taken in time, however long the whole takes.
func (c *Conn) Write(b []byte) (n int, err error) {
	c.stuck.Store(true)
	defer c.stuck.Store(false)
	for {
		began := c.arm()
		m, err := c.Conn.Write(b[n:min(n+c.stride(), len(b))])
		n += m
		if m > 0 {
			c.move()
		}
		late := c.took(m, began)
		if err != nil && (late || !errors.Is(err, os.ErrDeadlineExceeded)) {
			c.reset.Store(errors.Is(err, os.ErrDeadlineExceeded))
			return n, err
		}
		if n == len(b) {
			return n, nil
		}
	}
}

// stride is how much is written at once: a piece, and more for as long as that is taken quickly.
func (c *Conn) stride() int { return piece << c.strides }

// The most that a stride is longer than a piece, as a power of two; how quickly one has to be taken for the next to be longer,
// and how slowly for the next to be a piece again.
const (
	mostStrides = 6 // 1 MiB
	quickly     = 20 * time.Millisecond
	slowly      = 200 * time.Millisecond
)

// arm moves the deadline for writes, though not by little, and gives the time.
func (c *Conn) arm() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now()
	if at := now.Add(c.listener.pace.write - c.spent); at.Sub(c.armed).Abs() > c.listener.pace.write/16 {
		_ = c.deadline(at) // a connection that takes no deadline is dead, and the write says so
	}
	return now
}

// took notes that so many bytes were taken since then; late: not even a piece was, in the time for one. That time is that
// for all writes that make one up: a client that takes a few bytes at a time gains none.
func (c *Conn) took(n int, since time.Time) (late bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	took := time.Since(since)
	switch {
	case took > slowly:
		c.strides = 0
	case took < quickly && n == c.stride() && c.strides < mostStrides:
		c.strides++
	}
	c.taken, c.spent = c.taken+n, c.spent+took
	if c.taken >= piece {
		c.taken, c.spent = 0, 0
		return false
	}
	return true
}

// deadline sets the deadline for writes to a time, or to that of the server if it is earlier.
func (c *Conn) deadline(at time.Time) error {
	c.armed = at
	if !c.until.IsZero() && c.until.Before(at) {
		at = c.until
	}
	return c.Conn.SetWriteDeadline(at)
}

// SetWriteDeadline implements net.Conn.
func (c *Conn) SetWriteDeadline(t time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.until = t
	return c.deadline(time.Now().Add(c.listener.pace.write - c.spent))
}

// SetReadDeadline implements net.Conn. A server sets several for each request: the system is told of one that is earlier
// than what it knows, and of others once that has passed.
func (c *Conn) SetReadDeadline(t time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.over {
		return nil
	}
	if c.ends = t; !c.wakes.IsZero() && (t.IsZero() || !t.Before(c.wakes)) {
		return nil
	}
	c.wakes = t
	return c.Conn.SetReadDeadline(t)
}

// SetDeadline implements net.Conn.
func (c *Conn) SetDeadline(t time.Time) error {
	if err := c.SetReadDeadline(t); err != nil {
		return err
	}
	return c.SetWriteDeadline(t)
}

// CloseWrite closes the half that writes, where the connection has such.
func (c *Conn) CloseWrite() error {
	if h, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return h.CloseWrite()
	}
	return nil
}

// Close implements net.Conn. A client that may still be sending is given a moment to read what it was told.
func (c *Conn) Close() (err error) {
	c.once.Do(func() {
		c.quit()
		if !c.unread.Load() || c.raw.Load() {
			err = c.drop(c.reset.Load())
			c.listener.options.Room.leave(c)
			return
		}
		c.Done()
		go func() {
			defer c.listener.options.Room.leave(c)
			_ = c.below.SetDeadline(time.Now().Add(c.listener.pace.linger)) // where there are none, the next line says so
			err := c.CloseWrite()
			if err == nil {
				_, err = io.CopyN(io.Discard, c.Conn, lingers)
			}
			_ = c.drop(err != io.EOF) // there is nobody left to be told
		}()
	})
	return err
}

// quit ends what is done for the client.
func (c *Conn) quit() {
	if cancel := c.cancel.Load(); cancel != nil {
		(*cancel)()
	}
}

// drop closes the connection. One whose client does not take what was written is reset, since the system would keep that,
// and try on, for minutes.
func (c *Conn) drop(reset bool) error {
	c.quit()
	if reset {
		return c.cut(true)
	}
	return c.Conn.Close()
}

// cut closes the connection below all else, at once; anybody may, at any time.
func (c *Conn) cut(reset bool) error {
	if t, ok := c.below.(*net.TCPConn); ok && reset {
		_ = t.SetLinger(0) // it is closed anyway
	}
	return c.below.Close()
}
