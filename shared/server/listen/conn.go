package listen

import (
	"io"
	"net"
	"net/netip"
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
	net.Conn
	listener *Listener
	remote   net.Addr   // of the client, if a proxy has told
	client   netip.Addr // whom it is from
	proxy    bool       // that is a proxy, for any number of clients
	ahead    []byte     // was read behind a proxy's header
	head     head       // of the requests, for the reader

	moved  atomic.Int64 // Unix nanoseconds, when bytes moved last
	busy   atomic.Bool  // it has a request
	raw    atomic.Bool  // it speaks HTTP no more
	unread atomic.Bool  // the client may still be sending
	once   sync.Once

	mu    sync.Mutex
	over  bool      // nothing more is read
	until time.Time // for writes, as the server has set it; zero: none
	armed time.Time // the deadline for writes that is set

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

// Begin says that the connection has a request from now on; without one it may have to give way to others.
func (c *Conn) Begin() { c.busy.Store(true) }

// Done says that the request has its answer.
func (c *Conn) Done() { c.busy.Store(false) }

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
	if c.head.spoilt {
		c.unread.Store(true)
		return c.head.rest(b)
	}
	if len(c.ahead) > 0 {
		n = copy(b, c.ahead)
		c.ahead = c.ahead[n:]
	} else if n, err = c.Conn.Read(b); err != nil && c.isOver() {
		err = io.EOF
	}
	if n > 0 {
		c.move()
		if !c.raw.Load() {
			n = c.head.look(b[:n])
			if within := c.head.within(); within != c.unread.Load() {
				c.unread.Store(within)
			}
		}
	}
	return n, err
}

// Write implements net.Conn. It fails once a piece has not been taken in time, however long the whole takes.
func (c *Conn) Write(b []byte) (n int, err error) {
	for {
		c.arm()
		m, err := c.Conn.Write(b[n:min(n+piece, len(b))])
		n += m
		if m > 0 {
			c.move()
		}
		if err != nil || n == len(b) {
			return n, err
		}
	}
}

// arm moves the deadline for writes on, though not for every piece.
func (c *Conn) arm() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at := time.Now().Add(c.listener.pace.write); at.Sub(c.armed) > c.listener.pace.write/16 {
		c.deadline(at)
	}
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
	return c.deadline(time.Now().Add(c.listener.pace.write))
}

// SetReadDeadline implements net.Conn.
func (c *Conn) SetReadDeadline(t time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.over {
		return nil
	}
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
		if !c.unread.Load() || c.raw.Load() {
			err = c.Conn.Close()
			c.listener.options.Room.leave(c)
			return
		}
		c.Done()
		go func() {
			defer c.listener.options.Room.leave(c)
			defer c.Conn.Close()
			if c.CloseWrite() != nil {
				return
			}
			c.Conn.SetReadDeadline(time.Now().Add(c.listener.pace.linger))
			// Whatever comes of it, the connection is closed.
			_, _ = io.CopyN(io.Discard, c.Conn, lingers)
		}()
	})
	return err
}
